//! Completing an application: what was told to be missing, and the whole form filled as it was sent.
//! Sent back as a whole, so that what the agency reads is one application and not two halves.

use std::collections::BTreeMap;

use axum::extract::Path;
use calendar::Day;
use forms::{Answers, Form, Page, Typed};
use kit::{Actor, Flaw, Result, t};
use maud::{Markup, html};
use serde_json::Value;
use store::Read;
use web::{
    Answer, Ctx, Upload,
    pages::{
        Face, Frame, Tone, button, buttons, fieldset, form_with_files, heading, hidden, inset,
        notification_banner, prose, tag,
    },
};

use super::{
    Sheet, answers,
    apply::{self, Sent},
    notice,
    places::{self, Place, Places},
    question::{self, Asking, Attached, Registers},
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
    /// The files given so far.
    pub(super) files: BTreeMap<String, Attached>,
    /// What registers hold of the applicant.
    pub(super) known: Registers,
    /// The place of the case, which stays as it is.
    pub(super) place: Option<Place>,
    pub(super) key: String,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = load(&ctx, &id).await?;
    view.view.case.may_correct()?;
    correction_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

pub(super) async fn correct(ctx: Ctx, Path(id): Path<String>, upload: Upload) -> Answer {
    let mut view = load(&ctx, &id).await?;
    view.view.case.may_correct()?;
    let form = &view.view.matter.matter.form;
    let mut sent = Sent::read(&ctx, form, upload, &[]).await?;
    view.known.settle(form, &mut sent.fields);
    let today = apply::date_of(Day::of(view.view.now, &view.view.calendar))?;
    let mut reading = form.read(&sent.fields, today);
    view.view.matter.compute(&mut reading.answers);
    (view.answers, view.typed, view.flaws) = (reading.answers, reading.typed, reading.flaws);
    view.files = held(&ctx, &view, &sent.fields).await?;
    if sent.stays || !sent.flaws.is_empty() {
        // Only files came or went: what else is wrong is for when it is handed in.
        view.flaws = sent.flaws;
        return correction_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx);
    }
    if view.flaws.is_empty() {
        match hand_in(&ctx, &view.view.case.id, sent.posted.key, view.answers.clone()).await {
            Ok(path) => return Ok(web::redirect(&path)),
            Err(err) => match err.refusal() {
                Some(it) if !it.flaws.is_empty() => view.flaws.clone_from(&it.flaws),
                _ => return Err(err.into()),
            },
        }
    }
    correction_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

/// Holds the files that the page has now, so that they are there when it is handed in; shows them by name.
async fn held(
    ctx: &Ctx,
    view: &CorrectionView,
    fields: &[(String, String)],
) -> Result<BTreeMap<String, Attached>> {
    let (by, case) = (ctx.by.clone(), view.view.case.id.clone());
    let ids = actions::files_in(&view.answers, fields);
    let holds = ids.clone();
    let subject = by.subject()?.clone();
    let holder = format!("correction/{case}");
    ctx.store.write(move |tx| files::actions::hold(tx, &subject, &holder, &holds)).await?;
    ctx.store.read(move |read| apply::attached(read, &by, &ids)).await
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
    let files = apply::attached(read, by, &actions::files_in(&said, &[]))?;
    let known = Registers { known: identity::known(read, by)?, calendar: Some(view.calendar.clone()) };
    let (typed, answers, flaws) = (form.typed(&said), said, Vec::new());
    Ok(CorrectionView { typed, answers, told, flaws, files, known, place, key, view })
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
        (form_with_files(frame, &format!("/cases/{}/correction", case.id), Some(&it.key), html! {
            // The first button is what Enter presses: it must not be one that takes a file away.
            button.vh type="submit" tabindex="-1" aria-hidden="true" { (t!("correction.send", lang)) }
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
            @for row in rows(page, &it.answers) {
            @let asking = Asking {
                typed: &it.typed, flaws: &it.flaws, places: &places, page, row,
                known: &it.known, files: &it.files, answers: &it.answers,
            };
            @let title = match row {
                Some(n) => answers::row_title(lang, page, n),
                None => page.title.say(lang).to_owned(),
            };
            (fieldset(&title, html! {
                @for question in asking.top(form) {
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
}

/// A page once; one that is asked several times as often as it was answered, and once more where there is room.
fn rows(page: &Page, answers: &Answers) -> Vec<Option<usize>> {
    match &page.repeat {
        None => vec![None],
        Some(repeat) => {
            let n_rows = answers.rows(&page.key).len() + 1;
            (0..n_rows.min(repeat.max as usize)).map(Some).collect()
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
