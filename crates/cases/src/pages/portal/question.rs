//! One question of a form as fields of a page, and what was posted as the form reads it.
//! Judges nothing: what is wrong comes in as words.

use std::collections::BTreeSet;

use forms::{Answer, Answers, Condition, Form, Kind, Letters, Question, Typed, Way};
use kit::{Flaw, Lang, fill, t};
use maud::{Markup, html};
use web::{
    Posted,
    pages::{
        Choice, DateInput, DatePart, Entry, Field, Flaws, TextArea, TextInput, Width, checkboxes, date_input,
        details, number_input, prose, radios, select, text_input, textarea, yes_no,
    },
};

use super::places::{Place, Places};
use crate::TEXTS;

/// More alternatives than this are a list to pull down.
const RADIOS_MAX: usize = 12;

/// What a page knows while it asks.
pub(super) struct Asking<'a> {
    pub(super) typed: &'a Typed,
    pub(super) flaws: &'a [Flaw],
    pub(super) places: &'a Places,
    /// The questions of the page: some open inside an alternative of another.
    pub(super) page: &'a [Question],
}

impl<'a> Asking<'a> {
    /// The questions that stand by themselves, of those that are asked.
    pub(super) fn top(&self, form: &Form, answers: &Answers) -> Vec<&'a Question> {
        let asked: BTreeSet<_> =
            form.asked(answers).into_iter().flat_map(|it| it.questions).map(|it| it.key.as_str()).collect();
        let stands = |it: &&Question| self.parent(it).is_none() && asked.contains(it.key.as_str());
        self.page.iter().filter(stands).collect()
    }

    /// The question of this page and the answer that open another, where one alternative does it alone.
    fn parent(&self, question: &Question) -> Option<(&'a Question, String)> {
        let Some(Condition::Is { question: key, is }) = &question.when else { return None };
        let parent = self.page.iter().find(|it| it.key == *key)?;
        let value = match (&parent.kind, is) {
            (Kind::YesNo, Answer::Flag(it)) => if *it { "yes" } else { "no" }.to_owned(),
            (Kind::Choice { options }, Answer::Text(it)) if options.len() <= RADIOS_MAX => it.clone(),
            (Kind::Choices { .. }, Answer::Text(it)) => it.clone(),
            _ => return None,
        };
        Some((parent, value))
    }

    /// What opens when an alternative of a question is chosen.
    fn opens(&self, lang: Lang, of: &Question, value: &str) -> Option<Markup> {
        let opened =
            |it: &&Question| self.parent(it).is_some_and(|(parent, on)| parent.key == of.key && on == value);
        let mut inside = self.page.iter().filter(opened).peekable();
        inside.peek().is_some().then(|| html! { @for it in inside { (field(lang, it, self)) } })
    }

    fn flaw(&self, question: &Question) -> Option<&Flaw> {
        self.flaws.iter().find(|it| question_of(&it.field) == question.key)
    }
}

/// A question with what was typed and what is wrong with it.
pub(super) fn field(lang: Lang, question: &Question, asking: &Asking<'_>) -> Markup {
    let error = asking.flaw(question).map(|it| flaw_words(lang, Some(question), it));
    let field = Field {
        name: &question.key,
        label: question.label.say(lang),
        hint: question.hint.as_ref().map_or("", |it| it.say(lang)),
        error: error.as_deref().unwrap_or_default(),
        optional: question.optional,
        heading: false,
    };
    html! {
        (control(lang, question, &field, asking))
        @if let Some(why) = &question.why { (details(t!("apply.why", lang), prose(why.say(lang)))) }
    }
}

/// What is wrong with a page, each a link to its field.
pub(super) fn flaw_list(lang: Lang, form: &Form, flaws: &[Flaw]) -> Flaws {
    let said = flaws.iter().map(|it| {
        let question = form.question(question_of(&it.field));
        (question_of(&it.field).to_owned(), flaw_words(lang, question, it))
    });
    Flaws::new(said)
}

/// What was posted, named as the form names it: a page sends the parts of a day with a hyphen.
pub(super) fn posted_answers(form: &Form, posted: &Posted, ours: &[&str]) -> Vec<(String, String)> {
    let theirs = posted.fields.iter().filter(|(name, _)| !ours.contains(&name.as_str()));
    theirs.map(|(name, value)| (as_asked(form, name), value.clone())).collect()
}

/// What is wrong, in words: the form's own, or this block's.
pub(super) fn flaw_words(lang: Lang, question: Option<&Question>, flaw: &Flaw) -> String {
    forms::say(question, flaw, lang).unwrap_or_else(|| {
        let args: Vec<_> = flaw.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let words = TEXTS.find(lang, &format!("flaw.{}", flaw.code));
        fill(words.unwrap_or_else(|| t!("flaw.unknown", lang)), &args)
    })
}

