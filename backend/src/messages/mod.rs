//! Messages to people and the link pages behind them. The outbox holds template and ids, never
//! text; texts and secrets are made when a message is delivered or shown. Imports no room.

pub mod again;
pub mod answering;
pub mod choice;
pub mod files;
pub mod forms;
pub mod gateway;
pub mod links;
pub mod outbox;
pub mod page;
mod render;
mod sandbox;
pub mod styles;
pub mod tabs;

pub use outbox::{NewMessage, OnItsWay, send, sent_since, way_of};
pub use render::{Rendered, Rendering, Text, Unsendable, render};
pub use sandbox::PATH as SANDBOX;
pub use tongyu_shared::messages::{LinkPurpose, Template};

use crate::http::mount::Mounts;

/// Mounts the sandbox and the style sheet of link pages.
pub fn mount(mounts: &mut Mounts) {
    sandbox::mount(mounts);
    styles::mount(mounts);
}
