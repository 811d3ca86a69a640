//! Reading a file of comma-separated values strictly: what is broken is named with its place.

use crate::spine::refusal::{Refusal, Result};

/// Bytes of a file at most.
pub const FILE_MAX_BYTES: usize = 64 * 1024 * 1024;
/// Rows of a file at most.
pub const ROWS_MAX: usize = 200_000;

/// A table with named columns.
#[derive(Debug)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<(usize, csv::StringRecord)>,
}

/// One row, asked by column name.
pub struct Cells<'t> {
    pub line: usize,
    table: &'t Table,
    record: &'t csv::StringRecord,
}

fn broken<T>(sentence: String) -> Result<T> {
    Refusal::invalid("file", sentence)
}

/// The text of a file: UTF-8, with or without a byte order mark, and not empty.
pub fn text(bytes: &[u8]) -> Result<&str> {
    if bytes.len() > FILE_MAX_BYTES {
        return broken(format!(
            "The file has {} MB; at most {} MB are taken.",
            bytes.len() >> 20,
            FILE_MAX_BYTES >> 20
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return broken(format!("The file is no text: there is a zero byte on line {}.", line_at(bytes, at)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => broken("The file is empty.".into()),
        Ok(text) => Ok(text),
        Err(error) => {
            let line = line_at(bytes, error.valid_up_to());
            broken(format!("Line {line} is not UTF-8. Save the file with the encoding UTF-8 and try again."))
        }
    }
}

fn line_at(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

impl Table {
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let text = text(bytes)?;
        if let Some(line) = unclosed_quote(text) {
            return broken(format!("The quotation mark opened on line {line} is never closed."));
        }
        let mut reader =
            csv::ReaderBuilder::new().has_headers(true).flexible(false).from_reader(text.as_bytes());
        let told = |error: csv::Error| {
            let line = error.position().map_or(0, csv::Position::line);
            let sentence = match error.kind() {
                csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                    format!("Line {line} has {len} columns where the first line has {expected_len}.")
                }
                _ => format!("Line {line} cannot be read: {error}."),
            };
            Refusal::Invalid { field: "file", sentence }
        };
        let columns = reader.headers().map_err(told)?.iter().map(|name| name.trim().to_lowercase()).collect();
        let (mut rows, mut lines) = (Vec::new(), Lines { text: text.as_bytes(), passed: 0, line: 1 });
        for record in reader.records() {
            let record = record.map_err(told)?;
            rows.push((lines.at(record.position().map_or(0, csv::Position::byte)), record));
            if rows.len() > ROWS_MAX {
                return broken(format!("The file has more than {ROWS_MAX} rows; split it."));
            }
        }
        Ok(Self { columns, rows })
    }

    /// Refuses a table in which one of these columns is missing.
    pub fn must_have(&self, columns: &[&str]) -> Result<()> {
        match columns.iter().find(|column| !self.has(column)) {
            Some(missing) => {
                let there = self.columns.join(", ");
                broken(format!("The column “{missing}” is missing on line 1; the file has: {there}."))
            }
            None => Ok(()),
        }
    }

    /// The names of the columns, in small letters, as the first line has them.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }

    pub fn rows(&self) -> impl Iterator<Item = Cells<'_>> {
        self.rows.iter().map(|(line, record)| Cells { line: *line, table: self, record })
    }
}

impl Cells<'_> {
    /// The trimmed text of a column; empty where the column is missing.
    pub fn get(&self, column: &str) -> &str {
        let place = self.table.columns.iter().position(|known| known == column);
        let cell = place.and_then(|place| self.record.get(place)).unwrap_or_default().trim();
        cell.strip_prefix(MARK).filter(|cell| is_taken_for_formula(cell)).unwrap_or(cell)
    }
}

/// Before a text that a spreadsheet would carry out, as spreadsheets themselves mark a text.
const MARK: char = '\'';

/// Whether a spreadsheet would carry a cell out: somebody else may have written it. A number is none.
fn is_taken_for_formula(cell: &str) -> bool {
    let text = cell.trim_start_matches(MARK);
    text.starts_with(['=', '+', '-', '@']) && text.parse::<f64>().is_err()
}

/// A table that is written, to be read by [`Table::read`] and by spreadsheets.
pub struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    pub fn with(columns: &[&str]) -> Result<Self> {
        let mut sheet = Self(csv::Writer::from_writer(Vec::new()));
        sheet.row(columns)?;
        Ok(sheet)
    }

    pub fn row<C: AsRef<str>>(&mut self, cells: &[C]) -> Result<()> {
        let cells = cells.iter().map(|cell| match cell.as_ref().trim() {
            cell if is_taken_for_formula(cell) => format!("{MARK}{cell}"),
            _ => cell.as_ref().to_owned(),
        });
        self.0.write_record(cells).or_else(|error| broken(error.to_string()))
    }

    pub fn done(self) -> Result<Vec<u8>> {
        self.0.into_inner().or_else(|error| broken(error.to_string()))
    }
}

