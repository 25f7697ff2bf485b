//! How often one may try to sign in: by phone, which is by account, and with a high ceiling by
//! address, because a school or a carrier is one address on a first-lesson evening.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::fault::Fault;
use crate::clock::Clock;

/// Seconds between two codes to one phone.
pub const CODE_PAUSE_S: u32 = 60;
/// Codes to one phone at once, and the time after which one more may follow.
const CODES: (u32, Duration) = (5, Duration::from_mins(12));
/// Tries to sign in with one phone at once, and the time after which one more may follow.
const TRIES: (u32, Duration) = (10, Duration::from_mins(1));
/// Requests of one address at once, and the time after which one more may follow.
const REQUESTS: (u32, Duration) = (600, Duration::from_millis(100));
/// Look-ups of certificates by one address at once: a hall where everyone scans is one address.
const LOOK_UPS: (u32, Duration) = (600, Duration::from_millis(100));
/// Objections of one address at once, and the time after which one more may follow.
const OBJECTIONS: (u32, Duration) = (30, Duration::from_mins(1));

/// The limits of one process.
pub struct Throttle {
    code_pause: Limiter<String>,
    codes: Limiter<String>,
    tries: Limiter<String>,
    requests: Limiter<IpAddr>,
    look_ups: Limiter<IpAddr>,
    objections: Limiter<IpAddr>,
}

impl Throttle {
    /// Fresh limits that follow `clock`.
    pub fn new(clock: Clock) -> Self {
        let clock = Ticks(clock);
        let pause = Duration::from_secs(CODE_PAUSE_S.into());
        Self {
            code_pause: limiter((1, pause), &clock),
            codes: limiter(CODES, &clock),
            tries: limiter(TRIES, &clock),
            requests: limiter(REQUESTS, &clock),
            look_ups: limiter(LOOK_UPS, &clock),
            objections: limiter(OBJECTIONS, &clock),
        }
    }

    /// A code is asked for. `phone` is the hash of a phone, known or not.
    pub fn ask_code(&self, phone: &str, peer: IpAddr) -> Result<(), Fault> {
        check(&self.requests, &peer)?;
        check(&self.code_pause, &phone.to_owned())?;
        check(&self.codes, &phone.to_owned())
    }

    /// A code is tried.
    pub fn try_code(&self, phone: &str, peer: IpAddr) -> Result<(), Fault> {
        check(&self.requests, &peer)?;
        check(&self.tries, &phone.to_owned())
    }

    /// A sign-in link is tried. Its secret cannot be guessed; this only bounds the noise.
    pub fn try_link(&self, peer: IpAddr) -> Result<(), Fault> {
        check(&self.requests, &peer)
    }

    /// A certificate is looked up, or a notice.
    pub fn look_up(&self, peer: IpAddr) -> Result<(), Fault> {
        check(&self.look_ups, &peer)
    }

    /// Someone objects to a notice.
    pub fn object(&self, peer: IpAddr) -> Result<(), Fault> {
        check(&self.objections, &peer)
    }

    /// Forgets phones and addresses that are back at their full allowance.
    pub fn forget_idle(&self) {
        self.code_pause.retain_recent();
        self.codes.retain_recent();
        self.tries.retain_recent();
        self.requests.retain_recent();
        self.look_ups.retain_recent();
        self.objections.retain_recent();
    }
}

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, Ticks, NoOpMiddleware<Duration>>;

/// The application's clock as the limiters read it: time since 1970.
#[derive(Clone, Debug)]
struct Ticks(Clock);

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let micros = self.0.now().utc().timestamp_micros();
        Duration::from_micros(u64::try_from(micros).unwrap_or(0))
    }
}

fn limiter<K: std::hash::Hash + Eq + Clone>(
    (at_once, one_more): (u32, Duration),
    clock: &Ticks,
) -> Limiter<K> {
    let burst = NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN);
    // Only a pause of nothing has no quota; then one a second is a safe reading.
    let quota = Quota::with_period(one_more)
        .unwrap_or(Quota::per_second(NonZeroU32::MIN))
        .allow_burst(burst);
    RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone())
}

fn check<K: std::hash::Hash + Eq + Clone>(limiter: &Limiter<K>, key: &K) -> Result<(), Fault> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(limiter.clock().now());
        Fault::TooMany(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
    })
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use chrono::TimeDelta;
    use tongyu_shared::time::Instant;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn start() -> (Throttle, Clock) {
        let now: Instant = "2026-11-23T19:00:00+08:00".parse().unwrap();
        let clock = Clock::fixed(now);
        (Throttle::new(clock.clone()), clock)
    }

    fn pass(clock: &Clock, seconds: i64) {
        clock.set(clock.now().plus(TimeDelta::seconds(seconds)));
    }

    fn wait(result: &Result<(), Fault>) -> Option<u64> {
        match result {
            Err(Fault::TooMany(seconds)) => Some(*seconds),
            _ => None,
        }
    }

    #[test]
    fn one_code_a_minute_and_five_in_a_row() {
        let (throttle, clock) = start();
        for _ in 0..5 {
            assert!(throttle.ask_code("a", HERE).is_ok());
            assert_eq!(wait(&throttle.ask_code("a", HERE)), Some(60));
            assert!(
                throttle.ask_code(&clock.now().to_string(), HERE).is_ok(),
                "another phone"
            );
            pass(&clock, 60);
        }
        assert_eq!(wait(&throttle.ask_code("a", HERE)), Some(12 * 60 - 5 * 60));
    }

    #[test]
    fn ten_tries_and_then_one_a_minute() {
        let (throttle, clock) = start();
        for _ in 0..10 {
            assert!(throttle.try_code("a", HERE).is_ok());
        }
        assert_eq!(wait(&throttle.try_code("a", HERE)), Some(60));
        pass(&clock, 60);
        assert!(throttle.try_code("a", HERE).is_ok());
        assert!(throttle.try_code("a", HERE).is_err());
    }

    #[test]
    fn an_address_has_a_high_ceiling() {
        let (throttle, _) = start();
        for phone in 0..600 {
            assert!(
                throttle.ask_code(&phone.to_string(), HERE).is_ok(),
                "{phone}"
            );
        }
        assert_eq!(wait(&throttle.ask_code("one more", HERE)), Some(1));
        assert!(
            throttle
                .try_link(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)))
                .is_ok()
        );
    }
}
