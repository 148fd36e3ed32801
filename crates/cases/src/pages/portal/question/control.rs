//! The control of a question, by its kind.
//! Knows nothing of pages and rows: its name, its words and what is wrong come in.

use forms::{Alternative, Answer, Kind, Letters, Question, Way};
use kit::{Lang, Words, t};
use maud::{Markup, html};
use web::pages::{
    Choice, DateInput, DatePart, Entry, Field, TextArea, TextInput, Width, checkboxes, date_input, fieldset,
    month_input, narrowed_list, number_input, radios, radios_beside, select, text_input, textarea, yes_no,
};

use super::{
    super::places::{Place, Places},
    Asking, RADIOS_MAX, files,
};

pub(super) fn control(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let value = asking.typed.first(field.name);
    let line =
        |entry, width| text_input(lang, field, &TextInput { value, entry, width, ..TextInput::default() });
    match &question.kind {
        Kind::Text { letters, .. } => line(entry_of(*letters), Width::Full),
        // A name asked for may be anybody's, so the browser does not offer the visitor's own.
        Kind::Name { .. } | Kind::Organisation { .. } => line(Entry::Words, Width::Full),
        Kind::CitizenNumber | Kind::CreditCode => line(Entry::Code, Width::Letters20),
        Kind::CertificateNumber => line(Entry::Code, Width::Full),
        Kind::BankAccount { .. } => line(Entry::Digits, Width::Letters20),
        Kind::Phone => line(Entry::Phone, Width::Letters20),
        Kind::Email => line(Entry::Email, Width::Letters20),
        Kind::LongText { length_max, .. } => {
            textarea(lang, field, &TextArea { value, rows: 5, chars_max: *length_max as usize })
        }
        Kind::Address { .. } => textarea(lang, field, &TextArea { value, rows: 2, chars_max: 0 }),
        Kind::RegionAddress { .. } => region_address(lang, question, field, asking),
        Kind::Number { unit, .. } => {
            let unit = unit.as_ref().map_or("", |it| it.say(lang));
            let (entry, width) = (Entry::Digits, Width::Letters10);
            text_input(lang, field, &TextInput { value, unit, entry, width, ..TextInput::default() })
        }
        Kind::Decimal { unit, .. } => {
            number_input(lang, field, value, unit.as_ref().map_or("", |it| it.say(lang)))
        }
        Kind::Money { currency, .. } => number_input(lang, field, value, currency),
        Kind::Date { .. } => date_input(lang, field, &day_typed(field.name, asking)),
        Kind::YearMonth { .. } => month_input(lang, field, &day_typed(field.name, asking)),
        Kind::DateRange { .. } => range(lang, question, field, asking),
        Kind::Time { .. } => line(Entry::Code, Width::Letters10),
        Kind::Region { .. } => place(lang, field, value, asking.places),
        Kind::YesNo => yes_no_field(lang, question, field, asking),
        Kind::Declaration => declaration(lang, question, field, value),
        Kind::Signature => signature(lang, question, field, asking),
        Kind::Rating { steps, low, high } => rating(lang, field, value, (*steps, low, high)),
        Kind::Likert { statements, options } => likert(lang, question, field, asking, (statements, options)),
        Kind::List { options } => list(lang, field, value, options),
        Kind::Files { files } => files::field(lang, field, files, asking),
        Kind::Material { ways, .. } => material(lang, question, field, asking, ways),
        Kind::Choice { .. } | Kind::Choices { .. } => choice_field(lang, question, field, asking),
        Kind::Statement => Markup::default(),
    }
}

fn yes_no_field(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let value = asking.typed.first(field.name);
    let inside = ["yes", "no"].map(|it| asking.opens(lang, question, it));
    if inside.iter().all(Option::is_none) {
        return yes_no(lang, field, Some(value).filter(|it| !it.is_empty()).map(|it| it == "yes"));
    }
    let [yes, no] = inside;
    let words =
        [true, false].map(|it| forms::shown(question, Some(&Answer::Flag(it)), lang).unwrap_or_default());
    let choices = [
        Choice { opens: yes, ..Choice::new("yes", &words[0], value) },
        Choice { opens: no, ..Choice::new("no", &words[1], value) },
    ];
    radios(lang, field, &choices)
}

