//! Who reaches which visits, families and phones. What is out of reach is as if it were not there.

use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    org::types::{ClassPath, SchoolPath},
    visits::{
        endpoints::{
            ListFamilies, ReadFamilyCard, ReadSchoolCoverage, ReadToday, ReadVisit, RevealAddress,
            RevealPhone,
        },
        types::{GuardianPath, Revealed, StudentPath, Today, VisitDetail},
    },
};

use super::{
    bodies::{CIRCUMSTANCES, TEACHER, WANG, accepted, at, full, held, stored, submit},
    sealed::log_of,
};
use crate::on_both;

fn pupil(label: &str) -> StudentPath {
    StudentPath {
        student: label::student(label),
    }
}

fn class(label: &str) -> ClassPath {
    ClassPath {
        class: label::node(label),
    }
}

on_both! {
    async fn another_class_of_the_same_school_is_not_there(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        let other = site.client("何静").await;
        submit(&other, &held(WANG, "mother")).await.problem(ProblemCode::NotFound);
        other.get::<ReadVisit>(&at(visit)).await.problem(ProblemCode::NotFound);
        other.get::<ReadFamilyCard>(&pupil(WANG)).await.problem(ProblemCode::NotFound);
        let here = class("海棠路小学/三年级(2)班");
        other.get::<ListFamilies>(&here).await.problem(ProblemCode::NotFound);
        other.send::<RevealAddress>(&pupil(WANG), &()).await.problem(ProblemCode::NotFound);
        let phone = GuardianPath {
            student: label::student(WANG),
            person: label::person("王小明/mother"),
        };
        other.send::<RevealPhone>(&phone, &()).await.problem(ProblemCode::NotFound);
        let today: Today = other.get::<ReadToday>(&()).await.ok();
        assert!(today.matters.is_empty());
    }

    async fn a_visit_with_one_child_out_of_reach_is_refused_whole(site: Site) {
        let mut body = held(WANG, "mother");
        body.students.push(label::student("李一诺"));
        let answer = submit(&site.client(TEACHER).await, &body).await;
        answer.problem(ProblemCode::NotFound);
        assert_eq!(stored(&site).await, (0, 0));
    }

    async fn circumstances_are_for_the_head_teacher_alone(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        let own: VisitDetail =
            site.client(TEACHER).await.get::<ReadVisit>(&at(visit)).await.ok();
        assert_eq!(own.circumstances.as_deref(), Some(CIRCUMSTANCES));
        let answer = site.client("赵敏").await.get::<ReadVisit>(&at(visit)).await;
        assert!(!answer.text.contains(CIRCUMSTANCES), "{}", answer.text);
        let seen: VisitDetail = answer.ok();
        assert_eq!((seen.circumstances, &seen.agreed_measure), (None, &own.agreed_measure));
        assert_eq!(seen.matters.len(), 2);
        assert_eq!(own.students[0].name, WANG);
        assert_eq!((seen.students[0].name.as_str(), seen.met[0].name.as_str()), ("王*明", "王*兰"));
    }

    async fn other_schools_and_other_roles_reach_no_visit(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        for who in ["梁伟", "宋磊"] {
            let answer = site.client(who).await.get::<ReadVisit>(&at(visit)).await;
            answer.problem(ProblemCode::NotFound);
        }
        for who in ["孙浩", "刘建国", "林芳"] {
            let answer = site.client(who).await.get::<ReadVisit>(&at(visit)).await;
            answer.problem(ProblemCode::Forbidden);
        }
        site.anonymous().get::<ReadVisit>(&at(visit)).await.problem(ProblemCode::SignedOut);
        let there = SchoolPath { school: label::node("云帆中学") };
        let answer = site.client("赵敏").await.get::<ReadSchoolCoverage>(&there).await;
        answer.problem(ProblemCode::NotFound);
    }

    async fn a_phone_or_address_is_shown_once_it_is_logged(site: Site) {
        let teacher = site.client(TEACHER).await;
        let phone = GuardianPath {
            student: label::student(WANG),
            person: label::person("王小明/mother"),
        };
        let shown: Revealed = teacher.send::<RevealPhone>(&phone, &()).await.ok();
        assert_eq!(shown.value, "19900001002");
        let shown: Revealed = teacher.send::<RevealAddress>(&pupil(WANG), &()).await.ok();
        assert!(shown.value.contains("海棠里"), "{}", shown.value);
        assert_eq!(log_of(&site, WANG).await, [
            "visit.reveal_phone",
            "visit.reveal_address",
        ]);
    }

    async fn a_barred_guardian_is_nowhere_on_the_card(site: Site) {
        let teacher = site.client(TEACHER).await;
        let answer = teacher.get::<ReadFamilyCard>(&pupil("郑安然")).await;
        assert_eq!(answer.status, 200);
        assert!(!answer.text.contains("郑强"), "{}", answer.text);
        let barred = GuardianPath {
            student: label::student("郑安然"),
            person: label::person("郑安然/father"),
        };
        teacher.send::<RevealPhone>(&barred, &()).await.problem(ProblemCode::NotFound);
    }
}
