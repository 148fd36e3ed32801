//! How Chinese is typed by sound: syllables, their first letters, and both mixed; kin sounds count as one.
//! A character has one or two readings here, the common ones; what is rare is not looked for.

use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

use crate::fold::is_han;

/// The first character whose readings are known, and how many follow.
const FIRST: u32 = 0x4e00;
const N_KNOWN: usize = 0x9fa6 - 0x4e00;
/// How many readings of a character count.
const READINGS: usize = 2;
/// How many letters of a word are taken for sounds.
const LETTERS_MAX: usize = 40;
/// How many letters a syllable has at most.
const SYLLABLE_MAX: usize = 6;
/// How many ways of cutting a word into syllables are followed.
const PARSES_MAX: usize = 4;
/// What a syllable costs a parse, against a first letter alone and a syllable not yet finished.
const COST_WHOLE: u32 = 10;
const COST_BEGUN: u32 = 12;
const COST_LETTER: u32 = 16;

/// One typed sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Kin sounds as one.
    pub(crate) letters: String,
    /// Another reading that would do, of a character that was typed.
    pub(crate) other: Option<String>,
    /// Whether the letters are all of it.
    pub(crate) whole: bool,
}

/// Sounds to be looked for: which syllables each of them takes, by number; the first number is none.
pub(crate) struct Chain {
    fits: Vec<Vec<bool>>,
    name: Vec<[u16; READINGS]>,
}

/// Syllables and who reads how.
pub(crate) struct Sounds {
    syllables: Vec<String>,
    readings: Vec<[u16; READINGS]>,
}

/// Whether a text begins by the sounds typed: `anh`, `ah` and `anhe` begin 安和市.
pub fn sounds_like(typed: &str, text: &str) -> bool {
    let name: Vec<_> = text.chars().collect();
    let sounds = Sounds::get();
    let begins = |units: &Vec<Unit>| {
        let n = units.len();
        name.get(..n).is_some_and(|it| sounds.place(it, units).is_some())
    };
    sounds.parses(&typed.to_lowercase()).iter().any(begins)
}

