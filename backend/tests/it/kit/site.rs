//! A running server on a database of its own.

use std::{net::TcpListener, sync::Arc};

use actix_web::{App as ActixApp, HttpServer, dev::ServerHandle, middleware};
use tempfile::TempDir;
use tongyu::{
    app::{App, Machine, configure},
    clock::Clock,
    config::Config,
    courses::Disk,
    http::{security_headers, trace},
};
use tongyu_db::{Db, DbConfig};
use tongyu_shared::{ids::AccountId, time::Instant};

use super::{
    client::Client,
    databases::{self, Scratch},
};

/// When all tests begin.
pub const NOW: &str = "2026-11-23T19:00:00+08:00";

/// A server with its database; both end with the test.
pub struct Site {
    /// The application, for looking behind the server.
    pub app: App,
    origin: String,
    server: ServerHandle,
    // Dropped last: the database goes when nothing uses it any more.
    scratch: Option<Scratch>,
    _media: TempDir,
}

impl Drop for Site {
    fn drop(&mut self) {
        // The future need not be awaited: the stop is sent when it is made.
        drop(self.server.stop(false));
    }
}

impl Site {
    /// A site on SQLite.
    pub fn on_sqlite() -> Self {
        Self::start(databases::sqlite(), |_| {})
    }

    /// A site on PostgreSQL, where there is a cluster.
    pub fn on_postgres() -> Option<Self> {
        Some(Self::start(databases::postgres()?, |_| {}))
    }

    /// The same database behind a server with other settings.
    pub fn start(scratch: Scratch, adjust: impl FnOnce(&mut Config)) -> Self {
        let now: Instant = NOW.parse().expect("an instant");
        Self::serve(scratch, Clock::fixed(now), Machine::default(), adjust)
    }

    /// A site whose films go to another disk, such as one that is full.
    pub fn on_disk(scratch: Scratch, disk: Arc<dyn Disk>) -> Self {
        let machine = Machine {
            disk,
            ..Machine::default()
        };
        Self::on_machine(scratch, machine)
    }

    /// A site on a machine that lacks something.
    pub fn on_machine(scratch: Scratch, machine: Machine) -> Self {
        let now: Instant = NOW.parse().expect("an instant");
        Self::serve(scratch, Clock::fixed(now), machine, |_| {})
    }

    /// The server dies, and another one is started on its database at the same moment.
    pub fn restart(mut self) -> Self {
        let scratch = self.scratch.take().expect("its database");
        Self::serve(scratch, self.app.clock.clone(), Machine::default(), |_| {})
    }

    /// A client of the server before, with its cookie.
    pub fn again(&self, client: &Client) -> Client {
        Client::new(&self.origin, client.cookie().map(str::to_owned))
    }

    fn serve(
        scratch: Scratch,
        clock: Clock,
        machine: Machine,
        adjust: impl FnOnce(&mut Config),
    ) -> Self {
        let media = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let mut config = Config {
            database_url: scratch.url(),
            public_origin: origin.clone(),
            media_folder: media.path().join("media").display().to_string(),
            demo: true,
            ..Config::default()
        };
        adjust(&mut config);
        let mut database = DbConfig::new(config.database_url.clone());
        // Many sites run at once; a test needs few connections.
        (database.readers, database.writers) = (Some(2), Some(4));
        let db = Db::open(&database).expect("the copy opens");
        let app = App::on_machine(db, clock, databases::keys().clone(), config, machine);
        let shared = app.clone();
        let server = HttpServer::new(move || {
            ActixApp::new()
                .wrap(security_headers::middleware())
                .wrap(middleware::from_fn(trace::middleware))
                .configure(configure(shared.clone()))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .expect("the port is ours")
        .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self {
            app,
            origin,
            server: handle,
            scratch: Some(scratch),
            _media: media,
        }
    }

    /// Takes the database away behind the running server.
    pub async fn lose_database(&self) {
        if let Some(scratch) = &self.scratch {
            scratch.lose();
        }
        self.app.db.close().await;
    }

    /// Where the server listens.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Moves the clock forward.
    pub fn pass(&self, time: chrono::TimeDelta) {
        self.app.clock.set(self.app.clock.now().plus(time));
    }

    /// A client that is not signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.origin, None)
    }

    /// A client signed in as the account with this label of the seeds.
    pub async fn client(&self, label: &str) -> Client {
        self.client_of(tongyu::seed::label::account(label)).await
    }

    /// A client signed in as an account.
    pub async fn client_of(&self, account: AccountId) -> Client {
        let now = self.app.clock.now();
        let begun = self
            .app
            .db
            .write(move |tx| tongyu::access::session::begin(tx, account, now))
            .await
            .unwrap_or_else(|fault| panic!("no session for {account}: {fault:?}"));
        let cookie = tongyu::access::session::cookie(&self.app, &begun).expect("a cookie");
        Client::new(
            &self.origin,
            Some(format!("{}={}", cookie.name(), cookie.value())),
        )
    }

    /// Runs the jobs once: delivers messages, seals the audit log, closes what is silent.
    pub async fn run_jobs(&self) {
        let ran = tongyu::jobs::run_once(&self.app).await;
        assert_eq!(ran.faults, 0, "{ran:?}");
    }
}
