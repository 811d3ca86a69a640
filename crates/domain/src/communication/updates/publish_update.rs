//! An update becomes a revision, and goes to those who belong to its audience.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::jobs::MailUpdate;
use super::{Addressed, StatusUpdate, StatusUpdateId, UpdateDone, UpdateState, queries};
use crate::communication::audiences;
use crate::communication::audiences::queries::{contacts_reached, people_reached};
use crate::communication::publications::leaks::refuse_leaks;
use crate::communication::publications::queries::next_number;
use crate::communication::publications::{Publication, PublicationId, PublicationKind, Shown};
use crate::communication::rules::HOLD_SECONDS;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result, broken};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Publish an update to its audience as a numbered revision. Mails wait for five minutes, until which it can be taken back
/// whole. What the leak check finds is taken out before, or kept by its code.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PublishUpdate {
    pub update: StatusUpdateId,
    /// Whether those of the audience who have an address are mailed.
    #[serde(default)]
    pub mail: bool,
    /// The codes of what the leak check finds and what stays knowingly.
    #[serde(default)]
    pub keep: Vec<String>,
}

impl Command for PublishUpdate {
    const NAME: &'static str = "publish_update";
    type Subject = Addressed;
    type Done = UpdateDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Addressed> {
        Addressed::load(desk, self.update)
    }

    fn gate(&self, subject: &Addressed) -> Gate {
        Gate::Product(Permission::TellAudiences, subject.update.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: Addressed) -> Result<UpdateDone> {
        subject.refuse_archived()?;
        audiences::refuse_archived(&subject.audience)?;
        if subject.update.body.is_empty() {
            return Refusal::conflict("Nothing is written yet. Draft it, or write it, then publish.");
        }
        let (shown, leaks) = queries::shown(desk.tx, desk.actor, &subject)?;
        let kept = refuse_leaks(&leaks, &self.keep)?;
        let kept = serde_json::to_string(&kept).map_err(broken)?;
        let (id, kind) = (desk.moment.id(), PublicationKind::StatusUpdate);
        let number = next_number(desk.tx, desk.workspace(), subject.update.id.0, kind)?;
        let mailed = if self.mail { mail(desk, &subject, id)? } else { 0 };
        desk.add(&publication(desk, &subject, &shown, Numbers { id, number, mailed, kept })?)?;
        let after = StatusUpdate {
            state: UpdateState::Published,
            is_draft: false,
            revision: number,
            published_at: subject.update.published_at.or(Some(desk.now())),
            ..subject.update.clone()
        };
        desk.change(&subject.update, &after)?;
        Ok(subject.done(&after))
    }

    fn sentence(&self, done: &UpdateDone) -> String {
        let mails = if self.mail { " Mails wait for five minutes." } else { "" };
        format!("{} is published, revision {}.{mails}", done.key, done.revision)
    }
}

struct Numbers {
    id: PublicationId,
    number: i64,
    mailed: i64,
    kept: String,
}

fn publication(desk: &Desk<'_>, subject: &Addressed, shown: &Shown, numbers: Numbers) -> Result<Publication> {
    Ok(Publication {
        id: numbers.id,
        product_id: subject.product.id,
        audience_id: subject.audience.id,
        kind: PublicationKind::StatusUpdate,
        subject_id: subject.update.id.0,
        number: numbers.number,
        title: subject.update.title.clone(),
        shown: serde_json::to_string(shown).map_err(broken)?,
        kept: numbers.kept,
        mailed: numbers.mailed,
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
    })
}

/// Queues a mail for everybody of the audience who has an address; how many there are.
fn mail(desk: &Desk<'_>, subject: &Addressed, publication: PublicationId) -> Result<i64> {
    let due = desk.now().plus_seconds(HOLD_SECONDS);
    let people = people_reached(desk.tx, desk.actor, &subject.audience)?;
    let contacts = contacts_reached(desk.tx, desk.actor, &subject.audience)?;
    let people = people.iter().map(|person| (Some(person.id), None));
    let all = people.chain(contacts.iter().map(|contact| (None, Some(contact.id))));
    let mut mailed = 0;
    for (person, contact) in all {
        desk.job(MailUpdate::JOB, due, &MailUpdate { publication, person, contact })?;
        mailed += 1;
    }
    Ok(mailed)
}
