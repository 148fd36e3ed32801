//! What stops and lengthens time, who holds a task, and what officials ask each other; acts fold to what rows say.
//! Clocks are counted a second time here, day by day, by nothing but which days are working days.

use calendar::{Calendar, Day};
use kit::{Actor, Error, OfficialId, Result, Time};

use super::house::{House, later, on_both, typed};
use crate::{
    actions::{self, NewProcedure},
    model::{Answered, CaseId, Conclusion, Duty, Stage, TaskId},
};

const DAY_MS: i64 = 86_400_000;

fn code(err: &Error) -> Option<&'static str> {
    let refusal = err.refusal()?;
    Some(refusal.flaws.first().map_or(refusal.code, |it| it.code))
}

fn refused<T: std::fmt::Debug>(it: Result<T>) -> Option<&'static str> {
    code(&it.unwrap_err())
}

fn official(of: &Actor) -> OfficialId {
    of.acting().unwrap().official.clone()
}

impl House {
    fn ask(&self, id: &CaseId, reason: &'static str) -> Result<()> {
        let (by, id) = (self.clerk.clone(), id.clone());
        self.write(move |tx| actions::request_extension(tx, &by, &id, reason))
    }

    fn answer(&self, by: &Actor, id: &CaseId, answer: (Answered, &'static str)) -> Result<()> {
        let (by, id) = (by.clone(), id.clone());
        self.write(move |tx| actions::answer_extension(tx, &by, &id, answer))
    }

    fn stop(&self, by: &Actor, id: &CaseId, key: &str, days: u32) -> Result<()> {
        let (by, id) = (by.clone(), id.clone());
        let new = NewProcedure { key: key.to_owned(), days, reason: "需要检测用水".to_owned() };
        self.write(move |tx| actions::start_procedure(tx, &by, &id, &new))
    }

    fn resume(&self, id: &CaseId) -> Result<()> {
        let (by, id) = (self.clerk.clone(), id.clone());
        self.write(move |tx| actions::end_procedure(tx, &by, &id, "检测合格，报告已归档"))
    }

    fn claim(&self, by: &Actor, id: &TaskId) -> Result<()> {
        let (by, id) = (by.clone(), id.clone());
        self.write(move |tx| actions::claim(tx, &by, &id))
    }

    fn after(&self, n_days: i64) {
        self.it.clock.set(later(self.it.store.now(), n_days));
    }
}

/// The last day, counted by hand: a working day counts unless a stop covers it.
fn last_day(calendar: &Calendar, start: Time, mut left: u32, stops: &[(Time, Time)]) -> Day {
    let day_of = |at| Day::of(at, calendar);
    let mut day = day_of(start);
    while 0 < left {
        day = day.plus(1);
        let stands = stops.iter().any(|(from, to)| day_of(*from) < day && day <= day_of(*to));
        left -= u32::from(calendar.is_working(day).0 && !stands);
    }
    day
}

#[test]
fn clocks_that_stood_and_were_extended_equal_a_count_by_hand() {
    on_both(|house| {
        for (first, second, extended) in [(3, 0, false), (3, 9, false), (0, 1, true), (12, 30, true)] {
            let id = house.apply(&typed(&[], &[]));
            house.conclude(&house.clerk, &id, Conclusion::Accepted).unwrap();
            let accepted_at = house.view(&id).case.accepted_at.unwrap();
            let mut stops = Vec::new();
            for n_days in [first, second] {
                house.after(2);
                let from = house.it.store.now();
                house.stop(&house.clerk, &id, "testing", 5).unwrap();
                house.after(n_days);
                house.resume(&id).unwrap();
                stops.push((from, house.it.store.now()));
            }
            if extended {
                house.ask(&id, "需要进一步核实").unwrap();
                house.answer(&house.director, &id, (Answered::Approved, "")).unwrap();
            }

            let view = house.view(&id);

            let clock = view.case.clocks.running(Duty::Decision).unwrap();
            let statute = last_day(&view.calendar, accepted_at, if extended { 30 } else { 20 }, &stops);
            assert_eq!(clock.due_at, view.calendar.end_of(statute), "{first} {second} {extended}");
            let promise = last_day(&view.calendar, accepted_at, 10, &stops);
            let promise = (!extended).then(|| view.calendar.end_of(promise));
            assert_eq!(clock.promised_at, promise, "{first} {second} {extended}");
            let open = view.tasks.iter().filter(|it| it.task.ended_at.is_none());
            assert!(open.filter(|it| it.task.duty == "examine").all(|it| it.task.due_at == clock.told_at()));
        }
    });
}

#[test]
fn while_a_special_procedure_lasts_nothing_is_overdue_and_nothing_is_decided() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        house.stop(&house.clerk, &id, "testing", 10).unwrap();
        let told = house.view(&id).case.clocks.running(Duty::Decision).unwrap().told_at();

