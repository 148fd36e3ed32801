//! One page of questions: filled with what was answered, kept when it is right.
//! What is wrong comes back with everything typed.

use axum::extract::{Path, Query};
use forms::{Reading, Typed};
use kit::{Flaw, Refusal, t};
use maud::html;
use web::{
    Answer, Ctx, Posted,
    pages::{Face, Frame, button, button_secondary, buttons, form, heading, inset, prose},
};

use super::{
    super::{
        Sheet,
        places::{self, Places},
        question::{self, Asking},
    },
    Application, picker,
};
use crate::actions;

/// The name and value of the button that leaves the page for later.
const LATER: (&str, &str) = ("later", "yes");

/// One page of questions.
pub(in super::super) struct PageView {
    pub(in super::super) application: Application,
    /// Its name in addresses.
    pub(in super::super) page: String,
    pub(in super::super) typed: Typed,
    pub(in super::super) flaws: Vec<Flaw>,
    pub(in super::super) places: Places,
    /// Whether the way leads back to checking.
    pub(in super::super) to_check: bool,
    /// The place that was just chosen, by its names.
    pub(in super::super) picked: Option<String>,
}

/// Where the way leads once the page is right.
#[derive(Debug, Default, serde::Deserialize)]
pub(in super::super) struct Asked {
    #[serde(default)]
    to: String,
}

impl Asked {
    fn to_check(&self) -> bool {
        self.to == "check"
    }
}

