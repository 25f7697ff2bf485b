//! Calls of the right person on something of their own that name something of another school in
//! their path or body: refused, and nothing of the other school is told or changed.

use tongyu::seed::label;
use tongyu_shared::{
    ids::VisitId,
    visits::types::{NewMatter, NewVisit},
};

use super::{
    cast::{CLASS, COORDINATOR, MEMBER, MOTHER, NEIGHBOUR, PUPIL, SCHOOL, TEACHER},
    leaks, snapshot, things,
};
use crate::{kit::Site, on_both};

/// The same family of the neighbour's.
const FOREIGN_PUPIL: &str = "甲区东街道二校/一年级(1)班/学生";
const FOREIGN_MOTHER: &str = "甲区东街道二校/一年级(1)班/学生/mother";
/// A family of the same school in another class.
const OTHER_MOTHER: &str = "甲区东街道一校/一年级(2)班/学生/mother";
const FOREIGN_OFFICE: &str = "甲区东街道二校/教务处";

struct Case {
    what: &'static str,
    who: &'static str,
    method: &'static str,
    url: String,
    body: Option<String>,
    version: i32,
    status: u16,
}

fn phone(what: &'static str, student: &str, person: &str) -> Case {
    let (student, person) = (label::student(student), label::person(person));
    Case {
        what,
        who: TEACHER,
        method: "POST",
        url: format!("/api/v1/students/{student}/guardians/{person}/phone"),
        body: None,
        version: 1,
        status: 404,
    }
}

fn visit(what: &'static str, status: u16, change: impl FnOnce(&mut NewVisit)) -> Case {
    let mut body = things::new_visit();
    change(&mut body);
    Case {
        what,
        who: TEACHER,
        method: "PUT",
        url: format!("/api/v1/visits/{}", VisitId::new()),
        body: Some(serde_json::to_string(&body).expect("JSON")),
        version: 1,
        status,
    }
}

fn brought(body: &mut NewVisit) -> &mut NewMatter {
    let brought = body.brought_back.as_mut().expect("brought back");
    brought.matters.first_mut().expect("a matter")
}

fn visits() -> Vec<Case> {
    let (child, mother) = (label::student(FOREIGN_PUPIL), label::person(FOREIGN_MOTHER));
    vec![
        visit("a foreign pupil alone", 404, |v| {
            v.students = vec![child];
            brought(v).student = child;
        }),
        visit("a foreign pupil as well", 404, |v| v.students.push(child)),
        visit("a foreign mother met", 422, |v| v.met.push(mother)),
        visit("another class's mother met", 422, |v| {
            v.met.push(label::person(OTHER_MOTHER));
        }),
        visit("a foreign raiser", 422, |v| {
            brought(v).raiser = Some(mother);
        }),
        visit("a matter of a foreign pupil", 422, |v| {
            brought(v).student = child;
        }),
    ]
}

async fn matters(site: &Site) -> Vec<Case> {
    let fresh = things::capture(site).await;
    let assigned = things::capture(site).await;
    things::assign(site, assigned).await;
    let versions = [
        (fresh, things::matter_version(site, fresh).await),
        (assigned, things::matter_version(site, assigned).await),
    ];
    let case = |what, who, nth: usize, verb: &str, body: String| Case {
        what,
        who,
        method: "POST",
        url: format!("/api/v1/matters/{}/{verb}", versions[nth].0),
        body: Some(body),
        version: versions[nth].1,
        status: 422,
    };
    let office = |node| format!("{{\"office\":\"{}\"}}", label::node(node));
    let back = |node| {
        let node = label::node(node);
        format!("{{\"reason\":\"不归我们\",\"proposed_office\":\"{node}\"}}")
    };
    vec![
        case(
            "to a foreign office",
            COORDINATOR,
            0,
            "assign",
            office(FOREIGN_OFFICE),
        ),
        case("to a class", COORDINATOR, 0, "assign", office(CLASS)),
        case(
            "back to a foreign office",
            MEMBER,
            1,
            "return",
            back(FOREIGN_OFFICE),
        ),
        case("back to a school", MEMBER, 1, "return", back(NEIGHBOUR)),
    ]
}

on_both! {
    async fn nothing_of_another_school_comes_in_through_ones_own(site: Site) {
        let mut cases = vec![
            phone("own pupil, foreign mother", PUPIL, FOREIGN_MOTHER),
            phone("own pupil, another class's mother", PUPIL, OTHER_MOTHER),
            phone("foreign pupil, own mother", FOREIGN_PUPIL, MOTHER),
        ];
        cases.extend(visits());
        cases.extend(matters(&site).await);
        let mut people = Vec::new();
        for who in [TEACHER, COORDINATOR, MEMBER] {
            people.push((who, site.client(who).await));
        }
        let own = [SCHOOL.to_owned()];
        let before = snapshot::rows(&site).await;
        for case in cases {
            let (_, client) = people.iter().find(|(who, _)| *who == case.who).expect("a client");
            let version = format!("\"v{}\"", case.version);
            let answer = client.raw(case.method, &case.url, case.body, Some(&version)).await;
            assert_eq!(answer.status, case.status, "{}: {}", case.what, answer.text);
            assert_eq!(leaks(&answer.text, &own), Vec::<String>::new(), "{}", case.what);
            assert_eq!(before, snapshot::rows(&site).await, "{} changed a row", case.what);
        }
    }
}
