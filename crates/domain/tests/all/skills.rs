//! What only some can do, told as stories on both engines.

use domain::backlog::StoryId;
use domain::line::undo_change::UndoChange;
use domain::spine::id::PersonId;
use domain::sprint::TeamId;
use domain::sprint::plan::add_team_member::AddTeamMember;
use domain::sprint::plan::proposal::{Proposal, propose};
use domain::sprint::plan::take_proposal::TakeProposal;
use domain::sprint::skills::SkillId;
use domain::sprint::skills::add_skill::AddSkill;
use domain::sprint::skills::edit_skill::EditSkill;
use domain::sprint::skills::remove_skill::RemoveSkill;
use domain::sprint::skills::set_skill_share::SetSkillShare;
use domain::sprint::skills::set_skills::SetSkills;
use domain::testing::{Office, on_both_engines};

use crate::plan::{inputs, planned, stories, team};

fn joins(office: &Office, team: TeamId, person: PersonId, capacity: &str) {
    office.does(&office.mira(), AddTeamMember { team, person, capacity: capacity.into() }).unwrap();
}

fn skill(office: &Office, name: &str) -> SkillId {
    office.does(&office.mira(), AddSkill { product: office.product, name: name.into() }).unwrap().done.id
}

fn can(office: &Office, person: PersonId, skills: &[SkillId]) {
    office
        .does(&office.mira(), SetSkills { product: office.product, person, skills: skills.to_vec() })
        .unwrap();
}

fn needs(office: &Office, story: StoryId, skill: SkillId, percent: &str) {
    office.does(&office.aoife(), SetSkillShare { story, skill, percent: percent.into() }).unwrap();
}

fn proposed(office: &Office) -> Proposal {
    propose(&inputs(office, 1), None).unwrap()
}

fn planned_in(proposal: &Proposal) -> Vec<StoryId> {
    proposal.stories.iter().filter(|row| row.planned).map(|row| row.story).collect()
}

#[test]
fn a_proposal_keeps_to_what_those_can_do_who_have_the_skill() {
    on_both_engines(|office| {
        let (aoife, lena) = (office.aoife().person.unwrap(), office.lena().person.unwrap());
        let team = team(office, "10");
        joins(office, team, lena, "5");
        let sprint = planned(office, team, "Pay in parts");
        let [first, second, third] = stories(office, &["6", "5", "4"])[..] else { panic!() };
        assert_eq!(planned_in(&proposed(office)), [first, second, third], "fifteen points fit");

        let design = skill(office, "Design");
        needs(office, first, design, "50");
        needs(office, second, design, "100");
        let alone = proposed(office);
        assert_eq!(planned_in(&alone), [third]);
        assert_eq!(alone.stories[0].reason, "It needs Design, which nobody of the team can do.");

        can(office, lena, &[design]);
        nearly_fits(office, (first, second, third), design);
        needs(office, second, design, "100");
        let proposal = proposed(office);
        assert_eq!(planned_in(&proposal), [first, third], "three points of Design of five, and not eight");
        let wrong = TakeProposal { sprint, stories: vec![first, second] };
        let sentence = office.is_refused(&office.mira(), wrong).to_string();
        assert!(sentence.contains("5 points of Design") && sentence.contains("takes 8"), "{sentence}");
        office.does(&office.mira(), TakeProposal { sprint, stories: planned_in(&proposal) }).unwrap();

        // Each skill alone would fit, but one person has both.
        let data = skill(office, "Databases");
        can(office, lena, &[design, data]);
        needs(office, third, data, "75");
        assert_eq!(planned_in(&proposed(office)).len(), 1, "three and three of five points");
        can(office, aoife, &[data]);
        assert_eq!(planned_in(&proposed(office)), [first, third]);
        let read = inputs(office, 1);
        assert_eq!(read.skilled.capacity(data, &read.members).to_string(), "15");

        let removed = office.does(&office.mira(), RemoveSkill { skill: design }).unwrap();
        assert_eq!(planned_in(&proposed(office)), [first, second, third], "nobody is asked for it any more");
        office.does(&office.mira(), UndoChange { change: removed.seq.unwrap() }).unwrap();
        assert_eq!(planned_in(&proposed(office)), [first, third], "who had it has it again");
    });
}

