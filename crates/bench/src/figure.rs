//! Figures as they are printed and kept: what was measured, what was promised, beside which baseline.
//! Knows nothing of how they came about.

use std::{fmt::Write, path::Path};

use serde_json::{Value, json};

/// One figure.
struct Figure {
    what: String,
    value: f64,
    unit: &'static str,
    promised: Option<f64>,
    at_least: bool,
    note: String,
}

/// All figures of a run.
#[derive(Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    /// A figure that should be at least what was promised.
    pub(crate) fn at_least(
        &mut self,
        what: &str,
        value: f64,
        unit: &'static str,
        promised: f64,
        note: String,
    ) {
        self.add(Figure {
            what: what.to_owned(),
            value,
            unit,
            promised: Some(promised),
            at_least: true,
            note,
        });
    }

    /// A figure that should be at most what was promised.
    pub(crate) fn at_most(
        &mut self,
        what: &str,
        value: f64,
        unit: &'static str,
        promised: f64,
        note: String,
    ) {
        self.add(Figure {
            what: what.to_owned(),
            value,
            unit,
            promised: Some(promised),
            at_least: false,
            note,
        });
    }

    /// A figure that stands beside others.
    pub(crate) fn beside(&mut self, what: &str, value: f64, unit: &'static str) {
        let what = what.to_owned();
        self.add(Figure { what, value, unit, promised: None, at_least: true, note: String::new() });
    }

    /// The table, with the machine's facts above it.
    pub(crate) fn table(&self, machine: &Value) -> String {
        let mut text = format!("machine: {machine}\n\n| what | measured | promised | |\n|---|---|---|---|\n");
        for it in &self.0 {
            let promised =
                it.promised.map(|n| format!("{} {n} {}", if it.at_least { "≥" } else { "≤" }, it.unit));
            let verdict = it.verdict().map_or("", |kept| if kept { "kept" } else { "NOT KEPT" });
            let note = if it.note.is_empty() { String::new() } else { format!(" ({})", it.note) };
            let (what, value, unit, promised) = (&it.what, it.value, it.unit, promised.unwrap_or_default());
            writeln!(text, "| {what} | {value:.2} {unit}{note} | {promised} | {verdict} |")
                .expect("a String takes it");
        }
        text
    }

    /// Keeps the run as JSON.
    pub(crate) fn write(&self, machine: &Value, path: &Path) -> std::io::Result<()> {
        let figures = self.0.iter().map(|it| {
            json!({ "what": it.what, "value": it.value, "unit": it.unit, "promised": it.promised,
                "kept": it.verdict(), "note": it.note })
        });
        let document = json!({ "machine": machine, "figures": figures.collect::<Vec<_>>() });
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, format!("{document:#}\n"))
    }

    fn add(&mut self, it: Figure) {
        eprintln!("{}: {:.2} {} {}", it.what, it.value, it.unit, it.note);
        self.0.push(it);
    }
}

impl Figure {
    fn verdict(&self) -> Option<bool> {
        self.promised.map(|it| if self.at_least { it <= self.value } else { self.value <= it })
    }
}

/// The value below which this part of the sorted values lies.
pub(crate) fn percentile(sorted: &[u32], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * part) as usize).copied().map_or(0.0, f64::from)
}
