//! The demo's personas: ordinary sessions, and nothing of them elsewhere.

use tongyu::seed::label;
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

async fn sign_in_as(site: &Site, persona: Persona) -> crate::kit::Answer {
    site.anonymous()
        .send::<SignInAsPersona>(&(), &PersonaSignIn { persona })
        .await
}

on_both! {
    async fn a_persona_of_the_staff_signs_in_without_password(site: Site) {
        let answer = sign_in_as(&site, Persona::HeadTeacher).await;
        assert_eq!(answer.ok::<Me>().account, label::account(TEACHER));
        assert!(answer.set_cookie.is_some());
    }

    async fn a_card_says_who_where_and_whether_messages_can_be_read(site: Site) {
        let cards = site.anonymous().get::<ListPersonas>(&()).await.ok::<Vec<PersonaCard>>();
        let card = |persona| cards.iter().find(|card| card.persona == persona).expect("a card");
        for (persona, name, place, reads) in [
            (Persona::HeadTeacher, "陈雨", "海棠路小学 三年级(2)班", false),
            (Persona::Mentor, "吴桐", "海棠路小学", false),
            (Persona::OfficeMember, "刘建国", "海棠路小学 教务处", false),
            (Persona::Coordinator, "赵敏", "海棠路小学", false),
            (Persona::SchoolAdmin, "孙浩", "海棠路小学", false),
            (Persona::Mother, "周岚", "海棠路小学 三年级(2)班", true),
            (Persona::Grandmother, "王桂兰", "海棠路小学 三年级(2)班", true),
        ] {
            let card = card(persona);
            assert_eq!((card.name.as_str(), card.place.as_str()), (name, place));
            assert_eq!(card.messages_url.is_some(), reads, "{persona}");
        }
    }

    async fn families_read_messages_and_do_not_sign_in(site: Site) {
        sign_in_as(&site, Persona::Grandmother).await.problem(ProblemCode::NotFound);
        let cards = site.anonymous().get::<ListPersonas>(&()).await.ok::<Vec<PersonaCard>>();
        for card in cards.iter().filter(|card| card.messages_url.is_some()) {
            let url = card.messages_url.as_deref().unwrap_or_default();
            let page = site.anonymous().raw("GET", url, None, None).await;
            assert_eq!(page.status, 200, "{}", page.text);
            let big = page.text.contains("data-mode=\"care\"");
            assert_eq!(big, card.persona == Persona::Grandmother);
        }
    }
}

#[actix_web::test]
async fn outside_the_demo_there_are_no_personas() {
    for scratch in databases::both() {
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
