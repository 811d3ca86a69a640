//! What can hang on a feedback, a contact, a customer or a need: the closed list of every column that refers to one, and
//! what a merge does with it. A test reads the schema and fails where a reference is missing here.

use super::carry::{Link, Once, link};
use crate::attachments::Attachment;
use crate::communication::decisions::DecisionItem;
use crate::communication::kano::KanoAnswer;
use crate::communication::talk::{Comment, Follower};
use crate::communication::{Response, Telling};
use crate::discovery::capabilities::CapabilityNeed;
use crate::discovery::personas::PersonaQuote;
use crate::discovery::research::Interview;
use crate::discovery::{Feedback, Need, NeedGoal, Quote, TrendNeed};
use crate::market::segments::SegmentCustomer;
use crate::market::{Contact, Customer};
use crate::roadmap::FeatureNeed;

/// What a quote that is there already would leave behind.
const ON_A_QUOTE: &[Link] = &[link::<PersonaQuote>("quote_id", Once::Key(&["persona_entry_id"]))];

pub const OF_FEEDBACK: &[Link] = &[
    link::<Quote>("feedback_id", Once::Standing(&["need_id", "customer_id", "passage"])).with(ON_A_QUOTE),
    link::<Response>("feedback_id", Once::Never),
    link::<Feedback>("merged_into_id", Once::Never),
    link::<Feedback>("follows_id", Once::Never),
    link::<Comment>("item_id", Once::Never),
    link::<Attachment>("item_id", Once::Never),
    link::<Follower>("item_id", Once::Key(&["person_id"])),
    link::<DecisionItem>("item_id", Once::Key(&["decision_id"])),
];

pub const OF_CONTACT: &[Link] = &[
    link::<Feedback>("contact_id", Once::Never),
    link::<Interview>("contact_id", Once::Never),
    link::<Telling>("contact_id", Once::Key(&["release_id"])).giving(&["told_at"]),
    link::<Response>("contact_id", Once::Key(&["feature_id"])).giving(&[
        "answered_at",
        "asked_at",
        "answer",
        "body",
        "feedback_id",
    ]),
    link::<KanoAnswer>("contact_id", Once::Key(&["survey_id"])).giving(&[
        "answered_at",
        "asked_at",
        "with_it",
        "without_it",
    ]),
    link::<Contact>("merged_into_id", Once::Never),
];

pub const OF_CUSTOMER: &[Link] = &[
    link::<Contact>("customer_id", Once::Never),
    link::<Feedback>("customer_id", Once::Never),
    link::<Quote>("customer_id", Once::Never),
    link::<Interview>("customer_id", Once::Never),
    link::<Response>("customer_id", Once::Never),
    link::<SegmentCustomer>("customer_id", Once::Key(&["segment_id"])),
    link::<Customer>("merged_into_id", Once::Never),
    link::<Comment>("item_id", Once::Never),
    link::<Attachment>("item_id", Once::Never),
    link::<Follower>("item_id", Once::Key(&["person_id"])),
    link::<DecisionItem>("item_id", Once::Key(&["decision_id"])),
];

pub const OF_NEED: &[Link] = &[
    link::<Quote>("need_id", Once::Standing(&["feedback_id", "said_in_id", "passage_start", "passage"]))
        .with(ON_A_QUOTE),
    link::<NeedGoal>("need_id", Once::Key(&["goal_id"])),
    link::<FeatureNeed>("need_id", Once::Key(&["feature_id"])),
    link::<TrendNeed>("need_id", Once::Key(&["trend_id"])),
    link::<CapabilityNeed>("need_id", Once::Key(&["capability_id"])),
    link::<Need>("parent_id", Once::Never),
    link::<Need>("merged_into_id", Once::Never),
    link::<Comment>("item_id", Once::Never),
    link::<Attachment>("item_id", Once::Never),
    link::<Follower>("item_id", Once::Key(&["person_id"])),
    link::<DecisionItem>("item_id", Once::Key(&["decision_id"])),
];

/// Columns that refer, or can refer, to one of them and stay as they are, each with why.
pub const STAYS: &[(&str, &str, &str)] = &[
    ("quote", "said_in_id", "a passage stands in the text in which it was said"),
    ("goal", "parent_id", "a goal is below a goal"),
    ("interview", "feedback_id", "the notes of an interview are merged with nothing"),
    ("item_key", "item_id", "the old key leads on, by what its item was merged into"),
    ("change", "item_id", "the log is only added to"),
    ("held_value", "item_id", "what an item said before stays with it"),
    ("import_row", "item_id", "an import follows what its item was merged into"),
    ("search_entry", "item_id", "the words stay those of the one that went"),
    ("search_entry", "found_as", "kept with the words"),
    ("label", "item_id", "kept with the tags"),
    ("demand", "need_id", "kept with the passages"),
    ("demand", "customer_id", "kept with the passages"),
    ("item_tally", "item_id", "kept with the stories"),
    ("forecast", "item_id", "a feature or a release, which are not merged"),
    ("notification", "item_id", "moved in the second door, as it is in no log"),
    ("kept_notification", "item_id", "says how a notification was before a merge"),
    ("attachment", "part_id", "a file stays with the verdict, comment or note that it came with"),
    (
        "mail_message",
        "feedback_id",
        "an answer finds what its mail is about, and goes on to what that was merged into",
    ),
    ("stored_file", "id", "the bytes stay where they are"),
    ("audience_item", "item_id", "only features and releases are hidden or renamed"),
    ("publication", "subject_id", "only updates, roadmaps and plans are published"),
];

/// Every link of which a merge writes rows: with those below it.
pub(super) fn written() -> impl Iterator<Item = &'static Link> {
    all().flat_map(|link| std::iter::once(link).chain(link.below))
}

/// Every link, for the test that compares them with the schema.
pub fn all() -> impl Iterator<Item = &'static Link> {
    [OF_FEEDBACK, OF_CONTACT, OF_CUSTOMER, OF_NEED].into_iter().flatten()
}
