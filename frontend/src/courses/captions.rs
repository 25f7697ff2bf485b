//! Captions: a WebVTT file, or its text, which can be mended here.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::courses::{
    endpoints::SaveCaptions,
    types::{LessonDetail, NewCaptions},
};

use super::{at_work::AtWork, desk::Desk};
use crate::{
    form::Form,
    offline::DraftKind,
    t,
    ui::{Actions, Button, Card, FileField, FormFrame, Kind, TextArea, toast},
    upload::text_of,
};

fn of(found: &LessonDetail) -> String {
    found.captions.clone().unwrap_or_default()
}

/// The card of the captions.
#[component]
pub fn Captions(desk: Desk) -> impl IntoView {
    let form = Form::provide();
    let found = desk.found.get_untracked();
    let text = RwSignal::new(found.map_or_else(String::new, |found| of(&found)));
    let at_work = AtWork::new(
        DraftKind::Captions,
        desk,
        of,
        Callback::new(move |()| text.get_untracked()),
        Callback::new(move |kept| text.set(kept)),
        RwSignal::new(false),
    );
    desk.look_again(form);
    let save = Callback::new(move |()| {
        let body = NewCaptions {
            text: text.get_untracked(),
        };
        let sent = at_work.keeper.sent();
        form.send_if_match::<SaveCaptions>(&desk.path(), &body, desk.etag(), move |reply| {
            desk.saw(&reply.value);
            at_work.saved(sent, of(&reply.value));
            toast(t!(course_pages::captions_saved));
        });
    });
    view! {
        <Card title=t!(course_pages::captions)>
            <FormFrame on_submit=save>
                {at_work.question(newer)}
                {fields(form, text, at_work)}
                <Actions note=move || at_work.note()>
                    <Button
                        text=t!(course_pages::captions_save)
                        kind=Kind::Secondary
                        busy=form.busy
                        disabled=at_work.overtaken()
                        submit=true
                    />
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}

fn fields(form: Form, text: RwSignal<String>, at_work: AtWork) -> AnyView {
    let keep = Callback::new(move |()| at_work.keep());
    let on_file = Callback::new(move |file: web_sys::File| {
        spawn_local(async move {
            // The page may be gone before the file is read.
            if let Some(read) = text_of(&file).await
                && text.try_set(read).is_none()
            {
                form.touched("text");
                keep.run(());
            }
        });
    });
    view! {
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
    }
    .into_any()
}

fn newer(_: &str, newer: &str) -> (String, AnyView) {
    let text = view! { <pre class="captions">{newer.to_owned()}</pre> };
    (t!(course_pages::captions).to_owned(), text.into_any())
}
