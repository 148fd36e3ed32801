//! What operators and load balancers read: `/healthz`, `/readyz`, `/metrics`.
//! Numbers and words of ours only; nothing about anyone.

use std::{fmt::Write, sync::Arc};

use axum::{extract::State, http::StatusCode, response::IntoResponse};

use crate::{Answer, Site, answer};

/// One number, in the text format of Prometheus.
#[derive(Clone, Debug)]
pub struct Metric {
    /// `yiwang_…`, with its unit last; labels may follow in braces.
    pub name: String,
    /// What it counts.
    pub help: &'static str,
    /// The number.
    pub value: i64,
    /// Whether it only ever grows.
    pub counter: bool,
}

impl Metric {
    /// A number that only ever grows.
    pub fn counter(name: &str, help: &'static str, value: u64) -> Self {
        Self { name: name.to_owned(), help, value: value as i64, counter: true }
    }

    /// A number that comes and goes.
    pub fn gauge(name: &str, help: &'static str, value: i64) -> Self {
        Self { name: name.to_owned(), help, value, counter: false }
    }
}

pub(crate) async fn healthz() -> Answer {
    Ok(answer::file("text/plain", "no-store", b"ok\n".to_vec()))
}

pub(crate) async fn readyz(State(site): State<Arc<Site>>) -> Answer {
    let stored = site.store.read(|read| Ok(read.now())).await.map(|_| ()).map_err(|err| err.to_string());
    Ok(match stored.and_then(|()| (site.ready)()) {
        Ok(()) => answer::file("text/plain", "no-store", b"ready\n".to_vec()),
        Err(why) => {
            tracing::warn!(why = %why, "Not ready: {why}");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    })
}

pub(crate) async fn metrics(State(site): State<Arc<Site>>) -> Answer {
    let figures = site.store.figures();
    let mut all = vec![
        Metric::counter("yiwang_store_writes_total", "Writes that became durable.", figures.n_writes),
        Metric::counter("yiwang_store_commits_total", "Commits they shared.", figures.n_commits),
        Metric::counter("yiwang_store_reads_total", "Reads answered.", figures.n_reads),
        Metric::counter("yiwang_store_busy_total", "Jobs turned away.", figures.n_busy),
        Metric::counter("yiwang_store_retries_total", "Transactions run again.", figures.n_retries),
        Metric::counter(
            "yiwang_store_over_budget_total",
            "Writes over their time budget.",
            figures.n_over_budget,
        ),
        Metric::gauge("yiwang_store_longest_write_us", "Longest write.", figures.longest_write_us as i64),
    ];
    all.extend(site.watch.metrics());
    all.extend(site.metrics.iter().flat_map(|it| it()));
    let mut text = String::new();
    for it in &all {
        let name = it.name.split('{').next().unwrap_or_default();
        let kind = if it.counter { "counter" } else { "gauge" };
        writeln!(text, "# HELP {name} {}\n# TYPE {name} {kind}\n{} {}", it.help, it.name, it.value)
            .expect("writing to a String works");
    }
    Ok(answer::file("text/plain; version=0.0.4", "no-store", text.into_bytes()))
}
