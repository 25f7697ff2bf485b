//! Tickets and reports that are not taken.

use chrono::TimeDelta;
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{AssetId, LessonId},
    learning::{
        endpoints::{IssueTicket, ReportWatch},
        types::{NewReport, RANGES_MAX, Ticket},
    },
};

use super::{
    film::{self, Film},
    viewer::{self, MOTHER, OTHER, Phone, stored},
};
use crate::on_both;

on_both! {
    async fn a_forged_or_foreign_ticket_serves_nobody(site: Site) {
        let film = film::published(&site).await;
        let mut phone = Phone::of(&site, MOTHER, film).await;
        let genuine = phone.ticket.ticket.clone();
        let stranger = Phone::of(&site, OTHER, film).await;
        // Hers, on another device of hers: the ticket is this session's alone.
        let second_device = Phone::of(&site, MOTHER, film).await;
        for ticket in [
            format!("A{}", &genuine[1..]),
            genuine[..genuine.len() - 2].to_owned(),
            String::new(),
            stranger.ticket.ticket.clone(),
            second_device.ticket.ticket.clone(),
        ] {
            phone.ticket.ticket = ticket;
            phone.refused(&[[0, 5]], ProblemCode::TicketRefused).await;
        }
        assert!(stored(&site, MOTHER, film).await.is_empty());
        assert!(stored(&site, OTHER, film).await.is_empty());
    }

    async fn a_ticket_ends_after_its_hours_and_the_set_goes_with_a_fresh_one(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        phone.saw(&[[0, 5]]).await;
        site.pass(TimeDelta::hours(6));
        phone.refused(&[[0, 300]], ProblemCode::TicketRefused).await;
        let wanted = film.wanted_by(viewer::person(&site, MOTHER).await);
        let ticket = phone.client.send::<IssueTicket>(&(), &wanted).await.ok();
        let fresh = Phone { client: phone.client.clone(), ticket };
        site.pass(TimeDelta::minutes(4));
        assert_eq!(fresh.saw(&[[0, 300]]).await.covered_s, 300);
    }

    async fn a_ticket_without_its_session_serves_nobody(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let report = phone.report(&[[0, 5]]);
        let answer = site.anonymous().send::<ReportWatch>(&(), &report).await;
        answer.problem(ProblemCode::SignedOut);
    }

    async fn ranges_that_are_none_are_named_and_nothing_is_stored(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let many = vec![[0, 1]; RANGES_MAX + 1];
        for (ranges, field) in [
            (vec![[5, 5]], "ranges.0"),
            (vec![[0, 2], [9, 2]], "ranges.1"),
            (vec![[0, 301]], "ranges"),
            (many, "ranges"),
        ] {
            let problem = phone.send(&ranges).await.problem(ProblemCode::Invalid);
            assert_eq!(problem.errors[0].field, field, "{:?}", problem.errors);
        }
        let beyond = NewReport { position: 301, ..phone.report(&[[0, 5]]) };
        let answer = phone.client.send::<ReportWatch>(&(), &beyond).await;
        assert_eq!(answer.problem(ProblemCode::Invalid).errors[0].field, "position");
        for body in [r#"{"ticket":1}"#, r#"{"ticket":"","ranges":[[0,-1]],"position":0}"#] {
            let answer = phone.client.raw("POST", "/api/v1/watch/reports", Some(body.to_owned()), None).await;
            answer.problem(ProblemCode::Invalid);
        }
        assert!(stored(&site, MOTHER, film).await.is_empty());
    }

    async fn a_lesson_that_is_not_open_or_has_another_film_gives_no_ticket(site: Site) {
        let film = film::published(&site).await;
        let mother = site.client(MOTHER).await;
        let person = viewer::person(&site, MOTHER).await;
        let hidden = async |wanted: Film| {
            let wanted = wanted.wanted_by(person);
            mother.send::<IssueTicket>(&(), &wanted).await.problem(ProblemCode::NotFound);
        };
        hidden(Film { lesson: LessonId::new(), ..film }).await;
        hidden(Film { asset: AssetId::new(), ..film }).await;
        for state in ["draft", "in_review", "withdrawn"] {
            film::change(&site, film.lesson, state, None).await;
            hidden(film).await;
        }
        let newer = AssetId::new();
        film::add_film(&site, newer).await;
        film::change(&site, film.lesson, "published", Some(newer)).await;
        hidden(film).await;
        Phone::of(&site, MOTHER, Film { asset: newer, ..film }).await;
    }

    async fn nobody_gets_a_ticket_without_signing_in(site: Site) {
        let film = film::published(&site).await;
        let wanted = film.wanted_by(viewer::person(&site, MOTHER).await);
        let answer = site.anonymous().send::<IssueTicket>(&(), &wanted).await;
        answer.problem(ProblemCode::SignedOut);
    }

    async fn a_page_that_was_drawn_for_someone_else_gives_no_ticket(site: Site) {
        let film = film::published(&site).await;
        // The mother's page is still open on a phone where someone else has signed in since.
        let wanted = film.wanted_by(viewer::person(&site, MOTHER).await);
        let answer = site.client(OTHER).await.send::<IssueTicket>(&(), &wanted).await;
        answer.problem(ProblemCode::OtherPerson);
        site.client(MOTHER).await.send::<IssueTicket>(&(), &wanted).await.ok::<Ticket>();
    }
}
