//! Words of the matter's file that an official may begin from when they give reasons.
//! Chosen beside the field and put before what is typed; what was chosen is kept as words, not as a reference.

use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Posted,
    pages::{Choice, Field, details, select},
};

use super::file::FileView;
use crate::model::{Matter, Template, TemplateOf};

/// The fields of the forms that take reasons, each with what it gives reasons for.
const FIELDS: [(&str, TemplateOf); 4] = [
    ("correction_words", TemplateOf::Correction),
    ("not_accepted_words", TemplateOf::NotAccepted),
    ("granted_words", TemplateOf::Granted),
    ("refused_words", TemplateOf::Refused),
];

fn field_of(name: &str) -> String {
    format!("{name}_template")
}

fn templates<'a>(matter: &'a Matter, name: &str) -> impl Iterator<Item = &'a Template> {
    let of = FIELDS.iter().find(|it| it.0 == name).map(|it| it.1);
    matter.templates.iter().filter(move |it| Some(it.outcome) == of)
}

/// What was posted, with the words of the chosen templates in place.
pub(super) fn filled(lang: Lang, matter: &Matter, posted: &Posted) -> Posted {
    let mut posted = posted.clone();
    for (name, _) in FIELDS {
        let chosen = posted.get(&field_of(name)).to_owned();
        let Some(it) = templates(matter, name).find(|it| it.key == chosen) else { continue };
        let typed = posted.get(name).to_owned();
        let words = [it.text.say(lang), typed.as_str()].join("\n").trim().to_owned();
        posted.fields.retain(|(field, _)| field != name && *field != field_of(name));
        posted.fields.push((name.to_owned(), words));
    }
    posted
}

/// The templates for a field of reasons: what each says, and a choice of one.
pub(super) fn choice(lang: Lang, view: &FileView, name: &str) -> Markup {
    let all: Vec<_> = templates(&view.case().matter.matter, name).collect();
    if all.is_empty() {
        return Markup::default();
    }
    let field = field_of(name);
    let chosen = view.typed.get(&field);
    let names: Vec<_> = (1..=all.len()).map(|n| t!("desk.template.n", lang, n = n)).collect();
    let mut choices = vec![Choice::new("", t!("desk.template.none", lang), chosen)];
    choices.extend(all.iter().zip(&names).map(|(it, name)| Choice::new(&it.key, name, chosen)));
    let list = html! { ol { @for it in &all { li { (it.text.say(lang)) } } } };
    html! {
        (details(t!("desk.template.read", lang), list))
        (select(lang, &Field::new(&field, t!("desk.template", lang)).hint(t!("desk.template.hint", lang)).optional(), &choices))
    }
}
