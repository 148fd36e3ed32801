//! What a notice says, by its kind: the one place for the page and the paper, so that they cannot differ.
//! Knows neither markup nor sizes.

use kit::{Lang, Time, t};
use serde_json::Value;

use super::{certificate, item_name};
use crate::{TEXTS, actions::NoticeView, model::NoticeKind, pages::portal::words};

/// One part of what a notice says.
pub(super) enum Said {
    /// A paragraph.
    Words(String),
    /// A list of things.
    Items(Vec<String>),
    /// What an official said in their own words.
    Own(String),
    /// The certificate that came with it, by its identifier.
    Certificate(String),
}

pub(super) fn said(lang: Lang, it: &NoticeView) -> Vec<Said> {
    use Said::{Certificate, Items, Own, Words};
    let Some(body) = &it.notice.body else { return vec![Words(t!("notice.erased_words", lang).to_owned())] };
    let matter = it.matter.matter.name.say(lang);
    let received = words::day_of(lang, it.case.received_at, &it.calendar);
    let due = due(lang, it, body);
    let own = || Own(body.get("words").and_then(Value::as_str).unwrap_or_default().to_owned());
    match it.notice.kind {
        NoticeKind::Received => {
            vec![Words(t!("notice.text.received", lang, matter = matter, day = received, due = due))]
        }
        NoticeKind::Correction => vec![
            Words(t!("notice.text.correction", lang, matter = matter, day = received)),
            Items(items(lang, it, body)),
            own(),
            Words(t!("notice.text.correction_after", lang).to_owned()),
        ],
        NoticeKind::Accepted => {
            vec![Words(t!("notice.text.accepted", lang, matter = matter, day = received, due = due))]
        }
        NoticeKind::NotAccepted => {
            vec![Words(t!("notice.text.not_accepted", lang, matter = matter, day = received))]
        }
        NoticeKind::Extended => {
            vec![Words(t!("notice.text.extended", lang, matter = matter, due = due)), own()]
        }
        NoticeKind::MendOrder => {
            let mut all = vec![
                Words(t!("notice.text.mend_order", lang, matter = matter, due = due)),
                Items(broken(lang, it, body)),
            ];
            all.extend(body.get("words").and_then(Value::as_str).is_some_and(|it| !it.is_empty()).then(own));
            all.push(Words(t!("notice.text.mend_order_after", lang).to_owned()));
            all
        }
        NoticeKind::Revoked => vec![Words(t!("notice.text.revoked", lang, matter = matter))],
        NoticeKind::Suspended => vec![
            Words(t!("notice.text.suspended", lang, matter = matter, procedure = procedure(lang, it, body))),
            own(),
            Words(t!("notice.text.suspended_after", lang, day = expected(lang, it, body))),
        ],
        NoticeKind::Resumed => {
            let procedure = procedure(lang, it, body);
            vec![
                Words(t!("notice.text.resumed", lang, matter = matter, procedure = procedure, due = due)),
                own(),
            ]
        }
        NoticeKind::Granted => {
            let words = Words(t!("notice.text.granted", lang, matter = matter, day = received));
            let certificate = certificate(it).map(|it| Certificate(it.to_owned()));
            [Some(words), certificate].into_iter().flatten().collect()
        }
        NoticeKind::Refused => vec![Words(t!("notice.text.refused", lang, matter = matter, day = received))],
        NoticeKind::Withdrawn => {
            vec![Words(t!("notice.text.withdrawn", lang, matter = matter, day = received))]
        }
        NoticeKind::Delivered => {
            let way = body.get("way").and_then(Value::as_str).unwrap_or_default();
            let way = TEXTS.find(lang, &format!("notice.way.{way}")).unwrap_or_default();
            vec![Words(t!("notice.text.delivered", lang, matter = matter, way = way))]
        }
    }
}

/// What has to be corrected: materials and questions by their names.
fn items(lang: Lang, it: &NoticeView, body: &Value) -> Vec<String> {
    let keys = body.get("items").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    keys.map(|key| item_name(lang, it, key).to_owned()).collect()
}

/// What was found not to be as promised.
fn broken(lang: Lang, it: &NoticeView, body: &Value) -> Vec<String> {
    let keys: Vec<_> =
        body.get("items").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let items = it.matter.matter.inspection.iter().filter(|it| keys.contains(&it.key.as_str()));
    items.map(|it| it.text.say(lang).to_owned()).collect()
}

/// What the special procedure of a notice is called in its matter.
fn procedure<'a>(lang: Lang, it: &'a NoticeView, body: &'a Value) -> &'a str {
    let key = body.get("procedure").and_then(Value::as_str).unwrap_or_default();
    let named = it.matter.matter.special_procedures.iter().find(|it| it.key == key);
    named.map_or(key, |it| it.name.say(lang))
}

fn expected(lang: Lang, it: &NoticeView, body: &Value) -> String {
    let at = body.get("expected_at").and_then(Value::as_i64).map(Time::from_ms);
    at.map(|at| words::last_day(lang, at, &it.calendar)).unwrap_or_default()
}

fn due(lang: Lang, it: &NoticeView, body: &Value) -> String {
    let due_at = body.get("due_at").and_then(Value::as_i64).map(Time::from_ms);
    due_at.map(|at| words::last_day(lang, at, &it.calendar)).unwrap_or_default()
}
