//! What only some of Larkbill's people can do: payments and wording.

use super::{Cast, Teller, sprints};
use crate::spine::refusal::Result;
use crate::sprint::skills::add_skill::AddSkill;
use crate::sprint::skills::set_skill_share::SetSkillShare;
use crate::sprint::skills::set_skills::SetSkills;

/// A skill, who has it, and the stories that need it with the share of each in percent.
type Needed = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

const SKILLS: [Needed; 2] = [
    (
        "Payments",
        &["Tomas"],
        &[
            ("Remember the card a customer used last time", "50"),
            ("Match part payments to the right invoice", "60"),
            ("Stop reminders the moment a transfer arrives", "40"),
        ],
    ),
    ("Wording", &["Aoife", "Wen"], &[("Choose a tone for each customer", "30")]),
];

pub(super) fn name(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let product = cast.firm.product;
    for (name, people, stories) in SKILLS {
        let skill = teller.does(cast, "Mira", 1, &AddSkill { product, name: name.into() })?.id;
        for person in people {
            let person = cast.id(person)?;
            teller.does(cast, "Mira", 1, &SetSkills { product, person, skills: vec![skill] })?;
        }
        for (title, percent) in stories {
            let story = sprints::find(teller, cast, title)?;
            teller.does(cast, "Aoife", 1, &SetSkillShare { story, skill, percent: (*percent).into() })?;
        }
    }
    Ok(())
}
