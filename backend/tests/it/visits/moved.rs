//! Pupils who move and teachers who leave: the roster of the visit's day decides, for a week.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::{enrolment, role_grant, student};
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{NodeId, VisitId},
    org::types::ClassPath,
    time::Date,
    visits::{
        endpoints::{ListFamilies, ReadFamilyCard, ReadVisit, SubmitVisit},
        types::{ClassFamilies, FamilyCard, StudentPath, VisitDetail, VisitReceipt},
    },
};
use uuid::Uuid;

use super::bodies::{REQUEST, TEACHER, WANG, accepted, at, full, held, submit};
use crate::{kit::Site, on_both};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Moves 王小明 into 三年级(1)班 from `first` on.
async fn move_wang(site: &Site, first: Date) {
    move_wang_to(site, label::node("海棠路小学/三年级(1)班"), first).await;
}

async fn move_wang_to(site: &Site, class: NodeId, first: Date) {
    let (student, class) = (label::student(WANG).to_string(), class.to_string());
    site.app
        .db
        .write(move |tx| {
            diesel::update(enrolment::table.filter(enrolment::student_id.eq(&student)))
                .set(enrolment::to_on.eq(first.plus_days(-1).naive()))
                .execute(tx.conn())?;
            diesel::insert_into(enrolment::table)
                .values((
                    enrolment::id.eq(Uuid::now_v7().to_string()),
                    enrolment::student_id.eq(&student),
                    enrolment::class_id.eq(&class),
                    enrolment::from_on.eq(first.naive()),
                ))
                .execute(tx.conn())?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("he moves");
}

/// Ends all roles of an account with the day `last`.
async fn end_grants(site: &Site, account: &str, last: Date) {
    let account = label::account(account).to_string();
    site.app
        .db
        .write(move |tx| {
            diesel::update(role_grant::table.filter(role_grant::account_id.eq(&account)))
                .set(role_grant::valid_to.eq(last.naive()))
                .execute(tx.conn())?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("the roles end");
}

on_both! {
    async fn a_visit_before_the_move_may_be_handed_in_for_a_week(site: Site) {
        move_wang(&site, day("2026-11-23")).await;
        let teacher = site.client(TEACHER).await;
        let mut body = held(WANG, "mother");
        submit(&teacher, &body).await.problem(ProblemCode::NotFound);
        body.started_at = "2026-11-22T18:00:00+08:00".parse().expect("an instant");
        assert_eq!(submit(&teacher, &body).await.status, 200);
        site.pass(chrono::TimeDelta::days(7));
        let teacher = site.client(TEACHER).await;
        submit(&teacher, &body).await.problem(ProblemCode::NotFound);
    }

    async fn the_new_head_teacher_reads_the_childs_visits_and_the_old_one_the_own(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        move_wang(&site, day("2026-11-23")).await;
        let new = site.client("何静").await;
        let seen: VisitDetail = new.get::<ReadVisit>(&at(visit)).await.ok();
        assert_eq!(seen.students[0].class_name, "三年级(1)班");
        let card = StudentPath { student: label::student(WANG) };
        assert_eq!(new.get::<ReadFamilyCard>(&card).await.status, 200);
        let old = site.client(TEACHER).await;
        assert_eq!(old.get::<ReadVisit>(&at(visit)).await.status, 200);
        old.get::<ReadFamilyCard>(&card).await.problem(ProblemCode::NotFound);
    }

    async fn a_new_school_sees_nothing_of_the_old_ones_visits(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        let first = day("2026-11-23");
        let (school, class) = (label::node("云帆中学"), label::node("云帆中学/初一(1)班"));
        move_wang_to(&site, class, first).await;
        site.app
            .db
            .write(move |tx| {
                diesel::update(student::table.find(label::student(WANG).to_string()))
                    .set(student::school_id.eq(school.to_string()))
                    .execute(tx.conn())?;
                Ok::<_, Fault>(())
            })
            .await
            .expect("he changes schools");
        let new = site.client("宋磊").await;
        new.get::<ReadVisit>(&at(visit)).await.problem(ProblemCode::NotFound);
        let card = StudentPath { student: label::student(WANG) };
        let card: FamilyCard = new.get::<ReadFamilyCard>(&card).await.ok();
        assert!(card.visits.is_empty() && card.matters.is_empty());
        let list: ClassFamilies = new.get::<ListFamilies>(&ClassPath { class }).await.ok();
        assert_eq!(list.coverage.reached, 0);
        assert!(list.families.iter().all(|family| family.last.is_none()));
        assert!(list.families.iter().all(|family| family.open_matters == 0));
    }

    async fn a_teacher_whose_class_was_taken_over_finds_nothing(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        let (account, class) = (label::account(TEACHER), label::node("海棠路小学/三年级(2)班"));
        let other = label::node("海棠路小学/四年级(1)班").to_string();
        site.app
            .db
            .write(move |tx| {
                diesel::update(role_grant::table.filter(role_grant::account_id.eq(account.to_string())))
                    .set(role_grant::node_id.eq(&other))
                    .execute(tx.conn())?;
                Ok::<_, Fault>(())
            })
            .await
            .expect("another class is given");
        let teacher = site.client(TEACHER).await;
        teacher.get::<ReadVisit>(&at(visit)).await.problem(ProblemCode::NotFound);
        let path = ClassPath { class };
        teacher.get::<ListFamilies>(&path).await.problem(ProblemCode::NotFound);
        submit(&teacher, &held(WANG, "mother")).await.problem(ProblemCode::NotFound);
    }

    async fn who_hands_over_a_class_hands_in_the_visits_made_before_and_reads_none(site: Site) {
        let teacher = site.client(TEACHER).await;
        let (path, body) = (at(VisitId::new()), full());
        let mut late = held(WANG, "mother");
        let yesterday = "2026-11-22T18:00:00+08:00";
        late.started_at = yesterday.parse().expect("an instant");
        assert_eq!(teacher.send::<SubmitVisit>(&path, &body).await.status, 200);
        end_grants(&site, TEACHER, day("2026-11-22")).await;

        submit(&teacher, &held(WANG, "mother")).await.problem(ProblemCode::Forbidden);
        let stored: VisitReceipt = submit(&teacher, &late).await.ok();
        assert_eq!(stored.coverage, None);
        let again = teacher.send::<SubmitVisit>(&path, &body).await;
        assert!(!again.text.contains(REQUEST), "{}", again.text);
        let again: VisitReceipt = again.ok();
        assert_eq!((again.matters.len(), again.coverage), (0, None));
        teacher.get::<ReadVisit>(&at(stored.visit)).await.problem(ProblemCode::Forbidden);
    }
}
