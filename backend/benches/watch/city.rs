//! The server under load: the demo city with as many viewers as there are connections, each
//! signed in and with a ticket of two hours ago.

use std::{net::TcpListener, sync::Arc};

use actix_web::dev::ServerHandle;
use chrono::TimeDelta;
use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use tongyu::{
    access::session,
    app::App,
    clock::Clock,
    config::Config,
    courses::{CatalogueFilter, catalogue},
    crypto::Keys,
    http::fault::Fault,
    identity::people::{NewAccount, NewPerson, add_accounts, add_people},
    seed::demo,
    server,
};
use tongyu_db::{Db, DbConfig};
use tongyu_shared::{
    ids::{AccountId, PersonId},
    learning::types::{NewTicket, Ticket},
    time::Instant,
};

use super::{bare, load::Call};

/// Where reports go.
pub const REPORTS: &str = "/api/v1/watch/reports";

/// When everything happens.
const NOW: &str = "2026-11-23T19:00:00+08:00";

/// The servers, and what viewers hold.
pub struct City {
    /// Where the server listens.
    pub server: String,
    /// Where the bare handler listens.
    pub bare: String,
    /// The database.
    pub db: Db,
    viewers: Vec<Viewer>,
    handles: [ServerHandle; 2],
}

struct Viewer {
    cookie: Arc<str>,
    ticket: Arc<str>,
}

impl City {
    /// Plants the city, signs the viewers in, and lets two hours pass.
    pub async fn build(url: &str, viewers: usize) -> Self {
        let clock = Clock::fixed(NOW.parse().expect("an instant"));
        let keys = Keys::generate();
        let db = planted(url, &keys, clock.now());
        bare::prepare(&db).await;
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let server = listener.local_addr().expect("an address").to_string();
        let config = Config {
            public_origin: format!("http://{server}"),
            demo: true,
            database_url: url.to_owned(),
            ..Config::default()
        };
        let app = App::new(db.clone(), clock.clone(), keys, config);
        let handle = serve(&app, listener);
        let (bare, bare_handle) = bare::serve();
        let people = signed_in(&app, viewers).await;
        let viewers = tickets(&app, people).await;
        clock.set(clock.now().plus(TimeDelta::hours(2)));
        Self {
            server,
            bare,
            db,
            viewers,
            handles: [handle, bare_handle],
        }
    }

    /// The requests of so many connections, each of another viewer: a set that grows and a place
    /// that moves, so that every report is a write.
    pub fn calls(&self, path: &'static str, connections: usize) -> Vec<Call> {
        self.viewers
            .iter()
            .cycle()
            .take(connections)
            .map(|viewer| call(path, viewer.cookie.clone(), viewer.ticket.clone()))
            .collect()
    }

    /// Stops the servers.
    pub async fn stop(self) {
        for handle in self.handles {
            handle.stop(false).await;
        }
        self.db.close().await;
    }
}

fn call(path: &'static str, cookie: Arc<str>, ticket: Arc<str>) -> Call {
    Box::new(move |number| {
        let (end, place, before) = (21 + number % 20, number % 40, (number + 39) % 40);
        let body = format!(
            r#"{{"ticket":"{ticket}","ranges":[[0,10],[20,{end}]],"position":{place},"position_before":{before},"final":false}}"#
        );
        format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\ncookie: {cookie}\r\nx-tongyu: 1\r\n\
             sec-fetch-site: same-origin\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    })
}

fn serve(app: &App, listener: TcpListener) -> ServerHandle {
    let server = server::on(app, listener).expect("the port is ours");
    let handle = server.handle();
    actix_web::rt::spawn(server);
    handle
}

fn planted(url: &str, keys: &Keys, now: Instant) -> Db {
    let (url, keys) = (url.to_owned(), keys.clone());
    let plant = move || {
        let db = Db::open(&DbConfig::new(url)).expect("the database opens");
        db.migrate_blocking().expect("it migrates");
        demo::plant(&db, &keys, now).expect("the demo city");
        db
    };
    std::thread::spawn(plant).join().expect("the city stands")
}

/// So many people who are signed in, with their cookies.
async fn signed_in(app: &App, count: usize) -> Vec<(PersonId, String)> {
    let ids: Vec<_> = (0..count)
        .map(|_| (PersonId::new(), AccountId::new()))
        .collect();
    let (keys, now) = (app.keys.clone(), app.clock.now());
    let people = ids.clone();
    let added: Result<(), Fault> = app
        .db
        .write(move |tx| {
            let new: Vec<_> = people.iter().map(|(id, _)| person(*id)).collect();
            add_people(tx, &keys, &new, now)?;
            let new: Vec<_> = people.iter().map(|(id, at)| account(*id, *at)).collect();
            add_accounts(tx, &keys, &new, now)?;
            Ok(())
        })
        .await;
    added.expect("viewers");
    let mut people = Vec::new();
    for (person, account) in ids {
        let begun = app.db.write(move |tx| session::begin(tx, account, now));
        let begun = begun.await.expect("a session");
        let cookie = session::cookie(app, &begun).expect("a cookie");
        people.push((person, format!("{}={}", cookie.name(), cookie.value())));
    }
    people
}

fn person(id: PersonId) -> NewPerson {
    NewPerson {
        id,
        name: "看课的人".to_owned(),
        phone: None,
    }
}

fn account(person: PersonId, id: AccountId) -> NewAccount {
    NewAccount {
        id,
        person,
        phone: None,
    }
}

/// A ticket for each, asked for as a phone does.
async fn tickets(app: &App, people: Vec<(PersonId, String)>) -> Vec<Viewer> {
    let first = app
        .db
        .read(|conn| catalogue(conn, CatalogueFilter::default(), None));
    let first = first.await.expect("a catalogue").items.swap_remove(0);
    let http = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let url = format!("{}/api/v1/watch/tickets", app.config.public_origin);
    let mut viewers = Vec::new();
    for (person, cookie) in people {
        let wanted = NewTicket {
            lesson: first.lesson,
            asset: first.asset,
            person,
        };
        let answer = http
            .post(&url)
            .header("cookie", &cookie)
            .header("sec-fetch-site", "same-origin")
            .header("x-tongyu", "1")
            .header("content-type", "application/json")
            .body(serde_json::to_string(&wanted).expect("JSON"))
            .send()
            .await
            .expect("an answer");
        let text = answer.text().await.expect("a body");
        let ticket: Ticket = serde_json::from_str(&text).expect("a ticket");
        viewers.push(Viewer {
            cookie: cookie.into(),
            ticket: ticket.ticket.into(),
        });
    }
    viewers
}

/// A database of a cluster that goes with the benchmark.
pub struct Scratch {
    cluster: String,
    name: String,
    url: String,
}

impl Scratch {
    /// A new one.
    pub fn on(cluster: &str) -> Self {
        let name = format!("bench_{}", std::process::id());
        obey(cluster, &format!("CREATE DATABASE \"{name}\""));
        let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
        Self {
            cluster: cluster.to_owned(),
            url: format!("{server}/{name}"),
            name,
        }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let name = &self.name;
        obey(
            &self.cluster,
            &format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"),
        );
    }
}

fn obey(cluster: &str, statement: &str) {
    let mut conn = PgConnection::establish(cluster).expect("the cluster");
    sql_query(statement).execute(&mut conn).expect("it obeys");
}
