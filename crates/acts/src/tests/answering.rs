//! A form counts once: whoever sends it again gets the first answer and does nothing.

use super::*;
use crate::once;

fn submit(store: &Store, by: &Actor, key: &str, words: &'static str) -> store::Answer<String> {
    let (by, key) = (by.clone(), key.to_owned());
    store.write(move |tx| {
        once(tx, &key, &by, |tx| {
            trace(tx, "form", words)?;
            tx.record(act("note.written", words))?;
            Ok(format!("/{words}"))
        })
    })
}

#[test]
fn a_form_sent_twice_gets_the_first_answer_and_does_the_work_once() {
    on_both(|it| {
        let by = citizen(1);

        let first = submit(&it.store, &by, "k", "one").wait().unwrap();
        let again = submit(&it.store, &by, "k", "two").wait().unwrap();

        assert_eq!((first.as_str(), again.as_str()), ("/one", "/one"));
        assert_eq!(traces(&it.store, "form"), ["one"]);
        assert_eq!(advance(&it.store), 1);
    });
}

#[test]
fn forms_sent_at_the_same_moment_count_once() {
    on_both(|it| {
        let by = citizen(1);
        for n in 0..10 {
            let key = format!("k{n}");
            let all: Vec<_> = (0..4).map(|_| submit(&it.store, &by, &key, "x")).collect();
            for answer in all {
                assert_eq!(answer.wait().unwrap(), "/x");
            }
        }

        assert_eq!(traces(&it.store, "form").len(), 10);
        assert_eq!(advance(&it.store), 10);
    });
}

#[test]
fn a_key_of_another_visitor_means_nothing() {
    on_both(|it| {
        let answers = [
            submit(&it.store, &citizen(1), "k", "one").wait().unwrap(),
            submit(&it.store, &citizen(2), "k", "two").wait().unwrap(),
            submit(&it.store, &Actor::anyone(), "k", "three").wait().unwrap(),
            submit(&it.store, &citizen(1), "k2", "four").wait().unwrap(),
        ];

        assert_eq!(answers, ["/one", "/two", "/three", "/four"]);
    });
}

#[test]
fn a_refused_form_may_be_sent_again_with_its_key() {
    on_both(|it| {
        let refused = it.store.write(|tx| {
            once(tx, "k", &citizen(1), |tx| {
                trace(tx, "form", "refused")?;
                Err(kit::Refusal::conflict("test").into())
            })
        });
        assert!(refused.wait().is_err());

        assert_eq!(submit(&it.store, &citizen(1), "k", "one").wait().unwrap(), "/one");
        assert_eq!(traces(&it.store, "form"), ["one"]);
    });
}

#[test]
fn a_form_without_a_key_or_with_an_endless_one_is_refused() {
    on_both(|it| {
        for key in [String::new(), "k".repeat(65)] {
            let refused = submit(&it.store, &citizen(1), &key, "one").wait().unwrap_err();
            assert_eq!(refused.refusal().unwrap().code, "submission.missing");
        }
        assert!(traces(&it.store, "form").is_empty());
    });
}
