//! Applying: the parts of an application, its pages one by one, checking, and sending.
//! What was answered is kept as a draft between pages; what is sent is what the last page showed.

mod check;
mod overview;
mod page;
mod picker;
pub(in crate::pages) mod preview;
mod rows;
mod send;
mod sent;

use std::{collections::BTreeMap, sync::Arc};

use calendar::Day;
use forms::{Answers, Date, Form, Page, Question, Reading};
use kit::{Actor, Lang, Refusal, Result};
use store::Read;

pub(super) use check::{CheckView, check_sheet, show as show_check};
pub(super) use overview::{Saved, overview_sheet, show as show_overview};
pub(super) use page::{PageView, page_sheet, save, save_row, show as show_page, show_row};
pub(super) use picker::{PickerView, picker_sheet};
pub(super) use rows::{RowsView, remove as remove_row, rows_sheet};
pub(super) use send::{changed_sheet, send};
pub(super) use sent::{Sent, attached};

use super::question::{Attached, Registers};
use crate::{
    actions,
    model::{Draft, Published},
};

/// The field that says under which version the answers were shown.
const VERSION_FIELD: &str = "version";

/// An application before it is made.
#[derive(Clone)]
pub(super) struct Application {
    /// The version of the matter that counts now.
    pub(super) version: String,
    pub(super) matter: Arc<Published>,
    pub(super) draft: Option<Draft>,
    pub(super) today: Date,
    /// What registers hold of the applicant.
    pub(super) known: Registers,
    /// The files given so far.
    pub(super) files: BTreeMap<String, Attached>,
    /// The version it was begun under, where another counts now.
    pub(super) begun: Option<Arc<Published>>,
}

impl Application {
    fn load(read: &mut Read<'_>, by: &Actor, key: &str) -> Result<Self> {
        let (version, matter) = actions::current_matter(read, key)?;
        if matter.matter.guidance.is_some() {
            return Err(Refusal::conflict("matter.guidance_only").into());
        }
        let draft = actions::draft(read, by, key)?;
        let begun = match draft.as_ref().filter(|it| it.version != version) {
            Some(it) => Some(actions::matter_version(read, &it.version)?),
            None => None,
        };
        let calendar = Some(directory::current_calendar(read)?);
        let known = Registers { known: identity::known(read, by)?, calendar };
        let given = draft.iter().flat_map(|it| actions::files_in(&it.answers, &it.typed)).collect::<Vec<_>>();
        let files = attached(read, by, &given)?;
        Ok(Self { version, matter, draft, today: today(read)?, known, files, begun })
    }

    pub(super) fn form(&self) -> &Form {
        &self.matter.matter.form
    }

    pub(super) fn answers(&self) -> Answers {
        self.draft.as_ref().map(|it| it.answers.clone()).unwrap_or_default()
    }

    /// What was answered so far, read as a whole.
    fn review(&self) -> Reading {
        let mut reading = self.form().review(&self.answers(), self.today);
        self.matter.compute(&mut reading.answers);
        reading
    }

    /// What was typed and could not be read yet, in the fields of a page or of one of its rows.
    fn left_over(&self, page: &Page, row: Option<usize>) -> Vec<(String, String)> {
        let typed = self.draft.iter().flat_map(|it| &it.typed);
        typed.filter(|(name, _)| stands_on(self.form(), page, row, name)).cloned().collect()
    }

    /// What was answered under an earlier version and does not fit the one that counts now.
    fn unfitting(&self, lang: Lang) -> Vec<(&Question, String)> {
        let (Some(begun), Some(draft)) = (&self.begun, &self.draft) else { return Vec::new() };
        let kept = self.review().answers;
        let lost = begun.matter.form.questions().filter(|it| {
            draft.answers.get(&it.key).is_some() && kept.get(&it.key) != draft.answers.get(&it.key)
        });
        lost.filter_map(|it| Some((it, forms::shown_in(it, &draft.answers, lang)?))).collect()
    }

    /// Whether the matter has changed since the application was begun.
    fn is_outdated(&self) -> bool {
        self.draft.as_ref().is_some_and(|it| it.version != self.version)
    }

    fn path(&self) -> String {
        path_of(&self.matter.matter.key)
    }
}

/// Whether a field stands on a page, or on one of its rows.
fn stands_on(form: &Form, page: &Page, row: Option<usize>, field: &str) -> bool {
    form.page_of(field).is_some_and(|it| it.key == page.key) && (row.is_none() || form.row_of(field) == row)
}

/// Where the application for a matter begins.
pub(super) fn path_of(matter: &str) -> String {
    format!("/matters/{matter}/application")
}

/// The day it is where the calendar is used, as forms know days.
pub(super) fn today(read: &mut Read<'_>) -> Result<Date> {
    let calendar = directory::current_calendar(read)?;
    date_of(Day::of(read.now(), &calendar))
}

pub(super) fn date_of(day: Day) -> Result<Date> {
    let (year, month, day) = day.ymd();
    let date = Date::from_ymd(year as u16, month as u8, day as u8);
    date.ok_or_else(|| Refusal::not_found().into())
}
