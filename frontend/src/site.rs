//! What the site says about itself, read once when the app starts.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::identity::endpoints::ReadSite;

use crate::{api, ui::Site};

/// Provides it to the whole app; empty until it has arrived, and where the server is not reached.
pub fn provide() -> Site {
    let site = Site {
        city: RwSignal::new(String::new()),
        filing: RwSignal::new(String::new()),
        complaints: RwSignal::new(String::new()),
        demo: RwSignal::new(false),
    };
    provide_context(site);
    spawn_local(async move {
        match api::call::<ReadSite>(&(), &(), &()).await {
            Ok(reply) => {
                site.city.set(reply.value.city);
                site.filing.set(reply.value.filing_number);
                site.complaints.set(reply.value.complaints);
                site.demo.set(reply.value.demo);
            }
            Err(error) => leptos::logging::warn!("the foot of the page stays empty: {error:?}"),
        }
    });
    site
}
