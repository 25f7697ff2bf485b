//! The app in the browser: a library, so that its logic is tested on the host, and a binary that
//! starts it.

pub mod api;
pub mod app;
pub mod clock;
pub mod form;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod i18n;
pub mod identity;
pub mod load;
pub mod me;
pub mod nav;
pub mod offline;
pub mod prefs;
pub mod query;
pub mod route;
pub mod session;
pub mod ui;
pub mod writes;
