//! A visit that is sent again is the same visit; nothing but the first body counts.

use futures_util::future::join_all;
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::state::MatterState,
    ids::VisitId,
    visits::{
        endpoints::SubmitVisit,
        state::VisitState,
        types::{Outcome, VisitReceipt},
    },
};

use super::bodies::{REQUEST, TEACHER, accepted, at, covered, full, not_held, stored, submit};
use crate::on_both;

on_both! {
    async fn a_visit_with_matters_answers_where_each_went(site: Site) {
        let receipt = accepted(&site, &full()).await;
        assert_eq!(receipt.state, VisitState::Recorded);
        assert!(receipt.family_is_asked);
        assert_eq!((covered(&receipt).reached, covered(&receipt).home), (1, 1));
        assert_eq!(covered(&receipt).students, 42);
        let [noted, sent] = &receipt.matters[..] else { panic!("{:?}", receipt.matters) };
        assert_eq!((noted.state, noted.for_information), (MatterState::Noted, true));
        assert_eq!((sent.state, sent.excerpt.as_str()), (MatterState::Assigned, REQUEST));
        assert_eq!(sent.office_name.as_deref(), Some("教务处"));
        assert_eq!(stored(&site).await, (1, 2));
    }

    async fn the_same_again_is_the_stored_answer(site: Site) {
        let (teacher, path, body) = (site.client(TEACHER).await, at(VisitId::new()), full());
        let first: VisitReceipt = teacher.send::<SubmitVisit>(&path, &body).await.ok();
        let again: VisitReceipt = teacher.send::<SubmitVisit>(&path, &body).await.ok();
        assert_eq!(first, again);
        assert_eq!(stored(&site).await, (1, 2));
    }

    async fn twenty_at_once_are_one_visit(site: Site) {
        let (teacher, path, body) = (site.client(TEACHER).await, at(VisitId::new()), full());
        let sent = (0..20).map(|_| teacher.send::<SubmitVisit>(&path, &body));
        let answers: Vec<VisitReceipt> = join_all(sent).await.iter().map(|a| a.ok()).collect();
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert_eq!(stored(&site).await, (1, 2));
    }

    async fn another_body_under_the_same_id_changes_nothing(site: Site) {
        let (teacher, path, mut body) = (site.client(TEACHER).await, at(VisitId::new()), full());
        let first: VisitReceipt = teacher.send::<SubmitVisit>(&path, &body).await.ok();
        body.minutes += 1;
        let other = teacher.send::<SubmitVisit>(&path, &body).await;
        other.problem(ProblemCode::DiffersFromFirst);
        body.minutes -= 1;
        let again: VisitReceipt = teacher.send::<SubmitVisit>(&path, &body).await.ok();
        assert_eq!(first, again);
    }

    async fn the_id_of_someone_elses_visit_is_not_there(site: Site) {
        let (path, body) = (at(VisitId::new()), full());
        let teacher = site.client(TEACHER).await;
        assert_eq!(teacher.send::<SubmitVisit>(&path, &body).await.status, 200);
        let other = site.client("何静").await;
        other.send::<SubmitVisit>(&path, &body).await.problem(ProblemCode::NotFound);
    }

    async fn a_matter_that_another_visit_brought_is_refused_whole(site: Site) {
        let teacher = site.client(TEACHER).await;
        let body = full();
        assert_eq!(submit(&teacher, &body).await.status, 200);
        submit(&teacher, &body).await.problem(ProblemCode::Exists);
        assert_eq!(stored(&site).await, (1, 2));
    }

    async fn nobody_home_and_another_way_are_outcomes_of_their_own(site: Site) {
        let tried = accepted(&site, &not_held(Outcome::Attempted)).await;
        assert_eq!((tried.state, covered(&tried).reached), (VisitState::Attempted, 0));
        assert!(!tried.family_is_asked);
        let other = accepted(&site, &not_held(Outcome::OtherWay)).await;
        assert_eq!((other.state, covered(&other).reached), (VisitState::OtherWay, 1));
        assert_eq!(covered(&other).other_way, 1);
    }
}
