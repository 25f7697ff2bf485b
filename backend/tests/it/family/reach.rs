//! The rows of the matrix for guardians who joined: what each of them reaches of one child's and
//! one mother's things, and that looking changes nothing.

use tongyu::seed::label;
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    ids::MatterId,
};

use super::{
    AGREED, BARRED, LI, LIS_FATHER, LIS_MOTHER, WANG, ZHENG, ask_to_join, asking_grandmother,
    decide, family_link, leads, open, personal_link, press, signed_in,
};
use crate::{
    feedback::desk::{self, Said},
    kit::{Client, Site},
    laws::matrix::snapshot,
    on_both,
};

/// What someone gets: the child's name on the own page, the mother's matter, the family's
/// invitation, and the way out.
type Reach = (bool, u16, u16, u16);

const NOTHING: Reach = (false, 404, 404, 404);

async fn matter_of_mother(site: &Site) -> MatterId {
    let said = Said {
        kind: MatterKind::Request,
        theme: Theme::AfterSchool,
        for_information: false,
        student: LI,
        class: "海棠路小学/三年级(2)班",
        school: "海棠路小学",
        raiser: Some("李一涵/mother"),
        author: "陈雨",
        text: "希望课后服务延时".to_owned(),
    };
    desk::bring(site, said).await.matter
}

async fn reach(client: &Client, matter: MatterId) -> Reach {
    let child = label::student(LI);
    let home = open(client, "/p").await;
    assert_eq!(home.status, 200);
    let list = open(client, "/p/matters").await;
    let one = open(client, &format!("/p/matters/{matter}")).await;
    assert_eq!(
        list.text.contains(&matter.to_string()),
        one.status == 200,
        "{}",
        list.text
    );
    (
        home.text.contains(LI),
        one.status,
        open(client, &format!("/p/children/{child}/invitation"))
            .await
            .status,
        open(client, &format!("/p/children/{child}/leave"))
            .await
            .status,
    )
}

on_both! {
    async fn each_guardian_reaches_the_own_childs_things_and_her_own_matters(site: Site) {
        let matter = matter_of_mother(&site).await;
        let family = family_link(&site, LI).await;
        let father = ask_to_join(&site, &family, ("father", "李志强", LIS_FATHER)).await;
        let carer = asking_grandmother(&site).await;
        let unconfirmed = reach(&carer, matter).await;
        decide(&father, "yes").await;
        let page = personal_link(&site, WANG, "王小明/mother").await;
        let other = signed_in(&site, &press(&site.anonymous(), &page, AGREED).await);
        let barred_at = family_link(&site, ZHENG).await;
        let barred = ask_to_join(&site, &barred_at, ("father", "郑强", BARRED)).await;
        let cast = [
            ("mother", site.client(LIS_MOTHER).await, (true, 200, 200, 200)),
            ("father", father, (true, 404, 200, 200)),
            ("confirmed carer", carer, (true, 404, 404, 200)),
            ("mother of a classmate", other, NOTHING),
            ("barred guardian of a classmate", barred, NOTHING),
            ("head teacher", site.client("陈雨").await, NOTHING),
            ("teacher of another school", site.client("宋磊").await, NOTHING),
        ];
        let signing_in = snapshot::rows(&site).await;
        for (who, client, expected) in &cast {
            assert_eq!(reach(client, matter).await, *expected, "{who}");
        }
        assert_eq!(unconfirmed, NOTHING);
        assert_eq!(signing_in, snapshot::rows(&site).await, "looking changed a row");
    }

    async fn nobody_else_rates_a_mothers_answer(site: Site) {
        let matter = matter_of_mother(&site).await;
        let family = family_link(&site, LI).await;
        let father = ask_to_join(&site, &family, ("father", "李志强", LIS_FATHER)).await;
        let teacher = site.client("陈雨").await;
        let before = snapshot::rows(&site).await;
        for client in [&father, &teacher] {
            let page = format!("/p/matters/{matter}");
            assert_eq!(press(client, &page, "rating=solved&note=&cycle=1").await.status, 404);
        }
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn who_is_not_signed_in_is_led_to_sign_in(site: Site) {
        let child = label::student(LI);
        for page in [
            "/p".to_owned(),
            "/p/me".to_owned(),
            "/p/matters".to_owned(),
            format!("/p/matters/{}", MatterId::new()),
            format!("/p/children/{child}/invitation"),
            format!("/p/children/{child}/leave"),
        ] {
            let answer = open(&site.anonymous(), &page).await;
            let to = answer.headers["location"].to_str().expect("a path").to_owned();
            assert_eq!((answer.status, to), (303, format!("/p/sign-in?to={page}")));
        }
        let before = snapshot::rows(&site).await;
        let leave = format!("/p/children/{child}/leave");
        assert_eq!(press(&site.anonymous(), &leave, "").await.status, 303);
        let kept = open(&site.anonymous(), "/p/me?lang=en&big=1").await;
        assert_eq!(leads(&kept), (303, "/p/sign-in?to=/p/me%3Flang%3Den%26big%3D1"));
        assert_eq!(before, snapshot::rows(&site).await);
    }
}
