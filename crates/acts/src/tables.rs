//! The SQL of the ledger's order and tree, of reactions, jobs, leases and submission keys.
//! Reads the store's own tables of acts, which only `record` writes.

mod standing;

use kit::{Error, Result, SubjectId, Time};
use store::{Kind, Migration, Part, Read, Row, Table, Tx};

pub(crate) use standing::*;

/// What this crate brings to the store.
pub const PART: Part = Part {
    tables: &[
        Table { name: "acts_positions", kind: Kind::Tending },
        Table { name: "epochs", kind: Kind::Tending },
        Table { name: "tiles", kind: Kind::Tending },
        Table { name: "leases", kind: Kind::Tending },
        Table { name: "reactions", kind: Kind::Tending },
        Table { name: "reactions_parked", kind: Kind::Tending },
        Table { name: "jobs", kind: Kind::Tending },
        Table { name: "submissions", kind: Kind::Tending },
    ],
    migrations: &[
        Migration { name: "acts_0001_ledger", sql: include_str!("../migrations/0001_ledger.sql") },
        Migration { name: "acts_0002_operations", sql: include_str!("../migrations/0002_operations.sql") },
    ],
};

/// What the tree needs of an act.
pub(crate) struct LeafRow {
    pub(crate) id: String,
    pub(crate) at: Time,
    pub(crate) kind: String,
    pub(crate) agency: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) doing: [u8; 32],
    pub(crate) person: [u8; 32],
}

/// An act with everything the store holds of it.
pub(crate) struct ActRow {
    pub(crate) position: Option<i64>,
    pub(crate) leaf: LeafRow,
    pub(crate) thing: String,
    pub(crate) subject: Option<SubjectId>,
    pub(crate) doing: Vec<u8>,
    pub(crate) doing_salt: Vec<u8>,
    pub(crate) person: Vec<u8>,
}

fn leaf_row(row: &Row<'_>) -> Result<LeafRow> {
    let hash = |column| -> Result<[u8; 32]> {
        row.bytes(column)?.try_into().map_err(|_| Error::fault("a stored commitment has not 32 bytes"))
    };
    Ok(LeafRow {
        id: row.text(0)?,
        at: row.time(1)?,
        kind: row.text(2)?,
        agency: row.opt_text(3)?,
        region: row.opt_text(4)?,
        doing: hash(5)?,
        person: hash(6)?,
    })
}

fn act_row(row: &Row<'_>) -> Result<ActRow> {
    let subject = row.opt_text(9)?.map(|it| SubjectId::parse(&it)).transpose();
    Ok(ActRow {
        leaf: leaf_row(row)?,
        position: row.opt_int(7)?,
        thing: row.text(8)?,
        subject: subject.map_err(|_| Error::fault("a stored subject is not an identifier"))?,
        doing: row.bytes(10)?,
        doing_salt: row.bytes(11)?,
        person: row.bytes(12)?,
    })
}

pub(crate) fn any_pending(read: &mut Read<'_>) -> Result<bool> {
    Ok(!read.list("SELECT seq FROM acts_pending ORDER BY seq LIMIT 1", &[], |row| row.int(0))?.is_empty())
}

pub(crate) fn last_position(read: &mut Read<'_>) -> Result<i64> {
    const SQL: &str = "SELECT position FROM acts_positions ORDER BY position DESC LIMIT 1";
    Ok(read.one(SQL, &[], |row| row.int(0))?.unwrap_or(-1))
}

/// Gives the next positions to pending acts, in the order of their transactions.
pub(crate) fn give_positions(tx: &mut Tx<'_>, first: i64, n_max: i64) -> Result<u64> {
    const SQL: &str = "INSERT INTO acts_positions (position, seq) \
        SELECT CAST($1 AS BIGINT) - 1 + ROW_NUMBER() OVER (ORDER BY first_seq, seq), seq FROM acts_pending \
        ORDER BY first_seq, seq LIMIT $2";
    tx.exec(SQL, &[first.into(), n_max.into()])
}

pub(crate) fn clear_pending(tx: &mut Tx<'_>, first: i64) -> Result<()> {
    const SQL: &str =
        "DELETE FROM acts_pending WHERE seq IN (SELECT seq FROM acts_positions WHERE position >= $1)";
    tx.put(SQL, &[first.into()])
}

pub(crate) fn leaves(read: &mut Read<'_>, first: i64, n_max: i64) -> Result<Vec<LeafRow>> {
    const SQL: &str = "SELECT a.id, a.at, a.kind, a.agency, a.region, a.doing_hash, a.person_hash \
        FROM acts_positions p JOIN acts a ON a.seq = p.seq \
        WHERE p.position >= $1 ORDER BY p.position LIMIT $2";
    read.list(SQL, &[first.into(), n_max.into()], leaf_row)
}

