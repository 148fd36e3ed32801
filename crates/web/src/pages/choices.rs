//! Fields that are chosen from: radios, checkboxes and lists.
//! Knows nothing of what may be chosen; the choices come in.

use kit::{Lang, t};
use maud::{Markup, html};

use super::{
    Field,
    fields::{around, described_by, group},
};

/// One thing that can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What it says.
    pub text: &'a str,
    /// What helps to choose; may be empty.
    pub hint: &'a str,
    /// Whether it was chosen.
    pub chosen: bool,
    /// What is asked once it is chosen (radios and checkboxes only).
    pub opens: Option<Markup>,
}

impl<'a> Choice<'a> {
    /// A choice, chosen when its value is the one given.
    pub fn new(value: &'a str, text: &'a str, chosen: &str) -> Self {
        Self { value, text, chosen: value == chosen, ..Self::default() }
    }
}

/// One of a few.
pub fn radios(lang: Lang, field: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    group(lang, field, html! { div.choices { (each("radio", field, choices)) } })
}

/// One of two or three short ones, side by side.
pub fn radios_beside(lang: Lang, field: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    group(lang, field, html! { div.choices.beside { (each("radio", field, choices)) } })
}

/// Yes or no, side by side.
pub fn yes_no(lang: Lang, field: &Field<'_>, chosen: Option<bool>) -> Markup {
    let chosen = chosen.map_or("", |it| if it { "yes" } else { "no" });
    let choices =
        [Choice::new("yes", t!("field.yes", lang), chosen), Choice::new("no", t!("field.no", lang), chosen)];
    radios_beside(lang, field, &choices)
}

/// Any of a few.
pub fn checkboxes(lang: Lang, field: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    group(lang, field, html! { div.choices { (each("checkbox", field, choices)) } })
}

/// One of a longer list.
pub fn select(lang: Lang, field: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    let invalid = (!field.error.is_empty()).then_some("true");
    let control = html! {
        select.input id=(field.id()) name=(field.name)
            aria-describedby=[described_by(field)] aria-invalid=[invalid] {
            option value="" { (t!("field.choose", lang)) }
            @for it in choices { option value=(it.value) selected[it.chosen] { (it.text) } }
        }
    };
    around(lang, field, control)
}

/// One of a long list: typing narrows it, in every browser and without scripts. `choices` are what is read.
pub fn narrowed_list(lang: Lang, field: &Field<'_>, value: &str, choices: &[&str]) -> Markup {
    let invalid = (!field.error.is_empty()).then_some("true");
    let list_id = format!("{}-list", field.id());
    let control = html! {
        input.input id=(field.id()) name=(field.name) type="text" value=(value) list=(list_id)
            autocomplete="off" spellcheck="false"
            aria-describedby=[described_by(field)] aria-invalid=[invalid];
        datalist id=(list_id) { @for it in choices { option value=(it) {} } }
    };
    around(lang, field, control)
}

/// The first control has the id of the field, so that a link to what is wrong leads to it.
fn each(kind: &str, field: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    html! {
        @for (n, it) in choices.iter().enumerate() {
            @let id = if n == 0 { field.id() } else { format!("{}-{}", field.id(), n + 1) };
            @let hint_id = (!it.hint.is_empty()).then(|| format!("{id}-choice-hint"));
            div.choice {
                input id=(id) name=(field.name) type=(kind) value=(it.value) checked[it.chosen]
                    aria-describedby=[hint_id.as_deref()];
                label for=(id) { (it.text) }
                @if let Some(hint_id) = &hint_id { p.hint id=(hint_id) { (it.hint) } }
                @if let Some(opens) = &it.opens { div.opens { (opens) } }
            }
        }
    }
}
