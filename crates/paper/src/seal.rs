//! The seal 印章 of an agency as a picture: a red ring, its name along the upper arc, a five-pointed star.
//! Bears no national emblem and proves nothing: what proves is the ledger and the signature of a certificate.

use std::f32::consts::{PI, TAU};

use kit::Lang;

use crate::{
    face::Face,
    outline::{Outline, Stroke},
};

/// The red of the seal, the agency's name and the line under it.
pub(crate) const RED: [f32; 3] = [0.80, 0.07, 0.09];
/// How wide the ring is, of the radius.
const RING: f32 = 0.055;
/// Where the characters of the name stand, of the radius.
const NAME_FOOT: f32 = 0.615;
/// How tall they are, of the radius.
const NAME_TALL: f32 = 0.27;
/// The most of the circle a name takes, and how much one character would like.
const ARC_MAX: f32 = 1.2 * PI;
const ARC_EACH: f32 = 0.44;
/// The points of the star and its radius.
const STAR_POINTS: u8 = 5;
const STAR: f32 = 0.30;
/// How far apart the inner and outer corners of a five-pointed star are.
const STAR_INNER: f32 = 0.381_966;
/// How wide the words across are at most, how tall, and where they stand.
const ACROSS_WIDE: f32 = 1.12;
const ACROSS_TALL: f32 = 0.18;
const ACROSS_FOOT: f32 = -0.68;
/// How a curve comes closest to a quarter of a circle.
const QUARTER: f32 = 0.552_284_8;
/// The radius of the drawn SVG in its own units.
const SVG_RADIUS: f32 = 500.0;

/// A seal.
#[derive(Clone, Debug)]
pub struct Seal {
    /// Whose it is: the name along the arc.
    pub agency: String,
    /// Words across it, such as that it has no legal effect.
    pub across: Option<String>,
    /// What those hear who cannot see it.
    pub described: String,
}

impl Seal {
    /// The shapes of the seal around the middle, with a radius of one, upwards positive.
    /// The ring is to be filled by the even-odd rule.
    pub(crate) fn shapes(&self) -> Vec<Outline> {
        // A seal is in the language of the agency, whoever reads the paper.
        let face = Face::of(Lang::ZH);
        let mut shapes = vec![ring(), star()];
        shapes.extend(self.name(&face));
        shapes.extend(self.across.iter().flat_map(|it| across(&face, it)));
        shapes
    }

    /// The seal as an SVG picture for a page, with its own description; none where no font has a character of it,
    /// since a seal that lacks one would be another agency's.
    pub fn svg(&self) -> Option<String> {
        let face = Face::of(Lang::ZH);
        let mut words = self.agency.chars().chain(self.across.iter().flat_map(|it| it.chars()));
        if !words.all(|it| face.has(it)) {
            return None;
        }
        let mut path = String::new();
        for it in self.shapes() {
            it.mapped(|[x, y]| [x * SVG_RADIUS, -y * SVG_RADIUS]).write_svg(&mut path);
        }
        let described = escaped(&self.described);
        let [r, g, b] = RED.map(|it| (it * 255.0).round());
        Some(format!(
            "<svg class=\"seal\" role=\"img\" aria-label=\"{described}\" width=\"160\" height=\"160\" \
             viewBox=\"-500 -500 1000 1000\"><path fill=\"rgb({r} {g} {b})\" fill-rule=\"evenodd\" \
             d=\"{path}\"/></svg>"
        ))
    }

    fn name(&self, face: &Face) -> Vec<Outline> {
        let n = self.agency.chars().count().max(1) as f32;
        let arc = (n * ARC_EACH).min(ARC_MAX);
        let each = arc / n;
        let middle = NAME_FOOT + NAME_TALL / 2.0;
        // Long names are narrow, not small.
        let wide = (each * middle * 0.92).min(NAME_TALL);
        let letter = |(i, it): (usize, char)| {
            let turn = arc / 2.0 - each * (i as f32 + 0.5);
            let (sin, cos) = turn.sin_cos();
            let half = face.advance(it) / 2000.0;
            face.outline(it).mapped(|[x, y]| {
                let (x, y) = ((x - half) * wide, NAME_FOOT + (y + 0.12) * NAME_TALL);
                [x * cos - y * sin, x * sin + y * cos]
            })
        };
        self.agency.chars().enumerate().map(letter).collect()
    }
}

fn across(face: &Face, words: &str) -> Vec<Outline> {
    let full = face.width(words, ACROSS_TALL);
    let narrowed = (ACROSS_WIDE / full.max(f32::EPSILON)).min(1.0);
    let mut at = -full * narrowed / 2.0;
    let mut shapes = Vec::new();
    for it in words.chars() {
        let from = at;
        let put = |[x, y]: [f32; 2]| [from + x * ACROSS_TALL * narrowed, ACROSS_FOOT + y * ACROSS_TALL];
        shapes.push(face.outline(it).mapped(put));
        at += face.advance(it) / 1000.0 * ACROSS_TALL * narrowed;
    }
    shapes
}

fn ring() -> Outline {
    let mut strokes = circle(1.0);
    strokes.extend(circle(1.0 - RING));
    Outline(strokes)
}

fn circle(r: f32) -> Vec<Stroke> {
    let k = r * QUARTER;
    vec![
        Stroke::Move([r, 0.0]),
        Stroke::Curve([r, k], [k, r], [0.0, r]),
        Stroke::Curve([-k, r], [-r, k], [-r, 0.0]),
        Stroke::Curve([-r, -k], [-k, -r], [0.0, -r]),
        Stroke::Curve([k, -r], [r, -k], [r, 0.0]),
        Stroke::Close,
    ]
}

fn star() -> Outline {
    let n = STAR_POINTS * 2;
    let corner = |i: u8| {
        let r = if i.is_multiple_of(2) { STAR } else { STAR * STAR_INNER };
        let (sin, cos) = (PI / 2.0 + TAU * f32::from(i) / f32::from(n)).sin_cos();
        [r * cos, r * sin]
    };
    let mut strokes = vec![Stroke::Move(corner(0))];
    strokes.extend((1..n).map(|i| Stroke::Line(corner(i))));
    strokes.push(Stroke::Close);
    Outline(strokes)
}

fn escaped(words: &str) -> String {
    let mut out = String::new();
    for it in words.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
