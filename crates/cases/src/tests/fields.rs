//! Proof that the list of fields is that of the types, and that the reference is made of it.

use std::collections::{BTreeMap, BTreeSet};

use kit::Lang;

use crate::model::fields::{FIELDS, Shape, field, field_at, fields_of, part_at, parts, reference};

/// Where each part is read: the source, and what the type is called there.
const SOURCES: [(&str, &[(&str, &str)]); 9] = [
    (
        include_str!("../model/matter.rs"),
        &[
            ("Matter", "Matter"),
            ("Catalogue", "Catalogue"),
            ("Guidance", "Guidance"),
            ("Condition", "Condition"),
            ("Material", "Material"),
            ("Fee", "Fee"),
            ("Role", "Role"),
            ("Clocks", "Clocks"),
            ("Duty", "Duty"),
            ("Extension", "Extension"),
            ("SpecialProcedure", "SpecialProcedure"),
            ("InspectionItem", "InspectionItem"),
            ("Outcome", "Outcome"),
            ("CertificateOf", "CertificateOf"),
            ("FaceField", "FaceField"),
            ("Template", "Template"),
            ("Faq", "Faq"),
        ],
    ),
    (
        include_str!("../model/matter/national.rs"),
        &[("Body", "Body"), ("Effective", "Effective"), ("Online", "Online"), ("Extended", "Extended")],
    ),
    (
        include_str!("../../../forms/src/form.rs"),
        &[("Form", "Form"), ("Page", "Page"), ("Repeat", "Repeat"), ("Source", "Source")],
    ),
    (include_str!("../model/matter/remedies.rs"), &[("Remedies", "Remedies"), ("Remedy", "Remedy")]),
    (
        include_str!("../model/process.rs"),
        &[("Process", "Process"), ("Automatic", "Automatic"), ("Promise", "Promise"), ("Within", "Within")],
    ),
    (include_str!("../../../forms/src/written.rs"), &[("Question", "Written")]),
    (include_str!("../../../forms/src/kind.rs"), &[("Alternative", "Alternative")]),
    (
        include_str!("../../../rules/src/table.rs"),
        &[("Table", "Table"), ("Input", "Input"), ("Output", "Output"), ("Row", "Row")],
    ),
    (include_str!("../../../flow/src/graph/written.rs"), &[("Node", "Written")]),
];

/// The fields of a struct, as its source declares them.
fn declared(source: &str, name: &str) -> BTreeSet<String> {
    let from = source.find(&format!("struct {name} {{")).unwrap_or_else(|| panic!("no struct {name}"));
    let body = &source[from..from + source[from..].find("\n}").unwrap()];
    let lines =
        body.lines().skip(1).map(str::trim).filter(|it| !it.starts_with("//") && !it.starts_with('#'));
    lines
        .filter_map(|it| it.trim_start_matches("pub ").split_once(':'))
        .map(|(name, _)| name.trim_start_matches("r#").to_owned())
        .collect()
}

#[test]
fn every_field_of_the_types_is_listed_and_nothing_else() {
    let mut differing = BTreeMap::new();
    for (source, types) in SOURCES {
        for (part, name) in types {
            let listed: BTreeSet<_> = fields_of(part).map(|it| it.name.to_owned()).collect();
            let declared = declared(source, name);
            let odd: Vec<_> = listed.symmetric_difference(&declared).cloned().collect();
            if !odd.is_empty() {
                differing.insert(*part, odd);
            }
        }
    }

    assert!(
        differing.is_empty(),
        "put these into model/fields/list.rs and texts/ (field.<name>): {differing:?}"
    );
}

#[test]
fn every_field_and_part_has_a_name_in_each_language() {
    for lang in Lang::all() {
        for it in FIELDS {
            let own = crate::TEXTS.find(lang, &format!("field.{}.{}", it.of, it.name));
            let shared = crate::TEXTS.find(lang, &format!("field.{}", it.name));
            assert!(own.or(shared).is_some(), "no text field.{} in {}", it.name, lang.tag());
        }
        for part in parts() {
            assert!(crate::TEXTS.find(lang, &format!("part.{part}")).is_some(), "no text part.{part}");
        }
    }
}

#[test]
fn a_path_leads_to_its_field() {
    assert_eq!(field_at("materials.2.name").map(|it| (it.of, it.name)), Some(("Material", "name")));
    assert_eq!(field_at("form.pages.0.questions.3.options.1.label").map(|it| it.of), Some("Alternative"));
    assert_eq!(field_at("name").map(|it| it.shape), Some(Shape::Words));
    assert!(field_at("name.zh").is_none() && field_at("nothing").is_none());
    assert_eq!(
        [part_at(""), part_at("materials.0"), part_at("clocks.decision"), part_at("materials")],
        [Some("Matter"), Some("Material"), Some("Duty"), None]
    );
    assert!(field("Fee", "minor").is_some_and(|it| it.needed));
}

#[test]
fn the_reference_is_the_list() {
    let kept = include_str!("../../../../docs/matter-file.md");

    let made = reference();

    assert!(kept == made, "write it again: yiwang check --reference > docs/matter-file.md");
    for it in FIELDS {
        assert!(made.contains(&format!("| `{}` | ", it.name)), "{} is not in the reference", it.name);
    }
}
