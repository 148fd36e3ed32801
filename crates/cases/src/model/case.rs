//! A case 办件 and its tasks 待办: where it is, whose it is, what may still be done with it.
//! Every state is a moment, not a flag.

use kit::{AgencyId, OfficialId, Refusal, RegionCode, Result, SubjectId, Time, id};

use super::CaseClocks;

id!(/** A case. */ CaseId, "case");
id!(/** A task. */ TaskId, "task");
id!(/** An application not yet made. */ DraftId, "draft");

/// Where a case is, in the words of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 收件: here, not yet accepted.
    Received,
    /// 补正: told once what is missing; the applicant's turn.
    Correcting,
    /// 受理: the decision clock runs.
    Accepted,
    /// 决定: decided, not yet delivered.
    Decided,
    /// 办结: nothing is left to do.
    Ended,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 5] =
        [Stage::Received, Stage::Correcting, Stage::Accepted, Stage::Decided, Stage::Ended];

    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Received => "received",
            Stage::Correcting => "correcting",
            Stage::Accepted => "accepted",
            Stage::Decided => "decided",
            Stage::Ended => "ended",
        }
    }

    /// Takes the word stored.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its identifier.
    pub id: CaseId,
    /// 办件编号: what people quote.
    pub number: String,
    /// The matter, by key.
    pub matter: String,
    /// The version of the matter it keeps to its end.
    pub version: String,
    /// Whose case it is.
    pub subject: SubjectId,
    /// Where it belongs.
    pub region: RegionCode,
    /// The agency that decides it.
    pub agency: AgencyId,
    /// Where that agency sits.
    pub agency_region: RegionCode,
    /// Where it is.
    pub stage: Stage,
    /// How far its process has come.
    pub flow: flow::State,
    /// Its times.
    pub clocks: CaseClocks,
    /// When it came in.
    pub received_at: Time,
    /// When the applicant was told what to correct; once at most.
    pub correction_told_at: Option<Time>,
    /// When it was accepted.
    pub accepted_at: Option<Time>,
    /// When it was decided.
    pub decided_at: Option<Time>,
    /// When the decision was delivered.
    pub delivered_at: Option<Time>,
    /// When nothing was left to do.
    pub ended_at: Option<Time>,
    /// How it ended.
    pub outcome: Option<String>,
}

impl Case {
    /// Whether the applicant may still withdraw it.
    pub fn may_withdraw(&self) -> Result<()> {
        match self.stage {
            Stage::Received | Stage::Correcting | Stage::Accepted => Ok(()),
            Stage::Decided | Stage::Ended => Err(Refusal::conflict("case.decided").into()),
        }
    }

    /// Whether the applicant may hand in what was missing.
    pub fn may_correct(&self) -> Result<()> {
        if self.stage == Stage::Correcting {
            Ok(())
        } else {
            Err(Refusal::conflict("case.nothing_to_correct").into())
        }
    }

    /// Whether the applicant may still be told what is missing: once, before acceptance (行政许可法 §32).
    pub fn may_be_sent_back(&self) -> Result<()> {
        match self.correction_told_at {
            None => Ok(()),
            Some(_) => Err(Refusal::conflict("case.corrected_once").into()),
        }
    }
}

/// A task: what a post must do, or what the applicant must.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its identifier.
    pub id: TaskId,
    /// The case.
    pub case: CaseId,
    /// The node of the flow it stands for.
    pub node: String,
    /// Which opening of that node.
    pub visit: u32,
    /// `accept`, `examine`, `inspect`, `decide`, `deliver`; `correct` for the applicant.
    pub duty: String,
    /// Whose it is; nobody's when it is the applicant's.
    pub agency: Option<AgencyId>,
    /// When it is due.
    pub due_at: Time,
    /// Since when it is there.
    pub opened_at: Time,
    /// When it was done or fell away.
    pub ended_at: Option<Time>,
    /// Who did it; nobody when it fell away.
    pub ended_by: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// Which seat of a joint review it is, or the official whose opinion was asked; nothing where a step has
    /// only its own.
    pub seat: Option<String>,
}

impl Task {
    /// What came of a task whose official sent the case back.
    pub const RETURNED: &str = "returned";

    /// When a task is due that nothing sets a time for.
    pub const NEVER: Time = Time::from_ms(i64::MAX);

    /// Whether it may still be done.
    pub fn may_end(&self) -> Result<()> {
        if self.ended_at.is_none() { Ok(()) } else { Err(Refusal::conflict("task.ended").into()) }
    }

    /// The power its duty needs, as posts hold it.
    pub fn power(&self) -> String {
        power_of(&self.duty)
    }
}

/// The power that a duty needs, as posts hold it.
pub fn power_of(duty: &str) -> String {
    match duty {
        // Looking at a promise is looking on site, and revoking is deciding.
        "verify" => "case.inspect".to_owned(),
        "revoke" => "case.decide".to_owned(),
        duty => format!("case.{duty}"),
    }
}

/// An appointed visit on site; two officials go (行政许可法 §34).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When.
    pub at: Time,
    /// Who goes.
    pub officials: [OfficialId; 2],
    /// When it was appointed.
    pub appointed_at: Time,
}

/// An application begun and not yet made.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its identifier.
    pub id: DraftId,
    /// The matter, by key.
    pub matter: String,
    /// The version it was begun under.
    pub version: String,
    /// What was answered so far.
    pub answers: forms::Answers,
    /// What was typed and could not be read as an answer yet: nothing typed is lost.
    pub typed: Vec<(String, String)>,
    /// When it was last changed.
    pub updated_at: Time,
}
