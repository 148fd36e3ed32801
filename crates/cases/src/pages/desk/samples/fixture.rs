//! A case of the first matter at each of its steps, made in memory by the rules of the model.
//! Nothing of it was ever in a store.

mod affairs;

use std::{collections::BTreeMap, sync::Arc};

use calendar::{Calendar, Day};
use directory::Region;
use flow::Event;
use forms::{Answer, Answers};
use identity::{SubjectKind, SubjectView};
use kit::{AgencyId, CitizenNumber, Id128, Lang, OfficialId, RegionCode, SubjectId, Time, Words, t};
use serde_json::{Value, json};

use crate::{
    actions::{
        AtHand, CaseFile, CaseView, DUTIES, DeskFile, DeskPage, DeskRow, Held, May, TaskView, WaysOpen,
    },
    model::{
        Affairs, Bulk, Case, CaseClocks, CaseId, Conclusion, Duty, Matter, Notice, NoticeId, NoticeKind,
        Published, Reasons, Stage, Task, TaskId, Visit, remedies,
    },
};

/// The first matter, as its file writes it.
const MATTER: &str = include_str!("../../../../../../matters/food-business-licence.yaml");
/// 2026-11-23T02:00:00Z: a Monday morning in Anhe.
pub(super) const NOW: Time = Time::from_ms(1_795_399_200_000);
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Received.
    Accept,
    /// Received again, after a correction.
    AcceptAgain,
    /// Accepted: the papers are to be examined, while the station visits.
    Examine,
    /// The visit is to be appointed.
    Visit,
    /// The visit lies ahead.
    Appointed,
    /// The visit is over, what was found is to be written.
    Findings,
    /// Everything is there.
    Decide,
    /// Granted.
    Deliver,
    /// Granted and delivered.
    Ended,
}

/// The world of the samples, in one language.
pub(super) struct House {
    pub(super) lang: Lang,
    pub(super) matter: Arc<Published>,
    pub(super) calendar: Arc<Calendar>,
}

impl House {
    pub(super) fn of(lang: Lang) -> House {
        let matter: Matter = serde_saphyr::from_str(MATTER).expect("a test reads the first matter");
        let matter = Arc::new(Published::new(matter).expect("a test compiles the first matter"));
        House { lang, matter, calendar: Arc::new(Calendar::china()) }
    }

    /// A list of tasks: late, due today, due soon, with time, with a day that may move; or late ones only.
    pub(super) fn tasks(&self, late: bool) -> DeskPage {
        let row = |n: u128, duty: &str, days_ago: i64| {
            let since = NOW.plus_ms(-days_ago * DAY_MS);
            let mut case = self.case(n, since);
            let clock = match duty {
                "accept" => Duty::Acceptance,
                "deliver" => Duty::Delivery,
                _ => Duty::Decision,
            };
            case.clocks = CaseClocks::default();
            self.start(&mut case.clocks, clock, since);
            let due_at = case.clocks.current().map_or(NOW, |it| it.told_at());
            let task = Task { due_at, ..task(n, &case.id, duty, since) };
            let held = match n {
                2 => Held::ByYou,
                3 => Held::ByOther(t!("desk.sample.official.2", self.lang).to_owned()),
                _ => Held::Free,
            };
            DeskRow { task, case, matter: self.matter.clone(), held }
        };
        let mut rows = vec![row(1, "decide", 40), row(2, "decide", 20)];
        if !late {
            rows.extend([
                row(3, "accept", 7),
                row(4, "accept", 5),
                row(5, "decide", 5),
                row(6, "deliver", 0),
            ]);
            rows[5].case.clocks.0[0].provisional = true;
        }
        let next = late.then(|| rows[1].task.id.clone());
        DeskPage {
            bulk: vec![(self.matter.clone(), Bulk::Deliver)],
            supervises: true,
            rows,
            next,
            duties: DUTIES.into_iter().filter(|it| *it != "inspect").collect(),
            agency: words(t!("desk.sample.bureau")),
            regions: [(place(), self.region())].into(),
            calendar: self.calendar.clone(),
            now: NOW,
        }
    }

