//! Whom someone reaches with an action: classes whole, by a role held on them, and as a mentor the
//! pupils of a dated list with the visits of one's own. Who is both reaches both, but neither role
//! lends its reach to the other.

use tongyu_db::Conn;
use tongyu_shared::{
    access::{Action, Role},
    ids::{AccountId, NodeId, StudentId, VisitId},
    time::Date,
};

use super::store::{self, StudentText};
use crate::{
    access::{
        Actor, LiveGrant, Scope,
        mentors::{self, Listed},
    },
    http::fault::Fault,
    org::{self, Enrolled},
};

/// The reach of one action.
#[derive(Clone, Debug)]
pub struct Reach {
    classes: Scope,
    mentor: Option<Mentor>,
}

/// What a mentor reaches.
#[derive(Clone, Debug)]
struct Mentor {
    account: AccountId,
    schools: Vec<NodeId>,
    list: Vec<Listed>,
}

/// A pupil within reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The pupil.
    pub pupil: Enrolled,
    /// Whether by the class, all of whose visits are reached; else by a mentor's list.
    pub by_class: bool,
}

impl Reach {
    /// What this person reaches with `action` today.
    pub fn of(conn: &mut Conn, actor: &Actor, action: Action) -> Result<Self, Fault> {
        Self::by_grants(conn, actor.account, &actor.grants, action)
    }

    /// What these grants of an account reach with `action`.
    pub fn by_grants(
        conn: &mut Conn,
        account: AccountId,
        grants: &[LiveGrant],
        action: Action,
    ) -> Result<Self, Fault> {
        let (mentor, others): (Vec<&LiveGrant>, Vec<&LiveGrant>) = grants
            .iter()
            .filter(|grant| grant.role.may(action))
            .partition(|grant| grant.role == Role::Mentor);
        let schools: Vec<NodeId> = mentor.iter().map(|grant| grant.node).collect();
        let mentor = if schools.is_empty() {
            None
        } else {
            let list = mentors::listed(conn, account, &schools)?;
            Some(Mentor {
                account,
                schools,
                list,
            })
        };
        Ok(Self {
            classes: Scope::of(others.into_iter()),
            mentor,
        })
    }

    /// Those of these pupils who are within reach today.
    pub fn pupils(
        &self,
        conn: &mut Conn,
        students: &[StudentId],
        today: Date,
    ) -> Result<Vec<Reached>, Fault> {
        self.find(conn, students, today, |listed| listed.on(today))
    }

    /// This pupil, where within reach today.
    pub fn pupil(
        &self,
        conn: &mut Conn,
        student: StudentId,
        today: Date,
    ) -> Result<Option<Reached>, Fault> {
        Ok(self.pupils(conn, &[student], today)?.pop())
    }

    /// Those of these pupils a visit to whom on `visited` may be handed in by the rosters of
    /// `roster_day`: a mentor's list must have had them on both.
    pub fn pupils_visited(
        &self,
        conn: &mut Conn,
        students: &[StudentId],
        visited: Date,
        roster_day: Date,
    ) -> Result<Vec<Reached>, Fault> {
        let on_both = |listed: &Listed| listed.on(visited) && listed.on(roster_day);
        self.find(conn, students, roster_day, on_both)
    }

    fn find(
        &self,
        conn: &mut Conn,
        students: &[StudentId],
        day: Date,
        is_listed: impl Fn(&Listed) -> bool,
    ) -> Result<Vec<Reached>, Fault> {
        let reached = |by_class| move |pupil| Reached { pupil, by_class };
        let in_classes = org::students_within(conn, &self.classes, students, day)?;
        let is_in_class = |student| in_classes.iter().any(|pupil| pupil.student == student);
        let mut others: Vec<StudentId> = self
            .list()
            .iter()
            .filter(|listed| students.contains(&listed.student) && is_listed(listed))
            .map(|listed| listed.student)
            .filter(|student| !is_in_class(*student))
            .collect();
        others.dedup();
        let on_list = org::students_of(conn, &others, day)?;
        let found = in_classes.into_iter().map(reached(true));
        Ok(found
            .chain(on_list.into_iter().map(reached(false)))
            .collect())
    }

    fn list(&self) -> &[Listed] {
        self.mentor.as_ref().map_or(&[], |mentor| &mentor.list)
    }

    /// The pupils on the mentor's list today, by name, with the mentor's account; nothing for those
    /// who are none.
    pub fn on_list(
        &self,
        conn: &mut Conn,
        today: Date,
    ) -> Result<Option<(AccountId, Vec<Enrolled>)>, Fault> {
        let Some(mentor) = &self.mentor else {
            return Ok(None);
        };
        let listed = mentor.list.iter().filter(|listed| listed.on(today));
        let students: Vec<StudentId> = listed.map(|listed| listed.student).collect();
        let pupils = org::students_of(conn, &students, today)?;
        Ok(Some((mentor.account, pupils)))
    }

    /// Whether a visit by `author` to the pupil on `visited` is one of this mentor's own.
    pub fn is_mentors_own(&self, author: AccountId, student: StudentId, visited: Date) -> bool {
        self.mentor.as_ref().is_some_and(|mentor| {
            mentor.account == author
                && mentor
                    .list
                    .iter()
                    .any(|listed| listed.student == student && listed.on(visited))
        })
    }

    /// The pupils of a visit of whom it may be read: by the class, or as the mentor's own visit to
    /// pupils who were on the list that day. Empty where the visit is out of reach or does not
    /// exist.
    pub fn texts(
        &self,
        conn: &mut Conn,
        visit: VisitId,
        today: Date,
    ) -> Result<Vec<StudentText>, Fault> {
        let mut texts = store::texts_within(conn, visit, &self.classes, today)?;
        if let Some(mentor) = &self.mentor {
            let own = store::texts_by(conn, visit, mentor.account, &mentor.schools)?;
            for (text, visited) in own {
                let is_own = self.is_mentors_own(mentor.account, text.student, visited.date());
                if is_own && texts.iter().all(|known| known.student != text.student) {
                    texts.push(text);
                }
            }
        }
        Ok(texts)
    }
}
