//! The way of a request: mount, checks, handler, reply. Knows no room.

pub mod assets;
pub mod body;
pub mod encoding;
pub mod etag;
pub mod fault;
pub mod health;
pub mod input;
pub mod mount;
pub mod origin;
pub mod peer;
pub mod reply;
pub mod security_headers;
pub mod throttle;
pub mod trace;
