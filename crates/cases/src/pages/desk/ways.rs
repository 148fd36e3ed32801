//! The ways beside the ordinary one: asking a colleague, sending the case back, taking back; who has still to speak.
//! Each has a page of its own; what may be done, the actions say.

use axum::extract::Path;
use kit::{Lang, OfficialId, Result, t};
use maud::{Markup, html};
use web::{
    Answer, Ctx, Posted,
    pages::{
        Choice, Column, Face, Frame, Table, TextArea, button, button_link, buttons, details, form, heading,
        inset, prose, radios, select, table, textarea, warning_text,
    },
    redirect,
};

use super::{
    Sheet, done,
    file::FileView,
    form::{field, words as words_field},
    is_done, words, wrong,
};
use crate::{
    actions::{self, TaskView},
    model::{Conclusion, Task, TaskId, WORDS_MAX},
};

/// One of the three pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Reviewer,
    Return,
    TakeBack,
}

impl Way {
    /// What stands behind the task in its address.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Way::Reviewer => "reviewer",
            Way::Return => "return",
            Way::TakeBack => "taking-back",
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Way::Reviewer => t!("desk.ways.reviewer", lang),
            Way::Return => t!("desk.ways.return", lang),
            Way::TakeBack => t!("desk.ways.take_back", lang),
        }
    }
}

pub(super) async fn show_reviewer(ctx: Ctx, id: Path<String>) -> Answer {
    show(ctx, &id, Way::Reviewer).await
}

pub(super) async fn show_return(ctx: Ctx, id: Path<String>) -> Answer {
    show(ctx, &id, Way::Return).await
}

pub(super) async fn show_taking_back(ctx: Ctx, id: Path<String>) -> Answer {
    show(ctx, &id, Way::TakeBack).await
}

pub(super) async fn ask(ctx: Ctx, id: Path<String>, posted: Posted) -> Answer {
    go(ctx, &id, Way::Reviewer, posted).await
}

pub(super) async fn send_back(ctx: Ctx, id: Path<String>, posted: Posted) -> Answer {
    go(ctx, &id, Way::Return, posted).await
}

pub(super) async fn take_back(ctx: Ctx, id: Path<String>, posted: Posted) -> Answer {
    go(ctx, &id, Way::TakeBack, posted).await
}

async fn show(ctx: Ctx, id: &str, way: Way) -> Answer {
    let task = task_of(&ctx, id).await?;
    let view = FileView::open(&ctx, &task.case, Some(&task.id)).await?;
    sheet(&ctx.frame(Face::Desk), &view, &task, way).answer(&ctx)
}

async fn task_of(ctx: &Ctx, id: &str) -> Result<Task> {
    let (by, id) = (ctx.by.clone(), TaskId::parse(id)?);
    ctx.store.read(move |read| actions::task_with_matter(read, &by, &id).map(|it| it.0)).await
}

async fn go(ctx: Ctx, id: &str, way: Way, posted: Posted) -> Answer {
    let task = task_of(&ctx, id).await?;
    match put(&ctx, &task, way, &posted).await {
        Ok(path) => Ok(redirect(&path)),
        Err(err) if is_done(&err) => done::answer(&ctx, &task).await,
        Err(err) => {
            let field_of = |about: &str| match (way, about) {
                (Way::Reviewer, _) => "official".to_owned(),
                (Way::Return, "words") => "words".to_owned(),
                (Way::Return | Way::TakeBack, _) => "to".to_owned(),
            };
            let wrong = wrong(&ctx, err, field_of)?;
            let view = FileView::open(&ctx, &task.case, Some(&task.id)).await?;
            let view = FileView { typed: posted, wrong, ..view };
            sheet(&ctx.frame(Face::Desk), &view, &task, way).answer(&ctx)
        }
    }
}