pub(crate) fn leaves_before(read: &mut Read<'_>, before: i64, n_max: i64) -> Result<Vec<(i64, LeafRow)>> {
    const SQL: &str = "SELECT a.id, a.at, a.kind, a.agency, a.region, a.doing_hash, a.person_hash, p.position \
        FROM acts_positions p JOIN acts a ON a.seq = p.seq \
        WHERE p.position < $1 ORDER BY p.position DESC LIMIT $2";
    read.list(SQL, &[before.into(), n_max.into()], |row| Ok((row.int(7)?, leaf_row(row)?)))
}

pub(crate) fn acts_from(read: &mut Read<'_>, first: i64, n_max: i64) -> Result<Vec<ActRow>> {
    const SQL: &str = "SELECT a.id, a.at, a.kind, a.agency, a.region, a.doing_hash, a.person_hash, \
        p.position, a.thing, a.subject, a.doing, a.doing_salt, a.person \
        FROM acts_positions p JOIN acts a ON a.seq = p.seq \
        WHERE p.position >= $1 ORDER BY p.position LIMIT $2";
    read.list(SQL, &[first.into(), n_max.into()], act_row)
}

pub(crate) fn kinds_from(read: &mut Read<'_>, first: i64, n_max: i64) -> Result<Vec<(i64, String)>> {
    const SQL: &str = "SELECT p.position, a.kind FROM acts_positions p JOIN acts a ON a.seq = p.seq \
        WHERE p.position >= $1 ORDER BY p.position LIMIT $2";
    read.list(SQL, &[first.into(), n_max.into()], |row| Ok((row.int(0)?, row.text(1)?)))
}

/// What was done to what, from a position on.
pub(crate) fn heard_from(read: &mut Read<'_>, first: i64, n_max: i64) -> Result<Vec<crate::Heard>> {
    const SQL: &str = "SELECT p.position, a.kind, a.thing FROM acts_positions p JOIN acts a ON a.seq = p.seq \
        WHERE p.position >= $1 ORDER BY p.position LIMIT $2";
    read.list(SQL, &[first.into(), n_max.into()], |row| {
        Ok(crate::Heard { position: row.int(0)?, kind: row.text(1)?, thing: row.text(2)? })
    })
}

pub(crate) fn acts_of_thing(read: &mut Read<'_>, thing: &str, n_max: i64) -> Result<Vec<ActRow>> {
    const SQL: &str = "SELECT a.id, a.at, a.kind, a.agency, a.region, a.doing_hash, a.person_hash, \
        p.position, a.thing, a.subject, a.doing, a.doing_salt, a.person \
        FROM acts a LEFT JOIN acts_positions p ON p.seq = a.seq \
        WHERE a.thing = $1 ORDER BY a.seq LIMIT $2";
    read.list(SQL, &[thing.into(), n_max.into()], act_row)
}

pub(crate) fn act_by_id(read: &mut Read<'_>, id: &str) -> Result<Option<ActRow>> {
    const SQL: &str = "SELECT a.id, a.at, a.kind, a.agency, a.region, a.doing_hash, a.person_hash, \
        p.position, a.thing, a.subject, a.doing, a.doing_salt, a.person \
        FROM acts a LEFT JOIN acts_positions p ON p.seq = a.seq WHERE a.id = $1";
    read.one(SQL, &[id.into()], act_row)
}

/// One epoch of the ledger as stored.
#[derive(Clone)]
pub(crate) struct EpochRow {
    pub(crate) epoch: i64,
    pub(crate) origin: String,
    pub(crate) verifier: String,
    pub(crate) first_position: i64,
    pub(crate) opening: Option<String>,
    pub(crate) size: i64,
    pub(crate) note: String,
    pub(crate) signed_at: Time,
}

fn epoch_row(row: &Row<'_>) -> Result<EpochRow> {
    Ok(EpochRow {
        epoch: row.int(0)?,
        origin: row.text(1)?,
        verifier: row.text(2)?,
        first_position: row.int(3)?,
        opening: row.opt_text(4)?,
        size: row.int(5)?,
        note: row.text(6)?,
        signed_at: row.time(7)?,
    })
}

pub(crate) fn epochs(read: &mut Read<'_>) -> Result<Vec<EpochRow>> {
    const SQL: &str = "SELECT epoch, origin, verifier, first_position, opening, size, note, signed_at FROM epochs \
        ORDER BY epoch DESC LIMIT 1000";
    read.list(SQL, &[], epoch_row)
}

