//! Everything that was ever acknowledged, and the checks that nothing of it is gone, changed or doubled.
//! Believes only what it wrote down before the kill: the answers, the verifier's key, the last checkpoint.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use crate::{
    Failure, Result,
    client::Client,
    ensure,
    house::House,
    leaves::{Leaves, size_of},
    load::Carried,
    program::Program,
    report::Report,
    visitor::Application,
};

/// The kind of act that each acknowledged application has exactly one of.
const SUBMITTED: &str = "case.submitted";
/// How long the ledger may take to give every act its place after a start.
const SETTLE_MS_MAX: u64 = 20_000;
/// How long an application sent again may be turned away.
const AGAIN_MS_MAX: u64 = 20_000;
/// How many acts' receipts are verified each time.
const RECEIPTS_MAX: usize = 3;
/// A ledger larger than this is verified as a whole only every so many rounds.
const LEAVES_EACH_TIME: u64 = 100_000;
/// How many rounds pass between two verifications of a large ledger.
const ROUNDS_BETWEEN: u64 = 10;
/// How many of all that was acknowledged are asked for once more at the end.
const AGAIN_MAX: usize = 200_000;
/// How many losses a failure names.
const LOSSES_SHOWN: usize = 5;
/// What a receipt's page is below a case.
const RECEIVED: &str = "/received";

/// What was acknowledged, and what is needed to check it.
pub(crate) struct Book {
    application: Application,
    /// The path each submission key was answered with.
    answers: BTreeMap<String, String>,
    n_submitted_before: u64,
    leaves: Leaves,
    n_leaves: u64,
    key: PathBuf,
    checkpoint: PathBuf,
}

impl Book {
    /// Opens the book on a house before anything is applied for.
    pub(crate) fn open(house: &House, application: Application) -> Result<Self> {
        let mut client = house.client();
        let (key, checkpoint) =
            (house.folder.with_extension("key"), house.folder.with_extension("checkpoint"));
        fs::write(&key, client.get("/ledger/key", "")?.body)?;
        settle(&mut client)?;
        let served = client.get("/ledger/checkpoint", "")?.body;
        fs::write(&checkpoint, &served)?;
        let mut leaves = Leaves::default();
        let n_submitted_before = leaves.count(&mut client, size_of(&served)?, SUBMITTED)?;
        let (answers, n_leaves) = (BTreeMap::new(), size_of(&served)?);
        Ok(Self { application, answers, n_submitted_before, leaves, n_leaves, key, checkpoint })
    }

    /// Checks a house that was started again against what the clients took with them.
    pub(crate) fn check(
        &mut self,
        house: &House,
        carried: Carried,
        n_round: u64,
        report: &mut Report,
    ) -> Result<()> {
        if let Some(it) = carried.strange.first() {
            let n = carried.strange.len();
            return Err(format!("{n} strange answers, the first: {it}; its log: {}", house.faults()).into());
        }
        report.n_acknowledged += carried.acknowledged.len() as u64;
        report.n_cut_off += carried.cut_off.len() as u64;
        report.n_turned_away += carried.turned_away.len() as u64;
        let open: Vec<_> = carried.cut_off.into_iter().chain(carried.turned_away).collect();
        for (key, answer) in self.ask(house, open.iter().map(String::as_str))? {
            self.answers.insert(key, answer);
        }
        let mut keys = open;
        for (key, answer) in carried.acknowledged {
            keys.push(key.clone());
            self.answers.insert(key, answer);
        }
        self.compare(house, keys.iter().map(String::as_str), report)?;
        if let Some(it) = carried.checkpoint {
            fs::write(&self.checkpoint, it)?;
        }
        self.check_counts(house, report)?;
        if self.n_leaves < LEAVES_EACH_TIME || n_round.is_multiple_of(ROUNDS_BETWEEN) {
            self.verify(house, report)?;
        }
        let sample: Vec<String> = keys.iter().rev().take(RECEIPTS_MAX).cloned().collect();
        self.check_receipts(house, &sample, report)
    }

    /// Checks everything that was ever acknowledged.
    pub(crate) fn check_all(&mut self, house: &House, report: &mut Report) -> Result<()> {
        let step = self.answers.len().div_ceil(AGAIN_MAX).max(1);
        self.compare(house, self.answers.keys().step_by(step).map(String::as_str), report)?;
        self.check_counts(house, report)?;
        self.verify(house, report)
    }

