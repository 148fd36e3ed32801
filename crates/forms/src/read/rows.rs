//! Pages that are asked for each of several: their fields carry the key of the page and which one it is.
//! A row in which nothing was typed is no row.

use kit::Flaw;

use super::{Reading, read_question};
use crate::form::is_asked;
use crate::posted::Posted;
use crate::{Answer, Answers, Date, Page};

/// Reads every row of a page.
pub(super) fn read(page: &Page, is_asked: bool, posted: &mut Posted<'_>, today: Date, reading: &mut Reading) {
    let Some(repeat) = &page.repeat else { return };
    reading.answers.forget(&page.key);
    let mut rows = Vec::new();
    for n in 0..repeat.max as usize {
        if !posted.has_under(&format!("{}.{n}.", page.key)) {
            continue;
        }
        let n_flaws = reading.flaws.len();
        let (row, is_blank) = read_row(page, n, posted, today, reading);
        match is_asked && !is_blank {
            true => rows.push(row),
            false => reading.flaws.truncate(n_flaws),
        }
    }
    if !is_asked {
        return;
    }
    if rows.len() < repeat.min as usize {
        reading.flaws.push(Flaw::of(&page.key, "rows.too_few").with("min", repeat.min));
    }
    if !rows.is_empty() {
        reading.answers.put(&page.key, Answer::Rows(rows));
    }
}

/// Reads one row; says whether nothing was typed into it.
pub(super) fn read_row(
    page: &Page,
    n: usize,
    posted: &mut Posted<'_>,
    today: Date,
    reading: &mut Reading,
) -> (Answers, bool) {
    // What is asked in a row may hang on what was answered before it.
    let mut own = Reading { answers: reading.answers.clone(), ..Reading::default() };
    page.questions.iter().for_each(|it| own.answers.forget(&it.key));
    for question in &page.questions {
        let asked = is_asked(question.when.as_ref(), &own.answers);
        let name = format!("{}.{n}.{}", page.key, question.key);
        read_question((question, &name), asked, posted, today, &mut own);
    }
    let mut row = Answers::default();
    for question in &page.questions {
        row.take_over(&own.answers, &question.key);
    }
    let is_blank = own.typed.is_blank();
    reading.typed.extend(own.typed);
    reading.flaws.extend(own.flaws);
    (row, is_blank)
}
