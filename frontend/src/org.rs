//! 名单 and 四到家: the import of rosters and staff, and a school's sheet.

mod applied;
mod columns;
mod import;
pub mod invite;
mod problems;
mod schools;
mod sheet;
mod sheet_form;
mod steps;
mod upload;
mod view;
mod write;

use leptos::prelude::*;
use tongyu_shared::access::Action;

use self::{import::ImportPage, schools::Choose, sheet::SheetPage, upload::NewImport};
use crate::t;

/// The page at `path`, where it is this room's.
pub fn page(path: &[&str]) -> Option<AnyView> {
    match *path {
        ["imports"] => Some(
            view! {
                <Choose action=Action::RosterImport below="/imports/new" none=t!(import_pages::no_school)/>
            }
            .into_any(),
        ),
        ["sheet"] => Some(
            view! {
                <Choose action=Action::SheetWrite below="/sheet" none=t!(import_pages::no_school)/>
            }
            .into_any(),
        ),
        ["schools", school, "imports", "new"] => {
            let school = school.parse().ok()?;
            Some(view! { <NewImport school/> }.into_any())
        }
        ["schools", school, "sheet"] => {
            let school = school.parse().ok()?;
            Some(view! { <SheetPage school/> }.into_any())
        }
        ["imports", import] => {
            let import = import.parse().ok()?;
            Some(view! { <ImportPage import/> }.into_any())
        }
        _ => None,
    }
}
