//! Lessons for those who make, review and look for them. A film comes in as it is, so its route
//! is mounted by hand, behind the same gate.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use tongyu_db::{DbError, Tx};
use tongyu_shared::{
    api::{endpoint::Endpoint, page::Page, problem::ProblemCode},
    courses::{
        endpoints::{
            CreateLesson, ListCatalogue, ListLessonsToReview, ListOwnLessons, PublishLesson,
            ReadGuideline, ReadLesson, ReturnToAuthor, ReviseLesson, SaveCaptions, SaveLesson,
            SubmitLesson, UploadFilm, WithdrawLesson,
        },
        guideline::Guideline,
        state::LessonEvent,
        types::{DeskLesson, LessonDetail, LessonLine, LessonPath},
    },
};

use super::{
    catalogue::{CatalogueFilter, catalogue},
    film, limits,
    service::{self, Hands},
    store,
};
use crate::{
    app::App,
    http::{
        etag,
        fault::Fault,
        input::In,
        mount::{self, Gate, Mounts, answered, enter, lang},
        reply::Reply,
    },
};

/// Mounts this room's endpoints.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<ListCatalogue, _, _>(list_catalogue)
        .add::<ReadGuideline, _, _>(read_guideline)
        .add::<ListOwnLessons, _, _>(list_own)
        .add::<ListLessonsToReview, _, _>(list_to_review)
        .add::<ReadLesson, _, _>(read)
        .add::<CreateLesson, _, _>(create)
        .add::<SaveLesson, _, _>(save)
        .add::<SaveCaptions, _, _>(save_captions)
        .route(UploadFilm::PATH, UploadFilm::METHOD, web::post().to(upload))
        .add::<SubmitLesson, _, _>(submit)
        .add::<ReviseLesson, _, _>(revise)
        .add::<PublishLesson, _, _>(publish)
        .add::<ReturnToAuthor, _, _>(return_to_author)
        .add::<WithdrawLesson, _, _>(withdraw);
}

async fn list_catalogue(input: In<ListCatalogue>) -> Result<Reply<Page<LessonLine>>, Fault> {
    let query = input.query;
    let filter = CatalogueFilter {
        stage: query.stage,
        topic: query.topic,
    };
    let page = input
        .app
        .db
        .read(move |conn| catalogue(conn, filter, query.after.as_deref()))
        .await?;
    Ok(page.into())
}

async fn read_guideline(_: In<ReadGuideline>) -> Result<Reply<Guideline>, Fault> {
    Ok(Guideline::sample().map_err(Fault::internal)?.into())
}

async fn list_own(input: In<ListOwnLessons>) -> Result<Reply<Page<DeskLesson>>, Fault> {
    let (actor, query) = (input.actor()?.clone(), input.query);
    let page = input
        .app
        .db
        .read(move |conn| service::own(conn, &actor, &query))
        .await?;
    Ok(page.into())
}

async fn list_to_review(input: In<ListLessonsToReview>) -> Result<Reply<Page<DeskLesson>>, Fault> {
    let (actor, query) = (input.actor()?.clone(), input.query);
    let page = input
        .app
        .db
        .read(move |conn| service::to_review(conn, &actor, &query))
        .await?;
    Ok(page.into())
}

async fn read(input: In<ReadLesson>) -> Result<Reply<LessonDetail>, Fault> {
    let (actor, lesson) = (input.actor()?.clone(), input.path.lesson);
    let read = input
        .app
        .db
        .read(move |conn| service::read(conn, &actor, lesson))
        .await?;
    Ok(reply(read))
}

async fn create(input: In<CreateLesson>) -> Result<Reply<LessonDetail>, Fault> {
    let (actor, lesson, stamp) = (input.actor()?.clone(), input.path.lesson, input.stamp);
    let text = input.body;
    let created = input
        .app
        .db
        .write(move |tx| service::create(tx, &actor, lesson, &text, &stamp))
        .await?;
    Ok(reply(created))
}

fn reply(detail: LessonDetail) -> Reply<LessonDetail> {
    let version = detail.version;
    Reply::from(detail).version(version)
}

