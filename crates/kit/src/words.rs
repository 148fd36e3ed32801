//! Words that come from a file (a matter, a law), in every language the platform speaks.
//! What code itself says is in `texts/`; this is what law and officials say.

use crate::Lang;

/// One saying in each language; a file that lacks one is refused when it is read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The words in this language.
    pub fn say(&self, lang: Lang) -> &str {
        if lang == Lang::ZH { &self.zh } else { &self.en }
    }
}
