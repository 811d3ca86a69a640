//! Durable commands: how many a second, against the same statements by hand in the same groups.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use database::{Database, Fault, Location, Param};
use domain::backlog::StoryId;
use domain::backlog::estimate_story::EstimateStory;
use domain::spine::actor::Actor;
use domain::spine::moment::{Moment, Timestamp};
use domain::spine::refusal::Failure;
use domain::spine::run::run;
use uuid::Uuid;

use super::Plan;
use super::report::{Budget, Report};
use super::seed;

const WRITERS: usize = 64;

pub fn measure(report: &mut Report, plan: &Plan, location: &Location) -> Result<(), String> {
    let seeded = seed::stories(location, 1_000)?;
    let db = seed::open(location)?;
    let bench = Bench { firms: vec![Firm::bench(&db, seeded.stories)?], drawn: AtomicUsize::new(1), db };
    let pace = |writers, by_hand| bench.pace(writers, plan.seconds, by_hand);
    pace(WRITERS, false)?;
    let (commands, by_hand) = (pace(WRITERS, false)?, pace(WRITERS, true)?);
    let (alone, alone_by_hand) = (pace(1, false)?, pace(1, true)?);
    report.figure("durable commands, 64 writers", commands, "/s", Budget::None);
    report.figure(
        "… / the same statements by hand in the same groups",
        commands / by_hand,
        "",
        Budget::AtLeast(0.8),
    );
    report.figure("… / one by one", commands / alone, "", Budget::AtLeast(2.0));
    report.figure("a lone writer", alone, "/s", Budget::None);
    report.figure("… / by hand", alone / alone_by_hand, "", Budget::AtLeast(0.5));
    Ok(())
}

pub fn measure_server(report: &mut Report, plan: &Plan, location: &Location) -> Result<(), String> {
    let db = seed::open(location)?;
    let seeded = {
        let sql = "select id as value from story order by workspace_id, product_id, rank limit 1000";
        let stories: Vec<StoryId> =
            db.read(move |tx| Ok::<_, Failure>(tx.values(sql, &[])?)).map_err(|f| f.to_string())?;
        stories
    };
    let bench = Bench { firms: vec![Firm::bench(&db, seeded)?], drawn: AtomicUsize::new(1), db };
    report.figure(
        "PostgreSQL: durable commands, 64 writers of one workspace",
        bench.pace(WRITERS, plan.seconds, false)?,
        "/s",
        Budget::None,
    );
    report.figure("PostgreSQL: a lone writer", bench.pace(1, plan.seconds, false)?, "/s", Budget::None);
    let others = (1..=WRITERS).map(|nth| Firm::another(&bench.db, nth)).collect::<Result<_, _>>()?;
    let bench = Bench { firms: others, ..bench };
    let name = "PostgreSQL: durable commands, 64 writers of 64 workspaces";
    report.figure(name, bench.pace(WRITERS, plan.seconds, false)?, "/s", Budget::None);
    Ok(())
}

/// Who writes, and what they estimate again and again.
struct Firm {
    actor: Actor,
    stories: Vec<StoryId>,
}

impl Firm {
    /// The firm that everything else is measured on.
    fn bench(db: &Database, stories: Vec<StoryId>) -> Result<Self, String> {
        use domain::people::visitor::{Pass, visitor};
        use domain::spine::refusal::Found;
        let actor = db.read(|tx| {
            let pass = Pass::Session(seed::SESSION.into());
            visitor(tx, "bench", Some(&pass), Timestamp(0))?.actor.found("person")
        });
        Ok(Self { actor: actor.map_err(|failure: Failure| failure.to_string())?, stories })
    }

    fn another(db: &Database, nth: usize) -> Result<Self, String> {
        let told = |failure: Failure| failure.to_string();
        let seed = 10_000_000 + nth as u64 * 1_000; // far from every other id
        let (actor, product) = seed::firm(db, &format!("Bench {nth}"), seed).map_err(told)?;
        let by = actor.clone();
        let made = db.write(actor.workspace.0, move |tx| seed::write(tx, &by, product, (seed + 1, 0..20)));
        Ok(Self { actor, stories: made.map_err(told)? })
    }
}

