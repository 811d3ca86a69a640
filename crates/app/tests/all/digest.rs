//! The digest of a day, through a mail server: it comes at its hour, says where one click stops it, and that click works
//! for a mail program that is signed in nowhere.

use database::Database;
use domain::communication::talk::add_comment::AddComment;
use domain::people::join_workspace::JoinWorkspace;
use domain::people::password::HashedPassword;
use domain::schema;
use domain::testing::Office;

use crate::server::http::Connection;
use crate::server::smtp::Sink;
use crate::server::{Place, Server};

const DAY_SECONDS: i64 = 86_400;

fn serve(place: &Place, sink: &Sink, seconds: i64) -> Server {
    let ahead = seconds.to_string();
    let words = ["serve", "--listen", "127.0.0.1:0", "--smtp", &sink.url, "--clock-ahead", &ahead];
    Server::of(&mut place.command(&words))
}

fn one_click(server: &Server, path: &str) -> u16 {
    let (address, body) = (&server.address, "List-Unsubscribe=One-Click");
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    Connection::open(address).unwrap().call(&request).unwrap().status
}

#[test]
fn the_digest_comes_once_and_one_click_stops_it() {
    for place in Place::of_each_engine() {
        Database::migrate(&place.opened(), &schema::steps()).unwrap();
        let office = Office::open(place.opened());
        let (mira, lena) = (office.mira(), office.lena());
        let join = JoinWorkspace { name: "Mira".into(), password: HashedPassword::unusable() };
        office.does(&mira, join).unwrap();
        office.stories(&["Choose a tone"]);
        let say = |body: &str| AddComment { item: "INV-1".into(), body: body.into() };
        office.does(&lena, say("Is it for all of them?")).unwrap();
        office.does(&lena, say("And @Mira, by when?")).unwrap();
        place.write("update job set state = 'done' where kind = 'mail_link'");
        let sink = Sink::open();

        // The made-up firm's days lie behind us, so its digest is due at once.
        let server = serve(&place, &sink, 0);
        let mail = sink.next();
        assert_eq!(mail.to, ["mira@larkbill.example"]);
        for words in [
            "Subject: Larkbill: INV-1 Choose a tone",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Lena commented, and one more change.",
            "> And @Mira, by when?",
        ] {
            assert!(mail.text.contains(words), "{words} in {}", mail.text);
        }
        let header = mail.text.split("\nList-Unsubscribe: <").nth(1).unwrap().replace("\r\n ", "");
        let link = header.split('>').next().unwrap();
        let path = link.strip_prefix(&format!("http://{}", server.address)).unwrap().to_owned();
        assert_eq!(one_click(&server, &path), 200);
        assert_eq!(one_click(&server, "/larkbill/unsubscribe/unknown"), 404);
        drop(server);

        office.does(&lena, say("Hello?")).unwrap();
        drop(office);
        let server = serve(&place, &sink, 2 * DAY_SECONDS);
        let asks = "email=ada%40larkbill.example";
        let request = format!(
            "POST /larkbill/sign-in/link HTTP/1.1\r\nHost: {0}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {1}\r\n\r\n{asks}",
            server.address,
            asks.len()
        );
        assert_eq!(Connection::open(&server.address).unwrap().call(&request).unwrap().status, 303);
        let next = sink.next();
        assert_eq!(next.to, ["ada@larkbill.example"], "no digest comes any more: {}", next.text);
    }
}
