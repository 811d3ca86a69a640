//! A team of three: ten sprints that are over, one on its third working day, and the next one half agreed.

use super::released::link;
use super::{Cast, Teller};
use crate::acceptance::accept_story::AcceptStory;
use crate::backlog::add_dependency::AddDependency;
use crate::backlog::add_story::AddStory;
use crate::backlog::assign_story::AssignStory;
use crate::backlog::finish_story::FinishStory;
use crate::backlog::queries::{Filter, page};
use crate::backlog::{Purpose, StoryId};
use crate::spine::id::SprintId;
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};
use crate::sprint::add_team::AddTeam;
use crate::sprint::plan::add_sprint::AddSprint;
use crate::sprint::plan::add_team_member::AddTeamMember;
use crate::sprint::plan::agree_to_sprint::AgreeToSprint;
use crate::sprint::plan::close_sprint::{CloseSprint, Place};
use crate::sprint::plan::object_to_story::ObjectToStory;
use crate::sprint::plan::put_in_sprint::PutInSprint;
use crate::sprint::plan::record_absence::RecordAbsence;
use crate::sprint::plan::rules::working_days;
use crate::sprint::plan::start_sprint::StartSprint;
use crate::sprint::{GoalMet, TeamId, TeamMode};

const TEAM: [(&str, &str); 3] = [("Aoife", "10"), ("Tomas", "9"), ("Wen", "5")];

/// A story, its points, by whom, and for which feature; without one it is upkeep.
pub(super) type Built = (&'static str, &'static str, &'static str, Option<&'static str>);

/// A sprint that is over.
pub(super) struct Past {
    /// How many sprints before the one that runs.
    pub before: i64,
    pub goal: &'static str,
    pub met: GoalMet,
    pub note: &'static str,
    pub built: &'static [Built],
    /// So many of its last stories were not accepted.
    pub left: usize,
}

const PAST: [Past; 2] = [
    Past {
        before: 2,
        goal: "A reminder never reaches somebody who has paid",
        met: GoalMet::Met,
        note: "",
        left: 1,
        built: &[
            ("Check the bank once more before a reminder leaves", "8", "Tomas", Some("Reminder sequences")),
            ("Log why a reminder was held back", "3", "Aoife", None),
            ("Show held reminders on the invoice", "5", "Wen", Some("Reminder sequences")),
            ("Retry a bank that does not answer", "5", "Aoife", None),
        ],
    },
    Past {
        before: 1,
        goal: "Everybody reads the reminder in their own language",
        met: GoalMet::Partly,
        note: "Portuguese waits for the translator.",
        left: 1,
        built: &[
            ("Choose the language of a customer", "3", "Wen", Some("A tone for each customer")),
            ("Translate the reminders to German", "5", "Aoife", Some("A tone for each customer")),
            ("Translate the reminders to French", "5", "Tomas", Some("A tone for each customer")),
            ("Fall back to English, and say so", "2", "Aoife", None),
        ],
    },
];

const RUNNING: [&str; 5] = [
    "Choose a tone for each customer",
    "Preview the whole reminder sequence before switching it on",
    "Split one invoice into two to six instalments",
    "Name the invoice in the subject line",
    "Undo a reminder within a minute",
];

const NEXT: [&str; 3] = [
    "Remember the card a customer used last time",
    "Match part payments to the right invoice",
    "Stop reminders the moment a transfer arrives",
];

/// The team, before its first sprint.
pub(super) fn team(teller: &mut Teller<'_>, cast: &Cast) -> Result<TeamId> {
    let command = AddTeam { product: cast.firm.product, name: "Reminders".into(), mode: TeamMode::Sprints };
    let team = teller.does(cast, "Mira", 172, &command)?.id;
    for (name, capacity) in TEAM {
        let command = AddTeamMember { team, person: cast.id(name)?, capacity: capacity.into() };
        teller.does(cast, "Mira", 172, &command)?;
    }
    Ok(team)
}

pub(super) fn run(teller: &mut Teller<'_>, cast: &Cast, team: TeamId) -> Result<()> {
    for past in &PAST {
        over(teller, cast, team, past)?;
    }
    let begun = begun(teller);
    let goal = "Every reminder sounds like the person who sends it";
    let sprint = planned(teller, cast, team, (begun, goal))?;
    for title in RUNNING {
        let story = find(teller, cast, title)?;
        teller.does(cast, "Mira", begun + 1, &PutInSprint { sprint, story })?;
    }
    for (name, _) in TEAM {
        teller.does(cast, name, begun + 1, &AgreeToSprint { sprint })?;
    }
    teller.does(cast, "Mira", begun, &StartSprint { sprint })?;
    next(teller, cast, team)
}

