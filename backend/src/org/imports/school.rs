//! The school that a sheet is for: its name, to tell rows of others, and the grades it has.

use std::collections::BTreeSet;

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{org_node, school, school_class},
};
use tongyu_shared::{
    ids::NodeId,
    org::{
        grades::{GradeList, SchoolSystem, SchoolType, SchoolYear, Stage},
        types::NodeKind,
    },
    time::Date,
};

use super::stages::stages_of;
use crate::{
    access::Scope,
    http::fault::Fault,
    org::{places::stage_of, sheet::SchoolContext, store},
};

/// The school that a sheet is for, on the day of the import.
#[derive(Clone, Debug)]
pub struct ImportSchool {
    /// The school.
    pub id: NodeId,
    /// Its name.
    pub name: String,
    /// The school year whose classes the sheet names.
    pub year: SchoolYear,
    /// Today.
    pub today: Date,
    grades: GradeList,
}

impl ImportSchool {
    /// A school by id; 404 where there is none. The caller has asked for the right to it.
    pub fn load(conn: &mut Conn, id: NodeId, today: Date) -> Result<Self, Fault> {
        let place = store::school(conn, id)?;
        let (kind, system): (Col<SchoolType>, Col<SchoolSystem>) = school::table
            .find(id.to_string())
            .select((school::school_type, school::system))
            .first(conn)?;
        let grades: Vec<String> = school_class::table
            .filter(school_class::school_id.eq(id.to_string()))
            .select(school_class::grade)
            .distinct()
            .load(conn)?;
        let stages: BTreeSet<Stage> = grades.iter().filter_map(|grade| stage_of(grade)).collect();
        let all = GradeList::standard(system.0, kind.0).map_err(Fault::internal)?;
        let own = all.clone().of_stages(&stages_of(&place.name, &stages));
        Ok(Self {
            id,
            name: place.name,
            year: SchoolYear::of(today),
            today,
            // A vocational school has one list whatever its name says.
            grades: if own.0.is_empty() { all } else { own },
        })
    }

    /// What checking the rows needs to know.
    pub fn context(&self) -> SchoolContext<'_> {
        SchoolContext {
            name: &self.name,
            grades: &self.grades,
            year: self.year,
            today: self.today,
        }
    }
}

/// The schools with these names, each with its own: within reach of a scope, or anywhere.
pub fn schools_named(
    conn: &mut Conn,
    names: &[&str],
    within: Option<&Scope>,
) -> Result<Vec<(String, NodeId)>, Fault> {
    let mut all = Vec::new();
    for part in names.chunks(500) {
        let mut query = org_node::table
            .filter(org_node::kind.eq(NodeKind::School.as_str()))
            .filter(org_node::name.eq_any(part))
            .order(org_node::id)
            .select((org_node::name, org_node::id))
            .into_boxed();
        if let Some(scope) = within {
            query = query.filter(org_node::id.eq_any(scope.nodes()));
        }
        let found: Vec<(String, Col<NodeId>)> = query.load(conn)?;
        all.extend(found.into_iter().map(|(name, id)| (name, id.0)));
    }
    Ok(all)
}
