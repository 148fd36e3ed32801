//! Figures of an agency's team, each counted along one index and no further than anybody reads.
//! Knows no names.

use kit::{AgencyId, OfficialId, Result, Time};
use store::Read;

/// How far is counted; beyond it there are "more than".
pub(crate) const COUNTED_MAX: i64 = 1_000;

/// The tasks somebody holds: all of them, and those whose time has run out.
pub(crate) fn n_held(read: &mut Read<'_>, official: &OfficialId) -> Result<(i64, i64)> {
    const SQL: &str = "SELECT COUNT(*), COUNT(CASE WHEN due_at <= $2 THEN 1 END) FROM (SELECT t.due_at AS due_at \
        FROM task_holders h JOIN tasks t ON t.id = h.task WHERE h.official = $1 AND t.ended_at IS NULL \
        ORDER BY h.task LIMIT $3) held";
    let now = read.now();
    let counted = [official.as_str().into(), now.into(), COUNTED_MAX.into()];
    Ok(read.one(SQL, &counted, |row| Ok((row.int(0)?, row.int(1)?)))?.unwrap_or_default())
}

/// The tasks somebody has concluded since a moment.
pub(crate) fn n_concluded(read: &mut Read<'_>, official: &OfficialId, since: Time) -> Result<i64> {
    const SQL: &str = "SELECT COUNT(*) FROM (SELECT ended_at FROM tasks WHERE ended_by = $1 AND ended_at >= $2 \
        ORDER BY ended_at NULLS LAST LIMIT $3) concluded";
    let counted = [official.as_str().into(), since.into(), COUNTED_MAX.into()];
    Ok(read.one(SQL, &counted, |row| row.int(0))?.unwrap_or_default())
}

/// The open tasks of a duty in an agency: all of them, and those whose time has run out.
pub(crate) fn n_open(read: &mut Read<'_>, agency: &AgencyId, duty: &str) -> Result<(i64, i64)> {
    const SQL: &str = "SELECT COUNT(*), COUNT(CASE WHEN due_at <= $3 THEN 1 END) FROM (SELECT due_at FROM tasks \
        WHERE agency = $1 AND duty = $2 AND ended_at IS NULL ORDER BY due_at NULLS LAST, id LIMIT $4) open";
    let now = read.now();
    let counted = [agency.as_str().into(), duty.into(), now.into(), COUNTED_MAX.into()];
    Ok(read.one(SQL, &counted, |row| Ok((row.int(0)?, row.int(1)?)))?.unwrap_or_default())
}
