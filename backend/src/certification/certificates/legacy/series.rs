//! Numbers from before that stand in this site's own running series. A certificate keeps the number
//! it has, and the series has no gap (certification.md): so those that follow the last number
//! without a gap are taken over and move the counter past them, in the same transaction, and the
//! next certificate issued here follows them. All others are refused: behind a gap the counter
//! either would jump and leave numbers that nobody has, or would come to give the number again.
//! Series of past years are closed, and numbers in them are kept as they are. What else is refused as
//! a slip of the pen is the shared rule's to say.

use std::collections::{BTreeMap, HashMap};

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    certification::{
        certificates::{
            legacy::LegacyFault,
            number::run_after,
            series::{Numbered, of_ours},
        },
        pack::Level,
    },
    time::Date,
};

use super::super::{office, store};
use crate::http::fault::Fault;

/// What the numbers of a sheet mean for our own series.
#[derive(Debug, Default)]
pub struct Continued {
    prefix: String,
    /// How many numbers each series goes on by, with the first of them. In the order of levels, as
    /// where certificates are issued, so that two never wait for each other in a ring.
    runs: BTreeMap<(Level, i32), (u32, u32)>,
    /// Numbers that are wrong, or do not follow.
    refused: HashMap<String, LegacyFault>,
}

impl Continued {
    /// Holds numbers that would become certificates together against their rows and the counters.
    pub fn by(conn: &mut Conn, rows: &[Numbered<'_>], today: Date) -> Result<Self, Fault> {
        let Some(rules) = office::rules_on(conn, today)? else {
            return Ok(Self::default());
        };
        let mut found = Self {
            prefix: rules.prefix,
            ..Self::default()
        };
        for (series, serials) in found.own(rows, today.year()) {
            let (level, year) = series;
            let last = store::last_number(conn, (found.prefix.as_str(), level, year))?;
            let end = run_after(last, &serials.keys().copied().collect());
            let outside = |serial: u32| serial <= last || serial > end;
            let wrong = serials.iter().filter(|(serial, _)| outside(**serial));
            found
                .refused
                .extend(wrong.map(|(_, number)| ((*number).to_owned(), LegacyFault::NotNext)));
            if end > last {
                found.runs.insert(series, (last + 1, end - last));
            }
        }
        Ok(found)
    }

    /// Those of our own series that are not over, by serial number. Of two with one serial number,
    /// which differ in the district, the first stays.
    fn own<'a>(
        &mut self,
        rows: &[Numbered<'a>],
        year: i32,
    ) -> BTreeMap<(Level, i32), BTreeMap<u32, &'a str>> {
        let mut series: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for row in rows {
            let fault = match of_ours(row, &self.prefix, year) {
                Ok(None) => continue,
                Ok(Some(named)) => {
                    let serials = series.entry((named.level, named.year)).or_default();
                    let first = serials.entry(named.serial).or_insert(row.number);
                    (*first != row.number).then_some(LegacyFault::NotNext)
                }
                Err(fault) => Some(fault),
            };
            if let Some(fault) = fault {
                self.refused.insert(row.number.to_owned(), fault);
            }
        }
        series
    }

    /// Why a number of our series is refused, if it is.
    pub fn fault(&self, number: &str) -> Option<LegacyFault> {
        self.refused.get(number).copied()
    }

    /// Moves the counters past the numbers that are taken over.
    pub fn move_counters(&self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        for ((level, year), (first, count)) in &self.runs {
            let count = i32::try_from(*count).map_err(Fault::internal)?;
            let taken = store::take_numbers(tx, (self.prefix.as_str(), *level, *year), count)?;
            if u32::try_from(taken) != Ok(*first) {
                return Err(Fault::internal(
                    "a counter moved while a sheet was confirmed",
                ));
            }
        }
        Ok(())
    }
}
