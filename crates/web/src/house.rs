//! What every request shares: the database, the clock, the live hub, how the outside reaches us.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use database::Database;
use domain::spine::moment::{Moment, Timestamp};
use files::Files;
use uuid::Uuid;

use crate::assets::Assets;
use crate::backlog::in_words::StoriesKept;
use crate::discovery::in_words::NeedsInWords;
use crate::discovery::similar::SimilarKept;
use crate::health::Meter;
use crate::live::Hub;
use crate::sprint::forecast::Reaches;

/// The time, handed in: the system's, or one that a test moves.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Microseconds that tests and the demo add to the system's time.
    Shifted(Arc<AtomicI64>),
}

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the clock is read, to be handed in everywhere else"
    )]
    pub fn now(&self) -> Timestamp {
        let now = Timestamp::from(jiff::Timestamp::now());
        match self {
            Self::System => now,
            Self::Shifted(by) => Timestamp(now.0 + by.load(Ordering::Relaxed)),
        }
    }
}

/// How the outside reaches this server.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// `https://work.larkbill.example`; links in mails begin with it. None: pages use the address a request came to, mails the one that is listened on.
    pub base_url: Option<String>,
    /// Whether `X-Forwarded-For` and `X-Forwarded-Proto` are believed: only behind a proxy that sets them.
    pub trusts_proxy: bool,
    /// What stands behind the at sign of the addresses to which mails for a product come: `feedback.larkbill.example`.
    pub mail_domain: Option<String>,
    /// Whether the fictional firm is served, and what can be tried in it is shown.
    pub is_demo: bool,
}

#[derive(Clone)]
pub struct House {
    inner: Arc<Inner>,
}

pub struct Inner {
    pub db: Database,
    pub clock: Clock,
    pub outside: Outside,
    /// Where the bytes of attached files lie.
    pub files: Files,
    pub hub: Hub,
    pub assets: Assets,
    pub meter: Meter,
    pub reaches: Reaches,
    pub needs_in_words: NeedsInWords,
    pub similar_kept: SimilarKept,
    pub stories_kept: StoriesKept,
    /// The lane of each workspace that was written to: an address never changes its workspace.
    lanes: RwLock<HashMap<String, Uuid>>,
}

impl std::ops::Deref for House {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl House {
    pub fn new(db: Database, clock: Clock, outside: Outside, files: Files) -> Self {
        let hub = Hub::new(&db);
        let (assets, meter) = (Assets::load(), Meter::default());
        let (lanes, reaches) = (RwLock::default(), Reaches::default());
        Self {
            inner: Arc::new(Inner {
                db,
                clock,
                outside,
                files,
                hub,
                assets,
                meter,
                lanes,
                reaches,
                needs_in_words: NeedsInWords::default(),
                similar_kept: SimilarKept::default(),
                stories_kept: StoriesKept::default(),
            }),
        }
    }

    /// A moment for a write: its time and the ids it will draw.
    pub fn moment(&self) -> Moment {
        Moment::new(self.clock.now(), u64::from_be_bytes(random()))
    }

    pub(crate) fn known_lane(&self, slug: &str) -> Option<Uuid> {
        self.lanes.read().unwrap_or_else(PoisonError::into_inner).get(slug).copied()
    }

    pub(crate) fn learn_lane(&self, slug: String, lane: Uuid) {
        self.lanes.write().unwrap_or_else(PoisonError::into_inner).insert(slug, lane);
    }

    /// Tells every open stream to come back later, so that the server can stop.
    pub fn drain(&self) {
        self.hub.close();
    }
}

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        // Without randomness no secret can be made; going on would be worse than stopping.
        tracing::error!(%error, "the operating system gives no random numbers");
        std::process::abort();
    }
    bytes
}

/// A secret for a session, a link or a token: 32 random bytes in hexadecimal digits.
pub(crate) fn secret() -> String {
    random::<32>().iter().map(|byte| format!("{byte:02x}")).collect()
}
