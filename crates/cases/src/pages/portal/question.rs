//! One question of a form as fields of a page, and what was posted as the form reads it.
//! Judges nothing: what is wrong comes in as words.

mod control;
mod files;

use std::collections::{BTreeMap, BTreeSet};

use calendar::Calendar;
use forms::{Answer, Answers, Condition, Form, Kind, Page, Question, Typed};
use identity::Known;
use kit::{Flaw, Lang, fill, t};
use maud::{Markup, html};
use web::{
    Posted,
    pages::{Field, Flaws, details, inset, prose},
};

pub(in crate::pages) use self::files::{Attached, file_size};
use super::{places::Places, words};
use crate::TEXTS;

/// More alternatives than this are a list to pull down.
const RADIOS_MAX: usize = 12;

/// What a page knows while it asks.
pub(super) struct Asking<'a> {
    pub(super) typed: &'a Typed,
    pub(super) flaws: &'a [Flaw],
    pub(super) places: &'a Places,
    /// The questions of the page: some open inside an alternative of another.
    pub(super) page: &'a Page,
    /// Which of several times the page is asked.
    pub(super) row: Option<usize>,
    /// What registers hold of the one who is asked.
    pub(super) known: &'a Registers,
    /// The files given so far, by their identifiers.
    pub(super) files: &'a BTreeMap<String, Attached>,
    /// What was answered so far, for what is worked out of it.
    pub(super) answers: &'a Answers,
}

/// What registers hold of the one who is asked, with the calendar their days are said by.
#[derive(Clone, Default)]
pub(super) struct Registers {
    pub(super) known: Vec<Known>,
    pub(super) calendar: Option<std::sync::Arc<Calendar>>,
}

impl Registers {
    /// The answer that a register holds for a question, with the register.
    pub(super) fn of(&self, question: &Question) -> Option<(&Known, &str)> {
        let source = question.source.as_ref()?;
        let known = self.known.iter().find(|it| it.register == source.register)?;
        let (_, value) = known.fields.iter().find(|(name, _)| *name == source.field)?;
        Some((known, value))
    }

    /// Puts what a register says in the place of what was typed, where the matter lets nobody change it.
    pub(super) fn settle(&self, form: &Form, fields: &mut Vec<(String, String)>) {
        for page in form.pages.iter().filter(|it| it.repeat.is_none()) {
            for question in &page.questions {
                let is_fixed = question.source.as_ref().is_some_and(|it| it.fixed);
                if let Some((_, value)) = self.of(question).filter(|_| is_fixed)
                    && fields.iter().any(|(name, _)| *name == question.key)
                {
                    fields.retain(|(name, _)| *name != question.key);
                    fields.push((question.key.clone(), value.to_owned()));
                }
            }
        }
    }

    /// What can be filled in before anybody types.
    pub(super) fn typed(&self, page: &Page) -> Typed {
        let known = page.questions.iter().filter(|_| page.repeat.is_none());
        let known = known.filter_map(|it| Some((it.key.clone(), self.of(it)?.1.to_owned())));
        Typed::of_pairs(&known.collect::<Vec<_>>())
    }
}

impl<'a> Asking<'a> {
    /// The questions that stand by themselves, of those that are asked.
    pub(super) fn top(&self, form: &Form) -> Vec<&'a Question> {
        // In a row, what is asked may hang on the row's own answers.
        let mut answers = self.answers.clone();
        let row = self.row.and_then(|n| self.answers.rows(&self.page.key).get(n));
        row.into_iter().flat_map(Answers::iter).for_each(|(key, it)| answers.put(key, it.clone()));
        let asked: BTreeSet<_> =
            form.asked(&answers).into_iter().flat_map(|it| it.questions).map(|it| it.key.as_str()).collect();
        let stands = |it: &&Question| self.parent(it).is_none() && asked.contains(it.key.as_str());
        self.page.questions.iter().filter(stands).collect()
    }

    /// The name a question of the page is asked under.
    pub(super) fn name(&self, question: &Question) -> String {
        match self.row {
            Some(n) => format!("{}.{n}.{}", self.page.key, question.key),
            None => question.key.clone(),
        }
    }

    /// The question of this page and the answer that open another, where one alternative does it alone.
    fn parent(&self, question: &Question) -> Option<(&'a Question, String)> {
        let Some(Condition::Is { question: key, is }) = &question.when else { return None };
        let parent = self.page.questions.iter().find(|it| it.key == *key)?;
        let value = match (&parent.kind, is) {
            (Kind::YesNo, Answer::Flag(it)) => if *it { "yes" } else { "no" }.to_owned(),
            (Kind::Choice { options, .. }, Answer::Text(it)) if options.len() <= RADIOS_MAX => it.clone(),
            (Kind::Choices { .. }, Answer::Text(it)) => it.clone(),
            _ => return None,
        };
        Some((parent, value))
    }

    /// What opens when an alternative of a question is chosen.
    fn opens(&self, lang: Lang, of: &Question, value: &str) -> Option<Markup> {
        let opened =
            |it: &&Question| self.parent(it).is_some_and(|(parent, on)| parent.key == of.key && on == value);
        let mut inside = self.page.questions.iter().filter(opened).peekable();
        inside.peek().is_some().then(|| html! { @for it in inside { (field(lang, it, self)) } })
    }

    /// What is wrong with a question, or with one of its fields.
    fn flaw(&self, name: &str) -> Option<&Flaw> {
        let of =
            |it: &&Flaw| it.field.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with('.'));
        self.flaws.iter().find(of)
    }

    fn error(&self, lang: Lang, question: &Question, name: &str) -> Option<String> {
        self.flaw(name).map(|it| flaw_words(lang, Some(question), it))
    }
}

