//! The first matter walked through: granted, refused, not accepted, corrected, withdrawn, overdue, accepted by silence.
//! On both engines, by the actions alone.

use kit::Error;

use super::house::{House, later, on_both, typed};
use crate::{
    actions,
    model::{Conclusion, Duty, Stage},
};

fn code(err: &Error) -> Option<&'static str> {
    let refusal = err.refusal()?;
    Some(refusal.flaws.first().map_or(refusal.code, |it| it.code))
}

#[test]
fn a_granted_case_brings_notices_and_a_certificate() {
    on_both(|house| {
        let id = house.ready_to_decide(None);

        house
            .conclude(&house.clerk, &id, Conclusion::Decided { granted: true, words: String::new() })
            .unwrap();
        house.conclude(&house.clerk, &id, Conclusion::Delivered { way: "online".to_owned() }).unwrap();

        let view = house.view(&id);
        assert_eq!(view.case.stage, Stage::Ended);
        assert_eq!(view.case.outcome.as_deref(), Some("granted"));
        assert_eq!(house.notices(&id), ["received", "accepted", "granted", "delivered"]);
        let kinds = house.kinds(&id);
        assert_eq!(kinds[..2], ["case.submitted", "case.accepted"]);
        assert_eq!(kinds.last().map(String::as_str), Some("case.delivered"));
        let case = id.as_str().to_owned();
        let certificates =
            house.it.store.read(move |read| certificates::of_case(read, &case)).wait().unwrap();
        assert_eq!(certificates.len(), 1);
    });
}

#[test]
fn a_failed_inspection_is_refused_with_clause_and_remedies() {
    on_both(|house| {
        let id = house.ready_to_decide(Some("pests"));
        let task = house.task(&id, "decide");
        let (clerk, of) = (house.clerk.clone(), task.clone());
        let proposed = house.it.store.read(move |read| actions::propose(read, &clerk, &of)).wait().unwrap();

        house
            .conclude(&house.clerk, &id, Conclusion::Decided { granted: false, words: String::new() })
            .unwrap();

        assert_eq!(proposed.proposed.as_deref(), Some("refused"));
        assert_eq!(proposed.fired[0].clause.as_deref(), Some("food-safety-law/33-1-2"));
        let notice = house.view(&id).notices.last().unwrap().id.clone();
        let (owner, case) = (house.owner.clone(), id.clone());
        let notice = house
            .it
            .store
            .read(move |read| actions::notice_view(read, &owner, &case, &notice))
            .wait()
            .unwrap();
        let reasons = &notice.notice.body.unwrap()["reasons"];
        assert_eq!(reasons["remedies"][0]["body"], "own_government");
        assert_eq!(reasons["remedies"][0]["region"]["zh"], "镜湖区");
        assert_eq!(house.view(&id).case.outcome, None);
    });
}

#[test]
fn departing_from_the_proposal_takes_reasons() {
    on_both(|house| {
        let id = house.ready_to_decide(Some("pests"));

        let silent =
            house.conclude(&house.clerk, &id, Conclusion::Decided { granted: true, words: String::new() });
        let words = "复查时防鼠设施已整改到位".to_owned();
        let reasoned = house.conclude(&house.clerk, &id, Conclusion::Decided { granted: true, words });

        assert_eq!(code(&silent.unwrap_err()), Some("conclusion.words"));
        assert!(reasoned.is_ok());
    });
}

#[test]
fn what_needs_no_licence_is_not_accepted() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[("business_items", "prepackaged")]));
        let (clerk, task) = (house.clerk.clone(), house.task(&id, "accept"));
        let proposed = house.it.store.read(move |read| actions::propose(read, &clerk, &task)).wait().unwrap();

        house
            .conclude(&house.clerk, &id, Conclusion::NotAccepted { words: "只需备案,不需许可".to_owned() })
            .unwrap();

        assert_eq!(proposed.proposed.as_deref(), Some("not_accepted"));
        assert_eq!(house.view(&id).case.outcome.as_deref(), Some("not_accepted"));
        assert_eq!(house.notices(&id), ["received", "not_accepted"]);
    });
}

