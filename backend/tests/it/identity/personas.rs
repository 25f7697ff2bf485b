//! The demo's personas: ordinary sessions, and nothing of them elsewhere.

use tongyu::{
    http::fault::Fault,
    identity::personas::{self, Holder},
    seed::label,
};
use tongyu_shared::{
    api::problem::ProblemCode,
    identity::{
        endpoints::{ListPersonas, SignInAsPersona},
        types::{Me, Persona, PersonaCard, PersonaSignIn},
    },
};

use super::TEACHER;
use crate::{
    kit::{Site, databases},
    on_both,
};

/// Names a teacher and a grandmother, as the seed does.
async fn name_two(site: &Site) {
    let teacher = Holder::Account(label::account(TEACHER));
    let grandmother = Holder::Person(label::person("王小明/paternal_grandmother"));
    site.app
        .db
        .write(move |tx| {
            personas::set(tx, Persona::HeadTeacher, teacher)?;
            personas::set(tx, Persona::Grandmother, grandmother)?;
            Ok::<_, Fault>(())
        })
        .await
        .expect("they are named");
}

async fn sign_in_as(site: &Site, persona: Persona) -> crate::kit::Answer {
    site.anonymous()
        .send::<SignInAsPersona>(&(), &PersonaSignIn { persona })
        .await
}

on_both! {
    async fn a_persona_of_the_staff_signs_in_without_password(site: Site) {
        name_two(&site).await;
        let answer = sign_in_as(&site, Persona::HeadTeacher).await;
        assert_eq!(answer.ok::<Me>().account, label::account(TEACHER));
        assert!(answer.set_cookie.is_some());
    }

    async fn a_card_says_who_and_where(site: Site) {
        name_two(&site).await;
        let cards = site.anonymous().get::<ListPersonas>(&()).await.ok::<Vec<PersonaCard>>();
        let card = |persona| cards.iter().find(|card| card.persona == persona).expect("a card");
        let teacher = card(Persona::HeadTeacher);
        assert_eq!(teacher.place, "海棠路小学 三年级(2)班");
        assert_eq!(teacher.messages_url, None);
    }

    async fn families_read_messages_and_do_not_sign_in(site: Site) {
        name_two(&site).await;
        sign_in_as(&site, Persona::Grandmother).await.problem(ProblemCode::NotFound);
        let cards = site.anonymous().get::<ListPersonas>(&()).await.ok::<Vec<PersonaCard>>();
        let url = cards.into_iter().find_map(|card| card.messages_url).expect("an address");
        let page = site.anonymous().raw("GET", &url, None, None).await;
        assert_eq!(page.status, 200, "{}", page.text);
    }
}

#[actix_web::test]
async fn outside_the_demo_there_are_no_personas() {
    for scratch in [Some(databases::sqlite()), databases::postgres()]
        .into_iter()
        .flatten()
    {
        let site = Site::start(scratch, |config| config.demo = false);
        site.anonymous()
            .get::<ListPersonas>(&())
            .await
            .problem(ProblemCode::NotFound);
        let answer = sign_in_as(&site, Persona::HeadTeacher).await;
        answer.problem(ProblemCode::NotFound);
        assert_eq!(answer.set_cookie, None);
    }
}
