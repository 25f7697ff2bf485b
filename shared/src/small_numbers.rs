//! Aggregates of few people tell about each of them: whoever may not open the rows does not see
//! the sum either. A village school's principal may, and sees her own.

/// Whether an aggregate over `n` may be shown. `smallest` comes from the rule pack.
pub const fn shown(n: u32, may_open_rows: bool, smallest: u32) -> bool {
    may_open_rows || n >= smallest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_hidden_from_those_who_may_not_open_the_rows() {
        for (n, may_open_rows, visible) in [
            (0, false, false),
            (9, false, false),
            (10, false, true),
            (0, true, true),
            (9, true, true),
        ] {
            assert_eq!(shown(n, may_open_rows, 10), visible, "{n} {may_open_rows}");
        }
    }
}
