use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn brute(ranges: &[[u32; 2]]) -> BTreeSet<u32> {
    ranges.iter().flat_map(|[from, to]| *from..*to).collect()
}

fn seconds(set: &Covered) -> BTreeSet<u32> {
    brute(&set.ranges())
}

fn set(ranges: &[[u32; 2]]) -> Covered {
    Covered::of(ranges)
}

fn reports() -> impl Strategy<Value = Vec<Vec<[u32; 2]>>> {
    let range = (0_u32..320, 0_u32..60).prop_map(|(from, length)| [from, from + length]);
    prop::collection::vec(prop::collection::vec(range, 0..8), 0..8)
}

#[test]
fn ranges_that_overlap_or_touch_are_one() {
    for (ranges, expected) in [
        (vec![], vec![]),
        (vec![[5, 5], [9, 2]], vec![]),
        (vec![[0, 118], [240, 300]], vec![[0, 118], [240, 300]]),
        (vec![[10, 20], [0, 10]], vec![[0, 20]]),
        (vec![[0, 30], [5, 10], [29, 31]], vec![[0, 31]]),
    ] {
        assert_eq!(set(&ranges).ranges(), expected, "{ranges:?}");
    }
}

#[test]
fn the_first_half_twice_is_half() {
    let half = set(&[[0, 150]]);
    assert_eq!(half.union(&half).seconds() * 2, 300);
}

#[test]
fn what_is_above_the_bound_is_cut_off_and_what_was_credited_stays() {
    let before = set(&[[100, 160]]);
    for (reported, bound, expected) in [
        (set(&[[0, 300]]), 0, vec![[100, 160]]),
        (set(&[[0, 300]]), 75, vec![[0, 15], [100, 160]]),
        (set(&[[90, 170]]), 70, vec![[90, 160]]),
        (set(&[[90, 170]]), 75, vec![[90, 165]]),
        (set(&[[0, 300]]), 1_000, vec![[0, 300]]),
    ] {
        let credited = before.credit(&reported, bound);
        assert_eq!(credited.ranges(), expected, "{reported:?} {bound}");
    }
}

#[test]
fn a_usual_set_takes_few_bytes() {
    assert_eq!(set(&[[0, 118]]).to_bytes().len(), 2);
    assert!(set(&[[0, 118], [240, 300]]).to_bytes().len() <= 5);
    let often_skipped: Vec<_> = (0..30).map(|at| [at * 10, at * 10 + 6]).collect();
    assert!(set(&often_skipped).to_bytes().len() <= 60);
}

#[test]
fn bytes_that_no_set_writes_are_refused() {
    for bytes in [
        &[0x80][..],
        &[1],
        &[1, 0],
        &[0, 1, 0, 1],
        &[0xff, 0xff, 0xff, 0xff, 0x1f, 1],
        &[0xff, 0xff, 0xff, 0xff, 0x0f, 1],
    ] {
        assert_eq!(Covered::from_bytes(bytes), Err(NotASet), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn the_union_is_that_of_brute_force_for_any_order_loss_and_repetition(
        reports in reports(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..24),
    ) {
        prop_assume!(!reports.is_empty());
        let mut arrived = Covered::default();
        let mut expected = BTreeSet::new();
        for pick in order {
            let report = pick.get(&reports);
            arrived = arrived.union(&set(report));
            expected.extend(brute(report));
            prop_assert_eq!(seconds(&arrived), expected.clone());
        }
        prop_assert_eq!(arrived.seconds() as usize, expected.len());
    }

    #[test]
    fn difference_and_bound_are_those_of_brute_force(
        reports in reports(),
        bound in 0_u32..400,
    ) {
        let mut sets = reports.iter().map(|ranges| set(ranges));
        let (a, b) = (sets.next().unwrap_or_default(), sets.next().unwrap_or_default());
        let left: BTreeSet<_> = seconds(&a).difference(&seconds(&b)).copied().collect();
        prop_assert_eq!(seconds(&a.minus(&b)), left);
        let first: BTreeSet<_> = seconds(&a).into_iter().take(bound as usize).collect();
        prop_assert_eq!(seconds(&a.first(bound)), first);
        let credited = b.credit(&a, bound);
        prop_assert!(credited.seconds() <= bound.max(b.seconds()));
        prop_assert_eq!(b.minus(&credited), Covered::default());
    }

    #[test]
    fn what_is_kept_is_what_was_seen(reports in reports()) {
        let all = set(&reports.concat());
        prop_assert_eq!(Covered::from_bytes(&all.to_bytes()), Ok(all.clone()));
        prop_assert_eq!(set(&all.ranges()), all);
    }

    #[test]
    fn any_bytes_are_a_set_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(found) = Covered::from_bytes(&bytes) {
            prop_assert_eq!(set(&found.ranges()), found);
        }
    }
}
