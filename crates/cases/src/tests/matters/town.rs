//! A town in which every matter that comes with the platform can be applied for: an agency for each part.
//! Knows no matter by name; it walks each by its own process.

use std::collections::BTreeMap;

use directory::Region;
use kit::{Actor, OfficialId, RegionCode, Result};
use store::testing::{self, TestStore};

use super::{Fault, Fixture};
use crate::{
    actions::{self, NewCase},
    model::{Audience, CaseId, Conclusion, Matter, Published, Reasons, TaskId, TaskType, shipped::MATTERS},
    tests::house,
};

/// What an official of the town may do.
const POWERS: [&str; 6] =
    ["case.accept", "case.examine", "case.inspect", "case.decide", "case.deliver", "certificate.revoke"];

/// Everyone needed, and the matters by key.
pub(super) struct Town {
    pub(super) it: TestStore,
    /// A person, and somebody who speaks for a company.
    applicants: [Actor; 2],
    /// Two officials for each part of a matter, in the order of its roles.
    officials: Vec<[Actor; 2]>,
    matters: BTreeMap<String, Matter>,
}

pub(super) fn matter(text: &str) -> Matter {
    serde_saphyr::from_str(text).unwrap()
}

/// What is typed to be granted, with these instead.
pub(super) fn with(fixture: &Fixture, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let kept = fixture.typed.iter().filter(|(name, _)| !changed.iter().any(|it| it.0 == *name));
    let all = kept.chain(changed).filter(|it| !it.1.is_empty());
    all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub(super) fn on_both(test: impl Fn(&Town)) {
    testing::on_both(&house::parts(), |it| test(&build(it)));
}

fn build(it: TestStore) -> Town {
    let regions = [("99", "p"), ("9901", "c"), ("990102", "镜湖区"), ("990102001", "t")];
    let regions = regions.map(|(code, name)| Region {
        code: RegionCode::parse(code).unwrap(),
        name: name.to_owned(),
        name_en: None,
    });
    directory::put_regions(&it.store, &house::by(), "demo", regions.to_vec(), &mut |_| ()).unwrap();
    let matters: BTreeMap<_, _> =
        MATTERS.iter().map(|it| matter(it.1)).map(|it| (it.key.clone(), it)).collect();
    let all: Vec<_> = matters.values().cloned().collect();
    let made = it.store.write(move |tx| {
        let district = RegionCode::parse("990102").unwrap();
        let n_roles = all.iter().map(|it| it.roles.len()).max().unwrap_or_default();
        let (mut agencies, mut officials) = (Vec::new(), Vec::new());
        for n in 0..n_roles {
            let agency = house::found(tx, "990102", n as u32 + 1)?;
            officials.push([house::seat(tx, &agency, &POWERS)?, house::seat(tx, &agency, &POWERS)?]);
            let it = directory::agency(tx, &agency)?;
            let issuer = certificates::Issuer { id: it.id, code: it.code, name: it.name, region: it.region };
            certificates::make_key(tx, &house::by(), &issuer, certificates::Effect::Demonstration)?;
            agencies.push(agency);
        }
        for it in &all {
            actions::publish_matter(tx, &house::by(), &Published::new(it.clone())?)?;
            if let Some(kind) = actions::certificate_type(it)? {
                certificates::define_type(tx, &house::by(), &kind)?;
            }
            for (role, agency) in it.roles.iter().zip(&agencies) {
                actions::assign_competence(tx, &house::by(), (&it.key, &role.key), &district, agency)?;
            }
        }
        let company = house::owner(tx, 1)?;
        let mut person = house::owner(tx, 3)?;
        person.acting_for = None;
        Ok(([person, company], officials))
    });
    let (applicants, officials) = made.wait().unwrap();
    Town { it, applicants, officials, matters }
}

impl Town {
    /// Who applies: a person where the matter takes them, else a company.
    fn applicant(&self, key: &str) -> Actor {
        let takes_people = self.matters[key].catalogue.audience.contains(&Audience::Person);
        self.applicants[usize::from(!takes_people)].clone()
    }

    pub(super) fn is_licence(&self, key: &str) -> bool {
        self.matters[key].catalogue.task_type == TaskType::Licensing
    }

    fn answers(&self, key: &str, typed: &[(String, String)]) -> forms::Answers {
        let reading = self.matters[key].form.read(typed, forms::Date::from_ymd(2026, 11, 23).unwrap());
        assert_eq!(reading.flaws, [], "{key}");
        reading.answers
    }

    pub(super) fn apply(&self, key: &str, typed: &[(String, String)]) -> CaseId {
        self.submit(key, self.answers(key, typed)).unwrap().id
    }

    pub(super) fn submit(&self, key: &str, answers: forms::Answers) -> Result<actions::Applied> {
        let (by, key) = (self.applicant(key), key.to_owned());
        let made = self.it.store.write(move |tx| {
            let version = actions::current_matter(tx, &key)?.0;
            actions::submit(tx, &by, &NewCase { matter: key.clone(), answers: answers.clone(), version })
        });
        made.wait()
    }

    /// The matters that only guide.
    pub(super) fn guides(&self) -> Vec<String> {
        let all = self.matters.values().filter(|it| it.guidance.is_some());
        all.map(|it| it.key.clone()).collect()
    }

    pub(super) fn correct(&self, key: &str, id: &CaseId, typed: &[(String, String)]) {
        let (by, answers, id) = (self.applicant(key), self.answers(key, typed), id.clone());
        self.it.store.write(move |tx| actions::correct(tx, &by, &id, &answers)).wait().unwrap();
    }

    pub(super) fn withdraw(&self, id: &CaseId) {
        self.it.clock.set(self.it.store.now().plus_ms(1_000));
        let (by, id) = (self.applicant(&self.view(id).case.matter), id.clone());
        self.it.store.write(move |tx| actions::withdraw(tx, &by, &id)).wait().unwrap();
    }

    pub(super) fn view(&self, id: &CaseId) -> actions::CaseView {
        // Whichever of the applicants it belongs to.
        let mut found = self.applicants.iter().filter_map(|by| {
            let (by, id) = (by.clone(), id.clone());
            self.it.store.read(move |read| actions::own_case(read, &by, &id)).wait().ok()
        });
        found.next().expect("the case is an applicant's")
    }

    fn open_task(&self, id: &CaseId, duty: &str) -> (TaskId, String) {
        let view = self.view(id);
        let open = view.tasks.iter().find(|it| it.task.ended_at.is_none() && it.task.duty == duty);
        let task = &open.unwrap_or_else(|| panic!("{}: no open task to {duty}", view.case.matter)).task;
        (task.id.clone(), task.node.clone())
    }

    /// The official whose part a node is.
    fn official(&self, key: &str, node: &str) -> &[Actor; 2] {
        let matter = &self.matters[key];
        let role = matter.flow.nodes.iter().find(|it| it.key == node).and_then(|it| match &it.kind {
            flow::Kind::Step { role, .. } => Some(role),
            _ => None,
        });
        let n = matter.roles.iter().position(|it| Some(&it.key) == role).unwrap();
        &self.officials[n]
    }

    pub(super) fn proposal(&self, key: &str, id: &CaseId, duty: &str) -> Reasons {
        let (task, node) = self.open_task(id, duty);
        let by = self.official(key, &node)[0].clone();
        self.it.store.read(move |read| actions::propose(read, &by, &task)).wait().unwrap()
    }

    pub(super) fn conclude(&self, key: &str, id: &CaseId, conclusion: Conclusion) {
        // A second later, so that what follows stands after what came before.
        self.it.clock.set(self.it.store.now().plus_ms(1_000));
        let (task, node) = self.open_task(id, conclusion.duty());
        let by = self.official(key, &node)[0].clone();
        let done = self.it.store.write(move |tx| actions::conclude(tx, &by, &task, &conclusion)).wait();
        done.unwrap_or_else(|why| panic!("{key} at {node}: {why:?}"));
    }

    /// Does what has to be done until the decision; `fault` says what officials find wrong.
    pub(super) fn walk_to_decision(&self, key: &str, id: &CaseId, fault: Option<&Fault>) {
        const STEPS_MAX: usize = 20;
        for _ in 0..STEPS_MAX {
            let view = self.view(id);
            let open = view.tasks.iter().find(|it| it.task.ended_at.is_none()).unwrap();
            match open.task.duty.as_str() {
                "accept" => self.conclude(key, id, Conclusion::Accepted),
                "examine" => {
                    let complete = !matches!(fault, Some(Fault::Examination));
                    let words = if complete { "" } else { "经审查不符合条件" }.to_owned();
                    self.conclude(key, id, Conclusion::Examined { complete, words });
                }
                "inspect" => self.inspect(key, id, fault),
                "decide" => return,
                duty => panic!("{key} waits for somebody to {duty}"),
            }
        }
        panic!("{key} does not come to a decision");
    }

    fn inspect(&self, key: &str, id: &CaseId, fault: Option<&Fault>) {
        let (task, node) = self.open_task(id, "inspect");
        let both = self.official(key, &node);
        let officials: [OfficialId; 2] = both.each_ref().map(|it| it.acting().unwrap().official.clone());
        let (by, at) = (both[0].clone(), self.it.store.now().plus_ms(3_600_000));
        self.it
            .store
            .write(move |tx| actions::appoint(tx, &by, &task, at, officials.clone()))
            .wait()
            .unwrap();
        self.it.clock.set(at.plus_ms(3_600_000));
        let failing = if let Some(Fault::Finding(it)) = fault { Some(*it) } else { None };
        let items = self.matters[key].inspection.iter();
        let findings = items.map(|it| (it.key.clone(), Some(it.key.as_str()) != failing)).collect();
        self.conclude(key, id, Conclusion::Inspected { findings, words: "现场核查完成".to_owned() });
    }

    pub(super) fn sweep(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(actions::sweep(&self.it.store)).unwrap();
    }

    pub(super) fn notices(&self, id: &CaseId) -> Vec<&'static str> {
        self.view(id).notices.iter().map(|it| it.kind.as_str()).collect()
    }

    pub(super) fn n_certificates(&self, id: &CaseId) -> usize {
        let id = id.as_str().to_owned();
        self.it.store.read(move |read| certificates::of_case(read, &id)).wait().unwrap().len()
    }

    /// The clause each act of a case rests on.
    pub(super) fn bases(&self, id: &CaseId) -> Vec<String> {
        let id = id.as_str().to_owned();
        let acts = self.it.store.read(move |read| acts::history(read, &id)).wait().unwrap();
        let doing = acts.iter().filter_map(|it| it.doing["basis"].as_str().map(str::to_owned));
        doing.collect()
    }
}
