//! A matter ready to run: its flow checked, its tables compiled.
//! Made once per version and shared; what is published was checked before, so failing here is our fault.

use std::collections::BTreeMap;

use flow::{Checked, Graph, Kind, Node};
use kit::{Error, Result};
use rules::{Core, Engine as _};
use serde_json::Value;

use super::{
    check::{Finding, check, cited},
    inherit::check_files,
    law::{Clause, LawRegister},
    matter::Matter,
    shipped::MATTERS,
};

/// The table that proposes what acceptance comes to.
pub const ACCEPTANCE: &str = "acceptance";
/// The output by which a table proposes.
pub const OUTCOME: &str = "outcome";
/// The fact that the applicant was told once what was missing.
pub const CORRECTED: &str = "case.corrected";
/// The fact that the examination found the papers complete and in order.
pub const MATERIALS_COMPLETE: &str = "examination.materials_complete";
/// The facts of an inspection, each by its item: `findings.water`.
pub const FINDINGS: &str = "findings";
/// Names of facts that no question may take.
pub const FACT_NAMES: [&str; 3] = ["case", "examination", FINDINGS];

/// A matter ready to run.
#[derive(Debug)]
pub struct Published {
    /// What the file says.
    pub matter: Matter,
    /// Its process.
    pub flow: Checked,
    tables: BTreeMap<String, rules::Compiled>,
}

impl Published {
    /// Checks the file of a matter against the law register and makes it ready; says everything that is wrong.
    pub fn from_yaml(file: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let sound = check(file, text, LawRegister::built_in())?;
        Ok(Self::new(sound.matter).expect("a matter that passed its check has a sound flow and sound tables"))
    }

    /// The matters that come with the platform.
    pub fn built_in() -> Result<Vec<Self>> {
        let made = check_files(MATTERS, LawRegister::built_in()).into_iter();
        let made: Result<Vec<_>, _> = made.map(|it| it.map(|it| it.matter)).collect();
        made.map_err(|it| broken(&format!("{it:?}")))?.into_iter().map(Self::new).collect()
    }

    /// Makes a matter ready; `yiwang check` says beforehand, and better, what is wrong with it.
    pub fn new(matter: Matter) -> Result<Self> {
        let guide = Graph { nodes: guide() };
        let flow = if matter.guidance.is_some() { guide.check() } else { matter.flow.check() };
        let flow = flow.map_err(|it| broken(&format!("{it:?}")))?;
        let compiled = matter.tables.iter().map(|it| Ok((it.key.clone(), it.compile()?)));
        let tables =
            compiled.collect::<Result<_, Vec<rules::Problem>>>().map_err(|it| broken(&format!("{it:?}")))?;
        Ok(Self { flow, tables, matter })
    }

    /// Takes the JSON text a version is stored as.
    pub fn from_json(text: &str) -> Result<Self> {
        Self::new(serde_json::from_str(text).map_err(|it| broken(&it.to_string()))?)
    }

    /// What has to be done at a node of the flow.
    pub fn duty_of(&self, node: &str) -> Option<&str> {
        match &self.flow.find(node)?.kind {
            Kind::Step { duty, .. } | Kind::Wait { duty, .. } => Some(duty),
            _ => None,
        }
    }

    /// Whose turn it is at a node of the flow; nobody's of the state where it is the applicant's.
    pub fn role_of(&self, node: &str) -> Option<&str> {
        match &self.flow.find(node)?.kind {
            Kind::Step { role, .. } => Some(role),
            _ => None,
        }
    }

    /// What has to be done where an outcome of a node leads.
    pub fn duty_after(&self, node: &str, outcome: &str) -> Option<&str> {
        let to = match self.flow.find(node)?.kind.next()? {
            flow::Next::One(to) => (outcome == flow::DONE).then_some(to.as_str()),
            flow::Next::By(edges) => edges.iter().find(|it| it.on == outcome).map(|it| it.to.as_str()),
        };
        self.duty_of(to?)
    }

    /// The role whose agency decides.
    pub fn deciding_role(&self) -> &str {
        self.matter.roles.iter().find(|it| it.decides).map_or("", |it| it.key.as_str())
    }

    /// The table that proposes what this duty comes to, where there is one.
    pub fn table_of(&self, duty: &str) -> Option<&str> {
        let key = match duty {
            "accept" => ACCEPTANCE,
            "decide" | "settle" => self.matter.result.table.as_str(),
            _ => return None,
        };
        self.tables.get_key_value(key).map(|it| it.0.as_str())
    }

    /// Whether it has a table of this key.
    pub fn has_table(&self, key: &str) -> bool {
        self.tables.contains_key(key)
    }

    /// The clauses it cites that nobody verified: shown as 待核.
    pub fn open_clauses(&self) -> Vec<&'static Clause> {
        let known = cited(&self.matter);
        let known = known.iter().filter_map(|it| LawRegister::built_in().clause(it));
        known.filter(|it| !it.verified).collect()
    }

    /// Works out the answers that are not asked; what cannot be worked out stays unanswered.
    pub fn compute(&self, answers: &mut forms::Answers) {
        self.matter.form.compute(answers, &|expression, facts| {
            let expression = Core.read(expression).ok()?;
            let facts = rules::Facts::from_json(facts).ok()?;
            serde_json::to_value(Core.evaluate(&expression, &facts).ok()?.value).ok()
        });
    }

    /// What a table comes to over these facts.
    pub fn decide(&self, table: &str, facts: &Value) -> Result<rules::Decision> {
        let table = self.tables.get(table).ok_or_else(|| broken("a decision table is missing"))?;
        let facts = rules::Facts::from_json(facts).map_err(|it| broken(&format!("{it:?}")))?;
        table.decide(&facts).map_err(|it| broken(&format!("{it:?}")))
    }
}

/// The process of a matter that only guides: it ends where it begins, and no case ever follows it.
fn guide() -> Vec<Node> {
    let node = |key: &str, kind| Node { key: key.to_owned(), label: None, kind, undo: None };
    let start = node("start", Kind::Start { next: "end".to_owned() });
    vec![start, node("end", Kind::End { outcome: "guidance".to_owned() })]
}

fn broken(why: &str) -> Error {
    Error::fault(format!("a published matter cannot run: {why}"))
}

/// The regions that answers name, by their codes.
pub fn regions_in(form: &forms::Form, answers: &forms::Answers) -> Vec<String> {
    let mut found = Vec::new();
    for page in &form.pages {
        let own = std::slice::from_ref(answers);
        let rows = if page.repeat.is_some() { answers.rows(&page.key) } else { own };
        for (row, question) in rows.iter().flat_map(|row| page.questions.iter().map(move |it| (row, it))) {
            found.extend(match (&question.kind, row.get(&question.key)) {
                (forms::Kind::Region { .. }, Some(forms::Answer::Text(code))) => Some(code.clone()),
                (forms::Kind::RegionAddress { .. }, Some(forms::Answer::Parts(it))) => {
                    it.get("region").cloned()
                }
                _ => None,
            });
        }
    }
    found
}