impl Sounds {
    /// The one table, made at first use from what the library knows.
    pub(crate) fn get() -> &'static Sounds {
        static SOUNDS: OnceLock<Sounds> = OnceLock::new();
        SOUNDS.get_or_init(Sounds::make)
    }

    fn make() -> Sounds {
        let each = |n: usize| {
            let all = char::from_u32(FIRST + n as u32).and_then(|it| it.to_pinyin_multi());
            let mut said: Vec<String> = Vec::new();
            for it in all.into_iter().flatten().map(|it| kin(it.plain())) {
                if !said.contains(&it) && said.len() < READINGS {
                    said.push(it);
                }
            }
            said
        };
        let said: Vec<_> = (0..N_KNOWN).map(each).collect();
        let mut syllables: Vec<_> = said.iter().flatten().cloned().collect();
        syllables.sort();
        syllables.dedup();
        let number = |it: &String| syllables.binary_search(it).map_or(0, |n| n as u16 + 1);
        let slots = |it: &Vec<String>| {
            let mut slots = [0; READINGS];
            slots.iter_mut().zip(it).for_each(|(slot, it)| *slot = number(it));
            slots
        };
        let readings = said.iter().map(slots).collect();
        Sounds { syllables, readings }
    }

    /// How a character is read; nothing for what is none.
    pub(crate) fn of(&self, it: char) -> impl Iterator<Item = &str> {
        let slots = self.slots(it).into_iter().filter(|it| *it != 0);
        slots.map(|it| self.syllables[usize::from(it) - 1].as_str())
    }

    /// The sounds of characters that were typed; nothing if one has none.
    pub(crate) fn units(&self, han: &[char]) -> Option<Vec<Unit>> {
        let unit = |it: &char| {
            let mut said = self.of(*it).map(str::to_owned);
            Some(Unit { letters: said.next()?, other: said.next(), whole: true })
        };
        han.iter().map(unit).collect()
    }

    /// The ways a word can be cut into sounds, the likeliest first.
    pub(crate) fn parses(&self, word: &str) -> Vec<Vec<Unit>> {
        let n = word.len();
        if n == 0 || LETTERS_MAX < n || !word.bytes().all(|it| it.is_ascii_lowercase()) {
            return Vec::new();
        }
        let mut best: Vec<Vec<(u32, Vec<Unit>)>> = vec![Vec::new(); n + 1];
        best[0].push((0, Vec::new()));
        for from in 0..n {
            let begun = std::mem::take(&mut best[from]);
            for to in from + 1..=n.min(from + SYLLABLE_MAX) {
                for (cost, unit) in self.readings_of(&word[from..to], to == n) {
                    for (before, units) in &begun {
                        let units = units.iter().chain([&unit]).cloned().collect();
                        best[to].push((before + cost, units));
                    }
                }
                best[to].sort_by_key(|it| it.0);
                best[to].truncate(PARSES_MAX);
            }
        }
        best.pop().unwrap_or_default().into_iter().map(|it| it.1).collect()
    }

    /// What letters can be: a syllable, one not yet finished, or a first letter alone.
    fn readings_of(&self, letters: &str, is_last: bool) -> Vec<(u32, Unit)> {
        let kin = kin(letters);
        let at = self.syllables.binary_search(&kin);
        let is_begun = at.err().and_then(|n| self.syllables.get(n)).is_some_and(|it| it.starts_with(&kin));
        let is_letter = letters.len() == 1 && !"iuv".contains(letters);
        // The last one may still be going on: `ji` of `jing`.
        let whole = at.is_ok().then_some((COST_WHOLE, !is_last));
        let letter = is_letter.then_some((COST_LETTER, false));
        let begun = (at.is_err() && !is_letter && is_last && is_begun).then_some((COST_BEGUN, false));
        let unit = |(cost, whole)| (cost, Unit { letters: kin.clone(), other: None, whole });
        [whole, letter, begun].into_iter().flatten().map(unit).collect()
    }

    /// Sounds made ready to be looked for in many names.
    pub(crate) fn chain(&self, units: &[Unit]) -> Chain {
        let fits = |unit: &Unit| {
            let each = self.syllables.iter().map(|it| unit.is(it));
            std::iter::once(false).chain(each).collect()
        };
        Chain { fits: units.iter().map(fits).collect(), name: Vec::new() }
    }

    /// Where in a text the sounds stand one after the other.
    pub(crate) fn place(&self, name: &[char], units: &[Unit]) -> Option<usize> {
        self.chain(units).place(self, name.iter().copied())
    }

    fn slots(&self, it: char) -> [u16; READINGS] {
        let n = u32::from(it).checked_sub(FIRST).map(|it| it as usize);
        n.and_then(|n| self.readings.get(n)).copied().unwrap_or_default()
    }

    /// The first letters a character can be typed by; its own where it is no Chinese one.
    pub(crate) fn initials(&self, it: char) -> Vec<u8> {
        if !is_han(it) {
            return u8::try_from(u32::from(it)).into_iter().collect();
        }
        let mut all: Vec<_> = self.of(it).filter_map(|it| it.bytes().next()).collect();
        all.dedup();
        all
    }
}

impl Chain {
    /// Where in a name the sounds stand one after the other.
    pub(crate) fn place(&mut self, sounds: &Sounds, name: impl Iterator<Item = char>) -> Option<usize> {
        self.name.clear();
        self.name.extend(name.map(|it| sounds.slots(it)));
        let fits = |fits: &[bool], said: &[u16; READINGS]| said.iter().any(|it| fits[usize::from(*it)]);
        let all = |part: &[[u16; READINGS]]| self.fits.iter().zip(part).all(|(it, said)| fits(it, said));
        self.name.windows(self.fits.len().max(1)).position(all)
    }
}

impl Unit {
    fn is(&self, said: &str) -> bool {
        let own = if self.whole { said == self.letters } else { said.starts_with(&self.letters) };
        own || self.other.as_deref() == Some(said)
    }

    /// The letter it begins with.
    pub(crate) fn initial(&self) -> u8 {
        self.letters.bytes().next().unwrap_or_default()
    }
}

/// Sounds that many speakers do not tell apart, written as one: zh as z, ng as n, ü as u.
fn kin(letters: &str) -> String {
    let mut kin = letters.replace(['ü', 'v'], "u");
    for (from, to) in [("zh", "z"), ("ch", "c"), ("sh", "s")] {
        if let Some(rest) = kin.strip_prefix(from) {
            kin = format!("{to}{rest}");
        }
    }
    if kin.ends_with("ng") {
        kin.pop();
    }
    kin
}
