//! A page that is asked for each of several: what was added so far, and whether there is another.
//! Each of them is a page of its own; here they are only counted, changed and taken away.

use axum::extract::Path;
use forms::{Answers, Page, Repeat};
use kit::{Flaw, Refusal, Result, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted, Upload,
    pages::{
        Choice, Face, Field, Frame, SummaryRow, button, button_secondary, buttons, form, heading, prose,
        radios_beside, summary_card,
    },
};

use super::{
    super::{
        Sheet,
        answers::{row_title, shown},
        question::{self, flaw_words},
    },
    Application, Sent,
    page::{after, row_of},
    sent::LATER,
    stands_on,
};
use crate::actions;

/// The field that says whether there is another.
const MORE: &str = "more";

/// What was added to a page so far.
pub(in super::super) struct RowsView {
    pub(in super::super) application: Application,
    pub(in super::super) page: Page,
    pub(in super::super) flaws: Vec<Flaw>,
    pub(in super::super) to_check: bool,
}

/// Whether a page may be asked for the nth time: each follows the one before.
pub(super) fn admit(page: &Page, repeat: &Repeat, answers: &Answers, n: usize) -> Result<()> {
    let n_rows = answers.rows(&page.key).len();
    if n <= n_rows && n < repeat.max as usize { Ok(()) } else { Err(Refusal::not_found().into()) }
}

pub(super) fn show(ctx: &Ctx, application: Application, page: &Page, to_check: bool) -> Answer {
    let repeat = page.repeat.as_ref().ok_or_else(Refusal::not_found)?;
    if application.answers().rows(&page.key).is_empty() && 0 < repeat.min {
        let suffix = if to_check { "?to=check" } else { "" };
        return Ok(web::redirect(&format!("{}/{}/0{suffix}", application.path(), page.key)));
    }
    flawed(ctx, application, page, Vec::new(), to_check)
}

pub(super) fn flawed(
    ctx: &Ctx,
    application: Application,
    page: &Page,
    flaws: Vec<Flaw>,
    to_check: bool,
) -> Answer {
    let view = RowsView { application, page: page.clone(), flaws, to_check };
    rows_sheet(&ctx.frame(Face::Portal), &view).answer(ctx)
}

/// Adds another, or goes on.
pub(super) async fn go_on(
    ctx: &Ctx,
    application: Application,
    page: &Page,
    upload: Upload,
    to_check: bool,
) -> Answer {
    let sent = Sent::read(ctx, application.form(), upload, &[MORE]).await?;
    let repeat = page.repeat.as_ref().ok_or_else(Refusal::not_found)?;
    let (answers, base) = (application.answers(), application.path());
    let n_rows = answers.rows(&page.key).len();
    let suffix = if to_check { "?to=check" } else { "" };
    if sent.is_later() {
        return Ok(web::redirect(&format!("{base}?saved=all")));
    }
    match sent.posted.get(MORE) {
        "yes" if n_rows < repeat.max as usize => {
            Ok(web::redirect(&format!("{base}/{}/{n_rows}{suffix}", page.key)))
        }
        "no" | "" if n_rows < repeat.min as usize => {
            let few = Flaw::of(&page.key, "rows.too_few").with("min", repeat.min);
            flawed(ctx, application, page, vec![few], to_check)
        }
        "" if n_rows < repeat.max as usize => {
            let missing = Flaw::of(&page.key, "rows.more_missing");
            flawed(ctx, application, page, vec![missing], to_check)
        }
        _ => Ok(web::redirect(&after(&application, &page.key, &answers, to_check))),
    }
}

