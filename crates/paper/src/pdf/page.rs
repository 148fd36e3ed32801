//! One page as drawing operators, each group of words marked with its place in the tree.
//! Lines, the seal's ring and what stands at the foot are marked as no part of the text.

use pdf_writer::{
    Content, Name, Str,
    types::{ArtifactType, TextRenderingMode},
};

use super::font::Subset;
use crate::{
    Seal,
    face::Face,
    layout::{FOOT, HIGH, LEFT, Mark, RIGHT, Style, WIDE},
    seal::RED,
};

/// What the font is called on a page.
pub(super) const FONT: Name<'static> = Name(b"F");
/// How much an outline adds to make characters bold, of their size.
const BOLD: f32 = 0.022;
/// The sizes at the foot.
const NUMBER_SIZE: f32 = 12.0;
const FOOTER_SIZE: f32 = 9.0;

/// A page as it is written.
pub(super) struct Written {
    pub(super) content: Vec<u8>,
    /// The node of each marked group, by its number.
    pub(super) groups: Vec<usize>,
}

/// Which page it is, and what stands at its foot.
pub(super) struct Spot<'a> {
    pub(super) number: usize,
    pub(super) footer: Option<&'a str>,
}

pub(super) fn page(
    face: &Face,
    subset: &mut Subset,
    marks: &[Mark],
    seal: &Seal,
    spot: &Spot<'_>,
) -> Written {
    let mut to = Content::new();
    let mut groups = Vec::new();
    for it in marks {
        match it {
            Mark::Words { node, x, y, size, style, spread, words } => {
                begin(&mut to, &mut groups, *node, Name(b"Span"));
                let glyphs = subset.encode(face, words);
                show(&mut to, &glyphs, (*x, HIGH - y), *size, *style, *spread);
                to.end_marked_content();
            }
            Mark::Rule { x, y, wide, thick, is_red } => {
                to.begin_marked_content(Name(b"Artifact"));
                fill(&mut to, *is_red);
                to.rect(*x, HIGH - y - thick / 2.0, *wide, *thick).fill_nonzero();
                to.end_marked_content();
            }
            Mark::Seal { node, x, y, radius } => {
                begin(&mut to, &mut groups, *node, Name(b"Figure"));
                fill(&mut to, true);
                for it in seal.shapes() {
                    it.mapped(|[dx, dy]| [x + dx * radius, HIGH - y + dy * radius]).trace(&mut to);
                    to.fill_even_odd();
                }
                to.end_marked_content();
            }
        }
    }
    foot(face, subset, &mut to, spot);
    Written { content: to.finish().to_vec(), groups }
}

fn begin(to: &mut Content, groups: &mut Vec<usize>, node: usize, name: Name<'_>) {
    to.begin_marked_content_with_properties(name).properties().identify(groups.len() as i32);
    groups.push(node);
}

fn show(to: &mut Content, glyphs: &[u8], (x, y): (f32, f32), size: f32, style: Style, spread: f32) {
    fill(to, style == Style::Red);
    to.begin_text().set_font(FONT, size).set_char_spacing(spread);
    let mode = if style == Style::Plain { TextRenderingMode::Fill } else { TextRenderingMode::FillStroke };
    to.set_text_rendering_mode(mode);
    if style != Style::Plain {
        let [r, g, b] = ink(style == Style::Red);
        to.set_line_width(size * BOLD).set_stroke_rgb(r, g, b);
    }
    to.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]).show(Str(glyphs)).end_text();
}

/// The number of the page, and the words of every page; none of it is read as text.
fn foot(face: &Face, subset: &mut Subset, to: &mut Content, spot: &Spot<'_>) {
    to.begin_marked_content_with_properties(Name(b"Artifact"))
        .properties()
        .artifact()
        .kind(ArtifactType::Pagination);
    let number = format!("- {} -", spot.number);
    let wide = face.width(&number, NUMBER_SIZE);
    // Odd numbers stand at the right, even ones at the left, one character in.
    let x = if spot.number.is_multiple_of(2) { LEFT + NUMBER_SIZE } else { RIGHT - NUMBER_SIZE - wide };
    let glyphs = subset.encode(face, &number);
    show(to, &glyphs, (x, HIGH - FOOT - NUMBER_SIZE), NUMBER_SIZE, Style::Plain, 0.0);
    if let Some(words) = spot.footer {
        let wide = face.width(words, FOOTER_SIZE);
        let size = FOOTER_SIZE * (WIDE / wide).min(1.0);
        let x = LEFT + (WIDE - wide.min(WIDE)) / 2.0;
        let glyphs = subset.encode(face, words);
        show(to, &glyphs, (x, HIGH - FOOT - NUMBER_SIZE * 2.5), size, Style::Red, 0.0);
    }
    to.end_marked_content();
}

fn fill(to: &mut Content, is_red: bool) {
    let [r, g, b] = ink(is_red);
    to.set_fill_rgb(r, g, b);
}

fn ink(is_red: bool) -> [f32; 3] {
    if is_red { RED } else { [0.0, 0.0, 0.0] }
}
