//! What is decided, said to audiences and planned around a release, read once.

use database::Tx;
use domain::spine::actor::Actor;
use domain::spine::id::ProductId;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::testing::START;

fn published(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::communication::audiences::queries as audiences;
    use domain::communication::launch;
    use domain::communication::publications::publish_roadmap::RoadmapKind;
    use domain::communication::publications::{PublicationKind, queries, shared};
    use domain::communication::updates::queries as updates;
    let own = domain::people::queries::product(tx, actor, "INV")?;
    for audience in audiences::audiences(tx, actor, product)? {
        audiences::audience(tx, actor, product, audience.number)?;
        audiences::people_reached(tx, actor, &audience)?;
        audiences::contacts_reached(tx, actor, &audience)?;
        queries::preview(tx, actor, (&audience, &own), RoadmapKind::ReleasePlan)?;
        queries::newest(tx, actor, &audience, PublicationKind::Roadmap)?;
        queries::revisions(tx, actor, &audience, (audience.id.0, PublicationKind::Roadmap))?;
        let _ = queries::revision(tx, actor, &audience, (PublicationKind::Roadmap, 1));
        let _ = queries::links(tx, actor, &audience);
    }
    audiences::segments_known(tx, actor)?;
    for row in updates::updates(tx, actor, product, None)? {
        let addressed = updates::update(tx, actor, &own, row.number)?;
        updates::shown(tx, actor, &addressed)?;
    }
    let happened = domain::communication::updates::log::since(tx, actor, product, (0, Timestamp(0)))?;
    for audience in audiences::audiences(tx, actor, product)? {
        domain::communication::updates::names::names(tx, actor, (&audience, &own), &happened)?;
    }
    let opened = domain::communication::portal::open(tx, "larkbill", "INV")?;
    if let Some(shared) = shared::in_public(tx, &opened)? {
        shared::newest(tx, &shared, PublicationKind::Roadmap)?;
        shared::updates(tx, &shared, None)?;
    }
    assert!(shared::by_link(tx, "larkbill", "unknown", START).is_err(), "a link that nobody made works");
    for row in domain::communication::queries::releases(tx, actor, product)? {
        let release = domain::communication::queries::release(tx, actor, product, row.number)?;
        launch::queries::steps(tx, actor, &release)?;
        launch::queries::quotes(tx, actor, &release)?;
    }
    Ok(())
}

pub fn decided(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::communication::decisions::queries::{about, about_item, chain, decision, decisions};
    for row in decisions(tx, actor, product, None)? {
        let decision = decision(tx, actor, product, row.number)?;
        about(tx, actor, &decision)?;
        chain(tx, actor, &decision)?;
    }
    tx.together(about_item(actor, product.0)?)?;
    published(tx, actor, product)?;
    Ok(())
}
