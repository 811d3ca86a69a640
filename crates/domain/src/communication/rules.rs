//! Pure rules of releases and of what is told about them.

use super::{Reach, ReleaseState};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

/// Mails wait so long after a release, and so long it can be taken back whole.
pub const HOLD_SECONDS: i64 = 5 * 60;
/// How long an answer can be changed.
pub const CHANGE_ANSWER_DAYS: i64 = 30;
/// Lines of one feature that a draft tells.
const LINES_MAX: usize = 20;

/// A release that is to go out.
#[derive(Clone, Copy, Debug)]
pub struct Releasing {
    pub state: ReleaseState,
    /// To whom it went already.
    pub was: Reach,
    pub to: Reach,
    pub stories: i64,
    pub not_accepted: i64,
    pub has_note: bool,
}

/// Whether a release may go out: whole, to more people than before, and to everyone only with words.
pub fn release(releasing: &Releasing) -> Result<()> {
    let Releasing { state, was, to, stories, not_accepted, has_note } = *releasing;
    if state == ReleaseState::Released && to as u8 <= was as u8 {
        return Refusal::conflict(format!("It is released {} already.", to_whom(was)));
    }
    match (stories, not_accepted) {
        (0, _) => {
            return Refusal::conflict("No story is in it yet. Put in what it brings, then release it.");
        }
        (_, 0) => {}
        (1, _) => {
            return Refusal::conflict(
                "Its only story is not accepted. Accept it, or move it to another release, then release.",
            );
        }
        (all, 1) => {
            return Refusal::conflict(format!(
                "1 of its {all} stories is not accepted. Accept it, or move it to another release, then release."
            ));
        }
        (all, open) => {
            return Refusal::conflict(format!(
                "{open} of its {all} stories are not accepted. Accept them, or move them to another release, then release."
            ));
        }
    }
    if to == Reach::Everyone && !has_note {
        return Refusal::conflict("Its note is empty. Draft it from the stories, or write it, then release.");
    }
    Ok(())
}

/// Refuses to change what a release brings once it is out.
pub fn refuse_released(state: ReleaseState, version: &str) -> Result<()> {
    match state {
        ReleaseState::Planned => Ok(()),
        ReleaseState::Released => Refusal::conflict(format!(
            "{version} is released; what it brought stands. Use a release that is planned."
        )),
    }
}

/// "to everyone", as the end of a sentence.
pub fn to_whom(reach: Reach) -> &'static str {
    match reach {
        Reach::Internal => "inside the firm",
        Reach::Beta => "to beta customers",
        Reach::Everyone => "to everyone",
    }
}

/// A story as a draft tells it.
#[derive(Clone, Debug)]
pub struct Told<'t> {
    /// The feature it builds.
    pub feature: Option<&'t str>,
    pub title: &'t str,
}

/// A note: a title and a body in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub title: String,
    pub body: String,
}

/// Drafts the note of a release from its accepted stories: one part for each feature, the rest at the end.
pub fn draft(version: &str, name: &str, stories: &[Told<'_>]) -> Note {
    let title = if name.is_empty() { format!("What is new in {version}") } else { name.to_owned() };
    let mut parts: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for story in stories {
        match parts.iter_mut().find(|(feature, _)| *feature == story.feature) {
            Some((_, lines)) => lines.push(story.title),
            None => parts.push((story.feature, vec![story.title])),
        }
    }
    parts.sort_by_key(|(feature, _)| feature.is_none());
    let alone = parts.len() == 1;
    let part = |(feature, lines): (Option<&str>, Vec<&str>)| {
        let heading = match feature {
            Some(feature) => format!("**{}**\n\n", plain(feature)),
            None if alone => String::new(),
            None => "**And also**\n\n".to_owned(),
        };
        let lines: Vec<String> =
            lines.iter().take(LINES_MAX).map(|line| format!("- {}", plain(line))).collect();
        format!("{heading}{}", lines.join("\n"))
    };
    Note { title, body: parts.into_iter().map(part).collect::<Vec<_>>().join("\n\n") }
}

/// A title as it is, whatever it would mean in Markdown.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        if "\\`*_[]<>#".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// Whether an answer may still be given or changed.
pub fn refuse_late(answered_at: Option<Timestamp>, now: Timestamp) -> Result<()> {
    match answered_at {
        Some(at) if now > at.plus_days(CHANGE_ANSWER_DAYS) => Refusal::conflict(format!(
            "You answered more than {CHANGE_ANSWER_DAYS} days ago. Write to us if it has changed."
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Reach::{Beta, Everyone, Internal};
    use ReleaseState::{Planned, Released};

    #[test]
    fn only_what_is_accepted_goes_out_and_always_to_more_people() {
        for (state, was, to, stories, not_accepted, has_note, wanted) in [
            (Planned, Everyone, Everyone, 9, 0, true, ""),
            (Planned, Everyone, Internal, 9, 0, false, ""),
            (Planned, Everyone, Everyone, 9, 0, false, "Its note is empty."),
            (Planned, Everyone, Everyone, 9, 4, true, "4 of its 9 stories are not accepted."),
            (Planned, Everyone, Internal, 9, 1, true, "1 of its 9 stories is not accepted."),
            (Planned, Everyone, Beta, 1, 1, true, "Its only story is not accepted."),
            (Planned, Everyone, Everyone, 0, 0, true, "No story is in it yet."),
            (Released, Internal, Beta, 9, 0, true, ""),
            (Released, Beta, Everyone, 9, 0, true, ""),
            (Released, Beta, Beta, 9, 0, true, "It is released to beta customers already."),
            (Released, Everyone, Internal, 9, 0, true, "It is released to everyone already."),
        ] {
            let releasing = Releasing { state, was, to, stories, not_accepted, has_note };
            let told = release(&releasing).map_or_else(|failure| failure.to_string(), |()| String::new());
            let fits = if wanted.is_empty() { told.is_empty() } else { told.starts_with(wanted) };
            assert!(fits, "{releasing:?}: {told}");
        }
    }

    #[test]
    fn a_draft_tells_features_first_and_takes_titles_as_they_are() {
        let told = |feature, title| Told { feature, title };
        let note = draft(
            "4.8",
            "",
            &[
                told(None, "Mute *one* invoice"),
                told(Some("Tones"), "Choose a tone"),
                told(Some("Tones"), "Copy a <b>tone</b>"),
            ],
        );
        assert_eq!(note.title, "What is new in 4.8");
        assert_eq!(
            note.body,
            "**Tones**\n\n- Choose a tone\n- Copy a \\<b\\>tone\\</b\\>\n\n**And also**\n\n- Mute \\*one\\* invoice"
        );
        let note = draft("4.8", "Gentle reminders", &[told(None, "Mute one invoice")]);
        assert_eq!((note.title.as_str(), note.body.as_str()), ("Gentle reminders", "- Mute one invoice"));
    }

    #[test]
    fn an_answer_can_be_changed_for_a_month() {
        let first = Timestamp(0);
        assert!(refuse_late(None, first.plus_days(90)).is_ok());
        assert!(refuse_late(Some(first), first.plus_days(30)).is_ok());
        assert!(refuse_late(Some(first), first.plus_days(31)).is_err());
    }
}
