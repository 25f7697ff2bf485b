//! 先看看: a lesson for everyone, before anyone joins.

use actix_web::{HttpRequest, HttpResponse};
use tongyu_db::Conn;

use super::tonight;
use crate::{
    http::fault::Fault,
    messages::{page, tabs::SIGN_IN},
    org::joining::leads_to,
};

/// Leads to a lesson; to the way in where there is none yet.
pub async fn show(req: HttpRequest) -> HttpResponse {
    page::answer(&req, async |app| {
        let today = app.clock.now().date();
        let read = move |conn: &mut Conn| tonight::for_all(conn, today);
        let lesson = app.db.read(read).await?;
        let to = lesson.map_or_else(
            || SIGN_IN.to_owned(),
            |lesson| format!("/w/{}", lesson.lesson),
        );
        Ok::<_, Fault>(leads_to(&to, None))
    })
    .await
}
