//! The set as it is kept: for each range the gap before it and its length, as numbers of seven
//! bits a byte. A film seen from the start takes two bytes or three.

use super::Covered;

/// These bytes are no set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASet;

impl std::fmt::Display for NotASet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("these bytes are no set of seconds")
    }
}

impl std::error::Error for NotASet {}

impl Covered {
    /// The set in few bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.0.len() * 4);
        let mut last = 0;
        for &(from, to) in &self.0 {
            write(&mut out, from - last);
            write(&mut out, to - from);
            last = to;
        }
        out
    }

    /// Reads what [`Covered::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotASet> {
        let mut rest = bytes.iter().copied();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        while rest.len() > 0 {
            let gap = read(&mut rest)?;
            let length = read(&mut rest)?;
            let last = ranges.last().map(|(_, to)| *to);
            let from = last.unwrap_or(0).checked_add(gap).ok_or(NotASet)?;
            let to = from.checked_add(length).ok_or(NotASet)?;
            if length == 0 || (gap == 0 && last.is_some()) {
                return Err(NotASet);
            }
            ranges.push((from, to));
        }
        Ok(Self(ranges))
    }
}

fn write(out: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        out.push(seven_bits(number) | 0x80);
        number >>= 7;
    }
    out.push(seven_bits(number));
}

/// The lowest seven bits.
const fn seven_bits(number: u32) -> u8 {
    (number & 0x7f) as u8
}

fn read(bytes: &mut impl Iterator<Item = u8>) -> Result<u32, NotASet> {
    let mut number = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let byte = bytes.next().ok_or(NotASet)?;
        let part = u32::from(byte & 0x7f);
        // Of the fifth byte only four bits are left.
        if shift == 28 && part > 0xf {
            return Err(NotASet);
        }
        number |= part << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(NotASet)
}
