//! Roles and what each may do: the one list that the server decides by and the front end draws
//! its navigation from. A role is held on a node of the organisation tree for a time; a right
//! never combines the action of one grant with the reach of another.

use crate::{org::types::NodeKind, wire_enum::wire_enum};

wire_enum! {
    /// A role held by a member of staff on one node. Families hold none: they are reached
    /// through guardianship.
    pub enum Role {
        /// 班主任, on a class.
        HeadTeacher = "head_teacher",
        /// 全员育人导师, with a dated list of pupils.
        Mentor = "mentor",
        /// 处室成员, on an office.
        OfficeMember = "office_member",
        /// 总协调员, on a school.
        Coordinator = "coordinator",
        /// 校长, 园长.
        Principal = "principal",
        /// 学校管理员: rosters, classes, grants within the school.
        SchoolAdmin = "school_admin",
        /// 心理教师.
        Psychologist = "psychologist",
        /// 学生保护负责人.
        SafeguardingLead = "safeguarding_lead",
        /// 镇(街)联络员.
        TownLiaison = "town_liaison",
        /// 区(市)管理员.
        DistrictAdmin = "district_admin",
        /// 市指导中心.
        CityAdmin = "city_admin",
        /// 教研员: reviews micro-lessons.
        Researcher = "researcher",
        /// 微课作者: a teacher who is authorised to make micro-lessons.
        LessonAuthor = "lesson_author",
        /// 培训者.
        Trainer = "trainer",
        /// 评委.
        Assessor = "assessor",
        /// 认定人.
        Certifier = "certifier",
        /// 联席部门经办人.
        DepartmentClerk = "department_clerk",
        /// 系统管理员: configuration, no personal content.
        System = "system",
        /// 安全管理员: roles, never for oneself.
        Security = "security",
        /// 审计员: reads the log, nothing else.
        Audit = "audit",
    }
}

wire_enum! {
    /// Something a grant allows on the rows within its reach.
    pub enum Action {
        /// See families (S0, directory).
        FamilyRead = "family_read",
        /// See a class whole: its families and its coverage.
        ClassRead = "class_read",
        /// Uncover a phone number or an address; every time is logged.
        ContactReveal = "contact_reveal",
        /// Record a home visit.
        VisitRecord = "visit_record",
        /// Read what visits say (S1).
        VisitRead = "visit_read",
        /// Read family circumstances (S2).
        CircumstancesRead = "circumstances_read",
        /// See matters and their way.
        MatterRead = "matter_read",
        /// Accept, work on, return and answer the matters of one's office, and what parents ask
        /// the class.
        MatterAnswer = "matter_answer",
        /// Assign matters to offices and approve answers to requests.
        MatterCoordinate = "matter_coordinate",
        /// See coverage and matters of a school as counts.
        SchoolOverview = "school_overview",
        /// See counts over a few people too, as of one's own village school.
        SmallNumbers = "small_numbers",
        /// Read the school's sheet on what visits take to the homes.
        SheetRead = "sheet_read",
        /// Write that sheet.
        SheetWrite = "sheet_write",
        /// Import rosters and staff.
        RosterImport = "roster_import",
        /// Invite the families of a class to join.
        FamilyInvite = "family_invite",
        /// See micro-lessons that are not published: one's own, or those that wait for review.
        LessonRead = "lesson_read",
        /// Make micro-lessons.
        LessonWrite = "lesson_write",
        /// Review and publish micro-lessons that someone else made.
        LessonReview = "lesson_review",
        /// See applications, cohorts and certificates.
        CertificationRead = "certification_read",
        /// Run certification: eligibility, cohorts, hours, scores, assessors' seats, notices.
        CertificationManage = "certification_manage",
        /// Keep the sign-in lists of the trainings that one holds.
        CertificationTrain = "certification_train",
        /// Score the candidates whose seat one has.
        CertificationAssess = "certification_assess",
        /// Recommend, certify, suspend and revoke.
        CertificationCertify = "certification_certify",
    }
}

