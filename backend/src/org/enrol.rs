//! Pupils, their enrolment and their guardians, written in batches: a roster has thousands.

use diesel::prelude::*;
use tongyu_db::{
    Tx, each, live_on,
    schema::{enrolment, guardianship, student, student_key},
};
use tongyu_shared::{
    ids::{NodeId, PersonId, StudentId},
    org::sheet::Sex,
    time::{Date, Instant},
    visits::types::Relation,
};
use uuid::Uuid;

use crate::{
    crypto::{
        Keys, Place,
        student::{StudentCipher, fresh_key},
    },
    http::fault::Fault,
};

/// Rows in one statement. PostgreSQL takes 65,535 values in one, SQLite 32,766.
const BATCH: usize = 1_000;

/// A pupil to be added.
#[derive(Clone, Debug)]
pub struct NewStudent {
    /// The pupil's id.
    pub id: StudentId,
    /// The school.
    pub school: NodeId,
    /// The class, from `from_on` on.
    pub class: NodeId,
    /// 学籍号, or a temporary number.
    pub number: Option<String>,
    /// Whether that number is a temporary one.
    pub number_is_temporary: bool,
    /// Name in full.
    pub name: String,
    /// As the roster says.
    pub sex: Option<Sex>,
    /// As the roster says.
    pub born_on: Option<Date>,
    /// Where the family lives; empty where unknown. Sealed with the pupil's key.
    pub address: String,
    /// Since when the pupil is in the class.
    pub from_on: Date,
}

#[derive(Insertable)]
#[diesel(table_name = student, treat_none_as_default_value = false)]
struct StudentRow {
    id: String,
    school_id: String,
    student_number: Option<String>,
    number_is_temporary: bool,
    name: String,
    sex: Option<String>,
    born_on: Option<chrono::NaiveDate>,
    address_sealed: Option<Vec<u8>>,
    created_at: chrono::NaiveDateTime,
    version: i32,
}

#[derive(Insertable)]
#[diesel(table_name = enrolment, treat_none_as_default_value = false)]
struct EnrolmentRow {
    id: String,
    student_id: String,
    class_id: String,
    from_on: chrono::NaiveDate,
    to_on: Option<chrono::NaiveDate>,
}

/// Where a pupil's address is sealed.
pub fn address_place(student: &str) -> Place<'_> {
    Place {
        table: "student",
        column: "address_sealed",
        row: student,
    }
}

/// Adds pupils with their keys and enrolments.
pub fn add_students(
    tx: &mut Tx<'_>,
    keys: &Keys,
    new: &[NewStudent],
    now: Instant,
) -> Result<(), Fault> {
    for batch in new.chunks(BATCH) {
        let mut students = Vec::with_capacity(batch.len());
        let mut key_rows = Vec::with_capacity(batch.len());
        for pupil in batch {
            let (key_row, cipher) = fresh_key(keys, pupil.id)?;
            key_rows.push(key_row);
            students.push(student_row(pupil, &cipher, now)?);
        }
        let enrolments: Vec<_> = batch.iter().map(NewEnrolment::of).collect();
        each!(tx, |c| diesel::insert_into(student::table)
            .values(&students)
            .execute(c))?;
        each!(tx, |c| diesel::insert_into(student_key::table)
            .values(&key_rows)
            .execute(c))?;
        add_enrolments(tx, &enrolments)?;
    }
    Ok(())
}

fn student_row(
    pupil: &NewStudent,
    cipher: &StudentCipher,
    now: Instant,
) -> Result<StudentRow, Fault> {
    let id = pupil.id.to_string();
    let address = pupil.address.trim();
    let address_sealed = if address.is_empty() {
        None
    } else {
        Some(cipher.seal(address_place(&id), address)?)
    };
    Ok(StudentRow {
        id,
        school_id: pupil.school.to_string(),
        student_number: pupil.number.clone(),
        number_is_temporary: pupil.number_is_temporary,
        name: pupil.name.clone(),
        sex: pupil.sex.map(|sex| sex.to_string()),
        born_on: pupil.born_on.map(Date::naive),
        address_sealed,
        created_at: now.naive_utc(),
        version: 1,
    })
}

/// A pupil's time in a class, open at its end.
#[derive(Clone, Copy, Debug)]
pub struct NewEnrolment {
    /// The pupil.
    pub student: StudentId,
    /// The class.
    pub class: NodeId,
    /// The first day.
    pub from_on: Date,
}

impl NewEnrolment {
    const fn of(pupil: &NewStudent) -> Self {
        Self {
            student: pupil.id,
            class: pupil.class,
            from_on: pupil.from_on,
        }
    }

    fn row(&self) -> EnrolmentRow {
        EnrolmentRow {
            id: Uuid::now_v7().to_string(),
            student_id: self.student.to_string(),
            class_id: self.class.to_string(),
            from_on: self.from_on.naive(),
            to_on: None,
        }
    }
}

