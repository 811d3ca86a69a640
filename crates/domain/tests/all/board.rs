//! Columns, moving over the board, tasks and impediments, told as stories on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::add_story::AddStory;
use domain::backlog::archive_story::ArchiveStory;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::queries::story;
use domain::backlog::{State, Story, StoryId};
use domain::line::undo_change::UndoChange;
use domain::people::add_product::AddProduct;
use domain::spine::desk::Desk;
use domain::spine::id::{ColumnId, ProductId, SprintId};
use domain::spine::item::Item;
use domain::spine::refusal::{Result, broken};
use domain::spine::rights::Permission;
use domain::spine::run::{Command, Gate};
use domain::sprint::add_team::AddTeam;
use domain::sprint::board::add_column::AddColumn;
use domain::sprint::board::add_task::AddTask;
use domain::sprint::board::archive_column::ArchiveColumn;
use domain::sprint::board::edit_column::EditColumn;
use domain::sprint::board::move_on_board::MoveOnBoard;
use domain::sprint::board::queries::{self, Board};
use domain::sprint::board::raise_impediment::RaiseImpediment;
use domain::sprint::board::remove_task::RemoveTask;
use domain::sprint::board::resolve_impediment::ResolveImpediment;
use domain::sprint::board::tick_task::TickTask;
use domain::sprint::board::untick_task::UntickTask;
use domain::sprint::{Sprint, Stage, Team, TeamId, TeamMode};
use domain::testing::{Office, on_both_engines};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Puts a sprint there that runs, with stories in it, without the planning before it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
struct StageSprint {
    product: ProductId,
    team: TeamId,
    stories: Vec<StoryId>,
}

impl Command for StageSprint {
    const NAME: &'static str = "stage_sprint";
    type Subject = ();
    type Done = SprintId;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Product(Permission::PlanSprints, self.product)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<SprintId> {
        let id: SprintId = desk.moment.id();
        let whole = serde_json::json!({
            "id": id, "product_id": self.product, "team_id": self.team, "number": 1, "goal": "A kinder tone",
            "starts_on": "2026-11-16", "ends_on": "2026-11-27", "state": "running", "goal_note": "",
            "created_at": "2026-11-16T09:00:00Z",
        });
        desk.add(&serde_json::from_value::<Sprint>(whole).map_err(broken)?)?;
        for story in &self.stories {
            let before: Story = desk.load(story.0)?;
            desk.change(&before, &Story { sprint_id: Some(id), ..before.clone() })?;
        }
        Ok(id)
    }

    fn sentence(&self, _: &SprintId) -> String {
        "It runs.".into()
    }
}

#[test]
fn while_a_sprint_runs_the_board_is_its_own_with_what_was_accepted_in_it() {
    on_both_engines(|office| {
        let (mira, aoife, stories) = (office.mira(), office.aoife(), three(office));
        let team = team(office, office.product, "Harbour");
        office.does(&aoife, FinishStory { story: stories[0] }).unwrap();
        office.does(&mira, AcceptStory { story: stories[0], reason: "Seen".into() }).unwrap();
        let doing = column(&board(office, team), "Doing");
        office.does(&aoife, MoveOnBoard { story: stories[2], column: doing }).unwrap();
        let edit = EditColumn { column: doing, name: "Doing".into(), wip_limit: "1".into() };
        office.does(&mira, edit).unwrap();
        let in_it = vec![stories[0], stories[1]];
        office.does(&mira, StageSprint { product: office.product, team, stories: in_it }).unwrap();
        office.wait_seconds(30 * 86_400);
        let now = board(office, team);
        assert_eq!(now.sprint.as_ref().map(|sprint| sprint.number), Some(1));
        assert_eq!(picture(&now), "Ready: 2 | Doing:  | In review:  | To accept:  | Accepted: 1");
        // What stands in the column outside the sprint does not count against its limit.
        let moved = office.does(&aoife, MoveOnBoard { story: stories[1], column: doing }).unwrap();
        assert_eq!(moved.done.warning, None);
    });
}

fn team(office: &Office, product: ProductId, name: &str) -> TeamId {
    let command = AddTeam { product, name: name.into(), mode: TeamMode::Sprints };
    office.does(&office.ada(), command).unwrap().done.id
}

fn board(office: &Office, team: TeamId) -> Board {
    let (mira, product, now) = (office.mira(), office.product, office.now());
    office.reads(move |tx| {
        let team = Team::load(tx, mira.workspace, team.0)?.unwrap();
        queries::board(tx, &mira, product, (team, now))
    })
}

/// "Ready: 2 1 | Doing: …", the accepted last.
fn picture(board: &Board) -> String {
    let numbers = |cards: &[queries::Card]| {
        cards.iter().map(|card| card.number.to_string()).collect::<Vec<_>>().join(" ")
    };
    let lanes = board.lanes.iter().map(|lane| format!("{}: {}", lane.column.name, numbers(&lane.cards)));
    lanes.chain([format!("Accepted: {}", numbers(&board.accepted))]).collect::<Vec<_>>().join(" | ")
}

