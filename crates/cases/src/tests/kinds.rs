//! Kinds of process: at once by an official or by the rules, on a promise that is inspected, and decided by silence.
//! The matters here are the first one with another process; each passes the check that files pass.

use kit::Error;

use super::house::{House, matter, on_both, typed};
use crate::{
    actions,
    model::{
        CaseId, Conclusion, Duty, Handling, Matter, Process, Published, Settled, Silence, Stage, check,
        law::LawRegister,
    },
};

const AT_ONCE: &str = r#"
nodes:
  - { key: start, kind: start, next: settle }
  - key: settle
    kind: step
    label: { zh: 当场办理, en: At once }
    role: bureau
    duty: settle
    next:
      - { on: granted, to: granted, label: { zh: 准予, en: Grant } }
      - { on: refused, to: refused, label: { zh: 不予, en: Refuse } }
      - { on: not_accepted, to: not_accepted, label: { zh: 不予受理, en: Do not accept } }
  - { key: granted, kind: end, label: { zh: 准予, en: Granted }, outcome: granted }
  - { key: refused, kind: end, label: { zh: 不予, en: Refused }, outcome: refused }
  - { key: not_accepted, kind: end, label: { zh: 不予受理, en: Not accepted }, outcome: not_accepted }
"#;

const ON_PROMISE: &str = r#"
nodes:
  - { key: start, kind: start, next: settle }
  - key: settle
    kind: step
    label: { zh: 当场办理, en: At once }
    role: bureau
    duty: settle
    next:
      - { on: granted, to: verify, label: { zh: 准予, en: Grant } }
      - { on: refused, to: refused, label: { zh: 不予, en: Refuse } }
      - { on: not_accepted, to: not_accepted, label: { zh: 不予受理, en: Do not accept } }
  - key: verify
    kind: step
    label: { zh: 核查承诺, en: Inspect the promise }
    role: station
    duty: verify
    next:
      - { on: kept, to: granted, label: { zh: 一致, en: Kept } }
      - { on: broken, to: mend, label: { zh: 不符, en: Broken } }
  - { key: mend, kind: wait, label: { zh: 整改, en: Mend }, duty: mend, next: verify_again }
  - key: verify_again
    kind: step
    label: { zh: 再次核查, en: Inspect again }
    role: station
    duty: verify
    next:
      - { on: kept, to: granted, label: { zh: 一致, en: Kept } }
      - { on: broken, to: revoke, label: { zh: 不符, en: Broken } }
  - { key: revoke, kind: step, label: { zh: 撤销, en: Revoke }, role: bureau, duty: revoke, next: revoked }
  - { key: granted, kind: end, label: { zh: 准予, en: Granted }, outcome: granted }
  - { key: refused, kind: end, label: { zh: 不予, en: Refused }, outcome: refused }
  - { key: revoked, kind: end, label: { zh: 撤销, en: Revoked }, outcome: revoked }
  - { key: not_accepted, kind: end, label: { zh: 不予受理, en: Not accepted }, outcome: not_accepted }
"#;

const DECISION: &str = r#"
key: decision
law: true
hit: any
inputs:
  - { label: { zh: 面积, en: Area }, fact: area > 500 }
outputs:
  - { key: outcome, values: '"granted", "refused"' }
rows:
  - when: ["false"]
    then: { outcome: '"granted"' }
    clause: food-safety-law/35-2
    reason: { zh: 符合条件, en: Every condition is met }
  - when: ["true"]
    then: { outcome: '"refused"' }
    clause: food-safety-law/33-1-1
    reason: { zh: 面积过大, en: Too large }
"#;

const PROMISE: &str = r#"
kind: promise_first
promise:
  question: truthful
  terms:
    - { text: { zh: 防虫防鼠设施齐全, en: Pests are kept out }, clause: food-safety-law/33-1-2 }
  consequences: { zh: 承诺不实的，依法撤销决定, en: "If this is false, the decision is revoked" }
  clause: administrative-licensing-law/69-70
  inspect_within: { limit: { n: 30, unit: working_days }, clause: food-safety-law/35-2 }
  mend_within: { limit: { n: 10, unit: working_days }, clause: administrative-licensing-law/69-70 }
"#;

