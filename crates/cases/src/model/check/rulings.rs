//! The decision tables: sound by themselves, read only what somebody asks, and say only what the process knows.
//! Knows nothing of how a table decides; `rules` says what is wrong inside one.

use std::collections::BTreeSet;

use forms::Kind;
use rules::{Cell, Input, Table};

use super::{Area, Check, Finding};
use crate::model::published::{ACCEPTANCE, CORRECTED, FINDINGS, MATERIALS_COMPLETE, OUTCOME};

/// What acceptance can come to.
const ACCEPTANCE_OUTCOMES: [&str; 3] = ["accepted", "correction", "not_accepted"];
/// What acceptance can come to where it is decided at once: nothing can be waited for.
const AT_ONCE_OUTCOMES: [&str; 2] = ["accepted", "not_accepted"];
/// What a decision can come to.
const DECISION_OUTCOMES: [&str; 2] = ["granted", "refused"];

impl<'a> Check<'a> {
    pub(super) fn rulings(&mut self) {
        let matter = self.matter;
        let decision = &matter.result.table;
        self.keys("tables", matter.tables.iter().map(|it| it.key.as_str()));
        if !matter.tables.iter().any(|it| it.key == *decision) {
            self.wrong_with("result.table", "table.unknown", "table", decision);
        }
        let mut read = BTreeSet::new();
        for (n, table) in matter.tables.iter().enumerate() {
            let path = format!("tables.{n}");
            let duty = match table.key.as_str() {
                ACCEPTANCE => "accept",
                // What is decided at once knows no more than what is accepted.
                key if key == decision && self.has_duty("settle") => "settle",
                key if key == decision => "decide",
                key if self.choices_by(key).next().is_some() => "choose",
                _ => {
                    self.wrong_with(format!("{path}.key"), "table.unused", "table", &table.key);
                    continue;
                }
            };
            self.table(&path, table);
            let outcomes = match duty {
                "accept" if self.has_duty("settle") => AT_ONCE_OUTCOMES.to_vec(),
                "accept" => ACCEPTANCE_OUTCOMES.to_vec(),
                "decide" | "settle" => DECISION_OUTCOMES.to_vec(),
                _ => self.choices_by(&table.key).flatten().collect(),
            };
            self.outcomes(&path, table, &outcomes);
            table
                .inputs
                .iter()
                .enumerate()
                .for_each(|(n, it)| self.values(&format!("{path}.inputs.{n}"), it));
            read.extend(self.facts(&path, table, duty));
        }
        self.unread(&read);
    }