        house.after(120);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let n_swept = runtime.block_on(actions::sweep(&house.it.store)).unwrap();
        let granted = Conclusion::Decided { granted: true, words: String::new() };
        let decided = house.conclude(&house.clerk, &id, granted.clone());
        house.resume(&id).unwrap();

        assert_eq!((n_swept, refused(decided)), (0, Some("procedure.under_way")));
        assert!(told < house.view(&id).case.clocks.running(Duty::Decision).unwrap().told_at());
        assert_eq!(house.notices(&id), ["received", "accepted", "suspended", "resumed"]);
        house.conclude(&house.clerk, &id, granted).unwrap();
    });
}

#[test]
fn only_a_procedure_of_the_list_stops_a_clock_and_only_for_those_who_may() {
    on_both(|house| {
        let received = house.apply(&typed(&[], &[]));
        let id = house.ready_to_decide(None);

        assert_eq!(refused(house.stop(&house.clerk, &id, "site_check", 5)), Some("procedure.unknown"));
        assert_eq!(refused(house.stop(&house.clerk, &id, "auction", 5)), Some("procedure.unknown"));
        assert_eq!(refused(house.stop(&house.clerk, &id, "testing", 0)), Some("procedure.days"));
        assert_eq!(refused(house.stop(&house.clerk, &id, "testing", 251)), Some("procedure.days"));
        assert_eq!(refused(house.stop(&house.inspectors[0], &id, "testing", 5)), Some("task.power"));
        assert_eq!(refused(house.stop(&house.outsider, &id, "testing", 5)), Some("not_found"));
        assert_eq!(refused(house.stop(&house.clerk, &received, "testing", 5)), Some("clock.not_running"));
        assert_eq!(refused(house.resume(&id)), Some("clock.not_stopped"));
        house.stop(&house.clerk, &id, "testing", 5).unwrap();
        assert_eq!(refused(house.stop(&house.clerk, &id, "hearing", 5)), Some("clock.stopped"));
    });
}

#[test]
fn an_extension_takes_a_reason_and_somebody_else_who_approves() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        let before = house.view(&id).case.clocks.running(Duty::Decision).unwrap().due_at;

        assert_eq!(refused(house.ask(&id, "")), Some("conclusion.words"));
        let nothing = house.answer(&house.director, &id, (Answered::Approved, ""));
        house.ask(&id, "需要进一步核实设备来源").unwrap();
        let twice = house.ask(&id, "再次请求延长期限");
        let unable = house.answer(&house.colleague, &id, (Answered::Approved, ""));
        let silent = house.answer(&house.director, &id, (Answered::Declined, ""));
        house.answer(&house.director, &id, (Answered::Declined, "材料已经足够")).unwrap();
        let declined = house.view(&id).case.clocks.running(Duty::Decision).unwrap().due_at;
        house.ask(&id, "检测报告尚未送达").unwrap();
        house.answer(&house.director, &id, (Answered::Approved, "")).unwrap();
        let again = house.ask(&id, "再次请求延长期限");

        assert_eq!(refused(nothing), Some("extension.not_asked"));
        assert_eq!(refused(twice), Some("extension.asked_already"));
        assert_eq!(refused(unable), Some("task.power"));
        assert_eq!(refused(silent), Some("conclusion.words"));
        assert_eq!(refused(again), Some("clock.extended_once"));
        assert_eq!(declined, before);
        assert!(before < house.view(&id).case.clocks.running(Duty::Decision).unwrap().due_at);
        assert_eq!(house.notices(&id).last(), Some(&"extended"));
    });
}

