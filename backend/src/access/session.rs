//! Sessions: begun by signing in, checked on every request, ended from anywhere.

use actix_web::{HttpRequest, cookie::Cookie};
use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx,
    schema::{account, person, session},
};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    ids::{AccountId, PersonId, SessionId},
    time::Instant,
};

use super::{
    actor::{Actor, LiveGrant, live_grants},
    token::{self, Claims},
};
use crate::{app::App, http::fault::Fault};

/// An older token is replaced by a fresh one with any answer.
const RENEW_AFTER_S: i64 = 600;

/// How long a session lives: without use, and at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Life {
    idle: TimeDelta,
    at_most: TimeDelta,
}

/// The shortest life of all roles held: a coordinator's session is guarded as a coordinator's.
fn life(grants: &[LiveGrant]) -> Life {
    let teacher = |role| matches!(role, Role::HeadTeacher | Role::Mentor | Role::OfficeMember);
    if grants.is_empty() {
        Life {
            idle: TimeDelta::days(30),
            at_most: TimeDelta::days(180),
        }
    } else if grants.iter().all(|grant| teacher(grant.role)) {
        Life {
            idle: TimeDelta::hours(8),
            at_most: TimeDelta::days(7),
        }
    } else {
        Life {
            idle: TimeDelta::minutes(30),
            at_most: TimeDelta::hours(12),
        }
    }
}

/// A session that has begun, with what its cookie says.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Who is signed in.
    pub actor: Actor,
    /// What the cookie says.
    pub claims: Claims,
}

/// Begins a session of an account. 401 where the account is closed.
pub fn begin(tx: &mut Tx<'_>, account_id: AccountId, now: Instant) -> Result<Begun, Fault> {
    let (person_id, name, epoch): (Col<PersonId>, String, i32) = account::table
        .inner_join(person::table)
        .filter(account::id.eq(account_id.to_string()))
        .filter(account::disabled_at.is_null())
        .select((person::id, person::name, account::epoch))
        .first(tx.conn())
        .optional()?
        .ok_or(ProblemCode::SignInFailed)?;
    let grants = live_grants(tx, account_id, now.date())?;
    let ends_at = now.plus(life(&grants).at_most);
    let id = SessionId::new();
    diesel::insert_into(session::table)
        .values((
            session::id.eq(id.to_string()),
            session::account_id.eq(account_id.to_string()),
            session::epoch.eq(epoch),
            session::created_at.eq(now.naive_utc()),
            session::last_seen.eq(now.naive_utc()),
            session::ends_at.eq(ends_at.naive_utc()),
        ))
        .execute(tx.conn())?;
    let claims = Claims {
        sub: account_id,
        sid: id,
        epoch,
        iat: token::seconds(now),
        exp: token::seconds(ends_at),
    };
    let actor = Actor {
        account: account_id,
        person: person_id.0,
        name,
        session: id,
        ends_at,
        grants,
    };
    Ok(Begun { actor, claims })
}

/// The cookie of a session that has begun.
pub fn cookie(app: &App, begun: &Begun) -> Result<Cookie<'static>, Fault> {
    token::issue(&app.keys, &app.config, &begun.claims)
}

/// A cookie that takes the present one away.
pub fn removal(app: &App) -> Cookie<'static> {
    token::removal(&app.config)
}

/// When a session began: the moment of the last sign-in on this device.
pub fn begun_at(conn: &mut Conn, id: SessionId) -> Result<Instant, Fault> {
    let begun: NaiveDateTime = session::table
        .find(id.to_string())
        .select(session::created_at)
        .first(conn)?;
    Ok(Instant::from_naive_utc(begun))
}

