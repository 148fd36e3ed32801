//! Proofs that a graph which could get stuck is refused, and why.

use crate::{EDGES_MAX, Graph, KEY_BYTES_MAX, Kind, NESTING_MAX, NODES_MAX, Node};

use super::{LICENCE, graph, licence};

pub(super) fn refused(yaml: &str) -> Vec<String> {
    let problems = graph(yaml).check().expect_err("the graph is not sound");
    problems.iter().map(|it| format!("{}@{}", it.code, it.place)).collect()
}

/// A graph of steps only where a shorter word is enough: `a: step b c` has the outcomes `b` and `c`.
fn sketch(lines: &[&str]) -> String {
    let mut yaml = "nodes:\n".to_owned();
    for line in lines {
        let (key, rest) = line.split_once(": ").unwrap();
        let mut words = rest.split(' ');
        let kind = words.next().unwrap();
        let to: Vec<_> = words.collect();
        let rest = match kind {
            "step" => {
                let edges: Vec<_> = to.iter().map(|it| format!("{{ on: {it}, to: {it} }}")).collect();
                format!("role: r, duty: d, next: [{}]", edges.join(", "))
            }
            "split" => format!("next: [{}]", to.join(", ")),
            "end" => "outcome: over".to_owned(),
            _ => format!("next: {}", to[0]),
        };
        yaml += &format!("  - {{ key: {key}, kind: {kind}, {rest} }}\n");
    }
    yaml
}

#[test]
fn a_sound_graph_tells_its_nodes_and_outcomes() {
    let checked = licence();

    assert_eq!(checked.nodes().len(), 12);
    assert_eq!(checked.outcomes("check"), ["accepted", "incomplete", "not_accepted"]);
    assert_eq!(checked.outcomes("correct"), ["done"]);
    assert_eq!(checked.outcomes("both"), Vec::<&str>::new());
    assert_eq!(checked.outcomes("nowhere"), Vec::<&str>::new());
    assert!(matches!(&checked.find("inspect").unwrap().kind, Kind::Step { role, .. } if role == "station"));
}

#[test]
fn a_graph_comes_back_from_json_as_it_went_in() {
    let graph = graph(LICENCE);

    let json = serde_json::to_string(&graph).unwrap();

    assert_eq!(serde_json::from_str::<Graph>(&json).unwrap(), graph);
}

