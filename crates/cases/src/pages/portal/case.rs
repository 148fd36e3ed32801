//! My case: where it is in plain words, what I must do, its clock, its way, its story, its documents.
//! Read by applicants many times a day, so it asks the store for little and draws each way once.

mod ending;
mod standing;
mod story;

use std::sync::Arc;

use axum::extract::Path;
use kit::{Actor, Lang, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx,
    pages::{
        FlowNode, FlowPicture, FlowState, SummaryRow, button_link, columns, flow_picture, heading, section,
        summary_list, timeline,
    },
};

use super::{Sheet, clock, notice, promise, way::Way, words};
use crate::{
    actions::{self, CaseView, NoticeView},
    model::{CaseId, Stage},
};

pub(in crate::pages) use standing::Standing;

/// A case as its applicant sees it.
pub(super) struct MyCase {
    pub(super) view: CaseView,
    /// Where it is on its way, drawn; empty where there is nothing to draw.
    pub(super) picture: Arc<Markup>,
    /// The decision, once there is one.
    pub(super) decision: Option<NoticeView>,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let lang = ctx.lang;
    let my = ctx.store.read(move |read| load(read, &by, &id, lang)).await?;
    case_sheet(ctx.lang, &my).answer(&ctx)
}

fn load(read: &mut Read<'_>, by: &Actor, id: &CaseId, lang: Lang) -> Result<MyCase> {
    let view = actions::follow_own_case(read, by, id)?;
    let picture = picture_of(read, &view, lang)?;
    let decision = view.notices.iter().rev().find(|it| it.kind.decides()).map(|it| it.id.clone());
    let decision = decision.map(|it| actions::notice_view(read, by, id, &it)).transpose()?;
    Ok(MyCase { view, picture, decision })
}

/// The picture of a case. A version has few, and drawing one costs more than all else on the page.
pub(in crate::pages) fn picture_of(read: &mut Read<'_>, view: &CaseView, lang: Lang) -> Result<Arc<Markup>> {
    let picture = way_of(read, view)?.picture_of(lang, &view.case, &view.tasks);
    let key = format!("cases.picture/{}/{}/{}", view.case.version, lang.tag(), signs(&picture));
    read.cached(&key, |_| Ok(drawn(lang, view, &picture)))
}

/// The way of a case's matter, laid out once for each version.
pub(in crate::pages) fn way_of(read: &mut Read<'_>, view: &CaseView) -> Result<Arc<Way>> {
    let matter = view.matter.clone();
    read.cached(&format!("cases.way/{}", view.case.version), |_| Ok(Way::of(&matter)))
}

/// The picture of a case; one step alone is no way.
pub(in crate::pages) fn drawn(lang: Lang, view: &CaseView, picture: &FlowPicture) -> Markup {
    match picture.nodes.len() {
        0 | 1 => Markup::default(),
        _ => flow_picture(lang, view.matter.matter.name.say(lang), picture),
    }
}

/// Which picture it is: each step that is shown and how far it is.
fn signs(picture: &FlowPicture) -> String {
    let sign = |it: &FlowNode| match it.state {
        FlowState::Done => 'd',
        FlowState::Current => 'c',
        FlowState::Waiting => 'w',
        FlowState::Future => 'f',
    };
    picture.nodes.iter().map(|it| format!("{}={};", it.key, sign(it))).collect()
}

pub(super) fn case_sheet(lang: Lang, my: &MyCase) -> Sheet {
    let view = &my.view;
    let case = &view.case;
    let name = view.matter.matter.name.say(lang);
    let body = html! {
        (heading(&t!("case.caption", lang, number = case.number), name))
        (columns(
            html! {
                (standing::banner(lang, view, my.decision.as_ref().and_then(notice::certificate)))
                @if let Some(it) = &my.decision { (ending::section_of(lang, view, it)) }
            },
            clock_of(lang, view),
        ))
        @if !my.picture.0.is_empty() { (section(t!("case.way", lang), (*my.picture).clone())) }
        (promise::signed(lang, view))
        (columns(
            section(t!("case.story", lang), html! {
                (timeline(lang, &story::Story::of(lang, view).events()))
                p { a href={ "/cases/" (case.id) "/traces" } { (t!("case.traces", lang)) } }
            }),
            aside(lang, view),
        ))
    };
    Sheet::of(name, body).back("/cases").wide()
}

/// The clock that runs; the last one once all have ended.
fn clock_of(lang: Lang, view: &CaseView) -> Markup {
    let clock = view.case.clocks.current().filter(|_| view.case.stage != Stage::Ended);
    clock.map(|it| clock::picture(lang, it, &view.calendar, view.now)).unwrap_or_default()
}

fn aside(lang: Lang, view: &CaseView) -> Markup {
    let case = &view.case;
    html! {
        h2 { (t!("case.facts", lang)) }
        (summary_list(lang, &facts(lang, view)))
        h2 { (t!("case.notices", lang)) }
        ul {
            @for it in &view.notices {
                li {
                    a href={ "/cases/" (case.id) "/notices/" (it.id) } { (notice::title(lang, it.kind)) }
                    br;
                    span.soft { (words::day_of(lang, it.issued_at, &view.calendar)) }
                }
            }
        }
        p { a href={ "/cases/" (case.id) "/answers" } { (t!("case.answers", lang)) } }
        @if case.may_withdraw().is_ok() {
            p { (button_link(&format!("/cases/{}/withdrawal", case.id), t!("case.withdraw", lang))) }
        }
    }
}

fn facts<'a>(lang: Lang, view: &'a CaseView) -> Vec<SummaryRow<'a>> {
    let case = &view.case;
    let said = |at| html! { (words::day_of(lang, at, &view.calendar)) };
    let mut facts = vec![SummaryRow::new(t!("case.number", lang), html! { (case.number) })];
    if let Some(it) = standing::decider(view) {
        facts.push(SummaryRow::new(
            t!("case.agency", lang),
            html! {
                a href={ "/agencies/" (case.agency) } { (it.say(lang)) }
            },
        ));
    }
    facts.push(SummaryRow::new(t!("case.received_at", lang), said(case.received_at)));
    let later = [
        (t!("case.accepted_at", lang), case.accepted_at),
        (t!("case.decided_at", lang), case.decided_at),
        (t!("case.delivered_at", lang), case.delivered_at),
        (t!("case.ended_at", lang), case.ended_at.filter(|_| case.delivered_at.is_none())),
    ];
    facts.extend(later.into_iter().filter_map(|(name, at)| Some(SummaryRow::new(name, said(at?)))));
    facts
}
