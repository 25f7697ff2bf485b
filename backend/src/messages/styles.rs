//! The style sheets and the small script of server-rendered pages, in the binary.

use super::files::SmallFile;
use crate::http::mount::Mounts;

/// The sheet of all pages.
static SHEET: SmallFile = SmallFile::css("/assets/link.css", include_str!("link.css"));
/// What pages of a signed-in guardian need beside it.
static FAMILY: SmallFile = SmallFile::css("/assets/family.css", include_str!("family.css"));
/// Reads a page's text aloud where the phone has a voice.
static READ_ALOUD: SmallFile =
    SmallFile::script("/assets/read-aloud.js", include_str!("read-aloud.js"));

/// Where pages find their style sheet.
pub fn address() -> &'static str {
    SHEET.address()
}

/// Where pages of a signed-in guardian, and the way to them, find theirs.
pub fn family() -> &'static str {
    FAMILY.address()
}

/// Where pages find the script behind a `data-read-aloud` button, which names what is read.
pub fn read_aloud() -> &'static str {
    READ_ALOUD.address()
}

/// Mounts them.
pub fn mount(mounts: &mut Mounts) {
    for file in [&SHEET, &FAMILY, &READ_ALOUD] {
        file.mount(mounts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheets_leave_room_for_a_page_within_the_budget() {
        for (file, most) in [(&SHEET, 6_000), (&FAMILY, 4_000), (&READ_ALOUD, 1_500)] {
            let text = file.content();
            assert!(text.len() < most, "{}", text.len());
            assert!(!text.contains("url(") && !text.contains("@import"));
        }
    }
}
