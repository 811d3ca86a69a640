//! Pure rules of scoring: how inputs are called, what amounts are written, which formula will do.

use planner::priorities::formula::{FUNCTIONS, Formula, LENGTH_MAX};

use super::{InputKind, ScoreInput, ScoreInputId};
use crate::spine::refusal::{Refusal, Result};

/// Inputs of a product, at most.
pub const INPUTS_MAX: usize = 8;
/// Characters of a name and of a unit, at most.
pub const NAME_MAX: usize = 24;
pub const UNIT_MAX: usize = 40;
/// An amount is at most as far from 0 as this.
pub const AMOUNT_MAX: f64 = 1e9;

/// A word that a formula can name: small letters, digits and `_`, a letter first, and no function.
pub fn name(text: &str, others: &[&ScoreInput]) -> Result<String> {
    let name = text.trim().to_lowercase();
    let is_word = name.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    if !is_word || !name.starts_with(char::is_alphabetic) || name.chars().count() > NAME_MAX {
        return Refusal::invalid("name", "Use one word of at most 24 letters and digits, such as savings.");
    }
    if FUNCTIONS.contains(&name.as_str()) {
        return Refusal::invalid("name", format!("“{name}” is a function of formulas. Use another word."));
    }
    match others.iter().any(|other| other.name == name) {
        true => Refusal::invalid("name", format!("There is an input called “{name}” already.")),
        false => Ok(name),
    }
}

pub fn unit(text: &str) -> Result<String> {
    let unit = text.trim();
    match unit.chars().count() <= UNIT_MAX {
        true => Ok(unit.into()),
        false => Refusal::invalid("unit", "Use at most 40 characters, such as euros a year."),
    }
}

/// One confidence says how sure all estimates are.
pub fn kind(kind: InputKind, others: &[&ScoreInput]) -> Result<InputKind> {
    match kind == InputKind::Confidence && others.iter().any(|other| other.kind == InputKind::Confidence) {
        true => {
            Refusal::invalid("kind", "There is a confidence already; one says how sure all estimates are.")
        }
        false => Ok(kind),
    }
}

pub fn refuse_removed(input: &ScoreInput) -> Result<()> {
    match input.archived_at {
        Some(_) => Refusal::conflict(format!("“{}” was removed.", input.name)),
        None => Ok(()),
    }
}

/// A formula over the inputs, as it is kept: with the signs of print. Empty is RICE.
pub fn formula(text: &str, inputs: &[ScoreInput]) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    let read = match Formula::read(text, &names(inputs)) {
        Ok(read) => read,
        Err(refused) => return Refusal::invalid("formula", refused.sentence),
    };
    if !(0..inputs.len()).any(|input| read.uses(input)) {
        return Refusal::invalid("formula", "Name at least one input in the formula.");
    }
    let kept = read.to_string();
    match kept.chars().count() <= LENGTH_MAX {
        true => Ok(kept),
        false => Refusal::invalid("formula", "The formula is too long. Use at most 500 characters."),
    }
}

/// The formula after its inputs are called otherwise.
pub fn renamed(formula: &str, before: &[ScoreInput], after: &[ScoreInput]) -> String {
    let read = Formula::read(formula, &names(before));
    read.map_or_else(|_| formula.into(), |read| read.renamed(&names(after)).to_string())
}

fn names(inputs: &[ScoreInput]) -> Vec<&str> {
    inputs.iter().map(|input| input.name.as_str()).collect()
}

/// Whether a formula names an input.
pub fn uses(formula: &str, inputs: &[ScoreInput], input: ScoreInputId) -> bool {
    let place = inputs.iter().position(|one| one.id == input);
    let read = Formula::read(formula, &names(inputs)).ok();
    read.zip(place).is_some_and(|(read, place)| read.uses(place))
}

/// In thousandths, as it is written; empty takes it away.
pub fn amount(text: &str, input: &ScoreInput) -> Result<Option<i64>> {
    let plain = text.trim().trim_end_matches('%').replace([' ', '\u{a0}'], "");
    let plain = if has_thousands(&plain) { plain.replace(',', "") } else { plain.replace(',', ".") };
    if plain.is_empty() {
        return Ok(None);
    }
    let (least, most) = match input.kind {
        InputKind::Confidence => (0.0, 100.0),
        _ => (-AMOUNT_MAX, AMOUNT_MAX),
    };
    match plain.parse::<f64>() {
        Ok(amount) if (least..=most).contains(&amount) => Ok(Some((amount * 1e3).round() as i64)),
        _ if input.kind == InputKind::Confidence => {
            let sentence = format!("Use a number of percent from 0 to 100 for {}.", input.name);
            Refusal::invalid("amount", sentence)
        }
        _ => Refusal::invalid("amount", format!("Use a number for {}, such as 12.5.", input.name)),
    }
}

