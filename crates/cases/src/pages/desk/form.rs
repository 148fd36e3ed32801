//! The form of the task at hand, by its duty, and what becomes of it when it is posted.
//! The rule of each conclusion is in the model; here it is only asked for, once and with what was typed kept.

use axum::extract::Path;
use kit::{Error, Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Face, Field, Frame, TextArea, button, buttons, checkboxes, form, inset, radios,
        radios_beside, textarea, yes_no,
    },
    redirect,
};

use super::{
    at_file, done,
    file::{self, FileView, taken_up},
    is_done, papers, posted, proposal, template, visit, ways, words as duty_words, wrong,
};
use crate::{
    actions::{self, AtHand},
    model::{Conclusion, Departure, MaterialSource, Task, TaskId, WORDS_MAX},
    pages::portal::words as said,
};

pub(super) async fn conclude(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (by, id) = (ctx.by.clone(), TaskId::parse(&id)?);
    let asked = id.clone();
    let (task, matter) = ctx.store.read(move |read| actions::task_with_matter(read, &by, &asked)).await?;
    let posted = template::filled(ctx.lang, &matter.matter, &posted);
    let concluded = match posted::conclusion(&task.duty, &matter.matter, &posted) {
        Ok(it) => put(&ctx, &task, posted.key.clone(), it).await,
        Err(err) => Err(err),
    };
    match concluded {
        Ok(path) => Ok(redirect(&path)),
        Err(err) if is_done(&err) => done::answer(&ctx, &task).await,
        Err(err) => flawed(&ctx, &task, posted, err).await,
    }
}

async fn put(ctx: &Ctx, task: &Task, key: String, it: Conclusion) -> kit::Result<String> {
    let (by, id) = (ctx.by.clone(), task.id.clone());
    let path = format!("/desk/cases/{}?done={}", task.case, done_word(&it));
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| actions::conclude(tx, &by, &id, &it).map(|()| path.clone()))
    };
    ctx.store.write(write).await
}

fn done_word(it: &Conclusion) -> &'static str {
    match it {
        Conclusion::Examined { .. } => "examined",
        Conclusion::Inspected { .. } => "inspected",
        Conclusion::Delivered { .. } => "delivered",
        Conclusion::Reviewed { .. } => "reviewed",
        Conclusion::Verified { .. } => "verified",
        Conclusion::Revoked { .. } => "revoked",
        it => it.outcome(),
    }
}

/// The file again, with what is wrong and everything typed.
async fn flawed(ctx: &Ctx, task: &Task, typed: Posted, err: Error) -> Answer {
    let wrong = wrong(ctx, err, |about| posted::field_of(&task.duty, &typed, about))?;
    let view = FileView::open(ctx, &task.case, Some(&task.id)).await?;
    if taken_up(&view.desk, &task.id).is_none() {
        return done::answer(ctx, task).await;
    }
    let view = FileView { typed, wrong, ..view };
    let ctx = at_file(ctx, task);
    file::sheet(&ctx.frame(Face::Desk), &view).answer(&ctx)
}

/// The form of a task by its duty, with what the rules propose above it.
pub(super) fn form_of(frame: &Frame, view: &FileView, at_hand: &AtHand) -> Markup {
    let lang = frame.lang;
    html! {
        @if let Some(it) = &at_hand.proposal { (proposal::proposal(lang, view, it)) }
        @match at_hand.task.task.duty.as_str() {
            "accept" => (conclusion(frame, view, at_hand, t!("desk.accept.submit", lang), accept(lang, view, at_hand))),
            "examine" => (conclusion(frame, view, at_hand, t!("desk.examine.submit", lang), examine(lang, view))),
            "settle" => (conclusion(frame, view, at_hand, t!("desk.settle.submit", lang), settle(lang, view, at_hand))),
            "revoke" => (conclusion(frame, view, at_hand, t!("desk.revoke.submit", lang), revoke(lang, view))),
            "inspect" | "verify" => {
                (visit::section(frame, view, at_hand))
                @if visit::is_past(view, at_hand) {
                    (conclusion(frame, view, at_hand, t!("desk.inspect.submit", lang), inspect(lang, view)))
                }
            },
            "review" => (conclusion(frame, view, at_hand, t!("desk.opinion.submit", lang), ways::opinion(lang, view))),
            "decide" => (conclusion(frame, view, at_hand, t!("desk.decide.submit", lang), decide(lang, view, at_hand))),
            _ => (conclusion(frame, view, at_hand, t!("desk.deliver.submit", lang), deliver(lang, view))),
        }
    }
}