struct Bench {
    db: Database,
    /// The writers are spread over them.
    firms: Vec<Firm>,
    drawn: AtomicUsize,
}

impl Bench {
    /// Commands a second of this many writers.
    fn pace(&self, writers: usize, seconds: f64, by_hand: bool) -> Result<f64, String> {
        let gate = Arc::new(Barrier::new(writers));
        let until = Duration::from_secs_f64(seconds);
        let done = AtomicUsize::new(0);
        let began = Instant::now();
        let failed = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..writers)
                .map(|nth| {
                    let (gate, done, firm) = (&gate, &done, &self.firms[nth % self.firms.len()]);
                    scope.spawn(move || {
                        gate.wait();
                        let began = Instant::now();
                        while began.elapsed() < until {
                            self.one(firm, by_hand).map_err(|failure| failure.to_string())?;
                            done.fetch_add(1, Ordering::Relaxed);
                        }
                        Ok::<_, String>(())
                    })
                })
                .collect();
            threads
                .into_iter()
                .find_map(|thread| thread.join().unwrap_or(Err("a writer panicked".into())).err())
        });
        match failed {
            Some(failed) => Err(failed),
            None => Ok(done.into_inner() as f64 / began.elapsed().as_secs_f64()),
        }
    }

    fn one(&self, firm: &Firm, by_hand: bool) -> Result<(), Failure> {
        let nth = self.drawn.fetch_add(1, Ordering::Relaxed);
        let story = firm.stories[nth % firm.stories.len()];
        let (actor, moment) =
            (firm.actor.clone(), Moment::new(Timestamp(1_794_992_500_000_000 + nth as i64), nth as u64));
        if by_hand {
            return Ok(self.db.write(actor.workspace.0, move |tx| {
                statements(tx, &actor, story, nth as i64, moment.now)
            })?);
        }
        let command = EstimateStory { story, points: format!("{}.{}", nth / 10 % 1000, nth % 10) };
        self.db.write(actor.workspace.0, move |tx| run(tx, &actor, &moment.again(), &command)).map(drop)
    }
}

/// What `estimate_story` sends to the database, with every value at hand.
fn statements(
    tx: &database::Tx<'_>,
    actor: &Actor,
    story: StoryId,
    nth: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let workspace = actor.workspace;
    let seq: Option<i64> =
        tx.value("update workspace set seq = seq + 1 where id = $1 returning seq as value", &[&workspace])?;
    let sql = "select id as value, product_id, number, kind, title, role, want, benefit, description, purpose, state, rank,
                      points_tenths, assignee_id, created_at, created_by, archived_at
                 from story where workspace_id = $1 and id = $2";
    let found: Option<Uuid> = tx.value(sql, &[&workspace, &story])?;
    let sql =
        "select p.id as value, prefix, name, sort_key, time_zone, newest_number, p.created_at, p.archived_at
                 from product p join story s on s.workspace_id = p.workspace_id and s.product_id = p.id
                where s.workspace_id = $1 and s.id = $2";
    let product: Option<Uuid> = tx.value(sql, &[&workspace, &story])?;
    let points = nth % 10_000;
    let sql = "update story set points_tenths = $3 where workspace_id = $1 and id = $2";
    tx.execute(sql, &[&workspace, &found, &points])?;
    let fields = format!(r#"[{{"field":"points_tenths","before":{{"is":1.0}},"after":{{"is":{points}}}}}]"#);
    let sql = "insert into change (workspace_id, seq, n, format, at, person_id, door, command, product_id, noun, item_id, verb, fields)
               values ($1, $2, 0, 1, $3, $4, 'form', 'estimate_story', $5, 'story', $6, 'changed', $7)";
    let params: [&dyn Param; 7] = [&workspace, &seq, &now, &actor.person, &product, &story, &fields];
    tx.execute(sql, &params)?;
    Ok(())
}
