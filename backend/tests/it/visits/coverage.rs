//! A school's coverage: in the order of grades, small classes hidden from those who do not answer
//! for the school.

use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    org::types::{ClassPath, SchoolPath},
    visits::{
        endpoints::{ListFamilies, ReadSchoolCoverage},
        types::{ClassFamilies, NewVisit, Outcome, SchoolCoverage, VisitMode},
    },
};

use super::{
    bodies::{TEACHER, WANG, accepted, covered, full, held, not_held},
    confirm::{link_of, tap},
};
use crate::on_both;

on_both! {
    async fn classes_stand_in_the_order_of_grades_with_their_counts(site: Site) {
        accepted(&site, &full()).await;
        let here = SchoolPath { school: label::node("海棠路小学") };
        for who in ["赵敏", "林芳"] {
            let seen: SchoolCoverage =
                site.client(who).await.get::<ReadSchoolCoverage>(&here).await.ok();
            let names: Vec<_> = seen.classes.iter().map(|class| class.name.as_str()).collect();
            assert_eq!(names, ["三年级(1)班", "三年级(2)班", "四年级(1)班"]);
            let reached: Vec<_> =
                seen.classes.iter().map(|class| class.coverage.map(|c| c.reached)).collect();
            assert_eq!(reached, [Some(0), Some(1), Some(0)], "{who}");
            assert_eq!((seen.total.reached, seen.total.students), (1, 67));
        }
    }

    async fn a_receipt_counts_the_class_as_its_page_does(site: Site) {
        let teacher = site.client(TEACHER).await;
        let class = ClassPath { class: label::node("海棠路小学/三年级(2)班") };
        let to = |pupil: &str, mut body: NewVisit| {
            body.students = vec![label::student(pupil)];
            body
        };
        let by = |mode, body| NewVisit { mode, ..body };
        let mut old = held("郑安然", "mother");
        old.started_at = "2026-08-30T18:00:00+08:00".parse().expect("an instant");
        let denied = accepted(&site, &held("张弛", "father")).await.visit;
        let path = link_of(&site, denied, "张弛/father").await;
        assert!(tap(&site, &path, "answer=not_come").await.status < 400);
        for (body, reached) in [
            (old, 0),
            (to("郑安然", not_held(Outcome::Attempted)), 0),
            (by(VisitMode::Phone, held(WANG, "mother")), 1),
            (by(VisitMode::School, held(WANG, "mother")), 1),
            (to("李一涵", not_held(Outcome::OtherWay)), 2),
            (by(VisitMode::Phone, held("李一涵", "mother")), 2),
            (held("张弛", "father"), 3),
        ] {
            let told = covered(&accepted(&site, &body).await);
            let page: ClassFamilies = teacher.get::<ListFamilies>(&class).await.ok();
            assert_eq!(told, page.coverage);
            assert_eq!(told.reached, reached, "{body:?}");
        }
    }

    async fn a_small_class_is_hidden_from_the_administrator_and_out_of_the_total(site: Site) {
        let school = "甲区东街道一校";
        let here = SchoolPath { school: label::node(school) };
        let administrator = site.client(&format!("{school}/管理员")).await;
        let seen: SchoolCoverage = administrator.get::<ReadSchoolCoverage>(&here).await.ok();
        assert_eq!(seen.classes.len(), 4);
        assert!(seen.classes.iter().all(|class| class.coverage.is_none()));
        assert_eq!(seen.total.students, 0);
    }

    async fn a_village_school_is_whole_to_its_own_principal_and_coordinator(site: Site) {
        let school = "甲区东街道一校";
        let here = SchoolPath { school: label::node(school) };
        for who in ["校长", "协调员"] {
            let client = site.client(&format!("{school}/{who}")).await;
            let seen: SchoolCoverage = client.get::<ReadSchoolCoverage>(&here).await.ok();
            assert!(seen.classes.iter().all(|class| class.coverage.is_some()), "{who}");
            assert!(seen.total.students > 0, "{who}");
        }
    }

    async fn a_class_is_no_school(site: Site) {
        let class = SchoolPath { school: label::node("海棠路小学/三年级(2)班") };
        let answer = site.client("赵敏").await.get::<ReadSchoolCoverage>(&class).await;
        answer.problem(ProblemCode::NotFound);
    }
}