fn at_once(process: &str) -> Matter {
    let mut it = matter();
    it.version += 1;
    it.process = serde_saphyr::from_str::<Process>(process).unwrap();
    let is_promise = it.process.promise.is_some();
    it.flow = serde_saphyr::from_str(if is_promise { ON_PROMISE } else { AT_ONCE }).unwrap();
    it.tables = vec![serde_saphyr::from_str(DECISION).unwrap()];
    it.catalogue.handling = if is_promise { Handling::Committed } else { Handling::Immediate };
    it.clocks.inspection = None;
    if !is_promise {
        it.inspection.clear();
        it.roles.retain(|it| it.decides);
    }
    it
}

fn immediate(automatic: bool) -> Matter {
    let clause = "automatic: { clause: administrative-licensing-law/33 }";
    at_once(&format!("kind: immediate\n{}", if automatic { clause } else { "" }))
}

fn wrong(it: &Matter) -> Vec<String> {
    let file = serde_json::to_string(it).unwrap();
    match check::check("food-business-licence.yaml", &file, LawRegister::built_in()) {
        Ok(_) => Vec::new(),
        Err(found) => found.iter().map(|it| it.code()).collect(),
    }
}

fn refused<T: std::fmt::Debug>(it: kit::Result<T>) -> Option<&'static str> {
    let err: Error = it.unwrap_err();
    let refusal = err.refusal()?;
    Some(refusal.flaws.first().map_or(refusal.code, |it| it.code))
}

impl House {
    /// Puts a matter in force, and gives the bureau somebody who decides at once.
    fn publish(&self, it: &Matter) {
        assert_eq!(wrong(it), Vec::<String>::new());
        let it = it.clone();
        self.write(move |tx| {
            let published = Published::new(it.clone())?;
            actions::publish_matter(tx, &kit::Actor::system("test"), &published).map(|_| ())
        })
        .unwrap();
    }

    fn settler(&self) -> kit::Actor {
        let mut acting = self.clerk.acting().unwrap().clone();
        acting.powers.push("case.settle".to_owned());
        kit::Actor::official_is(acting)
    }

    fn settle(&self, id: &CaseId, settled: Settled, words: &str) -> kit::Result<()> {
        self.conclude(&self.settler(), id, Conclusion::Settled { settled, words: words.to_owned() })
    }

    fn look(&self, id: &CaseId, failing: Option<&str>) -> kit::Result<()> {
        let items = self.view(id).matter.matter.inspection.clone();
        let findings = items.iter().map(|it| (it.key.clone(), Some(it.key.as_str()) != failing)).collect();
        let task = self.task(id, "verify");
        let officials = self.inspectors.each_ref().map(|it| it.acting().unwrap().official.clone());
        let (by, at) = (self.inspectors[0].clone(), self.it.store.now().plus_ms(3_600_000));
        self.write(move |tx| actions::appoint(tx, &by, &task, at, officials.clone())).unwrap();
        self.it.clock.set(at.plus_ms(3_600_000));
        let words = "现场核查完成".to_owned();
        self.conclude(&self.inspectors[0], id, Conclusion::Verified { findings, words })
    }

    fn sweep(&self) -> usize {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(actions::sweep(&self.it.store)).unwrap()
    }

    fn certificate(&self, id: &CaseId) -> Vec<bool> {
        let case = id.as_str().to_owned();
        let all = self.it.store.read(move |read| certificates::of_case(read, &case)).wait().unwrap();
        all.iter().map(|it| it.may_end()).collect()
    }
}

