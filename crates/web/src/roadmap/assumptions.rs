//! What a feature rests on and how it was tried, as parts of its pages; and where an assumption is shown.

use domain::people::queries::names;
use domain::roadmap::Feature;
use domain::roadmap::assumptions::queries::{self, AssumptionRow};
use domain::roadmap::assumptions::rules::untested;
use domain::roadmap::assumptions::{
    AssumptionState, Experiment, ExperimentDecision, add_assumption::AddAssumption,
    add_experiment::AddExperiment, archive_assumption::ArchiveAssumption,
    archive_experiment::ArchiveExperiment, conclude_experiment::ConcludeExperiment,
    edit_assumption::EditAssumption, edit_experiment::EditExperiment, restore_assumption::RestoreAssumption,
    restore_experiment::RestoreExperiment, schedule_experiment::ScheduleExperiment,
    settle_assumption::SettleAssumption, weigh_assumption::WeighAssumption,
};
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use serde::Serialize;

use crate::routes::Routes;
use crate::visit::Visit;

pub fn routes(routes: Routes) -> Routes {
    routes
        .command::<AddAssumption>()
        .command::<EditAssumption>()
        .command::<WeighAssumption>()
        .command::<SettleAssumption>()
        .command::<ArchiveAssumption>()
        .command::<RestoreAssumption>()
        .command::<AddExperiment>()
        .command::<EditExperiment>()
        .command::<ScheduleExperiment>()
        .command::<ConcludeExperiment>()
        .command::<ArchiveExperiment>()
        .command::<RestoreExperiment>()
}

/// A concluded experiment, cited as evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Cited {
    pub key: String,
    /// Where it stands on the page of the feature.
    pub place: String,
    pub result: String,
    pub threshold: String,
    pub decision: ExperimentDecision,
    pub concluded_on: Option<Day>,
    /// Who concluded it.
    pub by_name: Option<String>,
}

impl Cited {
    pub fn day(&self) -> String {
        self.concluded_on.map(day).unwrap_or_default()
    }
}

/// An assumption with its experiments.
pub struct Rest<'r> {
    pub row: &'r AssumptionRow,
    pub experiments: Vec<&'r Experiment>,
}

/// What a feature rests on.
#[derive(Default)]
pub struct Rests {
    pub assumptions: Vec<AssumptionRow>,
    pub experiments: Vec<Experiment>,
    pub cited: Vec<Cited>,
}

impl Rests {
    pub fn of(visit: &Visit<'_>, prefix: &str, feature: &Feature) -> Result<Self> {
        let assumptions = queries::assumptions(visit.tx, &visit.actor, feature)?;
        let experiments = queries::experiments(visit.tx, &visit.actor, feature)?;
        let by: Vec<_> = experiments.iter().filter_map(|one| one.concluded_by).collect();
        let people = names(visit.tx, visit.actor.workspace, &by)?;
        let cite = |one: &Experiment| {
            Some(Cited {
                key: format!("{prefix}-{}", one.number),
                place: format!("#experiment-{}", one.id),
                result: one.result.clone(),
                threshold: one.threshold.clone(),
                decision: one.decision?,
                concluded_on: one.concluded_on,
                by_name: one.concluded_by.and_then(|person| people.get(&person).cloned()),
            })
        };
        let cited = experiments.iter().filter_map(cite).collect();
        Ok(Self { assumptions, experiments, cited })
    }

    pub fn list(&self) -> Vec<Rest<'_>> {
        let of = |row: &AssumptionRow| {
            self.experiments.iter().filter(|one| one.assumption_id == row.id).collect::<Vec<_>>()
        };
        self.assumptions.iter().map(|row| Rest { row, experiments: of(row) }).collect()
    }

    pub fn is_cited(&self) -> bool {
        !self.cited.is_empty()
    }

    /// The riskiest assumption, if nothing has tried it.
    pub fn untested(&self) -> Option<&AssumptionRow> {
        untested(&self.assumptions)
    }

    /// `3 assumptions, 1 confirmed, 1 refuted`.
    pub fn counted(&self) -> String {
        let n = self.assumptions.len();
        let mut words = vec![format!("{n} assumption{}", if n == 1 { "" } else { "s" })];
        for state in [AssumptionState::Confirmed, AssumptionState::Refuted] {
            match self.assumptions.iter().filter(|row| row.state == state).count() {
                0 => {}
                n => words.push(format!("{n} {}", state.as_str())),
            }
        }
        words.join(", ")
    }

    /// What the last experiment says to do, once one is concluded.
    pub fn verdict(&self) -> Option<(&Cited, &'static str)> {
        let last = self.cited.iter().max_by_key(|cited| cited.concluded_on)?;
        let words = match last.decision {
            ExperimentDecision::GoOn => "says go on: it can be offered.",
            ExperimentDecision::Change => "says change it: edit the requirement before it is offered.",
            ExperimentDecision::Stop => "says stop: park or decline it, with the reason.",
        };
        Some((last, words))
    }
}

/// `2 to 12 Nov 2026`, or as much of it as is known.
pub fn during(experiment: &Experiment) -> String {
    match (experiment.starts_on, experiment.ends_on) {
        (Some(first), Some(last)) => format!("{} to {}", first.date().strftime("%-d %b"), day(last)),
        (Some(first), None) => format!("from {}", day(first)),
        (None, Some(last)) => format!("until {}", day(last)),
        (None, None) => "no dates yet".into(),
    }
}

/// The texts of an experiment: the field, how the page calls it, what stands there.
pub fn texts(one: &Experiment) -> [(&'static str, &'static str, &str); 3] {
    [
        ("hypothesis", "What you expect", &one.hypothesis),
        ("measure", "What is measured", &one.measure),
        ("threshold", "From when on it counts", &one.threshold),
    ]
}

pub fn field_of(day: &Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn day(day: Day) -> String {
    day.date().strftime("%-d %b %Y").to_string()
}

/// Where an assumption or an experiment is read: on the page of its feature.
pub fn place_of(visit: &Visit<'_>, prefix: &str, (noun, number): (&str, i64)) -> Result<String> {
    let product = visit.product(prefix)?.id;
    let shown = match noun {
        "experiment" => queries::feature_of_experiment(visit.tx, &visit.actor, product, number)?,
        _ => queries::feature_of_assumption(visit.tx, &visit.actor, product, number)?,
    };
    let (slug, feature, place) = (&visit.workspace.slug, shown.feature_number, shown.assumption_id);
    Ok(format!("/{slug}/items/{prefix}-{feature}#assumption-{place}"))
}
