//! What a command did, in words: in histories, notifications and mails. `{}` is the item: its key, or “it” on its own
//! page.

/// None: in a history its fields tell it, each with before and after.
pub fn deed(command: &str) -> Option<&'static str> {
    DEEDS.iter().find(|(name, _)| *name == command).map(|(_, words)| *words)
}

/// What a command did to the item that is named before, in a few words: "accepted it".
pub fn short(command: &str) -> String {
    let known = SHORT.iter().chain(DEEDS).find(|(name, _)| *name == command);
    match (known, command.split_once('_')) {
        (Some((_, words)), _) => words.replace("{}", "it"),
        (None, Some(("edit", _))) => "edited it".into(),
        (None, Some(("archive", _))) => "archived it".into(),
        (None, Some(("restore", _))) => "restored it".into(),
        (None, Some(("add", _))) => "added it".into(),
        (None, _) => "changed it".into(),
    }
}

/// In a history the fields tell these.
const SHORT: &[(&str, &str)] = &[
    ("add_comment", "commented"),
    ("add_attachment", "attached a file"),
    ("assign_story", "said who makes it"),
    ("assign_goal", "said whose it is"),
    ("classify_story", "said what kind of work it is"),
    ("move_on_board", "moved it on the board"),
    ("take_in_story", "took it in"),
    ("add_criterion", "added a criterion"),
    ("edit_criterion", "edited a criterion"),
    ("remove_criterion", "removed a criterion"),
    ("move_feature", "moved it on the roadmap"),
    ("settle_feature", "decided on it"),
    ("complete_feature", "called it complete"),
    ("conclude_outcome", "concluded whether it helped"),
    ("settle_need", "said how far it is"),
    ("settle_goal", "said how far it is"),
    ("place_goal", "moved it in the tree"),
    ("put_feedback_aside", "put it aside"),
    ("edit_sprint_goal", "changed its goal"),
    ("undo_change", "took a change back"),
];

