//! A clock of a duty as a ring, with the same said in words beside it.
//! Knows no calendar: days are counted before they get here.

use kit::{Lang, t};
use maud::{Markup, html};

use super::{Tone, tag};

/// How urgent a clock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// There is time.
    Green,
    /// The time is short.
    Amber,
    /// The time is over.
    Red,
    /// The clock stands still by law.
    Stopped,
    /// The duty was done.
    Done,
}

/// A clock of a duty.
#[derive(Clone, Copy, Debug)]
pub struct ClockPicture<'a> {
    /// Which duty.
    pub name: &'a str,
    /// Working days gone; more than `total` when late.
    pub used: u32,
    /// Working days there are.
    pub total: u32,
    /// How urgent.
    pub light: Light,
    /// The last day, in words.
    pub deadline: &'a str,
    /// What else to know: why it stands still, that the day is provisional; may be empty.
    pub note: &'a str,
}

/// The ring of the clock, and its facts in words.
pub fn clock_picture(lang: Lang, clock: &ClockPicture<'_>) -> Markup {
    let (number, words) = centre(lang, clock);
    html! {
        div.clock.(clock.light.class()) {
            (ring(clock, &number, words))
            div.clock-words {
                h3 { (clock.name) }
                p { (clock.light.tag(lang)) }
                dl {
                    div { dt { (t!("clock.deadline", lang)) } dd { (clock.deadline) } }
                    div { dt { (t!("clock.used", lang)) }
                        dd { (t!("clock.used_of", lang, used = clock.used, total = clock.total)) } }
                }
                @if !clock.note.is_empty() { p.hint { (clock.note) } }
            }
        }
    }
}

/// The number in the ring and what it counts.
fn centre(lang: Lang, clock: &ClockPicture<'_>) -> (String, &'static str) {
    let (days, words) = if clock.light == Light::Done {
        (clock.used, [t!("clock.day_taken", lang), t!("clock.days_taken", lang)])
    } else if clock.used > clock.total {
        (clock.used - clock.total, [t!("clock.day_late", lang), t!("clock.days_late", lang)])
    } else {
        (clock.total - clock.used, [t!("clock.day_left", lang), t!("clock.days_left", lang)])
    };
    (days.to_string(), words[usize::from(days != 1)])
}

/// The ring fills as days go by; its words stand beside it, so it is hidden from readers of text.
fn ring(clock: &ClockPicture<'_>, number: &str, words: &str) -> Markup {
    let share = u64::from(clock.used.min(clock.total)) * 100 / u64::from(clock.total.max(1));
    html! {
        svg aria-hidden="true" focusable="false" viewBox="0 0 120 120" width="120" height="120" {
            circle.ring cx="60" cy="60" r="52" {}
            @if share > 0 {
                circle.used cx="60" cy="60" r="52" pathLength="100" stroke-dasharray={ (share) " 100" }
                    transform="rotate(-90 60 60)" {}
            }
            text.ring-number x="60" y="66" text-anchor="middle" { (number) }
            text.ring-words x="60" y="85" text-anchor="middle" { (words) }
        }
    }
}

impl Light {
    fn class(self) -> &'static str {
        match self {
            Light::Green => "good",
            Light::Amber => "warn",
            Light::Red => "bad",
            Light::Stopped => "neutral",
            Light::Done => "done",
        }
    }

    fn tag(self, lang: Lang) -> Markup {
        match self {
            Light::Green => tag(Tone::Good, t!("clock.green", lang)),
            Light::Amber => tag(Tone::Warn, t!("clock.amber", lang)),
            Light::Red => tag(Tone::Bad, t!("clock.red", lang)),
            Light::Stopped => tag(Tone::Neutral, t!("clock.stopped", lang)),
            Light::Done => tag(Tone::Good, t!("clock.done", lang)),
        }
    }
}
