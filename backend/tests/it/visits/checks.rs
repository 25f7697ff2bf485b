//! What a submitted visit may not say, and that nothing of a refused one is kept.

use serde_json::{Value, json};
use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::types::MatterKind,
    visits::types::{BroughtBack, NewVisit, VisitMode, VisitReceipt},
};

use super::bodies::{
    MEASURE, TEACHER, accepted, covered, full, held, make_siblings_of_wang, stored, submit,
};
use crate::{kit::Client, on_both};

/// Field and code of each refusal.
async fn refusals(teacher: &Client, body: &NewVisit) -> Vec<(String, String)> {
    let problem = submit(teacher, body).await.problem(ProblemCode::Invalid);
    problem
        .errors
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(field, code)| ((*field).to_owned(), (*code).to_owned()))
        .collect()
}

on_both! {
    async fn only_the_family_can_be_met_and_only_who_may_view(site: Site) {
        let teacher = site.client(TEACHER).await;
        let mut stranger = held("王小明", "mother");
        stranger.met.push(label::person("李一涵/mother"));
        let expected = pairs(&[("met.1", "one_of_the_family")]);
        assert_eq!(refusals(&teacher, &stranger).await, expected);
        let barred = held("郑安然", "father");
        let expected = pairs(&[("met.0", "one_of_the_family")]);
        assert_eq!(refusals(&teacher, &barred).await, expected);
        assert_eq!(stored(&site).await, (0, 0));
    }

    async fn siblings_share_a_visit_and_each_raiser_is_of_the_right_family(site: Site) {
        make_siblings_of_wang(&site, &["李一涵"]).await;
        let teacher = site.client(TEACHER).await;
        let mut both = full();
        both.students.push(label::student("李一涵"));
        both.met.push(label::person("李一涵/mother"));
        let matters = &mut both.brought_back.as_mut().expect("held").matters;
        matters[1].raiser = Some(label::person("李一涵/mother"));
        let expected = pairs(&[("brought_back.matters.1.raiser", "one_of_the_family")]);
        assert_eq!(refusals(&teacher, &both).await, expected);
        both.brought_back.as_mut().expect("held").matters[1].student = label::student("李一涵");
        let receipt: VisitReceipt = submit(&teacher, &both).await.ok();
        assert_eq!(covered(&receipt).reached, 2);
    }

    async fn one_visit_is_to_one_household(site: Site) {
        let teacher = site.client(TEACHER).await;
        let mut body = held("王小明", "mother");
        body.students.extend([label::student("李一涵"), label::student("张弛")]);
        let expected = pairs(&[("students.1", "one_household"), ("students.2", "one_household")]);
        assert_eq!(refusals(&teacher, &body).await, expected);
        make_siblings_of_wang(&site, &["李一涵"]).await;
        let expected = pairs(&[("students.2", "one_household")]);
        assert_eq!(refusals(&teacher, &body).await, expected);
        body.students.pop();
        MEASURE.clone_into(&mut body.agreed_measure);
        assert_eq!(submit(&teacher, &body).await.status, 200);
    }

    async fn of_families_together_nothing_is_written_that_all_would_read(site: Site) {
        let teacher = site.client(TEACHER).await;
        let mut body = full();
        body.mode = VisitMode::Group;
        body.students.push(label::student("李一涵"));
        body.met.push(label::person("李一涵/mother"));
        let expected = pairs(&[
            ("agreed_measure", "each_family_apart"),
            ("circumstances", "each_family_apart"),
        ]);
        assert_eq!(refusals(&teacher, &body).await, expected);
        body.agreed_measure.clear();
        body.circumstances.clear();
        let receipt: VisitReceipt = submit(&teacher, &body).await.ok();
        assert_eq!((covered(&receipt).reached, covered(&receipt).group), (2, 2));
    }

    async fn times_out_of_bounds_name_the_bound(site: Site) {
        let teacher = site.client(TEACHER).await;
        let mut body = held("王小明", "mother");
        body.started_at = site.app.clock.now().plus(chrono::TimeDelta::minutes(11));
        assert_eq!(refusals(&teacher, &body).await, pairs(&[("started_at", "in_the_future")]));
        body.started_at = site.app.clock.now().plus(chrono::TimeDelta::days(1));
        assert_eq!(refusals(&teacher, &body).await, pairs(&[("started_at", "after_today")]));
        body.started_at = site.app.clock.now().plus(chrono::TimeDelta::minutes(9));
        assert_eq!(submit(&teacher, &body).await.status, 200);
        body.started_at = "2020-01-01T00:00:00+08:00".parse().expect("an instant");
        assert_eq!(refusals(&teacher, &body).await, pairs(&[("started_at", "too_early")]));
        let mut body = held("王小明", "mother");
        body.started_at = "2026-11-20T18:20:00+08:00".parse().expect("an instant");
        for past in ["2026-11-22", "2026-11-23"] {
            body.next_contact = Some(past.parse().expect("a day"));
            let expected = pairs(&[("next_contact", "contact_later")]);
            assert_eq!(refusals(&teacher, &body).await, expected, "{past}");
        }
        body.next_contact = Some("2026-11-24".parse().expect("a day"));
        assert_eq!(submit(&teacher, &body).await.status, 200);
    }

    async fn the_same_pupil_or_person_twice_is_refused(site: Site) {
        let teacher = site.client(TEACHER).await;
        let mut body = held("王小明", "mother");
        body.students.push(body.students[0]);
        body.met.push(body.met[0]);
        let expected = pairs(&[("students.1", "repeated"), ("met.1", "repeated")]);
        assert_eq!(refusals(&teacher, &body).await, expected);
    }

    async fn a_text_over_its_limit_names_both_numbers(site: Site) {
        let mut body = full();
        body.brought_back.as_mut().expect("held").matters[0].text = "字".repeat(1001);
        let answer = submit(&site.client(TEACHER).await, &body).await;
        let problem = answer.problem(ProblemCode::Invalid);
        let [error] = &problem.errors[..] else { panic!("{:?}", problem.errors) };
        assert_eq!(error.field, "brought_back.matters.0.text");
        assert!(error.message.contains("1000") && error.message.contains("1001"));
        let english = submit(&site.client(TEACHER).await.in_english(), &body).await;
        assert!(english.problem(ProblemCode::Invalid).errors[0].message.starts_with("At most"));
    }

    async fn what_is_not_said_is_not_none(site: Site) {
        let teacher = site.client(TEACHER).await;
        let mut body = held("王小明", "mother");
        body.brought_back = Some(BroughtBack {
            matters: Vec::new(),
            nothing_of: vec![MatterKind::Feedback],
        });
        body.declared_clean = false;
        let expected = pairs(&[
            ("declared_clean", "declare"),
            ("brought_back.request", "said_or_nothing"),
            ("brought_back.suggestion", "said_or_nothing"),
        ]);
        assert_eq!(refusals(&teacher, &body).await, expected);
    }

    async fn what_the_server_decides_cannot_be_sent(site: Site) {
        let teacher = site.client(TEACHER).await;
        accepted(&site, &held("李一涵", "mother")).await;
        for (field, value) in [
            ("class_id", json!(label::node("海棠路小学/三年级(1)班"))),
            ("author_id", json!(label::account("何静"))),
            ("state", json!("confirmed")),
            ("version", json!(7)),
        ] {
            let mut body = serde_json::to_value(full()).expect("JSON");
            body[field] = value;
            let path = format!("/api/v1/visits/{}", tongyu_shared::ids::VisitId::new());
            let answer = teacher.raw("PUT", &path, Some(body.to_string()), None).await;
            answer.problem(ProblemCode::Invalid);
        }
        assert_eq!(stored(&site).await, (1, 0));
    }

    async fn a_time_without_an_offset_is_refused(site: Site) {
        let teacher = site.client(TEACHER).await;
        let mut body = serde_json::to_value(full()).expect("JSON");
        body["started_at"] = Value::from("2026-11-23T18:20:00");
        let path = format!("/api/v1/visits/{}", tongyu_shared::ids::VisitId::new());
        let answer = teacher.raw("PUT", &path, Some(body.to_string()), None).await;
        assert_eq!(answer.problem(ProblemCode::Invalid).errors[0].field, "started_at");
    }
}
