//! What both sides say: endpoints and their types, pure rules, words in two languages.
//! Compiles for the server and for the browser; knows no database, no server, no view.

pub mod access;
pub mod api;
pub mod certification;
pub mod courses;
pub mod feedback;
pub mod identity;
pub mod ids;
pub mod lang;
pub mod learning;
pub mod messages;
pub mod names;
pub mod org;
pub mod parts;
pub mod small_numbers;
#[expect(
    clippy::match_same_arms,
    clippy::too_many_arguments,
    clippy::too_many_lines,
    reason = "generated: one arm for each string, one argument for each placeholder"
)]
pub mod text;
pub mod time;
pub mod validate;
pub mod visits;
pub mod wire_enum;

pub use lang::Lang;