#[test]
fn what_is_missing_is_told_once_and_the_clock_starts_again() {
    on_both(|house| {
        let id = house.apply(&typed(&["layout_plan"], &[]));
        let correction = || Conclusion::Correction {
            items: vec!["layout_plan".to_owned()],
            words: "请补交布局图".to_owned(),
        };
        house.conclude(&house.clerk, &id, correction()).unwrap();
        let told = house.view(&id);

        let (owner, case, answers) = (house.owner.clone(), id.clone(), house.answers(&typed(&[], &[])));
        house.it.clock.set(later(house.it.store.now(), 10));
        house.write(move |tx| actions::correct(tx, &owner, &case, &answers)).unwrap();
        let second = house.conclude(&house.clerk, &id, correction());
        let again = house.view(&id);

        assert_eq!(told.case.stage, Stage::Correcting);
        assert!(told.case.clocks.running(Duty::Acceptance).is_none());
        assert_eq!(code(&second.unwrap_err()), Some("case.corrected_once"));
        assert_eq!(again.case.stage, Stage::Received);
        assert!(told.now < again.case.clocks.running(Duty::Acceptance).unwrap().clock.started_at());
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        assert_eq!(house.view(&id).tasks.iter().filter(|it| it.task.ended_at.is_none()).count(), 2);
    });
}

#[test]
fn a_withdrawn_case_cannot_be_decided_and_a_decided_one_not_withdrawn() {
    on_both(|house| {
        let withdraw = |id| {
            let owner = house.owner.clone();
            house.write(move |tx| actions::withdraw(tx, &owner, &id))
        };
        let first = house.ready_to_decide(None);
        let task = house.task(&first, "decide");
        withdraw(first.clone()).unwrap();
        let clerk = house.clerk.clone();
        let conclusion = Conclusion::Decided { granted: true, words: String::new() };
        let decided = house.write(move |tx| actions::conclude(tx, &clerk, &task, &conclusion));
        let second = house.ready_to_decide(None);
        house
            .conclude(&house.clerk, &second, Conclusion::Decided { granted: true, words: String::new() })
            .unwrap();

        assert_eq!(code(&decided.unwrap_err()), Some("task.ended"));
        assert_eq!(house.view(&first).case.outcome.as_deref(), Some("withdrawn"));
        assert_eq!(code(&withdraw(second).unwrap_err()), Some("case.decided"));
    });
}

fn sweep(house: &House) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(actions::sweep(&house.it.store)).unwrap()
}

#[test]
fn silence_for_five_working_days_accepts_from_receipt() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let received_at = house.view(&id).case.received_at;
        house.it.clock.set(later(received_at, 4));
        let early = sweep(&house);
        house.it.clock.set(later(received_at, 8));

        let late = sweep(&house);

        let view = house.view(&id);
        assert_eq!((early, late), (0, 1));
        assert_eq!(view.case.stage, Stage::Accepted);
        assert_eq!(view.case.accepted_at, Some(received_at));
        assert_eq!(house.notices(&id), ["received", "accepted"]);
        assert!(house.kinds(&id).contains(&"case.deemed_accepted".to_owned()));
        assert_eq!(sweep(&house), 0);
    });
}

#[test]
fn a_missed_decision_is_overdue_and_still_to_be_made() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        house.it.clock.set(later(house.it.store.now(), 60));

        assert_eq!(sweep(&house), 1);

        let view = house.view(&id);
        assert_eq!(view.case.stage, Stage::Accepted);
        assert!(view.case.clocks.running(Duty::Decision).unwrap().overdue_at.is_some());
        assert!(house.kinds(&id).contains(&"case.overdue".to_owned()));
        house
            .conclude(&house.clerk, &id, Conclusion::Decided { granted: true, words: String::new() })
            .unwrap();
    });
}
