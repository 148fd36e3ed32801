//! A form as a matter declares it: pages of questions, and which of them are asked.
//! Knows nothing of what was typed; `read` does.

use kit::{Lang, Words};
use serde_json::{Map, Value};

use crate::{Answer, Answers, Condition, Date, Kind};

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
    /// How often it is asked; once, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// A page that is asked for each of several: members of a household, vehicles, former addresses.
/// Its answers are rows under the key of the page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The fewest.
    #[serde(default)]
    pub min: u32,
    /// The most.
    pub max: u32,
    /// What one of them is called.
    pub item: Words,
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
    /// The expression its answer is worked out by, over the answers before it; it is shown and not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    /// When it is asked; always, if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Where the answer is fetched from, so that it need not be typed.
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
    /// Whether what the register says stands, and cannot be changed here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
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

    /// The page a field stands on: where a flaw of that field is mended.
    pub fn page_of(&self, field: &str) -> Option<&Page> {
        let key = field.split('.').next().unwrap_or_default();
        self.pages.iter().find(|page| match page.repeat {
            Some(_) => page.key == key,
            None => page.questions.iter().any(|it| it.key == key),
        })
    }

    /// The question a field belongs to, and the name it is asked under: `members.0.born.day` is of `members.0.born`.
    pub fn question_of<'a>(&self, field: &'a str) -> Option<(&Question, &'a str)> {
        let page = self.page_of(field)?;
        let from = match page.repeat {
            Some(_) => field.match_indices('.').nth(1)?.0 + 1,
            None => 0,
        };
        let key = field[from..].split('.').next().unwrap_or_default();
        Some((page.questions.iter().find(|it| it.key == key)?, &field[..from + key.len()]))
    }

    /// Which time a page was asked that a field belongs to, counted from 0.
    pub fn row_of(&self, field: &str) -> Option<usize> {
        self.page_of(field)?.repeat.as_ref()?;
        field.split('.').nth(1)?.parse().ok()
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

    /// The answers as the rules engine takes them: every question by its key, unanswered ones as null,
    /// pages asked several times as lists. Decimals and money come out in whole units; none is lost.
    pub fn facts(&self, answers: &Answers) -> Value {
        let mut facts = Map::new();
        for page in &self.pages {
            match &page.repeat {
                None => facts.extend(page.facts(answers)),
                Some(_) => {
                    let rows =
                        answers.rows(&page.key).iter().map(|it| Value::Object(page.facts(it).collect()));
                    facts.insert(page.key.clone(), rows.collect());
                }
            }
        }
        Value::Object(facts)
    }

    /// Works out the answers that are not asked, in order; `compute` takes an expression and the facts so far.
    /// What cannot be worked out yet stays unanswered.
    pub fn compute(&self, answers: &mut Answers, compute: &dyn Fn(&str, &Value) -> Option<Value>) {
        for page in self.pages.iter().filter(|it| it.repeat.is_none()) {
            for question in &page.questions {
                let Some(expression) = &question.computed else { continue };
                answers.forget(&question.key);
                let is_asked =
                    is_asked(page.when.as_ref(), answers) && is_asked(question.when.as_ref(), answers);
                let value = if is_asked { compute(expression, &self.facts(answers)) } else { None };
                if let Some(answer) = value.and_then(|it| question.answer_of(&it)) {
                    answers.put(&question.key, answer);
                }
            }
        }
    }
}

impl Page {
    fn facts(&self, answers: &Answers) -> impl Iterator<Item = (String, Value)> {
        let asked = self.questions.iter().filter(|it| !matches!(it.kind, Kind::Statement));
        asked.map(|it| (it.key.clone(), it.fact(answers.get(&it.key))))
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
            (Some(Answer::Parts(it)), _) => it.iter().map(|(name, it)| (name.clone(), it.as_str())).collect(),
            (Some(Answer::Rows(_)), _) => Value::Null,
        }
    }

    /// A worked out value as its answer; none where the value is not of its kind.
    fn answer_of(&self, value: &Value) -> Option<Answer> {
        match (&self.kind, value) {
            (Kind::Number { .. } | Kind::Decimal { .. } | Kind::Money { .. }, Value::Number(it)) => {
                Some(Answer::Number(crate::read::rounded(&it.to_string(), self.kind.places())?))
            }
            (Kind::YesNo, Value::Bool(it)) => Some(Answer::Flag(*it)),
            (Kind::Text { .. }, Value::String(it)) => Some(Answer::Text(it.clone())),
            (Kind::Date { .. }, Value::String(it)) => Date::parse(it).map(|it| Answer::Text(it.to_string())),
            _ => None,
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
