//! How matters run where several packs speak of them: number by number, the strictest wins.

use std::collections::BTreeMap;

use super::MatterProcess;
use crate::{
    feedback::{clocks::MatterLimits, state::MatterCycles},
    org::calendar::{Limit, OfficeHours, WorkingCalendar},
    time::{Date, Instant},
};

/// One process out of several that are in force. The shortest limit of each class and the longest
/// office hours bind the school, and so do most rounds and fewest returns; families keep the most
/// days to answer and to take a matter up again. Nothing where no pack speaks of matters.
pub fn strictest_matters<'a>(
    processes: impl IntoIterator<Item = &'a MatterProcess>,
) -> Option<MatterProcess> {
    let mut processes = processes.into_iter();
    let first = processes.next()?.clone();
    Some(processes.fold(first, |one, other| both(&one, other)))
}

fn both(one: &MatterProcess, other: &MatterProcess) -> MatterProcess {
    let office_hours = OfficeHours {
        from_minute: one
            .office_hours
            .from_minute
            .min(other.office_hours.from_minute),
        to_minute: one.office_hours.to_minute.max(other.office_hours.to_minute),
    };
    let mut limits: BTreeMap<_, _> = one.limits.clone();
    for (class, theirs) in &other.limits {
        limits
            .entry(*class)
            .and_modify(|ours| {
                *ours = MatterLimits {
                    first_answer: shorter(ours.first_answer, theirs.first_answer, office_hours),
                    solution: shorter(ours.solution, theirs.solution, office_hours),
                };
            })
            .or_insert(*theirs);
    }
    MatterProcess {
        limits,
        cycles: MatterCycles {
            cycles_max: one.cycles.cycles_max.max(other.cycles.cycles_max),
            returns_max: one.cycles.returns_max.min(other.cycles.returns_max),
            reopen_days: one.cycles.reopen_days.max(other.cycles.reopen_days),
        },
        question_days: one.question_days.min(other.question_days),
        silence_days: one.silence_days.max(other.silence_days),
        warn_percent: one.warn_percent.min(other.warn_percent),
        office_hours,
    }
}

/// Limits of different units are told apart by when they end for what comes on a Monday morning,
/// with no holiday near.
fn shorter(one: Limit, other: Limit, office: OfficeHours) -> Limit {
    let calendar = WorkingCalendar::new(BTreeMap::new(), office);
    let monday = monday_morning(office);
    if calendar.due(monday, other) < calendar.due(monday, one) {
        other
    } else {
        one
    }
}

fn monday_morning(office: OfficeHours) -> Instant {
    Date::from(chrono::NaiveDate::default())
        .monday()
        .first_instant()
        .plus(chrono::TimeDelta::minutes(office.from_minute.into()))
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::{feedback::clocks::LimitClass, org::pack::RulePack};

    const OFFICE: OfficeHours = OfficeHours {
        from_minute: 480,
        to_minute: 1080,
    };

    fn process() -> MatterProcess {
        RulePack::parse(crate::org::pack::DOCUMENTS[0])
            .expect("a pack")
            .matters
            .expect("matters")
    }

    #[test]
    fn limits_of_all_units_are_compared_by_when_they_end() {
        use Limit as L;
        assert_eq!(monday_morning(OFFICE).date().weekday(), Weekday::Mon);
        for (shorter_one, longer) in [
            (L::Hours(2), L::WorkingDays(1)),
            (L::WorkingHours(4), L::Hours(5)),
            (L::Hours(15), L::WorkingDays(1)),
            (L::Hours(24), L::WorkingDays(1)),
            (L::WorkingDays(1), L::WorkingHours(30)),
            (L::Hours(300), L::WorkingDays(10)),
            (L::WorkingDays(5), L::Hours(200)),
        ] {
            assert_eq!(
                shorter(shorter_one, longer, OFFICE),
                shorter_one,
                "{longer:?}"
            );
            assert_eq!(
                shorter(longer, shorter_one, OFFICE),
                shorter_one,
                "{longer:?}"
            );
        }
    }

    #[test]
    fn of_two_packs_the_shorter_limit_of_each_class_binds_in_any_order() {
        let lenient = process();
        let mut strict = process();
        strict
            .limits
            .get_mut(&LimitClass::Ordinary)
            .expect("a class")
            .first_answer = Limit::WorkingDays(1);
        strict
            .limits
            .get_mut(&LimitClass::Safety)
            .expect("a class")
            .first_answer = Limit::Hours(5);
        strict.silence_days = lenient.silence_days + 3;
        for packs in [[&lenient, &strict], [&strict, &lenient]] {
            let found = strictest_matters(packs).expect("a process");
            let first = |class| found.limits[&class].first_answer;
            assert_eq!(first(LimitClass::Ordinary), Limit::WorkingDays(1));
            assert_eq!(first(LimitClass::Safety), Limit::Hours(2));
            assert_eq!(found.silence_days, lenient.silence_days + 3);
        }
        assert_eq!(strictest_matters([&lenient]), Some(lenient));
        assert_eq!(strictest_matters([]), None);
    }

    #[test]
    fn a_class_that_one_pack_alone_names_keeps_its_limits() {
        let mut fewer = process();
        fewer.limits.remove(&LimitClass::Complex);
        let all = process();
        assert_eq!(
            strictest_matters([&fewer, &all]).expect("a process").limits,
            all.limits
        );
    }
}
