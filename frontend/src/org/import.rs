//! An import on its way: columns, the result of the dry run, the rows to look at, and writing.

use leptos::prelude::*;
use tongyu_shared::{
    ids::ImportId,
    org::{
        endpoints::ReadImport,
        import::{ImportPath, ImportState, ImportSummary},
        sheet::{SheetCounts, SheetKind},
    },
};

use super::{
    applied::applied,
    columns::Columns,
    problems::Problems,
    steps::{At, steps},
    view::missing,
    write::Write,
};
use crate::{
    i18n::lang,
    load::load,
    t,
    ui::{Card, Heading, Icon, Kind, LinkButton, Notice, Tone},
};

/// The page `/desk/imports/{id}`.
#[component]
pub fn ImportPage(import: ImportId) -> impl IntoView {
    let found = load::<ReadImport>(move || (ImportPath { import }, ()));
    found.view(6, move |import| page(&import, found.etag()))
}

fn page(import: &ImportSummary, etag: Option<String>) -> AnyView {
    let kind = match import.kind {
        SheetKind::Roster => t!(import_pages::kind_roster),
        SheetKind::Staff => t!(import_pages::kind_staff),
    };
    let sub = [kind, " · ", &import.school_name].concat();
    let (at, body) = if import.state == ImportState::Applied {
        (At::Done, applied(import))
    } else if missing(&import.columns, lang()).is_empty() {
        (At::DryRun, checked(import, etag))
    } else {
        (At::Columns, unmatched(import, etag))
    };
    view! {
        <Heading title=import.file_name.clone() sub=sub/>
        {steps(at)}
        {body}
    }
    .into_any()
}

fn unmatched(import: &ImportSummary, etag: Option<String>) -> AnyView {
    let fields = missing(&import.columns, lang()).join(t!(visits::list_comma));
    let import = import.clone();
    view! {
        <Notice tone=Tone::Warn text=t!(import_pages::columns_missing, fields)/>
        <Columns import etag/>
    }
    .into_any()
}

fn checked(import: &ImportSummary, etag: Option<String>) -> AnyView {
    let (import, columns_etag) = (import.clone(), etag.clone());
    let problems = (import.counts.warned + import.counts.refused > 0).then(|| problems(&import));
    let result = view! {
        {sum(import.counts)}
        <Write import=import.clone() etag/>
    };
    view! {
        <Card title=t!(import_pages::counts)>{result}</Card>
        {problems}
        <Columns import etag=columns_etag/>
    }
    .into_any()
}

fn problems(found: &ImportSummary) -> AnyView {
    let (import, headers) = (found.id, found.headers.clone());
    let href = ["/api/v1/imports/", &import.to_string(), "/workbook"].concat();
    view! {
        <Card title=t!(import_pages::problems)>
            <p class="muted import-lead">{t!(import_pages::download_what)}</p>
            <LinkButton
                text=t!(import_pages::download)
                href
                icon=Icon::Download
                kind=Kind::Secondary
                external=true
            />
            <Problems import headers/>
        </Card>
    }
    .into_any()
}

/// The sum that shows where every row went.
fn sum(counts: SheetCounts) -> AnyView {
    let SheetCounts {
        read,
        accepted,
        warned,
        refused,
        blank,
    } = counts;
    let part = |sign: &'static str, number: u32, word: &'static str| {
        view! {
            {(!sign.is_empty()).then(|| view! { <i>{sign}</i> })}
            <span>
                <b class="figure">{number}</b>
                {word}
            </span>
        }
    };
    view! {
        <p class="sr">{t!(import_pages::counts_sum, read, accepted, refused, blank)}</p>
        <div class="import-sum" aria-hidden="true">
            {part("", read, t!(import_pages::read))}
            {part("=", accepted, t!(import_pages::accepted))}
            {part("+", refused, t!(import_pages::refused))}
            {part("+", blank, t!(import_pages::blank))}
        </div>
        {(warned > 0).then(|| view! { <p>{t!(import_pages::warned, warned)}</p> })}
        <p class="small">{t!(import_pages::nothing_written)}</p>
    }
    .into_any()
}
