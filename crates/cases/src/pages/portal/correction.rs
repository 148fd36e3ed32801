//! Completing an application: what was told to be missing, and the whole form filled as it was sent.
//! Sent back as a whole, so that what the agency reads is one application and not two halves.

use axum::extract::Path;
use calendar::Day;
use forms::{Answers, Form, Typed};
use kit::{Actor, Flaw, Result, t};
use maud::{Markup, html};
use serde_json::Value;
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Face, Frame, Tone, button, buttons, fieldset, form, heading, hidden, inset, notification_banner,
        prose, tag,
    },
};

use super::{
    Sheet, answers, apply, notice,
    places::{self, Place, Places},
    question::{self, Asking},
};
use crate::{
    actions::{self, CaseView, NoticeView},
    model::{CaseId, NoticeKind},
};

/// An application to be completed.
pub(super) struct CorrectionView {
    pub(super) view: CaseView,
    /// What was told to be missing.
    pub(super) told: Option<NoticeView>,
    /// What decides which questions are asked.
    pub(super) answers: Answers,
    pub(super) typed: Typed,
    pub(super) flaws: Vec<Flaw>,
    /// The place of the case, which stays as it is.
    pub(super) place: Option<Place>,
    pub(super) key: String,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = load(&ctx, &id).await?;
    view.view.case.may_correct()?;
    correction_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

pub(super) async fn correct(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let mut view = load(&ctx, &id).await?;
    let form = &view.view.matter.matter.form;
    let fields = question::posted_answers(form, &posted, &[]);
    let today = apply::date_of(Day::of(view.view.now, &view.view.calendar))?;
    let reading = form.read(&fields, today);
    (view.answers, view.typed, view.flaws) = (reading.answers, reading.typed, reading.flaws);
    if view.flaws.is_empty() {
        match hand_in(&ctx, &view.view.case.id, posted.key, view.answers.clone()).await {
            Ok(path) => return Ok(web::redirect(&path)),
            Err(err) => match err.refusal() {
                Some(it) if !it.flaws.is_empty() => view.flaws.clone_from(&it.flaws),
                _ => return Err(err.into()),
            },
        }
    }
    correction_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

async fn hand_in(ctx: &Ctx, id: &CaseId, key: String, answers: Answers) -> Result<String> {
    let (by, id) = (ctx.by.clone(), id.clone());
    ctx.store
        .write(move |tx| {
            acts::once(tx, &key, &by, |tx| {
                actions::correct(tx, &by, &id, &answers)?;
                Ok(format!("/cases/{id}"))
            })
        })
        .await
}

async fn load(ctx: &Ctx, id: &str) -> Result<CorrectionView> {
    let (by, id, key) = (ctx.by.clone(), CaseId::parse(id)?, ctx.submission_key());
    ctx.store.read(move |read| read_view(read, &by, &id, key)).await
}

fn read_view(read: &mut Read<'_>, by: &Actor, id: &CaseId, key: String) -> Result<CorrectionView> {
    let view = actions::own_case(read, by, id)?;
    let told = view.notices.iter().rev().find(|it| it.kind == NoticeKind::Correction).map(|it| it.id.clone());
    let told = told.map(|it| actions::notice_view(read, by, id, &it)).transpose()?;
    let said = view.answers.clone().unwrap_or_default();
    let form = &view.matter.matter.form;
    let place = match answers::place_of(form, &said) {
        Some(it) => places::named(read, it)?,
        None => None,
    };
    Ok(CorrectionView { typed: form.typed(&said), answers: said, told, flaws: Vec::new(), place, key, view })
}

pub(super) fn correction_sheet(frame: &Frame, it: &CorrectionView) -> Sheet {
    let lang = frame.lang;
    let case = &it.view.case;
    let form_ = &it.view.matter.matter.form;
    let flaws = question::flaw_list(lang, form_, &it.flaws);
    let body = html! {
        (flaws.summary(lang))
        (heading(&t!("case.caption", lang, number = case.number), t!("correction.title", lang)))
        (told(frame, it))
        (form(frame, &format!("/cases/{}/correction", case.id), Some(&it.key), html! {
            (pages_of(frame, form_, it))
            p { (t!("correction.send_words", lang)) }
            (buttons(button(t!("correction.send", lang))))
        }))
    };
    let sheet = Sheet::of(t!("correction.title", lang), body).back(&format!("/cases/{}", case.id));
    if flaws.is_empty() { sheet } else { sheet.wrong() }
}

/// What has to be corrected, all of it.
fn told(frame: &Frame, it: &CorrectionView) -> Markup {
    let lang = frame.lang;
    let Some(told) = &it.told else { return Markup::default() };
    let body = told.notice.body.as_ref();
    let said = body.and_then(|it| it.get("words")?.as_str()).unwrap_or_default();
    let words = html! {
        ul { @for key in items(told) { li { (notice::item_name(lang, told, key)) } } }
        (prose(said))
        p {
            a href={ "/cases/" (it.view.case.id) "/notices/" (told.notice.id) } {
                (notice::title(lang, NoticeKind::Correction)) " " (told.notice.number)
            }
        }
    };
    notification_banner(lang, Tone::Warn, t!("correction.told", lang), words)
}

fn items(told: &NoticeView) -> Vec<&str> {
    let items = told.notice.body.as_ref().and_then(|it| it.get("items")?.as_array());
    items.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Every page of the form, one below the other; what has to be corrected is marked.
fn pages_of(frame: &Frame, form: &Form, it: &CorrectionView) -> Markup {
    let lang = frame.lang;
    let wanted = wanted(it);
    let place = &it.view.matter.matter.place_question;
    let places = Places::default();
    html! {
        @for asked in form.asked(&it.answers) {
            @let page = asked.page;
            @let asking = Asking { typed: &it.typed, flaws: &it.flaws, places: &places, page: &page.questions };
            (fieldset(page.title.say(lang), html! {
                @for question in asking.top(form, &it.answers) {
                    @if question.key == *place { (fixed_place(frame, it, place)) }
                    @else {
                        @if wanted.contains(&question.key.as_str()) {
                            p { (tag(Tone::Warn, t!("correction.wanted", lang))) }
                        }
                        (question::field(lang, question, &asking))
                    }
                }
            }))
        }
    }
}

/// Where the case belongs cannot be changed any more: another place is another agency.
fn fixed_place(frame: &Frame, it: &CorrectionView, question: &str) -> Markup {
    let lang = frame.lang;
    let name = it.place.as_ref().map(|it| it.say(lang)).unwrap_or_default();
    html! {
        (hidden(question, it.typed.first(question)))
        (inset(html! { p { (t!("correction.place", lang, place = name)) } }))
    }
}

/// The questions that have to be answered anew: those told, and those of the materials told.
fn wanted(it: &CorrectionView) -> Vec<&str> {
    let materials = &it.view.matter.matter.materials;
    let told: Vec<_> = it.told.iter().flat_map(items).collect();
    let of_material =
        |key: &str| materials.iter().find(|it| it.key == key).and_then(|it| it.question.as_deref());
    told.into_iter().map(|key| of_material(key).unwrap_or(key)).collect()
}