#[test]
fn who_asks_for_an_extension_never_approves_it() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        house.ask(&id, "需要进一步核实设备来源").unwrap();
        let mut promoted = house.clerk.acting().unwrap().clone();
        promoted.powers.push("case.approve_extension".to_owned());

        let own = house.answer(&Actor::official_is(promoted), &id, (Answered::Approved, ""));

        assert_eq!(refused(own), Some("extension.own_request"));
    });
}

#[test]
fn of_two_who_take_a_task_at_once_one_has_it_and_only_they_conclude_it() {
    on_both(|house| {
        for _ in 0..8 {
            let id = house.apply(&typed(&[], &[]));
            let task = house.task(&id, "accept");
            let racing = [&house.clerk, &house.colleague].map(|by| {
                let (by, task) = (by.clone(), task.clone());
                house.it.store.write(move |tx| actions::claim(tx, &by, &task))
            });
            let won = racing.map(|it| it.wait());

            let [winner, loser] = match won[0].is_ok() {
                true => [&house.clerk, &house.colleague],
                false => [&house.colleague, &house.clerk],
            };
            assert_eq!(won.iter().filter(|it| it.is_ok()).count(), 1, "{won:?}");
            assert_eq!(refused(house.conclude(loser, &id, Conclusion::Accepted)), Some("task.held"));
            house.conclude(winner, &id, Conclusion::Accepted).unwrap();
        }
    });
}

#[test]
fn of_two_who_decide_at_once_one_does() {
    on_both(|house| {
        for _ in 0..4 {
            let id = house.ready_to_decide(None);
            let task = house.task(&id, "decide");
            let racing = [(&house.clerk, true), (&house.colleague, false)].map(|(by, granted)| {
                let (by, task) = (by.clone(), task.clone());
                let it = Conclusion::Decided { granted, words: "经复核作出决定".to_owned() };
                house.it.store.write(move |tx| actions::conclude(tx, &by, &task, &it))
            });

            let decided = racing.map(|it| it.wait());

            assert_eq!(decided.iter().filter(|it| it.is_ok()).count(), 1, "{decided:?}");
            let notices = house.notices(&id);
            assert_eq!(notices.iter().filter(|it| ["granted", "refused"].contains(it)).count(), 1);
        }
    });
}

#[test]
fn a_task_is_put_back_or_given_to_a_colleague_who_may_do_it() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let task = house.task(&id, "accept");
        let give = |by: &Actor, to: &Actor, words: &'static str| {
            let (by, to, task) = (by.clone(), official(to), task.clone());
            house.write(move |tx| actions::delegate(tx, &by, &task, &to, words))
        };
        let release = |by: &Actor| {
            let (by, task) = (by.clone(), task.clone());
            house.write(move |tx| actions::release(tx, &by, &task))
        };

        assert_eq!(refused(release(&house.clerk)), Some("task.not_held"));
        house.claim(&house.clerk, &task).unwrap();
        assert_eq!(refused(house.claim(&house.clerk, &task)), Some("task.held_by_you"));
        assert_eq!(refused(release(&house.colleague)), Some("task.held"));
        assert_eq!(refused(give(&house.clerk, &house.colleague, "")), Some("conclusion.words"));
        assert_eq!(refused(give(&house.clerk, &house.inspectors[0], "请你办理")), Some("delegation.to"));
        assert_eq!(refused(give(&house.clerk, &house.director, "请你办理")), Some("delegation.to"));
        assert_eq!(refused(give(&house.outsider, &house.colleague, "请你办理")), Some("not_found"));
        give(&house.clerk, &house.colleague, "熟悉这类业态，请你办理").unwrap();
        assert_eq!(refused(house.conclude(&house.clerk, &id, Conclusion::Accepted)), Some("task.held"));
        give(&house.director, &house.clerk, "调回由原承办人办理").unwrap();
        release(&house.clerk).unwrap();
        house.conclude(&house.colleague, &id, Conclusion::Accepted).unwrap();
        assert_eq!(refused(release(&house.clerk)), Some("task.ended"));
    });
}

