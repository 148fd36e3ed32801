//! The index as a whole: what was asked, what was found, how it is narrowed down and gone through.
//! Gives pages by key: the next one begins after the last hit of this one, whatever has changed meanwhile.

use std::{collections::BTreeMap, sync::Arc};

use kit::RegionCode;

use crate::{
    entry::Audience,
    fold::Piece,
    marks::Marks,
    meant,
    parse::Parsed,
    score::{Mode, Scored, is_known, is_slip, score},
    segment::{Row, Segment},
};

/// How many hits one page may have.
pub const PAGE_ROWS_MAX: usize = 100;
/// How many characters of what was typed are looked at.
pub const WORDS_CHARS_MAX: usize = 100;
/// How many characters the beginning of a key has at least to be looked for as one.
const KEY_CHARS_MIN: usize = 4;

/// What the parts of a rank count.
const TEXT: f32 = 10.0;
const BEGINS: f32 = 1.5;
const LENGTH: f32 = 4.0;
const ONLINE: f32 = 1.5;
const AUDIENCE: f32 = 0.7;
const NEAR: f32 = 0.4;
const POPULAR: f32 = 0.25;
const POPULAR_MAX: f32 = 10.0;
/// How many steps a rank has for one.
const STEPS: f32 = 1_000.0;

/// Everything that can be found.
#[derive(Clone, Debug, Default)]
pub struct Index {
    segments: Vec<Arc<Segment>>,
}

/// What is looked for; nothing said finds everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// Words as they were typed.
    pub words: &'a str,
    /// What alone is wanted.
    pub only: Only<'a>,
    /// Whom to put first.
    pub first_for: Audience,
    /// Where the page before ended.
    pub after: &'a str,
    /// How many hits at most.
    pub n: usize,
}

/// What alone is wanted; nothing said wants everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Only<'a> {
    /// What can be applied for here.
    pub online: bool,
    /// Of one of these agencies.
    pub agencies: &'a [String],
    /// Of one of these types.
    pub kinds: &'a [String],
    /// For somebody of these.
    pub audience: Option<Audience>,
    /// Offered there, within, or by what it lies in.
    pub region: Option<&'a RegionCode>,
}

/// What was found, best first.
#[derive(Debug, Default)]
pub struct Found {
    /// A page of hits.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub n_total: usize,
    /// How many there are of each agency, type, audience and region, by what else is wanted.
    pub facets: Facets,
    /// What may have been meant instead.
    pub meant: Option<String>,
    /// Whether nothing holds all of what was typed, so that these hold about half.
    pub is_loose: bool,
    /// What the next page goes on after.
    pub next: Option<String>,
}

/// One hit.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Which bytes of the name were asked for, ascending.
    pub marks: Vec<(usize, usize)>,
    /// Its name in English, where it has one.
    pub name_en: Option<String>,
    /// Which bytes of the English name were asked for.
    pub marks_en: Vec<(usize, usize)>,
    /// Its agency.
    pub agency: String,
    /// Where it is offered.
    pub region: RegionCode,
    /// Its type.
    pub kind: &'static str,
    /// Whether it can be applied for here.
    pub online: bool,
}

/// How many hits there are of each.
#[derive(Debug, Default)]
pub struct Facets {
    /// Those that can be applied for here.
    pub n_online: usize,
    /// Of each agency, by name.
    pub agencies: Counted<String>,
    /// Of each type.
    pub kinds: Counted<&'static str>,
    /// For people, and for companies.
    pub audience: [usize; 2],
    /// Of each region.
    pub regions: Counted<RegionCode>,
}

/// How many there are of each.
pub type Counted<T> = BTreeMap<T, usize>;

/// A hit on its way: how good, in which segment, which entry.
#[derive(Clone, Copy)]
struct Ranked {
    rank: u32,
    segment: usize,
    entry: u32,
}

/// What is narrowed down, one bit each.
const BY_ONLINE: u8 = 1;
const BY_AGENCY: u8 = 2;
const BY_KIND: u8 = 4;
const BY_AUDIENCE: u8 = 8;
const BY_REGION: u8 = 16;

