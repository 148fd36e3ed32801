//! Samples of working and watching: a case, the desk, clocks, flows, figures.
//! Knows nothing of real cases.

use kit::{Lang, t};
use maud::{Markup, html};

use super::frame;
use crate::pages::*;

pub(super) fn case(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Portal, "/cases/9f");
    let title = t!("sample.matter", lang);
    let receipt = html! { p { a href="/ledger/receipts/9f" { (t!("sample.done.receipt", lang)) } } };
    let event = |when, datetime, title, tone| Event {
        when,
        datetime,
        title,
        by: t!("sample.fact.agency", lang),
        body: receipt.clone(),
        tone,
    };
    let events = [
        event("2026-03-05 09:12", "2026-03-05T09:12+08:00", t!("sample.flow.site", lang), Tone::Going),
        event("2026-03-03 15:40", "2026-03-03T15:40+08:00", t!("sample.flow.accept", lang), Tone::Good),
        event("2026-03-02 10:05", "2026-03-02T10:05+08:00", t!("sample.flow.receive", lang), Tone::Good),
    ];
    let clock = ClockPicture {
        name: t!("sample.clock.decide", lang),
        used: 3,
        total: 10,
        light: Light::Green,
        deadline: t!("sample.clock.day", lang),
        note: t!("sample.clock.provisional", lang),
    };
    let body = html! {
        (heading("990101-SPJY-2026-000042", title))
        (flow_picture(lang, title, &sample_flow(lang)))
        (columns(
            section(t!("sample.case.story", lang), timeline(lang, &events)),
            html! {
                (clock_picture(lang, &clock))
                p { (button_link("/cases/9f/withdrawal", t!("sample.withdraw", lang))) }
            },
        ))
    };
    page(&frame, &Head { wide: true, back: Some("/cases"), ..Head::titled(title) }, body)
}

pub(super) fn desk(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Desk, "/desk");
    let title = t!("sample.nav.tasks", lang);
    let columns = [
        Column::text(t!("sample.desk.case", lang)),
        Column::text(t!("sample.desk.step", lang)),
        Column::text(t!("clock.deadline", lang)),
        Column::number(t!("sample.desk.left", lang)),
    ];
    let row = |number: &str, step: &str, day: &str, left: &str, light| {
        vec![
            html! { a href={ "/desk/cases/" (number) } { (number) } },
            html! { (step) },
            html! { span { (day) " " (light) } },
            html! { (left) },
        ]
    };
    let late = tag(Tone::Bad, t!("clock.red", lang));
    let soon = tag(Tone::Warn, t!("clock.amber", lang));
    let fine = tag(Tone::Good, t!("clock.green", lang));
    let rows = vec![
        row("990101-SPJY-2026-000007", t!("sample.flow.decide", lang), "2026-03-01", "-2", late),
        row("990101-SPJY-2026-000031", t!("sample.flow.site", lang), "2026-03-06", "1", soon),
        row("990101-SPJY-2026-000042", t!("sample.flow.site", lang), "2026-03-17", "7", fine),
    ];
    let tasks = Table { caption: t!("sample.desk.caption", lang), columns: &columns, rows, empty: "" };
    let body = html! {
        (heading(t!("sample.fact.agency", lang), title))
        (table(&tasks))
        (pagination(lang, Some("/desk?before=7"), Some("/desk?after=42")))
    };
    page(&frame, &Head { wide: true, ..Head::titled(title) }, body)
}

pub(super) fn open_figures(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Open, "/open");
    let title = t!("sample.start.figures", lang);
    let body = html! { (heading("", title)) (sample_figures(lang)) };
    page(&frame, &Head { wide: true, ..Head::titled(title) }, body)
}

pub(super) fn clocks(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Admin, "/admin/clocks");
    let title = t!("sample.clock.decide", lang);
    let clock = |used, total, light| ClockPicture {
        name: title,
        used,
        total,
        light,
        deadline: t!("sample.clock.day", lang),
        note: if light == Light::Stopped { t!("sample.clock.stopped", lang) } else { "" },
    };
    let body = html! {
        (heading("", title))
        h2 { (t!("sample.nav.tasks", lang)) }
        @for (used, total, light) in [
            (0, 10, Light::Green), (9, 10, Light::Amber), (12, 10, Light::Red),
            (4, 10, Light::Stopped), (6, 10, Light::Done), (0, 0, Light::Done),
        ] { (clock_picture(lang, &clock(used, total, light))) }
    };
    page(&frame, &Head::titled(title), body)
}

