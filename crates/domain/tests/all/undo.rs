//! Taking back what was done, told as stories on both engines.

use domain::backlog::StoryId;
use domain::backlog::add_story::AddStory;
use domain::backlog::archive_story::ArchiveStory;
use domain::backlog::edit_story::{EditStory, StoryText};
use domain::backlog::move_story::MoveStory;
use domain::backlog::queries::{self};
use domain::backlog::take_in_story::TakeInStory;
use domain::line::undo_change::UndoChange;
use domain::people::set_role::SetRole;
use domain::spine::change;
use domain::spine::rights::Role;
use domain::testing::on_both_engines;

fn below(story: StoryId, after: StoryId) -> MoveStory {
    MoveStory { story, after: Some(after), before: None }
}

fn edit(story: StoryId, text: &str, seen: Option<&str>) -> EditStory {
    EditStory { story, field: StoryText::Title, text: text.into(), seen: seen.map(Into::into) }
}

#[test]
fn any_change_can_be_taken_back_unless_somebody_has_built_on_it() {
    on_both_engines(|office| {
        let mira = office.mira();
        let s = office.stories(&["a", "b", "c"]);
        let moved = office.does(&mira, below(s[0].id, s[2].id)).unwrap().seq.unwrap();
        office.does(&mira, UndoChange { change: moved }).unwrap();
        assert_eq!(office.backlog(), ["a", "b", "c"]);

        let first = office.does(&mira, edit(s[0].id, "a2", None)).unwrap().seq.unwrap();
        office.does(&mira, edit(s[0].id, "a3", None)).unwrap();
        assert_eq!(office.is_refused(&mira, UndoChange { change: first }).kind(), "conflict");

        let put_away = office.does(&mira, ArchiveStory { story: s[1].id }).unwrap().seq.unwrap();
        assert_eq!(office.backlog(), ["a3", "c"]);
        office.does(&mira, UndoChange { change: put_away }).unwrap();
        assert_eq!(office.backlog(), ["a3", "b", "c"]);

        let added = office.does(&mira, AddStory::titled(office.product, "d")).unwrap().seq.unwrap();
        let undone = office.does(&mira, UndoChange { change: added }).unwrap().seq.unwrap();
        assert_eq!(office.backlog(), ["a3", "b", "c"]);
        office.does(&mira, UndoChange { change: undone }).unwrap();
        assert_eq!(office.backlog(), ["a3", "b", "c", "d"]);
    });
}

#[test]
fn only_ones_own_change_is_taken_back_with_the_right_to_do_it_and_before_others_build_on_it() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        let story = office.does(&lena, AddStory::titled(office.product, "pay by bank")).unwrap();
        let added = story.seq.unwrap();
        assert_eq!(office.is_refused(&mira, UndoChange { change: added }).kind(), "not_found");
        let taken = office.does(&mira, TakeInStory { story: story.done.id }).unwrap().seq.unwrap();
        assert_eq!(office.is_refused(&lena, UndoChange { change: added }).kind(), "conflict");
        let role = SetRole {
            person: mira.person.unwrap(),
            product: office.product,
            role: Role::Owner,
            holds: false,
        };
        let lost = office.does(&office.ada(), role).unwrap().seq.unwrap();
        assert_eq!(office.is_refused(&office.mira(), UndoChange { change: taken }).kind(), "not_found");
        office.does(&office.ada(), UndoChange { change: lost }).unwrap();
        office.does(&office.mira(), UndoChange { change: taken }).unwrap();
        // The founding was the program's doing: nobody takes it back.
        assert_eq!(office.is_refused(&office.ada(), UndoChange { change: 1 }).kind(), "not_found");
    });
}

#[test]
fn a_long_text_comes_back_by_undo_although_the_log_only_refers_to_it() {
    on_both_engines(|office| {
        let (mira, story) = (office.mira(), office.stories(&["a"]).remove(0).id);
        let write =
            |text: &str| EditStory { story, field: StoryText::Description, text: text.into(), seen: None };
        office.does(&mira, write("first words")).unwrap();
        let second = office.does(&mira, write("second words")).unwrap().seq.unwrap();
        office.does(&mira, UndoChange { change: second }).unwrap();
        let (workspace, product) = (office.workspace, office.product);
        let (text, log) = office.reads(move |tx| {
            let story = queries::story(tx, &mira, product, 1)?;
            let log = change::of_item(workspace, story.id.0, i64::MAX, 100).all(tx)?;
            Ok((story.description, log.into_iter().map(|change| change.fields).collect::<String>()))
        });
        assert_eq!(text, "first words");
        assert!(!log.contains("words"), "{log}");
    });
}
