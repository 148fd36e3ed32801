//! A notice as an official paper with the seal of its agency: the same words as its page, laid out for print.
//! Making it takes milliseconds, so it is done after the read, on a thread for such work.

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
};
use kit::{Error, Lang, Result, t};
use maud::html;
use paper::{Flaw, Paper, Part, Reason, Row, Seal, Signed};
use web::{
    Answer, Ctx,
    pages::{Face, heading, prose},
};

use super::{
    NoticePage, Said, clauses, own,
    reasons::{fact_name, fact_value, name, remedy_said, stated},
    said, title,
};
use crate::{
    actions::{self, NoticeView},
    model::{CaseId, NoticeId, Reasons, RemedyView, law::LawRegister},
    pages::portal::{Sheet, words},
};

/// The paper for the one it is addressed to.
pub(in crate::pages) async fn show_paper(ctx: Ctx, Path((case, id)): Path<(String, String)>) -> Answer {
    let page = own(&ctx, &case, &id).await?;
    let back = format!("/cases/{}/notices/{}", page.it.case.id, page.it.notice.id);
    answer(&ctx, Face::Portal, page, &back).await
}

/// The paper for an official who handles the case; the look is recorded first.
pub(in crate::pages) async fn show_desk_paper(ctx: Ctx, Path((case, id)): Path<(String, String)>) -> Answer {
    let (case, id) = (CaseId::parse(&case)?, NoticeId::parse(&id)?);
    let (it, to) = actions::open_notice(&ctx.store, &ctx.by, &case, &id).await?;
    let page = NoticePage { it, to, is_demo: ctx.site.settings.demo };
    answer(&ctx, Face::Desk, page, &format!("/desk/cases/{case}")).await
}

