//! A page of a list, and where the next one begins.
//! Knows nothing of what is listed.

/// How many rows one page of a list holds.
pub const PAGE_ROWS_MAX: usize = 100;

/// How many rows are asked for: one more tells whether there is a next page.
pub(crate) const ASKED_ROWS: i64 = PAGE_ROWS_MAX as i64 + 1;

/// A page of a list; the list goes on after the key in `next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The key of the last row, where more follow.
    pub next: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), next: None }
    }
}

impl<T> Page<T> {
    /// The page of a list that was asked for one row more than fits.
    pub(crate) fn of(mut rows: Vec<T>, key: fn(&T) -> &str) -> Self {
        let more = PAGE_ROWS_MAX < rows.len();
        rows.truncate(PAGE_ROWS_MAX);
        let next = rows.last().filter(|_| more).map(|it| key(it).to_owned());
        Self { rows, next }
    }
}
