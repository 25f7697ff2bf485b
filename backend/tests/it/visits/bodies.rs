//! Visits as the phone of 陈雨, head teacher of 三年级(2)班, submits them.

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    org::enrol::{NewGuardianship, add_guardianships},
    seed::label,
};
use tongyu_db::schema::{matter, visit};
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    ids::{MatterId, VisitId},
    visits::{
        endpoints::SubmitVisit,
        types::{
            BroughtBack, Coverage, Delivered, FeedbackWish, NewMatter, NewVisit, Outcome, Relation,
            VisitMode, VisitPath, VisitReceipt,
        },
    },
};

use crate::kit::{Answer, Client, Site};

pub const TEACHER: &str = "陈雨";
pub const WANG: &str = "王小明";
pub const FEEDBACK: &str = "孩子愿意读绘本了";
pub const REQUEST: &str = "希望课后服务延到六点";
pub const MEASURE: &str = "每天一起读十分钟";
pub const CIRCUMSTANCES: &str = "奶奶听不太清楚";

/// The path of a visit's id.
pub fn at(visit: VisitId) -> VisitPath {
    VisitPath { visit }
}

/// A visit that took place: to 王小明, meeting his grandmother, nothing brought back.
pub fn held(pupil: &str, relation: &str) -> NewVisit {
    NewVisit {
        students: vec![label::student(pupil)],
        started_at: "2026-11-23T18:20:00+08:00".parse().expect("an instant"),
        minutes: 30,
        mode: VisitMode::Home,
        outcome: Outcome::Recorded,
        wanted_mode: None,
        met: vec![label::person(&format!("{pupil}/{relation}"))],
        met_child: true,
        delivered: vec![Delivered::Care, Delivered::Resources],
        brought_back: Some(BroughtBack {
            matters: Vec::new(),
            nothing_of: MatterKind::ALL.to_vec(),
        }),
        circumstances: String::new(),
        agreed_measure: String::new(),
        next_contact: None,
        declared_clean: true,
    }
}

/// The same with feedback to be known, a request, all texts and an agreed date.
pub fn full() -> NewVisit {
    let mut visit = held(WANG, "paternal_grandmother");
    visit.brought_back = Some(BroughtBack {
        matters: vec![
            said(MatterKind::Feedback, Theme::Learning, FEEDBACK),
            said(MatterKind::Request, Theme::AfterSchool, REQUEST),
        ],
        nothing_of: vec![MatterKind::Suggestion],
    });
    CIRCUMSTANCES.clone_into(&mut visit.circumstances);
    MEASURE.clone_into(&mut visit.agreed_measure);
    visit.next_contact = Some("2026-12-07".parse().expect("a day"));
    visit
}

fn said(kind: MatterKind, theme: Theme, text: &str) -> NewMatter {
    NewMatter {
        id: MatterId::new(),
        kind,
        wish: (kind == MatterKind::Feedback).then_some(FeedbackWish::ForInformation),
        theme,
        student: label::student(WANG),
        raiser: None,
        text: text.to_owned(),
    }
}

/// A visit at which nobody was home, or whose family wants to meet at school instead.
pub fn not_held(outcome: Outcome) -> NewVisit {
    NewVisit {
        outcome,
        wanted_mode: (outcome == Outcome::OtherWay).then_some(VisitMode::School),
        met: Vec::new(),
        met_child: false,
        delivered: Vec::new(),
        brought_back: None,
        declared_clean: false,
        ..held(WANG, "mother")
    }
}

/// Lets 王小明's mother look after these pupils too, so that they are his brothers and sisters.
pub async fn make_siblings_of_wang(site: &Site, pupils: &[&str]) {
    let new: Vec<_> = pupils
        .iter()
        .map(|pupil| NewGuardianship {
            student: label::student(pupil),
            person: label::person("王小明/mother"),
            relation: Relation::Mother,
            primary_carer: false,
            may_view: true,
            from_on: "2026-09-01".parse().expect("a day"),
        })
        .collect();
    site.app
        .db
        .write(move |tx| add_guardianships(tx, &new))
        .await
        .expect("they are linked");
}

/// Submits a visit under a new id.
pub async fn submit(client: &Client, body: &NewVisit) -> Answer {
    client.send::<SubmitVisit>(&at(VisitId::new()), body).await
}

/// Submits a visit that must be accepted.
pub async fn accepted(site: &Site, body: &NewVisit) -> VisitReceipt {
    submit(&site.client(TEACHER).await, body).await.ok()
}

/// Visits and matters that the database holds.
pub async fn stored(site: &Site) -> (i64, i64) {
    site.app
        .db
        .read(|conn| {
            let visits = visit::table.count().get_result(conn)?;
            let matters = matter::table.count().get_result(conn)?;
            Ok::<_, Fault>((visits, matters))
        })
        .await
        .expect("the tables are counted")
}

/// The coverage of a class that is still the author's.
pub fn covered(receipt: &VisitReceipt) -> Coverage {
    receipt.coverage.expect("the class is the author's")
}
