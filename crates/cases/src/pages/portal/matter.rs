//! A matter 事项 as people read it before they apply: what they get, what it takes, how it goes, by which law.
//! Everything is said as its file says it; nothing is known of who reads.

mod parts;

use std::sync::Arc;

use axum::extract::Path;
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{
        breadcrumbs, button_start, buttons, columns, definition_grid, flow_picture, heading, inset, section,
    },
};

use super::{Sheet, apply, promise, way::Way, words};
use crate::{
    actions,
    model::{Handling, Matter, Published},
};

pub(super) use parts::type_name;

/// A matter with its way.
pub(super) struct MatterView {
    pub(super) matter: Arc<Published>,
    pub(super) way: Arc<Way>,
}

pub(super) async fn show(ctx: Ctx, Path(key): Path<String>) -> Answer {
    let read = ctx.store.read(move |read| {
        let (version, matter) = actions::current_matter(read, &key)?;
        let published = matter.clone();
        let way = read.cached(&format!("cases.way/{version}"), |_| Ok(Way::of(&published)))?;
        Ok(MatterView { matter, way })
    });
    matter_sheet(ctx.lang, &read.await?).answer(&ctx)
}

pub(super) fn matter_sheet(lang: Lang, view: &MatterView) -> Sheet {
    let matter = &view.matter.matter;
    let name = matter.name.say(lang);
    let apply = apply::path_of(&matter.key);
    let start = || match &matter.guidance {
        Some(_) => html! {},
        None => buttons(button_start(&apply, t!("matter.start", lang))),
    };
    let body = html! {
        (breadcrumbs(lang, &[("/", t!("nav.start", lang))]))
        (heading(type_name(lang, matter.catalogue.task_type), name))
        p { (matter.summary.say(lang)) }
        (definition_grid(&glance(lang, matter)))
        @if let Some(kind) = promise::kind(lang, matter) { p { strong { (kind) } } }
        (start())
        @if matter.guidance.is_some() { (inset(html! { p { (not_here(lang, matter)) } })) }
        (columns(
            html! {
                (section(t!("matter.conditions", lang), parts::conditions(lang, matter)))
                (section(t!("matter.materials", lang), parts::materials(lang, matter)))
            },
            parts::aside(lang, matter),
        ))
        (promise::section_of(lang, matter))
        @if let Some(it) = &matter.guidance {
            (section(t!("matter.guidance_steps", lang), parts::steps(lang, it)))
        } @else {
            (section(t!("matter.way", lang), flow_picture(lang, name, &view.way.picture(lang))))
        }
        (section(t!("matter.times", lang), parts::times(lang, matter)))
        div.reading {
            (section(t!("matter.fees", lang), parts::fees(lang, matter)))
            (section(t!("matter.remedies", lang), parts::remedies(lang, matter)))
            @if !matter.questions.is_empty() { (section(t!("matter.faq", lang), parts::faq(lang, matter))) }
        }
        (start())
        (section(t!("matter.law", lang), words::law_list(lang, parts::clauses(matter))))
    };
    Sheet::of(name, body).wide().described(matter.summary.say(lang))
}

/// Why there is nothing to apply with, and where to turn.
fn not_here(lang: Lang, matter: &Matter) -> &'static str {
    match matter.catalogue.visits {
        0 => t!("matter.guidance_elsewhere", lang),
        _ => t!("matter.guidance_words", lang),
    }
}

/// What most people want to know first.
fn glance<'a>(lang: Lang, matter: &Matter) -> Vec<(&'a str, Markup)> {
    let decision = &matter.clocks.decision;
    let within = words::limit(lang, decision.promised.unwrap_or(decision.statutory));
    let time = match matter.catalogue.handling {
        Handling::Immediate => t!("matter.immediate", lang).to_owned(),
        Handling::Committed => within,
    };
    let fee = if matter.fees.is_empty() { t!("matter.free", lang) } else { t!("matter.charged", lang) };
    let visits = match matter.catalogue.visits {
        0 => t!("matter.no_visit", lang).to_owned(),
        1 => t!("matter.one_visit", lang).to_owned(),
        n => t!("matter.visits", lang, n = n),
    };
    vec![
        (t!("matter.time", lang), html! { (time) }),
        (t!("matter.fee", lang), html! { (fee) }),
        (t!("matter.who", lang), html! { (parts::audience(lang, matter)) }),
        (t!("matter.trips", lang), html! { (visits) }),
    ]
}
