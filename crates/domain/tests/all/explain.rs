//! Every list query is answered from an index on both engines: none reads a whole table.

use database::Tx;
use domain::backlog::{self, State};
use domain::communication::Release;
use domain::demo::{Cast, tell};
use domain::discovery::{self, FeedbackState};
use domain::exchange::imports;
use domain::line;
use domain::market;
use domain::market::comparison::CompetitorId;
use domain::people::queries as people;
use domain::people::tokens::own_tokens;
use domain::people::visitor::{Pass, actor_of_person, visitor};
use domain::roadmap;
use domain::roadmap::FeatureId;
use domain::schema;
use domain::spine::actor::{Actor, Door};
use domain::spine::id::{ImportId, ProductId, ReleaseId, SprintId};
use domain::spine::moment::{Day, Timestamp};
use domain::spine::rank::Rank;
use domain::spine::refusal::{Failure, Result};
use domain::spine::{change, jobs, search, tally};
use domain::sprint;
use domain::sprint::{Team, TeamId, TeamMode};
use domain::strategy;
use domain::testing::START;
use uuid::Uuid;

/// Tables that are small by nature, or whose whole content a query is about.
/// `CONSTANT ROW` is how SQLite calls a select that reads no table of its own.
const MAY_BE_READ_WHOLE: [&str; 3] = ["workspace", "schema_step", "CONSTANT"];

fn read_everything(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    let (workspace, person) = (actor.workspace, actor.person.unwrap());
    visitor(tx, "larkbill", Some(&Pass::Session("x".into())), START)?;
    visitor(tx, "larkbill", Some(&Pass::Token("x".into())), START)?;
    tx.together(people::people(actor, product)?)?;
    own_tokens(tx, actor)?;
    people::names(tx, workspace, &[person])?;
    people::person_by_email(tx, workspace, "mira@larkbill.example")?;
    tally::of_product(tx, actor, product)?;
    stories(tx, actor, product)?;
    said(tx, actor, product)?;
    market::queries::customers(tx, actor)?;
    discovery::queries::needs_in_words(tx, actor, product)?;
    judged(tx, actor, product)?;
    boards(tx, actor, product)?;
    told(tx, actor, product)?;
    planned(tx, actor, product)?;
    change::of_item(workspace, person.0, i64::MAX, 10).all(tx)?;
    change::of_product(workspace, product, i64::MAX, 10).all(tx)?;
    change::news_since(tx, workspace, 0, 10)?;
    change::of_command(tx, workspace, 5)?;
    search::find(tx, workspace, "reminder", 10)?;
    search::by_key(tx, workspace, "INV-3")?;
    search::keys(tx, workspace, &[person.0])?;
    search::item_of_key(tx, workspace, "INV", 3)?;
    jobs::any_due(tx, START)?;
    imports::imports(tx, actor, product)?;
    let _ = imports::import(tx, actor, ImportId(product.0)); // none is there; what is asked is seen all the same
    direction(tx, actor, product)?;
    crate::explained::talked(tx, actor, product)?;
    crate::explained::attached(tx, actor)?;
    crate::explained::scored(tx, actor, product)?;
    crate::explained::reported(tx, actor, product)?;
    crate::explained::looks_ahead(tx, actor, product)?;
    crate::explained::found_out::researched(tx, actor, product)?;
    crate::explained::found_out::audience(tx, actor, product)?;
    crate::explained::merged::merged(tx, actor, product)?;
    Ok(())
}

