//! What writing did: counts that add up, and what the school should look at.

use leptos::prelude::*;
use tongyu_shared::org::{
    import::{ApplyReport, ImportSummary},
    sheet::SheetKind,
};

use crate::{
    i18n::lang,
    t,
    ui::{Actions, Card, Fact, Facts, Icon, LinkButton, Notice, Row, Rows, Tone},
};

/// The report of an import that was written.
pub fn applied(import: &ImportSummary) -> AnyView {
    let report = import.report.clone().unwrap_or_default();
    let (facts, notes) = (facts(&report, import.kind), notes(&report));
    let ApplyReport {
        added,
        updated,
        unchanged,
        skipped,
        ..
    } = report;
    let total = added + updated + unchanged + skipped;
    let next = ["/desk/schools/", &import.school.to_string(), "/imports/new"].concat();
    view! {
        <Notice
            tone=Tone::Ok
            text=t!(import_pages::done_sum, total, added, updated, unchanged, skipped)
        />
        <Card title=t!(import_pages::done)>
            <Facts>{facts}</Facts>
        </Card>
        {notes}
        <Actions>
            <LinkButton text=t!(import_pages::another) href=next icon=Icon::Upload/>
        </Actions>
    }
    .into_any()
}

fn facts(report: &ApplyReport, kind: SheetKind) -> Vec<AnyView> {
    let places = match kind {
        SheetKind::Roster => t!(import_pages::classes_added),
        SheetKind::Staff => t!(import_pages::offices_added),
    };
    let mut lines = vec![
        (t!(import_pages::added), report.added),
        (t!(import_pages::updated), report.updated),
        (t!(import_pages::unchanged), report.unchanged),
        (t!(import_pages::skipped), report.skipped),
        (places, report.places_added),
    ];
    if kind == SheetKind::Roster {
        lines.insert(2, (t!(import_pages::moved), report.moved));
        lines.push((t!(import_pages::guardians_added), report.guardians_added));
    }
    lines
        .into_iter()
        .map(|(label, number)| view! { <Fact label>{number}</Fact> }.into_any())
        .collect()
}

fn notes(report: &ApplyReport) -> Option<AnyView> {
    if report.notes.is_empty() {
        return None;
    }
    let rows = report
        .notes
        .iter()
        .map(|note| view! { <Row who=t!(import_pages::row, note.row) detail=note.text(lang())/> })
        .collect_view();
    let card = view! {
        <Card title=t!(import_pages::notes)>
            <Rows>{rows}</Rows>
        </Card>
    };
    Some(card.into_any())
}