    /// Asks for each again: the same key must bring the same case, and the case must be there.
    fn compare<'a>(
        &self,
        house: &House,
        keys: impl Iterator<Item = &'a str>,
        report: &mut Report,
    ) -> Result<()> {
        let mut losses = Vec::new();
        for (key, answer) in self.ask(house, keys)? {
            report.n_asked_again += 1;
            let before = &self.answers[&key];
            if *before != answer {
                losses.push(format!("{key} was answered {before}, now {answer}"));
            }
        }
        report.n_lost += losses.len() as u64;
        ensure(losses.is_empty(), || {
            format!("{} lost: {}", losses.len(), losses[..losses.len().min(LOSSES_SHOWN)].join("; "))
        })
    }

    /// Sends these keys (again) from several clients; what each is answered, once its case was seen.
    fn ask<'a>(&self, house: &House, keys: impl Iterator<Item = &'a str>) -> Result<Vec<(String, String)>> {
        const CLIENTS: usize = 4;
        let keys: Vec<&str> = keys.collect();
        let parts: Vec<&[&str]> = keys.chunks(keys.len().div_ceil(CLIENTS).max(1)).collect();
        scope(|scope| {
            let asking: Vec<_> =
                parts.into_iter().map(|part| scope.spawn(|| self.ask_part(&house.address, part))).collect();
            let mut answers = Vec::new();
            for it in asking {
                answers.extend(it.join().map_err(|_| "a client panicked")??);
            }
            Ok(answers)
        })
    }

    fn ask_part(&self, address: &str, keys: &[&str]) -> Result<Vec<(String, String)>> {
        let mut client = Client::of(address);
        let mut answers = Vec::with_capacity(keys.len());
        for key in keys {
            let answer = self.ask_one(&mut client, key)?;
            let page = client.get(&answer, &self.application.cookie)?;
            ensure(page.status == 200, || format!("{answer} of {key} is answered {}", page.status))?;
            answers.push(((*key).to_owned(), answer));
        }
        Ok(answers)
    }

    fn ask_one(&self, client: &mut Client, key: &str) -> Result<String> {
        let started = Instant::now();
        loop {
            let answer = client.ask(&self.application.request(key)).map_err(|err| format!("{key}: {err}"))?;
            match (answer.status, answer.location()) {
                (303, Some(it)) => return Ok(it.to_owned()),
                (503, _) if started.elapsed().as_millis() < u128::from(AGAIN_MS_MAX) => {
                    sleep(Duration::from_millis(50));
                }
                (status, _) => return Err(format!("{key} is answered {status}: {}", answer.text()).into()),
            }
        }
    }

    /// The ledger has each application exactly once.
    fn check_counts(&mut self, house: &House, report: &mut Report) -> Result<()> {
        let mut client = house.client();
        settle(&mut client)?;
        self.n_leaves = size_of(&client.get("/ledger/checkpoint", "")?.body)?;
        let n_submitted = self.leaves.count(&mut client, self.n_leaves, SUBMITTED)? - self.n_submitted_before;
        let n_answered = self.answers.len() as u64;
        report.n_lost += n_submitted.abs_diff(n_answered);
        ensure(n_submitted == n_answered, || {
            format!("{n_answered} applications were answered, but {n_submitted} are in the ledger")
        })
    }

    /// The ledger holds by the key of the beginning and continues the last checkpoint from before the kill.
    fn verify(&self, house: &House, report: &mut Report) -> Result<()> {
        let words = ["--key".as_ref(), self.key.as_path(), "--since".as_ref(), self.checkpoint.as_path()];
        house.verify(&words)?.expect(0, "yiwang verify")?;
        report.n_verified += 1;
        Ok(())
    }

    /// The acts of these cases have receipts that verify.
    fn check_receipts(&self, house: &House, keys: &[String], report: &mut Report) -> Result<()> {
        let mut client = house.client();
        for key in keys {
            let case = self.answers[key].trim_end_matches(RECEIVED);
            let page = client.get(&format!("{case}/traces"), &self.application.cookie)?;
            let page = page.text();
            let acts: Vec<&str> =
                page.split("/ledger/acts/").skip(1).filter_map(|it| it.split('"').next()).collect();
            ensure(!acts.is_empty(), || format!("{case} has no traces"))?;
            for act in acts {
                let receipt = client.get(&format!("/ledger/acts/{act}/receipt"), "")?;
                ensure(receipt.status == 200, || {
                    format!("the receipt of {act} is answered {}", receipt.status)
                })?;
                verify_receipt(house, &self.key, &receipt.body)?.expect(0, "yiwang verify of a receipt")?;
                report.n_receipts += 1;
            }
        }
        Ok(())
    }
}

/// Verifies one receipt with a key.
pub(crate) fn verify_receipt(house: &House, key: &Path, receipt: &[u8]) -> Result<crate::program::Said> {
    let file = house.folder.with_extension("receipt");
    fs::write(&file, receipt)?;
    let words = ["verify".as_ref(), file.as_os_str(), "--key".as_ref(), key.as_os_str()];
    Program::begin(&house.binary, &words, &house.folder.with_extension("verify"))?.end()
}

/// Waits until every act has its place.
pub(crate) fn settle(client: &mut Client) -> Result<()> {
    let started = Instant::now();
    loop {
        let state = client.get("/api/ledger", "")?.text();
        let pending = state.split("\"pending\":").nth(1).and_then(|it| it.split([',', '}']).next());
        let n_pending: u64 = pending.unwrap_or_default().trim().parse().map_err(|_| -> Failure {
            format!("the ledger does not say how many acts wait: {state}").into()
        })?;
        if n_pending == 0 {
            return Ok(());
        }
        ensure(started.elapsed().as_millis() < u128::from(SETTLE_MS_MAX), || {
            format!("{n_pending} acts wait for their place since {SETTLE_MS_MAX} ms")
        })?;
        sleep(Duration::from_millis(20));
    }
}
