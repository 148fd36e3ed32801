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

/// What is kept beside an answer, as `question.side`: the words of another alternative, the files of a material.
pub(crate) const SIDES: [&str; 2] = [OTHER, FILES];
/// The alternative that is none of those offered, and its words.
pub(crate) const OTHER: &str = "other";
/// The files handed in as a material.
pub(crate) const FILES: &str = "files";

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
    /// Keys of alternatives, in the order of the form; or files, by their identifiers.
    Keys(Vec<String>),
    /// Several words by name: the two days of a period, the lines of an address, one alternative a statement.
    Parts(BTreeMap<String, String>),
    /// What was answered each time a page was asked.
    Rows(Vec<Answers>),
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
        f.write_str("true or false, a whole number, a text, a list or words by name")
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
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        while let Some(item) = list.next_element()? {
            match item {
                Item::Key(it) => keys.push(it),
                Item::Row(it) => rows.push(it),
            }
        }
        match (keys.is_empty(), rows.is_empty()) {
            (_, true) => Ok(Answer::Keys(keys)),
            (true, false) => Ok(Answer::Rows(rows)),
            (false, false) => Err(serde::de::Error::custom("a list holds keys or rows, not both")),
        }
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let mut parts = BTreeMap::new();
        while let Some((name, words)) = map.next_entry()? {
            parts.insert(name, words);
        }
        Ok(Answer::Parts(parts))
    }
}

/// What a list holds.
enum Item {
    Key(String),
    Row(Answers),
}

impl<'de> serde::Deserialize<'de> for Item {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ItemReader)
    }
}

struct ItemReader;

impl<'de> serde::de::Visitor<'de> for ItemReader {
    type Value = Item;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key or a row of answers")
    }

    fn visit_str<E>(self, it: &str) -> Result<Item, E> {
        Ok(Item::Key(it.to_owned()))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let mut row = Answers::default();
        while let Some((question, answer)) = map.next_entry::<String, Answer>()? {
            row.put(&question, answer);
        }
        Ok(Item::Row(row))
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

    /// The files given as an answer, by their identifiers; nothing where there are none.
    pub fn keys(&self, question: &str) -> &[String] {
        match self.get(question) {
            Some(Answer::Keys(it)) => it,
            _ => &[],
        }
    }

    /// What was answered each time a page was asked; nothing where it never was.
    pub fn rows(&self, page: &str) -> &[Answers] {
        match self.get(page) {
            Some(Answer::Rows(it)) => it,
            _ => &[],
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

    /// Takes over an answer with what was said beside it.
    pub(crate) fn take_over(&mut self, from: &Answers, question: &str) {
        let beside = SIDES.map(|side| format!("{question}.{side}"));
        for key in std::iter::once(question).chain(beside.iter().map(String::as_str)) {
            if let Some(it) = from.get(key) {
                self.put(key, it.clone());
            }
        }
    }

    /// Forgets an answer, with what was said beside it.
    pub fn forget(&mut self, question: &str) {
        self.0.remove(question);
        for side in SIDES {
            self.0.remove(&format!("{question}.{side}"));
        }
    }
}
