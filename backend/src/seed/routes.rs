//! The demo's routing table: what goes to which office.

use tongyu_shared::feedback::types::{MatterKind, Theme};

use super::{builder::Builder, label};
use crate::{
    feedback::routing::{self, Route},
    http::fault::Fault,
};

/// The office that owns a theme; none for `other`, which the coordinator assigns by hand.
fn office(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::Learning | Theme::AfterSchool | Theme::Teachers => Some("教务处"),
        Theme::Conduct | Theme::Wellbeing | Theme::Support => Some("德育处"),
        Theme::Health | Theme::Safety | Theme::Facilities => Some("总务处"),
        Theme::Other => None,
    }
}

/// Plants the routing table of a school.
pub fn plant(builder: &mut Builder<'_, '_>, school: &str) -> Result<(), Fault> {
    let mut routes = Vec::new();
    for &kind in MatterKind::ALL {
        for &theme in Theme::ALL {
            if let Some(name) = office(theme) {
                let office = label::node(&format!("{school}/{name}"));
                routes.push(Route {
                    kind,
                    theme,
                    office,
                });
            }
        }
    }
    routing::replace(builder.tx, label::node(school), &routes)
}
