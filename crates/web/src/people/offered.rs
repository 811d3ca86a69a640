//! The people among whom somebody is chosen: those of a small firm stand in a list at once, those of a large one where
//! somebody asks for them.

use database::Together;
use domain::people::queries::{Named, everybody, names_of};
use domain::spine::id::PersonId;
use domain::spine::refusal::Result;

use crate::visit::Visit;

/// A firm of so many people is offered at once.
const AT_ONCE: i64 = 60;
const PEOPLE_MAX: i64 = 1_000;
/// Behind the address of a page: all of them are asked for.
const CHOOSING: &str = "?choose=person";

/// Who may be chosen, and who is.
pub struct Offered {
    /// None: they are too many, and nobody asked for them.
    pub people: Option<Vec<Named>>,
    chosen: Option<Named>,
}

/// The people, if they are wanted, and whoever is chosen already.
pub fn ask(
    visit: &Visit<'_>,
    chosen: Option<PersonId>,
    wanted: bool,
) -> Result<impl Together<Rows = Offered> + use<>> {
    let all = visit.caller.url.ends_with(CHOOSING);
    let most = if all { PEOPLE_MAX } else { AT_ONCE + 1 };
    let asked = (
        wanted.then(|| everybody(&visit.actor, most)).transpose()?,
        chosen.map(|person| names_of(visit.actor.workspace, &[person.0])),
    );
    Ok(asked.then(move |(mut people, chosen): (Vec<Named>, Vec<Named>)| {
        let is_offered = wanted && (all || people.len() as i64 <= AT_ONCE);
        let chosen = chosen.into_iter().next();
        // Somebody who left, or comes after so many others.
        let is_missing = |chosen: &Named| people.iter().all(|one| one.id != chosen.id);
        if let Some(chosen) = chosen.clone().filter(is_missing) {
            people.push(chosen);
        }
        Offered { people: Some(people).filter(|_| is_offered), chosen }
    }))
}

impl Offered {
    pub fn name(&self) -> Option<&str> {
        self.chosen.as_ref().map(|chosen| chosen.name.as_str())
    }

    pub fn is_chosen(&self, person: &Named) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| chosen.id == person.id)
    }

    /// Where all of them are offered.
    pub fn url(&self, slug: &str, key: &str) -> String {
        format!("/{slug}/items/{key}{CHOOSING}")
    }
}
