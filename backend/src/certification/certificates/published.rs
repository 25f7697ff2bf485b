//! What other programs need to check a credential: the issuer's profile, its key, the status lists.
//! Public, signed where it matters, and open to every origin.

use actix_web::{HttpRequest, HttpResponse, http::header};
use serde_json::{Value, json};
use tongyu_shared::{Lang, text::certificates as words};

use super::{
    credential::Issuer,
    status_list::{self, StatusList},
    store,
};
use crate::{
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        mount::answered,
        peer,
    },
};

/// Shared caches may keep a list this long, so that a revocation shows within a minute.
const LIST_CACHE: &str = "public, max-age=30";
const KEY_CACHE: &str = "public, max-age=3600";

/// The issuer's profile.
pub async fn issuer(req: HttpRequest) -> HttpResponse {
    answer(&req, async |app| {
        let city = city(app).await?;
        let origin = &app.config.public_origin;
        let profile = json!({
            "@context": ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": format!("{origin}/c/issuer"),
            "type": ["Profile"],
            "name": words::issuer(Lang::ZhCn, city),
            "url": origin,
        });
        Ok(document(&profile, KEY_CACHE))
    })
    .await
}

/// The issuer's key by its thumbprint: what `kid` in a credential names.
pub async fn key(req: HttpRequest) -> HttpResponse {
    answer(&req, async |app| {
        let asked = req.match_info().get("key").unwrap_or_default();
        if asked == app.keys.issuer_thumbprint() {
            Ok(document(&jwk(app), KEY_CACHE))
        } else {
            Err(NOT_FOUND)
        }
    })
    .await
}

/// All keys of the issuer.
pub async fn keys(req: HttpRequest) -> HttpResponse {
    answer(&req, async |app| {
        Ok(document(&json!({ "keys": [jwk(app)] }), KEY_CACHE))
    })
    .await
}

fn jwk(app: &App) -> Value {
    json!({
        "kty": "OKP",
        "crv": "Ed25519",
        "alg": "EdDSA",
        "use": "sig",
        "kid": app.keys.issuer_thumbprint(),
        "x": app.keys.issuer_public(),
    })
}

/// A signed status list.
pub async fn status(req: HttpRequest) -> HttpResponse {
    answer(&req, async |app| {
        let asked = req.match_info().get("list").unwrap_or_default();
        let list = StatusList::ALL
            .into_iter()
            .find(|list| list.as_str() == asked);
        let list = list.ok_or(NOT_FOUND)?;
        let marked = app
            .db
            .read(move |conn| store::marked(conn, list.states()))
            .await?;
        let issuer = Issuer {
            keys: &app.keys,
            origin: &app.config.public_origin,
            city: "",
            demo: app.config.demo,
        };
        let signed = status_list::signed(issuer, list, &marked, app.clock.now())?;
        Ok(HttpResponse::Ok()
            .content_type("application/vc+jwt")
            .insert_header((header::CACHE_CONTROL, LIST_CACHE))
            .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
            .insert_header(("cross-origin-resource-policy", "cross-origin"))
            .body(signed))
    })
    .await
}

async fn city(app: &App) -> Result<String, Fault> {
    app.db.read(crate::site::city).await
}

fn document(value: &Value, cache: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .json(value)
}

async fn answer(
    req: &HttpRequest,
    work: impl AsyncFnOnce(&App) -> Result<HttpResponse, Fault>,
) -> HttpResponse {
    let done = match App::of(req) {
        Ok(app) => {
            let peer = peer::address(req, &app.config.trusted_proxy);
            match app.throttle.look_up(peer) {
                Ok(()) => work(&app).await,
                Err(fault) => Err(fault),
            }
        }
        Err(fault) => Err(fault),
    };
    answered(req, done)
}
