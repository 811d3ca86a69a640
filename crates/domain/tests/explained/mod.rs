//! The lists of what is said and of who is told, each asked for once.

use database::Tx;
use domain::communication::talk::CommentId;
use domain::spine::actor::Actor;
use domain::spine::id::ProductId;
use domain::spine::refusal::Result;
use domain::testing::START;
use uuid::Uuid;

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
    unsubscribing(tx, "larkbill", b"unknown", START)?;
    Ok(())
}
