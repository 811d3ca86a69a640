//! A survey that the portal offers, told as a story on both engines.

use domain::communication::kano::Feeling::{Dislike, Like, LiveWith};
use domain::communication::kano::ask_for_kano::AskForKano;
use domain::communication::kano::end_kano_survey::EndKanoSurvey;
use domain::communication::kano::start_kano_survey::StartKanoSurvey;
use domain::people::open_portal::OpenPortal;
use domain::spine::actor::{Actor, Door};
use domain::spine::run::run;
use domain::testing::on_both_engines;

use crate::kano::{answers, link, segment, start, surveys};
use crate::told::{Firm, deliver};

#[test]
fn whoever_we_know_asks_on_the_portal_for_a_link_of_their_own_and_nobody_else_gets_one() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        let nobody = segment(office, &[]);
        let offered = StartKanoSurvey { segment: Some(nobody), on_portal: true, ..start(firm.feature) };
        office.is_refused(&office.ines(), StartKanoSurvey { on_portal: false, ..offered.clone() });
        let closed = office.is_refused(&office.ines(), offered.clone()).to_string();
        assert!(closed.starts_with("None of these contacts"), "the portal is closed: {closed}");
        let open = OpenPortal { product: office.product };
        office.does(&office.ines(), open).unwrap();
        let started = office.does(&office.ines(), offered).unwrap();
        assert!(started.sentence.starts_with("Whoever asks for it on the portal is asked what INV-3"));
        let survey = started.done.id;
        let asks = |email: &str| {
            let (command, moment) = (AskForKano { survey, email: email.into() }, office.moment());
            let program = Actor::program(office.workspace, Door::Form);
            let done =
                office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command));
            done.map(|done| done.sentence)
        };
        let sentence = "If we know this address, the questions are on their way to it.";
        for email in ["nobody@elsewhere.example", "NORA@pellworth.example"] {
            assert_eq!(asks(email).unwrap(), sentence);
        }
        assert!(asks("no address").is_err());
        let mails = deliver(office);
        assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["nora@pellworth.example"]);
        asks("nora@pellworth.example").unwrap();
        assert!(deliver(office).is_empty(), "the last one has only just left");
        office.wait_seconds(601);
        answers(office, &link(&mails[0]), Like, LiveWith).unwrap();
        asks("nora@pellworth.example").unwrap();
        let again = deliver(office);
        answers(office, &link(&again[0]), Like, Dislike).unwrap();
        let told = &surveys(office)[0];
        assert_eq!((told.asked, told.answered, told.survey.on_portal), (1, 1, true), "one voice each");
        office.does(&office.ines(), EndKanoSurvey { survey }).unwrap();
        assert!(asks("nora@pellworth.example").is_err());
    });
}
