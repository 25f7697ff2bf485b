//! Captions: a WebVTT file, or its text, which can be mended here.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::courses::{endpoints::SaveCaptions, types::NewCaptions};

use super::desk::Desk;
use crate::{
    form::Form,
    t,
    ui::{Actions, Button, Card, FileField, FormFrame, Kind, TextArea, toast},
    upload::text_of,
};

/// The card of the captions.
#[component]
pub fn Captions(desk: Desk) -> impl IntoView {
    let form = Form::provide();
    let found = desk.found.get_untracked();
    let kept = found.and_then(|found| found.captions.clone());
    let text = RwSignal::new(kept.unwrap_or_default());
    let on_file = Callback::new(move |file: web_sys::File| {
        spawn_local(async move {
            if let Some(read) = text_of(&file).await {
                text.try_set(read);
                form.touched("text");
            }
        });
    });
    let save = Callback::new(move |()| {
        let body = NewCaptions {
            text: text.get_untracked(),
        };
        form.send_if_match::<SaveCaptions>(&desk.path(), &body, desk.etag(), move |reply| {
            desk.saw(&reply.value);
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
                />
                <Actions>
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