async fn answer(ctx: &Ctx, face: Face, page: NoticePage, back: &str) -> Answer {
    let lang = ctx.lang;
    let number = page.it.notice.number.clone();
    let made = tokio::task::spawn_blocking(move || paper::pdf(&paper_of(lang, &page))).await;
    match made.map_err(|_| Error::fault("a paper was not finished"))? {
        Ok(bytes) => {
            let mut response = web::file("application/pdf", "no-store", bytes);
            response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition(&number)?);
            Ok(response)
        }
        Err(flaw) => {
            let mut response = unmade_sheet(lang, flaw, back).shown(|head, body| ctx.page(face, head, body));
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

/// The file is called by the number of the notice, which says nothing of a person.
fn disposition(number: &str) -> Result<HeaderValue> {
    let plain: String = number.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect();
    let encoded: String = number
        .bytes()
        .map(|it| match it.is_ascii_alphanumeric() {
            true => char::from(it).to_string(),
            false => format!("%{it:02X}"),
        })
        .collect();
    let value = format!("inline; filename=\"{plain}.pdf\"; filename*=UTF-8''{encoded}.pdf");
    HeaderValue::from_str(&value).map_err(|_| Error::fault("a number is no file name"))
}

/// Why there is no paper, and what can be done instead.
pub(in crate::pages::portal) fn unmade_sheet(lang: Lang, flaw: Flaw, back: &str) -> Sheet {
    let title = t!("notice.paper.unmade", lang);
    let body = html! {
        (heading("", title))
        (prose(&unmade_words(lang, flaw)))
        p { a href=(back) { (t!("notice.paper.back", lang)) } }
    };
    Sheet::of(title, body).back(back)
}

fn unmade_words(lang: Lang, flaw: Flaw) -> String {
    match flaw {
        Flaw::Missing(it) => {
            // A mark that cannot be seen, or that turns the text around, is named by its code alone.
            let seen = if it.is_alphanumeric() { it } else { '□' };
            let code = format!("U+{:04X}", u32::from(it));
            t!("notice.paper.missing", lang, character = seen, code = code)
        }
        Flaw::TooLong => t!("notice.paper.too_long", lang).to_owned(),
    }
}

/// The seal of the agency that issued a notice.
pub(super) fn seal(lang: Lang, page: &NoticePage) -> Seal {
    let agency = &page.it.agency;
    Seal {
        agency: agency.zh.clone(),
        across: page.is_demo.then(|| t!("notice.paper.demo", Lang::ZH).to_owned()),
        described: t!("notice.paper.seal", lang, agency = agency.say(lang)),
    }
}

/// What stands on the paper.
pub(super) fn paper_of(lang: Lang, page: &NoticePage) -> Paper {
    let it = &page.it;
    let agency = it.agency.say(lang).to_owned();
    let name = page.to.name.as_deref().unwrap_or_else(|| t!("notice.erased", lang));
    let to = match &page.to.masked {
        Some(masked) => t!("notice.paper.to_masked", lang, name = name, number = masked),
        None => t!("notice.paper.to", lang, name = name),
    };
    let mut parts = vec![Part::Rows(about(lang, it))];
    parts.extend(said(lang, it).into_iter().filter_map(|it| match it {
        Said::Words(it) => Some(Part::Paragraph(it)),
        Said::Items(all) => Some(Part::Items(all)),
        Said::Own(it) => Some(Part::Said(None, it)),
        Said::Certificate(_) => None,
    }));
    if let Some(reasons) = stated(it) {
        parts.extend(why(lang, it, &reasons));
    }
    parts.extend(law(lang, it));
    if lang != Lang::ZH {
        parts.push(Part::Note(t!("notice.paper.authoritative", lang).to_owned()));
    }
    Paper {
        lang,
        agency: agency.clone(),
        title: title(lang, it.notice.kind).to_owned(),
        number: it.notice.number.clone(),
        to: Some(to),
        parts,
        signed: Signed {
            agency,
            day: words::day_of(lang, it.notice.issued_at, &it.calendar),
            seal: seal(lang, page),
        },
        footer: page.is_demo.then(|| t!("notice.paper.demo", lang).to_owned()),
    }
}

fn about(lang: Lang, it: &NoticeView) -> Vec<Row> {
    let row = |name: &str, value: String| Row { name: name.to_owned(), value };
    vec![
        row(t!("notice.matter", lang), it.matter.matter.name.say(lang).to_owned()),
        row(t!("case.number", lang), it.case.number.clone()),
        row(t!("notice.issued", lang), words::moment(lang, it.notice.issued_at, &it.calendar)),
    ]
}

/// Reasons with their clauses, the official's words, the facts, and what can be done against it.
fn why(lang: Lang, it: &NoticeView, reasons: &Reasons) -> Vec<Part> {
    let mut parts = Vec::new();
    let heading = |words: &str| Part::Heading(words.to_owned());
    let fired = reasons.fired.iter().map(|it| Reason {
        words: it.reason.say(lang).to_owned(),
        ground: it.clause.as_deref().map(|it| cited(lang, it)),
    });
    let (own, facts) = (reasons.words.trim(), &reasons.facts);
    if !reasons.fired.is_empty() || !own.is_empty() || !facts.is_empty() {
        parts.push(heading(t!("notice.reasons", lang)));
    }
    if !reasons.fired.is_empty() {
        parts.push(Part::Reasons(fired.collect()));
    }
    if !own.is_empty() {
        parts.push(Part::Said(Some(t!("notice.own_words", lang).to_owned()), own.to_owned()));
    }
    if !facts.is_empty() {
        let matter = &it.matter.matter;
        let row = |(path, value): &(String, serde_json::Value)| Row {
            name: fact_name(lang, matter, path).to_owned(),
            value: fact_value(lang, matter, path, value),
        };
        parts.push(heading(t!("notice.facts", lang)));
        parts.push(Part::Rows(facts.iter().map(row).collect()));
    }
    if !reasons.remedies.is_empty() {
        parts.push(heading(t!("notice.remedies", lang)));
        parts.push(Part::Rows(reasons.remedies.iter().map(|remedy| against(lang, it, remedy)).collect()));
    }
    parts
}

fn against(lang: Lang, it: &NoticeView, remedy: &RemedyView) -> Row {
    let (within, until) = remedy_said(lang, it, remedy);
    let clauses = [Some(&remedy.clause), remedy.body_clause.as_ref()];
    let clauses = clauses.into_iter().flatten().map(|it| cited(lang, it));
    let lines: Vec<_> = [Some(within), until].into_iter().flatten().chain(clauses).collect();
    Row { name: name(lang, remedy).to_owned(), value: lines.join("\n") }
}

/// Every clause it rests on, once, in our words.
fn law(lang: Lang, it: &NoticeView) -> Vec<Part> {
    let (keys, register) = (clauses(it), LawRegister::built_in());
    let mut rows: Vec<Row> = Vec::new();
    let mut is_unverified = false;
    for clause in keys.iter().filter_map(|it| register.clause(it)) {
        let name = clause.cite(lang);
        if !rows.iter().any(|it| it.name == name) {
            is_unverified |= !clause.verified;
            rows.push(Row { name, value: clause.text.say(lang).to_owned() });
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut notes = vec![t!("law.our_words", lang)];
    notes.extend(is_unverified.then(|| t!("law.unverified_words", lang)));
    let notes = notes.into_iter().map(|it| Part::Note(it.to_owned()));
    [Part::Heading(t!("notice.law", lang).to_owned()), Part::Rows(rows)].into_iter().chain(notes).collect()
}

/// A clause by statute and article, marked where nobody verified it.
fn cited(lang: Lang, key: &str) -> String {
    LawRegister::built_in().clause(key).map_or_else(|| key.to_owned(), |it| it.cite(lang))
}
