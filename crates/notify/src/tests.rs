//! Proofs that messages reach their reader and nobody else, are counted, and close when the reader is erased.

use kit::{Actor, Id128, Lang, PersonId, SubjectId, Words};
use store::{Act, Store, testing, testing::TestStore};

use crate::{BLOCK, Body, MessageId, NewMessage, PAGE_ROWS, list, open, tell, unread};

fn on_both(test: impl Fn(TestStore)) {
    testing::on_both(&[acts::PART, BLOCK.part], test);
}

fn person(n: u128) -> Actor {
    Actor::person_is(PersonId::from(Id128(n)), SubjectId::from(Id128(n)))
}

fn told(store: &Store, to: &Actor, words: &str) -> MessageId {
    let both = |text: &str| Words { zh: text.to_owned(), en: format!("en {text}") };
    let body = Body { title: both(words), words: both(words), href: "/cases/case_1".to_owned() };
    let new = NewMessage { subject: to.subject().unwrap().clone(), kind: "case.accepted".to_owned(), body };
    let write = move |tx: &mut store::Tx<'_>| {
        let id = tell(tx, &new)?;
        tx.record(Act::of("test.told", &Actor::system("test"), "thing"))?;
        Ok(id)
    };
    store.write(write).wait().unwrap()
}

fn n_unread(store: &Store, by: &Actor) -> usize {
    let by = by.clone();
    store.read(move |read| unread(read, &by)).wait().unwrap()
}

#[test]
fn a_message_reaches_its_reader_alone_and_is_read_once_it_was_opened() {
    on_both(|it| {
        let [reader, stranger] = [person(1), person(2)];
        let id = told(&it.store, &reader, "已受理");
        let opened = |by: &Actor| {
            let (by, id) = (by.clone(), id.clone());
            it.store.write(move |tx| open(tx, &by, &id)).wait()
        };

        let before = [&reader, &stranger].map(|by| n_unread(&it.store, by));
        let foreign = opened(&stranger);
        let own = opened(&reader).unwrap();
        let again = opened(&reader).unwrap();

        assert_eq!(before, [1, 0]);
        assert!(foreign.is_err());
        assert_eq!(own.body.unwrap().title.say(Lang::EN), "en 已受理");
        assert_eq!((own.is_unread, again.is_unread, n_unread(&it.store, &reader)), (true, false, 0));
    });
}

#[test]
fn a_long_inbox_goes_on_by_key_and_neither_loses_nor_repeats_a_message() {
    on_both(|it| {
        let reader = person(1);
        let all: std::collections::BTreeSet<_> =
            (0..=PAGE_ROWS).map(|n| told(&it.store, &reader, &n.to_string()).as_str().to_owned()).collect();
        let page = |before: Option<MessageId>| {
            let by = reader.clone();
            it.store.read(move |read| list(read, &by, before.as_ref())).wait().unwrap()
        };

        let first = page(None);
        let second = page(first.last().map(|it| it.id.clone()));

        assert_eq!((first.len(), second.len()), (PAGE_ROWS, 1));
        let seen: std::collections::BTreeSet<_> =
            first.iter().chain(&second).map(|it| it.id.as_str().to_owned()).collect();
        assert_eq!(seen, all);
    });
}

#[test]
fn what_is_told_without_an_act_is_not_told() {
    on_both(|it| {
        let reader = person(1);
        let body = Body {
            title: Words { zh: "x".to_owned(), en: "x".to_owned() },
            words: Words { zh: "x".to_owned(), en: "x".to_owned() },
            href: "/".to_owned(),
        };
        let new = NewMessage { subject: reader.subject().unwrap().clone(), kind: "x.y".to_owned(), body };

        assert!(it.store.write(move |tx| tell(tx, &new)).wait().is_err());
        assert_eq!(n_unread(&it.store, &reader), 0);
    });
}

#[test]
fn the_words_of_an_erased_reader_are_gone() {
    on_both(|it| {
        let reader = person(1);
        let id = told(&it.store, &reader, "已受理");
        let subject = reader.subject().unwrap().clone();
        it.store.write(move |tx| tx.destroy_key(&subject)).wait().unwrap();

        let by = reader.clone();
        let message = it.store.write(move |tx| open(tx, &by, &id)).wait().unwrap();

        assert!(message.body.is_none());
    });
}

#[test]
fn every_page_is_a_page_of_its_own() {
    let pages: std::collections::BTreeSet<_> = crate::pages::samples()
        .iter()
        .flat_map(|it| Lang::all().map(|lang| (it.render)(lang).into_string()))
        .collect();

    assert_eq!(pages.len(), crate::pages::samples().len() * Lang::all().count());
}