async fn put(ctx: &Ctx, task: &Task, way: Way, posted: &Posted) -> Result<String> {
    let (by, id, key) = (ctx.by.clone(), task.id.clone(), posted.key.clone());
    let (to, said) = (posted.get("to").to_owned(), posted.get("words").to_owned());
    let official = OfficialId::parse(posted.get("official"));
    let path = format!("/desk/cases/{}?done={}", task.case, way.noun());
    let write = move |tx: &mut store::Tx<'_>| {
        acts::once(tx, &key, &by, |tx| {
            match way {
                Way::Reviewer => {
                    let unknown = |_| kit::Refusal::invalid("official", "reviewer.unknown");
                    actions::ask_reviewer(tx, &by, &id, official.as_ref().map_err(unknown)?)?;
                }
                Way::Return => actions::send_back(tx, &by, &id, &to, &said)?,
                Way::TakeBack => actions::take_back(tx, &by, &id)?,
            }
            Ok(path.clone())
        })
    };
    ctx.store.write(write).await
}

pub(super) fn sheet(frame: &Frame, view: &FileView, task: &Task, way: Way) -> Sheet {
    let lang = frame.lang;
    let case = &view.case().case;
    let file = format!("/desk/cases/{}?task={}", case.id, task.id);
    let ways = &view.desk.ways;
    let asked = match way {
        Way::Reviewer if ways.reviewers.is_empty() => None,
        Way::Return if ways.return_to.is_empty() => None,
        Way::TakeBack if !ways.take_back.contains(&task.id) => None,
        Way::Reviewer => Some(reviewer(lang, view)),
        Way::Return => Some(earlier(lang, view)),
        Way::TakeBack => Some(warning_text(lang, html! { (t!("desk.ways.take_back_words", lang)) })),
    };
    let title = format!("{} · {}", way.title(lang), words::duty(lang, &task.duty));
    let action = format!("/desk/tasks/{}/{}", task.id, way.noun());
    let body = html! {
        (view.wrong.summary(lang))
        (heading(&case.number, &title))
        @match asked {
            Some(asked) => (form(frame, &action, Some(&view.key), html! {
                (asked)
                (buttons(html! { (button(way.title(lang))) (button_link(&file, t!("desk.gone.file", lang))) }))
            })),
            None => {
                (prose(t!("desk.ways.not_now", lang)))
                (buttons(button_link(&file, t!("desk.gone.file", lang))))
            },
        }
    };
    Sheet { title, back: None, wide: false, error: !view.wrong.is_empty(), body }
}

fn reviewer(lang: Lang, view: &FileView) -> Markup {
    let chosen = view.typed.get("official");
    let choices: Vec<_> =
        view.desk.ways.reviewers.iter().map(|(id, name)| Choice::new(id.as_str(), name, chosen)).collect();
    let asked = field(view, "official", t!("desk.ways.whom", lang)).hint(t!("desk.ways.whom_hint", lang));
    select(lang, &asked, &choices)
}

fn earlier(lang: Lang, view: &FileView) -> Markup {
    let chosen = view.typed.get("to");
    let names: Vec<_> =
        view.desk.ways.return_to.iter().map(|key| (key.as_str(), name_of(lang, view, key))).collect();
    let choices: Vec<_> = names.iter().map(|(key, name)| Choice::new(key, name, chosen)).collect();
    let why = field(view, "words", t!("desk.ways.why", lang)).hint(t!("desk.ways.why_hint", lang));
    let area = TextArea { value: view.typed.get("words"), rows: 4, chars_max: WORDS_MAX };
    html! {
        (inset(html! { p { (t!("desk.ways.return_words", lang)) } }))
        (radios(lang, &field(view, "to", t!("desk.ways.where", lang)), &choices))
        (textarea(lang, &why, &area))
    }
}

fn name_of(lang: Lang, view: &FileView, key: &str) -> String {
    let matter = &view.case().matter;
    let label = matter.flow.find(key).and_then(|it| it.label.as_ref());
    let duty = words::duty(lang, matter.duty_of(key).unwrap_or_default());
    label.map_or(duty, |it| it.say(lang)).to_owned()
}

