//! The sheet on what visits take to the homes: who reads and writes it, and stale edits.

use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    org::{
        endpoints::{ReadSheet, WriteSheet},
        types::{SchoolPath, SchoolSheet, SheetText},
    },
};

use crate::on_both;

fn school(name: &str) -> SchoolPath {
    SchoolPath {
        school: label::node(name),
    }
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
