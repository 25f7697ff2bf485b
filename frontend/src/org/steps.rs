//! How far an import has come: 上传 → 对列 → 试运行 → 写入.

use leptos::prelude::*;

use crate::{
    t,
    ui::{Icon, IconView},
};

/// A step of an import.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The file is to be sent.
    Upload,
    /// Columns are to be matched.
    Columns,
    /// The rows are checked.
    DryRun,
    /// Everything is done.
    Done,
}

/// The four steps with the present one marked.
pub fn steps(at: At) -> AnyView {
    let items = [
        (At::Upload, t!(import_pages::step_upload)),
        (At::Columns, t!(import_pages::step_columns)),
        (At::DryRun, t!(import_pages::step_dry_run)),
        (At::Done, t!(import_pages::step_apply)),
    ]
    .into_iter()
    .map(|(step, word)| {
        let done = step < at || at == At::Done;
        let current = (step == at && !done).then_some("step");
        view! {
            <li class=if done { "done" } else { "" } aria-current=current>
                {done.then(|| view! { <IconView icon=Icon::Check/> })}
                <span>{word}</span>
            </li>
        }
    })
    .collect_view();
    view! { <ol class="import-steps" aria-label=t!(import_pages::steps)>{items}</ol> }.into_any()
}
