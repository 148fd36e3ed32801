//! Special procedures, requests to extend, questions to superiors and remarks as stored.
//! Words are sealed under the applicant's key; only the case's own row says whose that is.

use kit::{AgencyId, OfficialId, Result, SubjectId, Time};
use store::{Read, Row, Tx};

use super::ours;
use crate::model::{
    Answered, CaseId, Escalation, EscalationId, ExtensionRequest, Procedure, ProcedureId, Remark, RemarkId,
    RequestId, TaskId,
};

/// How many of each kind are shown of one case, and wait in one list.
const ROWS_MAX: i64 = 200;

fn official(row: &Row<'_>, column: usize) -> Result<OfficialId> {
    ours(OfficialId::parse(&row.text(column)?))
}

fn some_official(row: &Row<'_>, column: usize) -> Result<Option<OfficialId>> {
    row.opt_text(column)?.map(|it| ours(OfficialId::parse(&it))).transpose()
}

/// Opens words that were sealed with a row; nothing once the person was erased, or where there are none.
fn opened(
    read: &mut Read<'_>,
    subject: &SubjectId,
    place: (&'static str, &'static str, &str),
    sealed: Option<Vec<u8>>,
) -> Result<Option<String>> {
    sealed.map_or(Ok(None), |it| read.open_text(subject, place, &it))
}

pub(crate) fn insert_procedure(
    tx: &mut Tx<'_>,
    (case, subject): (&CaseId, &SubjectId),
    it: &Procedure,
) -> Result<()> {
    const SQL: &str = "INSERT INTO procedures (id, case_id, key, clause, started_at, started_by, expected_at, reason) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let reason = it.reason.as_deref().unwrap_or_default();
    let reason = tx.seal(subject, ("procedures", "reason", it.id.as_str()), reason.as_bytes())?;
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            case.as_str().into(),
            (&it.key).into(),
            (&it.clause).into(),
            it.started_at.into(),
            it.started_by.as_str().into(),
            it.expected_at.into(),
            (&reason).into(),
        ],
    )
}

/// Ends a procedure that is under way; says whether it still was.
pub(crate) fn end_procedure(
    tx: &mut Tx<'_>,
    subject: &SubjectId,
    (id, by, found): (&ProcedureId, &OfficialId, &str),
) -> Result<bool> {
    const SQL: &str = "UPDATE procedures SET ended_at = $2, ended_by = $3, found = $4 \
        WHERE id = $1 AND ended_at IS NULL";
    let (now, found) = (tx.now(), tx.seal(subject, ("procedures", "found", id.as_str()), found.as_bytes())?);
    Ok(tx.exec(SQL, &[id.as_str().into(), now.into(), by.as_str().into(), (&found).into()])? == 1)
}

pub(crate) fn list_procedures(
    read: &mut Read<'_>,
    (case, subject): (&CaseId, &SubjectId),
) -> Result<Vec<Procedure>> {
    const SQL: &str = "SELECT id, key, clause, started_at, started_by, expected_at, ended_at, ended_by, reason, found \
        FROM procedures WHERE case_id = $1 ORDER BY started_at, id LIMIT $2";
    let rows = read.list(SQL, &[case.as_str().into(), ROWS_MAX.into()], |row| {
        let it = Procedure {
            id: ours(ProcedureId::parse(&row.text(0)?))?,
            key: row.text(1)?,
            clause: row.text(2)?,
            started_at: row.time(3)?,
            started_by: official(row, 4)?,
            expected_at: row.time(5)?,
            ended_at: row.opt_time(6)?,
            ended_by: some_official(row, 7)?,
            reason: None,
            found: None,
        };
        Ok((it, row.bytes(8)?, row.opt_bytes(9)?))
    })?;
    let open = |(mut it, reason, found): (Procedure, Vec<u8>, Option<Vec<u8>>)| {
        it.reason = opened(read, subject, ("procedures", "reason", it.id.as_str()), Some(reason))?;
        it.found = opened(read, subject, ("procedures", "found", it.id.as_str()), found)?;
        Ok(it)
    };
    rows.into_iter().map(open).collect()
}

