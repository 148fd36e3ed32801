//! What single elements of BPMN say: their sort, words, seats and times.
//! Knows nothing of the ways between them.

use kit::Words;

use crate::{
    Agree, DONE, Kind, Node, Review,
    bpmn::xml::{Element, Of},
};

/// An element of a process that is mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Start,
    End,
    User,
    Receive,
    Catch,
    Rule,
    Call,
    Sub,
    Parallel,
    Exclusive,
    Boundary,
}

impl Sort {
    /// Whether its outcomes come from elsewhere, so that there must be a way for those nobody foresaw.
    pub(super) fn answers_itself(self) -> bool {
        matches!(self, Sort::Receive | Sort::Catch | Sort::Rule | Sort::Call)
    }

    /// Whether outcomes may part the ways behind it.
    pub(super) fn has_outcomes(self) -> bool {
        matches!(self, Sort::User | Sort::Receive | Sort::Catch | Sort::Rule | Sort::Call | Sort::Sub)
    }
}

/// What an element is, where it is one that is mapped.
pub(super) fn sort(it: &Element) -> Option<Sort> {
    // What only undoes something stands beside the way of a process.
    if it.of != Of::Bpmn || it.plain("isForCompensation") == Some("true") {
        return None;
    }
    Some(match it.name.as_str() {
        "startEvent" => Sort::Start,
        "endEvent" => Sort::End,
        "userTask" => Sort::User,
        "receiveTask" => Sort::Receive,
        "intermediateCatchEvent" => Sort::Catch,
        "businessRuleTask" => Sort::Rule,
        "callActivity" => Sort::Call,
        // One that an event begins, or whose work stands in no order, is of another nature.
        "subProcess" if it.plain("triggeredByEvent") != Some("true") => Sort::Sub,
        "parallelGateway" => Sort::Parallel,
        "exclusiveGateway" => Sort::Exclusive,
        "boundaryEvent" => Sort::Boundary,
        _ => return None,
    })
}

/// Whether an element says nothing of how the process goes on: notes, data, words, lanes, and flows themselves.
pub(super) fn is_beside(it: &Element) -> bool {
    const BESIDE: [&str; 18] = [
        "sequenceFlow",
        "incoming",
        "outgoing",
        "laneSet",
        "documentation",
        "extensionElements",
        "textAnnotation",
        "association",
        "group",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "ioSpecification",
        "property",
        "dataInputAssociation",
        "dataOutputAssociation",
        "auditing",
        "monitoring",
    ];
    it.of != Of::Bpmn || BESIDE.contains(&it.name.as_str())
}

/// A node with the words of its element.
pub(super) fn node(it: &Element, key: String, kind: Kind) -> Node {
    let label = label(it, it.plain("name"));
    Node { key, label, undo: it.ours("undo").map(str::to_owned), kind }
}

/// What people read on it: in each language where we wrote it, else the one name for both.
pub(super) fn label(it: &Element, name: Option<&str>) -> Option<Words> {
    match (it.ours("zh"), it.ours("en"), name) {
        (Some(zh), Some(en), _) => Some(Words { zh: zh.to_owned(), en: en.to_owned() }),
        (_, _, Some(it)) if !it.trim().is_empty() => Some(Words { zh: it.to_owned(), en: it.to_owned() }),
        _ => None,
    }
}

/// What is to be done: our word, else the form that another tool shows for it, else the element's id.
pub(super) fn duty(it: &Element) -> String {
    it.ours("duty").or(camunda(it, "formKey")).unwrap_or(it.id()).to_owned()
}

/// An attribute of the tools that share that namespace.
pub(super) fn camunda<'a>(it: &'a Element, name: &str) -> Option<&'a str> {
    it.get(Of::Camunda, name)
}

/// Who does it, and how several agree.
pub(super) fn seats(it: &Element, lane: Option<&str>) -> Result<(String, Option<Review>), &'static str> {
    let groups = camunda(it, "candidateGroups");
    if it.ours("role").is_none() && groups.is_some_and(|it| it.contains(',')) {
        return Err("bpmn.roles_alternative");
    }
    let role = it.ours("role").or(groups).or(lane).ok_or("bpmn.role_missing")?;
    let seats = it.child("extensionElements").into_iter().flat_map(|it| &it.children);
    let seats = seats.filter(|it| it.of == Of::Yiwang && it.name == "seat");
    let with: Vec<_> = seats.filter_map(|it| it.plain("role").map(str::to_owned)).collect();
    let review = match loops(it) {
        None => None,
        Some(it) => Some(review(it, with)?),
    };
    Ok((role.to_owned(), review))
}

/// Whether an event waits for a message.
pub(super) fn awaits_message(it: &Element) -> bool {
    it.child("messageEventDefinition").is_some()
}

/// What an activity is repeated by.
pub(super) fn loops(it: &Element) -> Option<&Element> {
    let mut children = it.children.iter();
    children.find(|it| it.is("multiInstanceLoopCharacteristics") || it.is("standardLoopCharacteristics"))
}

/// Seats side by side are a joint review; one after the other, or until a condition holds, is not.
fn review(it: &Element, with: Vec<String>) -> Result<Review, &'static str> {
    let is_ours = it.ours("agree").is_some();
    let each = it.ours("each").or(camunda(it, "collection"));
    let is_foreign = it.child("completionCondition").is_some() || each.is_none();
    if !it.is("multiInstanceLoopCharacteristics")
        || it.plain("isSequential") == Some("true")
        || (!is_ours && is_foreign)
    {
        return Err("bpmn.loop_unknown");
    }
    let agree = match it.ours("agree") {
        None | Some("all") => Agree::All,
        Some("any") => Agree::Any,
        Some(n) => Agree::AtLeast(n.parse().map_err(|_| "bpmn.loop_unknown")?),
    };
    Ok(Review {
        with,
        each: each.map(str::to_owned),
        agree,
        agree_on: it.ours("agreeOn").unwrap_or(DONE).to_owned(),
        otherwise: it.ours("otherwise").map(str::to_owned),
    })
}

/// Whether an event waits for something or throws something.
pub(super) fn has_event(it: &Element) -> bool {
    it.children.iter().any(|it| it.of == Of::Bpmn && it.name.ends_with("EventDefinition"))
}

/// The timer that an event waits for.
pub(super) fn caught(it: &Element) -> Option<&Element> {
    it.child("timerEventDefinition")
}

/// The message that a task or an event waits for.
pub(super) fn message_ref(it: &Element) -> Option<&str> {
    it.plain("messageRef").or(it.child("messageEventDefinition").and_then(|it| it.plain("messageRef")))
}

/// How long a timer runs: a duration or a moment; what repeats is not known.
pub(super) fn limit(timer: &Element) -> Result<String, &'static str> {
    let limit = timer.child("timeDuration").or(timer.child("timeDate"));
    let limit = limit.map(|it| it.text.trim()).filter(|it| !it.is_empty());
    limit.map(str::to_owned).ok_or("bpmn.timer_unknown")
}
