//! How sure a plan is to fit when stories have a low and a high estimate, told as a story on both engines.

use domain::backlog::StoryId;
use domain::backlog::estimate_story::EstimateStory;
use domain::sprint::plan::proposal::{held_as_it_stands, propose};
use domain::sprint::plan::sureness::Percent;
use domain::sprint::plan::take_proposal::TakeProposal;
use domain::testing::{Office, on_both_engines};

use crate::plan::{inputs, planned, stories, team};

#[test]
fn a_plan_is_as_sure_to_fit_as_it_is_wanted_and_says_what_that_costs() {
    on_both_engines(|office| {
        let mira = office.mira();
        let team = team(office, "9");
        let sprint = planned(office, team, "Pay in parts");
        let [a, b, c, d] = stories(office, &["4-6", "4", "4", "1"])[..] else { panic!() };
        let wanted = |office: &Office, percent: &str| {
            let proposal = propose(&inputs(office, 1), Percent::parse(percent).unwrap()).unwrap();
            let planned = proposal.stories.iter().filter(|row| row.planned).map(|row| row.story).collect();
            let planned: Vec<StoryId> = planned;
            (planned, proposal.held.unwrap())
        };
        let (low, held) = wanted(office, "");
        assert_eq!((low.clone(), held.wanted_percent, held.cost), (vec![a, b, d], None, None));
        assert!(held.held_percent < 20.0, "4 to 6, 4 and 1 of 9 points: {held:?}");
        let (sure, held) = wanted(office, "85");
        assert_eq!(sure, [b, c, d]);
        assert_eq!((held.held_percent, held.cost, held.middle_value), (100.0, Some(25.0), Some(175.0)));
        office.does(&mira, TakeProposal { sprint, stories: low }).unwrap();
        let stands = held_as_it_stands(&inputs(office, 1)).unwrap().unwrap();
        assert!(stands.held_percent < 20.0 && stands.error_percent < 1.0, "{stands:?}");
        office.does(&office.aoife(), EstimateStory { story: a, points: "4".into() }).unwrap();
        assert_eq!(held_as_it_stands(&inputs(office, 1)).unwrap(), None, "nothing is low and high any more");
        for wrong in ["49", "100", "many", "85.5"] {
            assert!(Percent::parse(wrong).is_err(), "{wrong}");
        }
    });
}
