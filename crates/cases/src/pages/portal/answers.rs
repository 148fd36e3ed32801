//! What was answered, for reading again: the same rows while checking, in a case, and in its file.
//! Knows neither drafts nor cases.

use forms::{Answers, Form, Kind};
use kit::Lang;
use maud::{Markup, html};
use web::pages::{SummaryRow, field_id, prose, summary_card};

use super::places::Place;

/// Every answer that was asked for, page by page; `change` is where pages of questions lie, if they may change.
pub(in crate::pages) fn cards(
    lang: Lang,
    form: &Form,
    (answers, place): (&Answers, Option<&Place>),
    change: Option<&str>,
) -> Markup {
    html! {
        @for asked in form.asked(answers) {
            @let rows: Vec<_> = asked.questions.iter().map(|it| {
                let href = change.map(|base| {
                    format!("{base}/{}?to=check#{}", asked.page.key, field_id(&it.key))
                });
                let words = match (&it.kind, place) {
                    (Kind::Region { .. }, Some(place)) => Some(place.say(lang)),
                    _ => forms::shown(it, answers.get(&it.key), lang),
                };
                (it.label.say(lang), words.map(|it| prose(&it)).unwrap_or_default(), href)
            }).collect();
            @let rows: Vec<_> = rows.iter().map(|(key, value, href)| {
                SummaryRow { key, value: value.clone(), change: href.as_deref() }
            }).collect();
            (summary_card(lang, asked.page.title.say(lang), &rows))
        }
    }
}

/// The region among the answers, as it was typed.
pub(in crate::pages) fn place_of<'a>(form: &Form, answers: &'a Answers) -> Option<&'a str> {
    form.questions().filter(|it| matches!(it.kind, Kind::Region { .. })).find_map(|it| answers.text(&it.key))
}
