//! Proofs of what the checks themselves rest on: what they read, and that they would notice.
//! The rest is proved by running it.

use crate::{
    chance::Chance,
    client::{post, read_answer},
    leaves::{bundle_path, leaves, size_of},
    visitor::hidden,
};

#[test]
fn an_answer_that_is_cut_off_is_an_error_wherever_it_is_cut() {
    let whole = b"HTTP/1.1 303 See Other\r\nLocation: /cases/case_1\r\ncontent-length: 4\r\n\r\nbody";

    for end in 0..whole.len() {
        assert!(read_answer(&mut &whole[..end]).is_err(), "cut at {end}");
    }
    let answer = read_answer(&mut &whole[..]).unwrap();
    assert_eq!(
        (answer.status, answer.location(), answer.text().as_str()),
        (303, Some("/cases/case_1"), "body")
    );
}

#[test]
fn a_bundle_that_is_cut_off_is_none() {
    let bundle = b"\x00\x03one\x00\x00\x00\x05three";

    assert_eq!(leaves(bundle).unwrap(), [b"one".as_slice(), b"", b"three"]);
    for end in [1, 4, bundle.len() - 1] {
        assert!(leaves(&bundle[..end]).is_none(), "cut at {end}");
    }
}

#[test]
fn bundles_are_where_the_format_says() {
    assert_eq!(bundle_path(0, 256), "/ledger/tile/entries/000");
    assert_eq!(bundle_path(1_234_067, 256), "/ledger/tile/entries/x001/x234/067");
    assert_eq!(bundle_path(7, 3), "/ledger/tile/entries/007.p/3");
}

#[test]
fn the_size_of_a_checkpoint_is_its_second_line() {
    assert_eq!(size_of(b"anhe.example/ledger\n42\nroot\n").unwrap(), 42);
    assert!(size_of(b"anhe.example/ledger\nmany\n").is_err());
}

#[test]
fn only_the_hidden_fields_of_the_form_asked_for_are_read() {
    let page = "<form action=\"/a\"><input type=\"hidden\" name=\"x\" value=\"no\"></form>\
        <form method=\"post\" action=\"/b\"><input type=\"hidden\" name=\"csrf\" value=\"a&amp;b\">\
        <input type=\"text\" name=\"y\" value=\"no\"></form>";

    assert_eq!(hidden(page, "/b").unwrap(), [("csrf".to_owned(), "a&b".to_owned())]);
    assert!(hidden(page, "/c").is_err());
}

#[test]
fn what_is_posted_is_escaped() {
    let request = post("/b", "", &[("name".to_owned(), "王 &=".to_owned())]);

    assert!(request.ends_with(b"\r\n\r\nname=%E7%8E%8B%20%26%3D"));
}

#[test]
fn the_same_seed_draws_the_same_moments() {
    let draw = |seed| {
        let mut chance = Chance::new(seed);
        (0..20).map(|_| chance.between_ms(30, 1_200)).collect::<Vec<_>>()
    };

    assert_eq!(draw(7), draw(7));
    assert_ne!(draw(7), draw(8));
    assert!(draw(7).iter().all(|it| (30..=1_200).contains(&it.as_millis())));
}
