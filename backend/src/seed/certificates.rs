//! Certificates that the demo city has already: one that was issued after a notice, and a holder
//! from before. Through the same services that people use; tests begin without them.

use chrono::TimeDelta;
use tongyu_db::Db;
use tongyu_shared::{
    certification::{
        certificates::{legacy::LegacyRow, notice::NewNotice},
        pack::{FrozenRules, Level},
    },
    org::grades::SchoolYear,
    time::{Date, Instant},
};

use super::{
    builder::Builder,
    certification::{CERTIFIER, MANAGER, caller},
    demo::{OTHER_SCHOOL, SCHOOL},
    label,
};
use crate::{
    certification::certificates::{
        self,
        planting::{Recommended, recommended},
    },
    crypto::Keys,
    http::fault::Fault,
    org::packs_in_force,
};

/// The holder of a certificate of this system.
pub const HOLDER: &str = "罗强";
/// The holder of a certificate from before.
const LEGACY_HOLDER: &str = "唐艳";
/// 文号 of the finished notice.
const DOCUMENT: &str = "演示〔2026〕5号";

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
        from_before(&mut builder, &origin)
    })
}

fn issued(builder: &mut Builder<'_, '_>, origin: &str) -> Result<(), Fault> {
    let published = builder.now.plus(TimeDelta::days(-45));
    let application = label::application(HOLDER);
    let packs = packs_in_force(builder.tx, builder.now.date())?;
    let rules = packs.into_iter().find_map(|pack| {
        Some(FrozenRules {
            rules: pack.certification?,
            code: pack.code,
            version: pack.version,
        })
    });
    let rules = rules.ok_or_else(|| Fault::internal("no pack on certification"))?;
    recommended(
        builder.tx,
        &Recommended {
            id: application,
            person: label::person(HOLDER),
            school: label::node(SCHOOL),
            level: Level::JuniorLecturer,
            rules: &rules,
            by: label::account(CERTIFIER),
            at: published,
        },
    )?;
    let manager = caller(builder, MANAGER, published)?;
    let applications = vec![application];
    let notice = label::notice(DOCUMENT);
    certificates::publish(builder.tx, &manager, notice, &NewNotice { applications })?;
    let certifier = caller(builder, CERTIFIER, builder.now.plus(TimeDelta::days(-24)))?;
    certificates::issue(builder.tx, &certifier, origin, notice, DOCUMENT)?;
    Ok(())
}

fn from_before(builder: &mut Builder<'_, '_>, origin: &str) -> Result<(), Fault> {
    let uploaded = builder.now.plus(TimeDelta::days(-20));
    let holder = LegacyRow {
        row: 2,
        name: LEGACY_HOLDER.to_owned(),
        school: OTHER_SCHOOL.to_owned(),
        school_known: true,
        level: Some(Level::JuniorLecturer),
        number: "云家指〔2024〕017".to_owned(),
        issued_on: Date::new(2024, 3, 1),
        valid_to: Date::new(2027, 2, 28),
        faults: Vec::new(),
        messages: Vec::new(),
    };
    let manager = caller(builder, MANAGER, uploaded)?;
    let batch = certificates::keep_holders(builder.tx, &manager, "持证人.xlsx", &[holder])?;
    let certifier = caller(builder, CERTIFIER, uploaded)?;
    certificates::confirm_holders(builder.tx, &certifier, origin, batch.id)?;
    Ok(())
}
