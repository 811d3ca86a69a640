//! Many people who are told of one thing, and what a status update is drafted from.

use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::talk::add_comment::AddComment;
use domain::communication::talk::follow_item::FollowItem;
use domain::communication::updates::draft_update::DraftUpdate;
use domain::people::invite_person::InvitePerson;
use domain::people::join_workspace::JoinWorkspace;
use domain::people::password::HashedPassword;
use domain::people::visitor::actor_of_person;
use domain::spine::actor::Door;
use domain::spine::refusal::{Failure, Found};
use domain::spine::rights::Role;

use super::furnish::Firm;

const PEOPLE: usize = 1_000;

/// A thousand people who follow a story on which somebody comments: each waits for a digest.
pub fn people(firm: &Firm) -> Result<(), Failure> {
    let invite = |nth| InvitePerson {
        name: format!("Person {nth}"),
        email: format!("person-{nth}@bench.example"),
        product: firm.product,
        roles: vec![Role::Stakeholder],
    };
    let invited = firm.all((0..PEOPLE).map(invite).collect())?;
    let workspace = firm.actor.workspace;
    for one in invited {
        let person = one.id;
        let actor =
            firm.db.read(move |tx| actor_of_person(tx, workspace, person, Door::Form))?.found("person")?;
        firm.by(&actor, vec![JoinWorkspace { name: one.name, password: HashedPassword::unusable() }])?;
        firm.by(&actor, vec![FollowItem { item: "STO-1".into() }])?;
    }
    firm.one(AddComment { item: "STO-1".into(), body: "It is out.".into() })?;
    Ok(())
}

/// A status update from everything that was changed.
pub fn draft(firm: &Firm) -> Result<(i64, f64), Failure> {
    let name = "Everybody inside".into();
    let audience = firm.one(AddAudience { product: firm.product, name, is_public: false })?.id;
    let began = std::time::Instant::now();
    firm.one(DraftUpdate { audience, overwrite: false })?;
    let seconds = began.elapsed().as_secs_f64();
    let sql = "select changes as value from status_update limit 1";
    let changes = firm.db.read(move |tx| Ok::<_, Failure>(tx.value(sql, &[])?))?.found("status update")?;
    Ok((changes, seconds))
}