#[test]
fn a_word_the_file_format_does_not_know_is_refused() {
    for wrong in [
        "nodes: [{ key: a, kind: start, next: b, role: r }]",
        "nodes: [{ key: a, kind: step, role: r, next: b }]",
        "nodes: [{ key: a, kind: robot, next: b }]",
        "nodes: [{ key: a, kind: start, next: [{ on: x, to: y }] }]",
        "nodes: [{ key: a, kind: wait, duty: d, next: [{ on: x, to: y, if: z }] }]",
        "nodes: []\nedges: []",
    ] {
        assert!(serde_saphyr::from_str::<Graph>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn outcomes_may_be_called_what_yaml_takes_for_truth_values() {
    let graph = graph(
        "nodes:
  - { key: a, kind: start, next: b }
  - { key: b, kind: step, role: r, duty: d, next: [{ on: yes, to: z }, { on: no, to: z }, { on: off, to: z }] }
  - { key: z, kind: end, outcome: no }",
    );

    assert_eq!(graph.check().unwrap().outcomes("b"), ["yes", "no", "off"]);
}

#[test]
fn there_is_one_start_and_at_least_one_end() {
    assert_eq!(refused("nodes: []"), ["start.none@", "end.none@"]);
    assert_eq!(refused(&sketch(&["a: start z", "b: start z", "z: end"])), ["start.several@b"]);
    assert_eq!(refused(&sketch(&["a: start b", "b: step a z", "z: end"])), ["edge.to_start@b"]);
}

#[test]
fn keys_outcomes_and_ways_are_single_and_known() {
    assert_eq!(refused(&sketch(&["a: start z", "z: end", "z: end"])), ["node.doubled@z"]);
    assert_eq!(refused(&sketch(&["a: start b", "b: step z z", "z: end"])), ["outcome.doubled@b"]);
    assert_eq!(refused(&sketch(&["a: start b", "b: step y z", "z: end"])), ["edge.to_nowhere@b"]);
    assert_eq!(refused(&sketch(&["a: start b", "b: step", "z: end"])), ["node.no_way_on@b"]);
    assert_eq!(refused(&sketch(&["a: start s", "s: split j", "j: join z", "z: end"])), ["split.too_few@s"]);
    assert_eq!(refused(&LICENCE.replace("role: station", "role: ' '")), ["node.word_unfit@inspect"]);
    let long = "x".repeat(KEY_BYTES_MAX + 1);
    assert_eq!(
        refused(&LICENCE.replace("duty: inspect", &format!("duty: {long}"))),
        ["node.word_unfit@inspect"]
    );
}

#[test]
fn every_node_is_reached_and_reaches_an_end() {
    assert_eq!(refused(&sketch(&["a: start z", "b: step z", "z: end"])), ["node.unreachable@b"]);
    let caught = sketch(&["a: start b", "b: step c z", "c: step d", "d: step c", "z: end"]);
    assert_eq!(refused(&caught), ["node.never_ends@c", "node.never_ends@d"]);
}

#[test]
fn splits_and_joins_pair_and_nest() {
    let lonely_join = sketch(&["a: start j", "j: join z", "z: end"]);
    assert_eq!(refused(&lonely_join), ["join.without_split@j"]);

    let left_open = sketch(&["a: start s", "s: split b c", "b: step z", "c: step z", "z: end"]);
    assert_eq!(refused(&left_open), ["end.in_a_branch@z", "split.without_join@s"]);

    let one_branch_ends =
        sketch(&["a: start s", "s: split b c", "b: step j z", "c: step j", "j: join z", "z: end"]);
    assert_eq!(refused(&one_branch_ends), ["end.in_a_branch@z"]);

    let crossing = sketch(&["a: start s", "s: split b c", "b: step j c", "c: step j", "j: join z", "z: end"]);
    assert_eq!(refused(&crossing), ["nesting.crossed@c"]);

    let jumped_into = sketch(&[
        "a: start x",
        "x: step s b",
        "s: split b c",
        "b: step j",
        "c: step j",
        "j: join z",
        "z: end",
    ]);
    assert!(refused(&jumped_into).iter().any(|it| it.starts_with("nesting.crossed")));

    let two_joins =
        sketch(&["a: start s", "s: split b c", "b: step j", "c: step k", "j: join z", "k: join z", "z: end"]);
    assert!(refused(&two_joins).contains(&"split.of_two_joins@s".to_owned()));

    let two_splits = sketch(&[
        "a: start x",
        "x: step s t",
        "s: split j b",
        "t: split j c",
        "b: step j",
        "c: step j",
        "j: join z",
        "z: end",
    ]);
    assert!(refused(&two_splits).contains(&"join.of_two_splits@j".to_owned()));
}

#[test]
fn a_loop_asks_somebody() {
    let idle = sketch(&["a: start s", "s: split b j", "b: step j", "j: join s", "z: end"]);
    assert!(refused(&idle).contains(&"loop.without_step@s".to_owned()));

    let asked = sketch(&["a: start s", "s: split b j", "b: step j b", "j: join c", "c: step s z", "z: end"]);
    assert!(graph(&asked).check().is_ok());
}

#[test]
fn a_graph_has_limits() {
    let node = |key: String, next: String| Node::of(key, Kind::Start { next });
    let many = Graph { nodes: (0..=NODES_MAX).map(|n| node(n.to_string(), n.to_string())).collect() };
    assert_eq!(many.check().unwrap_err()[0].code, "graph.too_large");

    let branches = vec!["z".to_owned(); EDGES_MAX + 1];
    let wide = Graph { nodes: vec![Node::of("s", Kind::Split { next: branches })] };
    assert_eq!(wide.check().unwrap_err()[0].code, "graph.too_large");

    let nested = |depth: usize| {
        let mut lines = vec!["a: start s0".to_owned(), "z: end".to_owned()];
        for n in 0..depth {
            let inner = if n + 1 == depth { format!("j{n}") } else { format!("s{}", n + 1) };
            let outer = if n == 0 { "z".to_owned() } else { format!("j{}", n - 1) };
            lines.push(format!("s{n}: split {inner} j{n}"));
            lines.push(format!("j{n}: join {outer}"));
        }
        sketch(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(graph(&nested(NESTING_MAX)).check().is_ok());
    assert!(refused(&nested(NESTING_MAX + 2)).iter().any(|it| it.starts_with("nesting.too_deep")));
}
