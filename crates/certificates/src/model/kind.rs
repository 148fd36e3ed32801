//! A type of certificate as the catalogue has it (GB/T 36902): who defined it, who can hold it, what its face says.
//! Knows no certificate of the type.

use std::collections::BTreeSet;

use calendar::Day;
use kit::{CreditCode, Flaw, Result, Words};

use super::{sound, text_flaw};

/// How many fields a face may have.
pub const FACE_FIELDS_MAX: usize = 40;

/// How long the value of a field may be.
pub const VALUE_CHARS_MAX: usize = 500;

/// How long a key of a type or of a field may be.
const KEY_CHARS_MAX: usize = 64;

/// How long a name or label may be, in each language.
const NAME_CHARS_MAX: usize = 200;

/// The highest number of a type at its defining authority: three digits.
const NUMBER_MAX: u16 = 999;

/// The longest validity in years; what is longer is for good.
const YEARS_MAX: u16 = 100;

/// A type of certificate 证照类型.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateType {
    /// What matters call it by: `food-business-licence`.
    pub key: String,
    /// The credit code of the authority that defined it 证照定义机构.
    pub definer: CreditCode,
    /// What that authority is called.
    pub definer_name: Words,
    /// Its number there.
    pub number: u16,
    /// What it is called 证照类型名称.
    pub name: Words,
    /// Who can hold it 持证主体类别.
    pub holders: HolderCategory,
    /// Whether strangers see who holds it.
    pub shown: HolderShown,
    /// How long one holds 有效期限范围.
    pub validity: ValidityRange,
    /// What its face says 照面信息, in order.
    pub face: Vec<FaceField>,
}

/// Who can hold certificates of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderCategory {
    /// Natural persons 自然人.
    Person,
    /// Companies and other bodies 法人.
    Company,
    /// Both 混合.
    Mixed,
    /// Something else, a piece of land or a ship 其他.
    Other,
}

/// Whether strangers see the holder's name and numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderShown {
    /// In full: the law makes certificates of this type public.
    InFull,
    /// With all but the first letters hidden.
    Masked,
}

/// How long certificates of a type hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidityRange {
    /// Until they are ended 长期.
    Unlimited,
    /// At most so many years.
    Years(u16),
    /// As each one states.
    Stated,
}

/// One field of a face.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceField {
    /// What those who issue call it by.
    pub key: String,
    /// What the face calls it.
    pub label: Words,
    /// Whether strangers see its value.
    pub public: bool,
}

impl CertificateType {
    /// The 21 characters of the type's code 证照类型代码.
    pub fn code(&self) -> String {
        format!("{}{:03}", self.definer, self.number)
    }

    /// The authority and the number in a code.
    pub(crate) fn split_code(code: &str) -> Option<(CreditCode, u16)> {
        let (definer, number) = code.split_at_checked(18)?;
        Some((CreditCode::parse(definer).ok()?, number.parse().ok()?))
    }

    pub(crate) fn check(&self) -> Result<()> {
        let mut flaws = Vec::new();
        if !is_key(&self.key) {
            flaws.push(Flaw::of("key", "certificate.key"));
        }
        if NUMBER_MAX < self.number {
            flaws.push(Flaw::of("number", "certificate.type_number"));
        }
        if matches!(self.validity, ValidityRange::Years(it) if it == 0 || YEARS_MAX < it) {
            flaws.push(Flaw::of("validity", "certificate.years"));
        }
        flaws.extend(words_flaws("name", &self.name).chain(words_flaws("definer", &self.definer_name)));
        if FACE_FIELDS_MAX < self.face.len() {
            flaws.push(Flaw::of("face", "certificate.face_fields").with("max", FACE_FIELDS_MAX));
        }
        let mut keys = BTreeSet::new();
        for it in &self.face {
            if !is_key(&it.key) {
                flaws.push(Flaw::of("face", "certificate.key"));
            } else if !keys.insert(&it.key) {
                flaws.push(Flaw::of(&it.key, "certificate.face_doubled"));
            }
            flaws.extend(words_flaws(&it.key, &it.label));
        }
        sound(flaws)
    }

    /// What is wrong with a span of days for a certificate of this type.
    pub(crate) fn span_flaw(&self, effective: Day, expires: Option<Day>) -> Option<Flaw> {
        let fits = match (self.validity, expires) {
            (_, Some(it)) if it < effective => false,
            (ValidityRange::Unlimited, it) => it.is_none(),
            (ValidityRange::Years(_), None) => false,
            (ValidityRange::Years(n), Some(it)) => it <= effective.plus_months(u32::from(n) * 12),
            (ValidityRange::Stated, _) => true,
        };
        (!fits).then(|| Flaw::of("expires", "certificate.expires"))
    }
}

impl HolderCategory {
    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            HolderCategory::Person => "person",
            HolderCategory::Company => "company",
            HolderCategory::Mixed => "mixed",
            HolderCategory::Other => "other",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Person, Self::Company, Self::Mixed, Self::Other].into_iter().find(|it| it.as_str() == word)
    }
}

impl HolderShown {
    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            HolderShown::InFull => "in_full",
            HolderShown::Masked => "masked",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::InFull, Self::Masked].into_iter().find(|it| it.as_str() == word)
    }
}

impl ValidityRange {
    /// The word stored and sent: `unlimited`, `years:5`, `stated`.
    pub fn word(self) -> String {
        match self {
            ValidityRange::Unlimited => "unlimited".to_owned(),
            ValidityRange::Years(n) => format!("years:{n}"),
            ValidityRange::Stated => "stated".to_owned(),
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "unlimited" => Some(Self::Unlimited),
            "stated" => Some(Self::Stated),
            _ => Some(Self::Years(word.strip_prefix("years:")?.parse().ok()?)),
        }
    }
}

fn is_key(text: &str) -> bool {
    (1..=KEY_CHARS_MAX).contains(&text.len())
        && text.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

fn words_flaws(field: &str, words: &Words) -> impl Iterator<Item = Flaw> {
    let flaws = [&words.zh, &words.en].map(|it| text_flaw(field, it, NAME_CHARS_MAX));
    flaws.into_iter().flatten()
}
