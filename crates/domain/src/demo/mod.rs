//! The cast: one fictional firm, told as the commands that its people would have given.
//!
//! Larkbill makes a small invoicing product. The same telling is the fixture of tests, the demo and the
//! screenshots. Its days are counted back from the day that is handed in, so that it is always fresh.

mod alignment;
mod answers;
mod audience;
mod comparison;
mod direction;
mod earlier;
mod kano;
mod later_stories;
mod market;
mod merging;
mod more_voices;
mod people;
mod positioning;
mod released;
mod research;
mod scenarios;
mod skills;
mod sprints;
mod sprints_ahead;
mod stories;
mod talk;
mod voices;
mod ways_in;

use database::Tx;

use crate::people::found_workspace::{FoundWorkspace, Founded, found};
use crate::people::visitor::actor_of_person;
use crate::spine::actor::{Actor, Door};
use crate::spine::id::PersonId;
use crate::spine::moment::{Moment, Timestamp};
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Role;
use crate::spine::run::{Command, run};

/// What the telling leaves behind.
#[derive(Clone, Debug)]
pub struct Cast {
    pub firm: Founded,
    /// The people by first name, in the order in which they came.
    pub people: Vec<(&'static str, PersonId)>,
}

/// Tells the whole story into an empty database. `today` is the day on which it ends.
pub fn tell(tx: &Tx<'_>, today: Timestamp) -> Result<Cast> {
    let mut teller = Teller { tx, today, told: 0 };
    let command = FoundWorkspace {
        workspace: "Larkbill".into(),
        workspace_prefix: "LARK".into(),
        product: "Invoicing".into(),
        product_prefix: "INV".into(),
        time_zone: "Europe/Dublin".into(),
        name: "Mira".into(),
        email: "mira@larkbill.example".into(),
        password: None,
        roles: vec![Role::Owner],
    };
    let firm = found(tx, &teller.moment(210), &command)?.done;
    let mut cast = Cast { people: vec![("Mira", firm.person)], firm };
    people::join(&mut teller, &mut cast)?;
    stories::write(&mut teller, &cast)?;
    voices::hear(&mut teller, &cast)?;
    direction::set(&mut teller, &cast)?;
    positioning::write(&mut teller, &cast)?;
    market::watch(&mut teller, &cast)?;
    earlier::agree(&mut teller, &cast)?;
    answers::agree(&mut teller, &cast)?;
    let team = sprints::team(&mut teller, &cast)?;
    earlier::build(&mut teller, &cast, team)?;
    let audiences = alignment::begin(&mut teller, &cast)?;
    released::tell(&mut teller, &cast)?;
    alignment::go_on(&mut teller, &cast, &audiences)?;
    released::next(&mut teller, &cast)?;
    sprints::run(&mut teller, &cast, team)?;
    skills::name(&mut teller, &cast)?;
    sprints_ahead::plan(&mut teller, &cast, team)?;
    comparison::compare(&mut teller, &cast)?;
    talk::talk(&mut teller, &cast)?;
    research::study(&mut teller, &cast)?;
    merging::merge(&mut teller, &cast)?;
    audience::describe(&mut teller, &cast)?;
    kano::ask(&mut teller, &cast)?;
    scenarios::try_out(&mut teller, &cast)?;
    alignment::today(&mut teller, &cast, &audiences)?;
    ways_in::open(&mut teller, &cast)?;
    Ok(cast)
}

impl Cast {
    fn id(&self, name: &str) -> Result<PersonId> {
        self.people.iter().find(|(known, _)| *known == name).map(|(_, id)| *id).found("person")
    }
}

struct Teller<'t> {
    tx: &'t Tx<'t>,
    today: Timestamp,
    told: u64,
}

impl Teller<'_> {
    /// Some days ago, a little later each time, with ids of its own.
    fn moment(&mut self, days_ago: i64) -> Moment {
        self.told += 1;
        Moment::new(self.today.plus_days(-days_ago).plus_seconds(self.told as i64), self.told)
    }

    fn actor(&self, cast: &Cast, name: &str) -> Result<Actor> {
        actor_of_person(self.tx, cast.firm.workspace, cast.id(name)?, Door::Form)?.found("person")
    }

    /// Somebody did something, some days ago.
    fn does<C: Command>(&mut self, cast: &Cast, name: &str, days_ago: i64, command: &C) -> Result<C::Done> {
        let (actor, moment) = (self.actor(cast, name)?, self.moment(days_ago));
        Ok(run(self.tx, &actor, &moment, command)?.done)
    }
}