/// The next one: Aoife and Wen agree, Tomas is away for three of its days and objects.
fn next(teller: &mut Teller<'_>, cast: &Cast, team: TeamId) -> Result<()> {
    let goal = "A customer can pay in parts, and nobody is surprised by a reminder";
    let sprint = planned(teller, cast, team, (begun(teller) - 14, goal))?;
    for title in NEXT {
        let story = find(teller, cast, title)?;
        teller.does(cast, "Mira", 1, &PutInSprint { sprint, story })?;
    }
    let (story, blocker) = (find(teller, cast, NEXT[1])?, find(teller, cast, RUNNING[2])?);
    teller.does(cast, "Mira", 1, &AddDependency { story, blocker })?;
    let first = day(teller, begun(teller) - 16);
    let away = RecordAbsence { person: cast.id("Tomas")?, starts_on: first, ends_on: first.plus_days(4) };
    teller.does(cast, "Tomas", 1, &away)?;
    for name in ["Aoife", "Wen"] {
        teller.does(cast, name, 1, &AgreeToSprint { sprint })?;
    }
    let story = find(teller, cast, NEXT[0])?;
    let body = "Too big while I am away".into();
    teller.does(cast, "Tomas", 1, &ObjectToStory { sprint, story, body })?;
    Ok(())
}

/// Tells a sprint that is over, in which the last stories may have been left; what was built in it.
pub(super) fn over(
    teller: &mut Teller<'_>,
    cast: &Cast,
    team: TeamId,
    past: &Past,
) -> Result<Vec<(Built, StoryId)>> {
    let begun = begun(teller) + past.before * 14;
    let sprint = planned(teller, cast, team, (begun, past.goal))?;
    let mut stories = Vec::new();
    for built in past.built {
        let (title, points, by, feature) = *built;
        let purpose = if feature.is_some() { Purpose::Feature } else { Purpose::Upkeep };
        let command = AddStory {
            points: points.into(),
            purpose: Some(purpose),
            ..AddStory::titled(cast.firm.product, title)
        };
        let story = teller.does(cast, "Mira", begun + 2, &command)?.id;
        if let Some(feature) = feature {
            link(teller, cast, begun + 2, (story, feature))?;
        }
        let person = Some(cast.id(by)?);
        teller.does(cast, by, begun + 1, &AssignStory { story, person })?;
        teller.does(cast, "Mira", begun + 1, &PutInSprint { sprint, story })?;
        stories.push((*built, story));
    }
    teller.does(cast, "Mira", begun, &StartSprint { sprint })?;
    let done = stories.len().saturating_sub(past.left);
    for (nth, ((_, _, by, _), story)) in stories[..done].iter().enumerate() {
        // From the third day to the eleventh, one after the other.
        let day = 2 + nth as i64 * 9 / done as i64;
        teller.does(cast, by, begun - day, &FinishStory { story: *story })?;
        let reason = "Seen on the test account".into();
        teller.does(cast, "Mira", begun - day - 1, &AcceptStory { story: *story, reason })?;
    }
    let left: Vec<StoryId> = stories[done..].iter().map(|(_, story)| *story).collect();
    let places = left.iter().map(|_| Place::Stay).collect();
    let (goal_met, note) = (past.met, past.note.into());
    let command = CloseSprint { sprint, goal_met, note, stories: left, places };
    teller.does(cast, "Mira", begun - 11, &command)?;
    Ok(stories)
}

/// How many days ago the sprint that runs began: today is its third working day.
pub(super) fn begun(teller: &Teller<'_>) -> i64 {
    let today = day(teller, 0);
    let third = |days: &i64| {
        let first = today.plus_days(-days);
        working_days(first, first) == 1 && working_days(first, today) == 3
    };
    (2..7).find(third).unwrap_or(2)
}

fn day(teller: &Teller<'_>, days_ago: i64) -> Day {
    Day::of(teller.today.plus_days(-days_ago).day_in("Europe/Dublin"))
}

/// A sprint of twelve days that begins some days ago.
pub(super) fn planned(
    teller: &mut Teller<'_>,
    cast: &Cast,
    team: TeamId,
    (days_ago, goal): (i64, &str),
) -> Result<SprintId> {
    let starts_on = day(teller, days_ago);
    let command = AddSprint {
        product: cast.firm.product,
        team,
        goal: goal.into(),
        starts_on,
        ends_on: starts_on.plus_days(11),
    };
    Ok(teller.does(cast, "Mira", (days_ago + 3).max(1), &command)?.id)
}

pub(super) fn find(teller: &Teller<'_>, cast: &Cast, title: &str) -> Result<StoryId> {
    let filter = Filter { limit: 200, ..Filter::default() };
    let rows = page(teller.tx, &teller.actor(cast, "Mira")?, cast.firm.product, &filter)?.rows;
    rows.into_iter().find(|row| row.title == title).map(|row| row.id).found("story")
}
