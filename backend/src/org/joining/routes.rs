//! The head teacher's side of joining.

use tongyu_shared::org::{
    endpoints::{
        InviteClass, InviteFamily, ReadClassJoined, ReadFamilyJoined, RevokeFamilyInvitation,
    },
    joining::{ClassInvited, ClassJoined, FamilyInvitation, FamilyJoined},
};

use super::{pages, service};
use crate::http::{fault::Fault, input::In, mount::Mounts, reply::Reply};

/// Mounts the endpoints, and the page that an invitation opens.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<InviteFamily, _, _>(invite_family)
        .add::<RevokeFamilyInvitation, _, _>(revoke)
        .add::<InviteClass, _, _>(invite_class)
        .add::<ReadClassJoined, _, _>(class_joined)
        .add::<ReadFamilyJoined, _, _>(family_joined);
    pages::mount(mounts);
}

async fn invite_family(input: In<InviteFamily>) -> Result<Reply<FamilyInvitation>, Fault> {
    let actor = input.actor()?.clone();
    let (app, student, stamp) = (input.app.clone(), input.path.student, input.stamp);
    let made = input
        .app
        .db
        .write(move |tx| {
            let site = (&app.keys, app.config.public_origin.as_str());
            service::invite_family(tx, site, &actor, student, &stamp)
        })
        .await?;
    Ok(made.into())
}

async fn revoke(input: In<RevokeFamilyInvitation>) -> Result<Reply<()>, Fault> {
    let actor = input.actor()?.clone();
    let (student, stamp) = (input.path.student, input.stamp);
    input
        .app
        .db
        .write(move |tx| service::revoke(tx, &actor, student, &stamp))
        .await?;
    Ok(().into())
}

async fn invite_class(input: In<InviteClass>) -> Result<Reply<ClassInvited>, Fault> {
    let actor = input.actor()?.clone();
    let (class, stamp) = (input.path.class, input.stamp);
    let invited = input
        .app
        .db
        .write(move |tx| service::invite_class(tx, &actor, class, &stamp))
        .await?;
    Ok(invited.into())
}

async fn class_joined(input: In<ReadClassJoined>) -> Result<Reply<ClassJoined>, Fault> {
    let actor = input.actor()?.clone();
    let (class, today) = (input.path.class, input.stamp.now.date());
    let joined = input
        .app
        .db
        .read(move |conn| service::class_joined(conn, &actor, class, today))
        .await?;
    Ok(joined.into())
}

async fn family_joined(input: In<ReadFamilyJoined>) -> Result<Reply<FamilyJoined>, Fault> {
    let actor = input.actor()?.clone();
    let (student, now) = (input.path.student, input.stamp.now);
    let joined = input
        .app
        .db
        .read(move |conn| service::family_joined(conn, &actor, student, now))
        .await?;
    Ok(joined.into())
}
