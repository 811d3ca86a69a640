//! How sure the plan on the page is to fit, and how sure a proposal is wanted to be, in words.

use domain::sprint::plan::proposal::{Proposal, held_as_it_stands};
use domain::sprint::plan::queries::Inputs;
use domain::sprint::plan::sureness::{Held, Percent};

pub struct Sureness {
    /// How sure the proposal is wanted to be; by the low estimates if not said.
    pub wanted: Option<Percent>,
    /// How often what is in the sprint would fit it.
    pub stands: Option<Held>,
}

impl Sureness {
    pub fn is_wanted(&self, percent: &Percent) -> bool {
        self.wanted == Some(*percent)
    }

    /// What is known of better plans, in one sentence.
    pub fn certainty(&self, proposal: &Proposal) -> &'static str {
        match proposal.proven {
            true => "No better plan exists.",
            false if self.wanted.is_some() && proposal.held.is_some() => {
                "Whether a better one is as sure is not proven."
            }
            false => "The search was cut short.",
        }
    }

    /// "9 stories are valued by their rank, 2 without an estimate count as one point."
    pub fn assumed(&self, proposal: &Proposal) -> String {
        let mut told = Vec::new();
        if proposal.by_rank > 0 {
            told.push(format!(
                "{} of the stories have no accounts behind them: their rank is their value.",
                proposal.by_rank
            ));
        }
        if proposal.by_count > 0 {
            told.push(format!("{} have no estimate and count as one point each.", proposal.by_count));
        }
        told.push(self.certainty(proposal).into());
        told.join(" ")
    }

    /// How often the plan on the page fits, in one sentence.
    pub fn told(&self, proposal: &Option<Result<Proposal, String>>) -> Option<String> {
        match proposal {
            None => self.stands.as_ref().map(|held| format!("As it stands it {}.", fits(held))),
            Some(proposal) => proposal.as_ref().ok()?.held.as_ref().map(told),
        }
    }
}

/// Found off the async threads and outside of any transaction; nothing where it can not be said.
pub async fn as_it_stands(inputs: Inputs) -> Option<Held> {
    let found = tokio::task::spawn_blocking(move || held_as_it_stands(&inputs)).await;
    found.ok()?.ok()?
}

fn fits(held: &Held) -> String {
    format!("fits in {:.0} of 100 simulated sprints", held.held_percent)
}

/// "This plan fits in 86 of 100 simulated sprints; being this sure costs 4 % of the value that a plan by the middle estimates has."
fn told(held: &Held) -> String {
    let fits = fits(held);
    let (Some(cost), Some(value)) = (held.cost, held.middle_value) else {
        return format!("Planned by the low estimates it {fits}.");
    };
    let share = match cost / value {
        share if share >= 0.005 => format!("{:.0} %", share * 100.0),
        share if share > 0.0 => "less than 1 %".into(),
        0.0 => {
            return format!("This plan {fits}; being this sure costs nothing against the middle estimates.");
        }
        // A must of the other plan does not stand in this one: the two are not to be compared.
        _ => return format!("This plan {fits}."),
    };
    format!(
        "This plan {fits}; being this sure costs {share} of the value that a plan by the middle estimates has."
    )
}

#[cfg(test)]
mod tests {
    use super::{Held, Percent, told};

    #[test]
    fn what_being_sure_costs_is_told_as_a_share() {
        let wanted_percent = Percent::parse("85").unwrap();
        let held = |cost: f64| Held {
            wanted_percent,
            held_percent: 85.6,
            error_percent: 0.7,
            draws: 10_000,
            cost: Some(cost),
            middle_value: Some(200.0),
        };
        for (cost, costs) in [
            (28.0, "14 % of the value that a plan by the middle estimates has"),
            (0.4, "less than 1 % of the value that a plan by the middle estimates has"),
            (0.0, "nothing against the middle estimates"),
        ] {
            let sentence =
                format!("This plan fits in 86 of 100 simulated sprints; being this sure costs {costs}.");
            assert_eq!(told(&held(cost)), sentence);
        }
        let low = told(&Held { wanted_percent: None, cost: None, middle_value: None, ..held(0.0) });
        assert_eq!(low, "Planned by the low estimates it fits in 86 of 100 simulated sprints.");
    }
}
