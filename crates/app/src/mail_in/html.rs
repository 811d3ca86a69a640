//! The text of a mail that came as HTML: its paragraphs, its lists, and with a mark what it quotes.
//!
//! It is for mails, not for pages: no tables, no links behind words. Nothing of the HTML itself goes any further.

use mail_parser::decoders::html::html_to_text;

/// Between these nothing is text.
const UNSEEN: [&str; 5] = ["head", "style", "script", "title", "template"];
/// Each of these begins a line of its own, and ends one.
const BLOCKS: [&str; 22] = [
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];
/// What is quoted in what is quoted, and so on; of more the rest has as many marks.
const DEPTH_MAX: usize = 5;

/// The lines of a mail; those that it quotes begin with `>`.
pub fn to_text(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.words(&rest[..at]);
        rest = match rest[at..].strip_prefix("<!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, after)| after),
            None => match rest[at..].split_once('>') {
                Some((tag, after)) => text.tag(&tag[1..], after),
                None => "",
            },
        };
    }
    text.words(rest);
    text.end_line();
    text.whole
}

#[derive(Default)]
struct Text {
    whole: String,
    line: String,
    depth: usize,
}

impl Text {
    /// What stands between two tags.
    fn words(&mut self, html: &str) {
        if html.is_empty() {
            return;
        }
        let (begins, ends) = (html.starts_with(is_space), html.ends_with(is_space));
        let words = html_to_text(html);
        let words = words.trim_matches(is_space);
        if begins || words.is_empty() {
            self.space();
        }
        self.line.push_str(words);
        if ends && !words.is_empty() {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
    }

    /// A tag without its brackets, and what follows it; what is left to read.
    fn tag<'h>(&mut self, tag: &str, after: &'h str) -> &'h str {
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if !closes && UNSEEN.contains(&name.as_str()) && !tag.ends_with('/') {
            return behind(after, &name);
        }
        if name == "p" {
            self.end_line();
            self.empty_line();
        } else if name == "br" {
            self.end_line_even_empty();
        } else if BLOCKS.contains(&name.as_str()) {
            self.end_line();
        }
        match (name.as_str(), closes) {
            ("blockquote", false) => self.depth += 1,
            ("blockquote", true) => self.depth = self.depth.saturating_sub(1),
            ("li", false) => self.line.push_str("- "),
            _ => {}
        }
        after
    }

    fn end_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.end_line_even_empty();
        }
        self.line.clear();
    }

    fn end_line_even_empty(&mut self) {
        self.whole.push_str(&">".repeat(self.depth.min(DEPTH_MAX)));
        if self.depth > 0 && !self.line.is_empty() {
            self.whole.push(' ');
        }
        self.whole.push_str(self.line.trim_end());
        self.whole.push('\n');
        self.line.clear();
    }

    fn empty_line(&mut self) {
        let stands = self.whole.lines().next_back().is_some_and(|last| !last.trim_matches('>').is_empty());
        if stands {
            self.end_line_even_empty();
        }
    }
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// What follows the tag that closes `name`.
fn behind<'h>(html: &'h str, name: &str) -> &'h str {
    let closing = format!("</{name}");
    let found =
        html.as_bytes().windows(closing.len()).position(|part| part.eq_ignore_ascii_case(closing.as_bytes()));
    found.and_then(|at| html[at..].split_once('>')).map_or("", |(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn paragraphs_lists_and_lines_are_kept() {
        let html = "<!DOCTYPE html><html><head><style type=\"text/css\">p { color: red }</style></head><body>\
            <p class=MsoNormal>Gr&uuml;&szlig;e,&nbsp;it is <b>very</b> slow &amp; I\n wait.</p>\
            <div>First<br>second</div><ul><li>one</li><li>two</li></ul><!-- a > note --><p>End</p></body></html>";
        assert_eq!(
            to_text(html).replace('\u{a0}', " "),
            "Grüße, it is very slow & I wait.\n\nFirst\nsecond\n- one\n- two\n\nEnd\n\n"
        );
    }

    #[test]
    fn what_is_quoted_is_marked() {
        let html = "<div>Yes.</div><blockquote type=\"cite\"><div>On it</div><blockquote>older</blockquote></blockquote><div>Below</div>";
        assert_eq!(to_text(html), "Yes.\n> On it\n>> older\nBelow\n");
    }

    #[test]
    fn what_is_broken_ends_somewhere() {
        for (html, text) in [
            ("a<", "a\n"),
            ("a<b", "a\n"),
            ("<script>x", ""),
            ("a<!-- b", "a\n"),
            ("</blockquote>a", "a\n"),
            ("1 &lt; 2 &bogus; &#x41;", "1 < 2 &bogus; A\n"),
            ("<style/>kept", "kept\n"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }
}
