//! A firm on a running server: founded over HTTP, worked with by a token.

use std::io;

use serde_json::{Value as Json, json};

use super::http::{Answer, Connection};
use super::{Place, Server};

pub struct Firm {
    pub token: String,
    pub product: String,
}

/// A story that the server said it had kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub key: String,
    pub seq: i64,
}

impl Firm {
    /// Founds a firm as its first visitor does, and makes a token for programs.
    pub fn found(server: &Server) -> Self {
        let address = &server.address;
        let mut line = Connection::open(address).unwrap();
        let form = "workspace=Larkbill&workspace_prefix=LARK&product=Invoicing&product_prefix=INV&time_zone=Europe%2FDublin\
                    &name=Mira&email=mira%40larkbill.example&password=a+short+sentence&roles=owner";
        let founded = line.call(&post_form(address, "/start", "", form)).unwrap();
        assert_eq!(founded.status, 303, "{founded:?}");
        let session = founded.cookie("session").unwrap();
        let shown =
            line.call(&post_form(address, "/larkbill/account/token", &session, "name=load&writes=true"));
        let shown = shown.unwrap();
        let place = shown.body.find("tl_").unwrap_or_else(|| panic!("no token: {shown:?}"));
        let token = shown.body[place..].chars().take(3 + 64).collect();
        let mut firm = Self { token, product: String::new() };
        let products = line.call(&firm.get(address, "/api/v1/larkbill/products")).unwrap().json();
        firm.product = products[0]["id"].as_str().unwrap().to_owned();
        firm
    }

    pub fn get(&self, address: &str, path: &str) -> String {
        let token = &self.token;
        format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n\r\n"
        )
    }

    /// The head of a call and its body, apart.
    pub fn add_story(&self, address: &str, title: &str, description: &str) -> (String, String) {
        let body = json!({ "product": self.product, "title": title, "description": description }).to_string();
        let head = format!(
            "POST /api/v1/larkbill/commands/add_story HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
            address,
            self.token,
            body.len()
        );
        (head, body)
    }

    /// Adds a story, if the server takes it.
    pub fn adds(&self, address: &str, line: &mut Connection, title: &str) -> io::Result<Kept> {
        let (head, body) = self.add_story(address, title, "");
        let answer = line.call(&format!("{head}\r\n{body}"))?;
        assert_eq!(answer.status, 200, "{answer:?}");
        Ok(Kept::of(&answer))
    }

    /// Adds stories until the connection ends; tells each that was kept.
    pub fn adds_until_cut(&self, address: &str, tell: &dyn Fn(Kept)) -> io::Error {
        let mut line = match Connection::open(address) {
            Ok(line) => line,
            Err(error) => return error,
        };
        loop {
            match self.adds(address, &mut line, "under load") {
                Ok(kept) => tell(kept),
                Err(error) => return error,
            }
        }
    }

    /// What the log of the API says, page by page: every number of a change.
    pub fn log(&self, address: &str) -> Vec<i64> {
        let mut line = Connection::open(address).unwrap();
        let mut seqs: Vec<i64> = Vec::new();
        loop {
            let since = seqs.last().copied().unwrap_or_default();
            let path = format!("/api/v1/larkbill/changes?since={since}");
            let page = line.call(&self.get(address, &path)).unwrap().json();
            let rows: Vec<i64> =
                page["changes"].as_array().unwrap().iter().filter_map(|row| row["seq"].as_i64()).collect();
            if rows.is_empty() {
                seqs.dedup();
                return seqs;
            }
            seqs.extend(rows);
        }
    }
}

impl Kept {
    pub fn of(answer: &Answer) -> Self {
        let told: Json = answer.json();
        Self { key: told["done"]["key"].as_str().unwrap().to_owned(), seq: told["seq"].as_i64().unwrap() }
    }

    pub fn number(&self) -> i64 {
        self.key.rsplit('-').next().unwrap().parse().unwrap()
    }
}

pub fn post_form(address: &str, path: &str, session: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: session={session}\r\nAccept: text/html\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Looks past the program whether what it kept holds together: every story it told of is there, the log has no gap,
/// and the counts are those of the rows.
pub fn holds_together(place: &Place, kept: &[Kept]) {
    let stored: Vec<(i64, i64)> = place.read(|tx| {
        let rows = tx.all::<Stored>(
            "select s.number as number, c.seq as seq from story s
               join change c on c.workspace_id = s.workspace_id and c.item_id = s.id and c.verb = 'added'
              order by s.number",
            &[],
        )?;
        Ok(rows.into_iter().map(|row| (row.number, row.seq)).collect())
    });
    for story in kept {
        assert!(stored.contains(&(story.number(), story.seq)), "{story:?} was told of and is lost");
    }
    let numbers: Vec<i64> = stored.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=stored.len() as i64).collect::<Vec<_>>(), "a key is missing");
    let (seqs, newest) = place.read(|tx| {
        let seqs = tx.values::<i64>("select distinct seq as value from change order by seq", &[])?;
        Ok((seqs, tx.value::<i64>("select seq as value from workspace", &[])?))
    });
    assert_eq!(newest, Some(seqs.len() as i64));
    assert_eq!(seqs, (1..=seqs.len() as i64).collect::<Vec<_>>(), "the log has a gap");
    let counted = place.read(|tx| {
        tx.value::<i64>(
            "select cast(coalesce(sum(n), 0) as bigint) as value from tally where noun = 'story'",
            &[],
        )
    });
    assert_eq!(counted, Some(stored.len() as i64), "the count is not that of the rows");
}

database::row! {
    struct Stored { number: i64, seq: i64 }
}
