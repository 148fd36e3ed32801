//! Agencies with their posts, powers, officials and competences, brought in from one file, all or nothing.
//! Says what it would change by doing it; every change is the action a steward would take by hand.

mod file;
mod settle;

use std::collections::BTreeMap;

use certificates::Effect;
use data_encoding::BASE32_NOPAD;
use directory::imports::{Diff, EXAMPLES_MAX, Examples, File, Outcome, Refused, Report};
use kit::{Actor, Result};
use store::Store;

use crate::house::secret;

/// How many characters a password of ours has: 100 bits.
const PASSWORD_CHARACTERS: usize = 20;

/// What came of a file.
pub(crate) struct Staffed {
    /// What changed, or why nothing did.
    pub(crate) report: Report,
    /// The new accounts, each with the password that is said once.
    pub(crate) passwords: Vec<(String, String)>,
}

/// One thing that changed, as the report lists it.
pub(super) enum Change {
    /// Something new.
    Added(String),
    /// Something that is no more.
    Removed(String),
    /// Something that is otherwise now.
    Changed(String),
}

/// Brings a file in. Waits for the store and works out passwords, so it is for commands, outside a runtime.
pub(crate) fn import(store: &Store, by: &Actor, effect: Effect, file: &File<'_>) -> Result<Staffed> {
    let mut report = Report {
        source: "agencies/file".to_owned(),
        file: file.short_name(),
        hash: file.hash(),
        outcome: Outcome::Refused,
        n_rows: 0,
        diff: Diff::default(),
        refused: Refused::default(),
        notes: Vec::new(),
    };
    let staffing = match file::read(file) {
        Ok(it) => it,
        Err((line, flaw)) => {
            report.refused.add(line, flaw);
            return Ok(Staffed { report, passwords: Vec::new() });
        }
    };
    report.n_rows = staffing.n_rows();
    let looked = staffing.clone();
    let (flaws, logins) = store.read(move |read| settle::look(read, &looked)).wait()?;
    if !flaws.is_empty() {
        flaws.into_iter().for_each(|(line, flaw)| report.refused.add(line, flaw));
        return Ok(Staffed { report, passwords: Vec::new() });
    }
    let mut hashes = BTreeMap::new();
    let mut passwords = Vec::new();
    for login in logins {
        let password = BASE32_NOPAD.encode(&secret())[..PASSWORD_CHARACTERS].to_lowercase();
        hashes.insert(login.clone(), identity::hash_password(&password, secret())?);
        passwords.push((login, password));
    }
    let by = by.clone();
    let changes = store.write(move |tx| settle::settle(tx, &by, effect, &staffing, &hashes)).wait()?;
    report.outcome = if changes.is_empty() { Outcome::Unchanged } else { Outcome::Imported };
    report.diff = diff(changes);
    Ok(Staffed { report, passwords })
}

fn diff(changes: Vec<Change>) -> Diff {
    let mut diff = Diff::default();
    for it in changes {
        let (examples, words) = match it {
            Change::Added(words) => (&mut diff.added, words),
            Change::Removed(words) => (&mut diff.removed, words),
            Change::Changed(words) => (&mut diff.renamed, words),
        };
        add(examples, words);
    }
    diff
}

fn add(examples: &mut Examples, words: String) {
    examples.n += 1;
    if examples.first.len() < EXAMPLES_MAX {
        examples.first.push(words);
    }
}
