//! The page of one feature: the requirement, its three facts, its stories, who asked for it, its score.

use askama::Template;
use domain::backlog::State;
use domain::discovery::demand::Demand;
use domain::line::queries::Stop;
use domain::people::Product;
use domain::people::queries::names;
use domain::roadmap::agreement::{self, ChangedSince};
use domain::roadmap::assumptions::{AssumptionState, ExperimentDecision};
use domain::roadmap::queries::{self, NeedAnswered, NeedName, StoryOfFeature};
use domain::roadmap::rules::{self, FIELDS, empty_fields};
use domain::roadmap::{Decision, Feature, Horizon, Precision};
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::sprint::before::Of;

use super::assumptions::{Cited, Rests, during, field_of, texts};
use super::facts::{self, by_key};
use super::score::{Score, shown};
use crate::answer;
use crate::attachments::attached_part::{self, Attached};
use crate::communication::decisions::about::{self, Decided};
use crate::communication::kano::survey_part::{self, Surveys, begun, percent, place, signed};
use crate::communication::talk::talk_part::{self, About, Talk};
use crate::line::history::{Entry, of_item};
use crate::line::stops::{self, Shown};
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::sprint::forecast::{When, when};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 30;
/// What renews the page.
pub const SHOWS: [&str; 10] = [
    "feature",
    "feature_need",
    "story",
    "quote",
    "agreement_entry",
    "assumption",
    "experiment",
    "score_amount",
    "score_input",
    "product",
];

#[derive(Template)]
#[template(path = "roadmap/feature.html")]
struct FeaturePage {
    frame: Frame,
    product: Product,
    key: String,
    feature: Feature,
    owner: Option<String>,
    manager: Option<String>,
    stories: Vec<StoryOfFeature>,
    needs: Vec<NeedAnswered>,
    rests: Rests,
    /// Needs that it could answer as well.
    others: Vec<NeedName>,
    demand: Demand,
    score: Score,
    surveys: Surveys,
    changed: Vec<ChangedSince>,
    forecast: Option<When>,
    decided: Decided,
    history: Vec<Entry>,
    attached: Attached,
    talk: Talk,
    may_shape: bool,
    may_write: bool,
    may_accept: bool,
}

/// The page of the feature with this key.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    let (product, feature) = by_key(visit, key)?;
    let shows =
        [&SHOWS[..], &survey_part::SHOWS, &talk_part::SHOWS, &attached_part::SHOWS, &about::SHOWS].concat();
    let mut frame = Frame::of_product(visit, &product, Here::Roadmap, &shows)?;
    let shown = Shown::new(Stop::Feature, feature.id.0, key, &feature.title);
    stops::through(visit, &mut frame, &shown)?;
    let people: Vec<_> = [feature.owner_id, feature.created_by].into_iter().flatten().collect();
    let people = names(visit.tx, visit.actor.workspace, &people)?;
    let name = |id| people.get(&id).cloned();
    let may_shape = visit.actor.may(Permission::ShapeFeatures, product.id);
    let needs = queries::needs_of_feature(visit.tx, &visit.actor, &feature)?;
    let others = may_shape.then(|| queries::needs_beside(&visit.actor, &feature)).transpose()?;
    let others = visit.tx.together(others)?;
    let page = FeaturePage {
        frame,
        key: key.to_owned(),
        owner: feature.owner_id.and_then(name),
        manager: feature.created_by.and_then(name),
        stories: queries::stories_of_feature(visit.tx, &visit.actor, &feature)?,
        needs,
        rests: Rests::of(visit, &product.prefix, &feature)?,
        others,
        demand: queries::demand_of_feature(visit.tx, &visit.actor, &feature)?,
        score: Score::of(visit, &product, &feature)?,
        surveys: Surveys::of(visit, &product, &feature)?,
        changed: agreement::changed_since(visit.tx, &visit.actor, &feature)?,
        forecast: when(visit, &product, Of::Feature(feature.id), feature.ends_on)?,
        decided: Decided::of(visit, &product, feature.id.0)?,
        history: of_item(visit, feature.id.0, HISTORY_SHOWN)?,
        attached: Attached::load(visit, key, feature.id.0, Some(product.id))?,
        talk: Talk::load(
            visit,
            &About {
                key,
                item: feature.id.0,
                product: Some(product.id),
                own: &[feature.created_by, feature.owner_id],
            },
        )?,
        may_shape,
        may_write: visit.actor.may(Permission::WriteStories, product.id),
        may_accept: visit.actor.may(Permission::AcceptStories, product.id),
        product,
        feature,
    };
    answer::render(&page, visit.language)
}

