//! The cast can be told on both engines, and what it leaves behind holds together.

use database::Database;
use domain::backlog::queries::{self, Filter};
use domain::demo::{Cast, tell};
use domain::discovery::queries::needs;
use domain::people::visitor::actor_of_person;
use domain::schema;
use domain::spine::actor::Door;
use domain::spine::refusal::{Failure, Result};
use domain::sprint::SprintState;
use domain::sprint::before::{Of, ahead_of};
use domain::sprint::features_ahead::{FeatureAhead, features_ahead};
use domain::sprint::plan::queries::sprints;
use domain::testing::START;
use uuid::Uuid;

#[test]
fn the_firm_has_a_hundred_and_fifty_stories_thirty_customers_and_ten_sprints_behind_it() {
    database::testing::on_both_engines(&schema::steps(), |scratch| {
        let db = Database::open(scratch.settings.clone(), Uuid::from_u128(1)).unwrap();
        let cast = db.write(Uuid::nil(), |tx| tell(tx, START)).unwrap();
        let (workspace, product, mira) = (cast.firm.workspace, cast.firm.product, cast.firm.person);
        let (page, counts, rows) = db
            .read(move |tx| {
                let mira = actor_of_person(tx, workspace, mira, Door::Form)?.unwrap();
                let filter = Filter { limit: 100, ..Filter::default() };
                let page = queries::page(tx, &mira, product, &filter)?;
                let counts = queries::counts(tx, &mira, product)?;
                Ok::<_, Failure>((page, counts, sprints(tx, &mira, product)?))
            })
            .unwrap();
        let first: Vec<&str> = page.rows.iter().take(3).map(|row| row.title.as_str()).collect();
        assert_eq!(
            first,
            ["Choose a tone for each customer", "Send at the customer’s local hour", "Mute one invoice"]
        );
        assert_eq!((page.rows.len(), counts.open(), counts.proposed), (90, 90, 2));
        assert_eq!((counts.done, counts.accepted), (2, 63));
        assert!(counts.open() + counts.accepted >= 150, "{counts:?}");
        assert_eq!(cast.people.len(), 8);
        numbers_add_up(&db, &cast);
        forecasts_agree(&db, &cast);
        let states: Vec<SprintState> = rows.iter().map(|row| row.state).collect();
        use SprintState::{Closed, Planned, Running};
        assert_eq!(states[..5], [Planned, Planned, Planned, Planned, Running]);
        assert_eq!((states.len(), states[5..].iter().all(|state| *state == Closed)), (15, true));
        assert_eq!((rows[4].planned_items, rows[5].accepted_items), (Some(5), Some(3)));
    });
}

/// Thirty customers, and the demand of each need is what its distinct accounts pay.
fn numbers_add_up(db: &Database, cast: &Cast) {
    let (workspace, product, mira) = (cast.firm.workspace, cast.firm.product, cast.firm.person);
    let summed = "select cast(sum(c.revenue_minor) as bigint) as value from customer c
                   where c.id in (select q.customer_id from quote q join need n on n.id = q.need_id
                                   where n.number = $1 and q.archived_at is null)";
    let found = db.read(move |tx| {
        let mira = actor_of_person(tx, workspace, mira, Door::Form)?.unwrap();
        let customers: Option<i64> = tx.value("select count(*) as value from customer", &[])?;
        let mut sums = Vec::new();
        for need in needs(tx, &mira, product)? {
            sums.push((need.revenue_minor, tx.value::<i64>(summed, &[&need.number])?.unwrap_or(0)));
        }
        Ok::<_, Failure>((customers, sums))
    });
    let (customers, sums) = found.unwrap();
    assert_eq!((customers, sums.len()), (Some(31), 4), "thirty, and one of them is there twice to be merged");
    for (told, summed) in sums {
        assert_eq!(told, summed);
        assert!(told > 5_000_000, "several accounts ask for each: {told}");
    }
}

/// What stands before the last story of a feature is the same on its own page and in the list of all.
fn forecasts_agree(db: &Database, cast: &Cast) {
    let (workspace, product, mira) = (cast.firm.workspace, cast.firm.product, cast.firm.person);
    let found = db.read(move |tx| {
        let mira = actor_of_person(tx, workspace, mira, Door::Form)?.unwrap();
        let features = features_ahead(tx, &mira, product)?;
        let own = |of: &FeatureAhead| ahead_of(tx, &mira, product, Of::Feature(of.feature_id));
        features.iter().map(|of| Ok((of.number, Some(of.ahead), own(of)?))).collect::<Result<Vec<_>>>()
    });
    let found = found.unwrap();
    assert!(found.len() > 3, "{found:?}");
    for (number, of_all, own) in found {
        assert_eq!(of_all, own, "INV-{number}");
    }
}
