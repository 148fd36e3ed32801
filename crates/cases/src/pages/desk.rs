//! The officials' pages: what waits for their post, the file of a case on one screen, the form of the task at hand.
//! Knows no SQL; what may be done is for the actions to say.

mod affairs;
mod aside;
mod bulk;
mod cases;
mod done;
mod extension;
mod file;
mod form;
mod hand;
mod leave;
mod papers;
mod posted;
mod procedure;
mod proposal;
mod samples;
mod tasks;
mod team;
mod template;
mod visit;
mod waiting;
mod ways;
mod words;

pub(super) use samples::samples;

use kit::{Error, Refusal, RefusalKind};
use maud::Markup;
use web::{
    Access, Answer, Ctx, Problem, Routes,
    pages::{Face, Flaws, Head},
};

use crate::{model::Task, pages::portal::notice};

/// The officials' doors; what a post may do there, the actions ask.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/desk", Access::Official, tasks::show)
        .get("/desk/bulk", Access::Official, bulk::show)
        .post("/desk/bulk", Access::Official, bulk::conclude)
        .get("/desk/team", Access::Official, team::show)
        .get("/desk/cases", Access::Official, cases::show)
        .post("/desk/search", Access::Official, cases::find)
        .post("/desk/filters", Access::Official, cases::keep)
        .post("/desk/filters/{id}/end", Access::Official, cases::forget)
        .get("/desk/cases/{id}", Access::Official, file::show)
        .get("/desk/cases/{id}/files/{file}", Access::Official, file::show_file)
        .get("/desk/cases/{id}/notices/{notice}/paper", Access::Official, notice::show_desk_paper)
        .post("/desk/tasks/{id}/conclusion", Access::Official, form::conclude)
        .post("/desk/tasks/{id}/visit", Access::Official, visit::appoint)
        .get("/desk/tasks/{id}/reviewer", Access::Official, ways::show_reviewer)
        .post("/desk/tasks/{id}/reviewer", Access::Official, ways::ask)
        .get("/desk/tasks/{id}/return", Access::Official, ways::show_return)
        .post("/desk/tasks/{id}/return", Access::Official, ways::send_back)
        .get("/desk/tasks/{id}/taking-back", Access::Official, ways::show_taking_back)
        .post("/desk/tasks/{id}/taking-back", Access::Official, ways::take_back)
        .get("/desk/cases/{id}/extension", Access::Official, extension::show)
        .post("/desk/cases/{id}/extension", Access::Official, extension::ask)
        .post("/desk/cases/{id}/extension/answer", Access::Official, extension::answer)
        .get("/desk/cases/{id}/procedure", Access::Official, procedure::show)
        .post("/desk/cases/{id}/procedure", Access::Official, procedure::start)
        .post("/desk/cases/{id}/procedure/end", Access::Official, procedure::end)
        .post("/desk/cases/{id}/remarks", Access::Official, affairs::remark)
        .post("/desk/cases/{id}/questions/{question}/answer", Access::Official, affairs::answer)
        .post("/desk/tasks/{id}/holder", Access::Official, hand::hold)
        .get("/desk/tasks/{id}/delegation", Access::Official, hand::show_delegation)
        .post("/desk/tasks/{id}/delegation", Access::Official, hand::delegate)
        .get("/desk/tasks/{id}/question", Access::Official, hand::show_question)
        .post("/desk/tasks/{id}/question", Access::Official, hand::ask)
        .get("/desk/waiting", Access::Official, waiting::show)
        .get("/desk/leave", Access::Official, leave::show)
        .post("/desk/leave", Access::Official, leave::set)
        .post("/desk/leave/{id}/end", Access::Official, leave::end)
}

/// A page before it has its frame.
struct Sheet {
    title: String,
    back: Option<&'static str>,
    wide: bool,
    error: bool,
    body: Markup,
}

impl Sheet {
    fn head(&self) -> Head<'_> {
        Head { back: self.back, wide: self.wide, error: self.error, ..Head::titled(&self.title) }
    }

    fn answer(self, ctx: &Ctx) -> Answer {
        Ok(match self.error {
            true => ctx.flawed_page(Face::Desk, &self.head(), self.body.clone()),
            false => ctx.page(Face::Desk, &self.head(), self.body.clone()),
        })
    }
}

/// What is wrong with a posted form, in words, by the field of the page; any other failure goes on as it is.
/// `field_of` names the field of the page for a flaw, or for a refusal by its code.
fn wrong(ctx: &Ctx, err: Error, field_of: impl Fn(&str) -> String) -> Result<Flaws, Problem> {
    match err.refusal() {
        Some(Refusal { kind: RefusalKind::Invalid, flaws, .. }) if !flaws.is_empty() => {
            Ok(Flaws::new(flaws.iter().map(|it| (field_of(&it.field), ctx.flaw(it)))))
        }
        Some(it) if it.kind == RefusalKind::Conflict => {
            let words = ctx.say(&format!("refused.{}", it.code)).to_owned();
            Ok(Flaws::new([(field_of(it.code), words)]))
        }
        _ => Err(err.into()),
    }
}

/// The same request as if it had asked for the file: where a form was posted to, there is nothing to read, and
/// the links to other languages lead to the page they stand on.
fn at_file(ctx: &Ctx, task: &Task) -> Ctx {
    let mut ctx = ctx.clone();
    ctx.path = format!("/desk/cases/{}?task={}", task.case, task.id);
    ctx
}

/// Whether somebody has done the task in the meantime.
fn is_done(err: &Error) -> bool {
    err.refusal().is_some_and(|it| it.code == "task.ended" || it.code == "case.ended")
}
