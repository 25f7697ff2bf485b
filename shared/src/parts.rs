//! The parts of the app, each a module of its own, and which of them has the page at a path: what
//! the server sends, what the browser loads, and what the service worker keeps go by this one rule
//! ([decision 10](../../docs/decisions/0010-second-module.md)).

/// A part of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartName {
    /// The day's work: what a first visit loads.
    Daily,
    /// The desk: imports, the sheet, lessons in the making.
    Desk,
    /// Certification, for candidates and for everyone who has a hand in it.
    Certification,
}

/// What the paths of the desk and of certification begin with.
pub const DESK: &str = "desk";

/// What certification's paths go on with.
pub const CERTIFICATION: [&str; 4] = ["certification", "instructor", "seats", "trainings"];

impl PartName {
    /// The part that has the page at `path`; a query or a fragment tells nothing.
    pub fn of(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        match (segments.next(), segments.next()) {
            (Some(DESK), Some(below)) if CERTIFICATION.contains(&below) => Self::Certification,
            (Some(DESK), _) => Self::Desk,
            _ => Self::Daily,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_two_parts_of_a_path_say_which_part_has_its_page() {
        for (part, paths) in [
            (
                PartName::Daily,
                &[
                    "",
                    "/",
                    "/desktop",
                    "/schools/desk",
                    "/me?from=/desk",
                    "/certification",
                ][..],
            ),
            (
                PartName::Desk,
                &[
                    "/desk",
                    "desk/",
                    "/desk/sheet",
                    "/desk?show=all",
                    "/desk/lessons/seats",
                ],
            ),
            (
                PartName::Certification,
                &[
                    "/desk/certification",
                    "desk/instructor/apply/x",
                    "/desk/seats?a=b",
                    "/desk/trainings#1",
                ],
            ),
        ] {
            for path in paths {
                assert_eq!(PartName::of(path), part, "{path}");
            }
        }
    }
}
