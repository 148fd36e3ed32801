//! The table of the roles of a demonstration.
//! Empty in a real store, and no door reads it there.

use kit::{Error, Result, Words};
use store::{Read, Row, Tx};

use super::{maybe, post, subject};
use crate::model::{account::AccountId, demo::DemoRole};

pub(crate) fn put(tx: &mut Tx<'_>, role: &DemoRole) -> Result<()> {
    tx.put(
        "INSERT INTO demo_roles (key, account, post, acting_for, title, task, landing, place) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key) DO UPDATE SET \
         account = EXCLUDED.account, post = EXCLUDED.post, acting_for = EXCLUDED.acting_for, \
         title = EXCLUDED.title, task = EXCLUDED.task, landing = EXCLUDED.landing, place = EXCLUDED.place",
        &[
            (&role.key).into(),
            role.account.as_str().into(),
            role.post.as_ref().map(|it| it.as_str()).into(),
            role.acting_for.as_ref().map(|it| it.as_str()).into(),
            (&written(&role.title)).into(),
            (&written(&role.task)).into(),
            (&role.landing).into(),
            role.place.into(),
        ],
    )
}

/// The roles in their order.
pub(crate) fn list(read: &mut Read<'_>, n_max: i64) -> Result<Vec<DemoRole>> {
    read.list(
        "SELECT key, account, post, acting_for, title, task, landing, place \
         FROM demo_roles ORDER BY place, key LIMIT $1",
        &[n_max.into()],
        role,
    )
}

pub(crate) fn find(read: &mut Read<'_>, key: &str) -> Result<Option<DemoRole>> {
    read.one(
        "SELECT key, account, post, acting_for, title, task, landing, place FROM demo_roles WHERE key = $1",
        &[key.into()],
        role,
    )
}

fn role(row: &Row<'_>) -> Result<DemoRole> {
    Ok(DemoRole {
        key: row.text(0)?,
        account: row.parsed(1, |it| AccountId::parse(it).ok())?,
        post: maybe(row, 2, post)?,
        acting_for: maybe(row, 3, subject)?,
        title: words(row, 4)?,
        task: words(row, 5)?,
        landing: row.text(6)?,
        place: row.int(7)?,
    })
}

fn written(words: &Words) -> String {
    serde_json::to_string(words).expect("words print")
}

fn words(row: &Row<'_>, column: usize) -> Result<Words> {
    serde_json::from_str(&row.text(column)?).map_err(|_| Error::fault("the words of a role do not read"))
}
