//! The way of a matter in words (P6): every step with who and when, and what comes next.

use tongyu_shared::{
    Lang,
    feedback::{
        types::{MatterAction, MatterDetail, Rating, TimelineEntry, TimelineKind},
        words as feedback,
    },
    text::matter_pages as words,
    time::{Instant, words as time},
};

use super::{
    due::due,
    next::{is_with_school, next_words},
};
use crate::ui::Step;

/// The steps so far, and the one that comes next.
pub fn steps(lang: Lang, now: Instant, detail: &MatterDetail) -> Vec<Step> {
    let entries = &detail.timeline;
    // Who may approve the last words has them in the form above.
    let in_form = detail.actions.contains(&MatterAction::Approve);
    let past = entries.iter().enumerate().map(|(index, entry)| Step {
        at: time::relative(lang, now, entry.at),
        what: told(lang, entries, index),
        said: said(entries, index).filter(|_| !in_form || index + 1 < entries.len()),
        done: true,
    });
    past.chain(coming(lang, now, detail)).collect()
}

/// The words of a step; those of a proposal only where they were reworded afterwards.
fn said(entries: &[TimelineEntry], index: usize) -> Option<String> {
    let text = entries.get(index)?.text.as_ref()?;
    let same = entries
        .get(index + 1)
        .is_some_and(|next| next.text.as_ref() == Some(text));
    (!same).then(|| text.clone())
}

/// Whether the step at `index` sends what the step before it proposed.
fn is_approval(entries: &[TimelineEntry], index: usize) -> bool {
    index
        .checked_sub(1)
        .and_then(|before| entries.get(before))
        .is_some_and(|before| before.kind == TimelineKind::Proposed)
}

/// What the family said last about an answer: `部分解决`.
pub fn last_word(lang: Lang, entries: &[TimelineEntry]) -> Option<&'static str> {
    let mut rated = entries
        .iter()
        .rev()
        .filter(|entry| entry.kind == TimelineKind::Rated);
    let resolution = rated.find_map(|entry| entry.resolution)?;
    Some(feedback::resolution(lang, resolution))
}

fn coming(lang: Lang, now: Instant, detail: &MatterDetail) -> Option<Step> {
    let line = &detail.line;
    let by = line
        .due_on
        .filter(|_| is_with_school(line))
        .map(|day| due(lang, now.date(), day).0);
    Some(Step {
        at: by.unwrap_or_default(),
        what: next_words(lang, line)?,
        said: None,
        done: false,
    })
}