fn conclusion(frame: &Frame, view: &FileView, at_hand: &AtHand, submit: &str, body: Markup) -> Markup {
    let action = format!("/desk/tasks/{}/conclusion", at_hand.task.task.id);
    let body = html! { (body) (buttons(button(submit))) p.hint { (t!("desk.final", frame.lang)) } };
    form(frame, &action, Some(&view.key), body)
}

fn accept(lang: Lang, view: &FileView, at_hand: &AtHand) -> Markup {
    let chosen = view.typed.get("outcome");
    let decision = &view.case().matter.matter.clocks.decision;
    let limit = said::limit(lang, decision.promised.unwrap_or(decision.statutory));
    let accepted_hint = t!("desk.accept.accepted_hint", lang, limit = limit);
    let mut choices = vec![Choice {
        hint: &accepted_hint,
        ..Choice::new("accepted", t!("desk.outcome.accepted", lang), chosen)
    }];
    let is_told = view.case().case.correction_told_at.is_some();
    if !is_told && offers(view, at_hand, "correction") {
        choices.push(Choice {
            hint: t!("desk.accept.correction_hint", lang),
            opens: Some(correction(lang, view)),
            ..Choice::new("correction", t!("desk.outcome.correction", lang), chosen)
        });
    }
    choices.push(Choice {
        hint: t!("desk.accept.not_accepted_hint", lang),
        opens: Some(words(lang, view, "not_accepted_words", t!("desk.accept.why", lang), true)),
        ..Choice::new("not_accepted", t!("desk.outcome.not_accepted", lang), chosen)
    });
    html! {
        @if is_told { (inset(html! { p { (t!("desk.accept.told", lang)) } })) }
        (radios(lang, &field(view, "outcome", t!("desk.accept.question", lang)), &choices))
    }
}

/// Whether the flow knows this outcome where the task stands.
fn offers(view: &FileView, at_hand: &AtHand, outcome: &str) -> bool {
    match view.case().matter.flow.find(&at_hand.task.task.node).map(|it| &it.kind) {
        Some(flow::Kind::Step { next: flow::Next::By(edges), .. }) => edges.iter().any(|it| it.on == outcome),
        _ => false,
    }
}

/// What is missing, all of it, and what to do about it.
fn correction(lang: Lang, view: &FileView) -> Markup {
    let matter = &view.case().matter.matter;
    let ticked = |field: &str, key: &str| view.typed.all(field).any(|it| it == key);
    let asked_for = matter.materials.iter().filter(|it| it.source != MaterialSource::Held);
    let materials: Vec<_> = asked_for
        .map(|it| Choice { chosen: ticked("items", &it.key), ..Choice::new(&it.key, it.name.say(lang), "") })
        .collect();
    let is_material = |key: &str| matter.materials.iter().any(|it| it.question.as_deref() == Some(key));
    let answers = view.case().answers.clone().unwrap_or_default();
    let asked = matter.form.asked(&answers);
    let questions = asked.iter().flat_map(|it| &it.questions).filter(|it| !is_material(&it.key));
    let questions: Vec<_> = questions
        .map(|it| Choice { chosen: ticked("questions", &it.key), ..Choice::new(&it.key, it.say(lang), "") })
        .collect();
    html! {
        (checkboxes(lang, &field(view, "items", t!("desk.correction.items", lang)), &materials))
        details open[questions.iter().any(|it| it.chosen)] {
            summary { span { (t!("desk.correction.more", lang)) } }
            div.details-body {
                (checkboxes(lang, &field(view, "questions", t!("desk.correction.questions", lang)), &questions))
            }
        }
        (words(lang, view, "correction_words", t!("desk.correction.words", lang), true))
    }
}

fn examine(lang: Lang, view: &FileView) -> Markup {
    let chosen = match view.typed.get("complete") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let complete =
        field(view, "complete", t!("desk.examine.question", lang)).hint(t!("desk.examine.hint", lang));
    let found =
        field(view, "words", t!("desk.examine.words", lang)).hint(t!("desk.examine.words_hint", lang));
    html! {
        (yes_no(lang, &complete, chosen))
        (textarea(lang, &found, &area(view, "words")))
    }
}

fn inspect(lang: Lang, view: &FileView) -> Markup {
    html! {
        h3 { (t!("desk.inspect.findings", lang)) }
        @for it in &view.case().matter.matter.inspection {
            @let name = posted::finding_field(&it.key);
            @let clause = duty_words::cite(lang, &it.clause);
            @let chosen = view.typed.get(&name);
            (radios_beside(lang, &field(view, &name, it.text.say(lang)).hint(&clause), &[
                Choice::new("pass", t!("desk.finding.pass", lang), chosen),
                Choice::new("fail", t!("desk.finding.fail", lang), chosen),
            ]))
        }
        @let found = field(view, "words", t!("desk.inspect.words", lang)).hint(t!("desk.inspect.words_hint", lang));
        (textarea(lang, &found, &area(view, "words")))
    }
}

