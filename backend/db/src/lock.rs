//! A lock that a write transaction holds from before it reads anything.

/// A lock on a whole table of PostgreSQL; SQLite has one writer and needs none.
///
/// With `REPEATABLE READ` a transaction sees what was there at its first statement. Two that each read
/// what the other writes do not notice each other, unless one waits for the other before it reads.
/// Taken together with BEGIN it costs no round trip, and no closure can read before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableLock {
    table: &'static str,
    mode: &'static str,
}

impl TableLock {
    /// Many may hold it at once; it waits for an exclusive one.
    pub const fn shared(table: &'static str) -> Self {
        Self {
            table,
            mode: "ROW SHARE",
        }
    }

    /// Waits until nobody holds either, and lets nobody have one before this transaction ends.
    pub const fn exclusive(table: &'static str) -> Self {
        Self {
            table,
            mode: "EXCLUSIVE",
        }
    }

    /// The statement that takes it.
    pub(crate) fn sql(self) -> String {
        format!("LOCK TABLE {} IN {} MODE", self.table, self.mode)
    }
}
