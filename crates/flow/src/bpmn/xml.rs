//! XML as a tree, with limits: no document types, no entities but the five of XML, so big and so deep at most.
//! Knows nothing of BPMN but the namespaces it tells apart.

use quick_xml::{
    XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
    reader::NsReader,
};

use crate::Problem;

use super::{CAMUNDA, MODEL, YIWANG};

/// How many bytes a file may have.
pub const BYTES_MAX: usize = 2 * 1024 * 1024;
/// How deep elements may stand in elements.
pub const DEPTH_MAX: usize = 32;
/// How many elements a file may have.
pub const ELEMENTS_MAX: usize = 20_000;
/// How many attributes an element may have.
const ATTRIBUTES_MAX: usize = 64;

/// Whose word a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Bpmn,
    Yiwang,
    Camunda,
    /// An attribute without a prefix.
    Plain,
    Others,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) of: Of,
    pub(super) name: String,
    attributes: Vec<(Of, String, String)>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, of: Of, name: &str) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == of && it.1 == name).map(|it| it.2.as_str())
    }

    /// The value of an attribute of BPMN's.
    pub(super) fn plain(&self, name: &str) -> Option<&str> {
        self.get(Of::Plain, name)
    }

    /// The value of an attribute of ours.
    pub(super) fn ours(&self, name: &str) -> Option<&str> {
        self.get(Of::Yiwang, name)
    }

    pub(super) fn id(&self) -> &str {
        self.plain("id").unwrap_or_default()
    }

    /// Whether it is BPMN's element of this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.of == Of::Bpmn && self.name == name
    }

    /// The first element of BPMN's of this name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|it| it.is(name))
    }
}

/// Reads a whole document.
pub(super) fn read(xml: &str) -> Result<Element, Problem> {
    if xml.len() > BYTES_MAX {
        return Err(too_large());
    }
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut n_elements = 0;
    loop {
        let event = reader.read_event().map_err(|it| malformed(reader.buffer_position(), it))?;
        match event {
            Event::Start(start) => {
                n_elements += 1;
                if n_elements > ELEMENTS_MAX || open.len() == DEPTH_MAX {
                    return Err(too_large());
                }
                open.push(element(&reader, &start)?);
            }
            Event::End(_) => {
                let done = open.pop().ok_or_else(|| malformed(reader.buffer_position(), "an end"))?;
                match open.last_mut() {
                    Some(outer) => outer.children.push(done),
                    None => return Ok(done),
                }
            }
            Event::Text(it) => say(&mut open, &it.xml10_content()),
            Event::CData(it) => say(&mut open, &it.xml10_content()),
            Event::GeneralRef(it) => {
                let known = match it.resolve_char_ref() {
                    Ok(Some(it)) => Some(it.to_string()),
                    Ok(None) => resolve_predefined_entity(&it.xml10_content()).map(str::to_owned),
                    Err(_) => None,
                };
                let known = known.ok_or_else(|| malformed(reader.buffer_position(), "an entity"))?;
                say(&mut open, &known);
            }
            Event::DocType(_) => return Err(Problem::of("", "bpmn.doctype")),
            Event::Eof => return Err(malformed(reader.buffer_position(), "the end of the file")),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, Problem> {
    let wrong = |why: &dyn std::fmt::Display| malformed(reader.buffer_position(), why);
    let mut attributes = Vec::new();
    for it in start.attributes().with_checks(false) {
        let it = it.map_err(|it| wrong(&it))?;
        if attributes.len() == ATTRIBUTES_MAX {
            return Err(too_large());
        }
        let value = it.normalized_value(XmlVersion::Implicit1_0).map_err(|it| wrong(&it))?;
        let (space, name) = reader.resolver().resolve_attribute(it.key);
        let of = if space == ResolveResult::Unbound { Of::Plain } else { whose(&space) };
        attributes.push((of, name.into_inner().to_owned(), value.into_owned()));
    }
    let (space, name) = reader.resolver().resolve_element(start.name());
    let of = whose(&space);
    Ok(Element {
        of,
        name: name.into_inner().to_owned(),
        attributes,
        children: Vec::new(),
        text: String::new(),
    })
}

fn whose(space: &ResolveResult<'_>) -> Of {
    match space {
        ResolveResult::Bound(Namespace(MODEL)) => Of::Bpmn,
        ResolveResult::Bound(Namespace(YIWANG)) => Of::Yiwang,
        ResolveResult::Bound(Namespace(CAMUNDA)) => Of::Camunda,
        _ => Of::Others,
    }
}

fn say(open: &mut [Element], text: &str) {
    if let Some(it) = open.last_mut() {
        it.text.push_str(text);
    }
}

fn too_large() -> Problem {
    let problem = Problem::of("", "bpmn.too_large");
    problem.with("bytes", BYTES_MAX).with("elements", ELEMENTS_MAX).with("depth", DEPTH_MAX)
}

fn malformed(at: u64, why: impl std::fmt::Display) -> Problem {
    Problem::of("", "bpmn.malformed").with("at", at).with("why", why)
}

/// Writes elements, one a line.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
    open: Vec<&'static str>,
}

impl Writer {
    /// Begins an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the element begun last.
    pub(super) fn close(&mut self) {
        let name = self.open.pop().expect("what is closed was opened");
        self.indent();
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element with nothing in it.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.text.push_str(" />\n");
    }

    /// An element with text in it.
    pub(super) fn said(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.start(name, attributes);
        self.text.push_str(&format!(">{}</{name}>\n", escaped(text)));
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.text.push_str(&format!("<{name}"));
        for (name, value) in attributes {
            self.text.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.open.len()));
    }
}

/// Text that reads back as it is, in attributes too, where white space would become blanks.
fn escaped(text: &str) -> String {
    let text = quick_xml::escape::escape(text).into_owned();
    text.replace('\n', "&#10;").replace('\r', "&#13;").replace('\t', "&#9;")
}

/// Whether XML can hold this text at all.
pub(super) fn can_hold(text: &str) -> bool {
    text.chars().all(
        |it| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..),
    )
}
