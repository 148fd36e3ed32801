//! The times of a matter against the clocks of the clauses they cite, and what may stop or end them.
//! A duty is as long as the law says; what is promised may only be shorter.

use calendar::{Limit, Unit};

use super::{Check, Finding};
use crate::model::{
    law::LegalTime,
    matter::{Duty, Extension, Remedy, RemedyBody, Silence, Since, TaskType},
};

/// The clause whose list of stops is closed.
const STOPS_OF_LICENSING: &str = "administrative-licensing-law/45";
/// What stops a clock by that clause: hearing, tender, auction, product inspection 检验, testing 检测, quarantine,
/// appraisal, expert review. A check on site, a correction or a countersignature does not.
const STOPS: [&str; 8] = [
    "hearing",
    "tender",
    "auction",
    "product_inspection",
    "testing",
    "quarantine",
    "appraisal",
    "expert_review",
];
/// What a clause's clock says where silence is acceptance.
const DEEMED_ACCEPTED: &str = "deemed_accepted";
/// What a clause's clock says where silence decides.
const DEEMED_DECIDED: [(Silence, &str); 2] =
    [(Silence::Granted, "deemed_granted"), (Silence::Refused, "deemed_refused")];

impl Check<'_> {
    pub(super) fn times(&mut self) {
        let clocks = &self.matter.clocks;
        self.duty("clocks.acceptance", &clocks.acceptance, "receipt");
        let since = clocks.decision.from.unwrap_or(Since::Acceptance);
        self.duty("clocks.decision", &clocks.decision, since.event());
        self.duty("clocks.delivery", &clocks.delivery, "decision");
        if let Some(it) = &clocks.inspection {
            self.duty("clocks.inspection", it, "task");
        }
        let fixed = [
            ("acceptance", Some(&clocks.acceptance)),
            ("delivery", Some(&clocks.delivery)),
            ("inspection", clocks.inspection.as_ref()),
        ];
        for (name, _) in fixed.iter().filter(|it| it.1.is_some_and(|it| it.from.is_some())) {
            self.wrong(format!("clocks.{name}.from"), "deadline.from_fixed");
        }
        self.special_procedures();
        self.validity();
        let remedies = &self.matter.remedies;
        self.remedy("remedies.reconsideration", &remedies.reconsideration, RemedyBody::OwnGovernment);
        self.remedy("remedies.litigation", &remedies.litigation, RemedyBody::Court);
    }

    fn duty(&mut self, path: &str, duty: &Duty, from: &'static str) {
        let place = format!("{path}.statutory");
        if duty.statutory.n() == 0 {
            self.wrong(&place, "deadline.zero");
        }
        if let Some(law) = self.clock_of(path, &duty.clause) {
            if law.from != from {
                let finding = Finding::of(format!("{path}.clause"), "deadline.wrong_event");
                self.add(finding.with("clause", &duty.clause).with("from", &law.from).with("wanted", from));
            }
            self.length(&place, duty.statutory, &law);
            self.silence(path, duty, &law);
        }
        if let Some(promised) = duty.promised {
            self.promise(&format!("{path}.promised"), promised, duty.statutory);
        }
        if let Some(it) = &duty.extension {
            self.extension(&format!("{path}.extension"), it);
        }
    }

    /// A duty says what its clause says: longer would break it, and shorter is a promise.
    fn length(&mut self, path: &str, stated: Limit, law: &LegalTime) {
        let code = match () {
            () if !units_agree(stated, law) => "deadline.unit_differs",
            () if stated.n() > law.limit.n() => "deadline.too_long",
            () if stated.n() < law.limit.n() => "deadline.too_short",
            () => return,
        };
        self.add(differing(path, code, stated, law.limit));
    }

    fn silence(&mut self, path: &str, duty: &Duty, law: &LegalTime) {
        let by_law = match law.effect.as_str() {
            DEEMED_ACCEPTED => Silence::Accepted,
            effect => DEEMED_DECIDED.iter().find(|it| it.1 == effect).map_or(Silence::Nothing, |it| it.0),
        };
        match (duty.silence, by_law) {
            (said, law) if said == law => {}
            (Silence::Nothing, _) => self.wrong_with(path, "silence.forgotten", "clause", &duty.clause),
            _ => self.wrong_with(format!("{path}.silence"), "silence.not_in_law", "clause", &duty.clause),
        }
    }

    fn promise(&mut self, path: &str, promised: Limit, statutory: Limit) {
        let code = match () {
            () if promised.n() == 0 => "deadline.zero",
            () if promised.unit() != statutory.unit() => "promise.unit_differs",
            () if promised.n() > statutory.n() => "promise.too_long",
            () => return,
        };
        self.add(differing(path, code, promised, statutory));
    }

    fn extension(&mut self, path: &str, extension: &Extension) {
        let Some(law) = self.clock_of(path, &extension.clause) else { return };
        if law.effect != "extend" {
            return self.wrong_with(
                format!("{path}.clause"),
                "extension.not_in_law",
                "clause",
                &extension.clause,
            );
        }
        if extension.by.n() == 0 || extension.by.n() > law.limit.n() || !units_agree(extension.by, &law) {
            self.add(differing(&format!("{path}.by"), "extension.too_long", extension.by, law.limit));
        }
    }

    fn special_procedures(&mut self) {
        let all = &self.matter.special_procedures;
        self.keys("special_procedures", all.iter().map(|it| it.key.as_str()));
        let is_licensing = self.matter.catalogue.task_type == TaskType::Licensing;
        for (n, it) in all.iter().enumerate() {
            let by_list = it.clause == STOPS_OF_LICENSING;
            if (is_licensing && !by_list) || (by_list && !STOPS.contains(&it.key.as_str())) {
                let finding = Finding::of(format!("special_procedures.{n}"), "special.not_in_law");
                self.add(finding.with("key", &it.key).with("known", STOPS.join(", ")));
            }
        }
    }

    fn validity(&mut self) {
        let Some(certificate) = &self.matter.result.certificate else { return };
        let path = "result.certificate";
        let Some(law) = self.clock_of(path, &certificate.clause) else { return };
        if law.effect != "expire"
            || !units_agree(certificate.validity, &law)
            || certificate.validity.n() != law.limit.n()
        {
            self.add(differing(
                "result.certificate.validity",
                "validity.differs",
                certificate.validity,
                law.limit,
            ));
        }
    }

    fn remedy(&mut self, path: &str, remedy: &Remedy, body: RemedyBody) {
        if remedy.body != body {
            self.wrong(format!("{path}.body"), "remedy.wrong_body");
        }
        if remedy.body == RemedyBody::OwnGovernment && remedy.body_clause.is_none() {
            self.wrong(path, "remedy.no_body_clause");
        }
        let Some(law) = self.clock_of(path, &remedy.clause) else { return };
        if law.from != "knew_of_act" {
            let finding = Finding::of(format!("{path}.clause"), "deadline.wrong_event");
            self.add(
                finding.with("clause", &remedy.clause).with("from", &law.from).with("wanted", "knew_of_act"),
            );
        }
        if !units_agree(remedy.within, &law) || remedy.within.n() != law.limit.n() {
            self.add(differing(&format!("{path}.within"), "remedy.differs", remedy.within, law.limit));
        }
    }

    /// The clock of a cited clause; one that sets no time cannot found a deadline. Unknown ones are found elsewhere.
    fn clock_of(&mut self, path: &str, clause: &str) -> Option<LegalTime> {
        let found = self.law.clause(clause)?;
        if found.clock.is_none() {
            self.wrong_with(format!("{path}.clause"), "deadline.no_clock", "clause", clause);
        }
        found.clock.clone()
    }
}

/// Where the law says only 日, a local guide may say working days.
fn units_agree(stated: Limit, law: &LegalTime) -> bool {
    let days = |it: Unit| matches!(it, Unit::WorkingDays | Unit::CalendarDays);
    stated.unit() == law.limit.unit() || (!law.unit_stated && days(stated.unit()) && days(law.limit.unit()))
}

fn differing(path: &str, code: &'static str, stated: Limit, law: Limit) -> Finding {
    let spelled = |it: Limit| format!("{} {}", it.n(), unit(it.unit()));
    Finding::of(path, code).with("stated", spelled(stated)).with("law", spelled(law))
}

/// As files spell it.
fn unit(it: Unit) -> &'static str {
    match it {
        Unit::Hours => "hours",
        Unit::WorkingDays => "working_days",
        Unit::CalendarDays => "calendar_days",
        Unit::Months => "months",
        Unit::Years => "years",
    }
}
