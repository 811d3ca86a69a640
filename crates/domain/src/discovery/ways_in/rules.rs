//! Pure rules of the ways in: what an address looks like, what a site is, which mails nobody wrote.

use std::net::{IpAddr, Ipv6Addr};

use uuid::Uuid;

use crate::spine::refusal::{Refusal, Result};

/// Sites on which the form of a product may stand, at most.
pub const ORIGINS_MAX: usize = 20;
/// An origin of more is none.
const ORIGIN_LENGTH_MAX: usize = 200;
/// Servers that a mail has passed; of more it goes round in a circle (RFC 5321, 6.3, asks for at least 100).
pub const HOPS_MAX: usize = 100;
/// Letters and digits that are not taken for one another when they are read aloud.
const SYMBOLS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const SECRET_LENGTH: u32 = 8;

/// What stands before the at sign: the product, so that people see where it goes, and eight symbols that nobody guesses.
pub fn local_part(prefix: &str, drawn: Uuid) -> String {
    // The lowest 62 bits of such an id are drawn by chance.
    let bits = drawn.as_u128();
    let secret =
        (0..SECRET_LENGTH).map(|nth| char::from(SYMBOLS[(bits >> (5 * nth)) as usize % SYMBOLS.len()]));
    format!("{}-{}", prefix.to_lowercase(), secret.collect::<String>())
}

/// How addresses of a site begin, as browsers send it: scheme, host and, unless it is the usual one, port.
pub fn origin(text: &str) -> Result<String> {
    let wrong =
        |why: &str| Refusal::invalid("origin", format!("{why} Write it as https://www.larkbill.example."));
    let text = text.trim().to_lowercase();
    let text = text.strip_suffix('/').unwrap_or(&text);
    let Some((scheme, host)) = text.split_once("://") else {
        return wrong("A site begins with https:// or http://.");
    };
    let usual = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return wrong("A site begins with https:// or http://."),
    };
    if host.contains('*') {
        return wrong("Name each site by itself; a star would stand for sites that are not yours.");
    }
    if host.contains(['/', '?', '#', '@']) {
        return wrong("Leave out what stands behind the host.");
    }
    if !host.is_ascii() {
        return wrong("Write the host as browsers send it, beginning with xn--.");
    }
    let host = host.strip_suffix(usual).unwrap_or(host);
    if text.len() > ORIGIN_LENGTH_MAX || !is_host(host) {
        return wrong("This is no site.");
    }
    Ok(format!("{scheme}://{host}"))
}

/// A name with dots, `localhost`, or an address in numbers, each with or without a port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let plain = |label: &str| {
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(inside)
    };
    let in_numbers = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|digits| digits.parse::<std::net::Ipv6Addr>().is_ok());
    let named = name.split('.').all(plain) && (name.contains('.') || name == "localhost");
    is_port && (named || in_numbers)
}

/// Refuses what was sent from the page of a site that is not named. `from` is none where it was a page of ours, or no page.
pub fn refuse_foreign<'o>(from: Option<&str>, named: impl IntoIterator<Item = &'o str>) -> Result<()> {
    match from {
        Some(from) if named.into_iter().all(|known| known != from) => {
            Refusal::not_allowed("This form does not belong on that page, so nothing was kept.")
        }
        _ => Ok(()),
    }
}

/// Who is counted as one. Whoever has an address of the sixth version has 2^64 of them, so the first half of it counts.
pub fn counted_as(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address => address,
    }
}

/// What the head of a mail says of how it was sent.
#[derive(Clone, Debug, Default)]
pub struct Sending<'s> {
    /// Whom the server that brought it names as its sender; empty: a bounce.
    pub envelope_sender: &'s str,
    pub auto_submitted: Option<&'s str>,
    pub precedence: Option<&'s str>,
    /// Whether an answering machine put its own mark on it.
    pub is_marked_automatic: bool,
    /// Whether it says that it comes from the address that it goes to.
    pub is_own: bool,
    /// Servers that it has passed.
    pub hops: usize,
}