pub(super) fn flows(lang: Lang) -> Markup {
    let frame = frame(lang, Face::Desk, "/desk/cases/9f");
    let title = t!("sample.matter", lang);
    let names = [
        t!("sample.flow.receive", lang),
        t!("sample.flow.accept", lang),
        t!("sample.flow.site", lang),
        t!("sample.flow.long", lang),
        t!("sample.flow.examine", lang),
        t!("sample.flow.decide", lang),
        t!("sample.flow.deliver", lang),
        t!("sample.done.receipt", lang),
    ];
    let states = [FlowState::Done, FlowState::Done, FlowState::Waiting, FlowState::Current];
    let short = FlowPicture {
        nodes: (0..).zip(&names[..3]).map(|(n, it)| node(n, 0, it, FlowState::Done)).collect(),
        edges: vec![("0-0".to_owned(), "1-0".to_owned(), false), ("1-0".to_owned(), "2-0".to_owned(), false)],
    };
    let long = FlowPicture {
        nodes: (0..)
            .zip(names)
            .map(|(n, it)| node(n, 0, it, states.get(usize::from(n)).copied().unwrap_or(FlowState::Future)))
            .collect(),
        edges: (1..8).map(|n: u16| (format!("{}-0", n - 1), format!("{n}-0"), false)).collect(),
    };
    let body = html! {
        (heading("", title))
        div.reading { (flow_picture(lang, title, &short)) }
        (section(t!("sample.case.story", lang), flow_picture(lang, title, &sample_flow(lang))))
        (section(t!("sample.flow.long", lang), flow_picture(lang, title, &long)))
        (section(t!("sample.empty.title", lang), flow_picture(lang, title, &FlowPicture::default())))
    };
    page(&frame, &Head { wide: true, ..Head::titled(title) }, body)
}

pub(super) fn sample_figures(lang: Lang) -> Markup {
    let of = |value, name, note| Figure { value, name, note };
    figures(&[
        of("1,284", t!("sample.figure.decided", lang), t!("sample.figure.month", lang)),
        of("98.7%", t!("sample.figure.on_time", lang), t!("sample.figure.month", lang)),
        of("3.2", t!("sample.figure.days", lang), t!("sample.figure.median", lang)),
        of("0", t!("sample.figure.asked_twice", lang), ""),
    ])
}

/// Two agencies in parallel, a way back and a way around.
fn sample_flow(lang: Lang) -> FlowPicture {
    let edge = |from: &str, to: &str, back| (from.to_owned(), to.to_owned(), back);
    FlowPicture {
        nodes: vec![
            node(0, 0, t!("sample.flow.receive", lang), FlowState::Done),
            node(1, 0, t!("sample.flow.accept", lang), FlowState::Done),
            node(2, 0, t!("sample.flow.examine", lang), FlowState::Current),
            node(2, 1, t!("sample.flow.site", lang), FlowState::Waiting),
            node(3, 0, t!("sample.flow.decide", lang), FlowState::Future),
            node(4, 0, t!("sample.flow.deliver", lang), FlowState::Future),
            node(4, 1, t!("sample.flow.long", lang), FlowState::Future),
        ],
        edges: vec![
            edge("0-0", "1-0", false),
            edge("1-0", "2-0", false),
            edge("1-0", "2-1", false),
            edge("2-0", "3-0", false),
            edge("2-1", "3-0", false),
            edge("3-0", "4-0", false),
            edge("3-0", "4-1", false),
            edge("3-0", "2-0", true),
            edge("0-0", "nowhere", false),
        ],
    }
}

fn node(column: u16, row: u16, label: &str, state: FlowState) -> FlowNode {
    FlowNode { key: format!("{column}-{row}"), label: label.to_owned(), column, row, state }
}