pub(crate) fn last_epoch(read: &mut Read<'_>) -> Result<Option<EpochRow>> {
    const SQL: &str = "SELECT epoch, origin, verifier, first_position, opening, size, note, signed_at FROM epochs \
        ORDER BY epoch DESC LIMIT 1";
    read.one(SQL, &[], epoch_row)
}

pub(crate) fn insert_epoch(tx: &mut Tx<'_>, it: &EpochRow) -> Result<()> {
    const SQL: &str = "INSERT INTO epochs (epoch, origin, verifier, first_position, opening, size, note, signed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.put(
        SQL,
        &[
            it.epoch.into(),
            (&it.origin).into(),
            (&it.verifier).into(),
            it.first_position.into(),
            it.opening.as_ref().into(),
            it.size.into(),
            (&it.note).into(),
            it.signed_at.into(),
        ],
    )
}

/// Keeps other sequencers out until the end of this transaction, unless the epoch has grown meanwhile.
pub(crate) fn hold_epoch(tx: &mut Tx<'_>, epoch: i64, size: i64) -> Result<bool> {
    const SQL: &str = "UPDATE epochs SET size = size WHERE epoch = $1 AND size = $2";
    Ok(tx.exec(SQL, &[epoch.into(), size.into()])? == 1)
}

/// Moves an epoch on, unless someone else has meanwhile.
pub(crate) fn grow_epoch(tx: &mut Tx<'_>, epoch: i64, from: i64, to: i64, note: &str) -> Result<bool> {
    const SQL: &str = "UPDATE epochs SET size = $3, note = $4, signed_at = $5 WHERE epoch = $1 AND size = $2";
    let now = tx.now();
    Ok(tx.exec(SQL, &[epoch.into(), from.into(), to.into(), note.into(), now.into()])? == 1)
}

pub(crate) fn tile(read: &mut Read<'_>, epoch: i64, level: i64, n: i64) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT hashes FROM tiles WHERE epoch = $1 AND level = $2 AND n = $3";
    read.one(SQL, &[epoch.into(), level.into(), n.into()], |row| row.bytes(0))
}

pub(crate) fn put_tile(tx: &mut Tx<'_>, epoch: i64, level: i64, n: i64, hashes: &[u8]) -> Result<()> {
    const SQL: &str = "INSERT INTO tiles (epoch, level, n, hashes) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (epoch, level, n) DO UPDATE SET hashes = EXCLUDED.hashes";
    tx.put(SQL, &[epoch.into(), level.into(), n.into(), hashes.into()])
}

/// Takes or keeps a lease; whoever holds it at this moment keeps it.
pub(crate) fn hold_lease(tx: &mut Tx<'_>, name: &str, holder: &str, until: Time) -> Result<bool> {
    const SQL: &str = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) \
        ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until \
        WHERE leases.holder = EXCLUDED.holder OR leases.until < $4";
    let now = tx.now();
    Ok(tx.exec(SQL, &[name.into(), holder.into(), until.into(), now.into()])? == 1)
}

/// Ends a lease, whoever holds it.
pub(crate) fn end_lease(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.put("DELETE FROM leases WHERE name = $1", &[name.into()])
}

pub(crate) fn drop_lease(tx: &mut Tx<'_>, name: &str, holder: &str) -> Result<()> {
    tx.put("DELETE FROM leases WHERE name = $1 AND holder = $2", &[name.into(), holder.into()])
}

pub(crate) fn reaction_position(read: &mut Read<'_>, name: &str) -> Result<Option<i64>> {
    read.one("SELECT position FROM reactions WHERE name = $1", &[name.into()], |row| row.int(0))
}

pub(crate) fn start_reaction(tx: &mut Tx<'_>, name: &str, position: i64) -> Result<()> {
    const SQL: &str = "INSERT INTO reactions (name, position) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    tx.put(SQL, &[name.into(), position.into()])
}

/// Moves a reaction on, unless another node has meanwhile: that is what makes it run once.
pub(crate) fn move_reaction(tx: &mut Tx<'_>, name: &str, from: i64, to: i64) -> Result<bool> {
    const SQL: &str = "UPDATE reactions SET position = $3 WHERE name = $1 AND position = $2";
    Ok(tx.exec(SQL, &[name.into(), from.into(), to.into()])? == 1)
}

pub(crate) fn park(tx: &mut Tx<'_>, reaction: &str, position: i64, act: &str, reason: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO reactions_parked (reaction, position, act, reason, parked_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (reaction, position) DO NOTHING";
    let now = tx.now();
    tx.put(SQL, &[reaction.into(), position.into(), act.into(), reason.into(), now.into()])
}

