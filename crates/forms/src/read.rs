//! Reading: from what was posted to answers, and to flaws that say what to mend.
//! Takes each field once, ignores what is not asked, and keeps what was typed; never a panic, whatever comes.

mod choices;
mod codes;
mod days;
mod numbers;
mod parts;
mod rows;
mod words;

use kit::Flaw;

use crate::answer::{FILES, OTHER};
use crate::form::is_asked;
use crate::posted::Posted;
use crate::{
    Answer, Answers, Date, FIELDS_MAX, Form, Kind, Letters, Page, Question, Typed, VALUE_BYTES_MAX, Way,
};

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

    /// Reads one time of a page that is asked several times; what is right takes its row's place, or is added.
    /// None if the form has no such page, or more rows than it takes.
    pub fn read_row(
        &self,
        page: &str,
        row: usize,
        before: &Answers,
        posted: &[(String, String)],
        today: Date,
    ) -> Option<Reading> {
        let page = self.page(page)?;
        let rows = before.rows(&page.key);
        if rows.len() < row || page.repeat.as_ref()?.max as usize <= row {
            return None;
        }
        let mut reading = Reading { answers: before.clone(), ..Reading::default() };
        let Some(mut posted) = admitted(posted, &mut reading) else { return Some(reading) };
        let (answers, _) = rows::read_row(page, row, &mut posted, today, &mut reading);
        let mut rows = rows.to_vec();
        match rows.get_mut(row) {
            Some(it) => *it = answers,
            None if answers.is_empty() => {}
            None => rows.push(answers),
        }
        if !rows.is_empty() {
            reading.answers.put(&page.key, Answer::Rows(rows));
        }
        refuse_untaken(&posted, &mut reading);
        Some(reading)
    }

    /// Reads answers given page by page as one whole: what is missing, wrong by now, or no longer asked.
    pub fn review(&self, answers: &Answers, today: Date) -> Reading {
        self.read(&self.typed(answers).pairs(), today)
    }
}

fn read_pages(pages: &[Page], answers: Answers, posted: &[(String, String)], today: Date) -> Reading {
    let mut reading = Reading { answers, ..Reading::default() };
    let Some(mut posted) = admitted(posted, &mut reading) else { return reading };
    for page in pages {
        let page_is_asked = is_asked(page.when.as_ref(), &reading.answers);
        if page.repeat.is_some() {
            rows::read(page, page_is_asked, &mut posted, today, &mut reading);
            continue;
        }
        page.questions.iter().for_each(|it| reading.answers.forget(&it.key));
        for question in &page.questions {
            let is_asked = page_is_asked && is_asked(question.when.as_ref(), &reading.answers);
            read_question((question, &question.key), is_asked, &mut posted, today, &mut reading);
        }
    }
    refuse_untaken(&posted, &mut reading);
    reading
}

fn admitted<'a>(posted: &'a [(String, String)], reading: &mut Reading) -> Option<Posted<'a>> {
    if posted.len() > FIELDS_MAX {
        reading.flaws.push(Flaw::of("", "form.too_many_fields").with("max", FIELDS_MAX));
        return None;
    }
    Some(Posted::of(posted))
}

fn refuse_untaken(posted: &Posted<'_>, reading: &mut Reading) {
    if posted.has_untaken() {
        // Its name is not said: whoever made it up knows it.
        reading.flaws.push(Flaw::of("", "form.unknown_field"));
    }
}

/// Reads a question under the name it is asked by; its answer is kept under its key.
fn read_question(
    (question, name): (&Question, &str),
    is_asked: bool,
    posted: &mut Posted<'_>,
    today: Date,
    reading: &mut Reading,
) {
    if question.computed.is_some() {
        return;
    }
    let fields = question.kind.fields(name);
    let mut values = Vec::with_capacity(fields.len());
    for field in &fields {
        let found = posted.take(field);
        if is_asked {
            reading.typed.keep(field, found);
            values.push(found.iter().map(|(_, value)| *value).collect::<Vec<_>>());
        }
    }
    if !is_asked || fields.is_empty() {
        return;
    }
    match read_given(question, &fields, &values, today) {
        Ok((Some(answer), side)) => {
            reading.answers.put(&question.key, answer);
            if let Some((side, answer)) = side {
                reading.answers.put(&format!("{}.{side}", question.key), answer);
            }
        }
        Ok((None, _)) if question.optional => {}
        Ok((None, _)) => reading.flaws.push(Flaw::of(&fields[0], missing(&question.kind))),
        Err(flaw) => reading.flaws.push(flaw),
    }
}

