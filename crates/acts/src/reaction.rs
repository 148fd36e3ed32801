//! What blocks do when something happened in a lower one: after the commit, in order, once in the whole cluster.
//! An act that a reaction cannot digest is parked where an operator sees it, and the rest goes on.

use kit::{Error, Result, Time};
use store::{Read, Store, Tx};

use crate::{Recorded, recorded, tables};

/// How many acts one transaction reacts to.
const BATCH_MAX: i64 = 256;
/// How often a reaction is tried before its act is parked.
const TRIES_MAX: u32 = 5;
/// How many parked acts are listed.
const PARKED_ROWS_MAX: i64 = 500;

/// Where a reaction begins when the store first meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the first act there ever was.
    First,
    /// With the next act.
    Now,
}

/// What a block does when something happened.
#[derive(Clone, Copy)]
pub struct Reaction {
    /// Unique for ever, as `block.what`.
    pub name: &'static str,
    /// The kinds of act it hears.
    pub kinds: &'static [&'static str],
    /// Where it begins.
    pub start: Start,
    /// What it does, in a transaction of its own; it may run twice before that commits.
    pub run: fn(&mut Tx<'_>, &Recorded) -> Result<()>,
}

/// An act that a reaction could not digest.
#[derive(Clone, Debug)]
pub struct Parked {
    /// Which reaction.
    pub reaction: String,
    /// The act's place in the ledger.
    pub position: i64,
    /// The act.
    pub act: String,
    /// Why, for operators.
    pub reason: String,
    /// When it was given up.
    pub parked_at: Time,
}

/// The acts that reactions could not digest.
pub fn parked(read: &mut Read<'_>) -> Result<Vec<Parked>> {
    tables::parked(read, PARKED_ROWS_MAX)
}

/// Lets a reaction hear the next acts; says whether there were any.
pub(crate) async fn hear(store: &Store, reaction: Reaction) -> Result<bool> {
    let name = reaction.name;
    let Some(from) = store.read(move |read| tables::reaction_position(read, name)).await? else {
        return begin(store, reaction).await.map(|()| true);
    };
    let kinds = store.read(move |read| tables::kinds_from(read, from + 1, BATCH_MAX)).await?;
    let Some((last, _)) = kinds.last() else { return Ok(false) };
    let last = *last;
    if kinds.iter().any(|(_, kind)| reaction.kinds.contains(&kind.as_str())) {
        react(store, reaction, from, last).await?;
    } else {
        store.write(move |tx| tables::move_reaction(tx, name, from, last)).await?;
    }
    Ok(true)
}

/// Hears again what an operator asked to be heard again; what still cannot be digested stays parked.
pub(crate) async fn hear_parked(store: &Store, reactions: &[Reaction]) -> Result<bool> {
    let asked = store.read(|read| tables::parked_again(read, PARKED_ROWS_MAX)).await?;
    for (name, position) in &asked {
        let (position, known) = (*position, reactions.iter().find(|it| it.name == *name).copied());
        let heard = match known {
            Some(reaction) => store.write(move |tx| digest(tx, reaction, position)).await,
            None => Err(Error::fault(format!("no block knows a reaction of the name {name}"))),
        };
        match heard {
            Ok(()) => {}
            Err(Error::Busy(what)) => return Err(Error::Busy(what)),
            Err(err) => {
                let (name, reason) = (name.clone(), err.to_string());
                store.write(move |tx| tables::park_still(tx, &name, position, &reason)).await?;
            }
        }
    }
    Ok(!asked.is_empty())
}

/// One parked act, digested and taken off the list in one transaction.
fn digest(tx: &mut Tx<'_>, reaction: Reaction, position: i64) -> Result<()> {
    if !tables::delete_parked(tx, reaction.name, position)? {
        return Err(Error::Busy("reaction"));
    }
    for row in tables::acts_from(tx, position, 1)? {
        let act = recorded::open(tx, row)?;
        (reaction.run)(tx, &act)?;
    }
    Ok(())
}

async fn begin(store: &Store, reaction: Reaction) -> Result<()> {
    store
        .write(move |tx| {
            let position = match reaction.start {
                Start::First => -1,
                Start::Now => tables::last_position(tx)?,
            };
            tables::start_reaction(tx, reaction.name, position)
        })
        .await
}

/// The whole batch in one transaction; where that fails, act by act.
async fn react(store: &Store, reaction: Reaction, from: i64, last: i64) -> Result<()> {
    match store.write(move |tx| run(tx, reaction, from, last)).await {
        Ok(()) => return Ok(()),
        Err(Error::Busy(what)) => return Err(Error::Busy(what)),
        Err(_) => {}
    }
    for position in from + 1..=last {
        one(store, reaction, position).await?;
    }
    Ok(())
}

async fn one(store: &Store, reaction: Reaction, position: i64) -> Result<()> {
    let mut reason = String::new();
    for _ in 0..TRIES_MAX {
        match store.write(move |tx| run(tx, reaction, position - 1, position)).await {
            Ok(()) => return Ok(()),
            Err(Error::Busy(what)) => return Err(Error::Busy(what)),
            Err(err) => reason = err.to_string(),
        }
    }
    tracing::error!(
        reaction = reaction.name,
        position,
        "Reaction {} parked the act at {position}: {reason}",
        reaction.name
    );
    store
        .write(move |tx| {
            let rows = tables::acts_from(tx, position, 1)?;
            let act = rows.first().map_or("", |it| it.leaf.id.as_str());
            tables::park(tx, reaction.name, position, act, &reason)?;
            moved(tx, reaction, position - 1, position)
        })
        .await
}

fn run(tx: &mut Tx<'_>, reaction: Reaction, from: i64, last: i64) -> Result<()> {
    for row in tables::acts_from(tx, from + 1, last - from)? {
        if reaction.kinds.contains(&row.leaf.kind.as_str()) {
            let act = recorded::open(tx, row)?;
            (reaction.run)(tx, &act)?;
        }
    }
    moved(tx, reaction, from, last)
}

fn moved(tx: &mut Tx<'_>, reaction: Reaction, from: i64, last: i64) -> Result<()> {
    // Another node was here first: everything this one did for the batch falls away.
    if tables::move_reaction(tx, reaction.name, from, last)? { Ok(()) } else { Err(Error::Busy("reaction")) }
}
