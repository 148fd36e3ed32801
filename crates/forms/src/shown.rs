//! Answers as people read them, for the page on which they check what they said.
//! Plain text only; a region's name and a masked number are for those who know them.

use kit::{Currency, Lang, Money, t};

use crate::{Answer, Date, Kind, Question, TEXTS};

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
        (_, Answer::Number(it)) => it.to_string(),
        (Kind::Date { .. }, Answer::Text(it)) => day(it, lang),
        (Kind::Material { .. }, Answer::Text(it)) => {
            TEXTS.find(lang, &format!("shown.way.{it}")).unwrap_or(it).to_owned()
        }
        (kind, Answer::Text(it)) => label(kind, it, lang).to_owned(),
        (kind, Answer::Keys(keys)) => {
            let labels = keys.iter().map(|it| label(kind, it, lang).to_owned());
            labels.reduce(|all, next| t!("shown.list", lang, all = all, next = next))?
        }
    };
    Some(text)
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
    kind.options().iter().find(|it| it.key == key).map_or(key, |it| it.label.say(lang))
}
