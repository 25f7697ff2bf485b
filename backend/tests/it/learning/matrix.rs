//! What the access matrix sends to the endpoints of watching.

use super::{
    film,
    viewer::{MOTHER, Phone},
};
use crate::kit::Site;

/// A body that the right person's call has: a film that is open, and a ticket that was given to
/// someone else.
pub async fn body(site: &Site, endpoint: &str) -> Option<String> {
    let film = film::published(site).await;
    let json = match endpoint {
        "IssueTicket" => serde_json::to_string(&film),
        "ReportWatch" => {
            let phone = Phone::of(site, MOTHER, film).await;
            serde_json::to_string(&phone.report(&[[0, 5]]))
        }
        _ => return None,
    };
    Some(json.expect("JSON"))
}
