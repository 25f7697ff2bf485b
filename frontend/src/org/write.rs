//! Writing the accepted rows: one button, and a question that names the number.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::org::{
    endpoints::ApplyImport,
    import::{ImportPath, ImportSummary},
};

use crate::{
    api::{self, ApiError},
    form::Form,
    t,
    ui::{Actions, Button, Dialog, Icon, Kind, Notice, NumberField, Tone, failure_words},
};

/// From so many people on the number must be typed.
const TYPED_FROM: u32 = 100;

/// The button with its question.
#[component]
pub fn Write(import: ImportSummary, etag: Option<String>) -> impl IntoView {
    let ImportSummary {
        id,
        file_name,
        school_name,
        counts,
        ..
    } = import;
    let count = counts.accepted;
    if count == 0 {
        return view! { <Notice tone=Tone::Warn text=t!(import_pages::write_nothing)/> }.into_any();
    }
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    let refused = counts.refused;
    let ask = t!(import_pages::write_ask, &file_name, count, &school_name);
    let path = StoredValue::new(ImportPath { import: id });
    let etag = StoredValue::new(etag.unwrap_or_default());
    let write = Callback::new(move |()| {
        asking.set(false);
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let (path, etag) = (path.get_value(), etag.get_value());
            let answer = api::call_if_match::<ApplyImport>(&path, &(), etag).await;
            busy.try_set(false);
            // The page may be gone by now; what was written stands in the import.
            failure.try_set(answer.err());
        });
    });
    view! {
        <Actions>
            <Button
                text=t!(import_pages::write, count)
                icon=Icon::Check
                busy
                on_press=Callback::new(move |()| asking.set(true))
            />
        </Actions>
        <p class="muted" role="status">
            {move || busy.get().then(|| t!(import_pages::writing))}
        </p>
        {move || failure.get().map(|error| failed(&error))}
        <Dialog title=t!(import_pages::write, count) open=asking>
            <p>{ask.clone()}</p>
            {(refused > 0).then(|| view! { <p>{t!(import_pages::write_refused, refused)}</p> })}
            <Confirm count on_yes=write on_no=Callback::new(move |()| asking.set(false))/>
        </Dialog>
    }
    .into_any()
}

fn failed(error: &ApiError) -> AnyView {
    let (title, advice) = failure_words(error);
    view! { <Notice tone=Tone::Bad text=[title.as_str(), " ", &advice].concat()/> }.into_any()
}

#[component]
fn Confirm(count: u32, on_yes: Callback<()>, on_no: Callback<()>) -> impl IntoView {
    let form = Form::provide();
    let typed = RwSignal::new(String::new());
    let wanted = count.to_string();
    let yes = Callback::new(move |()| {
        if count < TYPED_FROM || typed.with_untracked(|typed| typed.trim() == wanted) {
            on_yes.run(());
        } else {
            form.show(vec![tongyu_shared::api::problem::FieldProblem {
                field: "count".to_owned(),
                code: "differs".to_owned(),
                message: t!(import_pages::write_type_wrong, count),
            }]);
        }
    });
    view! {
        {(count >= TYPED_FROM)
            .then(|| {
                view! {
                    <NumberField
                        name="count"
                        label=t!(import_pages::write_type, count)
                        value=typed
                    />
                }
            })}
        <Actions>
            <Button text=t!(import_pages::write, count) on_press=yes/>
            <Button text=t!(ui::cancel) kind=Kind::Secondary on_press=on_no/>
        </Actions>
    }
    .into_any()
}