#[test]
fn what_is_decided_at_once_has_every_notice_reasons_remedies_and_its_certificate_on_one_day() {
    on_both(|house| {
        house.publish(&immediate(false));
        let id = house.apply(&typed(&[], &[]));
        let unable = house.conclude(
            &house.clerk,
            &id,
            Conclusion::Settled { settled: Settled::Granted, words: String::new() },
        );
        let departing = house.settle(&id, Settled::Refused, "");

        house.settle(&id, Settled::Granted, "").unwrap();

        assert_eq!((refused(unable), refused(departing)), (Some("task.power"), Some("conclusion.words")));
        let view = house.view(&id);
        assert_eq!((view.case.stage, view.case.outcome.as_deref()), (Stage::Ended, Some("granted")));
        assert!(view.case.accepted_at == view.case.decided_at && view.case.decided_at.is_some());
        assert_eq!(house.notices(&id), ["received", "accepted", "granted", "delivered"]);
        assert_eq!(house.certificate(&id), [true]);
        assert_eq!(house.kinds(&id), ["case.submitted", "case.granted"]);
        let refusing = house.apply(&typed(&[], &[("area", "800")]));
        house.settle(&refusing, Settled::Refused, "").unwrap();
        let declining = house.apply(&typed(&[], &[]));
        house.settle(&declining, Settled::NotAccepted, "不属于本机关职权范围").unwrap();
        assert_eq!(house.notices(&refusing), ["received", "accepted", "refused", "delivered"]);
        assert_eq!(house.notices(&declining), ["received", "not_accepted"]);
    });
}

