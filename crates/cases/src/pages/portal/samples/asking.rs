//! Samples of finding and applying: the start, a matter, each page of its form, checking.
//! Knows no case.

use std::{collections::BTreeMap, sync::Arc};

use forms::{Answers, Typed};
use kit::{Actor, Flaw, Id128, Lang, Time, t};
use maud::Markup;
use web::Sample;

use super::{
    super::{
        apply::{
            Application, CheckView, PageView, PickerView, Saved, changed_sheet, check_sheet, overview_sheet,
            page_sheet, picker_sheet,
        },
        matter::{MatterView, matter_sheet},
        places::{Place, Places},
        question::{Attached, Registers},
        start::{Asked, ItemView, StartView, item_sheet, start_sheet},
        way::Way,
    },
    fixtures::{World, place},
    frame, page,
};
use crate::{
    actions::Ready,
    model::{Draft, DraftId, Published, TaskType, items::ServiceItem},
};

pub(super) const SAMPLES: &[Sample] = &[
    Sample { name: "cases-start", render: |lang| start(lang, &[], true) },
    Sample { name: "cases-start-empty", render: |lang| start(lang, &[], false) },
    Sample { name: "cases-start-found", render: |lang| start(lang, &[("q", "restaurant")], true) },
    Sample {
        name: "cases-start-listed",
        render: |lang| start(lang, &[("q", t!("sample.item", lang))], true),
    },
    Sample {
        name: "cases-start-narrowed",
        render: |lang| start(lang, &[("kind", "filing"), ("region", "990102")], true),
    },
    Sample { name: "cases-start-meant", render: |lang| start(lang, &[("q", "spjy")], true) },
    Sample { name: "cases-start-not-found", render: |lang| start(lang, &[("q", "passport")], true) },
    Sample { name: "cases-item", render: item },
    Sample { name: "cases-matter", render: matter },
    Sample { name: "cases-matter-guide", render: guide },
    Sample { name: "cases-apply-begin", render: |lang| overview(lang, State::Empty) },
    Sample { name: "cases-apply-half", render: |lang| overview(lang, State::Half) },
    Sample { name: "cases-apply-filled", render: |lang| overview(lang, State::Filled) },
    Sample { name: "cases-apply-applicant-empty", render: |lang| question(lang, "applicant", State::Empty) },
    Sample { name: "cases-apply-applicant-error", render: |lang| question(lang, "applicant", State::Error) },
    Sample {
        name: "cases-apply-applicant-filled",
        render: |lang| question(lang, "applicant", State::Filled),
    },
    Sample { name: "cases-apply-premises-empty", render: |lang| question(lang, "premises", State::Empty) },
    Sample { name: "cases-apply-premises-error", render: |lang| question(lang, "premises", State::Error) },
    Sample { name: "cases-apply-premises-filled", render: |lang| question(lang, "premises", State::Filled) },
    Sample { name: "cases-apply-business-empty", render: |lang| question(lang, "business", State::Empty) },
    Sample { name: "cases-apply-business-error", render: |lang| question(lang, "business", State::Error) },
    Sample { name: "cases-apply-business-filled", render: |lang| question(lang, "business", State::Filled) },
    Sample { name: "cases-apply-people-empty", render: |lang| question(lang, "people", State::Empty) },
    Sample { name: "cases-apply-people-error", render: |lang| question(lang, "people", State::Error) },
    Sample { name: "cases-apply-people-filled", render: |lang| question(lang, "people", State::Filled) },
    Sample { name: "cases-apply-papers-empty", render: |lang| question(lang, "papers", State::Empty) },
    Sample { name: "cases-apply-papers-filled", render: |lang| question(lang, "papers", State::Filled) },
    Sample {
        name: "cases-apply-declaration-empty",
        render: |lang| question(lang, "declaration", State::Empty),
    },
    Sample {
        name: "cases-apply-declaration-error",
        render: |lang| question(lang, "declaration", State::Error),
    },
    Sample { name: "cases-apply-place", render: |lang| picker(lang, 0, "") },
    Sample { name: "cases-apply-place-within", render: |lang| picker(lang, 2, "") },
    Sample { name: "cases-apply-place-none", render: |lang| picker(lang, 1, "xyz") },
    Sample { name: "cases-apply-papers-uploaded", render: |lang| uploaded(lang, false) },
    Sample { name: "cases-apply-papers-error", render: |lang| uploaded(lang, true) },
    Sample { name: "cases-apply-check", render: check },
    Sample { name: "cases-apply-changed", render: changed },
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Empty,
    Half,
    Filled,
    Error,
}

