//! One page of questions, or one of the several times a page is asked: filled with what was answered.
//! Whatever is typed is kept before it is judged; what is wrong comes back with everything typed.

use axum::extract::{Path, Query};
use forms::{Form, Page, Reading, Repeat, Typed};
use kit::{Flaw, Lang, Refusal, Result, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Upload,
    pages::{Face, Frame, button, button_secondary, buttons, form, form_with_files, heading, inset, prose},
};

use super::{
    super::{
        Sheet,
        places::{self, Places},
        question::{self, Asking},
    },
    Application, Sent, picker, rows,
    sent::LATER,
    stands_on,
};
use crate::actions;

/// The value of the button that leaves the page for later.
const YES: &str = "yes";

/// One page of questions.
pub(in super::super) struct PageView {
    pub(in super::super) application: Application,
    /// Its name in addresses.
    pub(in super::super) page: String,
    /// Which of several times it is asked, counted from 0.
    pub(in super::super) row: Option<usize>,
    pub(in super::super) typed: Typed,
    pub(in super::super) flaws: Vec<Flaw>,
    pub(in super::super) places: Places,
    /// Whether the way leads back to checking.
    pub(in super::super) to_check: bool,
    /// The place that was just chosen, in words.
    pub(in super::super) picked: Option<String>,
}

impl PageView {
    pub(super) fn of(
        application: Application,
        page: String,
        row: Option<usize>,
        places: Places,
        to_check: bool,
    ) -> Self {
        let (typed, flaws, picked) = (Typed::default(), Vec::new(), None);
        Self { application, page, row, typed, flaws, places, to_check, picked }
    }
}

/// Where the way leads once the page is right.
#[derive(Debug, Default, serde::Deserialize)]
pub(in super::super) struct Asked {
    #[serde(default)]
    to: String,
}

impl Asked {
    pub(super) fn to_check(&self) -> bool {
        self.to == "check"
    }
}

