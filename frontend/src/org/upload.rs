//! The first step: which list, which file.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    access::Action,
    ids::NodeId,
    org::{
        endpoints::UploadSheet,
        import::{ImportQuery, ImportSummary},
        sheet::SheetKind,
        types::SchoolPath,
    },
};

use super::{
    schools::name_of,
    steps::{At, steps},
};
use crate::{
    api::{self, ApiError, Outgoing},
    form::Form,
    route, t,
    ui::{
        Actions, Button, Card, Chips, Choice, FileField, FormFrame, Heading, Icon, NotFound, Notice,
    },
};

/// The page `/schools/{id}/imports/new`.
#[component]
pub fn NewImport(school: NodeId) -> impl IntoView {
    let Some(name) = name_of(school, Action::RosterImport) else {
        return view! { <NotFound/> }.into_any();
    };
    view! {
        <div class="narrow">
            <Heading title=t!(import_pages::title) sub=name/>
            {steps(At::Upload)}
            <Card>
                <UploadForm school/>
            </Card>
            <Notice text=t!(import_pages::before)/>
            <p class="small">{t!(import_pages::additive)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn UploadForm(school: NodeId) -> impl IntoView {
    let form = Form::provide();
    let kind = RwSignal::new(SheetKind::Roster.to_string());
    let file = StoredValue::new_local(None::<web_sys::File>);
    let chosen = RwSignal::new(String::new());
    let on_file = Callback::new(move |picked: web_sys::File| {
        let size = format!("{:.0}", (picked.size() / 1024.0).ceil());
        chosen.set(t!(import_pages::chosen, picked.name(), size));
        file.set_value(Some(picked));
    });
    let send = Callback::new(move |()| {
        let Some(file) = file.get_value() else {
            return missing(form);
        };
        if form.busy.get_untracked() {
            return;
        }
        let kind = kind.with_untracked(|kind| kind.parse().unwrap_or(SheetKind::Roster));
        form.show(Vec::new());
        form.busy.set(true);
        spawn_local(async move {
            match sent(school, kind, &file).await {
                Ok(import) => {
                    form.busy.try_set(false);
                    route::go(&["/imports/", &import.id.to_string()].concat());
                }
                // The page may be gone by now; then there is nobody to tell.
                Err(error) if form.busy.try_get_untracked().is_some() => form.fail(error),
                Err(_) => {}
            }
        });
    });
    let kinds = vec![
        Choice::new(SheetKind::Roster.as_str(), t!(import_pages::kind_roster)),
        Choice::new(SheetKind::Staff.as_str(), t!(import_pages::kind_staff)),
    ];
    view! {
        <FormFrame on_submit=send>
            <Chips name="kind" legend=t!(import_pages::kind) choices=kinds value=kind/>
            <FileField
                name="file"
                label=t!(import_pages::file)
                hint=Signal::stored(t!(import_pages::file_hint).to_owned())
                accept=".xlsx,.xls,.csv"
                on_file
            />
            <p class="muted" role="status">
                {move || if form.busy.get() { t!(import_pages::uploading).to_owned() } else { chosen.get() }}
            </p>
            <Actions>
                <Button text=t!(import_pages::upload) icon=Icon::Upload busy=form.busy submit=true/>
            </Actions>
        </FormFrame>
    }
    .into_any()
}

fn missing(form: Form) {
    form.show(vec![tongyu_shared::api::problem::FieldProblem {
        field: "file".to_owned(),
        code: "required".to_owned(),
        message: t!(import_pages::file_missing).to_owned(),
    }]);
}

async fn sent(
    school: NodeId,
    kind: SheetKind,
    file: &web_sys::File,
) -> Result<ImportSummary, ApiError> {
    let query = ImportQuery {
        kind,
        name: file.name(),
    };
    let request = Outgoing::of::<UploadSheet>(&SchoolPath { school }, &query, &())?;
    api::decode(&api::upload(request, file).await?.text)
}
