//! One year's notice: which days rest that would not, and which days work that would not.
//! Reads the published files of such notices; how a calendar counts with them is not known here.

use kit::{Flaw, Refusal};

use crate::Day;
use crate::calendar::too_large;

/// The largest file that is read.
pub const BYTES_MAX: usize = 1024 * 1024;
/// The most days one notice may name: a year and a little of the one before.
pub const DAYS_MAX: usize = 400;
/// How far a notice may reach back into the year before, in days.
pub const YEAR_END_DAYS_MAX: u32 = 7;

/// The longest name of a feast, the longest address of a source, in bytes.
const NAME_BYTES_MAX: usize = 200;
const SOURCE_BYTES_MAX: usize = 1000;
const SOURCES_MAX: usize = 50;

/// Every flaw this crate finds: its text is `flaw.<code>`.
pub const FLAW_CODES: &[&str] = &[
    "calendar.never_works",
    "calendar.year_doubled",
    "calendar.year_end_too_long",
    "calendar.zone_unknown",
    "clock.event_too_early",
    "clock.kind_wrong",
    "clock.not_stopped",
    "clock.stopped",
    "clock.too_many_extensions",
    "clock.too_many_stops",
    "clock.units_mixed",
    "holidays.date_doubled",
    "holidays.date_wrong",
    "holidays.name_wrong",
    "holidays.not_json",
    "holidays.not_of_year",
    "holidays.source_wrong",
    "holidays.too_large",
    "holidays.too_many_days",
    "holidays.works_anyway",
    "holidays.year_wrong",
    "limit.too_long",
];

/// What one year's notice changed. No days at all: nobody has announced the year yet.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayYear {
    /// The year.
    pub year: i32,
    /// Days that rest, each with the feast it is for.
    #[serde(default)]
    pub off: Vec<(Day, String)>,
    /// Days of rest that are worked instead.
    #[serde(default)]
    pub made_up: Vec<(Day, String)>,
    /// Where the notice was published.
    #[serde(default)]
    pub source: Vec<String>,
}

/// A published file; what else it holds (`$schema`, `$id`) does not matter.
#[derive(serde::Deserialize)]
struct Published {
    year: i32,
    #[serde(default)]
    papers: Vec<String>,
    days: Vec<PublishedDay>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct PublishedDay {
    name: String,
    date: String,
    is_off_day: bool,
}

impl HolidayYear {
    /// Reads a published file (`year`, `papers`, `days` of `name`, `date`, `isOffDay`).
    /// Refused with a flaw for each wrong field; text that is not such JSON names its line.
    pub fn parse(json: &str) -> kit::Result<HolidayYear> {
        let file: Published = read_json(json)?;
        if file.days.len() > DAYS_MAX {
            return Err(Refusal::flawed(vec![too_many_days()]).into());
        }
        let mut it = HolidayYear { year: file.year, off: vec![], made_up: vec![], source: file.papers };
        let mut flaws = Vec::new();
        let mut seen = Vec::with_capacity(file.days.len());
        for (n, day) in file.days.into_iter().enumerate() {
            let at = |name: &str| format!("days[{n}].{name}");
            match Day::parse(&day.date) {
                None => flaws.push(Flaw::of(at("date"), "holidays.date_wrong")),
                Some(date) if seen.contains(&date) => {
                    flaws.push(Flaw::of(at("date"), "holidays.date_doubled").with("day", date));
                }
                Some(date) => {
                    seen.push(date);
                    flaws.extend(day_flaws(&at("date"), &at("name"), it.year, (date, &day.name)));
                    let days = if day.is_off_day { &mut it.off } else { &mut it.made_up };
                    days.push((date, day.name));
                }
            }
        }
        flaws.extend(it.head_flaws());
        if flaws.is_empty() { Ok(it) } else { Err(Refusal::flawed(flaws).into()) }
    }

    /// Whether anybody has said how this year rests.
    pub fn is_announced(&self) -> bool {
        !self.off.is_empty() || !self.made_up.is_empty()
    }

    /// What is wrong with it, however it was made.
    pub(crate) fn flaws(&self) -> Vec<Flaw> {
        if self.off.len() + self.made_up.len() > DAYS_MAX {
            return vec![too_many_days()];
        }
        let mut flaws = self.head_flaws();
        let mut seen = Vec::new();
        let lists = [("off", &self.off), ("made_up", &self.made_up)];
        for (list, n, (day, name)) in
            lists.iter().flat_map(|(list, days)| days.iter().enumerate().map(move |(n, it)| (list, n, it)))
        {
            let at = format!("years[{}].{list}[{n}]", self.year);
            flaws.extend(day_flaws(&at, &at, self.year, (*day, name)));
            if seen.contains(day) {
                flaws.push(Flaw::of(&at, "holidays.date_doubled").with("day", day));
            }
            seen.push(*day);
        }
        flaws
    }

    fn head_flaws(&self) -> Vec<Flaw> {
        let year_wrong = !(crate::YEAR_FIRST..=crate::YEAR_LAST).contains(&self.year);
        let source_wrong =
            self.source.len() > SOURCES_MAX || self.source.iter().any(|it| it.len() > SOURCE_BYTES_MAX);
        let year = year_wrong.then(|| Flaw::of("year", "holidays.year_wrong"));
        let source = source_wrong.then(|| Flaw::of("papers", "holidays.source_wrong"));
        year.into_iter().chain(source).collect()
    }
}

/// Reads JSON of a known shape; what is wrong names its line.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(json: &str) -> kit::Result<T> {
    if json.len() > BYTES_MAX {
        return Err(too_large(BYTES_MAX));
    }
    serde_json::from_str(json).map_err(|wrong| {
        let flaw =
            Flaw::of("", "holidays.not_json").with("line", wrong.line()).with("column", wrong.column());
        Refusal::flawed(vec![flaw]).into()
    })
}

fn too_many_days() -> Flaw {
    Flaw::of("days", "holidays.too_many_days").with("max", DAYS_MAX)
}

fn day_flaws(at_date: &str, at_name: &str, year: i32, (day, name): (Day, &str)) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let year_end = day.plus(YEAR_END_DAYS_MAX.cast_signed()).year();
    if day.year() != year && !(day.year() < year && year_end == year) {
        flaws.push(Flaw::of(at_date, "holidays.not_of_year").with("day", day).with("year", year));
    }
    if name.trim().is_empty() || name.len() > NAME_BYTES_MAX {
        flaws.push(Flaw::of(at_name, "holidays.name_wrong"));
    }
    flaws
}
