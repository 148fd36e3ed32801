//! Shapes made of lines and curves, turned and moved; drawn into a PDF or an SVG.
//! Knows nothing of what they show.

use std::fmt::Write;

use pdf_writer::Content;

/// One stroke of a shape.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stroke {
    Move([f32; 2]),
    Line([f32; 2]),
    Curve([f32; 2], [f32; 2], [f32; 2]),
    Close,
}

/// A shape to be filled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline(pub(crate) Vec<Stroke>);

impl Outline {
    /// The shape with every point put elsewhere.
    pub(crate) fn mapped(&self, put: impl Fn([f32; 2]) -> [f32; 2]) -> Outline {
        let strokes = self.0.iter().map(|it| match *it {
            Stroke::Move(at) => Stroke::Move(put(at)),
            Stroke::Line(at) => Stroke::Line(put(at)),
            Stroke::Curve(a, b, at) => Stroke::Curve(put(a), put(b), put(at)),
            Stroke::Close => Stroke::Close,
        });
        Outline(strokes.collect())
    }

    /// Adds the path to a page.
    pub(crate) fn trace(&self, content: &mut Content) {
        for it in &self.0 {
            match *it {
                Stroke::Move([x, y]) => content.move_to(x, y),
                Stroke::Line([x, y]) => content.line_to(x, y),
                Stroke::Curve(a, b, [x, y]) => content.cubic_to(a[0], a[1], b[0], b[1], x, y),
                Stroke::Close => content.close_path(),
            };
        }
    }

    /// Adds the path as the `d` of an SVG, in whole units.
    pub(crate) fn write_svg(&self, out: &mut String) {
        for it in &self.0 {
            let wrote = match *it {
                Stroke::Move([x, y]) => write!(out, "M{x:.0} {y:.0}"),
                Stroke::Line([x, y]) => write!(out, "L{x:.0} {y:.0}"),
                Stroke::Curve([ax, ay], [bx, by], [x, y]) => {
                    write!(out, "C{ax:.0} {ay:.0} {bx:.0} {by:.0} {x:.0} {y:.0}")
                }
                Stroke::Close => write!(out, "Z"),
            };
            wrote.expect("a string takes all");
        }
    }
}

/// Takes down the shape of a glyph.
pub(crate) struct Pen {
    pub(crate) drawn: Outline,
    scale: f32,
    at: [f32; 2],
}

impl Pen {
    pub(crate) fn new(scale: f32) -> Self {
        Self { drawn: Outline::default(), scale, at: [0.0, 0.0] }
    }

    fn to(&mut self, x: f32, y: f32) -> [f32; 2] {
        self.at = [x * self.scale, y * self.scale];
        self.at
    }
}

impl ttf_parser::OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let at = self.to(x, y);
        self.drawn.0.push(Stroke::Move(at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let at = self.to(x, y);
        self.drawn.0.push(Stroke::Line(at));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, mid) = (self.at, [x1 * self.scale, y1 * self.scale]);
        let to = self.to(x, y);
        // The same curve with two handles.
        let handle = |end: [f32; 2]| [0, 1].map(|i| end[i] + (mid[i] - end[i]) * 2.0 / 3.0);
        self.drawn.0.push(Stroke::Curve(handle(from), handle(to), to));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b) = ([x1 * self.scale, y1 * self.scale], [x2 * self.scale, y2 * self.scale]);
        let at = self.to(x, y);
        self.drawn.0.push(Stroke::Curve(a, b, at));
    }

    fn close(&mut self) {
        self.drawn.0.push(Stroke::Close);
    }
}
