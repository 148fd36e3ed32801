//! Proofs of the numbers people and bodies are known by.
//! The worked values are those of the standards and of public samples.

use crate::{CertificateIdentifier, CitizenNumber, CreditCode, NumberFlaw, RegionCode};

const CITIZENS: [&str; 3] = ["11010519491231002X", "440524188001010014", "110101199003070011"];

const CREDIT_CODES: [&str; 7] = [
    "91350100M000100Y43",
    "11100000000013338W",
    "11110000000021135M",
    "11330105002500287C",
    "11430000006122244L",
    "91440300708461136T",
    "11100000000013661B",
];

const IDENTIFIERS: [&str; 3] = [
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
];

const CAPITALS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

#[test]
fn the_worked_citizen_numbers_are_right() {
    for it in CITIZENS.iter().take(2) {
        assert_eq!(CitizenNumber::parse(it).unwrap().as_str(), *it);
    }
    let third = CitizenNumber::made(&region("110101"), (1990, 3, 7), 1).unwrap();
    assert_eq!(third.as_str(), CITIZENS[2]);
}

#[test]
fn a_citizen_number_tells_region_birth_and_sex() {
    let number = CitizenNumber::parse("11010519491231002X").unwrap();

    assert_eq!(number.region().as_str(), "110105");
    assert_eq!(number.birth(), (1949, 12, 31));
    assert_eq!(number.sequence(), 2);
    assert!(number.is_female());
    assert!(!CitizenNumber::parse("440524188001010014").unwrap().is_female());
}

#[test]
fn a_citizen_number_does_not_print_itself() {
    let number = CitizenNumber::parse("11010519491231002X").unwrap();

    assert_eq!(format!("{number:?}"), "CitizenNumber(…)");
    assert_eq!(number.masked(), "110***********002X");
}

#[test]
fn what_people_type_is_forgiven() {
    let number = CitizenNumber::parse("11010519491231002X").unwrap();

    for typed in [
        "110105 19491231 002x",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\u{3000}11010519491231002ｘ ",
    ] {
        assert_eq!(CitizenNumber::parse(typed), Ok(number.clone()), "{typed}");
    }
    assert_eq!(CreditCode::parse("9135 0100 m000 100y 43").unwrap().as_str(), CREDIT_CODES[0]);
    let spread = IDENTIFIERS[0].replace('.', " ．").to_lowercase();
    assert_eq!(CertificateIdentifier::parse(&spread).unwrap().as_str(), IDENTIFIERS[0]);
}

#[test]
fn a_wrong_citizen_number_says_what_is_wrong() {
    let flaw = |text: &str| CitizenNumber::parse(text).unwrap_err();

    assert_eq!(flaw(""), NumberFlaw::Length);
    assert_eq!(flaw("11010519491231002"), NumberFlaw::Length);
    assert_eq!(flaw(&"1".repeat(100_000)), NumberFlaw::Length);
    assert_eq!(flaw("1101051949123100二X"), NumberFlaw::Character);
    assert_eq!(flaw("110105194912310022二"), NumberFlaw::Length);
    assert_eq!(flaw("11010519491231002二"), NumberFlaw::Character);
    assert_eq!(flaw("1101X519491231002X"), NumberFlaw::Character);
    assert_eq!(flaw("01010519491231002X"), NumberFlaw::Region);
    assert_eq!(flaw("11010519490229002X"), NumberFlaw::Date);
    assert_eq!(flaw("11010519491331002X"), NumberFlaw::Date);
    assert_eq!(flaw("11010519491200002X"), NumberFlaw::Date);
    assert_eq!(flaw("110105194912310021"), NumberFlaw::Check);
}

#[test]
fn an_invented_citizen_number_is_made_and_parsed_alike() {
    let made = CitizenNumber::made(&region("990102"), (2024, 2, 29), 28).unwrap();

    assert_eq!(CitizenNumber::parse(made.as_str()), Ok(made.clone()));
    assert!(region("9901").covers(&made.region()));
    assert_eq!(CitizenNumber::made(&region("9901"), (2024, 2, 29), 28), Err(NumberFlaw::Region));
    assert_eq!(CitizenNumber::made(&region("990102"), (2023, 2, 29), 28), Err(NumberFlaw::Date));
    assert_eq!(CitizenNumber::made(&region("990102"), (1900, 2, 29), 28), Err(NumberFlaw::Date));
    assert_eq!(CitizenNumber::made(&region("990102"), (2000, 200, 200), 1), Err(NumberFlaw::Date));
    assert_eq!(CitizenNumber::made(&region("990102"), (65_535, 1, 1), 1), Err(NumberFlaw::Date));
    assert_eq!(CitizenNumber::made(&region("990102"), (2024, 2, 29), 1000), Err(NumberFlaw::Length));
}

