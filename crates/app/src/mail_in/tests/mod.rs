//! Conversations with the server, word by word, over a real database of each engine.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Duration;

use domain::discovery::ways_in::close_mailbox::CloseMailbox;
use domain::discovery::ways_in::open_mailbox::OpenMailbox;
use domain::testing::{Office, on_both_engines};
use files::Files;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;
use web::Clock;

use super::keeper::{Hourly, Keeper};
use super::session::{Host, Limits, Session};

const LIMITS: Limits = Limits {
    mail_bytes: 20_000,
    wait: Duration::from_secs(20),
    session: Duration::from_secs(60),
    recipients: 2,
    mails: 3,
    errors: 4,
    put_offs: 2,
};

struct Scene<'o> {
    office: &'o Office,
    host: Host,
    /// The address of the product.
    address: String,
}

fn on_a_server(story: impl AsyncFn(Scene<'_>)) {
    on_both_engines(|office| {
        let opened = office.does(&office.ines(), OpenMailbox { product: office.product }).unwrap();
        let hourly = Hourly { of_peer: 1_000, of_sender: 60 };
        let keeper = Keeper {
            db: office.db.clone(),
            clock: Clock::System,
            files: Files::in_memory(files::Limits::default()),
            hourly,
        };
        let (domain, own_sender) = ("feedback.example".to_owned(), "throughline@localhost".to_owned());
        let host = Host { keeper, limits: LIMITS, domain, own_sender };
        let address = format!("{}@feedback.example", opened.done.local_part);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(story(Scene { office, host, address }));
    });
}

impl Scene<'_> {
    /// Says all of it at once, as a client that pipelines does; what was answered, line by line.
    async fn say(&self, said: &str) -> Vec<String> {
        let (mut client, server) = tokio::io::duplex(1 << 20);
        let (_stop, stopping) = watch::channel(false);
        let talk = tokio::spawn(Session::new(server, self.host.clone(), "127.0.0.1".into()).talk(stopping));
        client.write_all(said.as_bytes()).await.unwrap();
        client.shutdown().await.unwrap();
        let mut heard = String::new();
        client.read_to_string(&mut heard).await.unwrap();
        talk.await.unwrap();
        heard.lines().map(str::to_owned).collect()
    }

    /// The codes of what was answered, without those of the lines that go on.
    async fn codes(&self, said: &str) -> Vec<u16> {
        let lines = self.say(said).await;
        let last = lines.iter().filter(|line| line.as_bytes().get(3) == Some(&b' '));
        last.map(|line| line[..3].parse().unwrap()).collect()
    }

    /// Says it and hangs on, while the server stops or does not; the last that is answered.
    async fn last(&self, said: &str, stops: bool) -> String {
        let (mut client, server) = tokio::io::duplex(1 << 20);
        let (stop, stopping) = watch::channel(false);
        let talk = tokio::spawn(Session::new(server, self.host.clone(), "127.0.0.1".into()).talk(stopping));
        client.write_all(said.as_bytes()).await.unwrap();
        if stops {
            stop.send_replace(true);
        }
        let mut heard = String::new();
        client.read_to_string(&mut heard).await.unwrap();
        talk.await.unwrap();
        heard.lines().next_back().unwrap_or_default().to_owned()
    }

    fn mail(&self, head: &str, text: &str) -> String {
        format!(
            "EHLO nora\r\nMAIL FROM:<nora@pellworth.example>\r\nRCPT TO:<{}>\r\nDATA\r\n\
             From: Nora <nora@pellworth.example>\r\n{head}\r\n\r\n{text}\r\n.\r\nQUIT\r\n",
            self.address
        )
    }

    /// What is answered to somebody who has a mail for the product.
    async fn begins(&self, sender: &str) -> u16 {
        let said = format!("EHLO x\r\nMAIL FROM:<{sender}>\r\nRCPT TO:<{}>\r\nDATA\r\n", self.address);
        self.codes(&said).await[4]
    }

    fn kept(&self) -> i64 {
        self.office.reads(|tx| Ok(tx.one::<Count>("select count(*) as n from feedback", &[])?)).n
    }
}

database::row! {
    struct Count { n: i64 }
}

