//! People who are erased: their names, addresses and words are nowhere any more, and what is counted stays. On both engines.

use domain::communication::launch::queries::quotes as quotes_answered;
use domain::communication::publish_release::PublishRelease;
use domain::communication::{Reach, Release};
use domain::discovery::add_need::AddNeed;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::queries::{Filter, inbox};
use domain::discovery::ways_in::know_sender::KnowSender;
use domain::discovery::ways_in::open_mailbox::OpenMailbox;
use domain::discovery::{Feedback, FeedbackId, FeedbackState, NeedId, Quote, QuoteId};
use domain::line::erasing::again::{Erasure, again, erasures};
use domain::line::erasing::erase_contact::EraseContact;
use domain::line::erasing::erase_customer::EraseCustomer;
use domain::line::erasing::erase_feedback::EraseFeedback;
use domain::line::erasing::preview::{Preview, preview};
use domain::line::merging::merge_contacts::MergeContacts;
use domain::line::undo_change::UndoChange;
use domain::market::edit_customer::EditCustomer;
use domain::market::{Contact, ContactId, Customer};
use domain::people::open_portal::OpenPortal;
use domain::spine::item::Item;
use domain::spine::search::find;
use domain::testing::{Office, on_both_engines};
use uuid::Uuid;

use crate::hung::attaches;
use crate::mailed::{kept, mail, taken};
use crate::merged::{columns, comments, contact, customer, demand, feedback, key, load, need, quotes, says};
use crate::told::deliver;

/// Columns of any table, the log and what is queued included, in which a text stands.
fn places_of(office: &Office, text: &'static str) -> Vec<String> {
    office.reads(move |tx| {
        let mut found = Vec::new();
        for (table, column) in columns(tx)? {
            // The index of words holds them in pieces; that it finds nothing is asked for by itself.
            if table.starts_with("search_text") {
                continue;
            }
            let sql = format!(
                "select count(*) as value from {table} where lower(cast({column} as text)) like '%' || $1 || '%'"
            );
            if tx.value::<i64>(&sql, &[&text])? != Some(0) {
                found.push(format!("{table}.{column}"));
            }
        }
        Ok(found)
    })
}

fn finds(office: &Office, words: &'static str) -> usize {
    let workspace = office.workspace;
    office.reads(move |tx| find(tx, workspace, words, 20)).len()
}

fn looks(office: &Office, noun: &'static str, id: impl Into<Uuid>) -> Preview {
    let (ada, id) = (office.ada(), id.into());
    office.reads(move |tx| preview(tx, &ada, (noun, id)))
}

/// Nora, who was two contacts once and said one thing, and what hangs on it.
struct Said {
    nora: ContactId,
    /// Whom she was before.
    before: ContactId,
    /// Somebody else.
    eva: ContactId,
    feedback: FeedbackId,
    quote: QuoteId,
    need: NeedId,
}

fn said(office: &Office) -> Said {
    let (pell, morrow) = (customer(office, "Pellworth", "284"), customer(office, "Morrowfield", "335"));
    let nora = contact(office, pell, "Nora Quillfeather", "nora@pellworth.example");
    let before = contact(office, pell, "N. Quillfeather", "old@pellworth.example");
    let eva = contact(office, morrow, "Eva", "eva@morrow.example");
    office.does(&office.ines(), MergeContacts { contact: before, into: nora, seen: None }).unwrap();
    let need = need(office, "Chase late payers");
    let feedback = says(office, Some(nora), None, "The zebracorn of reminders is far too stern.");
    let other = says(office, Some(eva), None, "Reminders sound like a threat.");
    let quote = quotes(office, feedback, "zebracorn of reminders", need);
    quotes(office, other, "sound like a threat", need);
    comments(office, feedback, "Quillfeather rang twice.");
    attaches(office, &office.ines(), &key(office, feedback), "quillfeather.pdf", 10);
    // In a text of somebody else: it is told, and stays.
    let (product, description) = (office.product, String::new());
    let title = "What Nora Quillfeather means".to_owned();
    let add = AddNeed { product, title, description, parent: None, capability: None };
    office.does(&office.ines(), add).unwrap();
    Said { nora, before, eva, feedback, quote, need }
}

