//! Tickets and reports: who may report what, and what of it is credited.

use chrono::TimeDelta;
use tongyu_db::Conn;
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::SessionId,
    learning::{
        covered::{Covered, GRID_S},
        rules::LearningRules,
        types::{NewReport, NewTicket, ReportReceipt, Ticket as TicketReply},
    },
    time::{Date, Instant},
    validate::Errors,
};

use super::{
    recording::is_recorded,
    store::{self, Credit, Watched},
    ticket::{self, Ticket},
};
use crate::{
    access::Actor,
    app::App,
    courses,
    http::fault::{Fault, NOT_FOUND},
};

/// Gives a ticket for the film of a published lesson, with what the person has seen of it. Only to
/// whom the page was drawn for: on a shared phone someone else may have signed in since. 404 for whose
/// learning is not recorded: she watches on as without an account.
pub async fn issue(
    app: &App,
    who: Actor,
    wanted: NewTicket,
    now: Instant,
) -> Result<TicketReply, Fault> {
    let (person, session) = (who.person, who.session);
    if wanted.person != person {
        return Err(ProblemCode::OtherPerson.into());
    }
    let rules = app.watching.rules(now).await?;
    let read = move |conn: &mut Conn| film(conn, &who, wanted, now.date());
    let (duration_s, watched, cleared_at) = app.db.read(read).await?;
    let ticket = Ticket {
        person,
        session,
        lesson: wanted.lesson,
        asset: wanted.asset,
        issued_at: now,
        duration_s,
        nonce: rand::random(),
    };
    let next_s = app.watching.next_s(ticket.nonce, &rules, now);
    let (covered, position_s, done) = watched.map_or_else(Default::default, |watched| {
        let done = watched.completed_at.is_some();
        (watched.covered.ranges(), watched.position_s, done)
    });
    Ok(TicketReply {
        ticket: ticket::print(&app.keys, &ticket),
        ends_at: now.plus(life(&rules)),
        grid_s: GRID_S,
        duration_s,
        next_s,
        covered,
        position_s,
        done,
        cleared_at,
    })
}

/// Length of the film, what the person has seen of it, and when she emptied her record.
type Film = (u32, Option<Watched>, Option<Instant>);

fn film(conn: &mut Conn, who: &Actor, wanted: NewTicket, today: Date) -> Result<Film, Fault> {
    if !is_recorded(conn, who, today)? {
        return Err(NOT_FOUND);
    }
    let open = courses::open_lesson(conn, wanted.lesson)?.ok_or(NOT_FOUND)?;
    if open.film.asset != wanted.asset {
        return Err(NOT_FOUND);
    }
    let watched = store::watched(conn, who.person, wanted.asset)?;
    let cleared_at = store::cleared_at(conn, who.person)?;
    Ok((open.film.duration_s, watched, cleared_at))
}

/// Stores what a ticket's holder has seen since, as far as the clock allows it; answers when it
/// is durable.
pub async fn report(
    app: &App,
    session: SessionId,
    report: NewReport,
    now: Instant,
) -> Result<ReportReceipt, Fault> {
    let rules = app.watching.rules(now).await?;
    let ticket = ticket::read(&app.keys, &report.ticket)
        .filter(|ticket| ticket.session == session && lives(ticket, &rules, now))
        .ok_or(ProblemCode::TicketRefused)?;
    let credit = credit(&ticket, &report, rules, now)?;
    let stored = app.watching.sink().store(credit).await?;
    Ok(ReportReceipt {
        covered_s: stored.covered_s,
        done: stored.done,
        position_s: stored.position_s,
        whole: stored.whole,
        cleared_at: stored.cleared_at,
        next_s: app.watching.next_s(ticket.nonce, &rules, now),
    })
}

fn life(rules: &LearningRules) -> TimeDelta {
    TimeDelta::hours(rules.ticket_hours.into())
}

fn lives(ticket: &Ticket, rules: &LearningRules, now: Instant) -> bool {
    let age = now.since(ticket.issued_at);
    // Two servers' clocks differ a little.
    age >= TimeDelta::minutes(-1) && age < life(rules)
}

fn credit(
    ticket: &Ticket,
    report: &NewReport,
    rules: LearningRules,
    now: Instant,
) -> Result<Credit, Fault> {
    let reported = Covered::of(&report.ranges);
    within_film("ranges", reported.end(), ticket.duration_s)?;
    within_film("position", report.position, ticket.duration_s)?;
    let elapsed_ms = now.since(ticket.issued_at).num_milliseconds();
    Ok(Credit {
        person: ticket.person,
        lesson: ticket.lesson,
        asset: ticket.asset,
        issued_at: ticket.issued_at,
        now,
        duration_s: ticket.duration_s,
        seen: reported.first(rules.clock_bound(elapsed_ms)),
        reported,
        position_s: report.position,
        position_before_s: report.position_before,
        rules,
    })
}

/// No second lies behind the end of the film.
fn within_film(field: &str, second: u32, duration_s: u32) -> Result<(), Fault> {
    let number = |seconds: u32| i32::try_from(seconds).unwrap_or(i32::MAX);
    let mut errors = Errors::default();
    errors.in_range(field, number(second), 0, number(duration_s));
    let found = errors.into_found();
    if found.is_empty() {
        Ok(())
    } else {
        Err(Fault::Invalid(found))
    }
}
