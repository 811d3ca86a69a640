//! A release note as HTML: Markdown with nothing in it that a reader could be harmed by.
//!
//! HTML in the text is shown as text. Links lead to the web or to a mail; pictures are their words. So what comes out
//! is made of the few elements that this file lets through, whoever wrote the note.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The body of a note as HTML.
pub fn html(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH).filter_map(safe));
    out
}

fn safe(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock | Tag::Image { .. }) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {
            return None;
        }
        // The page has its headings already: those of a note come below them.
        Event::Start(Tag::Heading { .. }) => {
            Event::Start(Tag::Heading { level: HeadingLevel::H3, id: None, classes: vec![], attrs: vec![] })
        }
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H3)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if leads_out(&dest_url) { dest_url } else { CowStr::Borrowed("#") };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    })
}

/// Whether a link leads to the web or to a mail, and to nothing that runs.
fn leads_out(url: &str) -> bool {
    let url = url.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_markdown_and_its_html_is_shown_as_text() {
        for (markdown, wanted) in [
            (
                "You can **now**\n\n- set it\n- copy it",
                "<p>You can <strong>now</strong></p>\n<ul>\n<li>set it</li>\n<li>copy it</li>\n</ul>\n",
            ),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n"),
            ("[x](javascript:alert(1))", "<p><a href=\"#\">x</a></p>\n"),
            ("[x](  JaVaScRiPt:alert(1))", "<p><a href=\"#\">x</a></p>\n"),
            ("[x](data:text/html,y)", "<p><a href=\"#\">x</a></p>\n"),
            (
                "[x](https://larkbill.example/a?b=1&c=\")",
                "<p><a href=\"https://larkbill.example/a?b=1&amp;c=%22\">x</a></p>\n",
            ),
            ("![a cat](https://elsewhere.example/cat.png)", "<p>a cat</p>\n"),
            ("# Loud", "<h3>Loud</h3>\n"),
        ] {
            assert_eq!(html(markdown), wanted, "{markdown}");
        }
    }
}
