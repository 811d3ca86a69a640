//! The page of one release: what is in it, its note beside what readers see, who is told, and the decision.

use askama::Template;
use domain::backlog::State;
use domain::communication::queries::{self, ReachRow, ReleaseRow, StoryRow};
use domain::communication::rules::HOLD_SECONDS;
use domain::communication::{Reach, Release, ReleaseState};
use domain::line::queries::Stop;
use domain::people::Product;
use domain::spine::change;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use domain::sprint::before::Of;

use super::launch::Launch;
use super::note;
use super::releases_page::audience;
use crate::answer;
use crate::attachments::attached_part::{self, Attached};
use crate::communication::decisions::about::{self, Decided};
use crate::communication::talk::talk_part::{self, About, Talk};
use crate::line::history::{Entry, of_item};
use crate::line::stops::{self, Shown};
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::sprint::forecast::{When, when};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 30;

#[derive(Template)]
#[template(path = "communication/release.html")]
struct ReleasePage {
    frame: Frame,
    product: Product,
    key: String,
    release: Release,
    stories: Vec<StoryRow>,
    /// Stories that could go in.
    free: Vec<StoryRow>,
    /// Where else stories could go.
    others: Vec<ReleaseRow>,
    reach: ReachRow,
    /// The note as readers see it.
    preview: String,
    /// The number of the change that can still be taken back whole.
    to_take_back: Option<i64>,
    forecast: Option<When>,
    decided: Decided,
    launch: Launch,
    history: Vec<Entry>,
    attached: Attached,
    talk: Talk,
    may_release: bool,
}

/// The release with a key such as `INV-214`, and its product.
pub fn by_key(visit: &Visit<'_>, key: &str) -> Result<(Product, Release)> {
    let (prefix, number) = key.rsplit_once('-').found("release")?;
    let product = visit.product(prefix)?;
    let number = number.parse().ok().found("release")?;
    let release = queries::release(visit.tx, &visit.actor, product.id, number)?;
    Ok((product, release))
}

/// The page of the release with this key.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    let (product, release) = by_key(visit, key)?;
    let shows = ["release", "story", "telling", "response", "launch_step"];
    let shows = [&shows[..], &talk_part::SHOWS, &attached_part::SHOWS, &about::SHOWS].concat();
    let mut frame = Frame::of_product(visit, &product, Here::Releases, &shows)?;
    let shown =
        Shown { above: &release.version, ..Shown::new(Stop::Release, release.id.0, key, &release.name) };
    stops::through(visit, &mut frame, &shown)?;
    let may_release = visit.actor.may(Permission::ReleaseStories, product.id);
    let fills = may_release && release.state == ReleaseState::Planned;
    let mut others = queries::releases(visit.tx, &visit.actor, product.id)?;
    others.retain(|other| other.state == ReleaseState::Planned && other.id != release.id);
    let page = ReleasePage {
        frame,
        key: key.to_owned(),
        stories: queries::stories(visit.tx, &visit.actor, &release)?,
        free: if fills { queries::free_stories(visit.tx, &visit.actor, product.id)? } else { Vec::new() },
        others,
        reach: queries::reach(visit.tx, &visit.actor, &release)?,
        preview: note::html(&release.note_body),
        to_take_back: to_take_back(visit, &release)?,
        forecast: when(visit, &product, Of::Release(release.id), release.planned_on)?,
        decided: Decided::of(visit, &product, release.id.0)?,
        launch: Launch::of(visit, &release, &product.time_zone)?,
        history: of_item(visit, release.id.0, HISTORY_SHOWN)?,
        attached: Attached::load(visit, key, release.id.0, Some(product.id))?,
        talk: Talk::load(
            visit,
            &About { key, item: release.id.0, product: Some(product.id), own: &[release.created_by] },
        )?,
        may_release,
        product,
        release,
    };
    answer::render(&page, visit.language)
}

