//! The pages of the directory in each state, as the gallery shows them.
//! The city, its agencies and their codes are invented.

use kit::{AgencyId, CreditCode, Id128, Lang, PostId, RegionCode, Text, Time, Words, t};
use maud::Markup;
use web::{
    Sample,
    pages::{self, Face, Frame, Head, NavItem},
};

use super::{
    agency::{AgencyView, agency_page},
    region::{RegionView, RegionsView, region_page, regions_page},
};
use crate::model::{
    agency::{Agency, AgencyKind, Post},
    page::Page,
    region::Region,
};

/// Every page in every state.
pub(crate) fn samples() -> Vec<Sample> {
    let mut all = super::admin::samples::samples();
    all.extend([
        Sample { name: "directory-regions-empty", render: regions_empty },
        Sample { name: "directory-regions-filled", render: regions_filled },
        Sample { name: "directory-regions-found", render: regions_found },
        Sample { name: "directory-regions-not-found", render: regions_not_found },
        Sample { name: "directory-region-empty", render: region_empty },
        Sample { name: "directory-region-filled", render: region_filled },
        Sample { name: "directory-agency-empty", render: agency_empty },
        Sample { name: "directory-agency-filled", render: agency_filled },
    ]);
    all
}

fn regions_empty(lang: Lang) -> Markup {
    regions(lang, &RegionsView { words: String::new(), top: Page::default(), found: Vec::new() })
}

fn regions_filled(lang: Lang) -> Markup {
    let top = Page { rows: vec![province()], next: Some("99".to_owned()) };
    regions(lang, &RegionsView { words: String::new(), top, found: Vec::new() })
}

fn regions_found(lang: Lang) -> Markup {
    let words = t!("sample.city", lang).to_owned();
    regions(lang, &RegionsView { words, top: Page::default(), found: vec![vec![province(), city()]] })
}

fn regions_not_found(lang: Lang) -> Markup {
    let words = t!("sample.nowhere", lang).to_owned();
    regions(lang, &RegionsView { words, top: Page::default(), found: Vec::new() })
}

fn region_empty(lang: Lang) -> Markup {
    let path = vec![province(), city(), district()];
    let (children, agencies) = (Page::default(), Page::default());
    region(lang, &RegionView { region: district(), path, children, agencies })
}

fn region_filled(lang: Lang) -> Markup {
    let children = Page { rows: vec![district()], next: Some("990101".to_owned()) };
    let agencies = Page { rows: vec![government(), hospital()], next: None };
    region(lang, &RegionView { region: city(), path: vec![province(), city()], children, agencies })
}

fn agency_empty(lang: Lang) -> Markup {
    let (path, posts) = (vec![province(), city()], Vec::new());
    agency(lang, &AgencyView { agency: government(), path, principal: None, supervisor: None, posts })
}

fn agency_filled(lang: Lang) -> Markup {
    let post = Post {
        id: PostId::from(Id128(3)),
        agency: hospital().id,
        name: both(t!("sample.post")),
        powers: vec!["case.accept".to_owned(), "case.examine".to_owned()],
        opened_at: Time::from_ms(0),
        closed_at: None,
    };
    let (principal, supervisor) = (Some(government()), Some(government()));
    let path = vec![province(), city()];
    agency(lang, &AgencyView { agency: hospital(), path, principal, supervisor, posts: vec![post] })
}

fn regions(lang: Lang, view: &RegionsView) -> Markup {
    let head = Head { wide: true, ..Head::titled(t!("regions.title", lang)) };
    pages::page(&frame(lang, "/regions"), &head, regions_page(lang, view))
}

fn region(lang: Lang, view: &RegionView) -> Markup {
    let head = Head { wide: true, ..Head::titled(view.region.say(lang)) };
    pages::page(&frame(lang, "/regions/9901"), &head, region_page(lang, view))
}

fn agency(lang: Lang, view: &AgencyView) -> Markup {
    let head = Head::titled(view.agency.name.say(lang));
    pages::page(&frame(lang, "/agencies/agency_0"), &head, agency_page(lang, view))
}

fn frame(lang: Lang, path: &str) -> Frame {
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.city", lang).to_owned(),
        face: Face::Portal,
        nav: vec![NavItem::new("/regions", t!("nav.regions", lang))],
        foot: Vec::new(),
        who: None,
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}

fn province() -> Region {
    sample_region("99", t!("sample.province"))
}

fn city() -> Region {
    sample_region("9901", t!("sample.city"))
}

fn district() -> Region {
    sample_region("990101", t!("sample.district"))
}

fn sample_region(code: &str, name: Text) -> Region {
    let Words { zh, en } = both(name);
    Region { code: code_of(code), name: zh, name_en: Some(en) }
}

pub(super) fn government() -> Agency {
    sample_agency(1, t!("sample.government"), AgencyKind::Authority)
}

pub(super) fn hospital() -> Agency {
    sample_agency(2, t!("sample.hospital"), AgencyKind::Entrusted { principal: government().id })
}

fn sample_agency(n: u128, name: Text, kind: AgencyKind) -> Agency {
    Agency {
        id: AgencyId::from(Id128(n)),
        code: CreditCode::made("11", &code_of("990101"), &format!("{n:08}")).expect("a code of our own"),
        name: both(name),
        region: code_of("9901"),
        level: 2,
        kind,
        supervisor: None,
        founded_at: Time::from_ms(0),
        dissolved_at: None,
    }
}

pub(super) fn code_of(text: &str) -> RegionCode {
    RegionCode::parse(text).expect("a code of our own")
}

pub(super) fn both(text: Text) -> Words {
    Words { zh: text.say(Lang::ZH).to_owned(), en: text.say(Lang::EN).to_owned() }
}
