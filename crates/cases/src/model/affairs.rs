//! What officials arrange around a case: procedures that stop its clock, requests, who holds a task, leave, remarks.
//! Every one of them is a moment and a name; words are sealed under the applicant's key where they are kept.

use std::collections::BTreeMap;

use kit::{Flaw, OfficialId, Refusal, Result, Time, id};

use super::{CaseId, TaskId, WORDS_MAX};

id!(/** A special procedure of a case. */ ProcedureId, "procedure");
id!(/** A request to extend a time. */ RequestId, "request");
id!(/** A question to a superior. */ EscalationId, "escalation");
id!(/** A time in which somebody is away. */ AbsenceId, "absence");
id!(/** A remark of officials. */ RemarkId, "remark");

/// The power to approve that a time is extended.
pub const APPROVE_EXTENSION: &str = "case.approve_extension";
/// The power to answer questions of one's agency and to give its tasks to others.
pub const SUPERVISE: &str = "case.supervise";

/// How many working days a special procedure may be expected to take.
pub const PROCEDURE_DAYS_MAX: u32 = 250;
/// How long somebody may be away at once.
pub const ABSENCE_MS_MAX: i64 = 366 * 86_400_000;
/// The fewest characters of words that say why.
const WORDS_MIN: usize = 4;

/// A special procedure 特别程序: while it lasts, the time to decide stands still.
#[derive(Clone, Debug)]
pub struct Procedure {
    /// Its identifier.
    pub id: ProcedureId,
    /// Which one, by its key in the matter.
    pub key: String,
    /// By which clause the clock stands.
    pub clause: String,
    /// Since when.
    pub started_at: Time,
    /// Who started it.
    pub started_by: OfficialId,
    /// Until when it is expected to last, as the applicant was told.
    pub expected_at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// Who ended it.
    pub ended_by: Option<OfficialId>,
    /// Why it is needed; nothing once the person was erased.
    pub reason: Option<String>,
    /// What came of it.
    pub found: Option<String>,
}

/// A request to extend the time to decide, and what was answered.
#[derive(Clone, Debug)]
pub struct ExtensionRequest {
    /// Its identifier.
    pub id: RequestId,
    /// The case.
    pub case: CaseId,
    /// When it was made.
    pub asked_at: Time,
    /// Who asks.
    pub asked_by: OfficialId,
    /// Why; nothing once the person was erased.
    pub reason: Option<String>,
    /// When it was answered.
    pub answered_at: Option<Time>,
    /// Who answered.
    pub answered_by: Option<OfficialId>,
    /// Whether it was approved.
    pub answer: Option<Answered>,
    /// What else was said.
    pub answer_words: Option<String>,
}

/// What was answered to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Yes.
    Approved,
    /// No.
    Declined,
}

/// Who has taken a task from the pool, or was given it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The task.
    pub task: TaskId,
    /// Who has it.
    pub official: OfficialId,
    /// Since when.
    pub since: Time,
    /// Who gave it to them; nobody where they took it.
    pub given_by: Option<OfficialId>,
    /// What was said with it.
    pub words: Option<String>,
}

/// A time in which somebody is away and another stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Its identifier.
    pub id: AbsenceId,
    /// Who is away.
    pub official: OfficialId,
    /// Who stands in.
    pub cover: OfficialId,
    /// From when.
    pub from_at: Time,
    /// Until when.
    pub until_at: Time,
    /// When it was ended early.
    pub ended_at: Option<Time>,
}

/// A question to a superior about a task, and the answer.
#[derive(Clone, Debug)]
pub struct Escalation {
    /// Its identifier.
    pub id: EscalationId,
    /// The case.
    pub case: CaseId,
    /// The task.
    pub task: TaskId,
    /// When it was asked.
    pub asked_at: Time,
    /// Who asks.
    pub asked_by: OfficialId,
    /// What; nothing once the person was erased.
    pub words: Option<String>,
    /// When it was answered.
    pub answered_at: Option<Time>,
    /// Who answered.
    pub answered_by: Option<OfficialId>,
    /// The answer.
    pub answer: Option<String>,
}

/// A remark that only officials of the case read.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Its identifier.
    pub id: RemarkId,
    /// Who wrote it.
    pub official: OfficialId,
    /// When.
    pub written_at: Time,
    /// What; nothing once the person was erased.
    pub words: Option<String>,
}

/// Everything officials arranged around a case.
#[derive(Clone, Debug, Default)]
pub struct Affairs {
    /// The special procedures, oldest first.
    pub procedures: Vec<Procedure>,
    /// The requests to extend, oldest first.
    pub requests: Vec<ExtensionRequest>,
    /// Who holds its open tasks, by the task's identifier.
    pub holders: BTreeMap<String, Holder>,
    /// The questions to superiors, oldest first.
    pub escalations: Vec<Escalation>,
    /// The remarks, oldest first.
    pub remarks: Vec<Remark>,
}

impl Affairs {
    /// The procedure that is under way.
    pub fn procedure(&self) -> Option<&Procedure> {
        self.procedures.iter().find(|it| it.ended_at.is_none())
    }

    /// The request that waits for an answer.
    pub fn request(&self) -> Option<&ExtensionRequest> {
        self.requests.iter().find(|it| it.answered_at.is_none())
    }

    /// Everybody named in it.
    pub fn officials(&self) -> impl Iterator<Item = &OfficialId> {
        let procedures = self.procedures.iter().flat_map(|it| [Some(&it.started_by), it.ended_by.as_ref()]);
        let requests = self.requests.iter().flat_map(|it| [Some(&it.asked_by), it.answered_by.as_ref()]);
        let holders = self.holders.values().flat_map(|it| [Some(&it.official), it.given_by.as_ref()]);
        let asked = self.escalations.iter().flat_map(|it| [Some(&it.asked_by), it.answered_by.as_ref()]);
        let remarks = self.remarks.iter().map(|it| Some(&it.official));
        procedures.chain(requests).chain(holders).chain(asked).chain(remarks).flatten()
    }
}

impl Answered {
    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Answered::Approved => "approved",
            Answered::Declined => "declined",
        }
    }

    /// Takes the word stored.
    pub fn parse(word: &str) -> Option<Self> {
        [Answered::Approved, Answered::Declined].into_iter().find(|it| it.as_str() == word)
    }
}

impl Absence {
    /// Whether it holds at a moment.
    pub fn holds_at(&self, at: Time) -> bool {
        self.ended_at.is_none() && self.from_at <= at && at < self.until_at
    }
}

/// Words that must say something, and not too much.
pub(crate) fn check_words(field: &str, words: &str) -> Result<()> {
    let n = words.trim().chars().count();
    let flaw = match n {
        _ if n < WORDS_MIN => Flaw::of(field, "conclusion.words"),
        _ if WORDS_MAX < n => Flaw::of(field, "text.too_long").with("max", WORDS_MAX),
        _ => return Ok(()),
    };
    Err(Refusal::flawed(vec![flaw]).into())
}
