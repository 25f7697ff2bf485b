//! Pupils who change class or school: who sees what their families said before.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::{enrolment, student};
use tongyu_shared::{
    api::{page::Page, problem::ProblemCode},
    feedback::{
        endpoints::{ListMatters, ReadMatter},
        types::{MatterLine, MatterQuery},
    },
};

use super::desk::{bring, request, see};
use crate::{
    kit::{Client, Site},
    on_both,
};

/// 王小明 sits in another class from now on, perhaps of another school.
async fn moves(site: &Site, school: &str, class: &str) {
    let pupil = label::student("王小明").to_string();
    let (school, class) = (
        label::node(school).to_string(),
        label::node(class).to_string(),
    );
    site.app
        .db
        .write(move |tx| {
            diesel::update(student::table.find(&pupil))
                .set(student::school_id.eq(&school))
                .execute(tx.conn())?;
            diesel::update(enrolment::table.filter(enrolment::student_id.eq(&pupil)))
                .set(enrolment::class_id.eq(&class))
                .execute(tx.conn())?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("moved");
}

async fn listed(client: &Client) -> Vec<MatterLine> {
    let query = MatterQuery::default();
    let page: Page<MatterLine> = client
        .call::<ListMatters>(&(), &query, &(), None)
        .await
        .ok();
    page.items
}

on_both! {
    async fn a_new_head_teacher_opens_what_was_said_in_the_class_before(site: Site) {
        let path = bring(&site, request()).await;
        let new = site.client("何静").await;
        new.get::<ReadMatter>(&path).await.problem(ProblemCode::NotFound);
        moves(&site, "海棠路小学", "海棠路小学/三年级(1)班").await;
        let seen = see(&new, path).await;
        assert_eq!(seen.line.student_name.as_deref(), Some("王小明"));
        assert!(seen.student.is_some(), "it is her pupil's family");
        let lines = listed(&new).await;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].student_name.as_deref(), Some("王小明"));
        see(&site.client("陈雨").await, path).await;
    }

    async fn what_a_former_school_was_told_stays_there(site: Site) {
        let path = bring(&site, request()).await;
        moves(&site, "云帆中学", "云帆中学/初一(1)班").await;
        for who in ["宋磊", "梁伟"] {
            let client = site.client(who).await;
            client.get::<ReadMatter>(&path).await.problem(ProblemCode::NotFound);
            assert_eq!(listed(&client).await, [], "{who}");
        }
    }
}