pub(in super::super) async fn show(
    ctx: Ctx,
    Path((key, page)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    show_asked(ctx, (key, page, None), asked.to_check()).await
}

pub(in super::super) async fn show_row(
    ctx: Ctx,
    Path((key, page, row)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    show_asked(ctx, (key, page, Some(row_of(&row)?)), asked.to_check()).await
}

async fn show_asked(ctx: Ctx, (key, page, row): (String, String, Option<usize>), to_check: bool) -> Answer {
    let (application, page, places) = load(&ctx, key, page).await?;
    let answers = application.answers();
    if !application.form().asked(&answers).iter().any(|it| it.page.key == page) {
        // One that is not asked leads back to the parts; one that never was is not found.
        application.form().page(&page).ok_or_else(Refusal::not_found)?;
        return Ok(web::redirect(&application.path()));
    }
    let own = application.form().page(&page).ok_or_else(Refusal::not_found)?.clone();
    match (&own.repeat, row) {
        (None, Some(_)) => return Err(Refusal::not_found().into()),
        (Some(_), None) => return rows::show(&ctx, application, &own, to_check),
        (Some(repeat), Some(n)) => rows::admit(&own, repeat, &answers, n)?,
        (None, None) => {}
    }
    let typed = filled(&application, &own, row);
    let view = PageView { typed, ..PageView::of(application, page, row, places, to_check) };
    page_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

/// Keeps a page of answers; what is wrong is shown again, unless the page is left for later.
pub(in super::super) async fn save(
    ctx: Ctx,
    Path((key, page)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    upload: Upload,
) -> Answer {
    let (application, page, places) = load(&ctx, key, page).await?;
    let own = application.form().page(&page).ok_or_else(Refusal::not_found)?.clone();
    if own.repeat.is_some() {
        return rows::go_on(&ctx, application, &own, upload, asked.to_check()).await;
    }
    let sent = read_sent(&ctx, &application, upload).await?;
    if picker::is_asked(&sent.posted) {
        return picker::pick(&ctx, application, (page, None), sent).await;
    }
    let reading =
        application.form().read_page(&page, &application.answers(), &sent.fields, application.today);
    let reading = reading.ok_or_else(Refusal::not_found)?;
    go_on(&ctx, sent, reading, PageView::of(application, page, None, places, asked.to_check())).await
}

/// Keeps one of the several times a page is asked.
pub(in super::super) async fn save_row(
    ctx: Ctx,
    Path((key, page, row)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
    upload: Upload,
) -> Answer {
    let row = row_of(&row)?;
    let (application, page, places) = load(&ctx, key, page).await?;
    let sent = read_sent(&ctx, &application, upload).await?;
    if picker::is_asked(&sent.posted) {
        return picker::pick(&ctx, application, (page, Some(row)), sent).await;
    }
    let answers = application.answers();
    let reading = application.form().read_row(&page, row, &answers, &sent.fields, application.today);
    let reading = reading.ok_or_else(Refusal::not_found)?;
    go_on(&ctx, sent, reading, PageView::of(application, page, Some(row), places, asked.to_check())).await
}

/// Which of several times a page is asked, as its address says; whatever is no number is nowhere.
pub(super) fn row_of(text: &str) -> Result<usize> {
    text.parse().map_err(|_| Refusal::not_found().into())
}

async fn load(ctx: &Ctx, key: String, page: String) -> Result<(Application, String, Places)> {
    let by = ctx.by.clone();
    let read = ctx.store.read(move |read| {
        let application = Application::load(read, &by, &key)?;
        let places = places::of_page(read, application.form(), &page)?;
        Ok((application, page, places))
    });
    read.await
}

async fn read_sent(ctx: &Ctx, application: &Application, upload: Upload) -> Result<Sent> {
    let mut sent = Sent::read(ctx, application.form(), upload, &picker::FIELDS).await?;
    application.known.settle(application.form(), &mut sent.fields);
    Ok(sent)
}

/// Keeps first, then judges.
async fn go_on(ctx: &Ctx, sent: Sent, reading: Reading, mut view: PageView) -> Answer {
    let (later, file_flaws) = (sent.is_later(), sent.flaws.clone());
    view.application = keep(ctx, view.application, (&view.page, view.row), &reading).await?;
    if sent.stays && file_flaws.is_empty() {
        return Ok(web::redirect(&path_of(&view.application, &view.page, view.row)));
    }
    let flaws = match sent.stays || later {
        true => Vec::new(),
        false => reading.flaws.clone(),
    };
    let flaws = with_files(flaws, file_flaws);
    if !flaws.is_empty() {
        // Files that arrived have their rows by now.
        let (by, key) = (ctx.by.clone(), view.application.matter.matter.key.clone());
        view.application = ctx.store.read(move |read| Application::load(read, &by, &key)).await?;
        return page_sheet(&ctx.frame(Face::Portal), &PageView { typed: reading.typed, flaws, ..view })
            .answer(ctx);
    }
    Ok(web::redirect(&next(&view, &reading, later)))
}

/// A file that was refused is what has to be mended, not that there is none.
fn with_files(flaws: Vec<Flaw>, of_files: Vec<Flaw>) -> Vec<Flaw> {
    let told = |field: &str| of_files.iter().any(|it| it.field == field);
    let rest = flaws.into_iter().filter(|it| !told(&it.field)).collect::<Vec<_>>();
    rest.into_iter().chain(of_files).collect()
}

/// Keeps what was read, and beside it what could not be read.
async fn keep(
    ctx: &Ctx,
    application: Application,
    (page, row): (&str, Option<usize>),
    reading: &Reading,
) -> Result<Application> {
    let form = application.form();
    let own = form.page(page).ok_or_else(Refusal::not_found)?;
    let before = application.draft.iter().flat_map(|it| &it.typed);
    let mut typed: Vec<_> = before.filter(|(name, _)| !stands_on(form, own, row, name)).cloned().collect();
    if !reading.flaws.is_empty() {
        let here = reading.typed.pairs().into_iter();
        typed.extend(here.filter(|(name, _)| stands_on(form, own, row, name)));
    }
    let mut answers = reading.answers.clone();
    application.matter.compute(&mut answers);
    let (by, key, version) =
        (ctx.by.clone(), application.matter.matter.key.clone(), application.version.clone());
    ctx.store.write(move |tx| actions::save_draft(tx, &by, (&key, &version), (&answers, &typed))).await?;
    Ok(application)
}

/// A page of the form with what was typed and what is wrong; the first thing wrong leads.
pub(super) async fn flawed(ctx: &Ctx, application: Application, page: String, reading: Reading) -> Answer {
    let (form, asked) = (application.form().clone(), page.clone());
    let places = ctx.store.read(move |read| places::of_page(read, &form, &asked)).await?;
    let Reading { typed, flaws, .. } = reading;
    let form = application.form();
    let own = form.page(&page).ok_or_else(Refusal::not_found)?.clone();
    let here = |it: &Flaw| form.page_of(&it.field).is_none_or(|found| found.key == page);
    let flaws: Vec<_> = flaws.into_iter().filter(here).collect();
    let row = flaws.iter().find_map(|it| form.row_of(&it.field));
    if own.repeat.is_some() && row.is_none() {
        return rows::flawed(ctx, application, &own, flaws, true);
    }
    let flaws = flaws.into_iter().filter(|it| row.is_none() || form.row_of(&it.field) == row).collect();
    let view = PageView { typed, flaws, ..PageView::of(application, page, row, places, true) };
    page_sheet(&ctx.frame(Face::Portal), &view).answer(ctx)
}

/// What a page is filled with: what was left over, what was answered, and on a page nobody touched what is known.
fn filled(application: &Application, page: &Page, row: Option<usize>) -> Typed {
    let answers = application.answers();
    let left = application.left_over(page, row);
    let is_new = left.is_empty() && page.questions.iter().all(|it| answers.get(&it.key).is_none());
    let answered = application.form().typed(&answers);
    let known = if is_new && row.is_none() { application.known.typed(page) } else { Typed::default() };
    Typed::of_pairs(&left).over(answered).over(known)
}

pub(in super::super) fn page_sheet(frame: &Frame, view: &PageView) -> Sheet {
    let lang = frame.lang;
    let matter = &view.application.matter.matter;
    let answers = read_so_far(view);
    let asked = view.application.form().asked(&answers);
    let n = asked.iter().position(|it| it.page.key == view.page).unwrap_or_default();
    let Some(it) = asked.get(n) else { return Sheet::of(matter.name.say(lang), html! {}) };
    let title = title(lang, it.page, view.row);
    let caption = t!("apply.step", lang, matter = matter.name.say(lang), n = n + 1, total = asked.len());
    let asking = Asking {
        typed: &view.typed,
        flaws: &view.flaws,
        places: &view.places,
        page: it.page,
        row: view.row,
        known: &view.application.known,
        files: &view.application.files,
        answers: &answers,
    };
    let base = view.application.path();
    let suffix = if view.to_check { "?to=check" } else { "" };
    let back = match (view.row, view.to_check) {
        (Some(row), _) => rows::back_of(&base, it.page, &answers, row, suffix),
        (None, true) => format!("{base}/check"),
        (None, false) => n.checked_sub(1).map_or(base.clone(), |it| format!("{base}/{}", asked[it].page.key)),
    };
    let flaws = question::flaw_list(lang, view.application.form(), &view.flaws);
    let questions = html! {
        // The first button is what Enter presses: it must not be one that takes a file away.
        button.vh type="submit" tabindex="-1" aria-hidden="true" { (t!("apply.continue", lang)) }
        @for it in asking.top(view.application.form()) { (question::field(lang, it, &asking)) }
        (buttons(html! {
            (button(t!("apply.continue", lang)))
            (button_secondary(LATER, YES, t!("apply.later", lang)))
            @for it in it.page.questions.iter().filter(|it| picker::takes_place(it)) {
                @let field = picker::field_of(it, &asking.name(it));
                (button_secondary(picker::PICK, &field, &t!("pick.open", lang, label = it.label.say(lang))))
            }
        }))
    };
    let action = format!("{}{suffix}", path_of(&view.application, &view.page, view.row));
    let body = html! {
        (flaws.summary(lang))
        (heading(&caption, &title))
        @if let Some(it) = &it.page.guidance { (prose(it.say(lang))) }
        @if let Some(place) = &view.picked { (inset(html! { p role="status" { (t!("pick.picked", lang, place = place)) } })) }
        (form_of(frame, it.page, &action, questions))
    };
    let sheet = Sheet::of(&title, body).back(&back);
    if flaws.is_empty() { sheet } else { sheet.wrong() }
}

/// A form that carries files where the page asks for some.
fn form_of(frame: &Frame, page: &Page, action: &str, body: Markup) -> Markup {
    match page.questions.iter().any(|it| it.kind.files("").is_some()) {
        true => form_with_files(frame, action, None, body),
        false => form(frame, action, None, body),
    }
}

/// What a page is called, or one of the several times it is asked.
fn title(lang: Lang, page: &Page, row: Option<usize>) -> String {
    match (&page.repeat, row) {
        (Some(Repeat { item, .. }), Some(n)) => {
            t!("apply.row_title", lang, item = item.say(lang), n = n + 1)
        }
        _ => page.title.say(lang).to_owned(),
    }
}

/// Where a page stands, or one of the several times it is asked.
pub(super) fn path_of(application: &Application, page: &str, row: Option<usize>) -> String {
    match row {
        Some(n) => format!("{}/{page}/{n}", application.path()),
        None => format!("{}/{page}", application.path()),
    }
}

/// What is answered so far, this page's typed answers included.
fn read_so_far(view: &PageView) -> forms::Answers {
    let (form, before) = (view.application.form(), view.application.answers());
    let Some(own) = form.page(&view.page) else { return before };
    let typed: Vec<_> =
        view.typed.pairs().into_iter().filter(|(name, _)| stands_on(form, own, view.row, name)).collect();
    let reading = match view.row {
        Some(n) => form.read_row(&view.page, n, &before, &typed, view.application.today),
        None => form.read_page(&view.page, &before, &typed, view.application.today),
    };
    let mut answers = reading.map_or(before, |it| it.answers);
    view.application.matter.compute(&mut answers);
    answers
}

fn next(view: &PageView, reading: &Reading, later: bool) -> String {
    let (application, page) = (&view.application, view.page.as_str());
    let base = application.path();
    if later {
        let wrong = reading.flaws.iter().any(|it| !it.code.ends_with("missing"));
        return format!("{base}?saved={}", if wrong { "part" } else { "all" });
    }
    let suffix = if view.to_check { "?to=check" } else { "" };
    if view.row.is_some() {
        return format!("{base}/{page}{suffix}");
    }
    after(application, page, &reading.answers, view.to_check)
}

/// Where the way leads after a page that is right.
pub(super) fn after(
    application: &Application,
    page: &str,
    answers: &forms::Answers,
    to_check: bool,
) -> String {
    let (base, form): (String, &Form) = (application.path(), application.form());
    if to_check {
        // Another answer may open questions that nobody was asked before.
        let flaws = form.review(answers, application.today).flaws;
        let missing = flaws.iter().find_map(|it| form.page_of(&it.field));
        return missing.map_or(format!("{base}/check"), |it| format!("{base}/{}?to=check", it.key));
    }
    match form.next_page(Some(page), answers) {
        Some(it) => format!("{base}/{}", it.key),
        None => format!("{base}/check"),
    }
}
