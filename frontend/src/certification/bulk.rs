//! What became of each row of a bulk step: the sums, and the rows that were refused with why.

use leptos::prelude::*;
use tongyu_shared::{
    certification::types::{BulkReply, RowOutcome},
    ids::ApplicationId,
};

use crate::{
    t,
    ui::{Notice, Tone},
};

/// What a bulk step came to. `name` tells who an application belongs to.
pub fn outcome(reply: &BulkReply, name: impl Fn(ApplicationId) -> String) -> AnyView {
    let (done, unchanged, refused) = counts(reply);
    let tone = if refused > 0 { Tone::Warn } else { Tone::Ok };
    let rows = reply
        .rows
        .iter()
        .filter_map(|row| {
            let message = row.message.clone()?;
            Some(view! { <li><b>{name(row.application)}</b> " " {message}</li> })
        })
        .collect_view();
    view! {
        <Notice tone text=t!(certification_pages::bulk_sum, done, unchanged, refused)>
            <ul class="bulk-rows">{rows}</ul>
        </Notice>
    }
    .into_any()
}

/// How many rows were done, were so already, and were refused.
pub fn counts(reply: &BulkReply) -> (usize, usize, usize) {
    let of = |outcome| {
        reply
            .rows
            .iter()
            .filter(|row| row.outcome == outcome)
            .count()
    };
    (
        of(RowOutcome::Done),
        of(RowOutcome::Unchanged),
        of(RowOutcome::Refused),
    )
}