/// Granted, refused, or not taken up, all in one.
fn settle(lang: Lang, view: &FileView, at_hand: &AtHand) -> Markup {
    let chosen = view.typed.get("outcome");
    html! {
        p.hint { (t!("desk.settle.words", lang)) }
        (decide_with(lang, view, at_hand, Some(Choice {
            hint: t!("desk.accept.not_accepted_hint", lang),
            opens: Some(words(lang, view, "not_accepted_words", t!("desk.accept.why", lang), true)),
            ..Choice::new("not_accepted", t!("desk.outcome.not_accepted", lang), chosen)
        })))
    }
}

/// What revoking means, and why.
fn revoke(lang: Lang, view: &FileView) -> Markup {
    let clause = view.case().matter.matter.process.promise.as_ref().map(|it| it.clause.as_str());
    html! {
        (inset(html! {
            p { (t!("desk.revoke.words", lang)) }
            @if let Some(clause) = clause { p { (said::clause(lang, clause)) } }
        }))
        (textarea(lang, &field(view, "words", t!("desk.revoke.why", lang)).hint(t!("desk.words_hint", lang)), &area(view, "words")))
    }
}

fn decide(lang: Lang, view: &FileView, at_hand: &AtHand) -> Markup {
    decide_with(lang, view, at_hand, None)
}

/// Granted or refused; where that departs from the proposal it says so, and asks why, before anything is posted.
fn decide_with(lang: Lang, view: &FileView, at_hand: &AtHand, more: Option<Choice<'_>>) -> Markup {
    let chosen = view.typed.get("outcome");
    let proposed = at_hand.proposal.as_ref().and_then(|it| it.proposed.as_deref());
    let departs = |outcome: &str| Departure::between(proposed, outcome) == Departure::Some;
    let opens = |outcome: &str, name| {
        let label = if departs(outcome) { t!("desk.decide.why", lang) } else { t!("desk.decide.more", lang) };
        Some(words(lang, view, name, label, departs(outcome)))
    };
    let hint = |outcome: &str, issued: &str| match departs(outcome) {
        true => t!("desk.decide.departs", lang, issued = issued),
        false => issued.to_owned(),
    };
    let certificate = view.case().matter.matter.result.certificate.as_ref();
    let granted_hint = match certificate {
        Some(it) => t!(
            "desk.decide.granted_with",
            lang,
            certificate = it.name.say(lang),
            validity = said::limit(lang, it.validity)
        ),
        None => t!("desk.decide.granted_hint", lang).to_owned(),
    };
    let granted_hint = hint("granted", &granted_hint);
    let refused_hint = hint("refused", t!("desk.decide.refused_hint", lang));
    let mut choices = vec![
        Choice {
            hint: &granted_hint,
            opens: opens("granted", "granted_words"),
            ..Choice::new("granted", t!("desk.outcome.granted", lang), chosen)
        },
        Choice {
            hint: &refused_hint,
            opens: opens("refused", "refused_words"),
            ..Choice::new("refused", t!("desk.outcome.refused", lang), chosen)
        },
    ];
    choices.extend(more);
    html! {
        (radios(lang, &field(view, "outcome", t!("desk.decide.question", lang)), &choices))
        @if let Some(it) = &at_hand.proposal {
            (inset(html! {
                p { strong { (t!("desk.decide.states", lang)) } }
                @for it in &it.remedies { p { (papers::remedy(lang, it)) } }
            }))
        }
    }
}

fn deliver(lang: Lang, view: &FileView) -> Markup {
    let chosen = view.typed.get("way");
    let choices = [
        Choice {
            hint: t!("desk.deliver.online_hint", lang),
            ..Choice::new("online", t!("desk.deliver.online", lang), chosen)
        },
        Choice::new("counter", t!("desk.deliver.counter", lang), chosen),
        Choice::new("post", t!("desk.deliver.post", lang), chosen),
    ];
    radios(lang, &field(view, "way", t!("desk.deliver.question", lang)), &choices)
}

/// A field of the form with what is wrong with it.
pub(super) fn field<'a>(view: &'a FileView, name: &'a str, label: &'a str) -> Field<'a> {
    Field::new(name, label).error(view.wrong.of(name))
}

pub(super) fn words(lang: Lang, view: &FileView, name: &str, label: &str, needed: bool) -> Markup {
    let field = field(view, name, label);
    let field = if needed { field } else { field.optional() };
    html! { (template::choice(lang, view, name)) (textarea(lang, &field, &area(view, name))) }
}

fn area<'a>(view: &'a FileView, name: &str) -> TextArea<'a> {
    TextArea { value: view.typed.get(name), rows: 4, chars_max: WORDS_MAX }
}