/// The start as it is asked, over the invented matter and a list of items.
fn start(lang: Lang, address: &[(&str, &str)], is_filled: bool) -> Markup {
    let world = World::of(lang);
    let matters: Vec<_> = is_filled.then_some(&world.matter.matter).into_iter().collect();
    let listed = |n: usize| ServiceItem {
        code: format!("511A{n:04}000000-511602000000-000-11511301008778183N-1-00"),
        name: t!("sample.item", lang).to_owned(),
        department: if n.is_multiple_of(3) { t!("sample.station", lang) } else { t!("sample.bureau", lang) }
            .to_owned(),
        department_code: "083372204".to_owned(),
        region: place(),
        task_type: if n.is_multiple_of(2) { TaskType::Licensing } else { TaskType::Filing },
        main_item: None,
        link: None,
    };
    let n_items = if is_filled { 53 } else { 0 };
    let mut ready = Ready::of(&matters, (1..=n_items).map(listed).collect(), vec![world.district()]);
    ready.is_whole = is_filled;
    let fields = address.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let view = StartView::of(Asked::of(fields.collect()), Arc::new(ready), &Actor::anyone());
    page(lang, "/", start_sheet(lang, &view))
}

fn item(lang: Lang) -> Markup {
    let item = ServiceItem {
        code: "511A0138000000-511602000000-000-115113010833722043-1-00".to_owned(),
        name: t!("sample.item", lang).to_owned(),
        department: t!("sample.bureau", lang).to_owned(),
        department_code: "083372204".to_owned(),
        region: place(),
        task_type: TaskType::PublicService,
        main_item: Some(t!("sample.main_item", lang).to_owned()),
        link: Some("https://www.example.org/item".to_owned()),
    };
    let place = vec![World::of(lang).district()];
    page(lang, "/items/511A0138", item_sheet(lang, &ItemView { item, place }))
}

fn matter(lang: Lang) -> Markup {
    let matter = World::of(lang).matter;
    let way = Arc::new(Way::of(&matter));
    page(lang, "/matters/food-business-licence", matter_sheet(lang, &MatterView { matter, way }))
}

/// A matter one cannot apply for.
fn guide(lang: Lang) -> Markup {
    let text = include_str!("../../../../../../matters/shop-sign.yaml");
    let matter = Published::from_yaml("shop-sign.yaml", text).expect("a matter that comes with the platform");
    let way = Arc::new(Way::of(&matter));
    page(lang, "/matters/shop-sign", matter_sheet(lang, &MatterView { matter: Arc::new(matter), way }))
}

fn overview(lang: Lang, state: State) -> Markup {
    let saved = if state == State::Half { Saved::Part } else { Saved::Nothing };
    let sheet = overview_sheet(lang, &application(&World::of(lang), state), saved);
    page(lang, "/matters/food-business-licence/application", sheet)
}