fn choice_field(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let other = match &question.kind {
        Kind::Choice { other, .. } | Kind::Choices { other, .. } => other.as_ref(),
        _ => None,
    };
    let mut options: Vec<_> = question
        .kind
        .options()
        .iter()
        .map(|it| Choice {
            value: &it.key,
            text: it.label.say(lang),
            hint: it.hint.as_ref().map_or("", |it| it.say(lang)),
            chosen: asking.typed.has(field.name, &it.key),
            opens: asking.opens(lang, question, &it.key),
        })
        .collect();
    let name = format!("{}.other", field.name);
    let error = asking.error(lang, question, &name);
    // The one flaw stands at the words it is about.
    let field = if error.is_some() { Field { error: "", ..*field } } else { *field };
    if let Some(other) = other {
        let inside = Field::new(&name, other.say(lang)).error(error.as_deref());
        let value = asking.typed.first(&name);
        options.push(Choice {
            value: "other",
            text: t!("apply.other", lang),
            hint: "",
            chosen: asking.typed.has(field.name, "other"),
            opens: Some(text_input(lang, &inside, &TextInput { value, ..TextInput::default() })),
        });
    }
    match &question.kind {
        Kind::Choices { .. } => checkboxes(lang, &field, &options),
        _ if options.len() <= RADIOS_MAX || other.is_some() => radios(lang, &field, &options),
        _ => select(lang, &field, &options),
    }
}