    /// The file of a case that has come so far.
    pub(super) fn file(&self, at: At) -> DeskFile {
        let mut it = Making::of(self);
        it.go_to(at);
        let Making { view, at_hand, .. } = it;
        let mine = at_hand.iter().map(|it| it.task.task.id.clone()).collect();
        let may = self.may(&view);
        let decision = view.notices.iter().find(|it| it.kind == NoticeKind::Granted).cloned();
        let name = t!("desk.sample.operator", self.lang).to_owned();
        let code = "91990102MA0000016K".to_owned();
        let applicant = SubjectView {
            kind: SubjectKind::Company,
            name: Some(name),
            number: Some(code.clone()),
            masked: Some(code),
        };
        DeskFile {
            file: CaseFile { view, applicant },
            agency: words(t!("desk.sample.bureau")),
            decision,
            mine,
            at_hand,
            ways: WaysOpen::default(),
            affairs: Affairs::default(),
            may,
            may_see_certificate: true,
            officials: self.officials(),
            regions: BTreeMap::from([(place().as_str().to_owned(), self.region())]),
            files: Vec::new(),
        }
    }

    fn may(&self, view: &CaseView) -> May {
        let runs = view.case.clocks.running(Duty::Decision).is_some();
        May { ask_extension: runs, answer_extension: false, stop: runs, supervise: None }
    }

    pub(super) fn calendar(&self) -> Arc<Calendar> {
        self.calendar.clone()
    }

    /// The colleagues by name.
    pub(super) fn colleagues(&self) -> Vec<(OfficialId, String)> {
        let all = self.officials().into_iter();
        all.filter_map(|(id, name)| Some((OfficialId::parse(&id).ok()?, name))).collect()
    }

    /// The file of a case that two agencies decide together: the station has spoken, a colleague was asked.
    pub(super) fn joint_file(&self) -> DeskFile {
        let mut desk = self.file(At::Decide);
        let own = desk.at_hand.as_mut().expect("the sample has a decision at hand");
        own.task.task.seat = Some("bureau".to_owned());
        let mut station = own.task.clone();
        station.task.id = TaskId::from(Id128(90));
        station.task.seat = Some("station".to_owned());
        station.task.ended_at = Some(NOW.plus_ms(-HOUR_MS / 2));
        station.task.ended_by = Some(official(2).as_str().to_owned());
        station.task.outcome = Some("granted".to_owned());
        station.agency = Some(words(t!("desk.sample.station")));
        let mut asked = own.task.clone();
        asked.task.id = TaskId::from(Id128(91));
        asked.task.duty = Conclusion::REVIEW.to_owned();
        asked.task.seat = Some(official(3).as_str().to_owned());
        let inspect = desk.file.view.tasks.iter().find(|it| it.task.duty == "inspect");
        let inspect = inspect.expect("the sample was inspected").task.id.clone();
        let colleague = (official(2), t!("desk.sample.official.2", self.lang).to_owned());
        desk.ways = WaysOpen {
            reviewers: vec![colleague],
            return_to: ["examine", "inspect"].map(str::to_owned).to_vec(),
            take_back: vec![inspect],
        };
        let id = own.task.task.id.clone();
        let tasks = &mut desk.file.view.tasks;
        tasks
            .iter_mut()
            .filter(|it| it.task.id == id)
            .for_each(|it| it.task.seat = Some("bureau".to_owned()));
        tasks.extend([station, asked]);
        desk
    }

    fn officials(&self) -> BTreeMap<String, String> {
        let names = [
            t!("desk.sample.official.1", self.lang),
            t!("desk.sample.official.2", self.lang),
            t!("desk.sample.official.3", self.lang),
        ];
        (1..).zip(names).map(|(n, name)| (official(n).as_str().to_owned(), name.to_owned())).collect()
    }

    fn region(&self) -> Region {
        let name = t!("desk.sample.district", Lang::ZH).to_owned();
        Region { code: place(), name, name_en: Some(t!("desk.sample.district", Lang::EN).to_owned()) }
    }

