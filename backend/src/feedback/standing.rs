//! Who someone is to one matter, and what that allows now.

use std::collections::HashSet;

use tongyu_db::Conn;
use tongyu_shared::{
    access::{Action, Role},
    feedback::{
        state::{MatterActor, MatterCycles, MatterEvent, MatterNow, Step, transition},
        types::{Delivery, MatterAction},
    },
    ids::{NodeId, StudentId},
    time::Date,
};

use super::{lines::NameShown, reach::confided, rows::MatterRow, store};
use crate::{
    access::{Actor, Scope},
    http::fault::Fault,
    org,
};

/// Who someone is to one matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The head teacher of the class: of the one it came from, or of the pupil's present one.
    pub own_class: bool,
    /// The coordinator of the school.
    pub coordinates: bool,
    /// A member of the unit that has it: of the office, or the head teacher of the class that was
    /// asked.
    pub in_unit: bool,
}

impl Standing {
    /// Asks the grants of someone.
    pub fn of(conn: &mut Conn, actor: &Actor, row: &MatterRow, today: Date) -> Result<Self, Fault> {
        let unit = if row.with_class() {
            confided(actor)
        } else {
            Scope::of(
                actor
                    .grants
                    .iter()
                    .filter(|grant| grant.role == Role::OfficeMember),
            )
        };
        let nodes: Vec<_> = row.office().into_iter().collect();
        let own = OwnClasses::of(conn, actor, std::slice::from_ref(row), today)?;
        let mut lies = |scope: &Scope, nodes: &[_]| -> Result<bool, Fault> {
            Ok(!store::within(conn, scope, nodes)?.is_empty())
        };
        Ok(Self {
            own_class: own.has(row),
            coordinates: lies(&actor.scope(Action::MatterCoordinate), &[row.school_id.0])?,
            in_unit: lies(&unit, &nodes)?,
        })
    }

    /// Whether an answer of theirs goes out as it is.
    pub const fn signs(self, is_request: bool) -> bool {
        self.coordinates || !is_request
    }

    /// How much of the pupil's name they see.
    pub const fn name_shown(self) -> NameShown {
        if self.own_class {
            NameShown::Full
        } else if self.coordinates {
            NameShown::Masked
        } else {
            NameShown::Hidden
        }
    }

    /// What they may do now: their part of the shared table.
    pub fn actions(self, matter: &Subject) -> Vec<MatterAction> {
        let may = |action: &&MatterAction| match action {
            MatterAction::Assign => {
                self.coordinates && matter.allows(MatterEvent::Assign, MatterActor::Coordinator)
            }
            MatterAction::Accept => {
                self.in_unit && matter.allows(MatterEvent::Accept, MatterActor::OfficeMember)
            }
            MatterAction::Return => {
                self.in_unit && matter.allows(MatterEvent::Return, MatterActor::OfficeMember)
            }
            MatterAction::Answer => {
                (self.in_unit || self.coordinates)
                    && !matter.has_proposal
                    && steps_to_answer(matter.now).is_some()
            }
            MatterAction::Approve => {
                self.coordinates
                    && matter.has_proposal
                    && matter.allows(MatterEvent::Answer, MatterActor::OfficeMember)
            }
            MatterAction::Note => {
                self.own_class && matter.allows(MatterEvent::Note, MatterActor::Author)
            }
            MatterAction::Proxy => {
                self.own_class && matter.delivery.is_some_and(Delivery::needs_a_teacher)
            }
        };
        MatterAction::ALL.iter().filter(may).copied().collect()
    }
}

/// Which of some matters are of a head teacher's own class.
pub struct OwnClasses {
    classes: Vec<NodeId>,
    pupils: HashSet<(StudentId, NodeId)>,
}

impl OwnClasses {
    /// Asks for these matters at once.
    pub fn of(
        conn: &mut Conn,
        actor: &Actor,
        rows: &[MatterRow],
        today: Date,
    ) -> Result<Self, Fault> {
        let scope = actor.scope(Action::FamilyRead);
        let classes: Vec<_> = rows.iter().map(|row| row.class_id.0).collect();
        let students: Vec<_> = rows.iter().map(|row| row.student_id.0).collect();
        let pupils = org::students_within(conn, &scope, &students, today)?;
        Ok(Self {
            classes: store::within(conn, &scope, &classes)?,
            pupils: pupils
                .into_iter()
                .map(|pupil| (pupil.student, pupil.school))
                .collect(),
        })
    }

    /// Whether this one is.
    pub fn has(&self, row: &MatterRow) -> bool {
        self.classes.contains(&row.class_id.0)
            || self.pupils.contains(&(row.student_id.0, row.school_id.0))
    }
}

