//! A shop owner's application for the first matter at each of its steps, made in memory by the rules of the model.
//! Nothing of it was ever in a store; the people, the shop and its numbers are invented.

use std::sync::{Arc, OnceLock};

use calendar::Calendar;
use directory::Region;
use flow::{Command, Event};
use forms::{Answers, Date};
use identity::{SubjectKind, SubjectView};
use kit::{
    AgencyId, CitizenNumber, CreditCode, Id128, Lang, OfficialId, RegionCode, SubjectId, Text, Time, Words, t,
};
use serde_json::{Value, json};

use crate::{
    actions::{CaseView, NoticeView, TaskView},
    model::{
        Case, CaseClocks, CaseId, Duty, Matter, Notice, NoticeId, NoticeKind, Published, Reasons, Stage,
        Task, TaskId, Visit, remedies,
    },
};

/// The first matter, as its file writes it.
const MATTER: &str = include_str!("../../../../../../matters/food-business-licence.yaml");
/// 2026-03-02T01:15:00Z: a Monday morning in Anhe.
const RECEIVED_AT: Time = Time::from_ms(1_772_414_100_000);
const DAY_MS: i64 = 86_400_000;

/// The world of the samples, in one language.
pub(super) struct World {
    pub(super) lang: Lang,
    pub(super) matter: Arc<Published>,
    pub(super) calendar: Arc<Calendar>,
}

impl World {
    pub(super) fn of(lang: Lang) -> World {
        static READ: OnceLock<(Arc<Published>, Arc<Calendar>)> = OnceLock::new();
        let (matter, calendar) = READ.get_or_init(|| {
            let matter: Matter = serde_saphyr::from_str(MATTER).expect("a test reads the first matter");
            let matter = Published::new(matter).expect("a test compiles the first matter");
            (Arc::new(matter), Arc::new(Calendar::china()))
        });
        World { lang, matter: matter.clone(), calendar: calendar.clone() }
    }

    /// The day the samples are looked at.
    pub(super) fn today(&self) -> Date {
        Date::from_ymd(2026, 3, 2).expect("there is such a day")
    }

    /// Every answer, as it is typed.
    pub(super) fn typed(&self) -> Vec<(String, String)> {
        let place = place();
        let code = CreditCode::made("91", &place, "MA000001").expect("an invented code of the right shape");
        let number =
            CitizenNumber::made(&place, (1990, 3, 15), 12).expect("an invented number of the right shape");
        let person = t!("sample.person", self.lang);
        let said: [(&str, &str); 18] = [
            ("operator_name", t!("sample.shop", self.lang)),
            ("credit_code", code.as_str()),
            ("legal_person", person),
            ("residence", t!("sample.address", self.lang)),
            ("contact_phone", "13800000000"),
            ("sign_name", t!("sample.shop", self.lang)),
            ("place", place.as_str()),
            ("premises_address", t!("sample.address", self.lang)),
            ("area", "86.5"),
            ("business_kind", "catering"),
            ("business_items", "hot"),
            ("central_kitchen", "no"),
            ("network_sale", "no"),
            ("manager_name", person),
            ("manager_number", number.as_str()),
            ("manager_phone", "13800000000"),
            ("staff", "6"),
            ("truthful", "yes"),
        ];
        let said = said.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        said.chain(
            [("layout_plan", "counter"), ("rules_list", "post")]
                .map(|(it, value)| (it.to_owned(), value.to_owned())),
        )
        .collect()
    }

    pub(super) fn answers(&self) -> Answers {
        self.matter.matter.form.read(&self.typed(), self.today()).answers
    }

    pub(super) fn applicant(&self) -> SubjectView {
        let number =
            CitizenNumber::made(&place(), (1990, 3, 15), 12).expect("an invented number of the right shape");
        SubjectView {
            kind: SubjectKind::Person,
            name: Some(t!("sample.person", self.lang).to_owned()),
            number: Some(number.as_str().to_owned()),
            masked: Some(number.masked()),
        }
    }

    /// The district of the shop.
    pub(super) fn district(&self) -> Region {
        let Words { zh, en } = words(t!("sample.district"));
        Region { code: place(), name: zh, name_en: Some(en) }
    }

    /// A case that went so far, by (duty, outcome); two days lie between steps, and so many after the last.
    pub(super) fn case(&self, steps: &[(&str, &str)], days_after: i64) -> CaseView {
        let mut walk = Walk { is_met: !steps.contains(&("decide", "refused")), ..Walk::begun(self) };
        for (duty, outcome) in steps {
            walk.at = walk.at.plus_ms(2 * DAY_MS);
            walk.step(duty, outcome);
        }
        walk.view.now = walk.at.plus_ms(days_after * DAY_MS);
        walk.view
    }

