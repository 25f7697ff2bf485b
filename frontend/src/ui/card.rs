//! A card: one topic with its heading.

use leptos::prelude::*;

/// A section on its own ground.
#[component]
pub fn Card(
    /// Its heading.
    #[prop(into, optional)]
    title: Option<Signal<String>>,
    /// What stands to the right of the heading.
    #[prop(into, optional)]
    side: Option<ViewFn>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card">
            {title
                .map(|title| {
                    view! {
                        <div class="card-head">
                            <h2>{title}</h2>
                            {side.map(|side| side.run())}
                        </div>
                    }
                })}
            {children()}
        </section>
    }
    .into_any()
}
