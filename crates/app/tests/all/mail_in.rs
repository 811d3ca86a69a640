//! Mails that come into the real program over SMTP, sent by real clients on loopback: whole or not at all, whatever happens.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

use database::Database;
use domain::discovery::ways_in::open_mailbox::OpenMailbox;
use domain::schema;
use domain::testing::Office;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Message, MultiPart, SinglePart};
use lettre::{SmtpTransport, Transport};

use crate::server::{Place, Server};

const DOMAIN: &str = "feedback.larkbill.example";
const WAIT_MAX: Duration = Duration::from_secs(30);

/// The address of a product; the firm's database is closed again.
fn address(place: &Place) -> String {
    Database::migrate(&place.opened(), &schema::steps()).unwrap();
    let office = Office::open(place.opened());
    let opened = office.does(&office.ines(), OpenMailbox { product: office.product }).unwrap();
    format!("{}@{DOMAIN}", opened.done.local_part)
}

/// The program with a port of its own for mails, and that port.
fn serve(place: &Place) -> (Server, u16) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let listen = format!("127.0.0.1:{port}");
    let words = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--mail-in-listen",
        &listen,
        "--mail-in-domain",
        DOMAIN,
        "--mail-in-size",
        "1",
    ];
    (Server::of(&mut place.command(&words)), port)
}

database::row! {
    #[derive(Debug, PartialEq)]
    struct Heard {
        subject: String,
        body: String,
        quoted: String,
        sender_name: String,
        sender_email: String,
        channel: String,
    }
}

fn heard(place: &Place) -> Vec<Heard> {
    let sql =
        "select subject, body, quoted, sender_name, sender_email, channel from feedback order by number";
    place.read(move |tx| tx.all(sql, &[]))
}

fn client(port: u16) -> SmtpTransport {
    SmtpTransport::builder_dangerous("127.0.0.1").port(port).timeout(Some(WAIT_MAX)).build()
}

/// A conversation by hand.
struct Line {
    stream: TcpStream,
    answers: BufReader<TcpStream>,
}

impl Line {
    fn open(port: u16) -> Self {
        let mut line = Self::connect(port);
        assert_eq!(line.heard(), 220);
        line
    }

    /// Connected, and greeted or sent away.
    fn connect(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(WAIT_MAX)).unwrap();
        let answers = BufReader::new(stream.try_clone().unwrap());
        Self { stream, answers }
    }

    fn say(&mut self, words: &str) {
        self.stream.write_all(words.as_bytes()).unwrap();
    }

    /// The code of the next answer.
    fn heard(&mut self) -> u16 {
        loop {
            let mut line = String::new();
            self.answers.read_line(&mut line).unwrap();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line.get(..3).and_then(|code| code.parse().ok()).unwrap_or(0);
            }
        }
    }

    fn asks(&mut self, words: &str) -> u16 {
        self.say(words);
        self.heard()
    }

    /// Up to the content of a mail, with its head.
    fn begins(port: u16, to: &str, message_id: &str) -> Self {
        let mut line = Self::open(port);
        assert_eq!(line.asks("EHLO nora\r\n"), 250);
        assert_eq!(line.asks("MAIL FROM:<nora@pellworth.example>\r\n"), 250);
        assert_eq!(line.asks(&format!("RCPT TO:<{to}>\r\n")), 250);
        assert_eq!(line.asks("DATA\r\n"), 354);
        line.say(&format!(
            "From: nora@pellworth.example\r\nMessage-ID: <{message_id}>\r\nSubject: s\r\n\r\n"
        ));
        line
    }
}

