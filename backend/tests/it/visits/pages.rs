//! The head teacher's pages: their order, and that their cost does not grow with the class.

use chrono::TimeDelta;
use tongyu::seed::label;
use tongyu_shared::{
    org::types::ClassPath,
    visits::{
        endpoints::{ListFamilies, ReadFamilyCard, ReadToday, SubmitVisit},
        state::VisitState,
        types::{ClassFamilies, FamilyCard, Outcome, Relation, StudentPath, Today},
    },
};

use super::bodies::{
    MEASURE, TEACHER, WANG, accepted, at, full, held, make_siblings_of_wang, not_held,
};
use crate::{kit::Site, on_both};

fn here() -> ClassPath {
    ClassPath {
        class: label::node("海棠路小学/三年级(2)班"),
    }
}

/// Statements that a call takes, sessions and grants included.
async fn cost<F: Future<Output = u16>>(site: &Site, call: F) -> u64 {
    let before = site.app.db.statements();
    assert_eq!(call.await, 200);
    site.app.db.statements() - before
}

on_both! {
    async fn the_longest_not_visited_come_first_and_the_never_visited_before_all(site: Site) {
        accepted(&site, &held("李一涵", "mother")).await;
        let mut earlier = held(WANG, "mother");
        earlier.started_at = "2026-10-12T18:00:00+08:00".parse().expect("an instant");
        accepted(&site, &earlier).await;
        accepted(&site, &not_held(Outcome::Attempted)).await;
        let teacher = site.client(TEACHER).await;
        let list: ClassFamilies = teacher.get::<ListFamilies>(&here()).await.ok();
        assert_eq!(list.families.len(), 42);
        let order: Vec<_> = list.families.iter().map(|family| family.student).collect();
        assert_eq!(order[40..], [label::student(WANG), label::student("李一涵")]);
        let wang = &list.families[40];
        assert_eq!(wang.last.map(|last| last.outcome), Some(Outcome::Attempted));
        assert_eq!(wang.carer, Some(Relation::PaternalGrandmother));
        assert_eq!((list.coverage.reached, list.coverage.students), (2, 42));
    }

    async fn today_shows_due_dates_first_and_what_is_on_its_way(site: Site) {
        let mut soon = full();
        soon.next_contact = Some("2026-11-24".parse().expect("a day"));
        accepted(&site, &soon).await;
        let today: Today = site.client(TEACHER).await.get::<ReadToday>(&()).await.ok();
        let next = &today.classes[0].next;
        assert!(next.iter().all(|family| family.student != label::student(WANG)));
        site.pass(TimeDelta::days(1));
        let today: Today = site.client(TEACHER).await.get::<ReadToday>(&()).await.ok();
        assert_eq!((today.week, today.classes.len()), (Some(13), 1));
        assert_eq!(today.term.as_deref(), Some("2026—2027学年 第一学期"));
        let class = &today.classes[0];
        assert_eq!(class.next[0].student, label::student(WANG));
        assert_eq!(class.next[0].open_matters, 1);
        assert!(class.next.len() > 1 && class.next[1].last.is_none());
        assert_eq!(today.matters.len(), 1);
    }

    async fn a_wish_for_another_way_is_a_contact_in_every_list(site: Site) {
        accepted(&site, &not_held(Outcome::OtherWay)).await;
        let teacher = site.client(TEACHER).await;
        let list: ClassFamilies = teacher.get::<ListFamilies>(&here()).await.ok();
        let reached: Vec<_> = list.families.iter().filter(|family| family.reached).collect();
        assert_eq!(reached.len(), 1);
        assert_eq!(reached[0].student, label::student(WANG));
        assert_eq!((list.coverage.reached, list.coverage.other_way), (1, 1));
        let today: Today = teacher.get::<ReadToday>(&()).await.ok();
        let next = &today.classes[0].next;
        assert!(next.iter().all(|family| family.student != label::student(WANG)));
    }

    async fn the_card_tells_the_family_the_sheet_and_what_was_left_open(site: Site) {
        accepted(&site, &full()).await;
        let teacher = site.client(TEACHER).await;
        let card = StudentPath { student: label::student(WANG) };
        let card: FamilyCard = teacher.get::<ReadFamilyCard>(&card).await.ok();
        assert_eq!(card.guardians[0].relation, Relation::PaternalGrandmother);
        assert!(card.guardians[0].primary_carer && card.has_address);
        assert_eq!(card.guardians[1].phone_masked.as_deref(), Some("199****1002"));
        assert!(!card.sheet.care.is_empty());
        assert_eq!(card.visits[0].agreed_measure, MEASURE);
        assert_eq!(card.visits[0].state, VisitState::Recorded);
        assert_eq!(card.matters.len(), 2);
    }

    async fn the_cost_of_a_page_does_not_grow_with_the_visits(site: Site) {
        let teacher = site.client(TEACHER).await;
        let list = || async { teacher.get::<ListFamilies>(&here()).await.status };
        let today = || async { teacher.get::<ReadToday>(&()).await.status };
        accepted(&site, &full()).await;
        assert_eq!(today().await, 200, "the first reading is logged");
        let (list_before, today_before) = (cost(&site, list()).await, cost(&site, today()).await);
        for pupil in ["李一涵", "张弛", "郑安然"] {
            let relation = if pupil == "张弛" { "father" } else { "mother" };
            accepted(&site, &held(pupil, relation)).await;
        }
        assert_eq!(cost(&site, list()).await, list_before);
        assert_eq!(cost(&site, today()).await, today_before);
        assert!(list_before <= 12, "{list_before}");
    }

    async fn submitting_takes_as_many_statements_for_many_pupils_as_for_one(site: Site) {
        make_siblings_of_wang(&site, &["李一涵", "张弛", "郑安然"]).await;
        let teacher = site.client(TEACHER).await;
        let send = |pupils: &[&str]| {
            let mut body = held(WANG, "mother");
            body.students.extend(pupils.iter().map(|pupil| label::student(pupil)));
            MEASURE.clone_into(&mut body.agreed_measure);
            let teacher = teacher.clone();
            async move {
                let path = at(tongyu_shared::ids::VisitId::new());
                teacher.send::<SubmitVisit>(&path, &body).await.status
            }
        };
        let one = cost(&site, send(&[])).await;
        let four = cost(&site, send(&["李一涵", "张弛", "郑安然"])).await;
        assert_eq!(one, four);
        assert!(one <= 24, "{one}");
    }
}
