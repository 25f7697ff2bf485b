//! Writing 四到家. Where someone else was quicker, both versions stand side by side.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::org::{
    endpoints::{ReadSheet, WriteSheet},
    types::{SHEET_LINE_MAX, SchoolPath, SchoolSheet, SheetText},
};

use super::sheet::lines;
use crate::{
    api,
    form::Form,
    t,
    ui::{Actions, Button, Card, FormFrame, Kind, Notice, TextField, Tone, failure_words, toast},
};

/// The status of an edit that is based on an older version.
const STALE: u16 = 412;

/// The lines as they are typed.
#[derive(Clone, Copy)]
struct Lines {
    care: RwSignal<String>,
    policy: RwSignal<String>,
    opinions_sought: RwSignal<String>,
    resources: RwSignal<String>,
}

impl Lines {
    fn of(text: SheetText) -> Self {
        Self {
            care: RwSignal::new(text.care),
            policy: RwSignal::new(text.policy),
            opinions_sought: RwSignal::new(text.opinions_sought),
            resources: RwSignal::new(text.resources),
        }
    }

    fn text(self) -> SheetText {
        SheetText {
            care: self.care.get_untracked(),
            policy: self.policy.get_untracked(),
            opinions_sought: self.opinions_sought.get_untracked(),
            resources: self.resources.get_untracked(),
        }
    }

    fn show(self, text: SheetText) {
        self.care.set(text.care);
        self.policy.set(text.policy);
        self.opinions_sought.set(text.opinions_sought);
        self.resources.set(text.resources);
    }
}

/// The form.
#[component]
pub fn SheetForm(sheet: SchoolSheet, etag: String) -> impl IntoView {
    let form = Form::provide();
    let school = sheet.school;
    let typed = Lines::of(sheet.text);
    let base = RwSignal::new(etag);
    let theirs = RwSignal::new(None::<(SheetText, String)>);
    let save = Callback::new(move |()| {
        let etag = Some(base.get_untracked());
        form.send_if_match::<WriteSheet>(
            &SchoolPath { school },
            &typed.text(),
            etag,
            move |reply| {
                base.set(reply.etag.unwrap_or_default());
                theirs.set(None);
                toast(t!(import_pages::sheet_saved));
            },
        );
    });
    Effect::new(move |_| {
        if form
            .failure
            .with(|failure| failure.as_ref().is_some_and(|e| e.status() == STALE))
        {
            spawn_local(async move {
                match api::call::<ReadSheet>(&SchoolPath { school }, &(), &()).await {
                    Ok(now) => {
                        theirs.try_set(Some((now.value.text, now.etag.unwrap_or_default())));
                        // What to do about it stands above now.
                        form.failure.try_set(None);
                    }
                    Err(error) => toast(failure_words(&error).0),
                }
            });
        }
    });
    view! {
        {move || theirs.get().map(|other| choice(form, typed, base, theirs, other, save))}
        <div hidden=move || theirs.with(Option::is_some)>
            <Card>
                <FormFrame on_submit=save>
                    {line("care", t!(import_pages::sheet_care), typed.care)}
                    {line("policy", t!(import_pages::sheet_policy), typed.policy)}
                    {line("opinions_sought", t!(import_pages::sheet_opinions), typed.opinions_sought)}
                    {line("resources", t!(import_pages::sheet_resources), typed.resources)}
                    <Actions>
                        <Button text=t!(import_pages::sheet_save) busy=form.busy submit=true/>
                    </Actions>
                </FormFrame>
            </Card>
        </div>
    }
    .into_any()
}

fn line(name: &'static str, label: &'static str, value: RwSignal<String>) -> AnyView {
    let hint = Signal::stored(t!(import_pages::sheet_line, SHEET_LINE_MAX));
    view! { <TextField name label value hint optional=true/> }.into_any()
}

/// Both versions, and a press for either.
fn choice(
    form: Form,
    typed: Lines,
    base: RwSignal<String>,
    theirs: RwSignal<Option<(SheetText, String)>>,
    (text, etag): (SheetText, String),
    save: Callback<()>,
) -> AnyView {
    let now = etag.clone();
    let mine = Callback::new(move |()| {
        base.set(now.clone());
        save.run(());
    });
    let other = text.clone();
    let take = Callback::new(move |()| {
        base.set(etag.clone());
        typed.show(other.clone());
        theirs.set(None);
    });
    let (yours, present) = (lines(&typed.text()), lines(&text));
    view! {
        <Notice tone=Tone::Warn text=t!(import_pages::sheet_changed)/>
        <p class="import-lead">{t!(import_pages::sheet_changed_what)}</p>
        <div class="import-sides">
            <Card title=t!(import_pages::sheet_yours)>
                {yours}
                <Actions>
                    <Button text=t!(import_pages::sheet_keep_yours) busy=form.busy on_press=mine/>
                </Actions>
            </Card>
            <Card title=t!(import_pages::sheet_theirs)>
                {present}
                <Actions>
                    <Button
                        text=t!(import_pages::sheet_take_theirs)
                        kind=Kind::Secondary
                        on_press=take
                    />
                </Actions>
            </Card>
        </div>
    }
    .into_any()
}
