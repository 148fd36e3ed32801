//! Jobs of one state, and one job with what can be done about it.
//! A job's key and failure are for operators and hold no personal data.

use acts::{JOBS_ROWS_MAX, JobState, JobView};
use axum::extract::{Path, Query};
use kit::{Lang, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Column, Face, Frame, Head, SummaryRow, Table, heading, pagination, section, summary_list, table,
    },
};

use super::{Reason, Remedy, discards, may_operate, overview::state_words, remedies, words};
use crate::{actions::leftovers, pages::shown::moment};

/// Which jobs are asked for.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

/// The jobs of a state, each with the words of its kind.
pub(crate) struct JobsView {
    pub(crate) state: JobState,
    pub(crate) rows: Vec<(JobView, String)>,
    pub(crate) next: Option<String>,
}

pub(crate) async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let state = JobState::parse(&asked.state).unwrap_or(JobState::Dead);
    let after = Some(asked.after).filter(|it| !it.is_empty());
    let mut found = ctx.store.read(move |read| acts::jobs(read, state, after.as_deref())).await?;
    let more = JOBS_ROWS_MAX < found.len();
    found.truncate(JOBS_ROWS_MAX);
    let next = found.last().filter(|_| more).map(|it| it.id.clone());
    let rows = found.into_iter().map(|it| (it.clone(), words(&ctx, "job", &it.kind))).collect();
    let view = JobsView { state, rows, next };
    let back = Some("/admin/operations");
    let head = Head { wide: true, back, ..Head::titled(t!("jobs.title", ctx.lang)) };
    Ok(ctx.page(Face::Admin, &head, jobs_page(ctx.lang, &view)))
}

pub(crate) async fn show(ctx: Ctx, Path(id): Path<String>) -> Answer {
    page(&ctx, id, &Reason::default()).await
}

/// Tries a dead job again, or gives it up.
pub(crate) async fn settle(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let deed = if discards(&posted) { leftovers::discard_job } else { leftovers::retry_job };
    let (by, key, job, reason) =
        (ctx.by.clone(), posted.key.clone(), id.clone(), posted.get("reason").to_owned());
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &key, &by, |tx| {
            deed(tx, &by, &job, &reason)?;
            Ok("/admin/operations/jobs?state=dead".to_owned())
        })
    });
    match write.await {
        Ok(path) => Ok(web::redirect(&path)),
        Err(err) => page(&ctx, id, &Reason::refused(&ctx, &posted, err)?).await,
    }
}

async fn page(ctx: &Ctx, id: String, reason: &Reason) -> Answer {
    let job = ctx.store.read(move |read| acts::job(read, &id)).await?;
    let kind = words(ctx, "job", &job.kind);
    let back = format!("/admin/operations/jobs?state={}", job.state().as_str());
    let error = !reason.flaws.is_empty();
    let head = Head { error, back: Some(&back), ..Head::titled(&kind) };
    let key = may_operate(ctx).then(|| ctx.submission_key());
    let body = job_page(&ctx.frame(Face::Admin), key.as_deref(), (&job, &kind), reason);
    Ok(match error {
        true => ctx.flawed_page(Face::Admin, &head, body),
        false => ctx.page(Face::Admin, &head, body),
    })
}

pub(crate) fn jobs_page(lang: Lang, view: &JobsView) -> Markup {
    let columns = [
        Column::text(t!("job.kind", lang)),
        Column::text(t!("job.due", lang)),
        Column::number(t!("job.tries", lang)),
        Column::text(t!("job.reason", lang)),
    ];
    let row = |(it, kind): &(JobView, String)| {
        vec![
            html! { a href={ "/admin/operations/jobs/" (it.id) } { (kind) } },
            moment(it.dead_at.unwrap_or(it.due_at)),
            html! { (it.n_tries) },
            html! { (it.reason.as_deref().unwrap_or_default()) },
        ]
    };
    let state = view.state.as_str();
    let next = view.next.as_ref().map(|it| format!("/admin/operations/jobs?state={state}&after={it}"));
    html! {
        (heading(t!("operations.title", lang), t!("jobs.title", lang)))
        nav aria-label=(t!("job.state", lang)) {
            ul.facts {
                @for it in JobState::ALL {
                    li {
                        @if it == view.state { strong aria-current="page" { (state_words(lang, it)) } }
                        @else {
                            a href={ "/admin/operations/jobs?state=" (it.as_str()) } { (state_words(lang, it)) }
                        }
                    }
                }
            }
        }
        p { (meaning(lang, view.state)) }
        (table(&Table {
            caption: state_words(lang, view.state),
            columns: &columns,
            rows: view.rows.iter().map(row).collect(),
            empty: t!("jobs.none", lang),
        }))
        (pagination(lang, None, next.as_deref()))
    }
}

/// A job; without a key nothing can be done about it.
pub(crate) fn job_page(
    frame: &Frame,
    key: Option<&str>,
    (it, kind): (&JobView, &str),
    reason: &Reason,
) -> Markup {
    let lang = frame.lang;
    let mut rows = vec![
        SummaryRow::new(t!("job.state", lang), html! { (state_words(lang, it.state())) }),
        SummaryRow::new(t!("job.kind", lang), html! { code { (it.kind) } }),
        SummaryRow::new(t!("job.key", lang), html! { code { (it.key) } }),
        SummaryRow::new(t!("job.tries", lang), html! { (it.n_tries) }),
    ];
    match it.dead_at {
        Some(at) => rows.push(SummaryRow::new(t!("job.dead_at", lang), moment(at))),
        None => rows.push(SummaryRow::new(t!("job.due", lang), moment(it.due_at))),
    }
    if let Some(why) = &it.reason {
        rows.push(SummaryRow::new(t!("job.reason", lang), html! { (why) }));
    }
    let path = format!("/admin/operations/jobs/{}", it.id);
    let remedy =
        Remedy { path: &path, retry: t!("job.retry.words", lang), discard: t!("job.discard.words", lang) };
    html! {
        (reason.flaws.summary(lang))
        (heading(t!("jobs.title", lang), kind))
        p { (meaning(lang, it.state())) }
        (summary_list(lang, &rows))
        @if it.dead_at.is_some() {
            @if let Some(key) = key {
                (section(t!("operations.remedy", lang), remedies(frame, key, &remedy, reason)))
            } @else {
                p { (t!("operations.only_operators", lang)) }
            }
        }
    }
}

fn meaning(lang: Lang, state: JobState) -> &'static str {
    match state {
        JobState::Waiting => t!("job.waiting.words", lang),
        JobState::Running => t!("job.running.words", lang),
        JobState::Failed => t!("job.failed.words", lang),
        JobState::Dead => t!("job.dead.words", lang),
    }
}
