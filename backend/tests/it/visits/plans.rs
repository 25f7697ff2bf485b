//! Plans: made once, moved and dropped by their author, ended by the visit.

use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::PlanId,
    time::Instant,
    visits::{
        endpoints::{CancelPlan, MovePlan, PlanVisit, ReadFamilyCard, ReadToday},
        plan::PlanState,
        types::{
            FamilyCard, NewPlan, Outcome, PlanChange, PlanLine, PlanPath, StudentPath, Today,
            VisitMode,
        },
    },
};

use super::{
    bodies::{TEACHER, WANG, held, not_held, submit},
    sealed::log_of,
};
use crate::{
    kit::{Answer, Client},
    on_both,
};

fn instant(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn evening() -> Instant {
    instant("2026-11-23T19:30:00+08:00")
}

fn to_wang(planned_for: Instant) -> NewPlan {
    NewPlan {
        student: label::student(WANG),
        planned_for,
        mode: VisitMode::Home,
    }
}

fn new_path() -> PlanPath {
    PlanPath {
        plan: PlanId::new(),
    }
}

async fn made(client: &Client, at: Instant) -> PlanLine {
    client
        .send::<PlanVisit>(&new_path(), &to_wang(at))
        .await
        .ok()
}

async fn moved(client: &Client, plan: PlanId, at: Instant, version: i32) -> Answer {
    let (path, etag) = (PlanPath { plan }, format!("\"v{version}\""));
    let body = PlanChange {
        planned_for: at,
        mode: VisitMode::School,
    };
    client
        .call::<MovePlan>(&path, &(), &body, Some(&etag))
        .await
}

async fn cancelled(client: &Client, plan: PlanId, version: i32) -> Answer {
    let (path, etag) = (PlanPath { plan }, format!("\"v{version}\""));
    client
        .call::<CancelPlan>(&path, &(), &(), Some(&etag))
        .await
}

async fn on_card(client: &Client) -> Option<PlanLine> {
    let path = StudentPath {
        student: label::student(WANG),
    };
    client
        .get::<ReadFamilyCard>(&path)
        .await
        .ok::<FamilyCard>()
        .plan
}

async fn on_today(client: &Client) -> Today {
    client.get::<ReadToday>(&()).await.ok()
}

on_both! {
    async fn the_same_plan_twice_is_one_and_another_body_is_refused(site: Site) {
        let (teacher, path, body) = (site.client(TEACHER).await, new_path(), to_wang(evening()));
        let first: PlanLine = teacher.send::<PlanVisit>(&path, &body).await.ok();
        let again: PlanLine = teacher.send::<PlanVisit>(&path, &body).await.ok();
        assert_eq!(first, again);
        let other = NewPlan { mode: VisitMode::Phone, ..body };
        let answer = teacher.send::<PlanVisit>(&path, &other).await;
        answer.problem(ProblemCode::DiffersFromFirst);
        teacher.send::<PlanVisit>(&new_path(), &body).await.problem(ProblemCode::Exists);
        assert_eq!(log_of(&site, WANG).await, ["visit.plan"]);
    }

    async fn a_plan_of_someone_else_is_not_there(site: Site) {
        let (teacher, mentor) = (site.client(TEACHER).await, site.client("吴桐").await);
        let (path, body) = (new_path(), to_wang(evening()));
        let plan: PlanLine = teacher.send::<PlanVisit>(&path, &body).await.ok();
        mentor.send::<PlanVisit>(&path, &body).await.problem(ProblemCode::NotFound);
        moved(&mentor, plan.plan, evening(), 1).await.problem(ProblemCode::NotFound);
        cancelled(&mentor, plan.plan, 1).await.problem(ProblemCode::NotFound);
        assert_eq!(on_card(&mentor).await, None);
        // Both may mean to come; neither is told of the other's plan.
        made(&mentor, evening()).await;
        assert_eq!(on_today(&teacher).await.plans, [plan]);
    }

    async fn a_plan_is_moved_from_the_version_that_was_seen(site: Site) {
        let teacher = site.client(TEACHER).await;
        let plan = made(&teacher, evening()).await;
        let later = instant("2026-11-25T18:00:00+08:00");
        let seen: PlanLine = moved(&teacher, plan.plan, later, plan.version).await.ok();
        assert_eq!((seen.planned_for, seen.mode, seen.version), (later, VisitMode::School, 2));
        moved(&teacher, plan.plan, evening(), 1).await.problem(ProblemCode::Stale);
        cancelled(&teacher, plan.plan, 1).await.problem(ProblemCode::Stale);
        let path = PlanPath { plan: plan.plan };
        let bare = teacher.send::<CancelPlan>(&path, &()).await;
        bare.problem(ProblemCode::VersionMissing);
        assert_eq!(on_card(&teacher).await, Some(seen));
    }

    async fn a_cancelled_plan_is_gone_and_stays_so(site: Site) {
        let teacher = site.client(TEACHER).await;
        let plan = made(&teacher, evening()).await;
        let gone: PlanLine = cancelled(&teacher, plan.plan, 1).await.ok();
        assert_eq!(gone.state, PlanState::Cancelled);
        cancelled(&teacher, plan.plan, 2).await.problem(ProblemCode::NotInThisState);
        moved(&teacher, plan.plan, evening(), 2).await.problem(ProblemCode::NotInThisState);
        assert_eq!(on_card(&teacher).await, None);
        assert!(on_today(&teacher).await.plans.is_empty());
        made(&teacher, evening()).await;
    }

    async fn the_visit_takes_the_place_of_its_authors_plan(site: Site) {
        let (teacher, mentor) = (site.client(TEACHER).await, site.client("吴桐").await);
        made(&teacher, evening()).await;
        let theirs = made(&mentor, evening()).await;
        // The visit began before the hour of the plan, on its day.
        assert_eq!(submit(&teacher, &held(WANG, "mother")).await.status, 200);
        assert_eq!(on_card(&teacher).await, None);
        assert_eq!(on_card(&mentor).await, Some(theirs));
    }

    async fn a_visit_before_the_day_leaves_the_plan(site: Site) {
        let teacher = site.client(TEACHER).await;
        let plan = made(&teacher, instant("2026-11-24T19:00:00+08:00")).await;
        assert_eq!(submit(&teacher, &held(WANG, "mother")).await.status, 200);
        assert_eq!(on_card(&teacher).await, Some(plan));
    }

    async fn nobody_home_leaves_the_plan_and_another_way_is_what_it_goes_on_in(site: Site) {
        let teacher = site.client(TEACHER).await;
        let plan = made(&teacher, evening()).await;
        assert_eq!(submit(&teacher, &not_held(Outcome::Attempted)).await.status, 200);
        assert_eq!(on_card(&teacher).await, Some(plan.clone()));
        assert_eq!(submit(&teacher, &not_held(Outcome::OtherWay)).await.status, 200);
        let seen = on_card(&teacher).await.expect("it goes on");
        assert_eq!((seen.plan, seen.mode), (plan.plan, VisitMode::School));
    }

    async fn today_shows_the_plans_of_the_next_days_and_asks_for_no_other_visit(site: Site) {
        let teacher = site.client(TEACHER).await;
        let asked = |today: &Today| {
            let next = today.classes.iter().flat_map(|class| &class.next);
            next.map(|family| family.student).collect::<Vec<_>>()
        };
        let student = asked(&on_today(&teacher).await)[0];
        let body = NewPlan { student, ..to_wang(instant("2026-11-29T19:00:00+08:00")) };
        let plan: PlanLine = teacher.send::<PlanVisit>(&new_path(), &body).await.ok();
        let today = on_today(&teacher).await;
        assert_eq!(today.plans, std::slice::from_ref(&plan));
        assert!(!asked(&today).contains(&student));
        let later = instant("2026-11-30T19:00:00+08:00");
        assert_eq!(moved(&teacher, plan.plan, later, 1).await.status, 200);
        assert!(on_today(&teacher).await.plans.is_empty());
    }

    async fn a_plan_lies_ahead_within_a_year(site: Site) {
        let teacher = site.client(TEACHER).await;
        for (at, code) in [
            ("2026-11-23T18:59:00+08:00", "in_the_past"),
            ("2027-11-25T19:00:00+08:00", "too_late"),
        ] {
            let answer = teacher.send::<PlanVisit>(&new_path(), &to_wang(instant(at))).await;
            let problem = answer.problem(ProblemCode::Invalid);
            let errors: Vec<_> =
                problem.errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
            assert_eq!(errors, [("planned_for", code)], "{at}");
        }
    }
}
