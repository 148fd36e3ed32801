//! Which days the state works: the calendar that is in force, and how a year's notice comes into it.
//! Knows nothing of what is counted with it.

use std::{collections::BTreeMap, sync::Arc};

use calendar::{Calendar, HolidayYear};
use kit::{Actor, Error, Flaw, Refusal, Result};
use serde_json::json;
use store::{Act, Read, Store, Tx};

use super::imports::{self, Current, Diff, File, Outcome, Refused, Report, VersionId};
use crate::{
    events::HOLIDAYS_IMPORTED,
    model::check_steward,
    tables::{self, imports::NewCurrent},
};

/// The kinds of the whole calendar, and of the yearly notices it was made from: a source a year.
const CALENDAR: &str = "calendar";
const HOLIDAYS: &str = "holidays";

/// The one source of the whole calendar.
const IN_FORCE: &str = "in_force";

/// The calendar in force. One keyed select; what it is built into is kept as long as it is current.
pub fn current_calendar(read: &mut Read<'_>) -> Result<Arc<Calendar>> {
    match imports::current(read, CALENDAR, IN_FORCE)? {
        Some(it) => {
            let key = format!("calendar/{}", it.version);
            read.cached(&key, |read| tables::calendars::get(read, &it.version))
        }
        None => read.cached("calendar/china", |_| Ok(Calendar::china())),
    }
}

/// Imports yearly notices of holidays, a file a year; each is all or nothing, and all come in by one write.
/// A year without days is one that nobody has announced yet.
/// Waits for the store, so it is for commands, outside a runtime.
pub fn import_holidays(store: &Store, by: &Actor, files: &[File<'_>]) -> Result<Vec<Report>> {
    check_steward(by, None)?;
    let mut draft = store.read(Draft::load).wait()?;
    let reports = files.iter().map(|it| draft.take(it)).collect::<Result<Vec<_>>>()?;
    if !draft.taken.is_empty() {
        let by = by.clone();
        store.write(move |tx| draft.put_in_force(tx, &by)).wait()?;
    }
    Ok(reports)
}

/// What importing one year's notice would change; nothing is changed by asking.
pub fn weigh_holidays(read: &mut Read<'_>, by: &Actor, file: &File<'_>) -> Result<Report> {
    check_steward(by, None)?;
    Draft::load(read)?.take(file)
}

/// Imports one year's notice in this transaction.
pub fn put_holidays(tx: &mut Tx<'_>, by: &Actor, file: &File<'_>) -> Result<Report> {
    check_steward(by, None)?;
    let mut draft = Draft::load(tx)?;
    let report = draft.take(file)?;
    if !draft.taken.is_empty() {
        draft.put_in_force(tx, by)?;
    }
    Ok(report)
}

/// A calendar in the making.
struct Draft {
    /// What was in force when it was begun.
    base: Option<VersionId>,
    /// The notices that are in it already.
    known: Vec<Current>,
    calendar: Calendar,
    /// The notices that came in, by year.
    taken: BTreeMap<i32, Report>,
}

impl Draft {
    fn load(read: &mut Read<'_>) -> Result<Self> {
        let base = imports::current(read, CALENDAR, IN_FORCE)?.map(|it| it.version);
        let known = imports::all_current(read, HOLIDAYS)?;
        let calendar = Calendar::clone(&*current_calendar(read)?);
        Ok(Self { base, known, calendar, taken: BTreeMap::new() })
    }

    /// Takes a file in, unless it is known or wrong.
    fn take(&mut self, file: &File<'_>) -> Result<Report> {
        let mut report = Report {
            source: HOLIDAYS.to_owned(),
            file: file.short_name(),
            hash: file.hash(),
            outcome: Outcome::Unchanged,
            n_rows: 0,
            diff: Diff::default(),
            refused: Refused::default(),
            notes: Vec::new(),
        };
        match read_notice(file).and_then(|year| self.take_year(year, &mut report)) {
            Ok(()) => Ok(report),
            Err(Error::Refused(it)) => {
                report.outcome = Outcome::Refused;
                it.flaws.into_iter().for_each(|flaw| report.refused.add(0, flaw));
                Ok(report)
            }
            Err(err) => Err(err),
        }
    }

    fn take_year(&mut self, year: HolidayYear, report: &mut Report) -> Result<()> {
        let source = year.year.to_string();
        report.source = format!("{HOLIDAYS}/{source}");
        report.n_rows = year.off.len() + year.made_up.len();
        if self.known.iter().any(|it| it.source == source && it.hash == report.hash) {
            return Ok(());
        }
        if self.taken.contains_key(&year.year) {
            return Err(Refusal::invalid("year", "import.year_doubled").into());
        }
        let calendar = self.calendar.with_year(year.clone())?;
        let before = self.calendar.years().iter().find(|it| it.year == year.year);
        let says = days_of(&year);
        report.diff = Diff::of(
            before.map(days_of).unwrap_or_default(),
            &mut says.iter().map(|(day, says)| (day.as_str(), says.clone())),
        );
        report.notes = self.calendar.notes(&year);
        if !year.is_announced() {
            report.notes.push(Flaw::of("days", "import.not_announced").with("year", year.year));
        }
        report.outcome = Outcome::Imported;
        self.calendar = calendar;
        self.taken.insert(year.year, report.clone());
        Ok(())
    }

    /// The one write: a new version of the whole calendar, the notices that are in it, and an act.
    fn put_in_force(&self, tx: &mut Tx<'_>, by: &Actor) -> Result<()> {
        let facts = serde_json::to_string(&self.calendar).map_err(|err| Error::Fault(err.into()))?;
        let version: VersionId = tx.new_id();
        tables::calendars::insert(tx, &version, self.calendar.zone(), &facts)?;
        let whole = NewCurrent {
            kind: CALENDAR,
            source: IN_FORCE,
            version: &version,
            file: "",
            hash: &crypt::sha256(facts.as_bytes()),
            n_rows: self.calendar.years().len(),
        };
        imports::replace(tx, self.base.as_ref(), &whole)?;
        for (year, report) in &self.taken {
            let (source, Report { file, hash, n_rows, .. }) = (year.to_string(), report);
            let notice = NewCurrent {
                kind: HOLIDAYS,
                source: &source,
                version: &version,
                file,
                hash,
                n_rows: *n_rows,
            };
            tables::imports::make_current(tx, &notice)?;
        }
        let files: Vec<_> = self.taken.values().map(Report::act_body).collect();
        tx.record(Act::of(HOLIDAYS_IMPORTED, by, HOLIDAYS).body(json!({ "files": files })))
    }
}

fn read_notice(file: &File<'_>) -> Result<HolidayYear> {
    let text = std::str::from_utf8(file.bytes);
    HolidayYear::parse(text.map_err(|_| Refusal::invalid("file", "import.not_utf8"))?)
}

/// What a notice says of each day, in the words of its file.
fn days_of(year: &HolidayYear) -> BTreeMap<String, String> {
    let off = year.off.iter().map(|(day, name)| (day.to_string(), format!("off {name}")));
    let made_up = year.made_up.iter().map(|(day, name)| (day.to_string(), format!("made_up {name}")));
    off.chain(made_up).collect()
}
