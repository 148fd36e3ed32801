//! Commands as an operator types them: what they do, what they say, and the exit code they end with.
//! Those that serve are not here; they end only when somebody stops them.

use std::{fs, path::Path};

use kit::Lang;
use store::{Engine, testing, testing::Folder};

use crate::{
    commands::run_at,
    config::{Config, Flags},
    house::{House, Purpose},
    stop::Exit,
    terminal::Terminal,
};

const INIT: [&str; 12] = [
    "--ledger",
    "anhe.example/ledger",
    "--region",
    "99=示例省/Example",
    "--region",
    "9901=安和市/Anhe",
    "--agency",
    "安和市数据局/Anhe Data Bureau",
    "--agency-code",
    "11990100MB0000019L",
    "--official",
    "王敏",
];

/// Types words; says how it ended and what was said.
fn typed(words: &[&str]) -> (Exit, String) {
    let terminal = Terminal::keeping(Lang::EN);
    let words = std::iter::once("yiwang").chain(words.iter().copied());
    let exit = run_at(&terminal, words.map(Into::into));
    (exit, terminal.heard())
}

fn folder() -> Folder {
    testing::open(&[], Engine::Sqlite).unwrap().folder
}

fn path(folder: &Folder, name: &str) -> String {
    folder.0.join(name).display().to_string()
}

fn init(data: &str) -> (Exit, String) {
    typed(&[&["init", "--data", data], &INIT[..]].concat())
}

fn open(data: &str) -> House {
    let config = Config::of(&Flags::default(), Path::new(data), "", Path::new(""), Lang::EN).unwrap();
    House::open(config, Purpose::Real, Lang::EN).map_err(|stop| stop.words).unwrap()
}

#[test]
fn init_makes_an_administrator_who_can_tend_and_says_the_password_once() {
    let it = folder();
    let data = path(&it, "real");

    let (exit, said) = init(&data);
    let (again, _) = init(&data);

    assert_eq!((exit, again), (Exit::Done, Exit::Refused), "{said}");
    let password = said.split("password ").nth(1).and_then(|it| it.split('.').next()).unwrap();
    assert_eq!(password.len(), 20);
    let house = open(&data);
    let code = kit::CreditCode::parse("11990100MB0000019L").unwrap();
    let powers = house.store.read(move |read| {
        let agency = directory::agency_by_code(read, &code)?.expect("the agency was founded");
        directory::officials_with(read, &agency.id, directory::STEWARD)
    });
    assert_eq!(powers.wait().unwrap().len(), 1);
}

#[test]
fn init_refuses_what_is_no_credit_code_before_it_makes_anything() {
    let it = folder();
    let data = path(&it, "real");
    let mut words: Vec<&str> = [&["init", "--data", &data], &INIT[..]].concat();
    *words.iter_mut().find(|it| it.ends_with("19L")).unwrap() = "11990100MB0000018L";

    let (exit, said) = typed(&words);

    assert_eq!(exit, Exit::Usage);
    assert!(said.contains("--agency-code 11990100MB0000018L: "), "{said}");
    assert!(!Path::new(&data).exists());
}

#[test]
fn init_does_not_name_a_ledger_after_an_address_of_this_machine() {
    let it = folder();
    let data = path(&it, "real");

    let (exit, said) = typed(&[&["init", "--data", &data], &INIT[2..]].concat());

    assert_eq!(exit, Exit::Usage);
    assert!(said.contains("--ledger") && !Path::new(&data).exists(), "{said}");
}

#[test]
fn an_import_reports_and_a_second_one_changes_nothing() {
    let it = folder();
    let (data, file) = (path(&it, "real"), path(&it, "cities.csv"));
    init(&data);
    fs::write(&file, "code,name\n9901,安和市\n9902,宁远市\n").unwrap();

    let (first, report) = typed(&["import", "regions", "--data", &data, &file]);
    let (second, again) = typed(&["import", "regions", "--data", &data, &file]);
    fs::write(&file, "code,name\n9901,\n").unwrap();
    let (third, refused) = typed(&["import", "regions", "--data", &data, &file]);

    assert_eq!((first, second, third), (Exit::Done, Exit::Done, Exit::Refused), "{report}{again}{refused}");
    assert!(report.contains("9902 宁远市"), "{report}");
    assert!(refused.contains("1 of 1 files were refused"), "{refused}");
}

#[test]
fn a_backup_is_made_beside_a_running_house_and_restored_elsewhere() {
    let it = folder();
    let (data, file, new) = (path(&it, "real"), path(&it, "backup"), path(&it, "new"));
    init(&data);
    let kek = path(&it, "real/keys/kek");
    let running = open(&data);

    let (made, said) = typed(&["backup", "--data", &data, &file]);
    let (twice, _) = typed(&["backup", "--data", &data, &file]);
    drop(running);
    let (without, _) = typed(&["restore", "--data", &new, &file]);
    let (restored, words) = typed(&["restore", "--data", &new, "--kek", &kek, &file]);

    assert_eq!(
        (made, twice, without, restored),
        (Exit::Done, Exit::Refused, Exit::Usage, Exit::Done),
        "{said}{words}"
    );
    assert!(words.contains("epoch 2"), "{words}");
    drop(open(&new));
}

