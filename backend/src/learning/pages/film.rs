//! The film on a lesson's page: picture, sound or text, with sizes on the buttons, and speed.

use maud::{Markup, html};
use tongyu_shared::{
    Lang,
    learning::{covered::Covered, words as learning_words},
    text::learning as words,
    time::Instant,
};

use super::seen;
use crate::{courses::OpenLesson, learning::store::Watched, org::joining::Guest};

/// Speeds that the page offers.
const SPEEDS: [&str; 5] = ["0.75", "1", "1.25", "1.5", "2"];
/// The longest transcript that stands on every page of its lesson, in bytes: the page, with its
/// styles and scripts as they are sent, stays within 20 KB before the film. A longer one is opened
/// with its button.
const TEXT_ALWAYS: usize = 6_000;

/// What sound alone is called in the page: it needs little room.
const SOUND: &str = "audio";

/// How the film is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 看视频.
    Film,
    /// 只听.
    Sound,
    /// 看文字.
    Text,
}

impl Kind {
    /// What the address asks for; sound where the phone wants to save data.
    pub fn of(query: &str, saves_data: bool) -> Self {
        let asked = query.split('&').find_map(|part| part.strip_prefix("as="));
        match asked {
            Some("video") => Self::Film,
            Some("audio") => Self::Sound,
            Some("text") => Self::Text,
            _ if saves_data => Self::Sound,
            _ => Self::Film,
        }
    }
}

/// What the film part of the page shows.
pub struct Shown<'a> {
    /// The lesson.
    pub lesson: &'a OpenLesson,
    /// How it is taken.
    pub kind: Kind,
    /// Whether pictures are left out.
    pub saves_data: bool,
    /// Who watches, if she is signed in and her learning is recorded.
    pub guest: Option<&'a Guest>,
    /// What that person has seen.
    pub watched: Option<&'a Watched>,
    /// When she emptied her record last.
    pub cleared_at: Option<Instant>,
}

impl Shown<'_> {
    /// Where the person left it; the beginning where nothing is left to see.
    fn position(&self) -> u32 {
        let left = self.place();
        if left + 2 < self.lesson.film.duration_s {
            left
        } else {
            0
        }
    }

    /// Where the server has it.
    fn place(&self) -> u32 {
        self.watched.map_or(0, |watched| watched.position_s)
    }

    /// Nothing is shown to who only listens or saves data.
    fn poster(&self) -> Option<&str> {
        let shown = !self.saves_data && self.kind != Kind::Sound;
        shown.then_some(self.lesson.film.poster_url.as_str())
    }

    /// Whether the transcript stands on this page.
    fn has_text(&self) -> bool {
        self.kind == Kind::Text || self.lesson.transcript.len() <= TEXT_ALWAYS
    }

    fn source(&self) -> String {
        let film = &self.lesson.film;
        let url = match self.kind {
            Kind::Sound => &film.audio_url,
            Kind::Film | Kind::Text => &film.video_url,
        };
        match self.position() {
            0 => url.clone(),
            second => format!("{url}#t={second}"),
        }
    }
}

/// The player with what belongs to it. Without script the browser's own controls do the work.
pub fn film(lang: Lang, shown: &Shown<'_>) -> Markup {
    let (lesson, film) = (shown.lesson, &shown.lesson.film);
    html! {
        div.film data-kind=[(shown.kind == Kind::Sound).then_some(SOUND)] data-asset=(film.asset) data-lesson=(lesson.id) data-duration=(film.duration_s)
            data-position=(shown.position()) data-place=(shown.place()) data-person=[shown.guest.map(|guest| guest.actor.person)]
            data-cleared=[shown.cleared_at] {
            video controls playsinline preload="none" src=(shown.source())
                poster=[shown.poster()] aria-label=(lesson.title) {
                @if let Some(captions) = &lesson.captions_url {
                    track kind="captions" srclang="zh" label=(words::captions(lang)) src=(captions) default;
                }
            }
            @if shown.guest.is_some() {
                (seen::bar(lang, &covered(shown), film.duration_s))
            }
        }
        p.notice id="offline" role="status" hidden {
            @if shown.guest.is_some() { (words::offline(lang)) } @else { (words::offline_plain(lang)) }
        }
        (kinds(lang, shown))
        (speeds(lang))
    }
}

