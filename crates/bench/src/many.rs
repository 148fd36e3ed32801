//! Pages and searches with a million cases in the store, beside the same with ten thousand.
//! All of them wait at one agency, which is the hardest for its lists.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::{
    Asked,
    client::{Client, Load, get, load, post},
    figure::{Figures, percentile},
    house::House,
    visitor::{Visitor, hidden, submission},
};

/// How many cases the comparison has.
const N_FEW: u64 = 10_000;
/// How many clients ask at once.
const N_CLIENTS: u64 = 8;
/// How many apply at once while the store is filled.
const N_APPLYING: u64 = 64;
/// Of how many applications each one is remembered, to be looked at later.
const ONE_OF: u64 = 50;

/// What is measured, with the p50 and p99 in milliseconds that were promised for it.
const PAGES: [(&str, f64, f64); 5] = [
    ("a case page, as its owner", 5.0, 25.0),
    ("a case file, as an official, its access act included", 5.0, 25.0),
    ("my tasks", 5.0, 25.0),
    ("an agency's list of cases", 5.0, 25.0),
    ("desk search", 50.0, 50.0),
];

/// Fills a store and measures it twice.
pub(crate) fn measure(asked: &Asked, figures: &mut Figures) {
    let Some(binary) = &asked.binary else {
        eprintln!("cases: not measured, --binary names no file");
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let folder = std::env::temp_dir().join(format!("yiwang-bench-cases-{}", std::process::id()));
    let span = Duration::from_secs(if asked.quick { 2 } else { 6 });
    runtime.block_on(async {
        let house = House::start(binary, &folder, None);
        let mut town = Town::enter(&house).await;
        town.grow(N_FEW).await;
        let few = town.walk(span).await;
        town.grow(asked.n_cases).await;
        let rate = asked.n_cases as f64;
        figures.beside("cases in the store", rate, "");
        let many = town.walk(span).await;
        for (((what, p50, p99), few), many) in PAGES.iter().zip(&few).zip(&many) {
            report(figures, what, (*p50, *p99), few, many);
        }
        figures.beside("memory after it", house.memory_mb(), "MB");
    });
    drop(std::fs::remove_dir_all(&folder));
}

fn report(figures: &mut Figures, what: &str, (p50_ms, p99_ms): (f64, f64), few: &Load, many: &Load) {
    let ms = |it: &Load, share: f64| percentile(&it.times_us, share) / 1e3;
    let failed = if 0 < many.n_failed { format!("{} failed", many.n_failed) } else { String::new() };
    figures.at_most(&format!("{what}, p50"), ms(many, 0.5), "ms", p50_ms, failed);
    let beside = format!("{:.2} ms with {N_FEW} cases", ms(few, 0.99));
    figures.at_most(&format!("{what}, p99"), ms(many, 0.99), "ms", p99_ms, beside);
    let beside = format!("{:.2} ms with {N_FEW} cases", ms(few, 0.5));
    figures.at_most(&format!("{what}, p50 to that of few"), ms(many, 0.5) / ms(few, 0.5), "×", 1.3, beside);
}

/// A demonstration that fills up.
struct Town {
    address: String,
    owner: Visitor,
    window: Visitor,
    application: Vec<(String, String)>,
    n_cases: u64,
    n_runs: u64,
    /// Some of the cases, by path.
    cases: Arc<Vec<String>>,
}

impl Town {
    async fn enter(house: &House) -> Town {
        let address = house.address.clone();
        let owner = Visitor::take(&address, "shop-owner").await;
        let window = Visitor::take(&address, "window").await;
        let application = owner.application().await;
        Town { address, owner, window, application, n_cases: 0, n_runs: 0, cases: Arc::default() }
    }

    /// Applies until there are so many cases.
    async fn grow(&mut self, n_cases: u64) {
        let left = Arc::new(AtomicU64::new(n_cases.saturating_sub(self.n_cases)));
        let request = submission(&self.owner, self.application.clone());
        self.n_runs += 1;
        let run = format!("many{}", self.n_runs);
        let clients = (0..N_APPLYING).map(|client| {
            let (address, left, request, run) =
                (self.address.clone(), left.clone(), request.clone(), run.clone());
            tokio::spawn(async move {
                let mut connection = Client::connect(&address).await.expect("the server accepts");
                let (mut kept, mut n) = (Vec::new(), 0);
                while left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |it| it.checked_sub(1)).is_ok() {
                    let answer = connection.ask(&request(&run, client, n)).await.expect("the server answers");
                    n += 1;
                    if answer.status != 303 {
                        left.fetch_add(1, Ordering::SeqCst);
                    } else if n % ONE_OF == 1 {
                        let path = answer.headers("location").next().unwrap_or_default();
                        kept.push(path.trim_end_matches("/received").to_owned());
                    }
                }
                kept
            })
        });
        let mut cases = self.cases.to_vec();
        for client in clients.collect::<Vec<_>>() {
            cases.extend(client.await.expect("a client ends well"));
        }
        (self.n_cases, self.cases) = (n_cases, Arc::new(cases));
    }

    /// Asks for each kind of page for a span.
    async fn walk(&self, span: Duration) -> Vec<Load> {
        let (owner, window) = (self.owner.cookie.clone(), self.window.cookie.clone());
        let pick = |cases: &Arc<Vec<String>>| {
            let cases = cases.clone();
            // Strides that share no factor with much, so that every client goes its own way through all of them.
            move |client: u64, n: u64| {
                let at = (client * 7919 + n * 104_729) % cases.len() as u64;
                cases[at as usize].clone()
            }
        };
        let (own, file) = (pick(&self.cases), pick(&self.cases));
        let tasks = get("/desk", &window);
        let list = get("/desk/cases", &window);
        let search = self.searches().await;
        let at_desk = window.clone();
        vec![
            load(&self.address, N_CLIENTS, span, move |client, n| get(&own(client, n), &owner), 200).await,
            load(
                &self.address,
                N_CLIENTS,
                span,
                move |client, n| get(&format!("/desk{}", file(client, n)), &at_desk),
                200,
            )
            .await,
            load(&self.address, N_CLIENTS, span, move |_, _| tasks.clone(), 200).await,
            load(&self.address, N_CLIENTS, span, move |_, _| list.clone(), 200).await,
            load(&self.address, N_CLIENTS, span, move |_, n| search[n as usize % search.len()].clone(), 200)
                .await,
        ]
    }

    /// Searches by the number of a case, and by the company that applied for all of them.
    async fn searches(&self) -> Vec<Vec<u8>> {
        const SEARCH: &str = "/desk/search";
        let form = hidden(&self.window.see("/desk/cases").await.text(), SEARCH);
        let (mut searches, mut code) = (Vec::new(), String::new());
        for path in self.cases.iter().rev().take(64) {
            let page = self.window.see(&format!("/desk{path}")).await.text();
            let number = page.split("<title>").nth(1).and_then(|it| it.split(' ').next()).unwrap_or_default();
            let fields: Vec<_> = form.iter().cloned().chain([("q".to_owned(), number.to_owned())]).collect();
            searches.push(post(SEARCH, &self.window.cookie, &fields));
            code = company(&page).unwrap_or_default();
        }
        let fields: Vec<_> = form.into_iter().chain([("q".to_owned(), code)]).collect();
        searches.push(post(SEARCH, &self.window.cookie, &fields));
        searches
    }
}

/// The code of the company that applied: the one of this region, not the one that was typed into the form.
fn company(page: &str) -> Option<String> {
    let mut words = page.split(|it: char| !it.is_ascii_alphanumeric());
    words.find(|it| it.len() == 18 && it.starts_with("9199")).map(str::to_owned)
}
