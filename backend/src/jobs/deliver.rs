//! Delivering messages: taken up in one transaction, handed over outside any, noted in another.

use tokio::task::spawn_blocking;
use tongyu_shared::Lang;

use super::{Ran, hooks, stamp};
use crate::{
    app::App,
    http::fault::Fault,
    messages::{
        Rendered, Rendering, Unsendable,
        gateway::{self, Accepted, Gateway, Refused},
        outbox::{self, Due},
        render,
    },
};

/// Messages taken up at once.
const BATCH: i64 = 50;

/// Delivers what is due through the gateway that the site has. Without one, messages wait.
pub(super) async fn run(app: &App, ran: &mut Ran) -> Result<(), Fault> {
    if let Some(gateway) = gateway::configured(&app.config) {
        let round = deliver_through(app, gateway).await?;
        ran.delivered += round.delivered;
        ran.put_off += round.put_off;
        ran.failed += round.failed;
    }
    Ok(())
}

/// How many messages wait because the site has no gateway.
pub(super) async fn waiting_for_a_gateway(app: &App) -> Result<i64, Fault> {
    if gateway::configured(&app.config).is_some() {
        return Ok(0);
    }
    app.db.read(outbox::count_waiting).await
}

/// Delivers what is due through `gateway`.
pub async fn deliver_through(app: &App, gateway: &'static dyn Gateway) -> Result<Ran, Fault> {
    let mut ran = Ran::default();
    loop {
        let now = app.clock.now();
        if !app.db.read(move |conn| outbox::is_due(conn, now)).await? {
            return Ok(ran);
        }
        let batch = app
            .db
            .write(move |tx| outbox::claim_due(tx, now, BATCH))
            .await?;
        if batch.is_empty() {
            // Another process took them.
            return Ok(ran);
        }
        for due in batch {
            match hand_over(app, gateway, due).await? {
                Ok(Accepted) => {
                    note_delivered(app, due).await?;
                    ran.delivered += 1;
                }
                Err(refused) => {
                    let forever = refused == Refused::Forever;
                    if app
                        .db
                        .write(move |tx| outbox::mark_failed(tx, &due, forever))
                        .await?
                    {
                        tracing::warn!(message = %due.id, tries = due.tries, "message given up");
                        ran.failed += 1;
                    } else {
                        ran.put_off += 1;
                    }
                }
            }
        }
    }
}

async fn hand_over(
    app: &App,
    gateway: &'static dyn Gateway,
    due: Due,
) -> Result<Result<Accepted, Refused>, Fault> {
    match words(app, due).await? {
        Ok(rendered) => spawn_blocking(move || gateway.deliver(&rendered))
            .await
            .map_err(Fault::internal),
        Err(reason) => {
            tracing::warn!(message = %due.id, ?reason, "message cannot be sent");
            Ok(Err(Refused::Forever))
        }
    }
}

/// Families read Chinese on their phones; the pages behind the links follow their browser.
async fn words(app: &App, due: Due) -> Result<Result<Rendered, Unsendable>, Fault> {
    let (shared, now) = (app.clone(), app.clock.now());
    app.db
        .read(move |conn| {
            let how = Rendering {
                keys: &shared.keys,
                origin: &shared.config.public_origin,
                lang: Lang::ZhCn,
            };
            render(conn, how, due.id, &due.content, now)
        })
        .await
}

/// The message counts as delivered together with what follows from it. Where a room refuses to
/// follow, the message is delivered all the same: sending it again would not help.
async fn note_delivered(app: &App, due: Due) -> Result<(), Fault> {
    let now = app.clock.now();
    let noted = app
        .db
        .write(move |tx| {
            if outbox::mark_delivered(tx, due.id, now)? {
                hooks::delivered(tx, &due.content, &stamp(now))?;
            }
            Ok(())
        })
        .await;
    match noted {
        Err(Fault::Problem(code)) => {
            tracing::error!(message = %due.id, %code, "a delivered message had no effect");
            app.db
                .write(move |tx| outbox::mark_delivered(tx, due.id, now))
                .await
                .map(drop)
        }
        other => other,
    }
}
