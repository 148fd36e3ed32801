//! Rules about texts: every language says everything, and every code has its words.
//! Knows the files `texts/<language>.txt` and where code names codes; nothing of what is said.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::house::House;
use super::scan::Source;

/// The languages, as kit's `LANGS` has them.
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Where code names a code: the call, which argument it is, and what its text is called.
const CODES: [(&str, usize, &str); 6] = [
    ("Refusal::conflict(", 0, "refused"),
    ("Refusal::forbidden(", 0, "refused"),
    ("Refusal::of(", 1, "refused"),
    ("Self::of(RefusalKind::", 1, "refused"),
    ("Refusal::invalid(", 1, "flaw"),
    ("Flaw::of(", 1, "flaw"),
];

/// One line of a text file.
struct Line<'a> {
    n: usize,
    key: &'a str,
    text: &'a str,
}

/// Every language has the same keys, in order, with the same names to fill in.
pub(super) fn languages(house: &House) -> Vec<Finding> {
    let folders: BTreeSet<&str> = house
        .texts(".txt")
        .filter_map(|(path, _)| path.rsplit_once('/'))
        .map(|(folder, _)| folder)
        .filter(|it| it.ends_with("/texts"))
        .collect();
    folders.into_iter().flat_map(|it| languages_of(house, it)).collect()
}

fn languages_of(house: &House, folder: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut says: BTreeMap<&str, BTreeMap<&str, Line<'_>>> = BTreeMap::new();
    for language in LANGUAGES {
        let path = format!("{folder}/{language}.txt");
        let Some(text) = house.text(&path) else {
            found.push(Finding::new("texts", &path, 1, "missing; every language says everything"));
            continue;
        };
        let (lines, flaws) = lines_of(text);
        found.extend(flaws.into_iter().map(|(n, what)| Finding::new("texts", &path, n, what)));
        says.insert(language, lines.into_iter().map(|it| (it.key, it)).collect());
    }
    for (language, lines) in &says {
        for (other, others) in says.iter().filter(|(other, _)| *other != language) {
            let path = format!("{folder}/{other}.txt");
            for line in lines.values() {
                match others.get(line.key) {
                    None => {
                        let what = format!("no text {}, which {language}.txt has; say it", line.key);
                        found.push(Finding::new("texts", &path, 1, what));
                    }
                    Some(it) if names_in(it.text) != names_in(line.text) => {
                        let what = format!("{} fills in other {{names}} than in {language}.txt", line.key);
                        found.push(Finding::new("texts", &path, it.n, what));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    found
}

/// The lines of a text file, and what is wrong with it by itself.
fn lines_of(text: &str) -> (Vec<Line<'_>>, Vec<(usize, String)>) {
    let (mut lines, mut flaws): (Vec<Line<'_>>, _) = (Vec::new(), Vec::new());
    let mut is_sorted = true;
    for (n, it) in text.lines().enumerate().map(|(n, it)| (n + 1, it)) {
        let Some((key, text)) =
            it.split_once(" = ").filter(|(key, text)| !key.contains(' ') && !text.trim().is_empty())
        else {
            flaws.push((n, "not a line `key = text`".to_owned()));
            continue;
        };
        if lines.iter().any(|it| it.key == key) {
            flaws.push((n, format!("{key} is said twice")));
        } else if is_sorted && lines.last().is_some_and(|it| it.key > key) {
            is_sorted = false;
            flaws.push((n, format!("{key} is out of order; LC_ALL=C sort mends the file")));
        }
        lines.push(Line { n, key, text });
    }
    (lines, flaws)
}

/// The names a text fills in.
fn names_in(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name).collect()
}

/// Every code that can be answered has its words in some block.
pub(super) fn codes(house: &House) -> Vec<Finding> {
    let texts = house.texts(".txt").filter(|(path, _)| path.contains("/texts/"));
    let known: BTreeSet<&str> = texts
        .flat_map(|(_, text)| text.lines())
        .filter_map(|it| it.split_once(" = "))
        .map(|it| it.0)
        .collect();
    let mut found = Vec::new();
    for source in house.sources.iter().filter(|it| !it.path.starts_with("crates/xtask/")) {
        for (at, key) in codes_of(source) {
            if !known.contains(&*key) && !source.is_test(at) {
                let what = format!("no text {key} in any block's texts/; say it where it is shown");
                found.push(Finding::new("codes", &source.path, source.line(at), what));
            }
        }
    }
    found
}

/// The keys of the codes a source names.
fn codes_of(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (call, argument, prefix) in CODES {
        for (at, _) in source.code.match_indices(call) {
            let open = at + call.find('(').expect("each is a call");
            let code = source.arguments(open).get(argument).and_then(|it| source.literal_in(it.clone()));
            found.extend(code.map(|it| (at, format!("{prefix}.{}", it.value))));
        }
    }
    for at in source.words("FLAW_CODES") {
        let Some(list) = declared_list(&source.code[at..]) else { continue };
        let codes =
            source.literals.iter().filter(|it| it.at.start > at && list.contains(&(it.at.start - at)));
        found.extend(codes.map(|it| (it.at.start, format!("flaw.{}", it.value))));
    }
    found
}

/// Where the list of a constant stands, after its name.
fn declared_list(code: &str) -> Option<std::ops::Range<usize>> {
    let rest = code.strip_prefix("FLAW_CODES")?;
    if !rest.trim_start().starts_with(':') {
        return None;
    }
    let equals = code.find('=')?;
    let open = equals + code[equals..].find('[')?;
    Some(open..super::scan::matching(code, open)?)
}