/// A point of Design is what is wanting, and one of anybody would buy nothing.
fn nearly_fits(office: &Office, (first, second, third): (StoryId, StoryId, StoryId), design: SkillId) {
    needs(office, second, design, "60");
    let near = proposed(office);
    assert_eq!(planned_in(&near), [first, third], "six points of Design of five");
    let gains: Vec<_> =
        near.prices.iter().map(|price| (price.skill, price.gain > 0.0, price.exact)).collect();
    assert_eq!(
        gains,
        [(None, false, true), (Some(design), true, true)],
        "a point of Design is what is wanting"
    );
}

#[test]
fn what_makes_no_sense_of_a_skill_is_refused_with_a_sentence() {
    on_both_engines(|office| {
        let [story] = stories(office, &["5"])[..] else { panic!() };
        let (design, data) = (skill(office, "Design"), skill(office, "Databases"));
        let share = |skill, percent: &str| SetSkillShare { story, skill, percent: percent.into() };
        let aoife = office.aoife();
        office.does(&aoife, share(design, "60 %")).unwrap();
        let refused = |command| office.is_refused(&aoife, command).to_string();
        assert!(refused(share(data, "41")).contains("40 % are left"));
        for wrong in ["101", "-1", "half", "4.5"] {
            assert!(refused(share(data, wrong)).contains("whole percent"), "{wrong}");
        }
        office.does(&aoife, share(data, "40")).unwrap();
        office.does(&aoife, share(design, "")).unwrap();
        office.does(&aoife, share(data, "100")).unwrap();
        let add = |name: &str| AddSkill { product: office.product, name: name.into() };
        let not_added = |name: &str| office.is_refused(&office.mira(), add(name)).to_string();
        assert!(not_added("design").contains("of this name"));
        assert!(not_added(" ").contains("a name for the skill"));
        let edit = EditSkill { skill: data, name: "Design".into() };
        assert!(office.is_refused(&office.mira(), edit).to_string().contains("of this name"));
        office.does(&office.mira(), EditSkill { skill: data, name: "Data".into() }).unwrap();
        for nth in 3..=12 {
            office.does(&office.mira(), add(&format!("Skill {nth}"))).unwrap();
        }
        assert!(not_added("One more").contains("at most twelve"));
        office.does(&office.mira(), RemoveSkill { skill: design }).unwrap();
        assert!(refused(share(design, "5")).contains("was removed"));
        let (product, person) = (office.product, office.lena().person.unwrap());
        let gone = SetSkills { product, person, skills: vec![design] };
        assert!(office.is_refused(&office.mira(), gone).to_string().contains("no skill of the product"));
        office.is_refused(&office.lena(), AddSkill { product, name: "Mine".into() });
    });
}

#[test]
fn several_sprints_and_teams_keep_to_skills_as_well() {
    on_both_engines(|office| {
        let sprints = crate::ahead::two_sprints(office);
        let [first, second, third] = stories(office, &["4", "4", "4"])[..] else { panic!() };
        let design = skill(office, "Design");
        for story in [first, second, third] {
            needs(office, story, design, "100");
        }
        let (_, found) = crate::ahead::best(office);
        assert!(found.plan.is_empty() && found.proven, "nobody can do it: {found:?}");
        let lena = office.lena().person.unwrap();
        let reporting = crate::ahead::team(office, "Reporting", "5");
        let theirs = crate::ahead::sprint(office, reporting, crate::ahead::FIRST);
        can(office, lena, &[design]);
        let (_, found) = crate::ahead::best(office);
        let places: Vec<_> = [first, second, third].iter().map(|story| found.sprint_of(*story)).collect();
        assert_eq!(places, [Some(theirs), None, None], "four of Lena's five points, and none of {sprints:?}");
        needs(office, second, design, "50");
        let (_, found) = crate::ahead::best(office);
        let gain = |skill| {
            let here = found.prices.iter().find(|of| (of.sprint, of.price.skill) == (theirs, skill)).unwrap();
            (here.price.gain > 0.0, here.price.exact)
        };
        assert_eq!(
            (gain(None), gain(Some(design))),
            ((false, true), (false, true)),
            "three more would be needed"
        );
        let others =
            found.prices.iter().filter(|of| sprints.contains(&of.sprint) && of.price.skill == Some(design));
        assert!(others.count() == 2 && found.prices.len() == 6, "{:?}", found.prices);
    });
}
