//! 吴桐, mentor of four pupils in two classes: whom she reaches, and what of them.

use diesel::prelude::*;
use tongyu::{
    access::mentors::{self, Listed},
    http::fault::Fault,
    seed::label,
};
use tongyu_db::schema::{mentor_pupil, role_grant};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    ids::{NodeId, PlanId, VisitId},
    org::types::{ClassPath, SchoolPath},
    time::Date,
    visits::{
        endpoints::{
            ListFamilies, PlanVisit, ReadFamilyCard, ReadSchoolCoverage, ReadToday, ReadVisit,
            RevealAddress, RevealPhone, SubmitVisit,
        },
        types::{
            FamilyCard, GuardianPath, NewPlan, PlanPath, SchoolCoverage, StudentPath, Today,
            VisitDetail, VisitMode, VisitReceipt,
        },
    },
};

use super::bodies::{CIRCUMSTANCES, REQUEST, TEACHER, WANG, accepted, at, full, held, submit};
use crate::{kit::Site, on_both};

const MENTOR: &str = "吴桐";
/// A pupil whom she looked after until 30 October.
const FORMER: &str = "郑安然";
/// The class of three of her pupils.
const CLASS: &str = "海棠路小学/三年级(2)班";

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn card(pupil: &str) -> StudentPath {
    StudentPath {
        student: label::student(pupil),
    }
}

fn plan(pupil: &str) -> (PlanPath, NewPlan) {
    let path = PlanPath {
        plan: PlanId::new(),
    };
    let body = NewPlan {
        student: label::student(pupil),
        planned_for: "2026-11-24T19:00:00+08:00".parse().expect("an instant"),
        mode: VisitMode::Home,
    };
    (path, body)
}