#[test]
fn a_mail_is_taken_command_by_command_and_all_at_once() {
    on_a_server(async |scene| {
        let offered = scene.say("EHLO nora\r\nQUIT\r\n").await;
        assert_eq!(offered[0], "220 feedback.example ESMTP Throughline");
        let expected =
            ["250-feedback.example", "250-SIZE 20000", "250-8BITMIME", "250-SMTPUTF8", "250-PIPELINING"];
        assert_eq!(offered[1..6], expected);
        assert_eq!(offered[6..], ["250-ENHANCEDSTATUSCODES", "250 HELP", "221 2.0.0 Goodbye."]);

        let mail = scene.mail("Subject: Slow\r\nMessage-ID: <1@x>", "It is slow.\r\n..And dotted.");
        assert_eq!(scene.codes(&mail).await, [220, 250, 250, 250, 354, 250, 221]);
        let body = "select body as value from feedback";
        let kept: Option<String> = scene.office.reads(move |tx| Ok(tx.value(body, &[])?));
        assert_eq!(kept.as_deref(), Some("It is slow.\n.And dotted."));
        // The same mail again is taken, and kept once.
        assert_eq!(scene.codes(&mail).await, [220, 250, 250, 250, 354, 250, 221]);
        assert_eq!(scene.kept(), 1);
        // Without a name of its own, too.
        let nameless = scene.mail("Subject: Slow", "Again.");
        scene.codes(&nameless).await;
        scene.codes(&nameless).await;
        assert_eq!(scene.kept(), 2);
    });
}

#[test]
fn commands_out_of_order_are_refused_with_a_sentence() {
    on_a_server(async |scene| {
        let address = &scene.address;
        for (said, code) in [
            ("MAIL FROM:<a@b.example>\r\n", "503 5.5.1 Say EHLO first."),
            ("HELO x\r\nRCPT TO:<a@b.example>\r\n", "503 5.5.1 Say MAIL FROM first."),
            ("HELO x\r\nDATA\r\n", "503 5.5.1 Say MAIL FROM first."),
            ("HELO x\r\nMAIL FROM:<a@b.example>\r\nDATA\r\n", "503 5.5.1 No recipient was taken"),
            (
                "HELO x\r\nMAIL FROM:<a@b.example>\r\nMAIL FROM:<a@b.example>\r\n",
                "503 5.5.1 One mail at a time",
            ),
            ("FETCH\r\n", "500 5.5.2"),
            ("HELO x\r\nMAIL TO:<a@b.example>\r\n", "501 5.5.4"),
            ("HELO x\r\nMAIL FROM:<a@b.example> NONSENSE=1\r\n", "555 5.5.4"),
            ("HELO x\r\nMAIL FROM:<a@b.example> SIZE=20001\r\n", "552 5.3.4"),
            ("STARTTLS\r\n", "502 5.5.1"),
            ("AUTH PLAIN\r\n", "502 5.5.1"),
            ("VRFY mira\r\n", "252 2.5.0"),
            ("NOOP\r\n", "250 2.0.0"),
        ] {
            let heard = scene.say(said).await;
            assert!(heard.last().unwrap().starts_with(code), "{said}: {heard:?}");
        }
        let reset =
            format!("EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{address}>\r\nRSET\r\nDATA\r\nQUIT\r\n");
        assert_eq!(scene.codes(&reset).await, [220, 250, 250, 250, 250, 503, 221]);
        let wild = "x\r\n".repeat(8);
        assert_eq!(scene.codes(&wild).await, [220, 500, 500, 500, 500, 500, 421]);
        let long = format!("NOOP {}\r\nQUIT\r\n", "x".repeat(3_000));
        assert_eq!(scene.codes(&long).await, [220, 500, 221]);
    });
}

