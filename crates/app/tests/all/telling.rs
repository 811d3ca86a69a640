//! A release that goes out mails those whose words led to it, through a mail server, after five minutes and not before;
//! two weeks later it asks them, and one answers. The clock of the running program goes ahead.

use database::Database;
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::finish_story::FinishStory;
use domain::communication::add_release::AddRelease;
use domain::communication::draft_note::DraftNote;
use domain::communication::put_in_release::PutInRelease;
use domain::discovery::NeedId;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::link_quote::LinkQuote;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::people::issue_token::IssueToken;
use domain::people::open_portal::OpenPortal;
use domain::people::sessions::token_hash;
use domain::schema;
use domain::spine::id::ReleaseId;
use domain::testing::Office;

use crate::server::http::Connection;
use crate::server::smtp::Sink;
use crate::server::{Place, Server};

const DAY_SECONDS: i64 = 86_400;
const SAID: [(&str, bool, &str); 3] = [
    ("Nora", true, "the same stern words as everyone else"),
    ("Eva", true, "Half of our buyers pay after harvest"),
    ("Sue", false, "Your reminders are rude"),
];

/// A release that is ready to go out; three contacts asked for it, one of whom may not be written to.
fn ready(place: &Place) -> ReleaseId {
    Database::migrate(&place.opened(), &schema::steps()).unwrap();
    let office = Office::open(place.opened());
    let (mira, ines, product) = (office.mira(), office.ines(), office.product);
    let story = office.stories(&["Choose a tone"]).remove(0).id;
    office.does(&mira, FinishStory { story }).unwrap();
    office.does(&mira, AcceptStory { story, reason: "seen".into() }).unwrap();
    let mut need: Option<NeedId> = None;
    for (name, may_contact, words) in SAID {
        let customer = AddCustomer { name: format!("{name} and sons"), ..AddCustomer::default() };
        let customer = office.does(&ines, customer).unwrap().done.id;
        let (email, source) = (format!("{}@customer.example", name.to_lowercase()), "contract".into());
        let contact =
            AddContact { customer, name: name.into(), email, may_contact, may_contact_source: source };
        let contact = Some(office.does(&ines, contact).unwrap().done.id);
        let none = String::new;
        let feedback = AddFeedback {
            product,
            body: words.into(),
            channel: None,
            contact,
            customer: None,
            said_as: none(),
            tags: none(),
            said_at: None,
        };
        let feedback = office.does(&ines, feedback).unwrap().done.id;
        let (passage, new_need) = (words.into(), "Chase late payers".into());
        let link = LinkQuote { feedback, passage, need, new_need, importance: None };
        need = Some(office.does(&ines, link).unwrap().done.need);
    }
    office.taken_feature("A tone for each customer", need.as_slice(), &[story]);
    let (version, name) = ("4.8".into(), "Gentle reminders".into());
    let release =
        office.does(&mira, AddRelease { product, version, name, planned_on: None }).unwrap().done.id;
    office.does(&mira, PutInRelease { release, stories: vec![story] }).unwrap();
    office.does(&mira, DraftNote { release, overwrite: false }).unwrap();
    let token = IssueToken { name: "test".into(), writes: true, token_hash: token_hash("tl_mira") };
    office.does(&mira, token).unwrap();
    release
}

/// The program, its clock so far ahead.
fn serve(place: &Place, sink: &Sink, seconds: i64) -> Server {
    let ahead = seconds.to_string();
    let words = ["serve", "--listen", "127.0.0.1:0", "--smtp", &sink.url, "--clock-ahead", &ahead];
    Server::of(&mut place.command(&words))
}

fn stop(mut server: Server) {
    server.terminate();
    assert!(server.end().0.success());
}

fn call(server: &Server, name: &str, body: &str) -> (u16, String) {
    let address = &server.address;
    let request = format!(
        "POST /api/v1/larkbill/commands/{name} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer tl_mira\r\n\
         Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = Connection::open(address).unwrap().call(&request).unwrap();
    (answer.status, answer.body)
}

fn form(server: &Server, path: &str, body: &str) -> u16 {
    let address = &server.address;
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    Connection::open(address).unwrap().call(&request).unwrap().status
}

/// Has a mail sent that is due at once: when it is there, everything that was due before it has been, too.
fn nothing_else_comes(server: &Server, sink: &Sink) {
    assert_eq!(form(server, "/larkbill/sign-in/link", "email=ada%40larkbill.example"), 303);
    let mail = sink.next();
    assert_eq!(mail.to, ["ada@larkbill.example"], "{}", mail.text);
}

#[test]
fn a_release_mails_those_who_asked_after_five_minutes_and_asks_them_two_weeks_later() {
    for place in Place::of_each_engine() {
        let (release, sink) = (ready(&place), Sink::open());
        // The firm's people were invited long ago, as far as this test goes.
        place.write("update job set state = 'done'");

        let server = serve(&place, &sink, 0);
        let everyone = format!("{{\"release\":\"{release}\",\"audience\":\"everyone\"}}");
        let (status, body) = call(&server, "publish_release", &everyone);
        assert_eq!(status, 200, "{body}");
        nothing_else_comes(&server, &sink);
        stop(server);

        let server = serve(&place, &sink, 301);
        let told = sink.next_ones(2);
        assert_eq!(told[0].to, ["eva@customer.example"]);
        assert_eq!(told[1].to, ["nora@customer.example"]);
        assert!(told[1].text.contains("> the same stern words as everyone else"), "{}", told[1].text);
        nothing_else_comes(&server, &sink);
        let seq: i64 = body.split("\"seq\":").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
        let (status, refused) = call(&server, "undo_change", &format!("{{\"change\":{seq}}}"));
        assert_eq!(status, 409, "{refused}");
        assert!(refused.contains("Mails to customers have left"), "{refused}");
        stop(server);

        let server = serve(&place, &sink, 14 * DAY_SECONDS + 60);
        let asked = sink.next_ones(2);
        assert_eq!(asked[1].to, ["nora@customer.example"]);
        let path = format!("/larkbill/respond/{}", asked[1].after("/larkbill/respond/"));
        nothing_else_comes(&server, &sink);
        assert_eq!(form(&server, &path, "answer=partly&body=I+would+like+the+sum"), 303);
        stop(server);
        let heard = place.read(|tx| {
            let sql = "select body as value from feedback where tags = 'response'";
            tx.value::<String>(sql, &[])
        });
        assert_eq!(heard.unwrap(), "Did “A tone for each customer” help? Partly.\n\nI would like the sum");
    }
}

#[test]
fn a_visitor_of_the_portal_who_sends_without_end_is_told_to_wait() {
    for place in Place::of_each_engine() {
        Database::migrate(&place.opened(), &schema::steps()).unwrap();
        let office = Office::open(place.opened());
        office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
        drop(office);
        let server = serve(&place, &Sink::open(), 0);
        let sent: Vec<u16> =
            (0..22).map(|n| form(&server, "/larkbill/portal/INV", &format!("body=wish+{n}"))).collect();
        assert_eq!((sent[0], sent[19], sent[20], sent[21]), (303, 303, 429, 429));
        stop(server);
        let heard = "select count(*) as value from feedback where tags = 'portal'";
        assert_eq!(place.read(move |tx| tx.value::<i64>(heard, &[])), Some(20));
    }
}
