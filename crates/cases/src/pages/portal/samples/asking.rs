//! Samples of finding and applying: the start, a matter, each page of its form, checking.
//! Knows no case.

use std::sync::Arc;

use forms::Answers;
use kit::{Id128, Lang, Time, t};
use maud::Markup;
use web::Sample;

use super::{
    super::{
        apply::{
            Application, CheckView, PageView, Saved, changed_sheet, check_sheet, overview_sheet, page_sheet,
        },
        matter::{MatterView, matter_sheet},
        places::{Place, Places},
        start::{Asked, Catalogue, ItemView, Listed, StartView, item_sheet, start_sheet},
        way::Way,
    },
    fixtures::{World, place},
    frame, page,
};
use crate::model::{Draft, DraftId, TaskType, items::ServiceItem};

pub(super) const SAMPLES: &[Sample] = &[
    Sample { name: "cases-start", render: |lang| start(lang, "", true) },
    Sample { name: "cases-start-empty", render: |lang| start(lang, "", false) },
    Sample { name: "cases-start-found", render: |lang| start(lang, "restaurant", true) },
    Sample { name: "cases-start-listed", render: |lang| start(lang, "food", true) },
    Sample { name: "cases-start-not-found", render: |lang| start(lang, "passport", true) },
    Sample { name: "cases-item", render: item },
    Sample { name: "cases-matter", render: matter },
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

fn start(lang: Lang, words: &str, is_filled: bool) -> Markup {
    let world = World::of(lang);
    let matters = is_filled.then(|| world.matter.clone()).into_iter().collect();
    let found = words.is_empty() || words == "food";
    let listed = |n: usize| Listed {
        code: format!("511A{n:04}000000-511602000000-000-11511301008778183N-1-00"),
        name: t!("sample.item", lang).to_owned(),
        agency: t!("sample.bureau", lang).to_owned(),
        region: place(),
        task_type: TaskType::Licensing,
    };
    let rows: Vec<_> = (1..=3).filter(|_| found).map(listed).collect();
    let catalogue = Catalogue {
        n_items: 1_135,
        n_found: if found { 53 } else { 0 },
        rows,
        agencies: vec![
            (t!("sample.bureau", lang).to_owned(), 1_100),
            (t!("sample.station", lang).to_owned(), 35),
        ],
        regions: vec![(place(), Some(world.district()), 1_135)],
    };
    let catalogue = if is_filled { catalogue } else { Catalogue::default() };
    let asked = Asked { q: words.to_owned(), ..Asked::default() };
    page(lang, "/", start_sheet(lang, &StartView { asked, matters, catalogue }))
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
    let view =
        PageView { application, page: name.to_owned(), typed: reading.typed, flaws, places, to_check: false };
    let frame = frame(lang, &format!("/matters/food-business-licence/application/{name}"));
    page_sheet(&frame, &view).within(&frame)
}

fn check(lang: Lang) -> Markup {
    let world = World::of(lang);
    let place = Place::of(vec![world.district()]);
    let view =
        CheckView { application: application(&world, State::Filled), place, key: "5e11f00d".to_owned() };
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
        updated_at: Time::from_ms(0),
    };
    let draft = (state != State::Empty).then_some(draft);
    Application { version, matter: world.matter.clone(), draft, today: world.today() }
}
