//! BPMN 2.0 XML: a process graph written as others draw it, and read back. The subset and what to do about the
//! rest stands in `docs/bpmn.md`; what has no place in BPMN is kept in attributes of a namespace of our own.

mod draw;
mod export;
mod import;
mod xml;

pub use export::export;
pub use import::import;
pub use xml::{BYTES_MAX, DEPTH_MAX, ELEMENTS_MAX};

/// BPMN's own namespace.
const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// The namespace of its pictures.
const DIAGRAM: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
/// The namespaces of the coordinates in them.
const POINTS: &str = "http://www.omg.org/spec/DD/20100524/DI";
const BOUNDS: &str = "http://www.omg.org/spec/DD/20100524/DC";
/// The namespace of what BPMN has no place for.
const YIWANG: &str = "https://yiwang.example/flow/1";
/// The namespace that many tools keep roles, forms and tables in.
const CAMUNDA: &str = "http://camunda.org/schema/1.0/bpmn";
/// Says of what kind an expression is.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Everything that an import may find wrong, beside what the check of a graph finds. `docs/bpmn.md` says what to
/// do about each; the place of such a problem is the id of an element.
pub const PROBLEMS: [&str; 20] = [
    "bpmn.too_large",
    "bpmn.malformed",
    "bpmn.doctype",
    "bpmn.no_process",
    "bpmn.several_processes",
    "bpmn.no_id",
    "bpmn.id_doubled",
    "bpmn.element_unknown",
    "bpmn.event_unknown",
    "bpmn.loop_unknown",
    "bpmn.flow_to_nowhere",
    "bpmn.several_ways",
    "bpmn.gateway_mixed",
    "bpmn.choice_without_table",
    "bpmn.table_missing",
    "bpmn.role_missing",
    "bpmn.roles_alternative",
    "bpmn.matter_missing",
    "bpmn.message_missing",
    "bpmn.timer_unknown",
];