    fn case(&self, n: u128, received_at: Time) -> Case {
        let (year, month, day) = Day::of(received_at, &self.calendar).ymd();
        Case {
            id: CaseId::from(Id128(n)),
            number: format!("990102-{year:04}{month:02}{day:02}-7K3M9P{n:02}"),
            matter: self.matter.matter.key.clone(),
            version: Id128(1).text("version"),
            subject: SubjectId::from(Id128(n)),
            region: place(),
            agency: AgencyId::from(Id128(1)),
            agency_region: place(),
            stage: Stage::Received,
            flow: flow::State::default(),
            clocks: CaseClocks::default(),
            received_at,
            correction_told_at: None,
            accepted_at: None,
            decided_at: None,
            delivered_at: None,
            ended_at: None,
            outcome: None,
        }
    }

    fn start(&self, clocks: &mut CaseClocks, duty: Duty, at: Time) {
        let laws = &self.matter.matter.clocks;
        let law = match duty {
            Duty::Acceptance => &laws.acceptance,
            Duty::Decision => &laws.decision,
            Duty::Delivery | Duty::Verification | Duty::Mending => &laws.delivery,
        };
        clocks.start(duty, law, at, &self.calendar);
    }

    fn answers(&self) -> Answers {
        let lang = self.lang;
        let mut answers = Answers::default();
        let mut put = |key: &str, text: &str| answers.put(key, Answer::Text(text.to_owned()));
        put("operator_name", t!("desk.sample.operator", lang));
        put("credit_code", "91990102MA0000016K");
        put("legal_person", t!("desk.sample.owner", lang));
        put("residence", t!("desk.sample.address", lang));
        put("contact_phone", "13900000001");
        put("sign_name", t!("desk.sample.operator", lang));
        put("place", "990102");
        put("premises_address", t!("desk.sample.address", lang));
        put("business_kind", "catering");
        put("manager_name", t!("desk.sample.owner", lang));
        let number = CitizenNumber::made(&place(), (1990, 1, 1), 1).expect("such a person may be");
        put("manager_number", number.as_str());
        put("manager_phone", "13900000001");
        put("layout_plan", "counter");
        answers.put("area", Answer::Number(865));
        answers.put("business_items", Answer::Keys(vec!["hot".to_owned(), "cold".to_owned()]));
        answers.put("central_kitchen", Answer::Flag(false));
        answers.put("network_sale", Answer::Flag(false));
        answers.put("staff", Answer::Number(4));
        answers.put("truthful", Answer::Flag(true));
        answers
    }
}

/// A file while it is being made.
struct Making<'a> {
    house: &'a House,
    view: CaseView,
    at_hand: Option<AtHand>,
    facts: Value,
    n: u128,
}

