//! The rows to look at, with the reason for each, page by page.

use leptos::prelude::*;
use tongyu_shared::{
    api::page::PageQuery,
    ids::ImportId,
    org::{
        endpoints::ListImportProblems,
        import::{ImportPath, ImportProblem},
        sheet::ProblemSeverity,
    },
};

use super::view::letters;
use crate::{
    load::load_once,
    pages::Further,
    t,
    ui::{Row, Rows, Tag, Tone},
};

/// The list. It is drawn anew with each column match, so it need not follow writes.
#[component]
pub fn Problems(import: ImportId, headers: Vec<String>) -> impl IntoView {
    let path = ImportPath { import };
    let first =
        load_once::<ListImportProblems>(move || (ImportPath { import }, PageQuery::default()));
    let further = Further::behind(first);
    let headers = StoredValue::new(headers);
    let row = move |found: &ImportProblem| headers.with_value(|headers| row(found, headers));
    first.view(5, move |page| {
        let rows = page.items.iter().map(row).collect_view();
        let more =
            further.more::<ListImportProblems>(path, |after| PageQuery { after: Some(after) });
        view! {
            <Rows>
                {rows} {move || further.items.with(|items| items.iter().map(row).collect_view())}
            </Rows>
            {more}
        }
        .into_any()
    })
}

fn row(found: &ImportProblem, headers: &[String]) -> AnyView {
    let problem = &found.problem;
    let (word, tone) = match problem.severity {
        ProblemSeverity::Refused => (t!(import_pages::result_refused), Tone::Bad),
        ProblemSeverity::Warning => (t!(import_pages::result_warning), Tone::Warn),
    };
    let column = problem
        .column
        .map(|column| place(column, headers))
        .unwrap_or_default();
    let who = t!(import_pages::row, problem.row);
    view! {
        <Row who note=column detail=found.message.clone()>
            <Tag text=word tone/>
        </Row>
    }
    .into_any()
}

/// A column by its letters and its own heading.
fn place(column: u32, headers: &[String]) -> String {
    let heading = usize::try_from(column).ok().and_then(|at| headers.get(at));
    let heading = heading.map(|text| text.split_whitespace().collect::<String>());
    t!(
        import_pages::at_column,
        letters(column),
        heading.unwrap_or_default()
    )
}