    /// The outcomes of each choice of the flow that asks a table.
    fn choices_by(&self, table: &str) -> impl Iterator<Item = Vec<&'a str>> {
        let nodes = self.matter.flow.nodes.iter();
        nodes.filter_map(move |it| match &it.kind {
            flow::Kind::Choice { table: asked, next: flow::Next::By(edges) } if asked == table => {
                Some(edges.iter().map(|it| it.on.as_str()).collect())
            }
            _ => None,
        })
    }

    fn table(&mut self, path: &str, table: &Table) {
        let is_choice = self.choices_by(&table.key).next().is_some();
        if !table.law && !is_choice {
            self.wrong_with(path, "table.not_law", "table", &table.key);
        }
        for it in table.check() {
            let place = file_path(&it.place);
            let place = if place.is_empty() { path.to_owned() } else { format!("{path}.{place}") };
            let mut args = it.args;
            args.push(("table", table.key.clone()));
            self.add(Finding::of(place, it.code).found_by(Area::Table, args));
        }
    }

    /// The outcomes a table declares are those of its duty, and each can come of some row.
    fn outcomes(&mut self, path: &str, table: &Table, known: &[&str]) {
        let Some(n) = table.outputs.iter().position(|it| it.key == OUTCOME) else {
            return self.wrong_with(format!("{path}.outputs"), "table.no_outcome", "table", &table.key);
        };
        let place = format!("{path}.outputs.{n}");
        let Some(values) = &table.outputs[n].values else {
            let finding = Finding::of(place, "table.outcome_not_declared").with("known", known.join(", "));
            return self.add(finding);
        };
        for value in quoted(values) {
            let given =
                |row: &rules::Row| row.then.get(OUTCOME).is_some_and(|it| quoted(it).contains(&value));
            if !known.contains(&value.as_str()) {
                let finding = Finding::of(format!("{place}.values"), "table.outcome_unknown");
                self.add(finding.with("outcome", &value).with("known", known.join(", ")));
            } else if !table.rows.iter().any(given) {
                self.wrong_with(format!("{place}.values"), "table.outcome_never", "outcome", &value);
            }
        }
    }

    /// A column that reads one question to choose from declares its alternatives, so that no gap stays unseen.
    fn values(&mut self, path: &str, input: &Input) {
        let Some(question) = self.matter.form.question(&input.fact) else { return };
        let Kind::Choice { options, other } = &question.kind else { return };
        let other = other.iter().map(|_| "other".to_owned());
        let wanted: BTreeSet<_> = options.iter().map(|it| it.key.clone()).chain(other).collect();
        let declared: BTreeSet<_> = input.values.iter().flat_map(quoted).collect();
        if declared != wanted {
            let known = wanted.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ");
            self.wrong_with(path, "table.values_differ", "known", known);
        }
    }

    /// Every fact a table reads is asked of somebody, and known by the time the table is asked.
    fn facts(&mut self, path: &str, table: &Table, duty: &'static str) -> Vec<String> {
        let Ok(compiled) = table.compile() else { return Vec::new() };
        let facts = compiled.facts();
        for fact in &facts {
            let (name, inner) = fact.split_once('.').map_or((fact.as_str(), None), |it| (it.0, Some(it.1)));
            let known = match (name, inner) {
                _ if fact == CORRECTED => true,
                _ if fact == MATERIALS_COMPLETE => self.has_duty("examine"),
                (FINDINGS, Some(item)) => self.matter.inspection.iter().any(|it| it.key == item),
                (_, None) => self.matter.form.question(name).is_some(),
                _ => false,
            };
            let place = input_reading(table, fact)
                .map_or_else(|| path.to_owned(), |n| format!("{path}.inputs.{n}.fact"));
            if !known {
                self.wrong_with(place, "fact.unknown", "fact", fact);
            } else if ["accept", "settle"].contains(&duty) && (name == FINDINGS || fact == MATERIALS_COMPLETE)
            {
                self.wrong_with(place, "fact.not_yet_known", "fact", fact);
            }
        }
        facts
    }

    /// What an inspection looks at matters to some rule: nothing is looked at for its own sake.
    fn unread(&mut self, read: &BTreeSet<String>) {
        // What is promised is looked at after the decision.
        if self.has_duty("verify") {
            return;
        }
        for (n, it) in self.matter.inspection.iter().enumerate() {
            if !read.contains(&format!("{FINDINGS}.{}", it.key)) {
                self.wrong_with(format!("inspection.{n}"), "item.unread", "item", &it.key);
            }
        }
    }
}

/// A place inside a table, counted from 1 there, as a path of the file, counted from 0.
fn file_path(place: &str) -> String {
    let spelled = |part: &str| match part.parse::<usize>() {
        Ok(n) => n.saturating_sub(1).to_string(),
        Err(_) => part.to_owned(),
    };
    place.split('.').map(spelled).collect::<Vec<_>>().join(".")
}

/// The texts in a cell, without their quotes.
fn quoted(cell: &Cell) -> Vec<String> {
    cell.as_str().split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The column whose expression speaks of a fact.
fn input_reading(table: &Table, fact: &str) -> Option<usize> {
    let reads = |it: &Input| {
        rules::Expression::parse(&it.fact).is_ok_and(|it| it.facts().iter().any(|it| it == fact))
    };
    table.inputs.iter().position(reads)
}
