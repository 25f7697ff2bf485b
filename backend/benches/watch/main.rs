//! Durable watch reports a second over HTTP, signed in, beside a bare handler that parses the same
//! JSON and a bare group commit, in the same run. Prints figures; asserts nothing about time.
//! `cargo xtask bench watch`; `TONGYU_BENCH_SECONDS` sets the length of a round.

mod bare;
mod city;
mod load;

use std::time::Duration;

use city::City;
use load::Figure;

const CONNECTIONS: [usize; 3] = [16, 128, 1_000];
const ROUNDS: usize = 3;

fn main() {
    let seconds = std::env::var("TONGYU_BENCH_SECONDS").ok();
    let seconds = seconds.and_then(|text| text.parse().ok()).unwrap_or(5.0);
    let round = Duration::from_secs_f64(seconds);
    actix_web::rt::System::new().block_on(async move {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bench.db");
        run("SQLite, FULL", &format!("sqlite:{}", file.display()), round).await;
        if let Ok(cluster) = std::env::var("TONGYU_TEST_POSTGRES") {
            let database = city::Scratch::on(&cluster);
            run("PostgreSQL", database.url(), round).await;
        }
    });
}

async fn run(name: &str, url: &str, round: Duration) {
    let viewers = CONNECTIONS.into_iter().max().unwrap_or_default();
    let city = City::build(url, viewers).await;
    println!("{name}; median of {ROUNDS} rounds of {round:?}");
    println!(
        "{:>11} | {:>10} {:>9} | {:>10} {:>9} | {:>10} {:>9} | {:>8} {:>9}",
        "connections",
        "bare/s",
        "p99 ms",
        "commit/s",
        "p99 ms",
        "reports/s",
        "p99 ms",
        "of bare",
        "of commit"
    );
    for connections in CONNECTIONS {
        let (mut bares, mut commits, mut reports) = (Vec::new(), Vec::new(), Vec::new());
        // In turn, so that what else the machine does falls on all three alike.
        for _ in 0..ROUNDS {
            bares.push(load::run(&city.bare, city.calls("/bare", connections), round).await);
            commits.push(bare::commits(&city.db, connections, round).await);
            let calls = city.calls(city::REPORTS, connections);
            reports.push(load::run(&city.server, calls, round).await);
        }
        let [bare, commit, report] = [bares, commits, reports].map(Figure::median);
        println!(
            "{connections:>11} | {:>10.0} {:>9.1} | {:>10.0} {:>9.1} | {:>10.0} {:>9.1} | {:>8.2} {:>9.2}",
            bare.per_second,
            bare.p99_ms,
            commit.per_second,
            commit.p99_ms,
            report.per_second,
            report.p99_ms,
            report.per_second / bare.per_second,
            report.per_second / commit.per_second,
        );
    }
    city.stop().await;
}
