//! News for open pages: "in this product, something of this noun changed". Never what it says; a page that shows
//! it fetches itself again, so its reader's rights are always the page's own.
//!
//! The change log is the truth. A wake-up makes the hub read what is new since it last looked, once per
//! workspace and not once per listener.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use database::{Database, Wake};
use domain::spine::actor::Actor;
use domain::spine::change::{self, News};
use domain::spine::id::{ProductId, WorkspaceId};
use domain::spine::refusal::Failure;
use domain::spine::rights::Permission;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender, channel};
use uuid::Uuid;

use crate::answer;
use crate::caller::Caller;

/// News that a slow listener may be behind before it is told to look again.
const BEHIND_MAX: usize = 512;
/// News read at once, and the most that a returning listener is told one by one.
const READ_MAX: i64 = 2000;
const ALIVE_EVERY: Duration = Duration::from_secs(20);

/// What one command changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Message {
    pub seq: i64,
    #[serde(skip)]
    pub product: Option<ProductId>,
    pub nouns: BTreeSet<String>,
    pub items: BTreeSet<Uuid>,
}

#[derive(Clone, Debug)]
enum Told {
    Changed(Arc<Message>),
    LookAgain,
    Bye,
}

pub struct Hub {
    shared: Arc<Shared>,
}

struct Shared {
    rooms: Mutex<HashMap<WorkspaceId, Arc<Room>>>,
    listeners: AtomicUsize,
}

/// The listeners of one workspace.
struct Room {
    sender: Sender<Told>,
    seen: AtomicI64,
    /// Wake-ups that no read has answered yet; above zero somebody reads.
    wakes: AtomicUsize,
}

impl Hub {
    pub fn new(db: &Database) -> Self {
        let shared = Arc::new(Shared { rooms: Mutex::default(), listeners: AtomicUsize::new(0) });
        let (watching, weak) = (Arc::downgrade(&shared), db.weak());
        db.subscribe(move |wake| {
            let (Some(shared), Some(db)) = (watching.upgrade(), weak.upgrade()) else { return };
            let rooms = shared.rooms.lock().unwrap_or_else(PoisonError::into_inner);
            for (workspace, room) in rooms.iter() {
                let meant = match wake {
                    Wake::Everything => true,
                    Wake::Workspaces(named) => named.contains(&workspace.0),
                };
                if meant {
                    room.look(&db, *workspace);
                }
            }
        });
        Self { shared }
    }

    pub fn listeners(&self) -> usize {
        self.shared.listeners.load(Ordering::Relaxed)
    }

    pub fn close(&self) {
        for room in self.shared.rooms.lock().unwrap_or_else(PoisonError::into_inner).values() {
            // Nobody listening is fine.
            let _ = room.sender.send(Told::Bye);
        }
    }

    fn join(&self, workspace: WorkspaceId, newest: i64) -> Receiver<Told> {
        let mut rooms = self.shared.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms.entry(workspace).or_insert_with(|| {
            let (seen, wakes) = (AtomicI64::new(newest), AtomicUsize::new(0));
            Arc::new(Room { sender: channel(BEHIND_MAX).0, seen, wakes })
        });
        room.sender.subscribe()
    }
}

impl Room {
    /// Reads what is new and tells it; a wake-up while that goes on makes it look once more.
    fn look(self: &Arc<Self>, db: &Database, workspace: WorkspaceId) {
        if self.sender.receiver_count() == 0 {
            return;
        }
        // Whoever moves it away from zero reads; everybody else only says that there is more.
        if self.wakes.fetch_add(1, Ordering::AcqRel) == 0 {
            self.read(db, workspace);
        }
    }

    fn read(self: &Arc<Self>, db: &Database, workspace: WorkspaceId) {
        let (room, again) = (Arc::clone(self), db.clone());
        let (since, answered) = (self.seen.load(Ordering::Acquire), self.wakes.load(Ordering::Acquire));
        db.read_then(
            move |tx| change::news_since(tx, workspace, since, READ_MAX),
            move |news: Result<Vec<News>, Failure>| {
                let full = room.tell(news);
                let left = room.wakes.fetch_sub(answered, Ordering::AcqRel) - answered;
                if left > 0 {
                    room.read(&again, workspace);
                } else if full {
                    room.look(&again, workspace);
                }
            },
        );
    }

    /// Whether there may be more to read at once.
    fn tell(&self, news: Result<Vec<News>, Failure>) -> bool {
        let news = match news {
            Ok(news) => news,
            Err(failure) => {
                tracing::warn!(%failure, "the change log could not be read; open pages are told to look again");
                let _ = self.sender.send(Told::LookAgain);
                return false;
            }
        };
        let full = news.len() as i64 == READ_MAX;
        for message in messages(news) {
            self.seen.fetch_max(message.seq, Ordering::AcqRel);
            let _ = self.sender.send(Told::Changed(Arc::new(message)));
        }
        full
    }
}

