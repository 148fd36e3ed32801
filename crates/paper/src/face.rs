//! The one face that papers are set in, and how wide its characters are.
//! `fonts/README.md` says where it comes from and what it holds.

use kit::Lang;
use ttf_parser::GlyphId;

use crate::outline::{Outline, Pen};

/// The font file.
pub(crate) const FILE: &[u8] = include_bytes!("../fonts/YiwangPaperSerif.otf");

/// The face, read.
pub(crate) struct Face {
    pub(crate) inner: ttf_parser::Face<'static>,
    /// Whether quotes and dots are as narrow as text in Latin letters wants them.
    is_narrow: bool,
}

impl Face {
    pub(crate) fn of(lang: Lang) -> Face {
        let inner = ttf_parser::Face::parse(FILE, 0).expect("the face we carry is whole; the tests read it");
        Face { inner, is_narrow: lang != Lang::ZH }
    }

    /// Whether a character can be set; breaks and tabs are places, not characters.
    pub(crate) fn has(&self, it: char) -> bool {
        matches!(it, '\n' | '\r' | '\t') || self.glyph(it).is_some()
    }

    pub(crate) fn glyph(&self, it: char) -> Option<GlyphId> {
        // The places where `fonts/make.py` put the narrow forms are nobody's characters.
        if ('\u{E000}'..='\u{F8FF}').contains(&it) {
            return None;
        }
        let it = if self.is_narrow { narrow(it) } else { it };
        self.inner.glyph_index(it)
    }

    /// How far a character moves on, in thousandths of its size.
    pub(crate) fn advance(&self, it: char) -> f32 {
        let advance = self.glyph(it).and_then(|it| self.inner.glyph_hor_advance(it)).unwrap_or_default();
        f32::from(advance) * 1000.0 / f32::from(self.inner.units_per_em())
    }

    pub(crate) fn width(&self, words: &str, size: f32) -> f32 {
        words.chars().map(|it| self.advance(it)).sum::<f32>() * size / 1000.0
    }

    /// The shape of a character on a square of one by one, standing on the line.
    pub(crate) fn outline(&self, it: char) -> Outline {
        let mut pen = Pen::new(1.0 / f32::from(self.inner.units_per_em()));
        if let Some(glyph) = self.glyph(it) {
            self.inner.outline_glyph(glyph, &mut pen);
        }
        pen.drawn
    }
}

fn narrow(it: char) -> char {
    match it {
        '‘' => '\u{E000}',
        '’' => '\u{E001}',
        '“' => '\u{E002}',
        '”' => '\u{E003}',
        '…' => '\u{E004}',
        other => other,
    }
}
