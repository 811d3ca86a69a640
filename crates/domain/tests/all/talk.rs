//! Comments, mentions and followers, told as stories on both engines.

use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::communication::notifications::Reason;
use domain::communication::notifications::mark::Mark;
use domain::communication::talk::add_comment::AddComment;
use domain::communication::talk::edit_comment::EditComment;
use domain::communication::talk::follow_item::FollowItem;
use domain::communication::talk::queries::{earlier_texts, followers, mentionable};
use domain::communication::talk::remove_comment::RemoveComment;
use domain::communication::talk::restore_comment::RestoreComment;
use domain::communication::talk::unfollow_item::UnfollowItem;
use domain::discovery::add_feedback::AddFeedback;
use domain::line::undo_change::UndoChange;
use domain::people::add_product::AddProduct;
use domain::people::set_role::SetRole;
use domain::spine::refusal::Refusal;
use domain::spine::rights::Role;
use domain::testing::on_both_engines;

use crate::heard::{a_story, assign, bodies, marks, says, told};

#[test]
fn a_comment_is_said_edited_taken_back_and_kept_in_history() {
    on_both_engines(|office| {
        let (mira, lena, story) = (office.mira(), office.lena(), a_story(office));
        let item = story.id.0;
        let said = says(office, &lena, "inv-1", "  Is it for **all** of them?  ");
        assert_eq!((said.key.as_str(), said.mentions), ("INV-1", 0));
        let edit = |body: &str, seen: Option<&str>| EditComment {
            comment: said.id,
            body: body.into(),
            seen: seen.map(Into::into),
        };
        assert_eq!(office.is_refused(&mira, edit("No.", None)).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), edit("No.", None)).kind(), "not_found");
        let stale = office.is_refused(&lena, edit("For some?", Some("Is it?")));
        assert!(matches!(stale, Refusal::Stale { theirs, .. } if theirs == "Is it for **all** of them?"));
        assert_eq!(office.is_refused(&lena, edit(" ", None)).field(), Some("body"));
        office.does(&lena, edit("For some of them?", Some("Is it for **all** of them?"))).unwrap();
        assert_eq!(office.does(&lena, edit("For some of them?", None)).unwrap().seq, None);
        assert_eq!(bodies(office, item), ["For some of them?"]);
        let (reader, comment) = (mira.clone(), said.id);
        let earlier = office.reads(move |tx| Ok(tx.together(earlier_texts(&reader, item)?)?));
        assert_eq!(earlier[&comment], ["Is it for **all** of them?"]);
        assert_eq!(office.is_refused(&mira, RemoveComment { comment }).kind(), "not_allowed");
        office.does(&lena, RemoveComment { comment }).unwrap();
        assert!(bodies(office, item).is_empty());
        assert_eq!(office.is_refused(&lena, edit("Hm.", None)).kind(), "conflict");
        office.does(&lena, RestoreComment { comment }).unwrap();
        let gone = office.does(&lena, RemoveComment { comment }).unwrap().seq.unwrap();
        office.does(&lena, UndoChange { change: gone }).unwrap();
        assert_eq!(bodies(office, item), ["For some of them?"]);
    });
}

#[test]
fn only_what_is_there_and_may_be_read_can_be_talked_about() {
    on_both_engines(|office| {
        let (lena, stranger) = (office.lena(), office.stranger());
        a_story(office);
        for (item, kind) in
            [("INV-1x", "invalid"), ("nothing", "invalid"), ("INV-99", "not_found"), ("SAL-1", "not_found")]
        {
            let comment = AddComment { item: item.into(), body: "words".into() };
            assert_eq!(office.is_refused(&lena, comment).kind(), kind, "{item}");
        }
        let there = AddComment { item: "INV-1".into(), body: "words".into() };
        assert_eq!(office.is_refused(&stranger, there.clone()).kind(), "not_found");
        assert_eq!(office.is_refused(&stranger, FollowItem { item: "INV-1".into() }).kind(), "not_found");
        let long = AddComment { item: "INV-1".into(), body: "x".repeat(10_001) };
        assert_eq!(office.is_refused(&lena, long).field(), Some("body"));
        let taken = SetRole {
            product: office.product,
            person: lena.person.unwrap(),
            role: Role::Stakeholder,
            holds: false,
        };
        office.does(&office.ada(), taken).unwrap();
        assert_eq!(office.is_refused(&office.lena(), there).kind(), "not_found");
    });
}

#[test]
fn who_is_named_is_told_and_so_is_who_follows_but_nobody_of_their_own_doing() {
    on_both_engines(|office| {
        let (ines, mira, lena, aoife) = (office.ines(), office.mira(), office.lena(), office.aoife());
        let story = a_story(office);
        let said = says(office, &lena, "INV-1", "@aoife and @Mira, is it big? Not @Nobody.");
        assert_eq!(said.mentions, 2);
        let (to_aoife, to_mira) = (told(office, &aoife), told(office, &mira));
        assert_eq!((to_aoife.len(), to_aoife[0].reason), (1, Reason::Mentioned));
        // Mira made the story, so she follows it; to be named says more.
        assert_eq!((to_mira.len(), to_mira[0].reason, to_mira[0].news), (1, Reason::Mentioned, 1));
        let row = &to_mira[0];
        assert_eq!((row.key.as_deref(), row.title.as_deref()), (Some("INV-1"), Some("Choose a tone")));
        assert_eq!((row.by_name.as_deref(), row.command.as_str()), (Some("Lena"), "add_comment"));
        assert!(row.comment.as_deref().unwrap().starts_with("@aoife"));
        assert!(told(office, &lena).is_empty() && told(office, &ines).is_empty());
        // Whoever comments follows.
        says(office, &mira, "INV-1", "Small, I think.");
        let to_lena = told(office, &lena);
        assert_eq!((to_lena.len(), to_lena[0].reason), (1, Reason::Following));
        // Named anew in an edit: told, and nobody a second time.
        marks(office, &aoife, Some(story.id.0), Mark::Done, 0).unwrap();
        let edit = EditComment { comment: said.id, body: "@Ines and @Aoife?".into(), seen: None };
        assert_eq!(office.does(&lena, edit).unwrap().done.mentions, 2);
        assert_eq!(told(office, &ines)[0].reason, Reason::Mentioned);
        assert!(told(office, &aoife).is_empty());
        let names = office.reads({
            let (lena, product) = (lena.clone(), office.product);
            move |tx| mentionable(tx, &lena, product)
        });
        let names: Vec<&str> = names.iter().map(|reader| reader.name.as_str()).collect();
        assert_eq!(names, ["Ada", "Aoife", "Ines", "Mira"]);
    });
}

