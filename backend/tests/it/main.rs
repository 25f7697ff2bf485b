//! The API over real HTTP, every test on both databases, and the laws of the house.

mod audit;
mod cli;
mod feedback;
mod http;
mod identity;
mod kit;
mod laws;
mod messages;
mod org;
mod visits;
