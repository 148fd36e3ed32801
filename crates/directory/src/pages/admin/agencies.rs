//! Every agency there is, by name, and a search over present and past names, codes and regions.
//! A pure function of what was found.

use axum::extract::Query;
use kit::{AgencyId, CreditCode, Lang, RegionCode, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx,
    pages::{
        Column, Face, Head, SearchBox, Table, Tone, button_link, heading, pagination, search_box, table, tag,
    },
};

use crate::{
    actions::{agencies, names, regions},
    model::{agency::Agency, page::Page},
};

/// What is asked of the list.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    /// A name or how it begins, a credit code, or the code of a region.
    #[serde(default)]
    q: String,
    /// The agencies after this one.
    #[serde(default)]
    after: String,
}

/// One agency in the list.
pub(crate) struct Line {
    pub(crate) agency: Agency,
    pub(crate) region: String,
    /// The name it was found by, where that is not its name.
    pub(crate) once: Option<String>,
}

/// The list.
pub(crate) struct AgenciesView {
    pub(crate) words: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) next: Option<String>,
}

pub(crate) async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let lang = ctx.lang;
    let view = ctx.store.read(move |read| view(read, lang, &asked)).await?;
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("admin.agencies", lang)) };
    Ok(ctx.page(Face::Admin, &head, agencies_page(lang, &view)))
}

fn view(read: &mut Read<'_>, lang: Lang, asked: &Asked) -> Result<AgenciesView> {
    let words = asked.q.trim().to_owned();
    let after = AgencyId::parse(&asked.after).ok();
    let (found, next): (Vec<(Agency, Option<String>)>, _) = if words.is_empty() {
        let Page { rows, next } = names::list_agencies(read, after.as_ref())?;
        (rows.into_iter().map(|it| (it, None)).collect(), next)
    } else if let Ok(code) = CreditCode::parse(&words) {
        (agencies::agency_by_code(read, &code)?.map(|it| (it, None)).into_iter().collect(), None)
    } else if let Some(code) = RegionCode::parse(&words) {
        let Page { rows, next } = agencies::agencies_of(read, &code, after.as_ref())?;
        (rows.into_iter().map(|it| (it, None)).collect(), next)
    } else {
        let found = names::agencies_named(read, &words)?;
        let once = |(agency, named): (Agency, crate::Named)| {
            let other = named.until_at.is_some() && named.name != agency.name;
            let once = other.then(|| named.name.say(lang).to_owned());
            (agency, once)
        };
        (found.into_iter().map(once).collect(), None)
    };
    let mut lines = Vec::new();
    for (agency, once) in found {
        let region = regions::region(read, &agency.region)?;
        let region = region.map_or_else(|| agency.region.to_string(), |it| it.say(lang).to_owned());
        lines.push(Line { agency, region, once });
    }
    Ok(AgenciesView { words, lines, next })
}

pub(crate) fn agencies_page(lang: Lang, view: &AgenciesView) -> Markup {
    let search = SearchBox {
        action: "/admin/agencies",
        label: t!("admin.agencies.search", lang),
        value: &view.words,
        hint: t!("admin.agencies.search_hint", lang),
    };
    let columns = [
        Column::text(t!("agency.name", lang)),
        Column::text(t!("agency.region", lang)),
        Column::text(t!("agency.code", lang)),
    ];
    let empty = if view.words.is_empty() {
        t!("admin.agencies.none", lang).to_owned()
    } else {
        t!("admin.agencies.not_found", lang, words = &view.words)
    };
    let next = view.next.as_ref().map(|it| match view.words.is_empty() {
        true => format!("/admin/agencies?after={it}"),
        // Only a region's code goes on, and a code needs no escaping.
        false => format!("/admin/agencies?q={}&after={it}", view.words),
    });
    html! {
        (heading(t!("admin.title", lang), t!("admin.agencies", lang)))
        (search_box(lang, &search))
        p { (button_link("/admin/agencies/founding", t!("founding.title", lang))) }
        (table(&Table {
            caption: t!("admin.agencies", lang),
            columns: &columns,
            rows: view.lines.iter().map(|it| row(lang, it)).collect(),
            empty: &empty,
        }))
        (pagination(lang, None, next.as_deref()))
    }
}

fn row(lang: Lang, it: &Line) -> Vec<Markup> {
    let name = html! {
        a href={ "/admin/agencies/" (it.agency.id) } { (it.agency.name.say(lang)) }
        @if let Some(once) = &it.once { " " (t!("admin.once", lang, name = once)) }
        @if it.agency.dissolved_at.is_some() { " " (tag(Tone::Neutral, t!("agency.dissolved", lang))) }
    };
    vec![name, html! { (it.region) }, html! { code { (it.agency.code) } }]
}
