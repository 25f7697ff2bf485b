//! Someone who watches, as a phone does it: a ticket, then the whole set with each report.

use tongyu_shared::{
    api::problem::ProblemCode,
    learning::{
        endpoints::{IssueTicket, ReportWatch},
        types::{NewReport, NewTicket, ReportReceipt, Ticket},
    },
};

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
    pub async fn of(site: &Site, who: &str, film: NewTicket) -> Self {
        let client = site.client(who).await;
        let ticket = client.send::<IssueTicket>(&(), &film).await.ok();
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
            r#final: false,
        }
    }

    /// The report is refused with this problem.
    pub async fn refused(&self, ranges: &[[u32; 2]], code: ProblemCode) {
        self.send(ranges).await.problem(code);
    }
}

/// What a person has seen, as a new phone of hers finds it.
pub async fn stored(site: &Site, who: &str, film: NewTicket) -> Vec<[u32; 2]> {
    Phone::of(site, who, film).await.ticket.covered
}