impl Making<'_> {
    fn of(house: &House) -> Making<'_> {
        let received_at = NOW.plus_ms(-7 * DAY_MS);
        let mut case = house.case(1, received_at);
        house.start(&mut case.clocks, Duty::Acceptance, received_at);
        let answers = house.answers();
        let facts = house.matter.matter.form.facts(&answers);
        let (matter, calendar) = (house.matter.clone(), house.calendar.clone());
        let (tasks, notices) = (Vec::new(), Vec::new());
        let view = CaseView {
            case,
            matter,
            calendar,
            answers: Some(answers),
            tasks,
            notices,
            promise: None,
            now: NOW,
        };
        let mut it = Making { house, view, at_hand: None, facts, n: 10 };
        it.notice(NoticeKind::Received, received_at, &json!({}));
        it.pass(Event::Begun, received_at);
        it
    }

    fn go_to(&mut self, at: At) {
        self.facts["case"] = json!({ "corrected": at == At::AcceptAgain });
        match at {
            At::Accept => return self.take_up("accept"),
            At::AcceptAgain => {
                self.correct();
                return self.take_up("accept");
            }
            _ => self.accept(),
        }
        match at {
            At::Examine => return self.take_up("examine"),
            At::Visit => return self.take_up("inspect"),
            At::Appointed => {
                self.appoint(NOW.plus_ms(DAY_MS));
                return self.take_up("inspect");
            }
            At::Findings => {
                self.appoint(NOW.plus_ms(-HOUR_MS));
                return self.take_up("inspect");
            }
            _ => self.look_into(),
        }
        if at == At::Decide {
            return self.take_up("decide");
        }
        self.grant();
        match at {
            At::Deliver => self.take_up("deliver"),
            _ => self.deliver(),
        }
    }

    fn correct(&mut self) {
        let told_at = NOW.plus_ms(-5 * DAY_MS);
        self.done("accept", "correction", told_at, &json!({}));
        self.view.case.correction_told_at = Some(told_at);
        self.view.case.clocks.end(Duty::Acceptance, told_at);
        self.notice(NoticeKind::Correction, told_at, &json!({}));
        let corrected_at = NOW.plus_ms(-DAY_MS);
        if let Some(answers) = &mut self.view.answers {
            answers.put("rules_list", Answer::Text("post".to_owned()));
            let corrected = self.facts["case"].take();
            self.facts = self.house.matter.matter.form.facts(answers);
            self.facts["case"] = corrected;
        }
        self.house.start(&mut self.view.case.clocks, Duty::Acceptance, corrected_at);
        self.done("correct", flow::DONE, corrected_at, &json!({}));
    }

    fn accept(&mut self) {
        let at = NOW.plus_ms(-5 * DAY_MS);
        if let Some(answers) = &mut self.view.answers {
            answers.put("rules_list", Answer::Text("post".to_owned()));
        }
        self.view.case.stage = Stage::Accepted;
        self.view.case.accepted_at = Some(at);
        self.view.case.clocks.end(Duty::Acceptance, at);
        self.house.start(&mut self.view.case.clocks, Duty::Decision, at);
        self.done("accept", "accepted", at, &json!({}));
        self.notice(NoticeKind::Accepted, at, &json!({}));
    }

    fn appoint(&mut self, at: Time) {
        let visit =
            Visit { at, officials: [official(2), official(3)], appointed_at: NOW.plus_ms(-3 * DAY_MS) };
        for it in self.view.tasks.iter_mut().filter(|it| it.task.duty == "inspect") {
            it.visit = Some(visit.clone());
        }
    }

    /// The papers are examined, the place is visited; one item is not in order.
    fn look_into(&mut self) {
        let lang = self.house.lang;
        self.appoint(NOW.plus_ms(-DAY_MS));
        let items = &self.house.matter.matter.inspection;
        let findings: BTreeMap<_, _> = items.iter().map(|it| (it.key.clone(), it.key != "pests")).collect();
        let found = json!({ "findings": findings, "words": t!("desk.sample.found", lang) });
        let examined = json!({ "complete": true, "words": t!("desk.sample.examined", lang) });
        self.facts["findings"] = found["findings"].clone();
        self.facts["examination"] = json!({ "materials_complete": true });
        self.done("examine", flow::DONE, NOW.plus_ms(-2 * DAY_MS), &examined);
        self.done("inspect", flow::DONE, NOW.plus_ms(-HOUR_MS), &found);
    }

    fn grant(&mut self) {
        let at = NOW.plus_ms(-HOUR_MS / 2);
        self.view.case.stage = Stage::Decided;
        self.view.case.decided_at = Some(at);
        self.view.case.clocks.end(Duty::Decision, at);
        self.house.start(&mut self.view.case.clocks, Duty::Delivery, at);
        let mut reasons = self.reasons("decision");
        t!("desk.sample.departs", self.house.lang).clone_into(&mut reasons.words);
        self.done("decide", "granted", at, &json!({ "granted": true }));
        let body = json!({ "reasons": reasons, "certificate": Id128(1).text("certificate") });
        self.notice(NoticeKind::Granted, at, &body);
    }

    fn deliver(&mut self) {
        let at = NOW.plus_ms(-HOUR_MS / 4);
        self.done("deliver", flow::DONE, at, &json!({ "way": "online" }));
        self.notice(NoticeKind::Delivered, at, &json!({}));
        let case = &mut self.view.case;
        case.clocks.end_all(at);
        (case.stage, case.delivered_at, case.ended_at) = (Stage::Ended, Some(at), Some(at));
        case.outcome = Some("granted".to_owned());
    }

    /// Ends the open task of a duty, and lets the flow go on.
    fn done(&mut self, duty: &str, outcome: &str, at: Time, result: &Value) {
        let open = self.view.tasks.iter_mut().find(|it| it.task.duty == duty && it.task.ended_at.is_none());
        let it = open.expect("the sample's flow has this task open");
        let by = if duty == "inspect" { official(2) } else { official(1) };
        it.task.ended_at = Some(at);
        it.task.ended_by = Some(by.as_str().to_owned());
        it.task.outcome = Some(outcome.to_owned());
        it.result = Some(result.clone());
        let (node, visit) = (it.task.node.clone(), it.task.visit);
        self.pass(Event::Done { node, visit, seat: None, outcome: outcome.to_owned() }, at);
    }

    fn pass(&mut self, event: Event, at: Time) {
        let stepped = flow::step(&self.house.matter.flow, &self.view.case.flow, event);
        let (state, commands) = stepped.expect("the sample goes a way of its flow");
        self.view.case.flow = state;
        for command in commands {
            if let flow::Command::Open { node, visit, .. } = command {
                self.open(node, visit, at);
            }
        }
    }

    fn open(&mut self, node: String, visit: u32, at: Time) {
        self.n += 1;
        let duty = self.house.matter.duty_of(&node).unwrap_or_default();
        let (agency, name) = match self.house.matter.role_of(&node) {
            Some("station") => (Some(AgencyId::from(Id128(2))), Some(words(t!("desk.sample.station")))),
            Some(_) => (Some(AgencyId::from(Id128(1))), Some(words(t!("desk.sample.bureau")))),
            None => (None, None),
        };
        let due_at = self.view.case.clocks.current().map_or(NOW, |it| it.told_at());
        let task = Task { node, visit, agency, due_at, ..task(self.n, &self.view.case.id, duty, at) };
        self.view.tasks.push(TaskView { task, agency: name, result: None, visit: None });
    }

    fn notice(&mut self, kind: NoticeKind, at: Time, body: &Value) {
        self.n += 1;
        let number = match kind {
            NoticeKind::Received => format!("{}-R", self.view.case.number),
            _ => t!("desk.sample.number", self.house.lang, n = self.n),
        };
        self.view.notices.push(Notice {
            id: NoticeId::from(Id128(self.n)),
            kind,
            number,
            agency: AgencyId::from(Id128(1)),
            issued_at: at,
            body: Some(body.clone()),
        });
    }

    fn take_up(&mut self, duty: &str) {
        let open = self.view.tasks.iter().find(|it| it.task.duty == duty && it.task.ended_at.is_none());
        let task = open.expect("the sample's flow has this task open").clone();
        let proposal = match duty {
            "accept" => Some(self.reasons("acceptance")),
            "decide" => Some(self.reasons("decision")),
            _ => None,
        };
        let colleagues = self.house.colleagues();
        self.at_hand = Some(AtHand { task, proposal, colleagues });
    }

    fn reasons(&self, table: &str) -> Reasons {
        let matter = &self.house.matter;
        let decision = matter.decide(table, &self.facts).expect("a test decides by the first matter");
        let mut reasons = Reasons::of(&decision, "outcome");
        let district = |lang| t!("desk.sample.district", lang).to_owned();
        let district = Words { zh: district(Lang::ZH), en: district(Lang::EN) };
        reasons.remedies = remedies(&matter.matter.remedies, &district);
        reasons
    }
}

fn task(n: u128, case: &CaseId, duty: &str, opened_at: Time) -> Task {
    Task {
        id: TaskId::from(Id128(n)),
        case: case.clone(),
        node: duty.to_owned(),
        visit: 1,
        duty: duty.to_owned(),
        agency: Some(AgencyId::from(Id128(1))),
        due_at: Task::NEVER,
        opened_at,
        ended_at: None,
        ended_by: None,
        outcome: None,
        seat: None,
    }
}

fn place() -> RegionCode {
    RegionCode::parse("990102").expect("six digits are a county")
}

fn official(n: u128) -> OfficialId {
    OfficialId::from(Id128(n))
}

fn words(text: kit::Text) -> Words {
    Words { zh: text.say(Lang::ZH).to_owned(), en: text.say(Lang::EN).to_owned() }
}
