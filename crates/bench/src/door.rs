//! The real binary behind its real doors: submissions, case pages, start, memory, receipts.
//! Walks as a visitor of the demonstration would, then repeats the one door that is measured.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    Asked,
    client::{Client, Load, get, load},
    figure::{Figures, percentile},
    house::House,
    visitor::{Visitor, submission},
};

const N_CLIENTS: u64 = 64;

/// Measures the binary that was named.
pub(crate) fn measure(asked: &Asked, figures: &mut Figures) {
    let Some(binary) = &asked.binary else {
        eprintln!("door: not measured, --binary names no file");
        return;
    };
    let size = std::fs::metadata(binary).map_or(0, |it| it.len());
    figures.at_most("the binary", size as f64 / 1e6, "MB", 50.0, String::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let folder = std::env::temp_dir().join(format!("yiwang-bench-door-{}", std::process::id()));
    runtime.block_on(engine(asked, figures, &folder, binary, None));
    drop(std::fs::remove_dir_all(&folder));
    if let Some(url) = &asked.postgres {
        runtime.block_on(engine(asked, figures, &folder, binary, Some(url)));
        drop(std::fs::remove_dir_all(&folder));
    }
}

async fn engine(
    asked: &Asked,
    figures: &mut Figures,
    folder: &Path,
    binary: &PathBuf,
    postgres: Option<&str>,
) {
    let span = Duration::from_secs(if asked.quick { 2 } else { 10 });
    let house = House::start(binary, folder, postgres);
    let name = if postgres.is_some() { "PostgreSQL" } else { "embedded" };
    let owner = Visitor::take(&house.address, "shop-owner").await;
    let application = owner.application().await;
    let submissions = submit(&house, &owner, application, span).await;
    let promised = if postgres.is_some() { 3_000.0 } else { 8_000.0 };
    report(figures, &format!("case submissions, {name}"), &submissions, promised, 50.0);
    let lag = house.lag().await;
    figures.at_most(&format!("sequencer and reactions caught up, {name}"), lag, "s", 2.0, String::new());
    if postgres.is_none() {
        receipt(figures, &house, &owner).await;
        let case = owner.newest_case().await;
        let page = get(&case, &owner.cookie);
        let pages = load(&house.address, N_CLIENTS, span, move |_, _| page.clone(), 200).await;
        report(figures, "a case page, as its owner", &pages, 15_000.0, 20.0);
        let desk = Visitor::take(&house.address, "window").await;
        let page = get(&format!("/desk{case}"), &desk.cookie);
        let pages = load(&house.address, N_CLIENTS, span, move |_, _| page.clone(), 200).await;
        report(figures, "a case file, as an official, its access act included", &pages, 15_000.0, 20.0);
    }
    drop(house);
    if postgres.is_none() {
        let started = Instant::now();
        let house = House::start(binary, folder, None);
        let mut client = Client::connect(&house.address).await.expect("it listens");
        client.ask(&get("/", "")).await.expect("it answers");
        let took_ms = started.elapsed().as_secs_f64() * 1e3;
        figures.at_most("start to first answer, existing store", took_ms, "ms", 300.0, String::new());
        tokio::time::sleep(Duration::from_secs(3)).await;
        figures.at_most("idle memory", house.memory_mb(), "MB", 100.0, String::new());
    }
}

fn report(figures: &mut Figures, what: &str, it: &Load, promised: f64, p99_ms: f64) {
    let failed = if 0 < it.n_failed { format!("{} failed", it.n_failed) } else { String::new() };
    figures.at_least(what, it.rate(), "/s", promised, failed);
    figures.at_most(
        &format!("{what}, p99"),
        percentile(&it.times_us, 0.99) / 1e3,
        "ms",
        p99_ms,
        String::new(),
    );
}

async fn submit(house: &House, owner: &Visitor, application: Vec<(String, String)>, span: Duration) -> Load {
    let request = submission(owner, application);
    let request = move |client: u64, n: u64| request("bench", client, n);
    load(&house.address, N_CLIENTS, span, request, 303).await
}

/// How long until an act just recorded has its receipt.
async fn receipt(figures: &mut Figures, house: &House, owner: &Visitor) {
    let fields = owner.application().await;
    let mut client = Client::connect(&house.address).await.expect("it listens");
    client.ask(&submission(owner, fields)("receipt", 0, 0)).await.expect("it answers");
    let started = Instant::now();
    let case = owner.newest_case().await;
    let traces = client.ask(&get(&format!("{case}/traces"), &owner.cookie)).await.expect("it answers").text();
    let act = traces
        .split("/ledger/acts/")
        .nth(1)
        .and_then(|it| it.split(['"', '/', '?']).next())
        .unwrap_or_default();
    let path = format!("/ledger/acts/{act}/receipt");
    while client.ask(&get(&path, "")).await.expect("it answers").status != 200
        && started.elapsed().as_secs() < 10
    {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    figures.at_most("a receipt after its act", started.elapsed().as_secs_f64(), "s", 1.0, String::new());
}
