//! What more capacity would buy, in one sentence.

use domain::sprint::plan::proposal::Price;
use domain::sprint::plan::queries::Inputs;

use crate::shell::money;

/// Less is nothing.
const LEAST: f64 = 0.005;

/// Of anybody, and of each skill of which it is another one.
pub fn all<'p>(
    prices: impl Iterator<Item = &'p Price> + Clone,
    in_points: bool,
    inputs: &Inputs,
) -> Vec<String> {
    let of_anybody = prices.clone().find(|price| price.skill.is_none()).cloned();
    let is_told = |price: &&Price| {
        let same = |whole: &Price| (whole.gain - price.gain).abs() < LEAST && whole.exact == price.exact;
        price.skill.is_none() || !of_anybody.as_ref().is_some_and(same)
    };
    prices.filter(is_told).map(|price| told(price, in_points, inputs)).collect()
}

/// "One more point of Design would buy €4.2k a year of demand."
fn told(price: &Price, in_points: bool, inputs: &Inputs) -> String {
    let skill = inputs.skilled.skills.iter().find(|skill| Some(skill.id) == price.skill);
    let in_money = inputs.demand.iter().any(|row| row.revenue_minor > 0);
    sentence(price, in_points, skill.map(|skill| skill.name.as_str()), in_money)
}

fn sentence(price: &Price, in_points: bool, skill: Option<&str>, in_money: bool) -> String {
    let one = match (in_points, skill) {
        (true, None) => "One more point".to_owned(),
        (true, Some(skill)) => format!("One more point of {skill}"),
        (false, _) => "One more story".to_owned(),
    };
    let least = if price.exact { "" } else { "at least " };
    if price.gain < LEAST {
        let known = if price.exact { "would buy nothing" } else { "may buy nothing" };
        return format!("{one} {known}.");
    }
    let gain = match in_money {
        true => format!("{} a year of demand", money((price.gain * 100.0).round() as i64, "EUR")),
        false => format!("{:.1} of value by rank", price.gain),
    };
    format!("{one} would buy {least}{gain}.")
}

#[cfg(test)]
mod tests {
    use super::{Price, sentence};

    #[test]
    fn what_one_more_would_buy_is_told_in_its_unit() {
        let told =
            |gain, exact, in_points| sentence(&Price { skill: None, gain, exact }, in_points, None, false);
        assert_eq!(told(0.0, true, true), "One more point would buy nothing.");
        assert_eq!(told(0.0, false, false), "One more story may buy nothing.");
        assert_eq!(told(2.25, false, true), "One more point would buy at least 2.2 of value by rank.");
        let design = sentence(&Price { skill: None, gain: 4_200.0, exact: true }, true, Some("Design"), true);
        assert_eq!(design, "One more point of Design would buy €4.2k a year of demand.");
    }
}
