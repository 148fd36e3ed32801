//! Proofs of the directory, on both engines: through its actions, its files and its doors.
//! What they share stands here: a small tree, an agency in it, and who may tend it.

mod admin;
mod agencies;
mod calendars;
mod doors;
mod imports;
mod officials;
mod real_files;
mod reorganising;

use std::path::PathBuf;

use kit::{Acting, Actor, AgencyId, CreditCode, Error, OfficialId, PostId, RegionCode, Result, Words};
use store::{Store, Tx, testing};

use crate::{
    AgencyKind, BLOCK, NewAgency, NewOfficial, NewPost, Region, STEWARD, found_agency,
    imports::{Outcome, Report},
    open_post, put_regions,
};

/// Runs a test on a fresh directory of each engine.
fn on_both(test: impl Fn(testing::TestStore)) {
    testing::on_both(&[BLOCK.part, ::acts::PART], test);
}

fn platform() -> Actor {
    Actor::system("test")
}

/// An official with this power, whose agency is in this region.
fn official_with(store: &Store, power: &str, region: &str) -> Actor {
    let (official, post, agency) =
        write(store, |tx| Ok((tx.new_id::<OfficialId>(), tx.new_id::<PostId>(), tx.new_id::<AgencyId>())))
            .unwrap();
    let powers = vec![power.to_owned()];
    Actor::official_is(Acting { official, post, agency, region: code(region), powers })
}

fn steward_of(store: &Store, region: &str) -> Actor {
    official_with(store, STEWARD, region)
}

fn write<T: Send + 'static>(
    store: &Store,
    f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    store.write(f).wait()
}

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn region(text: &str, name: &str, name_en: Option<&str>) -> Region {
    Region { code: code(text), name: name.to_owned(), name_en: name_en.map(str::to_owned) }
}

/// Province 99, city 9901, two districts and a town of one of them.
fn demo_regions() -> Vec<Region> {
    vec![
        region("99", "演示省", Some("Demonstration Province")),
        region("9901", "安和市", Some("Anhe City")),
        region("990101", "清源区", Some("Qingyuan District")),
        region("990102", "安泰区", None),
        region("990101001", "清河镇", None),
    ]
}

fn put_demo(store: &Store) -> Report {
    let report = put_regions(store, &platform(), "demo", demo_regions(), &mut |_| {}).unwrap();
    assert_eq!(report.outcome, Outcome::Imported);
    report
}

fn credit_code(n: u32) -> CreditCode {
    CreditCode::made("11", &code("990101"), &format!("{n:08}")).unwrap()
}

fn new_agency(n: u32, region: &str) -> NewAgency {
    let region = code(region);
    NewAgency {
        code: credit_code(n),
        name: Words { zh: format!("部门{n}"), en: format!("Agency {n}") },
        level: region.level(),
        region,
        kind: AgencyKind::Authority,
        supervisor: None,
    }
}

fn new_post(agency: &AgencyId, powers: &[&str]) -> NewPost {
    let powers = powers.iter().map(|it| (*it).to_owned()).collect();
    NewPost { agency: agency.clone(), name: Words { zh: "岗".to_owned(), en: "Post".to_owned() }, powers }
}

fn found(store: &Store, by: &Actor, new: NewAgency) -> Result<AgencyId> {
    let by = by.clone();
    write(store, move |tx| found_agency(tx, &by, &new))
}

fn open(store: &Store, by: &Actor, new: NewPost) -> Result<PostId> {
    let by = by.clone();
    write(store, move |tx| open_post(tx, &by, &new))
}

fn new_official(name: &str) -> NewOfficial {
    NewOfficial { name: name.to_owned(), number: None }
}

/// The code of a refusal, or of its first flaw.
fn refused<T>(it: Result<T>) -> &'static str {
    match it {
        Err(Error::Refused(it)) => it.flaws.first().map_or(it.code, |flaw| flaw.code),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("not refused"),
    }
}

/// The kinds of all acts, in the order they were recorded.
fn acts(store: &Store) -> Vec<String> {
    let kinds =
        store.read(|read| read.list("SELECT kind FROM acts ORDER BY seq LIMIT 1000", &[], |row| row.text(0)));
    kinds.wait().unwrap()
}

/// A folder of the real files, where they are at hand.
fn real_files(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if !path.is_dir() {
        println!("not run: ../shared/data/{folder} is not there");
        return None;
    }
    Some(path)
}
