//! A table for the desktop: header and first column stay in sight, the rest scrolls by itself.

use leptos::prelude::*;

/// A table with its caption; the rows are `<tr>` whose first cell is `<th scope="row">`.
#[component]
pub fn Table(
    /// What it shows.
    #[prop(into)]
    caption: Signal<String>,
    /// The heads of its columns.
    heads: Vec<String>,
    /// Which columns hold numbers; their cells carry the class `num`.
    #[prop(optional)]
    numbers: &'static [usize],
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heads = heads
        .into_iter()
        .enumerate()
        .map(|(column, head)| {
            let class = if numbers.contains(&column) { "num" } else { "" };
            view! { <th scope="col" class=class>{head}</th> }
        })
        .collect_view();
    view! {
        <div class="table" tabindex="0" role="region" aria-label=caption>
            <table>
                <caption class="sr">{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