#[test]
fn every_slip_in_a_citizen_number_is_caught() {
    for sample in CITIZENS {
        for slip in slips(sample, "0123456789X").chain(transpositions(sample)) {
            assert!(CitizenNumber::parse(&slip).is_err(), "{slip} passed for {sample}");
        }
    }
}

#[test]
fn the_worked_credit_codes_are_right() {
    for it in CREDIT_CODES {
        let code = CreditCode::parse(it).unwrap();

        assert_eq!(CreditCode::made(&it[..2], &code.region(), &it[8..16]), Ok(code.clone()));
        assert_eq!(code.to_string(), it);
    }
    assert_eq!(CreditCode::parse(CREDIT_CODES[0]).unwrap().organisation(), "M000100Y4");
    assert_eq!(CreditCode::parse(CREDIT_CODES[1]).unwrap().organisation(), "000013338");
    assert_eq!(CreditCode::parse(CREDIT_CODES[6]).unwrap().organisation(), "000013661");
    assert_eq!(CreditCode::parse(CREDIT_CODES[3]).unwrap().organisation(), "002500287");
}

#[test]
fn a_wrong_credit_code_says_what_is_wrong() {
    let flaw = |text: &str| CreditCode::parse(text).unwrap_err();

    assert_eq!(flaw("91350100M000100Y4"), NumberFlaw::Length);
    assert_eq!(flaw("91350100M000100O43"), NumberFlaw::Character);
    assert_eq!(flaw("9135A100M000100Y43"), NumberFlaw::Character);
    assert_eq!(flaw("一二350100M000100Y43"), NumberFlaw::Character);
    assert_eq!(flaw("91350100M000100Y44"), NumberFlaw::Check);
    assert_eq!(CreditCode::made("9", &region("990102"), "MA000001"), Err(NumberFlaw::Length));
    assert_eq!(CreditCode::made("91", &region("99"), "MA000001"), Err(NumberFlaw::Region));
    assert_eq!(CreditCode::made("91", &region("990102"), "MA00000S"), Err(NumberFlaw::Character));
    assert_eq!(CreditCode::made("91", &region("990102"), "MA0000你你"), Err(NumberFlaw::Character));
}

#[test]
fn an_organisation_code_is_checked_within_a_right_credit_code() {
    let slipped = "91350100M000100Y5";

    let outer_right: Vec<NumberFlaw> = CAPITALS
        .chars()
        .filter_map(|check| CreditCode::parse(&format!("{slipped}{check}")).err())
        .filter(|flaw| *flaw == NumberFlaw::OrganisationCheck)
        .collect();

    assert_eq!(outer_right.len(), 1);
}

#[test]
fn every_slip_in_a_credit_code_is_caught() {
    for sample in CREDIT_CODES {
        for slip in slips(sample, CAPITALS).chain(transpositions(sample)) {
            assert!(CreditCode::parse(&slip).is_err(), "{slip} passed for {sample}");
        }
    }
}

#[test]
fn the_worked_certificate_identifiers_are_right() {
    for it in IDENTIFIERS {
        assert_eq!(CertificateIdentifier::parse(it).unwrap().to_string(), it);
    }
    let first = CertificateIdentifier::parse(IDENTIFIERS[0]).unwrap();
    assert_eq!(first.kind(), "11100000000013338W009");
    assert_eq!(first.issuer(), "11330105002500287C");
    assert_eq!((first.serial(), first.version()), ("2025052201", 2));
}

#[test]
fn a_published_sample_that_contradicts_itself_is_refused() {
    let sample =
        "1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.";

    assert_eq!(CertificateIdentifier::parse(&format!("{sample}M")), Err(NumberFlaw::Check));
    assert!(CertificateIdentifier::parse(&format!("{sample}D")).is_ok());
}

