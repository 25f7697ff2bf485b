//! What the matrix asks for: each endpoint's call on a thing in the state that it is for.

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    seed::{certification, label},
};
use tongyu_db::{
    Conn,
    schema::{matter, school_sheet, sheet_import, visit_plan},
};
use tongyu_shared::{
    api::endpoint::{Declaration, Method},
    feedback::types::{MatterKind, Theme},
    ids::{ImportId, MatterId, PlanId, VisitId},
    org::import::{ImportSummary, NewColumns},
    visits::types::{BroughtBack, NewMatter, NewPlan, NewVisit, Outcome, VisitMode},
};

use super::{
    cast::{ADMIN, CLASS, COORDINATOR, MEMBER, MOTHER, OFFICE, PUPIL, SCHOOL, TEACHER},
    sample,
};
use crate::{
    feedback::desk::{self, Said},
    kit::{Answer, Client, Site, fixture::canary, site::NOW},
};

/// A request, ready to be sent by anyone.
#[derive(Clone)]
pub struct Call {
    /// The method.
    pub method: Method,
    /// The path with ids, and the query.
    pub url: String,
    /// The body.
    pub body: Option<String>,
    /// The true version, where something is changed.
    pub version: Option<String>,
}

impl Call {
    /// As someone makes it, where the call says who that is.
    pub async fn sent_by(mut self, site: &Site, who: &str) -> Self {
        if let Some(body) = &mut self.body {
            *body = crate::learning::matrix::sent_by(site, who, body).await;
        }
        self
    }

    /// Sends it as someone.
    pub async fn by(&self, client: &Client) -> Answer {
        let (method, version) = (self.method.as_str(), self.version.as_deref());
        client
            .raw(method, &self.url, self.body.clone(), version)
            .await
    }
}

/// Makes a thing in the state that an endpoint is for, and the call that the right person makes.
pub async fn prepare(site: &Site, declaration: &Declaration) -> Call {
    let (mut visit, mut matter, mut import) = (VisitId::new(), MatterId::new(), ImportId::new());
    let mut columns = None;
    if declaration.path.contains("{import}") {
        let summary = upload(site).await;
        import = summary.id;
        columns = Some(summary.columns);
    }
    if declaration.path.contains("{matter}") {
        matter = matter_for(site, declaration.name).await;
    }
    if declaration.path.contains("{visit}") && declaration.method != Method::Put {
        visit = visited(site).await;
    }
    let mut plan = PlanId::new();
    if declaration.path.contains("{plan}") {
        if declaration.method == Method::Put {
            drop_plans(site).await;
        } else {
            plan = planned(site).await;
        }
    }
    let body = match declaration.name {
        "PlanVisit" => Some(json(&new_plan())),
        "SubmitVisit" => Some(json(&new_visit())),
        "AssignOffice" => Some(format!("{{\"office\":\"{}\"}}", label::node(OFFICE))),
        "HandBackMatter" => Some(r#"{"reason":"不归我们","proposed_office":null}"#.to_owned()),
        "UploadSheet" => Some(roster()),
        "MatchColumns" => columns.map(|columns| json(&NewColumns { columns })),
        name if declaration.path.starts_with("/api/v1/watch/") => {
            crate::learning::matrix::body(site, name).await
        }
        _ => sample::body(declaration),
    };
    let version = if declaration.path.contains("{plan}") && declaration.method != Method::Put {
        plan_version(site, plan).await
    } else {
        version(site, declaration, matter, import).await
    };
    let path = declaration
        .path
        .replace("{school}", &label::node(SCHOOL).to_string())
        .replace("{class}", &label::node(CLASS).to_string())
        .replace("{student}", &label::student(PUPIL).to_string())
        .replace("{person}", &label::person(MOTHER).to_string())
        .replace("{visit}", &visit.to_string())
        .replace("{plan}", &plan.to_string())
        .replace("{matter}", &matter.to_string())
        .replace(
            "{lesson}",
            &label::lesson("homework-first-step").to_string(),
        )
        .replace("{import}", &import.to_string())
        .replace(
            "{application}",
            &label::application(certification::CANDIDATE).to_string(),
        );
    let query = match declaration.name {
        "UploadSheet" => "?kind=roster&name=a.csv",
        _ => "",
    };
    Call {
        method: declaration.method,
        url: format!("{path}{query}"),
        body,
        version: (declaration.method != Method::Get).then(|| format!("\"v{version}\"")),
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("JSON")
}

/// The version that a change of the thing is based on.
async fn version(
    site: &Site,
    declaration: &Declaration,
    matter: MatterId,
    import: ImportId,
) -> i32 {
    if declaration.path.contains("{matter}") {
        matter_version(site, matter).await
    } else if declaration.path.contains("{import}") {
        let row = sheet_import::table.find(import.to_string());
        look(site, move |conn| {
            Ok(row.select(sheet_import::version).first(conn)?)
        })
        .await
    } else {
        let school = label::node(SCHOOL).to_string();
        let row = school_sheet::table.filter(school_sheet::school_id.eq(school));
        look(site, move |conn| {
            Ok(row.select(school_sheet::version).first(conn)?)
        })
        .await
    }
}

/// The version of a matter, read without leaving a trace in the log.
pub async fn matter_version(site: &Site, id: MatterId) -> i32 {
    let row = matter::table.find(id.to_string());
    look(site, move |conn| {
        Ok(row.select(matter::version).first(conn)?)
    })
    .await
}

async fn plan_version(site: &Site, id: PlanId) -> i32 {
    let row = visit_plan::table.find(id.to_string());
    look(site, move |conn| {
        Ok(row.select(visit_plan::version).first(conn)?)
    })
    .await
}

async fn look(
    site: &Site,
    read: impl FnOnce(&mut Conn) -> Result<i32, Fault> + Send + 'static,
) -> i32 {
    site.app.db.read(read).await.expect("a version")
}

/// A visit to the pupil that brings a request back.
pub fn new_visit() -> NewVisit {
    let canary = canary(SCHOOL);
    let student = label::student(PUPIL);
    let mother = label::person(MOTHER);
    NewVisit {
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
                id: MatterId::new(),
                kind: MatterKind::Request,
                wish: None,
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
    }
}

/// A visit that was handed in.
pub async fn visited(site: &Site) -> VisitId {
    let visit = VisitId::new();
    let url = format!("/api/v1/visits/{visit}");
    send(site, TEACHER, ("PUT", &url), Some(json(&new_visit())), 1).await;
    visit
}

/// A plan to visit the pupil.
fn new_plan() -> NewPlan {
    NewPlan {
        student: label::student(PUPIL),
        planned_for: NOW.parse().expect("an instant"),
        mode: VisitMode::Home,
    }
}

/// The head teacher's open plan for the pupil; the demo and the mentor have plans of their own.
async fn planned(site: &Site) -> PlanId {
    let open: Result<Option<String>, Fault> = site
        .app
        .db
        .read(|conn| {
            let open = visit_plan::table
                .filter(visit_plan::state.eq("planned"))
                .filter(visit_plan::student_id.eq(label::student(PUPIL).to_string()))
                .filter(visit_plan::author_id.eq(label::account(TEACHER).to_string()));
            Ok(open.select(visit_plan::id).first(conn).optional()?)
        })
        .await;
    if let Some(open) = open.expect("the plans can be read") {
        return open.parse().expect("an id");
    }
    let plan = PlanId::new();
    let url = format!("/api/v1/plans/{plan}");
    send(site, TEACHER, ("PUT", &url), Some(json(&new_plan())), 1).await;
    plan
}

/// Takes all plans away: nobody may have two for one pupil.
async fn drop_plans(site: &Site) {
    let dropped: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::delete(visit_plan::table).execute(tx.conn())?;
            Ok(())
        })
        .await;
    dropped.expect("no plan is left");
}

