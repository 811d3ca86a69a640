//! What anybody reads of a product whose portal is open, without being signed in.

use database::Tx;

use super::kano::KanoSurveyId;
use super::{Release, ReleaseId};
use crate::people::Product;
use crate::people::queries::{WorkspaceHead, workspace_by_slug};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};

/// Notes of a page at most.
pub const NOTES_MAX: i64 = 20;
/// Surveys at most.
const SURVEYS_MAX: i64 = 5;

/// An open portal. Having one is the right to read it: it is made by [`open`] alone.
#[derive(Clone, Debug)]
pub struct Portal {
    pub workspace: WorkspaceHead,
    pub product: Product,
}

/// The portal of a product. One that is closed is not found, like one that is not there.
pub fn open(tx: &Tx<'_>, slug: &str, prefix: &str) -> Result<Portal> {
    let workspace = workspace_by_slug(tx, slug)?.found("portal")?;
    let sql = format!("{} where workspace_id = $1 and prefix = $2", Product::select());
    let product: Option<Product> = tx.maybe(&sql, &[&workspace.id, &prefix])?;
    let product =
        product.filter(|product| product.portal && product.archived_at.is_none()).found("portal")?;
    Ok(Portal { workspace, product })
}

database::row! {
    /// A note that stands on the portal.
    #[derive(Clone, Debug, PartialEq)]
    pub struct NoteRow {
        pub id: ReleaseId,
        pub version: String,
        pub name: String,
        pub note_title: String,
        pub note_body: String,
        pub note_published_at: Timestamp,
        /// How many contacts asked for what it brings.
        pub asked: i64,
    }
}

/// The notes of a portal, newest first; those before `before`.
pub fn notes(tx: &Tx<'_>, portal: &Portal, before: Option<Timestamp>) -> Result<Vec<NoteRow>> {
    let before = before.unwrap_or(Timestamp(i64::MAX));
    let sql = format!(
        "select r.id, r.version, r.name, r.note_title, r.note_body, r.note_published_at,
                (select count(*) from telling t
                  where t.workspace_id = $1 and t.release_id = r.id and t.archived_at is null) as asked
           from {} r
          where r.workspace_id = $1 and r.product_id = $2 and r.archived_at is null
            and r.note_published_at is not null and r.note_published_at < $3
          order by r.note_published_at desc
          limit $4",
        Release::TABLE
    );
    Ok(tx.all(&sql, &[&portal.workspace.id, &portal.product.id, &before, &NOTES_MAX])?)
}

database::row! {
    /// A survey that the portal offers.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Offered { pub id: KanoSurveyId, pub called: String, pub benefit: String }
}

/// The open surveys that a portal offers, the newest first.
pub fn surveys(tx: &Tx<'_>, portal: &Portal) -> Result<Vec<Offered>> {
    let sql = "
        select id, called, benefit from kano_survey
         where workspace_id = $1 and product_id = $2 and on_portal and ended_at is null and archived_at is null
         order by created_at desc, id desc
         limit $3";
    Ok(tx.all(sql, &[&portal.workspace.id, &portal.product.id, &SURVEYS_MAX])?)
}