#[test]
fn a_mail_program_sends_what_becomes_feedback() {
    for place in Place::of_each_engine() {
        let to = address(&place);
        let (mut server, port) = serve(&place);
        let begin = || {
            let message = Message::builder().from("Nora Frühling <nora@pellworth.example>".parse().unwrap());
            message.to(to.parse().unwrap())
        };
        let plain = begin().message_id(Some("<1@pellworth.example>".into())).subject("Zu langsam – montags");
        let text = "Montags dauert es ewig.\r\n\r\nAm 02.03.26 um 10:14 schrieb Mira:\r\n> Wie läuft es?\r\n";
        let plain = plain.header(ContentType::TEXT_PLAIN).body(text.to_owned()).unwrap();
        let client = client(port);
        client.send(&plain).unwrap();
        client.send(&plain).unwrap();
        let both = MultiPart::alternative_plain_html(
            "Only words.".to_owned(),
            "<p>With <b>marks</b></p>".to_owned(),
        );
        let file = Attachment::new("list.txt".into()).body("one\ntwo\n".to_owned(), ContentType::TEXT_PLAIN);
        let mixed = MultiPart::mixed().multipart(both).singlepart(file);
        client.send(&begin().subject("With a file").multipart(mixed).unwrap()).unwrap();
        let html = SinglePart::html("<div>Nur HTML</div><blockquote>alt</blockquote>".to_owned());
        client.send(&begin().subject("HTML").singlepart(html).unwrap()).unwrap();
        let large = begin().subject("Too large").body("x".repeat(1_200_000)).unwrap();
        let refused = client.send(&large).unwrap_err();
        assert!(refused.to_string().contains("552") || refused.is_permanent(), "{refused}");
        let unknown = Message::builder().from("nora@pellworth.example".parse().unwrap());
        let unknown =
            unknown.to(format!("inv-22222222@{DOMAIN}").parse().unwrap()).body("x".to_owned()).unwrap();
        assert!(client.send(&unknown).unwrap_err().is_permanent());
        drop(client);
        server.terminate();
        assert!(server.end().0.success());
        let heard = heard(&place);
        assert_eq!(heard.len(), 3, "{heard:?}");
        let first = Heard {
            subject: "Zu langsam – montags".into(),
            body: "Montags dauert es ewig.".into(),
            quoted: "Am 02.03.26 um 10:14 schrieb Mira:\n> Wie läuft es?".into(),
            sender_name: "Nora Frühling".into(),
            sender_email: "nora@pellworth.example".into(),
            channel: "mail".into(),
        };
        assert_eq!(heard[0], first);
        assert_eq!(heard[1].body, "Only words.");
        assert_eq!((heard[2].body.as_str(), heard[2].quoted.as_str()), ("Nur HTML", "> alt"));
        let files = "select name as value from attachment where noun = 'feedback'";
        assert_eq!(place.read(move |tx| tx.values::<String>(files, &[])), ["list.txt"]);
    }
}

/// Python's own client speaks EHLO with SMTPUTF8 and sends the lines as it likes.
#[test]
fn another_mail_program_sends_in_another_set_of_letters() {
    let runs = Command::new("python3").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !runs.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no python3");
        return;
    }
    let place = Place::embedded();
    let to = address(&place);
    let (server, port) = serve(&place);
    let script = format!(
        "import smtplib\n\
         from email.message import EmailMessage\n\
         from email.mime.text import MIMEText\n\
         with smtplib.SMTP('127.0.0.1', {port}, timeout=30) as s:\n\
         \x20   for charset, text in (('iso-2022-jp', '\u{6f22}\u{5b57} ok'), ('windows-1252', 'Gr\u{fc}\u{df}e \u{20ac} 5')):\n\
         \x20       m = MIMEText(text, 'plain', charset)\n\
         \x20       m['From'] = 'Nora <nora@pellworth.example>'\n\
         \x20       m['Subject'] = charset\n\
         \x20       s.send_message(m, to_addrs=['{to}'])\n\
         \x20   m = EmailMessage()\n\
         \x20   m['From'] = 'Zo\u{eb} <zo\u{eb}@pellworth.example>'\n\
         \x20   m['To'] = '{to}'\n\
         \x20   m['Subject'] = 'utf8'\n\
         \x20   m.set_content('.a dot\\n..two\\n')\n\
         \x20   s.send_message(m)\n\
         \x20   m = EmailMessage()\n\
         \x20   m['From'] = 'away@pellworth.example'\n\
         \x20   m['Auto-Submitted'] = 'auto-replied'\n\
         \x20   m.set_content('I am away')\n\
         \x20   s.send_message(m, to_addrs=['{to}'])\n"
    );
    let sent = Command::new("python3").args(["-c", &script]).output().unwrap();
    assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stderr));
    drop(server);
    let bodies: Vec<String> = heard(&place).into_iter().map(|heard| heard.body).collect();
    assert_eq!(bodies, ["\u{6f22}\u{5b57} ok", "Grüße € 5", ".a dot\n..two"]);
}