fn column(board: &Board, name: &str) -> ColumnId {
    board.lanes.iter().find(|lane| lane.column.name == name).unwrap().column.id
}

fn read(office: &Office, number: i64) -> Story {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| story(tx, &mira, product, number))
}

fn three(office: &Office) -> Vec<StoryId> {
    office.stories(&["a tone", "a preview", "a log"]).into_iter().map(|done| done.id).collect()
}

#[test]
fn what_a_column_means_becomes_the_storys_state_and_undo_takes_it_back() {
    on_both_engines(|office| {
        let (aoife, stories) = (office.aoife(), three(office));
        let team = team(office, office.product, "Harbour");
        let before = board(office, team);
        assert_eq!(picture(&before), "Ready: 1 2 3 | Doing:  | In review:  | To accept:  | Accepted: ");
        let put = |story: StoryId, name: &str| {
            office.does(&aoife, MoveOnBoard { story, column: column(&before, name) }).unwrap()
        };
        assert_eq!(put(stories[0], "In review").sentence, "INV-1 is in In review.");
        assert_eq!(read(office, 1).state, State::Doing);
        office.wait_seconds(60);
        let done = put(stories[0], "To accept");
        assert_eq!((read(office, 1).state, read(office, 1).done_at), (State::Done, Some(office.now())));
        assert_eq!(put(stories[0], "To accept").seq, None);
        office.does(&aoife, UndoChange { change: done.seq.unwrap() }).unwrap();
        assert_eq!((read(office, 1).state, read(office, 1).done_at), (State::Doing, None));
        office.does(&aoife, FinishStory { story: stories[1] }).unwrap();
        let now = board(office, team);
        assert_eq!(picture(&now), "Ready: 3 | Doing:  | In review: 1 | To accept: 2 | Accepted: ");
        let accept = AcceptStory { story: stories[1], reason: "Seen".into() };
        office.does(&office.mira(), accept).unwrap();
        assert!(picture(&board(office, team)).ends_with("To accept:  | Accepted: 2"));
        office.wait_seconds(15 * 86_400);
        assert!(picture(&board(office, team)).ends_with("Accepted: "), "accepted long ago");
    });
}

#[test]
fn what_is_proposed_accepted_archived_or_of_another_team_does_not_move() {
    on_both_engines(|office| {
        let (mira, aoife, stories) = (office.mira(), office.aoife(), three(office));
        let harbour = team(office, office.product, "Harbour");
        let column_id = column(&board(office, harbour), "Doing");
        let to = |story| MoveOnBoard { story, column: column_id };
        let proposed = office.does(&office.lena(), AddStory::titled(office.product, "an idea")).unwrap();
        let told = office.is_refused(&aoife, to(proposed.done.id)).to_string();
        assert_eq!(told, "It is a proposal still. Take it in first.");
        office.does(&aoife, FinishStory { story: stories[0] }).unwrap();
        office.does(&mira, AcceptStory { story: stories[0], reason: "Seen".into() }).unwrap();
        let told = office.is_refused(&aoife, to(stories[0])).to_string();
        assert_eq!(told, "It is accepted and stays where it is.");
        office.does(&mira, ArchiveStory { story: stories[1] }).unwrap();
        assert_eq!(
            office.is_refused(&aoife, to(stories[1])).to_string(),
            "The story is archived. Restore it first."
        );
        let command = AddProduct { name: "Payroll".into(), prefix: "PAY".into(), time_zone: "UTC".into() };
        let other = office.does(&office.ada(), command).unwrap().done.id;
        let theirs = team(office, other, "Quay");
        let ada = office.ada();
        let column_id = office.reads(move |tx| {
            let team = Team::load(tx, ada.workspace, theirs.0)?.unwrap();
            Ok(column(&queries::board(tx, &ada, other, (team, domain::testing::START))?, "Doing"))
        });
        let told =
            office.is_refused(&aoife, MoveOnBoard { story: stories[2], column: column_id }).to_string();
        assert_eq!(told, "This column is of a team that does not work on this product.");
        let doing = column(&board(office, harbour), "Doing");
        for (who, kind) in [(office.lena(), "not_allowed"), (office.stranger(), "not_found")] {
            let refusal = office.is_refused(&who, MoveOnBoard { story: stories[2], column: doing });
            assert_eq!(refusal.kind(), kind);
        }
    });
}