/// One message for each command and product.
fn messages(news: Vec<News>) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for one in news {
        let same = messages.last_mut().filter(|last| last.seq == one.seq && last.product == one.product_id);
        match same {
            Some(last) => {
                last.nouns.insert(one.noun);
                last.items.insert(one.item_id);
            }
            None => messages.push(Message {
                seq: one.seq,
                product: one.product_id,
                nouns: BTreeSet::from([one.noun]),
                items: BTreeSet::from([one.item_id]),
            }),
        }
    }
    messages
}

#[derive(Deserialize)]
pub struct Since {
    since: Option<i64>,
}

/// `GET /{workspace}/live?since=SEQ`: server-sent events, resumed by `Last-Event-ID`.
pub async fn stream(
    caller: Caller,
    Path(slug): Path<String>,
    Query(asked): Query<Since>,
    headers: HeaderMap,
) -> Response {
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse().ok());
    let since: Option<i64> = resumed.or(asked.since);
    let house = caller.house.clone();
    let opened = caller
        .visit(slug, move |visit| {
            // Joined before the log is read, so that nothing falls between.
            let receiver = Mutex::new(Some(house.hub.join(visit.actor.workspace, visit.workspace.seq)));
            let missed = match since {
                Some(since) => change::news_since(visit.tx, visit.actor.workspace, since, READ_MAX)?,
                None => Vec::new(),
            };
            let products = visit.products().iter();
            let names = products.map(|product| (product.id, product.prefix.clone())).collect();
            Ok((receiver, missed, visit.actor.clone(), names))
        })
        .await;
    let (receiver, missed, actor, names) = match opened {
        Ok(opened) => opened,
        Err(failure) => return answer::refuse(&caller, &failure, &[]),
    };
    let Some(receiver) = receiver.into_inner().unwrap_or_else(PoisonError::into_inner) else {
        return axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let listener = Listener::new(caller, actor, names, receiver, missed);
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE_EVERY)).into_response();
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// One open stream: what is waiting to be told, and to whom.
struct Listener {
    caller: Caller,
    actor: Actor,
    names: HashMap<ProductId, String>,
    receiver: Receiver<Told>,
    waiting: std::collections::VecDeque<Told>,
    told: i64,
    over: bool,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.caller.house.hub.shared.listeners.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Listener {
    fn new(
        caller: Caller,
        actor: Actor,
        names: HashMap<ProductId, String>,
        receiver: Receiver<Told>,
        missed: Vec<News>,
    ) -> Self {
        caller.house.hub.shared.listeners.fetch_add(1, Ordering::Relaxed);
        let full = missed.len() as i64 == READ_MAX;
        let waiting = if full {
            [Told::LookAgain].into()
        } else {
            messages(missed).into_iter().map(|message| Told::Changed(Arc::new(message))).collect()
        };
        Self { caller, actor, names, receiver, waiting, told: 0, over: false }
    }

    /// The next event; `None` ends the stream, and the browser comes back by itself.
    async fn next(&mut self) -> Option<Event> {
        while !self.over {
            let told = match self.waiting.pop_front() {
                Some(told) => told,
                None => match self.receiver.recv().await {
                    Ok(told) => told,
                    Err(RecvError::Lagged(_)) => Told::LookAgain,
                    Err(RecvError::Closed) => Told::Bye,
                },
            };
            match told {
                Told::Changed(message) => {
                    if let Some(event) = self.event(&message) {
                        return Some(event);
                    }
                }
                Told::LookAgain => return Some(Event::default().event("look-again").data("look")),
                Told::Bye => {
                    self.over = true;
                    return Some(Event::default().event("bye").data("bye"));
                }
            }
        }
        None
    }

    fn event(&mut self, message: &Message) -> Option<Event> {
        if message.seq < self.told {
            return None;
        }
        // What somebody may see is read when a stream opens: when that changes, it is opened again.
        self.over = ["role", "product", "person", "token"].iter().any(|noun| message.nouns.contains(*noun));
        let seen = message.product.is_none_or(|product| self.actor.may(Permission::Read, product));
        if !seen && !self.over {
            return None;
        }
        self.told = message.seq;
        let product = message.product.and_then(|product| self.names.get(&product));
        let body = serde_json::json!({
            "seq": message.seq, "product": product, "nouns": message.nouns, "items": message.items,
        });
        Some(Event::default().id(message.seq.to_string()).data(body.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_command_changed_is_one_message() {
        let product = Some(ProductId(Uuid::from_u128(1)));
        let news = |seq, noun: &str, item| News {
            seq,
            product_id: product,
            noun: noun.into(),
            item_id: Uuid::from_u128(item),
        };
        let told = messages(vec![news(4, "story", 1), news(4, "criterion", 2), news(5, "story", 1)]);
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].nouns, ["criterion".to_owned(), "story".to_owned()].into());
        assert_eq!((told[0].items.len(), told[1].seq), (2, 5));
    }
}
