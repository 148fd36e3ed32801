//! The work of the team: what lies open by duty, who holds how much, who is away.
//! For sharing out work; it ranks nobody.

use kit::{Lang, OfficialId, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Column, Face, Frame, Table, heading, inset, section, table},
};

use super::{Sheet, words};
use crate::{
    actions::{self, Member, Team},
    pages::portal::words as said,
};

pub(super) async fn show(ctx: Ctx) -> Answer {
    let by = ctx.by.clone();
    let team = ctx.store.read(move |read| actions::team(read, &by)).await?;
    sheet(&ctx.frame(Face::Desk), &team).answer(&ctx)
}

pub(super) fn sheet(frame: &Frame, team: &Team) -> Sheet {
    let lang = frame.lang;
    let title = t!("desk.team", lang);
    let body = html! {
        (heading(team.agency.say(lang), title))
        (inset(html! { p { (t!("desk.team.words", lang)) } }))
        (section(t!("desk.team.duties", lang), duties(lang, team)))
        (section(t!("desk.team.members", lang), members(lang, team)))
        p { a href="/desk/leave" { (t!("desk.leave", lang)) } }
    };
    Sheet { title: title.to_owned(), back: Some("/desk"), wide: true, error: false, body }
}

fn duties(lang: Lang, team: &Team) -> Markup {
    let columns = [
        Column::text(t!("desk.column.duty", lang)),
        Column::number(t!("desk.team.open", lang)),
        Column::number(t!("desk.team.late", lang)),
    ];
    let row = |(duty, n_open, n_late): &(&'static str, i64, i64)| {
        vec![
            html! { a href={ "/desk?duty=" (duty) } { (words::duty(lang, duty)) } },
            count(lang, *n_open, team),
            count(lang, *n_late, team),
        ]
    };
    let rows = team.duties.iter().map(row).collect();
    let (caption, empty) = (t!("desk.team.duties", lang), t!("desk.team.none_open", lang));
    table(&Table { caption, columns: &columns, rows, empty })
}

fn members(lang: Lang, team: &Team) -> Markup {
    let columns = [
        Column::text(t!("desk.team.name", lang)),
        Column::number(t!("desk.team.held", lang)),
        Column::number(t!("desk.team.late", lang)),
        Column::number(t!("desk.team.concluded", lang)),
        Column::text(t!("desk.team.away", lang)),
    ];
    let row = |it: &Member| {
        vec![
            html! { (it.name) },
            count(lang, it.n_held, team),
            count(lang, it.n_late, team),
            count(lang, it.n_concluded, team),
            away(lang, team, &it.official),
        ]
    };
    let rows = team.members.iter().map(row).collect();
    let (caption, empty) = (t!("desk.team.members", lang), t!("desk.team.nobody", lang));
    table(&Table { caption, columns: &columns, rows, empty })
}

fn count(lang: Lang, n: i64, team: &Team) -> Markup {
    match n < team.counted_max {
        true => html! { (n) },
        false => html! { (t!("desk.team.more_than", lang, n = team.counted_max)) },
    }
}

/// Until when somebody is away, or from when, and who stands in.
fn away(lang: Lang, team: &Team, official: &OfficialId) -> Markup {
    let name = |id: &OfficialId| {
        let found = team.members.iter().find(|it| it.official == *id);
        found.map_or(t!("desk.unnamed", lang), |it| it.name.as_str()).to_owned()
    };
    html! {
        @for it in team.absences.iter().filter(|it| it.official == *official) {
            @let from = said::day_of(lang, it.from_at, &team.calendar);
            @let until = said::last_day(lang, it.until_at, &team.calendar);
            p.row-note { (t!("desk.team.away_words", lang, from = from, until = until, cover = name(&it.cover))) }
        }
    }
}
