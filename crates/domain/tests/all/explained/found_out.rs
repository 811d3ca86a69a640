//! The lists of research, of segments and of personas, as their pages ask for them.

use database::Tx;
use domain::backlog::queries::StoryRow;
use domain::discovery::queries::needs;
use domain::discovery::research::queries as research;
use domain::line;
use domain::market::personas::queries as personas;
use domain::market::queries as customers;
use domain::market::segments::members;
use domain::market::segments::queries as segments;
use domain::people::Product;
use domain::roadmap::assumptions::queries as rests;
use domain::roadmap::queries::features;
use domain::spine::actor::Actor;
use domain::spine::id::{ProductId, SprintId};
use domain::spine::item::Item;
use domain::spine::refusal::Result;
use uuid::Uuid;

pub fn researched(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    said_before(tx, actor, product)?;
    let all = features(tx, actor, product)?;
    for row in research::studies(tx, actor, product)? {
        let study = research::study(tx, actor, product, row.number)?;
        research::quotes_of_study(tx, actor, &study)?;
        for talk in research::interviews(tx, actor, &study)? {
            let (_, _, notes) = research::interview(tx, actor, product, talk.number)?;
            if let Some(notes) = notes {
                research::interview_of(tx, actor, notes.id)?.unwrap();
            }
        }
    }
    for feature in &all {
        for row in rests::assumptions(tx, actor, feature)? {
            rests::feature_of_assumption(tx, actor, product, row.number)?;
        }
        for row in rests::experiments(tx, actor, feature)? {
            rests::feature_of_experiment(tx, actor, product, row.number)?;
        }
    }
    line::tree::tree(tx, actor, product)?;
    Ok(())
}

pub fn audience(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    let known = tx.together(segments::segments(actor)?)?;
    let needs = needs(tx, actor, product)?;
    let rules: Vec<_> = known.iter().map(|one| one.rule.clone()).collect();
    segments::counted(tx, actor, &rules)?;
    tx.together(segments::demand_of_need(actor, &needs[0].id, &known)?)?;
    for one in members::memberships(tx, actor, &known)?.iter().take(3) {
        members::segments_of(tx, actor, one.customer_id, &known)?;
    }
    for one in &known {
        segments::segment(tx, actor, one.number)?;
        segments::members(tx, actor, &one.rule)?;
        segments::needs(tx, actor, product, &one.rule)?;
    }
    for row in personas::personas(tx, actor)? {
        let persona = personas::persona(tx, actor, row.number)?;
        personas::entries(tx, actor, persona.id)?;
        personas::backings(tx, actor, persona.id)?;
    }
    personas::choices(tx, actor, product)?;
    members::words(tx, actor)?;
    customers::holds(tx, actor)?;
    for row in customers::customers(tx, actor)?.iter().take(2) {
        customers::customer_numbered(tx, actor, row.number)?;
        customers::contacts(tx, actor, row.id)?;
        customers::needs_asked(tx, actor, row.id)?;
    }
    domain::exchange::customers::write(tx, actor)?;
    Ok(())
}

/// Who asks for a need, and in which words.
pub fn asked_for(tx: &Tx<'_>, actor: &Actor, need: &domain::discovery::Need) -> Result<()> {
    use domain::discovery::quotes::{askers_of_need, heard_of_need, quotes_of_need};
    tx.together(domain::discovery::demand::demand_of_need(actor, need)?)?;
    tx.together(heard_of_need(actor, need)?)?;
    for most in [1, 100] {
        let askers = tx.together(askers_of_need(actor, need, most)?)?;
        tx.together(quotes_of_need(actor, need, &askers, most)?)?;
    }
    Ok(())
}

/// What stands behind stories, and why the first one stands where it stands.
pub fn worth(tx: &Tx<'_>, actor: &Actor, product: ProductId, rows: &[StoryRow]) -> Result<()> {
    let product = Product::load(tx, actor.workspace, product.0)?.unwrap();
    domain::backlog::behind::behind(tx, actor, &product, rows)?;
    let story = domain::backlog::queries::story(tx, actor, product.id, 1)?;
    let story = domain::backlog::Story { sprint_id: Some(SprintId(Uuid::nil())), ..story };
    domain::sprint::reasons::reasons(tx, actor, (&product, &story), domain::testing::START)?;
    Ok(())
}

/// What hints on stories follow.
pub fn hints(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    domain::backlog::hints::queries::newest(tx, actor, product)?;
    domain::backlog::hints::queries::changed_since(tx, actor, product, 0)?;
    Ok(())
}

/// What was said in the words of a need, and does not lead to it yet.
pub fn asking(tx: &Tx<'_>, actor: &Actor, need: &domain::discovery::Need) -> Result<()> {
    use domain::discovery::asking::asking;
    use domain::discovery::similar::{Similar, said_before};
    let mut similar = Similar::at(0);
    similar.add(&said_before((actor.workspace, need.product_id), None, 10).all(tx)?);
    asking(tx, actor, need, (None, &similar))?;
    Ok(())
}

/// What was said before in like words, and what became of it since it was read.
fn said_before(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::discovery::similar::{Similar, rows, said_before};
    let of = (actor.workspace, product);
    let said = said_before(of, None, 10).all(tx)?;
    let mut similar = Similar::at(0);
    similar.add(&said);
    assert!(similar.follow(tx, of, 1_000_000)?);
    let like = similar.like(said[0].id, &said[0].body, 3);
    rows(of, like.iter().map(|like| like.id)).all(tx)?;
    Ok(())
}