const DEEDS: &[(&str, &str)] = &[
    ("add_comment", "commented on {}"),
    ("edit_comment", "edited a comment"),
    ("remove_comment", "took back a comment"),
    ("restore_comment", "restored a comment"),
    ("add_attachment", "attached a file to {}"),
    ("remove_attachment", "removed a file"),
    ("restore_attachment", "brought a removed file back"),
    ("erase_attachment", "deleted a file for good"),
    ("erase_contact", "erased a contact"),
    ("erase_customer", "erased a customer"),
    ("erase_feedback", "erased a feedback"),
    ("erase_put_away", "deleted a removed file for good"),
    ("follow_item", "follows {}"),
    ("unfollow_item", "no longer follows {}"),
    ("set_notifications", "said how to be told"),
    ("serve_goal", "said which goal is served by {}"),
    ("stop_serving_goal", "said that a goal is no longer served by {}"),
    ("check_in", "checked in on {}"),
    ("assess_trend", "reviewed {}"),
    ("link_trend", "said which need is explained by {}"),
    ("unlink_trend", "said that a need is no longer explained by {}"),
    ("rate_capability", "rated a capability"),
    ("note_competitor", "noted something about a competitor"),
    ("remove_competitor_note", "took back a note about a competitor"),
    ("link_capability", "said which need a capability is for"),
    ("unlink_capability", "said that a capability is not for a need"),
    ("bring_capability", "said which feature brings a capability"),
    ("stop_bringing_capability", "said that a feature does not bring a capability"),
    ("add_condition", "changed the rule of a segment"),
    ("remove_condition", "changed the rule of a segment"),
    ("put_in_segment", "put a customer into a segment"),
    ("take_out_of_segment", "took a customer out of a segment"),
    ("add_persona_entry", "described a persona"),
    ("edit_persona_entry", "described a persona"),
    ("remove_persona_entry", "took back what described a persona"),
    ("back_persona", "said whose words stand behind a persona"),
    ("stop_backing_persona", "said whose words do not stand behind a persona"),
    ("settle_study", "said how far {} is"),
    ("answer_consent", "said whether they agree to notes of {}"),
    ("write_notes", "wrote the notes of {}"),
    ("archive_interview", "archived {} with what it yielded"),
    ("restore_interview", "brought {} back with what it yielded"),
    ("conclude_experiment", "concluded {}"),
    ("link_quote", "linked a passage of {}"),
    ("merge_feedback", "merged another feedback into {}"),
    ("merge_needs", "merged another need into {}"),
    ("merge_contacts", "merged two contacts"),
    ("merge_customers", "merged another customer into {}"),
    ("unlink_quote", "took back the link of a passage of {}"),
    ("answer_need", "said which need is answered by {}"),
    ("stop_answering_need", "said that a need is no longer answered by {}"),
    ("score_feature", "scored {}"),
    ("score_by_formula", "scored a feature by the formula"),
    ("set_formula", "said by what features are scored"),
    ("add_score_input", "added an input of the formula"),
    ("edit_score_input", "changed an input of the formula"),
    ("remove_score_input", "removed an input of the formula"),
    ("schedule_feature", "set the timeframe of {}"),
    ("offer_feature", "offered {}"),
    ("withdraw_offer", "withdrew the offer of {}"),
    ("discuss_feature", "spoke in the thread of {}"),
    ("take_feature", "took {}"),
    ("send_back_feature", "sent {} back to the manager"),
    ("acknowledge_feature", "took the changes of {}"),
    ("add_scenario", "began a scenario"),
    ("edit_scenario", "wrote in a scenario"),
    ("change_capacity", "tried another capacity in a scenario"),
    ("move_in_scenario", "tried another order in a scenario"),
    ("change_scope", "tried another scope in a scenario"),
    ("remove_scenario_change", "took a change out of a scenario"),
    ("offer_scenario", "offered a scenario to the owner"),
    ("take_scenario", "took a scenario over"),
    ("drop_scenario", "dropped a scenario"),
    ("link_story", "set the feature of {}"),
    ("put_hint_aside", "put a hint on {} aside"),
    ("bring_hint_back", "brought back a hint on {}"),
    ("add_dependency", "said what another story waits for"),
    ("remove_dependency", "said that a story waits no longer"),
    ("add_sprint", "planned a sprint"),
    ("put_in_sprint", "put {} in the sprint"),
    ("take_out_of_sprint", "took {} out of the sprint"),
    ("take_proposal", "took the proposal for the sprint"),
    ("pin_story", "pinned a story to a sprint"),
    ("keep_story_out", "kept a story out of the planned sprints"),
    ("unpin_story", "left a story free for any sprint"),
    ("propose_plan", "asked for a plan over several sprints"),
    ("stop_plan_search", "stopped the search for a plan"),
    ("end_plan_search", "found a plan over several sprints"),
    ("take_plan", "took the plan over several sprints"),
    ("agree_to_sprint", "agreed to the sprint"),
    ("object_to_story", "objected to a story of the sprint"),
    ("answer_objection", "answered an objection"),
    ("start_sprint", "started the sprint"),
    ("close_sprint", "closed the sprint"),
    ("set_capacity", "set what somebody can do"),
    ("record_absence", "noted an absence"),
    ("remove_absence", "took back an absence"),
    ("finish_story", "called {} done"),
    ("add_task", "added a task"),
    ("tick_task", "ticked off a task"),
    ("untick_task", "opened a task again"),
    ("remove_task", "removed a task"),
    ("raise_impediment", "said what stands in the way"),
    ("resolve_impediment", "cleared what stood in the way"),
    ("give_verdict", "judged a criterion"),
    ("meet_all_criteria", "found every criterion met"),
    ("accept_story", "accepted {}"),
    ("send_back_story", "sent {} back"),
    ("put_in_release", "put {} in the release"),
    ("take_out_of_release", "took {} out of the release"),
    ("draft_note", "drafted the note of {}"),
    ("publish_release", "released {}"),
    ("ask_contacts", "asked customers whether it helped"),
    ("mark_asked", "sent a question to a customer"),
    ("mark_told", "wrote to a customer of a release"),
    ("give_response", "heard from a customer whether it helped"),
    ("start_kano_survey", "started a Kano survey"),
    ("end_kano_survey", "ended a Kano survey"),
    ("mark_kano_asked", "sent a Kano survey to a customer"),
    ("give_kano_answer", "heard from a customer what a feature would be to them"),
    ("choose_members", "said who belongs to {}"),
    ("choose_view", "said what {} sees"),
    ("add_audience_person", "added a person to an audience"),
    ("remove_audience_person", "took a person out of an audience"),
    ("rename_for_audience", "said what an audience reads for an item"),
    ("hide_from_audience", "said whether an audience sees an item"),
    ("publish_roadmap", "published to an audience"),
    ("issue_audience_link", "made a secret link"),
    ("revoke_audience_link", "revoked a secret link"),
    ("draft_update", "drafted {}"),
    ("judge_goal", "said how a goal stands in {}"),
    ("publish_update", "published {}"),
    ("add_launch_step", "added a step to the launch list"),
    ("edit_launch_step", "edited a step of the launch list"),
    ("assign_launch_step", "said who does a step of the launch list"),
    ("tick_launch_step", "ticked off a step of the launch list"),
    ("untick_launch_step", "opened a step of the launch list again"),
    ("remove_launch_step", "took a step off the launch list"),
    ("make_decision", "decided {}"),
    ("review_decision", "kept {} after looking at it again"),
    ("supersede_decision", "let another decision stand in the place of {}"),
    ("open_mailbox", "opened the address for feedback"),
    ("close_mailbox", "closed the address for feedback"),
    ("renew_mailbox", "renewed the address for feedback"),
    ("allow_origin", "allowed the form on a site"),
    ("forbid_origin", "took the form off a site"),
    ("know_sender", "said who sent {}"),
    ("take_in_mail", "took a mail in"),
    ("send_form", "took in what was sent by the form"),
    ("link_decision", "said what {} is about"),
    ("unlink_decision", "said what {} is not about"),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{DEEDS, SHORT, short};

    /// A command that got another name would be told by its fields, and nobody would notice.
    #[test]
    fn every_deed_is_a_command() {
        let mut files = Vec::new();
        names(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
        for (name, _) in DEEDS.iter().chain(SHORT) {
            assert!(files.contains(&format!("{name}.rs")), "{name}");
        }
    }

    fn names(folder: &Path, files: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                names(&entry.path(), files);
            } else {
                files.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }

    #[test]
    fn a_deed_is_said_of_what_was_named_before() {
        for (command, words) in [
            ("accept_story", "accepted it"),
            ("add_comment", "commented"),
            ("edit_need", "edited it"),
            ("archive_goal", "archived it"),
            ("something", "changed it"),
        ] {
            assert_eq!(short(command), words);
        }
    }
}
