//! Captions: a WebVTT file, or its text, which can be mended here.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::courses::{endpoints::SaveCaptions, types::NewCaptions};

use super::desk::Desk;
use crate::{
    form::Form,
    offline::draft::{Keeper, Kept},
    session::Session,
    t,
    ui::{Actions, Button, Card, FileField, FormFrame, KeptNote, Kind, TextArea, toast},
    upload::text_of,
};

/// The card of the captions.
#[component]
pub fn Captions(desk: Desk) -> impl IntoView {
    let form = Form::provide();
    let found = desk.found.get_untracked();
    let kept = found.and_then(|found| found.captions.clone());
    let text = RwSignal::new(kept.unwrap_or_default());
    let key = ["captions:", &desk.lesson.to_string()].concat();
    let keeper = Keeper::new(Session::get().user(), key);
    spawn_local(async move {
        if let Some(draft) = keeper.restore().await
            && keeper.kept.try_get_untracked() == Some(Kept::Nothing)
        {
            text.try_set(draft);
        }
    });
    let keep = Callback::new(move |()| keeper.keep(text.get_untracked()));
    let on_file = Callback::new(move |file: web_sys::File| {
        spawn_local(async move {
            if let Some(read) = text_of(&file).await {
                text.try_set(read);
                form.touched("text");
                keep.try_run(());
            }
        });
    });
    let save = Callback::new(move |()| {
        let body = NewCaptions {
            text: text.get_untracked(),
        };
        let sent = body.text.clone();
        form.send_if_match::<SaveCaptions>(&desk.path(), &body, desk.etag(), move |reply| {
            desk.saw(&reply.value);
            if text.get_untracked() == sent {
                keeper.saved();
            }
            toast(t!(course_pages::captions_saved));
        });
    });
    view! {
        <Card title=t!(course_pages::captions)>
            <FormFrame on_submit=save>
                <FileField
                    name="captions_file"
                    label=t!(course_pages::captions_file)
                    accept=".vtt,text/vtt"
                    on_file
                />
                <TextArea
                    name="text"
                    label=t!(course_pages::captions_text)
                    hint=Signal::stored(t!(course_pages::captions_hint).to_owned())
                    value=text
                    optional=true
                    on_change=keep
                />
                <Actions note=move || view! { <KeptNote kept=keeper.kept/> }>
                    <Button
                        text=t!(course_pages::captions_save)
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
