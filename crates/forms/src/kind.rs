//! What kinds of questions there are, and the settings of each.
//! Settings only: `read` takes answers of each kind, `check` says which settings make no sense.

use kit::Words;

use crate::Bound;
use crate::answer::{FILES, OTHER};

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
    /// From one day to another.
    DateRange {
        /// The first day taken.
        #[serde(skip_serializing_if = "Option::is_none")]
        earliest: Option<Bound>,
        /// The last day taken.
        #[serde(skip_serializing_if = "Option::is_none")]
        latest: Option<Bound>,
    },
    /// A month of a year.
    YearMonth {
        /// The first month taken is that of this day.
        #[serde(skip_serializing_if = "Option::is_none")]
        earliest: Option<Bound>,
        /// The last month taken is that of this day.
        #[serde(skip_serializing_if = "Option::is_none")]
        latest: Option<Bound>,
    },
    /// A time of day, kept as 09:30.
    Time {
        /// The first taken.
        #[serde(skip_serializing_if = "Option::is_none")]
        opens: Option<Clock>,
        /// The last taken.
        #[serde(skip_serializing_if = "Option::is_none")]
        closes: Option<Clock>,
    },
    /// One of several alternatives.
    Choice {
        /// The alternatives.
        options: Vec<Alternative>,
        /// What is asked where none of them fits; without it nothing else can be said.
        #[serde(skip_serializing_if = "Option::is_none")]
        other: Option<Words>,
    },
    /// One of a long list, narrowed by typing.
    List {
        /// The alternatives.
        options: Vec<Alternative>,
    },
    /// Some of several alternatives.
    Choices {
        /// The alternatives.
        options: Vec<Alternative>,
        /// What is asked where none of them fits; without it nothing else can be said.
        #[serde(skip_serializing_if = "Option::is_none")]
        other: Option<Words>,
        /// The fewest.
        picks_min: u32,
        /// The most.
        picks_max: u32,
    },
    /// How much, from 1 up.
    Rating {
        /// How many steps.
        steps: u32,
        /// What the lowest means.
        low: Words,
        /// What the highest means.
        high: Words,
    },
    /// One of the same few alternatives for each of several statements.
    Likert {
        /// The statements.
        statements: Vec<Alternative>,
        /// The alternatives.
        options: Vec<Alternative>,
    },
    /// Yes or no.
    YesNo,
    /// The whole name of a person, in one field: names have no parts that all people share.
    Name {
        /// The most characters.
        length_max: u32,
    },
    /// The name of an organisation.
    Organisation {
        /// The most characters.
        length_max: u32,
    },
    /// The number of a certificate or licence.
    CertificateNumber,
    /// The number of a bank account or card.
    BankAccount {
        /// What is taken.
        accounts: Accounts,
    },
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
    /// A region by its code, and the rest of the address in it.
    RegionAddress {
        /// The region it has to lie in.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<String>,
        /// How deep in the tree it has to be: 1 a province to 5 a village.
        level_min: u32,
        /// The most characters of the rest.
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
    /// A name typed under words, as a signature.
    Signature,
    /// Words between questions; nothing is asked.
    Statement,
    /// Files.
    Files {
        /// Which.
        #[serde(flatten)]
        files: Files,
    },
    /// A material the applicant holds: how it will be handed in.
    Material {
        /// The ways that are open.
        ways: Vec<Way>,
        /// Which files, where it can be sent with the form.
        #[serde(flatten)]
        files: Files,
    },
}

/// Which files a question takes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Files {
    /// Of which types.
    pub types: Vec<FileType>,
    /// The most bytes of one, in megabytes.
    pub megabytes_max: u32,
    /// The most files.
    pub files_max: u32,
}

/// A type of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// JPEG, PNG or WebP.
    Image,
    /// PDF.
    Pdf,
    /// Word, Excel or PowerPoint as OOXML, and OpenDocument.
    Office,
    /// A ZIP archive.
    Zip,
}

impl FileType {
    /// Every type.
    pub const ALL: [FileType; 4] = [FileType::Image, FileType::Pdf, FileType::Office, FileType::Zip];

