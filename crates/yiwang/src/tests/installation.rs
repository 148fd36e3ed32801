//! An installation is one thing for ever: its marks, keys, ledger and anchor belong together or nothing starts.
//! Each test has a folder of its own and opens real stores.

use std::{fs, path::Path};

use identity::{Assurance, NewPerson};
use kit::{Lang, Words};
use store::{Act, Engine, testing, testing::Folder};

use crate::{
    blocks,
    config::{Config, Flags},
    house::{DEMONSTRATION_FILE, House, Purpose},
    stop::{Exit, Stop},
};

const LANG: Lang = Lang::EN;

fn folder() -> Folder {
    let it = testing::open(&[], Engine::Sqlite).unwrap().folder;
    fs::remove_dir_all(&it.0).unwrap();
    fs::create_dir_all(&it.0).unwrap();
    it
}

fn config(data: &Path) -> Config {
    Config::of(&Flags::default(), data, "", Path::new(""), LANG).unwrap()
}

/// A finished real installation, closed again.
fn found(data: &Path) {
    let house = House::found(config(data), Purpose::Real, LANG).unwrap();
    house.finish(LANG).unwrap();
    house.settle(LANG).unwrap();
}

fn open(data: &Path, purpose: Purpose) -> Result<House, Stop> {
    House::open(config(data), purpose, LANG)
}

fn refused(opened: Result<House, Stop>) -> Stop {
    opened.err().expect("it does not open")
}

#[test]
fn a_new_installation_opens_again_and_its_ledger_begins_with_what_it_is() {
    let it = folder();
    found(&it.0);

    let house = open(&it.0, Purpose::Real).unwrap();
    let history = house.store.read(|read| acts::history(read, "real")).wait().unwrap();

    assert_eq!(history[0].kind, "installation.founded");
    assert_eq!(history[0].position, Some(0));
    assert_eq!(house.name(), Words { zh: "一网".to_owned(), en: "Yiwang".to_owned() });
}

#[test]
fn what_was_never_made_does_not_open() {
    let it = folder();

    assert_eq!(refused(open(&it.0, Purpose::Real)).exit, Exit::NotReady);
    assert_eq!(refused(open(&it.0, Purpose::Demonstration)).exit, Exit::NotReady);
}

#[test]
fn making_an_installation_overwrites_nothing() {
    let it = folder();
    found(&it.0);
    let keys = fs::read(it.0.join("keys/kek")).unwrap();

    let again = refused(House::found(config(&it.0), Purpose::Real, LANG));

    assert_eq!(again.exit, Exit::Refused);
    assert_eq!(fs::read(it.0.join("keys/kek")).unwrap(), keys);
}

#[test]
fn a_demonstration_never_becomes_real() {
    let it = folder();
    let house = House::found(config(&it.0), Purpose::Demonstration, LANG).unwrap();
    house.finish(LANG).unwrap();
    drop(house);

    let by_folder = refused(open(&it.0, Purpose::Real));
    fs::remove_file(it.0.join(DEMONSTRATION_FILE)).unwrap();
    let by_store = refused(open(&it.0, Purpose::Real));

    assert_eq!((by_folder.exit, by_store.exit), (Exit::Unsound, Exit::Unsound));
}

#[test]
fn a_real_installation_never_becomes_a_demonstration() {
    let it = folder();
    found(&it.0);

    let by_folder = refused(open(&it.0, Purpose::Demonstration));
    fs::write(it.0.join(DEMONSTRATION_FILE), "").unwrap();
    let by_store = refused(open(&it.0, Purpose::Demonstration));

    assert_eq!((by_folder.exit, by_store.exit), (Exit::Unsound, Exit::Unsound));
}

#[test]
fn keys_of_another_installation_do_not_fit() {
    let (it, other) = (folder(), folder());
    found(&it.0);
    found(&other.0);

    for name in ["kek", "ledger"] {
        let own = fs::read(it.0.join("keys").join(name)).unwrap();
        fs::copy(other.0.join("keys").join(name), it.0.join("keys").join(name)).unwrap();

        assert_eq!(refused(open(&it.0, Purpose::Real)).exit, Exit::Unsound, "{name}");
        fs::write(it.0.join("keys").join(name), own).unwrap();
    }
    assert!(open(&it.0, Purpose::Real).is_ok());
}

