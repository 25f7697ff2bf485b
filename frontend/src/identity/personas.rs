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
    ui::{Button, Card, Heading, Kind, LinkButton, Row, Rows, failure_words, toast},
};

/// The page `/personas`.
#[component]
pub fn PersonasPage() -> impl IntoView {
    view! {
        <Heading title=t!(identity::personas) sub=t!(identity::personas_what)/>
        {cards(|rows| view! { <Card>{rows}</Card> }.into_any())}
    }
    .into_any()
}

/// The cards below the sign-in form; nothing outside the demo, where the list does not exist.
#[component]
pub fn Personas() -> impl IntoView {
    cards(|rows| {
        view! {
            <Card title=t!(identity::personas)>
                <p class="muted">{t!(identity::personas_what)}</p>
                {rows}
            </Card>
        }
        .into_any()
    })
}

fn cards(frame: fn(AnyView) -> AnyView) -> AnyView {
    let personas = load_once::<ListPersonas>(|| ((), ()));
    (move || {
        personas.get().map(|cards| {
            let rows = cards.iter().cloned().map(row).collect_view();
            frame(view! { <Rows>{rows}</Rows> }.into_any())
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
    let who = [role(persona), " ", &name].concat();
    view! {
        <Row who note=place detail=what_to_try(persona)>
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
                    // Below the sheet lies a page that goes on.
                    let stays = session.ended.get_untracked();
                    session.begin(reply.value);
                    if !stays {
                        route::go("/");
                    }
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
        Persona::Mentor => t!(identity::try_mentor),
        Persona::OfficeMember => t!(identity::try_office_member),
        Persona::Coordinator => t!(identity::try_coordinator),
        Persona::SchoolAdmin => t!(identity::try_school_admin),
        Persona::LessonAuthor => t!(identity::try_lesson_author),
        Persona::Researcher => t!(identity::try_researcher),
        Persona::Candidate => t!(identity::try_candidate),
        Persona::Trainer => t!(identity::try_trainer),
        Persona::Assessor => t!(identity::try_assessor),
        Persona::CertificationManager => t!(identity::try_certification_manager),
        Persona::Certifier => t!(identity::try_certifier),
        Persona::Parent => t!(identity::try_parent),
        Persona::Mother => t!(identity::try_mother),
        Persona::Grandmother => t!(identity::try_grandmother),
    }
}

fn role(persona: Persona) -> &'static str {
    match persona {
        Persona::HeadTeacher => t!(identity::persona_head_teacher),
        Persona::Mentor => t!(identity::persona_mentor),
        Persona::OfficeMember => t!(identity::persona_office_member),
        Persona::Coordinator => t!(identity::persona_coordinator),
        Persona::SchoolAdmin => t!(identity::persona_school_admin),
        Persona::LessonAuthor => t!(identity::persona_lesson_author),
        Persona::Researcher => t!(identity::persona_researcher),
        Persona::Candidate => t!(identity::persona_candidate),
        Persona::Trainer => t!(identity::persona_trainer),
        Persona::Assessor => t!(identity::persona_assessor),
        Persona::CertificationManager => t!(identity::persona_certification_manager),
        Persona::Certifier => t!(identity::persona_certifier),
        Persona::Parent => t!(identity::persona_parent),
        Persona::Mother => t!(identity::persona_mother),
        Persona::Grandmother => t!(identity::persona_grandmother),
    }
}
