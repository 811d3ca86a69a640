//! A release note as HTML: Markdown with nothing in it that a reader could be harmed by.
//!
//! HTML in the text is shown as text. Links lead to the web or to a mail; pictures are their words. So what comes out
//! is made of the few elements that this file lets through, whoever wrote the note.

use domain::communication::talk::rules::{Piece, pieces};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html};

/// Who reads a text, and so which links lead somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Anybody: links lead to the web or to a mail.
    Outside,
    /// Somebody who is signed in: links lead to our own pages, too.
    Inside,
}

/// The body of a note as HTML, for anybody.
pub fn html(markdown: &str) -> String {
    html_for(markdown, Reader::Outside)
}

/// A text as HTML. To those outside a link to a page of ours is its words alone: it would ask them to sign in.
pub fn html_for(markdown: &str, reader: Reader) -> String {
    let mut out = String::with_capacity(markdown.len() * 2);
    // Whether each link that is open was taken away.
    let mut taken: Vec<bool> = Vec::new();
    let mut kept = move |event: &Event<'_>| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            let away = reader == Reader::Outside && leads_inside(dest_url);
            taken.push(away);
            !away
        }
        Event::End(TagEnd::Link) => !taken.pop().unwrap_or_default(),
        _ => true,
    };
    let events = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH);
    let events = events.filter_map(move |event| kept(&event).then_some(event));
    html::push_html(&mut out, events.filter_map(safe));
    out
}

/// The body of a comment as HTML: who is named in it stands out, keys of the workspace lead to their items.
pub fn comment(markdown: &str, names: &[String], prefixes: &[String], slug: &str) -> String {
    let mut out = String::with_capacity(markdown.len() * 2);
    // A link is not cut: what stands in it leads where it says.
    let mut in_link = false;
    let parser = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH);
    let events = TextMergeStream::new(parser).filter_map(safe).flat_map(|event| {
        match &event {
            Event::Start(Tag::Link { .. }) => in_link = true,
            Event::End(TagEnd::Link) => in_link = false,
            Event::SoftBreak => return vec![Event::HardBreak],
            Event::Text(text) if !in_link => return cut(text, names, prefixes, slug),
            _ => {}
        }
        vec![event]
    });
    html::push_html(&mut out, events);
    out
}

fn cut(text: &str, names: &[String], prefixes: &[String], slug: &str) -> Vec<Event<'static>> {
    let told = |piece: &Piece<'_>| match piece {
        Piece::Words(words) => Event::Text((*words).to_owned().into()),
        Piece::Name(name, _) => {
            Event::InlineHtml(format!("<b class=\"mention\">{}</b>", escaped(name)).into())
        }
        // Letters, digits and a dash.
        Piece::Key(key) => Event::InlineHtml(format!("<a href=\"/{slug}/items/{key}\">{key}</a>").into()),
    };
    pieces(text, names, prefixes).iter().map(told).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
            let dest_url = if leads_out(&dest_url) || leads_inside(&dest_url) {
                dest_url
            } else {
                CowStr::Borrowed("#")
            };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    })
}

/// Whether a link leads to a page of this server, and to no other host.
fn leads_inside(url: &str) -> bool {
    url.starts_with('/')
        && !url.starts_with("//")
        && !url.contains('\\')
        && !url.chars().any(char::is_control)
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
            ("[x](//evil.example)", "<p><a href=\"#\">x</a></p>\n"),
            ("[x](/a/b) and [y](https://c.example)", "<p>x and <a href=\"https://c.example\">y</a></p>\n"),
        ] {
            assert_eq!(html(markdown), wanted, "{markdown}");
        }
    }

    #[test]
    fn a_comment_shows_who_is_named_and_leads_to_items() {
        let (names, prefixes) = (["Ines".to_owned(), "Ana & Co".to_owned()], ["INV".to_owned()]);
        for (markdown, wanted) in [
            (
                "@Ines, see INV-34",
                "<p><b class=\"mention\">@Ines</b>, see <a href=\"/larkbill/items/INV-34\">INV-34</a></p>\n",
            ),
            ("one\ntwo", "<p>one<br />\ntwo</p>\n"),
            ("[INV-34](https://x.example)", "<p><a href=\"https://x.example\">INV-34</a></p>\n"),
            ("`@Ines INV-3`", "<p><code>@Ines INV-3</code></p>\n"),
            ("@ana & co", "<p><b class=\"mention\">@ana &amp; co</b></p>\n"),
            ("<script>INV-3</script>", "&lt;script&gt;INV-3&lt;/script&gt;"),
        ] {
            let told = comment(markdown, &names, &prefixes, "larkbill");
            if markdown.starts_with("<script") {
                assert!(!told.contains("<script"), "{told}");
            } else {
                assert_eq!(told, wanted, "{markdown}");
            }
        }
    }

    #[test]
    fn links_to_our_own_pages_lead_there_for_those_who_are_signed_in() {
        for (markdown, wanted) in [
            (
                "**[x](/larkbill/items/INV-1)**",
                "<p><strong><a href=\"/larkbill/items/INV-1\">x</a></strong></p>\n",
            ),
            ("[x](//evil.example/)", "<p><a href=\"#\">x</a></p>\n"),
            ("[x](/\\evil.example/)", "<p><a href=\"#\">x</a></p>\n"),
            ("[x](javascript:alert(1))", "<p><a href=\"#\">x</a></p>\n"),
        ] {
            assert_eq!(html_for(markdown, Reader::Inside), wanted, "{markdown}");
        }
    }
}
