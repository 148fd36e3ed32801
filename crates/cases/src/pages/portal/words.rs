//! How days, moments, times and clauses are said to people.
//! Knows no page; the law is looked up in the register, nowhere else.

use std::collections::BTreeSet;

use calendar::{Calendar, Day, Limit, Unit};
use kit::{Lang, Time, t};
use maud::{Markup, html};
use web::pages::{Tone, tag};

use crate::{TEXTS, model::law::LawRegister};

/// A day: 2026年3月17日, 17 March 2026.
pub(in crate::pages) fn day(lang: Lang, day: Day) -> String {
    let (year, month, n) = day.ymd();
    let month = TEXTS.find(lang, &format!("day.month.{month}")).unwrap_or_default();
    t!("day.said", lang, year = year, month = month, day = n)
}

/// The day a moment falls on.
pub(in crate::pages) fn day_of(lang: Lang, at: Time, calendar: &Calendar) -> String {
    day(lang, Day::of(at, calendar))
}

/// The last day before a moment that is the first too late.
pub(in crate::pages) fn last_day(lang: Lang, due_at: Time, calendar: &Calendar) -> String {
    day(lang, Day::of(due_at.plus_ms(-1), calendar))
}

/// A day with its hour and minute.
pub(in crate::pages) fn moment(lang: Lang, at: Time, calendar: &Calendar) -> String {
    let (hour, minute) = calendar.hour_minute(at);
    let time = format!("{hour:02}:{minute:02}");
    t!("day.moment", lang, day = day_of(lang, at, calendar), time = time)
}

/// A moment as it stands in a row of a list: for readers and for machines.
pub(in crate::pages) fn moment_mark(lang: Lang, at: Time, calendar: &Calendar) -> Markup {
    html! { time datetime=(at) { (moment(lang, at, calendar)) } }
}

/// How long: 20 个工作日, 20 working days.
pub(in crate::pages) fn limit(lang: Lang, limit: Limit) -> String {
    let one = limit.n() == 1;
    let text = match limit.unit() {
        Unit::Hours if one => t!("limit.hour"),
        Unit::Hours => t!("limit.hours"),
        Unit::WorkingDays if one => t!("limit.working_day"),
        Unit::WorkingDays => t!("limit.working_days"),
        Unit::CalendarDays if one => t!("limit.calendar_day"),
        Unit::CalendarDays => t!("limit.calendar_days"),
        Unit::Months if one => t!("limit.month"),
        Unit::Months => t!("limit.months"),
        Unit::Years if one => t!("limit.year"),
        Unit::Years => t!("limit.years"),
    };
    text.fill(lang, &[("n", &limit.n().to_string())])
}

/// A count with its thousands set apart: 1,135.
pub(in crate::pages) fn count(n: usize) -> String {
    let digits = n.to_string();
    let (mut said, len) = (String::new(), digits.len());
    for (at, digit) in digits.char_indices() {
        if 0 < at && (len - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// A clause by statute and article, marked where nobody verified it.
pub(in crate::pages) fn clause(lang: Lang, key: &str) -> Markup {
    match LawRegister::built_in().clause(key) {
        Some(it) => html! { (it.cite_bare(lang)) (mark(lang, it.verified)) },
        None => html! { code { (key) } (mark(lang, false)) },
    }
}

/// A clause that leads to what it says, at the foot of the same page.
pub(in crate::pages) fn clause_link(lang: Lang, key: &str) -> Markup {
    match LawRegister::built_in().clause(key) {
        Some(it) => html! {
            a href={ "#" (anchor(key)) } { (it.cite_bare(lang)) } (mark(lang, it.verified))
        },
        None => clause(lang, key),
    }
}

/// What the clauses of a page say, each once and in our words.
pub(in crate::pages) fn law_list<'a>(lang: Lang, keys: impl IntoIterator<Item = &'a str>) -> Markup {
    let mut said = BTreeSet::new();
    let register = LawRegister::built_in();
    let clauses: Vec<_> =
        keys.into_iter().filter(|it| said.insert(*it)).filter_map(|it| register.clause(it)).collect();
    let unverified = clauses.iter().any(|it| !it.verified);
    html! {
        dl.summary-list {
            @for it in &clauses {
                div.row id=(anchor(&it.key)) {
                    dt { (it.cite_bare(lang)) (mark(lang, it.verified)) }
                    dd.value { (it.text.say(lang)) }
                }
            }
        }
        p.hint { (t!("law.our_words", lang)) }
        @if unverified { p.hint { (t!("law.unverified_words", lang)) } }
    }
}

fn mark(lang: Lang, verified: bool) -> Markup {
    match verified {
        true => Markup::default(),
        false => html! { " " (tag(Tone::Warn, t!("law.unverified", lang))) },
    }
}

fn anchor(key: &str) -> String {
    format!("law-{}", key.replace(['/', '+'], "-"))
}
