//! The seconds of a film that someone has seen, as half-open ranges on a grid of one second. The
//! union of such sets is commutative, associative and idempotent, so that reports may be lost,
//! repeated and reordered (design: learning.md, "Watch progress").

mod bytes;

pub use bytes::NotASet;

/// Seconds of one step of the grid.
pub const GRID_S: u32 = 1;

/// A set of seconds: ranges in order that neither meet nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered(Vec<(u32, u32)>);

impl Covered {
    /// The set of these ranges in any order; they may overlap. Empty ranges hold nothing.
    pub fn of(ranges: &[[u32; 2]]) -> Self {
        let mut sorted: Vec<_> = ranges
            .iter()
            .filter(|[from, to]| from < to)
            .map(|[from, to]| (*from, *to))
            .collect();
        sorted.sort_unstable();
        Self(joined(sorted))
    }

    /// The ranges as they travel.
    pub fn ranges(&self) -> Vec<[u32; 2]> {
        self.0.iter().map(|(from, to)| [*from, *to]).collect()
    }

    /// How many seconds it holds.
    pub fn seconds(&self) -> u32 {
        self.0.iter().map(|(from, to)| to - from).sum()
    }

    /// Whether it holds nothing.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first second after all that it holds; 0 of an empty set.
    pub fn end(&self) -> u32 {
        self.0.last().map_or(0, |(_, to)| *to)
    }

    /// All seconds of both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut all = Vec::with_capacity(self.0.len() + other.0.len());
        all.extend_from_slice(&self.0);
        all.extend_from_slice(&other.0);
        all.sort_unstable();
        Self(joined(all))
    }

    /// The seconds of this set that `other` does not hold.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        let mut taken = other.0.iter().peekable();
        for &(mut from, to) in &self.0 {
            // What ends before this range ends before all later ones too.
            while taken.next_if(|(_, end)| *end <= from).is_some() {}
            let mut rest = taken.clone();
            while let Some(&(start, end)) = rest.next_if(|(start, _)| *start < to) {
                if from < start {
                    left.push((from, start));
                }
                from = from.max(end);
            }
            if from < to {
                left.push((from, to));
            }
        }
        Self(left)
    }

    /// The earliest `most` seconds of the film that it holds: what is above a bound is cut off.
    #[must_use]
    pub fn first(&self, most: u32) -> Self {
        let mut left = most;
        let mut kept = Vec::new();
        for &(from, to) in &self.0 {
            if left == 0 {
                break;
            }
            let length = (to - from).min(left);
            kept.push((from, from + length));
            left -= length;
        }
        Self(kept)
    }

    /// This set with those seconds of `reported` that fit under `bound` in all. What was credited
    /// before stays credited.
    #[must_use]
    pub fn credit(&self, reported: &Self, bound: u32) -> Self {
        let room = bound.saturating_sub(self.seconds());
        self.union(&reported.minus(self).first(room))
    }
}

/// Sorted ranges with those that overlap or touch made one.
fn joined(sorted: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
    for (from, to) in sorted {
        match out.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => out.push((from, to)),
        }
    }
    out
}

#[cfg(test)]
mod tests;