#[test]
fn who_stands_in_does_the_tasks_of_the_absent_and_only_while_they_are_away() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        house.claim(&house.clerk, &house.task(&id, "accept")).unwrap();
        let now = house.it.store.now();
        let away = |by: &Actor, of: &Actor, span: (i64, i64), cover: &Actor| {
            let (by, of, cover) = (by.clone(), official(of), official(cover));
            let span = (now.plus_ms(span.0 * DAY_MS), now.plus_ms(span.1 * DAY_MS));
            house.write(move |tx| actions::set_absence(tx, &by, &of, span, &cover))
        };

        let (clerk, colleague) = (&house.clerk, &house.colleague);
        assert_eq!(refused(away(clerk, clerk, (2, 1), colleague)), Some("absence.time"));
        assert_eq!(refused(away(clerk, clerk, (1, 400), colleague)), Some("absence.time"));
        assert_eq!(refused(away(clerk, clerk, (1, 3), clerk)), Some("absence.cover"));
        assert_eq!(refused(away(clerk, clerk, (1, 3), &house.director)), Some("absence.cover"));
        assert_eq!(refused(away(colleague, clerk, (1, 3), colleague)), Some("task.power"));
        let set = away(&house.director, clerk, (1, 3), colleague).unwrap();
        assert_eq!(refused(away(clerk, clerk, (2, 5), colleague)), Some("absence.overlaps"));
        assert_eq!(refused(house.conclude(colleague, &id, Conclusion::Accepted)), Some("task.held"));
        house.after(2);
        house.conclude(colleague, &id, Conclusion::Accepted).unwrap();

        let next = house.task(&id, "examine");
        house.claim(&house.clerk, &next).unwrap();
        let by = house.clerk.clone();
        house.write(move |tx| actions::end_absence(tx, &by, &set)).unwrap();
        let examined = Conclusion::Examined { complete: true, words: String::new() };
        assert_eq!(refused(house.conclude(colleague, &id, examined)), Some("task.held"));
    });
}

#[test]
fn a_question_goes_to_who_supervises_and_remarks_stay_among_officials() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let task = house.task(&id, "accept");
        let ask = |by: &Actor| {
            let (by, task) = (by.clone(), task.clone());
            house.write(move |tx| actions::escalate(tx, &by, &task, "是否属于本机关职权？"))
        };
        ask(&house.clerk).unwrap();
        let twice = ask(&house.colleague);
        let director = house.director.clone();
        let waiting = house.it.store.read(move |read| actions::waiting(read, &director)).wait().unwrap();
        let question = desk_file(&house, &house.clerk, &id).affairs.escalations[0].id.clone();
        let answer = |by: &Actor| {
            let (by, id, question) = (by.clone(), id.clone(), question.clone());
            house.write(move |tx| actions::answer_escalation(tx, &by, &id, &question, "属于，请受理"))
        };
        let unable = answer(&house.colleague);
        answer(&house.director).unwrap();
        let answered_twice = answer(&house.director);
        let (by, case) = (house.clerk.clone(), id.clone());
        house.write(move |tx| actions::remark(tx, &by, &case, "申请人来电询问进度")).unwrap();
        let (by, case) = (house.outsider.clone(), id.clone());
        let stranger = house.write(move |tx| actions::remark(tx, &by, &case, "看看这一件"));

        assert_eq!((waiting.len(), waiting[0].is_extension), (1, false));
        assert_eq!(refused(twice), Some("escalation.asked_already"));
        assert_eq!(refused(unable), Some("task.power"));
        assert_eq!(refused(answered_twice), Some("escalation.answered"));
        assert_eq!(refused(stranger), Some("not_found"));
        let affairs = desk_file(&house, &house.colleague, &id).affairs;
        assert_eq!(affairs.escalations[0].answer.as_deref(), Some("属于，请受理"));
        assert_eq!(affairs.remarks[0].words.as_deref(), Some("申请人来电询问进度"));
    });
}

fn desk_file(house: &House, by: &Actor, id: &CaseId) -> actions::DeskFile {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let opened = actions::open_desk_file(&house.it.store, by, id, None, |_, _| Ok(()));
    runtime.block_on(opened).unwrap().0
}

