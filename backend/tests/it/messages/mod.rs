//! Messages and links: what is kept, what is delivered, who may open what.

mod delivery;
mod jobs;
mod links;
mod outbox;
mod sandbox;

use tongyu::{
    http::{fault::Fault, input::Stamp},
    messages::{self, LinkPurpose, NewMessage, Template, links::NewLink},
    seed::label,
};
use tongyu_db::Tx;
use tongyu_shared::ids::{LinkId, MessageId, PersonId, StudentId, VisitId};

use crate::kit::{Site, databases};

/// The pupil of the demo's story and his mother.
fn child() -> StudentId {
    label::student("王小明")
}

fn mother() -> PersonId {
    label::person("王小明/mother")
}

fn stamp(site: &Site) -> Stamp {
    Stamp {
        now: site.app.clock.now(),
        request: None,
        account: None,
    }
}

/// A link for the mother on some visit.
fn new_link(subject: &str) -> NewLink<'_> {
    NewLink {
        purpose: LinkPurpose::VisitConfirm,
        person: mother(),
        student: child(),
        subject,
        cycle: 1,
    }
}

async fn write<T: Send + 'static>(
    site: &Site,
    work: impl Fn(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> T {
    site.app
        .db
        .write(work)
        .await
        .unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// Sends the mother the message that asks her to confirm a visit.
async fn send_link(site: &Site) -> (MessageId, LinkId) {
    let stamp = stamp(site);
    let subject = VisitId::new().to_string();
    write(site, move |tx| {
        let link = messages::links::create(tx, &new_link(&subject), &stamp)?;
        let message = NewMessage {
            template: Template::VisitConfirm,
            person: mother(),
            link: Some(link),
            code: None,
        };
        Ok((messages::send(tx, &message, &stamp)?, link))
    })
    .await
}

/// Sites that are no demo, one on each database.
fn in_production() -> Vec<Site> {
    databases::both()
        .map(|scratch| Site::start(scratch, |config| config.demo = false))
        .collect()
}