fn direction(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use roadmap::agreement;
    use roadmap::queries as features;
    use strategy::queries as goals;
    goals::vision(tx, actor, product)?;
    tx.together(goals::goals(actor)?)?;
    tx.together(goals::key_results(actor)?)?;
    let number = tx.together(goals::goals(actor)?)?.first().map(|goal| goal.number).unwrap();
    let goal = goals::goal(tx, actor, number)?;
    tx.together((goals::check_ins(actor, goal.id)?, goals::served(actor)?))?;
    tx.together((line::serving::serving(actor, goal.id)?, line::stops::vision(actor, product)?))?;
    let all = features::features(tx, actor, product)?;
    for feature in &all {
        sprint::before::ahead_of(tx, actor, product, sprint::before::Of::Feature(feature.id))?;
    }
    features::deliveries(tx, actor, product)?;
    features::demands(tx, actor, product)?;
    features::goals_served(tx, actor, product)?;
    let feature = features::feature(tx, actor, product, all[0].number)?;
    features::demand_of_feature(tx, actor, &feature)?;
    let needs = features::needs_of_feature(tx, actor, &feature)?;
    tx.together(features::features_of_need(actor, needs[0].id)?)?;
    features::stories_of_feature(tx, actor, &feature)?;
    agreement::thread(tx, actor, &feature)?;
    agreement::changed_since(tx, actor, &feature)?;
    let (knots, _) = line::queries::line(tx, actor, product)?;
    tx.together(line::queries::loose_ends(actor, product)?)?;
    line::queries::voices(tx, actor, product, needs[0].id.0)?;
    line::queries::answers(tx, actor, product, feature.id.0)?;
    line::queries::needs_of_feedback(tx, actor, knots[0].id)?;
    use line::queries::Stop::{Feature, Need, Release, Story};
    for stop in [Need, Feature, Story, Release] {
        tx.together(line::stops::stops(actor, product, (stop, knots[0].id))?)?;
    }
    tx.together(line::today::waiting(actor, product, START)?)?;
    let during = line::accepted::During::Between(START.plus_days(-30), START);
    market::trends::trends(tx, actor)?;
    market::trends::needs_explained(tx, actor)?;
    comparison(tx, actor, product)?;
    line::accepted::accepted(tx, actor, product, during)?;
    line::accepted::accepted(tx, actor, product, line::accepted::During::Sprint(SprintId(Uuid::nil())))?;
    sprint::queries::teams(tx, actor, product)?;
    let need = discovery::queries::need(tx, actor, product, needs[0].number)?;
    crate::explained::found_out::asked_for(tx, actor, &need)?;
    crate::explained::found_out::asking(tx, actor, &need)?;
    tx.together(discovery::queries::goals_of_need(actor, &need)?)?;
    tx.together(discovery::queries::goals_to_serve(actor, &need)?)?;
    tx.together(discovery::queries::trends_of_need(actor, &need)?)?;
    Ok(())
}

fn comparison(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use market::comparison::queries::{capabilities, competitors, links, notes, rated, ratings};
    tx.together(competitors(actor)?)?;
    notes(tx, actor, CompetitorId(Uuid::nil()))?;
    tx.together(capabilities(actor, product)?)?;
    tx.together(ratings(actor, product)?)?;
    tx.together(rated(actor, product)?)?;
    tx.together(links(actor, product)?)?;
    Ok(())
}

fn stories(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use backlog::queries::{Filter, counted, criteria, page, story};
    let plain = Filter { limit: 10, ..Filter::default() };
    let story = story(tx, actor, product, 1)?;
    criteria(tx, actor, &story)?;
    backlog::waiting::linked(tx, actor, &story)?;
    crate::explained::found_out::hints(tx, actor, product)?;
    for filter in [
        plain.clone(),
        Filter { after: Some(Rank::first()), ..plain.clone() },
        Filter { state: Some(State::Todo), ..plain.clone() },
        Filter { assignee: actor.person, ..plain.clone() },
        Filter { words: Some("reminder".into()), ..plain },
    ] {
        let rows = page(tx, actor, product, &filter)?.rows;
        crate::explained::found_out::worth(tx, actor, product, &rows)?;
        counted(tx, actor, product, &filter)?;
    }
    Ok(())
}

fn said(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use discovery::queries::{Filter, inbox, needs, tags};
    let plain = Filter { limit: 10, ..Filter::default() };
    needs(tx, actor, product)?;
    tags(tx, actor, product, 10)?;
    for filter in [
        plain.clone(),
        Filter { state: Some(FeedbackState::New), ..plain.clone() },
        Filter { tag: Some("tone".into()), ..plain.clone() },
        Filter { customer: Some(market::CustomerId(Uuid::nil())), ..plain.clone() },
        Filter { words: Some("reminder".into()), ..plain.clone() },
        Filter { before: Some((Timestamp(0), discovery::FeedbackId(Uuid::nil()))), ..plain },
    ] {
        inbox(tx, actor, product, &filter)?;
    }
    Ok(())
}

fn judged(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::acceptance::queries::{rulings, stories_of_feature, verdicts, waiting};
    let story = backlog::queries::story(tx, actor, product, 1)?;
    verdicts(tx, actor, &story)?;
    rulings(tx, actor, &story)?;
    waiting(tx, actor, product)?;
    stories_of_feature(tx, actor, product, FeatureId(Uuid::nil()))?;
    Ok(())
}

fn boards(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::sprint::board::queries::{board, column_names, impediments, of_sprint, tasks};
    let team = Team {
        id: TeamId(Uuid::nil()),
        name: "Harbour".into(),
        sort_key: Vec::new(),
        mode: TeamMode::Flow,
        created_at: START,
        archived_at: None,
    };
    let story = backlog::queries::story(tx, actor, product, 1)?;
    tasks(tx, actor, &story)?;
    column_names(actor.workspace, &[Uuid::nil()]).all(tx)?;
    impediments(tx, actor, &story)?;
    of_sprint(tx, actor, product, SprintId(Uuid::nil()))?;
    board(tx, actor, product, (team, START))?;
    Ok(())
}

