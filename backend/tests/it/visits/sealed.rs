//! What families say stands sealed in the database, and who reads it stands in the log.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::{audit_entry, matter, visit, visit_student};
use tongyu_shared::{
    ids::VisitId,
    visits::{
        endpoints::{ReadFamilyCard, ReadToday, ReadVisit, SubmitVisit},
        types::StudentPath,
    },
};

use super::bodies::{
    CIRCUMSTANCES, FEEDBACK, MEASURE, REQUEST, TEACHER, WANG, accepted, at, full, held,
    make_siblings_of_wang,
};
use crate::{kit::Site, on_both};

/// What the log tells of a pupil's data, in order.
pub async fn log_of(site: &Site, pupil: &str) -> Vec<String> {
    let student = label::student(pupil).to_string();
    site.app
        .db
        .read(move |conn| {
            Ok::<_, Fault>(
                audit_entry::table
                    .filter(audit_entry::student_id.eq(student))
                    .order(audit_entry::id)
                    .select(audit_entry::action)
                    .load(conn)?,
            )
        })
        .await
        .expect("the log is read")
}

on_both! {
    async fn no_text_of_a_family_stands_open_in_the_database(site: Site) {
        accepted(&site, &full()).await;
        let stored = site
            .app
            .db
            .read(|conn| {
                type Texts = Vec<(Option<Vec<u8>>, Option<Vec<u8>>)>;
                let texts: Texts = visit_student::table
                    .select((visit_student::measure_sealed, visit_student::circumstances_sealed))
                    .load(conn)?;
                let matters: Vec<Vec<u8>> =
                    matter::table.select(matter::body_sealed).load(conn)?;
                let hashes: Vec<String> = visit::table.select(visit::body_hash).load(conn)?;
                Ok::<_, Fault>((texts, matters, hashes))
            })
            .await
            .expect("the rows are read");
        let (texts, matters, hashes) = stored;
        let (measure, circumstances) = texts[0].clone();
        let mut sealed = vec![measure.expect("sealed"), circumstances.expect("sealed")];
        sealed.extend(matters);
        assert_eq!(sealed.len(), 4);
        for plain in [MEASURE, CIRCUMSTANCES, FEEDBACK, REQUEST] {
            let found = |bytes: &Vec<u8>| {
                bytes.windows(plain.len()).any(|window| window == plain.as_bytes())
            };
            assert!(!sealed.iter().any(found), "{plain}");
        }
        assert_eq!(hashes[0].len(), 43);
    }

    async fn reading_is_logged_once_in_ten_minutes(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        let coordinator = site.client("赵敏").await;
        for _ in 0..3 {
            assert_eq!(coordinator.get::<ReadVisit>(&at(visit)).await.status, 200);
        }
        assert_eq!(log_of(&site, WANG).await, ["visit.submit", "visit.read"]);
        let teacher = site.client(TEACHER).await;
        assert_eq!(teacher.get::<ReadVisit>(&at(visit)).await.status, 200);
        let card = StudentPath { student: label::student(WANG) };
        assert_eq!(teacher.get::<ReadFamilyCard>(&card).await.status, 200);
        assert_eq!(teacher.get::<ReadToday>(&()).await.status, 200);
        assert_eq!(log_of(&site, WANG).await.len(), 5);
        site.pass(chrono::TimeDelta::minutes(11));
        assert_eq!(coordinator.get::<ReadVisit>(&at(visit)).await.status, 200);
        assert_eq!(log_of(&site, WANG).await.len(), 6);
    }

    async fn the_log_of_each_child_tells_of_a_shared_visit(site: Site) {
        make_siblings_of_wang(&site, &["李一涵"]).await;
        let mut body = held(WANG, "mother");
        body.students.push(label::student("李一涵"));
        accepted(&site, &body).await;
        for pupil in [WANG, "李一涵"] {
            assert_eq!(log_of(&site, pupil).await, ["visit.submit"], "{pupil}");
        }
    }

    async fn a_receipt_that_comes_again_is_a_reading(site: Site) {
        let teacher = site.client(TEACHER).await;
        let (path, body) = (at(VisitId::new()), full());
        for expected in [&["visit.submit"][..], &["visit.submit", "visit.read_receipt"]] {
            assert_eq!(teacher.send::<SubmitVisit>(&path, &body).await.status, 200);
            assert_eq!(log_of(&site, WANG).await, expected);
        }
    }
}
