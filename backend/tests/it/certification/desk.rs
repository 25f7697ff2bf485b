//! The demo's cohort, and what its people do with it.

use tongyu::{
    http::fault::Fault,
    org::grants::{self, NewGrant},
    seed::{
        certification::{CANDIDATES, COHORT, LAST_TRAINING, MANAGER, TRAINER},
        label,
    },
};
use tongyu_shared::{
    access::Role,
    certification::{
        endpoints::{
            EnterLessons, EnterScores, FillSeats, ListCandidates, ListOwnSeats, ReadApplication,
            ScoreSeat, SignIn,
        },
        pack::ExamPart,
        types::{
            ApplicationPath, Applications, BulkReply, CandidateDetail, CandidateLine,
            CandidatePage, CandidateQuery, CohortPath, LessonRow, LessonTable, NewScore, OwnSeats,
            RowOutcome, ScoreRow, ScoreTable, SeatPath, SeatState, TrainingPath,
        },
    },
    ids::{ApplicationId, NodeId},
    time::Date,
};

use crate::kit::{Answer, Client, Site};

pub fn cohort() -> CohortPath {
    CohortPath {
        cohort: label::cohort(COHORT),
    }
}

pub fn path(name: &str) -> ApplicationPath {
    ApplicationPath {
        application: label::application(name),
    }
}

pub fn last_training() -> TrainingPath {
    TrainingPath {
        training: label::training(LAST_TRAINING),
    }
}

pub fn ids(names: &[&str]) -> Vec<ApplicationId> {
    names.iter().map(|name| label::application(name)).collect()
}

pub fn everyone() -> Applications {
    Applications {
        applications: CANDIDATES
            .iter()
            .map(|one| label::application(one.0))
            .collect(),
    }
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn tag(version: i32) -> String {
    format!("\"v{version}\"")
}

/// The whole list as someone sees it.
pub async fn list(client: &Client) -> CandidatePage {
    let query = CandidateQuery::default();
    client
        .call::<ListCandidates>(&cohort(), &query, &(), None)
        .await
        .ok()
}

/// One line of the list.
pub async fn line(client: &Client, name: &str) -> CandidateLine {
    let id = label::application(name);
    let mut items = list(client).await.items;
    items.retain(|line| line.application == id);
    items.pop().expect("a line")
}

pub async fn file(client: &Client, name: &str) -> CandidateDetail {
    client.get::<ReadApplication>(&path(name)).await.ok()
}

pub fn outcomes(reply: &BulkReply) -> Vec<RowOutcome> {
    reply.rows.iter().map(|row| row.outcome).collect()
}

/// Gives someone a role from today on.
pub async fn grant(site: &Site, name: &'static str, role: Role, node: NodeId) {
    let today = site.app.clock.now().date();
    let given: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            let grant = NewGrant {
                id: label::grant(&format!("test/{name}/{role}/{node}")),
                account: label::account(name),
                role,
                node,
                title: "试",
                valid_from: today,
                valid_to: None,
                granted_by: None,
            };
            grants::add(tx, &[grant])
        })
        .await;
    given.expect("a grant");
}

/// The score of one's own seat for a candidate.
pub async fn score(site: &Site, assessor: &str, candidate: &str, points: i32) -> Answer {
    let client = site.client(assessor).await;
    let seats: OwnSeats = client.get::<ListOwnSeats>(&()).await.ok();
    let name = candidate.to_owned();
    let mut own = seats.items.into_iter();
    let seat = own
        .find(|seat| seat.name == name && seat.state == SeatState::Open)
        .expect("an open seat");
    let path = SeatPath {
        assessment: seat.assessment,
    };
    let body = NewScore {
        score: points,
        remarks: "五步完整".to_owned(),
    };
    client
        .call::<ScoreSeat>(&path, &(), &body, Some("\"v1\""))
        .await
}

/// Everything that the demo leaves open: the last list, a lesson, two exams, seats and scores.
pub async fn complete(site: &Site) {
    let (manager, trainer) = (site.client(MANAGER).await, site.client(TRAINER).await);
    let signed: BulkReply = trainer
        .send::<SignIn>(&last_training(), &everyone())
        .await
        .ok();
    assert_eq!(outcomes(&signed), [RowOutcome::Done; 12]);
    let lesson = LessonRow {
        application: label::application("周文"),
        day: day("2026-11-20"),
        class_name: "家长课堂第4次".to_owned(),
        observer: "白露".to_owned(),
        score: 85,
        correction: None,
    };
    let table = LessonTable { rows: vec![lesson] };
    manager
        .send::<EnterLessons>(&cohort(), &table)
        .await
        .ok::<BulkReply>();
    let rows = ["孙悦", "何晓雪"].map(|name| ScoreRow {
        application: label::application(name),
        part: ExamPart::Theory,
        day: day("2026-11-20"),
        score: 72,
        correction: None,
    });
    let table = ScoreTable { rows: rows.into() };
    manager
        .send::<EnterScores>(&cohort(), &table)
        .await
        .ok::<BulkReply>();
    manager
        .send::<FillSeats>(&cohort(), &everyone())
        .await
        .ok::<BulkReply>();
    for (assessor, seats) in open_seats(site).await {
        for name in seats {
            score(site, assessor, &name, 84)
                .await
                .ok::<serde_json::Value>();
        }
    }
}

async fn open_seats(site: &Site) -> Vec<(&'static str, Vec<String>)> {
    let mut all = Vec::new();
    for assessor in ["邹平", "江涛", "丁兰", "马霞"] {
        let client = site.client(assessor).await;
        let seats: OwnSeats = client.get::<ListOwnSeats>(&()).await.ok();
        let open = seats.items.into_iter();
        let open = open.filter(|seat| seat.state == SeatState::Open);
        all.push((assessor, open.map(|seat| seat.name).collect()));
    }
    all
}
