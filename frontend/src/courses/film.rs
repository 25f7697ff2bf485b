//! The film: chosen, sent with its progress, checked by the server, and played.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    api::problem::Problem,
    courses::{
        endpoints::UploadFilm,
        types::{LessonDetail, LessonPath},
    },
};
use web_sys::File;

use super::{desk::Desk, lessons::length};
use crate::{
    api::{self, ApiError, Outgoing},
    form::Form,
    t,
    ui::{Actions, Button, Card, FileField, FormFrame, Icon, Kind, toast},
    upload::upload,
};

/// The card of the film.
#[component]
pub fn FilmCard(desk: Desk) -> impl IntoView {
    let form = Form::provide();
    let file = StoredValue::new_local(None::<File>);
    let chosen = RwSignal::new(String::new());
    let gone = RwSignal::new(None::<u32>);
    let on_file = Callback::new(move |picked: File| {
        chosen.set(t!(
            course_pages::film_chosen,
            picked.name(),
            megabytes(picked.size())
        ));
        file.set_value(Some(picked));
    });
    let send = Callback::new(move |()| {
        let Some(file) = file.get_value() else {
            return at_file(form, t!(course_pages::film_missing));
        };
        if form.busy.get_untracked() {
            return;
        }
        form.show(Vec::new());
        form.busy.set(true);
        gone.set(Some(0));
        spawn_local(async move {
            let answer = sent(desk, &file, gone).await;
            // The page may be gone by now; then there is nobody to tell.
            if form.busy.try_get_untracked().is_none() {
                return;
            }
            gone.set(None);
            match answer {
                Ok(detail) => {
                    form.busy.set(false);
                    desk.saw(&detail);
                    chosen.set(String::new());
                    toast(t!(course_pages::film_taken));
                }
                Err(error) => refused(form, error),
            }
        });
    });
    let player = move || desk.found.get().map(|found| player(&found));
    view! {
        <Card title=t!(course_pages::film)>
            {player}
            <FormFrame on_submit=send>
                <FileField
                    name="film"
                    label=t!(course_pages::film_file)
                    hint=Signal::stored(t!(course_pages::film_hint).to_owned())
                    accept="video/mp4,.mp4"
                    on_file
                />
                {move || gone.get().map(progress)}
                <p class="muted" role="status">{move || said(gone.get(), chosen.get())}</p>
                <Actions>
                    <Button
                        text=t!(course_pages::film_send)
                        icon=Icon::Upload
                        kind=Kind::Secondary
                        busy=form.busy
                        submit=true
                    />
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}

fn progress(gone: u32) -> AnyView {
    view! {
        <progress class="progress" max="100" value=gone.to_string() aria-label=t!(course_pages::film_going)></progress>
    }
    .into_any()
}

fn said(gone: Option<u32>, chosen: String) -> String {
    match gone {
        Some(100) => t!(course_pages::film_checked).to_owned(),
        // A screen reader hears every quarter, not every percent.
        Some(gone) => t!(course_pages::film_gone, gone / 25 * 25),
        None => chosen,
    }
}

/// The film with its captions; nothing before there is one.
pub fn player(found: &LessonDetail) -> AnyView {
    let Some(film) = &found.film else {
        return ().into_any();
    };
    let captions = found.captions_url.clone().map(|url| {
        view! { <track kind="captions" src=url srclang="zh-CN" label=t!(course_pages::captions) default/> }
    });
    view! {
        <video
            class="film"
            controls
            playsinline
            preload="metadata"
            src=film.video_url.clone()
            poster=film.poster_url.clone()
        >
            {captions}
        </video>
        <p class="small">
            {t!(
                course_pages::film_facts,
                length(film.duration_s),
                megabytes(as_float(film.video_bytes)),
                megabytes(as_float(film.audio_bytes))
            )}
        </p>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "a size for people")]
fn as_float(bytes: u64) -> f64 {
    bytes as f64
}

/// `18.3`.
fn megabytes(bytes: f64) -> String {
    format!("{:.1}", bytes / 1_048_576.0)
}

async fn sent(
    desk: Desk,
    file: &File,
    gone: RwSignal<Option<u32>>,
) -> Result<LessonDetail, ApiError> {
    let path: LessonPath = desk.path();
    let request = Outgoing {
        if_match: desk.etag(),
        ..Outgoing::of::<UploadFilm>(&path, &(), &())?
    };
    let raw = upload(request, file, move |percent| {
        gone.try_set(Some(percent));
    })
    .await?;
    api::decode(&raw.text)
}

/// What is wrong with the film stands at its field; everything else above.
fn refused(form: Form, error: ApiError) {
    form.busy.set(false);
    match error {
        ApiError::Problem(problem) if is_about_the_film(&problem) => {
            let first = problem.errors.first().map(|error| error.message.clone());
            at_file(form, &first.unwrap_or(problem.detail));
        }
        error => form.fail(error),
    }
}

fn is_about_the_film(problem: &Problem) -> bool {
    matches!(problem.status, 413 | 415 | 422)
}

fn at_file(form: Form, message: &str) {
    form.show(vec![tongyu_shared::api::problem::FieldProblem {
        field: "film".to_owned(),
        code: "film".to_owned(),
        message: message.to_owned(),
    }]);
}