fn material(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>, ways: &[Way]) -> Markup {
    let given = question.kind.files(field.name);
    let error = given.as_ref().and_then(|(_, name)| asking.error(lang, question, name));
    let uploads = given.as_ref().map(|(files, name)| {
        let inside = Field::new(name, t!("apply.files", lang)).error(error.as_deref());
        files::field(lang, &inside, files, asking)
    });
    let field = if error.is_some() { Field { error: "", ..*field } } else { *field };
    if let (&[Way::Upload], Some(uploads)) = (ways, &uploads) {
        // There is nothing to choose.
        return fieldset(field.label, html! { (web::pages::hidden(field.name, "upload")) (uploads) });
    }
    let words: Vec<_> = ways.iter().map(|it| way_words(lang, question, *it)).collect();
    let choice = |(way, text): (&Way, &'_ String)| -> Choice<'static> {
        let hint = match way {
            Way::Upload => t!("apply.way.upload", lang),
            Way::Counter => t!("apply.way.counter", lang),
            Way::Post => t!("apply.way.post", lang),
        };
        let _ = text;
        Choice {
            value: way.as_str(),
            text: "",
            hint,
            chosen: asking.typed.has(field.name, way.as_str()),
            opens: uploads.clone().filter(|_| *way == Way::Upload),
        }
    };
    let options: Vec<_> =
        ways.iter().zip(&words).map(|it| Choice { text: it.1.as_str(), ..choice(it) }).collect();
    radios(lang, &field, &options)
}

/// What was typed as a day, and which of its parts are wrong.
fn day_typed<'a>(name: &str, asking: &'a Asking<'_>) -> DateInput<'a> {
    let part = |part: &str| asking.typed.first(&format!("{name}.{part}"));
    let wrong: &[DatePart] = match asking.flaw(name).and_then(|it| it.field.rsplit_once('.')) {
        Some((_, "year")) => &[DatePart::Year],
        Some((_, "month")) if !part("month").is_empty() || !part("year").is_empty() => &[DatePart::Month],
        // A day that is missing altogether is told at its first field.
        Some((_, "day")) if !part("day").is_empty() || !part("year").is_empty() => &[DatePart::Day],
        _ => &[],
    };
    DateInput { year: part("year"), month: part("month"), day: part("day"), wrong }
}

fn range(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let end = |part: &str, label: &str| {
        let name = format!("{}.{part}", field.name);
        let error = asking.error(lang, question, &name);
        let inside = Field::new(&name, label).error(error.as_deref());
        date_input(lang, &inside, &day_typed(&name, asking))
    };
    grouped(
        lang,
        field,
        html! {
            (end("from", t!("apply.range_from", lang)))
            (end("to", t!("apply.range_to", lang)))
        },
    )
}

/// Several fields of one question, under its words.
fn grouped(lang: Lang, field: &Field<'_>, body: Markup) -> Markup {
    let label = match field.optional {
        true => t!("apply.optional_label", lang, label = field.label),
        false => field.label.to_owned(),
    };
    fieldset(
        &label,
        html! {
            @if !field.hint.is_empty() { p.hint { (field.hint) } }
            (body)
        },
    )
}

fn region_address(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let names = ["region", "lines"].map(|it| format!("{}.{it}", field.name));
    let errors = names.each_ref().map(|it| asking.error(lang, question, it));
    let region = Field::new(&names[0], t!("apply.address_region", lang)).error(errors[0].as_deref());
    let lines = Field::new(&names[1], t!("apply.address_lines", lang)).error(errors[1].as_deref());
    let value = asking.typed.first(&names[1]);
    grouped(
        lang,
        field,
        html! {
            (place(lang, &region, asking.typed.first(&names[0]), asking.places))
            (textarea(lang, &lines, &TextArea { value, rows: 2, chars_max: 0 }))
        },
    )
}

/// The agreement is the choice itself; the field only says that one is asked for.
fn declaration(lang: Lang, question: &Question, field: &Field<'_>, value: &str) -> Markup {
    let agree = Choice::new("yes", question.label.say(lang), value);
    let field = Field { label: t!("apply.declaration", lang), ..*field };
    checkboxes(lang, &field, &[agree])
}

fn signature(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let agreed = format!("{}.agreed", field.name);
    let error = asking.error(lang, question, &agreed);
    let own = if error.is_some() { "" } else { field.error };
    let name = Field { label: t!("apply.signature_name", lang), hint: "", error: own, ..*field };
    let input = TextInput { value: asking.typed.first(field.name), ..TextInput::default() };
    let tick = Field::new(&agreed, t!("apply.signature", lang)).error(error.as_deref());
    let agree = Choice::new("yes", t!("apply.signature_agree", lang), asking.typed.first(&agreed));
    grouped(
        lang,
        &Field { optional: false, ..*field },
        html! {
            (text_input(lang, &name, &input))
            (checkboxes(lang, &tick, &[agree]))
        },
    )
}

fn rating(lang: Lang, field: &Field<'_>, value: &str, (steps, low, high): (u32, &Words, &Words)) -> Markup {
    let words: Vec<_> = (1..=steps)
        .map(|step| match step {
            1 => t!("apply.rating_end", lang, step = step, words = low.say(lang)),
            it if it == steps => t!("apply.rating_end", lang, step = step, words = high.say(lang)),
            _ => step.to_string(),
        })
        .collect();
    let keys: Vec<_> = (1..=steps).map(|it| it.to_string()).collect();
    let choices: Vec<_> =
        keys.iter().zip(&words).map(|(key, words)| Choice::new(key, words, value)).collect();
    radios_beside(lang, field, &choices)
}

fn likert(
    lang: Lang,
    question: &Question,
    field: &Field<'_>,
    asking: &Asking<'_>,
    (statements, options): (&[Alternative], &[Alternative]),
) -> Markup {
    grouped(
        lang,
        field,
        html! {
            @for statement in statements {
                @let name = format!("{}.{}", field.name, statement.key);
                @let error = asking.error(lang, question, &name);
                @let value = asking.typed.first(&name);
                @let choices: Vec<_> = options.iter().map(|it| Choice::new(&it.key, it.label.say(lang), value)).collect();
                (radios_beside(lang, &Field::new(&name, statement.label.say(lang)).error(error.as_deref()), &choices))
            }
        },
    )
}

/// The words of what was chosen stand in the field, not its key.
fn list(lang: Lang, field: &Field<'_>, value: &str, options: &[Alternative]) -> Markup {
    let words: Vec<_> = options.iter().map(|it| it.label.say(lang)).collect();
    let chosen = options.iter().find(|it| it.key == value).map_or(value, |it| it.label.say(lang));
    let hint = if field.hint.is_empty() { t!("apply.list_hint", lang) } else { field.hint };
    narrowed_list(lang, &field.hint(hint), chosen, &words)
}

fn place(lang: Lang, field: &Field<'_>, value: &str, places: &Places) -> Markup {
    match places {
        Places::Listed(all) => {
            let words: Vec<_> = all.iter().map(|it: &Place| it.say(lang)).collect();
            let choices: Vec<_> = all
                .iter()
                .zip(&words)
                .map(|(it, words)| Choice::new(it.code.as_str(), words, value))
                .collect();
            select(lang, field, &choices)
        }
        Places::TooMany => {
            let hint = t!("apply.place_code", lang);
            let input =
                TextInput { value, entry: Entry::Digits, width: Width::Letters20, ..TextInput::default() };
            text_input(lang, &field.hint(hint), &input)
        }
    }
}

fn way_words(lang: Lang, question: &Question, way: Way) -> String {
    forms::shown(question, Some(&Answer::Text(way.as_str().to_owned())), lang).unwrap_or_default()
}

fn entry_of(letters: Letters) -> Entry {
    match letters {
        Letters::Digits => Entry::Digits,
        Letters::Code => Entry::Code,
        Letters::Any | Letters::Name => Entry::Words,
    }
}
