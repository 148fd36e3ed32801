//! What is wrong with a form before anybody fills it in: for `yiwang check` and for publishing a matter.
//! Finds everything at once; a form without problems can be read, shown and kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use kit::{LANGS, Lang, Words, fill};

use crate::{ANSWERS_MAX, CONDITION_DEPTH_MAX, Condition, Form, Page, Question, TEXTS};

mod kinds;

/// The most pages of a form.
pub const PAGES_MAX: usize = 50;
/// The most questions of a form.
pub const QUESTIONS_MAX: usize = ANSWERS_MAX;
/// The most alternatives of a question.
pub const OPTIONS_MAX: usize = 200;
/// The most alternatives of a list narrowed by typing.
pub const LIST_MAX: usize = 3_000;
/// The most times one page is asked.
pub const ROWS_MAX: u32 = 50;
/// The most steps of a rating.
pub const STEPS_MAX: u32 = 10;
/// The most files of one question.
pub const FILES_MAX: u32 = 20;
/// The most megabytes of one file.
pub const MEGABYTES_MAX: u32 = 50;
/// The most characters of an alternative in the applicant's own words.
pub(crate) const OTHER_LENGTH_MAX: u32 = 200;
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
    "computed.empty",
    "computed.kind",
    "computed.repeated",
    "condition.cannot_equal",
    "condition.computed",
    "condition.empty",
    "condition.later_question",
    "condition.repeated",
    "condition.too_deep",
    "condition.unknown_question",
    "currency.unknown",
    "files.limit",
    "form.too_long",
    "key.doubled",
    "key.malformed",
    "length.too_large",
    "level.unknown",
    "megabytes.limit",
    "number.too_large",
    "option.reserved",
    "options.empty",
    "options.same_label",
    "options.too_many",
    "pages.none",
    "pages.too_many",
    "picks.too_many",
    "places.too_many",
    "questions.none",
    "questions.too_many",
    "range.empty",
    "region.unknown",
    "rows.too_many",
    "statements.empty",
    "steps.limit",
    "types.empty",
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
    /// Questions asked several times: what they are answered with is a list.
    repeated: BTreeSet<&'a str>,
    question_keys: BTreeSet<&'a str>,
    length_total: u32,
}

impl<'a> Check<'a> {
    fn page(&mut self, page: &'a Page) {
        self.words(&format!("{}.title", page.key), Some(&page.title));
        self.words(&format!("{}.guidance", page.key), page.guidance.as_ref());
        self.condition(&format!("{}.when", page.key), page.when.as_ref());
        let length_before = std::mem::take(&mut self.length_total);
        page.questions.iter().for_each(|it| self.question(page, it));
        let times = page.repeat.as_ref().map_or(1, |it| it.max.max(1));
        self.length_total = length_before.saturating_add(self.length_total.saturating_mul(times));
        let Some(repeat) = &page.repeat else { return };
        let place = format!("{}.repeat", page.key);
        self.words(&format!("{place}.item"), Some(&repeat.item));
        self.range(&place, repeat.min, repeat.max);
        self.at_most(&place, "rows.too_many", repeat.max, ROWS_MAX);
        // Its rows stand under its own key, beside the answers.
        if !self.question_keys.insert(&page.key) {
            self.problem_with(&place, "key.doubled", "key", &page.key);
        }
        for question in &page.questions {
            self.earlier.remove(question.key.as_str());
            self.repeated.insert(&question.key);
        }
    }

    fn question(&mut self, page: &'a Page, question: &'a Question) {
        let place = format!("{}.{}", page.key, question.key);
        let mut keys = std::mem::take(&mut self.question_keys);
        self.key(&place, &question.key, &mut keys);
        self.question_keys = keys;
        self.condition(&format!("{place}.when"), question.when.as_ref());
        let words = [("hint", &question.hint), ("why", &question.why)];
        self.words(&format!("{place}.label"), Some(&question.label));
        words.iter().for_each(|(name, it)| self.words(&format!("{place}.{name}"), it.as_ref()));
        self.kind(&place, &question.kind);
        if let Some(expression) = &question.computed {
            let place = format!("{place}.computed");
            if expression.trim().is_empty() {
                self.problem(&place, "computed.empty");
            }
            if page.repeat.is_some() {
                self.problem(&place, "computed.repeated");
            }
            if !kinds::can_be_computed(&question.kind) {
                self.problem(&place, "computed.kind");
            }
        }
        self.earlier.insert(&question.key, question);
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
            Some(question) if question.computed.is_some() => {
                self.problem_with(place, "condition.computed", "question", key)
            }
            Some(question) if answers.iter().all(|it| kinds::can_equal(&question.kind, it)) => {}
            Some(_) => self.problem_with(place, "condition.cannot_equal", "question", key),
            None if self.repeated.contains(key) => {
                self.problem_with(place, "condition.repeated", "question", key)
            }
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
