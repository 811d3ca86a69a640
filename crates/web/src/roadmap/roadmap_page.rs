//! The roadmap of a product: now, next, later; or on a timeline, in a lane for each goal.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::people::Product;
use domain::roadmap::queries::{self, Delivery, FeatureDemand, GoalServed};
use domain::roadmap::scoring::queries as scoring;
use domain::roadmap::{Decision, Feature, FeatureId, Horizon, rules};
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::Deserialize;

use super::facts;
use super::score::shown;
use super::timeline::Timeline;
use super::window::{Drawn, Window};
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, money, thousands};
use crate::sprint::forecast::{self, FeatureWhen};
use crate::visit::Visit;
use crate::words::filters;

/// What is asked for in the address.
/// Of what is seen, in percent: further on a name stands at the end.
const LATE: f64 = 62.0;

#[derive(Default, Deserialize)]
pub struct Asked {
    /// `time` or `nnl`.
    #[serde(default)]
    view: String,
}

/// A goal with the features that serve it.
struct Lane {
    title: Option<String>,
    key: Option<String>,
    features: Vec<Feature>,
}

#[derive(Template)]
#[template(path = "roadmap/roadmap.html")]
struct RoadmapPage {
    frame: Frame,
    product: Product,
    on_timeline: bool,
    today: Day,
    timeline: Timeline,
    lanes: Vec<Lane>,
    features: Vec<Feature>,
    deliveries: HashMap<FeatureId, Delivery>,
    demands: HashMap<FeatureId, FeatureDemand>,
    goals: HashMap<FeatureId, GoalServed>,
    scores: HashMap<FeatureId, f64>,
    /// By when the open stories of features are accepted.
    ahead: HashMap<FeatureId, FeatureWhen>,
    may_shape: bool,
    may_propose: bool,
}

