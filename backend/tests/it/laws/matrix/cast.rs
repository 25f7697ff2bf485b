//! The people of the matrix and the things they ask for, all of one school; and the peers of
//! three other schools: the neighbour in the same town, another town, another district.

use std::collections::BTreeMap;

use tongyu::seed::label;
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    ids::{ImportId, MatterId, VisitId},
    org::{
        endpoints::UploadSheet,
        import::{ImportQuery, ImportSummary},
        sheet::SheetKind,
        types::SchoolPath,
    },
    visits::{
        endpoints::SubmitVisit,
        types::{BroughtBack, NewMatter, NewVisit, Outcome, VisitMode, VisitPath, VisitReceipt},
    },
};

use super::rows::Kind;
use crate::kit::{Client, Site, fixture::canary, site::NOW};

/// The school that everything belongs to.
const SCHOOL: &str = "甲区东街道一校";
const CLASS: &str = "一年级(1)班";
const OTHER_CLASS: &str = "一年级(2)班";
const FOREIGN: [&str; 3] = ["甲区东街道二校", "甲区西街道一校", "乙区东街道一校"];

/// Someone of the matrix.
pub struct Person {
    /// For messages.
    pub label: String,
    /// Which column.
    pub role: Kind,
    /// Whether of another school than what is asked for.
    pub foreign: bool,
    /// The person's school.
    pub school: Option<String>,
    /// The person.
    pub client: Client,
}

/// Everyone, and the ids of what they ask for.
pub struct Cast {
    /// Everyone.
    pub people: Vec<Person>,
    /// The visit that was submitted, as JSON.
    pub visit: String,
    ids: BTreeMap<&'static str, String>,
}

impl Cast {
    /// Signs everyone in and makes what they ask for.
    pub async fn gather(site: &Site) -> Self {
        let mut people = vec![Person {
            label: "anonymous".to_owned(),
            role: Kind::Anonymous,
            foreign: false,
            school: None,
            client: site.anonymous(),
        }];
        for (school, foreign) in [(SCHOOL, false)]
            .into_iter()
            .chain(FOREIGN.map(|school| (school, true)))
        {
            for (role, label) in [
                (Kind::Teacher, format!("{school}/{CLASS}/班主任")),
                (Kind::OtherTeacher, format!("{school}/{OTHER_CLASS}/班主任")),
                (Kind::Office, format!("{school}/处室")),
                (Kind::Coordinator, format!("{school}/协调员")),
                (Kind::Admin, format!("{school}/管理员")),
                (Kind::Principal, format!("{school}/校长")),
            ] {
                let client = site.client(&label).await;
                let school = Some(school.to_owned());
                people.push(Person {
                    label,
                    role,
                    foreign,
                    school,
                    client,
                });
            }
        }
        let (ids, visit) = things(site).await;
        Self { people, visit, ids }
    }

    /// A path with the ids of the school's things.
    pub fn fill(&self, path: &str) -> String {
        self.ids.iter().fold(path.to_owned(), |path, (name, id)| {
            path.replace(&format!("{{{name}}}"), id)
        })
    }
}

async fn things(site: &Site) -> (BTreeMap<&'static str, String>, String) {
    let visit = VisitId::new();
    let matter = MatterId::new();
    let submitted = visit_with_request(site, visit, matter).await;
    let import = upload(site).await;
    let student = label::student(&format!("{SCHOOL}/{CLASS}/学生"));
    let person = label::person(&format!("{SCHOOL}/{CLASS}/学生/mother"));
    let ids = BTreeMap::from([
        ("school", label::node(SCHOOL).to_string()),
        (
            "class",
            label::node(&format!("{SCHOOL}/{CLASS}")).to_string(),
        ),
        ("student", student.to_string()),
        ("person", person.to_string()),
        ("visit", visit.to_string()),
        ("matter", matter.to_string()),
        ("import", import.to_string()),
    ]);
    (ids, submitted)
}

async fn visit_with_request(site: &Site, visit: VisitId, matter: MatterId) -> String {
    let canary = canary(SCHOOL);
    let student = label::student(&format!("{SCHOOL}/{CLASS}/学生"));
    let mother = label::person(&format!("{SCHOOL}/{CLASS}/学生/mother"));
    let new = NewVisit {
        students: vec![student],
        started_at: NOW.parse().expect("an instant"),
        minutes: 30,
        mode: VisitMode::Home,
        outcome: Outcome::Recorded,
        wanted_mode: None,
        met: vec![mother],
        met_child: true,
        delivered: Vec::new(),
        brought_back: Some(BroughtBack {
            matters: vec![NewMatter {
                id: matter,
                kind: MatterKind::Request,
                wish: None,
                // The fixture's schools route nothing: the coordinator assigns it.
                theme: Theme::AfterSchool,
                student,
                raiser: Some(mother),
                text: format!("希望延时{canary}"),
            }],
            nothing_of: vec![MatterKind::Feedback, MatterKind::Suggestion],
        }),
        circumstances: format!("情况{canary}"),
        agreed_measure: format!("阅读{canary}"),
        next_contact: None,
        declared_clean: true,
    };
    let teacher = site.client(&format!("{SCHOOL}/{CLASS}/班主任")).await;
    teacher
        .send::<SubmitVisit>(&VisitPath { visit }, &new)
        .await
        .ok::<VisitReceipt>();
    let coordinator = site.client(&format!("{SCHOOL}/协调员")).await;
    let office = label::node(&format!("{SCHOOL}/教务处"));
    let body = format!("{{\"office\":\"{office}\"}}");
    let path = format!("/api/v1/matters/{matter}/assign");
    let assigned = coordinator.raw("POST", &path, Some(body), None).await;
    assert_eq!(assigned.status, 200, "{}", assigned.text);
    serde_json::to_string(&new).expect("JSON")
}

async fn upload(site: &Site) -> ImportId {
    use tongyu_shared::api::{
        endpoint::Endpoint as _,
        path::{PathParams as _, fill},
    };
    let admin = site.client(&format!("{SCHOOL}/管理员")).await;
    let path = SchoolPath {
        school: label::node(SCHOOL),
    };
    let query = ImportQuery {
        kind: SheetKind::Roster,
        name: "名单.csv".to_owned(),
    };
    let query = serde_html_form::to_string(&query).expect("a query");
    let url = format!("{}?{query}", fill(UploadSheet::PATH, &path.values()));
    let sheet = format!(
        "姓名,年级,班级,家长姓名,关系,手机\n新生{},一年级,1班,家长,母亲,19900009999\n",
        canary(SCHOOL)
    );
    let request = admin.request("POST", &url).body(sheet);
    Client::answer(request).await.ok::<ImportSummary>().id
}
