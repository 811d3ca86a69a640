//! The lists of research, as its pages ask for them.

use database::Tx;
use domain::discovery::research::queries as research;
use domain::line;
use domain::roadmap::Feature;
use domain::roadmap::assumptions::queries as rests;
use domain::spine::actor::Actor;
use domain::spine::id::ProductId;
use domain::spine::refusal::Result;

pub fn researched(tx: &Tx<'_>, actor: &Actor, product: ProductId, all: &[Feature]) -> Result<()> {
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
    for feature in all {
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
