//! Feedback that comes in by mail, to the address of a product.

use domain::attachments::queries::attachments;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::queries::{Filter, inbox};
use domain::discovery::ways_in::close_mailbox::CloseMailbox;
use domain::discovery::ways_in::know_sender::KnowSender;
use domain::discovery::ways_in::open_mailbox::OpenMailbox;
use domain::discovery::ways_in::queries::{addressed, conversation};
use domain::discovery::ways_in::renew_mailbox::RenewMailbox;
use domain::discovery::ways_in::take_in_mail::{MailTaken, TakeInMail};
use domain::discovery::{Channel, Feedback};
use domain::line::undo_change::UndoChange;
use domain::market::add_customer::AddCustomer;
use domain::spine::item::Item;
use domain::testing::{Office, on_both_engines};

use crate::mailed::{by_program, file, kept, mail, refused, taken};
use crate::told::{Firm, tell};

#[test]
fn an_address_is_opened_renewed_closed_and_taken_back() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let refusal = office.is_refused(&mira, OpenMailbox { product });
        assert_eq!(
            refusal.to_string(),
            "Only the product manager and administrators may open the ways in for feedback."
        );
        let opened = office.does(&ines, OpenMailbox { product }).unwrap();
        let first = opened.done.local_part.clone();
        assert!(first.starts_with("inv-") && first.len() == 12, "{first}");
        let goes = |local_part: &str| {
            let local_part = local_part.to_owned();
            office.reads(move |tx| addressed(tx, &local_part)).map(|found| found.id)
        };
        assert_eq!(goes(&first), Some(opened.done.id));
        assert!(office.does(&office.ada(), OpenMailbox { product }).unwrap().seq.is_none(), "it is open");

        let renewed = office.does(&ines, RenewMailbox { product }).unwrap();
        let second = renewed.done.local_part.clone();
        assert_eq!((goes(&first), goes(&second)), (None, Some(opened.done.id)));
        office.does(&ines, UndoChange { change: renewed.seq.unwrap() }).unwrap();
        assert_eq!((goes(&first), goes(&second)), (Some(opened.done.id), None));

        let closed = office.does(&ines, CloseMailbox { product }).unwrap();
        assert_eq!(goes(&first), None);
        assert_eq!(office.is_refused(&ines, RenewMailbox { product }).kind(), "conflict");
        assert_eq!(office.is_refused(&ines, CloseMailbox { product }).kind(), "conflict");
        assert_eq!(refused(by_program(office, mail(opened.done.id, "1@x", "a"))).kind(), "not_found");
        assert_eq!(office.is_refused(&mira, UndoChange { change: closed.seq.unwrap() }).kind(), "not_found");
        office.does(&ines, UndoChange { change: closed.seq.unwrap() }).unwrap();
        assert_eq!(goes(&first), Some(opened.done.id));
        assert_eq!(office.is_refused(&ines, mail(opened.done.id, "1@x", "a")).kind(), "not_allowed");
    });
}

