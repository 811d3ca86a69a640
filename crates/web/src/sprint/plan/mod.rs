//! Planning a sprint, starting and closing it.

mod api;
pub(super) mod parts;
mod plan_page;
pub(super) mod prices;
pub(super) mod skills;
mod sprint_page;
mod sureness;

use axum::routing::get;
use domain::backlog::add_dependency::AddDependency;
use domain::backlog::remove_dependency::RemoveDependency;
use domain::backlog::set_must_have::SetMustHave;
use domain::sprint::add_team::AddTeam;
use domain::sprint::plan::add_sprint::AddSprint;
use domain::sprint::plan::add_team_member::AddTeamMember;
use domain::sprint::plan::agree_to_sprint::AgreeToSprint;
use domain::sprint::plan::answer_objection::AnswerObjection;
use domain::sprint::plan::close_sprint::CloseSprint;
use domain::sprint::plan::edit_sprint_goal::EditSprintGoal;
use domain::sprint::plan::object_to_story::ObjectToStory;
use domain::sprint::plan::put_in_sprint::PutInSprint;
use domain::sprint::plan::record_absence::RecordAbsence;
use domain::sprint::plan::remove_absence::RemoveAbsence;
use domain::sprint::plan::remove_team_member::RemoveTeamMember;
use domain::sprint::plan::set_capacity::SetCapacity;
use domain::sprint::plan::start_sprint::StartSprint;
use domain::sprint::plan::take_out_of_sprint::TakeOutOfSprint;
use domain::sprint::plan::take_proposal::TakeProposal;
use domain::sprint::skills::add_skill::AddSkill;
use domain::sprint::skills::edit_skill::EditSkill;
use domain::sprint::skills::remove_skill::RemoveSkill;
use domain::sprint::skills::set_skill_share::SetSkillShare;
use domain::sprint::skills::set_skills::SetSkills;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/plan", get(plan_page::show))
        .at("/{workspace}/{product}/sprints/{number}", get(sprint_page::show))
        .query(
            "/api/v1/{workspace}/{product}/sprints",
            "The newest sprints of a product, the newest first.",
            api::sprints,
        )
        .query(
            "/api/v1/{workspace}/{product}/sprints/{number}",
            "A sprint with its stories and what the team says about it.",
            api::sprint,
        )
        .query("/api/v1/{workspace}/{product}/skills", "What only some can do, and who can.", api::skills)
        .query(
            "/api/v1/{workspace}/{product}/sprints/{number}/proposal",
            "Which stories would fill a planned sprint best, each with its reason.",
            api::proposal,
        )
        .command::<AddTeam>()
        .command::<AddTeamMember>()
        .command::<RemoveTeamMember>()
        .command::<SetCapacity>()
        .command::<AddSkill>()
        .command::<EditSkill>()
        .command::<RemoveSkill>()
        .command::<SetSkills>()
        .command::<SetSkillShare>()
        .command::<RecordAbsence>()
        .command::<RemoveAbsence>()
        .command::<AddSprint>()
        .command::<EditSprintGoal>()
        .command::<PutInSprint>()
        .command::<TakeOutOfSprint>()
        .command::<TakeProposal>()
        .command::<AgreeToSprint>()
        .command::<ObjectToStory>()
        .command::<AnswerObjection>()
        .command::<StartSprint>()
        .command::<CloseSprint>()
        .command::<SetMustHave>()
        .command::<AddDependency>()
        .command::<RemoveDependency>()
}