#[test]
fn an_identifier_is_made_from_its_parts() {
    let definer = CreditCode::parse("11100000000013338W").unwrap();
    let issuer = CreditCode::parse("11330105002500287C").unwrap();

    let made = CertificateIdentifier::made(&definer, 9, &issuer, "2025052201", 2).unwrap();

    assert_eq!(made.as_str(), IDENTIFIERS[0]);
    let refused =
        |kind, serial, version| CertificateIdentifier::made(&definer, kind, &issuer, serial, version);
    assert_eq!(refused(1000, "1", 1), Err(NumberFlaw::Length));
    assert_eq!(refused(9, "", 1), Err(NumberFlaw::Length));
    assert_eq!(refused(9, "1", 0), Err(NumberFlaw::Length));
    assert_eq!(refused(9, "1.2", 1), Err(NumberFlaw::Character));
    assert_eq!(refused(9, &"A".repeat(65), 1), Err(NumberFlaw::Length));
}

#[test]
fn a_wrong_identifier_says_what_is_wrong() {
    let flaw = |text: &str| CertificateIdentifier::parse(text).unwrap_err();

    assert_eq!(flaw("1.2.156.3003.2.11100000000013338W009"), NumberFlaw::Root);
    assert_eq!(flaw(&IDENTIFIERS[0].replace(".002.", ".")), NumberFlaw::Length);
    assert_eq!(flaw(&format!("{}.1", IDENTIFIERS[0])), NumberFlaw::Length);
    assert_eq!(flaw(&IDENTIFIERS[0].replace(".002.", ".00A.")), NumberFlaw::Character);
    assert_eq!(flaw(&IDENTIFIERS[0].replace("2025052201", "证照")), NumberFlaw::Character);
}

#[test]
fn every_single_slip_in_an_identifier_is_caught() {
    for sample in IDENTIFIERS {
        for slip in slips(sample, CAPITALS) {
            assert!(CertificateIdentifier::parse(&slip).is_err(), "{slip} passed for {sample}");
        }
    }
}

/// The standard's check has one blind spot: two neighbours whose values differ by one, at a running
/// remainder that brings them to 18 and 19. Nothing else may pass.
#[test]
fn a_transposition_passes_an_identifier_only_between_neighbouring_values() {
    let value = |it: u8| char::from(it).to_digit(36);
    let blind = |a: u8, b: u8| {
        value(a).zip(value(b)).is_some_and(|(a, b)| (a + 36 - b) % 36 == 1 || (b + 36 - a) % 36 == 1)
    };

    for sample in IDENTIFIERS {
        for slip in transpositions(sample) {
            let at = slip.bytes().zip(sample.bytes()).position(|(a, b)| a != b).unwrap();
            let (a, b) = (slip.as_bytes()[at], slip.as_bytes()[at + 1]);
            assert!(
                CertificateIdentifier::parse(&slip).is_err() || blind(a, b),
                "{slip} passed for {sample}"
            );
        }
    }
}

#[test]
fn every_flaw_has_its_own_code() {
    let flaws = [
        NumberFlaw::Length,
        NumberFlaw::Character,
        NumberFlaw::Region,
        NumberFlaw::Date,
        NumberFlaw::Root,
        NumberFlaw::OrganisationCheck,
        NumberFlaw::Check,
    ];

    assert_eq!(flaws.map(NumberFlaw::code), NumberFlaw::FLAW_CODES);
    assert_eq!(NumberFlaw::Check.code(), "number.check");
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

/// Every text that differs from the sample in one character.
fn slips(sample: &str, alphabet: &'static str) -> impl Iterator<Item = String> {
    let places = (0..sample.len()).filter(|at| sample.as_bytes()[*at] != b'.');
    places.flat_map(move |at| {
        alphabet
            .chars()
            .filter(move |it| *it != char::from(sample.as_bytes()[at]))
            .map(move |it| format!("{}{it}{}", &sample[..at], &sample[at + 1..]))
    })
}

/// Every text in which two different neighbours of the sample have changed places.
fn transpositions(sample: &str) -> impl Iterator<Item = String> {
    (1..sample.len()).filter(|at| sample.as_bytes()[at - 1] != sample.as_bytes()[*at]).map(|at| {
        format!("{}{}{}{}", &sample[..at - 1], &sample[at..=at], &sample[at - 1..at], &sample[at + 1..])
    })
}