/// Ends one session.
pub fn end(tx: &mut Tx<'_>, id: SessionId, now: Instant) -> Result<(), Fault> {
    diesel::update(session::table.filter(session::id.eq(id.to_string())))
        .set(session::revoked_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends every session of an account, on every device.
pub fn end_all(tx: &mut Tx<'_>, account_id: AccountId) -> Result<(), Fault> {
    diesel::update(account::table.filter(account::id.eq(account_id.to_string())))
        .set(account::epoch.eq(account::epoch + 1))
        .execute(tx.conn())?;
    Ok(())
}

/// Who is asking: 401 unless the cookie names a live session. Gives a fresh cookie where the
/// present one is older than ten minutes.
pub async fn authenticate(
    app: &App,
    req: &HttpRequest,
    now: Instant,
) -> Result<(Actor, Option<Cookie<'static>>), Fault> {
    let claims = named(app, req)?;
    let asked = claims.clone();
    let actor = app
        .db
        .read(move |conn| load(conn, &asked, now))
        .await?
        .ok_or(ProblemCode::SignedOut)?;
    let renewed = renew(app, claims, now).await?;
    Ok((actor, renewed))
}

fn named(app: &App, req: &HttpRequest) -> Result<Claims, Fault> {
    req.cookie(token::cookie_name(&app.config))
        .and_then(|cookie| token::read(&app.keys, cookie.value()))
        .ok_or_else(|| ProblemCode::SignedOut.into())
}

/// The session that a cookie of ours names and that has not reached its end. Its row is not asked:
/// enough beside a ticket that was given to this session a short while ago.
pub fn claimed(app: &App, req: &HttpRequest, now: Instant) -> Result<Claims, Fault> {
    let claims = named(app, req)?;
    if claims.exp > token::seconds(now) {
        Ok(claims)
    } else {
        Err(ProblemCode::SignedOut.into())
    }
}

/// Who opens a page that everyone may open: nobody where no live session is named.
pub async fn visitor(
    app: &App,
    req: &HttpRequest,
    now: Instant,
) -> Result<Option<(Actor, Option<Cookie<'static>>)>, Fault> {
    match authenticate(app, req, now).await {
        Ok(signed_in) => Ok(Some(signed_in)),
        Err(Fault::Problem(ProblemCode::SignedOut)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn load(conn: &mut Conn, claims: &Claims, now: Instant) -> Result<Option<Actor>, Fault> {
    type Row = (
        Col<PersonId>,
        String,
        NaiveDateTime,
        NaiveDateTime,
        NaiveDateTime,
    );
    let row: Option<Row> = session::table
        .inner_join(account::table.inner_join(person::table))
        .filter(session::id.eq(claims.sid.to_string()))
        .filter(account::id.eq(claims.sub.to_string()))
        .filter(session::revoked_at.is_null())
        .filter(session::epoch.eq(account::epoch))
        .filter(session::epoch.eq(claims.epoch))
        .filter(account::disabled_at.is_null())
        .select((
            person::id,
            person::name,
            session::created_at,
            session::last_seen,
            session::ends_at,
        ))
        .first(conn)
        .optional()?;
    let Some((person_id, name, created_at, last_seen, ends_at)) = row else {
        return Ok(None);
    };
    let grants = live_grants(conn, claims.sub, now.date())?;
    let life = life(&grants);
    // A teacher who became coordinator since is guarded as a coordinator at once.
    let at_most = Instant::from_naive_utc(created_at).plus(life.at_most);
    let ends_at = Instant::from_naive_utc(ends_at).min(at_most);
    let idle = now.since(Instant::from_naive_utc(last_seen));
    // `last_seen` moves only when the token is renewed, so idle time is counted generously.
    let idle_limit = life.idle + TimeDelta::seconds(RENEW_AFTER_S);
    if now >= ends_at || idle > idle_limit {
        return Ok(None);
    }
    Ok(Some(Actor {
        account: claims.sub,
        person: person_id.0,
        name,
        session: claims.sid,
        ends_at,
        grants,
    }))
}

async fn renew(
    app: &App,
    mut claims: Claims,
    now: Instant,
) -> Result<Option<Cookie<'static>>, Fault> {
    if token::seconds(now) - claims.iat < RENEW_AFTER_S {
        return Ok(None);
    }
    let id = claims.sid.to_string();
    app.db
        .write(move |tx| {
            diesel::update(session::table.filter(session::id.eq(&id)))
                .set(session::last_seen.eq(now.naive_utc()))
                .execute(tx.conn())
                .map_err(Fault::from)
        })
        .await?;
    claims.iat = token::seconds(now);
    token::issue(&app.keys, &app.config, &claims).map(Some)
}