/// Begins enrolments.
pub fn add_enrolments(tx: &mut Tx<'_>, new: &[NewEnrolment]) -> Result<(), Fault> {
    for batch in new.chunks(BATCH) {
        let rows: Vec<_> = batch.iter().map(NewEnrolment::row).collect();
        each!(tx, |c| diesel::insert_into(enrolment::table)
            .values(&rows)
            .execute(c))?;
    }
    Ok(())
}

/// A guardian of a pupil.
#[derive(Clone, Copy, Debug)]
pub struct NewGuardianship {
    /// The pupil.
    pub student: StudentId,
    /// The guardian or carer.
    pub person: PersonId,
    /// Relation to the pupil.
    pub relation: Relation,
    /// Whether this is who mainly looks after the child.
    pub primary_carer: bool,
    /// `false` for a guardian barred from seeing anything of the child.
    pub may_view: bool,
    /// Since when.
    pub from_on: Date,
}

#[derive(Insertable)]
#[expect(clippy::struct_excessive_bools, reason = "the columns of a row")]
#[diesel(table_name = guardianship, treat_none_as_default_value = false)]
struct GuardianshipRow {
    id: String,
    person_id: String,
    student_id: String,
    relation: &'static str,
    primary_carer: bool,
    may_view: bool,
    may_decide: bool,
    may_arrange: bool,
    from_on: chrono::NaiveDate,
    to_on: Option<chrono::NaiveDate>,
}

/// Links guardians to pupils; a pair that is linked already stays as it is.
pub fn add_guardianships(tx: &mut Tx<'_>, new: &[NewGuardianship]) -> Result<(), Fault> {
    for batch in new.chunks(BATCH) {
        let rows: Vec<_> = batch.iter().map(guardianship_row).collect();
        each!(tx, |c| diesel::insert_into(guardianship::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Links a carer whom a guardian accepted: she sees the child's things and decides nothing. An
/// earlier time that has ended goes on as a carer's; who is linked today stays as she is, and whom
/// the school has barred stays barred. Gives whether the link began with this.
pub fn add_carer(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    relation: Relation,
    today: Date,
) -> Result<bool, Fault> {
    let new = NewGuardianship {
        student,
        person,
        relation,
        primary_carer: false,
        may_view: true,
        from_on: today,
    };
    let row = GuardianshipRow {
        may_decide: false,
        ..guardianship_row(&new)
    };
    let added = each!(tx, |c| diesel::insert_into(guardianship::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    let revived = diesel::update(
        guardianship::table
            .filter(guardianship::person_id.eq(person.to_string()))
            .filter(guardianship::student_id.eq(student.to_string()))
            .filter(guardianship::may_view.eq(true))
            .filter(guardianship::to_on.lt(today.naive())),
    )
    .set((
        guardianship::to_on.eq(None::<chrono::NaiveDate>),
        guardianship::may_decide.eq(false),
    ))
    .execute(tx.conn())?;
    Ok(added + revived > 0)
}

/// Ends a carer's time: yesterday was its last day.
pub fn end_carer(
    tx: &mut Tx<'_>,
    person: PersonId,
    student: StudentId,
    today: Date,
) -> Result<(), Fault> {
    diesel::update(
        guardianship::table
            .filter(guardianship::person_id.eq(person.to_string()))
            .filter(guardianship::student_id.eq(student.to_string()))
            .filter(live_on!(guardianship, today.naive())),
    )
    .set(guardianship::to_on.eq(today.plus_days(-1).naive()))
    .execute(tx.conn())?;
    Ok(())
}

/// Gives a guardianship to another row of the same person. `false` where that one has, or had, a
/// place with the pupil of its own.
pub fn hand_over(
    tx: &mut Tx<'_>,
    student: StudentId,
    from: PersonId,
    to: PersonId,
) -> Result<bool, Fault> {
    let own: i64 = guardianship::table
        .filter(guardianship::student_id.eq(student.to_string()))
        .filter(guardianship::person_id.eq(to.to_string()))
        .count()
        .get_result(tx.conn())?;
    if own > 0 {
        return Ok(false);
    }
    let moved = diesel::update(
        guardianship::table
            .filter(guardianship::student_id.eq(student.to_string()))
            .filter(guardianship::person_id.eq(from.to_string())),
    )
    .set(guardianship::person_id.eq(to.to_string()))
    .execute(tx.conn())?;
    Ok(moved > 0)
}

fn guardianship_row(new: &NewGuardianship) -> GuardianshipRow {
    // A grandparent looks after the child but decides nothing for the parents.
    let parent = !new.relation.is_grandparent();
    GuardianshipRow {
        id: Uuid::now_v7().to_string(),
        person_id: new.person.to_string(),
        student_id: new.student.to_string(),
        relation: new.relation.as_str(),
        primary_carer: new.primary_carer,
        may_view: new.may_view,
        may_decide: parent && new.may_view,
        may_arrange: new.may_view,
        from_on: new.from_on.naive(),
        to_on: None,
    }
}
