//! How many queries a page asks, over the cast: a page that asks one more for each row is found here.

use axum::Router;
use database::Database;
use domain::people::sessions;
use domain::schema;
use domain::spine::refusal::Failure;
use uuid::Uuid;
use web::{Clock, House, Outside, router};

use crate::browser::{Browser, files};

/// The pages with how many queries they may ask, the frame around them included.
const PAGES: [(&str, u64); 9] = [
    ("/larkbill/INV/today", 12),
    ("/larkbill/items/LARK-{goal}", 6),
    ("/larkbill/INV/drift", 6),
    ("/larkbill/INV/market/comparison", 6),
    ("/larkbill/INV/tree", 6),
    ("/larkbill/items/INV-{need}", 6),
    ("/larkbill/INV/backlog", 6),
    ("/larkbill/INV/vision", 6),
    ("/larkbill/INV/needs", 6),
];

#[test]
fn a_page_asks_few_queries() {
    database::testing::on_both_engines(&schema::steps(), |scratch| {
        let db = Database::open(scratch.settings.clone(), Uuid::from_u128(1)).unwrap();
        let now = Clock::System.now();
        let told = db.write(Uuid::nil(), move |tx| {
            let cast = domain::demo::tell(tx, now)?;
            for (name, person) in &cast.people {
                sessions::start(tx, cast.firm.workspace, *person, name, now)?;
            }
            Ok::<_, Failure>(())
        });
        told.unwrap();
        let outside = Outside { is_demo: true, ..Outside::default() };
        let router = router(House::new(db.clone(), Clock::System, outside, files()));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        // The manager, to whom the most is shown, and the owner.
        for session in ["Ines", "Mira"] {
            runtime.block_on(look(&db, &router, session));
        }
    });
}

async fn look(db: &Database, router: &Router, session: &str) {
    let reader = Browser::of_nobody(router).with_session(session);
    let mut over = Vec::new();
    let newest = |sql: &'static str| {
        db.read(move |tx| tx.value::<i64>(sql, &[]))
            .unwrap_or_else(|fault: database::Fault| panic!("{fault}"))
    };
    // Those with the most around them.
    let goal = newest("select min(number) as value from goal where parent_id is not null");
    let need = newest(
        "select n.number as value from need n join quote q on q.need_id = n.id
          group by n.number order by count(*) desc limit 1",
    );
    let number = |found: Option<i64>| found.unwrap_or_default().to_string();
    for (path, budget) in PAGES {
        let path = path.replace("{goal}", &number(goal)).replace("{need}", &number(need));
        let path = path.as_str();
        let before = db.counted().queries;
        let page = reader.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let asked = db.counted().queries - before;
        if asked > budget {
            over.push(format!("{path} asks {asked} queries of {budget}"));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
