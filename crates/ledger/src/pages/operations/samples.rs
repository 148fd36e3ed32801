//! The pages of operations in each state, as the gallery shows them.
//! Jobs, acts and failures are invented.

use acts::{Behind, JobState, JobView, LeaseView, Parked};
use kit::{Id128, Lang, Time, t};
use maud::Markup;
use store::Figures;
use web::{
    Sample,
    pages::{self, Face, Flaws, Frame, Head, NavItem},
};

use super::{
    Reason,
    jobs::{JobsView, job_page, jobs_page},
    overview::{OperationsView, operations_page},
    parked::{parked_list_page, parked_page},
};
use crate::model::health::Standing;

const AT: Time = Time::from_ms(1_795_399_200_000);

/// Every page in every state.
pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample { name: "ledger-operations-well", render: well },
        Sample { name: "ledger-operations-wrong", render: wrong },
        Sample { name: "ledger-jobs-empty", render: jobs_empty },
        Sample { name: "ledger-jobs-filled", render: jobs_filled },
        Sample { name: "ledger-job-dead", render: job_dead },
        Sample { name: "ledger-job-waiting", render: job_waiting },
        Sample { name: "ledger-job-error", render: job_error },
        Sample { name: "ledger-parked-empty", render: parked_empty },
        Sample { name: "ledger-parked-filled", render: parked_filled },
        Sample { name: "ledger-parked-one", render: parked_one },
        Sample { name: "ledger-parked-watched", render: parked_watched },
    ]
}

fn operations(lang: Lang, standing: Standing, ready: bool) -> Markup {
    let figures = Figures {
        n_writes: 1_204,
        n_commits: 311,
        n_reads: 20_411,
        n_busy: 0,
        n_retries: 2,
        n_over_budget: 0,
        longest_write_us: 3_100,
    };
    let reactions = standing.behind.iter().map(|it| (it.reaction.clone(), it.n_acts)).collect();
    let note = "anhe.example/ledger\n1234\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n".to_owned();
    let view = OperationsView { standing, size: 1_234, n_epochs: 2, note, ready, figures, reactions };
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("operations.title", lang)) };
    whole(lang, "/admin/operations", &head, |_| operations_page(lang, &view))
}

fn standing() -> Standing {
    let until = AT.plus_ms(8_000);
    Standing {
        now: AT,
        n_jobs: [0, 0, 1, 4],
        n_parked: 0,
        n_pending: 0,
        signed_at: AT.plus_ms(-2_000),
        behind: vec![Behind { reaction: "cases.new_calendar".to_owned(), n_acts: 0 }],
        leases: vec![LeaseView { name: "keeper".to_owned(), holder: "node-1-2-3-4".to_owned(), until }],
    }
}

fn well(lang: Lang) -> Markup {
    operations(lang, standing(), true)
}

fn wrong(lang: Lang) -> Markup {
    let behind = vec![Behind { reaction: "cases.new_calendar".to_owned(), n_acts: 20_000 }];
    let it = Standing {
        n_jobs: [2, 1_001, 0, 0],
        n_parked: 1,
        n_pending: 6_000,
        signed_at: AT.plus_ms(-90_000),
        leases: Vec::new(),
        behind,
        ..standing()
    };
    operations(lang, it, false)
}

fn job(dead: bool) -> JobView {
    JobView {
        id: Id128(7).text("job"),
        kind: "cases.sweep".to_owned(),
        key: "sweep".to_owned(),
        due_at: AT,
        n_tries: if dead { 8 } else { 0 },
        reason: dead.then(|| "connection refused".to_owned()),
        dead_at: dead.then_some(AT),
    }
}

fn jobs(lang: Lang, view: &JobsView) -> Markup {
    let head = Head { wide: true, back: Some("/admin/operations"), ..Head::titled(t!("jobs.title", lang)) };
    whole(lang, "/admin/operations/jobs", &head, |_| jobs_page(lang, view))
}

fn jobs_empty(lang: Lang) -> Markup {
    jobs(lang, &JobsView { state: JobState::Dead, rows: Vec::new(), next: None })
}

fn jobs_filled(lang: Lang) -> Markup {
    let rows = vec![(job(true), "cases.sweep".to_owned())];
    jobs(lang, &JobsView { state: JobState::Dead, rows, next: Some(Id128(7).text("job")) })
}

fn one(lang: Lang, it: &JobView, key: Option<&str>, reason: &Reason) -> Markup {
    let error = !reason.flaws.is_empty();
    let head = Head { error, back: Some("/admin/operations/jobs"), ..Head::titled("cases.sweep") };
    let path = format!("/admin/operations/jobs/{}", it.id);
    whole(lang, &path, &head, |frame| job_page(frame, key, (it, "cases.sweep"), reason))
}

fn job_dead(lang: Lang) -> Markup {
    one(lang, &job(true), Some("k"), &Reason::default())
}

fn job_waiting(lang: Lang) -> Markup {
    one(lang, &job(false), None, &Reason::default())
}

fn job_error(lang: Lang) -> Markup {
    let words = t!("flaw.operations.reason_missing", lang).to_owned();
    let flaws = Flaws::new([("reason".to_owned(), words)]);
    one(lang, &job(true), Some("k"), &Reason { typed: String::new(), flaws })
}

fn parked() -> Parked {
    Parked {
        reaction: "cases.new_calendar".to_owned(),
        position: 1_001,
        act: Id128(9).text("act"),
        reason: "a stored calendar does not read".to_owned(),
        parked_at: AT,
    }
}

fn parked_list(lang: Lang, rows: &[(Parked, String)]) -> Markup {
    let head = Head { wide: true, back: Some("/admin/operations"), ..Head::titled(t!("parked.title", lang)) };
    whole(lang, "/admin/operations/parked", &head, |_| parked_list_page(lang, rows))
}

fn parked_empty(lang: Lang) -> Markup {
    parked_list(lang, &[])
}

fn parked_filled(lang: Lang) -> Markup {
    parked_list(lang, &[(parked(), "cases.new_calendar".to_owned())])
}

fn parked_act(lang: Lang, key: Option<&str>) -> Markup {
    let head = Head { back: Some("/admin/operations/parked"), ..Head::titled("cases.new_calendar") };
    let it = parked();
    whole(lang, "/admin/operations/parked/cases.new_calendar/1001", &head, |frame| {
        parked_page(frame, key, (&it, "cases.new_calendar"), &Reason::default())
    })
}

fn parked_one(lang: Lang) -> Markup {
    parked_act(lang, Some("k"))
}

fn parked_watched(lang: Lang) -> Markup {
    parked_act(lang, None)
}

fn whole(lang: Lang, path: &str, head: &Head<'_>, body: impl Fn(&Frame) -> Markup) -> Markup {
    let frame = Frame {
        lang,
        path: path.to_owned(),
        site: t!("sample.site", lang).to_owned(),
        face: Face::Admin,
        nav: vec![NavItem::new("/admin/operations", t!("nav.operations", lang))],
        foot: Vec::new(),
        who: Some("node".to_owned()),
        csrf: "0000".to_owned(),
        demo: true,
    };
    let body = body(&frame);
    pages::page(&frame, head, body)
}
