//! The part of the face that a paper uses, and what its glyphs mean when copied.
//! Glyphs are numbered anew in the order in which they first stand on the paper.

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{
    Filter, Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use subsetter::GlyphRemapper;

use super::{PRESSED, Refs};
use crate::face::{FILE, Face};

const ORDERING: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
/// What a stem measures in this face, in thousandths.
const STEM: f32 = 80.0;
/// How many letters mark a font as cut down.
const MARK_LETTERS: u32 = 6;

/// What is used of the face.
#[derive(Default)]
pub(super) struct Subset {
    glyphs: GlyphRemapper,
    /// What each new glyph means, and how far it moves on.
    meaning: Vec<(u16, char, f32)>,
}

impl Subset {
    /// The words as they stand in a page: two bytes a glyph.
    pub(super) fn encode(&mut self, face: &Face, words: &str) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(words.len());
        for it in words.chars() {
            let glyph = face.glyph(it).unwrap_or_default();
            let known = self.glyphs.get(glyph.0);
            let new = known.unwrap_or_else(|| self.glyphs.remap(glyph.0));
            if known.is_none() {
                self.meaning.push((new, it, face.advance(it)));
            }
            bytes.extend(new.to_be_bytes());
        }
        bytes
    }

    /// Writes the font as `id`.
    pub(super) fn write(self, pdf: &mut Pdf, refs: &mut Refs, face: &Face, id: Ref) {
        let (cid, descriptor, file, unicode) = (refs.next(), refs.next(), refs.next(), refs.next());
        let name = format!("{}+YiwangPaperSerif", self.mark());
        let name = Name(name.as_bytes());

        pdf.type0_font(id)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(unicode);
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type0).base_font(name).system_info(ORDERING).font_descriptor(descriptor);
        font.default_width(1000.0);
        let mut widths = font.widths();
        for (glyph, _, advance) in &self.meaning {
            widths.consecutive(*glyph, [*advance]);
        }
        widths.finish();
        font.finish();

        let inner = &face.inner;
        let scale = 1000.0 / f32::from(inner.units_per_em());
        let of = |it: i16| f32::from(it) * scale;
        let around = inner.global_bounding_box();
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::SYMBOLIC | FontFlags::SERIF)
            .bbox(Rect::new(of(around.x_min), of(around.y_min), of(around.x_max), of(around.y_max)))
            .italic_angle(0.0)
            .ascent(of(inner.ascender()))
            .descent(of(inner.descender()))
            .cap_height(inner.capital_height().map_or(STEM, of))
            .stem_v(STEM)
            .font_file3(file);

        let program = compress_to_vec_zlib(&self.program(), PRESSED);
        let mut stream = pdf.stream(file, &program);
        stream.filter(Filter::FlateDecode).pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        stream.finish();

        let mut map = UnicodeCmap::new(Name(b"Yiwang-UTF16"), ORDERING);
        for (glyph, it, _) in &self.meaning {
            map.pair(*glyph, *it);
        }
        let map = compress_to_vec_zlib(&map.finish(), PRESSED);
        pdf.cmap(unicode, &map).filter(Filter::FlateDecode);
    }

    /// The outlines alone, without the tables around them.
    fn program(&self) -> Vec<u8> {
        let cut = subsetter::subset(FILE, 0, &self.glyphs).expect("the face we carry is whole");
        let outlines =
            ttf_parser::RawFace::parse(&cut, 0).ok().and_then(|it| it.table(CFF).map(<[u8]>::to_vec));
        outlines.expect("the face we carry has such outlines")
    }

    /// Six letters that tell apart fonts of different papers, from what they hold.
    fn mark(&self) -> String {
        // FNV-1a: short, and no secret depends on it.
        let hash = self.meaning.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, (_, it, _)| {
            (hash ^ u64::from(u32::from(*it))).wrapping_mul(0x0100_0000_01B3)
        });
        let letter = |i| char::from(b'A' + ((hash >> (8 * i)) % 26) as u8);
        (0..MARK_LETTERS).map(letter).collect()
    }
}

const CFF: ttf_parser::Tag = ttf_parser::Tag::from_bytes(b"CFF ");
