//! Forms as wholes: where they go, what proves them ours, their buttons, and the list of what is wrong.
//! Knows nothing of single fields.

use kit::{Lang, t};
use maud::{Markup, html};

use super::{Frame, field_id};

/// The field that proves a form came from our page.
pub const CSRF_FIELD: &str = "csrf";

/// The field that makes a form count once, however often it arrives.
pub const KEY_FIELD: &str = "submission";

/// What is wrong with a form, in words, by field.
#[derive(Clone, Debug, Default)]
pub struct Flaws(Vec<(String, String)>);

impl Flaws {
    /// What is wrong, as (field, words), in the order of the page.
    pub fn new(flaws: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(flaws.into_iter().collect())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with this field, if anything is.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|it| it.0 == field).map(|it| it.1.as_str())
    }

    /// All of it as the first thing on the page.
    pub fn summary(&self, lang: Lang) -> Markup {
        let flaws: Vec<_> = self.0.iter().map(|(field, words)| (field.as_str(), words.as_str())).collect();
        error_summary(lang, &flaws)
    }
}

/// A form that changes something: posted, checked by us alone, counted once when it has a key.
pub fn form(frame: &Frame, action: &str, key: Option<&str>, body: Markup) -> Markup {
    html! {
        form.form method="post" action=(action) novalidate { (proofs(frame, key)) (body) }
    }
}

/// A form that also carries files.
pub fn form_with_files(frame: &Frame, action: &str, key: Option<&str>, body: Markup) -> Markup {
    html! {
        form.form method="post" action=(action) enctype="multipart/form-data" novalidate {
            (proofs(frame, key)) (body)
        }
    }
}

/// What is wrong with a form, as (field, words), each a link to its field: the first thing on the page.
pub fn error_summary(lang: Lang, flaws: &[(&str, &str)]) -> Markup {
    if flaws.is_empty() {
        return Markup::default();
    }
    html! {
        div.error-summary tabindex="-1" autofocus {
            div role="alert" {
                h2 { (t!("form.wrong", lang)) }
                ul {
                    @for (field, words) in flaws {
                        li { a href={ "#" (field_id(field)) } { (words) } }
                    }
                }
            }
        }
    }
}

/// A value that travels unseen.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The button of a form; it says what will happen.
pub fn button(words: &str) -> Markup {
    html! { button.button type="submit" { (words) } }
}

/// A second way, sent as `name=value` so that the door knows which was pressed.
pub fn button_secondary(name: &str, value: &str, words: &str) -> Markup {
    html! { button.button.secondary type="submit" name=(name) value=(value) { (words) } }
}

/// A button for what cannot be undone.
pub fn button_warning(words: &str) -> Markup {
    html! { button.button.warning type="submit" { (words) } }
}

/// A link that looks like a second button.
pub fn button_link(href: &str, words: &str) -> Markup {
    html! { a.button.secondary href=(href) { (words) } }
}

/// The link that starts something.
pub fn button_start(href: &str, words: &str) -> Markup {
    html! {
        a.button.start href=(href) {
            (words)
            svg aria-hidden="true" focusable="false" viewBox="0 0 20 20" width="20" height="20" {
                path d="M4 10h11M10 4.5 15.5 10 10 15.5" {}
            }
        }
    }
}

/// Buttons side by side.
pub fn buttons(body: Markup) -> Markup {
    html! { div.buttons { (body) } }
}

pub(super) fn csrf_field(frame: &Frame) -> Markup {
    hidden(CSRF_FIELD, &frame.csrf)
}

fn proofs(frame: &Frame, key: Option<&str>) -> Markup {
    html! {
        (csrf_field(frame))
        @if let Some(key) = key { (hidden(KEY_FIELD, key)) }
    }
}
