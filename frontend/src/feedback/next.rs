//! Who has to do what next with a matter.

use tongyu_shared::{
    Lang,
    access::{Action, Role},
    feedback::{state::MatterState, types::MatterLine},
    identity::types::Me,
    text::matter_pages as words,
};

use crate::session;

/// The next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Note,
    Assign,
    Accept,
    Answer,
    Approve,
    Family,
    Deliver,
    ParentsWord,
}

/// What comes next, where anything does.
const fn next(line: &MatterLine) -> Option<Next> {
    use MatterState as S;
    Some(match line.state {
        S::New if line.for_information => Next::Note,
        S::New | S::Triaged => Next::Assign,
        // What was asked of the head teacher needs no taking on.
        S::Assigned if line.with_class => Next::Answer,
        S::Assigned => Next::Accept,
        S::Accepted | S::InProgress if line.awaits_approval => Next::Approve,
        S::Accepted | S::InProgress => Next::Answer,
        S::WaitingFamily => Next::Family,
        S::Answered => Next::Deliver,
        S::AwaitingParent => Next::ParentsWord,
        S::Closed | S::Noted | S::Withdrawn | S::Merged => return None,
    })
}

/// What comes next in words, and of whom: `等教务处答复`.
pub fn next_words(lang: Lang, line: &MatterLine) -> Option<String> {
    let office = line.unit(lang).unwrap_or(words::office(lang));
    Some(match next(line)? {
        Next::Note => words::next_note(lang).to_owned(),
        Next::Assign => words::next_assign(lang).to_owned(),
        Next::Accept => words::next_accept(lang, office),
        Next::Answer => words::next_answer(lang, office),
        Next::Approve => words::next_approve(lang).to_owned(),
        Next::Family => words::next_family(lang).to_owned(),
        Next::Deliver => words::next_deliver(lang).to_owned(),
        Next::ParentsWord => words::next_word(lang).to_owned(),
    })
}

/// Whether the next step is `me`'s.
pub fn is_mine(me: &Me, line: &MatterLine) -> bool {
    match next(line) {
        Some(Next::Note) => session::may(me, Action::FamilyRead),
        Some(Next::Assign | Next::Approve) => session::may(me, Action::MatterCoordinate),
        Some(Next::Accept | Next::Answer) => {
            let role = if line.with_class {
                Role::HeadTeacher
            } else {
                Role::OfficeMember
            };
            me.roles
                .iter()
                .any(|held| held.role == role && Some(held.node) == line.office)
        }
        Some(Next::Family | Next::Deliver | Next::ParentsWord) | None => false,
    }
}

/// Whether the school still owes the family something, so that the due date matters.
pub const fn is_with_school(line: &MatterLine) -> bool {
    matches!(
        next(line),
        Some(Next::Assign | Next::Accept | Next::Answer | Next::Approve | Next::Deliver)
    )
}

/// Whether it was answered before and the family said that it is not over.
pub const fn is_again(line: &MatterLine) -> bool {
    line.cycle > 1 && line.state.is_open()
}

#[cfg(test)]
mod tests {
    use tongyu_shared::{
        feedback::types::{MatterKind, Theme},
        identity::types::HeldRole,
        ids::{AccountId, MatterId, NodeId},
        org::types::NodeKind,
        time::Instant,
    };

    use super::*;

    const OFFICE: NodeId = NodeId::from_u128(7);

    fn now() -> Instant {
        Instant::from_naive_utc(chrono::NaiveDateTime::default())
    }

    fn line(state: MatterState, awaits_approval: bool) -> MatterLine {
        MatterLine {
            matter: MatterId::from_u128(1),
            kind: MatterKind::Request,
            theme: Theme::Learning,
            state,
            resolution: None,
            for_information: state == MatterState::New,
            excerpt: String::new(),
            student_name: None,
            class_name: String::new(),
            office: Some(OFFICE),
            office_name: Some("教务处".to_owned()),
            with_class: false,
            asked: None,
            captured_at: now(),
            due_on: None,
            awaits_approval,
            cycle: 1,
        }
    }

    fn me(role: Role, node: NodeId) -> Me {
        Me {
            account: AccountId::from_u128(1),
            name: String::new(),
            roles: vec![HeldRole {
                role,
                node,
                node_kind: NodeKind::Office,
                node_name: String::new(),
                school: None,
                school_name: None,
                without_pupils: false,
            }],
            ends_at: now(),
            demo: false,
        }
    }

    #[test]
    fn each_step_belongs_to_exactly_who_can_take_it() {
        use MatterState as S;
        let teacher = me(Role::HeadTeacher, NodeId::from_u128(1));
        let office = me(Role::OfficeMember, OFFICE);
        let other_office = me(Role::OfficeMember, NodeId::from_u128(8));
        let coordinator = me(Role::Coordinator, NodeId::from_u128(2));
        for (state, proposed, owners) in [
            (S::New, false, [true, false, false, false]),
            (S::Triaged, false, [false, false, false, true]),
            (S::Assigned, false, [false, true, false, false]),
            (S::InProgress, false, [false, true, false, false]),
            (S::InProgress, true, [false, false, false, true]),
            (S::AwaitingParent, false, [false; 4]),
            (S::Closed, false, [false; 4]),
        ] {
            let line = line(state, proposed);
            let found =
                [&teacher, &office, &other_office, &coordinator].map(|me| is_mine(me, &line));
            assert_eq!(found, owners, "{state} {proposed}");
        }
    }

    #[test]
    fn what_the_class_was_asked_is_the_head_teachers_to_answer_and_no_offices() {
        let asked = MatterLine {
            office_name: None,
            with_class: true,
            ..line(MatterState::Assigned, false)
        };
        let teacher = me(Role::HeadTeacher, OFFICE);
        let office = me(Role::OfficeMember, OFFICE);
        let other_teacher = me(Role::HeadTeacher, NodeId::from_u128(1));
        let found = [&teacher, &office, &other_teacher].map(|me| is_mine(me, &asked));
        assert_eq!(found, [true, false, false]);
        assert_eq!(
            next_words(Lang::ZhCn, &asked).as_deref(),
            Some("等班主任答复")
        );
    }

    #[test]
    fn only_an_open_matter_in_a_later_round_is_answered_again() {
        for (state, cycle, again) in [
            (MatterState::Assigned, 1, false),
            (MatterState::Assigned, 2, true),
            (MatterState::Closed, 2, false),
        ] {
            let line = MatterLine {
                cycle,
                ..line(state, false)
            };
            assert_eq!(is_again(&line), again, "{state} {cycle}");
        }
    }

    #[test]
    fn whatever_is_open_says_what_comes_next_and_whatever_ended_says_nothing() {
        for &state in MatterState::ALL {
            let words = next_words(Lang::ZhCn, &line(state, false));
            assert_eq!(words.is_some(), state.is_open(), "{state}");
        }
        let waiting = line(MatterState::Assigned, false);
        assert_eq!(
            next_words(Lang::ZhCn, &waiting).as_deref(),
            Some("等教务处接收")
        );
    }
}
