//! What has happened in the city: applications walked through by the people and officials of the cast, each at
//! its moment under the moved clock. Nothing is inserted; a reader of the ledger finds every step.

use std::sync::Arc;

use cases::{
    actions::{self, NewCase},
    model::{CaseId, Conclusion, Published, Task},
};
use kit::{Actor, Error, Result, Time};
use store::Store;

use super::{
    Stage,
    city::{COMPANIES, PEOPLE},
    people::Cast,
    stories::{By, STORIES, Story, Walk},
};

/// The matter that says when it takes place.
const EVENT: &str = "mass-event-permit";

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

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

/// The steps of a story, each with its day and hour in it. What a matter does not have is passed over.
fn steps(story: &Story) -> Vec<(Step, i64, i64)> {
    const ALL: [(Step, i64, i64); 8] = [
        (Step::Apply, 0, 1),
        (Step::Accept, 1, 2),
        (Step::Examine, 2, 4),
        (Step::Appoint, 2, 5),
        (Step::Inspect, VISIT.0, VISIT.1 + 2),
        (Step::Examine, 5, 1),
        (Step::Decide, 6, 1),
        (Step::Deliver, 7, 1),
    ];
    const QUICK: [(Step, i64, i64); 5] = [
        (Step::Apply, 0, 1),
        (Step::Accept, 0, 3),
        (Step::Examine, 0, 5),
        (Step::Decide, 1, 1),
        (Step::Deliver, 1, 3),
    ];
    let all: &[_] = if story.is_quick { &QUICK } else { &ALL };
    let (n_steps, last) = match story.walk {
        Walk::Granted | Walk::Refused => (all.len(), None),
        Walk::ToDecide => (6, None),
        Walk::Overdue | Walk::Running => (2, None),
        Walk::NotAccepted => (1, Some((Step::NotAccept, 1, 2))),
        Walk::Correcting => (1, Some((Step::SendBack, 1, 3))),
        Walk::Withdrawn => (2, Some((Step::Withdraw, 3, 2))),
        Walk::Fresh => (1, None),
    };
    all.iter().copied().take(n_steps).chain(last).collect()
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
            steps(telling.story).into_iter().map(|(step, day, hour)| (telling.moment(day, hour), n, step)),
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
        let refused = self.story.walk == Walk::Refused;
        match step {
            Step::Apply => {
                self.id = Some(self.apply()?);
                Ok(())
            }
            Step::SendBack => {
                let items = vec!["layout_plan".to_owned(), "rules_list".to_owned()];
                let words = "请补交设备布局和操作流程图、食品安全规章制度目录".to_owned();
                self.conclude(Conclusion::Correction { items, words })
            }
            Step::NotAccept => {
                let words = "只销售预包装食品，依法只需备案，不需要许可".to_owned();
                self.conclude(Conclusion::NotAccepted { words })
            }
            Step::Accept => self.conclude(Conclusion::Accepted),
            Step::Withdraw => {
                let (applicant, id) = (self.applicant(), self.id()?);
                self.write(move |tx| actions::withdraw(tx, &applicant, &id))
            }
            Step::Examine if self.find_task("examine")?.is_none() => Ok(()),
            Step::Examine => {
                let words = "材料齐全，符合要求".to_owned();
                self.conclude(Conclusion::Examined { complete: true, words })
            }
            Step::Appoint | Step::Inspect if self.find_task("inspect")?.is_none() => Ok(()),
            Step::Appoint => self.appoint(),
            Step::Inspect => self.inspect(refused),
            Step::Decide => self.conclude(Conclusion::Decided { granted: !refused, words: String::new() }),
            Step::Deliver => {
                let way = if refused { "post" } else { "online" };
                self.conclude(Conclusion::Delivered { way: way.to_owned() })
            }
        }
    }

    fn appoint(&self) -> Result<()> {
        let task = self.task("inspect")?;
        let [first, second] = self.holders(&task)[..] else {
            return Err(Error::fault("the history needs two who may visit"));
        };
        let officials = [first, second].map(|it| self.cast.posts[it].1.clone());
        let (by, id, at) = (self.cast.official(first), task.id, self.moment(VISIT.0, VISIT.1));
        self.write(move |tx| actions::appoint(tx, &by, &id, at, officials.clone()))
    }

    fn inspect(&self, refused: bool) -> Result<()> {
        let matter = self.matter()?.1;
        let findings =
            matter.matter.inspection.iter().map(|it| (it.key.clone(), !(refused && it.key == "pests")));
        let words = if refused {
            "后厨未设置防蝇防鼠设施，纱窗破损"
        } else {
            "现场与申请一致，各项符合要求"
        };
        self.conclude(Conclusion::Inspected { findings: findings.collect(), words: words.to_owned() })
    }

    fn matter(&self) -> Result<(String, Arc<Published>)> {
        let key = self.story.matter;
        self.stage.store.read(move |read| actions::current_matter(read, key)).wait()
    }

    fn apply(&self) -> Result<CaseId> {
        let applicant = self.applicant();
        let (version, matter) = self.matter()?;
        let today = today(self.stage.store.now());
        let reading = matter.matter.form.read(&self.posted(today), today);
        if let Some(flaw) = reading.flaws.first() {
            return Err(Error::fault(format!(
                "the history's application for {} is flawed: {} {}",
                self.story.matter, flaw.field, flaw.code
            )));
        }
        let new = NewCase { matter: self.story.matter.to_owned(), answers: reading.answers, version };
        self.write(move |tx| actions::submit(tx, &applicant, &new)).map(|it| it.id)
    }

    /// What is typed; an event takes place two months on.
    fn posted(&self, today: forms::Date) -> Vec<(String, String)> {
        let story = self.story;
        let (person, company) = match story.by {
            By::Person(key) => (key, None),
            By::Company(key) => {
                let it = COMPANIES.iter().find(|it| it.0 == key).expect("a story's company is cast");
                (it.3, Some(it))
            }
        };
        let person = PEOPLE.iter().find(|it| it.0 == person).expect("a story's person is cast");
        let district = super::people::region("990102").expect("a region");
        let number = kit::CitizenNumber::made(&district, person.2, 99).expect("a made number is right");
        let code =
            company.map(|it| kit::CreditCode::made("91", &district, it.2).expect("a made code is right"));
        let fill = |value: &str| match value {
            "{name}" => person.1.to_owned(),
            "{number}" => number.as_str().to_owned(),
            "{phone}" => person.3.to_owned(),
            "{company}" => company.map_or("", |it| it.1).to_owned(),
            "{code}" => code.as_ref().map_or("", |it| it.as_str()).to_owned(),
            other => other.to_owned(),
        };
        let said = story.typed.iter().flat_map(|it| it.split(" | ")).filter_map(|it| it.split_once('='));
        let mut fields: Vec<_> = said.map(|(name, value)| (name.to_owned(), fill(value))).collect();
        fields.extend([
            ("place".to_owned(), story.place.to_owned()),
            ("truthful".to_owned(), "yes".to_owned()),
        ]);
        if story.matter == EVENT {
            for day in ["from_day", "to_day"] {
                let said = [("year", today.ymd().0 + 1), ("month", 2), ("day", 20)];
                fields.extend(said.map(|(part, n)| (format!("{day}.{part}"), n.to_string())));
            }
        }
        fields
    }

    fn conclude(&self, conclusion: Conclusion) -> Result<()> {
        let task = self.task(conclusion.duty())?;
        let holder = *self.holders(&task).first().ok_or_else(|| Error::fault("nobody may do a task"))?;
        let (by, id) = (self.cast.official(holder), task.id);
        self.write(move |tx| actions::conclude(tx, &by, &id, &conclusion))
    }

    /// The posts whose task it is, in the order of their keys.
    fn holders(&self, task: &Task) -> Vec<&str> {
        let power = task.power();
        let posts = self.cast.posts.iter();
        let may =
            posts.filter(|(_, it)| Some(&it.2) == task.agency.as_ref() && it.4.contains(&power.as_str()));
        may.map(|it| it.0.as_str()).collect()
    }

    fn id(&self) -> Result<CaseId> {
        self.id.clone().ok_or_else(|| Error::fault("the history handles a case before it is there"))
    }

    fn find_task(&self, duty: &str) -> Result<Option<Task>> {
        let (applicant, id) = (self.applicant(), self.id()?);
        let view = self.stage.store.read(move |read| actions::own_case(read, &applicant, &id)).wait()?;
        let mut tasks = view.tasks.into_iter().map(|it| it.task);
        Ok(tasks.find(|it| it.ended_at.is_none() && it.duty == duty))
    }

    fn task(&self, duty: &str) -> Result<Task> {
        let found = self.find_task(duty)?;
        found.ok_or_else(|| {
            Error::fault(format!("the history of {} has no open task to {duty}", self.story.matter))
        })
    }

    fn applicant(&self) -> Actor {
        match self.story.by {
            By::Person(key) => self.cast.person(key),
            By::Company(key) => self.cast.owner(key),
        }
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
