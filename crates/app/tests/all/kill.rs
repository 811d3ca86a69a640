//! Killed in the middle of its work, again and again: nothing it said it had kept is lost, and it starts by itself.
//!
//! Ten times on each engine, or as often as `THROUGHLINE_KILLS` says. A missing sync cannot be seen this way, since
//! the operating system outlives the program: `crates/database/tests/sync.rs` looks for that.

use std::sync::mpsc::channel;
use std::time::Duration;

use crate::server::firm::{Firm, Kept, holds_together};
use crate::server::{Place, Server, random};

const WRITERS: usize = 8;

fn kills() -> usize {
    std::env::var("THROUGHLINE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

#[test]
fn a_server_that_is_killed_under_load_loses_nothing_it_has_confirmed() {
    for place in Place::of_each_engine() {
        let mut server = place.serve();
        let firm = Firm::found(&server);
        let mut kept: Vec<Kept> = Vec::new();
        for _ in 0..kills() {
            kept.extend(killed_under_load(&mut server, &firm));
            server = place.serve();
            holds_together(&place, &kept);
        }
        let log = firm.log(&server.address);
        assert_eq!(log, (1..=log.len() as i64).collect::<Vec<_>>());
        assert!(kept.iter().all(|story| log.contains(&story.seq)));
        println!("{} stories confirmed over {} kills", kept.len(), kills());
    }
}

/// Lets several writers at the server and kills it at a random moment; what it confirmed until then.
fn killed_under_load(server: &mut Server, firm: &Firm) -> Vec<Kept> {
    let (sender, receiver) = channel();
    let enough = 20 + random(150) as usize;
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            let (sender, address) = (sender.clone(), server.address.clone());
            scope.spawn(move || firm.adds_until_cut(&address, &|kept| sender.send(kept).unwrap()));
        }
        drop(sender);
        let mut kept: Vec<Kept> = receiver.iter().take(enough).collect();
        std::thread::sleep(Duration::from_micros(random(5_000)));
        server.kill();
        kept.extend(receiver.iter());
        kept
    })
}
