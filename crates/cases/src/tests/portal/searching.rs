//! Searching through the real router: every way of typing, narrowing down, going on, and an index that keeps up.

use directory::imports::File;
use serde_json::Value;
use tokio::sync::watch;

use super::{
    super::house::{House, matter, on_both, typed},
    browser::{Browser, encoded, run},
};
use crate::{
    WORK,
    actions::{self, FOLLOWER},
    model::Published,
};

const MATTER: &str = "href=\"/matters/food-business-licence\"";

/// Items of two agencies.
fn items(n: usize) -> String {
    let row = |n: usize| {
        let agency = if n.is_multiple_of(2) { "区民政局" } else { "区卫健局" };
        format!(
            "{{\"department\":\"{agency}\",\"main_item\":\"未分类\",\"name\":\"第{n}号机构备案\",\
             \"item_code\":\"511A{n:04}000000-511602000000-000-115113010087783353-1-00\",\"task_type\":\"1\",\
             \"dept_code\":\"115113010087783353\"}}\n"
        )
    };
    (0..n).map(row).collect()
}

fn import(house: &House, text: &str) {
    let file = File { name: "items.jsonl", bytes: text.as_bytes() };
    let by = kit::Actor::system("test");
    actions::import_items(&house.it.store, &by, &[file], &mut |_| ()).unwrap();
}

fn follow(house: &House) {
    acts::testing::settle(&house.it.store, &[WORK]);
    acts::testing::follow(&house.it.store, &[FOLLOWER]);
}

fn json(browser: &mut Browser, path: &str) -> Value {
    serde_json::from_str(&browser.get(path).body).unwrap()
}

#[test]
fn a_service_is_found_by_sound_by_slip_and_in_english_before_any_follower_ran() {
    on_both(|house| {
        let mut browser = Browser::nobody(&house);
        for typed in ["shipinjingying", "spjy", "食品经莹", "food license", "resturant", "食品 licence"]
        {
            let page = browser.get(&format!("/?q={}", encoded(typed))).body;
            assert!(page.contains(MATTER), "{typed}");
            // What stands in the words beside the name is found, but nothing of the name is marked.
            assert_eq!(page.contains("<mark>"), typed != "resturant", "{typed}");
        }
        for (typed, meant) in [("spjy", "食品经营"), ("resturant", "restaurant")] {
            let link = format!("/?q={}\"", if meant.is_ascii() { meant.to_owned() } else { encoded(meant) });
            assert!(
                browser.get(&format!("/?q={typed}")).body.contains(&link),
                "{typed}: what was meant is a link"
            );
        }
    });
}

#[test]
fn a_page_is_narrowed_down_and_gone_through_without_scripts() {
    on_both(|house| {
        import(&house, &items(50));
        follow(&house);
        let mut browser = Browser::nobody(&house);

        let first = browser.get(&format!("/?q={}", encoded("机构备案"))).body;
        let narrowed =
            browser.get(&format!("/?q={}&agency={}", encoded("机构备案"), encoded("区民政局"))).body;
        let mut seen = Vec::new();
        let mut path = format!("/?q={}", encoded("机构备案"));
        for _ in 0..3 {
            let page = browser.get(&path).body;
            seen.extend(page.split("href=\"/items/").skip(1).map(|it| it[..8].to_owned()));
            let Some(next) = page.split("class=\"next\" href=\"").nth(1) else { break };
            path = next.split('"').next().unwrap().replace("&amp;", "&");
        }

        assert!(first.contains("找到 50 项") && first.contains("区民政局（25）"));
        assert!(narrowed.contains("找到 25 项") && narrowed.contains("区卫健局（25）"));
        assert!(!narrowed.contains("区卫健局</li>"));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 50);
    });
}

#[test]
fn machines_search_by_the_same_words() {
    on_both(|house| {
        import(&house, &items(30));
        follow(&house);
        let mut browser = Browser::nobody(&house);

        let found = json(&mut browser, &format!("/api/matters?q={}", encoded("机构备案")));
        let next = found["next"].as_str().unwrap().to_owned();
        let rest =
            json(&mut browser, &format!("/api/matters?q={}&after={}", encoded("机构备案"), encoded(&next)));
        let online = json(&mut browser, "/api/matters?q=canteen&online=yes");

        assert_eq!((found["n_found"].as_i64(), found["hits"].as_array().unwrap().len()), (Some(30), 20));
        assert_eq!((rest["hits"].as_array().unwrap().len(), &rest["next"]), (10, &Value::Null));
        assert_eq!(found["agencies"]["区民政局"], 15);
        assert_eq!(online["hits"][0]["key"], "food-business-licence");
        assert_eq!(online["hits"][0]["name"]["en"], "Food business licence");
    });
}

#[test]
fn what_is_published_or_imported_is_found_within_a_second() {
    on_both(|house| {
        let store = house.it.store.clone();
        let (stopping, stopped) = watch::channel(false);
        let mut browser = Browser::nobody(&house);
        acts::testing::settle(&store, &[WORK]);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let followers = acts::Followers::new(store.clone(), &[FOLLOWER]);
        let lags = followers.lags();
        let following = runtime.spawn(followers.run(stopped));
        while lags.all().any(|it| it.1 != Some(0)) {
            std::thread::yield_now();
        }

        import(&house, &items(40));
        let mut changed = matter();
        changed.version += 1;
        changed.name.zh = "食品经营新式许可".to_owned();
        let changed = Published::new(changed).unwrap();
        let by = kit::Actor::system("test");
        store.write(move |tx| actions::publish_matter(tx, &by, &changed).map(drop)).wait().unwrap();
        acts::testing::settle(&store, &[WORK]);
        let since = std::time::Duration::from_secs(1);
        let (mut n_asked, begun) = (0, clock());
        let found = loop {
            n_asked += 1;
            let item = browser.get(&format!("/?q={}", encoded("第7号机构"))).body.contains("href=\"/items/");
            let matter = browser.get("/?q=xinshi").body.contains(MATTER);
            if item && matter {
                break true;
            }
            if since < begun.elapsed() {
                break false;
            }
        };
        stopping.send_replace(true);
        runtime.block_on(following).unwrap();

        assert!(found, "asked {n_asked} times in a second");
    });
}

#[test]
fn matters_are_ranked_by_how_many_cases_they_have_had_counted_once_by_all_nodes() {
    on_both(|house| {
        (0..3).for_each(|_| drop(house.apply(&typed(&[], &[]))));
        acts::testing::settle(&house.it.store, &[WORK]);
        let store = house.it.store.clone();

        run(async {
            actions::tend_popularity(&store).await.unwrap();
            actions::tend_popularity(&store).await.unwrap();
        });

        const SQL: &str = "SELECT matter, n_cases FROM matter_popularity ORDER BY matter LIMIT 10";
        let counted =
            store.read(|read| read.list(SQL, &[], |row| Ok((row.text(0)?, row.int(1)?)))).wait().unwrap();
        assert_eq!(counted, [("food-business-licence".to_owned(), 3)]);
    });
}

#[test]
fn an_address_full_of_nonsense_is_answered() {
    on_both(|house| {
        let mut browser = Browser::nobody(&house);
        for path in [
            "/?after=zz.zz&q=food",
            "/?kind=nonsense&region=1&audience=martian",
            "/?agency=&online=maybe",
            "/?q=%F0%9F%8D%9C",
            "/?q=%25",
        ] {
            assert_eq!(browser.get(path).status, axum::http::StatusCode::OK, "{path}");
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "the promise is a second of the clock on the wall")]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}
