//! Pieces of reading: headings, notes, warnings, tags, the panel that says it is done.
//! Knows nothing of what they are about.

use kit::{Lang, t};
use maud::{Markup, html};

/// What a colour means. It never says anything that the words do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Under way.
    Going,
    /// Well.
    Good,
    /// Needs an eye.
    Warn,
    /// Wrong, or late.
    Bad,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Going => "going",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }
}

/// The heading of the page, with a line above it that says where one is; that line may be empty.
pub fn heading(caption: &str, title: &str) -> Markup {
    html! {
        div.heading {
            @if !caption.is_empty() { p.caption { (caption) } }
            h1 { (title) }
        }
    }
}

/// A part of the page under its own heading.
pub fn section(title: &str, body: Markup) -> Markup {
    html! { section { h2 { (title) } (body) } }
}

/// Plain paragraphs, one a line of the words given.
pub fn prose(words: &str) -> Markup {
    html! { @for line in words.lines().filter(|it| !it.trim().is_empty()) { p { (line) } } }
}

/// The main thing on the left, what goes with it on the right; below each other where it is narrow.
pub fn columns(main: Markup, aside: Markup) -> Markup {
    html! { div.columns { div { (main) } div.aside { (aside) } } }
}

/// Words set apart.
pub fn inset(body: Markup) -> Markup {
    html! { div.inset { (body) } }
}

/// What happens if one does not take care.
pub fn warning_text(lang: Lang, body: Markup) -> Markup {
    html! {
        div.warning-text {
            span.warning-sign aria-hidden="true" { "!" }
            p { span.vh { (t!("content.warning", lang)) " " } (body) }
        }
    }
}

/// More for those who want it.
pub fn details(summary: &str, body: Markup) -> Markup {
    html! { details { summary { span { (summary) } } div.details-body { (body) } } }
}

/// What just happened, or what everyone on this page should know.
pub fn notification_banner(lang: Lang, tone: Tone, words: &str, body: Markup) -> Markup {
    let title = match tone {
        Tone::Good => t!("content.done", lang),
        _ => t!("content.important", lang),
    };
    let role = if tone == Tone::Good { "alert" } else { "group" };
    html! {
        div.banner.(tone.class()) role=(role) aria-label=(title) {
            h2.banner-title { (title) }
            p.banner-words { (words) }
            (body)
        }
    }
}

/// It is done: the words, and the number to keep.
pub fn panel(title: &str, number_name: &str, number: &str) -> Markup {
    html! {
        div.panel {
            svg.panel-sign aria-hidden="true" focusable="false" viewBox="0 0 48 48" width="48" height="48" {
                circle cx="24" cy="24" r="23" {}
                path d="M14 25l7 7 14-15" {}
            }
            h1 { (title) }
            @if !number.is_empty() { p { (number_name) br; strong.number { (number) } } }
        }
    }
}

/// A state in a word.
pub fn tag(tone: Tone, words: &str) -> Markup {
    html! { span.tag.(tone.class()) { (words) } }
}
