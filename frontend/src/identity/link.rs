//! Signing in with a one-time link. The secret stands behind the `#`, which servers and logs
//! never see, and leaves the address bar at once.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::identity::{endpoints::SignInWithLink, types::LinkSignIn};

use super::sign_in::SignInPage;
use crate::{
    api, route,
    session::Session,
    t,
    ui::{Card, Heading, Notice, Skeleton, Tone},
};

/// The page `/sign-in`; without a secret it is the form.
#[component]
pub fn LinkPage() -> impl IntoView {
    let token = route::take_fragment();
    if token.is_empty() {
        return view! { <SignInPage/> }.into_any();
    }
    let session = Session::get();
    let failed = RwSignal::new(false);
    spawn_local(async move {
        match api::call::<SignInWithLink>(&(), &(), &LinkSignIn { token }).await {
            Ok(reply) => {
                session.begin(reply.value);
                route::go("/");
            }
            Err(_) => failed.set(true),
        }
    });
    (move || {
        if failed.get() {
            view! {
                <div class="narrow">
                    <Heading title=t!(identity::link_bad)/>
                    <Notice text=t!(identity::link_bad_advice) tone=Tone::Warn/>
                    <Card>
                        <super::sign_in::SignInForm/>
                    </Card>
                </div>
            }
            .into_any()
        } else {
            view! {
                <Heading title=t!(identity::signing_in)/>
                <Skeleton lines=1/>
            }
            .into_any()
        }
    })
    .into_any()
}
