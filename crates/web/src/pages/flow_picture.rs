//! The way of a case as a picture: steps on a grid and the arrows between them, with the same in words below.
//! Knows no flow engine: where each step stands is given.

mod drawing;
mod label;

use kit::{Lang, t};
use maud::{Markup, html};

use self::drawing::{ACROSS, ACROSS_FEW, DOWN, draw};
use super::{Tone, tag};

/// More steps than this are not drawn, only listed.
pub(super) const NODES_MAX: usize = 64;

/// So few columns are drawn across even where the text is narrow.
const COLUMNS_FEW_MAX: u16 = 4;

/// More columns than this are drawn downwards on every screen.
const COLUMNS_ACROSS_MAX: u16 = 7;

/// A process as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct FlowPicture {
    /// The steps, in the order they are read.
    pub nodes: Vec<FlowNode>,
    /// Arrows as (from, to, back), by keys; those to unknown keys are not drawn.
    pub edges: Vec<(String, String, bool)>,
}

/// A step as it is drawn.
#[derive(Clone, Debug)]
pub struct FlowNode {
    /// Its key in the process.
    pub key: String,
    /// Its name.
    pub label: String,
    /// How far along.
    pub column: u16,
    /// Which of those at the same time.
    pub row: u16,
    /// How far it is.
    pub state: FlowState,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowState {
    /// Over.
    Done,
    /// Being done now.
    Current,
    /// Stands still until something comes.
    Waiting,
    /// Not reached.
    Future,
}

/// The picture called `name`, and its steps as a list.
pub fn flow_picture(lang: Lang, name: &str, picture: &FlowPicture) -> Markup {
    if picture.nodes.is_empty() {
        return Markup::default();
    }
    let drawn = picture.nodes.len() <= NODES_MAX;
    let columns = picture.nodes.iter().map(|it| it.column).max().unwrap_or_default().saturating_add(1);
    let across = columns <= COLUMNS_ACROSS_MAX;
    let layout = if columns <= COLUMNS_FEW_MAX { &ACROSS_FEW } else { &ACROSS };
    let done = picture.nodes.iter().filter(|it| it.state == FlowState::Done).count();
    let label = t!("flow.summary", lang, name = name, done = done, total = picture.nodes.len());
    html! {
        figure.flow {
            @if drawn && across { (draw(picture, layout, &label)) }
            @if drawn { (draw(picture, &DOWN, &label)) }
            figcaption {
                details open[!drawn] {
                    summary { span { (t!("flow.in_words", lang)) } }
                    div.details-body { (in_words(lang, picture)) }
                }
            }
        }
    }
}

fn in_words(lang: Lang, picture: &FlowPicture) -> Markup {
    html! {
        ol.flow-list {
            @for it in &picture.nodes { li { (it.label) " " (it.state.tag(lang)) } }
        }
    }
}

impl FlowPicture {
    fn node(&self, key: &str) -> Option<&FlowNode> {
        self.nodes.iter().find(|it| it.key == key)
    }
}

impl FlowState {
    fn class(self) -> &'static str {
        match self {
            FlowState::Done => "done",
            FlowState::Current => "current",
            FlowState::Waiting => "waiting",
            FlowState::Future => "future",
        }
    }

    fn tag(self, lang: Lang) -> Markup {
        match self {
            FlowState::Done => tag(Tone::Good, t!("flow.done", lang)),
            FlowState::Current => tag(Tone::Going, t!("flow.current", lang)),
            FlowState::Waiting => tag(Tone::Warn, t!("flow.waiting", lang)),
            FlowState::Future => tag(Tone::Neutral, t!("flow.future", lang)),
        }
    }
}
