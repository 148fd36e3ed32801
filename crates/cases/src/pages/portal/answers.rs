//! What was answered, for reading again: the same rows while checking, in a case, and in its file.
//! Knows neither drafts nor cases.

use std::collections::BTreeMap;

use forms::{Answers, Form, Kind, Page, Question};
use kit::{Lang, Result, t};
use maud::{Markup, html};
use store::Read;
use web::pages::{SummaryRow, field_id, prose, summary_card};

use super::{
    places::{self, Place},
    question::{Attached, file_size},
};

/// Every answer that was asked for, page by page; `change` is where pages of questions lie, if they may change.
pub(super) fn cards(
    lang: Lang,
    form: &Form,
    (answers, places, files): (&Answers, &[Place], &BTreeMap<String, Attached>),
    change: Option<&str>,
) -> Markup {
    html! {
        @for asked in form.asked(answers) {
            @if asked.page.repeat.is_some() {
                @for (n, row) in answers.rows(&asked.page.key).iter().enumerate() {
                    @let base = change.map(|base| format!("{base}/{}/{n}", asked.page.key));
                    @let title = row_title(lang, asked.page, n);
                    @let questions: Vec<_> =
                        asked.page.questions.iter().filter(|it| row.get(&it.key).is_some()).collect();
                    @let name = |it: &Question| format!("{}.{n}.{}", asked.page.key, it.key);
                    (card(lang, &title, &questions, (row, places, files), (base.as_deref(), &name)))
                }
            } @else {
                @let base = change.map(|base| format!("{base}/{}", asked.page.key));
                @let name = |it: &Question| it.key.clone();
                @let title = asked.page.title.say(lang);
                (card(lang, title, &asked.questions, (answers, places, files), (base.as_deref(), &name)))
            }
        }
    }
}

/// What one of them is called: 成员 2.
pub(in crate::pages) fn row_title(lang: Lang, page: &Page, n: usize) -> String {
    let item = page.repeat.as_ref().map_or("", |it| it.item.say(lang));
    t!("apply.row_title", lang, item = item, n = n + 1)
}

/// The name a question is asked under.
type NameOf<'a> = &'a dyn Fn(&Question) -> String;

fn card(
    lang: Lang,
    title: &str,
    questions: &[&Question],
    (answers, places, files): (&Answers, &[Place], &BTreeMap<String, Attached>),
    (base, name): (Option<&str>, NameOf<'_>),
) -> Markup {
    let asked = questions.iter().filter(|it| !matches!(it.kind, Kind::Statement));
    let rows: Vec<_> = asked
        .map(|it| {
            let base = base.filter(|_| it.computed.is_none());
            let href = base.map(|base| format!("{base}?to=check#{}", field_id(&name(it))));
            (it.label.say(lang), shown(lang, it, answers, places, files), href)
        })
        .collect();
    let rows: Vec<_> = rows
        .iter()
        .map(|(key, value, href)| SummaryRow { key, value: value.clone(), change: href.as_deref() })
        .collect();
    summary_card(lang, title, &rows)
}

/// One answer in words: a region by its name, files by theirs.
pub(super) fn shown(
    lang: Lang,
    question: &Question,
    answers: &Answers,
    places: &[Place],
    files: &BTreeMap<String, Attached>,
) -> Markup {
    let place = |code: &str| places.iter().find(|it| it.code.as_str() == code).map(|it| it.say(lang));
    let words = match &question.kind {
        Kind::Region { .. } => {
            answers.text(&question.key).map(|it| place(it).unwrap_or_else(|| it.to_owned()))
        }
        Kind::RegionAddress { .. } => match answers.get(&question.key) {
            Some(forms::Answer::Parts(it)) => {
                let part = |name: &str| it.get(name).map(String::as_str).unwrap_or_default();
                let region = place(part("region")).unwrap_or_else(|| part("region").to_owned());
                Some(format!("{region}\n\n{}", part("lines")))
            }
            _ => None,
        },
        _ => forms::shown_in(question, answers, lang),
    };
    let given = question.kind.files(&question.key).map(|(_, key)| answers.keys(&key)).unwrap_or_default();
    html! {
        @if given.is_empty() || !matches!(question.kind, Kind::Files { .. }) {
            @if let Some(it) = words { (prose(&it)) }
        }
        (file_list(lang, given, files))
    }
}

/// Files by their names, each to be read.
pub(in crate::pages) fn file_list(
    lang: Lang,
    given: &[String],
    files: &BTreeMap<String, Attached>,
) -> Markup {
    if given.is_empty() {
        return Markup::default();
    }
    html! {
        ul.files {
            @for id in given {
                li {
                    @match files.get(id) {
                        Some(it) => { a href=(it.href) { (it.name) } " " span.soft { (file_size(lang, it.n_bytes)) } },
                        None => span.soft { (t!("apply.file_gone", lang)) },
                    }
                }
            }
        }
    }
}

/// The region among the answers that says where the case belongs, as it was typed.
pub(super) fn place_of<'a>(form: &Form, answers: &'a Answers) -> Option<&'a str> {
    form.questions().filter(|it| matches!(it.kind, Kind::Region { .. })).find_map(|it| answers.text(&it.key))
}

/// Every region among the answers, with its name.
pub(super) fn places_of(read: &mut Read<'_>, form: &Form, answers: &Answers) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for code in crate::model::regions_in(form, answers) {
        places.extend(places::named(read, &code)?);
    }
    Ok(places)
}
