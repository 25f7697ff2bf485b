//! What the join page shows: the child masked, where it goes to school, and how the reader stands
//! to it where the roster knows.

use tongyu_db::Conn;
use tongyu_shared::{
    ids::StudentId,
    names::{mask_name, surname},
    org::grades::Stage,
    time::Instant,
    visits::types::Relation,
};

use super::{
    consent::joined_people,
    invitation::Invitation,
    store::{self, Pupil},
};
use crate::{
    http::fault::{Fault, NOT_FOUND},
    org::heads::head_teacher,
};

/// The contents of the page.
#[derive(Clone, Debug)]
pub struct View {
    /// Which child.
    pub student: StudentId,
    /// The surname of the head teacher, who invites.
    pub teacher: Option<String>,
    /// The child, masked: links are passed on.
    pub child: String,
    /// The class.
    pub class_name: String,
    /// Its stage.
    pub stage: Option<Stage>,
    /// The school.
    pub school_name: String,
    /// The reader, where the link was sent to one guardian.
    pub known: Option<Known>,
}

/// A guardian whom the roster knows.
#[derive(Clone, Debug)]
pub struct Known {
    /// The relation.
    pub relation: Relation,
    /// Whether this guardian decides for the child.
    pub may_decide: bool,
    /// Other children of hers, masked, with their classes.
    pub others: Vec<(StudentId, String)>,
    /// Whether the link was used.
    pub used: bool,
    /// Whether she has joined for this child and has not left since.
    pub joined: bool,
}

/// Reads the page. A barred guardian, or one whose time has ended, finds nothing behind the link.
pub fn view(conn: &mut Conn, invitation: &Invitation, now: Instant) -> Result<View, Fault> {
    let today = now.date();
    let pupil = store::pupils(conn, &[invitation.student()], today)?
        .into_iter()
        .next()
        .ok_or(NOT_FOUND)?;
    let known = match invitation {
        Invitation::Family { .. } => None,
        Invitation::Personal(link) => {
            let standing = store::standing(conn, link.person, link.student, today)?
                .filter(|standing| standing.may_view)
                .ok_or(NOT_FOUND)?;
            let mut others = store::not_joined(conn, link.person, today)?;
            others.retain(|student| *student != link.student);
            Some(Known {
                relation: standing.relation,
                may_decide: standing.may_decide,
                others: masked(&store::pupils(conn, &others, today)?),
                used: link.used(),
                joined: joined_people(conn, &[link.student], today)?
                    .contains(&(link.student, link.person)),
            })
        }
    };
    let teacher = head_teacher(conn, pupil.class, today)?;
    Ok(View {
        student: pupil.student,
        teacher: teacher.map(|name| surname(&name).to_owned()),
        child: mask_name(&pupil.name),
        class_name: pupil.class_name,
        stage: pupil.stage,
        school_name: pupil.school_name,
        known,
    })
}

fn masked(pupils: &[Pupil]) -> Vec<(StudentId, String)> {
    let line = |pupil: &Pupil| {
        let child = mask_name(&pupil.name);
        format!("{child} · {} {}", pupil.school_name, pupil.class_name)
    };
    pupils
        .iter()
        .map(|pupil| (pupil.student, line(pupil)))
        .collect()
}
