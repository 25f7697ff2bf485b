//! Holders from before: a sheet, its dry run, and a second person who confirms it.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    api::problem::ProblemCode,
    certification::{
        certificates::{
            endpoints::{ConfirmLegacyHolders, ReadLegacyHolders, UploadLegacyHolders},
            legacy::{HolderLink, LegacyBatch, LegacyFile, LegacyPath, LegacyRow, LegacyState},
        },
        words,
    },
    ids::LegacyId,
};

use super::view::{crumbs, day};
use crate::{
    act::{Act, etag},
    api::{self, ApiError, Outgoing},
    form::Form,
    i18n::lang,
    load::load,
    route, t,
    ui::{
        Actions, Button, Card, Crumbs, FileField, FormFrame, Heading, Icon, Kind, LinkButton,
        Notice, Row, Rows, Tag, Tone,
    },
    upload::upload_quietly,
};

/// The page `/desk/certification/legacy`.
#[component]
pub fn LegacyPage() -> impl IntoView {
    let form = Form::provide();
    let file = StoredValue::new_local(None::<web_sys::File>);
    let chosen = RwSignal::new(String::new());
    let on_file = Callback::new(move |picked: web_sys::File| {
        chosen.set(picked.name());
        file.set_value(Some(picked));
    });
    let send = Callback::new(move |()| {
        let Some(file) = file.get_value() else {
            return super::wrong(form, "file", t!(import_pages::file_missing));
        };
        if form.busy.get_untracked() {
            return;
        }
        form.show(Vec::new());
        form.busy.set(true);
        spawn_local(async move {
            match sent(&file).await {
                Ok(batch) => {
                    form.busy.try_set(false);
                    route::go(&href(batch.id));
                }
                Err(error) if form.busy.try_get_untracked().is_some() => refused(form, error),
                Err(_) => {}
            }
        });
    });
    view! {
        <div class="narrow">
            <Crumbs above=crumbs(None)/>
            <Heading title=t!(certification_pages::legacy) sub=t!(certification_pages::legacy_sub)/>
            <Card>
                <FormFrame on_submit=send>
                    <FileField
                        name="file"
                        label=t!(import_pages::file)
                        hint=Signal::stored(t!(certification_pages::legacy_hint).to_owned())
                        accept=".xlsx,.xls,.csv"
                        on_file
                    />
                    <p class="muted" role="status">{chosen}</p>
                    <Actions>
                        <Button
                            text=t!(import_pages::upload)
                            icon=Icon::Upload
                            busy=form.busy
                            submit=true
                        />
                    </Actions>
                </FormFrame>
            </Card>
            <Notice text=t!(certification_pages::legacy_second)/>
        </div>
    }
    .into_any()
}

fn href(batch: LegacyId) -> String {
    ["/desk/certification/legacy/", &batch.to_string()].concat()
}

async fn sent(file: &web_sys::File) -> Result<LegacyBatch, ApiError> {
    let query = LegacyFile { name: file.name() };
    let request = Outgoing::of::<UploadLegacyHolders>(&(), &query, &())?;
    api::decode(&upload_quietly(request, file).await?.text)
}

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
            super::wrong(form, "file", &problem.detail);
        }
        error => form.fail(error),
    }
}

/// The page `/desk/certification/legacy/{id}`.
#[component]
pub fn LegacyBatchPage(batch: LegacyId) -> impl IntoView {
    let found = load::<ReadLegacyHolders>(move || (LegacyPath { batch }, ()));
    let title = Memo::new(move |_| {
        found.get().map(|found| {
            let sub = t!(certification_pages::uploaded_by, &found.uploaded_by);
            (found.file_name.clone(), sub)
        })
    });
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub/> })
    };
    view! {
        <Crumbs above=crumbs(None)/>
        {heading}
        {found.view(6, |found| body(&found))}
    }
    .into_any()
}

fn body(found: &LegacyBatch) -> AnyView {
    let rows = found.rows.iter().map(row).collect_view();
    view! {
        {state(found)}
        <Card title=t!(certification_pages::legacy_sum, found.good, found.refused)>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

/// A sentence about the certificates that come over, with one about those that get their holder.
fn told(found: &LegacyBatch, new: impl Fn(u32) -> String) -> String {
    let gives = |row: &&LegacyRow| row.faults.is_empty() && row.holder == HolderLink::Supplied;
    let supplied = found.rows.iter().filter(gives).count();
    let supplied = u32::try_from(supplied).unwrap_or(u32::MAX);
    let mut said = new(found.good.saturating_sub(supplied));
    if supplied > 0 {
        said.push_str(&t!(certification_pages::legacy_supplied, supplied));
    }
    said
}

fn state(found: &LegacyBatch) -> AnyView {
    let found = found.clone();
    if found.state == LegacyState::Confirmed {
        let done = told(&found, |new| t!(certification_pages::legacy_done, new));
        return view! {
            <Notice tone=Tone::Ok text=done>
                <LinkButton
                    text=t!(certification_pages::certificates)
                    href="/desk/certification/certificates"
                    kind=Kind::Secondary
                />
            </Notice>
        }
        .into_any();
    }
    if !found.may_confirm {
        return view! {
            <Notice tone=Tone::Info text=t!(certification_pages::legacy_waits)/>
        }
        .into_any();
    }
    let act = Act::new();
    let (batch, version) = (found.id, found.version);
    let press = Callback::new(move |()| {
        act.send::<ConfirmLegacyHolders>(&LegacyPath { batch }, &(), etag(version), |_| {});
    });
    let what = told(&found, |new| {
        t!(certification_pages::legacy_confirm_what, new)
    });
    view! {
        {act.refusal()}
        <Card>
            <p>{what}</p>
            <Actions>
                <Button
                    text=t!(certification_pages::legacy_confirm, found.good)
                    busy=act.busy
                    on_press=press
                />
            </Actions>
        </Card>
    }
    .into_any()
}

fn row(row: &LegacyRow) -> AnyView {
    let level = row.level.map(|level| words::level(lang(), level));
    let note = [Some(row.school.as_str()), level]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let what = if row.messages.is_empty() {
        let issued = row.issued_on.map(day);
        [Some(row.number.clone()), issued, row.note.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    } else {
        row.messages.join(t!(certification::list_separator))
    };
    let detail = [t!(certification_pages::row_number, row.row), what].join(" · ");
    let (text, tone) = match (row.faults.is_empty(), row.holder) {
        (false, _) => (t!(certification_pages::row_refused), Tone::Bad),
        (true, HolderLink::Supplied) => (t!(certification_pages::row_supplies), Tone::Ok),
        (true, _) => (t!(certification_pages::row_good), Tone::Ok),
    };
    view! {
        <Row who=row.name.clone() note detail>
            <Tag text tone/>
        </Row>
    }
    .into_any()
}
