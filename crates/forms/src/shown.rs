//! Answers as people read them, for the page on which they check what they said.
//! Plain text only; a region's name and a masked number are for those who know them.

use kit::{Currency, Lang, Money, t};

use crate::answer::{FILES, OTHER};
use crate::{Alternative, Answer, Answers, Date, Kind, Question, TEXTS};

/// An answer in words; none when there is none, so that the page says "Not provided".
pub fn shown(question: &Question, answer: Option<&Answer>, lang: Lang) -> Option<String> {
    let text = match (&question.kind, answer?) {
        (Kind::Declaration, Answer::Flag(true)) => t!("shown.agreed", lang).to_owned(),
        (_, Answer::Flag(true)) => t!("shown.yes", lang).to_owned(),
        (_, Answer::Flag(false)) => t!("shown.no", lang).to_owned(),
        (Kind::Money { currency, .. }, Answer::Number(minor)) => match Currency::parse(currency) {
            Some(currency) => Money { minor: *minor, currency }.to_string(),
            None => point(*minor, 2),
        },
        (Kind::Number { unit, .. } | Kind::Decimal { unit, .. }, Answer::Number(it)) => {
            let number = point(*it, question.kind.places());
            unit.as_ref().map(|unit| format!("{number} {}", unit.say(lang))).unwrap_or(number)
        }
        (Kind::Rating { steps, .. }, Answer::Number(it)) => {
            t!("shown.rating", lang, step = it, steps = steps)
        }
        (Kind::Date { .. }, Answer::Text(it)) => day(it, lang),
        (Kind::YearMonth { .. }, Answer::Text(it)) => month(it, lang),
        (Kind::BankAccount { .. }, Answer::Text(it)) => by_fours(it),
        (Kind::Material { .. }, Answer::Text(it)) => {
            TEXTS.find(lang, &format!("shown.way.{it}")).unwrap_or(it).to_owned()
        }
        (_, Answer::Number(it)) => it.to_string(),
        (Kind::DateRange { .. }, Answer::Parts(it)) => {
            let end = |name| it.get(name).map(|it| day(it, lang)).unwrap_or_default();
            t!("shown.range", lang, from = end("from"), to = end("to"))
        }
        (Kind::Signature, Answer::Parts(it)) => {
            let name = it.get("name").map(String::as_str).unwrap_or_default();
            let on = it.get("on").map(|it| day(it, lang)).unwrap_or_default();
            t!("shown.signed", lang, name = name, day = on)
        }
        (Kind::Likert { statements, options }, Answer::Parts(it)) => {
            let line = |statement: &Alternative| {
                let given = it.get(&statement.key)?;
                let words = options
                    .iter()
                    .find(|it| it.key == *given)
                    .map_or(given.as_str(), |it| it.label.say(lang));
                Some(t!("shown.statement", lang, statement = statement.label.say(lang), words = words))
            };
            statements.iter().filter_map(line).collect::<Vec<_>>().join("\n")
        }
        (_, Answer::Parts(it)) => it.values().rev().cloned().collect::<Vec<_>>().join("\n"),
        (_, Answer::Rows(it)) => it.len().to_string(),
        (Kind::Files { .. }, Answer::Keys(it)) => t!("shown.files", lang, n = it.len()),
        (kind, Answer::Text(it)) => label(kind, it, lang).to_owned(),
        (kind, Answer::Keys(keys)) => {
            let labels = keys.iter().map(|it| label(kind, it, lang).to_owned());
            labels.reduce(|all, next| t!("shown.list", lang, all = all, next = next))?
        }
    };
    Some(text)
}

/// An answer in words, with what was said beside it: the words of another alternative, how many files.
pub fn shown_in(question: &Question, answers: &Answers, lang: Lang) -> Option<String> {
    let text = shown(question, answers.get(&question.key), lang)?;
    if let Some(words) = answers.text(&format!("{}.{OTHER}", question.key)) {
        let all = match answers.keys(&question.key) {
            [] => t!("shown.other", lang).to_owned(),
            _ => text,
        };
        return Some(t!("shown.other_words", lang, all = all, words = words));
    }
    let files = answers.keys(&format!("{}.{FILES}", question.key)).len();
    let way = |text: String| t!("shown.list", lang, all = text, next = t!("shown.files", lang, n = files));
    Some(if files == 0 { text } else { way(text) })
}

fn month(text: &str, lang: Lang) -> String {
    let Some((year, month, _)) = Date::parse(&format!("{text}-01")).map(Date::ymd) else {
        return text.to_owned();
    };
    let month = TEXTS.find(lang, &format!("shown.month.{month}")).unwrap_or_default();
    t!("shown.year_month", lang, year = year, month = month)
}

/// A long number in groups, as it is printed on cards.
fn by_fours(number: &str) -> String {
    let mut said = String::new();
    for (n, it) in number.chars().enumerate() {
        if 0 < n && n.is_multiple_of(4) {
            said.push(' ');
        }
        said.push(it);
    }
    said
}

/// A day in words; whatever is no day stays as it is.
pub(crate) fn day(text: &str, lang: Lang) -> String {
    let Some((year, month, day)) = Date::parse(text).map(Date::ymd) else {
        return text.to_owned();
    };
    let month = TEXTS.find(lang, &format!("shown.month.{month}")).unwrap_or_default();
    t!("shown.day", lang, year = year, month = month, day = day)
}

/// A number whose last digits stand after the point.
pub(crate) fn point(number: i64, places: u32) -> String {
    if places == 0 {
        return number.to_string();
    }
    let (sign, size) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
    let scale = 10_u64.pow(places);
    format!("{sign}{}.{:0width$}", size / scale, size % scale, width = places as usize)
}

/// What is read of an alternative; its key, if the form no longer offers it.
fn label<'a>(kind: &'a Kind, key: &'a str, lang: Lang) -> &'a str {
    let found = kind.options().iter().find(|it| it.key == key);
    found.map_or_else(|| if key == OTHER { t!("shown.other", lang) } else { key }, |it| it.label.say(lang))
}
