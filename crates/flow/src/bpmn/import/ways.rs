//! The ways of one level: sequence flows, through the exclusive gateways that only part or gather them.
//! A gateway that parts ways belongs to the activity before it, whose outcome it asks for.

use std::collections::{BTreeMap, BTreeSet};

use crate::{DONE, Edge, Next, OTHERWISE, Problem, Timer, bpmn::xml::Element};

use super::elements::{self, Sort};

/// A sequence flow and its place in the file.
#[derive(Clone, Copy)]
pub(super) struct Flow<'a> {
    n: usize,
    element: &'a Element,
    from: &'a str,
    to: &'a str,
}

/// The ways of one level.
pub(super) struct Ways<'a> {
    /// The id of the process or sub-process.
    within: &'a str,
    elements: BTreeMap<&'a str, (Sort, &'a Element)>,
    from: BTreeMap<&'a str, Vec<Flow<'a>>>,
    /// How many flows lead to each element once gathering gateways are taken out.
    n_coming: BTreeMap<&'a str, usize>,
    /// The gateways that part ways behind an activity.
    parting: BTreeSet<&'a str>,
}

impl<'a> Ways<'a> {
    pub(super) fn of(within: &'a Element) -> Result<Self, Vec<Problem>> {
        let (mut elements, mut from, mut problems) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for it in &within.children {
            elements.extend(elements::sort(it).map(|sort| (it.id(), (sort, it))));
        }
        let mut n_coming = BTreeMap::new();
        let flows = within.children.iter().filter(|it| it.is("sequenceFlow"));
        for (n, element) in flows.enumerate() {
            let ends = [element.plain("sourceRef"), element.plain("targetRef")];
            let [Some(source), Some(target)] = ends.map(|it| it.filter(|it| elements.contains_key(it)))
            else {
                problems
                    .push(Problem::of(element.id(), "bpmn.flow_to_nowhere").with("element", &element.name));
                continue;
            };
            from.entry(source).or_insert_with(Vec::new).push(Flow { n, element, from: source, to: target });
            *n_coming.entry(target).or_default() += 1;
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut ways = Self { within: within.id(), elements, from, n_coming, parting: BTreeSet::new() };
        ways.parting = ways.find_parting();
        Ok(ways)
    }

    /// The key of an element's node: our word, else its id, without the id of the sub-process before it.
    pub(super) fn key(&self, it: &Element) -> String {
        let id = it.id();
        let own = id.strip_prefix(self.within).and_then(|it| it.strip_prefix('.')).unwrap_or(id);
        it.ours("key").unwrap_or(own).to_owned()
    }

    /// The flows out of an element.
    pub(super) fn from(&self, id: &str) -> &[Flow<'a>] {
        self.from.get(id).map_or(&[], Vec::as_slice)
    }

    /// How many flows lead to an element.
    pub(super) fn n_coming(&self, id: &str) -> usize {
        self.n_coming.get(id).copied().unwrap_or_default()
    }

    /// Where the only flow of an element leads.
    pub(super) fn single(&self, id: &str) -> Result<String, &'static str> {
        match self.from(id) {
            [one] if one.element.child("conditionExpression").is_none() => self.land(one),
            _ => Err("bpmn.several_ways"),
        }
    }