fn told(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::communication::queries::{askers, free_stories, reach, releases, stories};
    use domain::communication::{outcomes, portal, responses};
    free_stories(tx, actor, product)?;
    for row in releases(tx, actor, product)? {
        let release = domain::communication::queries::release(tx, actor, product, row.number)?;
        stories(tx, actor, &release)?;
        askers(tx, actor, &release)?;
        reach(tx, actor, &release)?;
        responses::unasked(tx, actor, &release)?;
        reach(tx, actor, &Release { note_published_at: None, ..release })?;
    }
    let first: Option<i64> = tx.value("select min(number) as value from feedback", &[])?;
    let feedback = discovery::queries::feedback(tx, actor, first.unwrap())?;
    responses::answered_by(tx, actor, &feedback)?;
    let refused = responses::question(tx, "larkbill", "unknown", START).is_err();
    assert!(refused, "a link that nobody made works");
    let number: i64 = tx.value("select max(number) as value from feature", &[])?.unwrap();
    let feature = responses::feature(tx, actor, product, number)?;
    responses::of_feature(tx, actor, &feature)?;
    outcomes::brought_by(tx, actor, &feature)?;
    outcomes::needs_of(tx, actor, &feature)?;
    outcomes::outcomes(tx, actor, product)?;
    let opened = portal::open(tx, "larkbill", "INV")?;
    portal::notes(tx, &opened, None)?;
    crate::aligned::decided(tx, actor, product)?;
    Ok(())
}

fn planned(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::sprint::plan::queries::{inputs, planned, sprint, sprints, voices};
    for row in sprints(tx, actor, product)? {
        let sprint = sprint(tx, actor, product, row.number)?;
        inputs(tx, actor, &sprint, "INV")?;
        voices(tx, actor, &sprint)?;
    }
    planned(tx, actor, product)?;
    let forecast = sprint::forecast::until(tx, actor, product, Day::parse("2026-11-24").unwrap())?;
    assert_eq!(forecast.sprint, Some(11), "the one that runs ends first");
    sprint::forecast::pace(tx, actor, product, START)?;
    sprint::before::in_work(tx, actor, product)?;
    sprint::before::ahead_of(tx, actor, product, sprint::before::Of::Release(ReleaseId(product.0)))?;
    Ok(())
}

/// The tables that a plan reads from end to end.
fn scanned(plan: &str, embedded: bool) -> Vec<&str> {
    let word_after = |line: &'_ str, lead: &str| line.find(lead).map(|at| at + lead.len());
    plan.lines()
        .filter_map(|line| {
            let from = if embedded {
                word_after(line, "SCAN ")
                    .filter(|_| !line.contains("USING") && !line.contains("VIRTUAL TABLE"))
            } else {
                word_after(line, "Seq Scan on ")
            };
            line.get(from?..)?.split_whitespace().next()
        })
        .collect()
}

#[test]
fn no_list_query_reads_a_whole_table() {
    database::testing::on_both_engines(&schema::steps(), |scratch| {
        let db = database::Database::open(scratch.settings.clone(), Uuid::from_u128(1)).unwrap();
        let cast: Cast = db.write(Uuid::nil(), |tx| tell(tx, START)).unwrap();
        let (workspace, product, mira) = (cast.firm.workspace, cast.firm.product, cast.firm.person);
        let (plans, embedded) = db
            .read(move |tx| {
                let mira = actor_of_person(tx, workspace, mira, Door::Form)?.unwrap();
                tx.watch_plans()?;
                read_everything(tx, &mira, product)?;
                // What waits for a manager is asked of nobody else.
                let ines = cast.people.iter().find(|(name, _)| *name == "Ines").unwrap().1;
                let ines = actor_of_person(tx, workspace, ines, Door::Form)?.unwrap();
                tx.together(line::today::waiting(&ines, product, START)?)?;
                Ok::<_, Failure>((tx.plans(), tx.is_embedded()))
            })
            .unwrap();
        assert!(plans.len() > 30, "only {} statements were looked at", plans.len());
        let mut told = String::new();
        for (sql, plan) in &plans {
            // A subquery is read from end to end by nature; what it reads itself stands on a line of its own.
            let made = |name: &str| {
                ["CO-ROUTINE", "MATERIALIZE"].iter().any(|how| plan.contains(&format!("{how} {name}\n")))
            };
            let tables: Vec<&str> = scanned(plan, embedded)
                .into_iter()
                .filter(|name| !MAY_BE_READ_WHOLE.contains(name) && !made(name) && !name.starts_with('('))
                .collect();
            if !tables.is_empty() {
                told.push_str(&format!("{tables:?} in\n{sql}\n{plan}\n"));
            }
        }
        assert!(told.is_empty(), "{told}");
    });
}
