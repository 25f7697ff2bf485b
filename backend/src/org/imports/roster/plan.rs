//! What writing a roster changes, worked out without the database.

use std::collections::{HashMap, HashSet};

use tongyu_shared::{
    ids::{NodeId, StudentId},
    names::Phone,
    org::{
        grades::Cohort,
        import::{ApplyNote, ApplyNoteCode, ApplyReport},
        sheet::Sex,
    },
    time::Date,
};

use super::{
    family::{self, Named, Register},
    guardian::{self, GuardianChange, Verdict},
    known::{Known, Pupil, Seat},
};
use crate::{
    identity::people::NewPerson,
    org::{
        enrol::{NewGuardianship, NewStudent},
        sheet::{ClassPlace, PupilRow},
    },
};

/// From when what a roster says holds.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// The day of the import: changes hold from here.
    pub today: Date,
    /// The first day of the school year: the first list of a class tells who sits in it since.
    pub since: Date,
}

/// What is new about a pupil; `None` where nothing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilChange {
    /// Who.
    pub id: StudentId,
    /// The name.
    pub name: Option<String>,
    /// The number, and whether it is temporary.
    pub number: Option<(String, bool)>,
    /// 性别.
    pub sex: Option<Sex>,
    /// 出生日期.
    pub born_on: Option<Date>,
    /// 家庭住址.
    pub address: Option<String>,
}

/// A pupil who sits in another class.
#[derive(Clone, Debug)]
pub struct Move {
    /// Who.
    pub student: StudentId,
    /// Where the pupil sat; nothing for one who had left.
    pub from: Option<Seat>,
    /// The class now.
    pub to: NodeId,
}

/// What to write.
#[derive(Debug, Default)]
pub struct Plan {
    /// Classes that the roster names and the school does not have.
    pub classes: Vec<(NodeId, ClassPlace)>,
    /// Guardians to be added.
    pub people: Vec<NewPerson>,
    /// Pupils to be added.
    pub students: Vec<NewStudent>,
    /// Pupils who change.
    pub changes: Vec<PupilChange>,
    /// Pupils who sit in another class.
    pub moves: Vec<Move>,
    /// Who looks after whom.
    pub guardianships: Vec<NewGuardianship>,
    /// Guardians who change.
    pub guardian_changes: Vec<GuardianChange>,
    /// Every pupil something was written about.
    pub touched: Vec<StudentId>,
    /// The counts.
    pub report: ApplyReport,
}

/// Finds a phone.
type Hash<'a> = &'a dyn Fn(&Phone) -> String;

