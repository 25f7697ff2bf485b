//! 问问班主任: a parent asks from a lesson, the head teacher of the class answers, the parent says how
//! it is; and nobody reads what was told to the head teacher alone.

use diesel::prelude::*;
use tongyu::{
    feedback::{Question, Waits},
    seed::label,
};
use tongyu_db::schema::{audit_entry, matter};
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::{
        endpoints::{
            AcceptMatter, AssignOffice, HandBackMatter, ListAskedLessons, ReadMatter,
            ReadSchoolMatters, SubmitAnswer,
        },
        question::{AskedLesson, TEXT_MAX},
        state::{MatterState, Resolution},
        types::{AssignMatter, MatterAction, Rating, ReturnMatter, SchoolMatters, TimelineKind},
    },
    ids::LessonId,
    org::types::{ClassPath, SchoolPath},
    visits::{
        endpoints::{ListFamilies, ReadFamilyCard, ReadToday},
        types::{ClassFamilies, FamilyCard, StudentPath, Today},
    },
};

use super::{
    asking::{
        ANSWER, CLASS, LESSON, MOTHER, TEXT, TITLE, answer, answered, ask, code, hands_over, joins,
        listed, look, own, own_list, question, say, try_ask,
    },
    desk::{act, attempt, bring, link_of, open, press, request, see},
};
use crate::on_both;

