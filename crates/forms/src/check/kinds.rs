//! What is wrong with the settings of a question, by its kind.
//! Knows nothing of pages, nor of what was asked before.

use std::collections::BTreeSet;

use kit::{Currency, Lang, RegionCode, Words};

use super::{Check, FILES_MAX, LIST_MAX, MEGABYTES_MAX, OPTIONS_MAX, PLACES_MAX, STEPS_MAX};
use crate::answer::OTHER;
use crate::{Alternative, Answer, Bound, Date, Files, Kind};

impl<'a> Check<'a> {
    pub(super) fn kind(&mut self, place: &str, kind: &'a Kind) {
        match kind {
            Kind::Text { length_min, length_max, .. } | Kind::LongText { length_min, length_max } => {
                self.length(place, *length_min, *length_max);
            }
            Kind::Address { length_max } | Kind::Name { length_max } | Kind::Organisation { length_max } => {
                self.length(place, 1, *length_max);
            }
            Kind::Number { min, max, unit } => {
                self.words(&format!("{place}.unit"), unit.as_ref());
                self.numbers(place, *min, *max);
            }
            Kind::Decimal { places, min, max, unit } => {
                self.words(&format!("{place}.unit"), unit.as_ref());
                self.at_most(place, "places.too_many", *places, PLACES_MAX);
                self.numbers(place, *min, *max);
            }
            Kind::Money { currency, min, max } => {
                if Currency::parse(currency).is_none() {
                    self.problem(place, "currency.unknown");
                }
                self.numbers(place, *min, *max);
            }
            Kind::Date { earliest, latest }
            | Kind::DateRange { earliest, latest }
            | Kind::YearMonth { earliest, latest } => self.days(place, *earliest, *latest),
            Kind::Time { opens: Some(opens), closes: Some(closes) } => self.range(place, opens, closes),
            Kind::List { options } => self.options(place, options, LIST_MAX),
            Kind::Likert { statements, options } => {
                if statements.is_empty() {
                    self.problem(place, "statements.empty");
                }
                self.alternatives(place, statements);
                self.options(place, options, STEPS_MAX as usize);
            }
            Kind::Rating { steps, low, high } => {
                self.words(&format!("{place}.low"), Some(low));
                self.words(&format!("{place}.high"), Some(high));
                if !(2..=STEPS_MAX).contains(steps) {
                    self.problem_with(place, "steps.limit", "max", STEPS_MAX);
                }
            }
            Kind::Choice { options, other } => {
                self.options(place, options, OPTIONS_MAX);
                self.other(place, options, other.as_ref());
            }
            Kind::Choices { options, picks_min, picks_max, other } => {
                self.options(place, options, OPTIONS_MAX);
                self.other(place, options, other.as_ref());
                self.range(place, *picks_min, *picks_max);
                let n_all = options.len() + usize::from(other.is_some());
                self.at_most(place, "picks.too_many", *picks_max as usize, n_all);
            }
            Kind::RegionAddress { within, level_min, length_max } => {
                self.length(place, 1, *length_max);
                self.region(place, within.as_deref(), *level_min);
            }
            Kind::Region { within, level_min } => self.region(place, within.as_deref(), *level_min),
            Kind::Files { files } => self.files(place, files),
            Kind::Material { ways, files } => {
                if ways.is_empty() {
                    self.problem(place, "ways.empty");
                }
                self.files(place, files);
            }
            Kind::Time { .. } | Kind::YesNo | Kind::Declaration | Kind::Signature | Kind::Statement => {}
            Kind::CitizenNumber | Kind::CreditCode | Kind::CertificateNumber => {}
            Kind::BankAccount { .. } | Kind::Phone | Kind::Email => {}
        }
    }

