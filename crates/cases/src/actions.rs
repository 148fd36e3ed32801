//! The verbs: publish a matter, begin and make an application, handle it, decide it, look at it.
//! Each loads, checks, changes and records in one transaction.

mod agency_cases;
mod apply;
mod authoring;
mod bulk;
mod certificate;
mod clocks;
mod consult;
mod desk;
mod exports;
mod extensions;
mod find;
mod handle;
mod holders;
mod items;
mod look;
mod matters;
mod messages;
mod notices;
mod open_case;
mod procedures;
mod settle;
mod successions;
mod team;
mod views;
mod ways;

pub use agency_cases::{
    CasesPage, FILTER_NAME_CHARS_MAX, FOUND_MAX, agency_cases, drop_filter, find_cases, keep_filter,
};
pub use apply::{
    Applied, NewCase, correct, discard_draft, draft, drafts, files_in, save_draft, submit, withdraw,
};
pub use authoring::{
    AUTHOR, DraftView, PUBLISHER, begin_draft, draft_view, edit_draft, give_up_draft, import_draft,
    open_drafts, publish_draft, return_draft, submit_draft,
};
pub use bulk::{BULK_MAX, BulkPage, bulk_duties, bulk_page, conclude_as_proposed};
pub use certificate::certificate_type;
pub use clocks::{plan_sweep, recount, run_timers, sweep};
pub use consult::{Waiting, answer_escalation, escalate, remark, waiting};
pub use desk::{
    AtHand, DUTIES, DeskFile, DeskPage, May, WaysOpen, desk_page, open_desk_file, task_with_matter,
};
pub use exports::{Implemented, implemented, implementers, matter_records};
pub use extensions::{answer_extension, request_extension};
pub use find::{FOLLOWER, Ready, ready, tend_popularity};
pub use handle::{appoint, conclude, propose};
pub use holders::{
    HandOver, absences, claim, colleagues, delegate, end_absence, hand_over, release, set_absence,
};
pub use items::{ITEMS_IMPORTED, ITEMS_MAX, import_items, service_item};
pub use look::{CaseFile, file_of_case, open_file, open_notice};
pub use matters::{
    assign_competence, competence_at, competent_agency, current_matter, find_matter, list_matters,
    matter_version, publish_matter,
};
pub use procedures::{NewProcedure, PROCEDURE_POWERS, end_procedure, start_procedure};
pub use settle::report_mended;
pub use successions::{COUNTED_MAX, Estate, SHARES_LISTED_MAX, estate, share_key};
pub use team::{Member, Team, team};
pub use views::{
    CaseView, DeskRow, Held, NoticeView, PAGE_ROWS, TaskView, follow_own_case, notice_view, own_case,
    own_cases,
};
pub use ways::{ask_reviewer, send_back, take_back};

pub(crate) use authoring::{PUBLICATION, publish_due};
pub(crate) use clocks::{RECOUNT, SWEEP};
pub(crate) use holders::case_of_task;
pub(crate) use matters::MATTER_PUBLISHED;
pub(crate) use successions::{FOLLOW, follow, plan_following};
