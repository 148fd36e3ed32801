//! What has happened in the city: applications walked through by the people and officials of the cast, each at
//! its moment under the moved clock. Nothing is inserted; a reader of the ledger finds every step.

use cases::{
    actions::{self, NewCase},
    model::{CaseId, Conclusion, TaskId},
};
use kit::{Actor, Error, Result, Time};
use store::Store;

use super::{Stage, people::Cast};

/// The matter of the demonstration.
pub(super) const MATTER: &str = "food-business-licence";

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// How far a case of the history is walked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// Granted and delivered.
    Granted,
    /// Refused for what the visit found, and delivered.
    Refused,
    /// Sells prepackaged food only: not accepted.
    NotAccepted,
    /// Withdrawn after acceptance.
    Withdrawn,
    /// Accepted and then nobody did anything: overdue.
    Overdue,
    /// Told once what is missing; the applicant's turn.
    Correcting,
    /// Accepted, both agencies at work.
    Running,
    /// Examined and inspected; the decision is next.
    ToDecide,
    /// Just came in.
    Fresh,
}

/// A case of the history.
struct Story {
    company: &'static str,
    sign: &'static str,
    address: &'static str,
    place: &'static str,
    officials: Officials,
    days_ago: i64,
    walk: Walk,
}

/// The posts that handle a story.
#[derive(Clone, Copy)]
struct Officials {
    window: &'static str,
    examiner: &'static str,
    decider: &'static str,
    inspectors: [&'static str; 2],
}

const JINGHU: Officials = Officials {
    window: "jinghu-window",
    examiner: "jinghu-examiner",
    decider: "jinghu-decider",
    inspectors: ["hubin-inspector-1", "hubin-inspector-2"],
};
const QINGYUN: Officials = Officials {
    window: "qingyun-window",
    examiner: "qingyun-examiner",
    decider: "qingyun-decider",
    inspectors: ["yuntai-inspector-1", "yuntai-inspector-2"],
};

const fn story(
    company: &'static str,
    (sign, address): (&'static str, &'static str),
    place: &'static str,
    officials: Officials,
    (days_ago, walk): (i64, Walk),
) -> Story {
    Story { company, sign, address, place, officials, days_ago, walk }
}

const STORIES: &[Story] = &[
    story("bakery", ("麦田烘焙一店", "云台路18号1层"), "990103001", QINGYUN, (96, Walk::Granted)),
    story("canteen", ("云台实业食堂", "云台工业园6号楼"), "990103001", QINGYUN, (88, Walk::Refused)),
    story("market", ("鲜集超市望湖店", "望湖路5号"), "990102001", JINGHU, (75, Walk::NotAccepted)),
    story("noodles", ("老王面馆", "湖滨路32号"), "990102001", JINGHU, (70, Walk::Granted)),
    story("canteen", ("云台实业食堂", "云台工业园6号楼"), "990103001", QINGYUN, (60, Walk::Granted)),
    story("bakery", ("麦田烘焙湖滨店", "湖滨路110号"), "990102001", JINGHU, (52, Walk::Withdrawn)),
    story("noodles", ("老王面馆柳浪店", "柳浪街9号"), "990102001", JINGHU, (45, Walk::Overdue)),
    story("bakery", ("麦田烘焙学府店", "学府路77号"), "990102002", JINGHU, (12, Walk::ToDecide)),
    story("market", ("鲜集超市学府店", "学府路15号"), "990102002", JINGHU, (8, Walk::Running)),
    story("canteen", ("云台实业湖滨食堂", "湖滨路200号"), "990102001", JINGHU, (5, Walk::Correcting)),
    story("noodles", ("老王面馆二店", "柳浪街41号"), "990102001", JINGHU, (1, Walk::Fresh)),
];

/// One thing done in a story.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Apply,
    SendBack,
    NotAccept,
    Accept,
    Withdraw,
    Examine,
    Appoint,
    Inspect,
    Decide,
    Deliver,
}

