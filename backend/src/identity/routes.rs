//! Signing in and out, and who is signed in.

use tongyu_shared::{
    identity::{
        endpoints::{
            ListPersonas, ReadSession, ReadSite, RequestCode, SignInAsPersona, SignInWithCode,
            SignInWithLink, SignOut, SignOutEverywhere,
        },
        types::{CodeSent, Me, PersonaCard, SiteInfo},
    },
    names::Phone,
};

use super::{me, personas, service};
use crate::{
    access::session::{self, Begun},
    app::App,
    http::{fault::Fault, input::In, mount::Mounts, reply::Reply, throttle::CODE_PAUSE_S},
    site,
};

/// Mounts this room's endpoints.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<ReadSite, _, _>(read_site)
        .add::<RequestCode, _, _>(request_code)
        .add::<SignInWithCode, _, _>(sign_in_with_code)
        .add::<SignInWithLink, _, _>(sign_in_with_link)
        .add::<ReadSession, _, _>(read_session)
        .add::<SignOut, _, _>(sign_out)
        .add::<SignOutEverywhere, _, _>(sign_out_everywhere)
        .add::<ListPersonas, _, _>(list_personas)
        .add::<SignInAsPersona, _, _>(sign_in_as_persona);
}

fn phone(text: &str) -> Result<Phone, Fault> {
    Phone::parse(text).map_err(|problem| Fault::field("phone", problem.code()))
}

async fn read_site(input: In<ReadSite>) -> Result<Reply<SiteInfo>, Fault> {
    let city = input.app.db.read(site::city).await?;
    let config = &input.app.config;
    Ok(Reply::from(SiteInfo {
        city,
        filing_number: config.filing_number.clone(),
        complaints: config.complaints.clone(),
        demo: config.demo,
    }))
}

async fn request_code(input: In<RequestCode>) -> Result<Reply<CodeSent>, Fault> {
    let (app, stamp) = (input.app, input.stamp);
    let hash = app.keys.phone_hash(&phone(&input.body.phone)?);
    app.throttle.ask_code(&hash, input.peer)?;
    app.db
        .write(move |tx| service::request_code(tx, &hash, &stamp))
        .await?;
    Ok(Reply::from(CodeSent {
        again_in_s: CODE_PAUSE_S,
    }))
}

async fn sign_in_with_code(input: In<SignInWithCode>) -> Result<Reply<Me>, Fault> {
    let (keys, app, stamp) = (input.app.keys.clone(), input.app, input.stamp);
    let hash = app.keys.phone_hash(&phone(&input.body.phone)?);
    app.throttle.try_code(&hash, input.peer)?;
    let code = input.body.code;
    let begun = app
        .db
        .write(move |tx| service::sign_in_with_code(tx, &keys, &hash, &code, &stamp))
        .await?;
    welcome(&app, service::signed_in(begun)?).await
}

async fn sign_in_with_link(input: In<SignInWithLink>) -> Result<Reply<Me>, Fault> {
    let (keys, app, stamp) = (input.app.keys.clone(), input.app, input.stamp);
    app.throttle.try_link(input.peer)?;
    let token = input.body.token;
    let begun = app
        .db
        .write(move |tx| service::sign_in_with_link(tx, &keys, &token, &stamp))
        .await?;
    welcome(&app, service::signed_in(begun)?).await
}

async fn sign_in_as_persona(input: In<SignInAsPersona>) -> Result<Reply<Me>, Fault> {
    let (app, stamp, persona) = (input.app, input.stamp, input.body.persona);
    let begun = app
        .db
        .write(move |tx| service::sign_in_as_persona(tx, persona, &stamp))
        .await?;
    welcome(&app, begun).await
}

/// Tells who signed in, with the session's cookie.
async fn welcome(app: &App, begun: Begun) -> Result<Reply<Me>, Fault> {
    let cookie = session::cookie(app, &begun)?;
    let (actor, demo) = (begun.actor, app.config.demo);
    let today = app.clock.now().date();
    let me = app
        .db
        .read(move |conn| me::read(conn, &actor, today, demo))
        .await?;
    Ok(Reply::from(me).cookie(cookie))
}

async fn read_session(input: In<ReadSession>) -> Result<Reply<Me>, Fault> {
    let (actor, demo) = (input.actor()?.clone(), input.app.config.demo);
    let today = input.stamp.now.date();
    let me = input
        .app
        .db
        .read(move |conn| me::read(conn, &actor, today, demo))
        .await?;
    Ok(me.into())
}

async fn sign_out(input: In<SignOut>) -> Result<Reply<()>, Fault> {
    let (session, stamp) = (input.actor()?.session, input.stamp);
    input
        .app
        .db
        .write(move |tx| service::sign_out(tx, session, &stamp))
        .await?;
    Ok(Reply::from(()).cookie(session::removal(&input.app)))
}

async fn sign_out_everywhere(input: In<SignOutEverywhere>) -> Result<Reply<()>, Fault> {
    let (account, stamp) = (input.actor()?.account, input.stamp);
    input
        .app
        .db
        .write(move |tx| service::sign_out_everywhere(tx, account, &stamp))
        .await?;
    Ok(Reply::from(()).cookie(session::removal(&input.app)))
}

async fn list_personas(input: In<ListPersonas>) -> Result<Reply<Vec<PersonaCard>>, Fault> {
    let today = input.stamp.now.date();
    let cards = input
        .app
        .db
        .read(move |conn| personas::cards(conn, today))
        .await?;
    Ok(cards.into())
}
