//! The process of a matter: duties and outcomes the platform knows, and the order that law wants of them.
//! Whether the graph can get stuck is said by `flow`; this knows what its words mean.

use std::collections::BTreeSet;

use flow::{DONE, Kind, Next, Node, Review};

use super::{Area, Check, Finding, is_word};
use crate::model::ProcessKind;

/// A duty, the outcomes it must offer, and one it may.
type Offers = (&'static str, &'static [&'static str], Option<&'static str>);

/// What officials do.
const STEP_DUTIES: [Offers; 8] = [
    ("accept", &["accepted", "not_accepted"], Some("correction")),
    ("examine", &[DONE], None),
    ("inspect", &[DONE], None),
    ("decide", &["granted", "refused"], None),
    ("deliver", &[DONE], None),
    ("settle", &["granted", "refused", "not_accepted"], None),
    ("verify", &["kept", "broken"], None),
    ("revoke", &[DONE], None),
];
/// What the applicant does.
const WAIT_DUTIES: [Offers; 2] = [("correct", &[DONE], None), ("mend", &[DONE], None)];
/// Without these no matter comes to a decision.
const DUTIES_NEEDED: [&str; 3] = ["accept", "decide", "deliver"];
/// How a process can end.
const ENDS: [&str; 4] = ["granted", "refused", "not_accepted", "revoked"];

/// An outcome, the duty that says it, and what must hold for every end behind it.
const LEADING: [(&str, &str); 6] = [
    ("decide", "granted"),
    ("decide", "refused"),
    ("accept", "not_accepted"),
    ("settle", "granted"),
    ("settle", "refused"),
    ("settle", "not_accepted"),
];

impl<'a> Check<'a> {
    pub(super) fn process(&mut self) {
        let nodes = &self.matter.flow.nodes;
        for it in self.matter.flow.check().err().unwrap_or_default() {
            let place = nodes.iter().rposition(|node| node.key == it.place);
            let path = place.map_or_else(|| "flow.nodes".to_owned(), |n| format!("flow.nodes.{n}"));
            let mut args = it.args;
            args.push(("node", it.place));
            self.add(Finding::of(path, it.code).found_by(Area::Flow, args));
        }
        for (n, node) in nodes.iter().enumerate() {
            self.node(&format!("flow.nodes.{n}"), node);
        }
        self.roles_used();
        self.inspected();
        let is_ordinary = self.matter.process.kind == ProcessKind::Ordinary;
        let missing = DUTIES_NEEDED.into_iter().filter(|it| is_ordinary && !self.has_duty(it));
        for it in missing.collect::<Vec<_>>() {
            self.wrong_with("flow", "duty.missing", "duty", it);
        }
        if nodes.len() <= flow::NODES_MAX {
            self.order();
            self.corrections();
        }
    }

    /// Whether some official has this duty.
    pub(super) fn has_duty(&self, wanted: &str) -> bool {
        self.matter.flow.nodes.iter().any(|it| duty(it) == Some(wanted))
    }

    fn node(&mut self, path: &str, node: &'a Node) {
        if !is_word(&node.key) {
            self.wrong_with(format!("{path}.key"), "key.malformed", "key", &node.key);
        }
        if let Some(kind) = not_run(&node.kind) {
            return self.wrong_with(path, "node.not_run", "kind", kind);
        }
        if let Kind::Choice { table, .. } = &node.kind
            && !self.matter.tables.iter().any(|it| it.key == *table)
        {
            self.wrong_with(format!("{path}.table"), "table.unknown", "table", table);
        }
        let (kind, duty, next, known) = match &node.kind {
            Kind::Step { duty, next, review, .. } => {
                self.review(path, duty, review.as_ref());
                ("step", duty, next, &STEP_DUTIES[..])
            }
            Kind::Wait { duty, next, .. } => ("wait", duty, next, &WAIT_DUTIES[..]),
            Kind::End { outcome } => {
                if !ENDS.contains(&outcome.as_str()) {
                    let finding =
                        Finding::of(format!("{path}.outcome"), "end.unknown").with("outcome", outcome);
                    self.add(finding.with("known", ENDS.join(", ")));
                }
                return self.label(path, node);
            }
            _ => return,
        };
        self.label(path, node);
        let Some((_, wanted, may)) = known.iter().find(|it| it.0 == duty) else {
            let known = known.iter().map(|it| it.0).collect::<Vec<_>>().join(", ");
            let finding = Finding::of(format!("{path}.duty"), "duty.unknown").with("duty", duty);
            return self.add(finding.with("kind", kind).with("known", known));
        };
        self.limit(path, node);
        let offered = node.kind.outcomes();
        for it in wanted.iter().filter(|it| !offered.contains(*it)) {
            let finding = Finding::of(format!("{path}.next"), "outcome.missing").with("outcome", it);
            self.add(finding.with("duty", duty));
        }
        for it in offered.iter().filter(|it| !wanted.contains(*it) && may.as_ref() != Some(*it)) {
            let finding = Finding::of(format!("{path}.next"), "outcome.unknown").with("outcome", it);
            self.add(finding.with("duty", duty));
        }
        let unlabelled =
            |next: &Next| matches!(next, Next::By(edges) if edges.iter().any(|it| it.label.is_none()));
        if kind == "step" && unlabelled(next) {
            self.wrong_with(format!("{path}.next"), "edge.no_label", "node", &node.key);
        }
    }

    /// Joint review is of what can be agreed on: findings, and the decision by several roles.
    fn review(&mut self, path: &str, duty: &str, review: Option<&Review>) {
        let Some(review) = review else { return };
        let is_held = match duty {
            "examine" | "inspect" => true,
            "decide" => review.each.is_none(),
            _ => false,
        };
        if !is_held {
            self.wrong_with(path, "review.of_duty", "duty", duty);
        }
        if let Some(each) = review.each.as_ref().filter(|it| self.matter.form.question(it).is_none()) {
            self.wrong_with(format!("{path}.each"), "review.each_unknown", "question", each);
        }
    }

    /// A time limit of the flow is one of the matter's, and leads to somebody who takes the case up.
    fn limit(&mut self, path: &str, node: &'a Node) {
        let Some(after) = node.kind.after() else { return };
        if !self.matter.clocks.limits.contains_key(&after.limit) {
            let known = self.matter.clocks.limits.keys().cloned().collect::<Vec<_>>().join(", ");
            let finding = Finding::of(format!("{path}.after.limit"), "limit.unknown");
            self.add(finding.with("limit", &after.limit).with("known", known));
        }
        let late = ways(node).into_iter().find(|it| it.0 == Some(&after.on));
        let reached = late.map(|it| self.reached(vec![it.1], |node, _| duty(node).is_some()));
        if reached.is_some_and(|it| self.ends(&it).next().is_some()) {
            self.wrong_with(format!("{path}.after"), "limit.ends", "node", &node.key);
        }
    }

    fn label(&mut self, path: &str, node: &Node) {
        if node.label.is_none() {
            self.wrong_with(path, "node.no_label", "node", &node.key);
        }
    }

    /// Every step is a known role's, every role has a step, and who decides is the one that answers for it.
    fn roles_used(&mut self) {
        let mut used = BTreeSet::new();
        for (n, node) in self.matter.flow.nodes.iter().enumerate() {
            let Kind::Step { role: first, duty, .. } = &node.kind else { continue };
            for role in node.kind.roles() {
                used.insert(role);
                self.role(&format!("flow.nodes.{n}.role"), duty, (role, role == first));
            }
        }
        for (n, it) in self.matter.roles.iter().enumerate() {
            if !used.contains(it.key.as_str()) {
                self.wrong_with(format!("roles.{n}"), "role.unused", "role", &it.key);
            }
        }
    }

    /// A role is known; of those who decide together the first answers for it.
    fn role(&mut self, path: &str, duty: &str, (role, is_first): (&str, bool)) {
        match self.matter.roles.iter().find(|it| it.key == *role) {
            None => {
                let known = self.matter.roles.iter().map(|it| it.key.as_str()).collect::<Vec<_>>().join(", ");
                self.add(Finding::of(path, "role.unknown").with("role", role).with("known", known));
            }
            Some(it) if ["decide", "settle", "revoke"].contains(&duty) && is_first && !it.decides => {
                self.wrong_with(path, "role.may_not_decide", "role", role);
            }
            Some(_) => {}
        }
    }

    /// An inspection has something to look at and a time, and there is none without the duty.
    fn inspected(&mut self) {
        let items = &self.matter.inspection;
        self.keys("inspection", items.iter().map(|it| it.key.as_str()));
        let is_inspected = self.has_duty("inspect");
        let is_looked_at = is_inspected || self.has_duty("verify");
        if is_looked_at == items.is_empty() {
            self.wrong("inspection", if is_looked_at { "inspection.nothing" } else { "inspection.nobody" });
        }
        if is_inspected != self.matter.clocks.inspection.is_some() {
            self.wrong("clocks", if is_inspected { "inspection.no_time" } else { "inspection.time_unused" });
        }
    }

    /// Nothing is decided before acceptance, every decision is delivered, and ends say what was decided.
    fn order(&mut self) {
        let nodes = &self.matter.flow.nodes;
        let start = nodes.iter().filter(|it| matches!(it.kind, Kind::Start { .. })).map(|it| it.key.as_str());
        let unaccepted =
            self.reached(start.collect(), |node, on| duty(node) == Some("accept") && on == Some("accepted"));
        for (n, node) in nodes.iter().enumerate() {
            let path = format!("flow.nodes.{n}");
            if duty(node) == Some("decide") && unaccepted.contains(node.key.as_str()) {
                self.wrong_with(&path, "decision.before_acceptance", "node", &node.key);
            }
            let asks_facts = matches!(node.kind, Kind::Choice { .. })
                || matches!(&node.kind, Kind::Step { review: Some(it), .. } if it.each.is_some());
            if asks_facts && unaccepted.contains(node.key.as_str()) {
                self.wrong_with(&path, "rule.before_acceptance", "node", &node.key);
            }
            for (on, to) in ways(node) {
                let Some(on) =
                    on.filter(|on| LEADING.iter().any(|it| duty(node) == Some(it.0) && it.1 == *on))
                else {
                    continue;
                };
                self.leads_to(&path, on, to);
                let undelivered = self.reached(vec![to], |node, _| duty(node) == Some("deliver"));
                if duty(node) == Some("decide") && self.ends(&undelivered).next().is_some() {
                    self.wrong_with(format!("{path}.next"), "decision.not_delivered", "outcome", on);
                }
            }
        }
    }

    /// Every end behind an outcome says the same.
    fn leads_to(&mut self, path: &str, on: &str, to: &'a str) {
        let reached = self.reached(vec![to], |_, _| false);
        // A grant on a promise may be revoked afterwards.
        let same = |it: &str| it == on || (on == "granted" && it == "revoked" && self.has_duty("revoke"));
        let other = self.ends(&reached).find(|it| !same(it)).map(str::to_owned);
        if let Some(end) = other {
            let finding = Finding::of(format!("{path}.next"), "end.contradicts").with("outcome", on);
            self.add(finding.with("end", end));
        }
    }

    /// What is missing is told once (行政许可法 §32): the applicant's turn follows, then acceptance or not.
    fn corrections(&mut self) {
        let nodes = &self.matter.flow.nodes;
        let node = |key: &str| nodes.iter().find(|it| it.key == key);
        let is_turn = |it: &Node| matches!(&it.kind, Kind::Wait { duty, .. } if duty == "correct");
        for (n, it) in nodes.iter().enumerate() {
            let path = format!("flow.nodes.{n}");
            for (on, to) in ways(it) {
                let next = node(to);
                if duty(it) == Some("accept") && on == Some("correction") && !next.is_some_and(is_turn) {
                    self.wrong_with(format!("{path}.next"), "correction.not_the_applicants", "node", to);
                }
                if is_turn(it) && next.and_then(duty) != Some("accept") {
                    self.wrong_with(format!("{path}.next"), "correction.not_looked_at", "node", &it.key);
                }
            }
            if !is_turn(it) {
                continue;
            }
            let after = self.reached(vec![&it.key], |_, _| false);
            let again = |it: &&Node| {
                duty(it) == Some("accept")
                    && after.contains(it.key.as_str())
                    && ways(it).iter().any(|it| it.0 == Some("correction"))
            };
            if let Some(again) = nodes.iter().find(again) {
                let at = nodes.iter().position(|it| it.key == again.key).unwrap_or_default();
                self.wrong_with(format!("flow.nodes.{at}.next"), "correction.twice", "node", &again.key);
            }
        }
    }

    /// Every node one can come to from some nodes, those included, without taking a blocked way.
    fn reached(
        &self,
        from: Vec<&'a str>,
        blocked: impl Fn(&Node, Option<&str>) -> bool,
    ) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        let mut next = from;
        while let Some(key) = next.pop() {
            if !seen.insert(key) {
                continue;
            }
            let node = self.matter.flow.nodes.iter().find(|it| it.key == key);
            for (on, to) in node.map(ways).unwrap_or_default() {
                if !node.is_some_and(|it| blocked(it, on)) {
                    next.push(to);
                }
            }
        }
        seen
    }

    fn ends(&self, among: &BTreeSet<&'a str>) -> impl Iterator<Item = &'a str> {
        let nodes = self.matter.flow.nodes.iter().filter(|it| among.contains(it.key.as_str()));
        nodes.filter_map(|it| match &it.kind {
            Kind::End { outcome } => Some(outcome.as_str()),
            _ => None,
        })
    }
}

/// What the flow knows and cases do not run.
fn not_run(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Message { .. } => Some("message"),
        Kind::Child { .. } => Some("child"),
        Kind::Sub { .. } => Some("sub"),
        _ => None,
    }
}

/// The duty of an official at a node.
fn duty(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Step { duty, .. } => Some(duty),
        _ => None,
    }
}

/// Every way on, with its outcome where one decides.
fn ways(node: &Node) -> Vec<(Option<&str>, &str)> {
    match &node.kind {
        Kind::Start { next } | Kind::Join { next } => vec![(None, next)],
        Kind::Split { next } => next.iter().map(|it| (None, it.as_str())).collect(),
        Kind::End { .. } => Vec::new(),
        other => match other.next() {
            Some(Next::One(to)) => vec![(Some(DONE), to)],
            Some(Next::By(edges)) => edges.iter().map(|it| (Some(it.on.as_str()), it.to.as_str())).collect(),
            None => Vec::new(),
        },
    }
}
