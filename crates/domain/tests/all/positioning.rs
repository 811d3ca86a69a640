//! Positioning, and the versions of it and of the vision board, told as stories on both engines.

use domain::line::undo_change::UndoChange;
use domain::spine::refusal::Refusal;
use domain::strategy::queries::positioning;
use domain::strategy::versions::{Of, Version, versions};
use domain::strategy::write_positioning::{PositioningText, WritePositioning};
use domain::strategy::write_vision::{VisionText, WriteVision};
use domain::testing::{Office, on_both_engines};

fn write(office: &Office, field: PositioningText, text: &str, seen: Option<&str>) -> WritePositioning {
    WritePositioning { product: office.product, field, text: text.into(), seen: seen.map(Into::into) }
}

fn told(office: &Office, of: Of) -> Vec<Version> {
    let (lena, product) = (office.lena(), office.product);
    office.reads(move |tx| versions(tx, &lena, product, of))
}

fn benefit(office: &Office) -> Option<String> {
    let (lena, product) = (office.lena(), office.product);
    office.reads(move |tx| positioning(tx, &lena, product)).map(|stored| stored.benefit)
}

#[test]
fn a_positioning_is_written_text_by_text_and_its_versions_stay() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let gain = |text: &str, seen| write(office, PositioningText::Benefit, text, seen);
        assert_eq!(office.is_refused(&mira, gain("x", None)).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), gain("x", None)).kind(), "not_found");
        assert_eq!(office.is_refused(&ines, gain(&"x".repeat(2_001), None)).field(), Some("text"));
        assert_eq!(office.does(&ines, gain("", None)).unwrap().seq, None, "nothing was written");
        let first = office.does(&ines, gain("is paid sooner", None)).unwrap().seq.unwrap();
        office.does(&ines, UndoChange { change: first }).unwrap();
        assert_eq!((benefit(office), told(office, Of::Positioning).len()), (None, 0));
        office.does(&ines, gain("is paid on the day", None)).unwrap();
        let stale = office.is_refused(&ines, gain("gets money", Some("is paid sooner")));
        assert!(matches!(stale, Refusal::Stale { theirs, .. } if theirs == "is paid on the day"));
        office.does(&ines, write(office, PositioningText::Unlike, "ledgers", None)).unwrap();
        office.does(&ines, gain("is paid on the day, kindly", Some("is paid on the day"))).unwrap();
        let told = told(office, Of::Positioning);
        let texts: Vec<_> = told.iter().map(|one| (one.texts[2].as_str(), one.texts[3].as_str())).collect();
        assert_eq!(
            texts[..3],
            [
                ("is paid on the day, kindly", "ledgers"),
                ("is paid on the day", "ledgers"),
                ("is paid on the day", "")
            ]
        );
        assert_eq!(told[0].by.as_deref(), Some("Ines"));
        assert!(told[0].seq > told[1].seq);
    });
}

#[test]
fn the_versions_of_a_vision_board_hold_every_text_as_it_stood() {
    on_both_engines(|office| {
        let ines = office.ines();
        assert!(told(office, Of::Vision).is_empty());
        for (field, text) in [
            (VisionText::Statement, "Every firm is paid on the day."),
            (VisionText::TargetGroup, "Craftsmen\nSmall shops"),
            (VisionText::Statement, "Every small firm is paid on the day."),
        ] {
            let command = WriteVision { product: office.product, field, text: text.into(), seen: None };
            office.does(&ines, command).unwrap();
        }
        let told = told(office, Of::Vision);
        let texts: Vec<_> = told.iter().map(|one| (one.texts[0].as_str(), one.texts[1].as_str())).collect();
        assert_eq!(
            texts,
            [
                ("Every small firm is paid on the day.", "Craftsmen\nSmall shops"),
                ("Every firm is paid on the day.", "Craftsmen\nSmall shops"),
                ("Every firm is paid on the day.", ""),
            ]
        );
    });
}
