//! What both sides say: endpoints and their types, pure rules, words in two languages.
//! Compiles for the server and for the browser; knows no database, no server, no view.

pub mod access;
pub mod api;
pub mod ids;
pub mod lang;
pub mod text;
pub mod validate;
pub mod wire_enum;

pub use lang::Lang;
