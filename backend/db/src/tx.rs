//! The right to write.

use std::ops::{Deref, DerefMut};

use crate::conn::{AsConn, Conn};

/// A connection inside a write transaction. Only [`crate::Db::write`] makes one, so a store
/// function that takes `&mut Tx` cannot run outside a transaction.
///
/// Diesel's generic methods want the connection itself: `query.execute(tx.conn())`.
pub struct Tx<'a>(&'a mut Conn);

impl<'a> Tx<'a> {
    pub(crate) fn new(conn: &'a mut Conn) -> Self {
        Self(conn)
    }

    /// The connection, for diesel's `load`, `execute` and their kin.
    pub fn conn(&mut self) -> &mut Conn {
        self.0
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.0
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.0
    }
}

impl AsConn for Tx<'_> {
    fn as_conn(&mut self) -> &mut Conn {
        self.0
    }
}
