//! Teams, told as stories on both engines.

use domain::spine::refusal::Refusal;
use domain::sprint::TeamMode;
use domain::sprint::add_team::AddTeam;
use domain::sprint::queries;
use domain::testing::{Office, on_both_engines};

fn team(office: &Office, name: &str) -> AddTeam {
    AddTeam { product: office.product, name: name.into(), mode: TeamMode::Sprints }
}

fn names(office: &Office) -> Vec<String> {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| queries::teams(tx, &mira, product)).into_iter().map(|team| team.name).collect()
}

#[test]
fn the_owner_adds_teams_each_name_once() {
    on_both_engines(|office| {
        let added = office.does(&office.mira(), team(office, "Reminders")).unwrap();
        assert_eq!(added.sentence, "Reminders is a team now.");
        office.does(&office.mira(), team(office, "Payments")).unwrap();
        assert!(matches!(
            office.is_refused(&office.mira(), team(office, "Reminders")),
            Refusal::Invalid { field: "name", .. }
        ));
        office.is_refused(&office.lena(), team(office, "Others"));
        assert_eq!(names(office), ["Payments", "Reminders"]);
    });
}