#[test]
fn a_contact_is_nowhere_any_more_and_still_counts() {
    on_both_engines(|office| {
        let said = said(office);
        let asked = demand(office, said.need);
        let shown = looks(office, Contact::NOUN, said.nora);
        assert_eq!(shown.words, "2 contacts, 1 feedback, 1 quote, 1 comment, 1 file");
        let named: Vec<&str> = shown.named_in.iter().map(|named| named.heading.as_str()).collect();
        assert_eq!(
            (shown.called.as_str(), named),
            ("Nora Quillfeather", vec!["What Nora Quillfeather means"])
        );
        let ran = office.does(&office.ada(), EraseContact { contact: said.nora }).unwrap();
        assert_eq!(ran.sentence, "Erased for good: 2 contacts, 1 feedback, 1 quote, 1 comment, 1 file.");
        for trace in ["nora@", "old@pell", "zebracorn", "far too stern", "rang twice", "quillfeather.pdf"] {
            assert_eq!(places_of(office, trace), Vec::<String>::new(), "{trace}");
        }
        let mut found = places_of(office, "quillfeather");
        found.retain(|place| {
            !["change.fields", "need.title", "search_entry.heading"].contains(&place.as_str())
        });
        assert_eq!(found, Vec::<String>::new(), "beside the title that somebody else wrote");
        assert_eq!((finds(office, "zebracorn"), finds(office, "stern")), (0, 0));
        assert_eq!(finds(office, "threat"), 1, "others are found as before");
        assert_eq!(demand(office, said.need), asked, "who asked is who asked");
        let gone: Feedback = feedback(office, said.feedback);
        assert_eq!((gone.body.as_str(), gone.contact_id), ("(erased)", Some(said.nora)));
        assert_eq!(load::<Quote>(office, said.quote).passage, "(erased)");
        let nobody: Contact = load(office, said.nora);
        assert_eq!((nobody.name.as_str(), nobody.email.as_str()), ("Erased contact", ""));
        assert!(nobody.is_erased() && !nobody.may_contact);
        assert_eq!(load::<Customer>(office, nobody.customer_id).name, "Pellworth");
    });
}

#[test]
fn only_administrators_erase_and_nothing_comes_back() {
    on_both_engines(|office| {
        let (ada, said) = (office.ada(), said(office));
        let erase = EraseContact { contact: said.nora };
        for actor in [office.ines(), office.mira()] {
            let refused = office.is_refused(&actor, erase.clone()).to_string();
            assert_eq!(refused, "Only administrators may erase people and what they said.");
        }
        let refused = office.is_refused(&ada, EraseContact { contact: said.before }).to_string();
        assert!(refused.starts_with("This contact was merged into"), "{refused}");
        let change = office.does(&ada, erase.clone()).unwrap().seq.unwrap();
        let again = office.does(&ada, erase).unwrap();
        assert_eq!((again.seq, again.sentence.as_str()), (None, "It was erased before."));
        assert_eq!(looks(office, Contact::NOUN, said.nora).words, "");
        let refused = office.is_refused(&ada, UndoChange { change });
        assert_eq!(refused.to_string(), "What was erased is gone for good. It cannot be taken back.");
        let merge = MergeContacts { contact: said.nora, into: said.eva, seen: None };
        assert_eq!(
            office.is_refused(&office.ines(), merge).to_string(),
            "This contact was erased. Nothing of it can be changed any more."
        );
    });
}

#[test]
fn a_customer_goes_with_everybody_there_and_what_it_pays_stays() {
    on_both_engines(|office| {
        let (ada, ines) = (office.ada(), office.ines());
        let pell = customer(office, "Pellworth", "284");
        let nora = contact(office, pell, "Nora", "nora@pellworth.example");
        let late = need(office, "Chase late payers");
        let by_nora = says(office, Some(nora), None, "Far too stern.");
        let by_sales = says(office, None, Some(pell), "They leave if it stays so stern.");
        quotes(office, by_nora, "too stern", late);
        comments(office, pell, "Pellworth is about to leave.");
        let asked = demand(office, late);
        assert_eq!(
            looks(office, Customer::NOUN, pell).words,
            "1 customer, 1 contact, 2 feedbacks, 1 quote, 1 comment"
        );
        office.does(&ada, EraseCustomer { customer: pell }).unwrap();
        for trace in ["pellworth", "nora", "stern", "about to leave"] {
            assert_eq!(places_of(office, trace), Vec::<String>::new(), "{trace}");
        }
        let gone: Customer = load(office, pell);
        assert_eq!((gone.name.as_str(), gone.revenue_minor), ("Erased customer", 28_400));
        assert_eq!(demand(office, late), asked);
        assert_eq!(feedback(office, by_sales).state, FeedbackState::Aside, "it waits for nobody");
        assert_eq!(feedback(office, by_nora).state, FeedbackState::Linked);
        let product = office.product;
        let reader = ines.clone();
        let rows =
            office.reads(move |tx| inbox(tx, &reader, product, &Filter { limit: 9, ..Filter::default() }));
        assert!(rows.iter().all(|row| row.body == "(erased)"), "{rows:?}");
        let edit = EditCustomer {
            customer: pell,
            name: "Pellworth".into(),
            segments: None,
            tags: None,
            plan: None,
            revenue: String::new(),
            currency: String::new(),
            seats: String::new(),
        };
        assert_eq!(office.is_refused(&ines, edit).kind(), "conflict");
        let link = LinkQuote {
            feedback: by_sales,
            passage: "(erased)".into(),
            need: Some(late),
            new_need: String::new(),
            importance: None,
        };
        assert_eq!(office.is_refused(&ines, link).kind(), "conflict");
    });
}

