//! What a family denies reaches the school's coordinator, and nobody else.

use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    org::types::SchoolPath,
    visits::{
        endpoints::ListDisputedVisits,
        types::{DisputedVisits, VisitMode},
    },
};

use super::{
    bodies::{CIRCUMSTANCES, MEASURE, TEACHER, WANG, accepted, full, held},
    confirm::{link_of, tap},
};
use crate::{
    kit::{Client, Site},
    on_both,
};

fn here() -> SchoolPath {
    SchoolPath {
        school: label::node("海棠路小学"),
    }
}

async fn listed(client: &Client) -> DisputedVisits {
    client.get::<ListDisputedVisits>(&here()).await.ok()
}

/// Submits a visit and denies it.
async fn denied(site: &Site, pupil: &str, relation: &str) -> tongyu_shared::ids::VisitId {
    let visit = accepted(site, &held(pupil, relation)).await.visit;
    let path = link_of(site, visit, &format!("{pupil}/{relation}")).await;
    assert!(tap(site, &path, "answer=not_come").await.status < 400);
    visit
}

on_both! {
    async fn a_denied_visit_reaches_the_coordinator_the_longest_waiting_first(site: Site) {
        let coordinator = site.client("赵敏").await;
        accepted(&site, &held("张弛", "father")).await;
        assert!(listed(&coordinator).await.visits.is_empty());
        let first = denied(&site, "李一涵", "mother").await;
        site.pass(chrono::TimeDelta::minutes(1));
        let second = denied(&site, WANG, "mother").await;
        let seen = listed(&coordinator).await.visits;
        let ids: Vec<_> = seen.iter().map(|visit| visit.visit).collect();
        assert_eq!(ids, [first, second]);
        let last = &seen[1];
        assert_eq!(last.students, ["王*明"]);
        assert_eq!((last.author_name.as_str(), last.mode), (TEACHER, VisitMode::Home));
        assert_eq!(last.class_name, "三年级(2)班");
        assert_eq!(last.disputed_at, Some(site.app.clock.now()));
    }

    async fn the_list_tells_no_text_of_the_visit(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        let path = link_of(&site, visit, "王小明/paternal_grandmother").await;
        assert!(tap(&site, &path, "answer=not_come").await.status < 400);
        let answer = site.client("赵敏").await.get::<ListDisputedVisits>(&here()).await;
        assert_eq!(answer.ok::<DisputedVisits>().visits.len(), 1);
        for hidden in [WANG, MEASURE, CIRCUMSTANCES] {
            assert!(!answer.text.contains(hidden), "{hidden} is shown");
        }
    }

    async fn others_and_other_schools_do_not_see_it(site: Site) {
        denied(&site, WANG, "mother").await;
        for who in [TEACHER, "林芳", "孙浩"] {
            let answer = site.client(who).await.get::<ListDisputedVisits>(&here()).await;
            answer.problem(ProblemCode::Forbidden);
        }
        let foreign = site.client("甲区东街道一校/协调员").await;
        foreign.get::<ListDisputedVisits>(&here()).await.problem(ProblemCode::NotFound);
        let class = SchoolPath { school: label::node("海棠路小学/三年级(2)班") };
        let coordinator = site.client("赵敏").await;
        coordinator.get::<ListDisputedVisits>(&class).await.problem(ProblemCode::NotFound);
    }
}
