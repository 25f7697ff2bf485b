//! The pages of head teachers and mentors, plans, visits, a school's coverage, and the family's page.

use tongyu_db::{Conn, Tx};
use tongyu_shared::visits::{
    endpoints::{
        CancelPlan, ListDisputedVisits, ListFamilies, MovePlan, PlanVisit, ReadFamilyCard,
        ReadSchoolCoverage, ReadToday, ReadVisit, RevealAddress, RevealPhone, SubmitVisit,
    },
    types::{
        ClassFamilies, DisputedVisits, FamilyCard, PlanLine, Revealed, SchoolCoverage, Today,
        VisitDetail, VisitReceipt,
    },
};

use super::{
    pages,
    service::{
        self, Logged, card, coverage, detail, disputed, families, plans, receipt, reveal, submit,
    },
};
use crate::{
    app::App,
    http::{
        fault::Fault,
        input::{In, Stamp},
        mount::Mounts,
        reply::Reply,
    },
};

/// Mounts this room's endpoints and the page behind a confirmation link.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<ReadToday, _, _>(read_today)
        .add::<ListFamilies, _, _>(list_families)
        .add::<ReadFamilyCard, _, _>(read_card)
        .add::<RevealPhone, _, _>(reveal_phone)
        .add::<RevealAddress, _, _>(reveal_address)
        .add::<PlanVisit, _, _>(plan_visit)
        .add::<MovePlan, _, _>(move_plan)
        .add::<CancelPlan, _, _>(cancel_plan)
        .add::<SubmitVisit, _, _>(submit_visit)
        .add::<ReadVisit, _, _>(read_visit)
        .add::<ReadSchoolCoverage, _, _>(read_coverage)
        .add::<ListDisputedVisits, _, _>(list_disputed);
    pages::mount(mounts);
}

async fn read_today(input: In<ReadToday>) -> Result<Reply<Today>, Fault> {
    let (actor, keys) = (input.actor()?.clone(), input.app.keys.clone());
    let (stamp, lang) = (input.stamp, input.lang);
    let read = move |conn: &mut Conn| families::today(conn, &keys, &actor, &stamp, lang);
    let logged = input.app.db.read(read).await?;
    Ok(log(&input.app, stamp, logged).await?.into())
}

async fn list_families(input: In<ListFamilies>) -> Result<Reply<ClassFamilies>, Fault> {
    let actor = input.actor()?.clone();
    let (class, today) = (input.path.class, input.stamp.now.date());
    let read = move |conn: &mut Conn| families::of_class(conn, &actor, class, today);
    Ok(input.app.db.read(read).await?.into())
}

async fn read_card(input: In<ReadFamilyCard>) -> Result<Reply<FamilyCard>, Fault> {
    let (actor, keys) = (input.actor()?.clone(), input.app.keys.clone());
    let (student, stamp) = (input.path.student, input.stamp);
    let read = move |conn: &mut Conn| card::card(conn, &keys, &actor, student, &stamp);
    let logged = input.app.db.read(read).await?;
    Ok(log(&input.app, stamp, logged).await?.into())
}

async fn reveal_phone(input: In<RevealPhone>) -> Result<Reply<Revealed>, Fault> {
    let (actor, keys) = (input.actor()?.clone(), input.app.keys.clone());
    let (of, stamp) = ((input.path.student, input.path.person), input.stamp);
    let write = move |tx: &mut Tx<'_>| reveal::phone_of(tx, &keys, &actor, of, &stamp);
    Ok(input.app.db.write(write).await?.into())
}

async fn reveal_address(input: In<RevealAddress>) -> Result<Reply<Revealed>, Fault> {
    let (actor, keys) = (input.actor()?.clone(), input.app.keys.clone());
    let (student, stamp) = (input.path.student, input.stamp);
    let write = move |tx: &mut Tx<'_>| reveal::address_of(tx, &keys, &actor, student, &stamp);
    Ok(input.app.db.write(write).await?.into())
}

