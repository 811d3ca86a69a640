//! An update is drafted from the change log.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::standings::propose;
use super::{
    Addressed, StatusUpdate, StatusUpdateId, UpdateDone, UpdateGoal, UpdateState, drafting, log, names,
    queries,
};
use crate::communication::audiences::{Audience, AudienceId, load, refuse_archived};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// The first update to an audience looks back so far.
const FIRST_DAYS: i64 = 30;

/// Draft a status update for an audience from what changed since the last one. A draft that nobody wrote in is drafted
/// again; what somebody wrote is kept unless asked.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DraftUpdate {
    pub audience: AudienceId,
    /// Whether what somebody wrote in the draft may be lost.
    #[serde(default)]
    pub overwrite: bool,
}

impl Command for DraftUpdate {
    const NAME: &'static str = "draft_update";
    type Subject = (Audience, Product);
    type Done = UpdateDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (audience, product): (Audience, Product)) -> Result<UpdateDone> {
        refuse_archived(&audience)?;
        let open = queries::open_draft(desk.tx, desk.workspace(), audience.id)?;
        if open.as_ref().is_some_and(|draft| !draft.is_draft) && !self.overwrite {
            return Refusal::conflict(
                "Somebody has written in the draft for them. Say that it may be overwritten, or go on writing.",
            );
        }
        let (after_seq, since) = self.from(desk, &audience)?;
        let happened = log::since(desk.tx, desk.actor, product.id, (after_seq, since))?;
        let named = names::names(desk.tx, desk.actor, (&audience, &product), &happened)?;
        let body = drafting::body(&happened, &named.known());
        let update = StatusUpdate {
            title: title(&product, since, desk.now()),
            body,
            is_draft: true,
            after_seq,
            until_seq: desk.seq - 1,
            since,
            changes: happened.changes,
            ..match &open {
                Some(draft) => draft.clone(),
                None => blank(desk, &audience, &product)?,
            }
        };
        match &open {
            Some(draft) => desk.change(draft, &update)?,
            None => desk.add(&update)?,
        }
        if audience.shows_goals {
            stand(desk, &update, &product)?;
        }
        let addressed = Addressed { update: update.clone(), product, audience };
        Ok(addressed.done(&update))
    }

    fn sentence(&self, done: &UpdateDone) -> String {
        match done.changes {
            1 => format!("{} is drafted from 1 change.", done.key),
            n => format!("{} is drafted from {n} changes.", done.key),
        }
    }
}

impl DraftUpdate {
    /// After which change it begins, and when that was.
    fn from(&self, desk: &Desk<'_>, audience: &Audience) -> Result<(i64, Timestamp)> {
        let last = queries::last_told(desk.tx, desk.workspace(), audience.id)?;
        let first = || (0, desk.now().plus_days(-FIRST_DAYS));
        Ok(last.map_or_else(first, |last| (last.until_seq, last.created_at)))
    }
}

fn blank(desk: &Desk<'_>, audience: &Audience, product: &Product) -> Result<StatusUpdate> {
    let id: StatusUpdateId = desk.moment.id();
    Ok(StatusUpdate {
        id,
        product_id: product.id,
        number: desk.next_number::<StatusUpdate>(product.id, id)?,
        audience_id: audience.id,
        title: String::new(),
        body: String::new(),
        is_draft: true,
        state: UpdateState::Draft,
        after_seq: 0,
        until_seq: 0,
        since: desk.now(),
        changes: 0,
        revision: 0,
        published_at: None,
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
    })
}

/// "Invoicing, 5 to 18 November".
fn title(product: &Product, since: Timestamp, now: Timestamp) -> String {
    let (from, to) = (since.day_in(&product.time_zone), now.day_in(&product.time_zone));
    let told = if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{} to {}", from.strftime("%-d"), to.strftime("%-d %B"))
    } else {
        format!("{} to {}", from.strftime("%-d %B"), to.strftime("%-d %B"))
    };
    format!("{}, {told}", product.name)
}

/// How each active goal stands, proposed anew; what somebody said of one before is written over with the draft.
fn stand(desk: &Desk<'_>, update: &StatusUpdate, product: &Product) -> Result<()> {
    let today = Day::of(desk.now().day_in(&product.time_zone));
    let known = queries::standings_kept(desk.tx, desk.workspace(), update.id)?;
    for (goal, key_results) in queries::measured(desk.tx, desk.actor)? {
        let (standing, words) = propose(&key_results, today);
        // Of what is not measured there is nothing to tell, unless somebody knows.
        let archived_at = key_results.is_empty().then(|| desk.now());
        match known.iter().find(|known| known.goal_id == goal) {
            Some(known) => {
                desk.change(known, &UpdateGoal { standing, words, archived_at, ..known.clone() })?;
            }
            None => desk.add(&UpdateGoal {
                id: desk.moment.id(),
                product_id: product.id,
                update_id: update.id,
                goal_id: goal,
                standing,
                words,
                created_at: desk.now(),
                archived_at,
            })?,
        }
    }
    Ok(())
}