/// What may be done beside concluding the task at hand, and what was concluded and can be taken back.
pub(super) fn links(lang: Lang, view: &FileView) -> Markup {
    let ways = &view.desk.ways;
    let at_hand = view.desk.at_hand.as_ref().map(|it| &it.task.task.id);
    let link = |task: &TaskId, way: Way| {
        html! { li { a href={ "/desk/tasks/" (task) "/" (way.noun()) } { (way.title(lang)) } } }
    };
    let done = view.case().tasks.iter().filter(|it| ways.take_back.contains(&it.task.id));
    let done: Vec<_> = done.collect();
    if done.is_empty() && ways.reviewers.is_empty() && ways.return_to.is_empty() {
        return Markup::default();
    }
    details(
        t!("desk.ways", lang),
        html! {
            ul.plain-list {
                @if let Some(task) = at_hand {
                    @if !ways.reviewers.is_empty() { (link(task, Way::Reviewer)) }
                    @if !ways.return_to.is_empty() { (link(task, Way::Return)) }
                }
                @for it in done {
                    li { a href={ "/desk/tasks/" (it.task.id) "/" (Way::TakeBack.noun()) } {
                        (Way::TakeBack.title(lang)) " · " (words::duty(lang, &it.task.duty))
                    } }
                }
            }
        },
    )
}

/// Every seat of the steps that have several: whose it is, what they said, and who has still to answer.
pub(super) fn seats(lang: Lang, view: &FileView) -> Markup {
    let tasks = &view.case().tasks;
    let open = |it: &TaskView| (it.task.node.clone(), it.task.visit);
    let waiting: Vec<_> = tasks.iter().filter(|it| it.task.ended_at.is_none()).map(open).collect();
    let seated: Vec<_> = tasks
        .iter()
        .filter(|it| it.task.seat.is_some())
        .map(open)
        .filter(|it| waiting.contains(it))
        .collect();
    let shown = tasks.iter().filter(|it| seated.contains(&open(it)));
    let rows: Vec<_> = shown.map(|it| row(lang, view, it)).collect();
    if rows.is_empty() {
        return Markup::default();
    }
    let columns = [t!("desk.seats.who", lang), t!("desk.seats.duty", lang), t!("desk.seats.said", lang)];
    let columns = columns.map(Column::text);
    html! {
        section #seats { (table(&Table { caption: t!("desk.seats", lang), columns: &columns, rows, empty: "" })) }
    }
}

fn row(lang: Lang, view: &FileView, it: &TaskView) -> Vec<Markup> {
    let agency = it.agency.as_ref().map_or(t!("desk.applicant", lang), |it| it.say(lang));
    let asked = it.task.seat.as_deref().filter(|_| it.task.duty == Conclusion::REVIEW);
    let said = match &it.task.outcome {
        Some(outcome) => words::outcome(lang, outcome),
        None => t!("desk.seats.waiting", lang),
    };
    let opinion = it.result.as_ref().and_then(|it| it["words"].as_str()).unwrap_or_default();
    vec![
        html! { @if let Some(id) = asked { (view.official(lang, id)) ", " } (agency) },
        html! { (words::duty(lang, &it.task.duty)) },
        html! { (said) @if !opinion.is_empty() { ": " (opinion) } },
    ]
}

/// The form of a colleague whose opinion was asked.
pub(super) fn opinion(lang: Lang, view: &FileView) -> Markup {
    let chosen = view.typed.get("outcome");
    let [agreed, objected] = flow::OPINIONS;
    let choices = [
        Choice::new(agreed, t!("desk.outcome.agreed", lang), chosen),
        Choice {
            opens: Some(words_field(lang, view, "words", t!("desk.opinion.why", lang), true)),
            ..Choice::new(objected, t!("desk.outcome.objected", lang), chosen)
        },
    ];
    radios(lang, &field(view, "outcome", t!("desk.opinion.question", lang)), &choices)
}
