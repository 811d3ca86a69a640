//! What anybody reads of what was published to them: by a secret link, or in public on the portal. Nobody signs in here.

use database::Tx;

use super::queries::newest_of;
use super::{Publication, PublicationKind};
use crate::communication::audiences::queries::public_of;
use crate::communication::audiences::{Audience, AudienceId};
use crate::communication::portal::Portal;
use crate::people::Product;
use crate::people::queries::{WorkspaceHead, workspace_by_slug};
use crate::people::sessions::token_hash;
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};

/// Updates of a list at most.
pub const UPDATES_MAX: i64 = 50;

/// An audience whose publications may be read. Having one is the right: it is made by [`by_link`] and [`in_public`] alone.
#[derive(Clone, Debug)]
pub struct Shared {
    pub workspace: WorkspaceHead,
    pub product: Product,
    pub audience: Audience,
}

/// What a secret link opens. One that ran out or was revoked is not found, like one that was never made.
pub fn by_link(tx: &Tx<'_>, slug: &str, token: &str, now: Timestamp) -> Result<Shared> {
    let workspace = workspace_by_slug(tx, slug)?.found("page")?;
    let sql = "
        select audience_id as value from audience_link
         where workspace_id = $1 and token_hash = $2 and archived_at is null and expires_at > $3";
    let audience: Option<AudienceId> = tx.value(sql, &[&workspace.id, &token_hash(token), &now])?;
    let audience = Audience::load(tx, workspace.id, audience.found("page")?.0)?;
    let audience = audience.filter(|audience| audience.archived_at.is_none()).found("page")?;
    let product = Product::load(tx, workspace.id, audience.product_id.0)?;
    let product = product.filter(|product| product.archived_at.is_none()).found("page")?;
    Ok(Shared { workspace, product, audience })
}

/// What is published to everybody, where the portal is open and somebody made a public audience.
pub fn in_public(tx: &Tx<'_>, portal: &Portal) -> Result<Option<Shared>> {
    let (workspace, product) = (portal.workspace.clone(), portal.product.clone());
    let audience = public_of(tx, workspace.id, product.id)?;
    Ok(audience.map(|audience| Shared { workspace, product, audience }))
}

/// The newest revision of the roadmap or of the plan of releases.
pub fn newest(tx: &Tx<'_>, shared: &Shared, kind: PublicationKind) -> Result<Option<Publication>> {
    newest_of(tx, shared.workspace.id, shared.audience.id, kind)
}

/// The status updates, each in its newest revision, the newest first; those before `before`.
pub fn updates(tx: &Tx<'_>, shared: &Shared, before: Option<Timestamp>) -> Result<Vec<Publication>> {
    let fields = Publication::FIELDS.iter().map(|field| format!("v.{}", field.name)).collect::<Vec<_>>();
    let sql = format!(
        "select {} from publication v
          where v.workspace_id = $1 and v.audience_id = $2 and v.kind = 'status_update'
            and v.archived_at is null and v.created_at < $3
            and exists (select 1 from status_update u
                         where u.workspace_id = $1 and u.id = v.subject_id and u.archived_at is null)
            and not exists (select 1 from publication n
                             where n.workspace_id = $1 and n.subject_id = v.subject_id and n.kind = v.kind
                               and n.number > v.number and n.archived_at is null)
          order by v.created_at desc
          limit $4",
        fields.join(", ")
    );
    let before = before.unwrap_or(Timestamp(i64::MAX));
    Ok(tx.all(&sql, &[&shared.workspace.id, &shared.audience.id, &before, &UPDATES_MAX])?)
}
