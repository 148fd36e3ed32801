//! A new key opens a new log that begins with the old one's last word; nothing of the old is lost.

use super::*;

fn open(store: &Store, key: &Arc<LedgerKey>) -> Result<()> {
    let key = key.clone();
    store.write(move |tx| crate::open_epoch(tx, &key)).wait()
}

#[test]
fn a_new_key_opens_an_epoch_whose_first_leaf_is_the_old_checkpoint() {
    on_both(|it| {
        (0..5).for_each(|n| record(&it.store, "note.written", &n.to_string()));
        advance(&it.store);
        let old = epoch(&it.store);
        let next = other_key("test.example/ledger/2", 3);

        open(&it.store, &next).unwrap();
        open(&it.store, &next).unwrap();
        (0..4).for_each(|n| record(&it.store, "note.written", &format!("later {n}")));
        assert_eq!(wait(crate::advance(&it.store, &next)).unwrap(), 4);

        let new = epoch(&it.store);
        let first = {
            let new = new.clone();
            it.store.read(move |read| crate::entries(read, &new, Bundle { n: 0, width: 5 })).wait().unwrap()
        };
        let bundle = Bundle { n: 0, width: 5 };
        assert_eq!((new.epoch, new.first_position, new.size), (2, 5, 5));
        assert_eq!(bundle.parse(&first).unwrap()[0], old.note.as_bytes());
        audit(&it.store, Some(1)).unwrap();
        audit(&it.store, Some(2)).unwrap();
        let leaves = rows(&it.store);
        for (n, leaf) in leaves.iter().enumerate() {
            let (verifier, index) = if n < 5 { (key(), n as u64) } else { (next.clone(), n as u64 - 5 + 1) };
            let proof = proof(&it.store, &leaf.id);
            assert_eq!(proof.index, index);
            proof.verify(&leaf.bytes(), verifier.verifier()).unwrap();
        }
    });
}

#[test]
fn acts_that_waited_when_the_epoch_changed_stand_in_the_new_one() {
    on_both(|it| {
        record(&it.store, "note.written", "placed");
        advance(&it.store);
        record(&it.store, "note.written", "waiting");
        let next = other_key("test.example/ledger/2", 3);

        open(&it.store, &next).unwrap();
        wait(crate::advance(&it.store, &next)).unwrap();

        let leaf = rows(&it.store).pop().unwrap();
        let proof = proof(&it.store, &leaf.id);
        assert_eq!(proof.index, 1);
        proof.verify(&leaf.bytes(), next.verifier()).unwrap();
        assert!(wait(crate::advance(&it.store, &key())).is_ok_and(|it| it == 0));
    });
}

#[test]
fn an_epoch_without_acts_is_followed_like_any_other() {
    on_both(|it| {
        let (second, third) = (other_key("test.example/2", 3), other_key("test.example/3", 4));
        open(&it.store, &second).unwrap();
        open(&it.store, &third).unwrap();
        record(&it.store, "note.written", "a");
        wait(crate::advance(&it.store, &third)).unwrap();

        let leaf = rows(&it.store).pop().unwrap();

        proof(&it.store, &leaf.id).verify(&leaf.bytes(), third.verifier()).unwrap();
        (1..=3).for_each(|n| audit(&it.store, Some(n)).unwrap());
        assert_eq!(it.store.read(crate::epochs).wait().unwrap().len(), 3);
    });
}

#[test]
fn neither_key_nor_origin_of_an_earlier_epoch_opens_another() {
    on_both(|it| {
        open(&it.store, &other_key("test.example/2", 3)).unwrap();

        let old_key = open(&it.store, &key());
        let old_origin = open(&it.store, &other_key("test.example/ledger", 5));

        for refused in [old_key, old_origin] {
            assert!(refused.unwrap_err().to_string().contains("earlier epoch"));
        }
        assert_eq!(epoch(&it.store).epoch, 2);
    });
}
