//! Notices and their numbers as stored; what a notice says is sealed under the applicant's key.
//! Numbers run by agency, year and kind, without gaps.

use kit::{AgencyId, Result};
use store::{Read, Tx};

use super::ours;
use crate::model::{Case, CaseId, Notice, NoticeId, NoticeKind};

/// The next number of an agency's notices of a kind in a year.
pub(crate) fn next_number(tx: &mut Tx<'_>, agency: &AgencyId, year: i64, kind: NoticeKind) -> Result<i64> {
    const TAKE: &str = "INSERT INTO notice_numbers (agency, year, kind, last) VALUES ($1, $2, $3, 1) \
        ON CONFLICT (agency, year, kind) DO UPDATE SET last = notice_numbers.last + 1";
    const LAST: &str = "SELECT last FROM notice_numbers WHERE agency = $1 AND year = $2 AND kind = $3";
    let key = [agency.as_str().into(), year.into(), kind.as_str().into()];
    tx.put(TAKE, &key)?;
    Ok(tx.one(LAST, &key, |row| row.int(0))?.unwrap_or(1))
}

pub(crate) fn insert_notice(tx: &mut Tx<'_>, case: &CaseId, it: &Notice, body: &[u8]) -> Result<()> {
    const SQL: &str = "INSERT INTO notices (id, case_id, kind, number, agency, issued_at, body) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            case.as_str().into(),
            it.kind.as_str().into(),
            (&it.number).into(),
            it.agency.as_str().into(),
            it.issued_at.into(),
            body.into(),
        ],
    )
}

/// The notices of a case, oldest first, without what they say.
pub(crate) fn list_notices(read: &mut Read<'_>, case: &CaseId) -> Result<Vec<Notice>> {
    const SQL: &str = "SELECT id, kind, number, agency, issued_at FROM notices WHERE case_id = $1 \
        ORDER BY issued_at, id LIMIT 1000";
    let mut all = read.list(SQL, &[case.as_str().into()], |row| {
        Ok(Notice {
            id: ours(NoticeId::parse(&row.text(0)?))?,
            kind: row.parsed(1, NoticeKind::parse)?,
            number: row.text(2)?,
            agency: ours(AgencyId::parse(&row.text(3)?))?,
            issued_at: row.time(4)?,
            body: None,
        })
    })?;
    // What is decided at once issues several at one moment: they stand in the order of a case.
    all.sort_by_key(|it| (it.issued_at, NoticeKind::ALL.iter().position(|kind| *kind == it.kind)));
    Ok(all)
}

/// One notice of a case with what it says.
pub(crate) fn find_notice(read: &mut Read<'_>, case: &Case, id: &NoticeId) -> Result<Option<Notice>> {
    const SQL: &str = "SELECT body FROM notices WHERE id = $1 AND case_id = $2";
    let Some(mut notice) = list_notices(read, &case.id)?.into_iter().find(|it| it.id == *id) else {
        return Ok(None);
    };
    let sealed = read.one(SQL, &[id.as_str().into(), case.id.as_str().into()], |row| row.bytes(0))?;
    if let Some(sealed) = sealed {
        let bytes = read.open(&case.subject, ("notices", "body", id.as_str()), &sealed)?;
        notice.body = bytes.and_then(|it| serde_json::from_slice(&it).ok());
    }
    Ok(Some(notice))
}
