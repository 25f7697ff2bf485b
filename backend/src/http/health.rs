//! For those who keep the server running: is the process alive, and can it serve?

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use crate::app::App;

/// What must hold for the server to serve.
#[derive(Serialize)]
struct Ready {
    database: bool,
    migrations_at_head: bool,
    durable: bool,
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
    let at_head = app.db.migrations_at_head().await;
    let durable = app.db.durable().await;
    let ready = Ready {
        database: at_head.is_ok() && durable.is_ok(),
        migrations_at_head: matches!(at_head, Ok(true)),
        durable: matches!(durable, Ok(true)),
    };
    if ready.database && ready.migrations_at_head && ready.durable {
        HttpResponse::Ok().json(ready)
    } else {
        HttpResponse::ServiceUnavailable().json(ready)
    }
}