/// The steps of a walk, each with its day and hour in the story.
fn steps(walk: Walk) -> Vec<(Step, i64, i64)> {
    const ALL: [(Step, i64, i64); 7] = [
        (Step::Apply, 0, 1),
        (Step::Accept, 1, 2),
        (Step::Examine, 2, 4),
        (Step::Appoint, 2, 5),
        (Step::Inspect, VISIT.0, VISIT.1 + 2),
        (Step::Decide, 6, 1),
        (Step::Deliver, 7, 1),
    ];
    let (n_steps, last) = match walk {
        Walk::Granted | Walk::Refused => (7, None),
        Walk::ToDecide => (5, None),
        Walk::Overdue | Walk::Running => (2, None),
        Walk::NotAccepted => (1, Some((Step::NotAccept, 1, 2))),
        Walk::Correcting => (1, Some((Step::SendBack, 1, 3))),
        Walk::Withdrawn => (2, Some((Step::Withdraw, 3, 2))),
        Walk::Fresh => (1, None),
    };
    ALL.into_iter().take(n_steps).chain(last).collect()
}

/// When a visit takes place: the day and hour of the story.
const VISIT: (i64, i64) = (4, 2);

/// Makes the history up to now: what happened first is done first, whichever story it belongs to.
pub(super) fn make(stage: &Stage, cast: &Cast, now: Time, tell: &mut dyn FnMut(&str)) -> Result<()> {
    let mut tellings: Vec<_> =
        STORIES.iter().map(|story| Telling { stage, cast, story, now, id: None }).collect();
    let mut all = Vec::new();
    for (n, telling) in tellings.iter().enumerate() {
        all.extend(
            steps(telling.story.walk)
                .into_iter()
                .map(|(step, day, hour)| (telling.moment(day, hour), n, step)),
        );
    }
    all.sort_by_key(|it| (it.0, it.1));
    let n_steps = all.len();
    for (n_done, (moment, n, step)) in all.into_iter().enumerate() {
        tell(&format!("history {}/{n_steps}", n_done + 1));
        stage.at(moment)?;
        tellings[n].take(step)?;
    }
    stage.at(now)
}

struct Telling<'a> {
    stage: &'a Stage,
    cast: &'a Cast,
    story: &'a Story,
    now: Time,
    id: Option<CaseId>,
}