/// The matter in the state in which an endpoint's call succeeds.
async fn matter_for(site: &Site, endpoint: &str) -> MatterId {
    let raiser = (endpoint != "RecordProxyAnswer").then_some(MOTHER);
    let matter = capture_of(site, raiser).await;
    match endpoint {
        "AssignOffice" => {}
        "NoteMatter" => {
            assign(site, matter).await;
            make_noteworthy(site, matter).await;
        }
        // Nobody can be reached with the answer.
        "RecordProxyAnswer" => {
            assign(site, matter).await;
            act(
                site,
                COORDINATOR,
                matter,
                "answer",
                r#"{"text":"延到六点"}"#,
            )
            .await;
        }
        "ApproveAnswer" => {
            assign(site, matter).await;
            act(
                site,
                MEMBER,
                matter,
                "answer",
                r#"{"text":"我们想延到六点"}"#,
            )
            .await;
        }
        _ => assign(site, matter).await,
    }
    matter
}

/// A request of the mother's that no office has yet: the fixture's schools route nothing.
pub async fn capture(site: &Site) -> MatterId {
    capture_of(site, Some(MOTHER)).await
}

async fn capture_of(site: &Site, raiser: Option<&'static str>) -> MatterId {
    let said = Said {
        kind: MatterKind::Request,
        theme: Theme::AfterSchool,
        for_information: false,
        student: PUPIL,
        class: CLASS,
        school: SCHOOL,
        raiser,
        author: TEACHER,
        text: format!("希望延时{}", canary(SCHOOL)),
    };
    desk::bring(site, said).await.matter
}

/// Sends a matter to the office.
pub async fn assign(site: &Site, matter: MatterId) {
    let body = format!("{{\"office\":\"{}\"}}", label::node(OFFICE));
    act(site, COORDINATOR, matter, "assign", &body).await;
}

/// Does something with a matter that must succeed.
pub async fn act(site: &Site, who: &str, id: MatterId, verb: &str, body: &str) {
    let version = matter_version(site, id).await;
    let url = format!("/api/v1/matters/{id}/{verb}");
    let body = Some(body.to_owned());
    send(site, who, ("POST", &url), body, version).await;
}

async fn send(
    site: &Site,
    who: &str,
    (method, url): (&str, &str),
    body: Option<String>,
    version: i32,
) {
    let version = format!("\"v{version}\"");
    let client = site.client(who).await;
    let answer = client.raw(method, url, body, Some(&version)).await;
    assert!(
        answer.status < 300,
        "{url}: {} {}",
        answer.status,
        answer.text
    );
}

/// Feedback for information that a person has still to note; what a visit brings back is noted
/// at once.
async fn make_noteworthy(site: &Site, id: MatterId) {
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::update(matter::table.find(id.to_string()))
                .set((
                    matter::kind.eq(MatterKind::Feedback.as_str()),
                    matter::for_information.eq(true),
                    matter::state.eq("new"),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    written.expect("the matter is changed");
}

fn roster() -> String {
    format!(
        "姓名,年级,班级,家长姓名,关系,手机\n新生{},一年级,1班,家长,母亲,19900009999\n",
        canary(SCHOOL)
    )
}

/// A roster that was uploaded and checked.
pub async fn upload(site: &Site) -> ImportSummary {
    let admin = site.client(ADMIN).await;
    let school = label::node(SCHOOL);
    let url = format!("/api/v1/schools/{school}/imports?kind=roster&name=a.csv");
    admin.raw("POST", &url, Some(roster()), None).await.ok()
}
