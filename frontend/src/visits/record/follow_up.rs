//! What comes after the visit: the small thing agreed on, when to be in touch again, what only
//! the head teacher may know, and the declaration.

use leptos::prelude::*;
use tongyu_shared::time::words as time_words;

use super::{super::parts::Fold, fields::Fields};
use crate::{
    i18n::lang,
    t,
    ui::{Card, Check, Chips, Choice, DateField, TextArea, TextField},
};

/// What was agreed on, and when to be in touch again.
pub fn agreed(fields: Fields) -> AnyView {
    view! {
        <Card title=t!(visits::agreed_measure)>
            <TextField
                name="agreed_measure"
                label=t!(visits::agreed_measure_hint)
                optional=true
                value=fields.all().measure
            />
            {next(fields)}
        </Card>
    }
    .into_any()
}

/// When to be in touch again, alone.
pub fn next_only(fields: Fields) -> AnyView {
    view! { <Card>{next(fields)}</Card> }.into_any()
}

fn next(fields: Fields) -> AnyView {
    let choices = vec![
        Choice::new("7", t!(visits::in_one_week)),
        Choice::new("14", t!(visits::in_two_weeks)),
        Choice::new("30", t!(visits::in_one_month)),
        Choice::new("date", t!(visits::other_date)),
        Choice::new("", t!(visits::next_contact_none)),
    ];
    let by_hand = Memo::new(move |_| fields.all().next.with(|next| next == "date"));
    let day = move || {
        let day = fields.draft().next_contact();
        day.map(|day| time_words::date_long(lang(), day))
    };
    view! {
        <Chips name="next" legend=t!(visits::next_contact) choices value=fields.all().next/>
        {move || {
            if by_hand.get() {
                view! { <DateField name="next_contact" label=t!(visit_pages::date) value=fields.all().next_date/> }
                    .into_any()
            } else {
                view! { <p class="muted" role="status">{day}</p> }.into_any()
            }
        }}
    }
    .into_any()
}

/// Family circumstances, behind a line, and the declaration.
pub fn closing(fields: Fields) -> AnyView {
    view! {
        <Card>
            <Fold summary=t!(visit_pages::circumstances_optional) fields=&["circumstances"]>
                <TextArea
                    name="circumstances"
                    label=t!(visits::circumstances)
                    hint=t!(visits::circumstances_hint)
                    value=fields.all().circumstances
                />
            </Fold>
            <Check name="declared_clean" label=t!(visits::declaration_text) value=fields.all().declared/>
        </Card>
    }
    .into_any()
}
