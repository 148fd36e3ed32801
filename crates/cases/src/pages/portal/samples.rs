//! The people's pages in every state, as the gallery shows and checks them.
//! The city, the shop and its owner are invented.

mod asking;
mod fixtures;
mod following;
mod kinds;
mod promising;

use kit::{Lang, t};
use maud::Markup;
use web::{
    Sample,
    pages::{Face, Frame, NavItem},
};

use super::Sheet;

/// Every page in every state.
pub(in crate::pages) fn samples() -> Vec<Sample> {
    let all = asking::SAMPLES.iter().chain(following::SAMPLES).chain(kinds::SAMPLES);
    all.chain(promising::SAMPLES).copied().collect()
}

fn page(lang: Lang, path: &str, sheet: Sheet) -> Markup {
    sheet.within(&frame(lang, path))
}

fn frame(lang: Lang, path: &str) -> Frame {
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.city", lang).to_owned(),
        face: Face::Portal,
        nav: vec![NavItem::new("/", t!("nav.start", lang)), NavItem::new("/cases", t!("nav.cases", lang))],
        foot: Vec::new(),
        who: Some(t!("sample.person", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}
