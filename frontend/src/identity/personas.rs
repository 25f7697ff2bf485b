//! The people one can be in the demo city, each with one line on what to try.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::identity::{
    endpoints::{ListPersonas, SignInAsPersona},
    types::{Persona, PersonaCard, PersonaSignIn},
};

use crate::{
    api,
    load::load_once,
    route,
    session::Session,
    t,
    ui::{Button, Card, Kind, LinkButton, Row, Rows, failure_words, toast},
};

/// The cards; nothing outside the demo, where the list does not exist.
#[component]
pub fn Personas() -> impl IntoView {
    let personas = load_once::<ListPersonas>(|| ((), ()));
    (move || {
        personas.get().map(|cards| {
            let rows = cards.iter().cloned().map(row).collect_view();
            view! {
                <Card title=t!(identity::personas)>
                    <p class="muted">{t!(identity::personas_what)}</p>
                    <Rows>{rows}</Rows>
                </Card>
            }
        })
    })
    .into_any()
}

fn row(card: PersonaCard) -> AnyView {
    let PersonaCard {
        persona,
        name,
        place,
        messages_url,
    } = card;
    view! {
        <Row who=name note=place detail=what_to_try(persona)>
            {match messages_url {
                Some(url) => view! {
                    <LinkButton
                        text=t!(identity::open_messages)
                        href=url
                        kind=Kind::Secondary
                        external=true
                    />
                }
                .into_any(),
                None => enter(persona),
            }}
        </Row>
    }
    .into_any()
}

fn enter(persona: Persona) -> AnyView {
    let session = Session::get();
    let busy = RwSignal::new(false);
    let press = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            match api::call::<SignInAsPersona>(&(), &(), &PersonaSignIn { persona }).await {
                Ok(reply) => {
                    session.begin(reply.value);
                    route::go("/");
                }
                Err(error) => toast(failure_words(&error).0),
            }
            busy.try_set(false);
        });
    });
    view! { <Button text=t!(identity::sign_in) kind=Kind::Secondary busy on_press=press/> }
        .into_any()
}

fn what_to_try(persona: Persona) -> &'static str {
    match persona {
        Persona::HeadTeacher => t!(identity::try_head_teacher),
        Persona::OfficeMember => t!(identity::try_office_member),
        Persona::Coordinator => t!(identity::try_coordinator),
        Persona::SchoolAdmin => t!(identity::try_school_admin),
        Persona::Mother => t!(identity::try_mother),
        Persona::Grandmother => t!(identity::try_grandmother),
    }
}
