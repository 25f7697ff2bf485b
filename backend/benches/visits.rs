//! Home visits submitted over HTTP at 16 connections: authorised, with a request each, audited,
//! durable (SQLite, synchronous FULL). Prints figures; asserts nothing about time.
//! `cargo xtask bench visits`.

use std::{
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use actix_web::{App as ActixApp, HttpServer};
use tongyu::{
    access::session,
    app::{App, configure},
    clock::Clock,
    config::Config,
    crypto::Keys,
    seed::{demo, families, label},
};
use tongyu_db::{Db, DbConfig};
use tongyu_shared::{
    api::{
        endpoint::Endpoint as _,
        path::{PathParams as _, fill},
    },
    feedback::types::{MatterKind, Theme},
    ids::{MatterId, VisitId},
    visits::{
        endpoints::SubmitVisit,
        types::{BroughtBack, NewMatter, NewVisit, Outcome, VisitMode, VisitPath},
    },
};

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(5);

#[actix_web::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("bench.db").display());
    let clock = Clock::System;
    let keys = Keys::generate();
    let db = open(&url, &keys, &clock);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let config = Config {
        public_origin: origin.clone(),
        demo: true,
        database_url: url,
        ..Config::default()
    };
    let app = App::new(db, clock, keys, config);
    let served = app.clone();
    let server = HttpServer::new(move || ActixApp::new().configure(configure(served.clone())))
        .disable_signals()
        .listen(listener)
        .expect("the port is ours")
        .run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let cookie = sign_in(&app).await;
    println!("visits over HTTP, {CONNECTIONS} connections, SQLite FULL, one request each");
    for round in 1..=ROUNDS {
        let (per_second, p50, p99) = run(&app, &origin, &cookie).await;
        println!(
            "round {round}: {per_second:>6.0} visits/s   p50 {p50:>5.1} ms   p99 {p99:>5.1} ms"
        );
    }
    handle.stop(false).await;
}

fn open(url: &str, keys: &Keys, clock: &Clock) -> Db {
    let (url, keys, now) = (url.to_owned(), keys.clone(), clock.now());
    std::thread::spawn(move || {
        let db = Db::open(&DbConfig::new(url)).expect("the database opens");
        db.migrate_blocking().expect("it migrates");
        demo::plant(&db, &keys, now).expect("the demo city");
        db
    })
    .join()
    .expect("the database is ready")
}

async fn sign_in(app: &App) -> String {
    let now = app.clock.now();
    let teacher = label::account("陈雨");
    let begun = app
        .db
        .write(move |tx| session::begin(tx, teacher, now))
        .await
        .expect("a session");
    let cookie = session::cookie(app, &begun).expect("a cookie");
    format!("{}={}", cookie.name(), cookie.value())
}

/// Visits a second, and the median and 99th percentile of their times in milliseconds.
async fn run(app: &App, origin: &str, cookie: &str) -> (f64, f64, f64) {
    let done = Arc::new(AtomicU64::new(0));
    let turn = Arc::new(AtomicUsize::new(0));
    // All pupils of the class in turn, so that no pupil's history grows out of proportion.
    let pupils = Arc::new(families::pupils_of(demo::CLASS));
    let started = Instant::now();
    let clients = (0..CONNECTIONS).map(|_| {
        let (done, turn) = (done.clone(), turn.clone());
        let (origin, cookie) = (origin.to_owned(), cookie.to_owned());
        let now = app.clock.now();
        let pupils = pupils.clone();
        tokio::spawn(async move {
            let http = reqwest::Client::builder()
                .no_proxy()
                .build()
                .expect("a client");
            let mut times = Vec::new();
            while started.elapsed() < ROUND {
                let begun = Instant::now();
                let visit = VisitId::new();
                let path = fill(SubmitVisit::PATH, &VisitPath { visit }.values());
                let pupil = &pupils[turn.fetch_add(1, Ordering::Relaxed) % pupils.len()];
                let body = serde_json::to_string(&reference(pupil, now)).expect("JSON");
                let answer = http
                    .put(format!("{origin}{path}"))
                    .header("cookie", &cookie)
                    .header("sec-fetch-site", "same-origin")
                    .header("x-tongyu", "1")
                    .header("content-type", "application/json")
                    .body(body)
                    .send()
                    .await
                    .expect("an answer");
                assert_eq!(answer.status().as_u16(), 200, "a visit was refused");
                answer.bytes().await.expect("a body");
                times.push(begun.elapsed());
                done.fetch_add(1, Ordering::Relaxed);
            }
            times
        })
    });
    let mut times = Vec::new();
    for client in futures_util::future::join_all(clients).await {
        times.extend(client.expect("a client that ended well"));
    }
    times.sort_unstable();
    let at = |part: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a length is a small positive number"
        )]
        let index = (times.len() as f64 * part) as usize;
        times[index.min(times.len() - 1)].as_secs_f64() * 1e3
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of a benchmark")]
    let per_second = done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64();
    (per_second, at(0.5), at(0.99))
}

/// The visit of the journey: one child, one person met, four things delivered, one request.
fn reference(pupil: &str, now: tongyu_shared::time::Instant) -> NewVisit {
    let student = label::student(pupil);
    let mother = label::person(&format!("{pupil}/mother"));
    NewVisit {
        students: vec![student],
        started_at: now,
        minutes: 30,
        mode: VisitMode::Home,
        outcome: Outcome::Recorded,
        wanted_mode: None,
        met: vec![mother],
        met_child: true,
        delivered: tongyu_shared::visits::types::Delivered::ALL.to_vec(),
        brought_back: Some(BroughtBack {
            matters: vec![NewMatter {
                id: MatterId::new(),
                kind: MatterKind::Request,
                wish: None,
                theme: Theme::AfterSchool,
                student,
                raiser: Some(mother),
                text: "希望课后服务延到 18:00".to_owned(),
            }],
            nothing_of: vec![MatterKind::Feedback, MatterKind::Suggestion],
        }),
        circumstances: String::new(),
        agreed_measure: "每天读 10 分钟".to_owned(),
        next_contact: None,
        declared_clean: true,
    }
}
