//! The pages of reorganisation in each state, as the gallery shows them.
//! Agencies and decisions are invented.

use directory::ReorganisationId;
use kit::{AgencyId, Id128, Lang, PostId, t};
use maud::Markup;
use web::{
    Sample,
    pages::{self, Face, Flaws, Frame, Head, NavItem},
};

use super::{
    change::{ChangeView, change_page},
    changes::{Line, State, changes_page},
    planning::{head, planning_page},
    preview::{Preview, preview_page},
    typed::Typed,
};
use crate::actions::Estate;

/// Every page in every state.
pub(in crate::pages) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "cases-changes-empty", render: |lang| changes(lang, &[], None) },
        Sample { name: "cases-changes-filled", render: changes_filled },
        Sample { name: "cases-change-planned", render: |lang| change(lang, State::Planned) },
        Sample { name: "cases-change-done", render: |lang| change(lang, State::Done) },
        Sample { name: "cases-change-withdrawn", render: |lang| change(lang, State::Withdrawn) },
        Sample { name: "cases-planning-empty", render: |lang| planning(lang, &Typed::default()) },
        Sample { name: "cases-planning-error", render: planning_error },
        Sample { name: "cases-preview-rename", render: |lang| preview(lang, &plain(lang)) },
        Sample { name: "cases-preview-merge", render: |lang| preview(lang, &merge(lang)) },
        Sample { name: "cases-preview-split", render: |lang| preview(lang, &split(lang)) },
    ]
}

fn page(lang: Lang, path: &str, head: &Head<'_>, body: impl Fn(&Frame) -> Markup) -> Markup {
    let frame = Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.admin.site", lang).to_owned(),
        face: Face::Admin,
        nav: vec![NavItem::new("/admin/reorganisations", t!("nav.admin.reorganisations", lang))],
        foot: Vec::new(),
        who: Some(t!("sample.admin.who", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    };
    let body = body(&frame);
    pages::page(&frame, head, body)
}

fn id() -> ReorganisationId {
    ReorganisationId::from(Id128(1))
}

fn changes(lang: Lang, lines: &[Line], next: Option<&str>) -> Markup {
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("reorganisations.title", lang)) };
    page(lang, "/admin/reorganisations", &head, |_| changes_page(lang, lines, next))
}

fn said(lang: Lang) -> String {
    let (from, into) = (t!("sample.admin.old", lang), t!("sample.admin.new", lang));
    t!("reorganisation.takeover", lang, from = from, into = into)
}

fn changes_filled(lang: Lang) -> Markup {
    let line = |state| Line { id: id(), day: "2027-01-01".to_owned(), words: said(lang), state };
    let lines = [State::Planned, State::Done, State::Withdrawn].map(line);
    changes(lang, &lines, Some(id().as_str()))
}

fn change(lang: Lang, state: State) -> Markup {
    let view = ChangeView {
        id: id(),
        words: said(lang),
        state,
        basis: t!("sample.admin.basis", lang).to_owned(),
        effective: "2027-01-01 00:00".to_owned(),
        ended: (state != State::Planned).then(|| "2027-01-01 00:00".to_owned()),
        agencies: vec![(AgencyId::from(Id128(1)), t!("sample.admin.old", lang).to_owned())],
    };
    let head =
        Head { back: Some("/admin/reorganisations"), ..Head::titled(t!("reorganisation.title", lang)) };
    page(lang, &format!("/admin/reorganisations/{}", id()), &head, |frame| change_page(frame, "k", &view))
}

fn planning(lang: Lang, typed: &Typed) -> Markup {
    let path = "/admin/reorganisations/planning";
    page(lang, path, &head(lang, typed), |frame| planning_page(frame, typed))
}

fn planning_error(lang: Lang) -> Markup {
    let fields = [("kind", "succession"), ("from", "123"), ("day-year", "2026")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let flaws = [
        ("from".to_owned(), t!("sample.admin.unknown", lang).to_owned()),
        ("day".to_owned(), t!("flaw.reorganisation.day", lang).to_owned()),
    ];
    planning(lang, &Typed { flaws: Flaws::new(flaws), ..Typed::of(fields.into()) })
}

fn preview(lang: Lang, view: &Preview) -> Markup {
    let head =
        Head { wide: true, back: Some("/admin/reorganisations"), ..Head::titled(t!("preview.title", lang)) };
    let typed = Typed::of(vec![("kind".to_owned(), "succession".to_owned())]);
    let path = "/admin/reorganisations/planning";
    page(lang, path, &head, |frame| preview_page(frame, "k", &typed, view))
}

fn plain(lang: Lang) -> Preview {
    let (agency, name) = (t!("sample.admin.old", lang), t!("sample.admin.new", lang));
    Preview {
        words: t!("reorganisation.rename", lang, agency = agency, name = name),
        day: "2027-01-01 00:00".to_owned(),
        estates: Vec::new(),
        into: Vec::new(),
        posts: Vec::new(),
        shares: Vec::new(),
    }
}

fn merge(lang: Lang) -> Preview {
    let estate = Estate { n_competences: 12, n_cases: 1_001, n_tasks: 31, signs: true, ..Estate::default() };
    let into = vec![(AgencyId::from(Id128(2)), t!("sample.admin.new", lang).to_owned())];
    let estates = vec![(t!("sample.admin.old", lang).to_owned(), estate, 4)];
    Preview { words: said(lang), estates, into, ..plain(lang) }
}

fn split(lang: Lang) -> Preview {
    let mut view = merge(lang);
    view.into.push((AgencyId::from(Id128(3)), t!("sample.admin.other", lang).to_owned()));
    view.posts.push((PostId::from(Id128(4)), t!("sample.admin.post", lang).to_owned()));
    view.shares.push(("a/b/990102".to_owned(), t!("sample.admin.competence", lang).to_owned()));
    view
}