/// Why a mail is one that no person wrote, for the log. An answer to such a mail would go round in a circle.
///
/// `Precedence: list` is none of them: a firm's `feedback@` is often a group that sends on what customers write.
pub fn automatic(sending: &Sending<'_>) -> Option<&'static str> {
    let precedence = sending.precedence.map(|word| word.trim().to_lowercase()).unwrap_or_default();
    let auto_submitted = sending.auto_submitted.map(|word| word.trim().to_lowercase()).unwrap_or_default();
    if sending.envelope_sender.trim_matches(['<', '>']).is_empty() {
        Some("it has no sender, as bounces have")
    } else if !auto_submitted.is_empty() && !auto_submitted.starts_with("no") {
        Some("it says that a program sent it")
    } else if ["bulk", "junk", "auto_reply"].contains(&precedence.as_str()) {
        Some("it says that it went out to many")
    } else if sending.is_marked_automatic {
        Some("an answering machine marked it")
    } else if sending.is_own {
        Some("it says that it comes from where it goes to")
    } else if sending.hops > HOPS_MAX {
        Some("it has passed too many servers")
    } else {
        None
    }
}

/// A text as it can be kept: lines as we have them, without what cannot be shown.
pub fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\u{a0}', " ");
    let text: String = text.chars().filter(|c| !c.is_control() || ['\n', '\t'].contains(c)).collect();
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    // More than one empty line says no more than one.
    lines.dedup_by(|later, earlier| later.is_empty() && earlier.is_empty());
    lines.join("\n").trim_matches('\n').to_owned()
}

/// One line of at most `max` characters; what is longer is cut.
pub fn one_line(text: &str, max: usize) -> String {
    let line = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&line, max)
}

/// At most `max` characters, the last of which says that there was more.
pub fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_the_product_and_cannot_be_guessed() {
        let drawn = Uuid::from_u128(0x0123_4567_89ab_7cde_8f01_2345_6789_abcd);
        let (one, other) =
            (local_part("INV", drawn), local_part("INV", Uuid::from_u128(drawn.as_u128() + 1)));
        assert!(one.starts_with("inv-") && one.len() == 12, "{one}");
        assert_ne!(one, other);
    }

    #[test]
    fn a_site_is_a_scheme_and_a_host() {
        for (given, kept) in [
            ("https://www.larkbill.example", "https://www.larkbill.example"),
            (" HTTPS://WWW.Larkbill.example:443/ ", "https://www.larkbill.example"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
            ("http://[::1]:3000", "http://[::1]:3000"),
            ("https://xn--grn-hoa.example", "https://xn--grn-hoa.example"),
        ] {
            assert_eq!(origin(given).unwrap(), kept);
        }
        for wrong in [
            "",
            "null",
            "*",
            "larkbill.example",
            "ftp://larkbill.example",
            "https://*.larkbill.example",
            "https://larkbill.example/contact",
            "https://larkbill.example?x",
            "https://a@larkbill.example",
            "https://larkbill.example; script-src *",
            "https://larkbill.example 'self'",
            "https://grün.example",
            "https://larkbill",
            "https://larkbill.example:0",
            "https://larkbill.example:99999",
            "https://.example",
            "https://[::1",
            "https://",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
        assert!(origin(&format!("https://{}.example", "a".repeat(200))).is_err());
    }

    #[test]
    fn a_page_of_a_site_that_is_not_named_is_foreign() {
        let named = ["https://a.example", "https://b.example"];
        for (from, fine) in [
            (None, true),
            (Some("https://b.example"), true),
            (Some("http://b.example"), false),
            (Some("null"), false),
        ] {
            assert_eq!(refuse_foreign(from, named).is_ok(), fine, "{from:?}");
        }
    }

    #[test]
    fn a_network_is_counted_as_one() {
        for (address, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2::", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
            ("::1", "::"),
        ] {
            assert_eq!(counted_as(address.parse().unwrap()).to_string(), counted);
        }
    }

    #[test]
    fn what_no_person_wrote_is_known_by_its_head() {
        let written = Sending { envelope_sender: "nora@pellworth.example", hops: 4, ..Sending::default() };
        assert_eq!(automatic(&written), None);
        let with = |change: fn(&mut Sending<'static>)| {
            let mut sending = Sending { envelope_sender: "nora@pellworth.example", ..Sending::default() };
            change(&mut sending);
            automatic(&sending).is_some()
        };
        assert!(with(|sending| sending.envelope_sender = "<>"));
        assert!(with(|sending| sending.auto_submitted = Some("auto-replied (vacation)")));
        assert!(!with(|sending| sending.auto_submitted = Some("No")));
        assert!(with(|sending| sending.precedence = Some(" Bulk ")));
        assert!(!with(|sending| sending.precedence = Some("list")));
        assert!(with(|sending| sending.is_marked_automatic = true));
        assert!(with(|sending| sending.is_own = true));
        assert!(with(|sending| sending.hops = 101));
    }

    #[test]
    fn a_text_is_kept_as_it_can_be_shown() {
        assert_eq!(plain("\r\n a\u{7}b \r\n\r\n\r\n\r\nc\u{a0}d\r\n"), " ab\n\nc d");
        assert_eq!(one_line(" two\n lines ", 100), "two lines");
        assert_eq!((shortened("four", 4), shortened("fives", 4)), ("four".into(), "fiv…".into()));
    }
}
