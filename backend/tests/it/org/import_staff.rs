//! Staff lists: accounts, offices and head teachers; and what a list never gives.

use tongyu_shared::{
    access::Role,
    identity::{endpoints::ReadSession, types::Me},
    org::{
        import::{ApplyNoteCode, ApplyReport},
        sheet::SheetKind,
    },
};

use super::import_tools::{ADMIN, SCHOOL, apply, count, import, upload};
use crate::{kit::Client, on_both};

const HEAD: &str = "姓名,手机,处室,职务,班主任班级\n";

async fn staff(client: &Client, rows: &[&str]) -> ApplyReport {
    let text = format!("{HEAD}{}\n", rows.join("\n"));
    let sheet = upload(client, SCHOOL, SheetKind::Staff, "教职工.csv", text)
        .await
        .ok();
    apply(client, &sheet).await.ok()
}

fn codes(report: &ApplyReport) -> Vec<(u32, ApplyNoteCode)> {
    report
        .notes
        .iter()
        .map(|note| (note.row, note.code))
        .collect()
}

async fn roles(client: &Client) -> Vec<(Role, String)> {
    let me: Me = client.get::<ReadSession>(&()).await.ok();
    me.roles
        .into_iter()
        .map(|held| (held.role, held.node_name))
        .collect()
}

on_both! {
    async fn people_offices_and_a_head_teacher_come_in_and_stay_the_same(site: Site) {
        let admin = site.client(ADMIN).await;
        let rows = ["钱多,19900008001,教务处、总务处,干事,", "吴安,19900008002,心理室,心理教师,四年级1班"];
        let first = staff(&admin, &rows).await;
        assert_eq!((first.added, first.places_added), (2, 1));
        assert_eq!(codes(&first), [(3, ApplyNoteCode::HeadTeacherReplaced)]);
        let again = staff(&admin, &rows).await;
        assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 2));
        let titled = "SELECT count(*) AS n FROM role_grant WHERE title = '干事' AND role = 'office_member'";
        assert_eq!(count(&site, titled).await, 2);
    }

    async fn the_former_head_teacher_ends_yesterday_and_sees_the_class_no_more(site: Site) {
        let teacher = site.client("陈雨").await;
        assert_eq!(roles(&teacher).await, [(Role::HeadTeacher, "三年级(2)班".to_owned())]);
        let admin = site.client(ADMIN).await;
        let ended = "SELECT count(*) AS n FROM role_grant WHERE role = 'head_teacher' AND valid_to = '2026-11-22'";
        let before = count(&site, ended).await;
        let report = staff(&admin, &["吴安,19900008002,,,三(2)班"]).await;
        assert_eq!(codes(&report), [(2, ApplyNoteCode::HeadTeacherReplaced)]);
        assert_eq!(roles(&teacher).await, []);
        assert_eq!(count(&site, ended).await, before + 1);
    }

    async fn a_class_that_is_not_there_or_taken_gets_no_head_teacher(site: Site) {
        let admin = site.client(ADMIN).await;
        let rows = ["甲一,19900008001,教务处,,六年级5班", "乙二,19900008002,教务处,,三年级1班", "丙三,19900008003,教务处,,三年级1班"];
        let report = staff(&admin, &rows).await;
        assert_eq!(codes(&report), [
            (2, ApplyNoteCode::ClassUnknown),
            (3, ApplyNoteCode::HeadTeacherReplaced),
            (4, ApplyNoteCode::ClassTaken),
        ]);
        assert_eq!(report.added, 3);
    }

    async fn a_phone_of_someone_else_is_left_alone(site: Site) {
        let admin = site.client(ADMIN).await;
        // 陈雨 signs in with this phone.
        let report = staff(&admin, &["冒名,19900000002,教务处,主任,三年级1班"]).await;
        assert_eq!(codes(&report), [(2, ApplyNoteCode::PhoneOfAnother)]);
        assert_eq!((report.added, report.skipped), (0, 1));
        assert_eq!(roles(&site.client("陈雨").await).await.len(), 1);
    }

    async fn nobody_gives_roles_to_themselves(site: Site) {
        let admin = site.client(ADMIN).await;
        let report = staff(&admin, &["孙浩,19900000022,德育处,,三年级2班"]).await;
        assert_eq!(codes(&report), [(2, ApplyNoteCode::OwnRow)]);
        assert_eq!(roles(&admin).await.len(), 1);
    }

    async fn a_post_gives_no_role_that_administers_a_school(site: Site) {
        let high = "SELECT count(*) AS n FROM role_grant WHERE role IN ('principal', 'coordinator', 'school_admin')";
        let before = count(&site, high).await;
        let admin = site.client(ADMIN).await;
        staff(&admin, &["钱多,19900008001,校长室,校长,", "吴安,19900008002,教务处,学校管理员,"]).await;
        assert_eq!(count(&site, high).await, before);
    }

    async fn a_parent_who_teaches_is_one_person(site: Site) {
        let admin = site.client(ADMIN).await;
        import(
            &admin,
            "姓名,班级,家长姓名,关系,手机\n王明明,三年级1班,李芳,母亲,19900007001\n",
        )
        .await;
        let before = count(&site, "SELECT count(*) AS n FROM person").await;
        let report = staff(&admin, &["李芳,19900007001,教务处,,"]).await;
        assert_eq!(report.added, 1);
        assert_eq!(count(&site, "SELECT count(*) AS n FROM person").await, before);
    }
}