    /// Bounds of one sort can be held against each other without knowing the day.
    fn days(&mut self, place: &str, earliest: Option<Bound>, latest: Option<Bound>) {
        let today = Date::from_ymd(2000, 1, 1).expect("a day");
        let on = |it: Option<Bound>| it.map(|it| (matches!(it, Bound::On(_)), it.on(today)));
        if let (Some((fixed, from)), Some((also_fixed, to))) = (on(earliest), on(latest))
            && fixed == also_fixed
        {
            self.range(place, from, to);
        }
    }

    fn region(&mut self, place: &str, within: Option<&str>, level_min: u32) {
        if within.is_some_and(|it| RegionCode::parse(it).is_none()) {
            self.problem(place, "region.unknown");
        }
        if !(1..=5).contains(&level_min) {
            self.problem(place, "level.unknown");
        }
    }

    fn files(&mut self, place: &str, files: &Files) {
        if files.types.is_empty() {
            self.problem(place, "types.empty");
        }
        if !(1..=FILES_MAX).contains(&files.files_max) {
            self.problem_with(place, "files.limit", "max", FILES_MAX);
        }
        if !(1..=MEGABYTES_MAX).contains(&files.megabytes_max) {
            self.problem_with(place, "megabytes.limit", "max", MEGABYTES_MAX);
        }
    }

    /// The key that means none of those offered is not offered itself.
    fn other(&mut self, place: &str, options: &[Alternative], other: Option<&'a Words>) {
        self.words(&format!("{place}.other"), other);
        if other.is_some() && options.iter().any(|it| it.key == OTHER) {
            self.problem_with(place, "option.reserved", "key", OTHER);
        }
    }

    fn options(&mut self, place: &str, options: &'a [Alternative], n_max: usize) {
        self.at_most(place, "options.too_many", options.len(), n_max);
        if options.is_empty() {
            self.problem(place, "options.empty");
        }
        self.alternatives(place, options);
    }

    /// Each with its own key and its own words: whoever reads two alike cannot choose.
    fn alternatives(&mut self, place: &str, options: &'a [Alternative]) {
        let (mut keys, mut labels) = (BTreeSet::new(), BTreeSet::new());
        for option in options {
            let place = format!("{place}.{}", option.key);
            self.key(&place, &option.key, &mut keys);
            self.words(&format!("{place}.label"), Some(&option.label));
            self.words(&format!("{place}.hint"), option.hint.as_ref());
            let said = Lang::all().map(|lang| (lang.tag(), option.label.say(lang)));
            if said.filter(|it| !labels.insert(*it)).count() > 0 {
                self.problem(&place, "options.same_label");
            }
        }
    }
}

/// Whether an answer of this kind can be worked out.
pub(super) fn can_be_computed(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Number { .. }
            | Kind::Decimal { .. }
            | Kind::Money { .. }
            | Kind::YesNo
            | Kind::Text { .. }
            | Kind::Date { .. }
    )
}

/// Whether a question of this kind can ever be answered so.
pub(super) fn can_equal(kind: &Kind, answer: &Answer) -> bool {
    match (kind, answer) {
        (Kind::YesNo, Answer::Flag(_)) | (Kind::Declaration, Answer::Flag(true)) => true,
        (Kind::Choice { options, other } | Kind::Choices { options, other, .. }, Answer::Text(key)) => {
            options.iter().any(|it| it.key == *key) || (other.is_some() && key == OTHER)
        }
        (Kind::List { options }, Answer::Text(key)) => options.iter().any(|it| it.key == *key),
        (Kind::Rating { steps, .. }, Answer::Number(it)) => (1..=i64::from(*steps)).contains(it),
        (Kind::Material { ways, .. }, Answer::Text(key)) => ways.iter().any(|it| it.as_str() == key),
        (Kind::Number { min, max, .. }, Answer::Number(it)) => (min..=max).contains(&it),
        (Kind::Text { .. }, Answer::Text(_)) => true,
        (Kind::Region { .. }, Answer::Text(code)) => RegionCode::parse(code).is_some(),
        _ => false,
    }
}