pub(crate) fn parked(read: &mut Read<'_>, n_max: i64) -> Result<Vec<crate::Parked>> {
    const SQL: &str = "SELECT reaction, position, act, reason, parked_at FROM reactions_parked \
        ORDER BY reaction, position LIMIT $1";
    read.list(SQL, &[n_max.into()], |row| {
        Ok(crate::Parked {
            reaction: row.text(0)?,
            position: row.int(1)?,
            act: row.text(2)?,
            reason: row.text(3)?,
            parked_at: row.time(4)?,
        })
    })
}

pub(crate) fn insert_job(
    tx: &mut Tx<'_>,
    id: &str,
    kind: &str,
    key: &str,
    due_at: Time,
    payload: &str,
) -> Result<()> {
    const SQL: &str = "INSERT INTO jobs (id, kind, key, payload, due_at, n_tries) VALUES ($1, $2, $3, $4, $5, 0) \
        ON CONFLICT (kind, key) DO UPDATE SET payload = EXCLUDED.payload, due_at = EXCLUDED.due_at, \
        n_tries = 0, reason = NULL, dead_at = NULL";
    tx.put(SQL, &[id.into(), kind.into(), key.into(), payload.into(), due_at.into()])
}

pub(crate) fn delete_job_by_key(tx: &mut Tx<'_>, kind: &str, key: &str) -> Result<()> {
    tx.put("DELETE FROM jobs WHERE kind = $1 AND key = $2", &[kind.into(), key.into()])
}

pub(crate) fn delete_job(tx: &mut Tx<'_>, id: &str, due_at: Time) -> Result<()> {
    tx.put("DELETE FROM jobs WHERE id = $1 AND due_at = $2", &[id.into(), due_at.into()])
}

pub(crate) fn due_jobs(read: &mut Read<'_>, n_max: i64) -> Result<Vec<crate::Planned>> {
    const SQL: &str = "SELECT id, kind, key, payload, due_at, n_tries FROM jobs WHERE due_at <= $1 \
        ORDER BY due_at, id LIMIT $2";
    let now = read.now();
    read.list(SQL, &[now.into(), n_max.into()], |row| {
        Ok(crate::Planned {
            id: row.text(0)?,
            kind: row.text(1)?,
            key: row.text(2)?,
            payload: row.text(3)?,
            due_at: row.time(4)?,
            n_tries: row.int(5)?,
        })
    })
}

/// Claims a job until a moment, unless another node was quicker.
pub(crate) fn claim_job(tx: &mut Tx<'_>, id: &str, due_at: Time, until: Time) -> Result<bool> {
    const SQL: &str = "UPDATE jobs SET due_at = $3, n_tries = n_tries + 1, reason = NULL \
        WHERE id = $1 AND due_at = $2";
    Ok(tx.exec(SQL, &[id.into(), due_at.into(), until.into()])? == 1)
}

pub(crate) fn fail_job(
    tx: &mut Tx<'_>,
    id: &str,
    (from, due_at): (Time, Time),
    reason: &str,
    dead_at: Option<Time>,
) -> Result<()> {
    const SQL: &str = "UPDATE jobs SET due_at = $3, reason = $4, dead_at = $5 WHERE id = $1 AND due_at = $2";
    tx.put(SQL, &[id.into(), from.into(), due_at.into(), reason.into(), dead_at.into()])
}

pub(crate) fn dead_jobs(read: &mut Read<'_>, n_max: i64) -> Result<Vec<crate::DeadJob>> {
    const SQL: &str = "SELECT id, kind, n_tries, reason, dead_at FROM jobs WHERE dead_at IS NOT NULL \
        ORDER BY due_at, id LIMIT $1";
    read.list(SQL, &[n_max.into()], |row| {
        Ok(crate::DeadJob {
            id: row.text(0)?,
            kind: row.text(1)?,
            n_tries: row.int(2)?,
            reason: row.opt_text(3)?.unwrap_or_default(),
            dead_at: row.time(4)?,
        })
    })
}

pub(crate) fn revive_job(tx: &mut Tx<'_>, id: &str) -> Result<bool> {
    const SQL: &str = "UPDATE jobs SET due_at = $2, n_tries = 0, reason = NULL, dead_at = NULL WHERE id = $1 AND dead_at IS NOT NULL";
    let now = tx.now();
    Ok(tx.exec(SQL, &[id.into(), now.into()])? == 1)
}

pub(crate) fn submission(read: &mut Read<'_>, key: &str) -> Result<Option<String>> {
    read.one("SELECT answer FROM submissions WHERE key = $1", &[key.into()], |row| row.text(0))
}

pub(crate) fn insert_submission(tx: &mut Tx<'_>, key: &str, answer: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO submissions (key, answer, answered_at) VALUES ($1, $2, $3)";
    let now = tx.now();
    tx.put(SQL, &[key.into(), answer.into(), now.into()])
}
