//! 四到家: four switches, each with what the school prepared. None is on before someone says so.

use leptos::prelude::*;
use tongyu_shared::{
    org::types::SheetText,
    visits::{types::Delivered, words},
};

use super::{super::card::prepared, fields::Fields};
use crate::{
    i18n::lang,
    t,
    ui::{Card, Switch},
};

/// The section.
pub fn delivered(sheet: &SheetText, fields: Fields) -> AnyView {
    let switches = Delivered::ALL
        .iter()
        .zip(fields.all().delivered)
        .map(|(&what, value)| {
            let label = words::delivered(lang(), what);
            match prepared(sheet, what) {
                "" => view! { <Switch label value/> }.into_any(),
                text => view! { <Switch label detail=text.to_owned() value/> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <Card title=t!(visits::four_to_home)>
            <p class="small">{t!(visits::delivered_hint)}</p>
            {switches}
        </Card>
    }
    .into_any()
}
