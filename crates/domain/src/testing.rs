//! Typed actors over a fresh database: tests read as stories.
//!
//! `office.mira()` is the owner, `office.ines()` the manager, `office.aoife()` of the team, `office.lena()` a
//! stakeholder, `office.ada()` the administrator. The clock stands still until a test moves it.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene cannot go on")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use database::{Database, Settings, Tx};
use uuid::Uuid;

use crate::backlog::add_story::AddStory;
use crate::backlog::link_story::LinkStory;
use crate::backlog::{StoryDone, StoryId, queries};
use crate::discovery::NeedId;
use crate::people::found_workspace::{FoundWorkspace, Founded, found};
use crate::people::invite_person::InvitePerson;
use crate::people::visitor::actor_of_person;
use crate::roadmap::FeatureId;
use crate::roadmap::add_feature::AddFeature;
use crate::roadmap::answer_need::AnswerNeed;
use crate::roadmap::offer_feature::OfferFeature;
use crate::roadmap::take_feature::TakeFeature;
use crate::schema;
use crate::spine::actor::{Actor, Door};
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::moment::{Moment, Timestamp};
use crate::spine::refusal::{Failure, Refusal, Result};
use crate::spine::rights::Role;
use crate::spine::run::{Command, Ran, run};

/// 18 November 2026, 09:00 UTC.
pub const START: Timestamp = Timestamp(1_794_992_400_000_000);

/// One firm in a database of its own.
pub struct Office {
    pub db: Database,
    pub workspace: WorkspaceId,
    pub product: ProductId,
    clock: AtomicU64,
    drawn: AtomicU64,
    people: Mutex<Vec<(String, PersonId)>>,
}

/// Tells the same story on each engine. Whatever it did, what is kept beside the rows is what the rows add up to.
pub fn on_both_engines(story: impl Fn(&Office)) {
    database::testing::on_both_engines(&schema::steps(), |scratch| {
        let office = Office::open(scratch.settings.clone());
        story(&office);
        office.adds_up();
    });
}

/// What is kept, and what it is kept of.
const SUMS: [(&str, &str); 2] = [
    (
        "select need_id, customer_id, quotes from demand where need_id <> $1",
        "select need_id, coalesce(customer_id, $1), count(*) from quote where archived_at is null group by 1, 2",
    ),
    (
        "select item_id, state, n from item_tally where n <> 0 and item_id <> $1",
        "select feature_id, state, count(*) from story
          where archived_at is null and feature_id <> $1 group by 1, 2
          union all
         select release_id, state, count(*) from story
          where archived_at is null and release_id <> $1 group by 1, 2",
    ),
];

impl Office {
    /// Founds the firm and lets its people in.
    pub fn open(settings: Settings) -> Self {
        let db = Database::open(settings, Uuid::from_u128(1)).unwrap();
        let founded = found_firm(&db, "Larkbill", "LARK", "INV");
        let office = Self {
            db,
            workspace: founded.workspace,
            product: founded.product,
            clock: AtomicU64::new(START.0 as u64),
            drawn: AtomicU64::new(1),
            people: Mutex::new(vec![("Ada".into(), founded.person)]),
        };
        for (name, role) in [
            ("Ines", Role::Manager),
            ("Mira", Role::Owner),
            ("Aoife", Role::Team),
            ("Lena", Role::Stakeholder),
        ] {
            let email = format!("{}@larkbill.example", name.to_lowercase());
            let invite =
                InvitePerson { name: name.into(), email, product: office.product, roles: vec![role] };
            let id = office.does(&office.ada(), invite).unwrap().done.id;
            office.people.lock().unwrap().push((name.into(), id));
        }
        office
    }

