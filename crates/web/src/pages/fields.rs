//! Fields that are typed into: each with its label, its hint and what is wrong, tied together for readers.
//! Knows nothing of what makes a value right; that is decided before the words get here.

use kit::{Lang, t};
use maud::{Markup, html};

/// What all fields have. The first control of a field has the id `field_id(name)`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    /// The name it is sent under.
    pub name: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What helps to answer; may be empty.
    pub hint: &'a str,
    /// What is wrong; empty when nothing is.
    pub error: &'a str,
    /// Whether it may be left empty.
    pub optional: bool,
    /// Whether the label is the heading of the page.
    pub heading: bool,
}

/// What is typed: decides the keyboard of a phone, the spelling check and what a browser offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Entry {
    /// Words.
    #[default]
    Words,
    /// The visitor's own name.
    Name,
    /// The visitor's own e-mail address.
    Email,
    /// The visitor's own telephone number.
    Phone,
    /// Digits only.
    Digits,
    /// A number that may have a fraction.
    Decimal,
    /// A number of a document, a code.
    Code,
    /// The password of this site.
    Password,
    /// A password being chosen.
    NewPassword,
}

/// How wide a field is, which tells how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as there is room.
    #[default]
    Full,
    /// About twenty letters.
    Letters20,
    /// About ten letters.
    Letters10,
    /// About four letters.
    Letters4,
}

/// One line of text.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextInput<'a> {
    /// What was typed before.
    pub value: &'a str,
    /// What is typed.
    pub entry: Entry,
    /// How wide.
    pub width: Width,
    /// What the number counts, shown behind it; may be empty.
    pub unit: &'a str,
    /// The browser's word for it (`street-address`), where `entry` does not say; may be empty.
    pub autocomplete: &'a str,
}

/// Several lines of text.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextArea<'a> {
    /// What was typed before.
    pub value: &'a str,
    /// How many lines are shown; 5 when 0.
    pub rows: usize,
    /// How many characters are allowed, told to the reader; none when 0.
    pub chars_max: usize,
}

/// A day in three fields, named `name-year`, `name-month`, `name-day`.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateInput<'a> {
    /// What was typed as the year.
    pub year: &'a str,
    /// What was typed as the month.
    pub month: &'a str,
    /// What was typed as the day.
    pub day: &'a str,
    /// Which parts are wrong; all when empty and there is an error.
    pub wrong: &'a [DatePart],
}

/// One of the three fields of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
}

impl<'a> Field<'a> {
    /// A field that must be answered.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, ..Self::default() }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// With what is wrong, if anything is.
    #[must_use]
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error: error.unwrap_or_default(), ..self }
    }

    /// May be left empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Is the one question of the page.
    #[must_use]
    pub fn heading(self) -> Self {
        Self { heading: true, ..self }
    }

    pub(super) fn id(&self) -> String {
        field_id(self.name)
    }

    /// The ids of what describes it: hint, then error, then what a kind of field adds.
    fn described_by(&self, more: Option<String>) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id()));
        let error = (!self.error.is_empty()).then(|| format!("{}-error", self.id()));
        let ids: Vec<String> = [hint, error, more].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        (!self.error.is_empty()).then_some("true")
    }
}

impl Entry {
    fn kind(self) -> &'static str {
        match self {
            Entry::Email => "email",
            Entry::Phone => "tel",
            Entry::Password | Entry::NewPassword => "password",
            _ => "text",
        }
    }

    fn inputmode(self) -> Option<&'static str> {
        match self {
            Entry::Digits => Some("numeric"),
            Entry::Decimal => Some("decimal"),
            _ => None,
        }
    }

    fn autocomplete(self) -> Option<&'static str> {
        match self {
            Entry::Name => Some("name"),
            Entry::Email => Some("email"),
            Entry::Phone => Some("tel"),
            Entry::Password => Some("current-password"),
            Entry::NewPassword => Some("new-password"),
            _ => None,
        }
    }

    fn spellcheck(self) -> Option<&'static str> {
        (self != Entry::Words).then_some("false")
    }
}

/// The id of the first control of a field; links to what is wrong lead there.
pub fn field_id(name: &str) -> String {
    name.chars().map(|it| if it.is_alphanumeric() || it == '_' { it } else { '-' }).collect()
}

/// A field of one line.
pub fn text_input(lang: Lang, field: &Field<'_>, input: &TextInput<'_>) -> Markup {
    let id = field.id();
    let entry = input.entry;
    let autocomplete = Some(input.autocomplete).filter(|it| !it.is_empty()).or(entry.autocomplete());
    let unit_id = (!input.unit.is_empty()).then(|| format!("{id}-unit"));
    let control = html! {
        input.input.(input.width.class()) id=(id) name=(field.name) type=(entry.kind()) value=(input.value)
            inputmode=[entry.inputmode()] autocomplete=[autocomplete] spellcheck=[entry.spellcheck()]
            aria-describedby=[field.described_by(unit_id.clone())] aria-invalid=[field.invalid()];
    };
    let control = match &unit_id {
        Some(unit_id) => html! { div.with-unit { (control) span.unit id=(unit_id) { (input.unit) } } },
        None => control,
    };
    around(lang, field, control)
}

