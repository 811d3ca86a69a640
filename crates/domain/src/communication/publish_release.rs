//! A release goes out, and those who asked for what it brings are told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_release::{ReleaseDone, load};
use super::jobs::{AskLater, MailNote};
use super::{Reach, Release, ReleaseId, ReleaseState, Telling, queries, rules};
use crate::backlog::State;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Release what is accepted: inside the firm, to beta customers, or to everyone. To everyone, the note stands on the
/// portal and the contacts whose words led here are mailed after five minutes, until which it can be taken back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PublishRelease {
    pub release: ReleaseId,
    pub audience: Reach,
}

impl Command for PublishRelease {
    const NAME: &'static str = "publish_release";
    type Subject = (Release, Product);
    type Done = ReleaseDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Release, Product)> {
        load(desk, self.release)
    }

    fn gate(&self, (release, _): &(Release, Product)) -> Gate {
        Gate::Product(Permission::ReleaseStories, release.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Release, Product)) -> Result<ReleaseDone> {
        if before.archived_at.is_some() {
            return Refusal::conflict("This release is archived.");
        }
        let stories = queries::stories(desk.tx, desk.actor, &before)?;
        let not_accepted = stories.iter().filter(|story| story.state != State::Accepted).count();
        rules::release(&rules::Releasing {
            state: before.state,
            was: before.audience,
            to: self.audience,
            stories: stories.len() as i64,
            not_accepted: not_accepted as i64,
            has_note: !before.note_title.is_empty() && !before.note_body.is_empty(),
        })?;
        let note_published_at = (self.audience == Reach::Everyone).then(|| desk.now());
        let released = Release {
            state: ReleaseState::Released,
            audience: self.audience,
            released_at: before.released_at.or(Some(desk.now())),
            note_published_at,
            ..before.clone()
        };
        desk.change(&before, &released)?;
        if self.audience == Reach::Everyone {
            tell(desk, &released, &product)?;
        }
        Ok(ReleaseDone::of(&released, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        let to_whom = rules::to_whom(self.audience);
        match self.audience {
            Reach::Everyone => {
                format!("{} is released {to_whom}. Mails wait for five minutes.", done.version)
            }
            Reach::Internal | Reach::Beta => format!("{} is released {to_whom}.", done.version),
        }
    }
}

/// Notes down everyone whose words led here, and queues what goes out to those who may be written to.
fn tell(desk: &Desk<'_>, release: &Release, product: &Product) -> Result<()> {
    let askers = queries::askers(desk.tx, desk.actor, release)?;
    let known = queries::tellings(desk.tx, desk.actor, release)?;
    let due = desk.now().plus_seconds(rules::HOLD_SECONDS);
    for asker in &askers {
        let telling = Telling {
            id: desk.moment.id(),
            product_id: release.product_id,
            release_id: release.id,
            contact_id: asker.contact_id,
            may_contact: asker.may_contact,
            told_at: None,
            created_at: desk.now(),
            archived_at: None,
        };
        // A release that was taken back leaves its tellings behind, archived: they are meant again.
        let id = match known.iter().find(|known| known.contact_id == asker.contact_id) {
            Some(known) => {
                let telling = Telling { id: known.id, created_at: known.created_at, ..telling };
                desk.change(known, &telling)?;
                known.id
            }
            None => {
                desk.add(&telling)?;
                telling.id
            }
        };
        if asker.may_contact {
            desk.job(MailNote::JOB, due, &MailNote { telling: id })?;
        }
    }
    if askers.iter().any(|asker| asker.may_contact) {
        let due = desk.now().plus_days(product.ask_after_days);
        desk.job(AskLater::JOB, due, &AskLater { release: release.id })?;
    }
    Ok(())
}
