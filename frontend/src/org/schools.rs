//! The schools that someone may do something for; the only one opens at once.

use leptos::prelude::*;
use tongyu_shared::{access::Action, identity::types::Me, ids::NodeId, org::types::NodeKind};

use crate::{
    route,
    session::Session,
    t,
    ui::{Card, Empty, Heading, Row, Rows, Skeleton},
};

/// A list of schools that leads to the page `below` each of them.
#[component]
pub fn Choose(
    /// What the person wants to do.
    action: Action,
    /// The page below `/desk/schools/{id}`.
    below: &'static str,
    /// Why there may be no school.
    #[prop(into)]
    none: Signal<String>,
) -> impl IntoView {
    let session = Session::get();
    let schools = Memo::new(move |_| {
        session.me.with(|me| {
            me.as_ref()
                .map_or_else(Vec::new, |me| schools_of(me, action))
        })
    });
    let href = move |school: NodeId| ["/desk/schools/", &school.to_string(), below].concat();
    Effect::new(move |_| {
        if let [(school, _)] = schools.get().as_slice() {
            route::replace(&href(*school));
        }
    });
    (move || {
        let schools = schools.get();
        match schools.len() {
            0 => view! { <Empty reason=none/> }.into_any(),
            1 => view! { <Skeleton/> }.into_any(),
            _ => {
                let rows = schools
                    .into_iter()
                    .map(|(school, name)| view! { <Row who=name href=href(school)/> })
                    .collect_view();
                view! {
                    <Heading title=t!(import_pages::schools)/>
                    <Card>
                        <Rows>{rows}</Rows>
                    </Card>
                }
                .into_any()
            }
        }
    })
    .into_any()
}

/// The schools for which `me` may do `action`, each once.
pub fn schools_of(me: &Me, action: Action) -> Vec<(NodeId, String)> {
    let mut schools: Vec<(NodeId, String)> = Vec::new();
    for held in me.roles.iter().filter(|held| held.role.may(action)) {
        let school = match held.node_kind {
            NodeKind::School => Some((held.node, held.node_name.clone())),
            _ => held.school.zip(held.school_name.clone()),
        };
        schools.extend(school);
    }
    schools.sort();
    schools.dedup();
    schools
}

/// The name of the school, where the person signed in may do `action` for it.
pub fn name_of(school: NodeId, action: Action) -> Option<String> {
    let session = Session::get();
    let schools = session
        .me
        .with(|me| me.as_ref().map(|me| schools_of(me, action)))?;
    schools
        .into_iter()
        .find(|(id, _)| *id == school)
        .map(|(_, name)| name)
}
