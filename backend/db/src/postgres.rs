//! Opening a PostgreSQL session.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use crate::config::OpenError;
use crate::conn::Conn;
use crate::meter::Meter;
use crate::sqlite::Purpose;

/// Messages in C, since a deadlock is known by its message alone; the role may lack the right,
/// and then the administrator sets it (`ALTER ROLE … SET lc_messages = 'C'`).
const SESSION: &str = "SET TIME ZONE 'UTC'; SET client_min_messages TO warning; \
     DO $$ BEGIN PERFORM set_config('lc_messages', 'C', false); \
     EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;";

/// Opens a session; one for reading refuses writes, as SQLite's readers do.
pub(crate) fn connect(url: &str, purpose: Purpose, meter: &Meter) -> Result<Conn, OpenError> {
    let failed = |e: String| OpenError::Connect(e);
    let mut inner = PgConnection::establish(url).map_err(|e| failed(e.to_string()))?;
    inner
        .batch_execute(SESSION)
        .map_err(|e| failed(e.to_string()))?;
    if purpose == Purpose::Read {
        inner
            .batch_execute("SET default_transaction_read_only = on")
            .map_err(|e| failed(e.to_string()))?;
    }
    inner.set_instrumentation(meter.clone());
    Ok(Conn::Postgres(inner))
}
