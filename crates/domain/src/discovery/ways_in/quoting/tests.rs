//! Mails as programs write them, and what of them is new.

use super::{Split, split};

fn is_split(text: &str, new: &str, quoted: &str) {
    assert_eq!(split(text), Split { new: new.into(), quoted: quoted.into() }, "{text}");
}

#[test]
fn a_mail_that_answers_nothing_is_new_as_a_whole() {
    for whole in [
        "Could I pay by direct debit?",
        "Hello,\n\nthree things:\n- one\n- two -- and a half\n\nThanks",
        "On Monday my accountant wrote:\nplease send the sum.",
        "Am Montag schrieb mein Steuerberater:\nbitte die Summe schicken.",
        "From: the very beginning it was slow.\nThat is all.",
        "",
    ] {
        is_split(whole, whole, "");
    }
}

#[test]
fn what_is_quoted_in_english_is_cut_off() {
    is_split(
        "Yes, that is it.\n\nOn Mon, 2 Mar 2026 at 10:14, Mira <mira@larkbill.example> wrote:\n\n> Do you mean the sum?\n>\n> Mira",
        "Yes, that is it.",
        "On Mon, 2 Mar 2026 at 10:14, Mira <mira@larkbill.example> wrote:\n> Do you mean the sum?\n>\n> Mira",
    );
    // Broken into lines, and without marks, as a program makes it of HTML.
    is_split(
        "Yes.\n\nOn Mon, 2 Mar 2026 at 10:14, Mira of Larkbill\n<mira@larkbill.example>\nwrote:\n\nDo you mean the sum?",
        "Yes.",
        "On Mon, 2 Mar 2026 at 10:14, Mira of Larkbill\n<mira@larkbill.example>\nwrote:\n\nDo you mean the sum?",
    );
    is_split(
        "Fine.\n\n-----Original Message-----\nFrom: Mira\nSent: Monday\n\nOld words",
        "Fine.",
        "-----Original Message-----\nFrom: Mira\nSent: Monday\n\nOld words",
    );
    is_split(
        "Fine.\n________________________________\nFrom: Mira\nSent: Monday\nTo: Nora\n\nOld words",
        "Fine.",
        "________________________________\nFrom: Mira\nSent: Monday\nTo: Nora\n\nOld words",
    );
}

#[test]
fn what_is_quoted_in_german_is_cut_off() {
    is_split(
        "Ja, genau.\n\nAm 02.03.26 um 10:14 schrieb Mira:\n> Meinen Sie die Summe?\n",
        "Ja, genau.",
        "Am 02.03.26 um 10:14 schrieb Mira:\n> Meinen Sie die Summe?",
    );
    is_split(
        "Ja.\n\nAm Montag, 2. März 2026 schrieb Mira <mira@larkbill.example>:\n\nMeinen Sie die Summe?",
        "Ja.",
        "Am Montag, 2. März 2026 schrieb Mira <mira@larkbill.example>:\n\nMeinen Sie die Summe?",
    );
    is_split(
        "Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Mira\nGesendet: Montag\n\nAlt",
        "Ja.",
        "-----Ursprüngliche Nachricht-----\nVon: Mira\nGesendet: Montag\n\nAlt",
    );
    is_split(
        "Ja.\n\nVon: Mira <mira@larkbill.example>\nGesendet: Montag, 2. März 2026 10:14\nAn: Nora\nBetreff: Summe\n\nAlt",
        "Ja.",
        "Von: Mira <mira@larkbill.example>\nGesendet: Montag, 2. März 2026 10:14\nAn: Nora\nBetreff: Summe\n\nAlt",
    );
}

#[test]
fn other_languages_that_programs_speak() {
    for above in [
        "Le lun. 2 mars 2026 à 10:14, Mira <mira@larkbill.example> a écrit :",
        "El lun, 2 mar 2026 a las 10:14, Mira escribió:",
        "Il giorno lun 2 mar 2026 Mira ha scritto:",
        "Op ma 2 mrt. 2026 om 10:14 schreef Mira:",
        "W dniu 2.03.2026 o 10:14, Mira pisze:",
    ] {
        let text = format!("New.\n\n{above}\n> old");
        is_split(&text, "New.", &format!("{above}\n> old"));
    }
}

#[test]
fn answers_between_and_below_what_is_quoted_stay() {
    is_split(
        "On 2 Mar 2026 Mira wrote:\n> Which sum?\n\nThe one of the year.\n\n> And where?\n\nOn the list.",
        "The one of the year.\n\nOn the list.",
        "On 2 Mar 2026 Mira wrote:\n> Which sum?\n> And where?",
    );
}

#[test]
fn a_signature_is_cut_off_and_kept_beside() {
    is_split(
        "Too slow.\n\n-- \nNora Field\nPellworth & Sons",
        "Too slow.",
        "-- \nNora Field\nPellworth & Sons",
    );
    is_split("Too slow.\n--\nNora", "Too slow.", "--\nNora");
    is_split("Too slow.\n\nSent from my iPhone", "Too slow.", "Sent from my iPhone");
    is_split("Zu langsam.\n\nVon meinem iPhone gesendet", "Zu langsam.", "Von meinem iPhone gesendet");
    is_split(
        "Von meinem Konto ging nichts ab.\nVon meinem Geld auch nicht.",
        "Von meinem Konto ging nichts ab.\nVon meinem Geld auch nicht.",
        "",
    );
    let long = format!("a\n--\n{}", "line\n".repeat(20).trim_end());
    is_split(&long, &long, "");
}

#[test]
fn a_mail_that_is_sent_on_stays_whole() {
    for marked in [
        "Look.\n\n---------- Forwarded message ---------\nFrom: Nora\nDate: Monday\n\nToo slow",
        "Schau.\n\n-------- Weitergeleitete Nachricht --------\nVon: Nora\nDatum: Montag\n\n> Zu langsam",
        "Look.\n\nBegin forwarded message:\n\nFrom: Nora\nDate: Monday\n\nToo slow",
    ] {
        is_split(marked, marked, "");
    }
}

#[test]
fn no_line_is_lost() {
    let text = "a\n> b\nc\nOn 1 May 2026 D wrote:\n> e\nf\n-- \ng";
    let Split { new, quoted } = split(text);
    let mut kept: Vec<&str> = new.lines().chain(quoted.lines()).filter(|line| !line.is_empty()).collect();
    let mut given: Vec<&str> = text.lines().collect();
    kept.sort_unstable();
    given.sort_unstable();
    assert_eq!(kept, given);
}
