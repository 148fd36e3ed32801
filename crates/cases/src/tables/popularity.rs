//! How many cases each matter has had, counted from the acts of applying; and up to which act it is counted.
//! Numbers of matters only: nothing here says who asked for what.

use kit::Result;
use store::{Read, Tx};

/// The one count there is.
const NAME: &str = "cases";
/// How many cases one statement looks up.
const CASES: usize = 8;

/// Up to which act it is counted; before the first one where nothing is.
pub(crate) fn counted_to(read: &mut Read<'_>) -> Result<i64> {
    const SQL: &str = "SELECT position FROM popularity_counted WHERE name = $1";
    Ok(read.one(SQL, &[NAME.into()], |row| row.int(0))?.unwrap_or(-1))
}

/// Counts on from one act to another; says whether nobody else has meanwhile.
pub(crate) fn count_to(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<bool> {
    const SQL: &str = "INSERT INTO popularity_counted (name, position) VALUES ($1, $3) \
        ON CONFLICT (name) DO UPDATE SET position = EXCLUDED.position WHERE popularity_counted.position = $2";
    Ok(tx.exec(SQL, &[NAME.into(), from.into(), to.into()])? == 1)
}

pub(crate) fn add(tx: &mut Tx<'_>, matter: &str, n_cases: i64) -> Result<()> {
    const SQL: &str = "INSERT INTO matter_popularity (matter, n_cases) VALUES ($1, $2) \
        ON CONFLICT (matter) DO UPDATE SET n_cases = matter_popularity.n_cases + EXCLUDED.n_cases";
    tx.put(SQL, &[matter.into(), n_cases.into()])
}

/// How many cases each matter has had.
pub(crate) fn all(read: &mut Read<'_>) -> Result<Vec<(String, i64)>> {
    const SQL: &str = "SELECT matter, n_cases FROM matter_popularity ORDER BY matter LIMIT 10000";
    read.list(SQL, &[], |row| Ok((row.text(0)?, row.int(1)?)))
}

/// What these cases are for.
pub(crate) fn matters_of(read: &mut Read<'_>, cases: &[String]) -> Result<Vec<String>> {
    const SQL: &str =
        "SELECT matter FROM cases WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY id LIMIT 8";
    let mut all = Vec::new();
    for few in cases.chunks(CASES) {
        let mut ids = [""; CASES];
        ids.iter_mut().zip(few).for_each(|(slot, it)| *slot = it);
        all.append(&mut read.list(SQL, &ids.map(Into::into), |row| row.text(0))?);
    }
    Ok(all)
}
