use super::{asked, of_fields, of_title, said};
use crate::hints::Rule;

#[test]
fn the_published_examples() {
    let benefit = "so that I document a requirement";
    for (title, hints) in [
        (format!("As a User, I'm able to add a user story, {benefit}"), vec![]),
        (format!("As a User I'm able to add a user story, {benefit}"), vec![(Rule::NoComma, "I'm able to")]),
        (format!("As a User, I'm able to add a user story {benefit}"), vec![(Rule::NoComma, "so that")]),
        (format!("As a User, I add a user story, {benefit}"), vec![(Rule::NoWant, "")]),
        (format!("User wants to add a user story, {benefit}"), vec![(Rule::NoRole, "")]),
        (
            "As a salesperson, I want to know the price, so that I can sell the system. This is extra info"
                .into(),
            vec![(Rule::Extra, "This is extra info")],
        ),
    ] {
        assert_eq!(of_title(&title), said(&hints), "{title}");
    }
}

#[test]
fn who_what_and_why_are_found_however_it_is_put() {
    for title in [
        "As an accountant, I would like to see open invoices, so that I know whom to call",
        "As someone who sends invoices, I want to mute one, so that nobody is bothered",
        "As the owner of a firm, I’m able to mute one invoice, in order to keep the peace",
        "Being a clerk, I can print a letter, so I can post it",
        "AS A CLERK, I WANT TO PRINT A LETTER, SO THAT IT ARRIVES",
        "As a clerk, I want a letter, so that it arrives.",
        "As a clerk, I don’t want to see old letters, so that I find the new one",
    ] {
        assert_eq!(of_title(title), said(&[]), "{title}");
    }
    for (title, hints) in [
        ("As a clerk, I want to print a letter", vec![(Rule::NoBenefit, "")]),
        ("I want to print a letter, so that it arrives", vec![(Rule::NoRole, "")]),
        ("The new clerk needs to print a letter, so that it arrives", vec![(Rule::NoRole, "")]),
        ("As a clerk, so that it arrives", vec![(Rule::NoWant, "")]),
    ] {
        assert_eq!(of_title(title), said(&hints), "{title}");
    }
}

#[test]
fn a_name_is_no_sentence_and_is_left_alone() {
    for title in [
        "Mute one invoice",
        "As soon as a transfer arrives, stop the reminders",
        "Show what a customer wants to pay",
        "Rounding differs between the invoice and the ledger",
        "Print (again) and post",
        "Sign an invoice so that nobody can change it",
        "INV-12",
        "",
        "   ",
    ] {
        assert_eq!(of_title(title), said(&[]), "{title}");
    }
    assert_eq!(
        of_title("Export everything about one customer"),
        said(&[(Rule::UnboundedWord, "everything")])
    );
    assert_eq!(of_title("A better search"), said(&[(Rule::VagueWord, "better")]));
}

#[test]
fn one_thing_at_a_time() {
    let want = |want: &str| asked(&of_fields("a clerk", want, "it arrives and is read"));
    for (text, words) in [
        ("to print a letter and post it", "and"),
        ("to see names and addresses or telephone numbers", "or"),
        ("to print & post", "&"),
        ("to see the price and/or the discount", "and/or"),
        ("to print and to post", "and"),
    ] {
        assert_eq!(want(text), said(&[(Rule::TwoWants, words)]), "{text}");
    }
    for text in [
        "to drag and drop cards",
        "to choose between cash and transfer",
        "to pay in two or three parts",
        "to see whether it is paid or not",
        "to delete one or more rows",
        "to print it, and",
        "to see an Andorran firm",
    ] {
        assert_eq!(want(text), said(&[]), "{text}");
    }
    let two = of_fields("a clerk or an accountant", "to print a letter", "it arrives");
    assert_eq!(asked(&two), said(&[(Rule::TwoRoles, "or")]));
    let in_title = "As a clerk and accountant, I want to print and post, so that it arrives and is read";
    assert_eq!(of_title(in_title), said(&[(Rule::TwoRoles, "and"), (Rule::TwoWants, "and")]));
}

