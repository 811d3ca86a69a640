//! What a file is, by its first bytes. What the sender says is not asked.

use domain::attachments::media::{COMPOUND, TEXT};

/// Bytes by which a file is known.
pub const HEAD: usize = 8 * 1024;

const COMPOUND_MARK: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What a text must not begin with: a page, a drawing or a script, whatever it is called.
const NO_TEXT: [&str; 6] = ["<!doctype", "<html", "<svg", "<?xml", "<script", "#!"];

/// The media type that these bytes look like. `whole`: there are no more. None: nobody knows.
pub fn media_type(head: &[u8], whole: bool) -> Option<&'static str> {
    // Before the library, which would look through the entries of a compound file that is not whole.
    if head.starts_with(&COMPOUND_MARK) {
        return Some(COMPOUND);
    }
    match infer::get(head) {
        Some(kind) => Some(kind.mime_type()),
        None => is_text(head, whole).then_some(TEXT),
    }
}

/// Whether it is text in UTF-8. A letter may be cut at the end of the head.
fn is_text(head: &[u8], whole: bool) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if !whole && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let begins = text.trim_start_matches('\u{FEFF}').trim_start().to_lowercase();
    let printable = |c: char| !c.is_control() || "\n\r\t\u{C}".contains(c);
    text.chars().all(printable) && !NO_TEXT.iter().any(|mark| begins.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_known_by_what_they_are() {
        let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for (head, wanted) in [
            (png, Some("image/png")),
            (b"%PDF-1.7\n", Some("application/pdf")),
            (b"PK\x03\x04\x14\0\0\0", Some("application/zip")),
            (b"GIF89a\x01\0", Some("image/gif")),
            (b"\xFF\xD8\xFF\xE0", Some("image/jpeg")),
            (&COMPOUND_MARK, Some(COMPOUND)),
            (b"Gr\xc3\xbc\xc3\x9fe,\na,b\n", Some(TEXT)),
            (b"{\\rtf1\\ansi", Some("application/rtf")),
            (b"a\0b", None),
            (b"caf\xe9", None),
            (b"  <SVG xmlns='x'>", None),
            (b"\xEF\xBB\xBF<script>", None),
        ] {
            assert_eq!(media_type(head, true), wanted, "{head:?}");
        }
        for page in [&b"<!DOCTYPE html><p>"[..], b"<html>", b"<?xml version='1.0'?><svg/>", b"#!/bin/sh\nrm"]
        {
            assert_ne!(media_type(page, true), Some(TEXT), "{page:?}");
        }
    }

    #[test]
    fn a_letter_that_is_cut_at_the_end_of_the_head_is_no_fault() {
        let cut = "grün".as_bytes()[..3].to_vec();
        assert_eq!(media_type(&cut, false), Some(TEXT));
        assert_eq!(media_type(&cut, true), None);
    }
}
