//! Founding an agency: its code, names, region, level, by what right it acts, and who supervises it.
//! What makes an agency sound, the action decides.

use kit::{AgencyId, CreditCode, Lang, Refusal, RegionCode, Result, Words, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Entry, Face, Field, Frame, Head, TextInput, Width, button, buttons, form, heading, radios,
        select, text_input,
    },
};

use super::{Typed, done, sheet};
use crate::{
    actions::agencies,
    model::agency::{AgencyKind, NewAgency},
    pages::region::level_words,
};

pub(crate) async fn ask(ctx: Ctx) -> Answer {
    Ok(answer(&ctx, &Typed::of(&[("kind", "authority")])))
}

pub(crate) async fn found(ctx: Ctx, posted: Posted) -> Answer {
    let asked = posted.clone();
    let made = done(&ctx, &posted.key, move |tx, by| {
        let new = read_form(tx, &asked)?;
        Ok(format!("/admin/agencies/{}", agencies::found_agency(tx, by, &new)?))
    });
    match made.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => Ok(answer(&ctx, &Typed::refused(&ctx, posted, err, "code")?)),
    }
}

fn answer(ctx: &Ctx, typed: &Typed) -> axum::response::Response {
    let head = Head { back: Some("/admin/agencies"), ..Head::titled(t!("founding.title", ctx.lang)) };
    let body = founding_page(&ctx.frame(Face::Admin), &ctx.submission_key(), typed);
    sheet(ctx, Some(typed), &head, body)
}

fn read_form(read: &mut Read<'_>, posted: &Posted) -> Result<NewAgency> {
    let code = CreditCode::parse(posted.get("code")).map_err(|_| Refusal::invalid("code", "agency.code"))?;
    let region = RegionCode::parse(posted.get("region"))
        .ok_or_else(|| Refusal::invalid("region", "region.unknown"))?;
    let kind = match posted.get("kind") {
        "authority" => AgencyKind::Authority,
        "empowered" => AgencyKind::Empowered,
        "entrusted" => {
            let principal = by_code(read, posted, "principal", "agency.principal")?;
            let principal = principal.ok_or_else(|| Refusal::invalid("principal", "agency.principal"))?;
            AgencyKind::Entrusted { principal }
        }
        _ => return Err(Refusal::invalid("kind", "agency.kind").into()),
    };
    Ok(NewAgency {
        code,
        name: Words { zh: posted.get("name_zh").to_owned(), en: posted.get("name_en").to_owned() },
        level: posted.get("level").parse().unwrap_or_else(|_| region.level()),
        region,
        kind,
        supervisor: by_code(read, posted, "supervisor", "agency.supervisor")?,
    })
}

/// The agency whose code stands in a field; nothing where the field is empty.
fn by_code(
    read: &mut Read<'_>,
    posted: &Posted,
    field: &str,
    wrong: &'static str,
) -> Result<Option<AgencyId>> {
    if posted.get(field).is_empty() {
        return Ok(None);
    }
    let found = match CreditCode::parse(posted.get(field)) {
        Ok(code) => agencies::agency_by_code(read, &code)?,
        Err(_) => None,
    };
    match found {
        Some(it) => Ok(Some(it.id)),
        None => Err(Refusal::invalid(field, wrong).into()),
    }
}

pub(crate) fn founding_page(frame: &Frame, key: &str, typed: &Typed) -> Markup {
    let lang = frame.lang;
    let body = html! {
        (line(lang, typed, "code", t!("agency.code", lang), t!("founding.code.hint", lang), false))
        (line(lang, typed, "name_zh", t!("founding.name_zh", lang), "", false))
        (line(lang, typed, "name_en", t!("founding.name_en", lang), "", false))
        (line(lang, typed, "region", t!("founding.region", lang), t!("founding.region.hint", lang), false))
        (level(lang, typed))
        (kind(lang, typed))
        (line(lang, typed, "supervisor", t!("founding.supervisor", lang), t!("founding.agency.hint", lang), true))
        (buttons(button(t!("founding.do", lang))))
    };
    html! {
        (typed.flaws.summary(lang))
        (heading(t!("admin.agencies", lang), t!("founding.title", lang)))
        p { (t!("founding.words", lang)) }
        (form(frame, "/admin/agencies", Some(key), body))
    }
}

fn line(lang: Lang, typed: &Typed, name: &str, label: &str, hint: &str, optional: bool) -> Markup {
    let entry = if name.starts_with("name") { Entry::Words } else { Entry::Code };
    let width = if name.starts_with("name") { Width::Full } else { Width::Letters20 };
    let field = Field { optional, ..Field::new(name, label).hint(hint).error(typed.flaws.of(name)) };
    let input = TextInput { value: typed.value(name), entry, width, ..TextInput::default() };
    text_input(lang, &field, &input)
}

fn level(lang: Lang, typed: &Typed) -> Markup {
    let field = Field::new("level", t!("agency.level", lang))
        .hint(t!("founding.level.hint", lang))
        .error(typed.flaws.of("level"))
        .optional();
    let chosen = typed.value("level");
    let levels = ["1", "2", "3", "4", "5"];
    let choices: Vec<_> =
        levels.iter().zip(1..).map(|(it, n)| Choice::new(it, level_words(lang, n), chosen)).collect();
    select(lang, &field, &choices)
}

fn kind(lang: Lang, typed: &Typed) -> Markup {
    let field = Field::new("kind", t!("agency.kind", lang)).error(typed.flaws.of("kind"));
    let chosen = typed.value("kind");
    let principal = line(
        lang,
        typed,
        "principal",
        t!("founding.principal", lang),
        t!("founding.agency.hint", lang),
        false,
    );
    let choices = [
        Choice::new("authority", t!("agency.authority", lang), chosen),
        Choice::new("empowered", t!("agency.empowered", lang), chosen),
        Choice { opens: Some(principal), ..Choice::new("entrusted", t!("agency.entrusted", lang), chosen) },
    ];
    radios(lang, &field, &choices)
}