    fn adds_up(&self) {
        for (kept, rows) in SUMS {
            for (one, other) in [(kept, rows), (rows, kept)] {
                let sql = format!(
                    "select count(*) as value from (
                        select * from ({one}) a except select * from ({other}) b) c"
                );
                let differs = self.reads(move |tx| Ok(tx.value::<i64>(&sql, &[&Uuid::nil()])?));
                assert_eq!(differs, Some(0), "{one}\nis not\n{other}");
            }
        }
    }

    pub fn ada(&self) -> Actor {
        self.actor("Ada")
    }

    pub fn ines(&self) -> Actor {
        self.actor("Ines")
    }

    pub fn mira(&self) -> Actor {
        self.actor("Mira")
    }

    pub fn aoife(&self) -> Actor {
        self.actor("Aoife")
    }

    pub fn lena(&self) -> Actor {
        self.actor("Lena")
    }

    /// Somebody of another firm on the same server.
    pub fn stranger(&self) -> Actor {
        let there = found_firm(
            &self.db,
            &format!("Sallowtree {}", self.drawn.fetch_add(1, Ordering::Relaxed)),
            "SALL",
            "SAL",
        );
        let (workspace, person) = (there.workspace, there.person);
        self.db.read(move |tx| actor_of_person(tx, workspace, person, Door::Form)).unwrap().unwrap()
    }

    fn actor(&self, name: &str) -> Actor {
        let person = self.people.lock().unwrap().iter().find(|(known, _)| known == name).unwrap().1;
        let workspace = self.workspace;
        self.db.read(move |tx| actor_of_person(tx, workspace, person, Door::Form)).unwrap().unwrap()
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(self.clock.load(Ordering::Relaxed) as i64)
    }

    /// Sets the clock, also back.
    pub fn turn_clock(&self, to: Timestamp) {
        self.clock.store(to.0 as u64, Ordering::Relaxed);
    }

    /// Moves the clock on.
    pub fn wait_seconds(&self, seconds: u64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    pub fn moment(&self) -> Moment {
        Moment::new(self.now(), self.drawn.fetch_add(1, Ordering::Relaxed))
    }

    /// Carries out a command the way every door does.
    pub fn does<C: Command>(&self, actor: &Actor, command: C) -> Result<Ran<C::Done>> {
        let (actor, moment) = (actor.clone(), self.moment());
        self.db.write(self.workspace.0, move |tx| run(tx, &actor, &moment.again(), &command))
    }

    /// Why somebody may not do something.
    pub fn is_refused<C: Command>(&self, actor: &Actor, command: C) -> Refusal {
        match self.does(actor, command) {
            Err(Failure::Refused(refusal)) => refusal,
            Err(Failure::Fault(fault)) => panic!("a fault instead of a refusal: {fault}"),
            Ok(_) => panic!("it was done instead of refused"),
        }
    }

    pub fn reads<T: Send + 'static>(&self, work: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
        self.db.read(work).unwrap()
    }

    /// The owner adds stories at the end of the backlog.
    pub fn stories(&self, titles: &[&str]) -> Vec<StoryDone> {
        let mira = self.mira();
        titles
            .iter()
            .map(|title| self.does(&mira, AddStory::titled(self.product, *title)).unwrap().done)
            .collect()
    }

    /// The manager's feature for these needs, offered to the owner and taken, who builds it with these stories.
    pub fn taken_feature(&self, title: &str, needs: &[NeedId], stories: &[StoryId]) -> FeatureId {
        let (ines, mira, blank) = (self.ines(), self.mira(), String::new);
        let add = AddFeature {
            capability: None,
            product: self.product,
            title: title.into(),
            need: None,
            problem: blank(),
        };
        let feature = self.does(&ines, add).unwrap().done.id;
        for need in needs {
            self.does(&ines, AnswerNeed { feature, need: *need }).unwrap();
        }
        self.does(&ines, OfferFeature { feature, body: blank() }).unwrap();
        self.does(&mira, TakeFeature { feature }).unwrap();
        for story in stories {
            self.does(&mira, LinkStory { story: *story, feature: Some(feature) }).unwrap();
        }
        feature
    }

    /// The titles of the backlog in the owner's order.
    pub fn backlog(&self) -> Vec<String> {
        let (mira, product) = (self.mira(), self.product);
        let filter = queries::Filter { limit: 200, ..queries::Filter::default() };
        let page = self.reads(move |tx| queries::page(tx, &mira, product, &filter));
        page.rows.into_iter().map(|row| row.title).collect()
    }
}

fn found_firm(db: &Database, name: &str, prefix: &str, product_prefix: &str) -> Founded {
    let command = FoundWorkspace {
        workspace: name.into(),
        workspace_prefix: prefix.into(),
        product: "Invoicing".into(),
        product_prefix: product_prefix.into(),
        time_zone: "Europe/Dublin".into(),
        name: "Ada".into(),
        email: "ada@larkbill.example".into(),
        password: None,
        roles: vec![],
    };
    let seed = name.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    db.write(Uuid::nil(), move |tx| found(tx, &Moment::new(START, seed), &command)).unwrap().done
}
