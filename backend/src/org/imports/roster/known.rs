//! What the database knows before a roster is written: the school's classes and pupils with their
//! families, and whoever has a phone that the roster names.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, live_on,
    schema::{account, enrolment, guardianship, person, school_class, student},
};
use tongyu_shared::{
    ids::{NodeId, PersonId, StudentId},
    org::{grades::Cohort, sheet::Sex},
    time::Date,
    visits::types::Relation,
};

use crate::{
    crypto::{
        Keys,
        student::{StudentCipher, ciphers},
    },
    http::fault::Fault,
    org::{enrol::address_place, imports::school::ImportSchool, places::stage_of, sheet::PupilRow},
};

/// Values in one list of a query; SQLite takes 32,766.
const BATCH: usize = 1_000;

/// A pupil of the school.
#[derive(Clone, Debug)]
pub struct Pupil {
    /// Who.
    pub id: StudentId,
    /// 学籍号, or a temporary number.
    pub number: Option<String>,
    /// Whether it is a temporary one.
    pub number_is_temporary: bool,
    /// Name in full.
    pub name: String,
    /// As rosters said so far.
    pub sex: Option<Sex>,
    /// As rosters said so far.
    pub born_on: Option<Date>,
    /// Where the family lives; `None` where the pupil's key was destroyed.
    pub address: Option<String>,
    /// The class today; nothing for one who left.
    pub seat: Option<Seat>,
    /// Guardians of all times, barred ones too: a roster neither adds nor frees them anew.
    pub guardians: Vec<KnownGuardian>,
}

/// Where a pupil sits.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The row of the enrolment.
    pub enrolment: String,
    /// The class.
    pub class: NodeId,
    /// Since when.
    pub from_on: Date,
}

/// A guardian of a pupil.
#[derive(Clone, Debug)]
pub struct KnownGuardian {
    /// Who.
    pub person: PersonId,
    /// Name in full, or one made of the child's.
    pub name: String,
    /// What the phone is found by.
    pub phone_hash: Option<String>,
    /// Relation to the pupil.
    pub relation: Relation,
    /// Whether this is who mainly looks after the child.
    pub primary_carer: bool,
    /// `false` for a guardian barred from seeing anything of the child.
    pub may_view: bool,
    /// Whether this school may change neither name nor phone: the person has an account, or a
    /// child in another school, whose messages would follow the phone.
    pub is_fixed: bool,
    /// What the phone is found by that the person proved to sign in with it.
    pub proved_hash: Option<String>,
}

/// What there is already.
#[derive(Default)]
pub struct Known {
    /// The classes of the school.
    pub classes: HashMap<Cohort, NodeId>,
    /// Its pupils, those who left too.
    pub pupils: Vec<Pupil>,
    /// People by the hash of a phone that the roster names, the first known first.
    pub people: HashMap<String, Vec<(PersonId, String)>>,
    /// The ciphers of the pupils.
    pub ciphers: HashMap<StudentId, StudentCipher>,
}

/// Reads it.
pub fn load(
    conn: &mut Conn,
    keys: &Keys,
    school: &ImportSchool,
    rows: &[PupilRow],
) -> Result<Known, Fault> {
    let mut known = Known {
        classes: classes(conn, school.id)?,
        ..Known::default()
    };
    let (mut pupils, sealed) = pupils(conn, school.id)?;
    let ids: Vec<StudentId> = pupils.iter().map(|pupil| pupil.id).collect();
    for batch in ids.chunks(BATCH) {
        known.ciphers.extend(ciphers(conn, keys, batch)?);
    }
    let mut seats = seats(conn, school)?;
    let mut guardians = guardians(conn, school.id)?;
    for (pupil, sealed) in pupils.iter_mut().zip(sealed) {
        pupil.seat = seats.remove(&pupil.id);
        pupil.guardians = guardians.remove(&pupil.id).unwrap_or_default();
        if let Some(cipher) = known.ciphers.get(&pupil.id) {
            let id = pupil.id.to_string();
            pupil.address = Some(match sealed {
                Some(sealed) => cipher.open(address_place(&id), &sealed)?,
                None => String::new(),
            });
        }
    }
    known.pupils = pupils;
    known.people = people(conn, keys, rows)?;
    Ok(known)
}

/// The classes of a school by the year their pupils entered.
pub fn classes(conn: &mut Conn, school: NodeId) -> Result<HashMap<Cohort, NodeId>, Fault> {
    let rows: Vec<(Col<NodeId>, String, i32, i32)> = school_class::table
        .filter(school_class::school_id.eq(school.to_string()))
        .select((
            school_class::node_id,
            school_class::grade,
            school_class::entry_year,
            school_class::number,
        ))
        .load(conn)?;
    let cohort = |(id, grade, entry_year, number): (Col<NodeId>, String, i32, i32)| {
        // A grade outside the lists belongs to no roster.
        let stage = stage_of(&grade)?;
        let class = u8::try_from(number).ok()?;
        Some((
            Cohort {
                stage,
                entry_year,
                class,
            },
            id.0,
        ))
    };
    Ok(rows.into_iter().filter_map(cohort).collect())
}

type Sealed = Option<Vec<u8>>;