/// What the table needs to know of a matter.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// Where it stands.
    pub now: MatterNow,
    /// Its rules.
    pub cycles: MatterCycles,
    /// Whether it is feedback for information.
    pub for_information: bool,
    /// Whether an answer waits for approval.
    pub has_proposal: bool,
    /// Where an answer is that has not reached the family.
    pub delivery: Option<Delivery>,
}

impl Subject {
    fn allows(&self, event: MatterEvent, who: MatterActor) -> bool {
        let step = Step {
            signed: true,
            for_information: self.for_information,
            ..Step::new(event, who)
        };
        transition(self.now, step, self.cycles).is_ok()
    }
}

/// The steps that come before an answer: whoever answers has taken the matter on. Nothing where
/// it cannot be answered now.
pub const fn steps_to_answer(now: MatterNow) -> Option<&'static [MatterEvent]> {
    use tongyu_shared::feedback::state::MatterState as S;
    match now.state {
        S::Assigned => Some(&[MatterEvent::Accept, MatterEvent::Start]),
        S::Accepted => Some(&[MatterEvent::Start]),
        S::InProgress => Some(&[]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use tongyu_shared::feedback::state::MatterState;

    use super::*;

    const CYCLES: MatterCycles = MatterCycles {
        cycles_max: 2,
        returns_max: 2,
        reopen_days: 30,
    };
    const NOBODY: Standing = Standing {
        own_class: false,
        coordinates: false,
        in_unit: false,
    };

    fn subject(state: MatterState, returns: u8, has_proposal: bool) -> Subject {
        Subject {
            now: MatterNow {
                state,
                returns,
                ..MatterNow::NEW
            },
            cycles: CYCLES,
            for_information: false,
            has_proposal,
            delivery: None,
        }
    }

    #[test]
    fn each_is_offered_what_the_table_allows_them_now() {
        use MatterAction as A;
        use MatterState as S;
        let office = Standing {
            in_unit: true,
            ..NOBODY
        };
        let coordinator = Standing {
            coordinates: true,
            ..NOBODY
        };
        let teacher = Standing {
            own_class: true,
            ..NOBODY
        };
        for (who, state, returns, proposal, actions) in [
            (
                office,
                S::Assigned,
                0,
                false,
                &[A::Accept, A::Return, A::Answer][..],
            ),
            (office, S::Assigned, 2, false, &[A::Accept, A::Answer]),
            (office, S::Accepted, 0, false, &[A::Return, A::Answer]),
            (office, S::InProgress, 0, false, &[A::Answer]),
            (office, S::InProgress, 0, true, &[]),
            (office, S::Answered, 0, false, &[]),
            (coordinator, S::Triaged, 2, false, &[A::Assign]),
            (coordinator, S::Assigned, 0, false, &[A::Answer]),
            (coordinator, S::InProgress, 0, true, &[A::Approve]),
            (coordinator, S::Closed, 0, false, &[]),
            (teacher, S::Assigned, 0, false, &[]),
            (NOBODY, S::Assigned, 0, false, &[]),
        ] {
            assert_eq!(
                who.actions(&subject(state, returns, proposal)),
                actions,
                "{who:?} {state} {returns} {proposal}"
            );
        }
    }

    #[test]
    fn only_what_reached_nobody_is_the_head_teachers_to_pass_on() {
        let teacher = Standing {
            own_class: true,
            ..NOBODY
        };
        let office = Standing {
            in_unit: true,
            ..NOBODY
        };
        for (who, delivery, passes_on) in [
            (teacher, Some(Delivery::Failed), true),
            (teacher, Some(Delivery::Nobody), true),
            (teacher, Some(Delivery::Waiting), false),
            (teacher, None, false),
            (office, Some(Delivery::Failed), false),
        ] {
            let matter = Subject {
                delivery,
                ..subject(MatterState::Answered, 0, false)
            };
            let offered = who.actions(&matter).contains(&MatterAction::Proxy);
            assert_eq!(offered, passes_on, "{who:?} {delivery:?}");
        }
    }

    #[test]
    fn the_steps_before_an_answer_lead_there() {
        for &state in MatterState::ALL {
            let mut now = subject(state, 0, false).now;
            let Some(steps) = steps_to_answer(now) else {
                continue;
            };
            for &event in steps.iter().chain(&[MatterEvent::Answer]) {
                let step = Step::new(event, MatterActor::OfficeMember);
                now = transition(now, step, CYCLES).unwrap();
            }
            assert_eq!(now.state, MatterState::Answered);
        }
    }
}
