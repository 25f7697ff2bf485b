//! The keys of the page, and the help that names them. They work while the focus is on the page
//! and not in a field, and can be turned off.

use leptos::{ev, prelude::*};
use tongyu_shared::{certification::types::CandidateFilter, ids::ApplicationId};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::{batch, desk::Desk, list::pickable};
use crate::{
    prefs, t,
    ui::{Button, Dialog, Kind, Switch, toast, toggle},
};

/// The id of the row's button.
pub fn row_id(id: ApplicationId) -> String {
    ["d2-", &id.to_string()].concat()
}

/// Does what a key stands for.
pub fn press(desk: Desk, event: &ev::KeyboardEvent) {
    let other = event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing();
    if other || !desk.keys_on.get_untracked() || types_text(event) {
        return;
    }
    let key = event.key();
    if key == " " && !on_row(event) {
        return;
    }
    if act(desk, &key) {
        event.prevent_default();
    }
}

fn act(desk: Desk, key: &str) -> bool {
    match key {
        "j" | "J" => step(desk, 1),
        "k" | "K" => step(desk, -1),
        "x" | "X" | " " => pick(desk),
        "a" | "A" => pick_all(desk),
        "r" | "R" => batch::next(desk),
        "?" | "？" => desk.help.set(true),
        digit => return filter(desk, digit),
    }
    true
}

/// Whether the key goes into a field or belongs to a dialog.
fn types_text(event: &ev::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        let text = "input:not([type=checkbox]):not([type=radio]),textarea,select,dialog *";
        target.matches(text).unwrap_or(false)
    })
}

/// Space presses what has the focus; on a row it picks.
fn on_row(event: &ev::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(".d2-open").unwrap_or(false))
}

/// Opens the next or the previous file, and puts the focus on its row.
pub fn step(desk: Desk, by: isize) {
    let lines = desk.lines_now();
    let at = desk.at.get_untracked();
    let place = lines.iter().position(|line| Some(line.application) == at);
    let next = match place {
        Some(place) => place.saturating_add_signed(by),
        None => 0,
    };
    if let Some(line) = lines.get(next) {
        desk.open(line.application);
        focus(&row_id(line.application));
    }
}

fn pick(desk: Desk) {
    let Some(at) = desk.at.get_untracked() else {
        return step(desk, 1);
    };
    let certifies = untrack(|| desk.certifies());
    if pickable(&desk.lines_now(), certifies).contains(&at) {
        toggle(desk.picked, at);
    }
}

fn pick_all(desk: Desk) {
    if !untrack(|| desk.all.is_whole()) {
        return toast(t!(certification_pages::list_short));
    }
    let certifies = untrack(|| desk.certifies());
    let all = pickable(&desk.lines_now(), certifies);
    desk.picked.set(all.into_iter().collect());
}

/// 1 shows everyone, 2 to 5 one group each.
fn filter(desk: Desk, digit: &str) -> bool {
    let word = match digit {
        "1" => "",
        "2" => CandidateFilter::Complete.as_str(),
        "3" => CandidateFilter::Review.as_str(),
        "4" => CandidateFilter::Incomplete.as_str(),
        "5" => CandidateFilter::Decided.as_str(),
        _ => return false,
    };
    desk.choose.run(word.to_owned());
    true
}

/// Puts the focus on the element with this id.
pub fn focus(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element
        && element.focus().is_err()
    {
        leptos::logging::warn!("nothing to focus");
    }
}

/// The button that names the keys.
pub fn help(desk: Desk) -> AnyView {
    let open = Callback::new(move |()| desk.help.set(true));
    let close = Callback::new(move |()| desk.help.set(false));
    let keep = Callback::new(move |()| {
        let word = if desk.keys_on.get_untracked() {
            "on"
        } else {
            "off"
        };
        prefs::keep("keys", word);
    });
    let line = |key: &'static str, what: &'static str| {
        view! {
            <div>
                <dt><kbd>{key}</kbd></dt>
                <dd>{what}</dd>
            </div>
        }
    };
    view! {
        <Button text=t!(certification_pages::keys) kind=Kind::Quiet on_press=open/>
        <Dialog title=t!(certification_pages::keys_title) open=desk.help>
            <dl class="facts keys">
                {line("J K", t!(certification_pages::key_step))}
                {line("X", t!(certification_pages::key_pick))}
                {line("A", t!(certification_pages::key_all))}
                {line("R", t!(certification_pages::key_sample))}
                {line("Enter", t!(certification_pages::key_confirm))}
                {line("1–5", t!(certification_pages::key_filter))}
                {line("?", t!(certification_pages::key_help))}
            </dl>
            <Switch
                label=t!(certification_pages::keys_switch)
                value=desk.keys_on
                words=(t!(ui::on), t!(ui::off))
                on_change=keep
            />
            <Button text=t!(ui::close) kind=Kind::Secondary on_press=close/>
        </Dialog>
    }
    .into_any()
}