/// Keeps a request; none where one waits already.
pub(crate) fn insert_request(
    tx: &mut Tx<'_>,
    subject: &SubjectId,
    agency: &AgencyId,
    it: &ExtensionRequest,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO extension_requests (id, case_id, agency, asked_at, asked_by, reason) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (case_id) WHERE answered_at IS NULL DO NOTHING";
    let reason = it.reason.as_deref().unwrap_or_default();
    let reason = tx.seal(subject, ("extension_requests", "reason", it.id.as_str()), reason.as_bytes())?;
    let n_rows = tx.exec(
        SQL,
        &[
            it.id.as_str().into(),
            it.case.as_str().into(),
            agency.as_str().into(),
            it.asked_at.into(),
            it.asked_by.as_str().into(),
            (&reason).into(),
        ],
    )?;
    Ok(n_rows == 1)
}

/// Answers a request that waits; says whether it still did.
pub(crate) fn answer_request(
    tx: &mut Tx<'_>,
    subject: &SubjectId,
    (id, by): (&RequestId, &OfficialId),
    (answer, words): (Answered, &str),
) -> Result<bool> {
    const SQL: &str = "UPDATE extension_requests SET answered_at = $2, answered_by = $3, answer = $4, \
        answer_words = $5 WHERE id = $1 AND answered_at IS NULL";
    let place = ("extension_requests", "answer_words", id.as_str());
    let (now, words) = (tx.now(), tx.seal(subject, place, words.as_bytes())?);
    let values =
        [id.as_str().into(), now.into(), by.as_str().into(), answer.as_str().into(), (&words).into()];
    Ok(tx.exec(SQL, &values)? == 1)
}

pub(crate) fn list_requests(
    read: &mut Read<'_>,
    (case, subject): (&CaseId, &SubjectId),
) -> Result<Vec<ExtensionRequest>> {
    const SQL: &str = "SELECT id, asked_at, asked_by, answered_at, answered_by, answer, reason, answer_words, \
        case_id FROM extension_requests WHERE case_id = $1 ORDER BY asked_at, id LIMIT $2";
    let rows = read.list(SQL, &[case.as_str().into(), ROWS_MAX.into()], |row| {
        let it = ExtensionRequest {
            id: ours(RequestId::parse(&row.text(0)?))?,
            case: ours(CaseId::parse(&row.text(8)?))?,
            asked_at: row.time(1)?,
            asked_by: official(row, 2)?,
            reason: None,
            answered_at: row.opt_time(3)?,
            answered_by: some_official(row, 4)?,
            answer: row.opt_text(5)?.and_then(|it| Answered::parse(&it)),
            answer_words: None,
        };
        Ok((it, row.bytes(6)?, row.opt_bytes(7)?))
    })?;
    let open = |(mut it, reason, words): (ExtensionRequest, Vec<u8>, Option<Vec<u8>>)| {
        let place = |column| ("extension_requests", column, it.id.as_str());
        let reason = opened(read, subject, place("reason"), Some(reason))?;
        let answer_words = opened(read, subject, place("answer_words"), words)?;
        (it.reason, it.answer_words) = (reason, answer_words);
        Ok(it)
    };
    rows.into_iter().map(open).collect()
}

/// The cases of an agency with a request that waits, the oldest first.
pub(crate) fn list_waiting_requests(read: &mut Read<'_>, agency: &AgencyId) -> Result<Vec<(CaseId, Time)>> {
    const SQL: &str = "SELECT case_id, asked_at FROM extension_requests \
        WHERE agency = $1 AND answered_at IS NULL ORDER BY asked_at, id LIMIT $2";
    read.list(SQL, &[agency.as_str().into(), ROWS_MAX.into()], |row| {
        Ok((ours(CaseId::parse(&row.text(0)?))?, row.time(1)?))
    })
}

/// Keeps a question; none where one about the task waits already.
pub(crate) fn insert_escalation(
    tx: &mut Tx<'_>,
    subject: &SubjectId,
    agency: &AgencyId,
    it: &Escalation,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO escalations (id, case_id, task, agency, asked_at, asked_by, words) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (task) WHERE answered_at IS NULL DO NOTHING";
    let words = it.words.as_deref().unwrap_or_default();
    let words = tx.seal(subject, ("escalations", "words", it.id.as_str()), words.as_bytes())?;
    let n_rows = tx.exec(
        SQL,
        &[
            it.id.as_str().into(),
            it.case.as_str().into(),
            it.task.as_str().into(),
            agency.as_str().into(),
            it.asked_at.into(),
            it.asked_by.as_str().into(),
            (&words).into(),
        ],
    )?;
    Ok(n_rows == 1)
}

