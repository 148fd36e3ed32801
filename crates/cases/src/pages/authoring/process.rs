//! The process of a draft: drawn, with what is wrong marked, and forms to put a step in, change one or take it out.
//! Knows no engine; whether a process can be run, the check says.

use axum::extract::Path;
use flow::{Kind, Next, Node};
use kit::{Lang, t};
use maud::{Markup, html};
use serde_json::json;
use web::{
    Answer, Ctx, Posted,
    pages::{
        Column, Field, FlowPicture, Frame, Table, TextInput, Tone, button, buttons, flow_picture, form,
        hidden, section, table, tag, text_input,
    },
};

use super::{
    Desk, done,
    field::{one_of, word},
    part::{back_to, deed, name_of},
    revision_of,
};
use crate::{
    actions,
    model::{Matter, Published, draft::Edit},
    pages::portal::way::Way,
};

/// What an official can be given to do in a step that only goes on.
const DUTIES: [&str; 2] = ["examine", "inspect"];
/// What stands between a node and one of its outcomes.
const BETWEEN: char = '/';

/// Puts a step in.
pub(super) async fn add(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Answer {
    let (node, outcome) = posted.get("after").split_once(BETWEEN).unwrap_or((posted.get("after"), ""));
    let step = json!({
        "label": { "zh": posted.get("zh"), "en": posted.get("en") },
        "role": posted.get("role"),
        "duty": posted.get("duty"),
    });
    let outcome = Some(outcome).filter(|it| !it.is_empty()).map(str::to_owned);
    let edits = [Edit::StepAfter { node: node.to_owned(), outcome, step }];
    let revision = revision_of(&posted);
    done(&ctx, &posted.key, move |tx, by| {
        actions::edit_draft(tx, by, &id, revision, &edits)?;
        Ok(format!("/admin/matters/{id}/part?at=flow"))
    })
    .await
}

pub(super) fn process_page(frame: &Frame, key: &str, desk: &Desk) -> Markup {
    let lang = frame.lang;
    let matter = &desk.view.matter;
    html! {
        @match picture(lang, desk) {
            Some(it) => (flow_picture(lang, matter.name.say(lang), &it)),
            None => p { (t!("author.not_drawn", lang)) },
        }
        (table(&Table {
            caption: t!("author.steps", lang),
            columns: &[
                Column::text(t!("part.Node", lang)),
                Column::text(t!("field.role", lang)),
                Column::text(t!("field.duty", lang)),
                Column::text(t!("author.change", lang)),
            ],
            rows: matter.flow.nodes.iter().enumerate().map(|(n, it)| row(frame, key, desk, n, it)).collect(),
            empty: "",
        }))
        @if desk.is_open() { (section(t!("author.step_add", lang), adding(frame, key, desk))) }
        (back_to(lang, desk))
    }
}

/// The picture with what is wrong marked; nothing where the process does not hold together.
fn picture(lang: Lang, desk: &Desk) -> Option<FlowPicture> {
    let published = Published::new(desk.view.matter.clone()).ok()?;
    let mut picture = Way::of(&published).picture(lang);
    for node in &mut picture.nodes {
        let at = desk.view.matter.flow.nodes.iter().position(|it| it.key == node.key);
        if at.is_some_and(|n| desk.errors_at(&format!("flow.nodes.{n}")).next().is_some()) {
            node.label = t!("author.marked", lang, name = node.label);
        }
    }
    Some(picture)
}

fn row(frame: &Frame, key: &str, desk: &Desk, n: usize, node: &Node) -> Vec<Markup> {
    let lang = frame.lang;
    let path = format!("flow.nodes.{n}");
    let name = name_of(lang, &serde_json::to_value(node).unwrap_or_default());
    let n_wrong = desk.errors_at(&path).count();
    let (role, duty, is_plain) = match &node.kind {
        Kind::Step { role, duty, next, .. } => (role.as_str(), duty.as_str(), matches!(next, Next::One(_))),
        Kind::Wait { duty, .. } => ("", duty.as_str(), false),
        _ => ("", "", false),
    };
    let role = desk.view.matter.roles.iter().find(|it| it.key == role).map_or("", |it| it.name.say(lang));
    vec![
        html! {
            a href=(desk.part_path(&path)) { (name) }
            @if 0 < n_wrong { " " (tag(Tone::Warn, &t!("author.n_problems", lang, n = n_wrong))) }
        },
        html! { (role) },
        html! { @if !duty.is_empty() { (word(lang, duty)) } },
        html! {
            @if is_plain && desk.is_open() {
                (deed(frame, &format!("{key}-{n}"), desk, ("remove", &path), t!("author.remove", lang), &name))
            }
        },
    ]
}

fn adding(frame: &Frame, key: &str, desk: &Desk) -> Markup {
    let lang = frame.lang;
    let matter = &desk.view.matter;
    let roles = matter.roles.iter().map(|it| (it.key.clone(), it.name.say(lang).to_owned()));
    let duties = DUTIES.iter().map(|it| ((*it).to_owned(), word(lang, it)));
    form(
        frame,
        &format!("{}/steps", desk.path()),
        Some(&format!("{key}-step")),
        html! {
            (hidden("revision", &desk.view.draft.revision.to_string()))
            (one_of(lang, &Field::new("after", t!("author.step_after", lang)), ways(lang, matter).into_iter(), ""))
            (text_input(lang, &Field::new("zh", t!("author.step_zh", lang)), &TextInput::default()))
            (text_input(lang, &Field::new("en", t!("author.step_en", lang)), &TextInput::default()))
            (one_of(lang, &Field::new("role", t!("field.role", lang)), roles, ""))
            (one_of(lang, &Field::new("duty", t!("field.duty", lang)), duties, DUTIES[0]))
            (buttons(button(t!("author.step_add.do", lang))))
        },
    )
}

/// Where a step can be put: behind what leads one way, and behind each outcome of what leads several.
fn ways(lang: Lang, matter: &Matter) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for node in &matter.flow.nodes {
        let name = name_of(lang, &serde_json::to_value(node).unwrap_or_default());
        match &node.kind {
            Kind::Start { .. } | Kind::Join { .. } => all.push((node.key.clone(), name)),
            Kind::Step { next: Next::One(_), .. } | Kind::Wait { next: Next::One(_), .. } => {
                all.push((node.key.clone(), name));
            }
            Kind::Step { next: Next::By(edges), .. } | Kind::Wait { next: Next::By(edges), .. } => {
                for it in edges {
                    let outcome = it.label.as_ref().map_or(it.on.as_str(), |it| it.say(lang));
                    all.push((format!("{}{BETWEEN}{}", node.key, it.on), format!("{name}: {outcome}")));
                }
            }
            _ => {}
        }
    }
    all
}
