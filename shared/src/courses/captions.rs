//! Captions as WebVTT: what is taken, and which line is wrong.

use crate::validate::Errors;

/// What is wrong with captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptionsFault {
    /// The first line is not `WEBVTT`.
    NoHeader,
    /// There is no cue.
    NoCue,
    /// A line that should say from when to when does not.
    BadTime,
    /// A cue ends before it begins.
    EndsBeforeItBegins,
    /// A cue begins before the one above.
    OutOfOrder,
    /// A cue ends after the film.
    AfterTheEnd,
    /// A cue without words.
    Empty,
}

/// A fault with the line where it is, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptionsError {
    /// The line.
    pub line: usize,
    /// What is wrong with it.
    pub fault: CaptionsFault,
}

impl CaptionsError {
    /// Adds it to `errors` at `field`, with a sentence that names the line.
    pub fn tell(self, errors: &mut Errors, field: &str) {
        let code = match self.fault {
            CaptionsFault::NoHeader => "captions_no_header",
            CaptionsFault::NoCue => "captions_no_cue",
            CaptionsFault::BadTime => "captions_bad_time",
            CaptionsFault::EndsBeforeItBegins => "captions_ends_before",
            CaptionsFault::OutOfOrder => "captions_out_of_order",
            CaptionsFault::AfterTheEnd => "captions_after_the_end",
            CaptionsFault::Empty => "captions_empty_cue",
        };
        errors.add(field, code, vec![("line", self.line.to_string())]);
    }
}

/// Checks captions; `duration_s` is how long the film is, where there is one. A cue may end up to
/// a second after it, because durations are whole seconds.
pub fn check(text: &str, duration_s: Option<u32>) -> Result<(), CaptionsError> {
    let fail = |line: usize, fault| Err(CaptionsError { line, fault });
    let lines: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim_end)
        .collect();
    let header = lines.first().copied().unwrap_or_default();
    let named = header.strip_prefix("WEBVTT");
    if !named.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return fail(1, CaptionsFault::NoHeader);
    }
    let latest = duration_s.map(|seconds| (u64::from(seconds) + 1) * 1000);
    let (mut cues, mut last) = (0_usize, 0);
    for (index, block) in blocks(&lines) {
        let Some(at) = block.iter().position(|line| line.contains("-->")) else {
            // Notes and styles have no time; anything else is a cue that lost its own.
            if is_aside(&block) || index == 0 {
                continue;
            }
            return fail(index + 1, CaptionsFault::BadTime);
        };
        let line = index + at + 1;
        let Some((from, to)) = block.get(at).and_then(|line| times(line)) else {
            return fail(line, CaptionsFault::BadTime);
        };
        if at > 1 {
            return fail(index + 2, CaptionsFault::BadTime);
        }
        if to <= from {
            return fail(line, CaptionsFault::EndsBeforeItBegins);
        }
        if from < last {
            return fail(line, CaptionsFault::OutOfOrder);
        }
        if latest.is_some_and(|latest| to > latest) {
            return fail(line, CaptionsFault::AfterTheEnd);
        }
        if block.len() == at + 1 {
            return fail(line, CaptionsFault::Empty);
        }
        last = from;
        cues += 1;
    }
    if cues == 0 {
        return fail(1, CaptionsFault::NoCue);
    }
    Ok(())
}

/// The lines between blank ones, with the index of the first of each.
fn blocks<'a>(lines: &[&'a str]) -> Vec<(usize, Vec<&'a str>)> {
    let mut found: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut open = false;
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() {
            open = false;
        } else if open {
            if let Some((_, block)) = found.last_mut() {
                block.push(line);
            }
        } else {
            found.push((index, vec![line]));
            open = true;
        }
    }
    found
}

fn is_aside(block: &[&str]) -> bool {
    block.first().is_some_and(|line| {
        ["NOTE", "STYLE", "REGION"]
            .iter()
            .any(|word| line.split_whitespace().next() == Some(word))
    })
}

/// `00:01.000 --> 00:04.000 align:start` in milliseconds.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, rest) = line.split_once("-->")?;
    let to = rest.split_whitespace().next()?;
    Some((time(from.trim())?, time(to)?))
}

/// `01:02:03.456` or `02:03.456` in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, millis) = text.split_once('.')?;
    let number = |text: &str, digits: usize| {
        let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u64>().ok()).flatten()
    };
    let millis = number(millis, 3)?;
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0, number(minutes, 2)?, number(seconds, 2)?),
        [hours, minutes, seconds] => {
            let hours = number(hours, hours.len().max(2))?;
            (hours.min(99), number(minutes, 2)?, number(seconds, 2)?)
        }
        _ => return None,
    };
    (minutes < 60 && seconds < 60)
        .then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + millis)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Lang;

    fn found(text: &str) -> Option<(usize, CaptionsFault)> {
        check(text, Some(60))
            .err()
            .map(|error| (error.line, error.fault))
    }

    #[test]
    fn captions_of_every_usual_shape_are_taken() {
        for text in [
            "WEBVTT\n\n00:00.000 --> 00:02.500\n先坐下来。\n",
            "\u{feff}WEBVTT 样例\r\n\r\n1\r\n00:00:00.000 --> 00:00:02.500 align:start\r\n一\r\n二\r\n",
            "WEBVTT\nKind: captions\n\nNOTE 一句\n话\n\nSTYLE\n::cue { color: white }\n\n00:59.000 --> 01:00.900\n好。",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn the_message_names_the_line() {
        use CaptionsFault as F;
        let cases = [
            ("", 1, F::NoHeader),
            ("WEBVTTX\n\n00:00.000 --> 00:01.000\n好", 1, F::NoHeader),
            ("1\n00:00:00,000 --> 00:00:01,000\n好", 1, F::NoHeader),
            ("WEBVTT\n\n", 1, F::NoCue),
            ("WEBVTT\n\n00:00,000 --> 00:01,000\n好", 3, F::BadTime),
            ("WEBVTT\n\n1\n00:61.000 --> 01:62.000\n好", 4, F::BadTime),
            ("WEBVTT\n\n没有时间", 3, F::BadTime),
            (
                "WEBVTT\n\n00:02.000 --> 00:01.000\n好",
                3,
                F::EndsBeforeItBegins,
            ),
            (
                "WEBVTT\n\n00:05.000 --> 00:06.000\n好\n\n00:01.000 --> 00:02.000\n好",
                6,
                F::OutOfOrder,
            ),
            ("WEBVTT\n\n00:58.000 --> 01:03.000\n好", 3, F::AfterTheEnd),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 3, F::Empty),
        ];
        for (text, line, fault) in cases {
            assert_eq!(found(text), Some((line, fault)), "{text}");
            let mut errors = Errors::default();
            CaptionsError { line, fault }.tell(&mut errors, "text");
            let said = errors.into_found()[0].message(Lang::ZhCn);
            let named = matches!(fault, F::NoHeader | F::NoCue) || said.contains(&line.to_string());
            assert!(named, "{said}");
        }
    }

    #[test]
    fn without_a_film_no_cue_is_too_late() {
        let text = "WEBVTT\n\n58:00.000 --> 59:00.000\n好";
        assert_eq!(check(text, None), Ok(()));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_check_fail_otherwise_than_with_a_line_of_it(text in "(WEBVTT)?[\n0-9:. >a好-]{0,200}") {
            if let Err(error) = check(&text, Some(10)) {
                prop_assert!(error.line >= 1 && error.line <= text.lines().count().max(1));
            }
        }
    }
}
