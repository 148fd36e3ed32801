//! Proofs that files are sealed where they lie, are found by those who may, and go when nobody needs them.

use std::{
    fs,
    sync::atomic::{AtomicU64, Ordering},
};

use kit::{Actor, Id128, Result, SubjectId};
use store::{Store, testing, testing::TestStore};

use crate::{
    BLOCK, FileId, FileView, Format, actions,
    tables::{
        self,
        shelf::{Shelf, Spool, copy_out, take_in},
    },
};

fn on_both(test: impl Fn(TestStore)) {
    testing::on_both(&[acts::PART, BLOCK.part], test);
}

fn subject(n: u128) -> SubjectId {
    SubjectId::from(Id128(n))
}

fn run<T>(it: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap().block_on(it)
}

/// How many files the tests have put: those of two tests at once must not spool under one name.
static N_PUT: AtomicU64 = AtomicU64::new(1);

/// Seals and shelves bytes as a file of a subject, as receiving does once they were judged.
fn put(store: &Store, of: &SubjectId, n: u128, bytes: &[u8]) -> FileId {
    let nth = u128::from(N_PUT.fetch_add(1, Ordering::SeqCst));
    let (id, whose) = (FileId::from(Id128(nth << 64 | n)), of.clone());
    let file = id.clone();
    let key = store.write(move |tx| tx.new_file_key(&whose, file.as_str())).wait().unwrap();
    let shelf = Shelf::of(store);
    let mut spool = Spool::open(&shelf, id.as_str(), key).unwrap();
    for it in bytes.chunks(1_000) {
        spool.write(it).unwrap();
    }
    let spooled = spool.end().unwrap();
    let (subject, file, sha256) = (of.clone(), id.clone(), spooled.sha256.clone());
    let n_bytes = bytes.len() as i64;
    let say = move |tx: &mut store::Tx<'_>| {
        let view = FileView {
            id: file.clone(),
            subject: subject.clone(),
            holder: None,
            name: None,
            format: Format::Pdf,
            n_bytes,
            sha256: sha256.clone(),
            at: tx.now(),
        };
        tables::insert_upload(tx, &view, "平面图.pdf")?;
        tables::set_ready(tx, &file).map(|_| ())
    };
    store.write(say).wait().unwrap();
    run(shelf.put(store, spooled)).unwrap();
    id
}

fn find(store: &Store, of: &SubjectId, id: &FileId) -> Option<FileView> {
    let (of, id) = (of.clone(), id.clone());
    store.read(move |read| actions::find(read, &of, &id)).wait().unwrap()
}

fn read(store: &Store, file: &FileView) -> Result<Vec<u8>> {
    run(async {
        let mut bytes = Vec::new();
        for n in 0.. {
            match actions::piece(store, file, n).await? {
                Some(it) => bytes.extend(it),
                None => break,
            }
        }
        Ok(bytes)
    })
}

fn pattern(n: usize) -> Vec<u8> {
    (0..n).map(|n| (n * 31 % 251) as u8).collect()
}

/// Everything that lies in the folder or the rows of a store.
fn lying(it: &TestStore, sha256: &str) -> Vec<u8> {
    match Shelf::of(&it.store) {
        Shelf::Folder(folder) => fs::read(folder.join(&sha256[..2]).join(sha256)).unwrap_or_default(),
        Shelf::Rows => {
            let key = sha256.to_owned();
            let row = it.store.read(move |read| tables::row(read, &key, 0)).wait().unwrap();
            row.unwrap_or_default()
        }
    }
}