    /// Where each flow of an element leads.
    pub(super) fn all(&self, id: &str) -> Result<Vec<String>, &'static str> {
        self.from(id).iter().map(|it| self.land(it)).collect()
    }

    /// Events on the edge of nothing that could have one.
    pub(super) fn stray_events(&self) -> impl Iterator<Item = &'a Element> {
        let events = self.elements.values().filter(|it| it.0 == Sort::Boundary).map(|it| it.1);
        let host = |it: &Element| self.elements.get(it.plain("attachedToRef")?).map(|it| it.0);
        events.filter(move |it| !host(it).is_some_and(Sort::has_outcomes))
    }

    /// Exclusive gateways that stand behind no activity whose outcome they could ask for.
    pub(super) fn idle(&self) -> impl Iterator<Item = &'a Element> {
        let gateways = self.elements.values().filter(|it| it.0 == Sort::Exclusive).map(|it| it.1);
        gateways.filter(|it| !self.gathers(it.id()) && !self.parting.contains(it.id()))
    }

    /// Where the outcomes of an activity lead, and its timer.
    pub(super) fn outcomes(
        &self,
        it: &Element,
        answers_itself: bool,
    ) -> Result<(Next, Option<Timer>), &'static str> {
        let late = self.late(it)?;
        let (flows, is_parted) = match self.from(it.id()) {
            [] => (Vec::new(), false),
            [one] if self.parting.contains(one.to) => (self.from(one.to).to_vec(), true),
            [one] if is_plain(one.element) => (vec![*one], false),
            _ => return Err("bpmn.several_ways"),
        };
        match (&late, flows.as_slice()) {
            (None, []) => return Err("bpmn.several_ways"),
            (None, [one]) if !is_parted => return Ok((Next::One(self.land(one)?), None)),
            (Some((flow, timer)), []) if flow.element.ours("on").is_none() => {
                let timer = Timer { on: DONE.to_owned(), ..timer.clone() };
                return Ok((Next::One(self.land(flow)?), Some(timer)));
            }
            _ => {}
        }
        let mut edges = Vec::new();
        for flow in flows {
            let on = match is_parted {
                true => self.outcome(&flow, answers_itself),
                // Beside a timer the only other way is the ordinary one, whatever comes.
                false if answers_itself => OTHERWISE.to_owned(),
                false => DONE.to_owned(),
            };
            edges.push((flow.n, self.edge(&flow, on)?));
        }
        if let Some((flow, timer)) = &late {
            edges.push((flow.n, self.edge(flow, timer.on.clone())?));
        }
        edges.sort_by_key(|it| it.0);
        Ok((Next::By(edges.into_iter().map(|it| it.1).collect()), late.map(|it| it.1)))
    }

    /// The flow that time takes.
    fn late(&self, it: &Element) -> Result<Option<(Flow<'a>, Timer)>, &'static str> {
        let mut events = self
            .elements
            .values()
            .filter(|(sort, event)| *sort == Sort::Boundary && event.plain("attachedToRef") == Some(it.id()));
        let Some((_, event)) = events.next() else { return Ok(None) };
        let timer = elements::caught(event).ok_or("bpmn.event_unknown")?;
        let [flow] = self.from(event.id()) else { return Err("bpmn.timer_unknown") };
        if events.next().is_some() || event.plain("cancelActivity") == Some("false") {
            return Err("bpmn.timer_unknown");
        }
        let on = flow.element.ours("on").or(event.plain("name")).unwrap_or(event.id());
        let timer = Timer { limit: elements::limit(timer)?, on: on.to_owned() };
        Ok(Some((*flow, timer)))
    }

    fn edge(&self, flow: &Flow<'a>, on: String) -> Result<Edge, &'static str> {
        let is_ours = flow.element.ours("on").is_some();
        let name = flow.element.plain("name").filter(|_| !is_ours);
        Ok(Edge { on, to: self.land(flow)?, label: elements::label(flow.element, name) })
    }

    /// What a flow out of a parting gateway stands for: our word, the word its condition compares with, its name.
    fn outcome(&self, flow: &Flow<'a>, answers_itself: bool) -> String {
        let element = flow.element;
        let gateway = self.elements.get(flow.from).map(|it| it.1);
        let is_default = gateway.and_then(|it| it.plain("default")) == Some(element.id());
        if let Some(it) = element.ours("on") {
            return it.to_owned();
        }
        if is_default && answers_itself {
            return OTHERWISE.to_owned();
        }
        let condition = element.child("conditionExpression").and_then(|it| compared(&it.text));
        condition.or(element.plain("name")).unwrap_or(element.id()).to_owned()
    }

    /// Where a flow comes to rest behind the gateways that only gather.
    fn land(&self, flow: &Flow<'a>) -> Result<String, &'static str> {
        let mut to = flow.to;
        for _ in 0..=self.elements.len() {
            if !self.gathers(to) {
                let (_, element) = self.elements.get(to).ok_or("bpmn.flow_to_nowhere")?;
                return match self.parting.contains(to) {
                    true => Err("bpmn.choice_without_table"),
                    false => Ok(self.key(element)),
                };
            }
            to = self.from(to)[0].to;
        }
        Err("bpmn.several_ways")
    }

    /// Whether an exclusive gateway only gathers ways.
    fn gathers(&self, id: &str) -> bool {
        let is_exclusive = self.elements.get(id).is_some_and(|it| it.0 == Sort::Exclusive);
        is_exclusive && matches!(self.from(id), [one] if is_plain(one.element))
    }

    fn find_parting(&self) -> BTreeSet<&'a str> {
        let mut parting = BTreeSet::new();
        for (id, (sort, _)) in &self.elements {
            let [one] = self.from(id) else { continue };
            let is_gateway = self.elements.get(one.to).is_some_and(|it| it.0 == Sort::Exclusive);
            if sort.has_outcomes() && is_gateway && !self.gathers(one.to) && self.n_coming(one.to) == 1 {
                parting.insert(one.to);
            }
        }
        parting
    }
}

/// Whether a flow is taken whatever the outcome.
fn is_plain(flow: &Element) -> bool {
    flow.ours("on").is_none() && flow.child("conditionExpression").is_none()
}

/// The word in quotation marks that a condition compares with, where it compares with one only.
fn compared(condition: &str) -> Option<&str> {
    let mark = condition.chars().find(|it| matches!(it, '\'' | '"'))?;
    let parts: Vec<_> = condition.split(mark).collect();
    match parts.as_slice() {
        [before, word, after] if before.contains('=') && !before.contains("!=") && !after.contains('=') => {
            Some(word)
        }
        _ => None,
    }
}