#[test]
fn a_mail_that_was_answered_is_there_after_a_kill_and_one_that_was_not_comes_again() {
    for place in Place::of_each_engine() {
        let to = address(&place);
        let (mut server, port) = serve(&place);
        let mut whole = Line::begins(port, &to, "whole@x");
        assert_eq!(whole.asks("All of it.\r\n.\r\n"), 250);
        let mut half = Line::begins(port, &to, "half@x");
        half.say("Only ha");
        server.kill();
        let mut rest = Vec::new();
        // It is cut off, and never told that it was taken.
        let _ = half.answers.read_to_end(&mut rest);
        assert!(!String::from_utf8_lossy(&rest).contains("250"));
        assert_eq!(heard(&place).len(), 1);
        let (server, port) = serve(&place);
        for (message_id, body) in [("whole@x", "All of it."), ("half@x", "Only half of it.")] {
            let mut again = Line::begins(port, &to, message_id);
            assert_eq!(again.asks(&format!("{body}\r\n.\r\n")), 250);
        }
        drop(server);
        let bodies: Vec<String> = heard(&place).into_iter().map(|heard| heard.body).collect();
        assert_eq!(bodies, ["All of it.", "Only half of it."]);
    }
}

#[test]
fn a_server_that_stops_takes_what_is_being_sent_and_sends_away_who_waits() {
    let place = Place::embedded();
    let to = address(&place);
    let (mut server, port) = serve(&place);
    let mut sending = Line::begins(port, &to, "1@x");
    let mut waiting = Line::open(port);
    server.terminate();
    assert_eq!(waiting.heard(), 421);
    assert_eq!(sending.asks("To its end.\r\n.\r\n"), 250);
    assert_eq!(sending.heard(), 421);
    let (status, told) = server.end();
    assert!(status.success(), "{status}: {told}");
    assert_eq!(heard(&place).len(), 1);
}

#[test]
fn one_server_has_ten_conversations_and_no_more() {
    let place = Place::embedded();
    let to = address(&place);
    let (server, port) = serve(&place);
    let open: Vec<Line> = (0..10).map(|_| Line::open(port)).collect();
    let mut one_more = BufReader::new(TcpStream::connect(("127.0.0.1", port)).unwrap());
    let mut told = String::new();
    one_more.read_line(&mut told).unwrap();
    assert!(told.starts_with("421 4.3.2 Too many connections"), "{told}");
    drop(open);
    // Until the server has seen that they went.
    let mut line = std::iter::repeat_with(|| Line::connect(port))
        .find_map(|mut line| (line.heard() == 220).then_some(line))
        .unwrap();
    assert_eq!(line.asks("HELO x\r\n"), 250);
    let all = format!("MAIL FROM:<a@b.example>\r\nRCPT TO:<{to}>\r\nRCPT TO:<nobody@{DOMAIN}>\r\nDATA\r\n");
    line.say(&all);
    assert_eq!([line.heard(), line.heard(), line.heard(), line.heard()], [250, 250, 550, 354]);
    assert_eq!(line.asks("Subject: s\r\n\r\nAt once.\r\n.\r\n"), 250);
    drop(server);
    assert_eq!(heard(&place)[0].body, "At once.");
}

#[test]
fn settings_that_do_not_fit_are_refused_in_a_sentence() {
    let place = Place::embedded();
    let told = place.refused(&["serve", "--mail-in-listen", "127.0.0.1:0"]);
    assert!(told.contains("--mail-in-listen needs --mail-in-domain"), "{told}");
    let domain = ["--mail-in-domain", DOMAIN];
    let told = place.refused(&[&["serve", "--mail-in-listen", "here"][..], &domain].concat());
    assert!(told.contains("--mail-in-listen takes an address and a port"), "{told}");
    let told = place.refused(
        &[&["serve", "--mail-in-listen", "127.0.0.1:0", "--mail-in-size", "0"][..], &domain].concat(),
    );
    assert!(told.contains("--mail-in-size takes a whole number from 1 to 100"), "{told}");
    let shown = place.run(&["config", "--mail-in-domain", DOMAIN]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("mail-in-listen") && shown.contains(DOMAIN), "{shown}");
}
