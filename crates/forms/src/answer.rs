//! What was answered, in the one form in which it is kept: by question, as JSON with stable bytes.
//! Knows no question; whether an answer is right was decided when it was read.

use std::collections::BTreeMap;

use kit::{Refusal, RefusalKind};

/// The most answers one form can have.
pub const ANSWERS_MAX: usize = 500;
/// The longest text of one answer, in bytes.
pub const TEXT_BYTES_MAX: usize = 40_000;
/// The longest JSON that is read back.
pub const ANSWERS_BYTES_MAX: usize = 1024 * 1024;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no; a ticked declaration is yes.
    Flag(bool),
    /// A whole number: as it is, in hundredths of a currency, or scaled by the places of a decimal.
    Number(i64),
    /// Words, a code, a key of an alternative, or a day as 2026-11-22.
    Text(String),
    /// Keys of alternatives, in the order of the form.
    Keys(Vec<String>),
}

/// Reads an answer by what it is. Trying one kind after the other would word an error for each wrong guess.
impl<'de> serde::Deserialize<'de> for Answer {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> serde::de::Visitor<'de> for Reader {
    type Value = Answer;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("true or false, a whole number, a text or a list of keys")
    }

    fn visit_bool<E>(self, it: bool) -> Result<Answer, E> {
        Ok(Answer::Flag(it))
    }

    fn visit_i64<E>(self, it: i64) -> Result<Answer, E> {
        Ok(Answer::Number(it))
    }

    fn visit_u64<E: serde::de::Error>(self, it: u64) -> Result<Answer, E> {
        i64::try_from(it).map(Answer::Number).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_str<E>(self, it: &str) -> Result<Answer, E> {
        Ok(Answer::Text(it.to_owned()))
    }

    fn visit_string<E>(self, it: String) -> Result<Answer, E> {
        Ok(Answer::Text(it))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Answer, A::Error> {
        let mut keys = Vec::new();
        while let Some(key) = list.next_element()? {
            keys.push(key);
        }
        Ok(Answer::Keys(keys))
    }
}

/// The answers of a form, by the key of their question.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// Reads what [`Answers::to_json`] wrote.
    pub fn parse(json: &str) -> kit::Result<Answers> {
        if json.len() > ANSWERS_BYTES_MAX {
            return Err(Refusal::of(RefusalKind::TooLarge, "answers.too_large").into());
        }
        let read: Result<Answers, _> = serde_json::from_str(json);
        let answers = read.map_err(|_| Refusal::of(RefusalKind::Invalid, "answers.malformed"))?;
        match answers.0.len() <= ANSWERS_MAX {
            true => Ok(answers),
            false => Err(Refusal::of(RefusalKind::TooLarge, "answers.too_large").into()),
        }
    }

    /// JSON text; the same answers always give the same bytes.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("text, numbers and lists always are JSON")
    }

    /// The answer to a question.
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    /// The answer to a question, if it is text.
    pub fn text(&self, question: &str) -> Option<&str> {
        match self.get(question) {
            Some(Answer::Text(it)) => Some(it),
            _ => None,
        }
    }

    /// The answer to a question, if it is a number.
    pub fn number(&self, question: &str) -> Option<i64> {
        match self.get(question) {
            Some(Answer::Number(it)) => Some(*it),
            _ => None,
        }
    }

    /// Every answer, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(key, it)| (key.as_str(), it))
    }

    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps an answer; what was answered before is forgotten.
    pub fn put(&mut self, question: &str, answer: Answer) {
        self.0.insert(question.to_owned(), answer);
    }

    /// Forgets an answer.
    pub fn forget(&mut self, question: &str) {
        self.0.remove(question);
    }
}
