//! The national field set: whether its fields agree with each other, with the fees and with the result.
//! Knows no process; what a code looks like, `basics` says.

use kit::{Lang, RegionCode, t};

use super::{Check, Finding};
use crate::model::matter::{BodyKind, Catalogue, MaterialSource, PowerSource, ResultKind, ServiceChannel};

/// How deep a matter can be done online: from asking to the certificate that comes back.
const DEPTH_MAX: u8 = 7;
/// How many characters of a task code name the agency.
const BODY_CODE_LENGTH: usize = 18;

impl Check<'_> {
    pub(super) fn national(&mut self) {
        let catalogue = &self.matter.catalogue;
        self.body(catalogue);
        self.ways(catalogue);
        self.effective(catalogue);
        self.extended(catalogue);
        self.links(catalogue);
        self.outcome_kind();
        self.held_by_registers();
    }

    /// Who implements it is who the task code says, and is entrusted or not in all places.
    fn body(&mut self, catalogue: &Catalogue) {
        let Some(body) = &catalogue.body else { return };
        let wanted = catalogue.task_code.get(..BODY_CODE_LENGTH).unwrap_or_default();
        if body.code != wanted {
            let finding = Finding::of("catalogue.body.code", "body.code").with("code", &body.code);
            self.add(finding.with("wanted", wanted));
        }
        let is_entrusted = body.kind == BodyKind::Entrusted;
        if is_entrusted != body.entrusted_by.is_some() {
            self.wrong("catalogue.body.entrusted_by", "body.entrusted_by");
        }
        if is_entrusted != (catalogue.power_source == PowerSource::Entrusted) {
            self.wrong("catalogue.body.kind", "body.power_source");
        }
    }

    fn ways(&mut self, catalogue: &Catalogue) {
        let channels = &catalogue.channels;
        let from_afar = [ServiceChannel::Online, ServiceChannel::Post];
        let can_stay = channels.is_empty() || channels.iter().any(|it| from_afar.contains(it));
        if catalogue.visits == 0 && !can_stay {
            self.wrong("catalogue.channels", "visits.no_way");
        }
    }

    fn effective(&mut self, catalogue: &Catalogue) {
        let Some(effective) = &catalogue.effective else { return };
        for (name, day) in [("from", &effective.from), ("until", &effective.until)] {
            if let Some(day) = day.as_ref().filter(|it| forms::Date::parse(it).is_none()) {
                self.wrong_with(format!("catalogue.effective.{name}"), "date.malformed", "date", day);
            }
        }
        if let (Some(from), Some(until)) = (&effective.from, &effective.until)
            && until <= from
        {
            self.wrong("catalogue.effective.until", "effective.ends_first");
        }
    }

    fn extended(&mut self, catalogue: &Catalogue) {
        let Some(extended) = &catalogue.extended else { return };
        if extended.pays_online && self.matter.fees.is_empty() {
            self.wrong("catalogue.extended.pays_online", "fee.paid_online_free");
        }
        let region = RegionCode::parse(&self.matter.region);
        for (name, level, codes) in [("towns", 4, &extended.towns), ("villages", 5, &extended.villages)] {
            let path = format!("catalogue.extended.{name}");
            for (n, code) in codes.iter().enumerate() {
                let found = RegionCode::parse(code).filter(|it| it.level() == level);
                if !found.is_some_and(|it| region.as_ref().is_none_or(|region| region.covers(&it))) {
                    self.wrong_with(format!("{path}.{n}"), "region.not_of_level", "region", code);
                }
            }
        }
    }

    /// What is reached over the web is named by a whole address.
    fn links(&mut self, catalogue: &Catalogue) {
        let mut links = Vec::new();
        if let Some(online) = &catalogue.online {
            links.push(("catalogue.online.address".to_owned(), Some(&online.address)));
            links.push(("catalogue.online.mobile".to_owned(), online.mobile.as_ref()));
            if let Some(depth) = online.depth.filter(|it| !(1..=DEPTH_MAX).contains(it)) {
                let finding = Finding::of("catalogue.online.depth", "depth.unknown").with("depth", depth);
                self.add(finding.with("max", DEPTH_MAX));
            }
        }
        for (n, it) in self.matter.materials.iter().enumerate() {
            links.push((format!("materials.{n}.blank"), it.blank.as_ref()));
            links.push((format!("materials.{n}.example"), it.example.as_ref()));
        }
        links.push(("result.sample".to_owned(), self.matter.result.sample.as_ref()));
        for (path, link) in links {
            if let Some(link) = link.filter(|it| !is_link(it)) {
                self.wrong_with(path, "link.malformed", "link", link);
            }
        }
    }

    /// 出证办结 and 审批办结: a certificate is named as one, and what is no certificate is not.
    fn outcome_kind(&mut self) {
        let result = &self.matter.result;
        let has_certificate = result.certificate.is_some();
        // Where one cannot apply here, the certificate is made elsewhere.
        if self.matter.guidance.is_some() {
            return;
        }
        if result.kind.is_some_and(|it| (it == ResultKind::Certificate) != has_certificate) {
            self.wrong("result.kind", "result.kind_differs");
        }
        let Some(name) = &result.name else { return };
        let path = "result.name";
        let endings = t!("national_certificate_endings", Lang::ZH);
        let is_named_so = endings.split(',').any(|it| name.zh.ends_with(it.trim()));
        match &result.certificate {
            Some(it) if it.name != *name => self.wrong(path, "result.name_differs"),
            None if is_named_so => self.wrong(path, "result.named_certificate"),
            _ => {}
        }
    }

    /// Materials that a register of the state holds are not asked of anybody (政务数据共享条例 §19).
    fn held_by_registers(&mut self) {
        let held: Vec<_> = t!("national_held_by_registers", Lang::ZH).split(',').map(str::trim).collect();
        for (n, it) in self.matter.materials.iter().enumerate() {
            if it.source == MaterialSource::Applicant && held.contains(&it.name.zh.trim()) {
                self.wrong_with(format!("materials.{n}.source"), "material.held", "name", &it.name.zh);
            }
        }
    }
}

/// An address of the web, whole.
fn is_link(it: &str) -> bool {
    let host = it.strip_prefix("https://").map(|it| it.split('/').next().unwrap_or_default());
    host.is_some_and(|it| it.contains('.')) && !it.contains(char::is_whitespace)
}
