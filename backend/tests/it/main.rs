//! The API over real HTTP, every test on both databases, and the laws of the house.

mod audit;
mod certificates;
mod certification;
mod cli;
mod courses;
mod family;
mod feedback;
mod http;
mod identity;
mod kit;
mod laws;
mod learning;
mod messages;
mod org;
mod visits;
