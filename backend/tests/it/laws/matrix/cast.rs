//! The people of the matrix: all kinds of one school, their peers of three other schools (the
//! neighbour in the same town, another town, another district), and those who are two things.

use diesel::prelude::*;
use tongyu::{
    http::{fault::Fault, input::Stamp},
    identity::people::{NewAccount, add_accounts},
    org::{
        enrol::{NewGuardianship, add_guardianships},
        grants::{self, NewGrant},
        joining,
    },
    seed::label,
};
use tongyu_db::schema::person;
use tongyu_shared::{access::Role, visits::types::Relation};

use super::rows::Kind;
use crate::kit::{Client, Site};

/// The school that everything belongs to.
pub const SCHOOL: &str = "甲区东街道一校";
/// The class that everything belongs to.
pub const CLASS: &str = "甲区东街道一校/一年级(1)班";
/// Its head teacher.
pub const TEACHER: &str = "甲区东街道一校/一年级(1)班/班主任";
/// Its pupil.
pub const PUPIL: &str = "甲区东街道一校/一年级(1)班/学生";
/// The pupil's mother.
pub const MOTHER: &str = "甲区东街道一校/一年级(1)班/学生/mother";
/// The school's coordinator.
pub const COORDINATOR: &str = "甲区东街道一校/协调员";
/// The school's administrator.
pub const ADMIN: &str = "甲区东街道一校/管理员";
/// A member of the office that has the matters.
pub const MEMBER: &str = "甲区东街道一校/处室";
/// That office.
pub const OFFICE: &str = "甲区东街道一校/教务处";
/// The neighbour in the same town.
pub const NEIGHBOUR: &str = "甲区东街道二校";
const FOREIGN: [&str; 3] = [NEIGHBOUR, "甲区西街道一校", "乙区东街道一校"];
/// A teacher of the neighbour whose child goes to the school.
const TEACHER_AND_MOTHER: &str = "甲区东街道二校/二年级(2)班/班主任";
/// A teacher of the neighbour who works in the school's office as well.
const TEACHER_AND_MEMBER: &str = "甲区东街道二校/二年级(1)班/班主任";

/// Someone of the matrix.
pub struct Person {
    /// The label of the account.
    pub label: String,
    /// Which column.
    pub role: Kind,
    /// Whether of another school than what is asked for.
    pub foreign: bool,
    /// The person's schools.
    pub schools: Vec<String>,
    /// The person.
    pub client: Client,
}

/// Everyone.
pub struct Cast {
    /// Everyone.
    pub people: Vec<Person>,
}

impl Cast {
    /// Signs everyone in.
    pub async fn gather(site: &Site) -> Self {
        give_second_roles(site).await;
        let mut people = vec![Person {
            label: "anonymous".to_owned(),
            role: Kind::Anonymous,
            foreign: false,
            schools: Vec::new(),
            client: site.anonymous(),
        }];
        for (role, label, schools) in everyone() {
            people.push(Person {
                client: site.client(&label).await,
                foreign: !schools.contains(&SCHOOL),
                schools: schools.into_iter().map(str::to_owned).collect(),
                label,
                role,
            });
        }
        Self { people }
    }
}

fn everyone() -> Vec<(Kind, String, Vec<&'static str>)> {
    let mut all = Vec::new();
    for school in [SCHOOL].into_iter().chain(FOREIGN) {
        for (kind, who) in [
            (Kind::Teacher, "一年级(1)班/班主任"),
            (Kind::OtherTeacher, "一年级(2)班/班主任"),
            (Kind::Office, "处室"),
            (Kind::Coordinator, "协调员"),
            (Kind::Admin, "管理员"),
            (Kind::Principal, "校长"),
            (Kind::Left, "离任教师"),
            (Kind::Mentor, "导师"),
        ] {
            all.push((kind, format!("{school}/{who}"), vec![school]));
        }
    }
    // She has joined for the pupil, and is a stranger to the API all the same: families' pages are
    // not made of it.
    all.push((Kind::Guardian, MOTHER.to_owned(), vec![SCHOOL]));
    // A mother's own role is where she works.
    all.push((
        Kind::Teacher,
        TEACHER_AND_MOTHER.to_owned(),
        vec![NEIGHBOUR],
    ));
    all.push((
        Kind::OfficeAndTeacher,
        TEACHER_AND_MEMBER.to_owned(),
        vec![SCHOOL, NEIGHBOUR],
    ));
    all
}

async fn give_second_roles(site: &Site) {
    let (keys, today) = (site.app.keys.clone(), site.app.clock.now().date());
    let stamp = Stamp {
        now: site.app.clock.now(),
        request: None,
        account: None,
    };
    let given: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            let child = NewGuardianship {
                student: label::student(PUPIL),
                person: label::person(TEACHER_AND_MOTHER),
                relation: Relation::Other,
                primary_carer: false,
                may_view: true,
                from_on: today,
            };
            add_guardianships(tx, &[child])?;
            let account = NewAccount {
                id: label::account(MOTHER),
                person: label::person(MOTHER),
                phone: None,
            };
            add_accounts(tx, &keys, &[account], stamp.now)?;
            for who in [MOTHER, TEACHER_AND_MOTHER] {
                assert!(joining::agree(
                    tx,
                    label::person(who),
                    label::student(PUPIL),
                    true,
                    &stamp
                )?);
            }
            let grant = NewGrant {
                id: label::grant(TEACHER_AND_MEMBER),
                account: label::account(TEACHER_AND_MEMBER),
                role: Role::OfficeMember,
                node: label::node(OFFICE),
                title: "干事",
                valid_from: today,
                valid_to: None,
                granted_by: None,
            };
            grants::add(tx, &[grant])?;
            // Both schools see these names, so they carry the canary of none.
            let both = [TEACHER_AND_MOTHER, TEACHER_AND_MEMBER];
            let ids = both.map(|who| label::person(who).to_string());
            diesel::update(person::table.filter(person::id.eq_any(ids)))
                .set(person::name.eq("两处的人"))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    given.expect("second roles");
}
