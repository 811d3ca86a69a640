//! Wake-ups: "something was committed in this workspace". Never what: the change log is the truth.
//!
//! Subscribers in this process are told directly. On a server engine the other nodes are told through
//! `NOTIFY`, sent once per group of commits and from a connection of its own, because inside a transaction it
//! takes a lock of the whole cluster.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use postgres::NoTls;
use postgres::config::SslMode;
use uuid::Uuid;

use crate::fault::Fault;
use crate::postgres::{PostgresLink, fault, not_understood, tls};

const CHANNEL: &str = "throughline";
const NAMED_MAX: usize = 100;
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);
const LOOK_UP_EVERY: Duration = Duration::from_millis(250);

/// What to look at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    Workspaces(Vec<Uuid>),
    /// Messages may have been missed, or another process wrote: look everywhere.
    Everything,
}

type Subscriber = Box<dyn Fn(&Wake) + Send + Sync>;

#[derive(Default)]
pub(crate) struct Wakes {
    subscribers: Mutex<Vec<Subscriber>>,
    outward: Mutex<Option<Sender<Vec<Uuid>>>>,
}

impl Wakes {
    pub(crate) fn subscribe(&self, subscriber: Subscriber) {
        self.subscribers.lock().unwrap_or_else(PoisonError::into_inner).push(subscriber);
    }

    pub(crate) fn tell(&self, wake: &Wake) {
        for subscriber in self.subscribers.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            subscriber(wake);
        }
    }

    pub(crate) fn tell_everywhere(&self, workspaces: Vec<Uuid>) {
        if let Some(outward) = &*self.outward.lock().unwrap_or_else(PoisonError::into_inner) {
            // The notifier only ends together with the database, after the writers.
            let _ = outward.send(workspaces.clone());
        }
        self.tell(&Wake::Workspaces(workspaces));
    }

    pub(crate) fn close(&self) {
        *self.outward.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Starts the two threads that carry wake-ups between the nodes of one server database.
    pub(crate) fn join_nodes(self: &Arc<Self>, url: &str, node: Uuid) -> Vec<JoinHandle<()>> {
        let (outward, waiting) = unbounded();
        *self.outward.lock().unwrap_or_else(PoisonError::into_inner) = Some(outward);
        let (to, from, wakes) = (url.to_owned(), url.to_owned(), Arc::clone(self));
        vec![
            std::thread::spawn(move || notify(&to, node, &waiting)),
            std::thread::spawn(move || listen(&from, node, &wakes)),
        ]
    }

    fn is_closed(&self) -> bool {
        self.outward.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

fn notify(url: &str, node: Uuid, waiting: &Receiver<Vec<Uuid>>) {
    let mut link: Option<PostgresLink> = None;
    while let Ok(first) = waiting.recv() {
        let mut workspaces: BTreeSet<Uuid> = first.into_iter().collect();
        workspaces.extend(waiting.try_iter().flatten());
        let names: Vec<String> = workspaces.iter().take(NAMED_MAX).map(Uuid::to_string).collect();
        let all = if workspaces.len() > NAMED_MAX { "*".to_owned() } else { names.join(",") };
        let sent = connected(&mut link, url).and_then(|link| link.notify(CHANNEL, &format!("{node} {all}")));
        if let Err(fault) = sent {
            tracing::warn!(%fault, "the other nodes could not be told; they look again when they reconnect");
            link = None;
        }
    }
}

fn connected<'l>(link: &'l mut Option<PostgresLink>, url: &str) -> Result<&'l mut PostgresLink, Fault> {
    if link.as_ref().is_none_or(PostgresLink::is_lost) {
        *link = Some(PostgresLink::connect(url)?);
    }
    link.as_mut().ok_or_else(|| Fault::other("no connection"))
}

fn listen(url: &str, node: Uuid, wakes: &Arc<Wakes>) {
    while !wakes.is_closed() {
        if let Err(fault) = listen_once(url, node, wakes) {
            tracing::warn!(%fault, "news of the other nodes is interrupted");
        }
        if !wakes.is_closed() {
            std::thread::sleep(TRY_AGAIN_AFTER);
        }
    }
}

fn listen_once(url: &str, node: Uuid, wakes: &Arc<Wakes>) -> Result<(), Fault> {
    use postgres::fallible_iterator::FallibleIterator;
    let mut client = connect(url)?;
    client.batch_execute(&format!("listen {CHANNEL}")).map_err(fault)?;
    wakes.tell(&Wake::Everything);
    while !wakes.is_closed() {
        let arrived: Vec<_> = {
            let mut news = client.notifications();
            news.timeout_iter(LOOK_UP_EVERY).take(1).collect().map_err(fault)?
        };
        for wake in arrived.iter().filter_map(|note| understand(note.payload(), node)) {
            wakes.tell(&wake);
        }
        if client.is_closed() {
            return Err(Fault::new(crate::FaultKind::Unreachable, "The listening connection was lost.", ""));
        }
    }
    Ok(())
}

/// A connection that waits for what it is told.
fn connect(url: &str) -> Result<postgres::Client, Fault> {
    let config: postgres::Config = url.parse().map_err(not_understood)?;
    let client = match config.get_ssl_mode() {
        SslMode::Disable => config.connect(NoTls),
        _ => config.connect(tls()?),
    };
    client.map_err(fault)
}

/// `NODE WORKSPACE,WORKSPACE` or `NODE *`; what this node said itself is no news.
fn understand(payload: &str, node: Uuid) -> Option<Wake> {
    let (from, what) = payload.split_once(' ')?;
    if from.parse() == Ok(node) {
        return None;
    }
    if what == "*" {
        return Some(Wake::Everything);
    }
    Some(Wake::Workspaces(what.split(',').filter_map(|name| name.parse().ok()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_node_said_is_no_news_and_the_rest_is() {
        let (us, them, workspace) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        assert_eq!(understand(&format!("{us} {workspace}"), us), None);
        assert_eq!(understand(&format!("{them} {workspace}"), us), Some(Wake::Workspaces(vec![workspace])));
        assert_eq!(understand(&format!("{them} *"), us), Some(Wake::Everything));
    }
}