impl RoadmapPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let shows = ["feature", "feature_need", "story", "quote", "score_amount", "product"];
        let ahead = forecast::features(visit, &product)?;
        let ahead: HashMap<_, _> = ahead.into_iter().map(|when| (when.feature.feature_id, when)).collect();
        let mut frame = Frame::of_product(visit, &product, Here::Roadmap, &shows)?;
        frame.shows.push_str(" goal");
        let features = queries::features(visit.tx, &visit.actor, product.id)?;
        let served = queries::goals_served(visit.tx, &visit.actor, product.id)?;
        let deliveries = queries::deliveries(visit.tx, &visit.actor, product.id)?;
        let demands = queries::demands(visit.tx, &visit.actor, product.id)?;
        let scores = scoring::scores(visit.tx, &visit.actor, &product, &features)?;
        let mut goals = HashMap::new();
        for goal in served {
            goals.entry(goal.feature_id).or_insert(goal);
        }
        let today = Day::of(visit.now.day_in(&product.time_zone));
        Ok(Self {
            on_timeline: asked.view == "time",
            today,
            timeline: Timeline::from(today.date()),
            lanes: lanes(&features, &goals, &ahead, &frame.workspace_prefix),
            ahead,
            frame,
            features,
            deliveries: deliveries.into_iter().map(|row| (row.feature_id, row)).collect(),
            demands: demands.into_iter().map(|row| (row.feature_id, row)).collect(),
            goals,
            scores,
            may_shape: visit.actor.may(Permission::ShapeFeatures, product.id),
            may_propose: visit.actor.may(Permission::ProposeFeatures, product.id),
            product,
        })
    }

    fn in_horizon(&self, horizon: &Horizon) -> Vec<&Feature> {
        self.features.iter().filter(|feature| feature.horizon == Some(*horizon)).collect()
    }

    /// Those that stand in no horizon and are still alive.
    fn unplaced(&self) -> Vec<&Feature> {
        let gone = [Decision::Declined, Decision::Stopped, Decision::Merged];
        self.features.iter().filter(|f| f.horizon.is_none() && !gone.contains(&f.decision)).collect()
    }

    fn is_at(&self, feature: &Feature, horizon: &Horizon) -> bool {
        feature.horizon == Some(*horizon)
    }

    fn key(&self, feature: &Feature) -> String {
        format!("{}-{}", self.product.prefix, feature.number)
    }

    fn label(&self, feature: &Feature) -> String {
        let delivery = self.deliveries.get(&feature.id);
        let (stories, accepted) = delivery.map_or((0, 0), |row| (row.stories, row.accepted));
        rules::label(feature, stories, accepted, delivery.map_or(0, |row| row.released))
    }

    fn demand(&self, feature: &Feature) -> String {
        match self.demands.get(&feature.id) {
            Some(row) if row.accounts == 1 => {
                format!("1 customer, {} a year", money(row.revenue_minor, "EUR"))
            }
            Some(row) => format!("{} customers, {} a year", row.accounts, money(row.revenue_minor, "EUR")),
            None => "asked for by nobody yet".into(),
        }
    }

    fn goal(&self, feature: &Feature) -> Option<&GoalServed> {
        self.goals.get(&feature.id)
    }

    fn score(&self, feature: &Feature) -> Option<String> {
        self.scores.get(&feature.id).map(shown)
    }

    fn planned(&self, feature: &Feature) -> String {
        facts::planned(feature).unwrap_or_default()
    }

    /// `a:12.5`: where its name stands.
    fn place(&self, feature: &Feature) -> String {
        let first = self.span(feature).map_or(0.0, |(first, _)| self.timeline.place(first));
        format!("a:{first:.2}")
    }

    /// Its name would run out of the picture, and stands at the end.
    fn begins_late(&self, feature: &Feature) -> bool {
        self.span(feature).is_some_and(|(first, _)| self.timeline.place(first) > LATE)
    }

    fn window(&self, feature: &Feature) -> Option<Window> {
        let (first, even) = self.span(feature)?;
        let when = self.when(feature);
        let done = self.deliveries.get(&feature.id).filter(|row| row.stories > 0);
        let drawn = Drawn {
            first,
            even,
            sure: when.map(|when| when.sure),
            planned: when.and_then(|_| feature.starts_on.zip(feature.ends_on)),
            accepted: done.map_or(0, |row| row.accepted * 100 / row.stories),
        };
        Some(Window::of(&self.timeline, &drawn))
    }

    /// "Planned November to January. By 26 March, 85%, as likely as not by 12 March. 34% to keep the plan."
    fn told(&self, feature: &Feature) -> String {
        let planned = match self.planned(feature) {
            planned if planned.is_empty() => "Not planned.".to_owned(),
            planned => format!("Planned {planned}."),
        };
        let Some(when) = self.when(feature) else { return planned };
        let kept = match self.kept(feature) {
            kept if kept.is_empty() => String::new(),
            kept => format!(" {kept}."),
        };
        format!("{planned} Done {}, as likely as not by {}.{kept}", when.by(), when.even())
    }

    fn when(&self, feature: &Feature) -> Option<&FeatureWhen> {
        self.ahead.get(&feature.id)
    }

    /// From its first planned day, or today, to the day by which it is as likely done as not; as it is planned where its
    /// stories say nothing.
    fn span(&self, feature: &Feature) -> Option<(Day, Day)> {
        let Some(when) = self.when(feature) else { return feature.starts_on.zip(feature.ends_on) };
        let even = when.even.unwrap_or_else(|| self.timeline.last());
        let first = feature.starts_on.filter(|first| *first <= even).unwrap_or(self.today);
        Some((first, even))
    }

    /// "68% to keep the plan".
    fn kept(&self, feature: &Feature) -> String {
        match self.when(feature).map(|when| when.kept) {
            Some(Some(kept)) => format!("{kept}% to keep the plan"),
            _ => String::new(),
        }
    }

    fn is_late(&self, feature: &Feature) -> bool {
        self.when(feature).is_some_and(FeatureWhen::is_late)
    }

    fn is_seen(&self, feature: &Feature) -> bool {
        self.span(feature).is_some_and(|(first, last)| self.timeline.sees(first, last))
    }

    fn now(&self) -> String {
        format!("at:{:.4}", self.timeline.place(self.today) / 100.0)
    }

    fn today(&self) -> String {
        self.today.date().strftime("%-d %b").to_string()
    }
}

/// A lane for each goal in the order of their keys, and a last one for what serves none.
fn lanes(
    features: &[Feature],
    goals: &HashMap<FeatureId, GoalServed>,
    ahead: &HashMap<FeatureId, FeatureWhen>,
    prefix: &str,
) -> Vec<Lane> {
    let mut numbers: Vec<i64> = goals.values().map(|goal| goal.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let is_dated = |feature: &&Feature| feature.ends_on.is_some() || ahead.contains_key(&feature.id);
    let dated = || features.iter().filter(is_dated);
    let of = |number: Option<i64>| {
        let goal = |feature: &&Feature| goals.get(&feature.id).map(|goal| goal.number) == number;
        dated().filter(goal).cloned().collect::<Vec<_>>()
    };
    let lane = |number: i64| {
        let goal = goals.values().find(|goal| goal.number == number);
        Lane {
            title: goal.map(|goal| goal.title.clone()),
            key: Some(format!("{prefix}-{number}")),
            features: of(Some(number)),
        }
    };
    let mut lanes: Vec<Lane> = numbers.into_iter().map(lane).collect();
    lanes.push(Lane { title: None, key: None, features: of(None) });
    lanes.retain(|lane| !lane.features.is_empty());
    lanes
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&RoadmapPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}
