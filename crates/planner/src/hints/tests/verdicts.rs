use super::{accepted_when, gwt, said, sentence};
use crate::hints::Rule;

const DENIED: &str = "a customer whose card is refused";

#[test]
fn criteria_that_can_be_judged_are_left_alone() {
    assert_eq!(accepted_when(&[]), said(&[]));
    let whole = [
        gwt(
            "a customer with no tone set",
            "their invoice is three days late",
            "the reminder uses the standard tone",
        ),
        gwt(
            "a customer set to Gentle",
            "every reminder is sent",
            "none of them mentions fees and further steps",
        ),
    ];
    assert_eq!(accepted_when(&whole), said(&[]));
    let inside = [sentence("Given a paid invoice, when it is opened, then no reminder is offered")];
    assert_eq!(accepted_when(&inside), said(&[]));
}

#[test]
fn given_when_and_then_are_whole() {
    let one = |given, when, then| accepted_when(&[gwt(given, when, then)]);
    assert_eq!(one("", "it is refused", "the reason is named"), said(&[(Rule::NoGiven, "")]));
    assert_eq!(one(DENIED, "", "the reason is named"), said(&[(Rule::NoWhen, "")]));
    assert_eq!(one(DENIED, "they pay", ""), said(&[(Rule::NoThen, "")]));
    assert_eq!(one("", "", ""), said(&[]));
    let inside = accepted_when(&[sentence("When the card is refused, the customer sees the reason")]);
    assert_eq!(inside, said(&[(Rule::NoGiven, ""), (Rule::NoThen, "")]));
}

#[test]
fn one_event_sets_it_off() {
    for (when, words) in [
        ("they pay and they close the page", "and they"),
        ("they choose a card and press the button", "and press"),
        ("they pay, then close the page", "then close"),
    ] {
        let hints = accepted_when(&[gwt(DENIED, when, "the reason is named")]);
        assert_eq!(hints, said(&[(Rule::TwoWhens, words)]), "{when}");
    }
    for when in ["name and address are entered", "they pay", "terms and conditions change"] {
        assert_eq!(accepted_when(&[gwt(DENIED, when, "the reason is named")]), said(&[]), "{when}");
    }
    let inside = "Given a refused card, when I pay and I close the page, then the reason is named";
    assert_eq!(accepted_when(&[sentence(inside)]), said(&[(Rule::TwoWhens, "and I")]));
}

#[test]
fn a_then_says_what_is_seen() {
    for (then, words) in [
        ("it works as expected", "works as expected"),
        ("the page loads quickly", "quickly"),
        ("the error is handled", "is handled"),
    ] {
        let hints = accepted_when(&[gwt(DENIED, "they pay", then)]);
        assert_eq!(hints, said(&[(Rule::VagueThen, words)]), "{then}");
    }
    let both = [sentence("It works on a phone, and nothing is lost with it")];
    assert_eq!(accepted_when(&both), said(&[(Rule::VagueThen, "works")]));
}

#[test]
fn at_least_one_says_what_happens_when_it_goes_wrong() {
    let good = gwt("a customer with a card", "they pay", "the invoice is paid");
    assert_eq!(accepted_when(&[good, good]), said(&[(Rule::NoNegative, "")]));
    let never = sentence("The log doesn’t name the customer");
    assert_eq!(accepted_when(&[good, never]), said(&[]));
}

#[test]
fn criteria_in_another_language_are_not_accused_by_english_words() {
    let german = [gwt(
        "ein Kunde mit einer Karte",
        "er zahlt und dann die Seite modern ist",
        "die Rechnung ist bezahlt",
    )];
    assert_eq!(accepted_when(&german), said(&[]));
    assert_eq!(accepted_when(&[sentence("Die Rechnung ist robust bezahlt")]), said(&[]));
    assert_eq!(accepted_when(&[sentence("Faktura zapłacona")]), said(&[]));
    assert_eq!(
        accepted_when(&[gwt("", "der Kunde zahlt", "die Rechnung ist bezahlt")]),
        said(&[(Rule::NoGiven, "")])
    );
}