/// Takes one of them away.
pub(in super::super) async fn remove(
    ctx: Ctx,
    Path((key, page, row)): Path<(String, String, String)>,
    _: Posted,
) -> Answer {
    let row = row_of(&row)?;
    let by = ctx.by.clone();
    let application = ctx.store.read(move |read| Application::load(read, &by, &key)).await?;
    let own =
        application.form().page(&page).filter(|it| it.repeat.is_some()).ok_or_else(Refusal::not_found)?;
    let mut answers = application.answers();
    let mut rows = answers.rows(&page).to_vec();
    if row < rows.len() {
        rows.remove(row);
    }
    match rows.is_empty() {
        true => answers.forget(&page),
        false => answers.put(&page, forms::Answer::Rows(rows)),
    }
    // What was left over in rows is counted by their place, which has changed.
    let typed = application.draft.iter().flat_map(|it| &it.typed);
    let typed: Vec<_> =
        typed.filter(|(name, _)| !stands_on(application.form(), own, None, name)).cloned().collect();
    application.matter.compute(&mut answers);
    let (by, key, version) =
        (ctx.by.clone(), application.matter.matter.key.clone(), application.version.clone());
    ctx.store.write(move |tx| actions::save_draft(tx, &by, (&key, &version), (&answers, &typed))).await?;
    Ok(web::redirect(&format!("{}/{page}", application.path())))
}

/// Where the way back from one of them leads.
pub(super) fn back_of(base: &str, page: &Page, answers: &Answers, row: usize, suffix: &str) -> String {
    match (row, answers.rows(&page.key).len()) {
        (0, 0 | 1) => base.to_owned(),
        _ => format!("{base}/{}{suffix}", page.key),
    }
}

pub(in super::super) fn rows_sheet(frame: &Frame, view: &RowsView) -> Sheet {
    let lang = frame.lang;
    let (application, page) = (&view.application, &view.page);
    let Some(repeat) = &page.repeat else { return Sheet::of(page.title.say(lang), html! {}) };
    let answers = application.answers();
    let rows = answers.rows(&page.key);
    let item = repeat.item.say(lang);
    let base = application.path();
    let suffix = if view.to_check { "?to=check" } else { "" };
    let flaws = question::flaw_list(lang, application.form(), &view.flaws);
    let error = view.flaws.first().map(|it| flaw_words(lang, None, it));
    let more = t!("apply.row_more", lang, item = item);
    let body = html! {
        (flaws.summary(lang))
        (heading(application.matter.matter.name.say(lang), page.title.say(lang)))
        @if let Some(it) = &page.guidance { (prose(it.say(lang))) }
        p { (t!("apply.rows_so_far", lang, item = item, n = rows.len())) }
        @for (n, row) in rows.iter().enumerate() {
            (card(frame, view, (n, row), &format!("{base}/{}/{n}", page.key), suffix))
        }
        (form(frame, &format!("{base}/{}{suffix}", page.key), None, html! {
            @if rows.len() < repeat.max as usize {
                @let field = Field::new(MORE, &more).error(error.as_deref());
                @let words = [t!("apply.yes", lang), t!("apply.no", lang)];
                div id=(web::pages::field_id(&page.key)) {
                    (radios_beside(lang, &field, &[Choice::new("yes", words[0], ""), Choice::new("no", words[1], "")]))
                }
            } @else {
                p { (t!("apply.rows_full", lang, max = repeat.max)) }
            }
            (buttons(html! {
                (button(t!("apply.continue", lang)))
                (button_secondary(LATER, "yes", t!("apply.later", lang)))
            }))
        }))
    };
    let back = if view.to_check { format!("{base}/check") } else { base };
    let sheet = Sheet::of(page.title.say(lang), body).back(&back);
    if flaws.is_empty() { sheet } else { sheet.wrong() }
}

/// One of them, with the ways to change it and to take it away.
fn card(frame: &Frame, view: &RowsView, (n, row): (usize, &Answers), href: &str, suffix: &str) -> Markup {
    let lang = frame.lang;
    let title = row_title(lang, &view.page, n);
    let questions: Vec<_> = view.page.questions.iter().filter(|it| row.get(&it.key).is_some()).collect();
    let rows: Vec<_> = questions
        .iter()
        .map(|it| SummaryRow::new(it.say(lang), shown(lang, it, row, &[], &view.application.files)))
        .collect();
    html! {
        (summary_card(lang, &title, &rows))
        div.buttons {
            a href={ (href) (suffix) } { (t!("apply.row_change", lang)) span.vh { " " (title) } }
            (form(frame, &format!("{href}/removal"), None, html! {
                button.link-button type="submit" { (t!("apply.remove_file", lang)) span.vh { " " (title) } }
            }))
        }
    }
}
