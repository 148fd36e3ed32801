//! Every flaw that reading finds, and the sentence for each.
//! The sentences stand in `texts/` as `flaw.<code>`; a test holds the list against them.

use kit::{Flaw, Lang, fill};

use crate::shown::day;
use crate::{Question, TEXTS};

/// Every code of a flaw that reading a form finds.
pub const FLAW_CODES: &[&str] = &[
    "address.characters",
    "address.missing",
    "address.too_long",
    "choice.missing",
    "choice.unknown",
    "choices.missing",
    "choices.too_few",
    "choices.too_many",
    "choices.unknown",
    "citizen_number.birth",
    "citizen_number.characters",
    "citizen_number.length",
    "citizen_number.missing",
    "citizen_number.wrong",
    "credit_code.characters",
    "credit_code.length",
    "credit_code.missing",
    "credit_code.wrong",
    "date.day_missing",
    "date.day_wrong",
    "date.missing",
    "date.month_missing",
    "date.month_wrong",
    "date.not_real",
    "date.too_early",
    "date.too_late",
    "date.year_missing",
    "date.year_wrong",
    "decimal.missing",
    "decimal.places",
    "decimal.too_large",
    "decimal.too_small",
    "decimal.wrong",
    "declaration.missing",
    "declaration.unknown",
    "email.missing",
    "email.wrong",
    "field.doubled",
    "field.too_large",
    "form.too_many_fields",
    "form.unknown_field",
    "long_text.characters",
    "long_text.missing",
    "long_text.too_long",
    "long_text.too_short",
    "material.missing",
    "material.unknown",
    "money.missing",
    "money.places",
    "money.too_large",
    "money.too_small",
    "money.wrong",
    "number.missing",
    "number.not_whole",
    "number.too_large",
    "number.too_small",
    "number.wrong",
    "phone.missing",
    "phone.wrong",
    "region.missing",
    "region.outside",
    "region.too_wide",
    "region.wrong",
    "text.characters",
    "text.code",
    "text.digits",
    "text.letters",
    "text.missing",
    "text.too_long",
    "text.too_short",
    "yes_no.missing",
    "yes_no.unknown",
];

/// What to tell a person about a flaw of a question; none for a code that is not of this crate.
pub fn say(question: Option<&Question>, flaw: &Flaw, lang: Lang) -> Option<String> {
    let words = TEXTS.find(lang, &format!("flaw.{}", flaw.code))?;
    let label = question.map_or("", |it| it.label.say(lang));
    let spoken = |(name, value): &(&'static str, String)| match *name {
        "day" => (*name, day(value, lang)),
        _ => (*name, value.clone()),
    };
    let args: Vec<_> = flaw.args.iter().map(spoken).collect();
    let mut args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // Last, so that nothing within a label is taken for a place to fill.
    args.push(("label", label));
    Some(fill(words, &args))
}
