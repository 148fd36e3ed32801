//! Duties, outcomes and the time a task has left, as officials read them.
//! Knows no page.

use calendar::Light;
use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{Tone, tag};

use crate::model::{Stage, Urgency, law::LawRegister};

/// What is to be done.
pub(super) fn duty(lang: Lang, duty: &str) -> &'static str {
    match duty {
        "accept" => t!("desk.duty.accept", lang),
        "examine" => t!("desk.duty.examine", lang),
        "inspect" => t!("desk.duty.inspect", lang),
        "decide" => t!("desk.duty.decide", lang),
        "deliver" => t!("desk.duty.deliver", lang),
        "correct" => t!("desk.duty.correct", lang),
        "review" => t!("desk.duty.review", lang),
        "settle" => t!("desk.duty.settle", lang),
        "verify" => t!("desk.duty.verify", lang),
        "revoke" => t!("desk.duty.revoke", lang),
        "mend" => t!("desk.duty.mend", lang),
        _ => t!("desk.duty.other", lang),
    }
}

/// What came of a duty, of a case, or of the rules.
pub(super) fn outcome(lang: Lang, outcome: &str) -> &'static str {
    match outcome {
        "accepted" => t!("desk.outcome.accepted", lang),
        "correction" => t!("desk.outcome.correction", lang),
        "not_accepted" => t!("desk.outcome.not_accepted", lang),
        "granted" => t!("desk.outcome.granted", lang),
        "refused" => t!("desk.outcome.refused", lang),
        "withdrawn" => t!("desk.outcome.withdrawn", lang),
        "agreed" => t!("desk.outcome.agreed", lang),
        "objected" => t!("desk.outcome.objected", lang),
        "returned" => t!("desk.outcome.returned", lang),
        "kept" => t!("desk.outcome.kept", lang),
        "broken" => t!("desk.outcome.broken", lang),
        "revoked" => t!("desk.outcome.revoked", lang),
        _ => t!("desk.outcome.done", lang),
    }
}

/// Where a case is.
pub(super) fn stage_name(lang: Lang, stage: Stage) -> &'static str {
    match stage {
        Stage::Received => t!("desk.stage.received", lang),
        Stage::Correcting => t!("desk.stage.correcting", lang),
        Stage::Accepted => t!("desk.stage.accepted", lang),
        Stage::Decided => t!("desk.stage.decided", lang),
        Stage::Ended => t!("desk.stage.ended", lang),
    }
}

/// Where a case is, as a tag.
pub(super) fn stage(lang: Lang, stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Correcting => Tone::Warn,
        Stage::Ended => Tone::Neutral,
        Stage::Received | Stage::Accepted | Stage::Decided => Tone::Going,
    };
    tag(tone, stage_name(lang, stage))
}

/// The time a task has left, in words and in colour.
pub(super) fn left(lang: Lang, it: &Urgency) -> Markup {
    let words = match (it.last_day, it.days_left) {
        (None, _) => t!("desk.left.none", lang).to_owned(),
        (Some(_), left) => match (it.missed.is_some(), left) {
            (true, 0..) => t!("desk.left.over", lang).to_owned(),
            (true, -1) => t!("desk.left.late_one", lang).to_owned(),
            (true, left) => t!("desk.left.late", lang, n = -left),
            (false, 0) => t!("desk.left.today", lang).to_owned(),
            (false, 1) => t!("desk.left.one", lang).to_owned(),
            (false, left) => t!("desk.left.days", lang, n = left),
        },
    };
    let tone = match it.light {
        Light::Green => Tone::Good,
        Light::Amber => Tone::Warn,
        Light::Red => Tone::Bad,
        Light::Still => Tone::Neutral,
    };
    let still = (it.light == Light::Still).then(|| t!("desk.left.still", lang));
    html! { (tag(tone, &words)) @if let Some(still) = still { " " span.soft { (still) } } }
}

/// That a last day may still move.
pub(super) fn provisional(lang: Lang) -> Markup {
    tag(Tone::Neutral, t!("desk.provisional", lang))
}

/// A clause as plain words, where markup cannot stand.
pub(super) fn cite(lang: Lang, key: &str) -> String {
    LawRegister::built_in().clause(key).map_or_else(|| key.to_owned(), |it| it.cite(lang))
}
