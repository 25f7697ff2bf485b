//! 先看看: a lesson for everyone, before anyone joins: of the child's stage, where the address says it.

use actix_web::{HttpRequest, HttpResponse};
use tongyu_db::Conn;
use tongyu_shared::org::grades::Stage;

use super::tonight;
use crate::{
    http::fault::Fault,
    messages::{choice::Choice, page, tabs::SIGN_IN},
    org::joining::leads_to,
};

/// Leads to a lesson; to the way in where there is none yet.
pub async fn show(req: HttpRequest) -> HttpResponse {
    page::answer(&req, async |app| {
        let (today, stage) = (app.clock.now().date(), stage(&req));
        let read = move |conn: &mut Conn| tonight::for_all(conn, stage, today);
        let lesson = app.db.read(read).await?;
        let to = lesson.map_or_else(
            || SIGN_IN.to_owned(),
            |lesson| format!("/w/{}", lesson.lesson),
        );
        Ok::<_, Fault>(leads_to(
            &to,
            Choice::of_address(req.query_string()).cookies(),
        ))
    })
    .await
}

fn stage(req: &HttpRequest) -> Option<Stage> {
    let mut parts = req.query_string().split('&');
    let asked = parts.find_map(|part| part.strip_prefix("stage="))?;
    asked.parse().ok()
}
