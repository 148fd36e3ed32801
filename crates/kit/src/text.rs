//! What people read, per language, found at compile time: a key that a language lacks stops the build.
//! A block keeps `texts/zh-CN.txt` and `texts/en.txt` with one `key = text` a line.

/// The languages the platform speaks, as BCP 47 tags with their own names. The first is the default.
pub const LANGS: [(&str, &str); 2] = [("zh-CN", "中文"), ("en", "English")];

/// One of [`LANGS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lang(usize);

impl Lang {
    /// 中文, the default.
    pub const ZH: Lang = Lang(0);
    /// English.
    pub const EN: Lang = Lang(1);

    /// Every language.
    pub fn all() -> impl Iterator<Item = Lang> {
        (0..LANGS.len()).map(Lang)
    }

    /// The language of a tag such as `zh-CN`, `zh` or `en-GB`: the first that shares its first part.
    pub fn parse(tag: &str) -> Option<Lang> {
        let first = |it: &str| it.split('-').next().unwrap_or_default().to_ascii_lowercase();
        LANGS.iter().position(|(it, _)| first(it) == first(tag)).map(Lang)
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        LANGS[self.0].0
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        LANGS[self.0].1
    }
}

/// The texts of one block, one source per language in the order of [`LANGS`].
#[derive(Clone, Copy, Debug)]
pub struct Texts(pub [&'static str; LANGS.len()]);

/// One text in every language.
#[derive(Clone, Copy, Debug)]
pub struct Text([&'static str; LANGS.len()]);

impl Texts {
    /// The text of a key known when building; a missing one stops the build.
    pub const fn key(&self, key: &str) -> Text {
        let mut found = [""; LANGS.len()];
        let mut n = 0;
        while n < LANGS.len() {
            found[n] = match find(self.0[n], key) {
                Some(it) => it,
                None => panic!("a text is missing in one of the languages"),
            };
            n += 1;
        }
        Text(found)
    }

    /// The text of a key known only when running (`refused.<code>`); tidy checks that these exist.
    pub fn find(&self, lang: Lang, key: &str) -> Option<&'static str> {
        find(self.0[lang.0], key)
    }
}

impl Text {
    /// The words.
    pub fn say(&self, lang: Lang) -> &'static str {
        self.0[lang.0]
    }

    /// The words, with each `{name}` replaced by its value.
    pub fn fill(&self, lang: Lang, args: &[(&str, &str)]) -> String {
        fill(self.say(lang), args)
    }
}

/// Words with each `{name}` replaced by its value.
pub fn fill(words: &str, args: &[(&str, &str)]) -> String {
    args.iter().fold(words.to_owned(), |words, (name, value)| words.replace(&format!("{{{name}}}"), value))
}

/// Finds the line `key = text`. Runs at compile time, hence the loops; files are sorted, so it halves what is
/// left. A file that is not sorted yet is read line by line.
const fn find(source: &'static str, key: &str) -> Option<&'static str> {
    let bytes = source.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let (start, end) = line_around(bytes, (low + high) / 2, low);
        match compare(bytes, start, end, key.as_bytes()) {
            0 => return Some(source.split_at(end).0.split_at(start + key.len() + 3).1),
            1 => high = start,
            _ => low = end + 1,
        }
    }
    find_by_line(source, key)
}

const fn find_by_line(source: &'static str, key: &str) -> Option<&'static str> {
    let bytes = source.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let (_, end) = line_around(bytes, start, start);
        if compare(bytes, start, end, key.as_bytes()) == 0 {
            return Some(source.split_at(end).0.split_at(start + key.len() + 3).1);
        }
        start = end + 1;
    }
    None
}

/// Where the line around a byte begins and ends.
const fn line_around(bytes: &[u8], at: usize, lowest: usize) -> (usize, usize) {
    let (mut start, mut end) = (at, at);
    while start > lowest && bytes[start - 1] != b'\n' {
        start -= 1;
    }
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    (start, end)
}

/// 0 where the line begins `key = `, 1 where it stands after that, -1 before.
const fn compare(bytes: &[u8], start: usize, end: usize, key: &[u8]) -> i8 {
    const MARK: &[u8; 3] = b" = ";
    let mut n = 0;
    while n < key.len() + MARK.len() {
        let wanted = if n < key.len() { key[n] } else { MARK[n - key.len()] };
        if start + n >= end || bytes[start + n] < wanted {
            return -1;
        }
        if bytes[start + n] > wanted {
            return 1;
        }
        n += 1;
    }
    0
}

/// A block's text by its key, checked when building: `t!("case.title", lang)`.
/// The block declares `pub(crate) const TEXTS: kit::Texts = kit::texts!();` in its `lib.rs`.
#[macro_export]
#[expect(clippy::crate_in_macro_def, reason = "each block has its own TEXTS")]
macro_rules! t {
    ($key:literal) => {{
        const TEXT: $crate::Text = crate::TEXTS.key($key);
        TEXT
    }};
    ($key:literal, $lang:expr) => {
        $crate::t!($key).say($lang)
    };
    ($key:literal, $lang:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::t!($key).fill($lang, &[$((stringify!($name), &$value.to_string())),+])
    };
}

/// The texts beside this crate's sources.
#[macro_export]
macro_rules! texts {
    () => {
        $crate::Texts([
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/texts/zh-CN.txt")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/texts/en.txt")),
        ])
    };
}