async fn plan_visit(input: In<PlanVisit>) -> Result<Reply<PlanLine>, Fault> {
    let (actor, keys) = (input.actor()?.clone(), input.app.keys.clone());
    let (plan, body, stamp) = (input.path.plan, input.body, input.stamp);
    let write = move |tx: &mut Tx<'_>| plans::make(tx, &keys, &actor, plan, &body, &stamp);
    Ok(planned(input.app.db.write(write).await?))
}

async fn move_plan(input: In<MovePlan>) -> Result<Reply<PlanLine>, Fault> {
    let (actor, stamp) = (input.actor()?.clone(), input.stamp);
    let (of, body) = ((input.path.plan, input.base_version()?), input.body);
    let write = move |tx: &mut Tx<'_>| plans::move_to(tx, &actor, of, &body, &stamp);
    Ok(planned(input.app.db.write(write).await?))
}

async fn cancel_plan(input: In<CancelPlan>) -> Result<Reply<PlanLine>, Fault> {
    let (actor, stamp) = (input.actor()?.clone(), input.stamp);
    let of = (input.path.plan, input.base_version()?);
    let write = move |tx: &mut Tx<'_>| plans::cancel(tx, &actor, of, &stamp);
    Ok(planned(input.app.db.write(write).await?))
}

fn planned(line: PlanLine) -> Reply<PlanLine> {
    let version = line.version;
    Reply::from(line).version(version)
}

/// The receipt is read after the commit and outside the writer, which has the next visit to store.
async fn submit_visit(input: In<SubmitVisit>) -> Result<Reply<VisitReceipt>, Fault> {
    let (actor, keys) = (input.actor()?.clone(), input.app.keys.clone());
    let (visit, body, stamp) = (input.path.visit, input.body, input.stamp);
    let (reader, reader_keys) = (actor.clone(), keys.clone());
    let write = move |tx: &mut Tx<'_>| submit::submit(tx, &keys, &actor, visit, &body, &stamp);
    let submitted = input.app.db.write(write).await?;
    let of = (visit, submitted);
    let read = move |conn: &mut Conn| receipt::receipt(conn, &reader_keys, &reader, of, &stamp);
    let logged = input.app.db.read(read).await?;
    Ok(log(&input.app, stamp, logged).await?.into())
}

async fn read_visit(input: In<ReadVisit>) -> Result<Reply<VisitDetail>, Fault> {
    let (actor, keys) = (input.actor()?.clone(), input.app.keys.clone());
    let (visit, stamp) = (input.path.visit, input.stamp);
    let read = move |conn: &mut Conn| detail::detail(conn, &keys, &actor, visit, &stamp);
    let logged = input.app.db.read(read).await?;
    Ok(log(&input.app, stamp, logged).await?.into())
}

async fn read_coverage(input: In<ReadSchoolCoverage>) -> Result<Reply<SchoolCoverage>, Fault> {
    let actor = input.actor()?.clone();
    let (school, today, lang) = (input.path.school, input.stamp.now.date(), input.lang);
    let read = move |conn: &mut Conn| coverage::of_school(conn, &actor, school, today, lang);
    Ok(input.app.db.read(read).await?.into())
}

async fn list_disputed(input: In<ListDisputedVisits>) -> Result<Reply<DisputedVisits>, Fault> {
    let (actor, school) = (input.actor()?.clone(), input.path.school);
    let read = move |conn: &mut Conn| disputed::of_school(conn, &actor, school);
    Ok(input.app.db.read(read).await?.into())
}

/// Gives the answer out once the log tells of it.
async fn log<T>(app: &App, stamp: Stamp, logged: Logged<T>) -> Result<T, Fault> {
    let Logged { answer, reads } = logged;
    if !reads.is_empty() {
        let write = move |tx: &mut Tx<'_>| service::record_reads(tx, &stamp, &reads);
        app.db.write(write).await?;
    }
    Ok(answer)
}