#[test]
fn a_key_that_others_may_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let it = folder();
    found(&it.0);

    fs::set_permissions(it.0.join("keys/kek"), fs::Permissions::from_mode(0o644)).unwrap();

    assert_eq!(refused(open(&it.0, Purpose::Real)).exit, Exit::Unsound);
}

#[test]
fn a_store_behind_its_anchor_does_not_start() {
    let it = folder();
    found(&it.0);
    let earlier = fs::read(it.0.join("store.db")).unwrap();
    let house = open(&it.0, Purpose::Real).unwrap();
    let by = house.operator();
    house.store.write(move |tx| tx.record(Act::of("thing.made", &by, "thing"))).wait().unwrap();
    house.settle(LANG).unwrap();
    drop(house);

    fs::write(it.0.join("store.db"), earlier).unwrap();
    let stop = refused(open(&it.0, Purpose::Real));

    assert_eq!(stop.exit, Exit::Unsound);
    assert!(stop.words.contains("earlier state"), "{}", stop.words);
}

#[test]
fn a_second_process_is_told_to_come_back_later() {
    let it = folder();
    found(&it.0);
    let _house = open(&it.0, Purpose::Real).unwrap();

    assert_eq!(refused(open(&it.0, Purpose::Real)).exit, Exit::NotReady);
}

#[test]
fn an_installation_that_was_never_finished_does_not_open() {
    let it = folder();
    drop(House::found(config(&it.0), Purpose::Real, LANG).unwrap());

    assert_eq!(refused(open(&it.0, Purpose::Real)).exit, Exit::Unsound);
}

#[test]
fn a_backup_comes_back_under_its_old_kek_in_a_new_epoch() {
    let (it, elsewhere) = (folder(), folder());
    found(&it.0);
    let archive = it.0.join("backup");
    let house = open(&it.0, Purpose::Real).unwrap();
    store::backup(&house.store, &mut fs::File::create(&archive).unwrap(), &mut |_| ()).unwrap();
    let before = house.verifier();
    drop(house);

    let mut file = fs::File::open(&archive).unwrap();
    let kek = it.0.join("keys/kek");
    let restored = House::restore(config(&elsewhere.0), Some(&kek), &mut file, &mut |_| (), LANG);
    let (house, came) = restored.unwrap();
    house.settle(LANG).unwrap();
    let (after, epochs) = (house.verifier(), house.store.read(acts::epochs).wait().unwrap());
    drop(house);

    assert_eq!(came.epoch, 2);
    assert_ne!(before, after);
    assert_eq!(epochs.iter().map(|it| it.verifier.to_string()).collect::<Vec<_>>(), [after, before]);
    assert!(open(&elsewhere.0, Purpose::Real).is_ok());
}

#[test]
fn who_was_erased_is_noted_beside_the_anchor_and_erased_again_in_an_older_backup() {
    let (it, elsewhere) = (folder(), folder());
    found(&it.0);
    let house = open(&it.0, Purpose::Real).unwrap();
    let by = house.operator();
    let new =
        NewPerson { name: "李四".to_owned(), number: None, phone: None, assurance: Assurance::Verified };
    let registering = house.store.write(move |tx| identity::register_person(tx, &by, &new));
    let person = registering.wait().unwrap();
    let archive = it.0.join("backup");
    store::backup(&house.store, &mut fs::File::create(&archive).unwrap(), &mut |_| ()).unwrap();

    let (by, id) = (house.operator(), person.id.clone());
    house.store.write(move |tx| identity::erase_person(tx, &by, &id)).wait().unwrap();
    house.settle(LANG).unwrap();
    let list = fs::read_to_string(it.0.join("anchor.erasures")).unwrap();
    fs::copy(it.0.join("anchor.erasures"), elsewhere.0.join("anchor.erasures")).unwrap();
    let mut file = fs::File::open(&archive).unwrap();
    let kek = it.0.join("keys/kek");
    let restored = House::restore(config(&elsewhere.0), Some(&kek), &mut file, &mut |_| (), LANG);

    assert!(list.starts_with(person.subject.as_str()), "{list}");
    assert_eq!(restored.unwrap().1.erasures.n_erased, 1);
}

#[test]
fn every_block_is_in_the_store_of_an_installation() {
    let tables = |parts: &[store::Part]| parts.iter().map(|it| it.tables.len()).sum::<usize>();
    let of_blocks: Vec<_> = blocks::BLOCKS.iter().map(|it| it.part).collect();

    assert_eq!(tables(&blocks::parts()), tables(&of_blocks) + tables(&[crate::tables::PART, acts::PART]));
}