/// The change by which this visitor released it, as long as nothing has left.
fn to_take_back(visit: &Visit<'_>, release: &Release) -> Result<Option<i64>> {
    let changes =
        change::of_item(visit.actor.workspace, release.id.0, i64::MAX, HISTORY_SHOWN).all(visit.tx)?;
    let newest = changes.into_iter().find(|change| change.command == "publish_release");
    let held = |at: Timestamp| at.plus_seconds(HOLD_SECONDS) > visit.now;
    Ok(newest
        .filter(|change| release.state == ReleaseState::Released && held(change.at))
        .filter(|change| change.person_id == visit.actor.person)
        .map(|change| change.seq))
}

impl ReleasePage {
    fn accepted(&self) -> usize {
        self.count(State::Accepted)
    }

    fn count(&self, state: State) -> usize {
        self.stories.iter().filter(|story| story.state == state).count()
    }

    fn is_planned(&self) -> bool {
        self.release.state == ReleaseState::Planned && self.release.archived_at.is_none()
    }

    /// Whether it could go to more people than it went to.
    fn is_open(&self) -> bool {
        let is_out = self.release.state == ReleaseState::Released;
        self.is_planned() || (is_out && self.release.audience != Reach::Everyone)
    }

    /// "3 to accept, 1 in work".
    fn rest(&self) -> String {
        let rest = [
            (self.count(State::Done), "to accept"),
            (self.count(State::Doing), "in work"),
            (self.count(State::Todo) + self.count(State::Proposed), "to do"),
        ];
        let told: Vec<String> =
            rest.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
        if told.is_empty() { "nothing is missing".into() } else { told.join(", ") }
    }

    fn open_stories(&self) -> Vec<&StoryRow> {
        self.stories.iter().filter(|story| story.state != State::Accepted).collect()
    }

    /// Why it cannot go out now, and how to go on; empty where it can.
    fn bar(&self) -> String {
        match (self.stories.len(), self.open_stories().len()) {
            (0, _) => "No story is in it yet. Put in what it brings, then release it.".into(),
            (_, 0) => String::new(),
            (_, 1) => "One story is not accepted. Accept it, or move it to another release.".into(),
            (_, n) => format!("{n} stories are not accepted. Accept them, or move them to another release."),
        }
    }

    fn has_note(&self) -> bool {
        !self.release.note_title.is_empty() && !self.release.note_body.is_empty()
    }

    /// The audiences that it can go to before everyone.
    fn narrower(&self) -> Vec<(&'static str, &'static str)> {
        match (self.release.state, self.release.audience) {
            (ReleaseState::Planned, _) => {
                vec![("internal", "Inside the firm"), ("beta", "To beta customers")]
            }
            (ReleaseState::Released, Reach::Internal) => vec![("beta", "To beta customers")],
            _ => Vec::new(),
        }
    }

    fn planned_on(&self) -> String {
        self.release.planned_on.map(|day| day.to_string()).unwrap_or_default()
    }

    fn planned(&self) -> String {
        self.release.planned_on.map(|day| day.date().strftime("%-d %b %Y").to_string()).unwrap_or_default()
    }

    fn day(&self, at: &Timestamp) -> String {
        at.day_in(&self.product.time_zone).strftime("%-d %b %Y").to_string()
    }

    fn not_told(&self) -> i64 {
        self.reach.asked - self.reach.may_be_told
    }

    /// The features of its stories with how many of them are accepted.
    fn features(&self) -> Vec<(String, i64, usize, usize)> {
        let mut features: Vec<(String, i64, usize, usize)> = Vec::new();
        for story in &self.stories {
            let (Some(title), Some(number)) = (&story.feature, story.feature_number) else { continue };
            let accepted = usize::from(story.state == State::Accepted);
            match features.iter_mut().find(|(_, known, ..)| *known == number) {
                Some((.., done, all)) => (*done, *all) = (*done + accepted, *all + 1),
                None => features.push((title.clone(), number, accepted, 1)),
            }
        }
        features
    }
}

/// The mark of a state; a proposal is drawn like what is to do.
fn mark(state: &State) -> &'static str {
    match state {
        State::Proposed | State::Todo => "todo",
        State::Doing => "doing",
        State::Done => "done",
        State::Accepted => "accepted",
    }
}