/// Ends the mentor's care of 王小明 with the day `last`.
async fn end_list(site: &Site, last: Date) {
    let student = label::student(WANG).to_string();
    site.app
        .db
        .write(move |tx| {
            diesel::update(mentor_pupil::table.filter(mentor_pupil::student_id.eq(&student)))
                .set(mentor_pupil::to_on.eq(last.naive()))
                .execute(tx.conn())?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("the list ends");
}

/// Makes the mentor head teacher of a class, or takes her list's role away.
async fn set_grant(site: &Site, role: Role, node: NodeId) {
    let account = label::account(MENTOR).to_string();
    site.app
        .db
        .write(move |tx| {
            diesel::update(role_grant::table.filter(role_grant::account_id.eq(&account)))
                .set((
                    role_grant::role.eq(role.as_str()),
                    role_grant::node_id.eq(node.to_string()),
                    role_grant::covers_below.eq(role.covers_below()),
                ))
                .execute(tx.conn())?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("a role is given");
}

on_both! {
    async fn a_mentor_finds_the_pupils_of_her_list_on_today_and_no_class(site: Site) {
        let mentor = site.client(MENTOR).await;
        let today: Today = mentor.get::<ReadToday>(&()).await.ok();
        let names: Vec<_> =
            today.pupils.iter().map(|pupil| pupil.family.name.as_str()).collect();
        assert_eq!(names.len(), 4);
        for name in [WANG, "李一涵", "张弛", "李一诺"] {
            assert!(names.contains(&name), "{names:?}");
        }
        assert!(today.classes.is_empty() && today.matters.is_empty());
        assert!(today.week.is_some());
        let class = ClassPath { class: label::node(CLASS) };
        mentor.get::<ListFamilies>(&class).await.problem(ProblemCode::Forbidden);
        let teacher: Today = site.client(TEACHER).await.get::<ReadToday>(&()).await.ok();
        assert!(teacher.pupils.is_empty());
    }

    async fn she_plans_and_records_for_a_pupil_of_the_list_and_reads_it(site: Site) {
        let mentor = site.client(MENTOR).await;
        let (path, body) = plan(WANG);
        assert_eq!(mentor.send::<PlanVisit>(&path, &body).await.status, 200);
        let receipt: VisitReceipt = submit(&mentor, &full()).await.ok();
        assert_eq!((receipt.coverage, receipt.matters.len()), (None, 2));
        let seen: VisitDetail = mentor.get::<ReadVisit>(&at(receipt.visit)).await.ok();
        assert_eq!((seen.students[0].name.as_str(), seen.matters.len()), (WANG, 2));
        assert_eq!(seen.circumstances, None);
        let today: Today = mentor.get::<ReadToday>(&()).await.ok();
        let wang = today.pupils.iter().find(|pupil| pupil.family.name == WANG).expect("he is there");
        assert_eq!(wang.family.last.map(|last| last.visit), Some(receipt.visit));
        assert_eq!(wang.family.next_contact, Some(day("2026-12-07")));
        assert_eq!(wang.family.open_matters, 1);
    }

    async fn her_visit_counts_like_anybodys_and_the_head_teacher_reads_it(site: Site) {
        let receipt: VisitReceipt = submit(&site.client(MENTOR).await, &full()).await.ok();
        let school = SchoolPath { school: label::node("海棠路小学") };
        let counts: SchoolCoverage =
            site.client("林芳").await.get::<ReadSchoolCoverage>(&school).await.ok();
        assert_eq!(counts.total.reached, 1);
        let teacher = site.client(TEACHER).await;
        let seen: VisitDetail = teacher.get::<ReadVisit>(&at(receipt.visit)).await.ok();
        assert_eq!(seen.author_name, MENTOR);
        assert_eq!(seen.circumstances.as_deref(), Some(CIRCUMSTANCES));
    }

    async fn pupils_of_the_same_class_who_are_not_on_the_list_are_not_there(site: Site) {
        let mentor = site.client(MENTOR).await;
        let other = tongyu::seed::families::pupils_of(CLASS).remove(0);
        for pupil in [other.as_str(), FORMER] {
            mentor.get::<ReadFamilyCard>(&card(pupil)).await.problem(ProblemCode::NotFound);
            mentor.send::<RevealAddress>(&card(pupil), &()).await.problem(ProblemCode::NotFound);
            let phone = GuardianPath {
                student: label::student(pupil),
                person: label::person(&format!("{pupil}/mother")),
            };
            mentor.send::<RevealPhone>(&phone, &()).await.problem(ProblemCode::NotFound);
            let (path, body) = plan(pupil);
            mentor.send::<PlanVisit>(&path, &body).await.problem(ProblemCode::NotFound);
            submit(&mentor, &held(pupil, "mother")).await.problem(ProblemCode::NotFound);
        }
    }

    async fn of_a_pupil_she_sees_her_own_visits_and_what_she_brought_back_only(site: Site) {
        let teachers = accepted(&site, &full()).await.visit;
        let mentor = site.client(MENTOR).await;
        mentor.get::<ReadVisit>(&at(teachers)).await.problem(ProblemCode::NotFound);
        let answer = mentor.get::<ReadFamilyCard>(&card(WANG)).await;
        assert!(!answer.text.contains(REQUEST), "{}", answer.text);
        let seen: FamilyCard = answer.ok();
        assert!(!seen.own_class && seen.visits.is_empty() && seen.matters.is_empty());
        assert_eq!(seen.guardians.len(), 2);
        assert!(!seen.sheet.care.is_empty());

        let own: VisitReceipt = submit(&mentor, &held(WANG, "mother")).await.ok();
        let seen: FamilyCard = mentor.get::<ReadFamilyCard>(&card(WANG)).await.ok();
        let visits: Vec<_> = seen.visits.iter().map(|visit| visit.visit).collect();
        assert_eq!(visits, [own.visit]);
        let today: Today = mentor.get::<ReadToday>(&()).await.ok();
        assert!(today.pupils.iter().all(|pupil| pupil.family.open_matters == 0));
    }

    async fn brothers_and_sisters_on_the_list_are_on_the_card_and_in_one_visit(site: Site) {
        let mentor = site.client(MENTOR).await;
        let seen: FamilyCard = mentor.get::<ReadFamilyCard>(&card("李一涵")).await.ok();
        let names: Vec<_> = seen.siblings.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["李一诺"]);
        let mut body = held("李一涵", "mother");
        body.students.push(label::student("李一诺"));
        let receipt: VisitReceipt = submit(&mentor, &body).await.ok();
        let seen: VisitDetail = mentor.get::<ReadVisit>(&at(receipt.visit)).await.ok();
        assert_eq!(seen.students.len(), 2);
    }

    async fn a_visit_of_a_day_on_the_list_comes_in_after_its_end(site: Site) {
        end_list(&site, day("2026-11-22")).await;
        let mentor = site.client(MENTOR).await;
        let mut body = held(WANG, "mother");
        submit(&mentor, &body).await.problem(ProblemCode::NotFound);
        body.started_at = "2026-11-22T18:00:00+08:00".parse().expect("an instant");
        let receipt: VisitReceipt = submit(&mentor, &body).await.ok();
        let seen = mentor.get::<ReadVisit>(&at(receipt.visit)).await;
        assert_eq!(seen.status, 200, "{}", seen.text);
        mentor.get::<ReadFamilyCard>(&card(WANG)).await.problem(ProblemCode::NotFound);
    }

    async fn a_visit_from_before_the_list_began_is_refused(site: Site) {
        let mentor = site.client(MENTOR).await;
        let student = label::student(WANG).to_string();
        site.app
            .db
            .write(move |tx| {
                diesel::update(mentor_pupil::table.filter(mentor_pupil::student_id.eq(&student)))
                    .set(mentor_pupil::from_on.eq(day("2026-11-21").naive()))
                    .execute(tx.conn())?;
                Ok::<_, Fault>(())
            })
            .await
            .expect("the list begins later");
        let mut body = held(WANG, "mother");
        for (started, status) in [
            ("2026-11-20T18:00:00+08:00", 404),
            ("2026-10-20T18:00:00+08:00", 404),
            ("2026-11-21T18:00:00+08:00", 200),
        ] {
            body.started_at = started.parse().expect("an instant");
            let answer = submit(&mentor, &body).await;
            assert_eq!(answer.status, status, "{started}: {}", answer.text);
        }
    }

    async fn a_list_without_the_role_reaches_nobody_and_a_role_without_list_neither(site: Site) {
        let visit: VisitReceipt =
            submit(&site.client(MENTOR).await, &held(WANG, "mother")).await.ok();
        let other = label::node("海棠路小学/四年级(1)班");
        set_grant(&site, Role::HeadTeacher, other).await;
        let teacher = site.client(MENTOR).await;
        // Her own visit as mentor is no visit of her class.
        teacher.get::<ReadVisit>(&at(visit.visit)).await.problem(ProblemCode::NotFound);
        teacher.get::<ReadFamilyCard>(&card(WANG)).await.problem(ProblemCode::NotFound);
        assert_eq!(teacher.get::<ReadFamilyCard>(&card("李一诺")).await.status, 200);
        set_grant(&site, Role::Mentor, label::node("云帆中学")).await;
        let elsewhere = site.client(MENTOR).await;
        elsewhere.get::<ReadFamilyCard>(&card(WANG)).await.problem(ProblemCode::NotFound);
        let today: Today = elsewhere.get::<ReadToday>(&()).await.ok();
        assert!(today.pupils.is_empty());
    }

    async fn who_is_head_teacher_too_has_both_and_mixes_nothing(site: Site) {
        let mine = "何静";
        site.app
            .db
            .write(move |tx| {
                let account = label::account(mine);
                let list = [Listed {
                    student: label::student(WANG),
                    from_on: day("2026-09-01"),
                    to_on: None,
                }];
                mentors::add(tx, account, &list)?;
                diesel::insert_into(role_grant::table)
                    .values((
                        role_grant::id.eq(label::grant("何静/导师").to_string()),
                        role_grant::account_id.eq(account.to_string()),
                        role_grant::role.eq(Role::Mentor.as_str()),
                        role_grant::node_id.eq(label::node("海棠路小学").to_string()),
                        role_grant::covers_below.eq(false),
                        role_grant::title.eq("导师"),
                        role_grant::valid_from.eq(day("2026-09-01").naive()),
                    ))
                    .execute(tx.conn())?;
                Ok::<_, Fault>(())
            })
            .await
            .expect("she becomes a mentor");
        let both = site.client(mine).await;
        let teachers = accepted(&site, &full()).await.visit;
        both.get::<ReadVisit>(&at(teachers)).await.problem(ProblemCode::NotFound);
        let own: VisitReceipt = submit(&both, &full()).await.ok();
        let seen: VisitDetail = both.get::<ReadVisit>(&at(own.visit)).await.ok();
        // What a head teacher may read of her class is not lent to the mentor's pupil.
        assert_eq!((seen.circumstances, own.coverage), (None, None));
        let today: Today = both.get::<ReadToday>(&()).await.ok();
        assert_eq!((today.classes.len(), today.pupils.len()), (1, 1));
        let seen: FamilyCard = both.get::<ReadFamilyCard>(&card(WANG)).await.ok();
        assert_eq!((seen.own_class, seen.visits.len()), (false, 1));
        let classmate = tongyu::seed::families::pupils_of("海棠路小学/三年级(1)班").remove(0);
        let seen: FamilyCard = both.get::<ReadFamilyCard>(&card(&classmate)).await.ok();
        assert!(seen.own_class);
    }

    async fn the_id_of_a_mentors_visit_is_not_there_for_others(site: Site) {
        let (path, body) = (at(VisitId::new()), full());
        let mentor = site.client(MENTOR).await;
        assert_eq!(mentor.send::<SubmitVisit>(&path, &body).await.status, 200);
        let teacher = site.client(TEACHER).await;
        teacher.send::<SubmitVisit>(&path, &body).await.problem(ProblemCode::NotFound);
    }
}