#[test]
fn mails_are_taken_for_open_addresses_here_and_for_no_others() {
    on_a_server(async |scene| {
        let to = async |address: &str| {
            let said = format!("EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{address}>\r\nQUIT\r\n");
            scene.codes(&said).await[3]
        };
        let own = scene.address.clone();
        assert_eq!(to(&own).await, 250);
        assert_eq!(to(&own.to_uppercase()).await, 250);
        assert_eq!(to(&own.replace('@', "+mine@")).await, 250);
        assert_eq!(to("inv-22222222@feedback.example").await, 550);
        assert_eq!(to("nobody@elsewhere.example").await, 550);
        assert_eq!(to("postmaster").await, 550);
        let many = format!("RCPT TO:<{own}>\r\n").repeat(3);
        let said = format!("EHLO x\r\nMAIL FROM:<a@b.example>\r\n{many}QUIT\r\n");
        assert_eq!(scene.codes(&said).await, [220, 250, 250, 250, 250, 452, 221]);
        let close = CloseMailbox { product: scene.office.product };
        scene.office.does(&scene.office.ines(), close).unwrap();
        assert_eq!(to(&own).await, 550);
    });
}

#[test]
fn what_no_person_wrote_is_taken_and_left_aside() {
    on_a_server(async |scene| {
        for head in ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"] {
            let heard = scene.say(&scene.mail(head, "I am away.")).await;
            assert!(heard.iter().any(|line| line.contains("left aside")), "{heard:?}");
        }
        let bounce = scene
            .mail("Subject: failed", "No such user.")
            .replace("<nora@pellworth.example>\r\nRCPT", "<>\r\nRCPT");
        let heard = scene.say(&bounce).await;
        assert!(heard.iter().any(|line| line.contains("left aside")), "{heard:?}");
        let own = scene
            .mail("Subject: round", "And round.")
            .replace("Nora <nora@pellworth.example>", &scene.address);
        let heard = scene.say(&own).await;
        assert!(heard.iter().any(|line| line.contains("left aside")), "{heard:?}");
        assert_eq!(scene.kept(), 0);
        let empty = scene.codes(&scene.mail("X-Mailer: x", "")).await;
        assert_eq!(empty[5], 554, "{empty:?}");
    });
}

#[test]
fn too_much_is_put_off_or_refused() {
    on_a_server(async |mut scene| {
        let large = scene.mail("Subject: large", &"x".repeat(20_001));
        assert_eq!(scene.codes(&large).await, [220, 250, 250, 250, 354, 552, 221]);
        let begun = "MAIL FROM:<a@b.example>\r\nRSET\r\n".repeat(4);
        let codes = scene.codes(&format!("EHLO x\r\n{begun}QUIT\r\n")).await;
        assert_eq!(codes[8..], [450, 250, 221], "three mails in one conversation: {codes:?}");
        scene.host.keeper.hourly = Hourly { of_peer: 1_000, of_sender: 1 };
        assert_eq!((scene.begins("eva@b.example").await, scene.begins("EVA@b.example").await), (354, 450));
        assert_eq!(scene.begins("sue@b.example").await, 354, "another sender is another measure");
        let again =
            format!("MAIL FROM:<eva@b.example>\r\nRCPT TO:<{}>\r\nDATA\r\nRSET\r\n", scene.address).repeat(4);
        let codes = scene.codes(&format!("EHLO x\r\n{again}QUIT\r\n")).await;
        let (last, put_off) = (codes.last(), codes.iter().filter(|code| **code == 450).count());
        assert_eq!((last, put_off), (Some(&421), 3), "whoever only asks again is sent away: {codes:?}");
        scene.host.keeper.hourly = Hourly { of_peer: 1, of_sender: 60 };
        assert_eq!(scene.begins("ann@b.example").await, 450);
        assert_eq!(scene.kept(), 0);
    });
}

#[test]
fn whoever_is_slow_is_told_so_and_a_server_that_stops_says_so() {
    on_a_server(async |mut scene| {
        scene.host.limits.wait = Duration::from_millis(100);
        assert_eq!(scene.last("EHLO x\r\nMAIL", false).await, "421 4.4.2 Nothing came for too long.");
        let open = scene.mail("Subject: half", "and a ha").replace("\r\n.\r\nQUIT\r\n", "");
        assert_eq!(scene.last(&open, false).await, "421 4.4.2 Nothing came for too long.");
        assert!(scene.last("", true).await.starts_with("421 4.3.2 The server is stopping"));
        scene.host.limits.wait = Duration::from_secs(20);
        scene.host.limits.session = Duration::from_millis(100);
        assert!(scene.last("EHLO x\r\n", false).await.starts_with("421 4.7.0"));
        assert_eq!(scene.kept(), 0);
    });
}
