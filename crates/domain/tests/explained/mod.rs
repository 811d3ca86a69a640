//! The lists of what is said, of who is told, and of what a sprint's charts are made of, each asked for once.

pub mod found_out;

use database::Tx;
use domain::communication::talk::CommentId;
use domain::spine::actor::Actor;
use domain::spine::id::ProductId;
use domain::spine::refusal::Result;
use domain::testing::START;
use uuid::Uuid;

/// What the charts of every sprint are made of.
pub fn reported(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::sprint::plan::queries::{sprint, sprints};
    use domain::sprint::reports::queries::{brought, burn_of, newest};
    let mut burnt = 0;
    for row in sprints(tx, actor, product)? {
        let sprint = sprint(tx, actor, product, row.number)?;
        burnt += usize::from(burn_of(tx, actor, &sprint)?.is_some());
        brought(tx, actor, product, sprint.team_id)?;
    }
    assert_eq!(burnt, 3, "two sprints are over and one runs");
    assert!(newest(tx, actor, product)?.is_some());
    Ok(())
}

pub fn talked(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::communication::notifications::queries::{
        Which, notifications, own_setting, unread, unsubscribing,
    };
    use domain::communication::talk::queries::{comments, earlier_texts, followers, mentionable};
    let item = Uuid::nil();
    comments(tx, actor, item)?;
    earlier_texts(tx, actor, &[CommentId(item)])?;
    followers(tx, actor, item, &[actor.person.unwrap()])?;
    mentionable(tx, actor, product)?;
    own_setting(tx, actor)?;
    unread(tx, actor, START)?;
    for which in [Which::Open, Which::Unread, Which::Snoozed, Which::Done] {
        notifications(tx, actor, which, Some((START, item)), START)?;
    }
    domain::line::recorded::recorded(tx, actor, None)?;
    domain::strategy::versions::versions(tx, actor, product, domain::strategy::versions::Of::Vision)?;
    domain::strategy::versions::versions(tx, actor, product, domain::strategy::versions::Of::Positioning)?;
    unsubscribing(tx, "larkbill", b"unknown", START)?;
    Ok(())
}
