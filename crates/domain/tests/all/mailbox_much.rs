//! Mails of which something is too much: files, answers, what came from one address, and to where one has no right.

use domain::attachments::queries::attachments;
use domain::discovery::FeedbackId;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::ways_in::MailboxId;
use domain::discovery::ways_in::know_sender::KnowSender;
use domain::discovery::ways_in::open_mailbox::OpenMailbox;
use domain::discovery::ways_in::take_in_mail::TakeInMail;
use domain::line::merging::merge_feedback::MergeFeedback;
use domain::line::undo_change::UndoChange;
use domain::market::CustomerId;
use domain::market::add_customer::AddCustomer;
use domain::people::add_product::AddProduct;
use domain::testing::{Office, on_both_engines};

use crate::mailed::{file, kept, mail, taken};

fn opened(office: &Office) -> MailboxId {
    office.does(&office.ines(), OpenMailbox { product: office.product }).unwrap().done.id
}

fn customer(office: &Office, name: &str) -> CustomerId {
    let add = AddCustomer { name: name.into(), ..AddCustomer::default() };
    office.does(&office.ines(), add).unwrap().done.id
}

fn names(office: &Office, feedback: FeedbackId) -> Vec<String> {
    let reader = office.ines();
    let hangs = office.reads(move |tx| Ok(tx.together(attachments(&reader, feedback.0)?)?));
    hangs.into_iter().map(|file| file.name).collect()
}

#[test]
fn a_workspace_without_room_keeps_the_words_and_names_what_is_not_kept() {
    on_both_engines(|office| {
        let mailbox = opened(office);
        let sized = |name: &str, byte_count| {
            let mut stored = file(office, name);
            (stored.byte_count, stored.workspace_bytes_max) = (byte_count, 100);
            stored
        };
        let files = vec![sized("one.pdf", 60), sized("large.pdf", 50), sized("two.pdf", 40)];
        let large = files[1].id;
        let first = taken(office, TakeInMail { files, ..mail(mailbox, "1@x", "See there.") });
        assert_eq!(kept(office, &first).body, "See there.\n\nFiles that were not kept: large.pdf");
        assert_eq!(
            (names(office, first.id), first.no_room),
            (vec!["one.pdf".into(), "two.pdf".into()], vec![large])
        );
        // Nothing fits, and nothing is written: it comes in all the same.
        let files = vec![sized("three.pdf", 1)];
        let bare = TakeInMail { files, subject: String::new(), ..mail(mailbox, "2@x", "") };
        let bare = taken(office, bare);
        assert_eq!(kept(office, &bare).body, "Files that were not kept: three.pdf");
        // However long the text is, what is not kept is named.
        let (files, text) = (vec![sized("four.pdf", 1)], "long ".repeat(20_000));
        let long = kept(office, &taken(office, TakeInMail { files, ..mail(mailbox, "3@x", &text) })).body;
        assert!(long.ends_with("…\n\nFiles that were not kept: four.pdf"), "{}", &long[49_900..]);
        assert!(long.chars().count() <= 50_000);
    });
}

#[test]
fn of_what_a_mail_answers_the_nearest_counts_and_not_without_an_end() {
    on_both_engines(|office| {
        let mailbox = opened(office);
        let (one, other) =
            (taken(office, mail(mailbox, "1@x", "One.")), taken(office, mail(mailbox, "2@x", "Another.")));
        let answer = |message_id: &str, unknown: usize, to: &[&str]| {
            let unknown = (0..unknown).map(|nth| format!("{nth}@unknown"));
            let answers = unknown.chain(to.iter().map(|id| (*id).to_owned())).collect();
            let taken = taken(office, TakeInMail { answers, ..mail(mailbox, message_id, "And more.") });
            kept(office, &taken).follows_id
        };
        assert_eq!(answer("3@x", 0, &["2@x", "1@x"]), Some(other.id));
        assert_eq!(answer("4@x", 5, &["<1@x>", "2@x"]), Some(one.id));
        assert_eq!(answer("5@x", 19, &["1@x"]), Some(one.id));
        assert_eq!(answer("6@x", 20, &["1@x"]), None, "it is not looked for any further");
        assert_eq!(answer("7@x", 10_000, &[]), None);
    });
}

