//! A question as files spell it: its settings beside its key, and only those its kind has.
//! A setting that the kind does not have stops the reading; a slip is never a silent default.

use kit::Words;

use crate::check::NUMBER_MAX;
use crate::{
    Accounts, Alternative, Bound, Clock, Condition, FileType, Files, Kind, Letters, Question, Source, Way,
};

/// Characters of a line, of several lines, and of an address, when nothing else is said.
const LENGTH_TEXT: u32 = 100;
const LENGTH_LONG_TEXT: u32 = 2_000;
const LENGTH_ADDRESS: u32 = 300;
/// Steps of a rating, when nothing else is said.
const STEPS: u32 = 5;
/// Megabytes of a file, and files of a question, when nothing else is said.
const MEGABYTES: u32 = 10;
const FILES: u32 = 5;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    key: String,
    label: Words,
    hint: Option<Words>,
    why: Option<Words>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    personal: bool,
    computed: Option<String>,
    when: Option<Condition>,
    source: Option<Source>,
    kind: Called,
    length_min: Option<u32>,
    length_max: Option<u32>,
    letters: Option<Letters>,
    places: Option<u32>,
    currency: Option<String>,
    min: Option<i64>,
    max: Option<i64>,
    unit: Option<Words>,
    earliest: Option<Bound>,
    latest: Option<Bound>,
    options: Option<Vec<Alternative>>,
    picks_min: Option<u32>,
    picks_max: Option<u32>,
    within: Option<String>,
    level_min: Option<u32>,
    ways: Option<Vec<Way>>,
    other: Option<Words>,
    opens: Option<Clock>,
    closes: Option<Clock>,
    steps: Option<u32>,
    low: Option<Words>,
    high: Option<Words>,
    statements: Option<Vec<Alternative>>,
    accounts: Option<Accounts>,
    types: Option<Vec<FileType>>,
    megabytes_max: Option<u32>,
    files_max: Option<u32>,
}

#[derive(Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Called {
    Text,
    LongText,
    Number,
    Decimal,
    Money,
    Date,
    DateRange,
    YearMonth,
    Time,
    Choice,
    List,
    Choices,
    Rating,
    Likert,
    YesNo,
    Name,
    Organisation,
    CertificateNumber,
    BankAccount,
    CitizenNumber,
    CreditCode,
    Phone,
    Email,
    Address,
    RegionAddress,
    Region,
    Declaration,
    Signature,
    Statement,
    Files,
    Material,
}

impl TryFrom<Written> for Question {
    type Error = String;

    fn try_from(mut it: Written) -> Result<Question, String> {
        let kind = it.kind()?;
        match it.setting_left() {
            Some(name) => Err(format!("a question of this kind has no `{name}`")),
            None => Ok(Question {
                key: it.key,
                label: it.label,
                hint: it.hint,
                why: it.why,
                optional: it.optional,
                personal: it.personal,
                computed: it.computed,
                when: it.when,
                source: it.source,
                kind,
            }),
        }
    }
}

impl Written {
    /// Takes the settings its kind has.
    fn kind(&mut self) -> Result<Kind, String> {
        Ok(match self.kind {
            Called::Text => Kind::Text {
                length_min: self.length_min.take().unwrap_or(1),
                length_max: self.length_max.take().unwrap_or(LENGTH_TEXT),
                letters: self.letters.take().unwrap_or_default(),
            },
            Called::LongText => Kind::LongText {
                length_min: self.length_min.take().unwrap_or(1),
                length_max: self.length_max.take().unwrap_or(LENGTH_LONG_TEXT),
            },
            Called::Number => Kind::Number { min: self.min(), max: self.max(), unit: self.unit.take() },
            Called::Decimal => Kind::Decimal {
                places: self.places.take().unwrap_or(2),
                min: self.min(),
                max: self.max(),
                unit: self.unit.take(),
            },
            Called::Money => Kind::Money {
                currency: self.currency.take().ok_or("a question for money names its `currency`")?,
                min: self.min(),
                max: self.max(),
            },
            Called::Date => Kind::Date { earliest: self.earliest.take(), latest: self.latest.take() },
            Called::DateRange => {
                Kind::DateRange { earliest: self.earliest.take(), latest: self.latest.take() }
            }
            Called::YearMonth => {
                Kind::YearMonth { earliest: self.earliest.take(), latest: self.latest.take() }
            }
            Called::Time => Kind::Time { opens: self.opens.take(), closes: self.closes.take() },
            Called::Choice | Called::List | Called::Choices | Called::Rating | Called::Likert => {
                self.chosen()?
            }
            Called::YesNo => Kind::YesNo,
            Called::Name => Kind::Name { length_max: self.length_max.take().unwrap_or(LENGTH_TEXT) },
            Called::Organisation => {
                Kind::Organisation { length_max: self.length_max.take().unwrap_or(LENGTH_TEXT) }
            }
            Called::CertificateNumber => Kind::CertificateNumber,
            Called::BankAccount => Kind::BankAccount { accounts: self.accounts.take().unwrap_or_default() },
            Called::CitizenNumber => Kind::CitizenNumber,
            Called::CreditCode => Kind::CreditCode,
            Called::Phone => Kind::Phone,
            Called::Email => Kind::Email,
            Called::Address => Kind::Address { length_max: self.length_max.take().unwrap_or(LENGTH_ADDRESS) },
            Called::Region => {
                Kind::Region { within: self.within.take(), level_min: self.level_min.take().unwrap_or(1) }
            }
            Called::RegionAddress => Kind::RegionAddress {
                within: self.within.take(),
                level_min: self.level_min.take().unwrap_or(1),
                length_max: self.length_max.take().unwrap_or(LENGTH_ADDRESS),
            },
            Called::Declaration => Kind::Declaration,
            Called::Signature => Kind::Signature,
            Called::Statement => Kind::Statement,
            Called::Files => Kind::Files { files: self.files() },
            Called::Material => Kind::Material {
                ways: self.ways.take().unwrap_or_else(|| Way::ALL.into()),
                files: self.files(),
            },
        })
    }

