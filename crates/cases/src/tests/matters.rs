//! Proofs that every matter that comes with the platform is sound, and that those one can apply for are walked
//! in five ways with their own answers, materials, conditions and clauses, on both engines.

mod fixtures;
mod town;

use std::collections::BTreeSet;

use kit::Lang;

use self::{
    fixtures::{FIXTURES, Fault, Fixture},
    town::with,
};
use super::house::later;
use crate::model::{
    Conclusion, Duty, Since, Stage, TaskType,
    check::{Weight, check},
    law::LawRegister,
    shipped::MATTERS,
};

#[test]
fn every_matter_that_comes_with_the_platform_is_sound() {
    let mut wrong = Vec::new();
    for (file, text) in MATTERS {
        let found = check(file, text, LawRegister::built_in()).err().unwrap_or_default();
        wrong.extend(found.iter().filter(|it| it.weight == Weight::Error).map(|it| it.line(Lang::EN)));
    }

    assert!(MATTERS.len() >= 12, "{} matters", MATTERS.len());
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_two_matters_share_a_code() {
    let all: Vec<_> = MATTERS.iter().map(|(_, text)| town::matter(text)).collect();

    for (what, codes) in [
        ("keys", all.iter().map(|it| it.key.clone()).collect::<Vec<_>>()),
        ("task codes", all.iter().map(|it| it.catalogue.task_code.clone()).collect()),
        ("catalogue codes", all.iter().map(|it| it.catalogue.catalogue_code.clone()).collect()),
        (
            "certificate types",
            all.iter()
                .filter_map(|it| it.result.certificate.as_ref())
                .map(|it| it.type_code.clone())
                .collect(),
        ),
    ] {
        let once: BTreeSet<_> = codes.iter().collect();
        assert_eq!(once.len(), codes.len(), "{what}: {codes:?}");
    }
}

#[test]
fn every_matter_is_granted_when_all_is_in_order() {
    town::on_both(|town| {
        for fixture in FIXTURES {
            let (key, id) = (fixture.key, town.apply(fixture.key, &with(fixture, &[])));
            let accepting = town.proposal(key, &id, "accept");

            town.walk_to_decision(key, &id, None);
            let deciding = town.proposal(key, &id, "decide");
            town.conclude(key, &id, Conclusion::Decided { granted: true, words: String::new() });
            town.conclude(key, &id, Conclusion::Delivered { way: "online".to_owned() });

            assert_eq!(accepting.proposed.as_deref(), Some("accepted"), "{key}");
            assert_eq!(deciding.proposed.as_deref(), Some("granted"), "{key}: {:?}", deciding.fired);
            assert_eq!(deciding.fired[0].clause.as_deref(), Some(fixture.granted_by), "{key}");
            let view = town.view(&id);
            assert_eq!(view.case.outcome.as_deref(), Some("granted"), "{key}");
            assert_eq!(town.notices(&id), ["received", "accepted", "granted", "delivered"], "{key}");
            let has_certificate = view.matter.matter.result.certificate.is_some();
            assert_eq!(town.n_certificates(&id), usize::from(has_certificate), "{key}");
        }
    });
}

#[test]
fn every_matter_is_refused_by_its_own_clause() {
    town::on_both(|town| {
        for fixture in FIXTURES {
            let (key, fault) = (fixture.key, &fixture.refused);
            let changed = if let Fault::Answers(changed) = fault { *changed } else { &[] };
            let id = town.apply(key, &with(fixture, changed));

            town.walk_to_decision(key, &id, Some(fault));
            let deciding = town.proposal(key, &id, "decide");
            town.conclude(key, &id, Conclusion::Decided { granted: false, words: String::new() });
            town.conclude(key, &id, Conclusion::Delivered { way: "post".to_owned() });

            assert_eq!(deciding.proposed.as_deref(), Some("refused"), "{key}");
            let clauses: Vec<_> = deciding.fired.iter().filter_map(|it| it.clause.as_deref()).collect();
            assert_eq!(clauses, [fixture.refused_by], "{key}");
            assert_eq!(town.view(&id).case.outcome.as_deref(), Some("refused"), "{key}");
            assert_eq!(town.notices(&id), ["received", "accepted", "refused", "delivered"], "{key}");
            assert_eq!(town.n_certificates(&id), 0, "{key}");
        }
    });
}

#[test]
fn every_matter_is_not_accepted_by_its_own_clause() {
    town::on_both(|town| {
        for fixture in FIXTURES {
            let key = fixture.key;
            let id = town.apply(key, &with(fixture, fixture.not_accepted));

            let proposal = town.proposal(key, &id, "accept");
            town.conclude(key, &id, Conclusion::NotAccepted { words: "依据如上,不予受理".to_owned() });

            assert_eq!(proposal.proposed.as_deref(), Some("not_accepted"), "{key}");
            assert_eq!(proposal.fired[0].clause.as_deref(), Some(fixture.not_accepted_by), "{key}");
            assert_eq!(town.view(&id).case.outcome.as_deref(), Some("not_accepted"), "{key}");
            assert_eq!(town.notices(&id), ["received", "not_accepted"], "{key}");
        }
    });
}

#[test]
fn every_matter_can_be_withdrawn_until_it_is_decided() {
    town::on_both(|town| {
        for fixture in FIXTURES {
            let key = fixture.key;
            let id = town.apply(key, &with(fixture, &[]));
            town.walk_to_decision(key, &id, None);

            town.withdraw(&id);

            let view = town.view(&id);
            assert_eq!(view.case.outcome.as_deref(), Some("withdrawn"), "{key}");
            assert!(view.tasks.iter().all(|it| it.task.ended_at.is_some()), "{key}");
            assert_eq!(town.notices(&id), ["received", "accepted", "withdrawn"], "{key}");
        }
    });
}

#[test]
fn every_matter_becomes_overdue_by_its_own_clause_and_is_still_decided() {
    town::on_both(|town| {
        for fixture in FIXTURES {
            let key = fixture.key;
            let id = town.apply(key, &with(fixture, &[]));
            town.conclude(key, &id, Conclusion::Accepted);
            let running = town.view(&id).case.clocks.running(Duty::Decision).cloned();
            town.it.clock.set(later(running.unwrap().due_at, 1));

            town.sweep();

            let view = town.view(&id);
            let law = &view.matter.matter.clocks.decision;
            let missed = view.case.clocks.running(Duty::Decision).unwrap();
            assert_eq!((missed.overdue_at.is_some(), &missed.clause), (true, &law.clause), "{key}");
            let since = match law.from {
                Some(Since::Receipt) => view.case.received_at,
                _ => view.case.accepted_at.unwrap(),
            };
            assert_eq!(missed.clock.started_at(), since, "{key}");
            assert_eq!(view.case.stage, Stage::Accepted, "{key}");
            town.walk_to_decision(key, &id, None);
            town.conclude(key, &id, Conclusion::Decided { granted: true, words: String::new() });
        }
    });
}

#[test]
fn what_is_missing_is_told_by_the_material_it_is() {
    town::on_both(|town| {
        for fixture in FIXTURES {
            let (key, Some((material, clause))) = (fixture.key, fixture.missing) else { continue };
            let typed: Vec<_> = with(fixture, &[]).into_iter().filter(|it| it.0 != material).collect();
            let id = town.apply(key, &typed);

            let first = town.proposal(key, &id, "accept");
            let words = "请补交".to_owned() + material;
            town.conclude(key, &id, Conclusion::Correction { items: vec![material.to_owned()], words });
            town.correct(key, &id, &typed);
            let second = town.proposal(key, &id, "accept");

            assert_eq!(first.proposed.as_deref(), Some("correction"), "{key}");
            assert_eq!(first.fired[0].clause.as_deref(), Some(clause), "{key}");
            assert_eq!(second.proposed.as_deref(), Some("not_accepted"), "{key}: told once");
            town.conclude(key, &id, Conclusion::NotAccepted { words: "补正后仍不齐全".to_owned() });
            assert_eq!(town.view(&id).case.outcome.as_deref(), Some("not_accepted"), "{key}");
        }
    });
}

#[test]
fn acts_of_a_matter_that_is_no_licence_rest_on_its_own_law() {
    town::on_both(|town| {
        let licence = "administrative-licensing-law";
        for fixture in FIXTURES.iter().filter(|it| !town.is_licence(it.key)) {
            let id = town.apply(fixture.key, &with(fixture, &[]));
            town.walk_to_decision(fixture.key, &id, None);

            let bases = town.bases(&id);

            assert!(!bases.is_empty(), "{}", fixture.key);
            assert!(bases.iter().all(|it| !it.starts_with(licence)), "{}: {bases:?}", fixture.key);
        }
    });
}

#[test]
fn what_only_guides_takes_no_application() {
    town::on_both(|town| {
        for key in town.guides() {
            let refused = town.submit(&key, forms::Answers::default()).unwrap_err();

            let code = refused.refusal().map(|it| it.code);
            assert_eq!(code, Some("matter.guidance_only"), "{key}");
        }
    });
}

#[test]
fn matters_of_every_type_come_with_the_platform() {
    let all: BTreeSet<_> =
        MATTERS.iter().map(|(_, text)| town::matter(text).catalogue.task_type.as_str()).collect();

    assert_eq!(all.len(), TaskType::ALL.len(), "{all:?}");
    assert!(MATTERS.len() >= 40, "{} matters", MATTERS.len());
}

/// A fixture for every matter one can apply for, and none for another.
#[test]
fn every_matter_one_can_apply_for_is_walked() {
    let all = MATTERS.iter().map(|(_, text)| town::matter(text)).filter(|it| it.guidance.is_none());
    let shipped: BTreeSet<_> = all.map(|it| it.key).collect();

    let walked: BTreeSet<_> = FIXTURES.iter().map(|it| it.key.to_owned()).collect();

    assert_eq!(walked, shipped);
    assert!(walked.len() >= 12);
}
