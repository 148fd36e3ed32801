//! One change of agencies: what, from when, by which decision, how it stands, and taking it back.
//! A pure function of what was read.

use axum::extract::Path;
use directory::{Change, ReorganisationId};
use kit::{AgencyId, Lang, Result, t};
use maud::{Markup, html};
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Face, Frame, Head, SummaryRow, button_warning, buttons, form, heading, section, summary_list,
        warning_text,
    },
};

use super::{changes::State, name_then, words};
use crate::pages::portal::words::moment;

/// What the page shows.
pub(super) struct ChangeView {
    pub(super) id: ReorganisationId,
    pub(super) words: String,
    pub(super) state: State,
    pub(super) basis: String,
    pub(super) effective: String,
    pub(super) ended: Option<String>,
    /// Every agency it is about, by name.
    pub(super) agencies: Vec<(AgencyId, String)>,
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (id, lang) = (ReorganisationId::parse(&id)?, ctx.lang);
    let view = ctx.store.read(move |read| view(read, lang, &id)).await?;
    let head =
        Head { back: Some("/admin/reorganisations"), ..Head::titled(t!("reorganisation.title", lang)) };
    let body = change_page(&ctx.frame(Face::Admin), &ctx.submission_key(), &view);
    Ok(ctx.page(Face::Admin, &head, body))
}

/// Takes a change back that was not carried out.
pub(super) async fn withdraw(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (id, by) = (ReorganisationId::parse(&id)?, ctx.by.clone());
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &posted.key, &by, |tx| {
            directory::withdraw_reorganisation(tx, &by, &id)?;
            Ok(format!("/admin/reorganisations/{id}"))
        })
    });
    Ok(web::redirect(&write.await?))
}

fn view(read: &mut Read<'_>, lang: Lang, id: &ReorganisationId) -> Result<ChangeView> {
    let it = directory::reorganisation(read, id)?;
    let calendar = directory::current_calendar(read)?;
    let mut about = it.change.about();
    if let Change::Succession(of) = &it.change {
        about.extend(of.into.iter().cloned());
    }
    let mut agencies = Vec::new();
    for of in about {
        let name = name_then(read, lang, &of, it.planned_at)?;
        agencies.push((of, name));
    }
    Ok(ChangeView {
        words: words(read, lang, &it.change, it.planned_at)?,
        state: State::of(&it),
        effective: moment(lang, it.effective_at, &calendar),
        ended: it.done_at.or(it.withdrawn_at).map(|at| moment(lang, at, &calendar)),
        basis: it.basis,
        id: it.id,
        agencies,
    })
}

pub(super) fn change_page(frame: &Frame, key: &str, view: &ChangeView) -> Markup {
    let lang = frame.lang;
    let agencies = html! {
        ul { @for (id, name) in &view.agencies { li { a href={ "/admin/agencies/" (id) } { (name) } } } }
    };
    let mut rows = vec![
        SummaryRow::new(t!("reorganisation.state", lang), view.state.tag(lang)),
        SummaryRow::new(t!("reorganisation.day", lang), html! { (view.effective) }),
        SummaryRow::new(t!("planning.basis", lang), html! { (view.basis) }),
        SummaryRow::new(t!("reorganisation.agencies", lang), agencies),
    ];
    if let Some(at) = &view.ended {
        let name = match view.state {
            State::Withdrawn => t!("reorganisation.withdrawn_at", lang),
            _ => t!("reorganisation.done_at", lang),
        };
        rows.insert(2, SummaryRow::new(name, html! { (at) }));
    }
    let action = format!("/admin/reorganisations/{}/withdrawal", view.id);
    html! {
        (heading(t!("reorganisations.title", lang), &view.words))
        (summary_list(lang, &rows))
        @match view.state {
            State::Planned => (section(t!("reorganisation.withdraw", lang), html! {
                (warning_text(lang, html! { (t!("reorganisation.withdraw.words", lang)) }))
                (form(frame, &action, Some(key), buttons(button_warning(t!("reorganisation.withdraw.do", lang)))))
            })),
            State::Done => p { (t!("reorganisation.done.words", lang)) },
            State::Withdrawn => p { (t!("reorganisation.withdrawn.words", lang)) },
        }
    }
}