pub(in super::super) async fn show(
    ctx: Ctx,
    Path((key, page)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let by = ctx.by.clone();
    let read = ctx.store.read(move |read| {
        let application = Application::load(read, &by, &key)?;
        let places = places::of_page(read, application.form(), &page)?;
        Ok((application, page, places))
    });
    let (application, page, places) = read.await?;
    let answers = application.answers();
    if !application.form().asked(&answers).iter().any(|it| it.page.key == page) {
        // One that is not asked leads back to the parts; one that never was is not found.
        application.form().page(&page).ok_or_else(Refusal::not_found)?;
        return Ok(web::redirect(&application.path()));
    }
    let typed = application.form().typed(&answers);
    let view = PageView {
        application,
        page,
        typed,
        flaws: Vec::new(),
        places,
        to_check: asked.to_check(),
        picked: None,
    };
    page_sheet(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

/// Keeps a page of answers; what is wrong is shown again, unless the page is left for later.
pub(in super::super) async fn save(
    ctx: Ctx,
    Path((key, page)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    posted: Posted,
) -> Answer {
    let (by, matter) = (ctx.by.clone(), key.clone());
    let application = ctx.store.read(move |read| Application::load(read, &by, &matter)).await?;
    if picker::is_asked(&posted) {
        return picker::pick(&ctx, application, page, &posted).await;
    }
    let form = application.form();
    let fields = question::posted_answers(form, &posted, &[LATER.0]);
    let reading = form.read_page(&page, &application.answers(), &fields, application.today);
    let reading = reading.ok_or_else(Refusal::not_found)?;
    let later = posted.get(LATER.0) == LATER.1;
    if !reading.flaws.is_empty() && !later {
        return flawed(&ctx, application, page, reading, asked.to_check()).await;
    }
    let next = next(&application, &page, &reading, later, asked.to_check());
    let (by, version, answers) = (ctx.by.clone(), application.version.clone(), reading.answers);
    ctx.store.write(move |tx| actions::save_draft(tx, &by, &key, &version, &answers)).await?;
    Ok(web::redirect(&next))
}

/// A page of the form with what was typed and what is wrong; the first thing wrong leads.
pub(super) async fn flawed(
    ctx: &Ctx,
    application: Application,
    page: String,
    reading: Reading,
    to_check: bool,
) -> Answer {
    let (form, asked) = (application.form().clone(), page.clone());
    let places = ctx.store.read(move |read| places::of_page(read, &form, &asked)).await?;
    let Reading { typed, flaws, .. } = reading;
    let here = |it: &Flaw| application.form().page_of(&it.field).is_none_or(|(found, _)| found.key == page);
    let flaws = flaws.into_iter().filter(here).collect();
    let view = PageView { page, typed, flaws, places, to_check, picked: None, application };
    page_sheet(&ctx.frame(Face::Portal), &view).answer(ctx)
}

pub(in super::super) fn page_sheet(frame: &Frame, view: &PageView) -> Sheet {
    let lang = frame.lang;
    let matter = &view.application.matter.matter;
    let answers = read_so_far(view);
    let asked = view.application.form().asked(&answers);
    let n = asked.iter().position(|it| it.page.key == view.page).unwrap_or_default();
    let Some(it) = asked.get(n) else { return Sheet::of(matter.name.say(lang), html! {}) };
    let title = it.page.title.say(lang);
    let caption = t!("apply.step", lang, matter = matter.name.say(lang), n = n + 1, total = asked.len());
    let asking =
        Asking { typed: &view.typed, flaws: &view.flaws, places: &view.places, page: &it.page.questions };
    let base = view.application.path();
    let (suffix, back) = match view.to_check {
        true => ("?to=check", format!("{base}/check")),
        false => ("", n.checked_sub(1).map_or(base.clone(), |it| format!("{base}/{}", asked[it].page.key))),
    };
    let flaws = question::flaw_list(lang, view.application.form(), &view.flaws);
    let body = html! {
        (flaws.summary(lang))
        (heading(&caption, title))
        @if let Some(it) = &it.page.guidance { (prose(it.say(lang))) }
        @if let Some(place) = &view.picked { (inset(html! { p role="status" { (t!("pick.picked", lang, place = place)) } })) }
        (form(frame, &format!("{base}/{}{suffix}", view.page), None, html! {
            @for it in asking.top(view.application.form(), &answers) { (question::field(lang, it, &asking)) }
            (buttons(html! {
                (button(t!("apply.continue", lang)))
                (button_secondary(LATER.0, LATER.1, t!("apply.later", lang)))
                // After the button that goes on, which Enter presses.
                @for it in it.page.questions.iter().filter(|it| picker::takes_place(it)) {
                    (button_secondary(picker::PICK, &it.key, &t!("pick.open", lang, label = it.label.say(lang))))
                }
            }))
        }))
    };
    let sheet = Sheet::of(title, body).back(&back);
    if flaws.is_empty() { sheet } else { sheet.wrong() }
}

/// What is answered so far, this page's typed answers included.
fn read_so_far(view: &PageView) -> forms::Answers {
    let before = view.application.answers();
    let typed = view.typed.pairs();
    let own = view.application.form().page(&view.page);
    let keys: Vec<_> =
        own.iter().flat_map(|it| &it.questions).flat_map(|it| it.kind.fields(&it.key)).collect();
    let typed: Vec<_> = typed.into_iter().filter(|(name, _)| keys.contains(name)).collect();
    let reading = view.application.form().read_page(&view.page, &before, &typed, view.application.today);
    reading.map_or(before, |it| it.answers)
}

fn next(application: &Application, page: &str, reading: &Reading, later: bool, to_check: bool) -> String {
    let base = application.path();
    let form = application.form();
    if later {
        let wrong = reading.flaws.iter().any(|it| !it.code.ends_with("missing"));
        return format!("{base}?saved={}", if wrong { "part" } else { "all" });
    }
    if to_check {
        // Another answer may open questions that nobody was asked before.
        let flaws = form.review(&reading.answers, application.today).flaws;
        let missing = flaws.iter().find_map(|it| form.page_of(&it.field));
        return missing.map_or(format!("{base}/check"), |(it, _)| format!("{base}/{}?to=check", it.key));
    }
    match form.next_page(Some(page), &reading.answers) {
        Some(it) => format!("{base}/{}", it.key),
        None => format!("{base}/check"),
    }
}