/// Works out what to write.
pub fn make(rows: &[PupilRow], known: &Known, school: NodeId, days: Days, hash: Hash<'_>) -> Plan {
    let mut planner = Planner::new(known, school, days, hash);
    for row in rows {
        planner.take(row);
    }
    let Planner {
        mut plan, register, ..
    } = planner;
    plan.report.places_added = count(plan.classes.len());
    plan.report.guardians_added = count(register.new.len());
    plan.people = register.new;
    plan
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

struct Planner<'a> {
    school: NodeId,
    days: Days,
    hash: Hash<'a>,
    by_number: HashMap<&'a str, &'a Pupil>,
    by_seat: HashMap<(NodeId, &'a str), Vec<&'a Pupil>>,
    filled: HashSet<NodeId>,
    classes: HashMap<Cohort, NodeId>,
    register: Register,
    matched: HashSet<StudentId>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn new(known: &'a Known, school: NodeId, days: Days, hash: Hash<'a>) -> Self {
        let mut by_number = HashMap::new();
        let mut by_seat: HashMap<_, Vec<_>> = HashMap::new();
        let mut filled = HashSet::new();
        for pupil in &known.pupils {
            if let Some(number) = &pupil.number {
                by_number.insert(number.as_str(), pupil);
            }
            if let Some(seat) = &pupil.seat {
                by_seat
                    .entry((seat.class, pupil.name.as_str()))
                    .or_default()
                    .push(pupil);
                filled.insert(seat.class);
            }
        }
        Self {
            school,
            days,
            hash,
            by_number,
            by_seat,
            filled,
            classes: known.classes.clone(),
            register: Register::of(known),
            matched: HashSet::new(),
            plan: Plan::default(),
        }
    }

    fn take(&mut self, row: &PupilRow) {
        let class = self.class(&row.class);
        match self.find(row, class) {
            Some(pupil) => {
                self.matched.insert(pupil.id);
                self.compare(row, pupil, class);
            }
            None => self.add(row, class),
        }
    }

    fn class(&mut self, place: &ClassPlace) -> NodeId {
        *self.classes.entry(place.cohort).or_insert_with(|| {
            let id = NodeId::new();
            self.plan.classes.push((id, place.clone()));
            id
        })
    }

    /// The pupil whom the row means: by number, else by class, name and the first guardian's
    /// phone. A number is new to a pupil only while the old one is temporary.
    fn find(&self, row: &PupilRow, class: NodeId) -> Option<&'a Pupil> {
        let free = |pupil: &&Pupil| !self.matched.contains(&pupil.id);
        let by_number = row
            .number
            .as_deref()
            .and_then(|number| self.by_number.get(number));
        if let Some(pupil) = by_number.copied().filter(|pupil| free(pupil)) {
            return Some(pupil);
        }
        let phone = row
            .guardians
            .iter()
            .find_map(|guardian| guardian.phone.as_ref());
        let hash = phone.map(self.hash);
        let family_agrees = |pupil: &Pupil| match &hash {
            Some(hash) => pupil
                .guardians
                .iter()
                .any(|g| g.phone_hash.as_ref() == Some(hash)),
            None => pupil.guardians.iter().all(|g| g.phone_hash.is_none()),
        };
        let seated = self.by_seat.get(&(class, row.name.as_str()))?;
        seated
            .iter()
            .copied()
            .filter(free)
            .find(|pupil| may_be(row, pupil) && family_agrees(pupil))
    }

    fn add(&mut self, row: &PupilRow, class: NodeId) {
        let id = StudentId::new();
        let from_on = if self.filled.contains(&class) {
            self.days.today
        } else {
            self.days.since
        };
        let family = self.family_unless_barred(row, class);
        let says_carer = family::says_carer(&family);
        for (place, guardian) in family.iter().enumerate() {
            let primary = guardian.is_primary_carer || (!says_carer && place == 0);
            self.link(id, &row.name, guardian, primary, from_on);
        }
        self.plan.students.push(NewStudent {
            id,
            school: self.school,
            class,
            number: Some(row.number.clone().unwrap_or_else(|| temporary_number(id))),
            number_is_temporary: row.number_is_temporary,
            name: row.name.clone(),
            sex: row.sex,
            born_on: row.born_on,
            address: row.address.clone().unwrap_or_default(),
            from_on,
        });
        self.plan.touched.push(id);
        self.plan.report.added += 1;
    }

    /// The family of a row that adds a pupil. Without a number to tell them apart the pupil may be
    /// one of this name and class whom the row does not quite match: who is barred there comes in
    /// by no second entry.
    fn family_unless_barred(&mut self, row: &PupilRow, class: NodeId) -> Vec<Named> {
        let seated = self.by_seat.get(&(class, row.name.as_str()));
        let perhaps: Vec<&Pupil> = seated
            .into_iter()
            .flatten()
            .copied()
            .filter(|pupil| may_be(row, pupil))
            .collect();
        let (barred, family): (Vec<_>, Vec<_>) =
            family::of_row(row).into_iter().partition(|guardian| {
                let hash = guardian.phone.as_ref().map(self.hash);
                perhaps
                    .iter()
                    .any(|pupil| guardian::is_barred(guardian, hash.as_deref(), pupil))
            });
        for _ in barred {
            self.note(row, ApplyNoteCode::GuardianBarred);
        }
        family
    }

    fn link(
        &mut self,
        student: StudentId,
        child: &str,
        guardian: &Named,
        primary_carer: bool,
        from_on: Date,
    ) {
        let hash = guardian.phone.as_ref().map(self.hash);
        let person = self.register.person(guardian, hash.as_deref(), child);
        self.plan.guardianships.push(NewGuardianship {
            student,
            person,
            relation: guardian.relation,
            primary_carer,
            may_view: true,
            from_on,
        });
    }

    fn compare(&mut self, row: &PupilRow, pupil: &'a Pupil, class: NodeId) {
        let change = change(row, pupil);
        let mut changed = change.is_some();
        self.plan.changes.extend(change);
        if pupil.seat.as_ref().is_none_or(|seat| seat.class != class) {
            let from = pupil.seat.clone();
            self.plan.moves.push(Move {
                student: pupil.id,
                from,
                to: class,
            });
            self.plan.report.moved += 1;
            changed = true;
        }
        for guardian in family::of_row(row) {
            changed |= self.compare_guardian(row, pupil, &guardian);
        }
        if changed {
            self.plan.touched.push(pupil.id);
            self.plan.report.updated += 1;
        } else {
            self.plan.report.unchanged += 1;
        }
    }

    /// Whether something is new about a guardian.
    fn compare_guardian(&mut self, row: &PupilRow, pupil: &'a Pupil, guardian: &Named) -> bool {
        let hash = guardian.phone.as_ref().map(self.hash);
        match guardian::compare(guardian, hash.as_deref(), pupil) {
            Verdict::Stranger => {
                let primary = guardian.is_primary_carer;
                self.link(pupil.id, &row.name, guardian, primary, self.days.today);
                true
            }
            Verdict::Barred => {
                self.note(row, ApplyNoteCode::GuardianBarred);
                false
            }
            Verdict::Known { changes, kept } => {
                if let Some(code) = kept {
                    self.note(row, code);
                }
                let is_new = !changes.is_empty();
                self.plan.guardian_changes.extend(changes);
                is_new
            }
        }
    }

    fn note(&mut self, row: &PupilRow, code: ApplyNoteCode) {
        let note = ApplyNote { row: row.row, code };
        self.plan.report.notes.push(note);
    }
}

