//! Who is told of what: one row for each person and item, with the strongest reason, made in the transaction of the
//! change itself. Nobody is told of their own doing, or of what they may not read.

mod informing;
pub mod jobs;
pub mod mark;
pub(crate) mod moved;
pub mod queries;
pub mod reactions;
pub mod rules;
pub mod set_notifications;
pub mod stop_mails;

use crate::spine::id::PersonId;
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// How somebody wishes to be told.
    NotificationSettingId,
}

item! {
    /// How somebody wishes to be told, for each reason. Who has none is told by the digest.
    NotificationSetting, noun "notification_setting", table "notification_setting" {
        Key id: NotificationSettingId,
        Public person_id: PersonId,
        Public assigned: Way,
        Public mentioned: Way,
        Public your_feedback: Way,
        Public following: Way,
        Public your_team: Way,
        /// The hour of the digest, 0 to 23.
        Public digest_hour: i64,
        /// An IANA name; empty: that of the product.
        Public time_zone: String,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// Why somebody is told, the most urgent first.
    Reason {
        Assigned = "assigned",
        Mentioned = "mentioned",
        /// What they recorded for a customer led somewhere.
        YourFeedback = "your_feedback",
        Following = "following",
        YourTeam = "your_team",
    }
}

words! {
    /// How somebody is told.
    Way {
        Off = "off",
        /// On the page of notifications alone.
        App = "app",
        /// And in one mail a day.
        Digest = "digest",
        /// And in a mail of its own.
        Mail = "mail",
    }
}

/// The hour of the digest for who has chosen none.
pub const DIGEST_HOUR: i64 = 7;

impl NotificationSetting {
    /// How somebody is told who has chosen nothing.
    pub fn usual(id: NotificationSettingId, person_id: PersonId) -> Self {
        Self {
            id,
            person_id,
            assigned: Way::Digest,
            mentioned: Way::Digest,
            your_feedback: Way::Digest,
            following: Way::Digest,
            your_team: Way::Digest,
            digest_hour: DIGEST_HOUR,
            time_zone: String::new(),
            archived_at: None,
        }
    }

    pub fn way(&self, reason: Reason) -> Way {
        match reason {
            Reason::Assigned => self.assigned,
            Reason::Mentioned => self.mentioned,
            Reason::YourFeedback => self.your_feedback,
            Reason::Following => self.following,
            Reason::YourTeam => self.your_team,
        }
    }
}

impl Upkeep for NotificationSetting {}
