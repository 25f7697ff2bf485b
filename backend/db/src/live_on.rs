//! One condition for every span of days.

/// Whether the row of a table holds on `$day`, a `NaiveDate`: its last day counts and may be open.
///
/// ```ignore
/// enrolment::table.filter(live_on!(enrolment, day))
/// ```
#[macro_export]
macro_rules! live_on {
    (org_node, $day:expr) => {
        $crate::live_on!(org_node, valid_from, valid_to, $day)
    };
    (role_grant, $day:expr) => {
        $crate::live_on!(role_grant, valid_from, valid_to, $day)
    };
    (rule_pack, $day:expr) => {
        $crate::live_on!(rule_pack, effective_from, effective_to, $day)
    };
    ($table:ident, $day:expr) => {
        $crate::live_on!($table, from_on, to_on, $day)
    };
    ($table:ident, $from:ident, $to:ident, $day:expr) => {
        $crate::schema::$table::$from.le($day).and(
            $crate::schema::$table::$to
                .is_null()
                .or($crate::schema::$table::$to.ge($day)),
        )
    };
}
