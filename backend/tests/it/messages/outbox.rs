//! What a stolen database would tell: no text, no code, no token, no phone.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    messages::{LinkPurpose, links},
};
use tongyu_db::{
    Conn,
    schema::{link, message, sign_in_code},
};
use tongyu_shared::{
    identity::{endpoints::RequestCode, types::CodeRequest},
    ids::CodeId,
};

use super::send_link;
use crate::on_both;

type Message = (
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    String,
    i32,
    NaiveDateTime,
    NaiveDateTime,
    Option<NaiveDateTime>,
);
type Link = (
    String,
    String,
    String,
    String,
    String,
    i32,
    NaiveDateTime,
    NaiveDateTime,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
);
type Code = (
    String,
    NaiveDateTime,
    NaiveDateTime,
    i32,
    Option<NaiveDateTime>,
    Option<String>,
);

/// Every column of every row that messages leave behind.
fn kept(conn: &mut Conn) -> Result<(String, Vec<Code>), Fault> {
    let messages: Vec<Message> = message::table.load(conn)?;
    let links: Vec<Link> = link::table.load(conn)?;
    let codes: Vec<Code> = sign_in_code::table.load(conn)?;
    assert!(!messages.is_empty() && !links.is_empty() && !codes.is_empty());
    Ok((format!("{messages:?}{links:?}{codes:?}"), codes))
}

on_both! {
    async fn neither_outbox_nor_links_hold_text_or_secrets(site: Site) {
        let body = CodeRequest { phone: "19900000002".to_owned() };
        assert_eq!(site.anonymous().send::<RequestCode>(&(), &body).await.status, 200);
        let (_, link) = send_link(&site).await;
        site.run_jobs().await;
        let (rows, codes) = site.app.db.read(kept).await.expect("rows");

        let mut secrets = vec![links::token(&site.app.keys, link, LinkPurpose::VisitConfirm)];
        for (id, ..) in codes {
            let id: CodeId = id.parse().expect("an id");
            secrets.push(format!("\"{}\"", site.app.keys.sign_in_code(id.as_bytes())));
        }
        secrets.extend(
            ["19900000002", "19900001002", "王小明", "周岚", "陈雨", "海棠路小学", "http", "验证码"]
                .map(str::to_owned),
        );
        for secret in secrets {
            assert!(!rows.contains(&secret), "the rows hold {secret}");
        }
    }
}