/// Answers a question that waits; says whether it still did.
pub(crate) fn answer_escalation(
    tx: &mut Tx<'_>,
    subject: &SubjectId,
    (id, by, words): (&EscalationId, &OfficialId, &str),
) -> Result<bool> {
    const SQL: &str = "UPDATE escalations SET answered_at = $2, answered_by = $3, answer = $4 \
        WHERE id = $1 AND answered_at IS NULL";
    let (now, words) =
        (tx.now(), tx.seal(subject, ("escalations", "answer", id.as_str()), words.as_bytes())?);
    Ok(tx.exec(SQL, &[id.as_str().into(), now.into(), by.as_str().into(), (&words).into()])? == 1)
}

pub(crate) fn list_escalations(
    read: &mut Read<'_>,
    (case, subject): (&CaseId, &SubjectId),
) -> Result<Vec<Escalation>> {
    const SQL: &str = "SELECT id, task, asked_at, asked_by, answered_at, answered_by, words, answer, \
        case_id FROM escalations WHERE case_id = $1 ORDER BY asked_at, id LIMIT $2";
    let rows = read.list(SQL, &[case.as_str().into(), ROWS_MAX.into()], |row| {
        let it = Escalation {
            id: ours(EscalationId::parse(&row.text(0)?))?,
            case: ours(CaseId::parse(&row.text(8)?))?,
            task: ours(TaskId::parse(&row.text(1)?))?,
            asked_at: row.time(2)?,
            asked_by: official(row, 3)?,
            words: None,
            answered_at: row.opt_time(4)?,
            answered_by: some_official(row, 5)?,
            answer: None,
        };
        Ok((it, row.bytes(6)?, row.opt_bytes(7)?))
    })?;
    let open = |(mut it, words, answer): (Escalation, Vec<u8>, Option<Vec<u8>>)| {
        it.words = opened(read, subject, ("escalations", "words", it.id.as_str()), Some(words))?;
        it.answer = opened(read, subject, ("escalations", "answer", it.id.as_str()), answer)?;
        Ok(it)
    };
    rows.into_iter().map(open).collect()
}

/// The cases of an agency with a question that waits, the oldest first.
pub(crate) fn list_waiting_escalations(
    read: &mut Read<'_>,
    agency: &AgencyId,
) -> Result<Vec<(CaseId, Time)>> {
    const SQL: &str = "SELECT case_id, asked_at FROM escalations \
        WHERE agency = $1 AND answered_at IS NULL ORDER BY asked_at, id LIMIT $2";
    read.list(SQL, &[agency.as_str().into(), ROWS_MAX.into()], |row| {
        Ok((ours(CaseId::parse(&row.text(0)?))?, row.time(1)?))
    })
}

pub(crate) fn insert_remark(
    tx: &mut Tx<'_>,
    (case, subject, agency): (&CaseId, &SubjectId, &AgencyId),
    it: &Remark,
) -> Result<()> {
    const SQL: &str = "INSERT INTO remarks (id, case_id, official, agency, written_at, words) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    let words = it.words.as_deref().unwrap_or_default();
    let words = tx.seal(subject, ("remarks", "words", it.id.as_str()), words.as_bytes())?;
    tx.put(
        SQL,
        &[
            it.id.as_str().into(),
            case.as_str().into(),
            it.official.as_str().into(),
            agency.as_str().into(),
            it.written_at.into(),
            (&words).into(),
        ],
    )
}

pub(crate) fn list_remarks(
    read: &mut Read<'_>,
    (case, subject): (&CaseId, &SubjectId),
) -> Result<Vec<Remark>> {
    const SQL: &str = "SELECT id, official, written_at, words FROM remarks WHERE case_id = $1 \
        ORDER BY written_at, id LIMIT $2";
    let rows = read.list(SQL, &[case.as_str().into(), ROWS_MAX.into()], |row| {
        let id = ours(RemarkId::parse(&row.text(0)?))?;
        let it = Remark { id, official: official(row, 1)?, written_at: row.time(2)?, words: None };
        Ok((it, row.bytes(3)?))
    })?;
    let open = |(mut it, words): (Remark, Vec<u8>)| {
        it.words = opened(read, subject, ("remarks", "words", it.id.as_str()), Some(words))?;
        Ok(it)
    };
    rows.into_iter().map(open).collect()
}