    /// The word stored, and the last part of its text keys.
    pub fn as_str(self) -> &'static str {
        match self {
            FileType::Image => "image",
            FileType::Pdf => "pdf",
            FileType::Office => "office",
            FileType::Zip => "zip",
        }
    }
}

/// Which accounts are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accounts {
    /// Accounts and cards.
    #[default]
    Any,
    /// Cards only.
    Cards,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Clock {
    hour: u8,
    minute: u8,
}

impl Clock {
    /// The time of an hour and a minute, if there is one.
    pub fn of(hour: u8, minute: u8) -> Option<Clock> {
        (hour < 24 && minute < 60).then_some(Clock { hour, minute })
    }

    /// Reads `09:30`, and nothing else.
    pub fn parse(text: &str) -> Option<Clock> {
        let (hour, minute) = text.split_once(':')?;
        let is_shaped =
            [hour, minute].iter().all(|it| it.len() == 2 && it.bytes().all(|it| it.is_ascii_digit()));
        is_shaped.then(|| Clock::of(hour.parse().ok()?, minute.parse().ok()?))?
    }
}

/// `09:30`.
impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl TryFrom<String> for Clock {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Clock, &'static str> {
        Clock::parse(&text).ok_or("a time is 09:30")
    }
}

impl From<Clock> for String {
    fn from(it: Clock) -> String {
        it.to_string()
    }
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
    /// Whether nothing else can be chosen beside it: none of these.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}

/// How a material is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// As files, with the form.
    Upload,
    /// Across a counter.
    Counter,
    /// By post.
    Post,
}

impl Way {
    /// Every way.
    pub const ALL: [Way; 3] = [Way::Upload, Way::Counter, Way::Post];

    /// What is posted and kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Upload => "upload",
            Way::Counter => "counter",
            Way::Post => "post",
        }
    }
}

impl Kind {
    /// The fields of a page that this kind is typed into, under the name of its question.
    pub fn fields(&self, name: &str) -> Vec<String> {
        let part = |part: &str| format!("{name}.{part}");
        match self {
            Kind::Statement => Vec::new(),
            Kind::Date { .. } => DAY_PARTS.map(part).into(),
            Kind::YearMonth { .. } => ["month", "year"].map(part).into(),
            Kind::DateRange { .. } => {
                let day = |end: &str| DAY_PARTS.map(|it| format!("{name}.{end}.{it}"));
                [day("from"), day("to")].concat()
            }
            Kind::RegionAddress { .. } => ["region", "lines"].map(part).into(),
            Kind::Likert { statements, .. } => statements.iter().map(|it| part(&it.key)).collect(),
            Kind::Signature => vec![name.to_owned(), part("agreed")],
            Kind::Choice { other: Some(_), .. } | Kind::Choices { other: Some(_), .. } => {
                vec![name.to_owned(), part(OTHER)]
            }
            Kind::Material { ways, .. } if ways.contains(&Way::Upload) => vec![name.to_owned(), part(FILES)],
            _ => vec![name.to_owned()],
        }
    }

    /// The alternatives to choose from, if that is its kind.
    pub fn options(&self) -> &[Alternative] {
        match self {
            Kind::Choice { options, .. } | Kind::Choices { options, .. } | Kind::List { options } => options,
            Kind::Likert { options, .. } => options,
            _ => &[],
        }
    }

    /// Which files it takes, and under what its answer names them; nothing where it takes none.
    pub fn files(&self, name: &str) -> Option<(&Files, String)> {
        match self {
            Kind::Files { files } => Some((files, name.to_owned())),
            Kind::Material { ways, files } if ways.contains(&Way::Upload) => {
                Some((files, format!("{name}.{FILES}")))
            }
            _ => None,
        }
    }

    /// Whether what it takes is about a person by its nature.
    pub fn is_personal(&self) -> bool {
        match self {
            Kind::CitizenNumber | Kind::Phone | Kind::Email => true,
            Kind::Name { .. } | Kind::BankAccount { .. } | Kind::Signature => true,
            Kind::Text { letters, .. } => *letters == Letters::Name,
            _ => false,
        }
    }
}

/// The parts of a day, in the order they are read.
const DAY_PARTS: [&str; 3] = ["day", "month", "year"];
