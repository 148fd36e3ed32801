//! Proofs that services are found as people type them: over the real items where the machine has them, and over a few of our own.
//! No test knows how the index is made.

mod finding;
mod narrowing;
mod real;

use std::sync::Arc;

use kit::RegionCode;

use crate::{Audience, Entry, Found, Index, Query, Segment};

const N: usize = 10;

fn entry(key: &str, name: &str) -> Entry {
    Entry {
        key: key.to_owned(),
        name: name.to_owned(),
        name_en: None,
        also: Vec::new(),
        about: Vec::new(),
        agency: "区行政审批局".to_owned(),
        kind: "licensing",
        audience: Audience::default(),
        region: region("511602"),
        online: false,
    }
}

/// The matter that can be applied for in the demonstration, as its file says it.
fn food_licence() -> Entry {
    Entry {
        name_en: Some("Food business licence".to_owned()),
        also: ["开饭店", "餐馆", "小吃店", "食堂", "restaurant", "canteen"].map(str::to_owned).to_vec(),
        about: vec!["You need this licence before you sell food.".to_owned()],
        agency: String::new(),
        audience: Audience::PERSON.and(Audience::COMPANY),
        region: region("9901"),
        online: true,
        ..entry("food-business-licence", "食品经营许可")
    }
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

fn index(entries: Vec<Entry>) -> Index {
    Index::of(vec![Arc::new(Segment::of(entries))])
}

fn find(index: &Index, words: &str) -> Found {
    index.search(&Query { words, n: N, ..Query::default() })
}

fn names(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|it| it.name.as_str()).collect()
}

/// What is marked in the name of the first hit.
fn marked(found: &Found) -> Vec<&str> {
    let hit = &found.hits[0];
    hit.marks.iter().map(|(from, to)| &hit.name[*from..*to]).collect()
}
