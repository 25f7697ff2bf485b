//! The schools that someone oversees; the only one opens at once.

use leptos::prelude::*;
use tongyu_shared::{access::Action, identity::types::Me, ids::NodeId, org::types::NodeKind};

use crate::{
    route,
    session::Session,
    t,
    ui::{Card, Empty, Heading, Row, Rows, Skeleton},
};

/// The page `/schools`.
#[component]
pub fn Schools() -> impl IntoView {
    let session = Session::get();
    let schools = Memo::new(move |_| session.me.with(|me| me.as_ref().map_or_else(Vec::new, of)));
    Effect::new(move |_| {
        if let [(school, _)] = schools.get().as_slice() {
            route::replace(&href(*school));
        }
    });
    (move || {
        let schools = schools.get();
        match schools.as_slice() {
            [] => view! { <Empty reason=t!(school_pages::none)/> }.into_any(),
            [_] => view! { <Skeleton/> }.into_any(),
            _ => list(schools),
        }
    })
    .into_any()
}

fn list(schools: Vec<(NodeId, String)>) -> AnyView {
    let rows = schools
        .into_iter()
        .map(|(school, name)| view! { <Row who=name href=href(school)/> })
        .collect_view();
    view! {
        <Heading title=t!(school_pages::schools)/>
        <Card>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

fn href(school: NodeId) -> String {
    ["/schools/", &school.to_string()].concat()
}

/// The schools that `me` oversees, each once.
fn of(me: &Me) -> Vec<(NodeId, String)> {
    let mut schools: Vec<(NodeId, String)> = Vec::new();
    for held in me
        .roles
        .iter()
        .filter(|held| held.role.may(Action::SchoolOverview))
    {
        let school = match held.node_kind {
            NodeKind::School => Some((held.node, held.node_name.clone())),
            _ => held.school.zip(held.school_name.clone()),
        };
        if let Some(school) = school.filter(|(id, _)| schools.iter().all(|(other, _)| other != id))
        {
            schools.push(school);
        }
    }
    schools
}

/// Whether a role of `me` allows `action` in this school.
pub fn may_in(me: &Me, action: Action, school: NodeId) -> bool {
    me.roles
        .iter()
        .any(|held| held.role.may(action) && (held.node == school || held.school == Some(school)))
}

#[cfg(test)]
mod tests {
    use tongyu_shared::{access::Role, identity::types::HeldRole, ids::AccountId, time::Instant};

    use super::*;

    fn me(roles: &[(Role, u128)]) -> Me {
        let held = |&(role, school)| HeldRole {
            role,
            node: NodeId::from_u128(school),
            node_kind: NodeKind::School,
            node_name: "海棠路小学".to_owned(),
            school: Some(NodeId::from_u128(school)),
            school_name: Some("海棠路小学".to_owned()),
            without_pupils: false,
        };
        Me {
            account: AccountId::from_u128(1),
            name: String::new(),
            roles: roles.iter().map(held).collect(),
            ends_at: Instant::from_naive_utc(chrono::NaiveDateTime::default()),
            demo: false,
        }
    }

    #[test]
    fn a_school_is_listed_once_and_only_where_a_role_oversees_it() {
        let me = me(&[
            (Role::Coordinator, 1),
            (Role::SchoolAdmin, 1),
            (Role::OfficeMember, 2),
        ]);
        let ids: Vec<_> = of(&me).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [NodeId::from_u128(1)]);
    }

    #[test]
    fn what_a_role_allows_in_one_school_it_does_not_allow_in_another() {
        let me = me(&[(Role::SchoolAdmin, 1), (Role::Coordinator, 2)]);
        let may = |school| may_in(&me, Action::RosterImport, NodeId::from_u128(school));
        assert!(may(1));
        assert!(!may(2));
    }
}
