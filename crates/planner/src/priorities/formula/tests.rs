//! Worked formulas, sentences, and what holds of every formula.

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{collection, option, prop_assert, prop_assert_eq, prop_assume};

use super::{DEPTH_MAX, Formula, LENGTH_MAX};

const NAMES: [&str; 3] = ["reach", "impact", "effort"];

fn worth(text: &str, amounts: [f64; 3]) -> Result<f64, String> {
    let formula = Formula::read(text, &NAMES).map_err(|refused| refused.sentence)?;
    formula.score(&amounts.map(Some)).map(|score| score.value).map_err(|refused| refused.sentence)
}

#[test]
fn signs_bind_as_in_school() {
    for (text, expected) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) × 3", 9.0),
        ("10 - 4 - 3", 3.0),
        ("12 / 3 / 2", 2.0),
        ("-2^2", -4.0),
        ("2^3^2", 512.0),
        ("2^-1", 0.5),
        ("2 * -3", -6.0),
        ("7 − 2·3", 1.0),
        ("1 + 1 = 2", 1.0),
        ("3 <= 2", 0.0),
        ("sqrt(9) + abs(-2) + ln(1)", 5.0),
        ("min(4, 2; 3) + max(1, 5)", 7.0),
        ("if(3 ≥ 2, 10, 20)", 10.0),
        ("if(1 ≠ 1, 10, 20)", 20.0),
        ("reach × impact ÷ effort", 1000.0),
        ("Reach * IMPACT / effort", 1000.0),
        (" ( reach )", 2000.0),
        ("if(effort > 0, reach / effort, 1 / 0)", 500.0),
    ] {
        assert_eq!(worth(text, [2000.0, 2.0, 4.0]), Ok(expected), "{text}");
    }
}

#[test]
fn the_worked_scores_are_given_as_formulas() {
    let rice = Formula::read("reach*impact*confidence/effort", &["reach", "impact", "confidence", "effort"]);
    let score = rice.unwrap().score(&[Some(2000.0), Some(2.0), Some(0.8), Some(3.0)]).unwrap();
    assert!((score.value - 1066.6667).abs() < 1e-4 && score.terms.len() == 4);
    let wsjf = Formula::read("(value + time + risk) / size", &["value", "time", "risk", "size"]).unwrap();
    assert_eq!(wsjf.score(&[7.0, 9.0, 5.0, 2.0].map(Some)).unwrap().value, 10.5);
    assert_eq!(wsjf.to_string(), "(value + time + risk) ÷ size");
    assert_eq!(
        wsjf.renamed(&["worth", "time", "risk", "months"]).to_string(),
        "(worth + time + risk) ÷ months"
    );
}

#[test]
fn what_cannot_be_read_is_told_where() {
    for (text, expected) in [
        ("", "Write a formula, such as reach × impact ÷ effort."),
        ("reach ×", "The formula ends too early: an amount is missing."),
        ("reach + (", "A bracket is opened that is not closed."),
        ("reach)", "A bracket is closed that was not opened."),
        ("reach impact", "The formula cannot be read from “impact” on."),
        ("reach × × effort", "The formula cannot be read from “× effort” on."),
        ("reach × (impact + ) ÷ 2", "The formula cannot be read from “) ÷ 2” on."),
        ("1 < 2 < 3", "The formula cannot be read from “< 3” on."),
        ("--reach", "The formula cannot be read from “-reach” on."),
        ("reach $ 2", "The formula cannot be read from “$ 2” on."),
        ("1.", "The formula ends too early: an amount is missing."),
        ("effrot + 1", "“effrot” is no input; there are reach, impact and effort."),
        ("sin(reach)", "“sin” is no function; there are sqrt, ln, abs, min, max and if."),
        ("min(reach)", "min takes two or more amounts, such as min(3, 9)."),
        ("if(reach, 1)", "if takes a condition and two amounts, such as if(3 > 2, 9, 0)."),
    ] {
        assert_eq!(worth(text, [1.0; 3]), Err(expected.to_string()), "{text}");
    }
}

#[test]
fn what_has_no_result_is_told_by_name() {
    for (text, expected) in [
        ("reach / effort", "effort is 0, and the formula divides by it."),
        ("reach / (impact - 2)", "impact − 2 is 0, and the formula divides by it."),
        ("1 / 0", "0, and the formula divides by it."),
        ("sqrt(0 - reach)", "0 − reach is -2000; only 0 and more has a square root."),
        ("ln(effort)", "effort is 0; only more than 0 has a logarithm."),
        ("(0 - reach)^0.5", "(0 − reach) ^ 0.5 has no result that is a number."),
        ("reach^1000", "reach ^ 1000 has no result that is a number."),
    ] {
        assert_eq!(worth(text, [2000.0, 2.0, 0.0]), Err(expected.to_string()), "{text}");
    }
    let formula = Formula::read("reach / effort", &NAMES).unwrap();
    let sentence = |amounts: &[Option<f64>]| formula.score(amounts).unwrap_err().sentence;
    assert_eq!(sentence(&[Some(1.0), None, None]), "“effort” is not said yet.");
    assert_eq!(sentence(&[Some(f64::NAN), None, Some(1.0)]), "“reach” is not a number.");
    assert_eq!(sentence(&[]), "“reach” is not said yet.");
    assert!(formula.worth(&[1.0]).is_none() && formula.uses(0) && !formula.uses(1));
}

