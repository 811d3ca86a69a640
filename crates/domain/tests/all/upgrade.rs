//! What earlier versions stored is kept when the schema moves on, on both engines.

use database::{Database, Tx};
use domain::market::add_customer::AddCustomer;
use domain::market::segments::Basis;
use domain::market::segments::queries::{members, segments};
use domain::people::found_workspace::{FoundWorkspace, Founded, found};
use domain::people::visitor::actor_of_person;
use domain::schema;
use domain::spine::actor::Door;
use domain::spine::id::WorkspaceId;
use domain::spine::moment::Moment;
use domain::spine::refusal::Failure;
use domain::spine::rights::Role;
use domain::spine::run::run;
use domain::spine::search::{find, item_of_key};
use domain::testing::START;
use uuid::Uuid;

fn founding() -> FoundWorkspace {
    FoundWorkspace {
        workspace: "Larkbill".into(),
        workspace_prefix: "LARK".into(),
        product: "Invoicing".into(),
        product_prefix: "INV".into(),
        time_zone: "Europe/Dublin".into(),
        name: "Ines".into(),
        email: "ines@larkbill.example".into(),
        password: None,
        roles: vec![Role::Manager],
    }
}

/// Four customers with what was written as their segment.
fn as_it_was(tx: &Tx<'_>, workspace: WorkspaceId) -> Result<(), Failure> {
    let rows = [
        (2_i64, "Morrowfield", "farming"),
        (3, "Aldersyke", "Farming"),
        (4, "Vantry", "services"),
        (5, "Ondine", ""),
    ];
    for (number, name, segment) in rows {
        let id = Uuid::from_u128(900 + number as u128);
        tx.execute(
            "insert into customer (workspace_id, id, number, name, sort_key, segment, revenue_minor, currency,
                                   seats, created_at)
             values ($1, $2, $3, $4, $5, $6, 100, 'EUR', 1, $7)",
            &[&workspace, &id, &number, &name, &name.as_bytes().to_vec(), &segment, &START],
        )?;
    }
    let newest: i64 = 5;
    tx.execute("update workspace set newest_number = $2 where id = $1", &[&workspace, &newest])?;
    Ok(())
}

/// A firm on the tables of then: the program of today also writes a column of a product that came later.
fn found_as_it_was(tx: &Tx<'_>) -> Result<Founded, Failure> {
    tx.execute("alter table product add column formula text not null default ''", &[])?;
    let firm = found(tx, &Moment::new(START, 1), &founding())?.done;
    tx.execute("alter table product drop column formula", &[])?;
    Ok(firm)
}

#[test]
fn what_was_written_as_a_segment_becomes_one_by_hand() {
    let before: Vec<_> = schema::steps().into_iter().filter(|step| step.number < 17).collect();
    database::testing::on_both_engines(&before, |scratch| {
        let db = Database::open(scratch.settings.clone(), Uuid::from_u128(1)).unwrap();
        let firm = db.write(Uuid::nil(), found_as_it_was).unwrap();
        let (workspace, person) = (firm.workspace, firm.person);
        db.write(workspace.0, move |tx| as_it_was(tx, workspace)).unwrap();
        drop(db);
        Database::migrate(&scratch.settings, &schema::steps()).unwrap();
        let db = Database::open(scratch.settings.clone(), Uuid::from_u128(1)).unwrap();
        let told = db
            .read(move |tx| {
                let ines = actor_of_person(tx, workspace, person, Door::Form)?.unwrap();
                let mut told = Vec::new();
                for known in tx.together(segments(&ines)?)? {
                    assert_eq!(known.rule.basis, Basis::Hand);
                    assert!(item_of_key(tx, workspace, "LARK", known.number)?.is_some());
                    let mut names: Vec<String> =
                        members(tx, &ines, &known.rule)?.into_iter().map(|one| one.name).collect();
                    names.sort();
                    told.push((known.name.to_lowercase(), known.number, names.join(" and ")));
                }
                assert_eq!(find(tx, workspace, "services", 5)?.len(), 1);
                Ok::<_, Failure>(told)
            })
            .unwrap();
        assert_eq!(
            told,
            [
                ("farming".into(), 6, "Aldersyke and Morrowfield".into()),
                ("services".into(), 7, "Vantry".into())
            ]
        );
        // The next key follows those of the segments.
        let key = db
            .write(workspace.0, move |tx| {
                let ines = actor_of_person(tx, workspace, person, Door::Form)?.unwrap();
                let command = AddCustomer {
                    name: "Gristmill".into(),
                    segments: "farming".into(),
                    ..AddCustomer::default()
                };
                let id = run(tx, &ines, &Moment::new(START, 9), &command)?.done.id;
                let sql = "select number as value from customer where workspace_id = $1 and id = $2";
                Ok::<_, Failure>(tx.value::<i64>(sql, &[&workspace, &id])?)
            })
            .unwrap();
        assert_eq!(key, Some(8));
    });
}
