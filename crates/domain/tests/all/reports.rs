//! The charts of a sprint, from the change log, told as stories on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::archive_story::ArchiveStory;
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::line::undo_change::UndoChange;
use domain::spine::id::SprintId;
use domain::spine::item::Item;
use domain::spine::moment::Day;
use domain::sprint::add_team::AddTeam;
use domain::sprint::plan::add_sprint::AddSprint;
use domain::sprint::plan::add_team_member::AddTeamMember;
use domain::sprint::plan::close_sprint::CloseSprint;
use domain::sprint::plan::put_in_sprint::PutInSprint;
use domain::sprint::plan::start_sprint::StartSprint;
use domain::sprint::plan::take_out_of_sprint::TakeOutOfSprint;
use domain::sprint::reports::queries::{brought, burn_of, newest};
use domain::sprint::reports::rules::Burn;
use domain::sprint::{GoalMet, Sprint, TeamId, TeamMode};
use domain::testing::{Office, on_both_engines};

struct World<'o> {
    office: &'o Office,
    team: TeamId,
    stories: Vec<StoryId>,
}

impl<'o> World<'o> {
    /// Four stories of 3, 5, 8 and 2 points, and a team.
    fn of(office: &'o Office) -> Self {
        let mira = office.mira();
        let stories: Vec<StoryId> =
            office.stories(&["a", "b", "c", "d"]).into_iter().map(|story| story.id).collect();
        for (story, points) in stories.iter().zip(["3", "5", "8", "2"]) {
            office.does(&mira, EstimateStory { story: *story, points: points.into() }).unwrap();
        }
        let team = AddTeam { product: office.product, name: "Harbour".into(), mode: TeamMode::Sprints };
        let team = office.does(&mira, team).unwrap().done.id;
        let person = office.aoife().person.unwrap();
        office.does(&mira, AddTeamMember { team, person, capacity: String::new() }).unwrap();
        Self { office, team, stories }
    }

    fn sprint(&self, stories: &[usize]) -> SprintId {
        let (office, mira) = (self.office, self.office.mira());
        let sprint = AddSprint {
            product: office.product,
            team: self.team,
            goal: "Softer words".into(),
            starts_on: Day::parse("2026-11-18").unwrap(),
            ends_on: Day::parse("2026-12-01").unwrap(),
        };
        let sprint = office.does(&mira, sprint).unwrap().done.id;
        for nth in stories {
            self.puts(sprint, *nth);
        }
        sprint
    }

    fn puts(&self, sprint: SprintId, nth: usize) {
        self.office.does(&self.office.mira(), PutInSprint { sprint, story: self.stories[nth] }).unwrap();
    }

    fn accepts(&self, nth: usize) -> i64 {
        let story = self.stories[nth];
        self.office.does(&self.office.aoife(), FinishStory { story }).unwrap();
        let accept = AcceptStory { story, reason: "seen".into() };
        self.office.does(&self.office.mira(), accept).unwrap().seq.unwrap()
    }

    fn closes(&self, sprint: SprintId) {
        let close = CloseSprint {
            sprint,
            goal_met: GoalMet::Met,
            note: String::new(),
            stories: Vec::new(),
            places: Vec::new(),
        };
        self.office.does(&self.office.mira(), close).unwrap();
    }

    fn read(&self, sprint: SprintId) -> Sprint {
        let workspace = self.office.workspace;
        self.office.reads(move |tx| Ok(Sprint::load(tx, workspace, sprint.0)?.unwrap()))
    }

    fn burn(&self, sprint: SprintId) -> Option<Burn> {
        let (mira, sprint) = (self.office.mira(), self.read(sprint));
        self.office.reads(move |tx| burn_of(tx, &mira, &sprint))
    }

    fn steps(&self, sprint: SprintId) -> Vec<(i64, i64)> {
        self.burn(sprint).unwrap().steps.iter().map(|step| (step.scope, step.accepted)).collect()
    }
}

#[test]
fn a_sprint_burns_down_as_the_log_says_and_stays_so() {
    on_both_engines(|office| {
        let world = World::of(office);
        let mira = office.mira();
        let sprint = world.sprint(&[0, 1, 2]);
        assert_eq!(world.burn(sprint), None, "it has not started");
        office.does(&mira, TakeOutOfSprint { sprint, story: world.stories[2] }).unwrap();
        office.does(&mira, StartSprint { sprint }).unwrap();
        assert_eq!(world.steps(sprint), [(80, 0)]);
        office.wait_seconds(86_400);
        world.accepts(0);
        office.does(&mira, EstimateStory { story: world.stories[1], points: "8".into() }).unwrap();
        world.puts(sprint, 3);
        let taken_back = world.accepts(3);
        office.does(&mira, UndoChange { change: taken_back }).unwrap();
        let told = [(80, 0), (80, 30), (110, 30), (130, 30), (130, 50), (130, 30)];
        assert_eq!(world.steps(sprint), told);
        assert!(world.burn(sprint).unwrap().in_points);
        office.wait_seconds(86_400);
        world.closes(sprint);
        // What becomes of its stories afterwards is not its business.
        office.does(&mira, ArchiveStory { story: world.stories[0] }).unwrap();
        let next = world.sprint(&[1]);
        office.does(&mira, EstimateStory { story: world.stories[1], points: "13".into() }).unwrap();
        assert_eq!(world.steps(sprint), told);
        assert_eq!(world.burn(next), None);
        let (reader, product) = (mira.clone(), office.product);
        let newest = office.reads(move |tx| Ok(tx.together(newest(&reader, product)?)?)).unwrap();
        assert_eq!(newest.id, sprint);
        let (stranger, read) = (office.stranger(), world.read(sprint));
        // Nothing of this firm is there for somebody of another one.
        assert_eq!(office.reads(move |tx| burn_of(tx, &stranger, &read)), None);
    });
}

#[test]
fn a_velocity_is_what_closed_sprints_brought() {
    on_both_engines(|office| {
        let world = World::of(office);
        let mira = office.mira();
        for nth in 0..2 {
            let sprint = world.sprint(&[nth, 2]);
            office.does(&mira, StartSprint { sprint }).unwrap();
            world.accepts(nth);
            world.closes(sprint);
        }
        let (reader, product, team) = (mira.clone(), office.product, world.team);
        let (in_points, told) = office.reads(move |tx| brought(tx, &reader, product, team));
        let told: Vec<_> = told.iter().map(|sprint| (sprint.planned, sprint.accepted)).collect();
        assert_eq!((in_points, told), (true, vec![(110, 30), (130, 50)]));
        office.does(&mira, EstimateStory { story: world.stories[3], points: String::new() }).unwrap();
        let sprint = world.sprint(&[3]);
        office.does(&mira, StartSprint { sprint }).unwrap();
        assert!(!world.burn(sprint).unwrap().in_points);
        world.accepts(3);
        world.closes(sprint);
        let (reader, product, team) = (mira, office.product, world.team);
        let (in_points, told) = office.reads(move |tx| brought(tx, &reader, product, team));
        assert_eq!((in_points, told.len(), told[2].accepted), (false, 3, 1));
    });
}
