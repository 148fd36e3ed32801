//! Where a case stands, in a sentence and with what the applicant must do now.
//! Says what is, never what might have been.

use kit::{Lang, Words, t};
use maud::{Markup, html};
use web::pages::{Tone, button_link, notification_banner, tag};

use super::super::words;
use crate::{
    TEXTS,
    actions::CaseView,
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
            (Stage::Decided, _) => Standing::Decided,
            (Stage::Ended, Some("granted")) => Standing::Granted,
            (Stage::Ended, Some("refused")) => Standing::Refused,
            (Stage::Ended, Some("not_accepted")) => Standing::NotAccepted,
            (Stage::Ended, Some("withdrawn")) => Standing::Withdrawn,
            (Stage::Ended, _) => Standing::Ended,
        }
    }

    /// The state in a word.
    pub(in crate::pages) fn tag(self, lang: Lang) -> Markup {
        match self {
            Standing::Received => tag(Tone::Going, t!("stage.received", lang)),
            Standing::Correcting => tag(Tone::Warn, t!("stage.correcting", lang)),
            Standing::Accepted => tag(Tone::Going, t!("stage.accepted", lang)),
            Standing::Decided => tag(Tone::Going, t!("stage.decided", lang)),
            Standing::Granted => tag(Tone::Good, t!("outcome.granted", lang)),
            Standing::Refused => tag(Tone::Bad, t!("outcome.refused", lang)),
            Standing::NotAccepted => tag(Tone::Bad, t!("outcome.not_accepted", lang)),
            Standing::Withdrawn => tag(Tone::Neutral, t!("outcome.withdrawn", lang)),
            Standing::Ended => tag(Tone::Neutral, t!("stage.ended", lang)),
        }
    }
}

/// The outcome of a case in words; its own word where the texts have none.
pub(in crate::pages) fn outcome(lang: Lang, outcome: &str) -> &str {
    TEXTS.find(lang, &format!("outcome.{outcome}")).unwrap_or(outcome)
}

/// What was decided, also while it is still being delivered.
pub(in crate::pages) fn outcome_of(view: &CaseView) -> Option<&str> {
    let decided = view.tasks.iter().rev().find(|it| it.task.duty == "decide");
    let decided = decided.and_then(|it| it.task.outcome.as_deref());
    view.case.outcome.as_deref().or(decided)
}

/// The agency that decides, as far as the case says its name.
pub(in crate::pages) fn decider(view: &CaseView) -> Option<&Words> {
    view.tasks.iter().find(|it| it.task.agency.as_ref() == Some(&view.case.agency))?.agency.as_ref()
}

/// Where it stands and what comes next; `certificate` is what a grant brought.
pub(super) fn banner(lang: Lang, view: &CaseView, certificate: Option<&str>) -> Markup {
    let case = &view.case;
    let agency = decider(view).map_or_else(|| t!("case.the_agency", lang), |it| it.say(lang));
    let until = due(lang, view);
    let (tone, title, body) = match Standing::of(case) {
        Standing::Received => (
            Tone::Going,
            t!("now.received", lang),
            html! { p { (t!("now.received_words", lang, agency = agency, day = until)) } },
        ),
        Standing::Correcting => (
            Tone::Warn,
            t!("now.correcting", lang),
            html! {
                p { (t!("now.correcting_words", lang)) }
                p { (button_link(&format!("/cases/{}/correction", case.id), t!("now.correct", lang))) }
            },
        ),
        Standing::Accepted => (
            Tone::Going,
            t!("now.accepted", lang),
            html! {
                p { (t!("now.accepted_words", lang, agency = agency, day = until)) }
                (visit(lang, view))
            },
        ),
        Standing::Decided => {
            let what = outcome(lang, outcome_of(view).unwrap_or_default());
            (
                Tone::Going,
                t!("now.decided", lang),
                html! { p { (t!("now.decided_words", lang, outcome = what, day = until)) } },
            )
        }
        Standing::Granted => (
            Tone::Good,
            t!("now.granted", lang),
            html! {
                p { (t!("now.granted_words", lang)) }
                @if let Some(id) = certificate {
                    p { (button_link(&format!("/certificates/{id}"), t!("case.certificate", lang))) }
                }
            },
        ),
        Standing::Refused => {
            (Tone::Bad, t!("now.refused", lang), html! { p { (t!("now.refused_words", lang)) } })
        }
        Standing::NotAccepted => {
            (Tone::Bad, t!("now.not_accepted", lang), html! { p { (t!("now.not_accepted_words", lang)) } })
        }
        Standing::Withdrawn => {
            (Tone::Neutral, t!("now.withdrawn", lang), html! { p { (t!("now.withdrawn_words", lang)) } })
        }
        Standing::Ended => (Tone::Neutral, t!("stage.ended", lang), html! {}),
    };
    html! {
        (overdue(lang, view))
        (notification_banner(lang, tone, title, body))
    }
}

/// A duty of ours that was missed is said first, and what can be done about it.
fn overdue(lang: Lang, view: &CaseView) -> Markup {
    let missed = view.case.clocks.current().filter(|it| it.ended_at.is_none() && it.due_at <= view.now);
    let Some(clock) = missed else { return Markup::default() };
    let day = words::last_day(lang, clock.due_at, &view.calendar);
    let words = match clock.duty {
        Duty::Acceptance => t!("now.overdue_acceptance", lang, day = day),
        Duty::Decision => t!("now.overdue_decision", lang, day = day),
        Duty::Delivery => t!("now.overdue_delivery", lang, day = day),
    };
    let complain = view.matter.matter.catalogue.complaints.say(lang);
    let body = html! { p { (words) } p { (t!("now.overdue_words", lang, complain = complain)) } };
    notification_banner(lang, Tone::Bad, t!("now.overdue", lang), body)
}

/// The visit that was appointed and is still to come.
fn visit(lang: Lang, view: &CaseView) -> Markup {
    let open = view.tasks.iter().filter(|it| it.task.ended_at.is_none());
    let Some((task, visit)) = open.filter_map(|it| Some((it, it.visit.as_ref()?))).next() else {
        return Markup::default();
    };
    let agency = task.agency.as_ref().map_or_else(|| t!("case.the_agency", lang), |it| it.say(lang));
    let at = words::moment(lang, visit.at, &view.calendar);
    html! { p { strong { (t!("now.visit", lang, agency = agency, at = at)) } } }
}

fn due(lang: Lang, view: &CaseView) -> String {
    let told_at = view.case.clocks.current().map_or(view.case.received_at, |it| it.told_at());
    words::last_day(lang, told_at, &view.calendar)
}
