//! The way of a micro-lesson from draft to catalogue, as one table. Nobody publishes what she made
//! herself: whoever made a lesson acts as its author, whatever else she may do.

use crate::wire_enum::wire_enum;

wire_enum! {
    /// Where a lesson stands.
    pub enum LessonState {
        /// 草稿: its author works on it.
        Draft = "draft",
        /// 审核中: complete, waiting for a second person.
        InReview = "in_review",
        /// 已发布: in the catalogue, for everyone.
        Published = "published",
        /// 已下架: out of the catalogue.
        Withdrawn = "withdrawn",
    }
}

wire_enum! {
    /// What can happen to a lesson.
    pub enum LessonEvent {
        /// 提交审核.
        Submit = "submit",
        /// 发布.
        Publish = "publish",
        /// 退回, with a reason.
        Return = "return",
        /// 撤回修改: back to its author, from review or after it was withdrawn.
        Revise = "revise",
        /// 下架.
        Withdraw = "withdraw",
    }
}

/// Who acts on a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonActor {
    /// Whoever made it.
    Author,
    /// A second person who may review it.
    Reviewer,
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonRefusal {
    /// No arrow leads from this state by this event.
    NotInThisState,
    /// The arrow exists, but the other one takes it.
    NotByThisActor,
}

impl LessonState {
    /// Whether its author may still change it.
    pub const fn is_open_to_change(self) -> bool {
        matches!(self, Self::Draft)
    }
}

/// Where the lesson stands after `event`.
pub fn transition(
    state: LessonState,
    event: LessonEvent,
    who: LessonActor,
) -> Result<LessonState, LessonRefusal> {
    let next = target(state, event).ok_or(LessonRefusal::NotInThisState)?;
    if may(event, who) {
        Ok(next)
    } else {
        Err(LessonRefusal::NotByThisActor)
    }
}

/// What this person may do with a lesson in this state.
pub fn open_events(state: LessonState, who: LessonActor) -> Vec<LessonEvent> {
    LessonEvent::ALL
        .iter()
        .copied()
        .filter(|event| transition(state, *event, who).is_ok())
        .collect()
}

const fn target(state: LessonState, event: LessonEvent) -> Option<LessonState> {
    use LessonEvent as E;
    use LessonState as S;

    Some(match (state, event) {
        (S::Draft, E::Submit) => S::InReview,
        (S::InReview, E::Publish) => S::Published,
        (S::InReview, E::Return) | (S::InReview | S::Withdrawn, E::Revise) => S::Draft,
        (S::Published, E::Withdraw) => S::Withdrawn,
        _ => return None,
    })
}

const fn may(event: LessonEvent, who: LessonActor) -> bool {
    use LessonActor as A;
    use LessonEvent as E;

    match event {
        E::Submit | E::Revise => matches!(who, A::Author),
        E::Publish | E::Return => matches!(who, A::Reviewer),
        E::Withdraw => true,
    }
}

#[cfg(test)]
mod tests {
    use LessonActor::{Author, Reviewer};
    use LessonEvent as E;
    use LessonRefusal::{NotByThisActor, NotInThisState};
    use LessonState as S;

    use super::*;

    /// Every arrow there is; all others are none.
    const ARROWS: &[(S, E, LessonActor, S)] = &[
        (S::Draft, E::Submit, Author, S::InReview),
        (S::InReview, E::Publish, Reviewer, S::Published),
        (S::InReview, E::Return, Reviewer, S::Draft),
        (S::InReview, E::Revise, Author, S::Draft),
        (S::Published, E::Withdraw, Author, S::Withdrawn),
        (S::Published, E::Withdraw, Reviewer, S::Withdrawn),
        (S::Withdrawn, E::Revise, Author, S::Draft),
    ];

    #[test]
    fn a_lesson_moves_by_these_arrows_and_no_others() {
        for &state in S::ALL {
            for &event in E::ALL {
                for who in [Author, Reviewer] {
                    let arrow = ARROWS
                        .iter()
                        .find(|arrow| (arrow.0, arrow.1, arrow.2) == (state, event, who));
                    let found = transition(state, event, who).ok();
                    let said = format!("{state} {event} {who:?}");
                    assert_eq!(found, arrow.map(|arrow| arrow.3), "{said}");
                }
            }
        }
    }

    #[test]
    fn nobody_publishes_or_returns_her_own_lesson() {
        for event in [E::Publish, E::Return] {
            assert_eq!(transition(S::InReview, event, Author), Err(NotByThisActor));
        }
        assert_eq!(
            transition(S::Draft, E::Publish, Reviewer),
            Err(NotInThisState)
        );
    }

    #[test]
    fn what_may_be_done_is_what_the_table_allows() {
        assert_eq!(open_events(S::Draft, Author), [E::Submit]);
        assert_eq!(open_events(S::Draft, Reviewer), []);
        assert_eq!(open_events(S::InReview, Reviewer), [E::Publish, E::Return]);
        assert_eq!(open_events(S::Published, Author), [E::Withdraw]);
    }
}
