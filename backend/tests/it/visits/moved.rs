//! Pupils who move and teachers who leave: the roster of the visit's day decides, for a week.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::{enrolment, role_grant};
use tongyu_shared::{
    api::problem::ProblemCode,
    time::Date,
    visits::{
        endpoints::{ListFamilies, ReadFamilyCard, ReadVisit},
        types::{StudentPath, VisitDetail},
    },
};
use uuid::Uuid;

use super::bodies::{TEACHER, WANG, accepted, at, full, held, submit};
use crate::{kit::Site, on_both};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Moves 王小明 into 三年级(1)班 from `first` on.
async fn move_wang(site: &Site, first: Date) {
    let student = label::student(WANG).to_string();
    let class = label::node("海棠路小学/三年级(1)班").to_string();
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
        let path = tongyu_shared::org::types::ClassPath { class };
        teacher.get::<ListFamilies>(&path).await.problem(ProblemCode::NotFound);
        submit(&teacher, &held(WANG, "mother")).await.problem(ProblemCode::NotFound);
    }
}
