//! The launch list of a release, and the words that its note answers, as its page shows them.

use domain::communication::Release;
use domain::communication::launch::add_launch_step::AddLaunchStep;
use domain::communication::launch::assign_launch_step::AssignLaunchStep;
use domain::communication::launch::edit_launch_step::EditLaunchStep;
use domain::communication::launch::queries::{self, QuoteAnswered, StepRow};
use domain::communication::launch::remove_launch_step::RemoveLaunchStep;
use domain::communication::launch::tick_launch_step::TickLaunchStep;
use domain::communication::launch::untick_launch_step::UntickLaunchStep;
use domain::people::queries::{PersonListed, people};
use domain::spine::id::PersonId;
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::routes::Routes;
use crate::visit::Visit;

pub fn routes(routes: Routes) -> Routes {
    routes
        .command::<AddLaunchStep>()
        .command::<EditLaunchStep>()
        .command::<AssignLaunchStep>()
        .command::<TickLaunchStep>()
        .command::<UntickLaunchStep>()
        .command::<RemoveLaunchStep>()
}

/// What stands around a release.
pub struct Launch {
    pub steps: Vec<StepRow>,
    /// Who could do a step; only for those who may say so.
    pub people: Vec<PersonListed>,
    pub quotes: Vec<QuoteAnswered>,
    me: Option<PersonId>,
    today: Day,
    pub may_release: bool,
}

impl Launch {
    pub fn of(visit: &Visit<'_>, release: &Release, time_zone: &str) -> Result<Self> {
        let may_release = visit.actor.may(Permission::ReleaseStories, release.product_id);
        Ok(Self {
            steps: queries::steps(visit.tx, &visit.actor, release)?,
            people: if may_release {
                visit.tx.together(people(&visit.actor, release.product_id)?)?
            } else {
                Vec::new()
            },
            quotes: queries::quotes(visit.tx, &visit.actor, release)?,
            me: visit.actor.person,
            today: Day::of(visit.now.day_in(time_zone)),
            may_release,
        })
    }

    pub fn is_by(&self, step: &StepRow, person: &PersonListed) -> bool {
        step.person_id == Some(person.id)
    }

    /// "3 of 5 done".
    pub fn done(&self) -> String {
        let done = self.steps.iter().filter(|step| step.done_at.is_some()).count();
        format!("{done} of {} done", self.steps.len())
    }

    pub fn may_tick(&self, step: &StepRow) -> bool {
        self.may_release || (step.person_id.is_some() && step.person_id == self.me)
    }

    pub fn is_late(&self, step: &StepRow) -> bool {
        step.done_at.is_none() && step.due_on.is_some_and(|day| day < self.today)
    }

    pub fn due(&self, step: &StepRow) -> String {
        step.due_on.map(|day| day.date().strftime("%-d %b").to_string()).unwrap_or_default()
    }

    pub fn speaker<'q>(&self, quote: &'q QuoteAnswered) -> &'q str {
        quote.customer.as_deref().unwrap_or("Somebody")
    }
}
