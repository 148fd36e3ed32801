//! Where everything stands: A4 with the proportions of GB/T 9704, page after page.
//! Knows widths and places, not how a PDF is written.

mod measures;

use crate::{
    Flaw, PAGES_MAX, Paper, Part, Reason, Row, Signed,
    face::Face,
    line::{Line, lines},
};

use measures::Measures;
pub(crate) use measures::{FOOT, HIGH, LEFT, PAGE_WIDE, RIGHT, WIDE};

/// What a part is to those who have it read to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Title,
    Heading,
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Row,
    Name,
    Value,
    Figure,
}

/// A node of the tree that is read; its children follow from `parent`.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) role: Role,
    /// Its parent's place in the tree; the root is its own.
    pub(crate) parent: usize,
}

/// Something that stands on a page, measured from its upper left corner.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    Words { node: usize, x: f32, y: f32, size: f32, style: Style, spread: f32, words: String },
    Rule { x: f32, y: f32, wide: f32, thick: f32, is_red: bool },
    Seal { node: usize, x: f32, y: f32, radius: f32 },
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Bold,
    Red,
}

/// The paper with a place for everything.
pub(crate) struct Laid {
    pub(crate) pages: Vec<Vec<Mark>>,
    pub(crate) nodes: Vec<Node>,
}

/// Lays a checked paper out.
pub(crate) fn layout(face: &Face, paper: &Paper) -> Result<Laid, Flaw> {
    let root = Node { role: Role::Document, parent: 0 };
    let measures = Measures::of(paper.lang);
    let mut sheet = Sheet { face, m: measures, pages: vec![Vec::new()], nodes: vec![root], y: measures::TOP };
    sheet.head(paper);
    for (i, it) in paper.parts.iter().enumerate() {
        sheet.part(it, paper.parts.get(i + 1));
        if sheet.pages.len() > PAGES_MAX {
            return Err(Flaw::TooLong);
        }
    }
    sheet.signed(&paper.signed);
    Ok(Laid { pages: sheet.pages, nodes: sheet.nodes })
}

/// What is being filled.
struct Sheet<'a> {
    face: &'a Face,
    m: Measures,
    pages: Vec<Vec<Mark>>,
    nodes: Vec<Node>,
    /// The upper edge of what comes next.
    y: f32,
}

/// How a block of words stands.
#[derive(Clone, Copy)]
struct Set {
    size: f32,
    lead: f32,
    style: Style,
    x: f32,
    wide: f32,
    /// How far the first line of each paragraph stands in.
    indent: f32,
    is_centred: bool,
}