fn control(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let typed = asking.typed;
    let value = typed.first(&question.key);
    let line =
        |entry, width| text_input(lang, field, &TextInput { value, entry, width, ..TextInput::default() });
    match &question.kind {
        Kind::Text { letters, .. } => line(entry_of(*letters), Width::Full),
        Kind::CitizenNumber | Kind::CreditCode => line(Entry::Code, Width::Letters20),
        Kind::Phone => line(Entry::Phone, Width::Letters20),
        Kind::Email => line(Entry::Email, Width::Letters20),
        Kind::LongText { length_max, .. } => {
            textarea(lang, field, &TextArea { value, rows: 5, chars_max: *length_max as usize })
        }
        Kind::Address { .. } => textarea(lang, field, &TextArea { value, rows: 2, chars_max: 0 }),
        Kind::Number { unit, .. } => {
            let unit = unit.as_ref().map_or("", |it| it.say(lang));
            let input = TextInput {
                value,
                unit,
                entry: Entry::Digits,
                width: Width::Letters10,
                ..TextInput::default()
            };
            text_input(lang, field, &input)
        }
        Kind::Decimal { unit, .. } => {
            number_input(lang, field, value, unit.as_ref().map_or("", |it| it.say(lang)))
        }
        Kind::Money { currency, .. } => number_input(lang, field, value, currency),
        Kind::Date { .. } => day_field(lang, question, field, asking),
        Kind::Region { .. } => place_field(lang, field, value, asking.places),
        Kind::YesNo => yes_no_field(lang, question, field, asking),
        Kind::Declaration => declaration(lang, question, field, value),
        Kind::Choice { .. } | Kind::Choices { .. } | Kind::Material { .. } => {
            choice_field(lang, question, field, asking)
        }
    }
}

fn yes_no_field(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let value = asking.typed.first(&question.key);
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
    let choice = |key, text, hint| Choice {
        value: key,
        text,
        hint,
        chosen: asking.typed.has(&question.key, key),
        opens: asking.opens(lang, question, key),
    };
    let options = question.kind.options().iter();
    let options: Vec<_> = options
        .map(|it| choice(it.key.as_str(), it.label.say(lang), it.hint.as_ref().map_or("", |it| it.say(lang))))
        .collect();
    match &question.kind {
        Kind::Material { ways } => {
            let words: Vec<_> = ways.iter().map(|it| way_words(lang, question, *it)).collect();
            let hint = |it: &Way| match it {
                Way::Counter => t!("apply.way.counter", lang),
                Way::Post => t!("apply.way.post", lang),
            };
            let options: Vec<_> =
                ways.iter().zip(&words).map(|(it, words)| choice(it.as_str(), words, hint(it))).collect();
            radios(lang, field, &options)
        }
        Kind::Choices { .. } => checkboxes(lang, field, &options),
        _ if options.len() <= RADIOS_MAX => radios(lang, field, &options),
        _ => select(lang, field, &options),
    }
}

fn day_field(lang: Lang, question: &Question, field: &Field<'_>, asking: &Asking<'_>) -> Markup {
    let part = |name: &str| asking.typed.first(&format!("{}.{name}", question.key));
    let wrong: Vec<_> = match asking.flaw(question).and_then(|it| it.field.rsplit_once('.')) {
        Some((_, "year")) => vec![DatePart::Year],
        Some((_, "month")) => vec![DatePart::Month],
        // A day that is missing altogether is told at its first field.
        Some((_, "day")) if !part("day").is_empty() || !part("year").is_empty() => vec![DatePart::Day],
        _ => Vec::new(),
    };
    date_input(
        lang,
        field,
        &DateInput { year: part("year"), month: part("month"), day: part("day"), wrong: &wrong },
    )
}

/// The agreement is the choice itself; the field only says that one is asked for.
fn declaration(lang: Lang, question: &Question, field: &Field<'_>, value: &str) -> Markup {
    let agree = Choice::new("yes", question.label.say(lang), value);
    let field = Field { label: t!("apply.declaration", lang), ..*field };
    checkboxes(lang, &field, &[agree])
}

fn place_field(lang: Lang, field: &Field<'_>, value: &str, places: &Places) -> Markup {
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

/// A name asked for may be anybody's, so the browser does not offer the visitor's own.
fn entry_of(letters: Letters) -> Entry {
    match letters {
        Letters::Digits => Entry::Digits,
        Letters::Code => Entry::Code,
        Letters::Any | Letters::Name => Entry::Words,
    }
}

/// The question a field belongs to: `lease_until.day` is of `lease_until`.
fn question_of(field: &str) -> &str {
    field.split('.').next().unwrap_or_default()
}

fn as_asked(form: &Form, name: &str) -> String {
    let day = name.rsplit_once('-').filter(|(key, part)| {
        ["year", "month", "day"].contains(part)
            && form.question(key).is_some_and(|it| matches!(it.kind, Kind::Date { .. }))
    });
    day.map_or_else(|| name.to_owned(), |(key, part)| format!("{key}.{part}"))
}
