//! Trends of the market, told as stories on both engines.

use domain::discovery::NeedId;
use domain::discovery::add_need::AddNeed;
use domain::discovery::link_trend::LinkTrend;
use domain::discovery::queries::{need, trends_of_need};
use domain::discovery::unlink_trend::UnlinkTrend;
use domain::line::today::{Reason, waiting};
use domain::line::undo_change::UndoChange;
use domain::market::add_trend::AddTrend;
use domain::market::archive_trend::ArchiveTrend;
use domain::market::assess_trend::AssessTrend;
use domain::market::edit_trend::{EditTrend, TrendText};
use domain::market::restore_trend::RestoreTrend;
use domain::market::trends::{needs_explained, trend, trends};
use domain::market::{Trend, TrendId};
use domain::spine::moment::Day;
use domain::testing::{Office, START, on_both_engines};

fn seen(office: &Office, title: &str) -> TrendId {
    let command = AddTrend { title: title.into(), ..AddTrend::default() };
    office.does(&office.ines(), command).unwrap().done.id
}

fn assessed(trend: TrendId, impact: &str, certainty: &str) -> AssessTrend {
    let (impact, certainty) = (impact.into(), certainty.into());
    AssessTrend { trend, impact, certainty, expected_on: None, review_days: String::new() }
}

fn a_need(office: &Office) -> NeedId {
    let (product, title) = (office.product, "Books that match".into());
    let command = AddNeed { product, title, description: String::new(), parent: None, capability: None };
    office.does(&office.ines(), command).unwrap().done.id
}

fn read(office: &Office) -> Trend {
    let ines = office.ines();
    office.reads(move |tx| trend(tx, &ines, 1))
}

fn to_review(office: &Office) -> usize {
    let (ines, product, now) = (office.ines(), office.product, office.now());
    let waits = office.reads(move |tx| Ok(tx.together(waiting(&ines, product, now)?)?));
    waits.iter().filter(|item| item.reason == Reason::Review).count()
}

#[test]
fn a_trend_is_reviewed_and_comes_back_after_ninety_days() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let law = seen(office, "Electronic invoices become a duty");
        assert_eq!((to_review(office), read(office).impact), (1, None));
        for (impact, certainty, field) in [("6", "4", "impact"), ("5", "", "certainty"), ("", "", "impact")] {
            assert_eq!(office.is_refused(&ines, assessed(law, impact, certainty)).field(), Some(field));
        }
        assert_eq!(office.is_refused(&mira, assessed(law, "5", "4")).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), assessed(law, "5", "4")).kind(), "not_found");
        office.does(&ines, assessed(law, "5", "4")).unwrap();
        assert_eq!((to_review(office), read(office).reviewed_by), (0, ines.person));
        office.wait_seconds(89 * 24 * 3_600);
        assert_eq!(to_review(office), 0);
        office.wait_seconds(2 * 24 * 3_600);
        assert_eq!(to_review(office), 1);
        // The same assessment again is a review all the same.
        let again = AssessTrend { review_days: "30".into(), ..assessed(law, "5", "4") };
        let again = office.does(&ines, again).unwrap();
        assert_eq!((to_review(office), read(office).review_days), (0, 30));
        office.does(&ines, UndoChange { change: again.seq.unwrap() }).unwrap();
        assert_eq!((to_review(office), read(office).review_days), (1, 90));
        assert!(
            office
                .is_refused(&ines, AssessTrend { review_days: "6".into(), ..assessed(law, "5", "4") })
                .field()
                == Some("review_days")
        );
    });
}

#[test]
fn a_trend_explains_needs_and_is_put_away_when_it_is_over() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let (law, need_id) = (seen(office, "A duty"), a_need(office));
        let link = || LinkTrend { trend: law, need: need_id };
        assert_eq!(office.is_refused(&office.lena(), link()).kind(), "not_allowed");
        let said = office.does(&ines, link()).unwrap();
        assert_eq!(said.sentence, "“A duty” explains the need now.");
        let told = |office: &Office| {
            let reader = mira.clone();
            office.reads(move |tx| {
                let need = need(tx, &reader, product, 1)?;
                let why = tx.together(trends_of_need(&reader, &need)?)?;
                Ok((why.len(), needs_explained(tx, &reader)?.len(), trends(tx, &reader)?.len()))
            })
        };
        assert_eq!(told(office), (1, 1, 1));
        office.does(&ines, UnlinkTrend { trend: law, need: need_id }).unwrap();
        assert_eq!(told(office), (0, 0, 1));
        office.does(&ines, link()).unwrap();
        office.does(&ines, ArchiveTrend { trend: law }).unwrap();
        assert_eq!(told(office), (0, 0, 0));
        let edit = EditTrend { trend: law, field: TrendText::Source, text: "A draft".into(), seen: None };
        assert_eq!(office.is_refused(&ines, edit.clone()).kind(), "conflict");
        assert_eq!(office.is_refused(&ines, link()).kind(), "conflict");
        office.does(&ines, RestoreTrend { trend: law }).unwrap();
        assert_eq!(told(office), (1, 1, 1));
        office.does(&ines, edit).unwrap();
        let stale = EditTrend {
            trend: law,
            field: TrendText::Source,
            text: "The law".into(),
            seen: Some(String::new()),
        };
        assert_eq!(office.is_refused(&ines, stale).kind(), "stale");
        let ahead = Day::of(START.plus_days(3).day_in("UTC"));
        let ahead = AddTrend { title: "Later".into(), seen_on: Some(ahead), ..AddTrend::default() };
        assert_eq!(office.is_refused(&ines, ahead).field(), Some("seen_on"));
    });
}
