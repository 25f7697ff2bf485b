//! What tests stand on: an isolated database each, a running server, people who are clients.
//!
//! `on_both!` runs one test body on SQLite and on PostgreSQL. The body gets a [`Site`]: the
//! demo city and the access fixture, on a clock that stands at 2026-11-23 19:00 +08:00.

pub mod client;
pub mod databases;
pub mod fixture;
pub mod messy;
pub mod needed;
pub mod reach;
pub mod rival;
pub mod site;

pub use client::{Answer, Client};
pub use site::Site;

/// One test body, two databases: `on_both! { async fn a_rule_holds(site: Site) { … } }`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($site:ident: Site) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "a body may need nothing from around it")]
            use super::*;

            async fn body($site: $crate::kit::Site) $body

            #[actix_web::test]
            async fn sqlite() {
                body($crate::kit::Site::on_sqlite()).await;
            }

            $crate::on_postgres! { async fn postgres(site: Site) { body(site).await; } }
        }
    )+};
}

/// A test of what only PostgreSQL does: several writers at once.
#[macro_export]
macro_rules! on_postgres {
    ($($(#[$meta:meta])* async fn $name:ident($site:ident: Site) $body:block)+) => {$(
        $(#[$meta])*
        #[actix_web::test]
        async fn $name() {
            if let Some($site) = $crate::kit::Site::on_postgres() $body
        }
    )+};
}
