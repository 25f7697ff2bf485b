//! The people one can be in the demo: staff of one school, and the family its story is about.

use tongyu_shared::identity::types::Persona;

use super::{builder::Builder, certification, courses, joining, label, mentors::MENTOR};
use crate::{
    http::fault::Fault,
    identity::personas::{self, Holder},
};

/// Names the personas.
pub fn plant(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    for &persona in Persona::ALL {
        personas::set(builder.tx, persona, holder(persona))?;
    }
    Ok(())
}

fn holder(persona: Persona) -> Holder {
    match persona {
        Persona::HeadTeacher => Holder::Account(label::account("陈雨")),
        Persona::Mentor => Holder::Account(label::account(MENTOR)),
        Persona::OfficeMember => Holder::Account(label::account("刘建国")),
        Persona::Coordinator => Holder::Account(label::account("赵敏")),
        Persona::SchoolAdmin => Holder::Account(label::account("孙浩")),
        Persona::LessonAuthor => Holder::Account(label::account(courses::AUTHOR)),
        Persona::Researcher => Holder::Account(label::account(courses::REVIEWER)),
        Persona::Candidate => Holder::Account(label::account(certification::CANDIDATE)),
        Persona::Trainer => Holder::Account(label::account(certification::TRAINER)),
        Persona::Assessor => Holder::Account(label::account(certification::SECOND_ASSESSOR)),
        Persona::CertificationManager => Holder::Account(label::account(certification::MANAGER)),
        Persona::Certifier => Holder::Account(label::account(certification::CERTIFIER)),
        Persona::Parent => Holder::Account(label::account(joining::MOTHER)),
        Persona::Mother => Holder::Person(label::person("王小明/mother")),
        Persona::Grandmother => Holder::Person(label::person("王小明/paternal_grandmother")),
    }
}
