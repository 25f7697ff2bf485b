//! The organisation tree and what a school keeps about itself.

use serde::{Deserialize, Serialize};

use crate::{
    ids::NodeId,
    path_params,
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

wire_enum! {
    /// A kind of node in the organisation tree.
    pub enum NodeKind {
        /// 市.
        City = "city",
        /// 区(市).
        District = "district",
        /// 镇(街).
        Town = "town",
        /// 学校, 幼儿园.
        School = "school",
        /// 年级.
        Grade = "grade",
        /// 班.
        Class = "class",
        /// 处室, 科室: the unit that owns matters.
        Office = "office",
        /// Another department; it hangs under city or district and reaches into no school.
        Department = "department",
    }
}

path_params! {
    /// A school in a path.
    pub struct SchoolPath { school: NodeId }
    /// A class in a path.
    pub struct ClassPath { class: NodeId }
}

/// The simple sheet of a school: what the four-to-home are this term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetText {
    /// 关心关爱: what to ask about and to wish.
    pub care: String,
    /// 方针政策: which policy to explain.
    pub policy: String,
    /// 征求意见: what to ask opinions on.
    pub opinions_sought: String,
    /// 教育资源: which resource to bring.
    pub resources: String,
}

/// The most characters one line of the sheet may have.
pub const SHEET_LINE_MAX: usize = 60;

impl Validate for SheetText {
    fn validate(&self, errors: &mut Errors) {
        errors.max_chars("care", &self.care, SHEET_LINE_MAX);
        errors.max_chars("policy", &self.policy, SHEET_LINE_MAX);
        errors.max_chars("opinions_sought", &self.opinions_sought, SHEET_LINE_MAX);
        errors.max_chars("resources", &self.resources, SHEET_LINE_MAX);
    }
}

/// The sheet with its version, which a change must name in `If-Match`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolSheet {
    /// The school.
    pub school: NodeId,
    /// Its name.
    pub school_name: String,
    /// The term in words: `2026—2027学年 第一学期`.
    pub term: String,
    /// What it says.
    pub text: SheetText,
    /// Grows with each change; 0 where nothing has been written yet.
    pub version: i32,
}

/// An office of a school, as one to which matters can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Office {
    /// The office.
    pub id: NodeId,
    /// Its name: `教务处`.
    pub name: String,
    /// Who works there now.
    pub members: Vec<String>,
}
