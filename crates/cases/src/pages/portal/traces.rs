//! Traces 留痕: every act of a case, who did it or looked, at which post and what for, each with its proof.
//! Officials are shown by agency and post; their names are not the applicant's affair.

use std::{collections::BTreeMap, sync::Arc};

use acts::Recorded;
use axum::extract::Path;
use calendar::Calendar;
use kit::{Lang, PostId, Result, Time, Words, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx,
    pages::{Event, Tone, heading, inset, section, timeline},
};

use super::{Sheet, words};
use crate::{
    TEXTS, actions,
    model::{Case, CaseId, Published},
};

/// The acts of a case with the names of who did them.
pub(super) struct TracesView {
    pub(super) case: Case,
    pub(super) matter: Arc<Published>,
    pub(super) calendar: Arc<Calendar>,
    /// Oldest first.
    pub(super) acts: Vec<Trace>,
}

/// One act.
pub(super) struct Trace {
    pub(super) id: String,
    pub(super) at: Time,
    pub(super) kind: String,
    pub(super) who: Doer,
    pub(super) purpose: Option<String>,
    /// The clause it was done by.
    pub(super) basis: Option<String>,
    /// Whether it has its place in the ledger.
    pub(super) is_placed: bool,
}

/// Who did it, as far as an applicant is told.
#[derive(Clone)]
pub(super) enum Doer {
    /// The applicant, or who speaks for them.
    Applicant,
    /// An official of this agency at this post.
    Official(Words, Words),
    /// Nobody: the law and the clock.
    Platform,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let read = ctx.store.read(move |read| {
        let view = actions::follow_own_case(read, &by, &id)?;
        let acts = acts::history(read, id.as_str())?;
        let acts = name_all(read, acts)?;
        Ok(TracesView { case: view.case, matter: view.matter, calendar: view.calendar, acts })
    });
    traces_sheet(ctx.lang, &read.await?).answer(&ctx)
}

pub(super) fn traces_sheet(lang: Lang, view: &TracesView) -> Sheet {
    let told: Vec<_> = view.acts.iter().rev().map(|it| Told::of(lang, view, it)).collect();
    let events: Vec<_> = told.iter().map(Told::event).collect();
    let n_looks = view.acts.iter().filter(|it| is_look(&it.kind)).count();
    let body = html! {
        (heading(&t!("case.caption", lang, number = view.case.number), t!("traces.title", lang)))
        p { (t!("traces.words", lang)) }
        (inset(html! { p { (t!("traces.count", lang, total = view.acts.len(), looks = n_looks)) } }))
        (section(t!("traces.all", lang), timeline(lang, &events)))
    };
    Sheet::of(t!("traces.title", lang), body).back(&format!("/cases/{}", view.case.id))
}

/// One act with its words made, so that the kit can borrow them.
struct Told {
    when: String,
    datetime: String,
    title: String,
    by: String,
    body: Markup,
    tone: Tone,
}

impl Told {
    fn of(lang: Lang, view: &TracesView, it: &Trace) -> Told {
        let title = TEXTS.find(lang, &format!("act.{}", it.kind)).unwrap_or(&it.kind).to_owned();
        let purpose = it.purpose.as_deref().map(|it| purpose(lang, view, it));
        let body = html! {
            @if let Some(purpose) = purpose { p { (t!("traces.purpose", lang, purpose = purpose)) } }
            @if let Some(key) = &it.basis { p.hint { (t!("traces.basis", lang)) " " (words::clause(lang, key)) } }
            p {
                a href={ "/ledger/acts/" (it.id) } { (t!("traces.proof", lang)) }
                @if !it.is_placed { " " span.soft { (t!("traces.pending", lang)) } }
            }
        };
        Told {
            when: words::moment(lang, it.at, &view.calendar),
            datetime: it.at.to_string(),
            title,
            by: it.who.say(lang),
            body,
            tone: if is_look(&it.kind) { Tone::Warn } else { Tone::Neutral },
        }
    }

    fn event(&self) -> Event<'_> {
        Event {
            when: &self.when,
            datetime: &self.datetime,
            title: &self.title,
            by: &self.by,
            body: self.body.clone(),
            tone: self.tone,
        }
    }
}

impl Doer {
    fn say(&self, lang: Lang) -> String {
        match self {
            Doer::Applicant => t!("story.you", lang).to_owned(),
            Doer::Official(agency, post) => {
                t!("traces.official", lang, agency = agency.say(lang), post = post.say(lang))
            }
            Doer::Platform => t!("story.law", lang).to_owned(),
        }
    }
}

/// What it was done for: handling the case, or the matter that was applied for.
fn purpose(lang: Lang, view: &TracesView, purpose: &str) -> String {
    if purpose == view.case.matter {
        return view.matter.matter.name.say(lang).to_owned();
    }
    TEXTS.find(lang, &format!("purpose.{purpose}")).unwrap_or(purpose).to_owned()
}

/// Whether somebody only looked.
fn is_look(kind: &str) -> bool {
    kind.ends_with(".viewed")
}

/// Finds out who did each act; an agency or post is looked up once.
fn name_all(read: &mut Read<'_>, acts: Vec<Recorded>) -> Result<Vec<Trace>> {
    let mut known = BTreeMap::new();
    let named = acts.into_iter().map(|act| {
        let who = match (act.doing("actor"), act.doing("post")) {
            (_, Some(post)) => match known.get(post) {
                Some(it) => Doer::clone(it),
                None => {
                    let found = official(read, post)?;
                    known.insert(post.to_owned(), found.clone());
                    found
                }
            },
            (Some("person" | "anyone"), _) => Doer::Applicant,
            _ => Doer::Platform,
        };
        let said = |name| act.doing(name).map(str::to_owned);
        Ok(Trace {
            who,
            at: act.at,
            purpose: said("purpose"),
            basis: said("basis"),
            is_placed: act.position.is_some(),
            kind: act.kind,
            id: act.id,
        })
    });
    named.collect()
}

fn official(read: &mut Read<'_>, post: &str) -> Result<Doer> {
    let post = directory::post(read, &PostId::parse(post)?)?;
    let agency = directory::agency(read, &post.agency)?;
    Ok(Doer::Official(agency.name, post.name))
}
