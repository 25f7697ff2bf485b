//! What the tests of this room do over and over: bring matters in, work on them, open links.

use diesel::prelude::*;
use tongyu::{
    feedback::{Capture, capture},
    http::{fault::Fault, input::Stamp},
    messages::{LinkPurpose, links},
    seed::label,
};
use tongyu_db::{Col, schema::link};
use tongyu_shared::{
    api::endpoint::Endpoint,
    feedback::{
        endpoints::ReadMatter,
        types::{MatterDetail, MatterKind, MatterPath, MatterSource, Theme},
    },
    ids::{LinkId, MatterId},
};

use crate::kit::{Answer, Client, Site};

/// What the family of 王小明 asks for, unless a test says otherwise.
pub const ASKED: &str = "课后服务能不能延到十八点?我们下班晚,海棠暗语";

/// Something said, as a visit would bring it back.
#[derive(Clone)]
pub struct Said {
    pub kind: MatterKind,
    pub theme: Theme,
    pub for_information: bool,
    pub student: &'static str,
    pub class: &'static str,
    pub school: &'static str,
    pub raiser: Option<&'static str>,
    pub author: &'static str,
    pub text: String,
}

/// A request about the after-school hours, raised by the mother.
pub fn request() -> Said {
    Said {
        kind: MatterKind::Request,
        theme: Theme::AfterSchool,
        for_information: false,
        student: "王小明",
        class: "海棠路小学/三年级(2)班",
        school: "海棠路小学",
        raiser: Some("王小明/mother"),
        author: "陈雨",
        text: ASKED.to_owned(),
    }
}

/// The same as feedback that wants a reply, which needs no approval.
pub fn feedback() -> Said {
    Said {
        kind: MatterKind::Feedback,
        ..request()
    }
}

/// Brings one thing back.
pub async fn bring(site: &Site, said: Said) -> MatterPath {
    bring_all(site, vec![said]).await[0]
}

/// Brings several things back in one transaction.
pub async fn bring_all(site: &Site, said: Vec<Said>) -> Vec<MatterPath> {
    try_bring_all(site, said).await.expect("captured")
}

/// The same where it may be refused.
pub async fn try_bring_all(site: &Site, said: Vec<Said>) -> Result<Vec<MatterPath>, Fault> {
    let ids: Vec<MatterId> = said.iter().map(|_| MatterId::new()).collect();
    let (keys, now, captured) = (site.app.keys.clone(), site.app.clock.now(), ids.clone());
    site.app
        .db
        .write(move |tx| {
            let things: Vec<Capture<'_>> = captured
                .iter()
                .zip(&said)
                .map(|(&id, said)| Capture {
                    id,
                    kind: said.kind,
                    for_information: said.for_information,
                    theme: said.theme,
                    student: label::student(said.student),
                    class: label::node(said.class),
                    school: label::node(said.school),
                    raiser: said.raiser.map(label::person),
                    author: label::account(said.author),
                    text: &said.text,
                    source: MatterSource::Visit,
                })
                .collect();
            let stamp = Stamp {
                now,
                request: None,
                account: None,
            };
            capture(tx, &keys, &things, &stamp)
        })
        .await?;
    Ok(ids
        .into_iter()
        .map(|matter| MatterPath { matter })
        .collect())
}

/// Does something with a matter and gives what has become of it.
pub async fn act<E>(client: &Client, path: MatterPath, body: E::Body) -> MatterDetail
where
    E: Endpoint<Path = MatterPath, Query = (), Reply = MatterDetail>,
{
    attempt::<E>(client, path, &body).await.ok()
}

/// Tries to do something with the version that this person sees, or with the first one where it is
/// out of reach.
pub async fn attempt<E>(client: &Client, path: MatterPath, body: &E::Body) -> Answer
where
    E: Endpoint<Path = MatterPath, Query = ()>,
{
    let seen = client.get::<ReadMatter>(&path).await;
    let version = seen.etag.as_deref().unwrap_or("\"v1\"");
    client.call::<E>(&path, &(), body, Some(version)).await
}

/// The matter as this person sees it.
pub async fn see(client: &Client, path: MatterPath) -> MatterDetail {
    client.get::<ReadMatter>(&path).await.ok()
}

/// The page of the answer of a cycle.
pub async fn link_of(site: &Site, path: MatterPath, cycle: i32) -> Option<String> {
    let subject = path.matter.to_string();
    let id: Option<Col<LinkId>> = site
        .app
        .db
        .read(move |conn| {
            link::table
                .filter(link::subject_id.eq(&subject))
                .filter(link::cycle.eq(cycle))
                .select(link::id)
                .first(conn)
                .optional()
                .map_err(Fault::from)
        })
        .await
        .expect("a look");
    id.map(|id| links::path(&site.app.keys, id.0, LinkPurpose::MatterAnswer))
}

/// Opens a page as a phone's browser does.
pub async fn open(site: &Site, page: &str) -> Answer {
    let request = browser().get(format!("{}{page}", site.origin()));
    Client::answer(request).await
}

/// Presses a button of a page: a plain form without any header of ours.
pub async fn press(site: &Site, page: &str, form: &str) -> Answer {
    let request = browser()
        .post(format!("{}{page}", site.origin()))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "null")
        .body(form.to_owned());
    Client::answer(request).await
}

fn browser() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .expect("a browser")
}
