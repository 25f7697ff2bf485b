//! A server killed while phones report what they watch: what it acknowledged is there when it comes
//! back, and a report whose answer the kill cut off, sent again, counts once.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use anyhow::{Context as _, Result, ensure};
use reqwest::{Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tongyu_e2e::{
    Caller, City,
    wait::{Found, PATIENCE, until},
};
use tongyu_shared::{
    api::endpoint::Endpoint,
    courses::endpoints::ListCatalogue,
    identity::types::Persona,
    learning::{
        endpoints::{IssueTicket, ReadOwnLearning, ReportWatch},
        types::{NewReport, NewTicket, OwnLearning, ReportReceipt, Ticket},
    },
};

/// How often the server is killed.
const KILLS: u32 = 3;
/// Acknowledged reports before each kill.
const ENOUGH: u32 = 40;
/// When the clock allows the whole of every film whose ticket was given in the evening.
const LATER: &str = "2026-11-23T20:00:00+08:00";

/// A phone that plays one film, second by second.
struct Phone {
    caller: Caller,
    film: NewTicket,
    ticket: Ticket,
    /// The seconds that the server has acknowledged.
    acknowledged: u32,
    /// The seconds of a report that got no answer.
    cut: Option<u32>,
    /// Reports that were on their way when the server was killed.
    on_their_way: u32,
}

impl Phone {
    async fn of(caller: &Caller, film: NewTicket) -> Result<Self> {
        Ok(Self {
            ticket: ticket(caller, film).await?,
            caller: caller.clone(),
            film,
            acknowledged: 0,
            cut: None,
            on_their_way: 0,
        })
    }

    /// Reports the film from its beginning up to this second.
    async fn report(&self, until: u32) -> reqwest::Result<ReportReceipt> {
        let report = NewReport {
            ticket: self.ticket.ticket.clone(),
            ranges: vec![[0, until]],
            position: until,
            position_before: until - 1,
            r#final: false,
        };
        let request = self.caller.request(Method::POST, ReportWatch::PATH);
        json(request.json(&report).timeout(PATIENCE)).await
    }

    /// Plays on until a report gets no answer, or the film is over.
    async fn play(mut self, told: &AtomicU32) -> Result<Self> {
        while self.acknowledged < self.ticket.duration_s {
            let next = self.acknowledged + 1;
            match self.report(next).await {
                Ok(receipt) => ensure!(receipt.covered_s == next, "{next}: {receipt:?}"),
                Err(error) => {
                    self.cut = Some(next);
                    self.on_their_way += u32::from(!error.is_connect());
                    break;
                }
            }
            self.acknowledged = next;
            told.fetch_add(1, Ordering::Relaxed);
        }
        Ok(self)
    }

    /// The server has come back: what it acknowledged is there, and the report that got no answer
    /// counts once, however often it is sent.
    async fn finds_what_was_acknowledged(&mut self) -> Result<()> {
        let found = ticket(&self.caller, self.film).await?.covered;
        let sent = self.cut.unwrap_or(self.acknowledged);
        let there = found.last().map_or(0, |range| range[1]);
        ensure!(
            found.iter().all(|range| *range == [0, there])
                && (self.acknowledged..=sent).contains(&there),
            "{} seconds were acknowledged, {sent} sent, and {found:?} are there",
            self.acknowledged
        );
        if let Some(cut) = self.cut.take() {
            for _ in 0..2 {
                let covered = self.report(cut).await?.covered_s;
                ensure!(covered == cut, "{cut} were sent again, and {covered} count");
            }
            self.acknowledged = cut;
        }
        Ok(())
    }
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> reqwest::Result<T> {
    request.send().await?.error_for_status()?.json().await
}

async fn ticket(caller: &Caller, film: NewTicket) -> Result<Ticket> {
    let request = caller.request(Method::POST, IssueTicket::PATH);
    Ok(json(request.json(&film)).await?)
}

/// The films of the catalogue, as their pages name them and whom they are drawn for.
async fn films(caller: &Caller) -> Result<Vec<NewTicket>> {
    let shelf: Value = json(caller.request(Method::GET, ListCatalogue::PATH)).await?;
    let mut films = Vec::new();
    for line in shelf["items"].as_array().context("a catalogue")? {
        let lesson = line["lesson"].as_str().context("a lesson")?;
        let page = caller.request(Method::GET, &format!("/w/{lesson}"));
        let page = page.send().await?.text().await?;
        let named = |name: &str| {
            let (_, rest) = page
                .split_once(&format!("data-{name}=\""))
                .context("a name")?;
            let (value, _) = rest.split_once('"').context("a value")?;
            Ok::<_, anyhow::Error>(value.to_owned())
        };
        films.push(NewTicket {
            lesson: named("lesson")?.parse()?,
            asset: named("asset")?.parse()?,
            person: named("person")?.parse()?,
        });
    }
    Ok(films)
}

/// Lets all phones play, kills the server in the middle, and starts it again.
async fn kill_while_they_play(city: &mut City, phones: Vec<Phone>) -> Result<Vec<Phone>> {
    let told = Arc::new(AtomicU32::new(0));
    let playing: Vec<_> = phones
        .into_iter()
        .map(|phone| {
            let told = told.clone();
            tokio::spawn(async move { phone.play(&told).await })
        })
        .collect();
    until(PATIENCE, async || {
        Ok(match told.load(Ordering::Relaxed) {
            enough if enough >= ENOUGH => Found::Yes(()),
            few => Found::NotYet(format!("{few} reports are acknowledged")),
        })
    })
    .await?;
    city.kill()?;
    let mut phones = Vec::new();
    for phone in playing {
        phones.push(phone.await??);
    }
    city.start_again().await?;
    Ok(phones)
}

#[tokio::test]
async fn every_acknowledged_second_is_there_after_kills_and_none_counts_twice() -> Result<()> {
    let mut city = City::start().await?;
    let mother = Caller::sign_in(city.origin(), Persona::Parent).await?;
    let mut phones = Vec::new();
    for film in films(&mother).await? {
        phones.push(Phone::of(&mother, film).await?);
    }
    city.go_on_at(LATER).await?;
    for _ in 0..KILLS {
        phones = kill_while_they_play(&mut city, phones).await?;
        for phone in &mut phones {
            phone.finds_what_was_acknowledged().await?;
        }
    }
    let on_their_way: u32 = phones.iter().map(|phone| phone.on_their_way).sum();
    ensure!(on_their_way > 0, "no report was cut off from its answer");
    let mut seconds = 0;
    for phone in &phones {
        let receipt = phone.report(phone.ticket.duration_s).await?;
        ensure!(receipt.done && receipt.whole, "{receipt:?}");
        seconds += phone.ticket.duration_s;
    }
    let own: OwnLearning = json(mother.request(Method::GET, ReadOwnLearning::PATH)).await?;
    ensure!(
        (own.lessons.len(), own.seen_s) == (phones.len(), seconds),
        "{seconds} seconds of {} films were played: {own:?}",
        phones.len()
    );
    Ok(())
}
