//! Who builds, and what they build next: teams, what they can do, sprints, the board.

pub mod add_team;
pub mod ahead;
pub mod at_capacity;
pub mod availability;
pub mod before;
pub mod board;
pub mod calibration;
pub mod features_ahead;
pub mod forecast;
pub mod order;
pub mod plan;
pub mod queries;
pub mod reasons;
pub mod reports;
pub mod rules;
pub mod skills;

use crate::backlog::{Points, StoryId};
use crate::spine::id::{ColumnId, PersonId, ProductId, SprintId};
use crate::spine::item::Upkeep;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::rank::Rank;

ids! {
    /// People who build together.
    TeamId,
    /// That a team works on a product.
    TeamProductId,
    /// That a person belongs to a team.
    TeamMemberId,
    /// Days on which somebody is away.
    AbsenceId,
    /// What somebody of the team says about a planned sprint.
    SprintVoiceId,
    /// A piece of a story.
    TaskId,
    /// What keeps a story from going on.
    ImpedimentId,
}

item! {
    /// People who build together.
    Team, noun "team", table "team" {
        Key id: TeamId,
        Public name: String,
        Public sort_key: Vec<u8>,
        Public mode: TeamMode,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a team works on a product.
    TeamProduct, noun "team_product", table "team_product" {
        Key id: TeamProductId,
        Public team_id: TeamId,
        Public product_id: ProductId,
        /// How much of the team's time, 1 to 100.
        Public share_percent: i64,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a person belongs to a team.
    TeamMember, noun "team_member", table "team_member" {
        Key id: TeamMemberId,
        Public team_id: TeamId,
        Public person_id: PersonId,
        /// What the person can do in ten working days, in points; none: not said.
        Public capacity_tenths: Option<Points>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// Days on which somebody is away, the first and the last included.
    Absence, noun "absence", table "absence" {
        Key id: AbsenceId,
        Public person_id: PersonId,
        Public starts_on: Day,
        Public ends_on: Day,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A column of a team's board. What is accepted stands beyond the last one.
    BoardColumn, noun "board_column", table "board_column" {
        Key id: ColumnId,
        Public team_id: TeamId,
        Public name: String,
        Public stage: Stage,
        Public rank: Rank,
        /// How many stories may be in it at once; more is said, not barred.
        Public wip_limit: Option<i64>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A stretch of days in which a team builds what it agreed to. `/{workspace}/{PRODUCT}/sprints/{number}`.
    Sprint, noun "sprint", table "sprint" {
        Key id: SprintId,
        Public product_id: ProductId,
        Public team_id: TeamId,
        Public number: i64,
        /// What the team agrees to.
        Public goal: String,
        Public starts_on: Day,
        Public ends_on: Day,
        Public state: SprintState,
        Public started_at: Option<Timestamp>,
        Public closed_at: Option<Timestamp>,
        Public goal_met: Option<GoalMet>,
        Public goal_note: String,
        /// Written down when it starts: points and stories that were planned.
        Public planned_tenths: Option<Points>,
        Public planned_items: Option<i64>,
        /// Written down when it is closed.
        Public accepted_tenths: Option<Points>,
        Public accepted_items: Option<i64>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// What somebody of the team says about a planned sprint: agrees to its goal, or objects to one of its stories.
    SprintVoice, noun "sprint_voice", table "sprint_voice" {
        Key id: SprintVoiceId,
        Public product_id: ProductId,
        Public sprint_id: SprintId,
        Public person_id: PersonId,
        Public story_id: Option<StoryId>,
        Public stance: Stance,
        Public body: String,
        /// What the owner answered to an objection.
        Public answer: String,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A piece of a story, ticked off when it is done.
    Task, noun "task", table "task" {
        Key id: TaskId,
        Public product_id: ProductId,
        Public story_id: StoryId,
        Public title: String,
        Public rank: Rank,
        Public done_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// What keeps a story from going on, until it is resolved.
    Impediment, noun "impediment", table "impediment" {
        Key id: ImpedimentId,
        Public product_id: ProductId,
        Public story_id: StoryId,
        Public body: String,
        Public resolution: String,
        Public resolved_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// Whether a team works in sprints, or lets stories flow.
    TeamMode { Sprints = "sprints", Flow = "flow" }
}

words! {
    /// What a column means for a story in it.
    Stage {
        Todo = "todo",
        Doing = "doing",
        /// Built; the owner is to accept it.
        Done = "done",
    }
}

words! {
    /// How far a sprint is.
    SprintState { Planned = "planned", Running = "running", Closed = "closed" }
}

words! {
    /// Whether a sprint's goal was met.
    GoalMet { Met = "met", Partly = "partly", Not = "not" }
}

words! {
    /// What somebody of the team says.
    Stance { Agrees = "agrees", Objects = "objects" }
}

impl Upkeep for Team {}

impl Upkeep for TeamProduct {}

impl Upkeep for TeamMember {}

impl Upkeep for Absence {}

impl Upkeep for BoardColumn {}

impl Upkeep for Sprint {}

impl Upkeep for SprintVoice {}

impl Upkeep for Task {}

impl Upkeep for Impediment {}
