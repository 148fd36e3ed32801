//! Proofs of the kit by what its samples render: structure that holds for every page.
//! A small scan of tags stands in for a parser; the gallery checks validity in full.

use std::collections::{BTreeMap, BTreeSet};

use kit::{LANGS, Lang};
use maud::html;

use super::*;

#[test]
fn every_page_says_its_language_and_links_to_the_other() {
    for (_, lang, page) in pages() {
        let other = Lang::all().find(|it| *it != lang).unwrap();

        let root = tags(&page).into_iter().find(|it| it.name == "html").unwrap();

        assert_eq!(root.get("lang"), Some(lang.tag()));
        assert!(tags(&page).iter().any(|it| it.get("hreflang") == Some(other.tag())));
    }
}

#[test]
fn no_page_needs_an_inline_style_or_a_script() {
    for (name, _, page) in pages() {
        for tag in tags(&page) {
            assert!(tag.name != "style" && tag.name != "script", "{name}: <{}>", tag.name);
            for key in tag.attributes.keys() {
                assert!(key != "style" && !key.starts_with("on"), "{name}: {key}");
            }
            assert!(tag.get("href").is_none_or(|it| !it.starts_with("javascript:")), "{name}");
        }
    }
}

#[test]
fn ids_are_unique_and_whatever_names_an_id_finds_it() {
    for (name, _, page) in pages() {
        let tags = tags(&page);
        let ids: Vec<&str> = tags.iter().filter_map(|it| it.get("id")).collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: an id stands twice in {ids:?}");

        for tag in &tags {
            let named = ["for", "aria-describedby", "aria-labelledby"].iter().filter_map(|it| tag.get(it));
            let linked = tag.get("href").and_then(|it| it.strip_prefix('#'));
            for id in named.flat_map(str::split_whitespace).chain(linked) {
                assert!(known.contains(id), "{name}: nothing has the id {id}");
            }
        }
    }
}

#[test]
fn every_label_names_a_control_and_every_control_has_a_label() {
    for (name, _, page) in pages() {
        let tags = tags(&page);
        let labelled: BTreeSet<&str> =
            tags.iter().filter(|it| it.name == "label").map(|it| it.get("for").expect("a for")).collect();

        let controls = tags.iter().filter(|it| ["input", "select", "textarea"].contains(&it.name.as_str()));

        for it in controls.filter(|it| it.get("type") != Some("hidden")) {
            assert!(it.get("id").is_some_and(|id| labelled.contains(id)), "{name}: {:?}", it.attributes);
        }
    }
}

#[test]
fn every_page_has_one_heading_of_the_first_level_and_skips_none() {
    for (name, _, page) in pages() {
        let levels: Vec<u8> = tags(&page)
            .iter()
            .filter_map(|it| it.name.strip_prefix('h').and_then(|it| it.parse().ok()))
            .collect();

        assert_eq!(levels.iter().filter(|it| **it == 1).count(), 1, "{name}");
        assert!(levels.windows(2).all(|it| it[1] <= it[0] + 1), "{name}: {levels:?}");
    }
}

#[test]
fn every_form_that_changes_something_is_ours_and_leaves_checking_to_us() {
    for (name, _, page) in pages() {
        let tags = tags(&page);
        let posts: Vec<usize> = (0..tags.len())
            .filter(|n| tags[*n].name == "form" && tags[*n].get("method") == Some("post"))
            .collect();

        for n in posts {
            assert_eq!(tags[n + 1].get("name"), Some(CSRF_FIELD), "{name}");
            let sign_out = tags[n].get("action") == Some(SIGN_OUT_PATH);
            assert!(sign_out || tags[n].get("novalidate").is_some(), "{name}");
        }
    }
}

