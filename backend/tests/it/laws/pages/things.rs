//! What the pages are about: the mother's matter, her child, the wish that waits, links that are
//! good, and the forms that act on them.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU32, Ordering},
};

use tongyu::seed::label;
use tongyu_shared::{
    feedback::{
        endpoints::SubmitAnswer,
        types::{AnswerMatter, MatterPath},
    },
    ids::{ApplicationId, MatterId},
};
use uuid::Uuid;

use super::cast::{self, Cast};
use crate::{
    certificates,
    family::{LI, family_link, filled},
    feedback::desk::{self, Said},
    kit::{Site, site::NOW},
    learning::film,
    visits::{bodies, confirm},
};

/// What the mother said to the teacher.
pub const SAID: &str = "夜里他总说怕黑，槐花暗语";
/// What the classmate's mother said.
pub const OTHERS_SAID: &str = "晚饭后他不肯下楼，石榴暗语";
/// The mother, as her matters name her.
const MOTHER: &str = "李一涵/mother";
/// The child that a visit went to, and whom it met.
const MET: &str = "王小明/paternal_grandmother";

/// Ids and tokens by their places in paths; tokens by the path.
#[derive(Clone)]
pub struct Things {
    ids: BTreeMap<&'static str, String>,
    tokens: BTreeMap<&'static str, String>,
    candidate: ApplicationId,
}

impl Things {
    /// Makes everything once.
    pub async fn make(site: &Site) -> Self {
        let certificate = certificate(site).await;
        let candidates = certificates::desk::candidates(site, &["周明"]).await;
        let notice = certificates::desk::publish(site, &candidates).await;
        let lesson = film::published(site).await.lesson;
        let ids = BTreeMap::from([
            ("student", label::student(LI).to_string()),
            ("lesson", lesson.to_string()),
            ("notice", notice.notice.id.to_string()),
            ("list", "revocation".to_owned()),
            ("key", site.app.keys.issuer_thumbprint()),
            ("rest", "nowhere/at-all".to_owned()),
        ]);
        let tokens = BTreeMap::from([
            ("/c/{token}", certificate),
            ("/l/j/{token}", family_link(site, LI).await),
            (
                "/l/m/{token}",
                link_of(site, answered(site, MOTHER, SAID).await).await,
            ),
            ("/l/v/{token}", visit_link(site).await),
        ]);
        Self {
            ids,
            tokens,
            candidate: candidates[0],
        }
    }

    /// With what the cast brings.
    pub async fn of(mut self, site: &Site, cast: &Cast) -> Self {
        let matter = answered(site, MOTHER, SAID).await.matter;
        self.ids.extend([
            ("matter", matter.to_string()),
            ("request", cast.wish.to_string()),
            ("person", cast.carer.to_string()),
        ]);
        self
    }

    /// With a thing of its own for a form that uses it up.
    pub async fn fresh(&self, site: &Site, path: &'static str) -> Self {
        let mut own = self.clone();
        match path {
            "/p/matters/{matter}" => {
                let matter = answered(site, MOTHER, SAID).await.matter;
                own.ids.insert("matter", matter.to_string());
            }
            "/p/carers/{request}" => {
                let wish = cast::asks(site, &new_phone()).await;
                own.ids.insert("request", wish.to_string());
            }
            "/p/children/{student}/carers/{person}/end" => {
                let carer = cast::confirmed(site, &new_phone()).await;
                own.ids.insert("person", carer.to_string());
            }
            "/l/m/{token}" => {
                let link = link_of(site, answered(site, MOTHER, SAID).await).await;
                own.tokens.insert(path, link);
            }
            "/l/v/{token}" => {
                own.tokens.insert(path, visit_link(site).await);
            }
            _ => {}
        }
        own
    }

    /// With ids that nothing has.
    pub fn unknown(&self) -> Self {
        let mut none = self.clone();
        for (name, id) in &mut none.ids {
            if !["key", "list", "rest"].contains(name) {
                *id = Uuid::now_v7().to_string();
            }
        }
        none
    }

    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        if let Some(link) = self.tokens.get(path) {
            return link.clone();
        }
        let parts = path.split('/').map(|part| {
            let Some(name) = part.strip_prefix('{') else {
                return part;
            };
            let end = name.find([':', '}']).expect("its end");
            self.ids[&name[..end]].as_str()
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// What the form at a path sends.
    pub fn form(&self, path: &str) -> String {
        let student = &self.ids["student"];
        match path {
            "/p/matters/{matter}" => "rating=solved&note=&cycle=1".to_owned(),
            "/p/carers/{request}" => "answer=yes".to_owned(),
            "/p/sign-in" => format!("phone={}", new_phone()),
            "/w/{lesson}/ask" => ask_form(MatterId::new(), student),
            "/l/j/{token}" => filled("other", "路人", &new_phone(), None),
            "/l/m/{token}" => "rating=solved".to_owned(),
            "/l/v/{token}" => "answer=met".to_owned(),
            "/c/notice/{notice}" => {
                let (against, text) = (self.candidate, new_phone());
                format!("application={against}&name=a&contact=b&text={text}")
            }
            _ => String::new(),
        }
    }
}

/// A question to the class of a child.
pub fn ask_form(id: MatterId, student: &str) -> String {
    format!("id={id}&student={student}&text=asked&who=class")
}

/// A phone that nobody has used.
fn new_phone() -> String {
    static USED: AtomicU32 = AtomicU32::new(0);
    format!("1990008{:04}", USED.fetch_add(1, Ordering::Relaxed))
}

/// What a mother of the class said, with an answer that waits for her word.
pub async fn answered(site: &Site, mother: &'static str, text: &str) -> MatterPath {
    let (student, _) = mother.split_once('/').expect("a child's mother");
    let said = Said {
        student,
        raiser: Some(mother),
        text: text.to_owned(),
        ..desk::feedback()
    };
    let path = desk::bring(site, said).await;
    let answer = AnswerMatter {
        text: "食堂换了供餐单位".to_owned(),
    };
    desk::act::<SubmitAnswer>(&site.client("刘建国").await, path, answer).await;
    site.run_jobs().await;
    path
}

async fn link_of(site: &Site, matter: MatterPath) -> String {
    desk::link_of(site, matter, 1).await.expect("a link")
}

async fn visit_link(site: &Site) -> String {
    let visit = bodies::accepted(site, &bodies::full()).await.visit;
    confirm::link_of(site, visit, MET).await
}

/// The page of a certificate, whose notice ran before all else.
async fn certificate(site: &Site) -> String {
    let report = certificates::desk::issued(site, &["周明"]).await;
    let page = certificates::desk::page_path(site, report.certificates[0].id).await;
    site.app.clock.set(NOW.parse().expect("an instant"));
    page
}