/// A question with what was typed and what is wrong with it.
pub(super) fn field(lang: Lang, question: &Question, asking: &Asking<'_>) -> Markup {
    if let Kind::Statement = question.kind {
        let words = question.hint.as_ref().map(|it| prose(it.say(lang)));
        return html! { h2 { (question.label.say(lang)) } @if let Some(it) = words { (it) } };
    }
    if question.computed.is_some() {
        return computed(lang, question, asking);
    }
    let name = asking.name(question);
    let error = asking.error(lang, question, &name);
    let field = Field {
        name: &name,
        label: question.label.say(lang),
        hint: question.hint.as_ref().map_or("", |it| it.say(lang)),
        error: error.as_deref().unwrap_or_default(),
        optional: question.optional,
        heading: false,
    };
    let known = asking.known.of(question).filter(|_| asking.row.is_none());
    let is_fixed = known.is_some() && question.source.as_ref().is_some_and(|it| it.fixed);
    html! {
        @if let Some((_, value)) = known.filter(|_| is_fixed) {
            div.field {
                p.label { (question.label.say(lang)) }
                p { (value) }
                (web::pages::hidden(&name, value))
            }
        } @else {
            (control::control(lang, question, &field, asking))
        }
        @if let Some((known, value)) = known {
            @if is_fixed || asking.typed.first(&name) == value { (source(lang, known, asking.known, is_fixed)) }
        }
        @if let Some(why) = &question.why { (details(t!("apply.why", lang), prose(why.say(lang)))) }
    }
}

/// Where an answer comes from that nobody had to type.
fn source(lang: Lang, known: &Known, registers: &Registers, is_fixed: bool) -> Markup {
    let register = TEXTS.find(lang, &format!("register.{}", known.register)).unwrap_or(known.register);
    let day = registers.calendar.as_ref().map(|it| words::day_of(lang, known.as_of, it)).unwrap_or_default();
    let said = t!("apply.source", lang, register = register, day = day);
    let change = if is_fixed { t!("apply.source_fixed", lang) } else { t!("apply.source_open", lang) };
    html! { p.hint { (said) " " (change) } }
}

/// An answer that is worked out and not asked.
fn computed(lang: Lang, question: &Question, asking: &Asking<'_>) -> Markup {
    let value = forms::shown(question, asking.answers.get(&question.key), lang);
    inset(html! {
        p { b { (question.label.say(lang)) } }
        @match value {
            Some(it) => p { (it) },
            None => p.soft { (t!("apply.computed_later", lang)) },
        }
        @if let Some(hint) = &question.hint { p.hint { (hint.say(lang)) } }
    })
}

/// What is wrong with a page, each a link to its field.
pub(super) fn flaw_list(lang: Lang, form: &Form, flaws: &[Flaw]) -> Flaws {
    let said = flaws.iter().map(|it| {
        let question = form.question_of(&it.field).map(|(it, _)| it);
        (anchor(form, &it.field), flaw_words(lang, question, it))
    });
    Flaws::new(said)
}

/// The field that a flaw is mended in: the parts of one day share the id of the day.
fn anchor(form: &Form, field: &str) -> String {
    let Some((question, name)) = form.question_of(field) else { return field.to_owned() };
    match &question.kind {
        Kind::Date { .. } | Kind::YearMonth { .. } => name.to_owned(),
        Kind::DateRange { .. } => field.rsplit_once('.').map_or(name, |(day, _)| day).to_owned(),
        _ => field.to_owned(),
    }
}

/// What was posted, named as the form names it: a page sends the parts of a day with a hyphen.
pub(super) fn posted_answers(form: &Form, posted: &Posted, ours: &[&str]) -> Vec<(String, String)> {
    let theirs = posted.fields.iter().filter(|(name, _)| !ours.contains(&name.as_str()));
    theirs.map(|(name, value)| (as_asked(form, name), value.clone())).collect()
}

/// What is wrong, in words: the form's own, or this block's.
pub(super) fn flaw_words(lang: Lang, question: Option<&Question>, flaw: &Flaw) -> String {
    forms::say(question, flaw, lang).unwrap_or_else(|| {
        let mut args: Vec<_> = flaw.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        args.push(("label", question.map_or("", |it| it.say(lang))));
        let key = format!("flaw.{}", flaw.code);
        let words = TEXTS.find(lang, &key).or_else(|| ::files::TEXTS.find(lang, &key));
        fill(words.unwrap_or_else(|| t!("flaw.unknown", lang)), &args)
    })
}

fn as_asked(form: &Form, name: &str) -> String {
    let day = name.rsplit_once('-').filter(|(of, part)| {
        ["year", "month", "day"].contains(part)
            && form.question_of(of).is_some_and(|(it, _)| {
                matches!(it.kind, Kind::Date { .. } | Kind::YearMonth { .. } | Kind::DateRange { .. })
            })
    });
    day.map_or_else(|| name.to_owned(), |(of, part)| format!("{of}.{part}"))
}