#[test]
fn a_mail_becomes_feedback_once_with_what_is_new_of_it() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let mailbox = office.does(&ines, OpenMailbox { product }).unwrap().done.id;
        let text = "Too slow on Mondays.\r\n\r\nOn 2 Mar 2026 Mira wrote:\r\n> How is it?\r\n\r\n-- \r\nNora";
        let first = taken(office, mail(mailbox, "1@pellworth.example", text));
        let told = kept(office, &first);
        assert_eq!(told.body, "Too slow on Mondays.");
        assert_eq!(told.quoted, "On 2 Mar 2026 Mira wrote:\n> How is it?\n\n--\nNora");
        assert_eq!((told.subject.as_str(), told.channel), ("Slow lists", Channel::Mail));
        assert_eq!(
            (told.sender_name.as_str(), told.sender_email.as_str()),
            ("Nora Pell", "nora@pellworth.example")
        );
        assert_eq!((told.contact_id, told.recorded_by, told.follows_id), (None, None, None));

        let again = taken(office, mail(mailbox, "<1@pellworth.example>", "whatever"));
        assert!(again.again && again.id == first.id);
        let reader = ines.clone();
        let rows =
            office.reads(move |tx| inbox(tx, &reader, product, &Filter { limit: 9, ..Filter::default() }));
        assert_eq!((rows.len(), rows[0].sender_name.as_str()), (1, "Nora Pell"));

        // It is found by what stands above it and by whoever sent it.
        for words in ["lists", "pellworth", "mondays"] {
            let (reader, words) = (ines.clone(), Some(words.to_owned()));
            let filter = Filter { limit: 9, words, ..Filter::default() };
            assert_eq!(office.reads(move |tx| inbox(tx, &reader, product, &filter)).len(), 1);
        }
        // Nothing of it stands in the log: its fields are referred to, where they can be erased.
        let log = "select count(*) as value from change where fields like '%ellworth%' or fields like '%Mondays%' or fields like '%lists%'";
        assert_eq!(office.reads(move |tx| Ok(tx.value::<i64>(log, &[])?)), Some(0));
        let held = "select count(*) as value from held_value where field in ('body', 'subject', 'quoted', 'sender_name', 'sender_email')";
        assert_eq!(office.reads(move |tx| Ok(tx.value::<i64>(held, &[])?)), Some(5));
    });
}

#[test]
fn a_mail_without_a_text_of_its_own_says_what_it_has() {
    on_both_engines(|office| {
        let mailbox = office.does(&office.ines(), OpenMailbox { product: office.product }).unwrap().done.id;
        let left_out = vec!["run.exe".to_owned(), "film.mkv".to_owned()];
        let files = vec![file(office, "list.pdf")];
        let with_files = taken(office, TakeInMail { left_out, files, ..mail(mailbox, "1@x", "See there.") });
        assert_eq!(
            kept(office, &with_files).body,
            "See there.\n\nFiles that were not kept: run.exe, film.mkv"
        );
        let (reader, item) = (office.ines(), with_files.id.0);
        let hangs = office.reads(move |tx| Ok(tx.together(attachments(&reader, item)?)?));
        assert_eq!((hangs.len(), hangs[0].name.as_str()), (1, "list.pdf"));
        let only_subject = mail(mailbox, "2@x", "> quoted alone");
        assert_eq!(kept(office, &taken(office, only_subject)).body, "Slow lists");
        let only_quoted = TakeInMail { subject: String::new(), ..mail(mailbox, "3@x", "> quoted alone") };
        assert_eq!(kept(office, &taken(office, only_quoted)).body, "> quoted alone");
        let files = vec![file(office, "photo.png")];
        let only_files = TakeInMail { files, subject: String::new(), ..mail(mailbox, "4@x", "") };
        assert_eq!(kept(office, &taken(office, only_files)).body, "Files that came along: photo.png");
        let nothing = TakeInMail { subject: String::new(), ..mail(mailbox, "5@x", " \r\n") };
        assert_eq!(
            refused(by_program(office, nothing)).to_string(),
            "There is nothing to read in this mail."
        );
        let long = mail(mailbox, "6@x", &"long ".repeat(20_000));
        assert_eq!(kept(office, &taken(office, long)).body.chars().count(), 50_000);
        let strange = TakeInMail {
            sender_email: "nobody at all".into(),
            sender_name: "\u{7}".into(),
            ..mail(mailbox, "7@x", "a\u{0}b")
        };
        let strange = kept(office, &taken(office, strange));
        assert_eq!(
            (strange.sender_email.as_str(), strange.sender_name.as_str(), strange.body.as_str()),
            ("", "", "ab")
        );
    });
}