#[test]
fn the_rules_grant_by_themselves_what_they_propose_to_grant_and_leave_the_rest_to_an_official() {
    on_both(|house| {
        house.publish(&immediate(true));

        let granted = house.apply(&typed(&[], &[]));
        let left = house.apply(&typed(&[], &[("area", "800")]));

        let view = house.view(&granted);
        assert_eq!((view.case.stage, view.case.outcome.as_deref()), (Stage::Ended, Some("granted")));
        assert_eq!(house.notices(&granted), ["received", "accepted", "granted", "delivered"]);
        assert_eq!(house.certificate(&granted), [true]);
        assert_eq!(house.notices(&left), ["received"]);
        assert_eq!(house.view(&left).case.stage, Stage::Received);
        house.task(&left, "settle");
        let notice = view.notices.iter().find(|it| it.kind.as_str() == "granted").unwrap().id.clone();
        let (owner, case) = (house.owner.clone(), granted.clone());
        let read = house.it.store.read(move |read| actions::notice_view(read, &owner, &case, &notice));
        let reasons = &read.wait().unwrap().notice.body.unwrap()["reasons"];
        assert_eq!(reasons["fired"][0]["clause"], "food-safety-law/35-2");
        assert_eq!(reasons["remedies"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn a_kept_promise_ends_well_and_its_words_were_kept_signed() {
    on_both(|house| {
        house.publish(&at_once(PROMISE));
        let id = house.apply(&typed(&[], &[]));
        house.settle(&id, Settled::Granted, "").unwrap();
        let watched = house.view(&id);

        house.look(&id, None).unwrap();

        let signed = watched.promise.unwrap();
        assert_eq!(signed.at, watched.case.received_at);
        assert_eq!(signed.words.unwrap().terms[0].text.zh, "防虫防鼠设施齐全");
        assert_eq!(watched.case.stage, Stage::Decided);
        let clock = watched.case.clocks.running(Duty::Verification).unwrap();
        let due = watched.calendar.deadline(watched.case.decided_at.unwrap(), super::house::days(30)).at;
        assert_eq!(clock.due_at, due);
        assert_eq!(house.view(&id).case.outcome.as_deref(), Some("granted"));
        assert!(house.kinds(&id).contains(&"promise.signed".to_owned()));
        assert_eq!(house.certificate(&id), [true]);
    });
}

#[test]
fn a_broken_promise_is_mended_or_revoked_with_its_certificate() {
    on_both(|house| {
        house.publish(&at_once(PROMISE));
        let report = |id: &CaseId, words: &'static str| {
            let (owner, id) = (house.owner.clone(), id.clone());
            house.write(move |tx| actions::report_mended(tx, &owner, &id, words))
        };
        let (mended, broken) = (house.apply(&typed(&[], &[])), house.apply(&typed(&[], &[])));
        for id in [&mended, &broken] {
            house.settle(id, Settled::Granted, "").unwrap();
            let early = report(id, "已经整改到位");
            house.look(id, Some("pests")).unwrap();
            assert_eq!(refused(early), Some("promise.nothing_to_mend"));
        }
        let silent = report(&mended, "");
        report(&mended, "已加装防鼠板和纱窗").unwrap();
        house.look(&mended, None).unwrap();
        let ordered = house.view(&broken);
        house.it.clock.set(ordered.case.clocks.running(Duty::Mending).unwrap().due_at);
        let n_swept = house.sweep();
        house.look(&broken, Some("pests")).unwrap();
        let wordless = house.conclude(&house.clerk, &broken, Conclusion::Revoked { words: String::new() });
        let words = "逾期未整改，承诺不实".to_owned();
        house.conclude(&house.clerk, &broken, Conclusion::Revoked { words }).unwrap();

        assert_eq!(
            (refused(silent), refused(wordless)),
            (Some("conclusion.words"), Some("conclusion.words"))
        );
        assert_eq!(n_swept, 1);
        assert_eq!(house.view(&mended).case.outcome.as_deref(), Some("granted"));
        assert_eq!(house.view(&broken).case.outcome.as_deref(), Some("revoked"));
        assert_eq!((house.certificate(&mended), house.certificate(&broken)), (vec![true], vec![false]));
        let notices = house.notices(&broken);
        assert_eq!(notices[4..], ["mend_order", "revoked"]);
        let notice = house.view(&broken).notices.last().unwrap().id.clone();
        let (owner, case) = (house.owner.clone(), broken.clone());
        let read = house.it.store.read(move |read| actions::notice_view(read, &owner, &case, &notice));
        let body = read.wait().unwrap().notice.body.unwrap();
        assert_eq!(body["reasons"]["remedies"].as_array().unwrap().len(), 2);
        assert_eq!(body["clause"], "administrative-licensing-law/69-70");
    });
}

#[test]
fn where_the_law_says_so_silence_decides() {
    on_both(|house| {
        let mut it = matter();
        (it.version, it.clocks.decision.silence) = (it.version + 1, Silence::Granted);
        let raised = it.clone();
        house
            .write(move |tx| {
                let published = Published::new(raised.clone())?;
                actions::publish_matter(tx, &kit::Actor::system("test"), &published).map(|_| ())
            })
            .unwrap();
        let id = house.apply(&typed(&[], &[]));
        house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
        let due_at = house.view(&id).case.clocks.running(Duty::Decision).unwrap().due_at;

        house.it.clock.set(due_at.plus_ms(-1));
        let early = house.sweep();
        house.it.clock.set(due_at);
        let late = house.sweep();

        let view = house.view(&id);
        assert_eq!((early, late), (0, 1));
        assert_eq!((view.case.stage, view.case.outcome.as_deref()), (Stage::Ended, Some("granted")));
        assert_eq!(house.notices(&id).last(), Some(&"granted"));
        assert_eq!(house.certificate(&id), [true]);
        assert!(house.kinds(&id).contains(&"case.deemed_granted".to_owned()));
        assert!(view.tasks.iter().all(|it| it.task.ended_at.is_some()));
        assert!(wrong(&it).contains(&"silence.not_in_law".to_owned()), "the law register does not say so");
    });
}

#[test]
fn a_file_that_mixes_kinds_of_process_is_refused() {
    let without = |change: fn(&mut Matter)| {
        let mut it = at_once(PROMISE);
        change(&mut it);
        wrong(&it)
    };
    let has =
        |found: Vec<String>, code: &str| assert!(found.iter().any(|it| it == code), "{code}: {found:?}");

    has(without(|it| it.process.promise = None), "promise.missing");
    has(without(|it| it.process.promise.as_mut().unwrap().terms.clear()), "list.empty");
    has(without(|it| it.process.promise.as_mut().unwrap().question = "area".to_owned()), "promise.question");
    has(without(|it| it.process.kind = crate::model::ProcessKind::Ordinary), "process.settle");
    has(without(|it| it.process.kind = crate::model::ProcessKind::Immediate), "promise.unused");
    has(without(|it| it.flow = serde_saphyr::from_str(AT_ONCE).unwrap()), "promise.duty");
    let mut ordinary = matter();
    ordinary.process.kind = crate::model::ProcessKind::Immediate;
    has(wrong(&ordinary), "process.no_settle");
    has(wrong(&ordinary), "process.duty");
    has(wrong(&ordinary), "process.handling");
    let mut automatic = at_once(PROMISE);
    automatic.process.automatic = immediate(true).process.automatic;
    has(wrong(&automatic), "process.automatic");
}
