//! Sealing the audit log, and telling another place how far it has come.

use std::io::Write as _;

use tongyu_db::DbError;

use crate::{
    app::App,
    audit::{Checkpoint, seal},
    http::fault::Fault,
};

/// Seals what waits; the number of places added.
pub(super) async fn run(app: &App) -> Result<i64, Fault> {
    let mut first = None;
    let mut last = None;
    while app.db.read(seal::is_due).await? {
        let (keys, now) = (app.keys.clone(), app.clock.now());
        let sealed = app
            .db
            .write(move |tx| {
                let before = seal::head(tx)?.seq;
                Ok(seal::seal(tx, &keys, now)?.map(|head| (before, head)))
            })
            .await;
        match sealed {
            Ok(Some((before, head))) => {
                first.get_or_insert(before);
                last = Some(head);
            }
            // Nothing is left, or another process sealed it.
            Ok(None) | Err(Fault::Db(DbError::Unique { .. })) => break,
            Err(fault) => return Err(fault),
        }
    }
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(0);
    };
    tell(app, &last);
    Ok(last.seq - first)
}

/// Adds the checkpoint to the file that the site keeps in another place, if it keeps one.
fn tell(app: &App, checkpoint: &Checkpoint) {
    let path = &app.config.audit_checkpoints;
    if path.is_empty() {
        return;
    }
    let line = checkpoint.print(&app.keys);
    let written = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .and_then(|mut file| writeln!(file, "{line}"));
    if let Err(error) = written {
        tracing::error!(%error, "the audit checkpoint could not be kept");
    }
}
