//! Watching and trying: tickets, reports that become durable in groups, the parent's own record,
//! and the lesson's page. Nobody's watching is shown to anyone but that person.

mod own;
mod pages;
mod recording;
pub mod routes;
mod service;
mod sink;
mod store;
mod ticket;
mod tries;
mod viewers;
mod watching;

pub use own::clear as forget_person;
pub use recording::stop_unless_agreed;
pub use watching::Watching;
