//! Mails as programs send them.

use super::{Envelope, Letter, Read, read, unflowed};

fn letter(raw: &[u8]) -> Letter {
    match read(raw, &Envelope { sender: "nora@pellworth.example".into(), own: Vec::new() }) {
        Read::Letter(letter) => letter,
        other => panic!("{other:?}"),
    }
}

fn with_head(head: &str) -> Read {
    let raw =
        format!("From: Nora <nora@pellworth.example>\r\nSubject: x\r\n{head}\r\n\r\nAway until Monday.\r\n");
    let own = vec!["inv-abc@feedback.example.org".to_owned()];
    read(raw.as_bytes(), &Envelope { sender: "nora@pellworth.example".into(), own })
}

#[test]
fn heads_are_read_in_any_writing() {
    let raw = "From: =?ISO-8859-1?Q?Nora_Fr=FChling?= <Nora@Pellworth.Example>\r\n\
        Subject: =?UTF-8?B?R3LDvMOfZSBhdXMgS8O2bG4=?=\r\n\
        Message-ID: <one@pellworth.example>\r\nIn-Reply-To: <ours@feedback.example.org>\r\n\
        References: <first@x> <second@x>\r\n\r\nHello\r\n";
    let letter = letter(raw.as_bytes());
    assert_eq!(letter.sender_name, "Nora Frühling");
    assert_eq!(letter.sender_email, "nora@pellworth.example");
    assert_eq!(letter.subject, "Grüße aus Köln");
    assert_eq!(letter.message_id.as_deref(), Some("one@pellworth.example"));
    assert_eq!(letter.answers, ["ours@feedback.example.org", "second@x", "first@x"]);
    assert_eq!(letter.text.trim(), "Hello");
}

#[test]
fn texts_are_read_in_any_set_of_letters() {
    let of = |charset: &str, body: &[u8]| {
        let head = format!("From: a@b.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n");
        letter(&[head.as_bytes(), body].concat()).text.trim().to_owned()
    };
    assert_eq!(of("windows-1252", b"\x84Gr\xfc\xdfe\x93 \x80 5"), "„Grüße“ € 5");
    assert_eq!(of("iso-2022-jp", b"\x1b$B4A;z\x1b(B ok"), "漢字 ok");
    assert_eq!(of("shift_jis", b"\x8a\xbf\x8e\x9a"), "漢字");
    assert_eq!(of("koi8-r", b"\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет");
    assert_eq!(of("nonsense", b"plain"), "plain");
}

#[test]
fn the_text_is_taken_where_there_are_both_and_html_where_there_is_only_that() {
    let both = "From: a@b.example\r\nContent-Type: multipart/alternative; boundary=k\r\n\r\n\
        --k\r\nContent-Type: text/plain\r\n\r\nplain words\r\n\
        --k\r\nContent-Type: text/html\r\n\r\n<p>html words</p>\r\n--k--\r\n";
    assert_eq!(letter(both.as_bytes()).text.trim(), "plain words");
    let alone = "From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <div>Zu langsam =E2=80=93 leider</div><blockquote>alt</blockquote>\r\n";
    assert_eq!(letter(alone.as_bytes()).text, "Zu langsam – leider\n> alt\n");
}

#[test]
fn files_come_along_with_their_names() {
    let raw = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=k\r\n\r\n\
        --k\r\nContent-Type: text/plain\r\n\r\nsee there\r\n\
        --k\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n\
        --k\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--k--\r\n";
    let letter = letter(raw.as_bytes());
    assert_eq!(letter.text.trim(), "see there");
    let files: Vec<(&str, &[u8])> =
        letter.files.iter().map(|(name, file)| (name.as_str(), file.as_ref())).collect();
    assert_eq!(files, [("Grüße.pdf", &b"Hello"[..]), ("file", &[0, 1, 2])]);
}

#[test]
fn what_no_person_wrote_is_set_apart() {
    assert!(matches!(with_head("X-Mailer: x"), Read::Letter(_)));
    assert!(matches!(with_head("Auto-Submitted: no"), Read::Letter(_)));
    assert!(matches!(with_head("Precedence: list"), Read::Letter(_)));
    for head in ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"] {
        assert!(matches!(with_head(head), Read::Automatic(_)), "{head}");
    }
    let loops = "From: INV-ABC@feedback.example.org\r\n\r\nround\r\n";
    let own = vec!["inv-abc@feedback.example.org".to_owned()];
    let envelope = Envelope { sender: "x@y.example".into(), own };
    assert!(matches!(read(loops.as_bytes(), &envelope), Read::Automatic(_)));
    let passed = format!("{}From: a@b.example\r\n\r\nround\r\n", "Received: by x\r\n".repeat(101));
    assert!(matches!(read(passed.as_bytes(), &envelope), Read::Automatic(_)));
    let bounce = read(b"From: a@b.example\r\n\r\nx\r\n", &Envelope::default());
    assert!(matches!(bounce, Read::Automatic(_)));
}

#[test]
fn lines_that_a_program_broke_are_one_again() {
    assert_eq!(
        unflowed("One long \nline.\nNext\n> quoted \n> too\n-- \nNora"),
        "One long line.\nNext\n> quoted too\n-- \nNora"
    );
}

#[test]
fn whatever_comes_is_read_without_an_end() {
    for raw in [
        &b""[..],
        b"\r\n",
        b"\0\xff\xfe",
        b"From:\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n",
    ] {
        let _ = read(raw, &Envelope { sender: "a@b.example".into(), own: Vec::new() });
    }
}
