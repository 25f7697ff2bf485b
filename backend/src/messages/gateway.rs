//! What carries messages to phones. The demo has the sandbox; a site without a gateway keeps its
//! messages waiting.

use super::Rendered;
use crate::config::Config;

/// The gateway took the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted;

/// The gateway did not take it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Another try may help: no connection, too many messages.
    #[error("the gateway cannot take messages now")]
    Later,
    /// No try will help: a number that does not exist.
    #[error("the gateway will never take this message")]
    Forever,
}

/// A way to a phone. Called outside any transaction, and perhaps twice for one message.
pub trait Gateway: Send + Sync {
    /// Hands a message over.
    fn deliver(&self, message: &Rendered) -> Result<Accepted, Refused>;
}

/// The demo's gateway: takes everything; its page shows what phones would show.
#[derive(Clone, Copy, Debug)]
pub struct Sandbox;

impl Gateway for Sandbox {
    fn deliver(&self, _: &Rendered) -> Result<Accepted, Refused> {
        Ok(Accepted)
    }
}

/// The gateway that a site has set up, if any.
pub fn configured(config: &Config) -> Option<&'static dyn Gateway> {
    config.demo.then_some(&Sandbox as &dyn Gateway)
}
