//! The form of a product on the firm's own pages: open for the sites that are named, and for no others.

use domain::discovery::Channel;
use domain::discovery::queries::feedback;
use domain::discovery::ways_in::allow_origin::AllowOrigin;
use domain::discovery::ways_in::forbid_origin::ForbidOrigin;
use domain::discovery::ways_in::queries::{form, ways_in};
use domain::discovery::ways_in::send_form::SendForm;
use domain::line::undo_change::UndoChange;
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Failure, Refusal, Result};
use domain::spine::run::{Command, Ran, run};
use domain::testing::{Office, on_both_engines};

const SITE: &str = "https://www.larkbill.example";

fn by_program<C: Command>(office: &Office, command: C) -> Result<Ran<C::Done>> {
    let (moment, program) = (office.moment(), Actor::program(office.workspace, Door::Form));
    office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command))
}

fn refused<T: std::fmt::Debug>(done: Result<T>) -> Refusal {
    match done.unwrap_err() {
        Failure::Refused(refusal) => refusal,
        Failure::Fault(fault) => panic!("{fault}"),
    }
}

#[test]
fn the_form_is_open_for_the_sites_that_are_named() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let open = |office: &Office| office.db.read(|tx| form(tx, "larkbill", "INV"));
        let says = |origin: Option<&str>, consent: bool| SendForm {
            product,
            body: "Pay by bank, please.".into(),
            name: "Nora".into(),
            email: " Nora@Pellworth.example ".into(),
            consent,
            origin: origin.map(str::to_owned),
        };
        assert_eq!(refused(open(office).map(|_| ())).kind(), "not_found");
        assert_eq!(refused(by_program(office, says(None, true))).kind(), "not_found");
        let allow = |origin: &str| AllowOrigin { product, origin: origin.into() };
        assert_eq!(office.is_refused(&office.mira(), allow(SITE)).kind(), "not_allowed");
        let refusal = office.is_refused(&ines, allow("https://*.larkbill.example"));
        assert_eq!(refusal.field(), Some("origin"));
        let allowed = office.does(&ines, allow(" HTTPS://www.larkbill.example:443/ ")).unwrap();
        assert_eq!(allowed.sentence, "The form may stand on https://www.larkbill.example.");
        assert!(office.does(&ines, allow(SITE)).unwrap().seq.is_none());
        assert_eq!(open(office).unwrap().origins, [SITE]);

        let said = by_program(office, says(Some(SITE), true)).unwrap().done;
        let reader = ines.clone();
        let told = office.reads(move |tx| feedback(tx, &reader, said.number));
        assert_eq!((told.channel, told.sender_email.as_str()), (Channel::Form, "nora@pellworth.example"));
        by_program(office, says(None, true)).unwrap();
        assert_eq!(
            refused(by_program(office, says(Some("https://evil.example"), true))).kind(),
            "not_allowed"
        );
        assert_eq!(refused(by_program(office, says(Some(SITE), false))).field(), Some("consent"));
        assert_eq!(office.is_refused(&ines, says(None, true)).kind(), "not_allowed");
        let wrong = SendForm { email: "nobody".into(), ..says(None, true) };
        assert_eq!(refused(by_program(office, wrong)).field(), Some("email"));

        let forbidden = office.does(&ines, ForbidOrigin { origin: allowed.done.id }).unwrap();
        assert!(open(office).is_err());
        office.does(&ines, UndoChange { change: forbidden.seq.unwrap() }).unwrap();
        assert!(open(office).is_ok());
        for nth in 1..20 {
            office.does(&ines, allow(&format!("https://{nth}.example.org"))).unwrap();
        }
        assert_eq!(office.is_refused(&ines, allow("https://more.example.org")).kind(), "over_limit");
        let reader = ines.clone();
        assert_eq!(office.reads(move |tx| ways_in(tx, &reader, product)).origins.len(), 20);
    });
}
