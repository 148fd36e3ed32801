//! Nobody gets in where they do not belong, and who looked is known.

use kit::Error;

use super::house::{House, on_both, typed};
use crate::{actions, model::Conclusion};

fn is_missing<T>(it: kit::Result<T>) -> bool {
    matches!(it, Err(Error::Refused(it)) if it.code == "not_found")
}

fn open(house: &House, by: &kit::Actor, id: &crate::model::CaseId) -> kit::Result<actions::CaseFile> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(actions::open_file(&house.it.store, by, id))
}

#[test]
fn anothers_case_is_not_there() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let (stranger, case) = (house.stranger.clone(), id.clone());
        let seen =
            house.it.store.read(move |read| actions::own_case(read, &stranger, &case).map(|_| ())).wait();
        let (stranger, case) = (house.stranger.clone(), id.clone());
        let withdrawn = house.write(move |tx| actions::withdraw(tx, &stranger, &case));

        assert!(is_missing(seen) && is_missing(withdrawn));
        assert!(is_missing(open(&house, &house.outsider, &id)));
    });
}

#[test]
fn only_the_competent_agency_with_the_power_concludes() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));

        assert!(is_missing(house.conclude(&house.outsider, &id, Conclusion::Accepted)));
        assert!(house.conclude(&house.inspectors[0], &id, Conclusion::Accepted).is_err());
        assert!(house.conclude(&house.owner, &id, Conclusion::Accepted).is_err());
        assert!(house.conclude(&house.clerk, &id, Conclusion::Accepted).is_ok());
    });
}

#[test]
fn an_officials_look_is_one_act_a_quarter_of_an_hour() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let looks = || house.kinds(&id).iter().filter(|it| *it == "case.viewed").count();

        open(&house, &house.clerk, &id).unwrap();
        let file = open(&house, &house.clerk, &id).unwrap();
        let soon = looks();
        house.it.clock.set(house.it.store.now().plus_ms(16 * 60_000));
        open(&house, &house.clerk, &id).unwrap();

        assert_eq!((soon, looks()), (1, 2));
        assert_eq!(file.applicant.name.as_deref(), Some("老王面馆"));
    });
}

#[test]
fn an_inspection_takes_two_officials_of_the_agency_and_its_time() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let official = |by: &kit::Actor| by.acting().unwrap().official.clone();
        let appoint = |first: &kit::Actor, second: &kit::Actor, ms: i64| {
            let (by, task) = (house.inspectors[0].clone(), house.task(&id, "inspect"));
            let (officials, at) = ([official(first), official(second)], house.it.store.now().plus_ms(ms));
            house.write(move |tx| actions::appoint(tx, &by, &task, at, officials.clone()))
        };
        let [first, second] = &house.inspectors;

        assert!(house.inspected(&id, None).is_err());
        assert!(appoint(first, first, 1_000).is_err());
        assert!(appoint(first, &house.clerk, 1_000).is_err());
        assert!(appoint(first, second, -1_000).is_err());
        appoint(first, second, 60_000).unwrap();
        assert!(house.inspected(&id, None).is_err());
        house.it.clock.set(house.it.store.now().plus_ms(120_000));
        house.inspected(&id, None).unwrap();
    });
}

#[test]
fn personal_answers_stand_nowhere_in_clear() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));

        let url = house.it.store.settings().url.clone();
        if let Some(path) = url.strip_prefix("sqlite:") {
            let bytes = [path.to_owned(), format!("{path}-wal")]
                .map(|it| std::fs::read(it).unwrap_or_default())
                .concat();
            for secret in ["11010519491231002X", "王建平", "19900000002"] {
                assert!(!bytes.windows(secret.len()).any(|it| it == secret.as_bytes()), "{secret}");
            }
        }
        let view = house.view(&id);
        assert_eq!(view.answers.unwrap().text("manager_number"), Some("11010519491231002X"));
    });
}
