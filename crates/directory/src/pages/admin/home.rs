//! Where administration begins: what this official may tend, and nothing else.
//! Knows only the way through the face; each block brings its own.

use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx,
    pages::{Card, Face, Head, NavItem, cards, heading, section},
};

pub(crate) async fn show(ctx: Ctx) -> Answer {
    let frame = ctx.frame(Face::Admin);
    let head = Head { wide: true, ..Head::titled(t!("admin.title", ctx.lang)) };
    Ok(ctx.page(Face::Admin, &head, home_page(ctx.lang, &frame.nav)))
}

pub(crate) fn home_page(lang: Lang, ways: &[NavItem]) -> Markup {
    let each: Vec<_> =
        ways.iter().map(|it| Card { href: &it.href, title: &it.text, ..Card::default() }).collect();
    html! {
        (heading("", t!("admin.title", lang)))
        p { (t!("admin.words", lang)) }
        (section(t!("admin.ways", lang), cards(&each)))
    }
}
