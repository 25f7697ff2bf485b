//! What the routes of this room do with a request: know the caller, read, read what the log is told
//! of, and change.

use tongyu_db::{Conn, Tx};
use tongyu_shared::api::endpoint::Endpoint;

use super::{applications::record, caller::Caller};
use crate::{
    audit,
    http::{fault::Fault, input::In},
};

/// Who asks.
pub fn caller<E: Endpoint>(input: &In<E>) -> Result<Caller, Fault> {
    Ok(Caller {
        keys: input.app.keys.clone(),
        actor: input.actor()?.clone(),
        stamp: input.stamp,
        lang: input.lang,
        base: input.if_match,
    })
}

/// Reads something for whoever asks.
pub async fn reading<E, R>(
    input: In<E>,
    read: impl FnOnce(&Caller, &mut Conn, E::Path, &E::Query) -> Result<R, Fault> + Send + 'static,
) -> Result<R, Fault>
where
    E: Endpoint<Path: Send, Query: Send>,
    R: Send + 'static,
{
    let (caller, path, query) = (caller(&input)?, input.path, input.query);
    let read = move |conn: &mut Conn| read(&caller, conn, path, &query);
    input.app.db.read(read).await
}

/// Reads someone's file, and tells the log before it is shown that staff opened it.
pub async fn opening<E>(
    input: In<E>,
    (action, kind): (&'static str, &'static str),
    subject: String,
    read: impl FnOnce(&Caller, &mut Conn, E::Path) -> Result<E::Reply, Fault> + Send + 'static,
) -> Result<E::Reply, Fault>
where
    E: Endpoint<Path: Send, Query = (), Reply: Send>,
{
    let (app, stamp, asked) = (input.app.clone(), input.stamp, subject.clone());
    let (found, logged) = reading(input, move |caller, conn, path, ()| {
        let found = read(caller, conn, path)?;
        let logged = audit::is_read_logged(conn, &caller.stamp, action, &asked)?;
        Ok((found, logged))
    })
    .await?;
    if !logged {
        let write = move |tx: &mut Tx<'_>| record(tx, &stamp, action, kind, &subject);
        app.db.write(write).await?;
    }
    Ok(found)
}

/// Changes something for whoever asks, and shows what has become of it.
pub async fn changing<E>(
    input: In<E>,
    change: impl Fn(&Caller, &mut Tx<'_>, E::Path, &E::Body) -> Result<E::Reply, Fault> + Send + 'static,
) -> Result<E::Reply, Fault>
where
    E: Endpoint<Path: Copy + Send, Body: Send, Reply: Send>,
{
    let (caller, path, body) = (caller(&input)?, input.path, input.body);
    let change = move |tx: &mut Tx<'_>| change(&caller, tx, path, &body);
    input.app.db.write(change).await
}
