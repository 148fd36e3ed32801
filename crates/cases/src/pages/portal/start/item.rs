//! One real service item: the national fields that are known of it, and that it cannot be handled here yet.
//! Says nothing that its source did not say.

use axum::extract::Path;
use directory::Region;
use kit::{Lang, Refusal, t};
use maud::html;
use web::{
    Answer, Ctx,
    pages::{SummaryRow, breadcrumbs, heading, inset, section, summary_list},
};

use super::{
    super::{Sheet, matter::type_name},
    Asked,
};
use crate::{actions, model::items::ServiceItem};

/// An item with where it is offered.
pub(in super::super) struct ItemView {
    pub(in super::super) item: ServiceItem,
    /// The way to its region, as far as it is known.
    pub(in super::super) place: Vec<Region>,
}

pub(in super::super) async fn show(ctx: Ctx, Path(code): Path<String>) -> Answer {
    let read = ctx.store.read(move |read| {
        let item = actions::service_item(read, &code)?.ok_or_else(Refusal::not_found)?;
        Ok(ItemView { place: directory::path(read, &item.region)?, item })
    });
    item_sheet(ctx.lang, &read.await?).answer(&ctx)
}

pub(in super::super) fn item_sheet(lang: Lang, view: &ItemView) -> Sheet {
    let item = &view.item;
    let place = view.place.iter().map(|it| it.say(lang).to_owned());
    let place =
        place.reduce(|all, it| format!("{all} › {it}")).unwrap_or_else(|| item.region.as_str().to_owned());
    let mut rows = vec![
        SummaryRow::new(t!("catalogue.agency", lang), html! { (item.department) }),
        SummaryRow::new(t!("catalogue.region", lang), html! { (place) }),
        SummaryRow::new(t!("matter.task_type", lang), html! { (type_name(lang, item.task_type)) }),
    ];
    if let Some(it) = &item.main_item {
        rows.push(SummaryRow::new(t!("item.main", lang), html! { (it) }));
    }
    rows.push(SummaryRow::new(t!("matter.task_code", lang), html! { code { (item.code) } }));
    rows.push(SummaryRow::new(t!("item.agency_code", lang), html! { code { (item.department_code) } }));
    let body = html! {
        (breadcrumbs(lang, &[("/", t!("nav.start", lang))]))
        (heading(&item.department, &item.name))
        (inset(html! {
            p { strong { (t!("item.not_here", lang)) } }
            p { (t!("item.not_here_words", lang)) }
            @if let Some(link) = &item.link { p { a href=(link) rel="noreferrer" { (t!("item.source", lang)) } } }
        }))
        (section(t!("item.fields", lang), html! {
            (summary_list(lang, &rows))
            p.hint { (t!("item.as_written", lang)) }
        }))
        p { a href=(Asked::of_agency(&item.department).path()) { (t!("item.more", lang)) } }
    };
    Sheet::of(&item.name, body)
}
