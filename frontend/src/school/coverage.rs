//! Whom a school has reached this term: all together, by way, and class by class.

use leptos::prelude::*;
use tongyu_shared::visits::{
    types::{ClassCoverage, Coverage, SchoolCoverage, VisitMode},
    words,
};

use crate::{
    i18n::lang,
    t,
    ui::{Card, Empty, Kind, LinkButton, Meter, Ring, Table},
};

/// The cards. A school without pupils is led to the import, by whoever may.
pub fn coverage(found: &SchoolCoverage, may_import: bool) -> AnyView {
    let total = found.total;
    if total.students == 0 {
        return no_students(found, may_import);
    }
    let title = t!(school_pages::reached_title, total.reached, total.students);
    let label = title.clone();
    view! {
        <Card title>
            <div class="school-total">
                <Ring done=total.reached all=total.students label/>
                <div class="school-modes">
                    <h3>{t!(school_pages::by_mode)}</h3>
                    {modes(total).into_iter().map(|(mode, count)| meter(mode, count, total)).collect_view()}
                    {other_way(total)}
                </div>
            </div>
        </Card>
        <h2 class="school-head">{t!(school_pages::by_class)}</h2>
        {table(found)}
    }
    .into_any()
}

fn no_students(found: &SchoolCoverage, may_import: bool) -> AnyView {
    let href = ["/desk/schools/", &found.school.to_string(), "/imports/new"].concat();
    if may_import {
        view! {
            <Empty reason=t!(school_pages::no_students)>
                <LinkButton text=t!(school_pages::import) href kind=Kind::Primary/>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Empty reason=t!(school_pages::no_students_ask)/> }.into_any()
    }
}

/// The counts by way, in the order of the plan.
fn modes(coverage: Coverage) -> [(VisitMode, u32); 5] {
    [
        (VisitMode::Home, coverage.home),
        (VisitMode::School, coverage.school),
        (VisitMode::Online, coverage.online),
        (VisitMode::Phone, coverage.phone),
        (VisitMode::Group, coverage.group),
    ]
}

fn meter(mode: VisitMode, count: u32, total: Coverage) -> AnyView {
    let mode = words::mode(lang(), mode);
    let label = t!(school_pages::count_of, mode, count, total.students);
    view! {
        <div class="school-mode">
            <span>{mode}</span>
            <Meter done=count all=total.students label/>
            <b>{count}</b>
        </div>
    }
    .into_any()
}

fn other_way(total: Coverage) -> Option<AnyView> {
    (total.other_way > 0).then(|| {
        view! { <p class="small">{t!(visits::other_way_waiting, total.other_way)}</p> }.into_any()
    })
}

fn table(found: &SchoolCoverage) -> AnyView {
    let mut heads = vec![
        t!(school_pages::class).to_owned(),
        t!(visits::reached).to_owned(),
    ];
    let ways = modes(found.total);
    heads.extend(
        ways.iter()
            .map(|&(mode, _)| words::mode(lang(), mode).to_owned()),
    );
    heads.push(t!(visits::other_way).to_owned());
    let rows = found.classes.iter().map(row).collect_view();
    view! {
        <Table caption=t!(school_pages::by_class) heads numbers=&[1, 2, 3, 4, 5, 6, 7]>
            {rows}
        </Table>
    }
    .into_any()
}

fn row(class: &ClassCoverage) -> AnyView {
    let cells = match class.coverage {
        Some(coverage) => {
            let reached = t!(
                school_pages::reached_of,
                coverage.reached,
                coverage.students
            );
            let counts = modes(coverage).map(|(_, count)| count);
            let numbers = counts.into_iter().chain([coverage.other_way]);
            let numbers = numbers
                .map(|count| view! { <td class="num">{count}</td> })
                .collect_view();
            view! { <td class="num">{reached}</td> {numbers} }.into_any()
        }
        None => view! { <td colspan="7" class="muted">{t!(school_pages::too_few)}</td> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{class.name.clone()}</th>
            {cells}
        </tr>
    }
    .into_any()
}
