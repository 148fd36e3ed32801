//! The roles of a demonstration as cards, each taken by one click.
//! There is no such door in a real store.

use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{Face, Frame, Head, empty_state, form, heading, hidden, prose, section},
};

use super::{Sheet, begun};
use crate::{actions::demo, model::demo::DemoRole};

pub(crate) async fn show(ctx: Ctx) -> Answer {
    let roles = ctx.store.read(demo::roles).await?;
    page(&ctx.frame(Face::Portal), &roles).answer(&ctx)
}

pub(crate) async fn take_role(ctx: Ctx, posted: Posted) -> Answer {
    let (by, key) = (ctx.by.clone(), posted.get("role").to_owned());
    let before = ctx.session().map(str::to_owned);
    let take = move |tx: &mut store::Tx<'_>| demo::take_role(tx, &by, &key, before.as_deref());
    let (started, landing) = ctx.store.write(take).await?;
    begun(&ctx, &started, &landing)
}

pub(super) fn page(frame: &Frame, roles: &[DemoRole]) -> Sheet {
    let lang = frame.lang;
    let title = t!("demo.title", lang);
    let body = html! {
        (heading("", title))
        (prose(t!("demo.words", lang)))
        @if roles.is_empty() {
            (empty_state(t!("demo.none", lang), t!("demo.none_words", lang), html! {}))
        } @else {
            (section(t!("demo.roles", lang), html! {
                ul.cards { @for it in roles { li.card { (card(frame, lang, it)) } } }
            }))
        }
    };
    Sheet { head: Head { wide: true, back: Some("/"), ..Head::titled(title) }, body }
}

fn card(frame: &Frame, lang: Lang, role: &DemoRole) -> Markup {
    let title = role.title.say(lang);
    html! {
        h3 { (title) }
        (prose(role.task.say(lang)))
        (form(frame, "/demo/session", None, html! {
            (hidden("role", &role.key))
            button.button type="submit" { (t!("demo.take", lang)) span.vh { " " (title) } }
        }))
    }
}