#[test]
fn long_and_deep_texts_are_refused_before_they_are_read() {
    let deep = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(worth(&deep(DEPTH_MAX), [0.0; 3]), Ok(1.0));
    assert_eq!(worth(&deep(DEPTH_MAX + 1), [0.0; 3]).unwrap_err(), "Brackets may be nested 16 deep.");
    assert_eq!(worth(&"1^".repeat(17), [0.0; 3]).unwrap_err(), "A formula has at most 16 powers.");
    assert!(worth(&deep(100_000), [0.0; 3]).is_err());
    let long = format!("1{}", "+1".repeat(LENGTH_MAX / 2));
    assert_eq!(worth(&long, [0.0; 3]).unwrap_err(), "A formula has at most 500 characters.");
}

/// The worst that the limits let through, on a stack a quarter of what a thread has by default.
#[test]
fn the_longest_formulas_need_little_stack() {
    let inside = || {
        let brackets = format!("{}1{}", "if(1,-(".repeat(8), "),1)".repeat(8));
        let sums = format!("1{}", "-1".repeat(249));
        let powers = format!("2{}", "^-2".repeat(16));
        for text in [brackets, sums, powers] {
            let formula = Formula::read(&text, &NAMES).unwrap_or_else(|refused| panic!("{text} {refused}"));
            let _ = (formula.score(&[]), formula.to_string(), formula.uses(0));
        }
    };
    std::thread::Builder::new().stack_size(512 * 1024).spawn(inside).unwrap().join().unwrap();
}

/// A formula as text, and what arithmetic says it is.
#[derive(Clone, Debug)]
struct Made {
    text: String,
    value: f64,
}

fn made() -> impl Strategy<Value = (Made, [f64; 3])> {
    any::<[i8; 3]>().prop_flat_map(|small| {
        let inputs = small.map(|n| f64::from(n) / 4.0);
        let leaf = prop_oneof![
            (0..3_usize).prop_map(move |at| Made { text: NAMES[at].into(), value: inputs[at] }),
            (0..100_u8).prop_map(|n| Made { text: n.to_string(), value: f64::from(n) }),
        ];
        let tree = leaf.prop_recursive(3, 12, 3, |inner| {
            let two =
                (inner.clone(), inner.clone(), 0..10_usize).prop_map(|(a, b, sign)| signed(&a, &b, sign));
            let one = (inner.clone(), 0..4_usize).prop_map(|(a, function)| called(&a, function));
            let three = [inner.clone(), inner.clone(), inner].prop_map(|[when, then, other]| Made {
                text: format!("if({}, {}, {})", when.text, then.text, other.text),
                value: if when.value != 0.0 { then.value } else { other.value },
            });
            prop_oneof![4 => two, 1 => one, 1 => three]
        });
        (tree, Just(inputs))
    })
}

fn signed(a: &Made, b: &Made, sign: usize) -> Made {
    let (x, y) = (a.value, b.value);
    let truth = |holds: bool| f64::from(u8::from(holds));
    let (sign, value) = [
        ("+", x + y),
        ("−", x - y),
        ("*", x * y),
        ("÷", x / y),
        ("^", x.powf(y)),
        ("<", truth(x < y)),
        (">=", truth(x >= y)),
        ("=", truth(x == y)),
        (">", truth(x > y)),
        ("!=", truth(x != y)),
    ][sign];
    Made { text: format!("({} {sign} {})", a.text, b.text), value }
}

fn called(a: &Made, function: usize) -> Made {
    let (name, value) =
        [("sqrt", a.value.sqrt()), ("ln", a.value.ln()), ("abs", a.value.abs()), ("-", -a.value)][function];
    Made { text: format!("({name}({}))", a.text), value }
}

proptest! {
    #[test]
    fn no_text_and_no_amounts_bring_it_down(
        text in "[a-z0-9+*/^(),.<>= −×÷-]{0,60}|\\PC{0,40}|((reach|effort|2|min\\(|if\\(|sqrt\\(|\\)|,|\\+|/|\\^|-) ?){0,20}",
        amounts in collection::vec(option::of(any::<f64>()), 0..5),
    ) {
        if let Ok(formula) = Formula::read(&text, &NAMES) {
            match formula.score(&amounts) {
                Ok(score) => prop_assert!(score.value.is_finite()),
                Err(refused) => prop_assert!(refused.sentence.ends_with('.')),
            }
            prop_assert_eq!(&Formula::read(&formula.to_string(), &NAMES), &Ok(formula));
        }
    }

    #[test]
    fn the_result_is_what_arithmetic_says((made, inputs) in made()) {
        let formula = Formula::read(&made.text, &NAMES);
        prop_assume!(made.text.chars().count() <= LENGTH_MAX);
        match formula.unwrap().score(&inputs.map(Some)) {
            // What arithmetic passes through without a number (1 ÷ 0 > 3) is refused here.
            Ok(score) => prop_assert_eq!(score.value, made.value, "{}", made.text),
            Err(_) => prop_assert!(made.text.contains(['÷', '^', 's', 'l', '*']), "{}", made.text),
        }
    }
}
