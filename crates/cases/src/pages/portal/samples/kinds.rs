//! Samples of every kind of question on pages of an invented form, and of a page that is asked for each of several.
//! Knows no real matter.

use std::{collections::BTreeMap, sync::Arc};

use forms::{Answers, Form, Typed};
use kit::{Flaw, Id128, Lang, Time, t};
use maud::Markup;
use web::Sample;

use super::{
    super::{
        apply::{Application, PageView, RowsView, page_sheet, rows_sheet},
        places::{Place, Places},
        question::{Attached, Registers},
    },
    fixtures::World,
    frame,
};
use crate::model::{Draft, DraftId, Published};

/// A form with every kind in it.
const FORM: &str = include_str!("kinds.yaml");

pub(super) const SAMPLES: &[Sample] = &[
    Sample { name: "cases-kinds-words", render: |lang| show(lang, "words", State::Empty) },
    Sample { name: "cases-kinds-words-error", render: |lang| show(lang, "words", State::Error) },
    Sample { name: "cases-kinds-numbers", render: |lang| show(lang, "numbers", State::Empty) },
    Sample { name: "cases-kinds-numbers-error", render: |lang| show(lang, "numbers", State::Error) },
    Sample { name: "cases-kinds-days", render: |lang| show(lang, "days", State::Empty) },
    Sample { name: "cases-kinds-days-error", render: |lang| show(lang, "days", State::Error) },
    Sample { name: "cases-kinds-choices", render: |lang| show(lang, "choices", State::Empty) },
    Sample { name: "cases-kinds-choices-error", render: |lang| show(lang, "choices", State::Error) },
    Sample { name: "cases-kinds-papers", render: |lang| show(lang, "papers", State::Filled) },
    Sample { name: "cases-kinds-papers-error", render: |lang| show(lang, "papers", State::Error) },
    Sample { name: "cases-kinds-member", render: member },
    Sample { name: "cases-kinds-members", render: |lang| members(lang, false) },
    Sample { name: "cases-kinds-members-error", render: |lang| members(lang, true) },
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Empty,
    Filled,
    Error,
}

fn show(lang: Lang, page: &str, state: State) -> Markup {
    let application = application(lang);
    let posted = match state {
        State::Empty => Vec::new(),
        State::Filled => {
            pairs(&[("papers", FILE), ("signed", t!("sample.person", lang)), ("signed.agreed", "yes")])
        }
        State::Error => wrong(lang, page),
    };
    let form = application.form();
    let reading = form.read_page(page, &Answers::default(), &posted, application.today).unwrap_or_default();
    let flaws = if state == State::Error { reading.flaws } else { Vec::new() };
    let typed = if state == State::Empty { Typed::default() } else { reading.typed };
    page_of(lang, application, (page, None), typed, flaws)
}

fn member(lang: Lang) -> Markup {
    page_of(lang, application(lang), ("members", Some(2)), Typed::default(), Vec::new())
}

fn members(lang: Lang, is_wrong: bool) -> Markup {
    let application = application(lang);
    let Some(page) = application.form().page("members").cloned() else { return Markup::default() };
    let flaws = if is_wrong { vec![Flaw::of("members", "rows.more_missing")] } else { Vec::new() };
    let frame = frame(lang, "/matters/kinds/application/members");
    rows_sheet(&frame, &RowsView { application, page, flaws, to_check: false }).within(&frame)
}

fn page_of(
    lang: Lang,
    application: Application,
    (page, row): (&str, Option<usize>),
    typed: Typed,
    flaws: Vec<Flaw>,
) -> Markup {
    let places = Places::Listed(Place::of(vec![World::of(lang).district()]).into_iter().collect());
    let view = PageView {
        application,
        page: page.to_owned(),
        row,
        typed,
        flaws,
        places,
        to_check: false,
        picked: None,
    };
    let frame = frame(lang, &format!("/matters/kinds/application/{page}"));
    page_sheet(&frame, &view).within(&frame)
}

/// The file that the samples have uploaded.
const FILE: &str = "file_00000000000000000000000007";

fn application(lang: Lang) -> Application {
    let world = World::of(lang);
    let form: Form = serde_saphyr::from_str(FORM).expect("a test reads the form of kinds");
    let mut matter = world.matter.matter.clone();
    matter.form = form;
    let matter = Arc::new(Published::new(matter).expect("a test compiles it"));
    let mut said = pairs(&[("rent", "1200"), ("months", "3")]);
    for (n, name) in [t!("sample.person", lang), t!("sample.shop", lang)].into_iter().enumerate() {
        let day = [("born.day", "1"), ("born.month", "2"), ("born.year", "1990"), ("name_of", name)];
        said.extend(day.map(|(part, value)| (format!("members.{n}.{part}"), value.to_owned())));
    }
    let mut answers = matter.matter.form.read(&said, world.today()).answers;
    matter.compute(&mut answers);
    let plan =
        Attached { name: "plan.pdf".to_owned(), n_bytes: 1_834_000, href: format!("/me/files/{FILE}") };
    let draft = Draft {
        id: DraftId::from(Id128(1)),
        matter: matter.matter.key.clone(),
        version: Id128(1).text("version"),
        answers,
        typed: Vec::new(),
        updated_at: Time::from_ms(0),
    };
    Application {
        version: draft.version.clone(),
        matter,
        draft: Some(draft),
        today: world.today(),
        known: Registers::default(),
        files: BTreeMap::from([(FILE.to_owned(), plan)]),
        begun: None,
    }
}

fn wrong(lang: Lang, page: &str) -> Vec<(String, String)> {
    match page {
        "words" => pairs(&[("email", "nobody"), ("card", "6222021234567890127"), ("address.lines", "1")]),
        "numbers" => pairs(&[("rent", "much"), ("months", "1.5")]),
        "days" => pairs(&[
            ("stay.from.day", "30"),
            ("stay.from.month", "2"),
            ("stay.from.year", "2026"),
            ("at", "25:00"),
        ]),
        "choices" => pairs(&[
            ("why", "other"),
            ("trade", "nothing"),
            ("needs", "ramp"),
            ("needs", "none"),
            ("clear.fast", "yes"),
        ]),
        _ => pairs(&[("papers", "../x"), ("signed", t!("sample.person", lang))]),
    }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
