//! Someone who watches, as a phone does it: a ticket, then the whole set with each report.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::{Col, schema::account};
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::PersonId,
    learning::{
        endpoints::{IssueTicket, ReportWatch},
        types::{NewReport, ReportReceipt, Ticket},
    },
};

use super::film::Film;
use crate::kit::{Answer, Client, Site};

/// A mother of the demo city who has joined for her two children.
pub const MOTHER: &str = "何娟";
/// Someone else who watches: a teacher.
pub const OTHER: &str = "陈雨";

/// A signed-in phone that plays a film.
pub struct Phone {
    /// Who holds it.
    pub client: Client,
    /// Its ticket, with what was seen before.
    pub ticket: Ticket,
}

impl Phone {
    /// Signs in and asks for a ticket.
    pub async fn of(site: &Site, who: &str, film: Film) -> Self {
        let client = site.client(who).await;
        let wanted = film.wanted_by(person(site, who).await);
        let ticket = client.send::<IssueTicket>(&(), &wanted).await.ok();
        Self { client, ticket }
    }

    /// Sends what was seen since the ticket.
    pub async fn send(&self, ranges: &[[u32; 2]]) -> Answer {
        let report = self.report(ranges);
        self.client.send::<ReportWatch>(&(), &report).await
    }

    /// Reports what was seen since the ticket.
    pub async fn saw(&self, ranges: &[[u32; 2]]) -> ReportReceipt {
        self.send(ranges).await.ok()
    }

    /// The report of what was seen.
    pub fn report(&self, ranges: &[[u32; 2]]) -> NewReport {
        NewReport {
            ticket: self.ticket.ticket.clone(),
            ranges: ranges.to_vec(),
            position: ranges.last().map_or(0, |range| range[1]),
            position_before: self.ticket.position_s,
            r#final: false,
        }
    }

    /// The report is refused with this problem.
    pub async fn refused(&self, ranges: &[[u32; 2]], code: ProblemCode) {
        self.send(ranges).await.problem(code);
    }
}

/// What a person has seen, as a new phone of hers finds it.
pub async fn stored(site: &Site, who: &str, film: Film) -> Vec<[u32; 2]> {
    Phone::of(site, who, film).await.ticket.covered
}

/// Who holds the account with this label of the seeds.
pub async fn person(site: &Site, who: &str) -> PersonId {
    let row = account::table.find(label::account(who).to_string());
    let read = move |conn: &mut tongyu_db::Conn| {
        Ok::<_, Fault>(
            row.select(account::person_id)
                .first::<Col<PersonId>>(conn)?,
        )
    };
    site.app.db.read(read).await.expect("a person").0
}
