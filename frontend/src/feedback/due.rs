//! How much time an answer has left, as a teacher would say it.

use tongyu_shared::{
    Lang,
    feedback::types::MatterDetail,
    text::matter_pages as words,
    time::{Date, words as time},
};

use crate::{clock, i18n::lang, ui::Tone};

/// From so many days on the days left count, not the date.
const NEAR: i64 = 5;
/// From so many days on it wants attention.
const URGENT: i64 = 2;

/// `12月7日前`, `还剩 2 天`, `已过 1 天`.
pub fn due(lang: Lang, today: Date, due_on: Date) -> (String, Tone) {
    let days = due_on.days_since(today);
    let tone = if days <= URGENT {
        Tone::Warn
    } else {
        Tone::Plain
    };
    let text = match days {
        0 => words::due_today(lang).to_owned(),
        1 => words::one_day_left(lang).to_owned(),
        2..=NEAR => words::days_left(lang, days),
        -1 => words::one_day_over(lang).to_owned(),
        ..=-2 => words::days_over(lang, -days),
        _ => words::due_by(lang, time::date_near(lang, today, due_on)),
    };
    (text, tone)
}

/// The day by which the family should have its answer, in words; nothing once it is past.
pub fn due_still(detail: &MatterDetail) -> Option<String> {
    let today = clock::today();
    let day = detail.line.due_on.filter(|day| *day >= today)?;
    Some(time::date_near(lang(), today, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_days_are_named_near_ones_counted_and_past_ones_told_without_blame() {
        let today: Date = "2026-11-23".parse().expect("a day");
        for (day, zh, en, tone) in [
            ("2026-12-07", "12月7日前", "by 7 Dec", Tone::Plain),
            ("2027-01-05", "2027年1月5日前", "by 5 Jan 2027", Tone::Plain),
            ("2026-11-28", "还剩 5 天", "5 days left", Tone::Plain),
            ("2026-11-25", "还剩 2 天", "2 days left", Tone::Warn),
            ("2026-11-24", "还剩 1 天", "1 day left", Tone::Warn),
            ("2026-11-23", "今天要答复", "answer today", Tone::Warn),
            ("2026-11-22", "已过 1 天", "1 day past", Tone::Warn),
            ("2026-11-13", "已过 10 天", "10 days past", Tone::Warn),
        ] {
            let day = day.parse().expect("a day");
            assert_eq!(due(Lang::ZhCn, today, day), (zh.to_owned(), tone));
            assert_eq!(due(Lang::En, today, day), (en.to_owned(), tone));
        }
    }
}
