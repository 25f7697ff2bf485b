//! Versions: a change names what it is based on, and hears what it is based on now where that is old.

use tongyu::seed::label;
use tongyu_shared::{
    api::problem::ProblemCode,
    org::{
        endpoints::WriteSheet,
        types::{SchoolPath, SchoolSheet, SheetText},
    },
};

use crate::{
    kit::{Answer, Client},
    on_both,
};

async fn write(client: &Client, if_match: Option<&str>) -> Answer {
    let path = SchoolPath {
        school: label::node("海棠路小学"),
    };
    let text = SheetText {
        care: "问一问睡得好不好".to_owned(),
        ..SheetText::default()
    };
    client.call::<WriteSheet>(&path, &(), &text, if_match).await
}

on_both! {
    async fn a_change_without_a_version_answers_428(site: Site) {
        let coordinator = site.client("赵敏").await;
        for nothing in [None, Some("v1"), Some("*"), Some("\"v99999999999\"")] {
            write(&coordinator, nothing).await.problem(ProblemCode::VersionMissing);
        }
    }

    async fn an_old_version_answers_412_with_the_one_to_build_on(site: Site) {
        let coordinator = site.client("赵敏").await;
        let stale = write(&coordinator, Some("\"v1000\"")).await;
        stale.problem(ProblemCode::Stale);
        let current = stale.etag.clone().expect("the version now");
        let written = write(&coordinator, Some(&current)).await;
        let next = written.ok::<SchoolSheet>().version;
        assert_eq!(written.etag, Some(format!("\"v{next}\"")));
        let again = write(&coordinator, Some(&current)).await;
        again.problem(ProblemCode::Stale);
        assert_eq!(again.etag, written.etag);
    }
}
