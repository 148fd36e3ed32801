//! Acts that a reaction could not digest, and one of them with what can be done about it.
//! Names acts by their place in the public ledger, never what they are about.

use acts::Parked;
use axum::extract::Path;
use kit::{Lang, Refusal, Result, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{Column, Face, Frame, Head, SummaryRow, Table, heading, section, summary_list, table},
};

use super::{Reason, Remedy, discards, may_operate, remedies, words};
use crate::{actions::leftovers, pages::shown::moment};

const LIST: &str = "/admin/operations/parked";

pub(crate) async fn list(ctx: Ctx) -> Answer {
    let found = ctx.store.read(acts::parked).await?;
    let rows: Vec<_> =
        found.into_iter().map(|it| (it.clone(), words(&ctx, "reaction", &it.reaction))).collect();
    let back = Some("/admin/operations");
    let head = Head { wide: true, back, ..Head::titled(t!("parked.title", ctx.lang)) };
    Ok(ctx.page(Face::Admin, &head, parked_list_page(ctx.lang, &rows)))
}

pub(crate) async fn show(ctx: Ctx, Path((name, position)): Path<(String, String)>) -> Answer {
    page(&ctx, name, place(&position)?, &Reason::default()).await
}

/// Lets a parked act be heard again, or gives it up.
pub(crate) async fn settle(
    ctx: Ctx,
    Path((name, position)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let position = place(&position)?;
    let deed = if discards(&posted) { leftovers::discard_reaction } else { leftovers::retry_reaction };
    let (by, key, of, reason) =
        (ctx.by.clone(), posted.key.clone(), name.clone(), posted.get("reason").to_owned());
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &key, &by, |tx| deed(tx, &by, &of, position, &reason).map(|()| LIST.to_owned()))
    });
    match write.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => page(&ctx, name, position, &Reason::refused(&ctx, &posted, err)?).await,
    }
}

/// A position as an address writes it; anything else is nowhere.
fn place(position: &str) -> Result<i64> {
    position.parse().map_err(|_| Refusal::not_found().into())
}

async fn page(ctx: &Ctx, name: String, position: i64, reason: &Reason) -> Answer {
    let it = ctx.store.read(move |read| acts::parked_at(read, &name, position)).await?;
    let title = words(ctx, "reaction", &it.reaction);
    let error = !reason.flaws.is_empty();
    let head = Head { error, back: Some(LIST), ..Head::titled(&title) };
    let key = may_operate(ctx).then(|| ctx.submission_key());
    let body = parked_page(&ctx.frame(Face::Admin), key.as_deref(), (&it, &title), reason);
    Ok(match error {
        true => ctx.flawed_page(Face::Admin, &head, body),
        false => ctx.page(Face::Admin, &head, body),
    })
}

pub(crate) fn parked_list_page(lang: Lang, rows: &[(Parked, String)]) -> Markup {
    let columns = [
        Column::text(t!("operations.reaction", lang)),
        Column::number(t!("parked.position", lang)),
        Column::text(t!("parked.at", lang)),
        Column::text(t!("job.reason", lang)),
    ];
    let row = |(it, name): &(Parked, String)| {
        vec![
            html! { a href={ (LIST) "/" (it.reaction) "/" (it.position) } { (name) } },
            html! { (it.position) },
            moment(it.parked_at),
            html! { (it.reason) },
        ]
    };
    html! {
        (heading(t!("operations.title", lang), t!("parked.title", lang)))
        p { (t!("parked.words", lang)) }
        (table(&Table {
            caption: t!("parked.title", lang),
            columns: &columns,
            rows: rows.iter().map(row).collect(),
            empty: t!("parked.none", lang),
        }))
    }
}

/// A parked act; without a key nothing can be done about it.
pub(crate) fn parked_page(
    frame: &Frame,
    key: Option<&str>,
    (it, title): (&Parked, &str),
    reason: &Reason,
) -> Markup {
    let lang = frame.lang;
    let act = html! { a href={ "/ledger/acts/" (it.act) } { code { (it.act) } } };
    let rows = [
        SummaryRow::new(t!("operations.reaction", lang), html! { code { (it.reaction) } }),
        SummaryRow::new(t!("parked.act", lang), act),
        SummaryRow::new(t!("parked.position", lang), html! { (it.position) }),
        SummaryRow::new(t!("parked.at", lang), moment(it.parked_at)),
        SummaryRow::new(t!("job.reason", lang), html! { (it.reason) }),
    ];
    let path = format!("{LIST}/{}/{}", it.reaction, it.position);
    let remedy = Remedy {
        path: &path,
        retry: t!("parked.retry.words", lang),
        discard: t!("parked.discard.words", lang),
    };
    html! {
        (reason.flaws.summary(lang))
        (heading(t!("parked.title", lang), title))
        (summary_list(lang, &rows))
        @if let Some(key) = key {
            (section(t!("operations.remedy", lang), remedies(frame, key, &remedy, reason)))
        } @else {
            p { (t!("operations.only_operators", lang)) }
        }
    }
}
