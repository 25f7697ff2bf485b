//! A cursor over ASCII text for the two parsers of this module.

use super::TimeError;

/// What is left to read.
pub(super) struct Digits<'a>(pub &'a [u8]);

impl Digits<'_> {
    /// Reads exactly `count` digits.
    pub fn number(&mut self, count: usize) -> Result<u32, TimeError> {
        let (head, rest) = self.0.split_at_checked(count).ok_or(TimeError::Malformed)?;
        self.0 = rest;
        head.iter().try_fold(0_u32, |sum, byte| match byte {
            b'0'..=b'9' => Ok(sum * 10 + u32::from(byte - b'0')),
            _ => Err(TimeError::Malformed),
        })
    }

    /// Reads one byte if it is among `allowed`.
    pub fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        allowed.contains(&first).then(|| {
            self.0 = rest;
            first
        })
    }

    /// Reads one byte that must be `wanted`.
    pub fn skip(&mut self, wanted: u8) -> Result<(), TimeError> {
        self.one_of(&[wanted])
            .map(|_| ())
            .ok_or(TimeError::Malformed)
    }

    /// Reads the digits of a fraction of a second as microseconds; finer digits are cut.
    pub fn micros(&mut self) -> Result<u32, TimeError> {
        let mut micros = 0;
        let mut places = 0;
        while let Some(digit) = self.one_of(b"0123456789") {
            if places < 6 {
                micros = micros * 10 + u32::from(digit - b'0');
            }
            places += 1;
        }
        if places == 0 {
            return Err(TimeError::Malformed);
        }
        Ok(micros * 10_u32.pow(6_u32.saturating_sub(places)))
    }
}
