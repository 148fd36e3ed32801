//! The pages of authors in every state, as the gallery shows and checks them.
//! The draft is the first matter with a fee of its own; its author is invented.

use std::sync::Arc;

use kit::{Lang, OfficialId, Time, t};
use maud::Markup;
use serde_json::json;
use web::{
    Sample,
    pages::{Face, Flaws, Frame, Head, NavItem, page},
};

use super::{Desk, Wrong, list, overview, part};
use crate::{
    actions::DraftView,
    model::{
        Published,
        draft::{Edit, MatterDraft, MatterEdit, edited},
    },
};

/// Every page in every state.
pub(in crate::pages) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "cases-author-matters", render: |lang| listed(lang, true) },
        Sample { name: "cases-author-matters-none", render: |lang| listed(lang, false) },
        Sample { name: "cases-author-matters-import", render: |lang| imported(lang, "") },
        Sample { name: "cases-author-matters-import-error", render: |lang| imported(lang, "key: [") },
        Sample { name: "cases-author-draft", render: |lang| draft(lang, &changed(), false) },
        Sample { name: "cases-author-draft-problems", render: |lang| draft(lang, &broken(), false) },
        Sample { name: "cases-author-draft-submitted", render: |lang| draft(lang, &changed(), true) },
        Sample { name: "cases-author-part-texts", render: |lang| at(lang, "", &Wrong::new()) },
        Sample { name: "cases-author-part-fees", render: |lang| at(lang, "fees", &Wrong::new()) },
        Sample { name: "cases-author-part-fee", render: |lang| at(lang, "fees.0", &Wrong::new()) },
        Sample { name: "cases-author-part-fee-error", render: |lang| at(lang, "fees.0", &wrong(lang)) },
        Sample { name: "cases-author-part-catalogue", render: |lang| at(lang, "catalogue", &Wrong::new()) },
        Sample {
            name: "cases-author-part-question",
            render: |lang| at(lang, "form.pages.2.questions.1", &Wrong::new()),
        },
        Sample { name: "cases-author-part-process", render: |lang| at(lang, "flow", &Wrong::new()) },
        Sample { name: "cases-author-part-rules", render: |lang| at(lang, "tables.0", &Wrong::new()) },
    ]
}

fn first() -> Published {
    let all = Published::built_in().expect("a test checks the matters that ship");
    all.into_iter().find(|it| it.matter.key == "food-business-licence").expect("the first matter ships")
}

fn changed() -> Vec<Edit> {
    let fee = json!({ "name": { "zh": t!("sample.fee", Lang::ZH), "en": t!("sample.fee", Lang::EN) }, "minor": 1000, "currency": "CNY",
        "clause": "administrative-licensing-law/57-58" });
    vec![Edit::Add("fees".to_owned()), Edit::Set("fees.0".to_owned(), fee)]
}

fn broken() -> Vec<Edit> {
    let mut all = changed();
    all.push(Edit::Set("clocks.decision.clause".to_owned(), json!("nobody/knows")));
    all.push(Edit::Add("materials".to_owned()));
    all
}

fn desk(edits: &[Edit], is_submitted: bool) -> Desk {
    let base = first().matter;
    let matter = edited(&base, edits).expect("the sample's edits fit");
    let at = Time::from_ms(1_795_000_000_000);
    let official = OfficialId::parse("official_1n06fsgemt1ep7ejjcdfd11fca").expect("an identifier");
    let edit = MatterEdit { revision: 2, at, official, what: "set".to_owned(), path: "fees.0".to_owned() };
    let draft = MatterDraft {
        id: "matterdraft_1".to_owned(),
        matter: matter.key.clone(),
        base: Some("version_1".to_owned()),
        body: String::new(),
        revision: 2,
        changed_at: at,
        submitted_at: is_submitted.then_some(at),
        publish_at: None,
        approved_by: None,
        ended_at: None,
        ended_as: None,
    };
    Desk::of(DraftView {
        draft,
        matter,
        base: Some(base),
        edits: vec![(edit, Some(t!("sample.person", Lang::EN).to_owned()))],
    })
}

fn listed(lang: Lang, has_any: bool) -> Markup {
    let frame = frame(lang, "/admin/matters");
    let drafts = if has_any { vec![desk(&changed(), false).view.draft] } else { Vec::new() };
    let matters = if has_any { vec![Arc::new(first())] } else { Vec::new() };
    whole(&frame, t!("author.title", lang), list::list_page(&frame, "k", &matters, &drafts, true))
}

fn imported(lang: Lang, text: &str) -> Markup {
    let frame = frame(lang, "/admin/matters/import");
    let found = crate::model::check::check("x.yaml", text, crate::model::law::LawRegister::built_in());
    let found = if text.is_empty() { Vec::new() } else { found.err().unwrap_or_default() };
    whole(&frame, t!("author.import", lang), list::file_page(&frame, "k", text, &found))
}

fn draft(lang: Lang, edits: &[Edit], is_submitted: bool) -> Markup {
    let frame = frame(lang, "/admin/matters/matterdraft_1");
    let desk = desk(edits, is_submitted);
    let body = overview::draft_page(&frame, "k", &desk, (true, true), &Flaws::default(), None);
    whole(&frame, desk.view.matter.name.say(lang), body)
}

fn at(lang: Lang, path: &str, wrong: &Wrong) -> Markup {
    let frame = frame(lang, &format!("/admin/matters/matterdraft_1/part?at={path}"));
    let desk = desk(&changed(), false);
    let (title, body) =
        part::part_page(&frame, "k", &desk, path, wrong, None).expect("the sample names a part");
    whole(&frame, &title, body)
}

fn wrong(lang: Lang) -> Wrong {
    Wrong::from([("minor".to_owned(), t!("author.amount", lang).to_owned())])
}

fn whole(frame: &Frame, title: &str, body: Markup) -> Markup {
    let error = body.0.contains("error-summary");
    page(frame, &Head { wide: true, error, ..Head::titled(title) }, body)
}

fn frame(lang: Lang, path: &str) -> Frame {
    Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.city", lang).to_owned(),
        face: Face::Admin,
        nav: vec![NavItem::new("/admin/matters", t!("author.title", lang))],
        foot: Vec::new(),
        who: Some(t!("sample.person", lang).to_owned()),
        csrf: "b2f1c0".to_owned(),
        demo: true,
    }
}
