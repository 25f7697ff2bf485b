use tongyu_shared::{validate::Errors, visits::types::VisitMode};

use super::*;

const STUDENT: StudentId = StudentId::from_u128(1);
const MOTHER: PersonId = PersonId::from_u128(2);

fn now() -> Instant {
    "2026-11-23T19:42:30+08:00".parse().expect("an instant")
}

/// The reference visit: one child, one person met, four switches, feedback nothing, one request,
/// suggestion nothing, declaration.
fn reference() -> Draft {
    let mut draft = Draft::opened(now());
    draft.met = vec![MOTHER.to_string()];
    draft.delivered = [true; 4];
    draft.declared = true;
    let [feedback, request, suggestion] = &mut draft.said;
    feedback.nothing = true;
    suggestion.nothing = true;
    let [first, ..] = &mut request.entries;
    first.text = " 希望课后服务延到 18:00 ".into();
    first.theme = "after_school".into();
    first.raiser = MOTHER.to_string();
    draft
}

fn sent(draft: &Draft) -> NewVisit {
    let started = draft.started_at().expect("a start");
    draft.to_visit(STUDENT, started, 30)
}

fn wrong(draft: &Draft) -> Vec<String> {
    let found = Errors::of(&sent(draft));
    found.into_iter().map(|error| error.field).collect()
}

#[test]
fn an_opened_page_presets_nothing_that_must_be_said() {
    let visit = sent(&Draft::opened(now()));
    assert!(visit.met.is_empty() && !visit.met_child && visit.delivered.is_empty());
    assert!(!visit.declared_clean);
    assert_eq!(visit.brought_back, Some(BroughtBack::default()));
    assert_eq!(visit.started_at.to_string(), "2026-11-23T19:42:00+08:00");
}

#[test]
fn the_reference_visit_breaks_no_rule() {
    let draft = reference();
    assert_eq!(wrong(&draft), Vec::<String>::new());
    let matters = sent(&draft).brought_back.expect("brought back").matters;
    assert_eq!(matters.len(), 1);
    assert_eq!(
        (matters[0].theme, matters[0].raiser),
        (Theme::AfterSchool, Some(MOTHER))
    );
    assert_eq!(matters[0].text, "希望课后服务延到 18:00");
}

#[test]
fn a_draft_that_comes_back_from_the_disk_is_the_same_visit() {
    let draft = reference();
    let json = serde_json::to_string(&draft).expect("a draft is JSON");
    let back: Draft = serde_json::from_str(&json).expect("and back");
    assert_eq!(sent(&back), sent(&draft));
    assert_eq!(back.visit, draft.visit);
}

#[test]
fn a_draft_of_an_older_app_opens_with_what_it_has() {
    let back: Draft = serde_json::from_str(r#"{"measure":"每天读十分钟"}"#).expect("a draft");
    assert_eq!(
        (back.measure.as_str(), back.outcome),
        ("每天读十分钟", Outcome::Recorded)
    );
}

#[test]
fn what_was_typed_before_nothing_was_pressed_is_kept_and_not_sent() {
    let mut draft = reference();
    draft.said[1].nothing = true;
    let brought_back = sent(&draft).brought_back.expect("brought back");
    assert!(brought_back.matters.is_empty());
    assert_eq!(brought_back.nothing_of, MatterKind::ALL);
    assert!(!draft.said[1].entries[0].text.is_empty());
}

#[test]
fn further_entries_count_once_they_are_on_the_page_and_hold_text() {
    let mut draft = reference();
    let count = |draft: &Draft| {
        sent(draft)
            .brought_back
            .expect("brought back")
            .matters
            .len()
    };
    draft.said[1].entries[1].text = "第二件".into();
    assert_eq!(count(&draft), 1);
    draft.said[1].entries[1].shown = true;
    draft.said[1].entries[2].shown = true;
    assert_eq!(count(&draft), 2);
}

#[test]
fn a_visit_that_did_not_take_place_sends_nothing_of_one() {
    let mut draft = reference();
    draft.measure = "读书".into();
    draft.next = "7".into();
    draft.outcome = Outcome::Attempted;
    let visit = sent(&draft);
    assert_eq!(wrong(&draft), Vec::<String>::new());
    assert!(visit.met.is_empty() && visit.brought_back.is_none() && !visit.declared_clean);
    assert!(visit.agreed_measure.is_empty());
    assert_eq!(
        visit.next_contact.map(|day| day.to_string()),
        Some("2026-11-30".into())
    );

    draft.outcome = Outcome::OtherWay;
    assert_eq!(wrong(&draft), ["wanted_mode"]);
    draft.wanted_mode = VisitMode::School.to_string();
    assert_eq!(wrong(&draft), Vec::<String>::new());
}

#[test]
fn minutes_are_those_chosen_then_those_first_sent_then_the_clock() {
    let mut draft = Draft::opened(now());
    let started = draft.started_at().expect("a start");
    let later = started.plus(chrono::TimeDelta::minutes(27));
    assert_eq!(draft.minutes(started, later), Some(30));
    draft.sent_minutes = Some(25);
    assert_eq!(draft.minutes(started, later), Some(25));
    draft.minutes = "45".into();
    assert_eq!(draft.minutes(started, later), Some(45));
    let next_day = started.plus(chrono::TimeDelta::days(1));
    let old = Draft::opened(now());
    assert_eq!(old.minutes(started, next_day), None);
}

#[test]
fn someone_no_longer_among_those_met_said_nothing() {
    let mut draft = reference();
    draft.met = vec![CHILD.into()];
    let visit = sent(&draft);
    assert!(visit.met_child);
    assert_eq!(
        visit.brought_back.expect("brought back").matters[0].raiser,
        None
    );
}

#[test]
fn an_emptied_start_is_no_moment() {
    let mut draft = Draft::opened(now());
    draft.time = String::new();
    assert_eq!(draft.started_at(), None);
}
