//! A school's sheet and offices; imports have routes of their own.

use tongyu_shared::org::{
    endpoints::{ListOffices, ReadSheet, WriteSheet},
    types::{Office, SchoolSheet},
};

use super::{imports, joining, service};
use crate::http::{fault::Fault, input::In, mount::Mounts, reply::Reply};

/// Mounts this room's endpoints.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<ReadSheet, _, _>(read_sheet)
        .add::<WriteSheet, _, _>(write_sheet)
        .add::<ListOffices, _, _>(list_offices);
    imports::routes::mount(mounts);
    joining::routes::mount(mounts);
}

async fn read_sheet(input: In<ReadSheet>) -> Result<Reply<SchoolSheet>, Fault> {
    let actor = input.actor()?.clone();
    let (school, today, lang) = (input.path.school, input.stamp.now.date(), input.lang);
    let sheet = input
        .app
        .db
        .read(move |conn| service::read_sheet(conn, &actor, school, today, lang))
        .await?;
    let version = sheet.version;
    Ok(Reply::from(sheet).version(version))
}

async fn write_sheet(input: In<WriteSheet>) -> Result<Reply<SchoolSheet>, Fault> {
    let actor = input.actor()?.clone();
    let base = input.base_version()?;
    let (school, text, stamp, lang) = (input.path.school, input.body, input.stamp, input.lang);
    let sheet = input
        .app
        .db
        .write(move |tx| service::write_sheet(tx, &actor, school, &text, base, &stamp, lang))
        .await?;
    let version = sheet.version;
    Ok(Reply::from(sheet).version(version))
}

async fn list_offices(input: In<ListOffices>) -> Result<Reply<Vec<Office>>, Fault> {
    let actor = input.actor()?.clone();
    let (school, today) = (input.path.school, input.stamp.now.date());
    let offices = input
        .app
        .db
        .read(move |conn| service::list_offices(conn, &actor, school, today))
        .await?;
    Ok(offices.into())
}
