//! A file of regions, read row by row: what can be taken, and what cannot and why.
//! Knows nothing of the store; which regions exist elsewhere it is told.

use std::collections::{HashMap, HashSet};

use kit::{Flaw, RegionCode};

use super::super::imports::{FILE_BYTES_MAX, File, LINE_BYTES_MAX, ROWS_MAX, Refused};
use crate::model::{name_flaw, region::Region};

/// Some editors put this before everything else.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a file of regions came to.
pub(super) struct RegionFile {
    pub(super) name: String,
    pub(super) hash: [u8; 32],
    /// The one level of its rows; nothing where no row could be read, or where levels are mixed on purpose.
    pub(super) level: Option<usize>,
    /// The rows that could be read, each with its line.
    pub(super) rows: Vec<(u64, Region)>,
    pub(super) refused: Refused,
    pub(super) notes: Vec<Flaw>,
}

/// Where the columns stand.
struct Columns {
    code: usize,
    name: usize,
    name_en: Option<usize>,
}

/// Reads a file. A file of provinces is completed with those it lacks.
pub(super) fn read(file: &File<'_>, completion: &str) -> RegionFile {
    let mut it = RegionFile {
        name: file.short_name(),
        hash: file.hash(),
        level: None,
        rows: Vec::new(),
        refused: Refused::default(),
        notes: Vec::new(),
    };
    if FILE_BYTES_MAX < file.bytes.len() {
        it.refused.add(1, Flaw::of("file", "import.too_large").with("max", FILE_BYTES_MAX));
        return it;
    }
    it.read_rows(file.bytes);
    if it.rows.is_empty() && it.refused.n == 0 {
        it.refused.add(1, Flaw::of("file", "import.empty"));
    }
    it.level = it.rows.first().map(|(_, region)| region.code.level());
    it.check_level();
    it.check_doubles();
    if it.level == Some(1) {
        it.complete(completion);
    }
    it
}

impl RegionFile {
    /// Regions that come from no file: of any levels, told from others by what they say.
    pub(super) fn of(source: &str, rows: Vec<Region>) -> Self {
        let mut text = String::new();
        for it in &rows {
            text += &format!("{},{},{}\n", it.code, it.name, it.name_en.as_deref().unwrap_or_default());
        }
        let mut refused = Refused::default();
        for (line, it) in (1..).zip(&rows) {
            name_flaw("name", &it.name).into_iter().for_each(|flaw| refused.add(line, flaw));
        }
        let (hash, rows) = (crypt::sha256(text.as_bytes()), (1..).zip(rows).collect());
        let mut it = Self { name: source.to_owned(), hash, level: None, rows, refused, notes: Vec::new() };
        it.check_doubles();
        it
    }

    /// How many digits its longest code has.
    pub(super) fn n_digits_max(&self) -> usize {
        self.rows.iter().map(|(_, it)| it.code.as_str().len()).max().unwrap_or(0)
    }

    /// Each row lies in a region that exists, and is in no other source.
    pub(super) fn check_tree(&mut self, elsewhere: &HashSet<RegionCode>) {
        let own: HashSet<_> = self.rows.iter().map(|(_, it)| &it.code).collect();
        for (line, it) in &self.rows {
            if elsewhere.contains(&it.code) {
                self.refused.add(*line, Flaw::of("code", "import.code_elsewhere").with("code", &it.code));
            }
            if let Some(parent) = it.code.parent()
                && !elsewhere.contains(&parent)
                && !own.contains(&parent)
            {
                let flaw = Flaw::of("code", "import.parent_missing").with("parent", parent);
                self.refused.add(*line, flaw.with("code", &it.code));
            }
        }
        self.refused.rows.sort_by_key(|(line, _)| *line);
    }

    fn read_rows(&mut self, bytes: &[u8]) {
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(bytes);
        let mut columns = None;
        for record in reader.byte_records() {
            let Ok(record) = record else {
                self.refused.add(1, Flaw::of("file", "import.csv"));
                return;
            };
            let line = record.position().map_or(1, csv::Position::line);
            let Some(columns) = &columns else {
                columns = Columns::find(&record);
                if columns.is_none() {
                    self.refused.add(line, Flaw::of("file", "import.columns"));
                    return;
                }
                continue;
            };
            if ROWS_MAX <= self.rows.len() {
                self.refused.add(line, Flaw::of("file", "import.too_many_rows").with("max", ROWS_MAX));
                return;
            }
            match read_row(columns, &record) {
                Ok(it) => self.rows.push((line, it)),
                Err(flaw) => self.refused.add(line, flaw),
            }
        }
    }

    fn check_level(&mut self) {
        let Some(level) = self.level else { return };
        for (line, it) in self.rows.iter().filter(|(_, it)| it.code.level() != level) {
            self.refused.add(*line, Flaw::of("code", "import.level_mixed").with("code", &it.code));
        }
    }

    fn check_doubles(&mut self) {
        let mut first = HashMap::new();
        for (line, it) in &self.rows {
            if let Some(before) = first.insert(&it.code, line) {
                let flaw = Flaw::of("code", "import.code_doubled").with("code", &it.code);
                self.refused.add(*line, flaw.with("line", before));
            }
        }
    }

    fn complete(&mut self, completion: &str) {
        let name = "completion".to_owned();
        let mut more = Self {
            name,
            hash: [0; 32],
            level: None,
            rows: vec![],
            refused: Refused::default(),
            notes: vec![],
        };
        more.read_rows(completion.as_bytes());
        let own: HashSet<_> = self.rows.iter().map(|(_, it)| it.code.clone()).collect();
        for (_, it) in more.rows.into_iter().filter(|(_, it)| !own.contains(&it.code)) {
            let note = Flaw::of(it.code.as_str(), "import.completed").with("code", &it.code);
            self.notes.push(note.with("name", &it.name));
            self.rows.push((0, it));
        }
    }
}

impl Columns {
    fn find(header: &csv::ByteRecord) -> Option<Self> {
        let at = |name: &[u8]| header.iter().position(|it| it == name);
        Some(Self { code: at(b"code")?, name: at(b"name")?, name_en: at(b"name_en") })
    }
}

fn read_row(columns: &Columns, record: &csv::ByteRecord) -> Result<Region, Flaw> {
    if LINE_BYTES_MAX < record.as_slice().len() {
        return Err(Flaw::of("file", "import.line_long").with("max", LINE_BYTES_MAX));
    }
    let field = |n: usize, name: &str| {
        let bytes = record.get(n).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| Flaw::of(name, "import.not_utf8"))
    };
    let code = RegionCode::parse(field(columns.code, "code")?);
    let code = code.ok_or_else(|| Flaw::of("code", "import.code_shape"))?;
    let name = field(columns.name, "name")?;
    let name_en = columns.name_en.map(|n| field(n, "name_en")).transpose()?.filter(|it| !it.is_empty());
    let flaw = name_flaw("name", name).or_else(|| name_en.and_then(|it| name_flaw("name_en", it)));
    match flaw {
        Some(flaw) => Err(flaw),
        None => Ok(Region { code, name: name.to_owned(), name_en: name_en.map(str::to_owned) }),
    }
}