#[test]
fn a_copied_ledger_is_verified_with_a_key_and_a_changed_one_is_found() {
    let it = folder();
    let (data, copy) = (path(&it, "real"), it.0.join("copy"));
    init(&data);
    let house = open(&data);
    let verifier = house.verifier();
    let epoch = house.store.read(|read| acts::epoch(read, None)).wait().unwrap();
    fs::create_dir_all(&copy).unwrap();
    fs::write(copy.join("checkpoint"), &epoch.note).unwrap();
    drop(house);
    let copy = copy.display().to_string();

    let (no_key, _) = typed(&["verify", &copy, "--data", &path(&it, "nowhere")]);
    let (incomplete, said) = typed(&["verify", &copy, "--key", &verifier]);
    let (other, _) = typed(&["verify", &copy, "--key", "nonsense+1+2"]);

    assert_eq!((no_key, incomplete, other), (Exit::Usage, Exit::Refused, Exit::Usage), "{said}");
    assert!(said.contains("tile/") && said.contains("is missing"), "{said}");
}

#[test]
fn the_matters_that_come_along_pass_their_check_and_a_broken_one_is_told_where() {
    let it = folder();
    let matters = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../matters");
    let files = fs::read_dir(matters).unwrap().map(|it| it.unwrap().path().display().to_string());
    let files: Vec<String> = files.filter(|it| it.ends_with(".yaml")).collect();
    let broken = path(&it, "broken.yaml");
    fs::write(&broken, "key: x\nnonsense: true\n").unwrap();

    let all: Vec<&str> = std::iter::once("check").chain(files.iter().map(String::as_str)).collect();
    let (sound, said) = typed(&all);
    let (unsound, found) = typed(&["check", &broken]);

    assert_eq!((sound, unsound), (Exit::Done, Exit::Refused), "{said}{found}");
    assert!(found.contains("broken.yaml:"), "{found}");
}

#[test]
fn what_needs_no_store_works_anywhere() {
    let it = folder();
    let gallery = path(&it, "gallery");

    let (help, _) = typed(&["--help"]);
    let (openapi, document) = typed(&["openapi", "--data", &path(&it, "nowhere")]);
    let (pages, _) = typed(&["gallery", &gallery]);

    assert_eq!((help, openapi, pages), (Exit::Done, Exit::Done, Exit::Done));
    assert!(document.contains("\"openapi\": \"3.1.0\""));
    let pages: Vec<serde_json::Value> =
        serde_json::from_slice(&fs::read(it.0.join("gallery/pages.json")).unwrap()).unwrap();
    assert!(pages.iter().all(|page| it.0.join("gallery").join(page["path"].as_str().unwrap()).is_file()));
}

#[test]
fn exit_codes_say_who_has_to_act() {
    let it = folder();

    let (unknown, _) = typed(&["sevre"]);
    let (nothing_there, said) = typed(&["serve", "--data", &path(&it, "nowhere")]);
    let (no_file, _) = typed(&["serve", "--config", &path(&it, "nowhere.toml")]);

    assert_eq!((unknown, nothing_there, no_file), (Exit::Usage, Exit::NotReady, Exit::Usage));
    assert!(said.contains("yiwang init"), "{said}");
}

const AGENCIES: &str = r#"
agencies:
  - code: 11990102MB0000029X
    name: { zh: 镜湖区行政审批局, en: Jinghu Approval Bureau }
    region: "990102"
    posts:
      - name: { zh: 综合窗口, en: Reception }
        powers: [case.accept, case.examine]
        officials:
          - { login: lin.shu, name: 林舒 }
      - name: { zh: 决定岗, en: Decision }
        powers: [case.decide, case.deliver]
        officials:
          - { login: chen, name: 陈国梁 }
competences:
  - { matter: food-business-licence, role: bureau, region: "990102", agency: 11990102MB0000029X }
"#;

/// A real installation with a district, ready for matters and agencies.
fn district(it: &Folder) -> String {
    let (data, file) = (path(it, "real"), path(it, "areas.csv"));
    init(&data);
    fs::write(&file, "code,name\n990102,镜湖区\n").unwrap();
    assert_eq!(typed(&["import", "regions", "--data", &data, &file]).0, Exit::Done);
    data
}

fn matter_file() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../matters/food-business-licence.yaml");
    file.display().to_string()
}

