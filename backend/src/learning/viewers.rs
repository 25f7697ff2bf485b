//! How many people watch at present, estimated from the tickets that reports bear: a HyperLogLog
//! of the last ten minutes and of the ten before, 8 KiB in all, whoever many they are.

use std::sync::{Mutex, PoisonError};

use tongyu_shared::time::Instant;

/// Seconds of a window; a phone reports within two of them.
const WINDOW_S: i64 = 600;
/// Bits of a ticket's number that choose a register: 4,096 of them err by 1.6 %.
const CHOOSING_BITS: u32 = 12;
const REGISTERS: usize = 1 << CHOOSING_BITS;

/// The estimate; counts in this process only.
#[derive(Debug)]
pub struct Viewers(Mutex<Counting>);

#[derive(Debug)]
struct Counting {
    window: i64,
    now: Vec<u8>,
    before: Vec<u8>,
    estimate: u64,
    estimated_s: i64,
}

impl Default for Viewers {
    fn default() -> Self {
        Self(Mutex::new(Counting {
            window: 0,
            now: vec![0; REGISTERS],
            before: vec![0; REGISTERS],
            estimate: 0,
            estimated_s: i64::MIN,
        }))
    }
}

impl Viewers {
    /// Notes that the ticket with this random number is in use, and gives the number of viewers,
    /// at most a second old.
    pub fn seen(&self, nonce: u64, now: Instant) -> u64 {
        let second = now.utc().timestamp();
        let mut counting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counting.turn(second.div_euclid(WINDOW_S));
        counting.note(nonce);
        if counting.estimated_s != second {
            counting.estimated_s = second;
            counting.estimate = counting.estimated();
        }
        counting.estimate
    }
}

impl Counting {
    fn turn(&mut self, window: i64) {
        if window == self.window {
            return;
        }
        if window == self.window + 1 {
            std::mem::swap(&mut self.now, &mut self.before);
        } else {
            self.before.fill(0);
        }
        self.now.fill(0);
        self.window = window;
    }

    fn note(&mut self, nonce: u64) {
        let register = usize::try_from(nonce >> (64 - CHOOSING_BITS)).unwrap_or_default();
        let rest = nonce << CHOOSING_BITS;
        let rank = rest.leading_zeros().min(64 - CHOOSING_BITS) + 1;
        let rank = u8::try_from(rank).unwrap_or(u8::MAX);
        if let Some(highest) = self.now.get_mut(register) {
            *highest = rank.max(*highest);
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an estimate of people"
    )]
    fn estimated(&self) -> u64 {
        let registers = REGISTERS as f64;
        let (mut sum, mut empty) = (0.0, 0_u32);
        for (now, before) in self.now.iter().zip(&self.before) {
            let rank = *now.max(before);
            sum += (-f64::from(rank)).exp2();
            empty += u32::from(rank == 0);
        }
        let alpha = 0.7213 / (1.0 + 1.079 / registers);
        let raw = alpha * registers * registers / sum;
        let counted = if raw <= 2.5 * registers && empty > 0 {
            registers * (registers / f64::from(empty)).ln()
        } else {
            raw
        };
        counted.round() as u64
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn start() -> Instant {
        "2026-11-23T19:00:00+08:00".parse().expect("an instant")
    }

    /// The same random-looking numbers every time (splitmix64).
    fn nonce(number: u64) -> u64 {
        let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    #[test]
    fn few_and_many_are_told_within_five_percent_and_repeats_do_not_count() {
        for people in [1_u64, 100, 5_000, 300_000] {
            let viewers = Viewers::default();
            for _ in 0..2 {
                for number in 0..people {
                    viewers.seen(nonce(number), start());
                }
            }
            let later = start().plus(TimeDelta::seconds(1));
            let told = viewers.seen(nonce(0), later);
            assert!(told.abs_diff(people) * 20 <= people, "{people}: {told}");
        }
    }

    #[test]
    fn those_who_left_are_forgotten_after_two_windows() {
        let viewers = Viewers::default();
        for number in 0..1_000 {
            viewers.seen(nonce(number), start());
        }
        let told = |minutes| viewers.seen(nonce(0), start().plus(TimeDelta::minutes(minutes)));
        assert!(told(10) > 900);
        assert!(told(20) < 10);
    }
}
