//! A notice 文书 as a page that can be printed: who, to whom, what, why, and what can be done against it.
//! What it says was fixed when it was issued; only days and names are put into words here.

mod reasons;

use axum::extract::Path;
use identity::SubjectView;
use kit::{Lang, Time, t};
use maud::{Markup, html};
use serde_json::Value;
use web::{
    Answer, Ctx,
    pages::{SummaryRow, heading, inset, prose, section, summary_list},
};

use super::{Sheet, words};
use crate::{
    TEXTS,
    actions::{self, NoticeView},
    model::{CaseId, NoticeId, NoticeKind},
};

pub(in crate::pages) use reasons::{clauses, reasons, remedies};

/// A notice as its addressee sees it.
pub(super) struct NoticePage {
    pub(super) it: NoticeView,
    pub(super) to: SubjectView,
}

pub(super) async fn show(ctx: Ctx, Path((case, id)): Path<(String, String)>) -> Answer {
    let (by, case, id) = (ctx.by.clone(), CaseId::parse(&case)?, NoticeId::parse(&id)?);
    let read = ctx.store.read(move |read| {
        let it = actions::notice_view(read, &by, &case, &id)?;
        let to = identity::subject_view(read, &it.case.subject)?;
        Ok(NoticePage { it, to })
    });
    notice_sheet(ctx.lang, &read.await?).answer(&ctx)
}

pub(super) fn notice_sheet(lang: Lang, page: &NoticePage) -> Sheet {
    let it = &page.it;
    let title = title(lang, it.notice.kind);
    let (reasons, remedies) = (reasons(lang, it), remedies(lang, it));
    let clauses = clauses(it);
    let body = html! {
        (heading(it.agency.say(lang), title))
        (summary_list(lang, &facts(lang, page)))
        (text(lang, it))
        @if !reasons.0.is_empty() { (section(t!("notice.reasons", lang), reasons)) }
        @if !remedies.0.is_empty() { (section(t!("notice.remedies", lang), remedies)) }
        p { (it.agency.say(lang)) br; (words::day_of(lang, it.notice.issued_at, &it.calendar)) }
        @if !clauses.is_empty() {
            (section(t!("notice.law", lang), words::law_list(lang, clauses.iter().map(String::as_str))))
        }
        p.hint {
            (t!("notice.print", lang)) " "
            a href={ "/cases/" (it.case.id) "/traces" } { (t!("notice.traces", lang)) }
        }
    };
    Sheet::of(title, body).back(&format!("/cases/{}", it.case.id))
}

/// What a notice of this kind is called.
pub(in crate::pages) fn title(lang: Lang, kind: NoticeKind) -> &'static str {
    TEXTS.find(lang, &format!("notice.title.{}", kind.as_str())).unwrap_or_default()
}

/// The certificate that came with a decision, by its identifier.
pub(in crate::pages) fn certificate(it: &NoticeView) -> Option<&str> {
    it.notice.body.as_ref()?.get("certificate")?.as_str()
}

fn facts<'a>(lang: Lang, page: &NoticePage) -> Vec<SummaryRow<'a>> {
    let it = &page.it;
    let name = page.to.name.as_deref().unwrap_or_else(|| t!("notice.erased", lang));
    let to = match &page.to.masked {
        Some(masked) => html! { (name) br; span.soft { (masked) } },
        None => html! { (name) },
    };
    vec![
        SummaryRow::new(t!("notice.number", lang), html! { (it.notice.number) }),
        SummaryRow::new(t!("notice.to", lang), to),
        SummaryRow::new(t!("notice.matter", lang), html! { (it.matter.matter.name.say(lang)) }),
        SummaryRow::new(
            t!("case.number", lang),
            html! { a href={ "/cases/" (it.case.id) } { (it.case.number) } },
        ),
        SummaryRow::new(
            t!("notice.issued", lang),
            words::moment_mark(lang, it.notice.issued_at, &it.calendar),
        ),
    ]
}

