//! How what somebody says becomes a row.

use crate::backlog::StoryId;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::sprint::{Sprint, SprintVoice, Stance};

pub(super) fn agrees(desk: &Desk<'_>, sprint: &Sprint, person_id: PersonId) -> SprintVoice {
    SprintVoice {
        id: desk.moment.id(),
        product_id: sprint.product_id,
        sprint_id: sprint.id,
        person_id,
        story_id: None,
        stance: Stance::Agrees,
        body: String::new(),
        answer: String::new(),
        created_at: desk.now(),
        archived_at: None,
    }
}

pub(super) fn objects(voice: SprintVoice, story: StoryId, body: String) -> SprintVoice {
    SprintVoice { story_id: Some(story), stance: Stance::Objects, body, ..voice }
}
