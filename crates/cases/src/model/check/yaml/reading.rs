//! Makes the tree of a document from what the parser sees, within the limits of files of ours.
//! Knows nothing of what a document means; anchors, tags and second documents are refused.

use serde_saphyr::granit_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

use super::{
    DEPTH_MAX, NODES_MAX, plain,
    tree::{At, Member, Spot, Value},
};
use crate::model::check::Finding;

/// A list or map that is not closed yet.
struct Open {
    at: At,
    what: What,
}

enum What {
    List(Vec<Spot>),
    /// With the name whose value is next.
    Map(Vec<Member>, Option<(String, At)>),
}

/// What stops the reading; boxed, as it is rare and large.
pub(super) type Wrong = Box<Finding>;

/// The tree of a text that holds one document.
pub(super) fn tree(text: &str) -> Result<Spot, Wrong> {
    let (mut open, mut done, mut n_nodes) = (Vec::<Open>::new(), None, 0);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|it| malformed(&it))?;
        let at = at(&span.start);
        let value = match event {
            Event::DocumentStart(..) if done.is_some() => return Err(placed("file.several_documents", at)),
            Event::Alias(_) => return Err(placed("file.too_complex", at)),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                return Err(placed("file.too_complex", at));
            }
            Event::Scalar(.., Some(_))
            | Event::SequenceStart(.., Some(_))
            | Event::MappingStart(.., Some(_)) => {
                return Err(placed("yaml.tag", at));
            }
            Event::Scalar(text, style, ..) => {
                let Some(text) = name(&mut open, text.into_owned(), at)? else { continue };
                if style == ScalarStyle::Plain { plain::value(text) } else { Value::Text(text) }
            }
            Event::SequenceStart(..) => {
                begin(&mut open, at, What::List(Vec::new()))?;
                continue;
            }
            Event::MappingStart(..) => {
                begin(&mut open, at, What::Map(Vec::new(), None))?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let closed = open.pop().expect("the parser closes what it opened");
                let path = path(&open);
                n_nodes += 1;
                let spot = Spot { at: closed.at, value: closed.what.value(&path)? };
                done = put(&mut open, spot).or(done);
                continue;
            }
            _ => continue,
        };
        n_nodes += 1;
        if n_nodes > NODES_MAX {
            return Err(placed("file.too_complex", at));
        }
        done = put(&mut open, Spot { at, value }).or(done);
    }
    match done {
        Some(Spot { value: Value::Null, .. }) | None => Err(placed("file.empty", (1, 1))),
        Some(it) => Ok(it),
    }
}

/// The text of a value; nothing where it is the name of the value that follows.
fn name(open: &mut [Open], text: String, at: At) -> Result<Option<String>, Wrong> {
    match open.last_mut().map(|it| &mut it.what) {
        Some(What::Map(_, next @ None)) => {
            *next = Some((text, at));
            Ok(None)
        }
        _ => Ok(Some(text)),
    }
}

fn begin(open: &mut Vec<Open>, at: At, what: What) -> Result<(), Wrong> {
    if let Some(Open { what: What::Map(_, None), .. }) = open.last() {
        return Err(placed("yaml.name", at));
    }
    if open.len() >= DEPTH_MAX {
        return Err(placed("file.too_complex", at));
    }
    open.push(Open { at, what });
    Ok(())
}

/// Puts a value where it belongs; gives it back where it is the document.
fn put(open: &mut [Open], spot: Spot) -> Option<Spot> {
    match open.last_mut().map(|it| &mut it.what) {
        None => return Some(spot),
        Some(What::List(all)) => all.push(spot),
        Some(What::Map(all, next)) => {
            let (name, at) = next.take().expect("a value of a map follows its name");
            all.push(Member { name, at, value: spot });
        }
    }
    None
}

/// The path of what is being read.
fn path(open: &[Open]) -> String {
    let part = |it: &Open| match &it.what {
        What::List(all) => Some(all.len().to_string()),
        What::Map(_, next) => next.as_ref().map(|it| it.0.clone()),
    };
    open.iter().filter_map(part).collect::<Vec<_>>().join(".")
}

impl What {
    /// The value, of a map only if no name stands in it twice.
    fn value(self, path: &str) -> Result<Value, Wrong> {
        let all = match self {
            What::List(all) => return Ok(Value::List(all)),
            What::Map(all, _) => all,
        };
        let mut order: Vec<_> = (0..all.len()).collect();
        order.sort_by_key(|n| (&all[*n].name, *n));
        let doubled = order.windows(2).filter(|it| all[it[0]].name == all[it[1]].name).map(|it| it[1]).min();
        match doubled {
            None => Ok(Value::Map(all)),
            Some(n) => {
                let name = &all[n].name;
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let finding = Finding::of(path, "schema.doubled_field").with("field", name);
                Err(Box::new(Finding { line: Some(all[n].at.0), column: Some(all[n].at.1), ..finding }))
            }
        }
    }
}

/// The parser counts lines from 1 and columns from 0.
fn at(it: &Marker) -> At {
    (it.line() as u64, it.col() as u64 + 1)
}

fn placed(code: &'static str, (line, column): At) -> Wrong {
    Box::new(Finding { line: Some(line), column: Some(column), ..Finding::of("", code) })
}

fn malformed(why: &ScanError) -> Wrong {
    let (line, column) = at(why.marker());
    let finding = Finding::of("", "yaml.malformed").with("words", why.info());
    Box::new(Finding { line: Some(line.max(1)), column: Some(column), ..finding })
}
