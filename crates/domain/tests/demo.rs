//! The cast can be told on both engines, and what it leaves behind holds together.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use database::Database;
use domain::backlog::queries::{self, Filter};
use domain::demo::tell;
use domain::people::visitor::actor_of_person;
use domain::schema;
use domain::spine::actor::Door;
use domain::spine::refusal::Failure;
use domain::sprint::SprintState;
use domain::sprint::plan::queries::sprints;
use domain::testing::START;
use uuid::Uuid;

#[test]
fn the_firm_has_forty_stories_in_the_owners_order_and_two_that_wait() {
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
        assert_eq!((page.rows.len(), counts.open(), counts.proposed), (44, 44, 2));
        assert_eq!((counts.done, counts.accepted), (2, 10));
        assert_eq!(cast.people.len(), 8);
        let states: Vec<SprintState> = rows.iter().map(|row| row.state).collect();
        use SprintState::{Closed, Planned, Running};
        assert_eq!(states, [Planned, Running, Closed, Closed]);
        assert_eq!((rows[1].planned_items, rows[2].accepted_items), (Some(5), Some(3)));
    });
}
