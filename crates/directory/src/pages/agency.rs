//! What an agency is, where it acts, who answers for it, and its posts with what they may do.
//! Pure functions of what was read; officials are not named.

use kit::{Lang, t};
use maud::{Markup, html};
use web::pages::{Column, SummaryRow, Table, heading, section, summary_list, table};

use super::region::{level_words, way};
use crate::model::{
    agency::{Agency, AgencyKind, POWERS, Post},
    region::Region,
};

/// An agency and what goes with it.
pub(crate) struct AgencyView {
    pub(crate) agency: Agency,
    /// The way to its region.
    pub(crate) path: Vec<Region>,
    pub(crate) principal: Option<Agency>,
    pub(crate) supervisor: Option<Agency>,
    pub(crate) posts: Vec<Post>,
}

pub(crate) fn agency_page(lang: Lang, view: &AgencyView) -> Markup {
    let it = &view.agency;
    let mut rows = vec![
        SummaryRow::new(t!("agency.kind", lang), html! { (kind_words(lang, &it.kind)) }),
        SummaryRow::new(t!("agency.code", lang), html! { code { (it.code) } }),
        SummaryRow::new(t!("agency.region", lang), region_link(lang, view)),
        SummaryRow::new(t!("agency.level", lang), html! { (level_words(lang, it.level)) }),
    ];
    if let Some(other) = &view.principal {
        rows.push(SummaryRow::new(t!("agency.principal", lang), agency_link(lang, other)));
    }
    if let Some(other) = &view.supervisor {
        rows.push(SummaryRow::new(t!("agency.supervisor", lang), agency_link(lang, other)));
    }
    html! {
        (way(lang, &view.path))
        (heading(t!("agency.caption", lang), it.name.say(lang)))
        (summary_list(lang, &rows))
        (section(t!("agency.posts", lang), post_table(lang, &view.posts)))
    }
}

pub(super) fn kind_words(lang: Lang, kind: &AgencyKind) -> &'static str {
    match kind {
        AgencyKind::Authority => t!("agency.authority", lang),
        AgencyKind::Empowered => t!("agency.empowered", lang),
        AgencyKind::Entrusted { .. } => t!("agency.entrusted", lang),
    }
}

fn region_link(lang: Lang, view: &AgencyView) -> Markup {
    let code = &view.agency.region;
    let name = view.path.last().filter(|it| it.code == *code).map_or(code.as_str(), |it| it.say(lang));
    html! { a href={ "/regions/" (code) } { (name) } }
}

fn agency_link(lang: Lang, it: &Agency) -> Markup {
    html! { a href={ "/agencies/" (it.id) } { (it.name.say(lang)) } }
}

fn post_table(lang: Lang, posts: &[Post]) -> Markup {
    let columns = [Column::text(t!("post.name", lang)), Column::text(t!("post.powers", lang))];
    let row = |it: &Post| vec![html! { (it.name.say(lang)) }, power_list(lang, it)];
    table(&Table {
        caption: t!("agency.posts", lang),
        columns: &columns,
        rows: posts.iter().map(row).collect(),
        empty: t!("agency.no_posts", lang),
    })
}

fn power_list(lang: Lang, post: &Post) -> Markup {
    let held = POWERS.iter().filter(|power| post.powers.iter().any(|it| it == power.code));
    html! { ul { @for power in held { li { (power.text.say(lang)) } } } }
}
