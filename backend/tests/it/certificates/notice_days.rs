//! The days of a notice: until when objections are taken, and which days count.

use chrono::TimeDelta;
use tongyu::{
    http::fault::Fault,
    org::terms::{SpecialDay, add_days},
};
use tongyu_shared::{org::calendar::DayKind, time::Date};

use super::{
    desk::{candidates, publish},
    notice::{kept, object, object_as},
};
use crate::on_both;

fn special(day: &str, kind: DayKind, name: &str) -> SpecialDay {
    SpecialDay {
        day: day.parse::<Date>().expect("a day"),
        kind,
        name: name.to_owned(),
    }
}

on_both! {
    async fn the_last_minute_of_the_last_day_is_in_time_and_the_next_one_is_not(site: Site) {
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice;
        assert_eq!(notice.last_day.to_string(), "2026-11-30");
        // From Monday evening at seven to the next Monday at 23:59.
        site.pass(TimeDelta::days(7) + TimeDelta::minutes(4 * 60 + 59));
        assert_eq!(object(&site, notice.id, applications[0]).await.status, 303);
        site.pass(TimeDelta::minutes(1));
        assert_eq!(object_as(&site, notice.id, applications[0], "吴敏").await.status, 409);
        assert_eq!(kept(&site).await, 1);
    }

    async fn a_holiday_does_not_count_and_a_saturday_worked_for_it_does(site: Site) {
        let days = [
            special("2026-11-26", DayKind::Holiday, "放假"),
            special("2026-11-27", DayKind::Holiday, "放假"),
            special("2026-11-28", DayKind::Workday, "调休"),
        ];
        let done: Result<(), Fault> =
            site.app.db.write(move |tx| add_days(tx, &days)).await;
        done.expect("special days");
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice;
        // Published on Monday the 23rd: the 24th, 25th, 28th, 30th, and the 1st.
        assert_eq!(notice.last_day.to_string(), "2026-12-01");
    }
}
