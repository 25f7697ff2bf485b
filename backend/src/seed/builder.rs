//! Builders: a place, a member of staff or a family in one call each, labelled, on the same
//! functions that imports and the command line use.

use tongyu_db::Tx;
use tongyu_shared::{
    access::Role,
    ids::{AccountId, NodeId, StudentId},
    names::Phone,
    org::{
        grades::{SchoolSystem, SchoolType, Stage},
        sheet::Sex,
        types::NodeKind,
    },
    time::{Date, Instant},
    visits::types::Relation,
};

use super::label;
use crate::{
    crypto::Keys,
    http::fault::Fault,
    identity::people::{NewAccount, NewPerson, add_accounts, add_people},
    org::{
        enrol::{NewGuardianship, NewStudent, add_guardianships, add_students},
        grants::{self, NewGrant},
        places::{NewClass, NewSchool, add_class, add_office, add_school, class_sort},
        tree::{self, NewNode},
    },
};

/// Plants things into a site. Everything exists since `since`.
pub struct Builder<'a, 'tx> {
    /// The transaction.
    pub tx: &'a mut Tx<'tx>,
    /// The site's keys.
    pub keys: &'a Keys,
    /// The present moment.
    pub now: Instant,
    /// Since when everything exists.
    pub since: Date,
}

/// A class by its place in the school.
#[derive(Clone, Copy, Debug)]
pub struct ClassSpec<'a> {
    /// `三年级(2)班`.
    pub name: &'a str,
    /// The stage of its grade.
    pub stage: Stage,
    /// The number of its grade within the stage.
    pub grade: i32,
    /// Its number within the grade.
    pub number: i32,
    /// The year its pupils entered the stage.
    pub entry_year: i32,
}

/// A pupil with the family.
#[derive(Clone, Debug)]
pub struct FamilySpec<'a> {
    /// The pupil's label, usually the name.
    pub label: &'a str,
    /// The pupil's name.
    pub name: &'a str,
    /// The class.
    pub class: NodeId,
    /// The school.
    pub school: NodeId,
    /// As a roster says.
    pub sex: Sex,
    /// Where the family lives.
    pub address: &'a str,
    /// Guardians and carers, the main carer first.
    pub guardians: Vec<GuardianSpec<'a>>,
}

/// A guardian in a [`FamilySpec`].
#[derive(Clone, Debug)]
pub struct GuardianSpec<'a> {
    /// Relation to the pupil.
    pub relation: Relation,
    /// Name in full.
    pub name: String,
    /// The phone's last four digits; none for someone without a phone.
    pub phone: Option<u16>,
    /// `false` for a barred guardian.
    pub may_view: bool,
    /// The label of an elder sibling whose guardian with this relation this is.
    pub same_as: Option<&'a str>,
}

/// An invented phone that reaches nobody: 199-0000-xxxx.
pub fn phone(last_four: u16) -> Result<Phone, Fault> {
    Phone::parse(&format!("1990000{last_four:04}"))
        .map_err(|error| Fault::internal(format!("{error:?}")))
}

impl Builder<'_, '_> {
    /// Adds a node above the schools.
    pub fn node(
        &mut self,
        kind: NodeKind,
        name: &str,
        parent: Option<NodeId>,
    ) -> Result<NodeId, Fault> {
        let id = label::node(name);
        let valid_from = self.since;
        tree::add(
            self.tx,
            &NewNode {
                id,
                kind,
                parent,
                name,
                sort: 0,
                valid_from,
            },
        )?;
        Ok(id)
    }

    /// Adds a school.
    pub fn school(
        &mut self,
        name: &str,
        parent: NodeId,
        system: SchoolSystem,
    ) -> Result<NodeId, Fault> {
        let id = label::node(name);
        let (kind, valid_from) = (SchoolType::General, self.since);
        add_school(
            self.tx,
            &NewSchool {
                id,
                parent,
                name,
                kind,
                system,
                valid_from,
            },
        )?;
        Ok(id)
    }