impl Sheet<'_> {
    fn head(&mut self, paper: &Paper) {
        let m = self.m;
        let agency = self.node(Role::Paragraph, 0);
        // A long name is set smaller rather than broken.
        let size = (WIDE / self.face.width(&paper.agency, 1.0).max(1.0)).clamp(m.title, m.agency);
        self.words(agency, &paper.agency, Set { size, style: Style::Red, ..self.centred(size) });
        self.y += m.gap;
        let number = self.node(Role::Paragraph, 0);
        self.words(number, &paper.number, self.centred(m.body));
        self.y += m.gap / 2.0;
        self.rule(LEFT, WIDE, measures::RED_RULE, true);
        self.y += m.gap * 2.0;
        let title = self.node(Role::Title, 0);
        self.words(title, &paper.title, Set { style: Style::Bold, ..self.centred(m.title) });
        self.y += m.gap;
        if let Some(to) = &paper.to {
            let node = self.node(Role::Paragraph, 0);
            self.words(node, to, Set { indent: 0.0, ..self.body() });
        }
    }

    fn part(&mut self, part: &Part, next: Option<&Part>) {
        match part {
            Part::Heading(it) => self.heading(it, next),
            Part::Paragraph(it) => {
                let node = self.node(Role::Paragraph, 0);
                self.words(node, it, self.body());
                self.y += self.m.after;
            }
            Part::Said(head, it) => self.said(head.as_deref(), it),
            Part::Items(all) => self.list(all.iter().map(|it| ("•".to_owned(), it.as_str(), None))),
            Part::Reasons(all) => {
                let numbered = |(i, it): (usize, &'_ Reason)| (format!("{}.", i + 1), it.clone());
                let all: Vec<_> = all.iter().enumerate().map(numbered).collect();
                self.list(all.iter().map(|(n, it)| (n.clone(), it.words.as_str(), it.ground.as_deref())));
            }
            Part::Rows(all) => self.rows(all),
            Part::Note(it) => {
                let node = self.node(Role::Paragraph, 0);
                self.words(node, it, self.small(LEFT, WIDE));
                self.y += self.m.after;
            }
        }
    }

    fn heading(&mut self, words: &str, next: Option<&Part>) {
        let set = Set { style: Style::Bold, ..self.body() };
        self.y += self.m.gap / 2.0;
        // It never stands alone at the foot of a page: what it heads begins on the same one.
        let first = match next {
            Some(Part::Rows(all)) => all.first().map(|it| self.row_high(it)),
            _ => None,
        };
        self.room(set.lead * 2.0 + first.unwrap_or(set.lead));
        let node = self.node(Role::Heading, 0);
        self.words(node, words, set);
    }

    fn said(&mut self, head: Option<&str>, words: &str) {
        let inset = self.m.body * 2.0;
        let set = Set { x: LEFT + inset, wide: WIDE - inset, indent: 0.0, ..self.body() };
        if let Some(head) = head {
            self.room(set.lead * 2.0);
            let node = self.node(Role::Paragraph, 0);
            self.words(node, head, Set { style: Style::Bold, ..set });
        }
        let node = self.node(Role::Paragraph, 0);
        self.words(node, words, set);
        self.y += self.m.after;
    }

    fn list<'b>(&mut self, all: impl Iterator<Item = (String, &'b str, Option<&'b str>)>) {
        let set = self.body();
        let (stand, label_wide) = (set.indent.max(self.m.body), self.m.body * 1.5);
        let x = LEFT + stand + label_wide;
        let list = self.node(Role::List, 0);
        for (label, words, ground) in all {
            self.room(set.lead);
            let item = self.node(Role::Item, list);
            let (name, body) = (self.node(Role::Label, item), self.node(Role::Body, item));
            self.line_at(name, &label, set, LEFT + stand);
            let wide = WIDE - stand - label_wide;
            self.words(body, words, Set { x, wide, indent: 0.0, ..set });
            if let Some(ground) = ground {
                self.words(body, ground, self.small(x, wide));
            }
            self.y += self.m.after;
        }
    }

    fn rows(&mut self, all: &[Row]) {
        let m = self.m;
        let table = self.node(Role::Table, 0);
        self.y += m.gap / 2.0;
        self.room(all.first().map_or(0.0, |it| self.row_high(it)));
        self.rule(LEFT, WIDE, measures::RULE, false);
        for it in all {
            let (name_set, value_set) = self.row_sets();
            self.room(self.row_high(it));
            let row = self.node(Role::Row, table);
            let (name, value) = (self.node(Role::Name, row), self.node(Role::Value, row));
            self.y += m.small / 3.0;
            let (page, top) = (self.pages.len(), self.y);
            self.words(name, &it.name, name_set);
            let under_name = self.y;
            if page == self.pages.len() {
                self.y = top;
            }
            self.words(value, &it.value, value_set);
            if page == self.pages.len() {
                self.y = self.y.max(under_name);
            }
            self.y += m.small / 3.0;
            self.rule(LEFT, WIDE, measures::RULE, false);
        }
        self.y += m.gap;
    }

    fn row_sets(&self) -> (Set, Set) {
        let name_wide = WIDE * measures::NAME_PART;
        let value_x = LEFT + name_wide + self.m.small;
        (self.small(LEFT, name_wide), self.small(value_x, RIGHT - value_x))
    }

    /// How high a row is; one that fits on a page is not broken between two.
    fn row_high(&self, it: &Row) -> f32 {
        let (name, value) = self.row_sets();
        let n_lines = self.broken(&it.name, name).len().max(self.broken(&it.value, value).len());
        (n_lines as f32 * self.m.small_lead + self.m.small).min(measures::BOTTOM - measures::TOP)
    }

    /// The end: who signed and when, at the right, under the seal.
    fn signed(&mut self, it: &Signed) {
        let (m, radius) = (self.m, measures::SEAL_RADIUS);
        let tall = (2.0 * radius).max(4.0 * m.lead);
        self.y += m.gap;
        self.room(tall + m.gap);
        let (agency_wide, day_wide) = (self.face.width(&it.agency, m.body), self.face.width(&it.day, m.body));
        let right = RIGHT - m.body * 2.0;
        let middle = (right - agency_wide.max(day_wide) / 2.0).min(right - radius);
        let top = self.y;
        let seal = Mark::Seal { node: self.nodes.len(), x: middle, y: top + radius, radius };
        // The seal lies under the ink, so that name and day stay legible; it is told of after them.
        let place = self.page().len();
        self.y = top + radius - m.lead * 1.35;
        for (words, wide) in [(&it.agency, agency_wide), (&it.day, day_wide)] {
            let node = self.node(Role::Paragraph, 0);
            let set = Set { x: LEFT, wide: WIDE, indent: 0.0, ..self.body() };
            match wide < WIDE {
                true => self.line_at(node, words, set, (middle - wide / 2.0).clamp(LEFT, RIGHT - wide)),
                false => self.words(node, words, set),
            }
            if wide < WIDE {
                self.y += m.lead;
            }
        }
        let node = self.node(Role::Figure, 0);
        if let Mark::Seal { x, y, radius, .. } = seal {
            self.page().insert(place, Mark::Seal { node, x, y, radius });
        }
        self.y = self.y.max(top + tall);
    }

    fn body(&self) -> Set {
        let m = self.m;
        let indent = m.body * m.indent;
        Set {
            size: m.body,
            lead: m.lead,
            style: Style::Plain,
            x: LEFT,
            wide: WIDE,
            indent,
            is_centred: false,
        }
    }

    fn small(&self, x: f32, wide: f32) -> Set {
        Set { size: self.m.small, lead: self.m.small_lead, x, wide, indent: 0.0, ..self.body() }
    }

    fn centred(&self, size: f32) -> Set {
        let lead = size * measures::LEAD_LARGE;
        Set { size, lead, indent: 0.0, is_centred: true, ..self.body() }
    }

    fn broken(&self, words: &str, set: Set) -> Vec<Line> {
        let paragraphs = words.split('\n').map(|it| it.trim_end_matches('\r').replace('\t', " "));
        paragraphs.flat_map(|it| lines(self.face, &it, set.size, set.wide - set.indent, set.wide)).collect()
    }

    fn words(&mut self, node: usize, words: &str, set: Set) {
        let mut is_first = true;
        for line in self.broken(words, set) {
            let indent = if is_first { set.indent } else { 0.0 };
            let x = match set.is_centred {
                true => set.x + (set.wide - line.width) / 2.0,
                false => set.x + indent,
            };
            self.room(set.lead);
            let spread =
                if self.m.is_justified && !set.is_centred { spread(&line, set, indent) } else { 0.0 };
            is_first = line.is_last;
            self.mark(node, line.words, set, x, spread);
            self.y += set.lead;
        }
    }

    /// One line, where the next block begins as well.
    fn line_at(&mut self, node: usize, words: &str, set: Set, x: f32) {
        self.mark(node, words.to_owned(), set, x, 0.0);
    }

    fn mark(&mut self, node: usize, words: String, set: Set, x: f32, spread: f32) {
        // Characters stand in the middle of their line.
        let y = self.y + set.lead / 2.0 + set.size * measures::RISE;
        let Set { size, style, .. } = set;
        if !words.is_empty() {
            self.page().push(Mark::Words { node, x, y, size, style, spread, words });
        }
    }

    fn rule(&mut self, x: f32, wide: f32, thick: f32, is_red: bool) {
        let y = self.y;
        self.page().push(Mark::Rule { x, y, wide, thick, is_red });
    }

    /// Goes on to the next page if that much does not fit here.
    fn room(&mut self, tall: f32) {
        if self.y + tall > measures::BOTTOM && self.y > measures::TOP {
            self.pages.push(Vec::new());
            self.y = measures::TOP;
        }
    }

    fn page(&mut self) -> &mut Vec<Mark> {
        self.pages.last_mut().expect("there is always a page")
    }

    fn node(&mut self, role: Role, parent: usize) -> usize {
        self.nodes.push(Node { role, parent });
        self.nodes.len() - 1
    }
}

/// What each character moves on by, so that a full line ends where the others do.
fn spread(line: &Line, set: Set, indent: f32) -> f32 {
    let left = set.wide - indent - line.width;
    let n_gaps = line.words.trim_end().chars().count().saturating_sub(1);
    let is_full = !line.is_last && 0.0 < left && left < set.size * measures::SPREAD_MAX;
    if is_full && 0 < n_gaps { left / n_gaps as f32 } else { 0.0 }
}
