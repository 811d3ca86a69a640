//! What is said of a search and of what it found, in sentences.

use domain::sprint::ahead::SearchState;
use domain::sprint::ahead::found::Found;
use domain::sprint::ahead::queries::SearchRow;

/// How far a search is that goes on.
pub fn progress(search: &SearchRow) -> String {
    if search.stop_asked_at.is_some() {
        return "It ends with the best plan so far.".into();
    }
    match (search.heard_at, search.value, search.bound) {
        (None, _, _) => "It waits for its turn.".into(),
        (_, Some(value), Some(bound)) => format!("The best plan so far is {}.", within(gap(value, bound))),
        _ => "It looks for a first plan.".into(),
    }
}

/// How near the best plan so far is to the bound, in percent, for the meter.
pub fn near_percent(search: &SearchRow) -> i64 {
    match (search.value, search.bound) {
        (Some(value), Some(bound)) => ((1.0 - gap(value, bound)) * 100.0).clamp(0.0, 100.0) as i64,
        _ => 0,
    }
}

fn gap(value: f64, bound: f64) -> f64 {
    if bound > value { (bound - value) / bound.abs().max(f64::MIN_POSITIVE) } else { 0.0 }
}

/// "within 0.8 % of the best possible".
fn within(gap: f64) -> String {
    match gap * 100.0 {
        percent if percent < 0.05 => "within 0.1 % of the best possible".into(),
        percent if percent < 10.0 => format!("within {percent:.1} % of the best possible"),
        percent => format!("within {percent:.0} % of the best possible"),
    }
}

/// How good a plan is, and what it was made from.
pub fn certainty(state: SearchState, found: &Found, candidates: i64) -> String {
    let near = within(found.gap);
    let mut told = vec![match state {
        SearchState::Proven | SearchState::Searching | SearchState::Failed => "No better plan exists.".into(),
        SearchState::Cut => format!("The time was up: this plan is {near}."),
        SearchState::Stopped => format!("The search was stopped: this plan is {near}."),
    }];
    if found.by_rank > 0 {
        told.push(match found.by_rank {
            1 => "One story is valued by its rank.".into(),
            count => format!("{count} stories are valued by their rank."),
        });
    }
    if found.by_count > 0 {
        told.push(match found.by_count {
            1 => "One has no estimate and counts as one point.".into(),
            count => format!("{count} have no estimate and count as one point each."),
        });
    }
    told.push(format!("Chosen from what is planned and the first {candidates} of the backlog."));
    if found.unexplained > 0 {
        told.push(format!("For {} there was no time to say why.", stories(found.unexplained)));
    }
    told.join(" ")
}

fn stories(count: usize) -> String {
    if count == 1 { "one story".into() } else { format!("{count} stories") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_near_a_plan_is_to_the_best_is_told_in_percent() {
        for (gap, told) in [(0.0, "0.1"), (0.008, "0.8"), (0.0999, "10.0"), (0.25, "25")] {
            assert_eq!(within(gap), format!("within {told} % of the best possible"));
        }
    }

    #[test]
    fn a_plan_that_was_stopped_says_so_and_one_that_is_proven_says_that() {
        let found = Found { gap: 0.02, by_rank: 1, by_count: 3, unexplained: 2, ..Found::default() };
        let told = certainty(SearchState::Stopped, &found, 120);
        let stopped = "The search was stopped: this plan is within 2.0 % of the best possible.";
        assert!(
            told.starts_with(&format!("{stopped} One story is valued by its rank. 3 have no estimate")),
            "{told}"
        );
        assert!(told.ends_with("For 2 stories there was no time to say why."), "{told}");
        let proven = certainty(SearchState::Proven, &Found::default(), 120);
        assert_eq!(
            proven,
            "No better plan exists. Chosen from what is planned and the first 120 of the backlog."
        );
    }
}
