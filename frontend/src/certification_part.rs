//! The part for certification: a candidate's own application, and the work of everyone who has a
//! hand in it. Its pages stand below `/desk` too.

use crate::{
    certification,
    part::{DESK, Part, PartName},
};

/// Certification.
pub const PART: Part = Part {
    name: PartName::Certification,
    open: |_| None,
    pages: |path| match path {
        [DESK, below @ ..] => certification::page(below),
        _ => None,
    },
};
