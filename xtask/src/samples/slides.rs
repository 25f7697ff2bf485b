//! Slides as a subtitle script (ASS): big type on paper, marked as a sample on every one.

use super::{
    film::{HEIGHT, WIDTH},
    script::{Script, Slide},
    speech::Speech,
};
use std::fmt::Write as _;

/// What stands on every slide.
const MARK: &str = "样例 · 合成语音";

/// The script that draws the slides at their times.
pub fn ass(script: &Script, speech: &Speech) -> String {
    let mut text = head();
    let mut from = 0;
    for (nth, (slide, to)) in script.slides.iter().zip(&speech.slide_ends).enumerate() {
        let span = format!("{},{}", clock(from), clock(*to));
        let (heading, rest) = lines(slide, nth == 0);
        line(
            &mut text,
            &span,
            "Bar",
            r"{\pos(48,104)\p1}m 0 0 l 8 0 8 152 0 152{\p0}",
        );
        line(&mut text, &span, heading, &rest);
        line(&mut text, &span, "Mark", MARK);
        line(
            &mut text,
            &span,
            "Count",
            &format!("{}/{}", nth + 1, script.slides.len()),
        );
        from = *to;
    }
    text
}

/// The style of a slide's text and the text: the title slide in one size, others with a small
/// line above a large one.
fn lines(slide: &Slide, is_title: bool) -> (&'static str, String) {
    match slide.show.as_slice() {
        [small, large @ ..] if !is_title && !large.is_empty() => (
            "Step",
            format!(
                r"{{\fs34\b0\c&H5E6F2F&}}{small}\N{{\r}}{}",
                large.join(r"\N")
            ),
        ),
        all => ("Title", all.join(r"\N")),
    }
}

fn line(text: &mut String, span: &str, style: &str, what: &str) {
    let _ = writeln!(text, "Dialogue: 0,{span},{style},,0,0,0,,{what}");
}

fn head() -> String {
    let style = |name: &str, size: u32, colour: &str, bold: i32, at: u32, left: u32, v: u32| {
        format!(
            "Style: {name},Noto Sans CJK SC,{size},{colour},{colour},&H00000000,&H00000000,\
             {bold},0,0,0,100,100,0,0,1,0,0,{at},{left},32,{v},1\n"
        )
    };
    [
        format!(
            "[Script Info]\nScriptType: v4.00+\nPlayResX: {WIDTH}\nPlayResY: {HEIGHT}\n\
             WrapStyle: 2\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, \
             SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, \
             ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
             MarginR, MarginV, Encoding\n"
        ),
        style("Title", 72, "&H002B3022", -1, 4, 80, 0),
        style("Step", 64, "&H002B3022", -1, 4, 80, 0),
        style("Bar", 20, "&H005E6F2F", 0, 7, 0, 0),
        style("Mark", 24, "&H00606A66", 0, 1, 48, 24),
        style("Count", 24, "&H00606A66", 0, 3, 48, 24),
        "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, \
         Text\n"
            .to_owned(),
    ]
    .concat()
}

fn clock(ms: u64) -> String {
    format!(
        "{}:{:02}:{:02}.{:02}",
        ms / 3_600_000,
        ms / 60_000 % 60,
        ms / 1000 % 60,
        ms % 1000 / 10
    )
}