/// A number with what it counts.
pub fn number_input(lang: Lang, field: &Field<'_>, value: &str, unit: &str) -> Markup {
    let input =
        TextInput { value, unit, entry: Entry::Decimal, width: Width::Letters10, ..TextInput::default() };
    text_input(lang, field, &input)
}

/// A field of several lines.
pub fn textarea(lang: Lang, field: &Field<'_>, area: &TextArea<'_>) -> Markup {
    let id = field.id();
    let rows = if area.rows == 0 { 5 } else { area.rows };
    let limit_id = (area.chars_max > 0).then(|| format!("{id}-limit"));
    let control = html! {
        textarea.input id=(id) name=(field.name) rows=(rows)
            aria-describedby=[field.described_by(limit_id.clone())] aria-invalid=[field.invalid()] {
            (area.value)
        }
        @if let Some(limit_id) = &limit_id {
            p.hint.limit id=(limit_id) { (t!("field.chars_max", lang, n = area.chars_max)) }
        }
    };
    around(lang, field, control)
}

/// Files to be sent, several at once; `accept` names the kinds (`.pdf,image/png`).
pub fn file_input(lang: Lang, field: &Field<'_>, accept: &str) -> Markup {
    let control = html! {
        input.file id=(field.id()) name=(field.name) type="file" accept=(accept) multiple
            aria-describedby=[field.described_by(None)] aria-invalid=[field.invalid()];
    };
    around(lang, field, control)
}

/// A day, in the order the language says it.
pub fn date_input(lang: Lang, field: &Field<'_>, date: &DateInput<'_>) -> Markup {
    parts_of_day(lang, field, date, &[DatePart::Year, DatePart::Month, DatePart::Day])
}

/// A month of a year, in the order the language says it; `date.day` is not asked.
pub fn month_input(lang: Lang, field: &Field<'_>, date: &DateInput<'_>) -> Markup {
    parts_of_day(lang, field, date, &[DatePart::Year, DatePart::Month])
}

fn parts_of_day(lang: Lang, field: &Field<'_>, date: &DateInput<'_>, asked: &[DatePart]) -> Markup {
    let parts = [
        (DatePart::Year, "year", t!("field.year", lang), date.year),
        (DatePart::Month, "month", t!("field.month", lang), date.month),
        (DatePart::Day, "day", t!("field.day", lang), date.day),
    ];
    let order = if t!("field.day_order", lang) == "dmy" { [2, 1, 0] } else { [0, 1, 2] };
    let order: Vec<usize> = order.into_iter().filter(|n| asked.contains(&parts[*n].0)).collect();
    let wrong = |part| !field.error.is_empty() && (date.wrong.is_empty() || date.wrong.contains(&part));
    // A link to what is wrong leads to the first wrong part.
    let first = order.iter().copied().find(|n| wrong(parts[*n].0)).unwrap_or(order[0]);
    let control = html! {
        div.date {
            @for n in order.iter().copied() {
                @let (part, suffix, label, value) = parts[n];
                @let name = format!("{}-{suffix}", field.name);
                @let id = if n == first { field.id() } else { field_id(&name) };
                div.date-part {
                    label for=(id) { (label) }
                    input.input.(if part == DatePart::Year { "letters-4" } else { "letters-2" })
                        id=(id) name=(name) type="text" inputmode="numeric" value=(value)
                        aria-invalid=[wrong(part).then_some("true")];
                }
            }
        }
    };
    group(lang, field, control)
}

/// Questions that belong together under one name.
pub fn fieldset(legend: &str, body: Markup) -> Markup {
    html! { fieldset.together { legend { (legend) } (body) } }
}

/// A single control with its label, hint and error.
pub(super) fn around(lang: Lang, field: &Field<'_>, control: Markup) -> Markup {
    let label = html! { label.label for=(field.id()) { (label_words(lang, field)) } };
    html! {
        div.field.wrong[!field.error.is_empty()] {
            @if field.heading { h1.label-heading { (label) } } @else { (label) }
            (hint_and_error(lang, field))
            (control)
        }
    }
}

/// Several controls under one question.
pub(super) fn group(lang: Lang, field: &Field<'_>, controls: Markup) -> Markup {
    html! {
        div.field.wrong[!field.error.is_empty()] {
            fieldset aria-describedby=[field.described_by(None)] {
                legend.label {
                    @if field.heading { h1.label-heading { (label_words(lang, field)) } }
                    @else { (label_words(lang, field)) }
                }
                (hint_and_error(lang, field))
                (controls)
            }
        }
    }
}

pub(super) fn described_by(field: &Field<'_>) -> Option<String> {
    field.described_by(None)
}

fn label_words(lang: Lang, field: &Field<'_>) -> Markup {
    html! {
        (field.label)
        @if field.optional { " " span.optional { (t!("field.optional", lang)) } }
    }
}

fn hint_and_error(lang: Lang, field: &Field<'_>) -> Markup {
    html! {
        @if !field.hint.is_empty() { p.hint id={ (field.id()) "-hint" } { (field.hint) } }
        @if !field.error.is_empty() {
            p.error id={ (field.id()) "-error" } { span.vh { (t!("field.error", lang)) " " } (field.error) }
        }
    }
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Full => "letters-full",
            Width::Letters20 => "letters-20",
            Width::Letters10 => "letters-10",
            Width::Letters4 => "letters-4",
        }
    }
}
