//! The files of an item, for the page of that item: `_attachments.html`.

use domain::acceptance::VerdictId;
use domain::attachments::AttachmentId;
use domain::attachments::media;
use domain::attachments::queries::{AttachmentRow, attachments, may_attach, may_remove};
use domain::attachments::rules::{PUT_AWAY_DAYS, in_words};
use domain::spine::id::ProductId;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use uuid::Uuid;

use crate::communication::talk::talk_part::day;
use crate::visit::Visit;

/// What the page shows of it.
pub const SHOWS: [&str; 1] = ["attachment"];

/// A file as a line of the list.
pub struct File {
    pub id: AttachmentId,
    pub name: String,
    /// `1.5 MB`
    pub size: String,
    /// Whether a browser shows it as a picture.
    pub is_picture: bool,
    pub by: String,
    pub at: String,
    pub day: String,
    pub part_noun: Option<String>,
    part: Option<Uuid>,
    pub is_removed: bool,
    pub may_remove: bool,
}

/// The files of one item.
pub struct Attached {
    pub key: String,
    files: Vec<File>,
    pub may_attach: bool,
    pub may_erase: bool,
    /// Megabytes of one file at most.
    pub file_mb_max: i64,
}

impl Attached {
    pub fn load(visit: &Visit<'_>, key: &str, item: Uuid, product: Option<ProductId>) -> Result<Self> {
        let rows = visit.tx.together(attachments(&visit.actor, item)?)?;
        Ok(Self::of(visit, key, product, rows))
    }

    /// The same of what was asked for together with the rest of a page.
    pub fn of(visit: &Visit<'_>, key: &str, product: Option<ProductId>, rows: Vec<AttachmentRow>) -> Self {
        let products = visit.products();
        let zone = products.iter().find(|one| Some(one.id) == product).or(products.first());
        let zone = zone.map_or("UTC", |product| product.time_zone.as_str());
        Self {
            key: key.to_owned(),
            files: rows.into_iter().map(|row| File::of(visit, row, zone)).collect(),
            may_attach: may_attach(&visit.actor, product),
            may_erase: visit.actor.person.is_some() && visit.actor.may_in_workspace(Permission::EraseFiles),
            file_mb_max: visit.caller.house.files.limits.file_bytes_max >> 20,
        }
    }

    /// What hangs on the item.
    pub fn files(&self) -> Vec<&File> {
        self.files.iter().filter(|file| !file.is_removed).collect()
    }

    /// What was seen when a criterion was judged.
    pub fn of_verdict(&self, verdict: &VerdictId) -> Vec<&File> {
        let part = verdict.0;
        self.files.iter().filter(|file| !file.is_removed && file.part == Some(part)).collect()
    }

    /// What was removed and can be brought back.
    pub fn removed(&self) -> Vec<&File> {
        self.files.iter().filter(|file| file.is_removed).collect()
    }

    /// `3 files`
    pub fn summary(&self) -> String {
        match self.files().len() {
            0 => String::new(),
            1 => "1 file".into(),
            count => format!("{count} files"),
        }
    }

    pub fn kept_days(&self) -> i64 {
        PUT_AWAY_DAYS
    }
}

impl File {
    fn of(visit: &Visit<'_>, row: AttachmentRow, zone: &str) -> Self {
        Self {
            id: row.id,
            size: in_words(row.byte_count),
            is_picture: media::kept(&row.media_type).is_some_and(|media| media.shown),
            by: row.by_name.unwrap_or_else(|| "Throughline".into()),
            at: row.created_at.exact().to_string(),
            day: day(&row.created_at, visit.now, zone),
            part_noun: row.part_noun,
            part: row.part_id,
            is_removed: row.archived_at.is_some(),
            may_remove: visit.actor.person.is_some()
                && may_remove(&visit.actor, row.product_id, row.created_by),
            name: row.name,
        }
    }

    /// What stands behind the last dot: in the place of a picture.
    pub fn ending(&self) -> String {
        media::ending(&self.name)
    }
}