#[test]
fn answers_go_on_with_what_they_answer() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let firm = Firm::of(office);
        let mailbox = office.does(&ines, OpenMailbox { product }).unwrap().done;
        let first = taken(office, mail(mailbox.id, "1@x", "One thing."));
        let answer = |message_id: &str, to: &[&str]| {
            let answers = to.iter().map(|id| (*id).to_owned()).collect();
            taken(office, TakeInMail { answers, ..mail(mailbox.id, message_id, "And another.") })
        };
        let second = answer("2@x", &["unknown@y", "<1@x>"]);
        let third = answer("3@x", &["2@x"]);
        assert_eq!(kept(office, &second).follows_id, Some(first.id));
        assert_eq!(kept(office, &third).follows_id, Some(first.id), "one conversation has one beginning");
        assert_eq!(kept(office, &answer("4@x", &["unknown@y"])).follows_id, None);
        for (one, beside) in [(&first, 2), (&second, 2), (&third, 2)] {
            let (reader, one) = (ines.clone(), kept(office, one));
            assert_eq!(office.reads(move |tx| conversation(tx, &reader, &one)).len(), beside);
        }
        // What we mailed about somebody's words: the answer goes on with those.
        let mails = tell(office, &firm);
        let nora = mails.iter().find(|mail| mail.to == "nora@pellworth.example").unwrap();
        assert_eq!(
            nora.reply_to.as_deref(),
            Some(format!("{}@feedback.example", mailbox.local_part).as_str())
        );
        let answered = kept(office, &answer("5@x", &[nora.message_id.as_deref().unwrap()]));
        let followed = answered.follows_id.unwrap();
        let (workspace, id) = (office.workspace, followed);
        let words = office.reads(move |tx| Ok(Feedback::load(tx, workspace, id.0)?.unwrap())).body;
        assert!(nora.text.contains(words.lines().next().unwrap()), "{words}\n{}", nora.text);
        assert_eq!(
            answered.customer_id,
            kept(office, &MailTaken { id: followed, again: false, no_room: Vec::new() }).customer_id
        );
    });
}

#[test]
fn whoever_wrote_becomes_a_contact_and_their_words_their_customers() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let mailbox = office.does(&ines, OpenMailbox { product }).unwrap().done.id;
        let (one, other) = (
            taken(office, mail(mailbox, "1@x", "Too slow.")),
            taken(office, mail(mailbox, "2@x", "Too dear.")),
        );
        let (passage, new_need) = ("Too slow".into(), "Faster".into());
        let link = LinkQuote { feedback: one.id, passage, need: None, new_need, importance: None };
        let quote = office.does(&ines, link).unwrap().done.id;
        let customer = AddCustomer { name: "Pellworth".into(), ..AddCustomer::default() };
        let customer = office.does(&ines, customer).unwrap().done.id;
        let know = || KnowSender { feedback: other.id, customer, name: String::new() };
        assert_eq!(office.is_refused(&office.lena(), know()).kind(), "not_allowed");
        let known = office.does(&ines, know()).unwrap();
        assert_eq!(known.sentence, "Nora Pell is a contact now.");
        for sent in [&one, &other] {
            let sent = kept(office, sent);
            assert_eq!((sent.contact_id, sent.customer_id), (Some(known.done.id), Some(customer)));
        }
        let of_quote = move |office: &Office| {
            let sql = "select customer_id as value from quote where id = $1";
            office
                .reads(move |tx| Ok(tx.value::<Option<domain::market::CustomerId>>(sql, &[&quote])?))
                .flatten()
        };
        assert_eq!(of_quote(office), Some(customer));
        assert_eq!(office.is_refused(&ines, know()).to_string(), "Whose words these are is known already.");
        // From then on it is known by itself.
        let later = kept(office, &taken(office, mail(mailbox, "3@x", "Better.")));
        assert_eq!((later.contact_id, later.customer_id), (Some(known.done.id), Some(customer)));
        office.does(&ines, UndoChange { change: known.seq.unwrap() }).unwrap();
        assert_eq!((kept(office, &one).contact_id, of_quote(office)), (None, None));
        let nameless = TakeInMail { sender_email: String::new(), ..mail(mailbox, "9@x", "Hm.") };
        let nameless = taken(office, nameless).id;
        let refusal = office.is_refused(&ines, KnowSender { feedback: nameless, customer, name: "N".into() });
        assert_eq!(refusal.to_string(), "No address came with it, so nobody can be known by it.");
    });
}
