//! The seats of a step: who has still to speak, who was added, and when what they said is the step's outcome.
//! Knows seats by opaque words; who sits on one is not its affair.

use std::collections::BTreeMap;

use crate::{KEY_BYTES_MAX, Kind, SEATS_MAX};

use super::{
    Command, Refused,
    run::{Meant, Run},
    state::Seat,
};

/// What an added reviewer can say. It does not count among the outcomes: who asked answers for the step.
pub const OPINIONS: [&str; 2] = ["agreed", "objected"];

impl Run<'_> {
    /// Makes the seats of a node that was opened.
    pub(super) fn seat(&mut self, node: usize, words: Vec<String>) -> Vec<Command> {
        let key = &self.graph.nodes[node].key;
        let visit = self.state.visits(key);
        let open = |it: &String| Command::Open { node: key.clone(), visit, seat: Some(it.clone()) };
        let commands = words.iter().map(open).collect();
        let seats = words.into_iter().map(|it| (it, Seat::default())).collect();
        self.state.seats.insert(key.clone(), seats);
        commands
    }

    /// A list was counted: a seat for each, called `1`, `2` and so on. Of an empty one all agree.
    pub(super) fn count(&mut self, meant: Meant<'_>, n: usize) -> Result<(), Refused> {
        let node = self.at(meant, |it| it.each().is_some())?;
        if self.state.seats.contains_key(meant.0) {
            return Err(Refused::NotAsked);
        }
        if n > SEATS_MAX {
            return Err(Refused::TooManySeats);
        }
        let commands = self.seat(node, (1..=n).map(|it| it.to_string()).collect());
        self.commands.extend(commands);
        if n > 0 {
            return Ok(());
        }
        let Kind::Step { review: Some(review), .. } = &self.graph.nodes[node].kind else {
            return Err(Refused::NotAsked);
        };
        let outcome = review.agree_on.clone();
        self.leave(node, None);
        self.conclude(node, &outcome, true)
    }

    /// Somebody said an outcome at a step or a wait.
    pub(super) fn say(&mut self, meant: Meant<'_>, seat: Option<&str>, outcome: &str) -> Result<(), Refused> {
        let node = self.at(meant, |it| matches!(it, Kind::Step { .. } | Kind::Wait { .. }))?;
        let kind = &self.graph.nodes[node].kind;
        let word = seat.unwrap_or_default();
        let mut seats = self.seats_of(node)?;
        let it = open_seat(&seats, word)?;
        if seats.values().any(|it| it.asked_by.as_deref() == Some(word) && it.outcome.is_none()) {
            return Err(Refused::AwaitsReviewer);
        }
        let known = if it.asked_by.is_some() { OPINIONS.to_vec() } else { kind.outcomes() };
        if !known.contains(&outcome) {
            return Err(Refused::UnknownOutcome);
        }
        seats.insert(word.to_owned(), Seat { outcome: Some(outcome.to_owned()), ..it });
        let settled = settled(kind, &seats, word);
        self.state.seats.insert(meant.0.to_owned(), seats);
        let Some(outcome) = settled else {
            self.touch(meant.0);
            return Ok(());
        };
        self.leave(node, Some(word));
        if matches!(kind, Kind::Step { .. }) {
            self.moved_by(node);
        }
        self.conclude(node, &outcome, true)
    }

    /// Asks a further reviewer.
    pub(super) fn add_seat(&mut self, meant: Meant<'_>, by: Option<&str>, seat: &str) -> Result<(), Refused> {
        let node = self.at(meant, |it| matches!(it, Kind::Step { .. }))?;
        let mut seats = self.seats_of(node)?;
        let by = by.unwrap_or_default();
        open_seat(&seats, by)?;
        if seat.trim().is_empty() || seat.len() > KEY_BYTES_MAX {
            return Err(Refused::UnknownSeat);
        }
        if seats.contains_key(seat) {
            return Err(Refused::SeatTaken);
        }
        if seats.len() == SEATS_MAX {
            return Err(Refused::TooManySeats);
        }
        seats.insert(seat.to_owned(), Seat { outcome: None, asked_by: Some(by.to_owned()) });
        self.state.seats.insert(meant.0.to_owned(), seats);
        self.touch(meant.0);
        let (node, visit) = (meant.0.to_owned(), meant.1);
        self.commands.push(Command::Open { node, visit, seat: Some(seat.to_owned()) });
        Ok(())
    }

    /// The seats of an open node; its own where nothing more is known. Not before they were counted.
    fn seats_of(&self, node: usize) -> Result<BTreeMap<String, Seat>, Refused> {
        let it = &self.graph.nodes[node];
        match self.state.seats.get(&it.key) {
            Some(seats) => Ok(seats.clone()),
            None if matches!(it.kind, Kind::Step { review: Some(_), .. }) => Err(Refused::UnknownSeat),
            None => Ok(BTreeMap::from([(String::new(), Seat::default())])),
        }
    }

    /// Whether this seat of an open node is there and has still to speak.
    pub(super) fn check_seat(&self, node: usize, seat: Option<&str>) -> Result<(), Refused> {
        open_seat(&self.seats_of(node)?, seat.unwrap_or_default()).map(|_| ())
    }
}

fn open_seat(seats: &BTreeMap<String, Seat>, word: &str) -> Result<Seat, Refused> {
    match seats.get(word) {
        None => Err(Refused::UnknownSeat),
        Some(it) if it.outcome.is_some() => Err(Refused::SeatConcluded),
        Some(it) => Ok(it.clone()),
    }
}

/// What the step comes to now that this seat has spoken. Added reviewers only give their opinion.
fn settled(kind: &Kind, seats: &BTreeMap<String, Seat>, spoke: &str) -> Option<String> {
    if seats.get(spoke).is_some_and(|it| it.asked_by.is_some()) {
        return None;
    }
    let Kind::Step { review: Some(review), .. } = kind else {
        return seats.get(spoke).and_then(|it| it.outcome.clone());
    };
    let own: Vec<_> = seats.values().filter(|it| it.asked_by.is_none()).collect();
    let n_agreed = own.iter().filter(|it| it.outcome.as_ref() == Some(&review.agree_on)).count();
    let n_open = own.iter().filter(|it| it.outcome.is_none()).count();
    review.settled(n_agreed, n_open, own.len()).map(str::to_owned)
}
