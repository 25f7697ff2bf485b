//! The foot of every page: the filing number and the address for complaints.

use leptos::prelude::*;

use crate::t;

/// What the site says about itself; a context of the whole app. Empty parts are left out.
#[derive(Clone, Copy)]
pub struct Site {
    /// The city's name.
    pub city: RwSignal<String>,
    /// 备案编号.
    pub filing: RwSignal<String>,
    /// Where to complain or suggest: a telephone number or an address.
    pub complaints: RwSignal<String>,
    /// Whether this is the demo city.
    pub demo: RwSignal<bool>,
}

/// The foot of the page.
#[component]
pub fn Footer() -> impl IntoView {
    let site = expect_context::<Site>();
    let line = |text: String| view! { <span>{text}</span> };
    view! {
        <footer class="footer small">
            <span class="pair">{site.city}</span>
            <span>{t!(ui::promise)}</span>
            {move || Some(site.filing.get()).filter(|f| !f.is_empty()).map(|f| line(t!(ui::filing, f)))}
            {move || {
                Some(site.complaints.get())
                    .filter(|c| !c.is_empty())
                    .map(|c| line(t!(ui::complaints, c)))
            }}
        </footer>
    }
    .into_any()
}