/// The file of agencies with the check character its code needs.
fn agencies() -> (String, String) {
    let region = kit::RegionCode::parse("990102").unwrap();
    let code = kit::CreditCode::made("11", &region, "MB000002").unwrap();
    (AGENCIES.replace("11990102MB0000029X", code.as_str()), code.as_str().to_owned())
}

#[test]
fn a_real_installation_is_set_up_from_files_and_a_second_run_changes_nothing() {
    let it = folder();
    let (data, file, (text, code)) = (district(&it), path(&it, "agencies.yaml"), agencies());
    fs::write(&file, &text).unwrap();

    let (published, words) = typed(&["publish", "--data", &data, &matter_file()]);
    let (again, unchanged) = typed(&["publish", "--data", &data, &matter_file()]);
    let (first, report) = typed(&["import", "agencies", "--data", &data, &file]);
    let (second, nothing) = typed(&["import", "agencies", "--data", &data, &file]);

    assert_eq!((published, again), (Exit::Done, Exit::Done), "{words}{unchanged}");
    assert!(unchanged.contains("nothing was changed"), "{unchanged}");
    assert_eq!((first, second), (Exit::Done, Exit::Done), "{report}{nothing}");
    assert!(report.contains("lin.shu signs in first with the password "), "{report}");
    assert!(nothing.contains("nothing was changed") && !nothing.contains("password"), "{nothing}");
    let house = open(&data);
    let checked = house.store.read(move |read| {
        let code = kit::CreditCode::parse(&code).unwrap();
        let agency = directory::agency_by_code(read, &code)?.expect("it was founded");
        let region = kit::RegionCode::parse("990102").unwrap();
        let key = ("food-business-licence", "bureau");
        let competent = cases::actions::competent_agency(read, key, &region)?;
        let deciders = directory::officials_with(read, &agency.id, "case.decide")?;
        let signs = certificates::key_of(read, &agency.id)?.map(|it| it.effect);
        Ok((competent == agency.id, deciders.len(), signs))
    });
    assert_eq!(checked.wait().unwrap(), (true, 1, Some(certificates::Effect::Legal)));
}

#[test]
fn a_changed_file_of_agencies_changes_only_what_it_says_otherwise() {
    let it = folder();
    let (data, file, (text, _)) = (district(&it), path(&it, "agencies.yaml"), agencies());
    fs::write(&file, &text).unwrap();
    typed(&["publish", "--data", &data, &matter_file()]);
    typed(&["import", "agencies", "--data", &data, &file]);

    let text = text.replace("[case.accept, case.examine]", "[case.accept]");
    fs::write(&file, text.replace("login: chen, name: 陈国梁", "login: feng, name: 冯立")).unwrap();
    let (changed, report) = typed(&["import", "agencies", "--data", &data, &file]);

    assert_eq!(changed, Exit::Done, "{report}");
    assert!(report.contains("case.accept case.examine → case.accept"), "{report}");
    assert!(report.contains("feng / 镜湖区行政审批局 / 决定岗"), "{report}");
    assert!(report.contains("Removed: 1") && report.contains("Added: 2"), "{report}");
}

#[test]
fn a_file_of_agencies_with_mistakes_is_refused_whole_and_each_mistake_has_its_line() {
    let it = folder();
    let (data, file, (text, code)) = (district(&it), path(&it, "agencies.yaml"), agencies());
    let text = text.replace("case.accept,", "case.wave,").replace("role: bureau", "role: nobody");
    fs::write(&file, text).unwrap();
    typed(&["publish", "--data", &data, &matter_file()]);

    let (refused, report) = typed(&["import", "agencies", "--data", &data, &file]);
    fs::write(&file, "agencies:\n  - nonsense: true\n").unwrap();
    let (unread, words) = typed(&["import", "agencies", "--data", &data, &file]);

    assert_eq!((refused, unread), (Exit::Refused, Exit::Refused), "{report}{words}");
    assert!(report.contains("Line 7: There is no power case.wave."), "{report}");
    assert!(report.contains("Line 16: The matter has no role nobody."), "{report}");
    assert!(words.contains("Line 2: The file cannot be read"), "{words}");
    let house = open(&data);
    let founded = house.store.read(move |read| {
        let code = kit::CreditCode::parse(&code).unwrap();
        directory::agency_by_code(read, &code)
    });
    assert_eq!(founded.wait().unwrap(), None);
}

#[test]
fn nothing_is_published_where_one_file_does_not_pass() {
    let it = folder();
    let (data, broken) = (district(&it), path(&it, "broken.yaml"));
    fs::write(&broken, "key: x\nnonsense: true\n").unwrap();

    let (exit, said) = typed(&["publish", "--data", &data, &matter_file(), &broken]);

    assert_eq!(exit, Exit::Refused, "{said}");
    assert!(said.contains("1 of 2 files cannot be put in force"), "{said}");
    let house = open(&data);
    assert!(house.store.read(cases::actions::list_matters).wait().unwrap().is_empty());
}
