//! A region of the administrative tree.
//! Its place in the tree is its code's affair; which source it came from is not known here.

use kit::{Lang, RegionCode};

/// How long a name may be.
pub const NAME_CHARS_MAX: usize = 100;

/// One region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code, which also says its level and what it lies in.
    pub code: RegionCode,
    /// Its name, 中文.
    pub name: String,
    /// Its name in English, where the source has one.
    pub name_en: Option<String>,
}

impl Region {
    /// Its name in this language, or its own where there is none.
    pub fn say(&self, lang: Lang) -> &str {
        match &self.name_en {
            Some(it) if lang == Lang::EN => it,
            _ => &self.name,
        }
    }
}
