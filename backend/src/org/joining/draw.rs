//! The join page as HTML (P8): one form, which works without script.

use maud::{Markup, html};
use tongyu_shared::{
    Lang,
    identity::types::CODE_MINUTES,
    names::mask_phone,
    org::joining::ConsentAs,
    text::joining as words,
    validate::FieldError,
    visits::{types::Relation, words::relation as relation_word},
};

use super::{
    form::{CHILD, Form, NAME_MAX},
    notice,
    view::{Known, View},
};
use crate::messages::{
    forms,
    page::{Reader, other_language},
    styles, tabs,
};

/// The page before anyone has joined, with what was typed and what to correct.
pub fn page(reader: &Reader, view: &View, form: &Form, errors: &[FieldError]) -> Markup {
    let lang = reader.lang;
    html! {
        (head(lang, view))
        p.lang { (other_language(reader)) }
        (forms::to_correct(lang, errors))
        form method="post" {
            @match &view.known {
                Some(known) => (known_guardian(lang, view, known)),
                None => (asked_for(lang, view, form)),
            }
            (short_notice(reader))
            section.card {
                (consent_box(lang, view, form))
                p.actions {
                    button.btn {
                        @if view.known.is_some() { (words::join(lang)) } @else { (words::get_code(lang)) }
                    }
                    a.btn.sec href=(look_first(reader, view)) { (words::look_first(lang)) }
                }
            }
        }
        p.muted { (words::not_needed(lang)) }
    }
}

/// Where the code of a message is typed; phones offer it by themselves.
pub fn code_field(lang: Lang) -> Markup {
    html! {
        p {
            label for="code" { (words::code(lang)) }
            input.field id="code" name="code" inputmode="numeric" autocomplete="one-time-code"
                maxlength="6" required;
        }
    }
}

/// The page that asks for the code, with everything typed before.
pub fn code_page(lang: Lang, view: &View, form: &Form, errors: &[FieldError]) -> Markup {
    let phone = mask_phone(form.phone.trim());
    html! {
        (head(lang, view))
        (forms::to_correct(lang, errors))
        form.card method="post" {
            p { (words::code_sent(lang, phone, CODE_MINUTES)) }
            input type="hidden" name="relation" value=[form.relation];
            input type="hidden" name="name" value=(form.name);
            input type="hidden" name="phone" value=(form.phone);
            input type="hidden" name="consent" value=(form.consent);
            @if errors.iter().any(|error| error.field == CHILD) { (child_box(lang, form, true)) } @else {
                input type="hidden" name=(CHILD) value=(form.child);
            }
            (code_field(lang))
            p.actions {
                button.btn { (words::join(lang)) }
                a.btn.sec href="" { (words::start_again(lang)) }
            }
        }
        p.muted { (words::unknown_phone(lang)) }
    }
}

/// The page of a link that was used: by who has joined, or has left since.
pub fn used_page(lang: Lang, view: &View) -> Markup {
    let joined = view.known.as_ref().is_some_and(|known| known.joined);
    html! {
        @if joined {
            h1 { (words::joined_already(lang)) }
            (place(view))
            p { (words::sign_in_next(lang)) }
            p.actions { a.btn href=(tabs::SIGN_IN) { (words::sign_in(lang)) } }
        } @else {
            h1 { (words::left_already(lang)) }
            (place(view))
            section.card {
                p { (words::left_again(lang)) }
                p { (words::left_family(lang)) }
            }
            p.muted { (words::not_needed(lang)) }
        }
    }
}

/// `陈老师请您加入`, where the class has a head teacher today.
fn invited(lang: Lang, view: &View) -> String {
    match &view.teacher {
        Some(teacher) => words::invited_by(lang, teacher),
        None => words::title(lang).to_owned(),
    }
}

fn head(lang: Lang, view: &View) -> Markup {
    html! {
        h1 { (invited(lang, view)) }
        (place(view))
    }
}

fn place(view: &View) -> Markup {
    html! { p.muted { (view.school_name) " " (view.class_name) } }
}

/// A lesson for the child's stage.
fn look_first(reader: &Reader, view: &View) -> String {
    let look = match view.stage {
        Some(stage) => format!("{}?stage={stage}", tabs::LOOK_FIRST),
        None => tabs::LOOK_FIRST.to_owned(),
    };
    reader.onward(&look)
}

fn known_guardian(lang: Lang, view: &View, known: &Known) -> Markup {
    let relation = relation_word(lang, known.relation);
    html! {
        section.card {
            p.lead { (words::you_are_known(lang, &view.child, relation)) }
            @if !known.others.is_empty() {
                fieldset {
                    legend { (words::also(lang)) }
                    @for (student, name) in &known.others {
                        label.choice {
                            input type="checkbox" name="also" value=(student) checked;
                            span { (name) }
                        }
                    }
                }
            }
            p.muted { (words::relation_wrong(lang)) }
        }
    }
}

fn asked_for(lang: Lang, view: &View, form: &Form) -> Markup {
    html! {
        section.card {
            fieldset id="relation" {
                legend { (words::you_are(lang, &view.child)) }
                div.chips {
                    @for relation in Relation::ALL {
                        label.chip {
                            input type="radio" name="relation" value=(relation)
                                checked[form.relation == Some(*relation)] required;
                            span { (relation_word(lang, *relation)) }
                        }
                    }
                }
            }
            p {
                label for="name" { (words::name(lang)) }
                input.field id="name" name="name" value=(form.name) maxlength=(NAME_MAX)
                    autocomplete="name" required;
            }
            p {
                label for="phone" { (words::phone(lang)) }
                input.field id="phone" name="phone" value=(form.phone) type="tel" inputmode="numeric"
                    autocomplete="tel-national" required;
            }
        }
    }
}

fn short_notice(reader: &Reader) -> Markup {
    let lang = reader.lang;
    html! {
        section.card {
            div id="notice" {
                h2 { (words::notice_short(lang)) }
                p { (words::notice_now(lang)) }
                p { (words::notice_school(lang)) }
                p { (words::notice_later(lang)) }
                p { (words::notice_never(lang)) }
            }
            p.actions.two {
                a.btn.sec href=(reader.onward(notice::PATH)) { (words::notice_full(lang)) }
                button.btn.sec type="button" data-read-aloud="notice" hidden { (words::read_aloud(lang)) }
            }
        }
    }
}

fn consent_box(lang: Lang, view: &View, form: &Form) -> Markup {
    let words = match &view.known {
        Some(known) => match ConsentAs::of(known.may_decide) {
            ConsentAs::Guardian => words::consent_guardian(lang),
            ConsentAs::Carer => words::consent_carer(lang),
        },
        None => words::consent_either(lang),
    };
    html! {
        label.choice {
            input type="checkbox" id="consent" name="consent" value="yes"
                checked[form.consent == "yes"] required;
            span { (words) }
        }
        @match &view.known {
            Some(known) if known.may_decide => (child_box(lang, form, true)),
            // A carer cannot agree for the child, but may be a guardian of another.
            Some(known) if known.others.is_empty() => {},
            _ => (child_box(lang, form, false)),
        }
    }
}

/// The box for what is used of the child, for guardians.
fn child_box(lang: Lang, form: &Form, required: bool) -> Markup {
    html! {
        label.choice {
            input type="checkbox" id=(CHILD) name=(CHILD) value="yes"
                checked[form.for_child()] required[required];
            span {
                @if required { (words::consent_child(lang)) } @else { (words::consent_child_if(lang)) }
            }
        }
    }
}

/// The script that reads the notice aloud.
pub fn script() -> &'static str {
    styles::read_aloud()
}
