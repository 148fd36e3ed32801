//! Proofs that a graph written as BPMN comes back equal, that other tools' files are read as far as the subset
//! goes, and that everything else is refused by the id of its element.

use std::collections::BTreeSet;

use kit::Words;

use crate::{
    Agree, Graph, Kind, Next, Node, Problem,
    bpmn::{BYTES_MAX, DEPTH_MAX, ELEMENTS_MAX, PROBLEMS, export, import},
};

use super::{
    LICENCE, graph,
    kinds::EVERY_KIND,
    random::{Builder, Lcg},
};

fn comes_back(graph: &Graph) -> String {
    let xml = export(graph).unwrap_or_else(|it| panic!("{graph:?}: {it:?}"));
    let back = import(&xml).unwrap_or_else(|it| panic!("{xml}\n{it:?}"));
    assert_eq!(back, *graph, "{xml}");
    xml
}

/// Words and keys that need care in XML.
fn with_words(mut graph: Graph, lcg: &mut Lcg) -> Graph {
    let words =
        |n: usize| Words { zh: format!("审<查>&\"{n}\"\n下一行"), en: format!("  It's {n}\ttab ") };
    for (n, node) in graph.nodes.iter_mut().enumerate() {
        node.label = (lcg.below(2) == 0).then(|| words(n));
        if let Kind::Sub { nodes, .. } = &mut node.kind {
            *nodes = with_words(Graph { nodes: std::mem::take(nodes) }, lcg).nodes;
        }
        if let Kind::Step { next: Next::By(edges), .. } = &mut node.kind {
            edges.iter_mut().for_each(|it| it.label = (lcg.below(2) == 0).then(|| words(n)));
        }
    }
    graph
}

#[test]
fn every_checked_graph_comes_back_equal() {
    let mut lcg = Lcg(5);
    for _ in 0..400 {
        let depth = 1 + lcg.below(3);
        let graph = Builder::build(&mut lcg, depth);
        let graph = with_words(graph, &mut lcg);

        comes_back(&graph);
    }
}

#[test]
fn a_matter_and_one_of_every_kind_come_back_equal() {
    comes_back(&graph(LICENCE));
    comes_back(&graph(EVERY_KIND));
    comes_back(&graph(
        "nodes:
  - { key: 收件, kind: start, next: 'a b' }
  - { key: 'a b', kind: step, roles: ['水 务', fire], duty: d, agree: { at_least: 2 }, next: 'x..way' }
  - { key: 'x..way', kind: step, role: r, duty: d, each: sites, agree: any, agree_on: '<y>', otherwise: '&n', next: [{ on: '<y>', to: '0' }, { on: '&n', to: 'a b' }] }
  - { key: '0', kind: end, outcome: '' }"
            .replace("outcome: ''", "outcome: '好'")
            .as_str(),
    ));
}

#[test]
fn the_picture_has_every_element_and_no_two_nodes_in_one_place() {
    let mut lcg = Lcg(6);
    for _ in 0..100 {
        let xml = comes_back(&Builder::build(&mut lcg, 2));

        let drawn: Vec<_> =
            xml.split("bpmnElement=\"").skip(2).map(|it| it.split('"').next().unwrap()).collect();
        let elements = [
            "<bpmn:startEvent",
            "Task id",
            "Gateway id",
            "Event id",
            "<bpmn:sequenceFlow",
            "<bpmn:callActivity",
            "<bpmn:subProcess",
        ];
        let n_elements: usize = elements.iter().map(|it| xml.matches(it).count()).sum();
        let n_starts = xml.matches("<bpmn:startEvent id").count();
        assert_eq!(drawn.len(), n_elements - n_starts);
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len());
        let boxes: Vec<_> =
            xml.split("<dc:Bounds ").skip(1).map(|it| it.split("/>").next().unwrap()).collect();
        assert_eq!(boxes.iter().collect::<BTreeSet<_>>().len(), boxes.len(), "{xml}");
    }
}

const HEAD: &str = r#"<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <message id="Message_1" name="paid" />
  <process id="Process_1" isExecutable="true">
"#;

fn file(process: &str) -> String {
    format!("{HEAD}{process}</process></definitions>")
}

