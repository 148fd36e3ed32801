//! What the edge counts about its answers: how many of which status, how long they took.
//! Numbers only, no paths and no people.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::http::StatusCode;

use crate::Metric;

/// An answer slower than this is counted as slow, in milliseconds.
const SLOW_MS: u128 = 500;

#[derive(Default)]
pub(crate) struct Watch {
    by_class: [AtomicU64; 5],
    slow: AtomicU64,
}

impl Watch {
    pub(crate) fn count(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        self.by_class[class].fetch_add(1, Ordering::Relaxed);
        if SLOW_MS < took.as_millis() {
            self.slow.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(
                status = status.as_u16(),
                took_ms = took.as_millis() as u64,
                "An answer took long"
            );
        }
    }

    pub(crate) fn metrics(&self) -> Vec<Metric> {
        let read = |it: &AtomicU64| it.load(Ordering::Relaxed);
        let by_class = self.by_class.iter().zip(1..).map(|(n, class)| {
            Metric::counter(
                &format!("yiwang_http_answers_total{{class=\"{class}xx\"}}"),
                "Answers by status.",
                read(n),
            )
        });
        let slow = Metric::counter("yiwang_http_slow_total", "Answers over half a second.", read(&self.slow));
        by_class.chain([slow]).collect()
    }
}
