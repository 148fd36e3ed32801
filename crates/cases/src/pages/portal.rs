//! The people's pages: find a matter, apply, follow a case, read its documents and its traces.
//! Every page is a pure function of its view; officials have pages of their own.

pub(in crate::pages) mod answers;
mod apply;
pub(super) mod case;
mod cases;
pub(in crate::pages) mod clock;
mod correction;
mod matter;
mod mending;
pub(super) mod notice;
pub(in crate::pages) mod places;
mod promise;
pub(in crate::pages) mod question;
mod received;
mod said;
mod samples;
mod start;
mod traces;
pub(in crate::pages) mod way;
mod withdrawal;
pub(in crate::pages) mod words;

pub(in crate::pages) use apply::preview;
pub(super) use samples::samples;
pub(crate) use start::{Asked, audience_of};

use maud::Markup;
use web::{
    Access, Answer, Ctx, Routes,
    pages::{Face, Frame, Head},
};

/// The people's doors.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/", Access::Public, start::show)
        .get("/items/{code}", Access::Public, start::show_item)
        .get("/matters/{key}", Access::Public, matter::show)
        .get("/matters/{key}/application", Access::Person, apply::show_overview)
        .get("/matters/{key}/application/check", Access::Person, apply::show_check)
        .get("/matters/{key}/application/{page}", Access::Person, apply::show_page)
        .post("/matters/{key}/application/{page}", Access::Person, apply::save)
        .get("/matters/{key}/application/{page}/{row}", Access::Person, apply::show_row)
        .post("/matters/{key}/application/{page}/{row}", Access::Person, apply::save_row)
        .post("/matters/{key}/application/{page}/{row}/removal", Access::Person, apply::remove_row)
        .post("/matters/{key}/cases", Access::Person, apply::send)
        .get("/cases", Access::Person, cases::show)
        .get("/cases/{id}", Access::Person, case::show)
        .get("/cases/{id}/received", Access::Person, received::show)
        .get("/cases/{id}/answers", Access::Person, said::show)
        .get("/cases/{id}/traces", Access::Person, traces::show)
        .get("/cases/{id}/notices/{notice}", Access::Person, notice::show)
        .get("/cases/{id}/notices/{notice}/paper", Access::Person, notice::show_paper)
        .get("/cases/{id}/correction", Access::Person, correction::show)
        .post("/cases/{id}/correction", Access::Person, correction::correct)
        .get("/cases/{id}/mending", Access::Person, mending::ask)
        .post("/cases/{id}/mending", Access::Person, mending::report)
        .get("/cases/{id}/withdrawal", Access::Person, withdrawal::ask)
        .post("/cases/{id}/withdrawal", Access::Person, withdrawal::withdraw)
}

/// A page before it has its frame.
struct Sheet {
    title: String,
    description: String,
    back: Option<String>,
    wide: bool,
    error: bool,
    hero: Option<Markup>,
    body: Markup,
}

impl Sheet {
    fn of(title: &str, body: Markup) -> Self {
        let (title, description) = (title.to_owned(), String::new());
        Self { title, description, back: None, wide: false, error: false, hero: None, body }
    }

    /// Leads back there.
    fn back(self, href: &str) -> Self {
        Self { back: Some(href.to_owned()), ..self }
    }

    /// Needs the whole width.
    fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    /// Shows what is wrong with a form.
    fn wrong(self) -> Self {
        Self { error: true, ..self }
    }

    /// Stands under an opening from edge to edge.
    fn under(self, hero: Markup) -> Self {
        Self { hero: Some(hero), ..self }
    }

    /// One sentence for search engines.
    fn described(self, words: &str) -> Self {
        Self { description: words.to_owned(), ..self }
    }

    /// The page within this frame, for samples.
    fn within(self, frame: &Frame) -> Markup {
        self.shown(|head, body| web::pages::page(frame, head, body))
    }

    fn answer(self, ctx: &Ctx) -> Answer {
        let is_wrong = self.error;
        Ok(self.shown(|head, body| match is_wrong {
            true => ctx.flawed_page(Face::Portal, head, body),
            false => ctx.page(Face::Portal, head, body),
        }))
    }

    fn shown<T>(self, show: impl FnOnce(&Head<'_>, Markup) -> T) -> T {
        let head = Head {
            title: &self.title,
            description: &self.description,
            error: self.error,
            back: self.back.as_deref(),
            wide: self.wide,
            hero: self.hero,
        };
        show(&head, self.body)
    }
}
