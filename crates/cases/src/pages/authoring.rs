//! Writing matters without writing YAML: the list, a draft and its parts, its rules as a grid, its process as a picture.
//! Every page shows one file; what may be done with it, and by whom, the actions decide.

mod field;
mod grid;
mod list;
mod overview;
mod part;
mod process;
mod samples;

pub(super) use samples::samples;

use std::collections::BTreeMap;

use axum::extract::Path;
use kit::{Actor, Result};
use maud::Markup;
use serde_json::Value;
use store::Tx;
use web::{
    Access, Answer, Ctx, Posted, Routes,
    pages::{Face, Head},
};

use super::portal::preview;
use crate::{
    actions::{self, DraftView},
    model::{
        check::{Finding, Weight, check_matter, written},
        law::LawRegister,
    },
};

/// Who may look at drafts.
const READERS: Access = Access::AnyPower(&[actions::AUTHOR, actions::PUBLISHER]);
const AUTHORS: Access = Access::Power(actions::AUTHOR);

/// The doors of authors and publishers.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/admin/matters", READERS, list::show)
        .post("/admin/matters/drafts", AUTHORS, list::begin)
        .get("/admin/matters/import", AUTHORS, list::ask_file)
        .post("/admin/matters/import", AUTHORS, list::import)
        .get("/admin/matters/{draft}", READERS, overview::show)
        .get("/admin/matters/{draft}/part", READERS, part::show)
        .post("/admin/matters/{draft}/edits", AUTHORS, part::edit)
        .post("/admin/matters/{draft}/steps", AUTHORS, process::add)
        .post("/admin/matters/{draft}/rules", AUTHORS, grid::keep)
        .get("/admin/matters/{draft}/file", READERS, file)
        .get("/admin/matters/{draft}/preview", READERS, preview::show)
        .get("/admin/matters/{draft}/preview/{page}", READERS, preview::show_page)
        .post("/admin/matters/{draft}/preview/{page}", READERS, preview::go_on)
        .post("/admin/matters/{draft}/submission", AUTHORS, overview::submit)
        .post("/admin/matters/{draft}/return", READERS, overview::give_back)
        .post("/admin/matters/{draft}/publication", Access::Power(actions::PUBLISHER), overview::publish)
        .post("/admin/matters/{draft}/discarding", AUTHORS, overview::give_up)
}

/// A draft with what the check says of it.
pub(super) struct Desk {
    pub(super) view: DraftView,
    pub(super) findings: Vec<Finding>,
}

impl Desk {
    pub(super) fn of(view: DraftView) -> Desk {
        let findings = match check_matter(&view.matter, LawRegister::built_in()) {
            Ok(sound) => sound.notes,
            Err(found) => found,
        };
        Desk { view, findings }
    }

    async fn read(ctx: &Ctx, id: &str) -> Result<Desk> {
        let (by, id) = (ctx.by.clone(), id.to_owned());
        let view = ctx.store.read(move |read| actions::draft_view(read, &by, &id)).await?;
        Ok(Desk::of(view))
    }

    fn path(&self) -> String {
        format!("/admin/matters/{}", self.view.draft.id)
    }

    /// Where a part of the file is changed.
    fn part_path(&self, at: &str) -> String {
        format!("{}/part?at={at}", self.path())
    }

    fn json(&self) -> Value {
        serde_json::to_value(&self.view.matter).expect("a matter prints as JSON")
    }

    /// Whether its author may still change it.
    fn is_open(&self) -> bool {
        self.view.draft.submitted_at.is_none() && self.view.draft.ended_at.is_none()
    }

    fn n_errors(&self) -> usize {
        self.findings.iter().filter(|it| it.weight == Weight::Error).count()
    }

    /// What is wrong at a place or inside it.
    fn errors_at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Finding> {
        let is_there = move |it: &&Finding| {
            it.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.findings.iter().filter(|it| it.weight == Weight::Error).filter(is_there)
    }
}

/// What is wrong with the fields of a form, by their names.
type Wrong = BTreeMap<String, String>;

fn answer(ctx: &Ctx, title: &str, back: Option<&str>, is_wrong: bool, body: Markup) -> Answer {
    let head = Head { back, wide: true, error: is_wrong, ..Head::titled(title) };
    Ok(match is_wrong {
        true => ctx.flawed_page(Face::Admin, &head, body),
        false => ctx.page(Face::Admin, &head, body),
    })
}

/// Does something once for a form, and goes to see what came of it.
async fn done(
    ctx: &Ctx,
    key: &str,
    act: impl Fn(&mut Tx<'_>, &Actor) -> Result<String> + Send + 'static,
) -> Answer {
    let (by, key) = (ctx.by.clone(), key.to_owned());
    let path = ctx.store.write(move |tx| acts::once(tx, &key, &by, |tx| act(tx, &by))).await?;
    Ok(web::redirect(&path))
}

/// The file of a draft, as `yiwang check` reads it.
async fn file(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let desk = Desk::read(&ctx, &id).await?;
    let text = written(&desk.view.matter);
    Ok(web::file("application/yaml; charset=utf-8", "no-store", text.into_bytes()))
}

/// The revision a form was made for.
fn revision_of(posted: &Posted) -> i64 {
    posted.get("revision").parse().unwrap_or_default()
}
