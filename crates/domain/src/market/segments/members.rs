//! In which segments customers are, who can be reached there, and by which words a rule could find them.

use database::Tx;
use serde::Serialize;

use super::membership::{NO_PRODUCT, Ruled, Statement};
use super::queries::Known;
use super::{ConditionKind, SegmentId};
use crate::market::{ContactId, CustomerId};
use crate::spine::actor::Actor;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

const MEMBERSHIPS_MAX: i64 = 50_000;

database::row! {
    /// That a customer is in a segment.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    pub struct Membership {
        pub segment_id: SegmentId,
        pub customer_id: CustomerId,
    }
}

/// Who is in which segment.
pub fn memberships(tx: &Tx<'_>, actor: &Actor, segments: &[Known]) -> Result<Vec<Membership>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let rules: Vec<Ruled> = segments.iter().map(|known| known.rule.clone()).collect();
    let mut statement = Statement::new(&actor.workspace);
    let sql = format!(
        "select m.segment_id, m.customer_id from ({}) m limit {}",
        statement.membership(&rules),
        statement.bind(&MEMBERSHIPS_MAX)
    );
    Ok(statement.query(sql).all(tx)?)
}

/// In which of these segments one customer is.
pub fn segments_of<'k>(
    tx: &Tx<'_>,
    actor: &Actor,
    customer: CustomerId,
    segments: &'k [Known],
) -> Result<Vec<&'k Known>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let rules: Vec<Ruled> = segments.iter().map(|known| known.rule.clone()).collect();
    let mut statement = Statement::new(&actor.workspace);
    let sql = format!(
        "select m.segment_id, m.customer_id from ({}) m where m.customer_id = {} limit 200",
        statement.membership(&rules),
        statement.bind(&customer)
    );
    let found: Vec<Membership> = statement.query(sql).all(tx)?;
    Ok(segments.iter().filter(|known| found.iter().any(|one| one.segment_id == known.rule.id)).collect())
}

/// The contacts of a segment who may be written to, at most `most` of them.
pub fn reachable(tx: &Tx<'_>, actor: &Actor, rule: &Ruled, most: i64) -> Result<Vec<ContactId>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let mut statement = Statement::new(&actor.workspace);
    let rules = std::slice::from_ref(rule);
    let sql = format!(
        "select k.id
           from ({}) m
           join contact k on k.workspace_id = $1 and k.customer_id = m.customer_id
          where k.archived_at is null and k.may_contact and k.email <> ''
          order by k.id
          limit {}",
        statement.membership(rules),
        statement.bind(&most)
    );
    let found: Vec<Reachable> = statement.query(sql).all(tx)?;
    Ok(found.into_iter().map(|one| one.id).collect())
}

database::row! {
    struct Reachable {
        id: ContactId,
    }
}

database::row! {
    /// A word that a condition can ask for: a tag or a plan of some customer.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Word {
        pub kind: ConditionKind,
        pub word: String,
    }
}

/// The tags and the plans that customers have.
pub fn words(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Word>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = "
        select distinct 'has_tag' as kind, b.label as word from label b
         where b.workspace_id = $1 and b.product_id = $2 and b.noun = 'customer'
         union
        select distinct 'plan_is', c.plan from customer c
         where c.workspace_id = $1 and c.archived_at is null and c.plan <> ''
         order by 1, 2
         limit 200";
    Ok(tx.all(sql, &[&actor.workspace, &NO_PRODUCT])?)
}
