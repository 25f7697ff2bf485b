//! Joining by a link: what proves who one is, what one press does, and that a consent bears its
//! day and the text that was read.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    messages::{LinkPurpose, links},
    org::enrol::{NewGuardianship, add_guardianships},
    seed::label,
};
use tongyu_db::schema::{account, carer_request, consent};
use tongyu_shared::{
    ids::{InviteId, PersonId},
    org::{endpoints::RevokeFamilyInvitation, joining::NOTICE_VERSION},
    visits::types::{Relation, StudentPath},
};

use super::{
    AGREED, BARRED, LI, LIS_FATHER, LIS_MOTHER, TEACHER, WANG, WANGS_MOTHER, ZHENG, accounts_with,
    ask_to_join, code_of, family_link, filled, joined_home, joined_sign_in, leads, look, open,
    personal_link, press, press_from_elsewhere, signed_in, written_again,
};
use crate::{
    kit::{Answer, Site, databases},
    laws::matrix::snapshot,
    on_both,
};

const MOTHER: &str = "王小明/mother";

async fn consents(site: &Site, person: PersonId) -> Vec<(String, String, chrono::NaiveDateTime)> {
    look(site, move |conn| {
        Ok(consent::table
            .filter(consent::person_id.eq(person.to_string()))
            .filter(consent::withdrawn_at.is_null())
            .order(consent::given_at)
            .select((
                consent::given_as,
                consent::notice_version,
                consent::given_at,
            ))
            .load(conn)?)
    })
    .await
}

async fn for_child(site: &Site, person: PersonId) -> Vec<bool> {
    look(site, move |conn| {
        Ok(consent::table
            .filter(consent::person_id.eq(person.to_string()))
            .select(consent::for_child)
            .load(conn)?)
    })
    .await
}

fn is_gone(answer: &Answer) -> bool {
    answer.status == 404 && answer.text.contains("这个链接打不开了")
}

#[actix_web::test]
async fn the_notice_names_a_contact_only_where_there_is_one() {
    for (complaints, named) in [("", false), ("0532-12345", true)] {
        let site = Site::start(databases::sqlite(), |config| {
            complaints.clone_into(&mut config.complaints);
        });
        let notice = open(&site.anonymous(), "/l/notice").await;
        assert_eq!(notice.text.contains("最下方写的联系方式"), named);
        assert_eq!(notice.text.contains("0532-12345"), named);
    }
}