fn pupils(conn: &mut Conn, school: NodeId) -> Result<(Vec<Pupil>, Vec<Sealed>), Fault> {
    type Row = (
        Col<StudentId>,
        Option<String>,
        bool,
        String,
        Option<Col<Sex>>,
        Option<chrono::NaiveDate>,
        Sealed,
    );
    let rows: Vec<Row> = student::table
        .filter(student::school_id.eq(school.to_string()))
        .order(student::id)
        .select((
            student::id,
            student::student_number,
            student::number_is_temporary,
            student::name,
            student::sex,
            student::born_on,
            student::address_sealed,
        ))
        .load(conn)?;
    let pupil = |(id, number, number_is_temporary, name, sex, born_on, sealed): Row| {
        let pupil = Pupil {
            id: id.0,
            number,
            number_is_temporary,
            name,
            sex: sex.map(|sex| sex.0),
            born_on: born_on.map(Date::from),
            address: None,
            seat: None,
            guardians: Vec::new(),
        };
        (pupil, sealed)
    };
    Ok(rows.into_iter().map(pupil).unzip())
}

fn seats(conn: &mut Conn, school: &ImportSchool) -> Result<HashMap<StudentId, Seat>, Fault> {
    let rows: Vec<(Col<StudentId>, String, Col<NodeId>, chrono::NaiveDate)> = enrolment::table
        .inner_join(student::table)
        .filter(student::school_id.eq(school.id.to_string()))
        .filter(live_on!(enrolment, school.today.naive()))
        .order(enrolment::id)
        .select((
            enrolment::student_id,
            enrolment::id,
            enrolment::class_id,
            enrolment::from_on,
        ))
        .load(conn)?;
    let seat = |(student, enrolment, class, from_on): (Col<StudentId>, _, Col<NodeId>, _)| {
        (
            student.0,
            Seat {
                enrolment,
                class: class.0,
                from_on: Date::from(from_on),
            },
        )
    };
    Ok(rows.into_iter().map(seat).collect())
}

fn guardians(
    conn: &mut Conn,
    school: NodeId,
) -> Result<HashMap<StudentId, Vec<KnownGuardian>>, Fault> {
    type Row = (
        Col<StudentId>,
        Col<PersonId>,
        String,
        Option<String>,
        Col<Relation>,
        (bool, bool),
        Option<(String, Option<String>)>,
    );
    let rows: Vec<Row> = guardianship::table
        .inner_join(student::table)
        .inner_join(person::table)
        .left_join(account::table.on(account::person_id.eq(person::id)))
        .filter(student::school_id.eq(school.to_string()))
        .order(guardianship::id)
        .select((
            guardianship::student_id,
            person::id,
            person::name,
            person::phone_hash,
            guardianship::relation,
            (guardianship::primary_carer, guardianship::may_view),
            (account::id, account::phone_hash).nullable(),
        ))
        .load(conn)?;
    let ids: BTreeSet<PersonId> = rows.iter().map(|row| row.1.0).collect();
    let elsewhere = guardians_elsewhere(conn, school, &ids)?;
    let mut found: HashMap<StudentId, Vec<KnownGuardian>> = HashMap::new();
    for (student, person, name, phone_hash, relation, (primary_carer, may_view), account) in rows {
        found.entry(student.0).or_default().push(KnownGuardian {
            person: person.0,
            name,
            phone_hash,
            relation: relation.0,
            primary_carer,
            may_view,
            is_fixed: account.is_some() || elsewhere.contains(&person.0),
            proved_hash: account.and_then(|(_, proved)| proved),
        });
    }
    Ok(found)
}

/// Those of these people who are guardians of another school's pupils, now or before: matters of
/// a pupil who left still go to them.
fn guardians_elsewhere(
    conn: &mut Conn,
    school: NodeId,
    people: &BTreeSet<PersonId>,
) -> Result<HashSet<PersonId>, Fault> {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let mut found = HashSet::new();
    for batch in ids.chunks(BATCH) {
        let rows: Vec<Col<PersonId>> = guardianship::table
            .inner_join(student::table)
            .filter(student::school_id.ne(school.to_string()))
            .filter(guardianship::person_id.eq_any(batch))
            .select(guardianship::person_id)
            .load(conn)?;
        found.extend(rows.into_iter().map(|person| person.0));
    }
    Ok(found)
}

type People = HashMap<String, Vec<(PersonId, String)>>;

fn people(conn: &mut Conn, keys: &Keys, rows: &[PupilRow]) -> Result<People, Fault> {
    let phones: BTreeSet<_> = rows
        .iter()
        .flat_map(|row| {
            row.guardians
                .iter()
                .filter_map(|guardian| guardian.phone.as_ref())
        })
        .collect();
    let hashes: Vec<_> = phones
        .into_iter()
        .map(|phone| keys.phone_hash(phone))
        .collect();
    let mut found: People = HashMap::new();
    for batch in hashes.chunks(BATCH) {
        let rows: Vec<(Option<String>, Col<PersonId>, String)> = person::table
            .filter(person::phone_hash.eq_any(batch))
            .order(person::id)
            .select((person::phone_hash, person::id, person::name))
            .load(conn)?;
        for (hash, id, name) in rows {
            if let Some(hash) = hash {
                found.entry(hash).or_default().push((id.0, name));
            }
        }
    }
    Ok(found)
}
