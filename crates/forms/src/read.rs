//! Reading: from what was posted to answers, and to flaws that say what to mend.
//! Takes each field once, ignores what is not asked, and keeps what was typed; never a panic, whatever comes.

mod choices;
mod days;
mod numbers;
mod words;

use kit::Flaw;

use crate::form::is_asked;
use crate::posted::Posted;
use crate::{Answer, Answers, Date, FIELDS_MAX, Form, Kind, Page, Question, Typed, VALUE_BYTES_MAX};

/// What came of reading a page or a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The answers that are right.
    pub answers: Answers,
    /// What was typed, right or wrong.
    pub typed: Typed,
    /// What has to be mended, in the order of the questions.
    pub flaws: Vec<Flaw>,
}

/// An answer, none if nothing was typed, or what is wrong.
type Read = Result<Option<Answer>, Flaw>;

impl Form {
    /// Reads every page at once. `today` is what earliest and latest days are held against.
    pub fn read(&self, posted: &[(String, String)], today: Date) -> Reading {
        read_pages(&self.pages, Answers::default(), posted, today)
    }

    /// Reads one page; the answers to its questions replace those given before, the others stay.
    /// None if the form has no such page.
    pub fn read_page(
        &self,
        page: &str,
        before: &Answers,
        posted: &[(String, String)],
        today: Date,
    ) -> Option<Reading> {
        let page = std::slice::from_ref(self.page(page)?);
        Some(read_pages(page, before.clone(), posted, today))
    }

    /// Reads answers given page by page as one whole: what is missing, wrong by now, or no longer asked.
    pub fn review(&self, answers: &Answers, today: Date) -> Reading {
        self.read(&self.typed(answers).pairs(), today)
    }
}

fn read_pages(pages: &[Page], answers: Answers, posted: &[(String, String)], today: Date) -> Reading {
    let mut reading = Reading { answers, ..Reading::default() };
    if posted.len() > FIELDS_MAX {
        reading.flaws.push(Flaw::of("", "form.too_many_fields").with("max", FIELDS_MAX));
        return reading;
    }
    let mut posted = Posted::of(posted);
    for page in pages {
        page.questions.iter().for_each(|it| reading.answers.forget(&it.key));
        let page_is_asked = is_asked(page.when.as_ref(), &reading.answers);
        for question in &page.questions {
            let is_asked = page_is_asked && is_asked(question.when.as_ref(), &reading.answers);
            read_question(question, is_asked, &mut posted, today, &mut reading);
        }
    }
    if posted.has_untaken() {
        // Its name is not said: whoever made it up knows it.
        reading.flaws.push(Flaw::of("", "form.unknown_field"));
    }
    reading
}

fn read_question(
    question: &Question,
    is_asked: bool,
    posted: &mut Posted<'_>,
    today: Date,
    reading: &mut Reading,
) {
    let fields = question.kind.fields(&question.key);
    let mut values = Vec::with_capacity(fields.len());
    for field in &fields {
        let found = posted.take(field);
        if is_asked {
            reading.typed.keep(field, found);
            values.push(found.iter().map(|(_, value)| *value).collect::<Vec<_>>());
        }
    }
    if !is_asked {
        return;
    }
    match read_values(question, &fields, &values, today) {
        Ok(Some(answer)) => reading.answers.put(&question.key, answer),
        Ok(None) if question.optional => {}
        Ok(None) => reading.flaws.push(Flaw::of(&fields[0], missing(&question.kind))),
        Err(flaw) => reading.flaws.push(flaw),
    }
}

fn read_values(question: &Question, fields: &[String], values: &[Vec<&str>], today: Date) -> Read {
    for (field, values) in fields.iter().zip(values) {
        if values.iter().any(|it| it.len() > VALUE_BYTES_MAX) {
            return Err(Flaw::of(field, "field.too_large"));
        }
        if values.len() > 1 && !matches!(question.kind, Kind::Choices { .. }) {
            return Err(Flaw::of(field, "field.doubled"));
        }
    }
    let first = |n: usize| values.get(n).and_then(|it| it.first()).copied().unwrap_or_default();
    let (field, typed) = (question.key.as_str(), first(0));
    match &question.kind {
        Kind::Text { length_min, length_max, letters } => {
            words::text(field, typed, (*length_min, *length_max), *letters)
        }
        Kind::LongText { length_min, length_max } => {
            words::long_text(field, typed, (*length_min, *length_max))
        }
        Kind::Address { length_max } => words::address(field, typed, *length_max),
        Kind::CitizenNumber => words::citizen_number(field, typed),
        Kind::CreditCode => words::credit_code(field, typed),
        Kind::Phone => words::phone(field, typed),
        Kind::Email => words::email(field, typed),
        Kind::Region { within, level_min } => words::region(field, typed, within.as_deref(), *level_min),
        Kind::Number { min, max, .. } => numbers::number(field, typed, (*min, *max)),
        Kind::Decimal { places, min, max, .. } => numbers::decimal(field, typed, *places, (*min, *max)),
        Kind::Money { min, max, .. } => numbers::money(field, typed, (*min, *max)),
        Kind::Date { earliest, latest } => {
            days::date(fields, [first(0), first(1), first(2)], (*earliest, *latest), today)
        }
        Kind::Choice { options } => choices::choice(field, typed, options),
        Kind::Choices { options, picks_min, picks_max } => {
            choices::choices(field, &values[0], options, (*picks_min, *picks_max))
        }
        Kind::YesNo => choices::yes_no(field, typed),
        Kind::Declaration => choices::declaration(field, typed),
        Kind::Material { ways } => choices::material(field, typed, ways),
    }
}

/// What to say when nothing was typed.
fn missing(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text { .. } => "text.missing",
        Kind::LongText { .. } => "long_text.missing",
        Kind::Number { .. } => "number.missing",
        Kind::Decimal { .. } => "decimal.missing",
        Kind::Money { .. } => "money.missing",
        Kind::Date { .. } => "date.missing",
        Kind::Choice { .. } => "choice.missing",
        Kind::Choices { .. } => "choices.missing",
        Kind::YesNo => "yes_no.missing",
        Kind::CitizenNumber => "citizen_number.missing",
        Kind::CreditCode => "credit_code.missing",
        Kind::Phone => "phone.missing",
        Kind::Email => "email.missing",
        Kind::Address { .. } => "address.missing",
        Kind::Region { .. } => "region.missing",
        Kind::Declaration => "declaration.missing",
        Kind::Material { .. } => "material.missing",
    }
}