/// One of these steps in words: `刘主任 转给 教务处`.
pub fn told(lang: Lang, entries: &[TimelineEntry], index: usize) -> String {
    use TimelineKind as K;
    let Some(entry) = entries.get(index) else {
        return String::new();
    };
    let by = entry.by.as_deref().unwrap_or(words::somebody(lang));
    let office = entry.unit(lang).unwrap_or(words::office(lang));
    match entry.kind {
        K::Captured => words::captured(lang, by),
        K::Asked => feedback::asked(lang).to_owned(),
        K::Assigned if entry.by.is_none() => words::assigned_by_rule(lang, office),
        K::Assigned => words::assigned(lang, by, office),
        K::Accepted => words::accepted(lang, office, by),
        K::Returned if entry.office_name.is_some() => words::returned_to(lang, by, office),
        K::Returned => words::returned(lang, by),
        K::Proposed => words::proposed(lang, by),
        K::Answered if is_approval(entries, index) => words::approved(lang, by),
        K::Answered => words::answered(lang, by),
        K::Delivered if entry.by_proxy => words::passed_on(lang, by),
        K::Delivered => words::delivered(lang).to_owned(),
        K::Rated if entry.by_proxy => {
            let said = entry
                .resolution
                .map_or(feedback::rating(lang, Rating::NotMine), |resolution| {
                    feedback::resolution(lang, resolution)
                });
            words::rated_by_proxy(lang, said, by)
        }
        K::Rated => match entry.resolution {
            Some(resolution) => words::rated(lang, feedback::resolution(lang, resolution)),
            None => words::not_mine(lang).to_owned(),
        },
        K::Noted => words::noted(lang, by),
        K::ClosedSilent => words::silent(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use tongyu_shared::feedback::state::Resolution;

    use super::*;

    fn entry(kind: TimelineKind) -> TimelineEntry {
        TimelineEntry {
            kind,
            at: Instant::from_naive_utc(chrono::NaiveDateTime::default()),
            by: Some("刘主任".to_owned()),
            office_name: Some("教务处".to_owned()),
            with_class: false,
            text: None,
            resolution: None,
            by_proxy: false,
        }
    }

    #[test]
    fn an_answer_is_wanted_again_for_what_the_family_said_last() {
        let rated = |resolution| TimelineEntry {
            resolution: Some(resolution),
            ..entry(TimelineKind::Rated)
        };
        let entries = [
            rated(Resolution::Unsolved),
            rated(Resolution::Partly),
            entry(TimelineKind::Accepted),
        ];
        assert_eq!(last_word(Lang::ZhCn, &entries), Some("部分解决"));
        assert_eq!(last_word(Lang::ZhCn, &[]), None);
    }

    #[test]
    fn every_step_of_staff_says_who_took_it() {
        use TimelineKind as K;
        for &kind in TimelineKind::ALL {
            let of_staff = !matches!(kind, K::Asked | K::Delivered | K::Rated | K::ClosedSilent);
            for &lang in Lang::ALL {
                assert_eq!(
                    told(lang, &[entry(kind)], 0).contains("刘主任"),
                    of_staff,
                    "{kind}"
                );
            }
        }
    }

    #[test]
    fn what_nobody_did_is_not_blamed_on_anybody() {
        let routed = TimelineEntry {
            by: None,
            ..entry(TimelineKind::Assigned)
        };
        assert_eq!(told(Lang::ZhCn, &[routed], 0), "按分工转给 教务处");
    }

    #[test]
    fn the_parents_word_is_told_as_it_was() {
        let rated = |resolution| TimelineEntry {
            resolution,
            ..entry(TimelineKind::Rated)
        };
        assert_eq!(
            told(Lang::ZhCn, &[rated(Some(Resolution::Solved))], 0),
            "家长说：解决了"
        );
        assert_eq!(told(Lang::ZhCn, &[rated(None)], 0), "家长说：不是我提的");
    }

    #[test]
    fn what_a_teacher_wrote_down_for_the_family_says_so() {
        let by_proxy = |kind, resolution| TimelineEntry {
            by: Some("陈雨".to_owned()),
            resolution,
            by_proxy: true,
            ..entry(kind)
        };
        for (entry, words) in [
            (by_proxy(TimelineKind::Delivered, None), "陈雨 转告了家长"),
            (
                by_proxy(TimelineKind::Rated, Some(Resolution::Solved)),
                "家长说：解决了（陈雨 代记）",
            ),
            (
                by_proxy(TimelineKind::Rated, None),
                "家长说：不是我提的（陈雨 代记）",
            ),
        ] {
            assert_eq!(told(Lang::ZhCn, &[entry], 0), words);
        }
    }

    #[test]
    fn words_that_were_approved_as_they_are_stand_once() {
        let with = |kind, text: &str| TimelineEntry {
            text: Some(text.to_owned()),
            ..entry(kind)
        };
        let approved = |text| {
            [
                with(TimelineKind::Proposed, "可以。"),
                with(TimelineKind::Answered, text),
            ]
        };
        let as_it_was = approved("可以。");
        assert_eq!(said(&as_it_was, 0), None);
        assert_eq!(said(&as_it_was, 1).as_deref(), Some("可以。"));
        let reworded = approved("可以，12 月起。");
        assert_eq!(said(&reworded, 0).as_deref(), Some("可以。"));
        assert_eq!(told(Lang::ZhCn, &reworded, 1), "刘主任 同意并发出");
    }
}
