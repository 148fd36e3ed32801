//! Runs a checked graph: a state and an event give a state and commands, the same ones every time.
//! Knows no clock and no store; who carries out the commands is not its affair.

mod back;
mod moved;
mod refused;
mod run;
mod seats;
mod state;

pub use moved::migrate;
pub use refused::Refused;
pub use seats::OPINIONS;
pub use state::{Seat, State};

use crate::{Checked, Kind};

use run::Run;

/// The outcome of a process its applicant withdrew.
pub const WITHDRAWN: &str = "withdrawn";
/// How often one node may be opened; a process can still be withdrawn or cancelled after that.
pub const VISITS_MAX: u32 = 1000;

/// What happened. A `visit` says which opening of the node was meant, so that an answer to an earlier one does
/// not count; a `seat` is nothing where the node has only its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The process begins.
    Begun,
    /// Somebody said the outcome of a seat at an open step, or of an open wait.
    Done {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// Which seat of it.
        seat: Option<String>,
        /// The outcome; of an added reviewer one of [`OPINIONS`].
        outcome: String,
    },
    /// The list was counted that a step has a seat for each of.
    Counted {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// How many.
        n: usize,
    },
    /// The table of a choice came to this.
    Chosen {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// The outcome.
        outcome: String,
    },
    /// The message came, or the child case ended.
    Arrived {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// With what.
        outcome: String,
    },
    /// The time of a node ran out.
    TimedOut {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
    },
    /// Who sits on an open seat asks a further reviewer 加签, and cannot conclude before their opinion is there.
    SeatAdded {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// Who asks.
        by: Option<String>,
        /// Who is asked: a word of the runner's, not yet a seat of this opening.
        seat: String,
    },
    /// The official at an open step sends the process back 退回 to a step or wait it has passed. Sent back out of
    /// a branch, the other branches fall away; sent back into one, the other branches stand as done.
    Returned {
        /// The step it is sent back from.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// Whose seat of it.
        seat: Option<String>,
        /// The step or wait it is sent back to.
        to: String,
    },
    /// Who concluded a step takes it back 撤回, while nobody has concluded anything that this opened. The step
    /// opens anew, with all of its seats.
    TakenBack {
        /// The step.
        node: String,
        /// Which opening of it was concluded.
        visit: u32,
    },
    /// The applicant withdrew.
    Withdrawn,
    /// Somebody with the power to do so ended it, with this outcome.
    Cancelled {
        /// The outcome.
        outcome: String,
    },
    /// What an ended process came to is revoked.
    Revoked {
        /// The outcome from now on.
        outcome: String,
    },
}

/// What is to be done now. Closings come first, then undoings, then openings, then the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open a task at a seat of this node.
    Open {
        /// The node.
        node: String,
        /// Which opening of it this is, from 1.
        visit: u32,
        /// Which seat.
        seat: Option<String>,
    },
    /// What is open here falls away: the task of a seat, a message awaited, a child case.
    Close {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// Which seat.
        seat: Option<String>,
    },
    /// Count this list and say so at once.
    Count {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// The list.
        each: String,
    },
    /// Ask this table and say at once what it comes to.
    Choose {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// The table.
        table: String,
    },
    /// Say so when this message arrives.
    Await {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// The message.
        message: String,
    },
    /// Open a case of its own and say so when it has ended.
    OpenChild {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// Of which matter.
        matter: String,
    },
    /// Say so when the time of this node has run out.
    Arm {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
        /// How long.
        limit: String,
    },
    /// The time of this node does not matter any more.
    Disarm {
        /// The node.
        node: String,
        /// Which opening of it.
        visit: u32,
    },
    /// Undo what was done at this node; of several the last comes first.
    Undo {
        /// The node.
        node: String,
        /// How.
        duty: String,
    },
    /// The process ended.
    End {
        /// With what.
        outcome: String,
    },
}

/// What an event makes of a state, and what is to be done about it.
pub fn step(graph: &Checked, state: &State, event: Event) -> Result<(State, Vec<Command>), Refused> {
    state.fits(graph)?;
    if let Event::Revoked { outcome } = event {
        return revoke(graph, state, outcome);
    }
    if state.ended().is_some() {
        return Err(Refused::Ended);
    }
    if state.has_begun() == (event == Event::Begun) {
        return Err(if state.has_begun() { Refused::AlreadyBegun } else { Refused::NotBegun });
    }
    let mut run = Run::of(graph, state);
    match event {
        Event::Begun => run.go_on(graph.ways[graph.start][0].to)?,
        Event::Done { node, visit, seat, outcome } => run.say((&node, visit), seat.as_deref(), &outcome)?,
        Event::Counted { node, visit, n } => run.count((&node, visit), n)?,
        Event::Chosen { node, visit, outcome } => run.choose((&node, visit), &outcome)?,
        Event::Arrived { node, visit, outcome } => {
            let awaits = |it: &Kind| matches!(it, Kind::Message { .. } | Kind::Child { .. });
            let from = run.at((&node, visit), awaits)?;
            run.leave(from, Some(""));
            run.conclude(from, &outcome, true)?;
        }
        Event::TimedOut { node, visit } => {
            let from = run.at((&node, visit), |it| it.after().is_some())?;
            let outcome = graph.nodes[from].kind.after().map(|it| it.on.clone()).unwrap_or_default();
            run.leave(from, None);
            run.commands.retain(|it| !matches!(it, Command::Disarm { .. }));
            run.conclude(from, &outcome, false)?;
        }
        Event::SeatAdded { node, visit, by, seat } => run.add_seat((&node, visit), by.as_deref(), &seat)?,
        Event::Returned { node, visit, seat, to } => {
            run.send_back((&node, visit), seat.as_deref(), &to)?;
        }
        Event::TakenBack { node, visit } => run.take_back(&node, visit)?,
        Event::Withdrawn => run.give_up(WITHDRAWN),
        Event::Cancelled { outcome } => run.give_up(&outcome),
        Event::Revoked { .. } => return Err(Refused::NotEnded),
    }
    Ok(run.finish())
}

/// Only what has ended can be revoked; what it did is undone, the last first.
fn revoke(graph: &Checked, state: &State, outcome: String) -> Result<(State, Vec<Command>), Refused> {
    if state.ended().is_none() {
        return Err(Refused::NotEnded);
    }
    let mut run = Run::of(graph, state);
    run.undo();
    run.state.ended = Some(outcome);
    Ok(run.finish())
}
