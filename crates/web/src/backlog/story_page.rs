//! The page of one story: its words, what it is accepted by, its history.

use askama::Template;
use domain::backlog::queries::{StoryName, first_but};
use domain::backlog::waiting::{Linked, linked};
use domain::backlog::{Criterion, Kind, Purpose, State, Story};
use domain::line::queries::Stop;
use domain::roadmap::queries::{FeatureTaking, features_taking};
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use domain::sprint::skills::queries::{Needed, needed_by};

use super::api::by_key;
use super::hints_part::HintsPart;
use super::in_words::hints;
use crate::acceptance::story_parts::{self, StoryParts};
use crate::answer;
use crate::communication::decisions::about::{self, Decided};
use crate::communication::talk::talk_part::{self, About, Talk};
use crate::line::history::{Entry, of_item};
use crate::line::stops::{self, Shown};
use crate::people::offered::{self, Offered};
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::sprint::board::story_parts::{self as work_parts, WorkParts};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 30;
/// As many as a sprint is planned from.
const OTHERS_MAX: i64 = 60;

#[derive(Template)]
#[template(path = "backlog/story.html")]
struct StoryPage {
    frame: Frame,
    key: String,
    story: Story,
    acceptance: StoryParts,
    work: WorkParts,
    offered: Offered,
    /// Under which it may be put.
    features: Vec<FeatureTaking>,
    /// Of its product, with the share of the story that needs each.
    skills: Vec<Needed>,
    decided: Decided,
    history: Vec<Entry>,
    talk: Talk,
    /// On the sentence, and on the criteria.
    hints: [HintsPart; 2],
    /// What it waits for, and what waits for it.
    linked: Vec<Linked>,
    /// Stories from the top of the backlog, for one to be chosen that it waits for.
    others: Vec<StoryName>,
    may_write: bool,
    may_estimate: bool,
}

impl StoryPage {
    fn load(visit: &Visit<'_>, key: &str) -> Result<Self> {
        let story = by_key(visit, key)?;
        let product = visit.product(key.rsplit_once('-').found("story")?.0)?;
        let may_write = visit.actor.may(Permission::WriteStories, product.id);
        let mut frame = Frame::of_product(visit, &product, Here::Backlog, &shows())?;
        let shown = Shown::new(Stop::Story, story.id.0, key, &story.title);
        stops::through(visit, &mut frame, &shown)?;
        let acceptance = story_parts::load(visit, &story, &visit.caller.url)?;
        let criteria: Vec<Criterion> =
            acceptance.criteria.iter().map(|judged| judged.criterion.clone()).collect();
        let hints = hints(visit, &product.prefix, &story, &criteria)?;
        let may_estimate = visit.actor.may(Permission::EstimateStories, product.id);
        let others = may_write.then(|| first_but(&visit.actor, &story, OTHERS_MAX)).transpose()?;
        let (offered, features, skills, others) = visit.tx.together((
            offered::ask(visit, story.assignee_id, may_estimate)?,
            features_taking(&visit.actor, product.id, story.feature_id)?,
            needed_by(&visit.actor, product.id, story.id)?,
            others,
        ))?;
        Ok(Self {
            frame,
            acceptance,
            hints: HintsPart::both(story.id, hints, may_write),
            work: work_parts::load(visit, &story, &visit.caller.url)?,
            offered,
            features,
            skills,
            decided: Decided::of(visit, &product, story.id.0)?,
            history: of_item(visit, story.id.0, HISTORY_SHOWN)?,
            talk: Talk::load(
                visit,
                &About {
                    key,
                    item: story.id.0,
                    product: Some(product.id),
                    own: &[story.created_by, story.assignee_id],
                },
            )?,
            linked: linked(visit.tx, &visit.actor, &story)?,
            others,
            may_write,
            may_estimate,
            key: key.to_owned(),
            story,
        })
    }

    /// "As a …, I want …, so that …", as far as it is written.
    fn sentence(&self) -> String {
        let story = &self.story;
        let mut sentence = String::new();
        for (lead, text) in [("As ", &story.role), ("I want ", &story.want), ("so that ", &story.benefit)] {
            if !text.is_empty() {
                let comma = if sentence.is_empty() { "" } else { ", " };
                sentence.push_str(&format!("{comma}{lead}{text}"));
            }
        }
        sentence
    }

    fn prefix(&self) -> &str {
        self.key.rsplit_once('-').map_or("", |(prefix, _)| prefix)
    }

    fn feature(&self) -> Option<&FeatureTaking> {
        self.features.iter().find(|feature| Some(feature.id) == self.story.feature_id)
    }

    fn is_for(&self, purpose: &Purpose) -> bool {
        self.story.purpose == Some(*purpose)
    }

    /// The texts that can be edited: the field, how the page calls it, what stands there.
    fn texts(&self) -> [(&'static str, &'static str, &str); 4] {
        let story = &self.story;
        [
            ("role", "As", &story.role),
            ("want", "I want", &story.want),
            ("benefit", "so that", &story.benefit),
            ("description", "More", &story.description),
        ]
    }

    fn is_waited_for(&self) -> bool {
        self.linked.iter().any(|other| other.waits)
    }

    fn points(&self) -> String {
        self.story.size().to_string()
    }
}

/// What renews the page.
fn shows() -> Vec<&'static str> {
    let own = ["dependency", "skill", "story_skill"];
    [&story_parts::SHOWS[..], &work_parts::SHOWS, &talk_part::SHOWS, &own, &about::SHOWS].concat()
}

fn is_long(field: &str) -> bool {
    field == "description"
}

fn state_word(state: &State) -> &'static str {
    match state {
        State::Proposed => "Proposed",
        State::Todo => "To do",
        State::Doing => "Doing",
        State::Done => "Done, to accept",
        State::Accepted => "Accepted",
    }
}

/// The page of the story with this key.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    answer::render(&StoryPage::load(visit, key)?, visit.language)
}
