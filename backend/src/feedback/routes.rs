//! The matters of staff, and the answer pages of families.

use actix_web::web;
use tongyu_db::Tx;
use tongyu_shared::{
    api::{
        endpoint::{Endpoint, Method},
        page::Page,
    },
    feedback::{
        endpoints::{
            AcceptMatter, ApproveAnswer, AssignOffice, HandBackMatter, ListAskedLessons,
            ListMatters, NoteMatter, ReadMatter, ReadSchoolMatters, RecordProxyAnswer,
            SubmitAnswer,
        },
        question::AskedLesson,
        types::{MatterDetail, MatterLine, MatterPath, SchoolMatters},
    },
    ids::{MatterId, StudentId},
};

use super::{pages, question, service, work::Hands};
use crate::{
    app::App,
    audit::{self, By},
    http::{
        fault::Fault,
        input::{In, Stamp},
        mount::Mounts,
        reply::Reply,
    },
    messages::{LinkPurpose, links},
};

/// Mounts this room's endpoints.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<ListMatters, _, _>(list)
        .add::<ReadMatter, _, _>(read)
        .add::<AssignOffice, _, _>(assign)
        .add::<AcceptMatter, _, _>(accept)
        .add::<HandBackMatter, _, _>(hand_back)
        .add::<SubmitAnswer, _, _>(answer)
        .add::<ApproveAnswer, _, _>(approve)
        .add::<NoteMatter, _, _>(note)
        .add::<RecordProxyAnswer, _, _>(proxy)
        .add::<ReadSchoolMatters, _, _>(by_state)
        .add::<ListAskedLessons, _, _>(asked_lessons);
    let page = links::route(LinkPurpose::MatterAnswer);
    mounts
        .route(page, Method::Get, web::get().to(pages::show))
        .route(page, Method::Post, web::post().to(pages::answer));
}

async fn list(input: In<ListMatters>) -> Result<Reply<Page<MatterLine>>, Fault> {
    let (app, actor, stamp) = (input.app.clone(), input.actor()?.clone(), input.stamp);
    let query = input.query;
    let read = input
        .app
        .db
        .read(move |conn| service::list(conn, &app.keys, &actor, &query, &stamp))
        .await?;
    log_reads(&input.app, stamp, service::LIST, read.unlogged).await?;
    Ok(read.value.into())
}

async fn read(input: In<ReadMatter>) -> Result<Reply<MatterDetail>, Fault> {
    let (app, actor, stamp) = (input.app.clone(), input.actor()?.clone(), input.stamp);
    let matter = input.path.matter;
    let read = input
        .app
        .db
        .read(move |conn| service::read(conn, &app.keys, &actor, matter, &stamp))
        .await?;
    log_reads(&input.app, stamp, service::READ, read.unlogged).await?;
    Ok(reply(read.value))
}

/// Tells the log whose sensitive text was read, before it is shown.
async fn log_reads(
    app: &App,
    stamp: Stamp,
    action: &'static str,
    read: Vec<(MatterId, StudentId)>,
) -> Result<(), Fault> {
    if read.is_empty() {
        return Ok(());
    }
    app.db
        .write(move |tx| {
            let ids: Vec<_> = read.iter().map(|(matter, _)| matter.to_string()).collect();
            let entries: Vec<_> = ids
                .iter()
                .zip(&read)
                .map(|(id, (_, student))| audit::Entry {
                    by: By::Staff,
                    action,
                    subject_kind: "matter",
                    subject_id: id,
                    student: Some(*student),
                })
                .collect();
            audit::record_all(tx, &stamp, &entries)
        })
        .await
}

fn reply(detail: MatterDetail) -> Reply<MatterDetail> {
    let version = detail.version;
    Reply::from(detail).version(version)
}

/// Does something with the matter in the path and shows what has become of it. 428 where the
/// request does not name the version that its sender saw.
async fn change<E>(
    input: In<E>,
    act: impl Fn(&Hands, &mut Tx<'_>, &E::Body) -> Result<MatterDetail, Fault> + Send + 'static,
) -> Result<Reply<MatterDetail>, Fault>
where
    E: Endpoint<Path = MatterPath>,
    E::Body: Send,
{
    let hands = Hands {
        keys: input.app.keys.clone(),
        actor: input.actor()?.clone(),
        matter: input.path.matter,
        base: Some(input.base_version()?),
        stamp: input.stamp,
        lang: input.lang,
    };
    let body = input.body;
    let detail = input.app.db.write(move |tx| act(&hands, tx, &body)).await?;
    Ok(reply(detail))
}

async fn assign(input: In<AssignOffice>) -> Result<Reply<MatterDetail>, Fault> {
    change(input, Hands::assign).await
}

async fn accept(input: In<AcceptMatter>) -> Result<Reply<MatterDetail>, Fault> {
    change(input, |hands, tx, ()| hands.accept(tx)).await
}

async fn hand_back(input: In<HandBackMatter>) -> Result<Reply<MatterDetail>, Fault> {
    change(input, Hands::hand_back).await
}

async fn answer(input: In<SubmitAnswer>) -> Result<Reply<MatterDetail>, Fault> {
    change(input, Hands::answer).await
}

async fn approve(input: In<ApproveAnswer>) -> Result<Reply<MatterDetail>, Fault> {
    change(input, Hands::approve).await
}

async fn note(input: In<NoteMatter>) -> Result<Reply<MatterDetail>, Fault> {
    change(input, |hands, tx, ()| hands.note(tx)).await
}

async fn proxy(input: In<RecordProxyAnswer>) -> Result<Reply<MatterDetail>, Fault> {
    change(input, Hands::proxy).await
}

async fn by_state(input: In<ReadSchoolMatters>) -> Result<Reply<SchoolMatters>, Fault> {
    let actor = input.actor()?.clone();
    let (school, now) = (input.path.school, input.stamp.now);
    let counts = input
        .app
        .db
        .read(move |conn| service::by_state(conn, &actor, school, now))
        .await?;
    Ok(counts.into())
}

async fn asked_lessons(input: In<ListAskedLessons>) -> Result<Reply<Vec<AskedLesson>>, Fault> {
    let actor = input.actor()?.clone();
    let (class, today) = (input.path.class, input.stamp.now.date());
    let lessons = input
        .app
        .db
        .read(move |conn| question::lessons_asked(conn, &actor, class, today))
        .await?;
    Ok(lessons.into())
}
