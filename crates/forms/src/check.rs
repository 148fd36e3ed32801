//! What is wrong with a form before anybody fills it in: for `yiwang check` and for publishing a matter.
//! Finds everything at once; a form without problems can be read, shown and kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use kit::{Currency, LANGS, Lang, RegionCode, Words, fill};

use crate::{
    ANSWERS_MAX, Alternative, Answer, CONDITION_DEPTH_MAX, Condition, Form, Kind, Page, Question, TEXTS,
};

/// The most pages of a form.
pub const PAGES_MAX: usize = 50;
/// The most questions of a form.
pub const QUESTIONS_MAX: usize = ANSWERS_MAX;
/// The most alternatives of a question.
pub const OPTIONS_MAX: usize = 200;
/// The most characters a question may admit.
pub const LENGTH_MAX: u32 = 10_000;
/// The most characters all questions of a form may admit together: their answers stay one readable JSON text.
pub const LENGTH_TOTAL_MAX: u32 = 100_000;
/// The largest number a question may admit, in whole units; the smallest is its negative.
pub const NUMBER_MAX: i64 = 1_000_000_000_000;
/// The most places after the point.
pub const PLACES_MAX: u32 = 3;
/// The longest words of a form, in bytes.
pub const WORDS_BYTES_MAX: usize = 10_000;

/// The longest key.
const KEY_BYTES_MAX: usize = 64;

/// Every code of a problem: its text is `problem.<code>`.
pub const PROBLEM_CODES: &[&str] = &[
    "condition.cannot_equal",
    "condition.empty",
    "condition.later_question",
    "condition.too_deep",
    "condition.unknown_question",
    "currency.unknown",
    "form.too_long",
    "key.doubled",
    "key.malformed",
    "length.too_large",
    "level.unknown",
    "number.too_large",
    "options.empty",
    "options.too_many",
    "pages.none",
    "pages.too_many",
    "picks.too_many",
    "places.too_many",
    "questions.none",
    "questions.too_many",
    "range.empty",
    "region.unknown",
    "ways.empty",
    "words.missing",
    "words.too_long",
];

/// One thing wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `shop.name.label` is the label of the question `name` on the page `shop`.
    pub place: String,
    /// What.
    pub code: &'static str,
    /// Values its text speaks of.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// What to tell whoever wrote the form.
    pub fn say(&self, lang: Lang) -> String {
        let words = TEXTS.find(lang, &format!("problem.{}", self.code)).unwrap_or(self.code);
        let args: Vec<_> = self.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(words, &args)
    }
}

impl Form {
    /// Everything that is wrong with it, in its order; nothing for a form that can be published.
    pub fn check(&self) -> Vec<Problem> {
        let mut check = Check::default();
        check.at_most("pages", "pages.too_many", self.pages.len(), PAGES_MAX);
        check.at_most("questions", "questions.too_many", self.questions().count(), QUESTIONS_MAX);
        if self.pages.is_empty() {
            check.problem("pages", "pages.none");
        }
        if self.questions().next().is_none() {
            check.problem("questions", "questions.none");
        }
        if !check.problems.is_empty() {
            return check.problems;
        }
        check.later = self.questions().map(|it| it.key.as_str()).collect();
        let mut page_keys = BTreeSet::new();
        for page in &self.pages {
            check.key(&page.key, &page.key, &mut page_keys);
            check.page(page);
        }
        check.at_most("questions", "form.too_long", check.length_total, LENGTH_TOTAL_MAX);
        check.problems
    }
}

/// A walk through a form, with what was met so far.
#[derive(Default)]
struct Check<'a> {
    problems: Vec<Problem>,
    /// Questions already met: the ones a condition may speak of.
    earlier: BTreeMap<&'a str, &'a Question>,
    /// Every question there is.
    later: BTreeSet<&'a str>,
    question_keys: BTreeSet<&'a str>,
    length_total: u32,
}

impl<'a> Check<'a> {
    fn page(&mut self, page: &'a Page) {
        self.words(&format!("{}.title", page.key), Some(&page.title));
        self.words(&format!("{}.guidance", page.key), page.guidance.as_ref());
        self.condition(&format!("{}.when", page.key), page.when.as_ref());
        for question in &page.questions {
            let place = format!("{}.{}", page.key, question.key);
            let mut keys = std::mem::take(&mut self.question_keys);
            self.key(&place, &question.key, &mut keys);
            self.question_keys = keys;
            self.condition(&format!("{place}.when"), question.when.as_ref());
            let words = [("hint", &question.hint), ("why", &question.why)];
            self.words(&format!("{place}.label"), Some(&question.label));
            words.iter().for_each(|(name, it)| self.words(&format!("{place}.{name}"), it.as_ref()));
            self.kind(&place, &question.kind);
            self.earlier.insert(&question.key, question);
        }
    }