fn question(lang: Lang, name: &str, state: State) -> Markup {
    let world = World::of(lang);
    let application = application(&world, if state == State::Filled { State::Filled } else { State::Half });
    let form = application.form();
    let keys: Vec<_> =
        form.page(name).into_iter().flat_map(|it| &it.questions).map(|it| it.key.clone()).collect();
    let typed: Vec<_> = match state {
        State::Filled => world.typed().into_iter().filter(|(name, _)| keys.contains(name)).collect(),
        // Half a number, an impossible area, too many people.
        State::Error => {
            [("credit_code", "91990102"), ("area", "0"), ("manager_number", "990102"), ("staff", "six")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into_iter()
                .filter(|(name, _)| keys.contains(name))
                .collect()
        }
        State::Empty | State::Half => Vec::new(),
    };
    let reading = form.read_page(name, &application.answers(), &typed, world.today()).unwrap_or_default();
    let flaws = if state == State::Error { reading.flaws } else { Vec::new() };
    let places = Places::Listed(Place::of(vec![world.district()]).into_iter().collect());
    let picked =
        (state == State::Filled && name == "premises").then(|| world.district().say(lang).to_owned());
    let view = PageView {
        application,
        page: name.to_owned(),
        row: None,
        typed: reading.typed,
        flaws,
        places,
        to_check: false,
        picked,
    };
    let frame = frame(lang, &format!("/matters/food-business-licence/application/{name}"));
    page_sheet(&frame, &view).within(&frame)
}

/// Choosing the place of the premises: at the top, within a district, and where no name begins so.
fn picker(lang: Lang, depth: usize, name: &str) -> Markup {
    let world = World::of(lang);
    let district = world.district();
    let parts = if name.is_empty() { vec![district.clone(); 3] } else { Vec::new() };
    let view = PickerView {
        application: application(&world, State::Empty),
        page: "premises".to_owned(),
        row: None,
        field: world.matter.matter.place_question.clone(),
        way: vec![district; depth],
        parts,
        name: name.to_owned(),
        typed: vec![("premises_address".to_owned(), "1".to_owned())],
    };
    let frame = frame(lang, "/matters/food-business-licence/application/premises");
    picker_sheet(&frame, &view).within(&frame)
}

/// The page of papers with a plan uploaded, or with one that was refused.
fn uploaded(lang: Lang, is_refused: bool) -> Markup {
    let world = World::of(lang);
    let mut application = application(&world, State::Filled);
    let id = Id128(7).text("file");
    let name = t!("sample.plan", lang);
    let plan = Attached { name: name.to_owned(), n_bytes: 1_834_000, href: format!("/me/files/{id}") };
    application.files.insert(id.clone(), plan);
    let typed = [("layout_plan", "upload"), ("layout_plan.files", id.as_str()), ("rules_list", "post")];
    let typed: Vec<_> = typed.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let flaw = Flaw::of("layout_plan.files", "file.not_its_ending").with("name", name);
    let view = PageView {
        application,
        page: "papers".to_owned(),
        row: None,
        typed: Typed::of_pairs(&typed),
        flaws: if is_refused { vec![flaw] } else { Vec::new() },
        places: Places::TooMany,
        to_check: false,
        picked: None,
    };
    let frame = frame(lang, "/matters/food-business-licence/application/papers");
    page_sheet(&frame, &view).within(&frame)
}

fn check(lang: Lang) -> Markup {
    let world = World::of(lang);
    let places = Place::of(vec![world.district()]).into_iter().collect();
    let view =
        CheckView { application: application(&world, State::Filled), places, key: "5e11f00d".to_owned() };
    let frame = frame(lang, "/matters/food-business-licence/application/check");
    check_sheet(&frame, &view).within(&frame)
}

fn changed(lang: Lang) -> Markup {
    let matter = World::of(lang).matter;
    page(lang, "/matters/food-business-licence/cases", changed_sheet(lang, &matter.matter))
}

fn application(world: &World, state: State) -> Application {
    let all = world.typed();
    let n = if state == State::Half { 7 } else { all.len() };
    let form = &world.matter.matter.form;
    let answers: Answers = form.read(&all[..n], world.today()).answers;
    let version = Id128(1).text("version");
    let draft = Draft {
        id: DraftId::from(Id128(1)),
        matter: world.matter.matter.key.clone(),
        version: if state == State::Half { Id128(0).text("version") } else { version.clone() },
        answers,
        typed: Vec::new(),
        updated_at: Time::from_ms(0),
    };
    let draft = (state != State::Empty).then_some(draft);
    Application {
        version,
        matter: world.matter.clone(),
        draft,
        today: world.today(),
        known: Registers::default(),
        files: BTreeMap::new(),
        begun: None,
    }
}
