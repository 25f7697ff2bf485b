//! Delivering messages: taken up in one transaction, handed over outside any, noted in another.

use tokio::task::spawn_blocking;
use tongyu_shared::{Lang, api::problem::ProblemCode};

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
            let went = hand_over(app, gateway, due).await;
            match went {
                Went::Delivered => ran.delivered += 1,
                Went::Refused(refused) => {
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

/// What became of one message in one try.
enum Went {
    Delivered,
    Refused(Refused),
}

/// One try of one message. A fault is a failed try of this message alone: others go their way.
async fn hand_over(app: &App, gateway: &'static dyn Gateway, due: Due) -> Went {
    match try_once(app, gateway, due).await {
        Ok(went) => went,
        Err(fault) => {
            fault.log_of_job("deliver");
            tracing::error!(message = %due.id, tries = due.tries, "a try of a message failed");
            Went::Refused(Refused::Later)
        }
    }
}

async fn try_once(app: &App, gateway: &'static dyn Gateway, due: Due) -> Result<Went, Fault> {
    let rendered = match words(app, due).await? {
        Ok(rendered) => rendered,
        Err(reason) => {
            tracing::warn!(message = %due.id, ?reason, "message cannot be sent");
            return Ok(Went::Refused(Refused::Forever));
        }
    };
    let answer = spawn_blocking(move || gateway.deliver(&rendered))
        .await
        .map_err(Fault::internal)?;
    match answer {
        Ok(Accepted) => note_delivered(app, due).await.map(|()| Went::Delivered),
        Err(refused) => Ok(Went::Refused(refused)),
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

/// The message counts as delivered together with what follows from it. Where nothing can follow,
/// the message is delivered all the same: sending it again would not help. Only a database that
/// could not be reached leaves it to another try.
async fn note_delivered(app: &App, due: Due) -> Result<(), Fault> {
    let now = app.clock.now();
    let noted: Result<(), Fault> = app
        .db
        .write(move |tx| {
            if outbox::mark_delivered(tx, due.id, now)? {
                hooks::delivered(tx, &due.content, &stamp(now))?;
            }
            Ok(())
        })
        .await;
    match noted {
        Err(fault) if fault.code() != ProblemCode::Unavailable => {
            fault.log_of_job("deliver");
            tracing::error!(message = %due.id, "a delivered message had no effect");
            app.db
                .write(move |tx| outbox::mark_delivered(tx, due.id, now))
                .await
                .map(drop)
        }
        other => other,
    }
}
