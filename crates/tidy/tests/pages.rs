//! Pages keep to the policy that their answers carry: no script, style or handler inside them.

use tidy::{files, nobody_breaks};

#[test]
fn a_page_holds_no_script_no_style_and_no_handler() {
    let mut wrong = Vec::new();
    for file in
        files().iter().filter(|file| file.path.starts_with("crates/web/src/") && file.ends(&[".html"]))
    {
        for (tag, line) in tags(&file.text) {
            for fault in faults(&tag) {
                wrong.push(format!("{}:{line}: {fault}", file.path));
            }
        }
        for (place, _) in file.text.match_indices("<script") {
            let body = file.text[place..].split_once('>').map_or("", |(_, rest)| rest);
            if !body.trim_start().starts_with("</script>") {
                wrong.push(format!("{}: a script with a body", file.path));
            }
        }
    }
    nobody_breaks("Scripts and styles are files of their own.", &wrong);
}

#[test]
fn what_the_policy_forbids_is_known_when_seen() {
    let seen: Vec<String> =
        tags("<p>on<b\n style=\"x\">a</b><i onclick = 'x()'><style>p{}</style><a class=\"style=x\">")
            .iter()
            .flat_map(|(tag, _)| faults(tag))
            .collect();
    assert_eq!(seen, ["the attribute style", "the attribute onclick", "an element style"]);
}

/// Every tag that opens, with its line.
fn tags(html: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (place, _) in html.match_indices('<') {
        let rest = &html[place + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (mut quote, mut end) = (None, rest.len());
        for (at, c) in rest.char_indices() {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                (None, '>') => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        found.push((rest[..end].to_owned(), html[..place].matches('\n').count() + 1));
    }
    found
}

fn faults(tag: &str) -> Vec<String> {
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    let element = (name == "style").then(|| "an element style".to_owned());
    let wrong = |name: &str| name == "style" || name.len() > 2 && name.starts_with("on");
    let attributes = attributes(tag).into_iter().filter(|name| wrong(name));
    element.into_iter().chain(attributes.map(|name| format!("the attribute {name}"))).collect()
}

/// The names before each `=` outside quotes.
fn attributes(tag: &str) -> Vec<String> {
    let (mut quote, mut plain) = (None, String::new());
    for c in tag.chars() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None => plain.push(c),
        }
    }
    let names = plain.split('=').map(|before| before.trim_end().rsplit(char::is_whitespace).next());
    let mut names: Vec<String> = names.map(|name| name.unwrap_or_default().to_lowercase()).collect();
    names.pop();
    names
}