    /// Adds a class, labelled `school/class`.
    pub fn class(&mut self, school_name: &str, spec: ClassSpec<'_>) -> Result<NodeId, Fault> {
        let id = label::node(&format!("{school_name}/{}", spec.name));
        let new = NewClass {
            id,
            school: label::node(school_name),
            name: spec.name,
            grade: &format!("{}-{}", spec.stage, spec.grade),
            entry_year: spec.entry_year,
            number: spec.number,
            sort: class_sort(spec.stage, spec.grade, spec.number),
            valid_from: self.since,
        };
        add_class(self.tx, &new)?;
        Ok(id)
    }

    /// Adds an office, labelled `school/office`.
    pub fn office(&mut self, school_name: &str, name: &str, sort: i32) -> Result<NodeId, Fault> {
        let id = label::node(&format!("{school_name}/{name}"));
        add_office(
            self.tx,
            id,
            label::node(school_name),
            name,
            sort,
            self.since,
        )?;
        Ok(id)
    }

    /// Adds a member of staff with an account and one role, labelled by name.
    pub fn staff(
        &mut self,
        name: &str,
        last_four: u16,
        role: Role,
        node: NodeId,
        title: &str,
    ) -> Result<AccountId, Fault> {
        let (person, account) = (label::person(name), label::account(name));
        let phone = Some(phone(last_four)?);
        let new = NewPerson {
            id: person,
            name: name.to_owned(),
            phone: phone.clone(),
        };
        add_people(self.tx, self.keys, &[new], self.now)?;
        let new = NewAccount {
            id: account,
            person,
            phone,
        };
        add_accounts(self.tx, self.keys, &[new], self.now)?;
        self.grant(name, role, node, title)?;
        Ok(account)
    }

    /// Gives someone another role.
    pub fn grant(
        &mut self,
        name: &str,
        role: Role,
        node: NodeId,
        title: &str,
    ) -> Result<(), Fault> {
        self.grant_until(name, role, node, title, None)
    }

    /// Gives someone a role up to a last day.
    pub fn grant_until(
        &mut self,
        name: &str,
        role: Role,
        node: NodeId,
        title: &str,
        valid_to: Option<Date>,
    ) -> Result<(), Fault> {
        let new = NewGrant {
            id: label::grant(&format!("{name}/{role}/{node}")),
            account: label::account(name),
            role,
            node,
            title,
            valid_from: self.since,
            valid_to,
            granted_by: None,
        };
        grants::add(self.tx, &[new])
    }

    /// Adds pupils with their families.
    pub fn families(&mut self, specs: &[FamilySpec<'_>]) -> Result<(), Fault> {
        let mut students = Vec::with_capacity(specs.len());
        let mut people = Vec::new();
        let mut links = Vec::new();
        for spec in specs {
            let student = label::student(spec.label);
            students.push(self.student(spec, student));
            for (order, guardian) in spec.guardians.iter().enumerate() {
                let of = guardian.same_as.unwrap_or(spec.label);
                let person = label::person(&format!("{of}/{}", guardian.relation));
                if guardian.same_as.is_none() {
                    let phone = guardian.phone.map(phone).transpose()?;
                    people.push(NewPerson {
                        id: person,
                        name: guardian.name.clone(),
                        phone,
                    });
                }
                links.push(NewGuardianship {
                    student,
                    person,
                    relation: guardian.relation,
                    primary_carer: order == 0,
                    may_view: guardian.may_view,
                    from_on: self.since,
                });
            }
        }
        add_people(self.tx, self.keys, &people, self.now)?;
        add_students(self.tx, self.keys, &students, self.now)?;
        add_guardianships(self.tx, &links)
    }

    fn student(&self, spec: &FamilySpec<'_>, id: StudentId) -> NewStudent {
        NewStudent {
            id,
            school: spec.school,
            class: spec.class,
            number: Some(temporary_number(id)),
            number_is_temporary: true,
            name: spec.name.to_owned(),
            sex: Some(spec.sex),
            born_on: None,
            address: spec.address.to_owned(),
            from_on: self.since,
        }
    }
}

/// A number that no two pupils share, however many calls a class is planted in.
fn temporary_number(id: StudentId) -> String {
    let digits = id.to_string().to_uppercase();
    format!(
        "L{}",
        digits
            .chars()
            .filter(|digit| *digit != '-')
            .take(16)
            .collect::<String>()
    )
}