/// Whether the commas of a number stand before each three digits, as in `1,200`; else they are read as a point.
fn has_thousands(plain: &str) -> bool {
    let whole = plain.split('.').next().unwrap_or_default().trim_start_matches('-');
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|digit| digit.is_ascii_digit());
    whole.contains(',') && (1..=3).contains(&first.len()) && first != "0" && groups.all(is_group)
}

/// As a formula counts with it.
pub fn counted(kind: InputKind, thousandths: i64) -> f64 {
    match kind {
        InputKind::Confidence => thousandths as f64 / 1e5,
        _ => thousandths as f64 / 1e3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spine::moment::Timestamp;
    use crate::spine::refusal::Failure;
    use uuid::Uuid;

    fn input(name: &str, kind: InputKind) -> ScoreInput {
        let id = ScoreInputId(Uuid::from_u128(name.len() as u128));
        let product_id = crate::spine::id::ProductId(Uuid::nil());
        let (name, unit, created_at) = (name.into(), String::new(), Timestamp(0));
        ScoreInput { id, product_id, name, unit, kind, created_at, archived_at: None }
    }

    fn refused<T: std::fmt::Debug>(answer: Result<T>) -> String {
        match answer {
            Err(Failure::Refused(refusal)) => refusal.to_string(),
            other => panic!("{other:?} is not refused"),
        }
    }

    #[test]
    fn an_input_is_called_by_one_word_that_is_free() {
        let savings = input("savings", InputKind::Estimate);
        assert_eq!(name(" Job_Size ", &[&savings]).unwrap(), "job_size");
        for wrong in ["", "two words", "2nd", "min", "If", "savings", "a-b", &"x".repeat(25)] {
            assert!(name(wrong, &[&savings]).is_err(), "{wrong}");
        }
        assert!(kind(InputKind::Confidence, &[&savings]).is_ok());
        assert!(kind(InputKind::Confidence, &[&input("sure", InputKind::Confidence)]).is_err());
    }

    #[test]
    fn a_formula_is_kept_as_it_is_shown_and_follows_its_inputs() {
        let inputs = [input("savings", InputKind::Estimate), input("weeks", InputKind::Estimate)];
        let kept = formula("Savings * 2/ (weeks+1)", &inputs).unwrap();
        assert_eq!(kept, "savings × 2 ÷ (weeks + 1)");
        assert!(uses(&kept, &inputs, inputs[0].id));
        let after = [input("saved", InputKind::Estimate), inputs[1].clone()];
        assert_eq!(renamed(&kept, &inputs, &after), "saved × 2 ÷ (weeks + 1)");
        assert_eq!(formula("  ", &inputs).unwrap(), "");
        for (wrong, sentence) in [
            ("savings ÷ days", "“days” is no input; there are savings and weeks."),
            ("2 + 3", "Name at least one input in the formula."),
            ("savings ÷", "The formula ends too early: an amount is missing."),
        ] {
            assert_eq!(refused(formula(wrong, &inputs)), sentence);
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let (savings, sure) = (input("savings", InputKind::Known), input("sure", InputKind::Confidence));
        for (text, thousandths) in
            [("1,200", 1_200_000), ("12,5", 12_500), ("-3", -3_000), ("1 200.5", 1_200_500), ("0,125", 125)]
        {
            assert_eq!(amount(text, &savings).unwrap(), Some(thousandths), "{text}");
        }
        assert_eq!((amount("80 %", &sure).unwrap(), amount(" ", &sure).unwrap()), (Some(80_000), None));
        assert_eq!(counted(InputKind::Confidence, 80_000), 0.8);
        for wrong in ["many", "NaN", "inf", "1e10", "--3"] {
            assert!(amount(wrong, &savings).is_err(), "{wrong}");
        }
        assert!(amount("101", &sure).is_err() && amount("-1", &sure).is_err());
    }
}
