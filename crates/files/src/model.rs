//! What a file is: its identifier, its format, and how many pieces it is sealed in.
//! Knows neither where pieces lie nor whose they are.

mod archive;
mod judge;

use forms::FileType;
use kit::{SubjectId, Time, id};

pub(crate) use judge::{Bytes, judge};

id!(/** A file. */ FileId, "file");

/// How many bytes are sealed at once.
pub(crate) const PIECE_BYTES: usize = 64 * 1024;
/// The same, sealed.
pub(crate) const SEALED_BYTES: usize = PIECE_BYTES + crypt::FRAME_BYTES;

/// A format that is taken. Everything else is refused: what cannot be judged cannot be shown safely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the formats are what they are called")]
pub enum Format {
    Jpeg,
    Png,
    Webp,
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Zip,
}

/// A file, as those see it who may.
#[derive(Clone, Debug)]
pub struct FileView {
    /// Its identifier.
    pub id: FileId,
    /// Whose it is.
    pub subject: SubjectId,
    /// What keeps it: a case, a draft; nothing while it is nowhere needed yet.
    pub holder: Option<String>,
    /// What it is called; nothing once its subject was erased.
    pub name: Option<String>,
    /// Its format.
    pub format: Format,
    /// How many bytes it has.
    pub n_bytes: i64,
    /// The digest of its sealed bytes: what it is kept by.
    pub sha256: String,
    /// Since when it is there.
    pub at: Time,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 11] = [
        Format::Jpeg,
        Format::Png,
        Format::Webp,
        Format::Pdf,
        Format::Docx,
        Format::Xlsx,
        Format::Pptx,
        Format::Odt,
        Format::Ods,
        Format::Odp,
        Format::Zip,
    ];

    /// The format that the ending of a name promises.
    pub fn of_name(name: &str) -> Option<Format> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "jpeg" => Some(Format::Jpeg),
            _ => Self::ALL.into_iter().find(|it| it.as_str() == ending),
        }
    }

    /// The word stored, which is also its usual ending.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Webp => "webp",
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Pptx => "pptx",
            Format::Odt => "odt",
            Format::Ods => "ods",
            Format::Odp => "odp",
            Format::Zip => "zip",
        }
    }

    /// Takes the word stored.
    pub fn parse(word: &str) -> Option<Format> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// The type that questions ask for.
    pub fn file_type(self) -> FileType {
        match self {
            Format::Jpeg | Format::Png | Format::Webp => FileType::Image,
            Format::Pdf => FileType::Pdf,
            Format::Zip => FileType::Zip,
            _ => FileType::Office,
        }
    }

    /// What browsers are told.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Webp => "image/webp",
            Format::Pdf => "application/pdf",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Format::Odt => "application/vnd.oasis.opendocument.text",
            Format::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Format::Odp => "application/vnd.oasis.opendocument.presentation",
            Format::Zip => "application/zip",
        }
    }

    /// Whether a browser may show it in its place; everything else is only saved.
    pub fn is_shown(self) -> bool {
        self.file_type() == FileType::Image
    }
}

/// In how many pieces so many bytes are sealed: an empty file has one.
pub(crate) fn n_pieces(n_bytes: u64) -> u32 {
    u32::try_from(n_bytes.div_ceil(PIECE_BYTES as u64).max(1)).unwrap_or(u32::MAX)
}
