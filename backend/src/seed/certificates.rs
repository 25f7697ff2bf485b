//! Where certification has come in the demo city already: a certificate that was issued after a
//! notice, a notice that runs, with objections, people who wait for the next one, and a holder from
//! before. Through the same services that people use; tests begin without them.

use chrono::TimeDelta;
use tongyu_db::Db;
use tongyu_shared::{
    certification::{
        certificates::{
            legacy::{HolderLink, LegacyRow},
            notice::NewNotice,
        },
        pack::{FrozenRules, Level},
        types::{CohortPath, NewCohort},
    },
    ids::ApplicationId,
    org::grades::SchoolYear,
    time::{Date, Instant},
};

use super::{
    builder::Builder,
    certification::{CERTIFIER, MANAGER, caller},
    demo::{CITY, OTHER_SCHOOL, SCHOOL},
    label,
};
use crate::{
    certification::{
        certificates::{
            self, NewObjection, SheetHolder,
            planting::{Recommended, joined, recommended},
        },
        cohorts,
    },
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
    org::packs_in_force,
};

/// The holder of a certificate of this system.
pub const HOLDER: &str = "罗强";
/// The holder of a certificate from before.
const LEGACY_HOLDER: &str = "唐艳";
/// 文号 of the finished notice.
const DOCUMENT: &str = "演示〔2026〕5号";
/// The cohort whose people are almost there.
const EARLIER_COHORT: &str = "2026秋 第1批";
/// Its people who are on the notice that runs.
const ON_NOTICE: [&str; 3] = ["宋磊", "朱玲", "胡军"];
/// Its people who wait for the next notice.
const WAITING: [&str; 3] = ["郑涛", "徐超", "郭丽"];
/// What the town says of the notice: against whom, by whom, where to reach them, and what.
const OBJECTIONS: [(&str, &str, &str, &str); 2] = [
    (
        "朱玲",
        "贺家长",
        "19900000191",
        "9月20日的家长课堂是别的老师上的，请核对签到表。",
    ),
    (
        "胡军",
        "云帆中学一位老师",
        "19900000192",
        "他这学期有两次培训没有到场，想请你们再看一下签到。",
    ),
];

/// Plants a finished notice with its certificate, and a holder from before. `origin` is the address
/// that the credentials name.
pub fn plant(db: &Db, keys: &Keys, origin: &str, now: Instant) -> Result<(), Fault> {
    let (keys, origin) = (keys.clone(), origin.to_owned());
    db.write_blocking(move |tx| {
        let since = SchoolYear::of(now.date())
            .first_day()
            .ok_or_else(|| Fault::internal("no first day"))?;
        let mut builder = Builder {
            tx,
            keys: &keys,
            now,
            since,
        };
        issued(&mut builder, &origin)?;
        on_notice(&mut builder)?;
        from_before(&mut builder, &origin)
    })
}

fn issued(builder: &mut Builder<'_, '_>, origin: &str) -> Result<(), Fault> {
    let published = builder.now.plus(TimeDelta::days(-45));
    let rules = rules(builder)?;
    let applications = vec![put_forward(builder, (HOLDER, SCHOOL), &rules, published)?];
    let manager = caller(builder, MANAGER, published)?;
    let notice = label::notice(DOCUMENT);
    certificates::publish(builder.tx, &manager, notice, &NewNotice { applications })?;
    let certifier = caller(builder, CERTIFIER, builder.now.plus(TimeDelta::days(-24)))?;
    certificates::issue(builder.tx, &certifier, (origin, true), notice, DOCUMENT)?;
    Ok(())
}

/// A cohort of which some are on a public notice, with objections, and the others wait.
fn on_notice(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let published = builder.now.plus(TimeDelta::days(-3));
    let manager = caller(builder, MANAGER, published)?;
    let cohort = label::cohort(EARLIER_COHORT);
    let new = NewCohort {
        node: label::node(CITY),
        level: Level::JuniorLecturer,
        name: EARLIER_COHORT.to_owned(),
    };
    cohorts::create(&manager, builder.tx, CohortPath { cohort }, &new)?;
    let rules = rules(builder)?;
    let mut applications = Vec::new();
    for name in ON_NOTICE.into_iter().chain(WAITING) {
        let application = put_forward(builder, (name, OTHER_SCHOOL), &rules, published)?;
        joined(builder.tx, application, cohort, &rules)?;
        applications.push(application);
    }
    applications.truncate(ON_NOTICE.len());
    let notice = label::notice(EARLIER_COHORT);
    certificates::publish(builder.tx, &manager, notice, &NewNotice { applications })?;
    let stamp = Stamp {
        now: builder.now.plus(TimeDelta::hours(-5)),
        request: None,
        account: None,
    };
    for (against, name, contact, text) in OBJECTIONS {
        let new = NewObjection {
            application: label::application(against),
            name: name.to_owned(),
            contact: contact.to_owned(),
            text: text.to_owned(),
        };
        certificates::take_objection(builder.tx, builder.keys, notice, &new, &stamp)?;
    }
    Ok(())
}

/// The rules in force, as a cohort freezes them.
fn rules(builder: &mut Builder<'_, '_>) -> Result<FrozenRules, Fault> {
    let packs = packs_in_force(builder.tx, builder.now.date())?;
    let rules = packs.into_iter().find_map(|pack| {
        Some(FrozenRules {
            rules: pack.certification?,
            code: pack.code,
            version: pack.version,
            title: pack.title,
        })
    });
    rules.ok_or_else(|| Fault::internal("no pack on certification"))
}

/// Puts a teacher of a school forward for the first level.
fn put_forward(
    builder: &mut Builder<'_, '_>,
    (name, school): (&str, &str),
    rules: &FrozenRules,
    at: Instant,
) -> Result<ApplicationId, Fault> {
    let id = label::application(name);
    let new = Recommended {
        id,
        person: label::person(name),
        school: label::node(school),
        level: Level::JuniorLecturer,
        rules,
        by: label::account(CERTIFIER),
        at,
    };
    recommended(builder.tx, &new)?;
    Ok(id)
}

fn from_before(builder: &mut Builder<'_, '_>, origin: &str) -> Result<(), Fault> {
    let uploaded = builder.now.plus(TimeDelta::days(-20));
    let row = LegacyRow {
        row: 2,
        name: LEGACY_HOLDER.to_owned(),
        school: OTHER_SCHOOL.to_owned(),
        school_known: true,
        level: Some(Level::JuniorLecturer),
        number: "云家指〔2024〕017".to_owned(),
        issued_on: Date::new(2024, 3, 1),
        valid_to: Date::new(2027, 2, 28),
        holder: HolderLink::Unknown,
        note: None,
        faults: Vec::new(),
        messages: Vec::new(),
    };
    let holder = SheetHolder { row, phone: None };
    let manager = caller(builder, MANAGER, uploaded)?;
    let batch = certificates::keep_holders(builder.tx, &manager, "持证人.xlsx", &[holder])?;
    let certifier = caller(builder, CERTIFIER, uploaded)?;
    certificates::confirm_holders(builder.tx, &certifier, (origin, true), batch.id)?;
    Ok(())
}