/// Drawn with another tool: a form, a gateway with conditions, a boundary timer, branches and a sub-process.
const FOREIGN: &str = r#"
    <startEvent id="StartEvent_1"><outgoing>f1</outgoing></startEvent>
    <sequenceFlow id="f1" sourceRef="StartEvent_1" targetRef="Gather" />
    <exclusiveGateway id="Gather" />
    <sequenceFlow id="f0" sourceRef="Gather" targetRef="Check" />
    <userTask id="Check" name="Check it" camunda:candidateGroups="clerks" camunda:formKey="accept" />
    <sequenceFlow id="f2" sourceRef="Check" targetRef="Complete" />
    <boundaryEvent id="TooLate" name="late" attachedToRef="Check">
      <timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition>
    </boundaryEvent>
    <sequenceFlow id="f9" sourceRef="TooLate" targetRef="Closed" />
    <exclusiveGateway id="Complete" default="f4" />
    <sequenceFlow id="f3" name="Yes" sourceRef="Complete" targetRef="Fork">
      <conditionExpression>${outcome == 'accepted'}</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="f4" name="incomplete" sourceRef="Complete" targetRef="Gather" />
    <parallelGateway id="Fork" />
    <sequenceFlow id="f5" sourceRef="Fork" targetRef="Visits" />
    <sequenceFlow id="f6" sourceRef="Fork" targetRef="Paid" />
    <subProcess id="Visits">
      <startEvent id="S2" /><sequenceFlow id="g1" sourceRef="S2" targetRef="Look" />
      <userTask id="Look" camunda:candidateGroups="station">
        <multiInstanceLoopCharacteristics camunda:collection="sites" />
      </userTask>
      <sequenceFlow id="g2" sourceRef="Look" targetRef="E2" /><endEvent id="E2" name="seen" />
    </subProcess>
    <receiveTask id="Paid" messageRef="Message_1" />
    <sequenceFlow id="f7" sourceRef="Visits" targetRef="Meet" />
    <sequenceFlow id="f8" sourceRef="Paid" targetRef="Meet" />
    <parallelGateway id="Meet" />
    <sequenceFlow id="f10" sourceRef="Meet" targetRef="Risk" />
    <businessRuleTask id="Risk" camunda:decisionRef="risk" />
    <sequenceFlow id="f11" sourceRef="Risk" targetRef="Which" />
    <exclusiveGateway id="Which" default="f13" />
    <sequenceFlow id="f12" sourceRef="Which" targetRef="Done"><conditionExpression>${risk = "low"}</conditionExpression></sequenceFlow>
    <sequenceFlow id="f13" sourceRef="Which" targetRef="Permit" />
    <callActivity id="Permit" calledElement="fire-permit" />
    <sequenceFlow id="f14" sourceRef="Permit" targetRef="Done" />
    <endEvent id="Done" name="granted" />
    <endEvent id="Closed" name="refused" />
    <textAnnotation id="note"><text>A note</text></textAnnotation>
"#;

#[test]
fn a_file_of_another_tool_is_read_as_far_as_the_subset_goes() {
    let graph = import(&file(FOREIGN)).unwrap();

    let checked = graph.check().unwrap();
    let kind = |key: &str| checked.find(key).unwrap().kind.clone();
    assert_eq!(checked.outcomes("Check"), ["accepted", "incomplete"]);
    let Kind::Step { role, duty, after: Some(after), .. } = kind("Check") else { panic!() };
    assert_eq!(
        (role.as_str(), duty.as_str(), after.limit.as_str(), after.on.as_str()),
        ("clerks", "accept", "P5D", "late")
    );
    let Kind::Step { review: Some(review), .. } = kind("Visits/Look") else { panic!() };
    assert_eq!((review.each.as_deref(), review.agree), (Some("sites"), Agree::All));
    assert!(matches!(kind("Paid"), Kind::Message { message, .. } if message == "paid"));
    assert!(matches!(kind("Risk"), Kind::Choice { table, .. } if table == "risk"));
    assert!(matches!(kind("Permit"), Kind::Child { matter, .. } if matter == "fire-permit"));
    assert_eq!(checked.find("Check").unwrap().label.as_ref().unwrap().zh, "Check it");
    comes_back(&graph);
}

fn refused(xml: &str) -> Vec<String> {
    let problems = import(xml).expect_err("this is not in the subset");
    let known = |it: &Problem| PROBLEMS.contains(&it.code);
    assert!(problems.iter().all(known), "{problems:?}");
    problems.iter().map(|it| format!("{}@{}", it.code, it.place)).collect()
}

