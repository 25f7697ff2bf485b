//! One expression, compiled once per database.

/// Runs the same diesel expression on the concrete connection of either database.
///
/// For stores only, and only where the multi-connection does not compile: `on_conflict`,
/// `insert_into(..).values(&Vec)` (at most 1,000 rows a batch) and `as_returning()`.
///
/// ```ignore
/// each!(tx, |c| diesel::insert_into(site::table)
///     .values(&row)
///     .on_conflict(site::id)
///     .do_nothing()
///     .execute(c))?;
/// ```
#[macro_export]
macro_rules! each {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $crate::AsConn::as_conn(&mut *$conn) {
            $crate::Conn::Sqlite($c) => $body,
            $crate::Conn::Postgres($c) => $body,
        }
    };
}
