//! Defence against requests that another site makes a browser send: a change must come from our
//! own pages and carry a header that no form can set.

use actix_web::{
    HttpRequest,
    http::{Method, header},
};
use tongyu_shared::api::problem::ProblemCode;

use super::fault::Fault;

/// The header that the app sends with every request.
pub const APP_HEADER: &str = "x-tongyu";

/// Refuses a change that does not come from our own pages.
pub fn check(req: &HttpRequest, public_origin: &str) -> Result<(), Fault> {
    if matches!(*req.method(), Method::GET | Method::HEAD) {
        return Ok(());
    }
    let text = |name: &str| {
        req.headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let same_site = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text(header::ORIGIN.as_str()) == Some(public_origin),
    };
    if same_site && text(APP_HEADER).is_some() {
        Ok(())
    } else {
        Err(ProblemCode::ForeignOrigin.into())
    }
}
