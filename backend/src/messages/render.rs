//! A message's words, made from template and ids at the moment they are needed.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{link, org_node, person, sign_in_code, student},
};
use tongyu_shared::{
    Lang,
    identity::types::CODE_MINUTES,
    ids::{LinkId, MessageId, PersonId},
    messages::{LinkPurpose, Template},
    names::Phone,
    text::messages as words,
    time::Instant,
};

use super::{links, outbox::NewMessage, tabs};
use crate::{
    crypto::{self, Keys},
    http::fault::Fault,
};

/// A message as it goes to the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The message, for the gateway's own books.
    pub message: MessageId,
    /// Where it goes.
    pub phone: Phone,
    /// What it says.
    pub text: Text,
}

/// The words before a link, the link, and the words behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Before the link; the whole text where there is none.
    pub before: String,
    /// The address of the link page, in full.
    pub link: Option<String>,
    /// Behind the link.
    pub after: String,
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.before)?;
        f.write_str(self.link.as_deref().unwrap_or_default())?;
        f.write_str(&self.after)
    }
}

/// Why a message cannot be sent, now or ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsendable {
    /// The person has no phone.
    NoPhone,
    /// The code or link it carries is gone or too old.
    Outdated,
}

/// What rendering needs beside the row.
#[derive(Clone, Copy)]
pub struct Rendering<'a> {
    /// The site's keys, which make the secrets.
    pub keys: &'a Keys,
    /// The address that links begin with.
    pub origin: &'a str,
    /// The reader's language.
    pub lang: Lang,
}

/// The message with its phone, ready for a gateway.
pub fn render(
    conn: &mut Conn,
    how: Rendering<'_>,
    id: MessageId,
    content: &NewMessage,
    now: Instant,
) -> Result<Result<Rendered, Unsendable>, Fault> {
    let Some(phone) = phone(conn, how.keys, content.person)? else {
        return Ok(Err(Unsendable::NoPhone));
    };
    if is_outdated(conn, content, now)? {
        return Ok(Err(Unsendable::Outdated));
    }
    Ok(Ok(Rendered {
        message: id,
        phone,
        text: text(conn, how, content)?,
    }))
}

fn phone(conn: &mut Conn, keys: &Keys, id: PersonId) -> Result<Option<Phone>, Fault> {
    let sealed: Option<Vec<u8>> = person::table
        .find(id.to_string())
        .select(person::phone_sealed)
        .first(conn)?;
    Ok(sealed
        .map(|sealed| crypto::phone::open(keys, id, &sealed))
        .transpose()?)
}

fn is_outdated(conn: &mut Conn, content: &NewMessage, now: Instant) -> Result<bool, Fault> {
    let ends: Option<NaiveDateTime> = match (content.code, content.link) {
        (Some(code), _) => sign_in_code::table
            .find(code.to_string())
            .filter(sign_in_code::used_at.is_null())
            .select(sign_in_code::expires_at)
            .first(conn)
            .optional()?,
        (None, Some(id)) => link::table
            .find(id.to_string())
            .filter(link::revoked_at.is_null())
            .select(link::expires_at)
            .first(conn)
            .optional()?,
        (None, None) => return Ok(false),
    };
    Ok(ends.is_none_or(|ends| ends <= now.naive_utc()))
}

/// The words alone, for the sandbox's page.
pub fn text(conn: &mut Conn, how: Rendering<'_>, content: &NewMessage) -> Result<Text, Fault> {
    let carried = match content.link {
        Some(id) => carried(conn, id)?,
        None => None,
    };
    let school = match &carried {
        Some((_, school)) => school.clone(),
        None => tongyu_shared::text::ui::product(how.lang).to_owned(),
    };
    let code = content
        .code
        .map(|id| how.keys.sign_in_code(id.as_bytes()))
        .unwrap_or_default();
    let sentence = sentence(how.lang, content.template, &school, &code);
    let path = match content.template {
        Template::CarerAccepted => Some(tabs::SIGN_IN.to_owned()),
        _ => content
            .link
            .zip(carried)
            .map(|(id, (purpose, _))| links::path(how.keys, id, purpose)),
    };
    let address = path.map(|path| format!("{}{path}", how.origin));
    let (before, after) = match sentence.split_once(LINK_MARK) {
        Some((before, after)) => (before.to_owned(), after.to_owned()),
        None => (sentence, String::new()),
    };
    Ok(Text {
        before,
        link: address,
        after,
    })
}

/// Stands for the link in a sentence until it is split there.
const LINK_MARK: char = '\u{1f}';

fn sentence(lang: Lang, template: Template, school: &str, code: &str) -> String {
    match template {
        Template::VisitConfirm => words::visit_confirm(lang, school, LINK_MARK),
        Template::MatterAnswered => words::matter_answered(lang, school, LINK_MARK),
        Template::CertificateIssued => words::certificate_issued(lang).to_owned(),
        Template::SignInCode => words::sign_in_code(lang, code, CODE_MINUTES),
        Template::JoinInvite => words::join_invite(lang, school, LINK_MARK),
        Template::CarerAccepted => words::carer_accepted(lang, LINK_MARK),
    }
}

/// What a link is for, and the name of the school of the child it concerns.
fn carried(conn: &mut Conn, id: LinkId) -> Result<Option<(LinkPurpose, String)>, Fault> {
    let row: Option<(Col<LinkPurpose>, String)> = link::table
        .inner_join(student::table)
        .inner_join(org_node::table.on(org_node::id.eq(student::school_id)))
        .filter(link::id.eq(id.to_string()))
        .select((link::purpose, org_node::name))
        .first(conn)
        .optional()?;
    Ok(row.map(|(purpose, school)| (purpose.0, school)))
}