#[test]
fn a_file_reads_back_as_it_was_at_every_size_and_lies_sealed_under_its_digest() {
    on_both(|it| {
        let owner = subject(1);
        // Around one piece, around one row, and none.
        for (n, size) in [1, 65_535, 65_536, 65_537, 16 * 65_536, 16 * 65_536 + 1].into_iter().enumerate() {
            let bytes = pattern(size);

            let id = put(&it.store, &owner, 100 + n as u128, &bytes);
            let file = find(&it.store, &owner, &id).unwrap();

            assert_eq!(read(&it.store, &file).unwrap(), bytes, "{size}");
            assert_eq!(file.name.as_deref(), Some("平面图.pdf"));
            let lies = lying(&it, &file.sha256);
            assert!(!lies.windows(64).any(|it| bytes.len() > 64 && it == &bytes[..64]), "sealed");
            if size < 16 * 65_536 {
                assert_eq!(data_encoding::HEXLOWER.encode(&crypt::sha256(&lies)), file.sha256);
            }
        }
    });
}

#[test]
fn a_file_that_was_changed_or_cut_where_it_lies_is_not_read() {
    testing::on_both(&[acts::PART, BLOCK.part], |it| {
        let owner = subject(1);
        let id = put(&it.store, &owner, 1, &pattern(100_000));
        let file = find(&it.store, &owner, &id).unwrap();
        let Shelf::Folder(folder) = Shelf::of(&it.store) else { return };
        let path = folder.join(&file.sha256[..2]).join(&file.sha256);
        let whole = fs::read(&path).unwrap();

        fs::write(&path, &whole[..65_565]).unwrap();
        let cut = read(&it.store, &file);
        let mut changed = whole.clone();
        changed[70_000] ^= 1;
        fs::write(&path, &changed).unwrap();
        let changed = read(&it.store, &file);
        fs::write(&path, &whole).unwrap();

        assert!(cut.is_err() && changed.is_err());
        assert!(read(&it.store, &file).is_ok());
    });
}

#[test]
fn only_its_subject_finds_a_file() {
    on_both(|it| {
        let id = put(&it.store, &subject(1), 1, b"x");

        assert!(find(&it.store, &subject(1), &id).is_some());
        assert!(find(&it.store, &subject(2), &id).is_none());
    });
}

#[test]
fn erasing_the_subject_makes_every_file_of_theirs_unreadable_and_nobody_elses() {
    on_both(|it| {
        let [mine, other] = [subject(1), subject(2)];
        let (id, others) = (put(&it.store, &mine, 1, b"mine"), put(&it.store, &other, 2, b"other"));
        let file = find(&it.store, &mine, &id).unwrap();

        let erased = mine.clone();
        it.store.write(move |tx| tx.destroy_key(&erased)).wait().unwrap();

        let refused = read(&it.store, &file).unwrap_err();
        assert_eq!(refused.refusal().unwrap().code, "subject.erased");
        assert_eq!(find(&it.store, &mine, &id).unwrap().name, None);
        assert_eq!(read(&it.store, &find(&it.store, &other, &others).unwrap()).unwrap(), b"other");
    });
}

#[test]
fn what_nobody_needs_goes_after_a_day_and_what_somebody_holds_stays() {
    on_both(|it| {
        let owner = subject(1);
        let [lost, held, dropped] = [1, 2, 3].map(|n| put(&it.store, &owner, n, b"x"));
        let sha256 = find(&it.store, &owner, &lost).unwrap().sha256;
        let hold = |ids: &[&FileId]| {
            let (owner, ids) = (owner.clone(), ids.iter().map(|it| (*it).clone()).collect::<Vec<_>>());
            it.store.write(move |tx| actions::hold(tx, &owner, "draft_1", &ids)).wait().unwrap();
        };
        hold(&[&held, &dropped]);
        hold(&[&held]);
        let later = |ms: i64| it.clock.set(testing::MONDAY.plus_ms(ms));

        later(actions::ORPHAN_MS - 1);
        run(actions::tend(&it.store)).unwrap();
        let before = find(&it.store, &owner, &lost).is_some();
        later(actions::ORPHAN_MS);
        run(actions::tend(&it.store)).unwrap();

        assert!(before);
        assert!(find(&it.store, &owner, &lost).is_none() && find(&it.store, &owner, &dropped).is_none());
        assert!(lying(&it, &sha256).is_empty());
        assert_eq!(read(&it.store, &find(&it.store, &owner, &held).unwrap()).unwrap(), b"x");
    });
}

