//! A school's sheet and offices, and the import of rosters and staff.

mod import_access;
mod import_columns;
mod import_files;
mod import_joined;
mod import_roster;
mod import_staff;
mod import_tools;
mod sheet;