impl Role {
    /// What this role may do within the reach of its grant.
    pub const fn actions(self) -> &'static [Action] {
        use Action as A;
        match self {
            Self::HeadTeacher => &[
                A::FamilyRead,
                A::ClassRead,
                A::ContactReveal,
                A::VisitRecord,
                A::VisitRead,
                A::CircumstancesRead,
                A::MatterRead,
                A::MatterAnswer,
                A::SheetRead,
                A::FamilyInvite,
            ],
            Self::Mentor => &[
                A::FamilyRead,
                A::ContactReveal,
                A::VisitRecord,
                A::VisitRead,
            ],
            Self::OfficeMember => &[A::MatterRead, A::MatterAnswer, A::SheetRead],
            Self::Coordinator => &[
                A::MatterRead,
                A::MatterAnswer,
                A::MatterCoordinate,
                A::VisitRead,
                A::SchoolOverview,
                A::SmallNumbers,
                A::SheetRead,
                A::SheetWrite,
            ],
            Self::Principal => &[A::SchoolOverview, A::SmallNumbers, A::SheetRead],
            Self::SchoolAdmin => &[
                A::RosterImport,
                A::SchoolOverview,
                A::SheetRead,
                A::SheetWrite,
            ],
            // Whoever runs certification can also keep a sign-in list in a trainer's place.
            Self::CityAdmin | Self::DistrictAdmin => &[
                A::CertificationRead,
                A::CertificationManage,
                A::CertificationTrain,
            ],
            Self::Researcher => &[A::LessonRead, A::LessonReview],
            Self::LessonAuthor => &[A::LessonRead, A::LessonWrite],
            Self::Trainer => &[A::CertificationTrain],
            Self::Assessor => &[A::CertificationAssess],
            Self::Certifier => &[A::CertificationRead, A::CertificationCertify],
            Self::Psychologist
            | Self::SafeguardingLead
            | Self::TownLiaison
            | Self::DepartmentClerk
            | Self::System
            | Self::Security
            | Self::Audit => &[],
        }
    }

    /// The kinds of place that a grant of this role is made on: what it decides lies there.
    pub const fn places(self) -> &'static [NodeKind] {
        use NodeKind as N;
        match self {
            Self::HeadTeacher => &[N::Class],
            Self::OfficeMember => &[N::Office],
            Self::Mentor
            | Self::Coordinator
            | Self::Principal
            | Self::SchoolAdmin
            | Self::Psychologist
            | Self::SafeguardingLead => &[N::School],
            Self::TownLiaison => &[N::Town],
            Self::DistrictAdmin => &[N::District],
            Self::CityAdmin | Self::System | Self::Security | Self::Audit => &[N::City],
            Self::Researcher | Self::Trainer | Self::Assessor | Self::Certifier => {
                &[N::City, N::District]
            }
            Self::LessonAuthor => &[N::City, N::District, N::School],
            Self::DepartmentClerk => &[N::Department],
        }
    }

    /// Whether a grant of this role reaches everything under its node. A mentor's does not: it
    /// reaches the pupils of the dated list.
    pub const fn covers_below(self) -> bool {
        !matches!(self, Self::Mentor)
    }

    /// Whether this role may do `action` within the reach of its grant.
    pub fn may(self, action: Action) -> bool {
        self.actions().contains(&action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_held_by_some_role() {
        for &action in Action::ALL {
            assert!(Role::ALL.iter().any(|role| role.may(action)), "{action}");
        }
    }

    #[test]
    fn roles_of_configuration_security_and_audit_reach_no_personal_content() {
        for role in [Role::System, Role::Security, Role::Audit] {
            assert!(role.actions().is_empty(), "{role}");
        }
    }

    #[test]
    fn small_numbers_are_for_those_who_answer_for_the_school() {
        let readers: Vec<_> = Role::ALL
            .iter()
            .filter(|role| role.may(Action::SmallNumbers))
            .collect();
        assert_eq!(readers, [&Role::Coordinator, &Role::Principal]);
    }

    #[test]
    fn a_mentor_does_nothing_that_is_about_a_class() {
        assert!(!Role::Mentor.covers_below());
        for action in [Action::ClassRead, Action::FamilyInvite, Action::MatterRead] {
            assert!(!Role::Mentor.may(action), "{action}");
        }
    }

    #[test]
    fn family_circumstances_are_read_by_the_head_teacher_only() {
        let readers: Vec<_> = Role::ALL
            .iter()
            .filter(|role| role.may(Action::CircumstancesRead))
            .collect();
        assert_eq!(readers, [&Role::HeadTeacher]);
    }
}