    /// A notice of a case with what it says.
    pub(super) fn notice(&self, view: &CaseView, kind: NoticeKind) -> Option<NoticeView> {
        let notice = view.notices.iter().rev().find(|it| it.kind == kind)?.clone();
        let (case, matter, calendar) = (view.case.clone(), view.matter.clone(), view.calendar.clone());
        Some(NoticeView { notice, case, matter, agency: words(t!("sample.bureau")), calendar })
    }

    fn reasons(&self, table: &str, is_met: bool) -> Reasons {
        let mut facts = self.matter.matter.form.facts(&self.answers());
        facts["examination"] = json!({ "materials_complete": true });
        facts["findings"] = findings(&self.matter.matter, is_met);
        facts["case"] = json!({ "corrected": !is_met });
        if !is_met {
            facts["layout_plan"] = Value::Null;
        }
        let decision = self.matter.decide(table, &facts).expect("a test decides the samples");
        let mut reasons = Reasons::of(&decision, "outcome");
        let district = |lang| t!("sample.district", lang).to_owned();
        let district = Words { zh: district(Lang::ZH), en: district(Lang::EN) };
        reasons.remedies = remedies(&self.matter.matter.remedies, &district);
        reasons
    }
}

/// Where the shop is.
pub(super) fn place() -> RegionCode {
    RegionCode::parse("990102").expect("six digits")
}

pub(super) fn words(text: Text) -> Words {
    Words { zh: text.say(Lang::ZH).to_owned(), en: text.say(Lang::EN).to_owned() }
}

/// What was found on site: everything in order, or not the layout and the pests.
fn findings(matter: &Matter, is_met: bool) -> Value {
    let found = |key: &str| is_met || !["layout", "pests"].contains(&key);
    let all = matter.inspection.iter().map(|it| (it.key.clone(), found(&it.key).into()));
    Value::Object(all.collect())
}

/// A case on its way.
struct Walk<'a> {
    world: &'a World,
    view: CaseView,
    at: Time,
    /// How many things have an identifier.
    n: u128,
    /// Whether everything is found in order on site.
    is_met: bool,
}

impl<'a> Walk<'a> {
    fn begun(world: &'a World) -> Self {
        let case = Case {
            id: CaseId::from(Id128(7)),
            number: "990102-20260302-7K3M9PQ2".to_owned(),
            matter: world.matter.matter.key.clone(),
            version: Id128(1).text("version"),
            subject: SubjectId::from(Id128(1)),
            region: place(),
            agency: AgencyId::from(Id128(1)),
            agency_region: place(),
            stage: Stage::Received,
            flow: flow::State::default(),
            clocks: CaseClocks::default(),
            received_at: RECEIVED_AT,
            correction_told_at: None,
            accepted_at: None,
            decided_at: None,
            delivered_at: None,
            ended_at: None,
            outcome: None,
        };
        let view = CaseView {
            case,
            matter: world.matter.clone(),
            calendar: world.calendar.clone(),
            answers: Some(world.answers()),
            tasks: Vec::new(),
            notices: Vec::new(),
            promise: None,
            now: RECEIVED_AT,
        };
        let mut walk = Walk { world, view, at: RECEIVED_AT, n: 10, is_met: true };
        walk.clock(Duty::Acceptance);
        walk.go_on(Event::Begun);
        let due_at = walk.due();
        walk.issue(NoticeKind::Received, json!({ "due_at": due_at }));
        walk
    }

    fn step(&mut self, duty: &str, outcome: &str) {
        if outcome == flow::WITHDRAWN {
            self.go_on(Event::Withdrawn);
            return self.issue(NoticeKind::Withdrawn, json!({}));
        }
        self.effect(duty, outcome);
        let open = self.view.tasks.iter_mut().find(|it| it.task.duty == duty && it.task.ended_at.is_none());
        let task = &mut open.expect("the samples go an ordinary way").task;
        task.ended_at = Some(self.at);
        task.ended_by = Some("official_0".to_owned());
        task.outcome = Some(outcome.to_owned());
        let (node, visit, outcome) = (task.node.clone(), task.visit, outcome.to_owned());
        self.go_on(Event::Done { node, visit, seat: None, outcome });
    }

    /// What a step changes beside the flow.
    fn effect(&mut self, duty: &str, outcome: &str) {
        let at = self.at;
        let world = self.world;
        match (duty, outcome) {
            ("accept", "accepted") => {
                (self.view.case.stage, self.view.case.accepted_at) = (Stage::Accepted, Some(at));
                self.view.case.clocks.end(Duty::Acceptance, at);
                self.clock(Duty::Decision);
                let due_at = self.due();
                self.issue(NoticeKind::Accepted, json!({ "due_at": due_at }));
            }
            ("accept", "correction") => {
                (self.view.case.stage, self.view.case.correction_told_at) = (Stage::Correcting, Some(at));
                self.view.case.clocks.end(Duty::Acceptance, at);
                let said = t!("sample.correction", world.lang);
                self.issue(
                    NoticeKind::Correction,
                    json!({ "items": ["layout_plan", "contact_phone"], "words": said }),
                );
            }
            ("accept", _) => {
                self.view.case.clocks.end(Duty::Acceptance, at);
                let reasons = Reasons {
                    words: t!("sample.words", world.lang).to_owned(),
                    ..world.reasons("acceptance", false)
                };
                self.issue(NoticeKind::NotAccepted, json!({ "reasons": reasons }));
            }
            ("correct", _) => {
                self.view.case.stage = Stage::Received;
                self.clock(Duty::Acceptance);
            }
            ("inspect", _) => self.inspected(),
            ("decide", outcome) => self.decided(outcome == "granted"),
            ("deliver", _) => {
                self.view.case.delivered_at = Some(at);
                self.view.case.clocks.end(Duty::Delivery, at);
                self.issue(NoticeKind::Delivered, json!({ "way": "online" }));
            }
            _ => {}
        }
    }

