//! What a file is made of, for somebody who looks before anything is written.

use super::table::{self, Table};
use super::{Kind, stories};
use crate::spine::refusal::Result;

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Column {
    pub name: String,
    /// The first value that is not empty, cut at 80 characters.
    pub instance: String,
    /// Rows in which it is not empty.
    pub filled: i64,
    /// What it becomes here; none: it is left out.
    pub becomes: Option<&'static str>,
}

const INSTANCE_MAX: usize = 80;

const CUSTOMERS: [(&str, &str); 12] = [
    ("customer", "Account, known again by its name"),
    ("segments", "Segments of the account, joined by commas"),
    ("segment", "Segment of the account"),
    ("tags", "Tags of the account"),
    ("plan", "Plan of the account"),
    ("revenue", "Revenue a year"),
    ("currency", "Currency of the revenue"),
    ("seats", "Seats"),
    ("contact", "Contact at the account"),
    ("email", "Address of the contact"),
    ("may_contact", "Whether we may write to the contact"),
    ("may_contact_source", "Where that is agreed"),
];
const REFERENCE: (&str, &str) = ("reference", "How feedback names the contact");

const FEEDBACK: [(&str, &str); 11] = [
    ("body", "The customer’s words"),
    ("feature", "The customer’s words: what they want"),
    ("benefit", "The customer’s words: what for"),
    ("id", "How the row is known again"),
    ("user_id", "Contact, by the reference of the customers’ file"),
    ("role", "Who says it, in their own words"),
    ("tags", "Tags"),
    ("application_domain", "First tag"),
    ("application_domain_other", "First tag, where the domain is Other"),
    ("created_at", "Day it was said"),
    ("channel", "How it reached us"),
];

const COMPARISON: [(&str, &str); 7] = [
    ("group", "The heading of the capability"),
    ("capability", "Capability"),
    ("who", "Who is rated: a competitor, or “us”"),
    ("level", "How far it goes"),
    ("evidence", "How one knows"),
    ("source", "Source"),
    ("seen_on", "Day it was seen"),
];

/// The columns of a file; of a backlog, one story a line, how its lines were read.
pub fn columns(kind: Kind, bytes: &[u8]) -> Result<Vec<Column>> {
    match kind {
        Kind::Customers => Ok(of_table(&Table::read(bytes)?, &[&CUSTOMERS[..], &[REFERENCE]].concat())),
        Kind::Feedback => Ok(of_table(&Table::read(bytes)?, &FEEDBACK)),
        Kind::Comparison => Ok(of_table(&Table::read(bytes)?, &COMPARISON)),
        Kind::Stories => of_lines(table::text(bytes)?),
    }
}

fn of_table(table: &Table, known: &[(&str, &'static str)]) -> Vec<Column> {
    let names = table.columns().to_vec();
    let mut columns: Vec<Column> = names
        .into_iter()
        .map(|name| {
            let becomes = known.iter().find(|(known, _)| *known == name).map(|(_, becomes)| *becomes);
            Column { name, becomes, filled: 0, instance: String::new() }
        })
        .collect();
    for row in table.rows() {
        for column in &mut columns {
            let value = row.get(&column.name);
            column.filled += i64::from(!value.is_empty());
            if column.instance.is_empty() {
                column.instance = value.chars().take(INSTANCE_MAX).collect();
            }
        }
    }
    columns
}

fn of_lines(text: &str) -> Result<Vec<Column>> {
    let (mut told, mut plain) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if stories::parse(line).is_some() { told.push(line) } else { plain.push(line) }
    }
    let column = |name: &str, lines: &[&str], becomes| Column {
        name: name.into(),
        instance: lines.first().map_or(String::new(), |line| line.chars().take(INSTANCE_MAX).collect()),
        filled: lines.len() as i64,
        becomes: Some(becomes),
    };
    let all = [
        column("As a …, I want …, so that …", &told, "Story with role, want and benefit"),
        column("Any other line", &plain, "Plain story, its line kept whole"),
    ];
    Ok(all.into_iter().filter(|column| column.filled > 0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: Kind, bytes: &[u8]) -> Vec<(String, String, i64, bool)> {
        let columns = columns(kind, bytes).unwrap().into_iter();
        columns
            .map(|column| (column.name, column.instance, column.filled, column.becomes.is_some()))
            .collect()
    }

    #[test]
    fn each_column_says_what_it_becomes_and_how_often_it_is_filled() {
        assert_eq!(
            told(Kind::Feedback, b"Body,colour\n,teal\nToo stern,\n"),
            [("body".into(), "Too stern".into(), 1, true), ("colour".into(), "teal".into(), 1, false)]
        );
        assert_eq!(
            told(Kind::Stories, b"As a user, I want x\nTidy up\n\nTidy more\n"),
            [
                ("As a …, I want …, so that …".into(), "As a user, I want x".into(), 1, true),
                ("Any other line".into(), "Tidy up".into(), 2, true)
            ]
        );
    }

    #[test]
    fn every_column_that_is_listed_is_one_that_is_read() {
        for (kind, known, source) in [
            (Kind::Customers, &CUSTOMERS[..], include_str!("customers.rs")),
            (Kind::Feedback, &FEEDBACK[..], include_str!("feedback.rs")),
        ] {
            for (name, _) in known {
                assert!(source.contains(&format!("\"{name}\"")), "{} reads no column {name}", kind.as_str());
            }
        }
    }
}
