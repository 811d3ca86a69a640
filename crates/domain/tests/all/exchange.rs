//! Bringing real files in, on both engines.

use std::path::PathBuf;

use domain::discovery::queries as discovery;
use domain::exchange::{Account, BATCH, Row, bring_in, customers, feedback, stories};
use domain::market::queries as market;
use domain::spine::actor::Actor;
use domain::testing::{Office, on_both_engines};

fn shared(path: &str) -> Option<Vec<u8>> {
    let folder =
        std::env::var("THROUGHLINE_DATA").map_or(PathBuf::from("../../../shared/data"), PathBuf::from);
    let found = std::fs::read(folder.join(path)).ok();
    if found.is_none() {
        eprintln!("skipped: {path} is not in the data folder");
    }
    found
}

fn import<R: Row + 'static>(office: &Office, actor: &Actor, rows: Vec<R>) -> Account {
    let mut account = Account::default();
    let rows = std::sync::Arc::new(rows);
    for first in (0..rows.len()).step_by(BATCH) {
        let (actor, moment, rows) = (actor.clone(), office.moment(), std::sync::Arc::clone(&rows));
        let done = office.db.write(actor.workspace.0, move |tx| {
            let batch: Vec<&dyn Row> =
                rows.iter().skip(first).take(BATCH).map(|row| row as &dyn Row).collect();
            bring_in(tx, &actor, &moment.again(), &batch)
        });
        account.add(done.unwrap());
    }
    account
}

const CUSTOMERS: &str = "\
customer,segment,revenue,currency,seats,contact,email,may_contact,may_contact_source,reference
Pellworth Fabrication,large,28400,EUR,40,Nora Pell,nora@pellworth.example,yes,contract,5
Pellworth Fabrication,large,28400,EUR,40,Tim Pell,tim@pellworth.example,no,,9
Morrowfield,small,much,EUR,4,Eva Field,eva@morrowfield.example,no,,16
Hollow Bakery,small,1200,EUR,2,,,,,
";

#[test]
fn customers_come_in_once_and_a_wrong_row_stops_no_other() {
    on_both_engines(|office| {
        let first = import(office, &office.ines(), customers::read(CUSTOMERS.as_bytes()).unwrap());
        assert_eq!((first.read, first.made, first.merged), (4, 3, 0));
        assert_eq!((first.refused[0].line, first.refused.len()), (4, 1));
        assert!(first.refused[0].reason.contains("no amount of money"), "{}", first.refused[0].reason);
        let again = import(office, &office.ines(), customers::read(CUSTOMERS.as_bytes()).unwrap());
        assert_eq!((again.made, again.merged, again.refused.len()), (0, 3, 1));
        let grown = CUSTOMERS.replace("28400", "30000");
        import(office, &office.ines(), customers::read(grown.as_bytes()).unwrap());
        let ines = office.ines();
        let listed = office.reads(move |tx| market::customers(tx, &ines));
        let told: Vec<_> =
            listed.iter().map(|row| (row.name.as_str(), row.revenue_minor, row.contacts)).collect();
        assert_eq!(told, [("Hollow Bakery", 120_000, 0), ("Pellworth Fabrication", 3_000_000, 2)]);
    });
}

#[test]
fn an_import_leaves_no_gap_where_a_row_was_refused() {
    on_both_engines(|office| {
        import(office, &office.ines(), customers::read(CUSTOMERS.as_bytes()).unwrap());
        let workspace = office.workspace;
        let (newest, distinct) = office.reads(move |tx| {
            let newest = domain::spine::change::newest(tx, workspace)?;
            let sql = "select count(distinct seq) as value from change where workspace_id = $1";
            Ok((newest, tx.value::<i64>(sql, &[&workspace])?))
        });
        assert_eq!(Some(newest), distinct);
    });
}

#[test]
fn real_wishes_and_a_real_backlog_come_in_whole() {
    let (Some(wishes), Some(lines)) =
        (shared("feedback/crowd-requirements.csv"), shared("stories/g04-recycling.txt"))
    else {
        return;
    };
    on_both_engines(|office| {
        let product = office.product;
        let read = || feedback::read(&wishes, "crowd-requirements.csv", product).unwrap();
        let account = import(office, &office.ines(), read());
        assert_eq!((account.read, account.made, account.refused.len()), (2966, 2966, 0), "{account}");
        assert_eq!(import(office, &office.ines(), read()).merged, 2966);
        let told =
            import(office, &office.mira(), stories::read(&lines, "g04-recycling.txt", product).unwrap());
        assert_eq!((told.read, told.made), (51, 51), "{told}");
        let ines = office.ines();
        let (counts, found) = office.reads(move |tx| {
            let filter = discovery::Filter {
                tag: Some("safety".into()),
                words: Some("dogs".into()),
                limit: 100,
                ..discovery::Filter::default()
            };
            Ok((discovery::counts(tx, &ines, product)?, discovery::inbox(tx, &ines, product, &filter)?))
        });
        assert_eq!(counts.new_feedback, 2966);
        assert!(!found.is_empty() && found.iter().all(|row| row.tags.contains("safety")));
    });
}
