//! SIGTERM lets what is in flight end, keeps it, and then the process is gone.
#![cfg(unix)]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use super::Place;

/// A demo that goes with the test.
pub struct Demo(Child);

impl Drop for Demo {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        drop(self.0.kill());
    }
}

/// Starts a demo in the folder and reads its port from the greeting.
pub fn demo(place: &Place) -> (Demo, u16) {
    let mut command = place.command(&["demo", "--port", "0", "--data", "city"]);
    let mut child = Demo(
        command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the demo starts"),
    );
    let out = BufReader::new(child.0.stdout.take().expect("its output"));
    let port = out
        .lines()
        .map_while(Result::ok)
        .find_map(|line| line.split_once("http://127.0.0.1:")?.1.trim().parse().ok())
        .expect("the greeting names the port");
    (child, port)
}

#[test]
fn a_request_in_flight_is_answered_after_sigterm_and_nobody_else_is_let_in() {
    let place = Place::on_sqlite();
    let (mut demo, port) = demo(&place);
    let body = r#"{"phone":"19900000002"}"#;
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "POST /api/v1/session/code HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nx-tongyu: 1\r\n\
         sec-fetch-site: same-origin\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n",
        body.len()
    )
    .unwrap();
    // The server asks for the body: the request is in flight.
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert!(line.starts_with("HTTP/1.1 100"), "{line}");

    let id = demo.0.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    // The socket closes when the stop has begun.
    while TcpStream::connect(("127.0.0.1", port)).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    reader.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("HTTP/1.1 200"), "{answer}");
    assert!(demo.0.wait().unwrap().success());
}