/// An answer with what is kept beside it, under which name.
type Given = Result<(Option<Answer>, Option<(&'static str, Answer)>), Flaw>;

fn read_given(question: &Question, fields: &[String], values: &[Vec<&str>], today: Date) -> Given {
    let several = |n: usize| match &question.kind {
        Kind::Choices { .. } | Kind::Files { .. } => n == 0,
        Kind::Material { .. } => n == 1,
        _ => false,
    };
    for (n, (field, values)) in fields.iter().zip(values).enumerate() {
        if values.iter().any(|it| it.len() > VALUE_BYTES_MAX) {
            return Err(Flaw::of(field, "field.too_large"));
        }
        if values.len() > 1 && !several(n) {
            return Err(Flaw::of(field, "field.doubled"));
        }
    }
    let answer = read_values(question, fields, values, today)?;
    let side = match (&question.kind, &answer) {
        (Kind::Choice { other: Some(_), .. }, Some(Answer::Text(key))) if key == OTHER => {
            Some((OTHER, choices::other(&fields[1], &values[1])?))
        }
        (Kind::Choices { other: Some(_), .. }, Some(Answer::Keys(keys)))
            if keys.iter().any(|it| it == OTHER) =>
        {
            Some((OTHER, choices::other(&fields[1], &values[1])?))
        }
        (Kind::Material { files, .. }, Some(Answer::Text(way))) if way == Way::Upload.as_str() => {
            let given = parts::files(&fields[1], &values[1], files)?;
            Some((FILES, given.ok_or_else(|| Flaw::of(&fields[1], "files.missing"))?))
        }
        _ => None,
    };
    Ok((answer, side))
}

fn read_values(question: &Question, fields: &[String], values: &[Vec<&str>], today: Date) -> Read {
    let first = |n: usize| values.get(n).and_then(|it| it.first()).copied().unwrap_or_default();
    let (field, typed) = (fields[0].as_str(), first(0));
    match &question.kind {
        Kind::Text { length_min, length_max, letters } => {
            words::text(field, typed, (*length_min, *length_max), *letters)
        }
        Kind::Name { length_max } => words::text(field, typed, (1, *length_max), Letters::Name),
        Kind::Organisation { length_max } => words::text(field, typed, (1, *length_max), Letters::Any),
        Kind::LongText { length_min, length_max } => {
            words::long_text(field, typed, (*length_min, *length_max))
        }
        Kind::Address { length_max } => words::address(field, typed, *length_max),
        Kind::CitizenNumber => words::citizen_number(field, typed),
        Kind::CreditCode => words::credit_code(field, typed),
        Kind::CertificateNumber => codes::certificate_number(field, typed),
        Kind::BankAccount { accounts } => codes::bank_account(field, typed, *accounts),
        Kind::Phone => words::phone(field, typed),
        Kind::Email => words::email(field, typed),
        Kind::Region { within, level_min } => words::region(field, typed, within.as_deref(), *level_min),
        Kind::RegionAddress { within, level_min, length_max } => {
            let within = (within.as_deref(), *level_min);
            parts::region_address(fields, [first(0), first(1)], within, *length_max)
        }
        Kind::Number { min, max, .. } => numbers::number(field, typed, (*min, *max)),
        Kind::Decimal { places, min, max, .. } => numbers::decimal(field, typed, *places, (*min, *max)),
        Kind::Money { min, max, .. } => numbers::money(field, typed, (*min, *max)),
        Kind::Date { earliest, latest } => {
            days::date(fields, [first(0), first(1), first(2)], (*earliest, *latest), today)
        }
        Kind::DateRange { earliest, latest } => {
            let typed = std::array::from_fn(first);
            days::range(fields, typed, (*earliest, *latest), today)
        }
        Kind::YearMonth { earliest, latest } => {
            days::year_month(fields, [first(0), first(1)], (*earliest, *latest), today)
        }
        Kind::Time { opens, closes } => days::time(field, typed, (*opens, *closes)),
        Kind::Choice { options, other } => choices::choice(field, typed, options, other.is_some()),
        Kind::List { options } => choices::list(field, typed, options),
        Kind::Choices { options, picks_min, picks_max, other } => {
            choices::choices(field, &values[0], (options, other.is_some()), (*picks_min, *picks_max))
        }
        Kind::Rating { steps, .. } => numbers::rating(field, typed, *steps),
        Kind::Likert { statements, options } => {
            let typed: Vec<_> = (0..statements.len()).map(first).collect();
            parts::likert(fields, &typed, (statements, options), question.optional)
        }
        Kind::YesNo => choices::yes_no(field, typed),
        Kind::Declaration => choices::declaration(field, typed),
        Kind::Signature => parts::signature(fields, [first(0), first(1)], today),
        Kind::Files { files } => parts::files(field, &values[0], files),
        Kind::Material { ways, .. } => choices::material(field, typed, ways),
        Kind::Statement => Ok(None),
    }
}

/// A worked out number, rounded half up in its last place, as a whole number of that place.
pub(crate) fn rounded(number: &str, places: u32) -> Option<i64> {
    numbers::rounded(number, places)
}

/// What to say when nothing was typed.
fn missing(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text { .. } | Kind::Name { .. } | Kind::Organisation { .. } => "text.missing",
        Kind::CertificateNumber => "certificate_number.missing",
        Kind::BankAccount { .. } => "bank_account.missing",
        Kind::LongText { .. } => "long_text.missing",
        Kind::Number { .. } => "number.missing",
        Kind::Decimal { .. } => "decimal.missing",
        Kind::Money { .. } => "money.missing",
        Kind::Date { .. } => "date.missing",
        Kind::DateRange { .. } => "date_range.missing",
        Kind::YearMonth { .. } => "year_month.missing",
        Kind::Time { .. } => "time.missing",
        Kind::Choice { .. } | Kind::List { .. } => "choice.missing",
        Kind::Rating { .. } => "rating.missing",
        Kind::Likert { .. } => "likert.missing",
        Kind::Signature => "signature.missing",
        Kind::Files { .. } => "files.missing",
        Kind::Statement => "text.missing",
        Kind::Choices { .. } => "choices.missing",
        Kind::YesNo => "yes_no.missing",
        Kind::CitizenNumber => "citizen_number.missing",
        Kind::CreditCode => "credit_code.missing",
        Kind::Phone => "phone.missing",
        Kind::Email => "email.missing",
        Kind::Address { .. } => "address.missing",
        Kind::Region { .. } | Kind::RegionAddress { .. } => "region.missing",
        Kind::Declaration => "declaration.missing",
        Kind::Material { .. } => "material.missing",
    }
}
