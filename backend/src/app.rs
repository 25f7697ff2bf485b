//! The application: what every request shares, and the routes of all rooms.

use std::{ops::Deref, sync::Arc};

use actix_web::{HttpRequest, web};
use tongyu_db::Db;

use crate::{
    certification::certificates::{Press, RealPress},
    clock::Clock,
    config::Config,
    courses::{Disk, Films, RealDisk},
    crypto::Keys,
    docs_pages,
    http::{
        assets,
        fault::Fault,
        health::{self, Readiness},
        mount::Mounts,
        throttle::Throttle,
    },
    learning::Watching,
    openapi,
};

/// What every request shares; clones share it.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// The parts of an [`App`].
pub struct Shared {
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// The site's keys.
    pub keys: Keys,
    /// The site's settings.
    pub config: Config,
    /// How often one may try to sign in.
    pub throttle: Throttle,
    /// Whether the server can serve.
    pub readiness: Readiness,
    /// Where films lie, and what takes them in.
    pub films: Films,
    /// What the files of certificates are made with.
    pub press: Arc<dyn Press>,
    /// What is kept for watching.
    pub watching: Watching,
}

/// What a site finds on the machine it runs on; tests give one that lacks something.
pub struct Machine {
    /// Where films are written.
    pub disk: Arc<dyn Disk>,
    /// What certificates are typeset with.
    pub press: Arc<dyn Press>,
}

impl Default for Machine {
    fn default() -> Self {
        Self {
            disk: Arc::new(RealDisk),
            press: Arc::new(RealPress),
        }
    }
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// An application on an open, migrated database.
    pub fn new(db: Db, clock: Clock, keys: Keys, config: Config) -> Self {
        Self::on_machine(db, clock, keys, config, Machine::default())
    }

    /// The same on another machine, such as one whose disk is full.
    pub fn on_machine(db: Db, clock: Clock, keys: Keys, config: Config, machine: Machine) -> Self {
        Self(Arc::new(Shared {
            watching: Watching::new(db.clone()),
            db,
            throttle: Throttle::new(clock.clone()),
            readiness: Readiness::default(),
            films: Films::new(&config, machine.disk),
            press: machine.press,
            clock,
            keys,
            config,
        }))
    }

    /// The application that a request came to.
    pub fn of(req: &HttpRequest) -> Result<Self, Fault> {
        req.app_data::<web::Data<Self>>()
            .map(|data| data.get_ref().clone())
            .ok_or_else(|| Fault::internal("the application is not attached"))
    }
}

/// The endpoints of all rooms, mounted.
pub fn mounts() -> Mounts {
    let mut mounts = Mounts::default();
    crate::identity::routes::mount(&mut mounts);
    crate::messages::mount(&mut mounts);
    crate::courses::routes::mount(&mut mounts);
    crate::feedback::routes::mount(&mut mounts);
    crate::org::routes::mount(&mut mounts);
    crate::visits::routes::mount(&mut mounts);
    crate::learning::routes::mount(&mut mounts);
    crate::certification::routes::mount(&mut mounts);
    crate::certification::certificates::mount(&mut mounts);
    crate::family::mount(&mut mounts);
    mounts
}

/// Attaches the application and all its routes to a server.
pub fn configure(app: App) -> impl FnOnce(&mut web::ServiceConfig) {
    move |cfg| {
        cfg.app_data(web::Data::new(app));
        mounts().register(cfg);
        crate::courses::media::mount(cfg);
        openapi::mount(cfg);
        docs_pages::mount(cfg);
        health::mount(cfg);
        cfg.default_service(web::to(assets::serve));
    }
}
