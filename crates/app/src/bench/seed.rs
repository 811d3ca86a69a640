//! A firm with a backlog of any size, made of the same commands that people use.

use std::ops::Range;
use std::time::Instant;

use database::{Database, Location, Settings, Tx};
use domain::backlog::add_story::AddStory;
use domain::backlog::{Kind, Purpose, StoryId};
use domain::people::found_workspace::{FoundWorkspace, found};
use domain::people::sessions;
use domain::people::visitor::actor_of_person;
use domain::schema;
use domain::spine::actor::{Actor, Door};
use domain::spine::id::ProductId;
use domain::spine::moment::{Moment, Timestamp};
use domain::spine::refusal::{Failure, Found};
use domain::spine::rights::Role;
use domain::spine::run::run;
use uuid::Uuid;

const FIRST: &str = "Bench";
/// The session token of the only person.
pub const SESSION: &str = "bench";
/// Stories of one write transaction.
const BATCH: usize = 2000;

pub struct Seeded {
    pub stories: Vec<StoryId>,
    /// A rank in the middle of the backlog, in hexadecimal digits.
    pub middle: String,
    pub seconds: f64,
}

pub fn open(location: &Location) -> Result<Database, String> {
    let settings = Settings::new(location.clone());
    Database::migrate(&settings, &schema::steps()).map_err(|fault| fault.to_string())?;
    Database::open(settings, Uuid::from_u128(7)).map_err(|fault| fault.to_string())
}

/// Founds a firm; its ids are drawn from `seed`. The first one is called `Bench`, and its person is signed in.
pub fn firm(db: &Database, name: &str, seed: u64) -> Result<(Actor, ProductId), Failure> {
    let start = Timestamp(1_794_992_400_000_000);
    let command = FoundWorkspace {
        workspace: name.into(),
        workspace_prefix: "BEN".into(),
        product: "Stories".into(),
        product_prefix: "STO".into(),
        time_zone: "UTC".into(),
        name: "Mira".into(),
        email: "mira@bench.example".into(),
        password: None,
        roles: vec![Role::Owner],
    };
    let founded = db.write(Uuid::nil(), move |tx| found(tx, &Moment::new(start, seed), &command))?.done;
    let (workspace, person) = (founded.workspace, founded.person);
    if name == FIRST {
        let end = start.plus_days(3650);
        db.write(workspace.0, move |tx| sessions::start(tx, workspace, person, SESSION, end))?;
    }
    let actor = db.read(move |tx| actor_of_person(tx, workspace, person, Door::Form))?.found("person")?;
    Ok((actor, founded.product))
}

/// Founds a firm and writes `count` stories into its backlog.
pub fn stories(location: &Location, count: usize) -> Result<Seeded, String> {
    let began = Instant::now();
    let db = open(location)?;
    let told = |failure: Failure| failure.to_string();
    let (actor, product) = firm(&db, FIRST, 1).map_err(told)?;
    let mut stories = Vec::with_capacity(count);
    for first in (0..count).step_by(BATCH) {
        let (actor, last) = (actor.clone(), (first + BATCH).min(count));
        let made = db.write(actor.workspace.0, move |tx| write(tx, &actor, product, (2, first..last)));
        stories.extend(made.map_err(told)?);
    }
    let (workspace, middle) = (actor.workspace, stories[count / 2]);
    let sql = "select rank as value from story where workspace_id = $1 and id = $2";
    let rank: Option<domain::spine::rank::Rank> =
        db.read(move |tx| Ok::<_, Failure>(tx.value(sql, &[&workspace, &middle])?)).map_err(told)?;
    let middle = rank.map(|rank| rank.to_string()).unwrap_or_default();
    Ok(Seeded { stories, middle, seconds: began.elapsed().as_secs_f64() })
}

/// Writes stories by their numbers, with ids drawn from `seed` on.
pub fn write(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    (seed, numbers): (u64, Range<usize>),
) -> Result<Vec<StoryId>, Failure> {
    let one = |nth: usize| {
        let moment = Moment::new(Timestamp(1_794_992_400_000_000 + nth as i64), nth as u64 + seed);
        run(tx, actor, &moment, &story(product, nth)).map(|ran| ran.done.id)
    };
    numbers.map(one).collect()
}

/// A story of ordinary length; one in a thousand is an obligation with a rare word in its title.
fn story(product: ProductId, nth: usize) -> AddStory {
    const ROLES: [&str; 5] =
        ["bookkeeper", "someone who sends invoices", "team lead", "customer", "administrator"];
    const DEEDS: [&str; 5] =
        ["see every reminder", "split one payment", "export the report", "change the tone", "find a refund"];
    let rare = nth.is_multiple_of(1000);
    let mut story = AddStory::titled(
        product,
        format!(
            "Let a {} {} number {nth}{}",
            ROLES[nth % 5],
            DEEDS[nth / 5 % 5],
            if rare { " quarterly" } else { "" }
        ),
    );
    story.role = ROLES[nth % 5].into();
    story.want = DEEDS[nth / 5 % 5].into();
    story.benefit = "the books match at the end of the month".into();
    story.kind = Some(Kind::Story);
    story.purpose = if rare {
        Some(Purpose::Obligation)
    } else {
        [Some(Purpose::Feature), None][usize::from(nth.is_multiple_of(7))]
    };
    story.points = ["1", "2", "3", "5", "8"][nth % 5].into();
    story
}
