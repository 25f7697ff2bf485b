//! A load of requests, each connection one after the other, over bare sockets with keep-alive: the
//! client must not be what is measured.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    runtime::Builder,
};

/// The requests of one connection: the number of the request gives its bytes.
pub type Call = Box<dyn Fn(u32) -> Vec<u8> + Send>;

/// What a round found.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Requests answered a second.
    pub per_second: f64,
    /// The time that 99 of 100 stayed under.
    pub p99_ms: f64,
}

impl Figure {
    /// The figure of these times.
    pub fn of(mut times: Vec<Duration>, took: Duration) -> Self {
        times.sort_unstable();
        let at = (times.len() * 99 / 100).min(times.len().saturating_sub(1));
        #[expect(clippy::cast_precision_loss, reason = "counts of a benchmark")]
        let per_second = times.len() as f64 / took.as_secs_f64();
        Self {
            per_second,
            p99_ms: times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3),
        }
    }

    /// The middle one by requests a second.
    pub fn median(mut rounds: Vec<Self>) -> Self {
        rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
        rounds[rounds.len() / 2]
    }
}

/// Runs a round on a thread of its own, so that the client has its own reactor.
pub async fn run(address: &str, calls: Vec<Call>, round: Duration) -> Figure {
    let address = address.to_owned();
    let thread = move || {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        runtime.block_on(all(&address, calls, round))
    };
    let ran = tokio::task::spawn_blocking(thread);
    ran.await.expect("the load ran")
}

async fn all(address: &str, calls: Vec<Call>, round: Duration) -> Figure {
    let mut open = Vec::new();
    for call in calls {
        open.push((
            TcpStream::connect(address).await.expect("a connection"),
            call,
        ));
    }
    let begun = Instant::now();
    let clients: Vec<_> = open
        .into_iter()
        .map(|(socket, call)| tokio::spawn(one(socket, call, begun + round)))
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.expect("a client that ended well"));
    }
    Figure::of(times, begun.elapsed())
}

async fn one(mut socket: TcpStream, call: Call, until: Instant) -> Vec<Duration> {
    socket.set_nodelay(true).expect("no delay");
    let mut times = Vec::new();
    let mut buffer = vec![0; 4_096];
    let mut number = 0;
    while Instant::now() < until {
        let request = call(number);
        let begun = Instant::now();
        socket.write_all(&request).await.expect("sent");
        answer(&mut socket, &mut buffer).await;
        times.push(begun.elapsed());
        number += 1;
    }
    times
}

/// Reads one answer, which must be a success.
async fn answer(socket: &mut TcpStream, buffer: &mut [u8]) {
    let mut length = 0;
    loop {
        let read = socket.read(&mut buffer[length..]).await.expect("an answer");
        assert!(read > 0, "the server hung up");
        length += read;
        let text = &buffer[..length];
        let Some(head) = text.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let whole = head + 4 + body_length(&text[..head]);
        assert!(whole <= buffer.len(), "an answer larger than expected");
        if length >= whole {
            let fine = text.starts_with(b"HTTP/1.1 20");
            assert!(fine, "{}", String::from_utf8_lossy(text));
            return;
        }
    }
}

fn body_length(head: &[u8]) -> usize {
    let head = std::str::from_utf8(head).expect("a head of text");
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.trim().parse().expect("a length"))
}
