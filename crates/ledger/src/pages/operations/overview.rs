//! How the platform does: what is wrong and what to do about it, then the figures behind it.
//! Says nothing about any person or case.

use acts::{JOBS_COUNTED_MAX, JobState};
use kit::{Error, Lang, Result, t};
use maud::{Markup, html};
use store::{Figures, Read};
use web::{
    Answer, Ctx,
    pages::{
        Column, Face, Figure, Head, SummaryRow, Table, Tone, figures, heading, inset, notification_banner,
        section, summary_list, table,
    },
};

use super::words;
use crate::{
    model::health::{Concern, Standing},
    pages::shown::{exact, moment},
};

/// What the page shows.
pub(crate) struct OperationsView {
    pub(crate) standing: Standing,
    pub(crate) size: u64,
    pub(crate) n_epochs: usize,
    pub(crate) note: String,
    pub(crate) ready: bool,
    pub(crate) figures: Figures,
    /// Each reaction in words.
    pub(crate) reactions: Vec<(String, i64)>,
}

pub(crate) async fn show(ctx: Ctx) -> Answer {
    let (standing, epochs) = ctx.store.read(read_standing).await?;
    let newest = epochs.first().ok_or(Error::Busy("ledger"))?;
    let reactions =
        standing.behind.iter().map(|it| (words(&ctx, "reaction", &it.reaction), it.n_acts)).collect();
    let view = OperationsView {
        size: newest.size,
        note: newest.note.clone(),
        n_epochs: epochs.len(),
        ready: (ctx.site.ready)().is_ok(),
        figures: ctx.store.figures(),
        reactions,
        standing,
    };
    let head = Head { wide: true, back: Some("/admin"), ..Head::titled(t!("operations.title", ctx.lang)) };
    Ok(ctx.page(Face::Admin, &head, operations_page(ctx.lang, &view)))
}

fn read_standing(read: &mut Read<'_>) -> Result<(Standing, Vec<acts::Epoch>)> {
    let epochs = acts::epochs(read)?;
    let mut n_jobs = [0; 4];
    for (n, state) in n_jobs.iter_mut().zip(JobState::ALL) {
        *n = acts::n_jobs(read, state)?;
    }
    let standing = Standing {
        now: read.now(),
        n_jobs,
        n_parked: acts::parked(read)?.len(),
        n_pending: acts::lag(read)?,
        signed_at: epochs.first().ok_or(Error::Busy("ledger"))?.signed_at,
        behind: acts::behind(read)?,
        leases: acts::leases(read)?,
    };
    Ok((standing, epochs))
}

pub(crate) fn operations_page(lang: Lang, view: &OperationsView) -> Markup {
    html! {
        (heading(t!("operations.caption", lang), t!("operations.title", lang)))
        (concerns(lang, view))
        (left(lang, &view.standing))
        (section(t!("operations.ledger", lang), ledger(lang, view)))
        (reactions(lang, view))
        (section(t!("operations.leases", lang), leases(lang, &view.standing)))
        (section(t!("operations.store", lang), store(lang, &view.figures)))
    }
}

fn concerns(lang: Lang, view: &OperationsView) -> Markup {
    let found = view.standing.concerns();
    if found.is_empty() && view.ready {
        return html! { (inset(html! { p { strong { (t!("operations.well", lang)) } } })) };
    }
    let each = html! {
        ul {
            @if !view.ready { li { (t!("operations.not_ready", lang)) } }
            @for it in found { li { (concern(lang, it)) } }
        }
    };
    notification_banner(lang, Tone::Warn, t!("operations.wrong", lang), each)
}

fn concern(lang: Lang, it: Concern) -> Markup {
    let (words, way) = match it {
        Concern::DeadJobs => (t!("concern.dead", lang), Some("/admin/operations/jobs?state=dead")),
        Concern::FailedJobs => (t!("concern.failed", lang), Some("/admin/operations/jobs?state=failed")),
        Concern::Parked => (t!("concern.parked", lang), Some("/admin/operations/parked")),
        Concern::NoKeeper => (t!("concern.no_keeper", lang), None),
        Concern::Stale => (t!("concern.stale", lang), None),
        Concern::Pending => (t!("concern.pending", lang), None),
        Concern::Behind => (t!("concern.behind", lang), None),
    };
    html! { (words) @if let Some(href) = way { " " a href=(href) { (t!("operations.look", lang)) } } }
}

