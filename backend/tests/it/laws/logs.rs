//! What the log must never hold: names, texts, phones, addresses, secrets.

use std::{
    io::Write,
    sync::{Arc, Mutex, OnceLock},
};

use tongyu::seed::label;
use tongyu_shared::{
    identity::{endpoints::RequestCode, types::CodeRequest},
    org::import::ImportSummary,
};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use super::matrix::{
    cast::{ADMIN, PUPIL, SCHOOL, TEACHER},
    links::{matter_page, visit_page},
    things,
};
use crate::{
    feedback::desk::{open, press},
    kit::{Site, fixture::canary},
    on_both,
};

/// More than a site logs: everything of ours, whatever it is.
const EVERYTHING: &str = "info,tongyu=trace,tongyu_db=trace,tongyu_shared=trace";

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    fn text(&self) -> String {
        let bytes = self.0.lock().expect("nobody panicked");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panicked").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Kept {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Keeps what the whole process logs from now on: servers answer on threads of their own.
fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| {
        let kept = Kept::default();
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(EVERYTHING))
            .with_ansi(false)
            .with_writer(kept.clone())
            .try_init()
            .expect("no other test logs");
        kept
    })
}

/// Uploads a roster and writes it.
async fn import(site: &Site) {
    let admin = site.client(ADMIN).await;
    let ImportSummary { id, .. } = things::upload(site).await;
    let url = format!("/api/v1/imports/{id}/apply");
    let applied = admin.raw("POST", &url, None, Some("\"v1\"")).await;
    assert!(applied.status < 300, "{} {}", applied.status, applied.text);
}

/// Bodies that no handler takes, and a page that no address has.
async fn refused(site: &Site, secret: &str) {
    let teacher = site.client(TEACHER).await;
    let student = label::student(PUPIL);
    for (method, path, body) in [
        (
            "PUT",
            format!("/api/v1/visits/{student}"),
            format!("{{\"{secret}\":"),
        ),
        (
            "PUT",
            format!("/api/v1/visits/{student}"),
            format!("{{\"{secret}\":1}}"),
        ),
        (
            "GET",
            format!("/api/v1/students/{secret}/card"),
            String::new(),
        ),
        (
            "GET",
            format!("/api/v1/matters?show={secret}"),
            String::new(),
        ),
        ("GET", format!("/l/v/{secret}"), String::new()),
    ] {
        let answer = teacher.raw(method, &path, Some(body), None).await;
        assert!(answer.status >= 400, "{path}: {}", answer.status);
    }
}

on_both! {
    async fn the_log_tells_what_happened_and_nothing_of_anyone(site: Site) {
        let log = kept();
        let code = CodeRequest { phone: "19900000002".to_owned() };
        assert_eq!(site.anonymous().send::<RequestCode>(&(), &code).await.status, 200);
        let mut secrets = Vec::new();
        for page in [visit_page(&site).await, matter_page(&site).await] {
            site.run_jobs().await;
            let path = page.path(&site.app.keys);
            assert_eq!(open(&site, &path).await.status, 200);
            let note = format!("{}&note=notecanary", page.form);
            assert!(press(&site, &path, &note).await.status < 400);
            secrets.extend(path.rsplit('/').next().map(str::to_owned));
        }
        import(&site).await;
        let unknown = "nowhere-to-be-found";
        refused(&site, unknown).await;
        let cookie = site.client(TEACHER).await.cookie().expect("a cookie").to_owned();
        secrets.extend(cookie.rsplit('.').next().map(str::to_owned));
        secrets.extend(
            [&canary(SCHOOL), unknown, "notecanary", "19900000002", "19900009999", "1990000", "希望延时", "新生", "家长"]
                .map(str::to_owned),
        );
        let text = log.text();
        for told in ["/l/m/{token}", "/api/v1/visits/{visit}", "/api/v1/imports/{import}/apply"] {
            assert!(text.contains(told), "{told} was not logged");
        }
        for secret in secrets {
            let line = text.lines().find(|line| line.contains(&secret));
            assert_eq!(line, None, "the log holds {secret}");
        }
    }
}