/// Does something with the lesson in the path and shows what has become of it. 428 where the
/// request does not name the version that its sender saw.
async fn change<E>(
    input: In<E>,
    act: impl Fn(&Hands, &mut Tx<'_>, &E::Body) -> Result<LessonDetail, Fault> + Send + 'static,
) -> Result<Reply<LessonDetail>, Fault>
where
    E: Endpoint<Path = LessonPath>,
    E::Body: Send,
{
    let hands = Hands {
        actor: input.actor()?.clone(),
        lesson: input.path.lesson,
        base: input.base_version()?,
        stamp: input.stamp,
        lang: input.lang,
    };
    let body = input.body;
    let detail = input.app.db.write(move |tx| act(&hands, tx, &body)).await?;
    Ok(reply(detail))
}

async fn save(input: In<SaveLesson>) -> Result<Reply<LessonDetail>, Fault> {
    change(input, Hands::save).await
}

async fn save_captions(input: In<SaveCaptions>) -> Result<Reply<LessonDetail>, Fault> {
    change(input, |hands, tx, new| hands.save_captions(tx, &new.text)).await
}

async fn submit(input: In<SubmitLesson>) -> Result<Reply<LessonDetail>, Fault> {
    change(input, |hands, tx, ()| {
        hands.step(tx, LessonEvent::Submit, None)
    })
    .await
}

async fn revise(input: In<ReviseLesson>) -> Result<Reply<LessonDetail>, Fault> {
    change(input, |hands, tx, ()| {
        hands.step(tx, LessonEvent::Revise, None)
    })
    .await
}

async fn publish(input: In<PublishLesson>) -> Result<Reply<LessonDetail>, Fault> {
    change(input, |hands, tx, ()| {
        hands.step(tx, LessonEvent::Publish, None)
    })
    .await
}

async fn return_to_author(input: In<ReturnToAuthor>) -> Result<Reply<LessonDetail>, Fault> {
    change(input, |hands, tx, why| {
        hands.step(tx, LessonEvent::Return, Some(&why.reason))
    })
    .await
}

async fn withdraw(input: In<WithdrawLesson>) -> Result<Reply<LessonDetail>, Fault> {
    change(input, |hands, tx, ()| {
        hands.step(tx, LessonEvent::Withdraw, None)
    })
    .await
}

async fn upload(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    answered(&req, take(&req, payload).await)
}

async fn take(req: &HttpRequest, payload: web::Payload) -> Result<HttpResponse, Fault> {
    let Gate {
        app,
        actor,
        stamp,
        renewed,
        ..
    } = enter(req, UploadFilm::ACCESS).await?;
    let hands = Hands {
        actor: actor.ok_or(ProblemCode::SignedOut)?,
        lesson: mount::path::<UploadFilm>(req)?.lesson,
        base: etag::if_match(req).ok_or(ProblemCode::VersionMissing)?,
        stamp,
        lang: lang(req),
    };
    // The right first: nobody sends 200 MB to a lesson that is not theirs.
    let asking = hands.clone();
    let limits = app
        .db
        .read(move |conn| {
            asking.may_edit(conn)?;
            limits::limits(conn, stamp.now.date())
        })
        .await?;
    let film = film::take(&app.films, payload, length(req), limits, hands.lang).await?;
    let saved = keep(&app, hands, film).await?;
    Ok(reply(saved).respond(renewed))
}

fn length(req: &HttpRequest) -> Option<u64> {
    let length = req.headers().get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

async fn keep(app: &App, hands: Hands, film: film::Shelved) -> Result<LessonDetail, Fault> {
    let film = std::sync::Arc::new(film);
    let content = film.sha256.clone();
    let is_known = || {
        let content = content.clone();
        app.db
            .read(move |conn| Ok::<_, Fault>(store::asset_of_content(conn, &content)?.is_some()))
    };
    let (hands, stored) = (std::sync::Arc::new(hands), film.clone());
    let write = async move {
        let once = || {
            let (hands, stored) = (hands.clone(), stored.clone());
            app.db.write(move |tx| hands.save_film(tx, &stored))
        };
        match once().await {
            // Another server took the same film in at the same moment: now it is known.
            Err(Fault::Db(DbError::Unique { .. })) => once().await,
            written => written,
        }
    };
    film::shelve(&app.films, &film, is_known, write).await
}
