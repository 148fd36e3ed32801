//! Signed notes: a text, an empty line, and lines of signatures by named keys.
//! Does not know what the text says.

use std::fmt;

use data_encoding::BASE64;

use crate::key::is_name;
use crate::{Error, KeyKind, NoteSigner, Result, VerifierKey, cosignature};

/// The longest note.
pub const NOTE_BYTES_MAX: usize = 256 << 10;

/// The most signatures under one note; the format asks for sixteen at least.
pub const SIGNATURES_MAX: usize = 32;

const ID_BYTES: usize = 4;
const DASH: &str = "\u{2014} ";

/// A text with signatures; printed, it is the note, byte for byte as it was parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One line of signature; it says nothing until its key is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The id of the key.
    pub id: [u8; ID_BYTES],
    /// The signature as the kind of key writes it.
    pub bytes: Vec<u8>,
}

/// A signature that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed<'k> {
    /// By this key.
    pub key: &'k VerifierKey,
    /// When, in seconds since 1970, if it is a cosignature.
    pub time_s: Option<u64>,
}

impl Note {
    /// Signs a text; it ends its last line and holds no control characters.
    pub fn sign(text: &str, signer: &NoteSigner<'_>) -> Result<Self> {
        check_text(text)?;
        if text.len() > NOTE_BYTES_MAX {
            return Err(Error::TooMany { what: "bytes in a note", max: NOTE_BYTES_MAX as u64 });
        }
        if !text.ends_with('\n') {
            return Err(flaw(line_of(text, text.len()), "the text does not end its last line"));
        }
        if signer.key.kind() != KeyKind::Ed25519 {
            return Err(Error::SignatureFails { name: signer.key.name().to_owned() });
        }
        let signature = NoteSignature::by(signer.key, signer.signature(text.as_bytes())?);
        Ok(Self { text: text.to_owned(), signatures: vec![signature] })
    }

    /// Adds the cosignature of a witness that saw this checkpoint at a time.
    pub fn cosign(&mut self, signer: &NoteSigner<'_>, time_s: u64) -> Result<()> {
        if self.signatures.len() == SIGNATURES_MAX {
            return Err(Error::TooMany { what: "signatures", max: SIGNATURES_MAX as u64 });
        }
        if signer.key.kind() != KeyKind::Cosignature || !cosignature::is_time(time_s) {
            return Err(Error::SignatureFails { name: signer.key.name().to_owned() });
        }
        let plain = signer.signature(&cosignature::message(time_s, &self.text))?;
        self.signatures.push(NoteSignature::by(signer.key, cosignature::join(time_s, &plain)));
        Ok(())
    }

    /// Takes a note from outside; nothing in it is believed yet.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(Error::TooMany { what: "bytes in a note", max: NOTE_BYTES_MAX as u64 });
        }
        let note = str::from_utf8(bytes).map_err(|_| flaw(1, "it is not UTF-8"))?;
        check_text(note)?;
        let end = note.rfind("\n\n").ok_or_else(|| flaw(1, "no empty line stands before the signatures"))?;
        let (text, lines) = (&note[..=end], &note[end + 2..]);
        let first_line = line_of(note, end + 2);
        let Some(lines) = lines.strip_suffix('\n') else {
            return Err(flaw(line_of(note, note.len()), "the last line is not a finished signature"));
        };
        if lines.split('\n').count() > SIGNATURES_MAX {
            return Err(Error::TooMany { what: "signatures", max: SIGNATURES_MAX as u64 });
        }
        let signatures = (first_line..)
            .zip(lines.split('\n'))
            .map(|(n, line)| NoteSignature::parse(line).ok_or_else(|| flaw(n, "it is not a signature")))
            .collect::<Result<_>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The signatures by these keys: at least one, and each holds; signatures by others are passed over.
    pub fn verify<'k>(&self, keys: &'k [VerifierKey]) -> Result<Vec<Signed<'k>>> {
        let mut signed = Vec::new();
        for signature in &self.signatures {
            let known = |it: &&VerifierKey| it.name() == signature.name && it.id() == signature.id;
            if let Some(key) = keys.iter().find(known) {
                let holds = signature.verify(key, &self.text);
                signed.push(holds.ok_or_else(|| Error::SignatureFails { name: signature.name.clone() })?);
            }
        }
        if signed.is_empty() { Err(Error::Unsigned) } else { Ok(signed) }
    }

    /// The signed text; not to be believed before `verify`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, of known keys and others.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }
}

impl NoteSignature {
    fn by(key: &VerifierKey, bytes: Vec<u8>) -> Self {
        Self { name: key.name().to_owned(), id: key.id(), bytes }
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        let blob = BASE64.decode(signature.as_bytes()).ok()?;
        let (id, bytes) = blob.split_first_chunk()?;
        let whole = is_name(name) && !bytes.is_empty();
        whole.then(|| Self { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
    }

    fn verify<'k>(&self, key: &'k VerifierKey, text: &str) -> Option<Signed<'k>> {
        let time_s = match key.kind() {
            KeyKind::Ed25519 => key.verify(text.as_bytes(), &self.bytes).then_some(None)?,
            KeyKind::Cosignature => {
                let (time_s, plain) = cosignature::split(&self.bytes)?;
                key.verify(&cosignature::message(time_s, text), plain).then_some(Some(time_s))?
            }
        };
        Some(Signed { key, time_s })
    }
}

/// Notes hold no ASCII control characters but the ends of lines.
fn check_text(text: &str) -> Result<()> {
    match text.bytes().position(|b| b < b' ' && b != b'\n') {
        Some(at) => Err(flaw(line_of(text, at), "it holds a control character")),
        None => Ok(()),
    }
}

/// The line, from one, in which a byte stands.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count()
}

fn flaw(line: usize, flaw: &'static str) -> Error {
    Error::Malformed { document: "note", line, flaw }
}

/// The note.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|it| writeln!(f, "{it}"))
    }
}

/// The line.
impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [&self.id[..], &self.bytes].concat();
        write!(f, "{DASH}{} {}", self.name, BASE64.encode(&blob))
    }
}
