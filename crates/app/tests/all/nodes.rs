//! Several processes on one server database are one place: what one of them saved, the others tell.

use crate::server::Place;
use crate::server::firm::{Firm, Kept, holds_together};
use crate::server::http::Connection;

#[test]
fn what_one_process_saves_the_others_tell_and_one_that_is_killed_is_not_missed() {
    let Some(place) = Place::of_each_engine().into_iter().nth(1) else { return };
    let mut nodes: Vec<_> = (0..3).map(|_| place.serve()).collect();
    let firm = Firm::found(&nodes[0]);
    let mut streams: Vec<Connection> = nodes
        .iter()
        .map(|node| {
            let mut stream = Connection::open(&node.address).unwrap();
            stream.send(&firm.get(&node.address, "/larkbill/live")).unwrap();
            stream.until("\r\n\r\n").unwrap();
            stream
        })
        .collect();
    let mut kept: Vec<Kept> = Vec::new();
    while let Some(mut node) = nodes.pop() {
        let mut line = Connection::open(&node.address).unwrap();
        let story = firm.adds(&node.address, &mut line, "told everywhere").unwrap();
        for stream in &mut streams {
            stream.until(&format!("\"seq\":{}", story.seq)).unwrap();
        }
        kept.push(story);
        streams.pop();
        node.kill();
    }
    holds_together(&place, &kept);
}
