//! Proofs on the real files: 45 thousand divisions come in as an operator would bring them.

use kit::Actor;
use store::Store;

use super::{acts, code, on_both, platform, put_demo, real_files};
use crate::{
    CN_PROVINCES, RegionFiles, children, import_regions,
    imports::{self, File, Outcome, Report},
    path, regions_named,
};

/// The files of the levels, from below: the order a shell lists them in must not matter.
const NAMES: [&str; 4] = ["streets.csv", "areas.csv", "cities.csv", "provinces.csv"];

fn import(store: &Store, by: &Actor, bytes: &[Vec<u8>]) -> Vec<Report> {
    let files: Vec<_> = NAMES.iter().zip(bytes).map(|(name, bytes)| File { name, bytes }).collect();
    let mut n_told = 0;
    let run = RegionFiles { files: &files, completion: CN_PROVINCES };
    let reports = import_regions(store, by, &run, &mut |_| n_told += 1).unwrap();
    assert!(reports.iter().all(|it| it.outcome == Outcome::Unchanged) || 80 < n_told);
    reports
}

#[test]
fn the_real_divisions_come_in_beside_the_demonstration_and_only_once() {
    let Some(folder) = real_files("cn-divisions") else { return };
    let bytes: Vec<_> = NAMES.iter().map(|it| std::fs::read(folder.join(it)).unwrap()).collect();
    on_both(|it| {
        put_demo(&it.store);

        let first = import(&it.store, &platform(), &bytes);
        let second = import(&it.store, &platform(), &bytes);

        let n_rows: Vec<_> = first.iter().map(|it| (it.outcome, it.n_rows)).collect();
        assert_eq!(n_rows, [34, 342, 2_978, 41_352].map(|n| (Outcome::Imported, n)));
        let completed: Vec<_> = first[0].notes.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(completed, ["71", "81", "82"]);
        assert!(second.iter().all(|it| it.outcome == Outcome::Unchanged));
        assert_eq!(acts(&it.store), ["regions.imported"; 5]);
        let read = it.store.read(|read| {
            let way: Vec<_> = path(read, &code("110101001"))?.into_iter().map(|it| it.name).collect();
            let n_top = children(read, None, None)?.rows.len();
            let named = regions_named(read, "东华门街道")?;
            let sources: Vec<_> =
                imports::all_current(read, "regions")?.into_iter().map(|it| it.source).collect();
            Ok((way, n_top, named, sources))
        });
        let (way, n_top, named, sources) = read.wait().unwrap();
        assert_eq!(way, ["北京市", "市辖区", "东城区", "东华门街道"]);
        assert_eq!(n_top, 34 + 1);
        assert!(named.iter().any(|it| it.code == code("110101001")));
        assert_eq!(sources, ["city", "county", "demo", "province", "town"]);
    });
}
