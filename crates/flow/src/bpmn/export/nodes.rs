//! How a node of each kind is written.
//! Knows nothing of ways: sequence flows are the level's.

use crate::{Agree, Kind, Node, Review, bpmn::draw::Level};

use super::Out;

/// Attributes of an element.
type Attributes<'a> = Vec<(&'a str, &'a str)>;

impl Out {
    /// A node, the event on it, and the level in it.
    pub(super) fn node(&mut self, level: &Level, n: usize, ids: &[String]) {
        let node = &level.checked.nodes[n];
        let id = &ids[n];
        let mut attributes = heading(node, id);
        match &node.kind {
            Kind::Start { .. } => self.xml.leaf("bpmn:startEvent", &attributes),
            Kind::End { outcome } => {
                attributes.push(("yiwang:outcome", outcome));
                self.xml.leaf("bpmn:endEvent", &attributes);
            }
            Kind::Split { .. } => {
                attributes.push(("gatewayDirection", "Diverging"));
                self.xml.leaf("bpmn:parallelGateway", &attributes);
            }
            Kind::Join { .. } => {
                attributes.push(("gatewayDirection", "Converging"));
                self.xml.leaf("bpmn:parallelGateway", &attributes);
            }
            Kind::Step { role, duty, review, .. } => self.step(attributes, role, duty, review.as_ref()),
            Kind::Wait { duty, .. } => {
                attributes.extend([("yiwang:wait", "applicant"), ("yiwang:duty", duty)]);
                self.xml.leaf("bpmn:userTask", &attributes);
            }
            Kind::Message { message, .. } => {
                let message = self.messages.get(message).cloned().unwrap_or_default();
                attributes.push(("messageRef", &message));
                self.xml.leaf("bpmn:receiveTask", &attributes);
            }
            Kind::Choice { table, .. } => {
                attributes.push(("camunda:decisionRef", table));
                self.xml.leaf("bpmn:businessRuleTask", &attributes);
            }
            Kind::Child { matter, .. } => {
                attributes.push(("calledElement", matter));
                self.xml.leaf("bpmn:callActivity", &attributes);
            }
            Kind::Sub { .. } => {
                self.xml.open("bpmn:subProcess", &attributes);
                self.shapes.push((id.clone(), level.boxes[n], true));
                if let Some(inner) = level.inner.get(&n) {
                    self.level(inner, &format!("{id}."));
                }
                self.xml.close();
            }
        }
        if !matches!(node.kind, Kind::Sub { .. }) {
            self.shapes.push((id.clone(), level.boxes[n], false));
        }
        self.timer(node, id, level.boxes[n].event_on());
    }

    fn step<'a>(
        &mut self,
        mut attributes: Attributes<'a>,
        role: &'a str,
        duty: &'a str,
        review: Option<&Review>,
    ) {
        attributes.extend([("yiwang:role", role), ("yiwang:duty", duty)]);
        let Some(review) = review else {
            return self.xml.leaf("bpmn:userTask", &attributes);
        };
        self.xml.open("bpmn:userTask", &attributes);
        if !review.with.is_empty() {
            self.xml.open("bpmn:extensionElements", &[]);
            for role in &review.with {
                self.xml.leaf("yiwang:seat", &[("role", role)]);
            }
            self.xml.close();
        }
        let at_least;
        let agree = match review.agree {
            Agree::All => "all",
            Agree::Any => "any",
            Agree::AtLeast(n) => {
                at_least = n.to_string();
                &at_least
            }
        };
        let mut loops = vec![("yiwang:agree", agree), ("yiwang:agreeOn", &review.agree_on)];
        loops.extend(review.each.iter().map(|it| ("yiwang:each", it.as_str())));
        loops.extend(review.otherwise.iter().map(|it| ("yiwang:otherwise", it.as_str())));
        match review.each {
            Some(_) => self.xml.leaf("bpmn:multiInstanceLoopCharacteristics", &loops),
            None => {
                self.xml.open("bpmn:multiInstanceLoopCharacteristics", &loops);
                let kind = [("xsi:type", "bpmn:tFormalExpression")];
                self.xml.said("bpmn:loopCardinality", &kind, &(review.with.len() + 1).to_string());
                self.xml.close();
            }
        }
        self.xml.close();
    }

    /// The timer on the edge of a node.
    fn timer(&mut self, node: &Node, id: &str, bounds: crate::bpmn::draw::Bounds) {
        let Some(after) = node.kind.after() else { return };
        let event = format!("{id}..after");
        self.xml.open("bpmn:boundaryEvent", &[("id", &event), ("attachedToRef", id)]);
        self.xml.open("bpmn:timerEventDefinition", &[("id", &format!("{event}..timer"))]);
        self.xml.said("bpmn:timeDuration", &[("xsi:type", "bpmn:tFormalExpression")], &after.limit);
        self.xml.close();
        self.xml.close();
        self.shapes.push((event, bounds, false));
    }
}

/// What every node has: its id, its key where the id is not that, its words, and what undoes it.
fn heading<'a>(node: &'a Node, id: &'a str) -> Attributes<'a> {
    let mut attributes = vec![("id", id)];
    if id.rsplit('.').next() != Some(&node.key) {
        attributes.push(("yiwang:key", &node.key));
    }
    if let Some(label) = &node.label {
        attributes.push(("name", &label.zh));
        attributes.extend([("yiwang:zh", label.zh.as_str()), ("yiwang:en", &label.en)]);
    }
    attributes.extend(node.undo.iter().map(|it| ("yiwang:undo", it.as_str())));
    attributes
}