    /// The kinds that are chosen from something.
    fn chosen(&mut self) -> Result<Kind, String> {
        Ok(match self.kind {
            Called::List => Kind::List { options: self.options()? },
            Called::Choices => {
                let (options, other) = (self.options()?, self.other.take());
                Kind::Choices {
                    picks_min: self.picks_min.take().unwrap_or(1),
                    picks_max: self
                        .picks_max
                        .take()
                        .unwrap_or(options.len() as u32 + u32::from(other.is_some())),
                    options,
                    other,
                }
            }
            Called::Rating => Kind::Rating {
                steps: self.steps.take().unwrap_or(STEPS),
                low: self.low.take().ok_or("a rating says what its lowest step means: `low`")?,
                high: self.high.take().ok_or("a rating says what its highest step means: `high`")?,
            },
            Called::Likert => Kind::Likert {
                statements: self.statements.take().ok_or("such a question lists its `statements`")?,
                options: self.options()?,
            },
            _ => Kind::Choice { options: self.options()?, other: self.other.take() },
        })
    }

    fn files(&mut self) -> Files {
        Files {
            types: self.types.take().unwrap_or_else(|| vec![FileType::Image, FileType::Pdf]),
            megabytes_max: self.megabytes_max.take().unwrap_or(MEGABYTES),
            files_max: self.files_max.take().unwrap_or(FILES),
        }
    }

    fn options(&mut self) -> Result<Vec<Alternative>, String> {
        self.options.take().ok_or_else(|| "a question to choose from lists its `options`".to_owned())
    }

    fn min(&mut self) -> i64 {
        self.min.take().unwrap_or(0)
    }

    fn max(&mut self) -> i64 {
        self.max.take().unwrap_or(NUMBER_MAX)
    }

    /// A setting that its kind did not take.
    fn setting_left(&self) -> Option<&'static str> {
        let left = [
            ("length_min", self.length_min.is_some()),
            ("length_max", self.length_max.is_some()),
            ("letters", self.letters.is_some()),
            ("places", self.places.is_some()),
            ("currency", self.currency.is_some()),
            ("min", self.min.is_some()),
            ("max", self.max.is_some()),
            ("unit", self.unit.is_some()),
            ("earliest", self.earliest.is_some()),
            ("latest", self.latest.is_some()),
            ("options", self.options.is_some()),
            ("picks_min", self.picks_min.is_some()),
            ("picks_max", self.picks_max.is_some()),
            ("within", self.within.is_some()),
            ("level_min", self.level_min.is_some()),
            ("ways", self.ways.is_some()),
            ("other", self.other.is_some()),
            ("opens", self.opens.is_some()),
            ("closes", self.closes.is_some()),
            ("steps", self.steps.is_some()),
            ("low", self.low.is_some()),
            ("high", self.high.is_some()),
            ("statements", self.statements.is_some()),
            ("accounts", self.accounts.is_some()),
            ("types", self.types.is_some()),
            ("megabytes_max", self.megabytes_max.is_some()),
            ("files_max", self.files_max.is_some()),
        ];
        left.iter().find(|(_, is_left)| *is_left).map(|(name, _)| *name)
    }
}
