//! The sheet on what visits take to the homes: who reads and writes it, and stale edits.

use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    feedback::endpoints::ReadSchoolMatters,
    org::{
        endpoints::{ListOffices, ReadSheet, WriteSheet},
        types::{SchoolPath, SchoolSheet, SheetText},
    },
};

use crate::{kit::Site, on_both};

fn school(name: &str) -> SchoolPath {
    SchoolPath {
        school: label::node(name),
    }
}

async fn exists(site: &Site, node: &SchoolPath) -> bool {
    let id = node.school;
    let found = site
        .app
        .db
        .read(move |conn| tongyu::org::place(conn, id))
        .await;
    found.is_ok()
}

fn text(care: &str) -> SheetText {
    SheetText {
        care: care.to_owned(),
        ..SheetText::default()
    }
}

on_both! {
    async fn a_head_teacher_reads_what_the_coordinator_wrote(site: Site) {
        let here = school("海棠路小学");
        let coordinator = site.client("赵敏").await;
        let read = coordinator.get::<ReadSheet>(&here).await;
        let base = read.etag.clone();
        let written = coordinator
            .call::<WriteSheet>(&here, &(), &text("问问奶奶的身体"), base.as_deref())
            .await
            .ok::<SchoolSheet>();
        let teacher = site.client("陈雨").await;
        let seen = teacher.get::<ReadSheet>(&here).await.ok::<SchoolSheet>();
        assert_eq!(seen, written);
        assert_eq!(seen.term, "2026—2027学年 第一学期");
    }

    async fn a_class_or_an_office_is_no_school(site: Site) {
        let coordinator = site.client("赵敏").await;
        for name in ["海棠路小学/三年级(2)班", "海棠路小学/总务处"] {
            let inside = school(name);
            assert!(exists(&site, &inside).await, "{name}");
            let read = coordinator.get::<ReadSheet>(&inside).await;
            read.problem(ProblemCode::NotFound);
            let base = Some("\"v0\"");
            let written = coordinator.call::<WriteSheet>(&inside, &(), &text("一"), base).await;
            written.problem(ProblemCode::NotFound);
            coordinator.get::<ListOffices>(&inside).await.problem(ProblemCode::NotFound);
            coordinator.get::<ReadSchoolMatters>(&inside).await.problem(ProblemCode::NotFound);
        }
    }

    async fn a_stale_edit_is_refused_and_changes_nothing(site: Site) {
        let here = school("海棠路小学");
        let coordinator = site.client("赵敏").await;
        let base = coordinator.get::<ReadSheet>(&here).await.etag;
        let first = coordinator.call::<WriteSheet>(&here, &(), &text("一"), base.as_deref()).await;
        assert_eq!(first.status, 200);
        let second = coordinator.call::<WriteSheet>(&here, &(), &text("二"), base.as_deref()).await;
        second.problem(ProblemCode::Stale);
        let missing = coordinator.call::<WriteSheet>(&here, &(), &text("三"), None).await;
        missing.problem(ProblemCode::VersionMissing);
        let now = coordinator.get::<ReadSheet>(&here).await.ok::<SchoolSheet>();
        assert_eq!(now.text.care, "一");
    }

    async fn another_schools_sheet_is_not_there(site: Site) {
        let there = school("云帆中学");
        for who in ["陈雨", "赵敏", "孙浩", "刘建国"] {
            site.client(who).await.get::<ReadSheet>(&there).await.problem(ProblemCode::NotFound);
        }
        let nowhere = school("没有这所学校");
        site.client("赵敏").await.get::<ReadSheet>(&nowhere).await.problem(ProblemCode::NotFound);
    }

    async fn a_head_teacher_may_not_write_the_sheet(site: Site) {
        let teacher = site.client("陈雨").await;
        let answer =
            teacher.call::<WriteSheet>(&school("海棠路小学"), &(), &text("x"), Some("\"v1\"")).await;
        answer.problem(ProblemCode::Forbidden);
    }

    async fn a_line_that_is_too_long_names_both_numbers(site: Site) {
        let coordinator = site.client("赵敏").await;
        let long = text(&"长".repeat(61));
        let answer =
            coordinator.call::<WriteSheet>(&school("海棠路小学"), &(), &long, Some("\"v1\"")).await;
        let problem = answer.problem(ProblemCode::Invalid);
        assert_eq!(problem.errors[0].field, "care");
        assert!(problem.errors[0].message.contains("60") && problem.errors[0].message.contains("61"));
    }
}
