//! For those who keep the server running: is the process alive, and can it serve?

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::TimeDelta;
use serde::Serialize;
use tokio::sync::Mutex;
use tongyu_shared::time::Instant;

use crate::app::App;

/// For so long an answer holds. Anybody may ask, and asking costs the one writer two errands.
const HOLDS: TimeDelta = TimeDelta::seconds(1);

/// What must hold for the server to serve.
#[derive(Clone, Copy, Serialize)]
struct Ready {
    database: bool,
    migrations_at_head: bool,
    durable: bool,
}

impl Ready {
    async fn look(app: &App) -> Self {
        let at_head = app.db.migrations_at_head().await;
        let durable = app.db.durable().await;
        Self {
            database: at_head.is_ok() && durable.is_ok(),
            migrations_at_head: matches!(at_head, Ok(true)),
            durable: matches!(durable, Ok(true)),
        }
    }

    const fn all(self) -> bool {
        self.database && self.migrations_at_head && self.durable
    }
}

/// Whether the server could serve when it was last looked at. Those who ask meanwhile wait for
/// the one who looks.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(Instant, Ready)>>);

impl Readiness {
    async fn ask(&self, app: &App) -> Ready {
        let mut last = self.0.lock().await;
        let now = app.clock.now();
        // A clock that was set back makes the last look worthless, not everlasting.
        let fresh = |at: Instant| now >= at && now.since(at) < HOLDS;
        match *last {
            Some((at, ready)) if fresh(at) => ready,
            _ => {
                let ready = Ready::look(app).await;
                *last = Some((now, ready));
                ready
            }
        }
    }
}

/// Adds `/healthz` and `/readyz`.
pub fn mount(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/healthz").get(async || HttpResponse::Ok().body("ok\n")));
    cfg.service(web::resource("/readyz").get(ready));
}

async fn ready(req: HttpRequest) -> HttpResponse {
    let Ok(app) = App::of(&req) else {
        return HttpResponse::ServiceUnavailable().finish();
    };
    let ready = app.readiness.ask(&app).await;
    if ready.all() {
        HttpResponse::Ok().json(ready)
    } else {
        HttpResponse::ServiceUnavailable().json(ready)
    }
}