#[test]
fn nothing_beside_the_sentence() {
    for (want, words) in [
        ("to print a letter (in colour)", "(in colour)"),
        ("to print a letter. Ask Tomas", "Ask Tomas"),
        ("to print a letter! It is urgent", "It is urgent"),
    ] {
        assert_eq!(asked(&of_fields("a clerk", want, "it arrives")), said(&[(Rule::Extra, words)]), "{want}");
    }
    for want in [
        "to print letter(s)",
        "to pay by card, e.g. Visa",
        "to tell Mr. Smith",
        "to print a letter.",
        "to pay 2.50 (3)",
    ] {
        assert_eq!(asked(&of_fields("a clerk", want, "it arrives")), said(&[]), "{want}");
    }
}

#[test]
fn fields_that_are_empty_are_asked_for() {
    assert_eq!(asked(&of_fields("a clerk", "", "")), said(&[(Rule::NoWant, ""), (Rule::NoBenefit, "")]));
    assert_eq!(asked(&of_fields("", "to print", "")), said(&[(Rule::NoRole, ""), (Rule::NoBenefit, "")]));
    assert_eq!(asked(&of_fields("", "", "it arrives")), said(&[(Rule::NoRole, ""), (Rule::NoWant, "")]));
}

#[test]
fn words_that_leave_it_open() {
    let want = |want: &str| asked(&of_fields("the clerk", want, "it arrives quickly with everything"));
    for (text, rule, words) in [
        ("to choose it from a dropdown", Rule::SolutionWord, "dropdown"),
        ("to see it in a pop-up", Rule::SolutionWord, "pop-up"),
        ("a user-friendly list", Rule::VagueWord, "user-friendly"),
        ("to find it as fast as possible", Rule::VagueWord, "fast"),
        ("to see names, prices etc.", Rule::UnboundedWord, "etc"),
        ("all kinds of letters", Rule::UnboundedWord, "all kinds of"),
        ("invoices to be sent on Mondays", Rule::PassiveVoice, "be sent"),
        ("letters to be automatically archived", Rule::PassiveVoice, "be automatically archived"),
    ] {
        assert!(want(text).contains(&(rule, words.to_owned())), "{text}: {:?}", want(text));
    }
    for text in [
        "to be told when an invoice is paid",
        "the item being estimated",
        "to see which letters were sent",
        "letters to be signed by the owner",
        "to see the need",
        "to pay on the day that is agreed",
    ] {
        assert_eq!(want(text), said(&[]), "{text}");
    }
    let built = of_fields("a developer", "an API with JSON", "partners can build on it");
    assert_eq!(asked(&built), said(&[]));
}

#[test]
fn more_than_forty_words_are_hard_to_keep_in_mind() {
    let many = |count: usize| format!("to print {}", vec!["letters"; count].join(" "));
    let (enough, long) = (many(29), many(32));
    assert_eq!(asked(&of_fields("a clerk", &enough, "it arrives")), said(&[]));
    let hints = asked(&of_fields("a clerk", &long, "it arrives"));
    assert_eq!(hints, said(&[(Rule::Long, "letters")]));
    let title = format!("As a clerk, I want to print {}, so that it arrives", vec!["letters"; 60].join(" "));
    assert_eq!(of_title(&title)[0].0, Rule::Long);
}

#[test]
fn a_text_in_another_language_is_not_accused_by_english_words() {
    for title in [
        "Als Buchhalter möchte ich die Rechnung und die Mahnung sehen, damit ich nicht fragen muss",
        "En tant que client, je veux voir les factures et payer, pour que ce soit réglé",
        "Como cliente, quiero pagar la factura y ver los recibos para que no se pierdan",
        "Modern und robust",
        "Jako klient chcę zobaczyć faktury i zapłacić, aby to było załatwione",
        "作为客户，我想查看发票，以便付款",
    ] {
        assert_eq!(of_title(title), said(&[]), "{title}");
    }
    let german =
        of_fields("ein Kunde", "die Rechnung optimal und modern zu sehen and mehr", "ich sie nicht suche");
    assert_eq!(asked(&german), said(&[]));
    // What needs no English is asked all the same.
    let german = of_fields("ein Kunde", "die Rechnung (als PDF) zu sehen, Belege etc.", "");
    let rules = [(Rule::Extra, "(als PDF)"), (Rule::NoBenefit, ""), (Rule::UnboundedWord, "etc")];
    assert_eq!(asked(&german), said(&rules));
}
