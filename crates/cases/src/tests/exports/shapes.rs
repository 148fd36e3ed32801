//! The constraints of CPSV-AP 3.2.0 for the classes that we write, as its tables state them: how many, of what kind.
//! `docs/cpsv-ap-shapes.ttl` is made of the same list, for validators of SHACL.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What a property leads to.
#[derive(Clone, Copy)]
enum Kind {
    /// Words with their language.
    Said,
    /// A literal of this type.
    Literal(&'static str),
    /// A node of this class.
    Node(&'static str),
    /// Anything.
    Anything,
}
use Kind::{Anything, Literal, Node, Said};

/// No upper bound.
const MANY: usize = usize::MAX;
const CONCEPT: Kind = Node("skos:Concept");
const UNIT: &str = "<http://data.europa.eu/88u/dataset/atu-type>";

/// Class, property, fewest, most, what it leads to.
const SHAPES: &[(&str, &str, usize, usize, Kind)] = &[
    ("cpsv:PublicService", "dct:identifier", 1, 1, Anything),
    ("cpsv:PublicService", "dct:title", 1, MANY, Said),
    ("cpsv:PublicService", "dct:description", 1, MANY, Said),
    ("cpsv:PublicService", "cv:hasCompetentAuthority", 1, MANY, Node("cv:PublicOrganisation")),
    ("cpsv:PublicService", "cv:hasInputType", 0, MANY, Node("cv:EvidenceType")),
    ("cpsv:PublicService", "cpsv:hasInput", 0, MANY, Node("cv:Evidence")),
    ("cpsv:PublicService", "cv:holdsRequirement", 0, MANY, Node("cv:Requirement")),
    ("cpsv:PublicService", "cpsv:follows", 0, MANY, Node("cpsv:Rule")),
    ("cpsv:PublicService", "cv:hasLegalResource", 0, MANY, Node("eli:LegalResource")),
    ("cpsv:PublicService", "cpsv:produces", 0, MANY, Node("cv:Output")),
    ("cpsv:PublicService", "cv:hasCost", 0, MANY, Node("cv:Cost")),
    ("cpsv:PublicService", "cv:hasChannel", 0, MANY, Node("cv:Channel")),
    ("cpsv:PublicService", "cv:processingTime", 0, 1, Literal("xsd:duration")),
    ("cpsv:PublicService", "adms:status", 0, 1, CONCEPT),
    ("cpsv:PublicService", "cv:isClassifiedBy", 0, MANY, CONCEPT),
    ("cpsv:PublicService", "dct:isPartOf", 0, MANY, Node("dcat:Dataset")),
    ("cpsv:PublicService", "cv:contactPoint", 0, MANY, Node("cv:ContactPoint")),
    ("cpsv:PublicService", "dcat:keyword", 0, MANY, Said),
    ("cpsv:PublicService", "dct:language", 0, MANY, Node("dct:LinguisticSystem")),
    ("cpsv:PublicService", "dct:spatial", 0, MANY, Node("dct:Location")),
    ("cpsv:PublicService", "dct:audience", 0, MANY, CONCEPT),
    ("cv:PublicOrganisation", "skos:prefLabel", 1, MANY, Said),
    ("cv:PublicOrganisation", "dct:spatial", 1, MANY, Node(UNIT)),
    ("foaf:Agent", "dct:identifier", 1, 1, Anything),
    ("foaf:Agent", "dct:title", 1, MANY, Said),
    ("cv:Requirement", "dct:identifier", 1, 1, Anything),
    ("cv:Requirement", "dct:title", 1, MANY, Said),
    ("cv:Requirement", "cv:fulfils", 0, MANY, Node("cpsv:Rule")),
    ("cv:Requirement", "dct:type", 0, MANY, CONCEPT),
    ("cv:Requirement", "cv:hasSupportingEvidence", 0, MANY, Node("cv:Evidence")),
    ("cv:Evidence", "dct:identifier", 1, 1, Anything),
    ("cv:Evidence", "dct:title", 1, MANY, Said),
    ("cv:Evidence", "dct:description", 0, MANY, Said),
    ("cv:Evidence", "dct:type", 0, 1, CONCEPT),
    ("cv:Evidence", "dct:language", 0, MANY, Node("dct:LinguisticSystem")),
    ("cv:Evidence", "dct:conformsTo", 0, MANY, Node("cv:EvidenceType")),
    ("cv:Evidence", "cv:supportsRequirement", 0, MANY, Node("cv:Requirement")),
    ("cv:EvidenceType", "dct:identifier", 1, 1, Anything),
    ("cv:EvidenceType", "cv:evidenceTypeClassification", 0, MANY, CONCEPT),
    ("cpsv:Rule", "dct:identifier", 1, 1, Anything),
    ("cpsv:Rule", "dct:title", 1, MANY, Said),
    ("cpsv:Rule", "dct:description", 1, MANY, Said),
    ("cpsv:Rule", "dct:type", 0, 1, CONCEPT),
    ("cpsv:Rule", "cpsv:implements", 0, MANY, Node("eli:LegalResource")),
    ("cv:Output", "dct:identifier", 1, 1, Anything),
    ("cv:Output", "dct:title", 1, MANY, Said),
    ("cv:Output", "dct:description", 0, MANY, Said),
    ("cv:Output", "dct:type", 0, MANY, CONCEPT),
    ("cv:Cost", "dct:identifier", 1, 1, Anything),
    ("cv:Cost", "dct:description", 0, MANY, Said),
    ("cv:Cost", "cv:hasValue", 0, 1, Literal("xsd:double")),
    ("cv:Cost", "cv:currency", 0, 1, CONCEPT),
    ("cv:Channel", "dct:identifier", 1, 1, Anything),
    ("cv:Channel", "dct:description", 0, MANY, Said),
    ("cv:Channel", "dct:type", 0, 1, CONCEPT),
    ("cv:Channel", "cv:openingHours", 0, MANY, Node("time:TemporalEntity")),
    ("cv:Channel", "cv:processingTime", 0, 1, Literal("xsd:duration")),
    ("cv:ContactPoint", "cv:contactPage", 0, MANY, Node("foaf:Document")),
    ("cv:ContactPoint", "cv:openingHours", 0, MANY, Node("time:TemporalEntity")),
    ("time:TemporalEntity", "dct:description", 0, MANY, Said),
    ("dcat:Dataset", "dct:title", 1, MANY, Said),
    ("dcat:Dataset", "dct:description", 1, MANY, Said),
    ("dcat:Dataset", "dct:publisher", 1, 1, Node("foaf:Agent")),
    ("dcat:Dataset", "dct:hasPart", 0, MANY, Node("cpsv:PublicService")),
    ("dcat:Dataset", "dcat:landingPage", 0, MANY, Node("foaf:Document")),
];

/// What a document breaks, a line each.
pub(super) fn violations(document: &Value) -> Vec<String> {
    let nodes = document["@graph"].as_array().unwrap();
    let classes: BTreeMap<&str, BTreeSet<&str>> =
        nodes.iter().map(|it| (it["@id"].as_str().unwrap(), classes_of(it))).collect();
    let mut found = Vec::new();
    for node in nodes {
        let id = node["@id"].as_str().unwrap();
        for (class, property, min, max, kind) in SHAPES.iter().filter(|it| classes[id].contains(it.0)) {
            let values = match &node[*property] {
                Value::Null => Vec::new(),
                Value::Array(all) => all.iter().collect(),
                one => vec![one],
            };
            if !(*min..=*max).contains(&values.len()) {
                found.push(format!("{id}: {class} has {} of {property}", values.len()));
            }
            for it in values.into_iter().filter(|it| !fits(it, *kind, &classes)) {
                found.push(format!("{id}: {property} of a {class} is {it}"));
            }
        }
    }
    found
}

fn classes_of(node: &Value) -> BTreeSet<&str> {
    match &node["@type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(spelled).collect(),
        one => one.as_str().map(spelled).into_iter().collect(),
    }
}

/// As the list spells a class that has no short name.
fn spelled(class: &str) -> &str {
    if UNIT.contains(class) && class.starts_with("http") { UNIT } else { class }
}

fn fits(value: &Value, kind: Kind, classes: &BTreeMap<&str, BTreeSet<&str>>) -> bool {
    match kind {
        Anything => !value.is_null(),
        Said => {
            let text = value["@value"].as_str().is_some_and(|it| !it.is_empty());
            text && value["@language"].as_str().is_some_and(|it| !it.is_empty())
        }
        Literal(of) => value["@type"] == of && value["@value"].is_string(),
        Node(class) => {
            let found = value["@id"].as_str().and_then(|it| classes.get(it));
            found.is_some_and(|it| it.contains(class))
        }
    }
}

/// The list as SHACL.
fn turtle() -> String {
    let mut text = "# Constraints of CPSV-AP 3.2.0 (SEMICeu, CC-BY 4.0) for the classes that /api/matters.jsonld writes, in our\n\
        # own words from its tables; not the published file. Made of crates/cases/src/tests/exports/shapes.rs.\n\n"
        .to_owned();
    for (name, iri) in [
        ("adms", "http://www.w3.org/ns/adms#"),
        ("cpsv", "http://purl.org/vocab/cpsv#"),
        ("cv", "http://data.europa.eu/m8g/"),
        ("dcat", "http://www.w3.org/ns/dcat#"),
        ("dct", "http://purl.org/dc/terms/"),
        ("eli", "http://data.europa.eu/eli/ontology#"),
        ("foaf", "http://xmlns.com/foaf/0.1/"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("sh", "http://www.w3.org/ns/shacl#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("time", "http://www.w3.org/2006/time#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ] {
        text += &format!("@prefix {name}: <{iri}> .\n");
    }
    let mut classes: Vec<&str> = SHAPES.iter().map(|it| it.0).collect();
    classes.dedup();
    for class in classes {
        text += &format!("\n[] a sh:NodeShape ;\n  sh:targetClass {class}");
        for (_, property, min, max, kind) in SHAPES.iter().filter(|it| it.0 == class) {
            let kind = match kind {
                Anything => String::new(),
                Said => " ; sh:datatype rdf:langString".to_owned(),
                Literal(of) => format!(" ; sh:datatype {of}"),
                Node(class) => format!(" ; sh:class {class}"),
            };
            let least = if 0 < *min { format!(" ; sh:minCount {min}") } else { String::new() };
            let most = if *max < MANY { format!(" ; sh:maxCount {max}") } else { String::new() };
            text += &format!(" ;\n  sh:property [ sh:path {property}{kind}{least}{most} ]");
        }
        text += " .\n";
    }
    text
}

#[test]
fn the_shapes_for_validators_are_this_list() {
    let kept = include_str!("../../../../../docs/cpsv-ap-shapes.ttl");

    let made = turtle();

    assert!(kept == made, "docs/cpsv-ap-shapes.ttl should be:\n{made}");
}
