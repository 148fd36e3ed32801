//! Notices as PDF through the real router: they say what their pages say, in both languages, and leave nothing out.
//! What is on the paper is read back from its bytes.

use axum::http::{StatusCode, header};
use kit::{Lang, t};

use super::browser::Browser;
use crate::{
    TEXTS,
    model::{CaseId, Conclusion},
    tests::house::{House, on_both, typed},
};

/// A character of names that the font of the papers does not have.
const RARE: char = '\u{20BB7}';

fn decided(granted: bool, words: &str) -> Conclusion {
    Conclusion::Decided { granted, words: words.to_owned() }
}

/// Cases that together brought most kinds of notices.
fn cases(house: &House) -> Vec<CaseId> {
    let granted = house.ready_to_decide(None);
    house.conclude(&house.clerk, &granted, decided(true, "")).unwrap();
    house.conclude(&house.clerk, &granted, Conclusion::Delivered { way: "online".to_owned() }).unwrap();
    let refused = house.ready_to_decide(Some("layout"));
    house.conclude(&house.clerk, &refused, decided(false, "")).unwrap();
    house.conclude(&house.clerk, &refused, Conclusion::Delivered { way: "post".to_owned() }).unwrap();
    let departing = house.ready_to_decide(None);
    house.conclude(&house.clerk, &departing, decided(false, "现场情况与图纸不符，\n请整改。")).unwrap();
    let corrected = house.apply(&typed(&[], &[]));
    let missing = vec!["contact_phone".to_owned()];
    let words = "电话少一位".to_owned();
    house.conclude(&house.clerk, &corrected, Conclusion::Correction { items: missing, words }).unwrap();
    vec![granted, refused, departing, corrected]
}

#[test]
fn a_notice_as_pdf_says_what_its_page_says_for_every_kind_and_language() {
    on_both(|house| {
        let mut browser = Browser::of(&house, &house.owner);
        let mut seen = Vec::new();

        for id in cases(&house) {
            for notice in house.view(&id).notices {
                for lang in Lang::all() {
                    let path = format!("/cases/{id}/notices/{}", notice.id);
                    let page = browser.get(&format!("{path}?lang={}", lang.tag())).body;
                    let paper = browser.get(&format!("{path}/paper?lang={}", lang.tag()));

                    assert_eq!(paper.status, StatusCode::OK, "{}", paper.body);
                    assert!(
                        page.contains(&format!("{path}/paper\"")) && page.contains("<svg class=\"seal\"")
                    );
                    let words = plain(&paper::testing::words(&paper.bytes));
                    for said in said_by(&page) {
                        let known = page_only(lang).iter().any(|it| plain(it) == said);
                        assert!(known || words.contains(&said), "{said} is not in {words}");
                    }
                    assert!(words.contains(&plain(&notice.number)));
                    seen.push(notice.kind.as_str());
                }
            }
        }

        for kind in ["received", "accepted", "granted", "refused", "delivered", "correction"] {
            assert!(seen.contains(&kind), "{kind}");
        }
    });
}

#[test]
fn a_paper_is_called_by_its_number_kept_nowhere_and_the_same_each_time() {
    on_both(|house| {
        let id = house.apply(&typed(&[], &[]));
        let notice = house.view(&id).notices.remove(0);
        let path = format!("/cases/{id}/notices/{}/paper", notice.id);
        let mut browser = Browser::of(&house, &house.owner);

        let first = browser.get(&path);
        let again = browser.get(&path);
        let mut stranger = Browser::of(&house, &house.stranger);

        assert_eq!(first.bytes, again.bytes);
        assert_eq!(first.headers[header::CONTENT_TYPE], "application/pdf");
        assert_eq!(first.headers[header::CACHE_CONTROL], "no-store");
        let name = first.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        let plain: String =
            notice.number.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect();
        assert!(name.starts_with(&format!("inline; filename=\"{plain}.pdf\"; filename*=UTF-8''")), "{name}");
        assert_eq!(stranger.get(&path).status, StatusCode::NOT_FOUND);
        assert_eq!(Browser::nobody(&house).get(&path).status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_character_no_font_has_makes_no_paper_and_is_named_with_the_way_out() {
    on_both(|house| {
        let id = house.ready_to_decide(None);
        house.conclude(&house.clerk, &id, decided(false, &format!("与{RARE}野家不符"))).unwrap();
        let notice = house.view(&id).notices.pop().unwrap();
        let path = format!("/cases/{id}/notices/{}", notice.id);
        let mut browser = Browser::of(&house, &house.owner);

        let paper = browser.get(&format!("{path}/paper"));

        assert_eq!(paper.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["U+20BB7", &RARE.to_string(), "打印", &format!("href=\"{path}\"")] {
            assert!(paper.body.contains(words), "{words}: {}", paper.body);
        }
        assert!(browser.get(&path).body.contains(RARE), "the page has it");
    });
}

/// Letters and digits alone: marks of lists and breaks of lines are the page's and the paper's own.
fn plain(words: &str) -> String {
    words.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// What a page says in its body, one text after the other.
fn said_by(page: &str) -> Vec<String> {
    let main = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let main = main.split_once("class=\"heading\">").unwrap().1;
    let texts = main.split('<').map(|it| it.split_once('>').map_or(it, |(_, text)| text));
    let texts = texts.map(|it| plain(&it.replace("&amp;", "&").replace("&quot;", "\"")));
    texts.filter(|it| !it.is_empty()).collect()
}

/// What only the page needs: names of rows that the paper's layout says, and links.
fn page_only(lang: Lang) -> Vec<&'static str> {
    let keys = [
        "notice.number",
        "notice.to",
        "notice.fact",
        "notice.fact_value",
        "notice.print",
        "notice.traces",
        "notice.paper",
        "case.certificate",
    ];
    let found = keys.map(|it| TEXTS.find(lang, it).unwrap());
    found.into_iter().chain([t!("law.unverified", lang)]).collect()
}
