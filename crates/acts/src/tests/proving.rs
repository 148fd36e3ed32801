//! The tree is the one the acts make, and proves each of them, also those whose person was erased.

use kit::SubjectId;

use super::*;

#[test]
fn the_root_is_that_of_the_leaves_recomputed_from_the_rows() {
    on_both(|it| {
        for n_more in [1, 2, 5, 250, 40] {
            let write = it.store.write(move |tx| {
                (0..n_more).try_for_each(|n| tx.record(act("note.written", &n.to_string())))
            });
            write.wait().unwrap();
            assert_eq!(advance(&it.store), n_more);

            let leaves: Vec<_> = rows(&it.store).iter().map(Leaf::bytes).collect();
            let signed = crate::checkpoint(&epoch(&it.store)).unwrap();
            assert_eq!((signed.size, signed.root), (leaves.len() as u64, tree_hash(&leaves)));
            audit(&it.store, None).unwrap();
        }
    });
}

#[test]
fn the_proof_of_every_act_verifies_and_of_no_other_leaf() {
    on_both(|it| {
        (0..23).for_each(|n| record(&it.store, "note.written", &n.to_string()));
        advance(&it.store);
        (0..300).for_each(|n| record(&it.store, "note.written", &n.to_string()));
        advance(&it.store);

        let verifier = key().verifier().clone();
        for (n, leaf) in rows(&it.store).into_iter().enumerate() {
            let proof = proof(&it.store, &leaf.id);
            assert_eq!((proof.index, &proof.extra), (n as u64, &leaf.bytes()));
            proof.verify(&leaf.bytes(), &verifier).unwrap();
            let changed = Leaf { kind: "note.burned".to_owned(), ..leaf };
            assert!(proof.verify(&changed.bytes(), &verifier).is_err());
        }
    });
}

#[test]
fn an_act_without_its_place_has_no_proof_yet_and_an_unknown_one_is_not_found() {
    on_both(|it| {
        record(&it.store, "note.written", "a");
        let id = it
            .store
            .read(|read| {
                crate::history(read, "a").map(|it| (it[0].id.clone(), it[0].position, it[0].leaf.clone()))
            })
            .wait()
            .unwrap();

        let early = it.store.read({
            let id = id.0.clone();
            move |read| crate::proof(read, &id)
        });
        let unknown = it.store.read(|read| crate::proof(read, "act_00000000000000000000000000"));

        assert_eq!(early.wait().unwrap(), None);
        assert_eq!(id.1, None);
        assert_eq!(unknown.wait().unwrap_err().refusal().unwrap().code, "not_found");
        assert_eq!(it.store.read(crate::lag).wait().unwrap(), 1);
        assert_eq!(Leaf::parse(&id.2.bytes()), Ok(id.2));
    });
}

#[test]
fn erasing_a_person_closes_their_acts_and_leaves_the_tree_whole() {
    on_both(|it| {
        let (gone, stays) = (citizen(1), citizen(2));
        for by in [gone.clone(), stays.clone()] {
            let write = it.store.write(move |tx| {
                let act = Act::of("case.submitted", &by, "case_1").body(serde_json::json!({ "name": "x" }));
                tx.record(act)
            });
            write.wait().unwrap();
        }
        advance(&it.store);
        let before = epoch(&it.store).note;

        it.store.write(|tx| tx.destroy_key(&SubjectId::from(Id128(1)))).wait().unwrap();

        let acts = it.store.read(|read| crate::history(read, "case_1")).wait().unwrap();
        assert_eq!(epoch(&it.store).note, before);
        audit(&it.store, None).unwrap();
        assert!(acts[0].person.is_none() && acts[0].body().is_none());
        assert_eq!(acts[0].doing("actor"), Some("person"));
        assert_eq!(acts[1].body().unwrap()["name"], "x");
        for act in acts {
            proof(&it.store, &act.id).verify(&act.leaf.bytes(), key().verifier()).unwrap();
            assert!(!String::from_utf8(act.leaf.bytes()).unwrap().contains("person_"));
        }
    });
}

#[test]
fn what_the_tree_has_not_grown_to_is_not_found() {
    on_both(|it| {
        (0..3).for_each(|n| record(&it.store, "note.written", &n.to_string()));
        advance(&it.store);
        let served = epoch(&it.store);

        let ask = |level, n, width| {
            let epoch = served.clone();
            it.store.read(move |read| crate::tile(read, &epoch, Tile { level, n, width })).wait()
        };
        let entries = |n, width| {
            let epoch = served.clone();
            it.store.read(move |read| crate::entries(read, &epoch, Bundle { n, width })).wait()
        };

        assert_eq!(ask(0, 0, 3).unwrap().len(), 96);
        assert_eq!(ask(0, 0, 2).unwrap().len(), 64);
        for (level, n, width) in [(0, 0, 4), (0, 0, 256), (0, 1, 1), (1, 0, 1), (7, u64::MAX, 1)] {
            assert_eq!(ask(level, n, width).unwrap_err().refusal().unwrap().code, "not_found");
        }
        assert!(entries(0, 3).is_ok() && entries(0, 1).is_ok());
        for (n, width) in [(0, 4), (1, 1), (u64::MAX, 256)] {
            assert_eq!(entries(n, width).unwrap_err().refusal().unwrap().code, "not_found");
        }
    });
}

#[test]
fn a_leaf_has_one_spelling() {
    let leaf = Leaf {
        id: "act_1".to_owned(),
        at: kit::Time::from_ms(7),
        kind: "note.written".to_owned(),
        agency: String::new(),
        region: String::new(),
        doing: [1; 32],
        person: [2; 32],
    };
    let good = String::from_utf8(leaf.bytes()).unwrap();
    assert_eq!(Leaf::parse(good.as_bytes()), Ok(leaf));

    let wrong = [
        (good.replace("act/v1", "act/v2"), 1),
        (good.replace("\n7\n", "\n+7\n"), 3),
        (good.replace("\n7\n", "\n07\n"), 3),
        (good.replace("\n7\n", "\nx\n"), 3),
        (good.replacen("01", "0g", 1), 7),
        (good.replacen("02", "0", 1), 8),
        (good.trim_end().to_owned(), 8),
        (format!("{good}\n"), 9),
    ];
    for (text, line) in wrong {
        assert_eq!(Leaf::parse(text.as_bytes()).unwrap_err().line, line, "{text:?}");
    }
    assert!(Leaf::parse(&[0xff, b'\n']).is_err());
    assert!(Leaf::parse(b"").is_err());
}

#[test]
fn the_newest_leaves_come_first_and_page_by_position() {
    on_both(|it| {
        (0..5).for_each(|n| record(&it.store, "note.written", &n.to_string()));
        advance(&it.store);
        record(&it.store, "note.written", "pending");

        let first = it.store.read(|read| crate::newest(read, None, 3)).wait().unwrap();
        let second = it.store.read(|read| crate::newest(read, Some(2), 3)).wait().unwrap();
        let id = first[0].leaf.id.clone();
        let one = it.store.read(move |read| crate::leaf(read, &id)).wait().unwrap();

        let positions = |it: &[crate::Placed]| it.iter().filter_map(|it| it.position).collect::<Vec<_>>();
        assert_eq!((positions(&first), positions(&second)), (vec![4, 3, 2], vec![1, 0]));
        assert_eq!((one.position, &one.leaf), (Some(4), &first[0].leaf));
        assert_eq!(epoch(&it.store).signed_at, store::testing::MONDAY);
    });
}
