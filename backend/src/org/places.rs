//! Schools, classes and offices: nodes of the tree with what belongs to their kind.

use diesel::prelude::*;
use tongyu_db::{
    Tx,
    schema::{school, school_class},
};
use tongyu_shared::{
    ids::NodeId,
    org::{
        grades::{SchoolSystem, SchoolType, Stage},
        types::NodeKind,
    },
    time::Date,
};

use super::tree::{self, NewNode};
use crate::http::fault::Fault;

/// A school to be added.
#[derive(Clone, Debug)]
pub struct NewSchool<'a> {
    /// Its id.
    pub id: NodeId,
    /// The town or district it belongs to.
    pub parent: NodeId,
    /// Its name.
    pub name: &'a str,
    /// What it is.
    pub kind: SchoolType,
    /// 五四 or 六三.
    pub system: SchoolSystem,
    /// From when it exists.
    pub valid_from: Date,
}

/// Adds a school.
pub fn add_school(tx: &mut Tx<'_>, new: &NewSchool<'_>) -> Result<(), Fault> {
    let node = NewNode {
        id: new.id,
        kind: NodeKind::School,
        parent: Some(new.parent),
        name: new.name,
        sort: 0,
        valid_from: new.valid_from,
    };
    tree::add(tx, &node)?;
    diesel::insert_into(school::table)
        .values((
            school::node_id.eq(new.id.to_string()),
            school::school_type.eq(new.kind.as_str()),
            school::system.eq(new.system.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A class to be added.
#[derive(Clone, Debug)]
pub struct NewClass<'a> {
    /// Its id.
    pub id: NodeId,
    /// The school.
    pub school: NodeId,
    /// Its name this year: `三年级(2)班`.
    pub name: &'a str,
    /// Its grade's stage and number, as `primary-3`.
    pub grade: &'a str,
    /// The year its pupils entered the stage.
    pub entry_year: i32,
    /// Its number within the grade.
    pub number: i32,
    /// Its place in the order of grades.
    pub sort: i32,
    /// From when it exists.
    pub valid_from: Date,
}

/// A class's place in the order of its school: by stage, grade and number.
pub fn class_sort(stage: Stage, grade: i32, number: i32) -> i32 {
    let stages = Stage::ALL.iter().take_while(|earlier| **earlier != stage);
    stages.fold(0, |sort, _| sort + 1_000) + grade * 100 + number
}

/// The stage in a class's grade: `primary-3`.
pub fn stage_of(grade: &str) -> Option<Stage> {
    grade.split_once('-')?.0.parse().ok()
}

/// Adds a class.
pub fn add_class(tx: &mut Tx<'_>, new: &NewClass<'_>) -> Result<(), Fault> {
    let node = NewNode {
        id: new.id,
        kind: NodeKind::Class,
        parent: Some(new.school),
        name: new.name,
        sort: new.sort,
        valid_from: new.valid_from,
    };
    tree::add(tx, &node)?;
    diesel::insert_into(school_class::table)
        .values((
            school_class::node_id.eq(new.id.to_string()),
            school_class::school_id.eq(new.school.to_string()),
            school_class::grade.eq(new.grade),
            school_class::entry_year.eq(new.entry_year),
            school_class::number.eq(new.number),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds an office of a school.
pub fn add_office(
    tx: &mut Tx<'_>,
    id: NodeId,
    school: NodeId,
    name: &str,
    sort: i32,
    valid_from: Date,
) -> Result<(), Fault> {
    let kind = NodeKind::Office;
    tree::add(
        tx,
        &NewNode {
            id,
            kind,
            parent: Some(school),
            name,
            sort,
            valid_from,
        },
    )
}