/// Whether the numbers allow that the row means the pupil.
const fn may_be(row: &PupilRow, pupil: &Pupil) -> bool {
    row.number.is_none() || pupil.number_is_temporary
}

/// What the row says anew about the pupil. An empty cell takes nothing away.
fn change(row: &PupilRow, pupil: &Pupil) -> Option<PupilChange> {
    let number = row.number.as_ref().filter(|number| {
        pupil.number.as_ref() != Some(number)
            || pupil.number_is_temporary != row.number_is_temporary
    });
    let address = pupil.address.as_deref().unwrap_or_default();
    let change = PupilChange {
        id: pupil.id,
        name: (row.name != pupil.name).then(|| row.name.clone()),
        number: number.map(|number| (number.clone(), row.number_is_temporary)),
        sex: row.sex.filter(|sex| Some(*sex) != pupil.sex),
        born_on: row.born_on.filter(|day| Some(*day) != pupil.born_on),
        address: row
            .address
            .clone()
            .filter(|written| pupil.address.is_some() && written.trim() != address),
    };
    let nothing = PupilChange {
        id: pupil.id,
        name: None,
        number: None,
        sex: None,
        born_on: None,
        address: None,
    };
    (change != nothing).then_some(change)
}

/// A number for a pupil who has none yet. Like all temporary ones it begins with L, so that it
/// can come back in a later roster.
fn temporary_number(id: StudentId) -> String {
    let text = id.to_string().to_uppercase();
    format!("L{}", text.rsplit('-').next().unwrap_or(&text))
}