#[test]
fn an_error_is_said_in_the_title_in_the_summary_and_at_the_field() {
    for lang in Lang::all() {
        let words = kit::t!("sample.fields.title", lang);
        let title = format!("<title>{} - ", kit::t!("frame.error", lang, title = words));
        let sample = samples().into_iter().find(|it| it.name == "kit-fields-error").unwrap();

        let page = (sample.render)(lang).0;

        assert!(page.contains(&title), "{page}");
        let after_main = page.split("<main").nth(1).unwrap();
        assert!(after_main.find("role=\"alert\"").unwrap() < after_main.find("<h1").unwrap());
        let shop = tags(&page).into_iter().find(|it| it.get("name") == Some("shop")).unwrap();
        assert_eq!(shop.get("aria-describedby"), Some("shop-hint shop-error"));
        assert_eq!(shop.get("aria-invalid"), Some("true"));
    }
}

#[test]
fn flaws_stand_at_their_fields_and_in_the_summary() {
    let flaws = Flaws::new([("shop".to_owned(), "Enter a name".to_owned())]);

    let summary = flaws.summary(Lang::EN).0;

    assert_eq!((flaws.of("shop"), flaws.of("email")), (Some("Enter a name"), None));
    assert!(summary.contains("<a href=\"#shop\">Enter a name</a>"), "{summary}");
    assert!(Flaws::default().is_empty() && Flaws::default().summary(Lang::EN).0.is_empty());
}

#[test]
fn a_date_reads_in_the_order_of_the_language_and_its_error_leads_to_the_wrong_part() {
    let field = Field::new("born", "Born").error(Some("Enter a real month"));
    let date = DateInput { year: "1990", month: "13", day: "2", wrong: &[DatePart::Month] };
    let names = |page: &str| -> Vec<String> {
        tags(page)
            .iter()
            .filter(|it| it.name == "input")
            .filter_map(|it| it.get("name"))
            .map(str::to_owned)
            .collect()
    };

    let zh = date_input(Lang::ZH, &field, &date).0;
    let en = date_input(Lang::EN, &field, &date).0;

    assert_eq!(names(&zh), ["born-year", "born-month", "born-day"]);
    assert_eq!(names(&en), ["born-day", "born-month", "born-year"]);
    let target = tags(&zh).into_iter().find(|it| it.get("id") == Some("born")).unwrap();
    assert_eq!(target.get("name"), Some("born-month"));
}

#[test]
fn what_people_type_is_never_markup() {
    let evil = "\"><script>alert('x')</script>&";
    let field = Field::new("a b\"<", evil).hint(evil).error(Some(evil));

    let page = html! {
        (text_input(Lang::EN, &field, &TextInput { value: evil, unit: evil, ..TextInput::default() }))
        (textarea(Lang::EN, &field, &TextArea { value: evil, ..TextArea::default() }))
        (radios(Lang::EN, &field, &[Choice::new(evil, evil, evil)]))
        (error_summary(Lang::EN, &[("a b\"<", evil)]))
        (flow_picture(Lang::EN, evil, &FlowPicture::default()))
        (qr(evil, evil).unwrap())
    };

    assert!(!page.0.contains("<script"), "{}", page.0);
    assert_eq!(field_id("a b\"<"), "a-b--");
}

#[test]
fn the_nearest_part_of_the_site_is_marked_as_where_one_is() {
    let nav =
        vec![NavItem::new("/", "Home"), NavItem::new("/cases", "Cases"), NavItem::new("/cases/old", "Old")];
    let marked = |path: &str| {
        let frame = Frame { path: path.to_owned(), nav: nav.clone(), ..plain_frame() };
        let page = page(&frame, &Head::titled("x"), html! {}).0;
        let here = tags(&page).into_iter().find(|it| it.name == "a" && it.get("aria-current").is_some());
        here.map(|it| (it.get("href").unwrap().to_owned(), it.get("aria-current").unwrap().to_owned()))
    };

    assert_eq!(marked("/"), Some(("/".to_owned(), "page".to_owned())));
    assert_eq!(marked("/cases?after=3"), Some(("/cases".to_owned(), "page".to_owned())));
    assert_eq!(marked("/cases/old/7"), Some(("/cases/old".to_owned(), "true".to_owned())));
    assert_eq!(marked("/casesx"), None);
}

