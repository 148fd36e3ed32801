//! The real binary behind its real doors: submissions, case pages, start, memory, receipts.
//! Walks as a visitor of the demonstration would, then repeats the one door that is measured.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    Asked,
    client::{Answer, Client, Load, get, load, post},
    figure::{Figures, percentile},
};

const N_CLIENTS: u64 = 64;
/// How long a first start may take, the city's history included.
const START_MAX: Duration = Duration::from_secs(120);
const MATTER: &str = "/matters/food-business-licence";

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

async fn submit(house: &House, owner: &Visitor, fields: Vec<(String, String)>, span: Duration) -> Load {
    let cookie = owner.cookie.clone();
    let request = move |client: u64, n: u64| {
        let mut fields = fields.clone();
        let key = fields.iter_mut().find(|it| it.0 == "submission").expect("the form has its key");
        key.1 = format!("bench-{client}-{n}");
        post(&format!("{MATTER}/cases"), &cookie, &fields)
    };
    load(&house.address, N_CLIENTS, span, request, 303).await
}

/// How long until an act just recorded has its receipt.
async fn receipt(figures: &mut Figures, house: &House, owner: &Visitor) {
    let fields = owner.application().await;
    let mut client = Client::connect(&house.address).await.expect("it listens");
    client.ask(&post(&format!("{MATTER}/cases"), &owner.cookie, &fields)).await.expect("it answers");
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

/// A running binary, stopped with the value.
struct House {
    child: Child,
    address: String,
}

impl House {
    /// Starts it on its own folder and waits until it says where it listens.
    fn start(binary: &PathBuf, folder: &Path, postgres: Option<&str>) -> Self {
        let address = free_address();
        let mut command = Command::new(binary);
        command.arg("--data").arg(folder).arg("--listen").arg(&address);
        if let Some(url) = postgres {
            std::fs::create_dir_all(folder).expect("the folder can be made");
            let file = folder.join("yiwang.toml");
            std::fs::write(&file, format!("[store]\nurl = \"{url}\"\n")).expect("the file can be written");
            command.arg("--config").arg(file);
        }
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary starts");
        let started = Instant::now();
        while std::net::TcpStream::connect(&address).is_err() {
            let ended = child.try_wait().expect("the binary can be asked");
            assert!(
                ended.is_none() && started.elapsed() < START_MAX,
                "the binary does not listen: {ended:?}"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        Self { child, address }
    }

    /// Seconds until nothing waits for its place in the ledger.
    async fn lag(&self) -> f64 {
        let started = Instant::now();
        let mut client = Client::connect(&self.address).await.expect("it listens");
        loop {
            let state = client.ask(&get("/api/ledger", "")).await.expect("it answers");
            let state: serde_json::Value = serde_json::from_slice(&state.body).expect("the state is JSON");
            let lag = state["pending"].as_i64();
            if lag == Some(0) || 60 < started.elapsed().as_secs() {
                return started.elapsed().as_secs_f64();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn memory_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(Command::new("kill").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
    }
}

fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").to_string()
}

/// Someone who took a role of the demonstration.
struct Visitor {
    address: String,
    cookie: String,
}

impl Visitor {
    async fn take(address: &str, role: &str) -> Self {
        let mut client = Client::connect(address).await.expect("it listens");
        let page = client.ask(&get("/demo", "")).await.expect("it answers");
        let visitor = cookie(&page);
        let csrf = hidden(&page.text(), "/demo/session").remove(0).1;
        let fields = [("csrf".to_owned(), csrf), ("role".to_owned(), role.to_owned())];
        let taken = client.ask(&post("/demo/session", &visitor, &fields)).await.expect("it answers");
        assert_eq!(taken.status, 303, "the role {role} can be taken");
        Self { address: address.to_owned(), cookie: cookie(&taken) }
    }

    async fn see(&self, path: &str) -> Answer {
        let mut client = Client::connect(&self.address).await.expect("it listens");
        client.ask(&get(path, &self.cookie)).await.expect("it answers")
    }

    /// Fills in the whole application page by page, as a person would; gives the form of the last page.
    async fn application(&self) -> Vec<(String, String)> {
        let mut client = Client::connect(&self.address).await.expect("it listens");
        for (page, answers) in PAGES {
            let path = format!("{MATTER}/application/{page}");
            let form = hidden(&self.see(&path).await.text(), &path);
            let answers = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let fields: Vec<_> = form.into_iter().chain(answers).collect();
            let answer = client.ask(&post(&path, &self.cookie, &fields)).await.expect("it answers");
            assert_eq!(answer.status, 303, "the page {page} is taken: {}", answer.text());
        }
        let check = self.see(&format!("{MATTER}/application/check")).await.text();
        hidden(&check, &format!("{MATTER}/cases"))
    }

    async fn newest_case(&self) -> String {
        let page = self.see("/cases").await.text();
        let id = page.split("href=\"/cases/case_").nth(1).and_then(|it| it.split(['"', '/', '?']).next());
        format!("/cases/case_{}", id.expect("there is a case"))
    }
}

fn cookie(answer: &Answer) -> String {
    let pairs = answer.headers("set-cookie").filter_map(|it| it.split(';').next());
    pairs.collect::<Vec<_>>().join("; ")
}

/// The hidden fields of the form that posts to a path.
fn hidden(page: &str, action: &str) -> Vec<(String, String)> {
    let mark = format!("action=\"{action}\"");
    let form =
        page.split("<form").find(|it| it.contains(&mark)).unwrap_or_else(|| panic!("no form to {action}"));
    let form = form.split("</form>").next().unwrap_or_default();
    let value = |tag: &str, name: &str| {
        let found = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(found.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let tags = form.split("<input").skip(1).filter(|it| it.contains("type=\"hidden\""));
    tags.filter_map(|it| Some((value(it, "name")?, value(it, "value")?))).collect()
}

const PAGES: &[(&str, &[(&str, &str)])] = &[
    (
        "applicant",
        &[
            ("operator_name", "安和市镜湖区老王面馆"),
            ("credit_code", "91350100M000100Y43"),
            ("legal_person", "王建平"),
            ("residence", "湖滨路32号"),
            ("contact_phone", "19900000002"),
        ],
    ),
    ("premises", &[("place", "990102001"), ("premises_address", "湖滨路32号"), ("area", "86.5")]),
    (
        "business",
        &[
            ("business_kind", "catering"),
            ("business_items", "hot"),
            ("business_items", "cold"),
            ("central_kitchen", "no"),
            ("network_sale", "no"),
        ],
    ),
    (
        "people",
        &[
            ("manager_name", "王建平"),
            ("manager_number", "11010519491231002X"),
            ("manager_phone", "19900000002"),
            ("staff", "6"),
        ],
    ),
    ("papers", &[("layout_plan", "counter"), ("rules_list", "counter")]),
    ("declaration", &[("truthful", "yes")]),
];