fn left(lang: Lang, it: &Standing) -> Markup {
    let columns = [Column::text(t!("job.state", lang)), Column::number(t!("operations.n", lang))];
    let mut rows: Vec<Vec<Markup>> = JobState::ALL
        .iter()
        .zip(it.n_jobs)
        .map(|(state, n)| {
            let href = format!("/admin/operations/jobs?state={}", state.as_str());
            vec![html! { a href=(href) { (state_words(lang, *state)) } }, html! { (counted(n)) }]
        })
        .collect();
    let parked = html! { a href="/admin/operations/parked" { (t!("parked.title", lang)) } };
    rows.push(vec![parked, html! { (it.n_parked) }]);
    table(&Table { caption: t!("operations.left", lang), columns: &columns, rows, empty: "" })
}

fn ledger(lang: Lang, view: &OperationsView) -> Markup {
    let it = &view.standing;
    let (size, pending) = (view.size.to_string(), it.n_pending.to_string());
    let age = (it.now.ms_since(it.signed_at).max(0) / 1_000).to_string();
    let epochs = view.n_epochs.to_string();
    html! {
        (figures(&[
            Figure { value: &size, name: t!("ledger.size", lang), note: "" },
            Figure { value: &pending, name: t!("ledger.pending", lang), note: t!("ledger.pending.note", lang) },
            Figure { value: &age, name: t!("operations.age", lang), note: t!("operations.age.note", lang) },
            Figure { value: &epochs, name: t!("ledger.epochs", lang), note: t!("operations.epochs.note", lang) },
        ]))
        p { (t!("operations.anchor", lang)) }
        p { (t!("operations.checkpoint", lang)) }
        p { @for line in view.note.lines().filter(|it| !it.is_empty()) { (exact(line)) br; } }
        p { a href="/ledger" { (t!("operations.public", lang)) } }
    }
}

fn reactions(lang: Lang, view: &OperationsView) -> Markup {
    let columns =
        [Column::text(t!("operations.reaction", lang)), Column::number(t!("operations.behind", lang))];
    let rows = view.reactions.iter().map(|(words, n)| vec![html! { (words) }, html! { (n) }]).collect();
    let empty = t!("operations.no_reactions", lang);
    table(&Table { caption: t!("operations.reactions", lang), columns: &columns, rows, empty })
}

fn leases(lang: Lang, it: &Standing) -> Markup {
    let columns = [
        Column::text(t!("operations.lease", lang)),
        Column::text(t!("operations.holder", lang)),
        Column::text(t!("operations.until", lang)),
    ];
    let row = |it: &acts::LeaseView| vec![html! { (it.name) }, html! { (it.holder) }, moment(it.until)];
    html! {
        p { (t!("operations.leases.words", lang)) }
        (table(&Table {
            caption: t!("operations.leases", lang),
            columns: &columns,
            rows: it.leases.iter().map(row).collect(),
            empty: t!("operations.no_leases", lang),
        }))
    }
}

fn store(lang: Lang, it: &Figures) -> Markup {
    let row = |name, n: u64| SummaryRow::new(name, html! { (n) });
    html! {
        p { (t!("operations.store.words", lang)) }
        (summary_list(lang, &[
            row(t!("operations.writes", lang), it.n_writes),
            row(t!("operations.commits", lang), it.n_commits),
            row(t!("operations.reads", lang), it.n_reads),
            row(t!("operations.busy", lang), it.n_busy),
            row(t!("operations.retries", lang), it.n_retries),
            row(t!("operations.over_budget", lang), it.n_over_budget),
            row(t!("operations.longest", lang), it.longest_write_us),
        ]))
        p { a href="/metrics" { (t!("operations.metrics", lang)) } }
    }
}

pub(super) fn state_words(lang: Lang, state: JobState) -> &'static str {
    match state {
        JobState::Waiting => t!("job.waiting", lang),
        JobState::Running => t!("job.running", lang),
        JobState::Failed => t!("job.failed", lang),
        JobState::Dead => t!("job.dead", lang),
    }
}

/// A number that was counted up to a bound only.
fn counted(n: usize) -> String {
    if JOBS_COUNTED_MAX < n { format!("{JOBS_COUNTED_MAX}+") } else { n.to_string() }
}
