//! Certificates: issued in one job, checked on their public pages over HTTP, set as PDF and PNG.
//! Prints figures; asserts nothing about time. `cargo xtask bench certify`.

use std::{
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use actix_web::{App as ActixApp, HttpServer};
use chrono::TimeDelta;
use tongyu::{
    access::{Actor, live_grants},
    app::{App, configure},
    certification::{
        Caller,
        certificates::{
            self,
            planting::{Recommended, recommended},
        },
    },
    clock::Clock,
    config::Config,
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
    identity::people::{NewPerson, add_people},
    seed::{demo, label},
};
use tongyu_db::{Db, DbConfig, Tx};
use tongyu_documents::{CertificateData, Row, pdf, png};
use tongyu_shared::{
    Lang,
    certification::{
        certificates::notice::{IssueReport, NewNotice},
        pack::{FrozenRules, Level},
    },
    ids::{ApplicationId, NoticeId, PersonId, SessionId},
    org::pack::RulePack,
    time::Instant as Moment,
};

const CONNECTIONS: usize = 16;
const ROUND: Duration = Duration::from_secs(5);
const ORIGIN: &str = "https://jy.example.cn";

#[actix_web::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("bench.db").display());
    let now: Moment = "2026-11-23T19:00:00+08:00".parse().expect("a moment");
    let keys = Keys::generate();
    let db = open(&url, &keys, now);
    let config = Config {
        public_origin: ORIGIN.to_owned(),
        // So that the bench can look like many callers: one has a ceiling.
        trusted_proxy: "127.0.0.1".to_owned(),
        demo: true,
        ..Config::default()
    };
    let app = App::new(db, Clock::fixed(now), keys, config);
    println!("certificates, SQLite FULL");
    let mut last = None;
    for size in [38, 1_000] {
        last = Some(issue(&app, size, now).await);
    }
    let report = last.expect("certificates");
    check_pages(&app, &report).await;
    documents();
}

fn open(url: &str, keys: &Keys, now: Moment) -> Db {
    let (url, keys) = (url.to_owned(), keys.clone());
    std::thread::spawn(move || {
        let db = Db::open(&DbConfig::new(url)).expect("the database opens");
        db.migrate_blocking().expect("it migrates");
        demo::plant(&db, &keys, now).expect("the demo city");
        db
    })
    .join()
    .expect("the database is ready")
}

fn caller(tx: &mut Tx<'_>, keys: &Keys, name: &str, now: Moment) -> Result<Caller, Fault> {
    let account = label::account(name);
    Ok(Caller {
        keys: keys.clone(),
        actor: Actor {
            account,
            person: label::person(name),
            name: name.to_owned(),
            session: SessionId::from_u128(0),
            ends_at: now,
            grants: live_grants(tx, account, now.date())?,
        },
        stamp: Stamp {
            now,
            request: None,
            account: Some(account),
        },
        lang: Lang::ZhCn,
        base: Some(1),
    })
}

/// Issues the certificates of a notice of so many people in one job.
async fn issue(app: &App, size: usize, now: Moment) -> IssueReport {
    let notice = NoticeId::new();
    let keys = app.keys.clone();
    let prepared: Result<(), Fault> = app
        .db
        .write(move |tx| {
            let applications = candidates(tx, &keys, size, now)?;
            let manager = caller(tx, &keys, "沈洁", now)?;
            certificates::publish(tx, &manager, notice, &NewNotice { applications })
        })
        .await;
    prepared.expect("a notice");
    let keys = app.keys.clone();
    let begun = Instant::now();
    let issued: Result<IssueReport, Fault> = app
        .db
        .write(move |tx| {
            let certifier = caller(tx, &keys, "方毅", now.plus(TimeDelta::days(9)))?;
            certificates::issue(tx, &certifier, (ORIGIN, false), notice, "云教〔2026〕9号")
        })
        .await;
    let report = issued.expect("certificates");
    let seconds = begun.elapsed().as_secs_f64();
    let made = u32::try_from(report.certificates.len()).expect("a small number");
    println!(
        "issue {made:>5} in one job: {:>7.1} ms   {:>6.0} certificates/s",
        seconds * 1e3,
        f64::from(made) / seconds
    );
    report
}

