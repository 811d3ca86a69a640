//! Launch lists, told as stories on both engines.

use domain::communication::ReleaseId;
use domain::communication::add_release::AddRelease;
use domain::communication::launch::add_launch_step::AddLaunchStep;
use domain::communication::launch::assign_launch_step::AssignLaunchStep;
use domain::communication::launch::edit_launch_step::EditLaunchStep;
use domain::communication::launch::queries::{StepRow, quotes, steps};
use domain::communication::launch::remove_launch_step::RemoveLaunchStep;
use domain::communication::launch::tick_launch_step::TickLaunchStep;
use domain::communication::launch::untick_launch_step::UntickLaunchStep;
use domain::communication::launch::{Area, LaunchStepId};
use domain::communication::put_in_release::PutInRelease;
use domain::communication::queries::release;
use domain::line::today::{Reason, waiting};
use domain::line::undo_change::UndoChange;
use domain::spine::moment::Day;
use domain::testing::{Office, START, on_both_engines};

use crate::told::Firm;

fn planned(office: &Office) -> (ReleaseId, i64) {
    let command =
        AddRelease { product: office.product, version: "4.8".into(), name: String::new(), planned_on: None };
    let done = office.does(&office.mira(), command).unwrap().done;
    (done.id, done.key.rsplit_once('-').unwrap().1.parse().unwrap())
}

fn list(office: &Office, number: i64) -> Vec<StepRow> {
    let (lena, product) = (office.lena(), office.product);
    office.reads(move |tx| steps(tx, &lena, &release(tx, &lena, product, number)?))
}

#[test]
fn what_is_to_be_done_around_a_release_is_given_ticked_and_taken_back() {
    on_both_engines(|office| {
        let (mira, lena, aoife) = (office.mira(), office.lena(), office.aoife());
        let (release, number) = planned(office);
        let add = |title: &str| AddLaunchStep {
            release,
            area: Area::Support,
            title: title.into(),
            person: None,
            due_on: None,
        };
        assert_eq!(office.is_refused(&lena, add("Answers")).kind(), "not_allowed");
        assert_eq!(office.is_refused(&mira, add(" ")).field(), Some("title"));
        assert_eq!(office.is_refused(&office.stranger(), add("Answers")).kind(), "not_found");
        let step: LaunchStepId = office.does(&mira, add("Answers for the phone")).unwrap().done.id;
        let tick = || TickLaunchStep { step };
        assert_eq!(office.is_refused(&lena, tick()).kind(), "not_allowed");
        let due_on = Some(Day::of(START.plus_days(9).day_in("UTC")));
        office.does(&mira, AssignLaunchStep { step, person: lena.person, due_on }).unwrap();
        let waits = |office: &Office| {
            let (lena, product, now) = (office.lena(), office.product, office.now());
            let all = office.reads(move |tx| Ok(tx.together(waiting(&lena, product, now)?)?));
            all.into_iter().filter(|one| one.reason == Reason::Launch).count()
        };
        assert_eq!(waits(office), 0, "more than a week is left");
        office.wait_seconds(3 * 86_400);
        assert_eq!(waits(office), 1);
        assert_eq!(office.is_refused(&aoife, tick()).kind(), "not_allowed");
        let ticked = office.does(&lena, tick()).unwrap();
        assert_eq!((waits(office), list(office, number)[0].done_at.is_some()), (0, true));
        office.does(&lena, UndoChange { change: ticked.seq.unwrap() }).unwrap();
        assert_eq!(waits(office), 1);
        office.does(&mira, tick()).unwrap();
        office.does(&lena, UntickLaunchStep { step }).unwrap();
        let edit =
            |text: &str, seen: &str| EditLaunchStep { step, text: text.into(), seen: Some(seen.into()) };
        office.does(&mira, edit("Answers for calls", "Answers for the phone")).unwrap();
        assert_eq!(office.is_refused(&mira, edit("x", "Answers for the phone")).kind(), "stale");
        let removed = office.does(&mira, RemoveLaunchStep { step }).unwrap();
        assert_eq!(list(office, number), []);
        assert_eq!(office.is_refused(&lena, tick()).kind(), "conflict");
        office.does(&mira, UndoChange { change: removed.seq.unwrap() }).unwrap();
        let row = list(office, number).remove(0);
        assert_eq!((row.title.as_str(), row.person.as_deref()), ("Answers for calls", Some("Lena")));
    });
}

#[test]
fn a_release_shows_the_words_that_it_answers() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        let (release_id, number) = planned(office);
        let read = |office: &Office| {
            let (lena, product) = (office.lena(), office.product);
            office.reads(move |tx| quotes(tx, &lena, &release(tx, &lena, product, number)?))
        };
        assert_eq!(read(office), []);
        let put = PutInRelease { release: release_id, stories: vec![firm.story] };
        office.does(&office.mira(), put).unwrap();
        let found = read(office);
        assert_eq!(found.len(), 6);
        assert!(
            found.iter().any(|quote| quote.passage.contains("stern words")
                && quote.customer.as_deref() == Some("Pellworth"))
        );
    });
}
