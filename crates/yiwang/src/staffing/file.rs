//! The file of agencies as an operator writes it: what it may say, and where each entry stands.
//! Opens no store; whether a region or a matter exists is asked elsewhere.

use directory::imports::File;
use kit::{Flaw, Words};
use serde::Deserialize;
use serde_saphyr::{MessageFormatter, Spanned, UserMessageFormatter};

/// How large a file may be.
const FILE_BYTES_MAX: usize = 1 << 20;
/// How deep a file may nest.
const DEPTH_MAX: usize = 12;
/// How many values a file may have.
const NODES_MAX: usize = 50_000;
/// How many agencies, posts, officials and competences one file may bring: they come in one write.
const ROWS_MAX: usize = 2_000;

/// What a file says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Staffing {
    /// The agencies; a principal or supervisor stands before those that name it.
    #[serde(default)]
    pub(super) agencies: Vec<Spanned<AgencyEntry>>,
    /// Who is competent for which part of which matter.
    #[serde(default)]
    pub(super) competences: Vec<Spanned<CompetenceEntry>>,
}

/// An agency.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyEntry {
    /// Its unified social credit code, which tells it from others.
    pub(super) code: String,
    /// What it is called.
    pub(super) name: Words,
    /// The region it acts in.
    pub(super) region: String,
    /// Its level, where it is not its region's.
    pub(super) level: Option<usize>,
    /// By what right it acts.
    #[serde(default)]
    pub(super) kind: Right,
    /// The code of the agency that answers for an entrusted one.
    pub(super) principal: Option<String>,
    /// The code of the government that supervises it.
    pub(super) supervisor: Option<String>,
    /// Its posts.
    #[serde(default)]
    pub(super) posts: Vec<Spanned<PostEntry>>,
}

/// By what right an agency acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Right {
    /// By its own.
    #[default]
    Authority,
    /// By a law that empowers it.
    Empowered,
    /// In another's name.
    Entrusted,
}

/// A post; its 中文 name tells it from others of its agency.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PostEntry {
    /// What it is called.
    pub(super) name: Words,
    /// What it may do.
    pub(super) powers: Vec<String>,
    /// Who holds it: all of them, so that whoever is not named leaves it.
    #[serde(default)]
    pub(super) officials: Vec<Spanned<OfficialEntry>>,
}

/// An official; the name they sign in with tells them from others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficialEntry {
    /// What they sign in with.
    pub(super) login: String,
    /// What they are called.
    pub(super) name: String,
    /// Their citizen number, where it is known.
    pub(super) number: Option<String>,
}

/// Who is competent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompetenceEntry {
    /// The matter, by key.
    pub(super) matter: String,
    /// The role in its process.
    pub(super) role: String,
    /// Where, and everywhere below.
    pub(super) region: String,
    /// The agency's code.
    pub(super) agency: String,
}

impl Staffing {
    /// How many things the file says.
    pub(super) fn n_rows(&self) -> usize {
        let of_post = |it: &Spanned<PostEntry>| 1 + it.value.officials.len();
        let of_agency = |it: &Spanned<AgencyEntry>| 1 + it.value.posts.iter().map(of_post).sum::<usize>();
        self.agencies.iter().map(of_agency).sum::<usize>() + self.competences.len()
    }
}

/// Reads a file; the first thing that keeps it from being read, with its line.
pub(super) fn read(file: &File<'_>) -> Result<Staffing, (u64, Flaw)> {
    if FILE_BYTES_MAX < file.bytes.len() {
        return Err((0, Flaw::of("file", "staffing.too_large").with("max", FILE_BYTES_MAX)));
    }
    let text = std::str::from_utf8(file.bytes).map_err(|_| (0, Flaw::of("file", "staffing.not_text")))?;
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEPTH_MAX,
            max_nodes: NODES_MAX,
            max_documents: 2,
            max_anchors: 0,
            max_aliases: 0,
        },
    };
    let read: Staffing = serde_saphyr::from_str_with_options(text, options).map_err(|err| {
        let err = err.without_snippet();
        let words = UserMessageFormatter.format_message(err).into_owned();
        let line = err.location().map_or(0, |it| it.line());
        (line, Flaw::of("file", "staffing.malformed").with("words", words))
    })?;
    match read.n_rows() {
        0 => Err((0, Flaw::of("file", "staffing.empty"))),
        n if ROWS_MAX < n => Err((0, Flaw::of("file", "staffing.too_many").with("max", ROWS_MAX))),
        _ => Ok(read),
    }
}
