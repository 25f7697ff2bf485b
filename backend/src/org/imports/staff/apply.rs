//! Each row in turn: a school has a few hundred members of staff.

use std::collections::{HashMap, HashSet};

use tongyu_db::Tx;
use tongyu_shared::{
    access::Role,
    ids::{AccountId, GrantId, NodeId},
    org::{
        grades::Cohort,
        import::{ApplyNote, ApplyNoteCode, ApplyReport},
    },
    time::Date,
};

use super::store::{self, Holder};
use crate::{
    audit::{self, By},
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
    identity::people::{create_account, find_or_create_person},
    org::{
        grants::{self, NewGrant},
        imports::{roster::classes, school::ImportSchool},
        places::add_office,
        sheet::StaffRow,
    },
};

/// The title of a head teacher where the list gives none.
const HEAD_TEACHER: &str = "班主任";

/// Writes the accepted rows of a staff list.
pub fn apply(
    tx: &mut Tx<'_>,
    keys: &Keys,
    school: &ImportSchool,
    rows: &[StaffRow],
    stamp: &Stamp,
) -> Result<ApplyReport, Fault> {
    let mut work = Work {
        keys,
        school,
        stamp,
        since: school.year.first_day().unwrap_or(school.today),
        offices: store::offices(tx, school.id)?,
        classes: classes(tx, school.id)?,
        taken: HashSet::new(),
        report: ApplyReport::default(),
    };
    for row in rows {
        work.row(tx, row)?;
    }
    Ok(work.report)
}

struct Work<'a> {
    keys: &'a Keys,
    school: &'a ImportSchool,
    stamp: &'a Stamp,
    since: Date,
    offices: HashMap<String, NodeId>,
    classes: HashMap<Cohort, NodeId>,
    taken: HashSet<NodeId>,
    report: ApplyReport,
}

impl Work<'_> {
    fn row(&mut self, tx: &mut Tx<'_>, row: &StaffRow) -> Result<(), Fault> {
        let holder = store::holder(tx, &self.keys.phone_hash(&row.phone))?;
        if let Some(code) = self.objection(row, holder.as_ref()) {
            self.note(row, code);
            self.report.skipped += 1;
            return Ok(());
        }
        let (account, is_new) = match holder {
            Some(holder) => (holder.account, false),
            None => (self.account(tx, row)?, true),
        };
        let mut changed = false;
        for office in &row.offices {
            changed |= self.office_member(tx, row, account, office)?;
        }
        changed |= self.head_teacher(tx, row, account)?;
        if is_new {
            self.report.added += 1;
        } else if changed {
            self.report.updated += 1;
        } else {
            self.report.unchanged += 1;
        }
        if is_new || changed {
            let entry = audit::Entry {
                by: By::Staff,
                action: "org.import_staff",
                subject_kind: "account",
                subject_id: &account.to_string(),
                student: None,
            };
            audit::record(tx, self.stamp, &entry)?;
        }
        Ok(())
    }

    /// Why the row must be left alone.
    fn objection(&self, row: &StaffRow, holder: Option<&Holder>) -> Option<ApplyNoteCode> {
        let holder = holder?;
        if Some(holder.account) == self.stamp.account {
            Some(ApplyNoteCode::OwnRow)
        } else if holder.name == row.name {
            None
        } else {
            Some(ApplyNoteCode::PhoneOfAnother)
        }
    }

    /// An account for someone who has none with this phone; a parent becomes no second person.
    fn account(&self, tx: &mut Tx<'_>, row: &StaffRow) -> Result<AccountId, Fault> {
        let now = self.stamp.now;
        let person = find_or_create_person(tx, self.keys, &row.name, Some(&row.phone), now)?;
        create_account(tx, self.keys, person, &row.phone, now)
    }

    /// Whether something changed.
    fn office_member(
        &mut self,
        tx: &mut Tx<'_>,
        row: &StaffRow,
        account: AccountId,
        office: &str,
    ) -> Result<bool, Fault> {
        let node = self.office(tx, office)?;
        let title = row.post.as_deref().unwrap_or_default();
        let held = store::grants_on(tx, node, Role::OfficeMember, self.school.today)?;
        match held.iter().find(|grant| grant.account == account) {
            Some(grant) if title.is_empty() || grant.title == title => Ok(false),
            Some(grant) => store::set_title(tx, &grant.id, title).map(|()| true),
            None => {
                let from = if held.is_empty() {
                    self.since
                } else {
                    self.school.today
                };
                self.grant(tx, account, Role::OfficeMember, node, title, from)?;
                Ok(true)
            }
        }
    }

    fn office(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<NodeId, Fault> {
        if let Some(known) = self.offices.get(name) {
            return Ok(*known);
        }
        let id = NodeId::new();
        let sort = i32::try_from(self.offices.len()).unwrap_or(i32::MAX);
        add_office(tx, id, self.school.id, name, sort, self.since)?;
        self.offices.insert(name.to_owned(), id);
        self.report.places_added += 1;
        Ok(id)
    }

    /// Whether something changed. Another head teacher of the class ends yesterday.
    fn head_teacher(
        &mut self,
        tx: &mut Tx<'_>,
        row: &StaffRow,
        account: AccountId,
    ) -> Result<bool, Fault> {
        let Some(place) = &row.head_teacher_of else {
            return Ok(false);
        };
        let Some(class) = self.classes.get(&place.cohort).copied() else {
            self.note(row, ApplyNoteCode::ClassUnknown);
            return Ok(false);
        };
        if !self.taken.insert(class) {
            self.note(row, ApplyNoteCode::ClassTaken);
            return Ok(false);
        }
        let today = self.school.today;
        let held = store::grants_on(tx, class, Role::HeadTeacher, today)?;
        let (own, others): (Vec<_>, Vec<_>) =
            held.iter().partition(|grant| grant.account == account);
        for other in &others {
            store::end(tx, &other.id, today.plus_days(-1))?;
        }
        if !others.is_empty() {
            self.note(row, ApplyNoteCode::HeadTeacherReplaced);
        }
        if !own.is_empty() {
            return Ok(!others.is_empty());
        }
        let ever = store::was_ever_held(tx, class, Role::HeadTeacher)?;
        let from = if ever { today } else { self.since };
        self.grant(tx, account, Role::HeadTeacher, class, HEAD_TEACHER, from)?;
        Ok(true)
    }

    fn grant(
        &self,
        tx: &mut Tx<'_>,
        account: AccountId,
        role: Role,
        node: NodeId,
        title: &str,
        valid_from: Date,
    ) -> Result<(), Fault> {
        let granted_by = self.stamp.account;
        let new = NewGrant {
            id: GrantId::new(),
            account,
            role,
            node,
            title,
            valid_from,
            valid_to: None,
            granted_by,
        };
        grants::add(tx, &[new])
    }

    fn note(&mut self, row: &StaffRow, code: ApplyNoteCode) {
        self.report.notes.push(ApplyNote { row: row.row, code });
    }
}