#[test]
fn what_the_subset_lacks_is_refused_by_the_id_of_its_element() {
    let wrong = |from: &str, to: &str| {
        assert!(FOREIGN.contains(from), "{from}");
        refused(&file(&FOREIGN.replacen(from, to, 1)))
    };

    assert_eq!(
        wrong("<receiveTask id=\"Paid\" messageRef=\"Message_1\" />", "<serviceTask id=\"Paid\" />")[0],
        "bpmn.element_unknown@Paid"
    );
    assert_eq!(
        wrong("attachedToRef=\"Check\">", "attachedToRef=\"Check\" cancelActivity=\"false\">"),
        ["bpmn.timer_unknown@Check"]
    );
    assert_eq!(
        wrong("<timeDuration>P5D</timeDuration>", "<timeCycle>R/P5D</timeCycle>"),
        ["bpmn.timer_unknown@Check"]
    );
    assert_eq!(
        wrong(
            "<timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition>",
            "<errorEventDefinition />"
        ),
        ["bpmn.event_unknown@Check"]
    );
    assert_eq!(
        wrong("camunda:candidateGroups=\"clerks\"", "camunda:candidateGroups=\"a,b\""),
        ["bpmn.roles_alternative@Check"]
    );
    assert_eq!(wrong("camunda:candidateGroups=\"clerks\"", ""), ["bpmn.role_missing@Check"]);
    assert_eq!(
        wrong("camunda:collection=\"sites\"", "isSequential=\"true\" camunda:collection=\"sites\""),
        ["bpmn.loop_unknown@Look"]
    );
    assert_eq!(wrong("camunda:decisionRef=\"risk\"", ""), ["bpmn.table_missing@Risk"]);
    assert_eq!(wrong("calledElement=\"fire-permit\"", ""), ["bpmn.matter_missing@Permit"]);
    assert_eq!(wrong("messageRef=\"Message_1\"", "messageRef=\"Message_2\""), ["bpmn.message_missing@Paid"]);
    assert_eq!(wrong("targetRef=\"Closed\"", "targetRef=\"Nowhere\""), ["bpmn.flow_to_nowhere@f9"]);
    assert_eq!(
        wrong(
            "<startEvent id=\"StartEvent_1\">",
            "<startEvent id=\"StartEvent_1\"><messageEventDefinition />"
        ),
        ["bpmn.event_unknown@StartEvent_1"]
    );
    assert_eq!(wrong("id=\"Closed\"", "id=\"Done\"")[0], "bpmn.id_doubled@Done");
    assert_eq!(wrong("id=\"f14\"", ""), ["bpmn.no_id@"]);
    assert_eq!(wrong("targetRef=\"Risk\"", "targetRef=\"Which\"")[0], "bpmn.choice_without_table@Risk");
    assert_eq!(
        wrong("<subProcess id=\"Visits\">", "<subProcess id=\"Visits\" triggeredByEvent=\"true\">")[0],
        "bpmn.element_unknown@Visits"
    );
    assert_eq!(wrong("attachedToRef=\"Check\"", "attachedToRef=\"Fork\""), ["bpmn.event_unknown@TooLate"]);
    assert_eq!(
        wrong("id=\"Paid\"", "id=\"Paid\" isForCompensation=\"true\"")[0],
        "bpmn.element_unknown@Paid"
    );
    let crossing = "<sequenceFlow id=\"f15\" sourceRef=\"Meet\" targetRef=\"Done\" /><endEvent id=\"Closed\"";
    assert_eq!(wrong("<endEvent id=\"Closed\"", crossing), ["bpmn.gateway_mixed@Meet"]);
}

#[test]
fn a_gateway_that_asks_nobody_and_no_table_is_refused() {
    let process = r#"<startEvent id="a" /><sequenceFlow id="1" sourceRef="a" targetRef="g" /><exclusiveGateway id="g" />
        <sequenceFlow id="2" sourceRef="g" targetRef="y" /><sequenceFlow id="3" sourceRef="g" targetRef="n" />
        <endEvent id="y" /><endEvent id="n" />"#;

    assert!(refused(&file(process)).contains(&"bpmn.choice_without_table@g".to_owned()));
}

#[test]
fn a_lane_is_a_role() {
    let process = r#"<laneSet><lane id="L" name="bureau"><flowNodeRef>t</flowNodeRef></lane></laneSet>
        <startEvent id="a" /><sequenceFlow id="1" sourceRef="a" targetRef="t" /><userTask id="t" />
        <sequenceFlow id="2" sourceRef="t" targetRef="z" /><endEvent id="z" />"#;

    let graph = import(&file(process)).unwrap();

    assert!(graph.nodes.iter().any(|it: &Node| it.kind.roles() == ["bureau"]));
}

#[test]
fn hostile_files_are_refused_and_nothing_is_expanded() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><definitions />"#;
    assert_eq!(refused(bomb), ["bpmn.doctype@"]);
    assert_eq!(refused("<definitions>&secret;</definitions>"), ["bpmn.malformed@"]);
    assert_eq!(refused("<definitions><a></b></definitions>"), ["bpmn.malformed@"]);
    assert_eq!(refused("<definitions>"), ["bpmn.malformed@"]);
    assert_eq!(refused(""), ["bpmn.malformed@"]);
    assert_eq!(refused("<definitions />"), ["bpmn.no_process@"]);
    assert_eq!(refused(&" ".repeat(BYTES_MAX + 1)), ["bpmn.too_large@"]);
    assert_eq!(refused(&"<a>".repeat(DEPTH_MAX + 1)), ["bpmn.too_large@"]);
    assert_eq!(refused(&format!("<a>{}</a>", "<b/>".repeat(ELEMENTS_MAX))), ["bpmn.too_large@"]);
    let attributes: String = (0..100).map(|n| format!(" a{n}=\"\"")).collect();
    assert_eq!(refused(&format!("<a{attributes}/>")), ["bpmn.too_large@"]);
    let two = file("").replace("</definitions>", "<process id=\"P2\" /></definitions>");
    assert_eq!(refused(&two), ["bpmn.several_processes@P2"]);
}

#[test]
fn words_that_xml_cannot_hold_are_not_written() {
    let mut graph = graph(LICENCE);
    graph.nodes[0].label = Some(Words { zh: "\u{1}".to_owned(), en: "x".to_owned() });

    assert_eq!(export(&graph).unwrap_err()[0].code, "bpmn.unwritable");
}
