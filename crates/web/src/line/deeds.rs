//! What a command did, said at once, where its single fields would say less. `{}` is the item: its key, or “it” on its
//! own page.

/// None: its fields tell it, each with before and after.
pub fn deed(command: &str) -> Option<&'static str> {
    DEEDS.iter().find(|(name, _)| *name == command).map(|(_, words)| *words)
}

const DEEDS: &[(&str, &str)] = &[
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
    ("link_quote", "linked a passage of {}"),
    ("unlink_quote", "took back the link of a passage of {}"),
    ("answer_need", "said which need is answered by {}"),
    ("stop_answering_need", "said that a need is no longer answered by {}"),
    ("score_feature", "scored {}"),
    ("schedule_feature", "set the timeframe of {}"),
    ("offer_feature", "offered {}"),
    ("withdraw_offer", "withdrew the offer of {}"),
    ("discuss_feature", "spoke in the thread of {}"),
    ("take_feature", "took {}"),
    ("send_back_feature", "sent {} back to the manager"),
    ("acknowledge_feature", "took the changes of {}"),
    ("link_story", "set the feature of {}"),
    ("add_dependency", "said what another story waits for"),
    ("remove_dependency", "said that a story waits no longer"),
    ("add_sprint", "planned a sprint"),
    ("put_in_sprint", "put {} in the sprint"),
    ("take_out_of_sprint", "took {} out of the sprint"),
    ("take_proposal", "took the proposal for the sprint"),
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
];

#[cfg(test)]
mod tests {
    use super::DEEDS;

    /// A command that got another name would be told by its fields, and nobody would notice.
    #[test]
    fn every_deed_is_a_command() {
        let domain = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
        let folders = [
            "strategy",
            "market",
            "discovery",
            "roadmap",
            "backlog",
            "market/comparison",
            "sprint",
            "sprint/plan",
            "sprint/board",
            "acceptance",
            "communication",
        ];
        for (name, _) in DEEDS {
            let there = folders.iter().any(|folder| domain.join(folder).join(format!("{name}.rs")).exists());
            assert!(there, "{name}");
        }
    }
}
