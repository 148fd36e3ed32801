//! The tree of regions: its top, a search by name, and a region with what is in it.
//! Pure functions of what was read.

use kit::{Lang, RegionCode, Text, t};
use maud::{Markup, html};
use web::pages::{
    Column, SearchBox, Table, breadcrumbs, empty_state, heading, pagination, search_box, section, table,
};

use crate::{
    actions::regions::NAMED_MAX,
    model::{agency::Agency, page::Page, region::Region},
};

/// What the levels of the tree are called, from the top.
const LEVELS: [Text; 5] =
    [t!("level.province"), t!("level.city"), t!("level.county"), t!("level.town"), t!("level.village")];

/// The topmost regions, or those of a name.
pub(crate) struct RegionsView {
    /// The words searched for; empty for the top of the tree.
    pub(crate) words: String,
    pub(crate) top: Page<Region>,
    /// The way to each region found.
    pub(crate) found: Vec<Vec<Region>>,
}

/// A region and what is in it.
pub(crate) struct RegionView {
    pub(crate) region: Region,
    /// The way to it, itself included.
    pub(crate) path: Vec<Region>,
    pub(crate) children: Page<Region>,
    pub(crate) agencies: Page<Agency>,
}

pub(crate) fn regions_page(lang: Lang, view: &RegionsView) -> Markup {
    let search = SearchBox {
        action: "/regions",
        label: t!("regions.search", lang),
        value: &view.words,
        hint: t!("regions.search_hint", lang),
    };
    html! {
        (heading("", t!("regions.title", lang)))
        (search_box(lang, &search))
        @if !view.words.is_empty() { (found_regions(lang, view)) }
        @else if view.top.rows.is_empty() {
            (empty_state(t!("regions.none", lang), t!("regions.none_words", lang), Markup::default()))
        } @else {
            (region_table(lang, t!("regions.top", lang), &view.top.rows, ""))
            (next_link(lang, view.top.next.as_deref().map(|it| format!("/regions?after={it}"))))
        }
    }
}

pub(crate) fn region_page(lang: Lang, view: &RegionView) -> Markup {
    let code = &view.region.code;
    let level = level_words(lang, code.level());
    let next = view.children.next.as_deref().map(|it| format!("/regions/{code}?after={it}"));
    let next_agencies = view.agencies.next.as_deref().map(|it| format!("/regions/{code}?agency={it}"));
    html! {
        (way(lang, &view.path))
        (heading(&t!("region.caption", lang, level = level, code = code), view.region.say(lang)))
        (section(t!("region.children", lang), html! {
            (region_table(lang, t!("region.children", lang), &view.children.rows, t!("region.no_children", lang)))
            (next_link(lang, next))
        }))
        (section(t!("region.agencies", lang), html! {
            (agency_table(lang, &view.agencies.rows))
            (next_link(lang, next_agencies))
        }))
    }
}

/// The way from all regions to the last of these, as links.
pub(super) fn way(lang: Lang, path: &[Region]) -> Markup {
    let hrefs: Vec<_> = path.iter().map(|it| format!("/regions/{}", it.code)).collect();
    let mut links = vec![("/regions", t!("regions.title", lang))];
    links.extend(hrefs.iter().zip(path).map(|(href, it)| (href.as_str(), it.say(lang))));
    breadcrumbs(lang, &links)
}

pub(super) fn level_words(lang: Lang, level: usize) -> &'static str {
    level.checked_sub(1).and_then(|it| LEVELS.get(it)).map_or("", |it| it.say(lang))
}

fn found_regions(lang: Lang, view: &RegionsView) -> Markup {
    let columns = [Column::text(t!("region.name", lang)), Column::text(t!("region.code", lang))];
    let row = |path: &Vec<Region>| {
        let region = path.last()?;
        let names: Vec<_> = path.iter().map(|it| it.say(lang)).collect();
        Some(vec![region_link(&region.code, &names.join(" › ")), html! { code { (region.code) } }])
    };
    let found = Table {
        caption: &t!("regions.found", lang, words = view.words),
        columns: &columns,
        rows: view.found.iter().filter_map(row).collect(),
        empty: &t!("regions.not_found", lang, words = view.words),
    };
    html! {
        (table(&found))
        @if view.found.len() == NAMED_MAX { p.hint { (t!("regions.more", lang, n = NAMED_MAX)) } }
    }
}

fn region_table(lang: Lang, caption: &str, regions: &[Region], empty: &str) -> Markup {
    let columns = [
        Column::text(t!("region.name", lang)),
        Column::text(t!("region.code", lang)),
        Column::text(t!("region.level", lang)),
    ];
    let row = |it: &Region| {
        vec![
            region_link(&it.code, it.say(lang)),
            html! { code { (it.code) } },
            html! { (level_words(lang, it.code.level())) },
        ]
    };
    table(&Table { caption, columns: &columns, rows: regions.iter().map(row).collect(), empty })
}

fn agency_table(lang: Lang, agencies: &[Agency]) -> Markup {
    let columns = [Column::text(t!("agency.name", lang)), Column::text(t!("agency.code", lang))];
    let row = |it: &Agency| {
        vec![html! { a href={ "/agencies/" (it.id) } { (it.name.say(lang)) } }, html! { code { (it.code) } }]
    };
    table(&Table {
        caption: t!("region.agencies", lang),
        columns: &columns,
        rows: agencies.iter().map(row).collect(),
        empty: t!("region.no_agencies", lang),
    })
}

fn region_link(code: &RegionCode, words: &str) -> Markup {
    html! { a href={ "/regions/" (code) } { (words) } }
}

fn next_link(lang: Lang, next: Option<String>) -> Markup {
    pagination(lang, None, next.as_deref())
}
