//! A form as a matter declares it: pages of questions, and which of them are asked.
//! Knows nothing of what was typed; `read` does.

use kit::{Lang, Words};
use serde_json::Value;

use crate::{Answer, Answers, Condition, Kind};

/// The questions of a matter, in pages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The pages, in order.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its name in addresses.
    pub key: String,
    /// Its heading.
    pub title: Words,
    /// What to know before answering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<Words>,
    /// When it is asked; always, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "crate::written::Written")]
pub struct Question {
    /// The name of its field, and of its answer.
    pub key: String,
    /// What is asked.
    pub label: Words,
    /// What helps to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Words>,
    /// Why we ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Words>,
    /// Whether it may stay unanswered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Whether the answer speaks of a person and is sealed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// When it is asked; always, if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Where the answer will be fetched from instead of being asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// What kind of answer it takes.
    #[serde(flatten)]
    pub kind: Kind,
}

/// A field of a register that holds what a question asks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The register.
    pub register: String,
    /// The field of its records.
    pub field: String,
}

/// A page that is asked, with those of its questions that are.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its questions that are asked, in order.
    pub questions: Vec<&'a Question>,
}

impl Form {
    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.pages.iter().flat_map(|it| &it.questions)
    }

    /// A question by its key.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions().find(|it| it.key == key)
    }

    /// A page by its key.
    pub fn page(&self, key: &str) -> Option<&Page> {
        self.pages.iter().find(|it| it.key == key)
    }

    /// The page a field stands on, with its question: where a flaw of that field is mended.
    pub fn page_of(&self, field: &str) -> Option<(&Page, &Question)> {
        let key = field.split('.').next().unwrap_or_default();
        self.pages.iter().find_map(|page| Some((page, page.questions.iter().find(|it| it.key == key)?)))
    }

    /// What is asked, given these answers: for the page of checked answers.
    pub fn asked(&self, answers: &Answers) -> Vec<Asked<'_>> {
        let asked = self.pages.iter().filter(|it| is_asked(it.when.as_ref(), answers)).map(|page| Asked {
            page,
            questions: page.questions.iter().filter(|it| is_asked(it.when.as_ref(), answers)).collect(),
        });
        asked.filter(|it| !it.questions.is_empty() || it.page.questions.is_empty()).collect()
    }

    /// The page to show after one, or the first; none when every page has been shown.
    pub fn next_page(&self, after: Option<&str>, answers: &Answers) -> Option<&Page> {
        let from = match after {
            Some(key) => self.pages.iter().position(|it| it.key == key)? + 1,
            None => 0,
        };
        let rest = &self.pages[from..];
        self.asked(answers)
            .into_iter()
            .map(|it| it.page)
            .find(|page| rest.iter().any(|it| std::ptr::eq(it, *page)))
    }

    /// The answers as the rules engine takes them: every question by its key, unanswered ones as null.
    /// Decimals and money come out in whole units; they have at most 15 digits, so none is lost.
    pub fn facts(&self, answers: &Answers) -> Value {
        let facts = self.questions().map(|it| (it.key.clone(), it.fact(answers.get(&it.key))));
        Value::Object(facts.collect())
    }
}

impl Question {
    /// What is asked, in a language.
    pub fn say(&self, lang: Lang) -> &str {
        self.label.say(lang)
    }

    fn fact(&self, answer: Option<&Answer>) -> Value {
        match (answer, self.kind.places()) {
            (None, _) => Value::Null,
            (Some(Answer::Number(it)), 1..) => {
                let text = crate::shown::point(*it, self.kind.places());
                serde_json::from_str(&text).expect("digits with a point are JSON")
            }
            (Some(Answer::Number(it)), _) => Value::from(*it),
            (Some(Answer::Flag(it)), _) => Value::from(*it),
            (Some(Answer::Text(it)), _) => Value::from(it.as_str()),
            (Some(Answer::Keys(it)), _) => Value::from(it.as_slice()),
        }
    }
}

impl Kind {
    /// How many of the digits of a number stand after the point.
    pub(crate) fn places(&self) -> u32 {
        match self {
            Kind::Decimal { places, .. } => *places,
            Kind::Money { .. } => 2,
            _ => 0,
        }
    }
}

pub(crate) fn is_asked(when: Option<&Condition>, answers: &Answers) -> bool {
    when.is_none_or(|it| it.holds(answers))
}
