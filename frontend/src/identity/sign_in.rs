//! Signing in with a phone and the code sent to it. The same form stands on its own page and in
//! the sheet that lies over a page whose session ended.

use leptos::prelude::*;
use tongyu_shared::identity::{
    endpoints::{RequestCode, SignInWithCode},
    types::{CodeRequest, CodeSignIn},
};

use super::personas::Personas;
use crate::{
    form::Form,
    me::CareSwitch,
    session::Session,
    t,
    ui::{Actions, Button, Card, FormFrame, Heading, Kind, TextField},
};

/// How long a code holds, as the text message says too.
const CODE_MINUTES: u32 = 5;

/// The page for whoever is not signed in.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! {
        <div class="narrow">
            <Heading title=t!(identity::sign_in) sub=t!(ui::purpose)/>
            <Personas/>
            <Card>
                <SignInForm/>
            </Card>
            <Card>
                <p>
                    <a href="/p/sign-in" rel="external">{t!(identity::sign_in_family)}</a>
                </p>
                <CareSwitch/>
            </Card>
        </div>
    }
    .into_any()
}

/// Phone, then code.
#[component]
pub fn SignInForm() -> impl IntoView {
    let form = Form::provide();
    let session = Session::get();
    let phone = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let ask = Callback::new(move |()| {
        let body = CodeRequest {
            phone: phone.get_untracked(),
        };
        form.send::<RequestCode>(&(), &body, move |_| sent.set(true));
    });
    let enter = Callback::new(move |()| {
        if !sent.get_untracked() {
            return ask.run(());
        }
        let body = CodeSignIn {
            phone: phone.get_untracked(),
            code: code.get_untracked(),
        };
        form.send::<SignInWithCode>(&(), &body, move |reply| session.begin(reply.value));
    });
    let main = move || {
        if sent.get() {
            t!(identity::sign_in)
        } else {
            t!(identity::get_code)
        }
    };
    view! {
        <FormFrame on_submit=enter>
            <TextField name="phone" label=t!(identity::phone) kind="tel" autocomplete="tel" value=phone/>
            {move || sent.get().then(|| code_field(code))}
            <Actions>
                <Button text=main submit=true busy=form.busy/>
                {move || {
                    sent.get()
                        .then(|| {
                            view! {
                                <Button text=t!(identity::get_code) kind=Kind::Quiet on_press=ask/>
                            }
                        })
                }}
            </Actions>
        </FormFrame>
    }
    .into_any()
}

fn code_field(code: RwSignal<String>) -> AnyView {
    view! {
        <TextField
            name="code"
            label=t!(identity::code)
            hint=t!(identity::code_sent, CODE_MINUTES)
            autocomplete="one-time-code"
            value=code
        />
    }
    .into_any()
}