impl FeaturePage {
    /// The fields of the requirement: the field, how the page calls it, what stands there.
    fn fields(&self) -> Vec<(&'static str, &'static str, &str)> {
        let told = |(field, name): (domain::roadmap::FeatureText, &'static str)| {
            (field.as_str(), name, rules::text(&self.feature, field))
        };
        FIELDS.into_iter().map(told).collect()
    }

    fn filled(&self) -> usize {
        FIELDS.len() - empty_fields(&self.feature, self.rests.is_cited()).len()
    }

    fn decision(&self) -> &'static str {
        facts::decision(self.feature.decision)
    }

    /// `by Mira, 12 October`.
    fn decided(&self) -> String {
        let day = facts::day(self.feature.decided_at, &self.product);
        match (&self.owner, self.feature.decision) {
            (Some(owner), Decision::Taken) => format!("by {owner}, {day}"),
            _ if !self.feature.decision_reason.is_empty() => self.feature.decision_reason.clone(),
            _ => day,
        }
    }

    fn delivery(&self) -> String {
        facts::delivery(&self.stories)
    }

    fn shipped(&self) -> String {
        let releases: Vec<&str> = self.stories.iter().filter_map(|story| story.release.as_deref()).collect();
        match releases.iter().max() {
            Some(newest) => format!("in release {newest}"),
            None if self.feature.completed_at.is_some() => "declared complete".into(),
            None => "in no release yet".into(),
        }
    }

    fn outcome(&self) -> &'static str {
        facts::outcome(&self.feature)
    }

    fn paid(&self) -> String {
        money(self.demand.revenue_minor, "EUR")
    }

    fn open_stories(&self) -> usize {
        self.stories.iter().filter(|story| story.state != State::Accepted).count()
    }

    fn planned(&self) -> String {
        facts::planned(&self.feature).unwrap_or_else(|| "no dates yet".into())
    }

    /// The terms of RICE: the field, how the page calls it, what stands there, what to write.
    fn terms(&self) -> [(&'static str, &'static str, String, &'static str); 4] {
        let feature = &self.feature;
        let parts =
            |amount: Option<i64>, of: f64| amount.map(|n| (n as f64 / of).to_string()).unwrap_or_default();
        let reach = feature.reach.or(Some(self.demand.accounts).filter(|accounts| *accounts > 0));
        [
            ("reach", "Reach", parts(reach, 1.0), "customers in a quarter"),
            ("impact", "Impact", parts(feature.impact_percent, 100.0), "0.25, 0.5, 1, 2 or 3"),
            ("confidence", "Confidence", parts(feature.confidence_percent, 1.0), "percent"),
            ("effort", "Effort", parts(feature.effort_tenths, 10.0), "person-months"),
        ]
    }

    fn is_horizon(&self, horizon: &Horizon) -> bool {
        self.feature.horizon == Some(*horizon)
    }

    fn is_precision(&self, precision: &Precision) -> bool {
        self.feature.date_precision.unwrap_or(Precision::Month) == *precision
    }

    fn starts_on(&self) -> String {
        self.feature.starts_on.map(|day| day.to_string()).unwrap_or_default()
    }

    fn ends_on(&self) -> String {
        self.feature.ends_on.map(|day| day.to_string()).unwrap_or_default()
    }

    fn may_end(&self) -> bool {
        self.feature.decision != Decision::Merged && self.feature.decision != Decision::Stopped
    }

    /// What the last experiment says to do, as long as it is not decided.
    fn verdict(&self) -> Option<(&Cited, &'static str)> {
        self.rests.verdict().filter(|_| rules::may_offer(self.feature.decision).is_ok())
    }

    fn is_taken(&self) -> bool {
        self.feature.decision == Decision::Taken
    }
}
