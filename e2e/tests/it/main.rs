//! People's ways through the product: the real binary, a real browser, a demo city each.

mod accessibility;
mod certification;
mod certification_twists;
mod desk;
mod family_link;
mod grandparent;
mod home_visit;
mod keyboard;
mod keystrokes;
mod killed;
mod killed_watching;
mod kit;
mod lessons;
mod mentor;
mod mother;
mod reference_visit;
mod roster;
mod shared_phone;
mod stranger;
mod wrong_clock;
