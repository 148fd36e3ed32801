//! Where a case stands, in a sentence and with what the applicant must do now.
//! Says what is, never what might have been.

use kit::{Lang, Words, t};
use maud::{Markup, html};
use web::pages::{Tone, button_link, notification_banner, prose, tag};

use super::super::words;
use crate::{
    TEXTS,
    actions::{CaseView, TaskView},
    model::{Case, Duty, Stage},
};

/// Where a case stands, for a list and for its own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Standing {
    /// Here, not yet accepted.
    Received,
    /// The applicant's turn.
    Correcting,
    /// Being handled.
    Accepted,
    /// Decided, not yet delivered.
    Decided,
    /// Granted on a promise that is still to be inspected.
    Watched,
    /// Granted on a promise that was found not to be kept; the applicant's turn.
    Mending,
    /// Ended because the grant was revoked.
    Revoked,
    /// Ended with the licence, the payment, the entry.
    Granted,
    /// Ended without.
    Refused,
    /// Not taken up.
    NotAccepted,
    /// The applicant did not want it any more.
    Withdrawn,
    /// Ended in another way.
    Ended,
}

impl Standing {
    pub(in crate::pages) fn of(case: &Case) -> Standing {
        match (case.stage, case.outcome.as_deref()) {
            (Stage::Received, _) => Standing::Received,
            (Stage::Correcting, _) => Standing::Correcting,
            (Stage::Accepted, _) => Standing::Accepted,
            (Stage::Decided, _) if case.clocks.running(Duty::Mending).is_some() => Standing::Mending,
            (Stage::Decided, _) if case.clocks.running(Duty::Decision).is_none() && is_watched(case) => {
                Standing::Watched
            }
            (Stage::Decided, _) => Standing::Decided,
            (Stage::Ended, Some("revoked")) => Standing::Revoked,
            (Stage::Ended, Some("granted")) => Standing::Granted,
            (Stage::Ended, Some("refused")) => Standing::Refused,
            (Stage::Ended, Some("not_accepted")) => Standing::NotAccepted,
            (Stage::Ended, Some("withdrawn")) => Standing::Withdrawn,
            (Stage::Ended, _) => Standing::Ended,
        }
    }

    /// The state as the heading of a page.
    fn said(self, lang: Lang) -> (Tone, &'static str) {
        match self {
            Standing::Received => (Tone::Going, t!("now.received", lang)),
            Standing::Correcting => (Tone::Warn, t!("now.correcting", lang)),
            Standing::Accepted => (Tone::Going, t!("now.accepted", lang)),
            Standing::Decided => (Tone::Going, t!("now.decided", lang)),
            Standing::Watched => (Tone::Good, t!("now.watched", lang)),
            Standing::Mending => (Tone::Warn, t!("now.mending", lang)),
            Standing::Revoked => (Tone::Bad, t!("now.revoked", lang)),
            Standing::Granted => (Tone::Good, t!("now.granted", lang)),
            Standing::Refused => (Tone::Bad, t!("now.refused", lang)),
            Standing::NotAccepted => (Tone::Bad, t!("now.not_accepted", lang)),
            Standing::Withdrawn => (Tone::Neutral, t!("now.withdrawn", lang)),
            Standing::Ended => (Tone::Neutral, t!("stage.ended", lang)),
        }
    }

    /// The state in a word.
    pub(in crate::pages) fn tag(self, lang: Lang) -> Markup {
        match self {
            Standing::Received => tag(Tone::Going, t!("stage.received", lang)),
            Standing::Correcting => tag(Tone::Warn, t!("stage.correcting", lang)),
            Standing::Accepted => tag(Tone::Going, t!("stage.accepted", lang)),
            Standing::Decided => tag(Tone::Going, t!("stage.decided", lang)),
            Standing::Watched => tag(Tone::Good, t!("outcome.granted", lang)),
            Standing::Mending => tag(Tone::Warn, t!("stage.mending", lang)),
            Standing::Revoked => tag(Tone::Bad, t!("outcome.revoked", lang)),
            Standing::Granted => tag(Tone::Good, t!("outcome.granted", lang)),
            Standing::Refused => tag(Tone::Bad, t!("outcome.refused", lang)),
            Standing::NotAccepted => tag(Tone::Bad, t!("outcome.not_accepted", lang)),
            Standing::Withdrawn => tag(Tone::Neutral, t!("outcome.withdrawn", lang)),
            Standing::Ended => tag(Tone::Neutral, t!("stage.ended", lang)),
        }
    }
}

/// Whether a promise still has to be looked at.
fn is_watched(case: &Case) -> bool {
    case.clocks.running(Duty::Verification).is_some()
        || case.clocks.0.iter().any(|it| it.duty == Duty::Mending)
}

/// The outcome of a case in words; its own word where the texts have none.
pub(in crate::pages) fn outcome(lang: Lang, outcome: &str) -> &str {
    TEXTS.find(lang, &format!("outcome.{outcome}")).unwrap_or(outcome)
}

/// What was decided, also while it is still being delivered.
pub(in crate::pages) fn outcome_of(view: &CaseView) -> Option<&str> {
    let decided = view.tasks.iter().rev().find(|it| ["decide", "settle"].contains(&it.task.duty.as_str()));
    let decided = decided.and_then(|it| it.task.outcome.as_deref());
    view.case.outcome.as_deref().or(decided)
}