fn covered(shown: &Shown<'_>) -> Covered {
    shown
        .watched
        .map_or_else(Covered::default, |watched| watched.covered.clone())
}

/// `5 分钟 · 小学 · 作业与专注 · 已学 58%`.
pub fn learnt(lang: Lang, shown: &Shown<'_>) -> Markup {
    let duration_s = shown.lesson.film.duration_s;
    let template = words::learnt_share(lang, "%s");
    let done = words::learnt_done(lang);
    let share = shown.watched.map(|watched| {
        if watched.completed_at.is_some() {
            done.to_owned()
        } else {
            words::learnt_share(lang, seen::percent(watched.covered.seconds(), duration_s))
        }
    });
    html! {
        @if shown.guest.is_some() {
            " " span.tag.good id="learnt" data-share=(template) data-done=(done) { (share.unwrap_or_default()) }
        }
    }
}

/// `从 0:35 继续`, where something is left to see.
pub fn go_on(lang: Lang, shown: &Shown<'_>) -> Markup {
    let position = shown.position();
    html! {
        @if position > 0 { p.muted { (words::go_on_from(lang, learning_words::place(position))) } }
    }
}

fn kinds(lang: Lang, shown: &Shown<'_>) -> Markup {
    let film = &shown.lesson.film;
    let size = learning_words::size;
    let text = if shown.has_text() {
        "#text"
    } else {
        "?as=text#text"
    };
    let chip = |kind: Kind, source: Option<(&str, &str)>, to: &str, text: String| {
        html! {
            a.chip href=(to) data-kind=[source.map(|(kind, _)| kind)] data-src=[source.map(|(_, src)| src)]
                aria-current=[(shown.kind == kind).then_some("true")] { (text) }
        }
    };
    html! {
        nav.chips.kinds aria-label=(words::kinds(lang)) {
            (chip(Kind::Film, Some(("video", &film.video_url)), "?as=video",
                words::watch_film(lang, size(film.video_bytes))))
            (chip(Kind::Sound, Some((SOUND, &film.audio_url)), "?as=audio",
                words::listen(lang, size(film.audio_bytes))))
            (chip(Kind::Text, None, text, words::read_text(lang).to_owned()))
        }
    }
}

/// Shown by the script, which alone can set it.
fn speeds(lang: Lang) -> Markup {
    html! {
        div.chips.speeds id="speeds" role="group" aria-label=(words::speeds(lang)) hidden {
            span.muted { (words::speeds(lang)) }
            @for speed in SPEEDS {
                button.chip type="button" value=(speed) aria-current=[(speed == "1").then_some("true")] {
                    (speed) "×"
                }
            }
        }
    }
}

/// What is said, to read and to be read aloud.
pub fn text(lang: Lang, shown: &Shown<'_>) -> Markup {
    let transcript = &shown.lesson.transcript;
    html! {
        @if shown.has_text() {
            section.card {
                h2 { (words::text_title(lang)) }
                button.btn.sec type="button" data-read-aloud="text" hidden { (words::read_aloud(lang)) }
                div.reading id="text" lang="zh-CN" {
                    @for line in transcript.lines().filter(|line| !line.trim().is_empty()) {
                        p { (line) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_is_for_those_who_save_data_unless_the_address_says_otherwise() {
        for (query, saves_data, kind) in [
            ("", false, Kind::Film),
            ("", true, Kind::Sound),
            ("as=video", true, Kind::Film),
            ("big=1&as=audio", false, Kind::Sound),
            ("as=text", true, Kind::Text),
            ("as=", false, Kind::Film),
        ] {
            assert_eq!(Kind::of(query, saves_data), kind, "{query}");
        }
    }
}
