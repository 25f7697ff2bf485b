//! The HTTP server around an application: middleware, limits, a graceful stop.

use std::{io, net::TcpListener, time::Duration};

use actix_web::{App as ActixApp, HttpServer, middleware};

use crate::{
    app::{App, configure},
    http::{security_headers, trace},
    jobs,
};

/// How long requests in flight may take to end when the server is told to stop.
const SHUTDOWN_S: u64 = 20;
/// How long a client may take to send its request's head.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);

/// Serves on an open socket until SIGTERM or SIGINT, runs the jobs beside it, and drains the
/// writer at the end.
pub async fn run(app: App, listener: TcpListener) -> io::Result<()> {
    let served = app.clone();
    let server = HttpServer::new(move || {
        ActixApp::new()
            .wrap(middleware::Compress::default())
            .wrap(security_headers::middleware())
            .wrap(middleware::from_fn(trace::middleware))
            .configure(configure(served.clone()))
    })
    .client_request_timeout(HEAD_DEADLINE)
    .shutdown_timeout(SHUTDOWN_S)
    .listen(listener)?
    .run();
    let jobs = jobs::spawn(app.clone());
    let ended = server.await;
    jobs.abort();
    app.db.close().await;
    ended
}
