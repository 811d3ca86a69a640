//! What of a mail is new: without what it quotes of an earlier one, and without the signature.
//!
//! A short list of how mail programs mark it, in the languages that our customers write. Where it is not sure, a line is
//! taken for new: better a quoted line too much than a customer's word too few. Mails that are sent on are left whole,
//! since what was sent on is what they are about.

/// A mail in its two parts. Every line of it stands in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub new: String,
    /// What it quotes, and the signature.
    pub quoted: String,
}

/// Between which words programs say who wrote what follows, and when: "On Monday, 2 March 2026, Mira wrote:".
const ATTRIBUTIONS: [(&str, &str); 10] = [
    ("on ", "wrote:"),
    ("am ", "schrieb"),
    ("le ", "écrit"),
    ("el ", "escribió"),
    ("il ", "scritto:"),
    ("op ", "schreef"),
    ("em ", "escreveu:"),
    ("den ", "skrev"),
    ("w dniu ", "pisze:"),
    ("dnia ", "napisał"),
];
/// An attribution is broken into so many lines at most.
const ATTRIBUTION_LINES_MAX: usize = 3;
const ATTRIBUTION_LENGTH_MAX: usize = 300;

/// What stands between dashes above an earlier mail.
const BETWEEN_DASHES: [&str; 6] = [
    "original message",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "oorspronkelijk bericht",
    "mensaje original",
];

/// The head of an earlier mail, as Outlook copies it: the first line, and what one of the next begins with.
const HEADS: [(&str, [&str; 2]); 5] = [
    ("from:", ["sent:", "date:"]),
    ("von:", ["gesendet:", "datum:"]),
    ("de :", ["envoyé :", "date :"]),
    ("de:", ["enviado:", "enviado el:"]),
    ("van:", ["verzonden:", "datum:"]),
];
const HEAD_LINES: usize = 4;

/// What is sent on is not quoted.
const SENT_ON: [&str; 5] = [
    "forwarded message",
    "weitergeleitete nachricht",
    "message transféré",
    "doorgestuurd bericht",
    "mensaje reenviado",
];

/// What telephones put below a mail.
const SENT_FROM: [&str; 5] =
    ["sent from my ", "von meinem ", "gesendet von ", "envoyé de mon ", "get outlook for "];

/// A line of two dashes without the space ends a mail only if no more follow than these.
const SIGNATURE_LINES_MAX: usize = 12;

/// Parts a mail. The text has lines as we have them.
pub fn split(text: &str) -> Split {
    let lines: Vec<&str> = text.lines().collect();
    if lines.iter().any(|line| is_sent_on(line)) {
        return Split { new: tidied(&lines), quoted: String::new() };
    }
    let (mut new, mut quoted) = (Vec::new(), Vec::new());
    let mut nth = 0;
    while let Some(line) = lines.get(nth) {
        if begins_earlier_mail(&lines[nth..]) {
            quoted.extend_from_slice(&lines[nth..]);
            break;
        }
        let attribution = attribution(&lines[nth..]);
        if attribution > 0 {
            let quotes = next_written(&lines[nth + attribution..]).is_some_and(is_quoted);
            let end = if quotes { nth + attribution } else { lines.len() };
            quoted.extend_from_slice(&lines[nth..end]);
            nth = end;
        } else {
            if is_quoted(line) {
                quoted.push(*line)
            } else {
                new.push(*line)
            }
            nth += 1;
        }
    }
    let signature = new.split_off(signature(&new));
    let quoted = tidied(&quoted);
    let parts = [quoted.as_str(), &tidied(&signature)].map(str::to_owned);
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Split { new: tidied(&new), quoted: parts.join("\n\n") }
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn is_sent_on(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    let marked = line.starts_with("---") || line.starts_with("begin ") || line.starts_with("anfang ");
    marked && SENT_ON.iter().any(|words| line.contains(words))
}

/// Whether an earlier mail begins here and goes on to the end.
fn begins_earlier_mail(lines: &[&str]) -> bool {
    let Some(first) = lines.first().map(|line| bare(line)) else { return false };
    let dashed = first.starts_with("--") && BETWEEN_DASHES.contains(&first.trim_matches(['-', ' ']));
    let head = HEADS.iter().any(|(begins, then)| {
        let follows = |line: &&str| then.iter().any(|begins| bare(line).starts_with(begins));
        first.starts_with(begins) && lines.iter().skip(1).take(HEAD_LINES).any(follows)
    });
    // The line that Outlook draws above such a head.
    let drawn = first.len() >= 10 && first.chars().all(|c| c == '_');
    dashed || head || (drawn && next_written(&lines[1..]).is_some_and(is_head))
}

fn is_head(line: &str) -> bool {
    HEADS.iter().any(|(begins, _)| bare(line).starts_with(begins))
}

/// Small letters, without the stars that stand for bold ones.
fn bare(line: &str) -> String {
    line.trim().replace('*', "").to_lowercase()
}

/// How many lines say who wrote what follows; none, if these do not.
fn attribution(lines: &[&str]) -> usize {
    let Some(first) = lines.first().map(|line| bare(line)) else { return 0 };
    let Some((_, verb)) = ATTRIBUTIONS.iter().find(|(begins, _)| first.starts_with(begins)) else { return 0 };
    let mut told = String::new();
    for (nth, line) in lines.iter().take(ATTRIBUTION_LINES_MAX).enumerate() {
        if line.trim().is_empty() || is_quoted(line) {
            return 0;
        }
        told.push_str(&bare(line));
        told.push(' ');
        let told = told.trim_end();
        if told.ends_with(':') && told.contains(verb) && told.chars().count() <= ATTRIBUTION_LENGTH_MAX {
            // Without a number it has no day: somebody may well write "On Monday my boss wrote:" and go on.
            let dated = told.chars().any(|c| c.is_ascii_digit());
            let quotes = next_written(&lines[nth + 1..]).is_some_and(is_quoted);
            return if dated || quotes { nth + 1 } else { 0 };
        }
    }
    0
}

fn next_written<'l>(lines: &[&'l str]) -> Option<&'l str> {
    lines.iter().copied().find(|line| !line.trim().is_empty())
}

/// Where the signature begins; the number of lines, if there is none.
fn signature(lines: &[&str]) -> usize {
    let below = |nth: usize| lines.len() - nth - 1;
    let dashes = lines.iter().enumerate().position(|(nth, line)| {
        *line == "-- " || (line.trim_end() == "--" && below(nth) <= SIGNATURE_LINES_MAX)
    });
    let end = dashes.unwrap_or(lines.len());
    let last = lines[..end].iter().rposition(|line| !line.trim().is_empty());
    match last {
        Some(last) if last > 0 && is_sent_from(lines[last]) => last,
        _ => end,
    }
}

fn is_sent_from(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    let ends = line.ends_with(" gesendet") || !line.starts_with("von meinem ");
    line.chars().count() <= 60 && ends && SENT_FROM.iter().any(|begins| line.starts_with(begins))
}

/// Without empty lines around it, and without several in a row.
fn tidied(lines: &[&str]) -> String {
    let mut lines = lines.to_vec();
    lines.dedup_by(|later, earlier| later.trim().is_empty() && earlier.trim().is_empty());
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests;
