//! The app in the browser: a library, so that its logic is tested on the host, and a binary for
//! each of its parts.

pub mod act;
pub mod api;
pub mod app;
pub mod certification;
pub mod certification_part;
pub mod clock;
pub mod courses;
pub mod daily;
pub mod desk;
pub mod feedback;
pub mod form;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod i18n;
pub mod identity;
pub mod load;
pub mod me;
pub mod nav;
pub mod offline;
pub mod org;
pub mod pages;
pub mod part;
pub mod prefs;
pub mod query;
pub mod route;
pub mod school;
pub mod scope;
pub mod session;
pub mod site;
pub mod ui;
pub mod upload;
pub mod visits;
pub mod writes;
