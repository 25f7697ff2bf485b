//! The inbox: matters grouped by what to do next; in front those that wait for the reader, then
//! those due first.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    feedback::{
        endpoints::ListMatters,
        types::{MatterFilter, MatterLine, MatterQuery},
        words,
    },
};

use super::{
    next::{is_mine, next_words},
    tag::{again_tag, due_tag, state_tag},
};
use crate::{
    i18n::lang,
    load::load,
    pages::Further,
    query,
    session::Session,
    t,
    ui::{Chips, Choice, Empty, Heading, Kind, LinkButton, Row, Rows, Tag, Tone},
};

/// The page `/matters`; `?show=` says which group.
#[component]
pub fn InboxPage() -> impl IntoView {
    let (word, set_word) = query::param_signal("show");
    let show = Memo::new(move |_| filter(&word.get()));
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(show.get().as_str().to_owned()));
    let choices: Vec<_> = MatterFilter::ALL
        .iter()
        .map(|&filter| Choice::new(filter.as_str(), words::filter(lang(), filter)))
        .collect();
    let choose = Callback::new(move |()| set_word.run(value.get_untracked()));
    view! {
        <Heading title=t!(feedback::inbox_title)/>
        <Chips
            name="show"
            legend=t!(matter_pages::which)
            choices
            value
            quiet=true
            on_change=choose
        />
        {move || view! { <Group show=show.get()/> }}
    }
    .into_any()
}

/// The group of a word in the address; what is to do for anything else.
fn filter(word: &str) -> MatterFilter {
    MatterFilter::ALL
        .iter()
        .copied()
        .find(|filter| filter.as_str() == word)
        .unwrap_or(MatterFilter::Open)
}

#[component]
fn Group(show: MatterFilter) -> impl IntoView {
    let query = move |after| MatterQuery {
        show: Some(show),
        after,
    };
    let first = load::<ListMatters>(move || ((), query(None)));
    let further = Further::behind(first);
    first
        .view(5, move |page| {
            if page.items.is_empty() {
                return none(show);
            }
            let rows = yours_first(&page.items).map(row).collect_view();
            let rest = move || {
                further
                    .items
                    .with(|lines| yours_first(lines).map(row).collect_view())
            };
            view! {
                <section class="card matter-rows">
                    <Rows>{rows} {rest}</Rows>
                    {further.more::<ListMatters>((), move |after| query(Some(after)))}
                </section>
            }
            .into_any()
        })
        .into_any()
}

fn is_yours(line: &MatterLine) -> bool {
    let me = Session::get().me;
    me.with_untracked(|me| me.as_ref().is_some_and(|me| is_mine(me, line)))
}

/// The lines that wait for the reader, then those that wait for others; each as they came.
fn yours_first(lines: &[MatterLine]) -> impl Iterator<Item = &MatterLine> {
    let yours = lines.iter().filter(|line| is_yours(line));
    yours.chain(lines.iter().filter(|line| !is_yours(line)))
}

fn row(line: &MatterLine) -> AnyView {
    let about = [
        words::kind_of(lang(), line),
        " · ",
        &words::about(lang(), line),
    ]
    .concat();
    let parts = [
        Some(line.class_name.clone()),
        line.student_name.clone(),
        next_words(lang(), line).or_else(|| line.unit(lang()).map(str::to_owned)),
    ];
    let detail = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mine =
        is_yours(line).then(|| view! { <Tag text=t!(matter_pages::yours) tone=Tone::Warn/> });
    let (again, due, state) = (again_tag(line), due_tag(line), state_tag(line));
    view! {
        <Row
            who=line.excerpt.clone()
            note=about
            detail
            href=["/matters/", &line.matter.to_string()].concat()
        >
            {mine}
            {again}
            {due}
            {state}
        </Row>
    }
    .into_any()
}

/// Why a group is empty, and the one thing to do.
fn none(show: MatterFilter) -> AnyView {
    let works = untrack(|| Session::get().may(Action::MatterAnswer));
    let reason = match show {
        MatterFilter::Open if works => t!(matter_pages::none_for_me),
        MatterFilter::Open => t!(matter_pages::none_in_class),
        MatterFilter::WithFamily => t!(feedback::inbox_empty_with_family),
        MatterFilter::Ended => t!(feedback::inbox_empty_ended),
    };
    let (text, href) = match show {
        MatterFilter::Open => (
            t!(matter_pages::see_with_family),
            "/matters?show=with_family",
        ),
        MatterFilter::WithFamily | MatterFilter::Ended => (t!(matter_pages::see_open), "/matters"),
    };
    view! {
        <Empty reason>
            <LinkButton text href=href.to_owned() kind=Kind::Secondary/>
        </Empty>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_known_group_shows_what_is_to_do() {
        for &show in MatterFilter::ALL {
            assert_eq!(filter(show.as_str()), show);
        }
        assert_eq!(filter(""), MatterFilter::Open);
        assert_eq!(filter("everything"), MatterFilter::Open);
    }
}