#[test]
fn a_file_kept_for_a_case_stays_and_cannot_be_kept_for_another() {
    on_both(|it| {
        let owner = subject(1);
        let id = put(&it.store, &owner, 1, b"x");
        let keep = |whose: SubjectId, holder: &'static str| {
            let id = id.clone();
            it.store
                .write(move |tx| {
                    let kept = actions::keep(tx, &whose, holder, std::slice::from_ref(&id))?;
                    tx.record(store::Act::of("test.kept", &Actor::system("test"), holder))?;
                    Ok(kept.len())
                })
                .wait()
        };

        assert!(keep(subject(2), "case_0").is_err(), "another's");
        assert_eq!(keep(owner.clone(), "case_1").unwrap(), 1);
        assert_eq!(keep(owner.clone(), "case_1").unwrap(), 1, "again, by a correction");
        assert!(keep(owner.clone(), "case_2").is_err());
        it.clock.set(testing::MONDAY.plus_ms(10 * actions::ORPHAN_MS));
        run(actions::tend(&it.store)).unwrap();

        let file = find(&it.store, &owner, &id).unwrap();
        assert_eq!(file.holder.as_deref(), Some("case_1"));
        assert_eq!(read(&it.store, &file).unwrap(), b"x");
        assert_eq!(it.store.read(|read| actions::kept_for(read, "case_1")).wait().unwrap().len(), 1);
    });
}

#[test]
fn a_backup_holds_the_files_and_a_restore_takes_none_that_was_changed() {
    on_both(|it| {
        let owner = subject(1);
        let bytes = pattern(200_000);
        let id = put(&it.store, &owner, 1, &bytes);
        let file = find(&it.store, &owner, &id).unwrap();
        let Shelf::Folder(folder) = Shelf::of(&it.store) else { return };
        let copy = it.folder.0.join("copy");

        assert_eq!(copy_out(&it.store.settings().url, &copy).unwrap(), 1);
        assert_eq!(copy_out(&it.store.settings().url, &copy).unwrap(), 1, "the second time nothing is new");
        fs::remove_dir_all(&folder).unwrap();
        assert!(read(&it.store, &file).is_err());
        assert_eq!(take_in(&it.store, &copy).unwrap(), 1);
        assert_eq!(read(&it.store, &file).unwrap(), bytes);
        let path = copy.join(&file.sha256[..2]).join(&file.sha256);
        let mut changed = fs::read(&path).unwrap();
        changed[9] ^= 1;
        fs::write(&path, changed).unwrap();

        assert!(take_in(&it.store, &copy).is_err());
    });
}

#[test]
fn the_rows_of_one_engine_are_read_in_the_other_and_a_folder_fills_rows() {
    testing::on_both(&[acts::PART, BLOCK.part], |it| {
        let owner = subject(1);
        let bytes = pattern(2_000_000);
        let id = put(&it.store, &owner, 1, &bytes);
        let file = find(&it.store, &owner, &id).unwrap();
        // What lies in a folder moves into rows, as if an archive of PostgreSQL had brought it.
        if let Shelf::Folder(folder) = Shelf::of(&it.store) {
            let sealed = fs::read(folder.join(&file.sha256[..2]).join(&file.sha256)).unwrap();
            for (n, row) in sealed.chunks(16 * crate::model::SEALED_BYTES).enumerate() {
                let (sha256, row) = (file.sha256.clone(), row.to_vec());
                it.store.write(move |tx| tables::put_row(tx, &sha256, n as u32, &row)).wait().unwrap();
            }
            fs::remove_dir_all(&folder).unwrap();
        }

        assert_eq!(read(&it.store, &file).unwrap(), bytes);
    });
}
