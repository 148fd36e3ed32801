//! The list of real service items that came in from elsewhere: found, narrowed down, paged through.
//! Nothing can be applied for there; each item's page says so.

use directory::Region;
use kit::{Lang, RegionCode, Result, t};
use maud::{Markup, html};
use store::Read;
use web::pages::{
    Choice, Column, Field, Table, button, buttons, details, hidden, pagination, section, select, table,
};

use super::{super::matter::type_name, Asked};
use crate::model::{
    TaskType,
    items::{FOUND_MAX, Found, Items, Query, ServiceItem},
};

/// What is listed, and the part of it that was asked for.
#[derive(Default)]
pub(in super::super) struct Catalogue {
    /// How many items there are.
    pub(in super::super) n_items: usize,
    /// How many were found.
    pub(in super::super) n_found: usize,
    /// A page of those found.
    pub(in super::super) rows: Vec<Listed>,
    /// The agencies with how many items each has.
    pub(in super::super) agencies: Vec<(String, usize)>,
    /// The regions with how many items each has.
    pub(in super::super) regions: Vec<(RegionCode, Option<Region>, usize)>,
}

/// An item as a row shows it.
pub(in super::super) struct Listed {
    pub(in super::super) code: String,
    pub(in super::super) name: String,
    pub(in super::super) agency: String,
    pub(in super::super) region: RegionCode,
    pub(in super::super) task_type: TaskType,
}

impl Catalogue {
    pub(super) fn of(read: &mut Read<'_>, items: &Items, asked: &Asked) -> Result<Catalogue> {
        let region = RegionCode::parse(&asked.region);
        let query = Query {
            words: &asked.q,
            region: region.as_ref(),
            department: Some(asked.agency.as_str()).filter(|it| !it.is_empty()),
            from: asked.from,
        };
        // At the start nothing is listed, so nothing needs to be put in order.
        let found = if asked.is_nothing() { Found::default() } else { items.search(&query) };
        let mut regions = Vec::new();
        for (code, n) in items.regions() {
            regions.push((code.clone(), directory::region(read, code)?, n));
        }
        Ok(Catalogue {
            n_items: items.len(),
            n_found: found.n_total,
            rows: found.items.into_iter().map(Listed::of).collect(),
            agencies: items.departments().map(|(name, n)| (name.to_owned(), n)).collect(),
            regions,
        })
    }

    fn region_name<'a>(&'a self, lang: Lang, code: &'a RegionCode) -> &'a str {
        let found = self.regions.iter().find(|it| it.0 == *code).and_then(|it| it.1.as_ref());
        found.map_or(code.as_str(), |it| it.say(lang))
    }
}

impl Listed {
    fn of(it: &ServiceItem) -> Listed {
        Listed {
            code: it.code.clone(),
            name: it.name.clone(),
            agency: it.department.clone(),
            region: it.region.clone(),
            task_type: it.task_type,
        }
    }
}

/// A page of the items found, with ways to narrow them down and to go on.
pub(super) fn listed(lang: Lang, asked: &Asked, catalogue: &Catalogue) -> Markup {
    let (from, to) = (asked.from + 1, asked.from + catalogue.rows.len());
    let columns = [
        Column::text(t!("catalogue.name", lang)),
        Column::text(t!("catalogue.agency", lang)),
        Column::text(t!("catalogue.region", lang)),
        Column::text(t!("matter.task_type", lang)),
    ];
    let row = |it: &Listed| {
        vec![
            html! { a href={ "/items/" (it.code) } { (it.name) } },
            html! { (it.agency) },
            html! { (catalogue.region_name(lang, &it.region)) },
            html! { (type_name(lang, it.task_type)) },
        ]
    };
    let shown = table(&Table {
        caption: &t!("catalogue.shown", lang, from = from, to = to, total = catalogue.n_found),
        columns: &columns,
        rows: catalogue.rows.iter().map(row).collect(),
        empty: "",
    });
    let next = to < catalogue.n_found;
    let next = next.then(|| path(&Asked { from: asked.from + FOUND_MAX, ..asked.clone() }));
    let previous = (0 < asked.from)
        .then(|| path(&Asked { from: asked.from.saturating_sub(FOUND_MAX), ..asked.clone() }));
    section(
        t!("catalogue.found", lang),
        html! {
            p { (t!("catalogue.not_here", lang)) }
            (narrowing(lang, asked, catalogue))
            @if catalogue.rows.is_empty() { p.table-empty { (t!("catalogue.none", lang)) } } @else { (shown) }
            (pagination(lang, previous.as_deref(), next.as_deref()))
        },
    )
}

/// Every agency with its items, to look around without a word to search for.
pub(super) fn agencies(lang: Lang, catalogue: &Catalogue) -> Markup {
    details(
        t!("catalogue.by_agency", lang),
        html! {
            ul {
                @for (name, n) in &catalogue.agencies {
                    li {
                        a href=(of_agency(name)) { (name) }
                        " " span.soft { (t!("catalogue.n", lang, n = n)) }
                    }
                }
            }
        },
    )
}

/// Where the items of an agency are listed.
pub(super) fn of_agency(name: &str) -> String {
    path(&Asked { agency: name.to_owned(), ..Asked::default() })
}

/// The same search within a region or an agency.
fn narrowing(lang: Lang, asked: &Asked, catalogue: &Catalogue) -> Markup {
    let agencies: Vec<_> = catalogue
        .agencies
        .iter()
        .map(|(name, n)| (name, t!("catalogue.agency_n", lang, name = name, n = n)))
        .collect();
    let agencies: Vec<_> =
        agencies.iter().map(|(name, words)| Choice::new(name, words, &asked.agency)).collect();
    let regions = catalogue.regions.iter();
    let regions: Vec<_> = regions
        .map(|(code, _, _)| Choice::new(code.as_str(), catalogue.region_name(lang, code), &asked.region))
        .collect();
    let is_narrowed = !asked.region.is_empty() || !asked.agency.is_empty();
    html! {
        details open[is_narrowed] {
            summary { span { (t!("catalogue.narrow", lang)) } }
            div.details-body {
                form method="get" action="/" {
                    (hidden("q", &asked.q))
                    (select(lang, &Field::new("agency", t!("catalogue.agency", lang)).optional(), &agencies))
                    (select(lang, &Field::new("region", t!("catalogue.region", lang)).optional(), &regions))
                    (buttons(button(t!("catalogue.narrow_do", lang))))
                }
            }
        }
    }
}

/// Where the same question is asked again.
fn path(asked: &Asked) -> String {
    let Asked { q, region, agency, from } = asked;
    let mut path = format!("/?q={}", escaped(q));
    for (name, value) in [("region", region), ("agency", agency)] {
        if !value.is_empty() {
            path += &format!("&{name}={}", escaped(value));
        }
    }
    if 0 < *from {
        path += &format!("&from={from}");
    }
    path
}

/// A text as the value of a query field.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(byte.into()),
            _ => escaped += &format!("%{byte:02X}"),
        }
    }
    escaped
}
