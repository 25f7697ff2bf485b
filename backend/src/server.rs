//! The HTTP server around an application: middleware, limits, a graceful stop.

use std::{io, net::TcpListener, time::Duration};

use actix_web::{App as ActixApp, HttpServer, dev::Server, middleware};

use crate::{
    app::{App, configure},
    courses,
    http::{security_headers, trace},
    jobs,
};

/// How long requests in flight may take to end when the server is told to stop.
const SHUTDOWN_S: u64 = 20;
/// How long a client may take to send its request's head.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);

/// Connections that may wait for being taken in. All phones come at once after a restart, and one
/// that finds no place tries again only a second later, then three.
const BACKLOG: i32 = 4_096;

/// Serves on an open socket until SIGTERM or SIGINT, runs the jobs beside it, and drains the
/// writer at the end. SIGTERM lets requests in flight end; SIGINT, a person's Ctrl-C, does
/// not wait for them.
pub async fn run(app: App, listener: TcpListener) -> io::Result<()> {
    match courses::sweep(&app).await {
        Ok(0) => {}
        Ok(swept) => tracing::info!(swept, "films that a stop had left behind"),
        Err(fault) => fault.log_of_job("courses.sweep"),
    }
    let server = on(&app, listener)?;
    let jobs = jobs::spawn(app.clone());
    let ended = server.await;
    jobs.abort();
    app.db.close().await;
    ended
}

/// The server alone, with every layer that a request passes.
pub fn on(app: &App, listener: TcpListener) -> io::Result<Server> {
    rustix::net::listen(&listener, BACKLOG)?;
    let shared = app.clone();
    let mut server = HttpServer::new(move || {
        ActixApp::new()
            .wrap(middleware::Compress::default())
            .wrap(security_headers::middleware())
            .wrap(middleware::from_fn(trace::middleware))
            .configure(configure(shared.clone()))
    })
    .client_request_timeout(HEAD_DEADLINE)
    .shutdown_timeout(SHUTDOWN_S);
    if let Ok(workers @ 1..) = usize::try_from(app.config.workers) {
        server = server.workers(workers);
    }
    Ok(server.listen(listener)?.run())
}
