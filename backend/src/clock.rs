//! What time it is. The demo and the tests stop the clock or move it; the product never reads
//! the system's time elsewhere.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::TimeDelta;
use tongyu_shared::time::Instant;

/// A source of the present moment; clones share it.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that stands still until it is set.
    Fixed(Arc<RwLock<Instant>>),
    /// The system's clock, so much later.
    Shifted(TimeDelta),
}

impl Clock {
    /// A clock that shows `now` until it is set.
    pub fn fixed(now: Instant) -> Self {
        Self::Fixed(Arc::new(RwLock::new(now)))
    }

    /// A clock that shows `now` and goes on from there as time passes.
    pub fn running_from(now: Instant) -> Self {
        Self::Shifted(now.since(Self::System.now()))
    }

    /// The present moment, cut to microseconds.
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant::from(chrono::Utc::now()),
            Self::Fixed(now) => *now.read().unwrap_or_else(PoisonError::into_inner),
            Self::Shifted(by) => Self::System.now().plus(*by),
        }
    }

    /// Sets a fixed clock; one that goes on is not ours to set.
    pub fn set(&self, to: Instant) {
        if let Self::Fixed(now) = self {
            *now.write().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evening() -> Instant {
        "2026-11-23T19:00:00+08:00".parse().unwrap()
    }

    #[test]
    fn a_clock_that_runs_from_an_evening_goes_on_and_one_that_is_fixed_does_not() {
        let (running, fixed) = (Clock::running_from(evening()), Clock::fixed(evening()));
        let first = running.now();
        assert!(first >= evening() && first < evening().plus(TimeDelta::minutes(1)));
        while running.now() == first {}
        assert!(running.now() > first);
        assert_eq!(fixed.now(), evening());
    }
}