fn candidates(
    tx: &mut Tx<'_>,
    keys: &Keys,
    size: usize,
    now: Moment,
) -> Result<Vec<ApplicationId>, Fault> {
    let pack = RulePack::parse(include_str!("../../shared/packs/qingdao-2022.json"))
        .map_err(Fault::internal)?;
    let rules = FrozenRules {
        rules: pack.certification.expect("a part on certification"),
        code: pack.code,
        version: pack.version,
        title: pack.title,
    };
    let mut ids = Vec::with_capacity(size);
    for nth in 0..size {
        let (id, person) = (ApplicationId::new(), PersonId::new());
        let name = format!("候选人{nth}");
        let new = NewPerson {
            id: person,
            name,
            phone: None,
        };
        add_people(tx, keys, &[new], now)?;
        recommended(
            tx,
            &Recommended {
                id,
                person,
                school: label::node(demo::SCHOOL),
                level: Level::JuniorLecturer,
                rules: &rules,
                by: label::account("方毅"),
                at: now,
            },
        )?;
        ids.push(id);
    }
    Ok(ids)
}

/// Public pages a second, over HTTP.
async fn check_pages(app: &App, report: &IssueReport) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let state = app.clone();
    let server = HttpServer::new(move || ActixApp::new().configure(configure(state.clone())))
        .disable_signals()
        .listen(listener)
        .expect("the port is ours")
        .run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let paths: Arc<Vec<String>> = Arc::new(
        report
            .certificates
            .iter()
            .map(|one| certificates::page_path(&app.keys, one.id))
            .collect(),
    );
    let done = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let clients = (0..CONNECTIONS).map(|nth| {
        let (done, paths, origin) = (done.clone(), paths.clone(), origin.clone());
        tokio::spawn(async move {
            let http = reqwest::Client::builder()
                .no_proxy()
                .build()
                .expect("a client");
            let mut turn = nth;
            while begun.elapsed() < ROUND {
                let path = &paths[turn % paths.len()];
                turn += CONNECTIONS;
                let caller = format!("10.{}.{}.{}", nth, turn / 250 % 250, turn % 250);
                let answer = http
                    .get(format!("{origin}{path}"))
                    .header("x-forwarded-for", caller)
                    .send()
                    .await
                    .expect("an answer");
                assert_eq!(answer.status(), 200);
                drop(answer.bytes().await.expect("a body"));
                done.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    futures_util::future::join_all(clients).await;
    let pages = u32::try_from(done.load(Ordering::Relaxed)).unwrap_or(u32::MAX);
    let rate = f64::from(pages) / begun.elapsed().as_secs_f64();
    println!("public page, {CONNECTIONS} connections: {rate:>6.0} verifications/s");
    handle.stop(false).await;
}

/// Milliseconds of a PDF and of a picture: the first, which finds the fonts, and others.
fn documents() {
    type Render = fn(&CertificateData) -> Result<Vec<u8>, tongyu_documents::DocumentError>;
    for (form, render) in [("PDF", pdf as Render), ("PNG", png as Render)] {
        let cold = time(|| render(&paper(0)).expect("a document"));
        let rounds = 20;
        let warm = time(|| {
            for nth in 1..=rounds {
                render(&paper(nth)).expect("a document");
            }
        }) / f64::from(rounds);
        println!("{form}: first {cold:>7.1} ms   then {warm:>6.1} ms each");
    }
}

fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let begun = Instant::now();
    drop(work());
    begun.elapsed().as_secs_f64() * 1e3
}

fn paper(nth: u32) -> CertificateData {
    let row = |label: &str, value: String| Row {
        label: label.to_owned(),
        value,
    };
    CertificateData {
        title: "云海市教育系统家庭教育指导师（初级讲师）认定证书".to_owned(),
        heading: "云海市教育系统".to_owned(),
        subheading: "家庭教育指导师（初级讲师）认定证书".to_owned(),
        name: format!("候选人{nth}"),
        statement: "经培训、考核与评审，认定为家庭教育指导师（初级讲师）。".to_owned(),
        rows: vec![
            row("级别", "初级讲师".to_owned()),
            row("编号", format!("YS-L1-2026-990102-{nth:05}-X")),
            row("有效期", "2026年11月23日 至 2029年11月22日".to_owned()),
        ],
        issuer: "云海市教育局".to_owned(),
        issued_on: "2026年11月23日".to_owned(),
        date: (2026, 11, 23),
        seal: "盖章处".to_owned(),
        check_url: format!("{ORIGIN}/c/{}{nth:04}", "a".repeat(39)),
        check_site: "jy.example.cn/c/".to_owned(),
        check_label: "扫码核验".to_owned(),
        foot: "本证书面向本市教育系统在职教师。".to_owned(),
        sample: Some("样例·无效".to_owned()),
    }
}
