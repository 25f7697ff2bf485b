//! How many families were reached. Counts pupils, not visits: two visits to one pupil are one,
//! one visit to two siblings is two. Screens group siblings as a household (户).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    due::PastVisit,
    types::{Coverage, Outcome, VisitMode},
};

/// Counts of a class, a school or an area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoverageCount {
    /// By pupil and best way; see [`Coverage`].
    pub pupils: Coverage,
    /// Of the pupils reached, those reached in another way than at home because the family
    /// preferred it: a valid outcome in a column of its own.
    pub preferred_way: u32,
    /// Households of these pupils.
    pub households: u32,
    /// Households with at least one pupil reached.
    pub households_reached: u32,
}

/// What was reached of one pupil's family.
#[derive(Default)]
struct Reached {
    best: Option<VisitMode>,
    preferred: bool,
    wants_other_way: bool,
}

/// Counts the visits of a period. `pupils` maps each pupil to a household; visits of others, who
/// have moved away since, are left out.
pub fn count<P: Ord + Copy, H: Ord + Copy>(
    pupils: &BTreeMap<P, H>,
    visits: impl IntoIterator<Item = (P, PastVisit)>,
) -> CoverageCount {
    let mut reached: BTreeMap<P, Reached> = BTreeMap::new();
    for (pupil, visit) in visits {
        if pupils.contains_key(&pupil) {
            reached.entry(pupil).or_default().take(visit);
        }
    }
    let households = |of: &mut dyn Iterator<Item = H>| to_u32(of.collect::<BTreeSet<_>>().len());
    let mut counts = CoverageCount {
        households: households(&mut pupils.values().copied()),
        households_reached: households(
            &mut reached
                .iter()
                .filter(|(_, reached)| reached.counts())
                .filter_map(|(pupil, _)| pupils.get(pupil).copied()),
        ),
        ..CoverageCount::default()
    };
    counts.pupils.students = to_u32(pupils.len());
    for reached in reached.values() {
        reached.add_to(&mut counts);
    }
    counts
}

impl Reached {
    fn take(&mut self, visit: PastVisit) {
        if visit.took_place() {
            self.best = Some(self.best.map_or(visit.mode, |best| best.min(visit.mode)));
            self.preferred |= visit.preferred;
        }
        self.wants_other_way |= visit.outcome == Outcome::OtherWay;
    }

    /// A family that says it wants another way was in contact; a closed door was not.
    fn counts(&self) -> bool {
        self.best.is_some() || self.wants_other_way
    }

    fn add_to(&self, counts: &mut CoverageCount) {
        counts.pupils.reached += u32::from(self.counts());
        let Some(best) = self.best else {
            counts.pupils.other_way += u32::from(self.wants_other_way);
            return;
        };
        *column(&mut counts.pupils, best) += 1;
        counts.preferred_way += u32::from(best != VisitMode::Home && self.preferred);
    }
}

/// The ways in the order of their declaration, the best first.
fn column(coverage: &mut Coverage, mode: VisitMode) -> &mut u32 {
    match mode {
        VisitMode::Home => &mut coverage.home,
        VisitMode::School => &mut coverage.school,
        VisitMode::Online => &mut coverage.online,
        VisitMode::Phone => &mut coverage.phone,
        VisitMode::Group => &mut coverage.group,
    }
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
