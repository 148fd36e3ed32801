//! The nouns of this block and their rules: matters, cases, tasks, notices, remedies, law.
//! Knows no SQL, no HTTP and no clock.

mod affairs;
mod agency_cases;
mod card;
mod case;
pub mod changes;
pub mod check;
mod clocks;
mod conclusion;
pub mod cpsv;
pub mod draft;
pub mod fields;
pub mod inherit;
pub mod items;
pub mod law;
mod matter;
mod message;
mod notice;
mod process;
pub mod published;
pub mod records;
mod remedy;
pub(crate) mod shipped;
mod urgency;

pub use affairs::{
    ABSENCE_MS_MAX, APPROVE_EXTENSION, Absence, AbsenceId, Affairs, Answered, Escalation, EscalationId,
    ExtensionRequest, Holder, PROCEDURE_DAYS_MAX, Procedure, ProcedureId, Remark, RemarkId, RequestId,
    SUPERVISE,
};
pub use agency_cases::{CasesAsked, DeskFilter, DeskFilterId, FILTERS_MAX, Sought, Standing};
pub use card::Card;
pub use case::{Case, CaseId, Draft, DraftId, Stage, Task, TaskId, Visit, power_of};
pub use clocks::{CaseClock, CaseClocks, Duty};
pub use conclusion::{Conclusion, Departure, Facts, FiredRule, Reasons, Settled};
pub use matter::*;
pub use message::{MESSAGE_VALUES, MessageEvent, MessageWords};
pub use notice::{Notice, NoticeId, NoticeKind};
pub use process::{Automatic, Process, ProcessKind, Promise, Signed, SignedWords, Within};
pub use published::{Published, regions_in};
pub use remedy::{RemedyView, remedies};
pub use urgency::{Missed, THRESHOLDS, Urgency};

pub(crate) use affairs::check_words;
pub(crate) use conclusion::WORDS_MAX;