/// What the acts of a case alone say of it.
#[derive(Debug, PartialEq)]
struct Folded {
    stage: Stage,
    outcome: Option<String>,
    accepted_at: Option<Time>,
    due_at: Option<Time>,
}

fn fold(house: &House, id: &CaseId, calendar: &Calendar) -> Folded {
    let case = id.as_str().to_owned();
    let acts = house.it.store.read(move |read| acts::history(read, &case)).wait().unwrap();
    let mut it = Folded { stage: Stage::Received, outcome: None, accepted_at: None, due_at: None };
    let (mut stops, mut stopped_at, mut n_days, mut decided) = (Vec::new(), None, 20, None);
    for act in acts {
        match act.kind.as_str() {
            "case.sent_back" => it.stage = Stage::Correcting,
            "case.corrected" => it.stage = Stage::Received,
            "case.accepted" => (it.stage, it.accepted_at) = (Stage::Accepted, Some(act.at)),
            "case.suspended" => stopped_at = Some(act.at),
            "case.resumed" => stops.push((stopped_at.take().unwrap(), act.at)),
            "case.extended" => n_days += 10,
            "case.granted" => (it.stage, decided) = (Stage::Decided, Some("granted")),
            "case.refused" => (it.stage, decided) = (Stage::Decided, Some("refused")),
            "case.delivered" => (it.stage, it.outcome) = (Stage::Ended, decided.map(str::to_owned)),
            "case.not_accepted" => {
                (it.stage, it.outcome) = (Stage::Ended, Some("not_accepted".to_owned()));
            }
            "case.withdrawn" => (it.stage, it.outcome) = (Stage::Ended, Some("withdrawn".to_owned())),
            _ => {}
        }
    }
    if let (Stage::Accepted, Some(from)) = (it.stage, it.accepted_at) {
        it.due_at = Some(calendar.end_of(last_day(calendar, from, n_days, &stops)));
    }
    it
}

#[test]
fn the_acts_of_a_case_fold_to_what_its_row_says() {
    on_both(|house| {
        let decide = |id: &CaseId, granted| {
            let words = "经复核作出决定".to_owned();
            house.conclude(&house.clerk, id, Conclusion::Decided { granted, words }).unwrap();
        };
        let deliver = |id: &CaseId| {
            house.conclude(&house.clerk, id, Conclusion::Delivered { way: "online".to_owned() }).unwrap();
        };
        let received = house.apply(&typed(&[], &[]));
        let (granted, refused, decided) =
            (house.ready_to_decide(None), house.ready_to_decide(Some("pests")), house.ready_to_decide(None));
        decide(&granted, true);
        deliver(&granted);
        decide(&refused, false);
        deliver(&refused);
        decide(&decided, true);
        let stopped = house.ready_to_decide(None);
        house.stop(&house.clerk, &stopped, "hearing", 5).unwrap();
        house.after(8);
        house.resume(&stopped).unwrap();
        house.ask(&stopped, "听证后需要补充核实").unwrap();
        house.answer(&house.director, &stopped, (Answered::Approved, "")).unwrap();
        let sent_back = house.apply(&typed(&["layout_plan"], &[]));
        let words = "请补交布局图".to_owned();
        let items = vec!["layout_plan".to_owned()];
        house.conclude(&house.clerk, &sent_back, Conclusion::Correction { items, words }).unwrap();
        let withdrawn = house.ready_to_decide(None);
        let (owner, id) = (house.owner.clone(), withdrawn.clone());
        house.write(move |tx| actions::withdraw(tx, &owner, &id)).unwrap();

        for id in [received, granted, refused, decided, stopped, sent_back, withdrawn] {
            let view = house.view(&id);
            let clock = view.case.clocks.running(Duty::Decision);
            let row = Folded {
                stage: view.case.stage,
                outcome: view.case.outcome.clone(),
                accepted_at: view.case.accepted_at,
                due_at: clock.map(|it| it.due_at),
            };
            assert_eq!(fold(&house, &id, &view.calendar), row, "{id}");
        }
    });
}