    fn kind(&mut self, place: &str, kind: &'a Kind) {
        match kind {
            Kind::Text { length_min, length_max, .. } | Kind::LongText { length_min, length_max } => {
                self.length(place, *length_min, *length_max);
            }
            Kind::Address { length_max } => self.length(place, 1, *length_max),
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
            Kind::Date { earliest, latest } => {
                // Bounds of one sort can be held against each other without knowing the day.
                let today = crate::Date::from_ymd(2000, 1, 1).expect("a day");
                let on = |it: &Option<crate::Bound>| {
                    it.map(|it| (matches!(it, crate::Bound::On(_)), it.on(today)))
                };
                if let (Some((fixed, from)), Some((also_fixed, to))) = (on(earliest), on(latest))
                    && fixed == also_fixed
                {
                    self.range(place, from, to);
                }
            }
            Kind::Choice { options } => self.options(place, options),
            Kind::Choices { options, picks_min, picks_max } => {
                self.options(place, options);
                self.range(place, *picks_min, *picks_max);
                self.at_most(place, "picks.too_many", *picks_max as usize, options.len());
            }
            Kind::Region { within, level_min } => {
                if within.as_deref().is_some_and(|it| RegionCode::parse(it).is_none()) {
                    self.problem(place, "region.unknown");
                }
                if !(1..=5).contains(level_min) {
                    self.problem(place, "level.unknown");
                }
            }
            Kind::Material { ways } if ways.is_empty() => self.problem(place, "ways.empty"),
            Kind::Material { .. } | Kind::YesNo | Kind::Declaration => {}
            Kind::CitizenNumber | Kind::CreditCode | Kind::Phone | Kind::Email => {}
        }
    }

    fn options(&mut self, place: &str, options: &'a [Alternative]) {
        self.at_most(place, "options.too_many", options.len(), OPTIONS_MAX);
        if options.is_empty() {
            self.problem(place, "options.empty");
        }
        let mut keys = BTreeSet::new();
        for option in options {
            let place = format!("{place}.{}", option.key);
            self.key(&place, &option.key, &mut keys);
            self.words(&format!("{place}.label"), Some(&option.label));
            self.words(&format!("{place}.hint"), option.hint.as_ref());
        }
    }

    fn condition(&mut self, place: &str, condition: Option<&Condition>) {
        let Some(condition) = condition else { return };
        match condition.depth() <= CONDITION_DEPTH_MAX {
            true => self.conditions(place, condition),
            false => self.problem_with(place, "condition.too_deep", "max", CONDITION_DEPTH_MAX),
        }
    }

    fn conditions(&mut self, place: &str, condition: &Condition) {
        let Some((key, answers)) = condition.named() else {
            if condition.inner().is_empty() {
                self.problem(place, "condition.empty");
            }
            return condition.inner().iter().for_each(|it| self.conditions(place, it));
        };
        if answers.is_empty() {
            self.problem(place, "condition.empty");
        }
        match self.earlier.get(key) {
            Some(question) if answers.iter().all(|it| can_equal(&question.kind, it)) => {}
            Some(_) => self.problem_with(place, "condition.cannot_equal", "question", key),
            None if self.later.contains(key) => {
                self.problem_with(place, "condition.later_question", "question", key)
            }
            None => self.problem_with(place, "condition.unknown_question", "question", key),
        }
    }

    fn key(&mut self, place: &str, key: &'a str, seen: &mut BTreeSet<&'a str>) {
        let is_shaped = key.starts_with(|it: char| it.is_ascii_lowercase())
            && key.len() <= KEY_BYTES_MAX
            && key.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
        if !is_shaped {
            self.problem(place, "key.malformed");
        }
        if !seen.insert(key) {
            self.problem_with(place, "key.doubled", "key", key);
        }
    }

    fn words(&mut self, place: &str, words: Option<&Words>) {
        let Some(words) = words else { return };
        for (lang, (tag, _)) in Lang::all().zip(LANGS) {
            let said = words.say(lang);
            if said.trim().is_empty() {
                self.problem_with(place, "words.missing", "language", tag);
            }
            if said.len() > WORDS_BYTES_MAX {
                self.problem_with(place, "words.too_long", "max", WORDS_BYTES_MAX);
            }
        }
    }

    fn length(&mut self, place: &str, min: u32, max: u32) {
        self.length_total = self.length_total.saturating_add(max);
        self.at_most(place, "length.too_large", max, LENGTH_MAX);
        self.range(place, min.max(1), max);
    }

    fn numbers(&mut self, place: &str, min: i64, max: i64) {
        self.at_most(place, "number.too_large", min.saturating_abs().max(max.saturating_abs()), NUMBER_MAX);
        self.range(place, min, max);
    }

    fn range<T: PartialOrd>(&mut self, place: &str, min: T, max: T) {
        if min > max {
            self.problem(place, "range.empty");
        }
    }

    fn at_most<T: PartialOrd + Display>(&mut self, place: &str, code: &'static str, n: T, max: T) {
        if n > max {
            self.problem_with(place, code, "max", max);
        }
    }

    fn problem(&mut self, place: &str, code: &'static str) {
        self.problems.push(Problem { place: place.to_owned(), code, args: Vec::new() });
    }

    fn problem_with(&mut self, place: &str, code: &'static str, name: &'static str, value: impl Display) {
        self.problems.push(Problem { place: place.to_owned(), code, args: vec![(name, value.to_string())] });
    }
}

/// Whether a question of this kind can ever be answered so.
fn can_equal(kind: &Kind, answer: &Answer) -> bool {
    match (kind, answer) {
        (Kind::YesNo, Answer::Flag(_)) | (Kind::Declaration, Answer::Flag(true)) => true,
        (Kind::Choice { options } | Kind::Choices { options, .. }, Answer::Text(key)) => {
            options.iter().any(|it| it.key == *key)
        }
        (Kind::Material { ways }, Answer::Text(key)) => ways.iter().any(|it| it.as_str() == key),
        (Kind::Number { min, max, .. }, Answer::Number(it)) => (min..=max).contains(&it),
        (Kind::Text { .. }, Answer::Text(_)) => true,
        (Kind::Region { .. }, Answer::Text(code)) => RegionCode::parse(code).is_some(),
        _ => false,
    }
}
