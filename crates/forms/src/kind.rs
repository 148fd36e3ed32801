//! What kinds of questions there are, and the settings of each.
//! Settings only: `read` takes answers of each kind, `check` says which settings make no sense.

use kit::Words;

use crate::Bound;

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// One line of words.
    Text {
        /// The fewest characters.
        length_min: u32,
        /// The most characters.
        length_max: u32,
        /// Which characters.
        letters: Letters,
    },
    /// Several lines of words.
    LongText {
        /// The fewest characters.
        length_min: u32,
        /// The most characters.
        length_max: u32,
    },
    /// A whole number.
    Number {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
        /// Of what.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<Words>,
    },
    /// A number with places after the point, kept as a whole number of the last place.
    Decimal {
        /// How many places.
        places: u32,
        /// The smallest, in whole units.
        min: i64,
        /// The largest, in whole units.
        max: i64,
        /// Of what.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<Words>,
    },
    /// An amount of money, kept in hundredths.
    Money {
        /// ISO 4217.
        currency: String,
        /// The smallest, in whole units.
        min: i64,
        /// The largest, in whole units.
        max: i64,
    },
    /// A day, typed as day, month and year.
    Date {
        /// The first day taken.
        #[serde(skip_serializing_if = "Option::is_none")]
        earliest: Option<Bound>,
        /// The last day taken.
        #[serde(skip_serializing_if = "Option::is_none")]
        latest: Option<Bound>,
    },
    /// One of several alternatives.
    Choice {
        /// The alternatives.
        options: Vec<Alternative>,
    },
    /// Some of several alternatives.
    Choices {
        /// The alternatives.
        options: Vec<Alternative>,
        /// The fewest.
        picks_min: u32,
        /// The most.
        picks_max: u32,
    },
    /// Yes or no.
    YesNo,
    /// 公民身份号码.
    CitizenNumber,
    /// 统一社会信用代码.
    CreditCode,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A postal address, in lines.
    Address {
        /// The most characters.
        length_max: u32,
    },
    /// A region, by its code.
    Region {
        /// The region it has to lie in.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<String>,
        /// How deep in the tree it has to be: 1 a province to 5 a village.
        level_min: u32,
    },
    /// Words the applicant has to agree to.
    Declaration,
    /// A material the applicant holds: how it will be handed in.
    Material {
        /// The ways that are open.
        ways: Vec<Way>,
    },
}

/// Which characters a line of text takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letters {
    /// Whatever can be read.
    #[default]
    Any,
    /// Letters of any script, with what stands between the parts of a name.
    Name,
    /// Digits.
    Digits,
    /// Latin letters, digits and hyphens, kept in capitals.
    Code,
}

/// One of several alternatives to choose from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// What is kept.
    pub key: String,
    /// What is read.
    pub label: Words,
    /// What helps to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Words>,
}

/// How a material is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Across a counter.
    Counter,
    /// By post.
    Post,
}

impl Way {
    /// Every way.
    pub const ALL: [Way; 2] = [Way::Counter, Way::Post];

    /// What is posted and kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Counter => "counter",
            Way::Post => "post",
        }
    }
}

impl Kind {
    /// The fields of a page that this kind is typed into, for a question's key.
    pub fn fields(&self, key: &str) -> Vec<String> {
        match self {
            Kind::Date { .. } => ["day", "month", "year"].map(|part| format!("{key}.{part}")).into(),
            _ => vec![key.to_owned()],
        }
    }

    /// The alternatives to choose from, if that is its kind.
    pub fn options(&self) -> &[Alternative] {
        match self {
            Kind::Choice { options } | Kind::Choices { options, .. } => options,
            _ => &[],
        }
    }
}
