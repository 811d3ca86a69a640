//! Rust as a tree of tokens: functions, words and texts with their lines, without comments. Code inside macros is seen
//! like any other.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::File;

/// A file of Rust.
pub struct Rust {
    pub file: File,
    all: Vec<TokenTree>,
}

/// A function with its body.
pub struct Function {
    pub name: String,
    pub line: usize,
    /// From `fn` to the closing brace.
    pub lines: usize,
    pub parameters: usize,
    pub words: Vec<Word>,
}

/// A name, a mark or a text of the program. Groups stand with their brackets, as marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub line: usize,
}

impl Rust {
    pub fn read(file: File) -> Self {
        let parsed: Result<TokenStream, _> = file.text.parse();
        let parsed = parsed.unwrap_or_else(|error| panic!("{} is no Rust: {error}", file.path));
        Self { all: parsed.into_iter().collect(), file }
    }

    /// Whether the whole file is there for tests.
    pub fn is_test(&self) -> bool {
        self.file.path.contains("/tests/") || self.file.name() == "testing.rs"
    }

    /// Every function, those of tests too.
    pub fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        functions(&self.all, &mut found);
        found
    }

    /// Every function that is no test.
    pub fn program(&self) -> Vec<Function> {
        let mut found = Vec::new();
        functions(&without_tests(&self.all), &mut found);
        found
    }

    /// Every word outside tests and attributes, in order.
    pub fn words(&self) -> Vec<Word> {
        let mut found = Vec::new();
        words(&without_tests(&self.all), &mut found);
        found
    }

    /// Whether a run of words occurs, and on which lines.
    pub fn lines_with(&self, run: &[&str]) -> Vec<usize> {
        let words = self.words();
        let same = |window: &&[Word]| window.iter().zip(run).all(|(word, wanted)| word.text == *wanted);
        words.windows(run.len()).filter(same).map(|window| window[0].line).collect()
    }
}

impl Function {
    pub fn calls(&self, name: &str) -> bool {
        self.words.windows(2).any(|pair| pair[0].text == name && pair[1].text == "(")
    }
}

impl Word {
    pub fn is_text(&self) -> bool {
        self.text.ends_with(['"', '#']) && self.text.len() > 1
    }
}

fn functions(tokens: &[TokenTree], found: &mut Vec<Function>) {
    for (place, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            functions(&inside(group), found);
        }
        let TokenTree::Ident(word) = token else { continue };
        let Some(TokenTree::Ident(name)) = tokens.get(place + 1) else { continue };
        if word != "fn" {
            continue;
        }
        let Some((taken, after)) = parameters(&tokens[place + 2..]) else { continue };
        let Some(body) = after.iter().find_map(body_or_end) else { continue };
        let Some(body) = body else { continue };
        let line = word.span().start().line;
        let mut inner = Vec::new();
        words(&inside(body), &mut inner);
        found.push(Function {
            name: name.to_string(),
            line,
            lines: body.span_close().end().line - line + 1,
            parameters: taken,
            words: inner,
        });
    }
}

/// How many parameters stand in the first brackets outside `<…>`, and what follows them.
fn parameters(tokens: &[TokenTree]) -> Option<(usize, &[TokenTree])> {
    let mut depth = Depth::default();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis && depth.is_outside() => {
                return Some((parts(&inside(group)), &tokens[place + 1..]));
            }
            other => depth.step(other),
        }
    }
    None
}

/// The parts between commas.
fn parts(tokens: &[TokenTree]) -> usize {
    let (mut depth, mut count, mut empty) = (Depth::default(), 0, true);
    for token in tokens {
        depth.step(token);
        let ends = matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',') && depth.is_outside();
        count += usize::from(ends && !empty);
        empty = ends;
    }
    count + usize::from(!empty)
}

/// How deep in `<…>`; the head of an arrow closes nothing.
#[derive(Default)]
struct Depth {
    open: usize,
    dash: bool,
}

impl Depth {
    fn step(&mut self, token: &TokenTree) {
        let mark = if let TokenTree::Punct(mark) = token { mark.as_char() } else { ' ' };
        match mark {
            '<' => self.open += 1,
            '>' if !self.dash => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        self.dash = mark == '-';
    }

    fn is_outside(&self) -> bool {
        self.open == 0
    }
}

fn body_or_end(token: &TokenTree) -> Option<Option<&Group>> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(Some(group)),
        TokenTree::Punct(mark) if mark.as_char() == ';' => Some(None),
        _ => None,
    }
}

fn words(tokens: &[TokenTree], found: &mut Vec<Word>) {
    let mut hash = false;
    for token in tokens {
        let (line, attribute) = (token.span().start().line, hash);
        hash = false;
        match token {
            TokenTree::Group(group) if attribute && group.delimiter() == Delimiter::Bracket => {}
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                found.push(Word { text: open.into(), line });
                words(&inside(group), found);
                found.push(Word { text: close.into(), line: group.span_close().end().line });
            }
            TokenTree::Punct(mark) if mark.as_char() == '#' => hash = true,
            other => found.push(Word { text: other.to_string(), line }),
        }
    }
}

/// What is left of a list of items when those under `#[test]` or a `#[cfg]` of tests are taken out.
fn without_tests(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let (mut kept, mut rest) = (Vec::new(), tokens);
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let hash = matches!(first, TokenTree::Punct(mark) if mark.as_char() == '#');
        let about_tests =
            matches!(rest.first(), Some(TokenTree::Group(group)) if hash && is_about_tests(group));
        if about_tests {
            let end = rest.iter().position(|token| body_or_end(token).is_some());
            rest = end.map_or(&[], |end| &rest[end + 1..]);
            continue;
        }
        kept.push(match first {
            TokenTree::Group(group) => {
                let mut inner =
                    Group::new(group.delimiter(), without_tests(&inside(group)).into_iter().collect());
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other.clone(),
        });
    }
    kept
}

fn is_about_tests(attribute: &Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    ["test", "cfg(test)", "cfg(feature=\"testing\")"].contains(&text.as_str())
}

fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}
