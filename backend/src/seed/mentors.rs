//! The pupils of the demo's mentor: of two classes, among them a brother and sister; one whom she
//! looked after in autumn.

use super::{builder::Builder, label};
use crate::{
    access::mentors::{self, Listed},
    http::fault::Fault,
};

/// The mentor.
pub const MENTOR: &str = "吴桐";
/// Her pupils since the school year began; the last one is of another class than the others.
const PUPILS: [&str; 4] = ["王小明", "李一涵", "张弛", "李一诺"];
/// A pupil whom she no longer looks after.
const FORMER: &str = "郑安然";
/// For how many days she has not.
const ENDED_DAYS: i64 = 24;

/// Plants her list.
pub fn plant(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let from_on = builder.since;
    let listed = |pupil: &str, to_on| Listed {
        student: label::student(pupil),
        from_on,
        to_on,
    };
    let mut list: Vec<_> = PUPILS.iter().map(|pupil| listed(pupil, None)).collect();
    let ended = builder.now.date().plus_days(-ENDED_DAYS);
    if from_on <= ended {
        list.push(listed(FORMER, Some(ended)));
    }
    mentors::add(builder.tx, label::account(MENTOR), &list)
}
