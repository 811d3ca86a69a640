//! What the page of a story and the acceptance page show alike: criteria with their verdicts, the decision, the record.

use domain::acceptance::Ruling;
use domain::acceptance::queries::{self, RulingRow, VerdictRow};
use domain::acceptance::rules::Standing;
use domain::backlog::queries::criteria;
use domain::backlog::{Criterion, State, Story};
use domain::communication::Release;
use domain::spine::item::Item;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::attachments::attached_part::Attached;
use crate::visit::Visit;

/// The nouns that renew these parts.
pub const SHOWS: [&str; 6] = ["story", "criterion", "verdict", "acceptance", "release", "attachment"];

/// A criterion with the verdict that counts for it.
pub struct Judged {
    pub criterion: Criterion,
    pub verdict: Option<VerdictRow>,
}

/// The parts of one story. Where the page goes on to after a form is said by whoever includes them.
pub struct StoryParts {
    pub story: Story,
    pub criteria: Vec<Judged>,
    pub standing: Standing,
    pub rulings: Vec<RulingRow>,
    /// The release that brings it, or brought it.
    pub release: Option<Release>,
    /// Before the dash of the keys.
    pub prefix: String,
    pub back: String,
    pub attached: Attached,
    pub may_accept: bool,
    pub may_write: bool,
    pub may_work: bool,
    now: Timestamp,
    time_zone: String,
}

pub fn load(visit: &Visit<'_>, story: &Story, back: &str) -> Result<StoryParts> {
    let verdicts = queries::verdicts(visit.tx, &visit.actor, story)?;
    let with_verdict = |criterion: Criterion| Judged {
        verdict: verdicts.iter().find(|verdict| verdict.criterion_id == criterion.id).cloned(),
        criterion,
    };
    let criteria: Vec<Judged> =
        criteria(visit.tx, &visit.actor, story)?.into_iter().map(with_verdict).collect();
    let may = |permission| visit.actor.may(permission, story.product_id);
    let zone = visit.products().iter().find(|product| product.id == story.product_id);
    let prefix = zone.map(|product| product.prefix.clone()).unwrap_or_default();
    let key = format!("{prefix}-{}", story.number);
    Ok(StoryParts {
        attached: Attached::load(visit, &key, story.id.0, Some(story.product_id))?,
        standing: Standing::of(
            criteria.iter().map(|judged| judged.verdict.as_ref().map(|verdict| verdict.met)),
        ),
        rulings: queries::rulings(visit.tx, &visit.actor, story)?,
        may_accept: may(Permission::AcceptStories) && story.archived_at.is_none(),
        may_write: may(Permission::WriteStories),
        may_work: may(Permission::WorkOnBoard) && story.archived_at.is_none(),
        time_zone: zone.map(|product| product.time_zone.clone()).unwrap_or_default(),
        release: match story.release_id {
            Some(release) => Release::load(visit.tx, visit.actor.workspace, release.0)?,
            None => None,
        },
        prefix,
        now: visit.now,
        back: back.to_owned(),
        story: story.clone(),
        criteria,
    })
}

impl StoryParts {
    /// Whether the owner is asked for verdicts and a decision now.
    pub fn decides(&self) -> bool {
        self.may_accept && self.story.state == State::Done
    }

    /// The parts of a criterion, with their names. Those that are empty stand there only for who may write them.
    pub fn texts<'c>(&self, criterion: &'c Criterion) -> Vec<(&'static str, &'static str, &'c str)> {
        if !criterion.sentence.is_empty() {
            return vec![("sentence", "Criterion", &criterion.sentence)];
        }
        let mut parts = vec![
            ("given", "Given", criterion.given_text.as_str()),
            ("when", "When", &criterion.when_text),
            ("then", "Then", &criterion.then_text),
        ];
        parts.retain(|(_, _, text)| !text.is_empty() || (self.may_write && !self.decides()));
        parts
    }

    /// Whether those who build it may call it done.
    pub fn finishes(&self) -> bool {
        self.may_work && matches!(self.story.state, State::Todo | State::Doing)
    }

    /// "3 of 4 met".
    pub fn summary(&self) -> String {
        match (self.standing.criteria(), self.standing.met + self.standing.not_met) {
            (0, _) => "no criteria yet".into(),
            (1, 0) => "1 criterion".into(),
            (all, 0) => format!("{all} criteria"),
            (all, _) => format!("{} of {all} met", self.standing.met),
        }
    }

    /// What the decision waits for, in one sentence.
    pub fn hint(&self) -> String {
        let Standing { not_met, open, .. } = self.standing;
        match (open, not_met, self.standing.criteria()) {
            (_, _, 0) => "It has no criteria. Accepting asks for one sentence.".into(),
            (1, ..) => "One criterion has no verdict yet.".into(),
            (2.., ..) => format!("{open} criteria have no verdict yet."),
            (_, 1, _) => "One criterion is not met. Accepting asks for a note that says why.".into(),
            (_, 2.., _) => {
                format!("{not_met} criteria are not met. Accepting asks for a note that says why.")
            }
            _ => "Every criterion is met.".into(),
        }
    }

    /// "Mira, today".
    pub fn by_when(&self, by: &Option<String>, at: &Timestamp) -> String {
        let by = by.as_deref().unwrap_or("Throughline");
        format!("{by}, {}", self.day(at))
    }

    pub fn day(&self, at: &Timestamp) -> String {
        let (now, then) = (self.now.day_in(&self.time_zone), at.day_in(&self.time_zone));
        if now == then {
            return "today".into();
        }
        if then.tomorrow().is_ok_and(|next| next == now) {
            return "yesterday".into();
        }
        then.strftime(if now.year() == then.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    /// "Planned for 24 November", "Released on 3 November".
    pub fn comes(&self, release: &Release) -> String {
        match (release.released_at, release.planned_on) {
            (Some(at), _) => format!("Released on {}.", at.day_in(&self.time_zone).strftime("%-d %B %Y")),
            (None, Some(day)) => format!("Planned for {}.", day.date().strftime("%-d %B %Y")),
            (None, None) => "Planned, without a day yet.".into(),
        }
    }

    /// What was ruled, after a name.
    pub fn ruled(&self, ruling: &RulingRow) -> &'static str {
        match ruling.ruling {
            Ruling::Accepted => "accepted it",
            Ruling::SentBack => "sent it back",
        }
    }
}
