//! What the access matrix sends to the endpoints of watching.

use tongyu_shared::ids::PersonId;

use super::{
    film,
    viewer::{self, MOTHER, Phone},
};
use crate::kit::Site;

/// Stands in a call for whoever makes it.
const CALLER: PersonId = PersonId::from_bytes([7; 16]);

/// The call's body as someone sends it.
pub async fn sent_by(site: &Site, who: &str, body: &str) -> String {
    let caller = CALLER.to_string();
    if !body.contains(&caller) {
        return body.to_owned();
    }
    let person = viewer::person(site, who).await;
    body.replace(&caller, &person.to_string())
}

/// A body that the right person's call has: a film that is open, and a ticket that was given to
/// someone else.
pub async fn body(site: &Site, endpoint: &str) -> Option<String> {
    let film = film::published(site).await;
    let json = match endpoint {
        "IssueTicket" => serde_json::to_string(&film.wanted_by(CALLER)),
        "ReportWatch" => {
            let phone = Phone::of(site, MOTHER, film).await;
            serde_json::to_string(&phone.report(&[[0, 5]]))
        }
        _ => return None,
    };
    Some(json.expect("JSON"))
}
