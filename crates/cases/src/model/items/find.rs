//! Plain search over service items kept in memory: by name, agency and region.
//! Words are compared as they are written, without sign, space, width and case; no grammar and no dictionary.

use std::collections::BTreeMap;

use kit::RegionCode;

use super::ServiceItem;

/// How many items one answer holds.
pub const FOUND_MAX: usize = 50;
/// How many characters of what was asked are looked at.
pub const WORDS_CHARS_MAX: usize = 100;
/// How many words of what was asked are looked at.
const WORDS_MAX: usize = 8;

/// Service items with what is searched in them.
#[derive(Debug, Default)]
pub struct Items {
    items: Vec<Indexed>,
    departments: BTreeMap<String, usize>,
    regions: BTreeMap<RegionCode, usize>,
}

/// What is looked for; nothing said finds everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// Words, each of which must stand in the name, the main item, the agency or the code.
    pub words: &'a str,
    /// Where it must be offered: there, within, or by what it lies in.
    pub region: Option<&'a RegionCode>,
    /// The agency, as its source calls it.
    pub department: Option<&'a str>,
    /// How many items to leave out, those on the pages before.
    pub from: usize,
}

/// What was found, best first.
#[derive(Debug, Default)]
pub struct Found<'a> {
    /// A page of them: at most [`FOUND_MAX`].
    pub items: Vec<&'a ServiceItem>,
    /// How many there are in all.
    pub n_total: usize,
}

#[derive(Debug)]
struct Indexed {
    item: ServiceItem,
    /// Name, main item, agency and code: a hit in an earlier one is better.
    fields: [String; 4],
}

/// How good a hit is; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// The worst field that a word needed.
    field: usize,
    /// Whether the first word does not open the name.
    within: bool,
    n_chars: usize,
}

impl Items {
    /// Makes items ready to be searched.
    pub fn of(items: Vec<ServiceItem>) -> Items {
        let mut all = Items::default();
        for item in items {
            *all.departments.entry(item.department.clone()).or_default() += 1;
            *all.regions.entry(item.region.clone()).or_default() += 1;
            let main_item = item.main_item.as_deref().unwrap_or_default();
            let fields = [&item.name, main_item, &item.department, &item.code].map(plain);
            all.items.push(Indexed { item, fields });
        }
        all
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Every agency with how many items it has, by name.
    pub fn departments(&self) -> impl Iterator<Item = (&str, usize)> {
        self.departments.iter().map(|(name, n)| (name.as_str(), *n))
    }

    /// Every region with how many items are offered right there, by code.
    pub fn regions(&self) -> impl Iterator<Item = (&RegionCode, usize)> {
        self.regions.iter().map(|(code, n)| (code, *n))
    }

    /// One item by its code.
    pub fn item(&self, code: &str) -> Option<&ServiceItem> {
        self.items.iter().map(|it| &it.item).find(|it| it.code == code)
    }

    /// Finds items: those with the words in their name first, and shorter names before longer.
    pub fn search(&self, query: &Query<'_>) -> Found<'_> {
        let asked: String = query.words.chars().take(WORDS_CHARS_MAX).collect();
        let words: Vec<_> =
            asked.split_whitespace().map(plain).filter(|it| !it.is_empty()).take(WORDS_MAX).collect();
        if words.is_empty() && !asked.trim().is_empty() {
            return Found::default();
        }
        let mut found: Vec<_> = self
            .items
            .iter()
            .filter(|it| query.admits(&it.item))
            .filter_map(|it| Some((it.rank(&words)?, it)))
            .collect();
        found.sort_by(|(a, one), (b, other)| {
            let by_name = || (&one.item.name, &one.item.code).cmp(&(&other.item.name, &other.item.code));
            a.cmp(b).then_with(by_name)
        });
        let page = found.iter().skip(query.from).take(FOUND_MAX);
        Found { items: page.map(|it| &it.1.item).collect(), n_total: found.len() }
    }
}

impl Query<'_> {
    fn admits(&self, item: &ServiceItem) -> bool {
        let offered = |it: &RegionCode| it.covers(&item.region) || item.region.covers(it);
        self.region.is_none_or(offered) && self.department.is_none_or(|it| it == item.department)
    }
}

impl Indexed {
    /// How good it is; nothing if a word stands nowhere in it.
    fn rank(&self, words: &[String]) -> Option<Rank> {
        let mut field = 0;
        for word in words {
            field = field.max(self.fields.iter().position(|it| it.contains(word.as_str()))?);
        }
        let within = words.first().is_some_and(|it| !self.fields[0].starts_with(it.as_str()));
        Some(Rank {
            field,
            within,
            n_chars: if words.is_empty() { 0 } else { self.fields[0].chars().count() },
        })
    }
}

/// Letters and digits only, small, full-width forms as the common ones.
fn plain(text: &str) -> String {
    let narrow = |it: char| match it {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(it) - 0xfee0).unwrap_or(it),
        it => it,
    };
    text.chars().map(narrow).filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
