//! Narrowing down, ranking by what is known besides the words, and going through pages by key.

use super::*;
use crate::{Only, PAGE_ROWS_MAX};

fn many() -> Index {
    let agencies = ["民政局", "公安局", "卫健局"];
    let kinds = ["licensing", "filing"];
    let regions = ["51", "5116", "511602", "9901"];
    let made = (0..600).map(|n| Entry {
        agency: agencies[n % 3].to_owned(),
        kind: kinds[n % 2],
        region: region(regions[n % 4]),
        audience: if n % 5 == 0 { Audience::PERSON } else { Audience::COMPANY },
        online: n % 100 == 0,
        ..entry(&format!("k{n:03}"), &format!("第{n}号备案"))
    });
    index(made.collect())
}

#[test]
fn pages_by_key_give_every_hit_once_however_often_it_ranks_alike() {
    let many = many();
    for words in ["备案", ""] {
        let (mut keys, mut after) = (Vec::new(), String::new());
        loop {
            let found = many.search(&Query { words, after: &after, n: 7, ..Query::default() });
            assert_eq!(found.n_total, 600);
            keys.extend(found.hits.into_iter().map(|it| it.key));
            let Some(next) = found.next else { break };
            after = next;
        }

        let n = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!((n, keys.len()), (600, 600));
    }
}

#[test]
fn a_page_is_never_larger_than_allowed_and_nonsense_goes_on_after_nothing() {
    let many = many();

    let found = many.search(&Query { words: "备案", n: 100_000, after: "rubbish.", ..Query::default() });

    assert_eq!(found.hits.len(), PAGE_ROWS_MAX);
}

#[test]
fn each_choice_counts_what_there_would_be_if_it_were_made() {
    let many = many();
    let agencies = ["民政局".to_owned()];
    let kinds = ["filing".to_owned()];
    let place = region("511602");
    let only = Only { agencies: &agencies, kinds: &kinds, region: Some(&place), ..Only::default() };

    let found = many.search(&Query { words: "备案", only, n: N, ..Query::default() });

    let is_there = |n: &usize| n % 4 != 3;
    let by_hand = (0..600).filter(|n| n % 3 == 0 && n % 2 == 1 && is_there(n)).count();
    assert_eq!(found.n_total, by_hand);
    assert!(found.hits.iter().all(|it| it.agency == "民政局" && it.kind == "filing"));
    for (n, agency) in ["民政局", "公安局", "卫健局"].into_iter().enumerate() {
        let would_be = (0..600).filter(|it| it % 3 == n && it % 2 == 1 && is_there(it)).count();
        assert_eq!(found.facets.agencies[agency], would_be, "{agency}");
    }
    assert_eq!(
        found.facets.kinds["licensing"],
        (0..600).filter(|n| n % 3 == 0 && n % 2 == 0 && is_there(n)).count()
    );
    assert_eq!(
        found.facets.regions[&region("9901")],
        (0..600).filter(|n| n % 3 == 0 && n % 2 == 1 && n % 4 == 3).count()
    );
}

#[test]
fn only_online_and_only_for_people_leave_the_rest_out() {
    let many = many();
    let online = Only { online: true, ..Only::default() };
    let people = Only { audience: Some(Audience::PERSON), ..Only::default() };

    let online = many.search(&Query { only: online, n: 50, ..Query::default() });
    let people = many.search(&Query { only: people, n: 50, ..Query::default() });

    assert_eq!((online.n_total, online.facets.n_online), (6, 6));
    assert_eq!((people.n_total, people.facets.audience), (120, [120, 480]));
}

#[test]
fn what_is_asked_for_often_or_made_for_whoever_asks_comes_first() {
    let segment = Arc::new(Segment::of([
        Entry { audience: Audience::PERSON, ..entry("1", "备案甲") },
        Entry { audience: Audience::COMPANY, ..entry("2", "备案乙") },
        entry("3", "备案丙"),
    ]));
    let index = Index::of(vec![segment.clone()]);
    let first = |first_for| {
        index.search(&Query { words: "备案", first_for, n: N, ..Query::default() }).hits[0].key.clone()
    };
    assert_eq!([first(Audience::PERSON), first(Audience::COMPANY)], ["1", "2"]);

    assert!(segment.set_popularity("3", 5_000));
    assert!(!segment.set_popularity("4", 5_000));

    assert_eq!(first(Audience::PERSON), "3");
}

#[test]
fn an_index_of_several_segments_answers_as_one() {
    let one = Arc::new(Segment::of([entry("1", "取水许可证延续审批")]));
    let other = Arc::new(Segment::of([entry("2", "取水许可"), food_licence()]));
    let index = Index::of(vec![one, other]);

    let found = find(&index, "取水许可");

    assert_eq!(names(&found), ["取水许可", "取水许可证延续审批"]);
    assert_eq!(found.facets.kinds["licensing"], 2);
}
