//! Watching, and one's own record of it.

use super::types::{NewReport, NewTicket, OwnLearning, ReportReceipt, Ticket};
use crate::{api::endpoint::Access, endpoints};

endpoints! {
    /// Gives a ticket for a film, with what one has seen of it so far.
    IssueTicket = Post "/api/v1/watch/tickets", Access::SignedIn, body: NewTicket => Ticket;
    /// Stores what has been seen with a ticket; what is answered is durable.
    ReportWatch = Post "/api/v1/watch/reports", Access::Ticket, body: NewReport => ReportReceipt;
    /// Reads one's own record of learning; there is no other reader.
    ReadOwnLearning = Get "/api/v1/learning", Access::SignedIn => OwnLearning;
}
