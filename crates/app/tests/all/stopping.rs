//! Asked to stop, a server ends what is under way, sends its listeners away, and goes quietly.

use std::io::ErrorKind;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use crate::server::firm::{Firm, Kept, holds_together};
use crate::server::http::Connection;
use crate::server::{Place, Server};

const UNDER_WAY: usize = 8;
const STOPS_WITHIN: Duration = Duration::from_secs(5);

#[test]
fn requests_under_way_are_answered_streams_are_told_and_the_process_ends_well() {
    for place in Place::of_each_engine() {
        let mut server = place.serve();
        let firm = Firm::found(&server);
        let mut stream = listening(&server, &firm);
        let mut halves: Vec<_> = (0..UNDER_WAY).map(|_| half_sent(&server, &firm)).collect();
        server.terminate();
        let asked = Instant::now();
        // The stream is told, so the server is stopping; only now do the others send the rest.
        let goodbye = stream.rest().unwrap();
        assert!(goodbye.contains("event: bye"), "{goodbye}");
        let kept: Vec<Kept> = halves
            .iter_mut()
            .map(|(line, body)| {
                let answer = line.call(body).unwrap();
                assert_eq!(answer.status, 200, "{answer:?}");
                Kept::of(&answer)
            })
            .collect();
        let (status, told) = server.end();
        assert!(status.success(), "{status}: {told}");
        assert_eq!(told, "", "it had something to say");
        assert!(asked.elapsed() < STOPS_WITHIN, "{:?}", asked.elapsed());
        assert!(Connection::open(&server.address).is_err(), "somebody still listens");
        assert_eq!(kept.len(), UNDER_WAY);
        holds_together(&place, &kept);
    }
}

#[test]
fn a_burst_is_answered_whole_or_not_at_all() {
    for place in Place::of_each_engine() {
        let mut server = place.serve();
        let firm = Firm::found(&server);
        let (sender, receiver) = channel();
        let (kept, ends) = std::thread::scope(|scope| {
            let address = &server.address;
            let writers: Vec<_> = (0..UNDER_WAY)
                .map(|_| {
                    let (sender, firm) = (sender.clone(), &firm);
                    scope.spawn(move || {
                        firm.adds_until_cut(address, &|kept| sender.send(kept).unwrap()).kind()
                    })
                })
                .collect();
            drop(sender);
            let mut kept: Vec<Kept> = receiver.iter().take(100).collect();
            server.terminate();
            kept.extend(receiver.iter());
            (kept, writers.into_iter().map(|writer| writer.join().unwrap()).collect::<Vec<_>>())
        });
        assert!(!ends.contains(&ErrorKind::InvalidData), "an answer was cut: {ends:?}");
        let (status, told) = server.end();
        assert!(status.success() && told.is_empty(), "{status}: {told}");
        holds_together(&place, &kept);
    }
}

/// An open stream of news that has said its first word.
fn listening(server: &Server, firm: &Firm) -> Connection {
    let mut stream = Connection::open(&server.address).unwrap();
    stream.send(&firm.get(&server.address, "/larkbill/live")).unwrap();
    stream.until("\r\n\r\n").unwrap();
    let mut line = Connection::open(&server.address).unwrap();
    firm.adds(&server.address, &mut line, "news").unwrap();
    stream.until("data: ").unwrap();
    stream
}

/// A request whose head has arrived, and the body that it still waits for.
fn half_sent(server: &Server, firm: &Firm) -> (Connection, String) {
    let mut line = Connection::open(&server.address).unwrap();
    let (head, body) = firm.add_story(&server.address, "under way", "");
    line.send(&format!("{head}Expect: 100-continue\r\n\r\n")).unwrap();
    let asked = line.until("\r\n\r\n").unwrap();
    assert!(asked.starts_with("HTTP/1.1 100"), "{asked}");
    (line, body)
}
