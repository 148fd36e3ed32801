//! What a visitor asks of the search, as the address says it; everything in it may be sent on and kept.
//! Takes whatever stands there: what makes no sense finds nothing or is left out.

use find::{Audience, Found, Index, Only, PAGE_ROWS_MAX, Query, WORDS_CHARS_MAX};
use kit::RegionCode;

use crate::model::TaskType;

/// How many hits one page has.
const ROWS: usize = 20;
/// How many choices of one kind are looked at.
const CHOICES_MAX: usize = 50;
/// How long a choice may be.
const CHOICE_BYTES_MAX: usize = 400;

/// What a visitor asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Words.
    pub(crate) q: String,
    /// Whether only what can be applied for here.
    pub(crate) online: bool,
    /// By whom, as the list calls them.
    pub(crate) agencies: Vec<String>,
    /// Of which types.
    pub(crate) kinds: Vec<String>,
    /// For whom: `person`, `company`, or whoever.
    pub(crate) audience: String,
    /// Where, by code.
    pub(crate) region: String,
    /// Where the page before ended.
    pub(crate) after: String,
}

/// What stands for yes in the address.
pub(crate) const YES: &str = "yes";
/// Whom a service can be for.
pub(crate) const AUDIENCES: [(&str, Audience); 2] =
    [("person", Audience::PERSON), ("company", Audience::COMPANY)];

impl Asked {
    /// What the fields of an address say.
    pub(crate) fn of(fields: Vec<(String, String)>) -> Asked {
        let mut it = Asked::default();
        for (name, value) in fields {
            if value.is_empty() || CHOICE_BYTES_MAX < value.len() && name != "q" {
                continue;
            }
            match name.as_str() {
                "q" => it.q = value.trim().chars().take(WORDS_CHARS_MAX).collect(),
                "online" => it.online = value == YES,
                "agency" if it.agencies.len() < CHOICES_MAX => it.agencies.push(value),
                "kind" if TaskType::parse(&value).is_some() && !it.kinds.contains(&value) => {
                    it.kinds.push(value);
                }
                "audience" if AUDIENCES.iter().any(|known| known.0 == value) => it.audience = value,
                "region" if RegionCode::parse(&value).is_some() => it.region = value,
                "after" => it.after = value,
                _ => {}
            }
        }
        it
    }

    /// Everything of one agency.
    pub(crate) fn of_agency(name: &str) -> Asked {
        Asked { agencies: vec![name.to_owned()], ..Asked::default() }
    }

    /// Whether nothing was asked: this is the start.
    pub(crate) fn is_nothing(&self) -> bool {
        *self == Asked::default()
    }

    /// Whether what is found is narrowed down by more than words.
    pub(crate) fn is_narrowed(&self) -> bool {
        Asked { q: String::new(), after: String::new(), ..self.clone() } != Asked::default()
    }

    /// Finds it; what is for these comes first.
    pub(crate) fn search(&self, index: &Index, first_for: Audience) -> Found {
        let region = RegionCode::parse(&self.region);
        let audience = AUDIENCES.iter().find(|it| it.0 == self.audience).map(|it| it.1);
        let only = Only {
            online: self.online,
            agencies: &self.agencies,
            kinds: &self.kinds,
            audience,
            region: region.as_ref(),
        };
        let n = ROWS.min(PAGE_ROWS_MAX);
        index.search(&Query { words: &self.q, only, first_for, after: &self.after, n })
    }

    /// Where this is asked.
    pub(crate) fn path(&self) -> String {
        let mut pairs = vec![("q", self.q.as_str())];
        if self.online {
            pairs.push(("online", YES));
        }
        pairs.extend(self.agencies.iter().map(|it| ("agency", it.as_str())));
        pairs.extend(self.kinds.iter().map(|it| ("kind", it.as_str())));
        pairs.extend([("audience", &*self.audience), ("region", &self.region), ("after", &self.after)]);
        let said = pairs.into_iter().filter(|(name, it)| !it.is_empty() || *name == "q");
        let said: Vec<_> = said.map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        format!("/?{}", said.join("&"))
    }
}

/// A text as the value of a query field.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(byte.into()),
            _ => escaped += &format!("%{byte:02X}"),
        }
    }
    escaped
}