on_both! {
    async fn one_press_on_the_message_joins_and_opens_the_childs_page(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        let phone = site.anonymous();
        let shown = open(&phone, &page).await;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains("王*明") && !shown.text.contains(WANG), "the child is masked");
        assert!(shown.text.contains("陈老师请您加入"), "{}", shown.text);
        assert!(shown.text.contains("妈妈") && !shown.text.contains("<input type=\"radio\""));
        assert!(shown.text.len() < 20 * 1024, "{}", shown.text.len());
        let joined = press(&phone, &page, AGREED).await;
        assert_eq!(leads(&joined), (303, &*joined_home(label::student(WANG))));
        let home = open(&signed_in(&site, &joined), leads(&joined).1).await;
        assert!(home.text.contains(WANG) && home.text.contains("三年级(2)班"), "{}", home.text);
        assert!(home.text.contains("加入好了，从现在起看得到王小明的事"), "{}", home.text);
        let now = site.app.clock.now().naive_utc();
        let given = consents(&site, label::person(MOTHER)).await;
        assert_eq!(given, [("guardian".to_owned(), NOTICE_VERSION.to_owned(), now)]);
    }

    async fn a_grandmother_agrees_as_a_carer_in_large_type(site: Site) {
        let grandmother = "王小明/paternal_grandmother";
        let page = personal_link(&site, WANG, grandmother).await;
        let shown = open(&site.anonymous(), &page).await;
        assert!(shown.text.contains("data-mode=\"care\"") && shown.text.contains("受孩子父母委托"));
        let joined = press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(leads(&joined), (303, &*joined_home(label::student(WANG))));
        assert_eq!(consents(&site, label::person(grandmother)).await[0].0, "carer");
    }

    async fn opening_an_invitation_changes_nothing(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        let family = family_link(&site, WANG).await;
        let before = snapshot::rows(&site).await;
        for page in [&page, &family, "/l/notice"] {
            assert_eq!(open(&site.anonymous(), page).await.status, 200);
        }
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn without_the_tick_nobody_joins(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        let family = family_link(&site, WANG).await;
        let before = snapshot::rows(&site).await;
        let unticked = filled("mother", "周岚", WANGS_MOTHER, None).replace("&consent=yes", "");
        for (page, form) in [(&page, ""), (&family, unticked.as_str())] {
            let answer = press(&site.anonymous(), page, form).await;
            assert_eq!(answer.status, 422);
            assert!(answer.text.contains("勾选同意"), "{}", answer.text);
        }
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn a_guardian_agrees_for_the_child_apart_and_a_carer_cannot(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        assert!(open(&site.anonymous(), &page).await.text.contains("name=\"child\""));
        let before = snapshot::rows(&site).await;
        let own_alone = press(&site.anonymous(), &page, "consent=yes").await;
        assert_eq!(own_alone.status, 422);
        assert!(own_alone.text.contains("孩子的信息要监护人单独同意"), "{}", own_alone.text);
        assert_eq!(before, snapshot::rows(&site).await);
        press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(for_child(&site, label::person(MOTHER)).await, [true]);
        let grandmother = "王小明/paternal_grandmother";
        let page = personal_link(&site, WANG, grandmother).await;
        assert!(!open(&site.anonymous(), &page).await.text.contains("name=\"child\""));
        press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(for_child(&site, label::person(grandmother)).await, [false]);
    }

    async fn the_same_form_sent_again_changes_nothing(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        press(&site.anonymous(), &page, AGREED).await;
        let before = snapshot::rows(&site).await;
        let again = press(&site.anonymous(), &page, AGREED).await;
        assert_eq!((again.status, again.set_cookie.is_none()), (409, true));
        assert!(again.text.contains("已经加入了") && again.text.contains("/p/sign-in"));
        let read = open(&site.anonymous(), &page).await;
        assert_eq!((read.status, read.text.contains("<form")), (200, false));
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn a_used_link_leads_who_joined_and_is_signed_in_home(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        let mother = signed_in(&site, &press(&site.anonymous(), &page, AGREED).await);
        assert_eq!(leads(&open(&mother, &page).await), (303, "/p"));
        let teacher = site.client(TEACHER).await;
        assert!(open(&teacher, &page).await.text.contains("已经加入了"), "it is not hers");
    }

    async fn who_is_signed_in_and_joins_for_another_child_need_not_sign_in_again(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        let mother = signed_in(&site, &press(&site.anonymous(), &page, AGREED).await);
        let address = joined_sign_in(WANG);
        assert_eq!(leads(&open(&mother, &address).await), (303, &*joined_home(label::student(WANG))));
    }

    async fn nobody_is_told_of_joining_for_a_child_whom_she_does_not_see(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let home = open(&mother, &joined_home(label::student(WANG))).await;
        assert!(!home.text.contains("加入好了") && !home.text.contains(WANG));
    }

    async fn looking_first_opens_a_lesson_of_the_childs_stage(site: Site) {
        let page = family_link(&site, WANG).await;
        let shown = open(&site.anonymous(), &page).await;
        assert!(shown.text.contains("/p/look?stage=primary"), "{}", shown.text);
        for (stage, said) in [("primary", "小学"), ("kindergarten", "幼儿园")] {
            let look = open(&site.anonymous(), &format!("/p/look?stage={stage}")).await;
            let lesson = open(&site.anonymous(), leads(&look).1).await;
            assert!(lesson.status == 200 && lesson.text.contains(&format!(" · {said}")), "{stage}");
        }
    }

    async fn other_children_join_with_their_box_and_nobody_elses_do(site: Site) {
        let brother = "张弛";
        let linked: Result<(), Fault> = site.app.db.write(move |tx| {
            let second = NewGuardianship {
                student: label::student(brother),
                person: label::person(MOTHER),
                relation: Relation::Mother,
                primary_carer: false,
                may_view: true,
                from_on: "2026-09-01".parse().expect("a day"),
            };
            add_guardianships(tx, &[second])
        }).await;
        linked.expect("two children");
        let page = personal_link(&site, WANG, MOTHER).await;
        assert!(open(&site.anonymous(), &page).await.text.contains("张* · 海棠路小学"));
        let [own, other] = [brother, LI].map(|child| label::student(child).to_string());
        let joined = press(&site.anonymous(), &page, &format!("{AGREED}&also={own}&also={other}")).await;
        let home = open(&signed_in(&site, &joined), "/p").await;
        assert!(home.text.contains(WANG) && home.text.contains(brother));
        assert!(!home.text.contains(LI), "{}", home.text);
        assert_eq!(consents(&site, label::person(MOTHER)).await.len(), 2);
    }

    async fn a_link_opens_no_session_of_a_member_of_staff(site: Site) {
        let linked: Result<(), Fault> = site.app.db.write(move |tx| {
            let child = NewGuardianship {
                student: label::student(WANG),
                person: label::person("罗强"),
                relation: Relation::Father,
                primary_carer: false,
                may_view: true,
                from_on: "2026-09-01".parse().expect("a day"),
            };
            add_guardianships(tx, &[child])
        }).await;
        linked.expect("a teacher and father");
        let page = personal_link(&site, WANG, "罗强").await;
        let joined = press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(leads(&joined), (303, &*joined_sign_in(WANG)));
        assert!(joined.set_cookie.is_none());
        let both = site.client("罗强").await;
        assert!(open(&both, "/p").await.text.contains(WANG), "one account has both");
    }

    async fn a_familys_link_serves_several_and_a_code_proves_the_phone(site: Site) {
        let page = family_link(&site, WANG).await;
        let people = [
            ("mother", "周岚", WANGS_MOTHER),
            ("paternal_grandmother", "王桂兰", "19900001001"),
        ];
        for who in people {
            let client = ask_to_join(&site, &page, who).await;
            assert!(open(&client, "/p").await.text.contains(WANG));
        }
        let asked: i64 = look(&site, |conn| Ok(carer_request::table.count().get_result(conn)?)).await;
        assert_eq!(asked, 0, "the roster knows both");
    }

    async fn an_empty_name_is_asked_for_as_a_persons(site: Site) {
        let page = family_link(&site, WANG).await;
        let answer = press(&site.anonymous(), &page, &filled("mother", "", WANGS_MOTHER, None)).await;
        assert_eq!(answer.status, 422);
        let asked = answer.text.contains("<a href=\"#name\">请填姓名</a>");
        assert!(asked && !answer.text.contains("批"), "{}", answer.text);
    }

    async fn a_wrong_code_joins_nobody_and_too_many_tries_are_refused(site: Site) {
        let page = family_link(&site, WANG).await;
        let form = |code| filled("mother", "周岚", WANGS_MOTHER, code);
        press(&site.anonymous(), &page, &form(None)).await;
        let right = code_of(&site, WANGS_MOTHER).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for nth in 0..10 {
            let answer = press(&site.anonymous(), &page, &form(Some(wrong))).await;
            assert_eq!((answer.status, answer.set_cookie.is_none()), (422, true), "{nth}");
        }
        assert_eq!(press(&site.anonymous(), &page, &form(Some(&right))).await.status, 429);
        assert!(consents(&site, label::person(MOTHER)).await.is_empty());
    }

    async fn a_known_and_an_unknown_phone_look_the_same_until_they_are_proved(site: Site) {
        let page = family_link(&site, WANG).await;
        let known = press(&site.anonymous(), &page, &filled("mother", "周岚", WANGS_MOTHER, None)).await;
        let other = press(&site.anonymous(), &page, &filled("mother", "周岚", "19900007778", None)).await;
        let plain = |answer: &Answer, phone: &str| {
            answer.text.replace(phone, "").replace(&phone[7..], "")
        };
        assert_eq!(plain(&known, WANGS_MOTHER), plain(&other, "19900007778"));
    }

    async fn a_barred_guardian_gets_in_and_no_page_says_that_there_is_a_child(site: Site) {
        let page = family_link(&site, ZHENG).await;
        let father = ask_to_join(&site, &page, ("father", "郑强", BARRED)).await;
        for page in ["/p", "/p/me", "/p/matters"] {
            let shown = open(&father, page).await;
            assert_eq!(shown.status, 200);
            assert!(!shown.text.contains(ZHENG) && !shown.text.contains("郑*然"), "{page}");
        }
        assert!(open(&father, "/p").await.text.contains("没有可以看到的孩子"));
        assert!(consents(&site, label::person("郑安然/father")).await.is_empty());
        let asked: i64 = look(&site, |conn| Ok(carer_request::table.count().get_result(conn)?)).await;
        assert_eq!(asked, 0, "the other guardian is not asked either");
    }

    async fn a_barred_phone_stays_barred_under_another_spelling_of_the_name(site: Site) {
        written_again(&site, "郑先生", BARRED, LI).await;
        let other = family_link(&site, LI).await;
        ask_to_join(&site, &other, ("mother", "郑先生", BARRED)).await;
        let page = family_link(&site, ZHENG).await;
        site.pass(TimeDelta::minutes(2));
        let barred = ask_to_join(&site, &page, ("other", "郑先生", BARRED)).await;
        let home = open(&barred, "/p").await;
        assert!(home.text.contains(LI), "the other child is not barred: {}", home.text);
        assert!(!home.text.contains(ZHENG) && !home.text.contains("郑*然"), "{}", home.text);
        let asked: i64 = look(&site, |conn| Ok(carer_request::table.count().get_result(conn)?)).await;
        assert_eq!(asked, 0, "the other guardian is not asked");
    }

    async fn what_is_foreign_past_or_taken_back_opens_nothing(site: Site) {
        let (personal, family) = (personal_link(&site, WANG, MOTHER).await, family_link(&site, WANG).await);
        let keys = &site.app.keys;
        let token = |path: &str| path.trim_start_matches("/l/j/").to_owned();
        for bad in [
            links::path_of(keys, InviteId::new().as_bytes(), LinkPurpose::JoinFamily),
            links::path_of(keys, InviteId::new().as_bytes(), LinkPurpose::VisitConfirm),
            format!("/l/v/{}", token(&personal)),
            format!("/l/m/{}", token(&family)),
            "/l/j/x".to_owned(),
        ] {
            assert!(is_gone(&open(&site.anonymous(), &bad).await), "{bad}");
        }
        let path = StudentPath { student: label::student(WANG) };
        let teacher = site.client(TEACHER).await;
        assert_eq!(teacher.send::<RevokeFamilyInvitation>(&path, &()).await.status, 204);
        assert!(is_gone(&open(&site.anonymous(), &family).await), "taken back");
        let fresh = family_link(&site, WANG).await;
        assert_ne!(fresh, family);
        site.pass(TimeDelta::days(40));
        for page in [&personal, &fresh] {
            assert!(is_gone(&open(&site.anonymous(), page).await), "past");
            assert!(is_gone(&press(&site.anonymous(), page, AGREED).await), "past");
        }
    }

    async fn a_form_from_elsewhere_signs_nobody_in(site: Site) {
        let page = personal_link(&site, WANG, MOTHER).await;
        let before = snapshot::rows(&site).await;
        for page in [page.as_str(), "/p/sign-in"] {
            let answer = press_from_elsewhere(&site.anonymous(), page, AGREED).await;
            assert_eq!((answer.status, answer.set_cookie.is_none()), (403, true), "{page}");
        }
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn one_phone_in_two_rosters_is_one_account_with_two_children(site: Site) {
        let first = personal_link(&site, WANG, MOTHER).await;
        let mother = signed_in(&site, &press(&site.anonymous(), &first, AGREED).await);
        written_again(&site, "周岚妈妈", WANGS_MOTHER, LI).await;
        let page = family_link(&site, LI).await;
        let again = ask_to_join(&site, &page, ("mother", "周岚", WANGS_MOTHER)).await;
        for client in [&mother, &again] {
            let home = open(client, "/p").await;
            assert!(home.text.contains(WANG) && home.text.contains(LI), "{}", home.text);
        }
        assert_eq!(accounts_with(&site, WANGS_MOTHER).await, 1);
        let asked: i64 = look(&site, |conn| Ok(carer_request::table.count().get_result(conn)?)).await;
        assert_eq!(asked, 0, "the roster knows the phone");
    }

    async fn a_personal_link_for_a_phone_with_an_account_joins_that_account(site: Site) {
        let taken: Result<(), Fault> = site.app.db.write(|tx| {
            diesel::update(account::table.find(label::account(TEACHER).to_string()))
                .set(account::phone_hash.eq(
                    tongyu_db::schema::person::table
                        .find(label::person(MOTHER).to_string())
                        .select(tongyu_db::schema::person::phone_hash)
                        .first::<Option<String>>(tx.conn())?,
                ))
                .execute(tx.conn())?;
            Ok(())
        }).await;
        taken.expect("the phone is another's");
        let page = personal_link(&site, WANG, MOTHER).await;
        let answer = press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(leads(&answer), (303, &*joined_sign_in(WANG)));
        assert!(answer.set_cookie.is_none(), "the link proves no account");
        assert_eq!(consents(&site, label::person(TEACHER)).await.len(), 1);
        assert!(consents(&site, label::person(MOTHER)).await.is_empty());
        assert!(open(&site.client(TEACHER).await, "/p").await.text.contains(WANG));
    }

    async fn a_father_joins_for_himself_and_not_for_the_mother(site: Site) {
        let page = family_link(&site, LI).await;
        let father = ask_to_join(&site, &page, ("father", "李志强", LIS_FATHER)).await;
        let me = open(&father, "/p/me").await;
        assert!(me.text.contains("也加入了：妈妈"), "{}", me.text);
        assert!(!me.text.contains("何娟"), "the relation, no more");
    }
}
