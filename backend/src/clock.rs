//! What time it is. The demo and the tests stop the clock or move it; the product never reads
//! the system's time elsewhere.

use std::sync::{Arc, PoisonError, RwLock};

use tongyu_shared::time::Instant;

/// A source of the present moment; clones share it.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that stands still until it is set.
    Fixed(Arc<RwLock<Instant>>),
}

impl Clock {
    /// A clock that shows `now` until it is set.
    pub fn fixed(now: Instant) -> Self {
        Self::Fixed(Arc::new(RwLock::new(now)))
    }

    /// The present moment, cut to microseconds.
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant::from(chrono::Utc::now()),
            Self::Fixed(now) => *now.read().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Sets a fixed clock; the system's clock is not ours to set.
    pub fn set(&self, to: Instant) {
        if let Self::Fixed(now) = self {
            *now.write().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}
