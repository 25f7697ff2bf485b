//! What sign-in pages and the app's frame need to know about the person in front of them.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    ids::{AccountId, NodeId},
    names::Phone,
    org::types::NodeKind,
    time::Instant,
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

/// Minutes that a one-time code is good for.
pub const CODE_MINUTES: u32 = 5;

/// What a site says about itself to everyone. Empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SiteInfo {
    /// The city's name.
    pub city: String,
    /// 备案编号.
    pub filing_number: String,
    /// Where complaints and suggestions go: a phone number or an address.
    pub complaints: String,
    /// Whether the server runs the demo city.
    pub demo: bool,
}

/// The signed-in person, with the roles that decide what the app shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// The account.
    pub account: AccountId,
    /// The person's name in full.
    pub name: String,
    /// Live roles, each with its place.
    pub roles: Vec<HeldRole>,
    /// When this session ends at the latest.
    pub ends_at: Instant,
    /// Whether the server runs the demo city.
    pub demo: bool,
}

/// A role held now, with the place where it is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldRole {
    /// The role.
    pub role: Role,
    /// The place.
    pub node: NodeId,
    /// What kind of place it is.
    pub node_kind: NodeKind,
    /// The place's name as people say it: `三年级(2)班`, `教务处`.
    pub node_name: String,
    /// The school the place belongs to, if it lies within one.
    pub school: Option<NodeId>,
    /// That school's name.
    pub school_name: Option<String>,
    /// Whether it is a mentor's who has no pupil on the list today: nothing is to be done with it.
    #[serde(default)]
    pub without_pupils: bool,
}

/// Asks for a one-time code by text message. The answer is the same for unknown phones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeRequest {
    /// The phone, as typed.
    pub phone: String,
}

impl Validate for CodeRequest {
    fn validate(&self, errors: &mut Errors) {
        check_phone(&self.phone, errors);
    }
}

/// The code is on its way, if the phone is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeSent {
    /// Seconds until another code may be asked for.
    pub again_in_s: u32,
}

/// Signs in with the code that came by text message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeSignIn {
    /// The phone, as typed.
    pub phone: String,
    /// The six digits.
    pub code: String,
}

impl Validate for CodeSignIn {
    fn validate(&self, errors: &mut Errors) {
        check_phone(&self.phone, errors);
        if self.code.len() != 6 || !self.code.bytes().all(|b| b.is_ascii_digit()) {
            errors.add("code", "six_digits", Vec::new());
        }
    }
}

fn check_phone(phone: &str, errors: &mut Errors) {
    if let Err(problem) = Phone::parse(phone) {
        errors.add("phone", problem.code(), problem.args());
    }
}

/// Signs in with a one-time link made by `tongyu user link`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkSignIn {
    /// The secret behind the `#` of the link, which servers and logs never see.
    pub token: String,
}

impl Validate for LinkSignIn {
    fn validate(&self, errors: &mut Errors) {
        errors.max_chars("token", &self.token, 200);
    }
}

wire_enum! {
    /// The people one can be in the demo city, without a password.
    pub enum Persona {
        /// 班主任 of 三年级(2)班.
        HeadTeacher = "head_teacher",
        /// 全员育人导师 of some pupils.
        Mentor = "mentor",
        /// 教务处.
        OfficeMember = "office_member",
        /// 总协调员.
        Coordinator = "coordinator",
        /// 学校管理员.
        SchoolAdmin = "school_admin",
        /// 微课作者: a teacher who makes micro-lessons.
        LessonAuthor = "lesson_author",
        /// 教研员 of the district, who reviews them.
        Researcher = "researcher",
        /// 指导师候选人: a teacher who applies for a certificate.
        Candidate = "candidate",
        /// 培训者, who keeps sign-in lists.
        Trainer = "trainer",
        /// 评委.
        Assessor = "assessor",
        /// 市指导中心, who runs certification.
        CertificationManager = "certification_manager",
        /// 认定人.
        Certifier = "certifier",
        /// A mother of two who has joined.
        Parent = "parent",
        /// A mother who was invited: opens the message sandbox filtered to her phone.
        Mother = "mother",
        /// A grandmother: the same in large type.
        Grandmother = "grandmother",
    }
}

/// One persona card of the demo's sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonaCard {
    /// Who.
    pub persona: Persona,
    /// The person's name.
    pub name: String,
    /// Where the person belongs: `海棠路小学 三年级(2)班`.
    pub place: String,
    /// For families: where their messages can be read.
    pub messages_url: Option<String>,
}

/// Signs in as a persona; an ordinary session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonaSignIn {
    /// Who to be.
    pub persona: Persona,
}

impl Validate for PersonaSignIn {}