    fn inspected(&mut self) {
        let found = findings(&self.world.matter.matter, self.is_met);
        let task = self.view.tasks.iter_mut().find(|it| it.task.duty == "inspect");
        task.expect("the samples go an ordinary way").result = Some(json!({ "findings": found }));
    }

    fn decided(&mut self, is_granted: bool) {
        let at = self.at;
        (self.view.case.stage, self.view.case.decided_at) = (Stage::Decided, Some(at));
        self.view.case.clocks.end(Duty::Decision, at);
        self.clock(Duty::Delivery);
        let kind = if is_granted { NoticeKind::Granted } else { NoticeKind::Refused };
        let certificate = is_granted.then(|| Id128(3).text("certificate"));
        let reasons = self.world.reasons("decision", is_granted);
        self.issue(kind, json!({ "reasons": reasons, "certificate": certificate }));
    }

    fn go_on(&mut self, event: Event) {
        let (state, commands) = flow::step(&self.world.matter.flow, &self.view.case.flow, event)
            .expect("the samples go an ordinary way");
        self.view.case.flow = state;
        for command in commands {
            match command {
                Command::Open { node, visit, .. } => self.open(node, visit),
                Command::Close { node, .. } => {
                    let closed = self
                        .view
                        .tasks
                        .iter_mut()
                        .filter(|it| it.task.node == node && it.task.ended_at.is_none());
                    closed.for_each(|it| it.task.ended_at = Some(self.at));
                }
                Command::End { outcome } => {
                    let case = &mut self.view.case;
                    case.clocks.end_all(self.at);
                    (case.stage, case.ended_at, case.outcome) = (Stage::Ended, Some(self.at), Some(outcome));
                }
                _ => {}
            }
        }
    }

    fn open(&mut self, node: String, visit: u32) {
        let published = &self.world.matter;
        let duty = published.duty_of(&node).unwrap_or_default().to_owned();
        let (agency, name) = match published.role_of(&node) {
            Some("station") => (Some(AgencyId::from(Id128(2))), Some(words(t!("sample.station")))),
            Some(_) => (Some(AgencyId::from(Id128(1))), Some(words(t!("sample.bureau")))),
            None => (None, None),
        };
        self.n += 1;
        let task = Task {
            id: TaskId::from(Id128(self.n)),
            case: self.view.case.id.clone(),
            node,
            visit,
            agency,
            due_at: self.view.case.clocks.current().map_or(self.at, |it| it.told_at()),
            opened_at: self.at,
            ended_at: None,
            ended_by: None,
            outcome: None,
            seat: None,
            duty,
        };
        let officials = [OfficialId::from(Id128(1)), OfficialId::from(Id128(2))];
        let at = self.at.plus_ms(3 * DAY_MS);
        let visit = (task.duty == "inspect").then_some(Visit { at, officials, appointed_at: self.at });
        self.view.tasks.push(TaskView { task, agency: name, result: None, visit });
    }

    fn clock(&mut self, duty: Duty) {
        let clocks = &self.world.matter.matter.clocks;
        let law = match duty {
            Duty::Acceptance => &clocks.acceptance,
            Duty::Decision => &clocks.decision,
            Duty::Delivery | Duty::Verification | Duty::Mending => &clocks.delivery,
        };
        self.view.case.clocks.start(duty, law, self.at, &self.world.calendar);
    }

    fn due(&self) -> i64 {
        self.view.case.clocks.current().map_or(self.at, |it| it.told_at()).ms()
    }

    fn issue(&mut self, kind: NoticeKind, body: Value) {
        self.n += 1;
        let number = match kind {
            NoticeKind::Received => {
                t!("notice.number.received", self.world.lang, number = self.view.case.number)
            }
            _ => t!("notice.number.decided", self.world.lang, region = "990102", year = 2026, n = self.n),
        };
        self.view.notices.push(Notice {
            id: NoticeId::from(Id128(self.n)),
            kind,
            number,
            agency: AgencyId::from(Id128(1)),
            issued_at: self.at,
            body: Some(body),
        });
    }
}
