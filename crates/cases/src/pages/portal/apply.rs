//! Applying: the parts of an application, its pages one by one, checking, and sending.
//! What was answered is kept as a draft between pages; what is sent is what the last page showed.

mod check;
mod overview;
mod page;
mod picker;
mod send;

use std::sync::Arc;

use calendar::Day;
use forms::{Answers, Date, Form, Reading};
use kit::{Actor, Refusal, Result};
use store::Read;

pub(super) use check::{CheckView, check_sheet, show as show_check};
pub(super) use overview::{Saved, overview_sheet, show as show_overview};
pub(super) use page::{PageView, page_sheet, save, show as show_page};
pub(super) use picker::{PickerView, picker_sheet};
pub(super) use send::{changed_sheet, send};

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
}

impl Application {
    fn load(read: &mut Read<'_>, by: &Actor, key: &str) -> Result<Self> {
        let (version, matter) = actions::current_matter(read, key)?;
        let draft = actions::draft(read, by, key)?;
        Ok(Self { version, matter, draft, today: today(read)? })
    }

    pub(super) fn form(&self) -> &Form {
        &self.matter.matter.form
    }

    pub(super) fn answers(&self) -> Answers {
        self.draft.as_ref().map(|it| it.answers.clone()).unwrap_or_default()
    }

    /// What was answered so far, read as a whole.
    fn review(&self) -> Reading {
        self.form().review(&self.answers(), self.today)
    }

    /// Whether the matter has changed since the application was begun.
    fn is_outdated(&self) -> bool {
        self.draft.as_ref().is_some_and(|it| it.version != self.version)
    }

    fn path(&self) -> String {
        path_of(&self.matter.matter.key)
    }
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