impl Index {
    /// An index of these segments.
    pub fn of(segments: Vec<Arc<Segment>>) -> Index {
        Index { segments }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.segments.iter().map(|it| it.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// About how much memory it takes.
    pub fn size_bytes(&self) -> usize {
        self.segments.iter().map(|it| it.size_bytes()).sum()
    }

    /// Finds.
    pub fn search(&self, query: &Query<'_>) -> Found {
        let typed: String = query.words.chars().take(WORDS_CHARS_MAX).collect();
        let parsed = Parsed::of(&typed);
        if parsed.groups.is_empty() && !typed.trim().is_empty() {
            return Found::default();
        }
        let (scored, is_loose) = self.scored(&parsed, typed.trim());
        let mut found = Found { is_loose, ..Found::default() };
        let mut ranked = Vec::new();
        for (n, (segment, scored)) in self.segments.iter().zip(scored).enumerate() {
            let narrow = Narrow::of(segment, &query.only);
            let mut counts = Counts::of(segment);
            for it in scored {
                let row = segment.row(it.entry);
                let fails = narrow.fails(row);
                counts.count(row, fails);
                if fails == 0 {
                    ranked.push(Ranked {
                        rank: rank(segment, row, &it, &parsed, query),
                        segment: n,
                        entry: it.entry,
                    });
                }
            }
            counts.into_facets(segment, &mut found.facets);
        }
        found.n_total = ranked.len();
        self.page(&mut found, ranked, query, &parsed);
        found.meant = self.meant(&typed, &parsed, &found);
        found
    }

    /// What answers, segment by segment: with all of what was typed, or else with about half.
    fn scored(&self, parsed: &Parsed, typed: &str) -> (Vec<Vec<Scored>>, bool) {
        if parsed.groups.is_empty() {
            let all = |it: &Arc<Segment>| {
                (0..it.len() as u32).map(|entry| Scored { entry, text: 0.0, begins: false }).collect()
            };
            return (self.segments.iter().map(all).collect(), false);
        }
        let words = parsed.groups.iter().flat_map(|it| &it.ways).flat_map(|it| &it.pieces);
        let words = words.filter_map(|it| if let Piece::Word(it) = it { Some(it) } else { None });
        let known: Vec<_> =
            words.filter(|word| self.segments.iter().any(|it| is_known(it, word))).cloned().collect();
        let of = |mode| -> Vec<Vec<Scored>> {
            self.segments.iter().map(|it| score(it, parsed, mode, &known)).collect()
        };
        let n_of = |all: &[Vec<Scored>]| all.iter().map(Vec::len).sum::<usize>();
        let mut all = of(Mode::All);
        if n_of(&all) == 0 && self.by_key(typed, &mut all) == 0 {
            all = of(Mode::Sound);
        }
        if 0 < n_of(&all) { (all, false) } else { (of(Mode::Half), true) }
    }

    /// Those whose key begins as what was typed.
    fn by_key(&self, typed: &str, all: &mut [Vec<Scored>]) -> usize {
        if typed.chars().count() < KEY_CHARS_MIN || !typed.is_ascii() {
            return 0;
        }
        let spellings = [typed.to_owned(), typed.to_ascii_uppercase()];
        for (segment, scored) in self.segments.iter().zip(all.iter_mut()) {
            let mut keys: Vec<_> = spellings.iter().flat_map(|it| segment.keys_like(it)).collect();
            keys.sort_unstable();
            keys.dedup();
            scored.extend(keys.into_iter().map(|entry| Scored { entry, text: 1.0, begins: false }));
        }
        all.iter().map(Vec::len).sum()
    }

    /// Cuts the page out of what was found.
    fn page(&self, found: &mut Found, mut ranked: Vec<Ranked>, query: &Query<'_>, parsed: &Parsed) {
        let key = |it: &Ranked| self.segments[it.segment].key(it.entry);
        if let Some((after, last)) = query.after.split_once('.')
            && let Ok(after) = u32::from_str_radix(after, 16)
        {
            ranked.retain(|it| it.rank < after || it.rank == after && last < key(it));
        }
        let in_order = |a: &Ranked, b: &Ranked| b.rank.cmp(&a.rank).then_with(|| key(a).cmp(key(b)));
        let n = query.n.clamp(1, PAGE_ROWS_MAX);
        let more = n < ranked.len();
        if more {
            ranked.select_nth_unstable_by(n, in_order);
            ranked.truncate(n);
        }
        ranked.sort_unstable_by(in_order);
        found.next = ranked.last().filter(|_| more).map(|it| format!("{:x}.{}", it.rank, key(it)));
        let marks = Marks::of(parsed);
        found.hits = ranked.iter().map(|it| hit(&self.segments[it.segment], it.entry, &marks)).collect();
    }

    fn meant(&self, typed: &str, parsed: &Parsed, found: &Found) -> Option<String> {
        let best = found.hits.first()?;
        let near = |word: &str| {
            if self.segments.iter().any(|it| is_known(it, word)) {
                return None;
            }
            let mut words = self.segments.iter().flat_map(|it| it.words());
            Some(words.find(|(it, _)| is_slip(word, it)).map(|it| it.0.to_owned()))
        };
        meant::instead(parsed, best, &near).filter(|it| it != typed.trim())
    }
}

fn hit(segment: &Segment, n: u32, marks: &Marks<'_>) -> Hit {
    let row = segment.row(n);
    let (name, name_en) = (segment.name(n), segment.name_en(n));
    Hit {
        key: segment.key(n).to_owned(),
        name: name.to_owned(),
        marks: marks.in_name(name),
        name_en: name_en.map(str::to_owned),
        marks_en: name_en.map(|it| marks.in_name(it)).unwrap_or_default(),
        agency: segment.agencies[usize::from(row.agency)].to_string(),
        region: segment.regions[usize::from(row.region)].clone(),
        kind: segment.kinds[usize::from(row.kind)],
        online: row.online,
    }
}

/// How good a hit is: by its words, by how much of its name they are, by whom and where it is for, by how often it is asked.
fn rank(segment: &Segment, row: &Row, it: &Scored, parsed: &Parsed, query: &Query<'_>) -> u32 {
    let part = parsed.n_chars as f32 / f32::from(row.name_chars.max(1));
    let mut rank = it.text * (TEXT + LENGTH * part.min(1.0));
    rank += if it.begins { BEGINS * it.text } else { 0.0 };
    rank += if row.online { ONLINE } else { 0.0 };
    rank += if row.audience.meets(query.first_for) { AUDIENCE } else { 0.0 };
    if let Some(place) = query.only.region
        && let region = &segment.regions[usize::from(row.region)]
        && place.covers(region)
    {
        // Of what is offered there, what is made for the place comes before what holds everywhere above it.
        rank += NEAR * place.level() as f32;
    }
    let asked = segment.popularity(it.entry) as f32;
    rank += POPULAR * (1.0 + asked).ln().min(POPULAR_MAX);
    (rank * STEPS) as u32
}

/// What is wanted, as numbers of one segment.
struct Narrow {
    online: bool,
    agencies: Option<Vec<bool>>,
    kinds: Option<Vec<bool>>,
    audience: Option<Audience>,
    regions: Option<Vec<bool>>,
}

impl Narrow {
    fn of(segment: &Segment, only: &Only<'_>) -> Narrow {
        let some = |wanted: &[String]| (!wanted.is_empty()).then_some(());
        let offered = |place: &RegionCode, it: &RegionCode| place.covers(it) || it.covers(place);
        let agency = |it: &str| only.agencies.iter().any(|wanted| wanted == it);
        let kind = |it: &&str| only.kinds.iter().any(|wanted| wanted == it);
        Narrow {
            online: only.online,
            agencies: some(only.agencies).map(|()| segment.agencies.iter().map(|it| agency(it)).collect()),
            kinds: some(only.kinds).map(|()| segment.kinds.iter().map(kind).collect()),
            audience: only.audience,
            regions: only.region.map(|place| segment.regions.iter().map(|it| offered(place, it)).collect()),
        }
    }

    /// By what an entry is left out, a bit each.
    fn fails(&self, row: &Row) -> u8 {
        let lacks = |wanted: &Option<Vec<bool>>, n: usize| wanted.as_ref().is_some_and(|it| !it[n]);
        u8::from(self.online && !row.online) * BY_ONLINE
            + u8::from(lacks(&self.agencies, row.agency.into())) * BY_AGENCY
            + u8::from(lacks(&self.kinds, row.kind.into())) * BY_KIND
            + u8::from(self.audience.is_some_and(|it| !row.audience.meets(it))) * BY_AUDIENCE
            + u8::from(lacks(&self.regions, row.region.into())) * BY_REGION
    }
}

/// How many of each there are in one segment.
struct Counts {
    n_online: usize,
    agencies: Vec<usize>,
    kinds: Vec<usize>,
    audience: [usize; 2],
    regions: Vec<usize>,
}

impl Counts {
    fn of(segment: &Segment) -> Counts {
        Counts {
            n_online: 0,
            agencies: vec![0; segment.agencies.len()],
            kinds: vec![0; segment.kinds.len()],
            audience: [0; 2],
            regions: vec![0; segment.regions.len()],
        }
    }

    /// A hit counts where nothing but that very choice leaves it out: so many there would be if it were chosen.
    fn count(&mut self, row: &Row, fails: u8) {
        let counts = |by: u8| fails & !by == 0;
        self.n_online += usize::from(row.online && counts(BY_ONLINE));
        self.agencies[usize::from(row.agency)] += usize::from(counts(BY_AGENCY));
        self.kinds[usize::from(row.kind)] += usize::from(counts(BY_KIND));
        if counts(BY_AUDIENCE) {
            self.audience[0] += usize::from(row.audience.meets(Audience::PERSON));
            self.audience[1] += usize::from(row.audience.meets(Audience::COMPANY));
        }
        self.regions[usize::from(row.region)] += usize::from(counts(BY_REGION));
    }

    fn into_facets(self, segment: &Segment, facets: &mut Facets) {
        facets.n_online += self.n_online;
        for (sum, n) in facets.audience.iter_mut().zip(self.audience) {
            *sum += n;
        }
        let some = |(_, n): &(_, usize)| 0 < *n;
        for (name, n) in segment.agencies.iter().zip(self.agencies).filter(|it| 0 < it.1 && !it.0.is_empty())
        {
            *facets.agencies.entry(name.to_string()).or_default() += n;
        }
        for (kind, n) in segment.kinds.iter().copied().zip(self.kinds).filter(some) {
            *facets.kinds.entry(kind).or_default() += n;
        }
        for (region, n) in segment.regions.iter().zip(self.regions).filter(|it| 0 < it.1) {
            *facets.regions.entry(region.clone()).or_default() += n;
        }
    }
}
