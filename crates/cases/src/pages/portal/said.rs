//! What the applicant said in an application that was made: every answer, as the agency reads it.
//! Nothing can be changed here.

use std::collections::BTreeMap;

use axum::extract::Path;
use kit::{Lang, t};
use maud::html;
use web::{
    Answer, Ctx,
    pages::{heading, prose},
};

use super::{Sheet, answers, apply, places::Place, question::Attached};
use crate::{
    actions::{self, CaseView},
    model::CaseId,
};

/// A case with the names of its places and files.
pub(super) struct SaidView {
    pub(super) view: CaseView,
    pub(super) places: Vec<Place>,
    pub(super) files: BTreeMap<String, Attached>,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let read = ctx.store.read(move |read| {
        let view = actions::own_case(read, &by, &id)?;
        let answers = view.answers.clone().unwrap_or_default();
        let places = answers::places_of(read, &view.matter.matter.form, &answers)?;
        let files = apply::attached(read, &by, &actions::files_in(&answers, &[]))?;
        Ok(SaidView { view, places, files })
    });
    said_sheet(ctx.lang, &read.await?).answer(&ctx)
}

pub(super) fn said_sheet(lang: Lang, said: &SaidView) -> Sheet {
    let (case, form) = (&said.view.case, &said.view.matter.matter.form);
    let body = html! {
        (heading(&t!("case.caption", lang, number = case.number), t!("case.answers", lang)))
        @match &said.view.answers {
            Some(it) => (answers::cards(lang, form, (it, &said.places, &said.files), None)),
            None => (prose(t!("notice.erased_words", lang))),
        }
    };
    Sheet::of(t!("case.answers", lang), body).back(&format!("/cases/{}", case.id))
}
