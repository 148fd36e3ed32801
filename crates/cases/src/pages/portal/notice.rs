//! A notice 文书 as a page that can be printed: who, to whom, what, why, and what can be done against it.
//! What it says was fixed when it was issued; only days and names are put into words here.

mod paper;
mod reasons;
mod said;

use axum::extract::Path;
use identity::SubjectView;
use kit::{Lang, Result, t};
use maud::{Markup, PreEscaped, html};
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

pub(super) use paper::unmade_sheet;
pub(in crate::pages) use paper::{show_desk_paper, show_paper};
pub(in crate::pages) use reasons::{clauses, reasons, remedies};
use said::{Said, said};

/// A notice as its addressee sees it.
pub(in crate::pages) struct NoticePage {
    pub(in crate::pages) it: NoticeView,
    pub(in crate::pages) to: SubjectView,
    /// Whether it has no legal effect.
    pub(in crate::pages) is_demo: bool,
}

pub(super) async fn show(ctx: Ctx, Path((case, id)): Path<(String, String)>) -> Answer {
    notice_sheet(ctx.lang, &own(&ctx, &case, &id).await?).answer(&ctx)
}

/// The notice of the one who asks.
async fn own(ctx: &Ctx, case: &str, id: &str) -> Result<NoticePage> {
    let (by, case, id) = (ctx.by.clone(), CaseId::parse(case)?, NoticeId::parse(id)?);
    let is_demo = ctx.site.settings.demo;
    let read = ctx.store.read(move |read| {
        let it = actions::notice_view(read, &by, &case, &id)?;
        let to = identity::subject_view(read, &it.case.subject)?;
        Ok(NoticePage { it, to, is_demo })
    });
    read.await
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
        div.notice-signed {
            @if let Some(seal) = paper::seal(lang, page).svg() { (PreEscaped(seal)) }
            p { (it.agency.say(lang)) br; (words::day_of(lang, it.notice.issued_at, &it.calendar)) }
        }
        @if !clauses.is_empty() {
            (section(t!("notice.law", lang), words::law_list(lang, clauses.iter().map(String::as_str))))
        }
        p {
            a href={ "/cases/" (it.case.id) "/notices/" (it.notice.id) "/paper" } { (t!("notice.paper", lang)) }
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

/// What it says, as it stands on a page.
fn text(lang: Lang, it: &NoticeView) -> Markup {
    html! {
        @for it in said(lang, it) {
            @match it {
                Said::Words(it) => (prose(&it)),
                Said::Items(all) => ul { @for it in &all { li { (it) } } },
                Said::Own(it) => (inset(prose(&it))),
                Said::Certificate(id) => p {
                    a href={ "/certificates/" (id) } { (t!("case.certificate", lang)) }
                },
            }
        }
    }
}

/// What a material or question to be corrected is called.
pub(super) fn item_name<'a>(lang: Lang, it: &'a NoticeView, key: &'a str) -> &'a str {
    let matter = &it.matter.matter;
    let material = matter.materials.iter().find(|it| it.key == key).map(|it| it.name.say(lang));
    let question = || matter.form.question(key).map(|it| it.label.say(lang));
    material.or_else(question).unwrap_or(key)
}
