//! A posted form that may carry files: its fields are collected, its files are handed on as they arrive.
//! Nothing is taken before the form is proved to come from our page, and nothing is kept here.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};
use kit::{Error, Refusal, RefusalKind, Result};
use multer::{Multipart, parse_boundary};

use crate::{Ctx, Posted, Problem, Site, posted};

/// How many bytes one form may bring, its files included.
pub const UPLOAD_BYTES_MAX: u64 = 200 << 20;
/// How many parts it may have.
const PARTS_MAX: usize = 1_000;
/// How long one of its fields may be, and all of them together.
const FIELD_BYTES_MAX: usize = 64 * 1024;
const FIELDS_BYTES_MAX: usize = 256 * 1024;
/// How long the next piece may take to arrive.
const PIECE_MS_MAX: u64 = 15_000;
/// How many characters of the name of a file are kept.
const NAME_CHARS_MAX: usize = 120;

/// A posted form that may carry files.
pub struct Upload {
    ctx: Ctx,
    posted: Posted,
    csrf: String,
    parts: Option<Multipart<'static>>,
    n_parts: usize,
    n_bytes: usize,
}

/// A file as it arrives.
pub struct Incoming {
    /// The field it was chosen in.
    pub field: String,
    /// What it is called where it comes from, without any path.
    pub name: String,
    part: multer::Field<'static>,
}

impl Upload {
    /// The next file; the fields before it are in [`Upload::posted`] by then.
    pub async fn next_file(&mut self) -> Result<Option<Incoming>> {
        while let Some(part) = self.next_part().await? {
            self.n_parts += 1;
            if PARTS_MAX < self.n_parts {
                return Err(too_large());
            }
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(plain_name) {
                // Our page sends its proof first: a file before it is not ours.
                Some(name) if !name.is_empty() => {
                    self.prove()?;
                    return Ok(Some(Incoming { field, name, part }));
                }
                // A place for files in which none was chosen.
                Some(_) => {}
                None => self.take(field, part).await?,
            }
        }
        Ok(None)
    }

    /// The fields so far; all of them once there is no next file.
    pub fn posted(&self) -> Result<&Posted> {
        self.prove().map(|()| &self.posted)
    }

    async fn next_part(&mut self) -> Result<Option<multer::Field<'static>>> {
        let Some(parts) = &mut self.parts else { return Ok(None) };
        timely(parts.next_field()).await
    }

    async fn take(&mut self, field: String, mut part: multer::Field<'static>) -> Result<()> {
        let mut bytes = Vec::new();
        while let Some(piece) = timely(part.chunk()).await? {
            self.n_bytes += piece.len();
            if FIELD_BYTES_MAX < bytes.len() + piece.len() || FIELDS_BYTES_MAX < self.n_bytes {
                return Err(too_large());
            }
            bytes.extend_from_slice(&piece);
        }
        // No engine of ours stores a NUL in a text on every machine, and no person types one.
        let text = String::from_utf8(bytes).ok().filter(|it| !it.contains('\0')).ok_or_else(broken)?;
        match field.as_str() {
            crate::pages::CSRF_FIELD => self.csrf = text,
            crate::pages::KEY_FIELD => self.posted.key = text,
            _ => self.posted.fields.push((field, text)),
        }
        Ok(())
    }

    fn prove(&self) -> Result<()> {
        match self.parts {
            Some(_) => posted::prove(&self.ctx, &self.csrf),
            None => Ok(()),
        }
    }
}

impl Incoming {
    /// The next piece of it.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        timely(self.part.chunk()).await
    }
}

impl FromRequest<Arc<Site>> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let ctx = request.extensions().get::<Ctx>().cloned();
        let ctx = ctx.ok_or_else(|| Error::fault("a form outside a door"))?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let boundary = kind.and_then(|it| parse_boundary(it).ok());
        let Some(boundary) = boundary else {
            let posted = Posted::from_request(request, site).await?;
            return Ok(Self { ctx, posted, csrf: String::new(), parts: None, n_parts: 0, n_bytes: 0 });
        };
        let size = multer::SizeLimit::new().whole_stream(UPLOAD_BYTES_MAX);
        let limits = multer::Constraints::new().size_limit(size);
        let body = request.into_body().into_data_stream();
        let parts = Multipart::with_constraints(body, boundary, limits);
        let posted = Posted::default();
        Ok(Self { ctx, posted, csrf: String::new(), parts: Some(parts), n_parts: 0, n_bytes: 0 })
    }
}

/// What a file is called, without folders, and without anything that cannot be read or would mislead.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |it: &char| {
        !it.is_control()
            && !matches!(it, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let name: String = name.chars().filter(is_plain).collect();
    let (name, n_chars) = (name.trim().trim_start_matches('.').to_owned(), name.chars().count());
    // The ending says what it is, so the front gives way.
    name.chars().skip(n_chars.saturating_sub(NAME_CHARS_MAX)).collect()
}

async fn timely<T>(it: impl Future<Output = multer::Result<T>>) -> Result<T> {
    match tokio::time::timeout(Duration::from_millis(PIECE_MS_MAX), it).await {
        Ok(Ok(it)) => Ok(it),
        Ok(Err(multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. })) => {
            Err(too_large())
        }
        Ok(Err(_)) => Err(broken()),
        Err(_) => Err(Refusal::of(RefusalKind::Invalid, "request.slow").into()),
    }
}

fn too_large() -> Error {
    Refusal::of(RefusalKind::TooLarge, "request.too_large").into()
}

fn broken() -> Error {
    Refusal::of(RefusalKind::Invalid, "request.broken").into()
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_file_is_called_what_it_is_called_and_never_where_it_lies() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\Users\\li\\图纸.pdf"), "图纸.pdf");
        assert_eq!(plain_name("a\u{202E}fdp.exe"), "afdp.exe");
        assert_eq!(plain_name("..hidden\r\n"), "hidden");
        assert_eq!(plain_name("/"), "");
        assert_eq!(plain_name(&format!("{}.pdf", "长".repeat(500))).chars().count(), 120);
        assert!(plain_name(&format!("{}.pdf", "长".repeat(500))).ends_with(".pdf"));
    }
}