on_both! {
    async fn a_parent_asks_the_head_teacher_answers_and_the_parent_says_how_it_is(site: Site) {
        let path = ask(&site, false).await;
        let teacher = site.client("陈雨").await;
        let seen = see(&teacher, path).await;
        assert_eq!(seen.line.state, MatterState::Assigned);
        assert_eq!((seen.line.office, seen.line.office_name.as_deref()), (Some(label::node(CLASS)), None));
        assert!(seen.line.with_class);
        let asked = seen.line.asked.clone().expect("the lesson");
        assert_eq!((asked.lesson, asked.title.as_str(), asked.class_only), (LESSON, TITLE, false));
        assert_eq!(seen.text, TEXT);
        assert_eq!(seen.author_name.as_deref(), Some("周岚"), "the head teacher knows who asks");
        assert_eq!(seen.actions, [MatterAction::Accept, MatterAction::Return, MatterAction::Answer]);
        assert_eq!(seen.line.due_on, "2026-11-25".parse().ok(), "two working days to the answer");

        let waiting = own(&site, MOTHER, path).await.expect("her own");
        assert_eq!((waiting.waits, waiting.may_answer), (Some(Waits::Class), false));

        let page = answered(&site, path).await;
        let shown = open(&site, &page).await.text;
        for word in [TITLE, ANSWER, TEXT, "班主任", "陈雨", "解决了", "一部分", "没有"] {
            assert!(shown.contains(word), "{word} is missing: {shown}");
        }
        assert!(!shown.contains("不是我提的"), "she asked it herself");
        assert!(!shown.contains("海棠路小学/"), "{shown}");

        let reads = own(&site, MOTHER, path).await.expect("her own");
        assert!(reads.may_answer && reads.waits.is_none());
        assert_eq!(press(&site, &page, "rating=solved&note=%E8%B0%A2%E8%B0%A2").await.status, 303);
        let closed = see(&teacher, path).await;
        assert_eq!(closed.line.resolution, Some(Resolution::Solved));
        let kinds: Vec<_> = closed.timeline.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [
            TimelineKind::Asked, TimelineKind::Assigned, TimelineKind::Accepted,
            TimelineKind::Answered, TimelineKind::Delivered, TimelineKind::Rated,
        ]);
        assert_eq!(closed.timeline[0].by, None, "a list of staff names no parent");
        assert!(closed.timeline[1].with_class && closed.timeline[1].office_name.is_none());
    }

    async fn whichever_word_comes_first_counts_and_the_other_way_is_read_only(site: Site) {
        let mother = label::person(MOTHER);
        let path = ask(&site, false).await;
        let page = answered(&site, path).await;
        say(&site, mother, path, (1, Rating::Solved)).await.expect("her word");
        let second = press(&site, &page, "rating=unsolved").await;
        assert_eq!(second.status, 409);
        let shown = open(&site, &page).await.text;
        assert!(!shown.contains("<form") && shown.contains("有用"), "{shown}");
        assert_eq!(code(say(&site, mother, path, (1, Rating::Partly)).await), ProblemCode::AlreadyAnswered);

        let path = ask(&site, false).await;
        let page = answered(&site, path).await;
        assert_eq!(press(&site, &page, "rating=partly").await.status, 303);
        assert_eq!(code(say(&site, mother, path, (1, Rating::Solved)).await), ProblemCode::AlreadyAnswered);
        let seen = own(&site, MOTHER, path).await.expect("her own");
        assert_eq!(seen.word.map(|word| word.rating), Some(Rating::Partly));
        assert_eq!((seen.may_answer, seen.waits), (false, Some(Waits::Class)), "it is the teacher's again");
        let again = see(&site.client("陈雨").await, path).await;
        assert_eq!((again.line.state, again.line.cycle), (MatterState::Assigned, 2));
    }

    async fn two_words_at_once_make_one_answer(site: Site) {
        let path = ask(&site, false).await;
        let page = answered(&site, path).await;
        let (signed_in, link) = tokio::join!(
            say(&site, label::person(MOTHER), path, (1, Rating::Solved)),
            press(&site, &page, "rating=solved"),
        );
        let taken = [signed_in.is_ok(), link.status == 303];
        assert!(taken[0] != taken[1], "{taken:?}");
        let rated = see(&site.client("陈雨").await, path).await.timeline;
        assert_eq!(rated.iter().filter(|line| line.kind == TimelineKind::Rated).count(), 1);
    }

    async fn a_word_is_about_the_answer_that_was_read(site: Site) {
        let mother = label::person(MOTHER);
        let path = ask(&site, false).await;
        assert_eq!(code(say(&site, mother, path, (1, Rating::Solved)).await), ProblemCode::NotInThisState);
        answered(&site, path).await;
        for (cycle, rating) in [(2, Rating::Solved), (1, Rating::NotMine)] {
            assert!(say(&site, mother, path, (cycle, rating)).await.is_err(), "{cycle} {rating}");
        }
        say(&site, mother, path, (1, Rating::Unsolved)).await.expect("her word");
        act::<SubmitAnswer>(&site.client("陈雨").await, path, answer()).await;
        assert_eq!(code(say(&site, mother, path, (1, Rating::Solved)).await), ProblemCode::AlreadyAnswered);
        say(&site, mother, path, (2, Rating::Solved)).await.expect("her second word");
    }

    async fn a_question_told_to_the_head_teacher_alone_is_hidden_from_everyone_else(site: Site) {
        let path = ask(&site, true).await;
        answered(&site, path).await;
        say(&site, label::person(MOTHER), path, (1, Rating::Unsolved)).await.expect("her word");
        for who in ["赵敏", "刘建国", "马霞", "何静"] {
            let client = site.client(who).await;
            client.get::<ReadMatter>(&path).await.problem(ProblemCode::NotFound);
            assert_eq!(listed(&client).await, [], "{who}");
        }
        let to = AssignMatter { office: label::node("海棠路小学/德育处") };
        let coordinator = site.client("赵敏").await;
        attempt::<AssignOffice>(&coordinator, path, &to).await.problem(ProblemCode::NotFound);
        attempt::<SubmitAnswer>(&coordinator, path, &answer()).await.problem(ProblemCode::NotFound);
        site.client("林芳").await.get::<ReadMatter>(&path).await.problem(ProblemCode::Forbidden);
        let here = SchoolPath { school: label::node("海棠路小学") };
        let counted: SchoolMatters = site.client("林芳").await.get::<ReadSchoolMatters>(&here).await.ok();
        assert_eq!(counted.counts.expect("her own school").by_state, [], "not even counted");

        let teacher = site.client("陈雨").await;
        assert_eq!(see(&teacher, path).await.text, TEXT);
        assert_eq!(listed(&teacher).await.len(), 1);
    }

    async fn it_cannot_be_sent_elsewhere(site: Site) {
        let path = ask(&site, true).await;
        let teacher = site.client("陈雨").await;
        assert_eq!(see(&teacher, path).await.actions, [MatterAction::Accept, MatterAction::Answer]);
        let away = ReturnMatter { reason: "归德育处".to_owned(), proposed_office: None };
        let refused = attempt::<HandBackMatter>(&teacher, path, &away).await;
        assert!(refused.problem(ProblemCode::NotInThisState).detail.contains("只告诉班主任"));

        // She who is both has one right more, and still sends nothing away.
        hands_over(&site, "陈雨", "赵敏").await;
        let both = site.client("赵敏").await;
        assert_eq!(see(&both, path).await.actions, [MatterAction::Accept, MatterAction::Answer]);
    }

    async fn the_classs_present_head_teacher_has_it_after_a_handover(site: Site) {
        let path = ask(&site, true).await;
        hands_over(&site, "陈雨", "何静").await;
        let new = site.client("何静").await;
        assert_eq!(see(&new, path).await.text, TEXT);
        act::<SubmitAnswer>(&new, path, answer()).await;
        site.client("陈雨").await.get::<ReadMatter>(&path).await.problem(ProblemCode::Forbidden);
    }

    async fn a_question_that_is_not_the_head_teachers_goes_to_the_coordinator(site: Site) {
        let path = ask(&site, false).await;
        let teacher = site.client("陈雨").await;
        let coordinator = site.client("赵敏").await;
        let seen = see(&coordinator, path).await;
        assert_eq!((seen.line.student_name.as_deref(), seen.author_name), (Some("王*明"), None));
        let away = ReturnMatter { reason: "归教务处".to_owned(), proposed_office: None };
        let back = act::<HandBackMatter>(&teacher, path, away).await;
        assert_eq!((back.line.state, back.line.with_class), (MatterState::Triaged, false));
        let to = AssignMatter { office: label::node("海棠路小学/教务处") };
        act::<AssignOffice>(&coordinator, path, to).await;
        assert_eq!(see(&teacher, path).await.actions, [], "it is the office's now");
        let office = site.client("刘建国").await;
        assert_eq!(see(&office, path).await.author_name, None, "an office answers without a name");
        act::<SubmitAnswer>(&office, path, answer()).await;
        site.run_jobs().await;
        let page = link_of(&site, path, 1).await.expect("a link");
        assert!(open(&site, &page).await.text.contains("教务处 刘建国"));
    }

    async fn a_head_teacher_takes_on_nothing_that_an_office_has(site: Site) {
        let path = bring(&site, request()).await;
        let teacher = site.client("陈雨").await;
        attempt::<AcceptMatter>(&teacher, path, &()).await.problem(ProblemCode::Forbidden);
        attempt::<SubmitAnswer>(&teacher, path, &answer()).await.problem(ProblemCode::Forbidden);
    }

    async fn only_who_asked_reads_it_among_the_family(site: Site) {
        let path = ask(&site, false).await;
        for who in ["王小明/paternal_grandmother", "李一涵/mother"] {
            joins(&site, who).await;
            assert_eq!(code(own(&site, who, path).await.map(|_| ())), ProblemCode::NotFound, "{who}");
            assert_eq!(code(say(&site, label::person(who), path, (1, Rating::Solved)).await), ProblemCode::NotFound);
            assert!(own_list(&site, who).await.is_empty(), "{who}");
        }
        let hers = own_list(&site, MOTHER).await;
        assert_eq!(hers.len(), 1);
        assert_eq!((hers[0].matter, hers[0].child.as_str()), (path.matter, "王小明"));
        assert_eq!(hers[0].asked.as_ref().map(|asked| asked.title.as_str()), Some(TITLE));
    }

    async fn a_barred_guardian_cannot_ask(site: Site) {
        let who = "郑安然/father";
        joins(&site, who).await;
        let barred = Question {
            student: label::student("郑安然"),
            person: label::person(who),
            ..question(true)
        };
        assert_eq!(code(try_ask(&site, barred).await), ProblemCode::NotFound);
        let foreign = Question { student: label::student("郑安然"), ..question(true) };
        joins(&site, MOTHER).await;
        assert_eq!(code(try_ask(&site, foreign).await), ProblemCode::NotFound, "another family's child");
    }

    async fn the_same_question_again_asks_once_and_another_under_its_id_is_refused(site: Site) {
        joins(&site, MOTHER).await;
        joins(&site, "王小明/paternal_grandmother").await;
        let first = question(false);
        let path = try_ask(&site, first.clone()).await.expect("asked");
        let renamed = Question { lesson_title: "新标题".to_owned(), ..first.clone() };
        for same in [first.clone(), renamed] {
            try_ask(&site, same).await.expect("the same answer");
        }
        for other in [
            Question { text: "别的问题", ..first.clone() },
            Question { class_only: true, ..first.clone() },
            Question { lesson: LessonId::from_u128(2), ..first.clone() },
        ] {
            assert_eq!(code(try_ask(&site, other).await), ProblemCode::DiffersFromFirst);
        }
        let anothers = Question { person: label::person("王小明/paternal_grandmother"), ..first };
        assert_eq!(code(try_ask(&site, anothers).await), ProblemCode::NotFound);
        let logged = look(&site, |conn| {
            let asked: i64 = audit_entry::table
                .filter(audit_entry::action.eq("matter.ask"))
                .count()
                .get_result(conn)?;
            let stored: i64 = matter::table.count().get_result(conn)?;
            Ok((asked, stored))
        }).await.expect("counts");
        assert_eq!(logged, (1, 1));
        assert_eq!(see(&site.client("陈雨").await, path).await.version, 1);
    }

    async fn a_question_says_something_within_its_limit_and_is_stored_sealed(site: Site) {
        joins(&site, MOTHER).await;
        let long: &'static str = "长".repeat(TEXT_MAX + 1).leak();
        for text in ["", "  ", long] {
            let refused = try_ask(&site, Question { text, ..question(false) }).await;
            assert_eq!(code(refused), ProblemCode::Invalid, "{} characters", text.chars().count());
        }
        try_ask(&site, Question { text: &long[..TEXT_MAX * 3], ..question(false) }).await.expect("just fits");
        try_ask(&site, question(true)).await.expect("asked");
        let bodies: Vec<Vec<u8>> = look(&site, |conn| {
            Ok(matter::table.select(matter::body_sealed).load(conn)?)
        }).await.expect("the matters");
        for body in bodies {
            assert!(!body.windows(6).any(|part| part == "暗语".as_bytes()));
        }
    }

    async fn the_head_teacher_sees_which_lessons_were_asked_about_and_nobody_else_does(site: Site) {
        let other = LessonId::from_u128(7);
        ask(&site, true).await;
        let first = ask(&site, false).await;
        answered(&site, first).await;
        site.pass(chrono::TimeDelta::days(1));
        let later = Question { lesson: other, lesson_title: "睡前十五分钟".to_owned(), ..question(false) };
        try_ask(&site, later).await.expect("asked");
        let class = ClassPath { class: label::node(CLASS) };
        let lessons: Vec<AskedLesson> = site.client("陈雨").await.get::<ListAskedLessons>(&class).await.ok();
        let counts: Vec<_> = lessons.iter()
            .map(|line| (line.lesson, line.questions, line.waiting, line.latest_on.to_string()))
            .collect();
        assert_eq!(counts, [
            (other, 1, 1, "2026-11-24".to_owned()),
            (LESSON, 2, 1, "2026-11-23".to_owned()),
        ]);
        site.client("何静").await.get::<ListAskedLessons>(&class).await.problem(ProblemCode::NotFound);
        site.client("赵敏").await.get::<ListAskedLessons>(&class).await.problem(ProblemCode::Forbidden);
    }

    async fn a_question_stands_on_todays_page_and_with_the_family(site: Site) {
        let path = ask(&site, true).await;
        let teacher = site.client("陈雨").await;
        let today: Today = teacher.get::<ReadToday>(&()).await.ok();
        assert!(today.matters.iter().any(|line| line.matter == path.matter));
        let pupil = StudentPath { student: label::student("王小明") };
        let card: FamilyCard = teacher.get::<ReadFamilyCard>(&pupil).await.ok();
        assert!(card.matters.iter().any(|line| line.matter == path.matter));
        let class = ClassPath { class: label::node(CLASS) };
        let families: ClassFamilies = teacher.get::<ListFamilies>(&class).await.ok();
        let hers = families.families.iter().find(|line| line.student == pupil.student).expect("a line");
        assert_eq!(hers.open_matters, 1);
    }
}
