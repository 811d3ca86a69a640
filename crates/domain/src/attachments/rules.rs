//! Pure rules of attached files: what they are called, and how much there may be.

use super::media::{self, Media};
use crate::spine::refusal::{Refusal, Result};

/// Characters of a file's name.
pub const NAME_MAX: usize = 200;
/// Files of one item.
pub const OF_ITEM_MAX: i64 = 100;
/// Days for which the bytes of a removed file are kept, so that it can be brought back.
pub const PUT_AWAY_DAYS: i64 = 30;

const MAKE_ROOM: &str = "Delete some for good, or ask whoever runs the server for more room.";

/// The name that a file is shown by: the last part of a path, without what cannot be seen, with the ending of what it is.
pub fn shown_name(sent: &str, media: &Media) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let name = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches('.');
    let ending = media::ending(name);
    let ends_well = media.endings.contains(&ending.as_str());
    let (stem, ending) = if ends_well {
        (&name[..name.len() - ending.len() - 1], ending)
    } else {
        (name, media.endings[0].to_owned())
    };
    let stem: String = stem.chars().take(NAME_MAX - ending.len() - 1).collect();
    let stem = if stem.trim().is_empty() { "file" } else { stem.trim() };
    format!("{stem}.{ending}")
}

/// What turns the direction of writing, joins or takes no room: with it a name looks like another.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Refuses what is no kind of file that is kept.
pub fn media_of(name: &str, looks_like: Option<&str>) -> Result<&'static Media> {
    let found = looks_like.and_then(|looks_like| media::of(looks_like, name));
    match found {
        Some(media) => Ok(media),
        None => Refusal::invalid(
            "file",
            format!(
                "“{}” is no picture, PDF, text, office file or zip archive, and no sound or film of a common kind. \
                 Put it into a zip archive and attach that.",
                short(name)
            ),
        ),
    }
}

/// Refuses one file that is too large.
pub fn too_large<T>(name: &str, bytes_max: i64) -> Result<T> {
    let (name, most) = (short(name), in_words(bytes_max));
    Refusal::invalid("file", format!("“{name}” is too large: one file may have up to {most}."))
}

pub fn empty<T>(name: &str) -> Result<T> {
    Refusal::invalid("file", format!("“{}” is empty. Choose another file.", short(name)))
}

/// Refuses one file more than are sent at once.
pub fn too_many_at_once<T>(name: &str, files_max: usize) -> Result<T> {
    Refusal::invalid(
        "file",
        format!("“{}” is one too many: send at most {files_max} files at once.", short(name)),
    )
}

/// Refuses what would take a workspace over its limit. `held` are the bytes that it holds already.
pub fn refuse_full(name: &str, byte_count: i64, held: i64, bytes_max: i64) -> Result<()> {
    if held.saturating_add(byte_count) <= bytes_max {
        return Ok(());
    }
    let (name, own) = (short(name), in_words(byte_count));
    let (held, most) = (in_words(held), in_words(bytes_max));
    Refusal::invalid(
        "file",
        format!(
            "There is no room for “{name}” with {own}: the files of this workspace hold {held} of {most}. {MAKE_ROOM}"
        ),
    )
}

/// Refuses any file where a workspace holds as much as it may.
pub fn refuse_no_room(held: i64, bytes_max: i64) -> Result<()> {
    if held < bytes_max {
        return Ok(());
    }
    Refusal::invalid(
        "file",
        format!(
            "The files of this workspace hold {} of {}, so no more fit. {MAKE_ROOM}",
            in_words(held),
            in_words(bytes_max)
        ),
    )
}

/// Refuses one file more where an item has as many as fit on its page.
pub fn refuse_many(files: i64) -> Result<()> {
    if files < OF_ITEM_MAX {
        return Ok(());
    }
    Refusal::invalid(
        "file",
        format!("This item has {files} files, and no more fit. Put several into a zip archive."),
    )
}

/// A count of bytes as people say it, such as `1.5 MB`. A megabyte has 1,048,576 bytes.
pub fn in_words(byte_count: i64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if byte_count < 1024 {
        return format!("{byte_count} {}", if byte_count == 1 { "byte" } else { "bytes" });
    }
    let (mut tenths, mut unit) = (byte_count.saturating_mul(10) / 1024, 0);
    while tenths >= 10_240 && unit + 1 < UNITS.len() {
        (tenths, unit) = (tenths / 1024, unit + 1);
    }
    match (tenths / 10, tenths % 10) {
        (whole, tenth) if tenth > 0 && whole < 100 => format!("{whole}.{tenth} {}", UNITS[unit]),
        (whole, _) => format!("{whole} {}", UNITS[unit]),
    }
}

/// A name in a sentence.
fn short(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    match seen.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &seen[..at]),
        None if seen.is_empty() => "The file".into(),
        None => seen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_last_part_of_a_path_with_the_ending_of_what_it_is() {
        let png = media::kept("image/png").unwrap();
        for (sent, wanted) in [
            ("shot.png", "shot.png"),
            ("SHOT.PNG", "SHOT.png"),
            ("C:\\Users\\ines\\shot.png", "shot.png"),
            ("../../etc/passwd", "passwd.png"),
            ("evil.html", "evil.html.png"),
            ("shot\u{202E}gpj.exe", "shotgpj.exe.png"),
            ("  two \n words.png ", "two words.png"),
            ("", "file.png"),
            (".png", "png.png"),
            ("....png", "png.png"),
        ] {
            assert_eq!(shown_name(sent, png), wanted, "{sent:?}");
        }
        let long = shown_name(&format!("{}.png", "ä".repeat(300)), png);
        assert_eq!(long.chars().count(), NAME_MAX);
        assert!(long.ends_with("ä.png"));
    }

    #[test]
    fn bytes_are_told_as_people_say_them() {
        for (count, words) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1 kB"),
            (1536, "1.5 kB"),
            (20 << 20, "20 MB"),
            (5 << 30, "5 GB"),
            (123_456_789, "117 MB"),
            (i64::MAX, "838860 TB"),
        ] {
            assert_eq!(in_words(count), words, "{count}");
        }
    }

    #[test]
    fn a_refusal_tells_the_numbers() {
        assert!(refuse_full("a.png", 10, 90, 100).is_ok());
        let told = refuse_full("a.png", 2 << 20, 9 << 20, 10 << 20).unwrap_err().to_string();
        assert!(told.contains("“a.png” with 2 MB") && told.contains("9 MB of 10 MB"), "{told}");
        let told = too_large::<()>("film.mp4", 20 << 20).unwrap_err().to_string();
        assert_eq!(told, "“film.mp4” is too large: one file may have up to 20 MB.");
        assert!(refuse_many(OF_ITEM_MAX - 1).is_ok() && refuse_many(OF_ITEM_MAX).is_err());
    }
}
