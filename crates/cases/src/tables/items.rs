//! Service items as stored, by version: the pointer that makes a version current is the directory's.
//! Nobody searches here; whole versions are read into the index that every node keeps.

use directory::imports::{CHUNK_ROWS, VersionId};
use kit::{RegionCode, Result};
use store::{Read, Row, Tx};

use crate::model::{TaskType, items::ServiceItem};

/// How many rows one page of a whole version holds.
const VERSION_PAGE_ROWS: i64 = 5_000;

/// Adds an item to a version that is not yet current.
pub(crate) fn insert_item(tx: &mut Tx<'_>, version: &VersionId, it: &ServiceItem) -> Result<()> {
    const SQL: &str = "INSERT INTO service_items \
        (version, code, name, department, department_code, region, task_type, main_item, link) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    tx.put(
        SQL,
        &[
            version.as_str().into(),
            (&it.code).into(),
            (&it.name).into(),
            (&it.department).into(),
            (&it.department_code).into(),
            it.region.as_str().into(),
            it.task_type.as_str().into(),
            it.main_item.as_ref().into(),
            it.link.as_ref().into(),
        ],
    )
}

/// A page of a version in the order of codes, after a code.
pub(crate) fn list_items(read: &mut Read<'_>, version: &VersionId, after: &str) -> Result<Vec<ServiceItem>> {
    const SQL: &str = "SELECT code, name, department, department_code, region, task_type, main_item, link \
        FROM service_items WHERE version = $1 AND code > $2 ORDER BY code LIMIT $3";
    read.list(SQL, &[version.as_str().into(), after.into(), VERSION_PAGE_ROWS.into()], item)
}

/// One item of a version.
pub(crate) fn find_item(read: &mut Read<'_>, version: &VersionId, code: &str) -> Result<Option<ServiceItem>> {
    const SQL: &str = "SELECT code, name, department, department_code, region, task_type, main_item, link \
        FROM service_items WHERE version = $1 AND code = $2";
    read.one(SQL, &[version.as_str().into(), code.into()], item)
}

/// Clears away a chunk of a version that is no longer current; says how many rows went.
pub(crate) fn clear_items(tx: &mut Tx<'_>, version: &VersionId) -> Result<u64> {
    const SQL: &str = "DELETE FROM service_items WHERE version = $1 AND code IN \
        (SELECT code FROM service_items WHERE version = $1 ORDER BY code LIMIT $2)";
    tx.exec(SQL, &[version.as_str().into(), (CHUNK_ROWS as i64).into()])
}

fn item(row: &Row<'_>) -> Result<ServiceItem> {
    Ok(ServiceItem {
        code: row.text(0)?,
        name: row.text(1)?,
        department: row.text(2)?,
        department_code: row.text(3)?,
        region: row.parsed(4, RegionCode::parse)?,
        task_type: row.parsed(5, TaskType::parse)?,
        main_item: row.opt_text(6)?,
        link: row.opt_text(7)?,
    })
}