#[test]
fn a_limit_warns_and_never_bars() {
    on_both_engines(|office| {
        let (mira, aoife, stories) = (office.mira(), office.aoife(), three(office));
        let team = team(office, office.product, "Harbour");
        let doing = column(&board(office, team), "Doing");
        let edit =
            |limit: &str| EditColumn { column: doing, name: "Building".into(), wip_limit: limit.into() };
        assert_eq!(office.is_refused(&mira, edit("none")).field(), Some("wip_limit"));
        assert_eq!(office.is_refused(&aoife, edit("1")).kind(), "not_allowed");
        let edited = office.does(&mira, edit("1")).unwrap();
        assert_eq!(edited.sentence, "The column Building is changed.");
        office.does(&aoife, MoveOnBoard { story: stories[0], column: doing }).unwrap();
        let over = office.does(&aoife, MoveOnBoard { story: stories[1], column: doing }).unwrap();
        assert_eq!(over.sentence, "INV-2 is in Building. Building is over its limit by one.");
        assert_eq!(board(office, team).lanes[1].over.as_deref(), Some("Building is over its limit by one"));
        office.does(&mira, UndoChange { change: edited.seq.unwrap() }).unwrap();
        assert_eq!(board(office, team).lanes[1].over, None);
    });
}

#[test]
fn columns_come_and_go_but_never_under_a_story_and_one_of_each_stage_stays() {
    on_both_engines(|office| {
        let (mira, stories) = (office.mira(), three(office));
        let team = team(office, office.product, "Harbour");
        let add = |name: &str, stage| AddColumn { team, name: name.into(), stage, wip_limit: "2".into() };
        let names = || {
            board(office, team).lanes.into_iter().map(|lane| lane.column.name).collect::<Vec<_>>().join(", ")
        };
        office.does(&mira, add("Testing", Stage::Doing)).unwrap();
        assert_eq!(names(), "Ready, Doing, In review, Testing, To accept");
        assert_eq!(office.is_refused(&mira, add("Testing", Stage::Done)).field(), Some("name"));
        let now = board(office, team);
        let testing = column(&now, "Testing");
        office.does(&mira, MoveOnBoard { story: stories[0], column: testing }).unwrap();
        let told = office.is_refused(&mira, ArchiveColumn { column: testing }).to_string();
        assert_eq!(told, "Stories stand in it. Move them to another column first.");
        office.does(&mira, MoveOnBoard { story: stories[0], column: column(&now, "Doing") }).unwrap();
        let archived = office.does(&mira, ArchiveColumn { column: testing }).unwrap();
        assert_eq!(names(), "Ready, Doing, In review, To accept");
        office.does(&mira, add("Trying", Stage::Doing)).unwrap();
        assert_eq!(names(), "Ready, Doing, In review, Trying, To accept");
        office.does(&mira, UndoChange { change: archived.seq.unwrap() }).unwrap();
        assert_eq!(names(), "Ready, Doing, In review, Testing, Trying, To accept");
        let told = office.is_refused(&mira, ArchiveColumn { column: column(&now, "To accept") }).to_string();
        assert_eq!(told, "It is the only column for what is done. Add another one first.");
    });
}

#[test]
fn tasks_and_impediments_stand_on_the_card() {
    on_both_engines(|office| {
        let (aoife, stories) = (office.aoife(), three(office));
        let team = team(office, office.product, "Harbour");
        let task = |title: &str| {
            let command = AddTask { story: stories[0], title: title.into() };
            office.does(&aoife, command).unwrap().done.id
        };
        let tasks = [task("the words"), task("the switch"), task("the log")];
        office.does(&aoife, TickTask { task: tasks[0] }).unwrap();
        office.does(&aoife, TickTask { task: tasks[1] }).unwrap();
        office.does(&aoife, UntickTask { task: tasks[1] }).unwrap();
        let removed = office.does(&aoife, RemoveTask { task: tasks[2] }).unwrap();
        let raise = RaiseImpediment { story: stories[0], body: "Waits for the carrier’s contract".into() };
        let blocked = office.does(&aoife, raise.clone()).unwrap();
        assert_eq!(blocked.sentence, "INV-1 is blocked.");
        let card = board(office, team).lanes[0].cards[0].clone();
        assert_eq!((card.tasks_done, card.tasks), (1, 2));
        assert_eq!(card.impediment.as_deref(), Some("Waits for the carrier’s contract"));
        office.does(&aoife, UndoChange { change: removed.seq.unwrap() }).unwrap();
        let impediment = blocked.done.id;
        let resolve = ResolveImpediment { impediment, resolution: "It is signed".into() };
        office.does(&aoife, resolve.clone()).unwrap();
        assert_eq!(office.is_refused(&aoife, resolve).to_string(), "It is resolved already.");
        let card = board(office, team).lanes[0].cards[0].clone();
        assert_eq!((card.tasks, card.impediment), (3, None));
        assert_eq!(office.is_refused(&office.lena(), raise).kind(), "not_allowed");
        let empty = AddTask { story: stories[0], title: " ".into() };
        assert_eq!(office.is_refused(&aoife, empty).field(), Some("title"));
    });
}