impl Telling<'_> {
    fn take(&mut self, step: Step) -> Result<()> {
        let Officials { window, examiner, decider, .. } = self.story.officials;
        let refused = self.story.walk == Walk::Refused;
        match step {
            Step::Apply => {
                self.id = Some(self.apply()?);
                Ok(())
            }
            Step::SendBack => {
                let items = vec!["layout_plan".to_owned(), "rules_list".to_owned()];
                let words = "请补交设备布局和操作流程图、食品安全规章制度目录".to_owned();
                self.conclude(window, Conclusion::Correction { items, words })
            }
            Step::NotAccept => {
                let words = "只销售预包装食品，依法只需备案，不需要许可".to_owned();
                self.conclude(window, Conclusion::NotAccepted { words })
            }
            Step::Accept => self.conclude(window, Conclusion::Accepted),
            Step::Withdraw => {
                let (owner, id) = (self.owner(), self.id()?);
                self.write(move |tx| actions::withdraw(tx, &owner, &id))
            }
            Step::Examine => {
                let words = "材料齐全，符合要求".to_owned();
                self.conclude(examiner, Conclusion::Examined { complete: true, words })
            }
            Step::Appoint => self.appoint(),
            Step::Inspect => self.inspect(refused),
            Step::Decide => {
                self.conclude(decider, Conclusion::Decided { granted: !refused, words: String::new() })
            }
            Step::Deliver => {
                let way = if refused { "post" } else { "online" };
                self.conclude(decider, Conclusion::Delivered { way: way.to_owned() })
            }
        }
    }

    fn appoint(&self) -> Result<()> {
        let officials = self.story.officials.inspectors.map(|it| self.cast.posts[it].1.clone());
        let by = self.cast.official(self.story.officials.inspectors[0]);
        let (task, at) = (self.task("inspect")?, self.moment(VISIT.0, VISIT.1));
        self.write(move |tx| actions::appoint(tx, &by, &task, at, officials.clone()))
    }

    fn inspect(&self, refused: bool) -> Result<()> {
        let (_, matter) = self.stage.store.read(|read| actions::current_matter(read, MATTER)).wait()?;
        let findings =
            matter.matter.inspection.iter().map(|it| (it.key.clone(), !(refused && it.key == "pests")));
        let words = if refused {
            "后厨未设置防蝇防鼠设施，纱窗破损"
        } else {
            "现场与申请一致，各项符合要求"
        };
        let conclusion = Conclusion::Inspected { findings: findings.collect(), words: words.to_owned() };
        self.conclude(self.story.officials.inspectors[0], conclusion)
    }

    fn apply(&self) -> Result<CaseId> {
        let owner = self.owner();
        let (version, matter) = self.stage.store.read(|read| actions::current_matter(read, MATTER)).wait()?;
        let reading = matter.matter.form.read(&self.posted(), today(self.stage.store.now()));
        if let Some(flaw) = reading.flaws.first() {
            return Err(Error::fault(format!(
                "the history's application is flawed: {} {}",
                flaw.field, flaw.code
            )));
        }
        let new = NewCase { matter: MATTER.to_owned(), answers: reading.answers, version };
        self.write(move |tx| actions::submit(tx, &owner, &new)).map(|it| it.id)
    }

    /// What the owner types.
    fn posted(&self) -> Vec<(String, String)> {
        let story = self.story;
        let canteen = story.company == "canteen";
        let company = super::city::COMPANIES
            .iter()
            .find(|it| it.0 == story.company)
            .expect("a story's company is cast");
        let owner =
            super::city::PEOPLE.iter().find(|it| it.0 == company.3).expect("a company's owner is cast");
        let code =
            kit::CreditCode::made("91", &super::people::region("990102").expect("a region"), company.2);
        let number =
            kit::CitizenNumber::made(&super::people::region("990102").expect("a region"), owner.2, 99);
        let (code, number) = (code.expect("a made code is right"), number.expect("a made number is right"));
        let mut fields = vec![
            ("operator_name", company.1),
            ("credit_code", code.as_str()),
            ("legal_person", owner.1),
            ("residence", story.address),
            ("contact_phone", owner.3),
            ("sign_name", story.sign),
            ("place", story.place),
            ("premises_address", story.address),
            ("area", "86.5"),
            ("business_kind", if canteen { "canteen" } else { "catering" }),
            ("network_sale", "no"),
            ("manager_name", owner.1),
            ("manager_number", number.as_str()),
            ("manager_phone", owner.3),
            ("staff", "6"),
            ("truthful", "yes"),
        ];
        if canteen {
            fields.push(("canteen_of", "other"));
        } else {
            fields.push(("central_kitchen", "no"));
        }
        if story.walk == Walk::NotAccepted {
            fields.push(("business_items", "prepackaged"));
        } else {
            fields.extend([("business_items", "hot"), ("business_items", "cold")]);
        }
        if story.walk != Walk::Correcting {
            fields.extend([("layout_plan", "counter"), ("rules_list", "counter")]);
        }
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn conclude(&self, post: &str, conclusion: Conclusion) -> Result<()> {
        let by = self.cast.official(post);
        let task = self.task(conclusion.duty())?;
        self.write(move |tx| actions::conclude(tx, &by, &task, &conclusion))
    }

    fn id(&self) -> Result<CaseId> {
        self.id.clone().ok_or_else(|| Error::fault("the history handles a case before it is there"))
    }

    fn task(&self, duty: &str) -> Result<TaskId> {
        let (owner, id, duty) = (self.owner(), self.id()?, duty.to_owned());
        let view = self.stage.store.read(move |read| actions::own_case(read, &owner, &id)).wait()?;
        let open = |it: &&actions::TaskView| it.task.ended_at.is_none() && it.task.duty == duty;
        let found = view.tasks.iter().find(open).map(|it| it.task.id.clone());
        found.ok_or_else(|| Error::fault(format!("the history has no open task to {duty}")))
    }

    fn owner(&self) -> Actor {
        self.cast.owner(self.story.company)
    }

    fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut store::Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store: &Store = &self.stage.store;
        store.write(f).wait()
    }

    /// A moment of the story, never later than now.
    fn moment(&self, days: i64, hours: i64) -> Time {
        let day = self.now.ms() - self.story.days_ago * DAY_MS;
        // Nine in the morning in China is one o'clock in UTC.
        let morning = day - day.rem_euclid(DAY_MS) + HOUR_MS;
        Time::from_ms((morning + days * DAY_MS + hours * HOUR_MS).min(self.now.ms()))
    }
}

fn today(now: Time) -> forms::Date {
    let day = calendar::Day::of(now, &calendar::Calendar::china());
    let (year, month, day) = day.ymd();
    forms::Date::from_ymd(year as u16, month as u8, day as u8).expect("a day is a date")
}
