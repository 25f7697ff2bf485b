//! The family card: what one wants to know at the door.

use std::collections::HashSet;

use tongyu_db::Conn;
use tongyu_shared::{
    access::Action,
    ids::StudentId,
    org::types::SheetText,
    visits::types::{FamilyCard, GuardianLine, Sibling, VisitLine},
};

use super::{
    super::{
        reach::{Reach, Reached},
        store::{self, VisitOfStudent},
    },
    Logged, counts, plans,
    reveal::phone,
};
use crate::{
    access::Actor,
    crypto::{
        Keys,
        student::{StudentCipher, cipher},
    },
    feedback::{self, LinesFor},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
    org::{self, Enrolled, Guardian},
};

/// Visits on the card.
const VISITS_SHOWN: usize = 10;

/// The card of a pupil within reach: all visits and matters to the head teacher, the own ones to a
/// mentor.
pub fn card(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    student: StudentId,
    stamp: &Stamp,
) -> Result<Logged<FamilyCard>, Fault> {
    let today = stamp.now.date();
    let reach = Reach::of(conn, actor, Action::FamilyRead)?;
    let Reached { pupil, by_class } = reach.pupil(conn, student, today)?.ok_or(NOT_FOUND)?;
    let guardians = org::guardians_of(conn, &[student], today)?;
    let persons: Vec<_> = guardians.iter().map(|guardian| guardian.person).collect();
    let siblings = org::siblings_of(conn, student, &persons, today)?;
    let mut siblings = reach.pupils(conn, &siblings, today)?;
    siblings.sort_by(|one, other| one.pupil.name.cmp(&other.pupil.name));
    let cipher = cipher(conn, keys, student)?;
    let mut visits = store::visits_of_student(conn, student)?;
    let matters = if by_class {
        LinesFor::student(actor, student)
    } else {
        let on = |visit: &VisitOfStudent| visit.started_at.date();
        visits.retain(|visit| reach.is_mentors_own(visit.author, student, on(visit)));
        let own: Vec<_> = visits.iter().map(|visit| visit.visit).collect();
        LinesFor::Matters(store::matters_of_visits(conn, &own, student)?)
    };
    visits.truncate(VISITS_SHOWN);
    let card = FamilyCard {
        student,
        name: pupil.name.clone(),
        class: pupil.class,
        class_name: pupil.class_name.clone(),
        guardians: guardian_lines(keys, guardians)?,
        has_address: store::address_sealed(conn, student)?.is_some(),
        siblings: siblings.into_iter().map(sibling).collect(),
        own_class: by_class,
        plan: plans::open_of(conn, actor, &pupil)?,
        sheet: sheet(conn, &pupil, stamp)?,
        visits: visit_lines(conn, &cipher, visits)?,
        matters: feedback::lines(conn, keys, &matters, true)?,
    };
    Logged::new(conn, stamp, "visit.read_card", None, &[student], card)
}

fn guardian_lines(keys: &Keys, guardians: Vec<Guardian>) -> Result<Vec<GuardianLine>, Fault> {
    guardians
        .into_iter()
        .map(|guardian| {
            let phone = phone(keys, &guardian)?;
            Ok(GuardianLine {
                reachable: guardian.is_reachable(),
                person: guardian.person,
                name: guardian.name,
                relation: guardian.relation,
                primary_carer: guardian.primary_carer,
                phone_masked: phone.map(|phone| phone.masked()),
            })
        })
        .collect()
}

fn sibling(Reached { pupil, .. }: Reached) -> Sibling {
    Sibling {
        student: pupil.student,
        name: pupil.name,
        class_name: pupil.class_name,
    }
}

fn sheet(conn: &mut Conn, pupil: &Enrolled, stamp: &Stamp) -> Result<SheetText, Fault> {
    let Some(term) = org::current_term(conn, pupil.school, stamp.now.date())? else {
        return Ok(SheetText::default());
    };
    let sheet = org::sheet_of_term(conn, pupil.school, &term.id)?;
    Ok(sheet.map(|(text, _)| text).unwrap_or_default())
}

fn visit_lines(
    conn: &mut Conn,
    cipher: &StudentCipher,
    visits: Vec<VisitOfStudent>,
) -> Result<Vec<VisitLine>, Fault> {
    let ids: Vec<_> = visits.iter().map(|visit| visit.visit).collect();
    let open = store::visits_with_open_matters(conn, &ids)?;
    visits
        .into_iter()
        .map(|visit| visit_line(visit, cipher, &open))
        .collect()
}

fn visit_line(
    visit: VisitOfStudent,
    cipher: &StudentCipher,
    open: &HashSet<tongyu_shared::ids::VisitId>,
) -> Result<VisitLine, Fault> {
    let row = visit.visit.to_string();
    let measure = visit
        .measure_sealed
        .map(|sealed| cipher.open(store::measure_place(&row), &sealed))
        .transpose()?;
    Ok(VisitLine {
        visit: visit.visit,
        started_at: visit.started_at,
        mode: visit.mode,
        outcome: visit.outcome,
        state: counts::shown_state(visit.state, visit.visit, open),
        agreed_measure: measure.unwrap_or_default(),
    })
}
