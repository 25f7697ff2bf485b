//! `In<E>`: a request to endpoint `E` that passed every check, as its handler gets it.

use std::net::IpAddr;

use tongyu_shared::{
    Lang,
    api::{endpoint::Endpoint, problem::ProblemCode},
    ids::{AccountId, RequestId, SessionId},
    time::Instant,
};

use super::fault::Fault;
use crate::{
    access::{Actor, Claims},
    app::App,
};

/// Who does something, when, and in which request: for rows and the audit log.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The present moment, the same throughout the request.
    pub now: Instant,
    /// The request; absent for jobs and the command line.
    pub request: Option<RequestId>,
    /// The account; absent for families, jobs and the command line.
    pub account: Option<AccountId>,
}

/// A checked request.
pub struct In<E: Endpoint> {
    /// The application.
    pub app: App,
    /// The values in the path.
    pub path: E::Path,
    /// The query string.
    pub query: E::Query,
    /// The body.
    pub body: E::Body,
    /// The version that a change says it is based on.
    pub if_match: Option<i32>,
    /// Who, when, which request.
    pub stamp: Stamp,
    /// The reader's language.
    pub lang: Lang,
    /// Where the request came from, for throttling.
    pub peer: IpAddr,
    pub(super) actor: Option<Actor>,
    pub(super) claims: Option<Claims>,
}

impl<E: Endpoint> In<E> {
    /// Who is signed in. A fault on public endpoints, where nobody need be.
    pub fn actor(&self) -> Result<&Actor, Fault> {
        self.actor
            .as_ref()
            .ok_or(Fault::Problem(ProblemCode::SignedOut))
    }

    /// The session that the cookie names, unchecked against its row: where a ticket decides.
    pub fn session(&self) -> Result<SessionId, Fault> {
        self.claims
            .as_ref()
            .map(|claims| claims.sid)
            .ok_or(Fault::Problem(ProblemCode::SignedOut))
    }

    /// The version that this change is based on; 428 where the request names none.
    pub fn base_version(&self) -> Result<i32, Fault> {
        self.if_match
            .ok_or(Fault::Problem(ProblemCode::VersionMissing))
    }
}
