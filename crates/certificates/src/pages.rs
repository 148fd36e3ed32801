//! The human doors, and the pieces they share: the words of states and days, the links into the ledger.
//! Pages are pure functions of data; handlers read, ask once, and answer.

pub(crate) mod card;
pub(crate) mod check;
pub(crate) mod face;
pub(crate) mod mine;
pub(crate) mod revocation;
mod samples;

use calendar::Day;
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{SummaryRow, Tone, tag};

pub(crate) use samples::samples;

use crate::model::{
    ending::{EndReason, Ended, Status},
    key::Key,
    view::Acts,
};

/// How it stands, in a word.
fn status_word(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Valid => t!("status.valid", lang),
        Status::NotYet => t!("status.not_yet", lang),
        Status::Expired => t!("status.expired", lang),
        Status::Superseded => t!("status.superseded", lang),
        Status::Withdrawn => t!("status.withdrawn", lang),
        Status::Cancelled => t!("status.cancelled", lang),
        Status::Revoked => t!("status.revoked", lang),
        Status::Lapsed => t!("status.lapsed", lang),
        Status::Erased => t!("status.erased", lang),
    }
}

/// What that means for whoever is shown it.
fn status_meaning(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::Valid => t!("meaning.valid", lang),
        Status::NotYet => t!("meaning.not_yet", lang),
        Status::Expired => t!("meaning.expired", lang),
        Status::Superseded => t!("meaning.superseded", lang),
        Status::Withdrawn => t!("meaning.withdrawn", lang),
        Status::Cancelled => t!("meaning.cancelled", lang),
        Status::Revoked => t!("meaning.revoked", lang),
        Status::Lapsed => t!("meaning.lapsed", lang),
        Status::Erased => t!("meaning.erased", lang),
    }
}

fn status_tone(status: Status) -> Tone {
    match status {
        Status::Valid => Tone::Good,
        Status::NotYet | Status::Expired | Status::Superseded => Tone::Warn,
        Status::Withdrawn | Status::Cancelled | Status::Revoked | Status::Lapsed => Tone::Bad,
        Status::Erased => Tone::Neutral,
    }
}

fn status_tag(lang: Lang, status: Status) -> Markup {
    tag(status_tone(status), status_word(lang, status))
}

fn reason_words(lang: Lang, reason: EndReason) -> &'static str {
    match reason {
        EndReason::UnlawfulGrant => t!("reason.unlawful_grant", lang),
        EndReason::Deceit => t!("reason.deceit", lang),
        EndReason::HolderAsked => t!("reason.holder_asked", lang),
        EndReason::HolderCeased => t!("reason.holder_ceased", lang),
        EndReason::Penalty => t!("reason.penalty", lang),
        EndReason::LawChanged => t!("reason.law_changed", lang),
        EndReason::WrongFace => t!("reason.wrong_face", lang),
        EndReason::NewVersion => t!("reason.new_version", lang),
    }
}

/// A day as people write it.
fn day(lang: Lang, day: Day) -> String {
    let (year, month, n) = day.ymd();
    if lang == Lang::ZH {
        t!("day", lang, year = year, month = month, day = n)
    } else {
        let two = |it: u32| format!("{it:02}");
        t!("day", lang, year = year, month = two(month), day = two(n))
    }
}

/// From when until when.
fn span(lang: Lang, effective: Day, expires: Option<Day>) -> String {
    match expires {
        Some(it) => t!("span.until", lang, from = day(lang, effective), until = day(lang, it)),
        None => t!("span.unlimited", lang, from = day(lang, effective)),
    }
}

/// What is proved, by what: the signature, the ledger, and that and why it ended.
fn proof_rows(
    lang: Lang,
    (key, is_sound): (&Key, bool),
    ended: Option<&Ended>,
    acts: &Acts,
) -> Vec<SummaryRow<'static>> {
    let key_path = format!("/api/certificate-keys/{}", key.id);
    let signature = html! {
        @if is_sound { (tag(Tone::Good, t!("proof.sound", lang))) }
        @else { (tag(Tone::Bad, t!("proof.unsound", lang))) }
        p.hint {
            (t!("proof.key", lang)) " " a href=(key_path) { code { (key.id) } }
            @if key.retired_at.is_some() { " " (t!("proof.key_retired", lang)) }
        }
    };
    let mut rows = vec![SummaryRow::new(t!("proof.signature", lang), signature)];
    if let Some(it) = ended {
        rows.push(SummaryRow::new(
            t!("proof.ended", lang),
            html! {
                (day(lang, it.day)) br; (reason_words(lang, it.reason))
                br; span.hint { (t!("proof.basis", lang)) " " code { (it.basis) } }
            },
        ));
    }
    rows.extend(act_rows(lang, ended, acts));
    rows
}

/// Where the ledger holds that it was issued, and that it ended.
fn act_rows(lang: Lang, ended: Option<&Ended>, acts: &Acts) -> Vec<SummaryRow<'static>> {
    let mut rows =
        vec![SummaryRow::new(t!("proof.issued_act", lang), act_link(lang, acts.issued.as_deref()))];
    if ended.is_some() {
        rows.push(SummaryRow::new(t!("proof.ended_act", lang), act_link(lang, acts.ended.as_deref())));
    }
    rows
}

/// Where an act stands in the ledger; a fresh one is entered within seconds.
fn act_link(lang: Lang, act: Option<&str>) -> Markup {
    html! {
        @if let Some(it) = act { a href={ "/ledger/acts/" (it) } { code { (it) } } }
        @else { span.soft { (t!("proof.act_soon", lang)) } }
    }
}