/// What it says, by its kind.
fn text(lang: Lang, it: &NoticeView) -> Markup {
    let Some(body) = &it.notice.body else { return prose(t!("notice.erased_words", lang)) };
    let matter = it.matter.matter.name.say(lang);
    let received = words::day_of(lang, it.case.received_at, &it.calendar);
    let due = due(lang, it, body);
    let said = body.get("words").and_then(Value::as_str).unwrap_or_default();
    match it.notice.kind {
        NoticeKind::Received => {
            prose(&t!("notice.text.received", lang, matter = matter, day = received, due = due))
        }
        NoticeKind::Correction => html! {
            (prose(&t!("notice.text.correction", lang, matter = matter, day = received)))
            (items(lang, it, body))
            (inset(prose(said)))
            (prose(t!("notice.text.correction_after", lang)))
        },
        NoticeKind::Accepted => {
            prose(&t!("notice.text.accepted", lang, matter = matter, day = received, due = due))
        }
        NoticeKind::NotAccepted => {
            prose(&t!("notice.text.not_accepted", lang, matter = matter, day = received))
        }
        NoticeKind::Extended => html! {
            (prose(&t!("notice.text.extended", lang, matter = matter, due = due)))
            (inset(prose(said)))
        },
        NoticeKind::MendOrder => html! {
            (prose(&t!("notice.text.mend_order", lang, matter = matter, due = due)))
            (broken(lang, it, body))
            @if !said.is_empty() { (inset(prose(said))) }
            (prose(t!("notice.text.mend_order_after", lang)))
        },
        NoticeKind::Revoked => prose(&t!("notice.text.revoked", lang, matter = matter)),
        NoticeKind::Suspended => html! {
            (prose(&t!("notice.text.suspended", lang, matter = matter, procedure = procedure(lang, it, body))))
            (inset(prose(said)))
            (prose(&t!("notice.text.suspended_after", lang, day = expected(lang, it, body))))
        },
        NoticeKind::Resumed => html! {
            (prose(&t!("notice.text.resumed", lang, matter = matter, procedure = procedure(lang, it, body), due = due)))
            (inset(prose(said)))
        },
        NoticeKind::Granted => html! {
            (prose(&t!("notice.text.granted", lang, matter = matter, day = received)))
            @if let Some(id) = certificate(it) {
                p { a href={ "/certificates/" (id) } { (t!("case.certificate", lang)) } }
            }
        },
        NoticeKind::Refused => prose(&t!("notice.text.refused", lang, matter = matter, day = received)),
        NoticeKind::Withdrawn => prose(&t!("notice.text.withdrawn", lang, matter = matter, day = received)),
        NoticeKind::Delivered => {
            let way = body.get("way").and_then(Value::as_str).unwrap_or_default();
            let way = TEXTS.find(lang, &format!("notice.way.{way}")).unwrap_or_default();
            prose(&t!("notice.text.delivered", lang, matter = matter, way = way))
        }
    }
}

/// What was found not to be as promised.
fn broken(lang: Lang, it: &NoticeView, body: &Value) -> Markup {
    let keys: Vec<_> =
        body.get("items").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let items = it.matter.matter.inspection.iter().filter(|it| keys.contains(&it.key.as_str()));
    html! { ul { @for it in items { li { (it.text.say(lang)) } } } }
}

/// What the special procedure of a notice is called in its matter.
fn procedure<'a>(lang: Lang, it: &'a NoticeView, body: &'a Value) -> &'a str {
    let key = body.get("procedure").and_then(Value::as_str).unwrap_or_default();
    let named = it.matter.matter.special_procedures.iter().find(|it| it.key == key);
    named.map_or(key, |it| it.name.say(lang))
}

fn expected(lang: Lang, it: &NoticeView, body: &Value) -> String {
    let at = body.get("expected_at").and_then(Value::as_i64).map(Time::from_ms);
    at.map(|at| words::last_day(lang, at, &it.calendar)).unwrap_or_default()
}

fn due(lang: Lang, it: &NoticeView, body: &Value) -> String {
    let due_at = body.get("due_at").and_then(Value::as_i64).map(Time::from_ms);
    due_at.map(|at| words::last_day(lang, at, &it.calendar)).unwrap_or_default()
}

/// What has to be corrected: materials and questions by their names.
fn items(lang: Lang, it: &NoticeView, body: &Value) -> Markup {
    let keys = body.get("items").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    html! { ul { @for key in keys { li { (item_name(lang, it, key)) } } } }
}

/// What a material or question to be corrected is called.
pub(super) fn item_name<'a>(lang: Lang, it: &'a NoticeView, key: &'a str) -> &'a str {
    let matter = &it.matter.matter;
    let material = matter.materials.iter().find(|it| it.key == key).map(|it| it.name.say(lang));
    let question = || matter.form.question(key).map(|it| it.label.say(lang));
    material.or_else(question).unwrap_or(key)
}
