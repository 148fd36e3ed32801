//! Service items 政务服务事项 as other platforms list them: read row by row from a file.
//! Nothing can be applied for under an item; it says what there is, by whom and where.

use std::collections::BTreeMap;

use kit::{CreditCode, Flaw, RegionCode};

use super::matter::TaskType;

/// How long a line of the file may be.
pub const LINE_BYTES_MAX: usize = 4_096;
/// How long the name of an item may be.
pub const NAME_CHARS_MAX: usize = 500;
/// How long the name of an agency may be.
const DEPARTMENT_CHARS_MAX: usize = 100;
/// How long the code of an item or of an agency may be.
const CODE_BYTES_MAX: usize = 80;
/// How long a link may be.
const LINK_BYTES_MAX: usize = 1_000;
/// How many digits the division in an item's code has.
const DIVISION_DIGITS: usize = 12;

/// One service item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceItem {
    /// 实施编码, as its source writes it: what tells it from every other item.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The agency, as its source calls it.
    pub department: String,
    /// The agency's code, as its source writes it; many are no credit codes.
    pub department_code: String,
    /// Where it is offered.
    pub region: RegionCode,
    /// 事项类型.
    pub task_type: TaskType,
    /// The item that this one is a part of, where its source says so.
    pub main_item: Option<String>,
    /// Where its source explains it.
    pub link: Option<String>,
}

/// What a file of items came to.
#[derive(Clone, Debug, Default)]
pub struct ItemFile {
    /// The items, each code once.
    pub items: Vec<ServiceItem>,
    /// The rows that cannot be taken, each with its line, counted from 1.
    pub refused: Vec<(u64, Flaw)>,
    /// What is worth knowing though nothing is wrong.
    pub notes: Vec<Flaw>,
}

impl ItemFile {
    /// Reads JSON lines: one item a line, empty lines ignored, no more than so many rows.
    ///
    /// A code that stands twice names two things by one number, so its second row is refused; the agency's code is
    /// not what tells items apart, so an odd one is kept as it is, and counted.
    pub fn read(text: &str, rows_max: usize) -> ItemFile {
        let mut file = ItemFile::default();
        let mut lines: BTreeMap<String, u64> = BTreeMap::new();
        let (mut n_odd, mut n_elsewhere) = (0, 0);
        for (line, text) in (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines()) {
            if text.trim().is_empty() {
                continue;
            }
            if file.items.len() + file.refused.len() >= rows_max {
                file.refused.push((line, Flaw::of("file", "item.too_many").with("max", rows_max)));
                break;
            }
            match row(text) {
                Err(flaw) => file.refused.push((line, flaw)),
                Ok((item, place)) => match lines.get(&item.code) {
                    Some(first) => {
                        let flaw = Flaw::of("item_code", "item.doubled").with("line", first);
                        file.refused.push((line, flaw));
                    }
                    None => {
                        n_odd += usize::from(CreditCode::parse(&item.department_code).is_err());
                        n_elsewhere += usize::from(place == Place::Link);
                        lines.insert(item.code.clone(), line);
                        file.items.push(item);
                    }
                },
            }
        }
        if file.items.is_empty() && file.refused.is_empty() {
            file.refused.push((1, Flaw::of("file", "item.none")));
        }
        let notes = [("dept_code", "item.odd_agencies", n_odd), ("link", "item.placed_by_link", n_elsewhere)];
        let noted = notes.into_iter().filter(|it| it.2 > 0);
        file.notes = noted.map(|(field, code, n)| Flaw::of(field, code).with("n", n)).collect();
        file
    }

    /// The region most of the items name: what tells this file's source from others.
    pub fn region(&self) -> Option<RegionCode> {
        let mut counts: BTreeMap<&RegionCode, usize> = BTreeMap::new();
        for it in &self.items {
            *counts.entry(&it.region).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, n)| *n).map(|it| it.0.clone())
    }
}

/// What said where an item is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Code,
    Link,
}

/// A row as the file writes it.
#[derive(serde::Deserialize)]
struct Written {
    department: String,
    name: String,
    item_code: String,
    task_type: String,
    dept_code: String,
    #[serde(default)]
    main_item: Option<String>,
    #[serde(default)]
    link: Option<String>,
}