#[test]
fn what_becomes_of_an_item_is_told_to_who_follows_it_and_quiet_changes_are_not() {
    on_both_engines(|office| {
        let (mira, lena, aoife) = (office.mira(), office.lena(), office.aoife());
        let story = a_story(office);
        office.does(&lena, FollowItem { item: "INV-1".into() }).unwrap();
        assert_eq!(office.does(&lena, FollowItem { item: "INV-1".into() }).unwrap().seq, None);
        office.does(&mira, EstimateStory { story: story.id, points: "3".into() }).unwrap();
        assert!(told(office, &lena).is_empty(), "an estimate is quiet");
        assign(office, &story, &aoife);
        assert_eq!(told(office, &aoife)[0].reason, Reason::Assigned);
        office.does(&aoife, FinishStory { story: story.id }).unwrap();
        let to_lena = told(office, &lena);
        assert_eq!((to_lena[0].news, to_lena[0].command.as_str()), (2, "finish_story"));
        assert_eq!(to_lena[0].by_name.as_deref(), Some("Aoife"));
        // Aoife is told of what others do with her story, not of her own doing.
        assert_eq!(
            (told(office, &aoife)[0].news, told(office, &aoife)[0].command.as_str()),
            (1, "assign_story")
        );
        let (reader, item) = (mira.clone(), story.id.0);
        let follow = office.reads(move |tx| Ok(tx.together(followers(&reader, item, &[])?)?));
        assert_eq!(
            follow.iter().map(|one| (one.name.as_str(), one.follows)).collect::<Vec<_>>(),
            [("Lena", true)]
        );
        office.does(&lena, UnfollowItem { item: "INV-1".into() }).unwrap();
        marks(office, &lena, Some(item), Mark::Done, 0).unwrap();
        says(office, &mira, "INV-1", "Well done.");
        assert!(told(office, &lena).is_empty());
        // Commenting does not make somebody follow again who said that they do not wish to.
        says(office, &lena, "INV-1", "Thank you.");
        says(office, &mira, "INV-1", "Any time.");
        assert!(told(office, &lena).is_empty());
        // Somebody who only made it or is assigned can say so, too.
        office.does(&aoife, UnfollowItem { item: "INV-1".into() }).unwrap();
        marks(office, &aoife, Some(item), Mark::Done, 0).unwrap();
        says(office, &mira, "INV-1", "One more thing.");
        assert!(told(office, &aoife).is_empty());
    });
}

#[test]
fn following_and_no_longer_following_are_taken_back_whole() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        let story = a_story(office);
        let unfollow = office.does(&mira, UnfollowItem { item: "INV-1".into() }).unwrap().seq.unwrap();
        office.does(&mira, UndoChange { change: unfollow }).unwrap();
        says(office, &lena, "INV-1", "Hm.");
        assert_eq!(told(office, &mira).len(), 1, "she made it, and did not say otherwise");
        let said = office.does(&mira, AddComment { item: "INV-1".into(), body: "Oops.".into() }).unwrap();
        office.does(&mira, UndoChange { change: said.seq.unwrap() }).unwrap();
        marks(office, &mira, Some(story.id.0), Mark::Done, 0).unwrap();
        says(office, &lena, "INV-1", "And now?");
        assert_eq!(told(office, &mira).len(), 1, "a comment that is taken back does not end it");
        let follow = office.does(&lena, FollowItem { item: "INV-1".into() }).unwrap();
        assert_eq!(follow.seq, None, "she follows already, since she commented");
    });
}

#[test]
fn what_customers_said_is_talked_about_by_those_who_may_read_it() {
    on_both_engines(|office| {
        let (ada, lena) = (office.ada(), office.lena());
        let other = AddProduct { name: "Payments".into(), prefix: "PAY".into(), time_zone: "UTC".into() };
        let other = office.does(&ada, other).unwrap().done.id;
        let feedback = AddFeedback {
            product: other,
            body: "A secret of Payments".into(),
            channel: None,
            contact: None,
            customer: None,
            said_as: String::new(),
            tags: String::new(),
            said_at: None,
        };
        office.does(&ada, feedback).unwrap();
        let say = AddComment { item: "LARK-1".into(), body: "Hm.".into() };
        assert_eq!(office.is_refused(&lena, say).kind(), "not_found");
        assert_eq!(office.is_refused(&lena, FollowItem { item: "LARK-1".into() }).kind(), "not_found");
        assert_eq!(says(office, &ada, "LARK-1", "@Lena, look.").mentions, 0);
        assert!(told(office, &lena).is_empty());
    });
}