/// The agency that decides, as far as the case says its name.
pub(in crate::pages) fn decider(view: &CaseView) -> Option<&Words> {
    view.tasks.iter().find(|it| it.task.agency.as_ref() == Some(&view.case.agency))?.agency.as_ref()
}

/// Where it stands and what comes next; `certificate` is what a grant brought.
pub(super) fn banner(lang: Lang, view: &CaseView, certificate: Option<&str>) -> Markup {
    let standing = Standing::of(&view.case);
    let (tone, title) = standing.said(lang);
    let body = html! {
        (prose(&next(lang, view, standing)))
        @match standing {
            Standing::Correcting => p {
                (button_link(&format!("/cases/{}/correction", view.case.id), t!("now.correct", lang)))
            },
            Standing::Accepted => {
                (stopped(lang, view))
                (visit(lang, view))
            },
            Standing::Mending => p {
                (button_link(&format!("/cases/{}/mending", view.case.id), t!("now.mend", lang)))
            },
            Standing::Watched | Standing::Granted => @if let Some(id) = certificate {
                p { (button_link(&format!("/certificates/{id}"), t!("case.certificate", lang))) }
            },
            _ => {},
        }
    };
    html! { (overdue(lang, view)) (notification_banner(lang, tone, title, body)) }
}

/// What comes next, until when.
fn next(lang: Lang, view: &CaseView, standing: Standing) -> String {
    let agency = decider(view).map_or_else(|| t!("case.the_agency", lang), |it| it.say(lang));
    let clock = view.case.clocks.current();
    let told_at = clock.map_or(view.case.received_at, |it| it.told_at());
    let day = words::last_day(lang, told_at, &view.calendar);
    let is_late = clock.is_some_and(|it| it.ended_at.is_none() && !it.is_stopped()) && told_at <= view.now;
    match standing {
        Standing::Received | Standing::Accepted | Standing::Decided if is_late => {
            t!("now.late_words", lang, agency = agency, day = day)
        }
        Standing::Received => t!("now.received_words", lang, agency = agency, day = day),
        Standing::Correcting => t!("now.correcting_words", lang).to_owned(),
        Standing::Accepted => t!("now.accepted_words", lang, agency = agency, day = day),
        Standing::Decided => {
            let what = outcome(lang, outcome_of(view).unwrap_or_default());
            t!("now.decided_words", lang, outcome = what, day = day)
        }
        Standing::Watched => t!("now.watched_words", lang, day = day),
        Standing::Mending => t!("now.mending_words", lang, day = day),
        Standing::Revoked => t!("now.revoked_words", lang).to_owned(),
        Standing::Granted => t!("now.granted_words", lang).to_owned(),
        Standing::Refused => t!("now.refused_words", lang).to_owned(),
        Standing::NotAccepted => t!("now.not_accepted_words", lang).to_owned(),
        Standing::Withdrawn => t!("now.withdrawn_words", lang).to_owned(),
        Standing::Ended => String::new(),
    }
}

/// A duty of ours that was missed is said first, and what can be done about it.
fn overdue(lang: Lang, view: &CaseView) -> Markup {
    let missed = view.case.clocks.current();
    let missed = missed.filter(|it| it.ended_at.is_none() && it.due_at <= view.now && !it.is_stopped());
    let Some(clock) = missed else { return Markup::default() };
    let day = words::last_day(lang, clock.due_at, &view.calendar);
    let words = match clock.duty {
        Duty::Acceptance => t!("now.overdue_acceptance", lang, day = day),
        Duty::Decision => t!("now.overdue_decision", lang, day = day),
        Duty::Delivery => t!("now.overdue_delivery", lang, day = day),
        // Late inspections harm nobody who applied, and being late with mending is no fault of ours.
        Duty::Verification | Duty::Mending => return Markup::default(),
    };
    let complain = view.matter.matter.catalogue.complaints.say(lang);
    let body = html! { p { (words) } p { (t!("now.overdue_words", lang, complain = complain)) } };
    notification_banner(lang, Tone::Bad, t!("now.overdue", lang), body)
}

/// The special procedure under way, by its name, and until when it is expected to last.
fn stopped(lang: Lang, view: &CaseView) -> Markup {
    let clock = view.case.clocks.running(Duty::Decision).filter(|it| it.is_stopped());
    let Some((clock, stop)) = clock.and_then(|it| Some((it, it.clock.stops().last()?))) else {
        return Markup::default();
    };
    let named = view.matter.matter.special_procedures.iter().find(|it| it.key == stop.kind);
    let name = named.map_or(stop.kind.as_str(), |it| it.name.say(lang));
    let since = words::day_of(lang, stop.from, &view.calendar);
    let day = words::last_day(lang, clock.told_at(), &view.calendar);
    html! { p { strong { (t!("now.stopped", lang, procedure = name, since = since, day = day)) } } }
}

/// The visit that was appointed and is still to come.
fn visit(lang: Lang, view: &CaseView) -> Markup {
    let open = view.tasks.iter().filter(|it| it.task.ended_at.is_none());
    let ahead = |it: &'_ TaskView| it.visit.clone().filter(|it| view.now < it.at);
    let Some((task, visit)) = open.filter_map(|it| Some((it, ahead(it)?))).next() else {
        return Markup::default();
    };
    let agency = task.agency.as_ref().map_or_else(|| t!("case.the_agency", lang), |it| it.say(lang));
    let at = words::moment(lang, visit.at, &view.calendar);
    html! { p { strong { (t!("now.visit", lang, agency = agency, at = at)) } } }
}
