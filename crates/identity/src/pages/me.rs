//! Who I am here: what is known of me, where I am signed in, for whom I act.
//! Shows its owner to nobody else.

use axum::extract::Query;
use kit::{Actor, Lang, Result, SubjectId, Who, t};
use maud::{Markup, html};
use serde::Deserialize;
use store::Read;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Column, Face, Field, Frame, Head, SummaryRow, Table, Tone, button, button_link,
        button_warning, buttons, form, heading, notification_banner, prose, radios, section, summary_list,
        table, tag,
    },
    redirect,
};

use super::{Sheet, begun, moment, own_cookie, post};
use crate::{
    actions::{companies, people, sessions, standing},
    model::{
        company::CompanyView,
        person::{Assurance, PersonView},
        session::{Cookie, SessionView},
    },
};

/// What the address of the page says.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    changed: Option<String>,
}

/// What the page shows.
pub(crate) struct MeView {
    pub(super) name: String,
    pub(super) person: Option<PersonView>,
    pub(super) post: Option<directory::Held>,
    pub(super) companies: Vec<CompanyView>,
    pub(super) acting_for: Option<SubjectId>,
    pub(super) sessions: Vec<SessionView>,
    pub(super) is_password_changed: bool,
}

pub(crate) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let (by, cookie) = (ctx.by.clone(), own_cookie(&ctx)?);
    let name = ctx.name.clone().unwrap_or_default();
    let view = ctx.store.read(move |read| view(read, &by, &cookie)).await?;
    let view = MeView { name, is_password_changed: asked.changed.is_some(), ..view };
    page(&ctx.frame(Face::Portal), &view).answer(&ctx)
}

pub(crate) async fn switch_company(ctx: Ctx, posted: Posted) -> Answer {
    let company = match posted.get("company") {
        "" => None,
        it => Some(SubjectId::parse(it)?),
    };
    let Some(cookie) = ctx.session().and_then(Cookie::parse) else { return Ok(redirect("/sign-in")) };
    let by = ctx.by.clone();
    let switch = move |tx: &mut store::Tx<'_>| sessions::switch_company(tx, &by, &cookie, company.as_ref());
    let started = ctx.store.write(switch).await?;
    begun(&ctx, &started, "/me")
}

pub(crate) async fn sign_out_everywhere(ctx: Ctx, _posted: Posted) -> Answer {
    let (by, cookie) = (ctx.by.clone(), own_cookie(&ctx)?);
    ctx.store.write(move |tx| sessions::end_all_sessions(tx, &by, &cookie)).await?;
    Ok(ctx.end_session(redirect("/sign-in")))
}

fn view(read: &mut Read<'_>, by: &Actor, cookie: &str) -> Result<MeView> {
    let (person, companies) = match &by.who {
        Who::Person { id, .. } => {
            (Some(people::person_view(read, by, id)?), companies::companies_of(read, by)?)
        }
        _ => (None, Vec::new()),
    };
    let posts = match Cookie::parse(cookie) {
        Some(it) => standing::posts(read, &it)?,
        None => None,
    };
    let post = posts.and_then(|(held, at)| held.into_iter().find(|it| Some(&it.post) == at.as_ref()));
    Ok(MeView {
        name: String::new(),
        person,
        post,
        companies,
        acting_for: by.acting_for.clone(),
        sessions: sessions::sessions_of(read, cookie)?,
        is_password_changed: false,
    })
}

pub(super) fn page(frame: &Frame, view: &MeView) -> Sheet {
    let lang = frame.lang;
    let title = t!("me.title", lang);
    let body = html! {
        @if view.is_password_changed {
            (notification_banner(lang, Tone::Good, t!("me.password_changed", lang), html! {}))
        }
        (heading("", title))
        (summary_list(lang, &known(lang, view)))
        @if !view.companies.is_empty() {
            (section(t!("me.companies", lang), companies_form(frame, view)))
        }
        (section(t!("me.sessions", lang), html! {
            (sessions_table(lang, &view.sessions))
            (prose(t!("me.everywhere_words", lang)))
            (form(frame, "/me/sign-out-everywhere", None, buttons(html! {
                (button_warning(t!("me.everywhere", lang)))
                (button_link("/me/password", t!("password.title", lang)))
            })))
        }))
    };
    Sheet { head: Head::titled(title), body }
}

fn known(lang: Lang, view: &MeView) -> Vec<SummaryRow<'static>> {
    let words = |text: &str| html! { (text) };
    let mut rows = Vec::new();
    match &view.person {
        Some(person) => {
            let number = person.number_masked.as_deref().unwrap_or_default();
            let assurance = match person.assurance {
                Assurance::Declared => tag(Tone::Neutral, t!("me.declared", lang)),
                Assurance::Verified => tag(Tone::Good, t!("me.verified", lang)),
            };
            rows.push(SummaryRow::new(
                t!("me.name", lang),
                words(person.name.as_deref().unwrap_or_default()),
            ));
            rows.push(SummaryRow::new(t!("me.number", lang), words(number)));
            rows.push(SummaryRow::new(
                t!("me.phone", lang),
                words(person.phone.as_deref().unwrap_or_default()),
            ));
            rows.push(SummaryRow::new(t!("me.assurance", lang), assurance));
        }
        None => rows.push(SummaryRow::new(t!("me.name", lang), words(&view.name))),
    }
    if let Some(held) = &view.post {
        let row = SummaryRow::new(t!("me.post", lang), words(&post::name(lang, held)));
        rows.push(row.change("/post"));
    }
    rows
}

fn companies_form(frame: &Frame, view: &MeView) -> Markup {
    let lang = frame.lang;
    let current = view.acting_for.as_ref().map_or("", |it| it.as_str());
    let myself = Choice::new("", t!("me.myself", lang), current);
    let companies = view
        .companies
        .iter()
        .map(|it| Choice { hint: &it.code, ..Choice::new(it.subject.as_str(), &it.name, current) });
    let choices: Vec<_> = std::iter::once(myself).chain(companies).collect();
    form(
        frame,
        "/me/company",
        None,
        html! {
            (radios(lang, &Field::new("company", t!("me.act_for", lang)), &choices))
            (buttons(button(t!("me.switch", lang))))
        },
    )
}

fn sessions_table(lang: Lang, sessions: &[SessionView]) -> Markup {
    let columns = [
        Column::text(t!("me.started", lang)),
        Column::text(t!("me.seen", lang)),
        Column::text(t!("me.which", lang)),
    ];
    let which = |it: &SessionView| match it.is_this_one {
        true => tag(Tone::Good, t!("me.this_one", lang)),
        false => html! { (t!("me.other_one", lang)) },
    };
    let rows = sessions.iter().map(|it| vec![moment(it.started_at), moment(it.seen_at), which(it)]);
    table(&Table {
        caption: t!("me.sessions_caption", lang),
        columns: &columns,
        rows: rows.collect(),
        empty: "",
    })
}
