//! The app: contexts, the frame around every page, and which page answers which path.

use leptos::{mount::mount_to_body, prelude::*};
use leptos_router::components::Router;

use crate::{
    me::MePage,
    nav::Nav,
    prefs::Prefs,
    route,
    session::Session,
    t,
    ui::{Announcer, Button, Dialog, Footer, Kind, Masked, NotFound, Site, Toasts},
    writes,
};

/// Takes the place of the first paint.
pub fn start() {
    mount_to_body(App);
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}

#[component]
fn App() -> impl IntoView {
    let prefs = Prefs::provide();
    Session::provide();
    writes::provide();
    provide_context(Announcer(RwSignal::new(String::new())));
    provide_context(Masked(RwSignal::new(false)));
    provide_context(Site {
        filing: RwSignal::new(String::new()),
        complaints: RwSignal::new(String::new()),
    });
    view! {
        <Router>
            {
                let path = route::provide();
                // Another language draws everything anew: strings are plain values.
                move || {
                    crate::i18n::speak(prefs.lang.get());
                    view! { <Frame path/> }
                }
            }
        </Router>
    }
    .into_any()
}

#[component]
fn Frame(path: Memo<String>) -> impl IntoView {
    let Announcer(said) = expect_context();
    view! {
        <a class="skip" href="#main">{t!(ui::skip)}</a>
        <div class="frame">
            <Nav path/>
            <div class="page">
                <main id="main">{move || page(&path.get())}</main>
                <Footer/>
            </div>
        </div>
        <p class="sr" aria-live="polite">{said}</p>
        <Toasts/>
        <SignedOut/>
    }
    .into_any()
}

/// The page at `path`. Each room answers for its own paths.
fn page(path: &str) -> AnyView {
    match route::segments(path).as_slice() {
        ["me"] => view! { <MePage/> }.into_any(),
        #[cfg(feature = "gallery")]
        ["gallery"] => view! { <crate::gallery::GalleryPage/> }.into_any(),
        _ => view! { <NotFound/> }.into_any(),
    }
}

/// The sheet over the page when the session ended: no text is lost.
#[component]
fn SignedOut() -> impl IntoView {
    let ended = Session::get().ended;
    view! {
        <Dialog title=t!(ui::signed_out_title) open=ended>
            <p>{t!(ui::signed_out_text)}</p>
            <Button
                text=t!(ui::back_to_page)
                kind=Kind::Secondary
                on_press=Callback::new(move |()| ended.set(false))
            />
        </Dialog>
    }
    .into_any()
}