#[test]
fn a_mail_of_somebody_unknown_goes_with_what_its_answers_quote() {
    on_both_engines(|office| {
        let mailbox = office.does(&office.ines(), OpenMailbox { product: office.product }).unwrap().done.id;
        let first = taken(office, mail(mailbox, "1@pellworth.example", "A zebracorn on Mondays."));
        let text = "Same here.\r\n\r\nOn Monday Nora wrote:\r\n> A zebracorn on Mondays.\r\n";
        let mut answer = mail(mailbox, "2@pellworth.example", text);
        answer.answers = vec!["1@pellworth.example".into()];
        (answer.sender_name, answer.sender_email) = ("Otto".into(), "otto@elsewhere.example".into());
        let second = taken(office, answer);
        assert!(kept(office, &second).quoted.contains("zebracorn"));
        office.does(&office.ada(), EraseFeedback { feedback: first.id }).unwrap();
        assert_eq!(places_of(office, "zebracorn"), Vec::<String>::new());
        assert_eq!(places_of(office, "nora@"), Vec::<String>::new());
        let stays = kept(office, &second);
        assert_eq!(
            (stays.body.as_str(), stays.sender_name.as_str(), stays.is_erased()),
            ("Same here.", "Otto", false)
        );
        let (feedback, customer) = (first.id, customer(office, "Pellworth", ""));
        let know = KnowSender { feedback, customer, name: String::new() };
        assert_eq!(office.is_refused(&office.ines(), know).kind(), "conflict");
    });
}

#[test]
fn what_was_erased_since_a_backup_is_erased_again() {
    on_both_engines(|office| {
        let pell = customer(office, "Pellworth", "284");
        let nora = contact(office, pell, "Nora", "nora@pellworth.example");
        let one = says(office, Some(nora), None, "Far too stern.");
        let file = attaches(office, &office.ines(), &key(office, one), "letter.pdf", 10);
        let listed = |office: &Office| office.reads(|tx| erasures(tx, None, 100));
        assert_eq!(listed(office), []);
        let of = |noun: &str, item_id: Uuid| Erasure {
            workspace_id: office.workspace,
            noun: noun.into(),
            item_id,
        };
        let redo = |erasure: Erasure| {
            let (moment, workspace) = (office.moment(), office.workspace);
            office.db.write(workspace.0, move |tx| again(tx, &moment.again(), &erasure)).unwrap()
        };
        assert!(redo(of("contact", nora.0)));
        assert!(!redo(of("contact", nora.0)), "it was before");
        assert!(!redo(of("contact", Uuid::nil())), "it is not in this copy");
        assert!(!redo(of("story", one.0)));
        assert_eq!(listed(office), [of("attachment", file.0), of("contact", nora.0), of("feedback", one.0)]);
        let first = listed(office).swap_remove(0);
        let rest = office.reads(move |tx| erasures(tx, Some(&first), 100));
        assert_eq!(rest, [of("contact", nora.0), of("feedback", one.0)]);
        // A file that was deleted for good comes back with an older copy as well.
        office.stories(&["Pay by bank"]);
        let shot = attaches(office, &office.ines(), "INV-1", "shot.png", 10);
        assert!(redo(of("attachment", shot.0)) && !redo(of("attachment", shot.0)));
        assert_eq!(places_of(office, "shot.png"), Vec::<String>::new());
        assert_eq!(places_of(office, "stern"), Vec::<String>::new());
    });
}

#[test]
fn who_was_erased_is_quoted_and_written_to_no_more() {
    on_both_engines(|office| {
        let firm = crate::told::Firm::of(office);
        let release = firm.release(office);
        let workspace = office.workspace;
        let answers = |office: &Office| {
            let mira = office.mira();
            office.reads(move |tx| {
                let release = Release::load(tx, mira.workspace, release.0)?.unwrap();
                Ok(quotes_answered(tx, &mira, &release)?
                    .into_iter()
                    .map(|quote| quote.passage)
                    .collect::<Vec<_>>())
            })
        };
        assert!(answers(office).contains(&"the same stern words as everyone else".into()));
        let nora = office.reads(move |tx| {
            let sql = "select id as value from contact where workspace_id = $1 and name = 'Nora Pell'";
            Ok(tx.value::<Uuid>(sql, &[&workspace])?.unwrap())
        });
        office.does(&office.ada(), EraseContact { contact: ContactId(nora) }).unwrap();
        let left = answers(office);
        assert!(!left.is_empty() && !left.contains(&"(erased)".into()), "{left:?}");
        assert!(!left.contains(&"the same stern words as everyone else".into()));
        office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
        office.does(&office.mira(), PublishRelease { release, audience: Reach::Everyone }).unwrap();
        office.wait_seconds(301);
        let mails = deliver(office);
        assert!(!mails.is_empty() && mails.iter().all(|mail| !mail.to.starts_with("nora")), "{mails:?}");
    });
}