#[test]
fn another_language_keeps_the_page_and_its_query() {
    let frame = Frame { path: "/matters?q=a&lang=en&page=2".to_owned(), ..plain_frame() };

    let page = page(&frame, &Head::titled("x"), html! {}).0;

    assert!(page.contains("href=\"/matters?q=a&amp;page=2&amp;lang=zh-CN\""), "{page}");
    assert!(page.contains("href=\"/sign-in?next=/matters%3Fq%3Da%26lang%3Den%26page%3D2\""), "{page}");
}

#[test]
fn a_name_changes_with_what_it_holds() {
    let paths: BTreeSet<&str> = ASSETS.iter().map(|it| it.path).collect();

    assert_eq!(paths.len(), ASSETS.len());
    for it in ASSETS {
        let stem = it.path.rsplit_once('.').unwrap().0;
        let hash = stem.rsplit_once('-').unwrap().1;
        let expected = it.bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        assert_eq!(hash, format!("{expected:016x}"));
    }
}

#[test]
fn the_drawing_names_what_it_shows_and_lists_it_in_words() {
    let sample = samples().into_iter().find(|it| it.name == "kit-case").unwrap();

    let page = (sample.render)(Lang::EN).0;

    assert_eq!(page.matches("Food business licence: 2 of 7 steps completed").count(), 2);
    assert_eq!(page.matches("<li>Visit the site <span class=\"tag warn\">Waiting</span></li>").count(), 1);
    assert_eq!(page.matches("flow-edge returns").count(), 2);
}

#[test]
fn a_code_that_no_telephone_reads_is_not_drawn() {
    assert!(qr(&"x".repeat(QR_BYTES_MAX), "x").is_some());
    assert!(qr(&"x".repeat(QR_BYTES_MAX + 1), "x").is_none());
}

#[test]
fn every_language_has_the_same_keys() {
    let keys = |n: usize| -> Vec<&str> {
        crate::TEXTS.0[n].lines().filter_map(|it| it.split_once(" = ")).map(|it| it.0).collect()
    };

    for n in 1..LANGS.len() {
        assert_eq!(keys(0), keys(n));
    }
}

fn pages() -> impl Iterator<Item = (&'static str, Lang, String)> {
    samples().into_iter().flat_map(|it| Lang::all().map(move |lang| (it.name, lang, (it.render)(lang).0)))
}

fn plain_frame() -> Frame {
    Frame {
        lang: Lang::EN,
        path: "/".to_owned(),
        site: "Anhe".to_owned(),
        face: Face::Portal,
        nav: Vec::new(),
        foot: Vec::new(),
        who: None,
        csrf: "x".to_owned(),
        demo: false,
    }
}

struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Tag {
    fn get(&self, key: &str) -> Option<&str> {
        self.attributes.get(key).map(String::as_str)
    }
}

/// The opening tags of a page that escapes all text, as ours do.
fn tags(page: &str) -> Vec<Tag> {
    page.split('<')
        .skip(1)
        .filter(|it| it.starts_with(|it: char| it.is_ascii_alphabetic()))
        .map(|it| {
            let words = it.split('>').next().unwrap();
            let (name, mut rest) = words.split_once(' ').unwrap_or((words, ""));
            let mut attributes = BTreeMap::new();
            while !rest.trim().is_empty() {
                let end = rest.find(['=', ' ']).unwrap_or(rest.len());
                let (key, after) = rest.split_at(end);
                let (value, left) = match after.strip_prefix("=\"") {
                    Some(it) => it.split_once('"').unwrap(),
                    None => ("", after.trim_start()),
                };
                attributes.insert(key.to_owned(), value.to_owned());
                rest = left.trim_start();
            }
            Tag { name: name.to_owned(), attributes }
        })
        .collect()
}
