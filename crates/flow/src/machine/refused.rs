//! Why the machine does not take an event.
//! Knows who is to act on it, so that callers can hand it on as it is.

use std::fmt;

use kit::{Error, Refusal};

/// Why an event was not taken; the state is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has not begun.
    NotBegun,
    /// It has begun before.
    AlreadyBegun,
    /// It has ended.
    Ended,
    /// The graph has no such node.
    UnknownNode,
    /// The node is not open.
    NotOpen,
    /// The node is open, but for another time than was meant.
    WrongVisit,
    /// The node has no such outcome.
    UnknownOutcome,
    /// The node does not wait for an event of this kind.
    NotAsked,
    /// The step has no such seat.
    UnknownSeat,
    /// This seat has spoken.
    SeatConcluded,
    /// There is such a seat already.
    SeatTaken,
    /// A step has only so many seats.
    TooManySeats,
    /// A reviewer that was asked has not answered yet.
    AwaitsReviewer,
    /// What was concluded cannot be taken back any more.
    TooLate,
    /// Only what has ended can be revoked.
    NotEnded,
    /// Only a step can send back.
    MayNotReturn,
    /// Sent back to where the process has not been, or already is.
    NotPassed,
    /// Sent back across branches that run side by side.
    InAnotherBranch,
    /// The node was opened too often.
    TooManyVisits,
    /// The state is not one of this graph's.
    ForeignState,
}

impl Refused {
    /// Its code, as `flow.what`.
    pub fn code(self) -> &'static str {
        match self {
            Refused::NotBegun => "flow.not_begun",
            Refused::AlreadyBegun => "flow.already_begun",
            Refused::Ended => "flow.ended",
            Refused::UnknownNode => "flow.unknown_node",
            Refused::NotOpen => "flow.not_open",
            Refused::WrongVisit => "flow.wrong_visit",
            Refused::UnknownOutcome => "flow.unknown_outcome",
            Refused::NotAsked => "flow.not_asked",
            Refused::UnknownSeat => "flow.unknown_seat",
            Refused::SeatConcluded => "flow.seat_concluded",
            Refused::SeatTaken => "flow.seat_taken",
            Refused::TooManySeats => "flow.too_many_seats",
            Refused::AwaitsReviewer => "flow.awaits_reviewer",
            Refused::TooLate => "flow.too_late",
            Refused::NotEnded => "flow.not_ended",
            Refused::MayNotReturn => "flow.may_not_return",
            Refused::NotPassed => "flow.not_passed",
            Refused::InAnotherBranch => "flow.in_another_branch",
            Refused::TooManyVisits => "flow.too_many_visits",
            Refused::ForeignState => "flow.foreign_state",
        }
    }
}

/// A state of another graph is our fault; everything else is the caller's to mend.
impl From<Refused> for Error {
    fn from(it: Refused) -> Self {
        match it {
            Refused::ForeignState => Error::Fault(Box::new(it)),
            _ => Refusal::conflict(it.code()).into(),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refused {}
