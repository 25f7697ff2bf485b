//! The first step: which list, which file.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    access::Action,
    api::problem::{FieldProblem, ProblemCode},
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
    upload::upload_quietly,
};

/// The page `/desk/schools/{id}/imports/new`.
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
        chosen.set(t!(import_pages::chosen, picked.name(), size(picked.size())));
        file.set_value(Some(picked));
    });
    let send = Callback::new(move |()| {
        let Some(file) = file.get_value() else {
            return at_file(form, "required", t!(import_pages::file_missing));
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
                    route::go(&["/desk/imports/", &import.id.to_string()].concat());
                }
                // The page may be gone by now; then there is nobody to tell.
                Err(error) if form.busy.try_get_untracked().is_some() => refused(form, error),
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

/// A size for people, of a file of that many bytes: `812 KB`, `34.3 MB`.
fn size(bytes: f64) -> String {
    let kilobytes = (bytes / 1024.0).ceil();
    if kilobytes < 1024.0 {
        format!("{kilobytes:.0} KB")
    } else {
        format!("{:.1} MB", kilobytes / 1024.0)
    }
}

/// Why the file was not taken: at its field where the file is what is wrong.
fn refused(form: Form, error: ApiError) {
    use ProblemCode as C;
    form.busy.set(false);
    match error {
        ApiError::Problem(problem)
            if matches!(
                problem.code,
                C::UnreadableSheet | C::TooLarge | C::UnsupportedType
            ) =>
        {
            at_file(form, problem.code.as_str(), &problem.detail);
        }
        error => form.fail(error),
    }
}

fn at_file(form: Form, code: &str, message: &str) {
    form.show(vec![FieldProblem {
        field: "file".to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
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
    api::decode(&upload_quietly(request, file).await?.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_the_unit_that_people_read() {
        for (bytes, told) in [
            (0.0, "0 KB"),
            (1.0, "1 KB"),
            (812.0 * 1024.0, "812 KB"),
            (1024.0 * 1024.0, "1.0 MB"),
            (35157.0 * 1024.0, "34.3 MB"),
        ] {
            assert_eq!(size(bytes), told);
        }
    }
}
