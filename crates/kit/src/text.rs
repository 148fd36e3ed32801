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

/// Finds the line `key = text`. Runs at compile time, hence the loops.
const fn find(source: &'static str, key: &str) -> Option<&'static str> {
    let (bytes, key) = (source.as_bytes(), key.as_bytes());
    let mut start = 0;
    while start < bytes.len() {
        let mut end = start;
        while end < bytes.len() && bytes[end] != b'\n' {
            end += 1;
        }
        let text = start + key.len() + 3;
        if text <= end && starts_with(bytes, start, key) && starts_with(bytes, start + key.len(), b" = ") {
            return Some(source.split_at(end).0.split_at(text).1);
        }
        start = end + 1;
    }
    None
}

const fn starts_with(bytes: &[u8], at: usize, prefix: &[u8]) -> bool {
    let mut n = 0;
    while n < prefix.len() {
        if at + n >= bytes.len() || bytes[at + n] != prefix[n] {
            return false;
        }
        n += 1;
    }
    true
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
