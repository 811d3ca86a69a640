//! Many people who are told of one thing, and what a status update is drafted from.

use domain::backlog::add_story::AddStory;
use domain::backlog::estimate_story::EstimateStory;
use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::talk::add_comment::AddComment;
use domain::communication::talk::follow_item::FollowItem;
use domain::communication::updates::draft_update::DraftUpdate;
use domain::line::last_visit::note_visit;
use domain::people::invite_person::InvitePerson;
use domain::people::join_workspace::JoinWorkspace;
use domain::people::password::HashedPassword;
use domain::people::visitor::actor_of_person;
use domain::spine::actor::Door;
use domain::spine::refusal::{Failure, Found};
use domain::spine::rights::Role;

use super::furnish::Firm;

const PEOPLE: usize = 1_000;
/// Stories that a colleague adds while somebody is away.
const NEWS: usize = 50;

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

/// Somebody was here, and then a colleague added stories and renamed some: that is what Today tells of.
pub fn news(firm: &Firm) -> Result<(), Failure> {
    let (actor, product, now) = (firm.actor.clone(), firm.product, firm.now());
    firm.db.write(firm.actor.workspace.0, move |tx| note_visit(tx, &actor, product, now))?;
    let invite = InvitePerson {
        name: "Colleague".into(),
        email: "colleague@bench.example".into(),
        product,
        roles: vec![Role::Owner, Role::Team],
    };
    let (person, workspace) = (firm.one(invite)?.id, firm.actor.workspace);
    let colleague =
        firm.db.read(move |tx| actor_of_person(tx, workspace, person, Door::Form))?.found("person")?;
    let added = (0..NEWS).map(|nth| AddStory::titled(product, format!("What a colleague thought of, {nth}")));
    let added = firm.by(&colleague, added.collect())?;
    let estimated = added.iter().map(|one| EstimateStory { story: one.id, points: "3".into() });
    firm.by(&colleague, estimated.collect())?;
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
