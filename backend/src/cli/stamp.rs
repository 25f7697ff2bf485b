//! When a command acts, and under which id the log tells it.

use tongyu_shared::ids::RequestId;

use crate::{clock::Clock, http::input::Stamp};

/// Now, by nobody's account.
pub fn now() -> Stamp {
    Stamp {
        now: Clock::System.now(),
        request: Some(RequestId::new()),
        account: None,
    }
}