/// Counts lines up to a place that only moves on. The reader's own count is off by one after `\r\n`.
struct Lines<'t> {
    text: &'t [u8],
    passed: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, byte: u64) -> usize {
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        while matches!(self.text.get(to), Some(b'\r' | b'\n')) {
            to += 1;
        }
        let between = self.text.get(self.passed..to).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.passed = self.passed.max(to);
        self.line
    }
}

/// The line on which a quotation mark opens that nothing closes.
fn unclosed_quote(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().peekable();
    let (mut line, mut opened, mut at_start) = (1, None, true);
    while let Some(byte) = bytes.next() {
        line += usize::from(byte == b'\n');
        match (opened, byte) {
            (None, b'"') if at_start => opened = Some(line),
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (Some(_), b'"') => opened = None,
            _ => {}
        }
        at_start = opened.is_none() && matches!(byte, b',' | b'\n' | b'\r');
    }
    opened
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(bytes: &[u8]) -> String {
        Table::read(bytes).unwrap_err().to_string()
    }

    #[test]
    fn a_broken_file_is_refused_with_its_place() {
        assert_eq!(refused(b""), "The file is empty.");
        assert_eq!(refused(b"\xef\xbb\xbf \n"), "The file is empty.");
        assert_eq!(refused(&vec![0; 1 << 20]), "The file is no text: there is a zero byte on line 1.");
        assert_eq!(
            refused(b"a,b\n1,Gr\xfc\xdfe\n"),
            "Line 2 is not UTF-8. Save the file with the encoding UTF-8 and try again."
        );
        assert_eq!(refused(b"a,b\n1,\"open\n2,3\n"), "The quotation mark opened on line 2 is never closed.");
        assert_eq!(refused(b"a,b\n1,2\n1,2,3\n"), "Line 3 has 3 columns where the first line has 2.");
        let table = Table::read(b"a,b\n1,2\n").unwrap();
        let told = table.must_have(&["a", "c"]).unwrap_err().to_string();
        assert_eq!(told, "The column “c” is missing on line 1; the file has: a, b.");
    }

    #[test]
    fn quotes_line_breaks_and_a_byte_order_mark_are_read() {
        let table =
            Table::read(b"\xef\xbb\xbfName,Words\r\n\"a, b\",\"says \"\"so\"\"\nand more\"\r\nc,d\r\n")
                .unwrap();
        let rows: Vec<_> = table
            .rows()
            .map(|row| (row.line, row.get("name").to_owned(), row.get("words").to_owned()))
            .collect();
        assert_eq!(rows[0], (2, "a, b".into(), "says \"so\"\nand more".into()));
        assert_eq!((rows[1].0, rows.len()), (4, 2));
    }

    #[test]
    fn no_cell_is_carried_out_by_a_spreadsheet_and_numbers_stay_numbers() {
        let cells = ["=HYPERLINK(1)", "+49 30 1", "-12.5", "@home", "'=1", "plain", "' quoted"];
        let mut sheet = Sheet::with(&["cell"]).unwrap();
        cells.iter().for_each(|cell| sheet.row(&[cell]).unwrap());
        let bytes = sheet.done().unwrap();
        assert_eq!(
            String::from_utf8(bytes.clone()).unwrap(),
            "cell\n'=HYPERLINK(1)\n'+49 30 1\n-12.5\n'@home\n''=1\nplain\n' quoted\n"
        );
        let table = Table::read(&bytes).unwrap();
        assert_eq!(table.rows().map(|row| row.get("cell").to_owned()).collect::<Vec<_>>(), cells);
    }

    /// Any text, and often one that begins as a formula does.
    fn cell() -> impl Strategy<Value = String> {
        prop_oneof!["[^\\x00]{0,20}", "'{0,2}[=+@-][^\\x00]{0,10}"]
    }

    proptest! {
        #[test]
        fn nothing_that_can_be_written_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = Table::read(&bytes);
        }

        #[test]
        fn whatever_text_is_written_as_a_table_is_read_back(cells in prop::collection::vec((cell(), cell()), 1..20)) {
            let mut sheet = Sheet::with(&["left", "right"]).unwrap();
            for (left, right) in &cells {
                sheet.row(&[left, right]).unwrap();
            }
            let table = Table::read(&sheet.done().unwrap()).unwrap();
            let read: Vec<_> = table.rows().map(|row| (row.get("left").to_owned(), row.get("right").to_owned())).collect();
            let written: Vec<_> = cells.iter().map(|(left, right)| (left.trim().to_owned(), right.trim().to_owned())).collect();
            prop_assert_eq!(read, written);
        }
    }
}