#[test]
fn who_sent_something_is_said_where_one_has_the_right_and_taken_back_there() {
    on_both_engines(|office| {
        let (ines, ada, mailbox) = (office.ines(), office.ada(), opened(office));
        let shop = AddProduct { name: "Shop".into(), prefix: "SHOP".into(), time_zone: "UTC".into() };
        let shop = office.does(&ada, shop).unwrap().done.id;
        let theirs = office.does(&ada, OpenMailbox { product: shop }).unwrap().done.id;
        let (one, other) = (
            taken(office, mail(mailbox, "1@x", "Too slow.")),
            taken(office, mail(mailbox, "2@x", "So slow.")),
        );
        let elsewhere = taken(office, mail(theirs, "3@x", "Too dear."));
        let (passage, new_need) = ("So slow".into(), "Faster".into());
        let link = LinkQuote { feedback: other.id, passage, need: None, new_need, importance: None };
        let quote = office.does(&ines, link).unwrap().done.id;
        office.does(&ines, MergeFeedback { feedback: other.id, into: one.id, seen: None }).unwrap();
        let customer = customer(office, "Pellworth");
        let know = KnowSender { feedback: one.id, customer, name: String::new() };
        let known = office.does(&ines, know.clone()).unwrap();
        assert_eq!((known.done.again, known.done.left), (false, 0));
        assert_eq!(kept(office, &one).customer_id, Some(customer));
        assert_eq!(kept(office, &elsewhere).contact_id, None, "nobody gave her that product");
        assert_eq!(kept(office, &other).contact_id, None, "it is a part of the first");
        let of_quote = move |office: &Office| {
            let sql = "select customer_id as value from quote where id = $1";
            office.reads(move |tx| Ok(tx.value::<Option<CustomerId>>(sql, &[&quote])?)).flatten()
        };
        assert_eq!(of_quote(office), Some(customer), "they said it, and it went along");
        office.does(&ines, UndoChange { change: known.seq.unwrap() }).unwrap();
        assert_eq!((kept(office, &one).contact_id, of_quote(office)), (None, None));
        office.does(&ada, know).unwrap();
        assert_eq!(kept(office, &elsewhere).customer_id, Some(customer), "an administrator has all of them");
    });
}

#[test]
fn who_is_a_contact_already_is_found_and_not_added_again() {
    on_both_engines(|office| {
        let (ines, mailbox) = (office.ines(), opened(office));
        let (pellworth, vantry) = (customer(office, "Pellworth"), customer(office, "Vantry"));
        let know = |feedback, customer| KnowSender { feedback, customer, name: String::new() };
        let first = taken(office, mail(mailbox, "1@x", "Too slow."));
        let known = office.does(&ines, know(first.id, pellworth)).unwrap().done;
        let second = taken(office, mail(mailbox, "2@x", "Too dear."));
        let (workspace, id) = (office.workspace, second.id);
        // As what came before the address was written down at the contact.
        let forgotten =
            "update feedback set contact_id = null, customer_id = null where workspace_id = $1 and id = $2";
        office.db.write(workspace.0, move |tx| tx.execute(forgotten, &[&workspace, &id])).unwrap();
        let refusal = office.is_refused(&ines, know(second.id, vantry));
        assert_eq!(
            refusal.to_string(),
            "This address is that of Nora Pell at Pellworth. Choose that customer."
        );
        let again = office.does(&ines, know(second.id, pellworth)).unwrap();
        assert_eq!((again.done.id, again.sentence.as_str()), (known.id, "It was Nora Pell."));
        assert_eq!(kept(office, &second).contact_id, Some(known.id));
    });
}

#[test]
fn what_is_too_much_at_once_is_said_and_waits() {
    on_both_engines(|office| {
        let (ines, mailbox) = (office.ines(), opened(office));
        let unknown =
            "select id as value from feedback where contact_id is null order by said_at desc, id desc";
        let unknown = || office.reads(move |tx| Ok(tx.values::<FeedbackId>(unknown, &[])?));
        for nth in 0..502 {
            taken(office, mail(mailbox, &format!("{nth}@x"), "Too slow."));
        }
        let all = unknown();
        let customer = customer(office, "Pellworth");
        let know = |feedback| KnowSender { feedback, customer, name: String::new() };
        let known = office.does(&ines, know(all[0])).unwrap();
        assert_eq!(
            known.sentence,
            "Nora Pell is a contact now. 2 more came from that address: say it of one of those, too."
        );
        assert_eq!(unknown(), all[500..]);
        let rest = office.does(&ines, know(all[500])).unwrap();
        assert_eq!((rest.done.id, rest.done.left), (known.done.id, 0));
        assert_eq!(unknown(), []);
    });
}

#[test]
fn of_whom_it_is_said_is_theirs_however_old_it_is() {
    on_both_engines(|office| {
        let (ines, mailbox) = (office.ines(), opened(office));
        for nth in 0..501 {
            taken(office, mail(mailbox, &format!("{nth}@x"), "Too slow."));
        }
        let oldest = "select id as value from feedback order by said_at, id limit 1";
        let feedback = office.reads(move |tx| Ok(tx.value::<FeedbackId>(oldest, &[])?)).unwrap();
        let know = KnowSender { feedback, customer: customer(office, "Pellworth"), name: String::new() };
        let known = office.does(&ines, know).unwrap().done;
        let unknown = "select count(*) as value from feedback where contact_id is null";
        assert_eq!((known.left, office.reads(move |tx| Ok(tx.value::<i64>(unknown, &[])?))), (0, Some(0)));
    });
}