fn row(line: &str) -> Result<(ServiceItem, Place), Flaw> {
    if line.len() > LINE_BYTES_MAX {
        return Err(Flaw::of("row", "item.line_too_long").with("max", LINE_BYTES_MAX));
    }
    let it: Written = serde_json::from_str(line).map_err(|_| Flaw::of("row", "item.malformed"))?;
    let code = code("item_code", &it.item_code)?;
    let link = link(it.link)?;
    // The first part is the catalogue's, and may have twelve digits of its own.
    let by_code = code.split('-').skip(1).find_map(division).map(|it| (it, Place::Code));
    let by_link = || link.as_deref().and_then(area_of).map(|it| (it, Place::Link));
    let (region, place) = by_code.or_else(by_link).ok_or_else(|| Flaw::of("item_code", "item.no_region"))?;
    let task_type = task_type(it.task_type.trim()).ok_or_else(|| Flaw::of("task_type", "item.task_type"))?;
    let main_item = it.main_item.map(|it| words("main_item", &it, NAME_CHARS_MAX)).transpose()?;
    let item = ServiceItem {
        name: words("name", &it.name, NAME_CHARS_MAX)?,
        department: words("department", &it.department, DEPARTMENT_CHARS_MAX)?,
        department_code: self::code("dept_code", &it.dept_code)?,
        main_item: main_item.filter(|it| it != UNSORTED),
        code,
        region,
        task_type,
        link,
    };
    Ok((item, place))
}

/// What sources write where an item is no part of another.
const UNSORTED: &str = "未分类";

fn words(field: &'static str, text: &str, chars_max: usize) -> Result<String, Flaw> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Flaw::of(field, "item.words_missing").with("field", field)),
        n if n > chars_max => {
            Err(Flaw::of(field, "item.words_too_long").with("field", field).with("max", chars_max))
        }
        _ if text.chars().any(char::is_control) => {
            Err(Flaw::of(field, "item.words_unreadable").with("field", field))
        }
        _ => Ok(text.to_owned()),
    }
}

fn code(field: &'static str, text: &str) -> Result<String, Flaw> {
    let text = text.trim();
    let allowed = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
    let is_shaped = (1..=CODE_BYTES_MAX).contains(&text.len()) && text.bytes().all(allowed);
    is_shaped.then(|| text.to_owned()).ok_or_else(|| Flaw::of(field, "item.code").with("field", field))
}

/// Pages show it as a link, so it leads to the web and nowhere else.
fn link(text: Option<String>) -> Result<Option<String>, Flaw> {
    let Some(text) = text.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()) else { return Ok(None) };
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let is_plain =
        text.len() <= LINK_BYTES_MAX && !text.contains(|it: char| it.is_control() || it.is_whitespace());
    if is_web && is_plain { Ok(Some(text)) } else { Err(Flaw::of("link", "item.link")) }
}

/// A division of twelve digits as the region it means: 511602000000 is the county 511602.
fn division(digits: &str) -> Option<RegionCode> {
    let is_shaped = digits.len() == DIVISION_DIGITS && digits.bytes().all(|it| it.is_ascii_digit());
    if !is_shaped || digits.starts_with("00") {
        return None;
    }
    let lengths = [2, 4, 6, 9];
    let length =
        lengths.into_iter().find(|n| digits[*n..].bytes().all(|it| it == b'0')).unwrap_or(DIVISION_DIGITS);
    RegionCode::parse(&digits[..length])
}

/// The division that a link names as its area.
fn area_of(link: &str) -> Option<RegionCode> {
    let query = link.split_once('?')?.1;
    query.split(['&', '#']).find_map(|it| division(it.strip_prefix("areaCode=")?))
}

/// The numbers by which sources write the types of items.
fn task_type(number: &str) -> Option<TaskType> {
    Some(match number {
        "1" | "01" => TaskType::Licensing,
        "4" | "04" => TaskType::Collection,
        "5" | "05" => TaskType::Payment,
        "6" | "06" => TaskType::Inspection,
        "7" | "07" => TaskType::Confirmation,
        "8" | "08" => TaskType::Reward,
        "9" | "09" => TaskType::Ruling,
        "10" => TaskType::Other,
        "20" => TaskType::PublicService,
        _ => return None,
    })
}

impl TaskType {
    /// Every type.
    pub const ALL: [TaskType; 10] = [
        TaskType::Licensing,
        TaskType::Confirmation,
        TaskType::Payment,
        TaskType::Reward,
        TaskType::Ruling,
        TaskType::Collection,
        TaskType::Inspection,
        TaskType::Filing,
        TaskType::Other,
        TaskType::PublicService,
    ];

    /// The word stored, and as files spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            TaskType::Licensing => "licensing",
            TaskType::Confirmation => "confirmation",
            TaskType::Payment => "payment",
            TaskType::Reward => "reward",
            TaskType::Ruling => "ruling",
            TaskType::Collection => "collection",
            TaskType::Inspection => "inspection",
            TaskType::Filing => "filing",
            TaskType::Other => "other",
            TaskType::PublicService => "public_service",
        }
    }

    /// Takes the word stored.
    pub fn parse(word: &str) -> Option<TaskType> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}
