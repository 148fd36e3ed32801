//! How what is left to do stands: jobs by their state, reactions and how far they are behind, leases.
//! For operators; nothing here does a job, and nothing here holds personal data.

use kit::{Refusal, Result, Time};
use store::{Read, Tx};

use crate::{Parked, tables};

/// How many jobs one page lists.
pub const JOBS_ROWS_MAX: usize = 50;

/// How many jobs of a state are counted; more are said to be more.
pub const JOBS_COUNTED_MAX: usize = 1_000;

/// How many reactions and leases are listed.
const ROWS_MAX: i64 = 500;

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Its time has not come, or it is next.
    Waiting,
    /// A node does it now, or died doing it; then another takes it within a minute.
    Running,
    /// It failed and is tried again.
    Failed,
    /// It was given up.
    Dead,
}

/// One job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobView {
    /// Its identifier.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What makes it the only one of its kind for its purpose.
    pub key: String,
    /// When it is due.
    pub due_at: Time,
    /// How often it was tried.
    pub n_tries: i64,
    /// Why it last failed, for operators.
    pub reason: Option<String>,
    /// When it was given up.
    pub dead_at: Option<Time>,
}

/// How far a reaction is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Its name.
    pub reaction: String,
    /// How many acts it has not heard yet.
    pub n_acts: i64,
}

/// Who does what only one may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseView {
    /// What it is for.
    pub name: String,
    /// The node that holds it.
    pub holder: String,
    /// Until when, unless it is renewed.
    pub until: Time,
}

impl JobState {
    /// The four of them.
    pub const ALL: [JobState; 4] = [JobState::Dead, JobState::Failed, JobState::Running, JobState::Waiting];

    /// As addresses write it.
    pub fn as_str(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Failed => "failed",
            JobState::Dead => "dead",
        }
    }

    /// What an address means.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

impl JobView {
    /// How it stands.
    pub fn state(&self) -> JobState {
        match (self.dead_at, &self.reason, self.n_tries) {
            (Some(_), ..) => JobState::Dead,
            (None, Some(_), _) => JobState::Failed,
            (None, None, 0) => JobState::Waiting,
            (None, None, _) => JobState::Running,
        }
    }
}

/// The jobs of a state, those due first before the others, after one of them.
pub fn jobs(read: &mut Read<'_>, state: JobState, after: Option<&str>) -> Result<Vec<JobView>> {
    let after = after.map(|id| tables::job(read, id)).transpose()?.flatten();
    let after = after.map(|it| (it.dead_at.unwrap_or(it.due_at), it.id));
    let (at, id) = after.unwrap_or((Time::from_ms(i64::MIN), String::new()));
    tables::jobs(read, state, (at, &id), JOBS_ROWS_MAX as i64 + 1)
}

/// How many jobs are in a state, up to [`JOBS_COUNTED_MAX`] and one more.
pub fn n_jobs(read: &mut Read<'_>, state: JobState) -> Result<usize> {
    let all = tables::jobs(read, state, (Time::from_ms(i64::MIN), ""), JOBS_COUNTED_MAX as i64 + 1)?;
    Ok(all.len())
}

/// One job.
pub fn job(read: &mut Read<'_>, id: &str) -> Result<JobView> {
    tables::job(read, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// Takes a dead job off the list: it will not be done.
pub fn discard_dead(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    if tables::delete_dead_job(tx, id)? { Ok(()) } else { Err(Refusal::not_found().into()) }
}

/// An act that a reaction could not digest.
pub fn parked_at(read: &mut Read<'_>, reaction: &str, position: i64) -> Result<Parked> {
    tables::parked_at(read, reaction, position)?.ok_or_else(|| Refusal::not_found().into())
}

/// Lets a reaction hear a parked act again; the keeper does so within a second.
pub fn hear_again(tx: &mut Tx<'_>, reaction: &str, position: i64) -> Result<()> {
    if tables::park_again(tx, reaction, position)? { Ok(()) } else { Err(Refusal::not_found().into()) }
}

/// Takes a parked act off the list: the reaction will never hear it.
pub fn discard_parked(tx: &mut Tx<'_>, reaction: &str, position: i64) -> Result<()> {
    if tables::delete_parked(tx, reaction, position)? { Ok(()) } else { Err(Refusal::not_found().into()) }
}

/// How far each reaction is behind.
pub fn behind(read: &mut Read<'_>) -> Result<Vec<Behind>> {
    let last = tables::last_position(read)?;
    let all = tables::reactions(read, ROWS_MAX)?;
    Ok(all
        .into_iter()
        .map(|(reaction, position)| Behind { reaction, n_acts: (last - position).max(0) })
        .collect())
}

/// Who does what only one may do.
pub fn leases(read: &mut Read<'_>) -> Result<Vec<LeaseView>> {
    tables::leases(read, ROWS_MAX)
}
