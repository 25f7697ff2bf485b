//! Tickets, reports and one's own record; the lesson's page and the parent's pages of learning.

use tongyu_db::Conn;
use tongyu_shared::learning::{
    endpoints::{IssueTicket, ReadOwnLearning, ReportWatch},
    types::{OwnLearning, ReportReceipt, Ticket},
};

use super::{own, pages, service};
use crate::http::{fault::Fault, input::In, mount::Mounts, reply::Reply};

/// Mounts this room's endpoints and pages.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<IssueTicket, _, _>(issue_ticket)
        .add::<ReportWatch, _, _>(report_watch)
        .add::<ReadOwnLearning, _, _>(read_own);
    pages::mount(mounts);
}

async fn issue_ticket(input: In<IssueTicket>) -> Result<Reply<Ticket>, Fault> {
    let who = input.actor()?.clone();
    let ticket = service::issue(&input.app, who, input.body, input.stamp.now).await?;
    Ok(ticket.into())
}

async fn report_watch(input: In<ReportWatch>) -> Result<Reply<ReportReceipt>, Fault> {
    let (session, now) = (input.session()?, input.stamp.now);
    let receipt = service::report(&input.app, session, input.body, now).await?;
    Ok(receipt.into())
}

async fn read_own(input: In<ReadOwnLearning>) -> Result<Reply<OwnLearning>, Fault> {
    let (person, today) = (input.actor()?.person, input.stamp.now.date());
    let read = move |conn: &mut Conn| own::learning(conn, person, today);
    Ok(input.app.db.read(read).await?.into())
}
