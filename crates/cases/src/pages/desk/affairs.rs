//! What officials arranged around a case, beside its file: who holds which task, questions, remarks, what stops time.
//! Small forms that answer with the file again.

use axum::extract::Path;
use kit::{Lang, Refusal, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Frame, TextArea, button, button_secondary, buttons, details, form, section, summary_list, textarea,
    },
    redirect,
};

use super::{file::FileView, form::field, procedure};
use crate::{
    actions,
    model::{CaseId, Escalation, EscalationId, Task, WORDS_MAX},
    pages::portal::words as said,
};

pub(super) async fn remark(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let path = format!("/desk/cases/{id}?done=remarked");
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &posted.key, &by, |tx| {
            actions::remark(tx, &by, &id, posted.get("remark")).map(|()| path.clone())
        })
    };
    Ok(redirect(&ctx.store.write(write).await?))
}

pub(super) async fn answer(ctx: Ctx, Path((id, question)): Path<(String, String)>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let question = EscalationId::parse(&question)?;
    let path = format!("/desk/cases/{id}?done=answered");
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &posted.key, &by, |tx| {
            let words = posted.get("answer");
            actions::answer_escalation(tx, &by, &id, &question, words).map(|()| path.clone())
        })
    };
    Ok(redirect(&ctx.store.write(write).await?))
}

/// What stops or lengthens the time to decide, and the ways to it.
pub(super) fn time(lang: Lang, view: &FileView) -> Markup {
    let (case, may) = (&view.case().case, &view.desk.may);
    let affairs = &view.desk.affairs;
    html! {
        @if let Some(it) = affairs.procedure() {
            p { strong { (t!("desk.procedure.under_way", lang, name = procedure::name(lang, view, it))) } }
        }
        @if may.stop || affairs.procedure().is_some() {
            p { a href={ "/desk/cases/" (case.id) "/procedure" } { (t!("desk.procedure", lang)) } }
        }
        @if may.ask_extension || affairs.request().is_some() {
            p { a href={ "/desk/cases/" (case.id) "/extension" } {
                @if affairs.request().is_some() { (t!("desk.extension.waiting", lang)) }
                @else { (t!("desk.extend", lang)) }
            } }
        }
        @for it in affairs.procedures.iter().filter(|it| it.ended_at.is_some()) {
            (details(procedure::name(lang, view, it), summary_list(lang, &procedure::facts(lang, view, it))))
        }
    }
}

/// Who has an open task, and what can be done about that.
pub(super) fn held(frame: &Frame, view: &FileView, task: &Task) -> Markup {
    let lang = frame.lang;
    let holder = view.desk.affairs.holders.get(task.id.as_str());
    let is_mine = view.desk.mine.contains(&task.id);
    let supervised = task.agency.is_some() && task.agency == view.desk.may.supervise;
    html! {
        @if let Some(it) = holder {
            br; (t!("desk.held.by", lang, who = view.official(lang, it.official.as_str())))
            @if let (Some(by), Some(words)) = (&it.given_by, &it.words) {
                br; span.soft { (t!("desk.held.given", lang, who = view.official(lang, by.as_str()), words = words)) }
            }
        }
        @if is_mine || supervised {
            @let action = format!("/desk/tasks/{}/holder", task.id);
            (form(frame, &action, Some(&key_of(&view.key, task.id.as_str())), buttons(html! {
                @if is_mine && holder.is_none() { (button_secondary("act", "claim", t!("desk.hold.claim", lang))) }
                @if holder.is_some() { (button_secondary("act", "release", t!("desk.hold.release", lang))) }
            })))
            p {
                a href={ "/desk/tasks/" (task.id) "/delegation" } { (t!("desk.delegate", lang)) }
                @if is_mine { " · " a href={ "/desk/tasks/" (task.id) "/question" } { (t!("desk.escalate", lang)) } }
            }
        }
    }
}

/// Questions to superiors, and remarks.
pub(super) fn sections(frame: &Frame, view: &FileView) -> Markup {
    let lang = frame.lang;
    html! {
        @if !view.desk.affairs.escalations.is_empty() {
            (section(t!("desk.questions", lang), questions(frame, view)))
        }
        (section(t!("desk.remarks", lang), remarks(frame, view)))
    }
}

fn questions(frame: &Frame, view: &FileView) -> Markup {
    let lang = frame.lang;
    let erased = t!("desk.applicant.erased", lang);
    let moment = |at| said::moment(lang, at, &view.case().calendar);
    html! {
        ul.plain-list {
            @for it in &view.desk.affairs.escalations {
                li {
                    p { (it.words.as_deref().unwrap_or(erased)) }
                    p.soft { (view.official(lang, it.asked_by.as_str())) " " (moment(it.asked_at)) }
                    @match (&it.answer, it.answered_at, &it.answered_by) {
                        (Some(words), Some(at), Some(by)) => {
                            p { strong { (t!("desk.questions.answer", lang)) } " " (words) }
                            p.soft { (view.official(lang, by.as_str())) " " (moment(at)) }
                        },
                        _ if view.desk.may.supervise.is_some() => (answering(frame, view, it)),
                        _ => p.soft { (t!("desk.questions.waits", lang)) },
                    }
                }
            }
        }
    }
}

fn answering(frame: &Frame, view: &FileView, it: &Escalation) -> Markup {
    let lang = frame.lang;
    let action = format!("/desk/cases/{}/questions/{}/answer", it.case, it.id);
    let area = TextArea { value: "", rows: 3, chars_max: WORDS_MAX };
    let answer = field(view, "answer", t!("desk.questions.answer", lang)).hint(t!("desk.words_hint", lang));
    form(
        frame,
        &action,
        Some(&key_of(&view.key, it.id.as_str())),
        html! {
            (textarea(lang, &answer, &area))
            (buttons(button(t!("desk.questions.submit", lang))))
        },
    )
}

fn remarks(frame: &Frame, view: &FileView) -> Markup {
    let lang = frame.lang;
    let erased = t!("desk.applicant.erased", lang);
    let area = TextArea { value: "", rows: 3, chars_max: WORDS_MAX };
    let words = field(view, "remark", t!("desk.remarks.new", lang)).hint(t!("desk.remarks.hint", lang));
    html! {
        @if !view.desk.affairs.remarks.is_empty() {
            ul.plain-list {
                @for it in &view.desk.affairs.remarks {
                    li {
                        p { (it.words.as_deref().unwrap_or(erased)) }
                        p.soft {
                            (view.official(lang, it.official.as_str())) " "
                            (said::moment(lang, it.written_at, &view.case().calendar))
                        }
                    }
                }
            }
        }
        (details(t!("desk.remarks.write", lang), form(
            frame,
            &format!("/desk/cases/{}/remarks", view.case().case.id),
            Some(&key_of(&view.key, "remark")),
            html! { (textarea(lang, &words, &area)) (buttons(button(t!("desk.remarks.submit", lang)))) },
        )))
    }
}

/// What makes one of several forms of a page count once.
pub(super) fn key_of(page: &str, thing: &str) -> String {
    const TAIL: usize = 8;
    let tail = thing.get(thing.len().saturating_sub(TAIL)..).unwrap_or(thing);
    format!("{page}-{tail}")
}

/// What cannot be, where a small form was tampered with.
pub(super) fn unknown() -> kit::Error {
    Refusal::invalid("act", "conclusion.outcome").into()
}
