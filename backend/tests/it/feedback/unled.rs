//! A class without a head teacher: nobody is asked who is not there, and no question is silent.

use tongyu::{feedback::Waits, seed::label};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        endpoints::{AssignOffice, ReadMatter, SubmitAnswer},
        state::MatterState,
        types::{AssignMatter, MatterAction},
    },
};

use super::{
    asking::{
        MOTHER, TEXT, answer, ask, code, hands_over, joins, listed, own, own_list, question,
        try_ask, unled,
    },
    desk::{act, see},
};
use crate::on_both;

on_both! {
    async fn nothing_is_told_to_a_head_teacher_alone_who_is_not_there(site: Site) {
        joins(&site, MOTHER).await;
        unled(&site, "陈雨").await;
        assert_eq!(code(try_ask(&site, question(true)).await), ProblemCode::Invalid);
        assert!(own_list(&site, MOTHER).await.is_empty(), "nothing is stored, and nothing promised");
    }

    async fn what_the_school_may_read_goes_to_the_coordinator(site: Site) {
        unled(&site, "陈雨").await;
        let path = ask(&site, false).await;
        assert_eq!(own(&site, MOTHER, path).await.expect("her own").waits, Some(Waits::School));
        let coordinator = site.client("赵敏").await;
        let seen = see(&coordinator, path).await;
        assert_eq!((seen.line.state, seen.line.with_class), (MatterState::Triaged, false));
        assert!(seen.actions.contains(&MatterAction::Assign), "{:?}", seen.actions);
        let to = AssignMatter { office: label::node("海棠路小学/教务处") };
        act::<AssignOffice>(&coordinator, path, to).await;
        act::<SubmitAnswer>(&site.client("刘建国").await, path, answer()).await;
    }

    async fn a_confided_question_waits_for_the_next_head_teacher_and_promises_no_day(site: Site) {
        let path = ask(&site, true).await;
        assert!(own_list(&site, MOTHER).await[0].due_on.is_some());
        unled(&site, "陈雨").await;
        let line = &own_list(&site, MOTHER).await[0];
        assert_eq!((&line.waits, line.due_on), (&Some(Waits::NextHead), None));
        site.client("赵敏").await.get::<ReadMatter>(&path).await.problem(ProblemCode::NotFound);
        hands_over(&site, "陈雨", "何静").await;
        assert_eq!(see(&site.client("何静").await, path).await.text, TEXT);
        assert_eq!(own(&site, MOTHER, path).await.expect("her own").waits, Some(Waits::Class));
    }

    async fn an_open_question_of_a_class_whose_head_teacher_left_can_be_answered_by_the_coordinator(site: Site) {
        let path = ask(&site, false).await;
        unled(&site, "陈雨").await;
        assert_eq!(own(&site, MOTHER, path).await.expect("her own").waits, Some(Waits::School));
        let coordinator = site.client("赵敏").await;
        assert!(listed(&coordinator).await.iter().any(|line| line.matter == path.matter));
        act::<SubmitAnswer>(&coordinator, path, answer()).await;
    }
}
