//! A server killed under load: what it acknowledged is there when it comes back.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use anyhow::{Context as _, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use tongyu_e2e::{Caller, City};
use tongyu_shared::{
    feedback::types::MatterKind,
    identity::types::Persona,
    ids::{StudentId, VisitId},
    visits::types::{BroughtBack, NewVisit, Outcome, VisitMode},
};

/// Phones that hand in visits at the same time.
const PHONES: usize = 8;
/// Acknowledged visits before the server is killed.
const ENOUGH: usize = 40;

/// A pupil of the head teacher's.
async fn pupil(teacher: &Caller) -> Result<StudentId> {
    let today: Value = teacher
        .request(Method::GET, "/api/v1/today")
        .send()
        .await?
        .json()
        .await?;
    let student = today["classes"][0]["next"][0]["student"]
        .as_str()
        .context("a pupil")?;
    Ok(student.parse()?)
}

/// Hands in one visit; its id once the server has acknowledged it.
async fn hand_in(teacher: &Caller, body: &NewVisit) -> Option<VisitId> {
    let visit = VisitId::new();
    let path = format!("/api/v1/visits/{visit}");
    let answer = teacher.request(Method::PUT, &path).json(body).send().await;
    (answer.ok()?.status() == StatusCode::OK).then_some(visit)
}

fn visit(student: StudentId) -> Result<NewVisit> {
    Ok(NewVisit {
        students: vec![student],
        started_at: tongyu_e2e::server::EVENING.parse()?,
        minutes: 20,
        mode: VisitMode::Home,
        outcome: Outcome::Recorded,
        wanted_mode: None,
        met: Vec::new(),
        met_child: true,
        delivered: Vec::new(),
        brought_back: Some(BroughtBack {
            matters: Vec::new(),
            nothing_of: MatterKind::ALL.to_vec(),
        }),
        circumstances: String::new(),
        agreed_measure: "每天读 10 分钟".to_owned(),
        next_contact: None,
        declared_clean: true,
    })
}

#[tokio::test]
async fn every_acknowledged_visit_is_there_after_a_kill_under_load() -> Result<()> {
    let mut city = City::start().await?;
    let teacher = Caller::sign_in(city.origin(), Persona::HeadTeacher).await?;
    let body = visit(pupil(&teacher).await?)?;
    let dead = Arc::new(AtomicBool::new(false));
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    for _ in 0..PHONES {
        let (teacher, body, dead, tell) =
            (teacher.clone(), body.clone(), dead.clone(), tell.clone());
        tokio::spawn(async move {
            while !dead.load(Ordering::Relaxed) {
                if let Some(visit) = hand_in(&teacher, &body).await
                    && tell.send(visit).is_err()
                {
                    return;
                }
            }
        });
    }
    drop(tell);
    let mut acknowledged = Vec::new();
    while acknowledged.len() < ENOUGH {
        acknowledged.push(told.recv().await.context("the phones go on")?);
    }
    city.kill()?;
    dead.store(true, Ordering::Relaxed);
    while let Some(visit) = told.recv().await {
        acknowledged.push(visit);
    }
    city.start_again().await?;
    for visit in acknowledged {
        let path = format!("/api/v1/visits/{visit}");
        let status = teacher.request(Method::GET, &path).send().await?.status();
        ensure!(
            status == StatusCode::OK,
            "visit {visit} was acknowledged and is {status}"
        );
    }
    Ok(())
}
