//! Which kinds of files are kept: a closed list. What the bytes are decides, and the ending of the name only where several kinds
//! look alike.

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    pub media_type: &'static str,
    /// The endings of its names, the usual one first.
    pub endings: &'static [&'static str],
    /// Whether a browser shows it on a page: pictures made of pixels, which hold no script.
    pub shown: bool,
}

const fn media(media_type: &'static str, endings: &'static [&'static str]) -> Media {
    Media { media_type, endings, shown: false }
}

const fn picture(media_type: &'static str, endings: &'static [&'static str]) -> Media {
    Media { media_type, endings, shown: true }
}

pub const TEXT: &str = "text/plain";
pub const ZIP: &str = "application/zip";
/// What the older office files lie in.
pub const COMPOUND: &str = "application/x-ole-storage";

const KEPT: &[Media] = &[
    picture("image/png", &["png"]),
    picture("image/jpeg", &["jpg", "jpeg", "jpe"]),
    picture("image/gif", &["gif"]),
    picture("image/webp", &["webp"]),
    picture("image/avif", &["avif"]),
    media("image/heif", &["heic", "heif"]),
    media("image/tiff", &["tif", "tiff"]),
    media("image/bmp", &["bmp"]),
    media("application/pdf", &["pdf"]),
    media(TEXT, &["txt", "text", "csv", "tsv", "md", "log", "json", "yaml", "yml", "eml", "vtt", "srt"]),
    media("application/rtf", &["rtf"]),
    media("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    media("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    media("application/vnd.oasis.opendocument.text", &["odt"]),
    media("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    media("application/vnd.oasis.opendocument.presentation", &["odp"]),
    media("application/msword", &["doc"]),
    media("application/vnd.ms-excel", &["xls"]),
    media("application/vnd.ms-powerpoint", &["ppt"]),
    media(ZIP, &["zip"]),
    media("audio/mpeg", &["mp3"]),
    media("audio/m4a", &["m4a"]),
    media("audio/ogg", &["ogg", "oga"]),
    media("audio/opus", &["opus"]),
    media("audio/x-flac", &["flac"]),
    media("audio/x-wav", &["wav"]),
    media("audio/aac", &["aac"]),
    media("video/mp4", &["mp4", "m4v"]),
    media("video/x-m4v", &["m4v"]),
    media("video/webm", &["webm"]),
    media("video/quicktime", &["mov", "qt"]),
    media("video/x-matroska", &["mkv"]),
];

/// The kinds whose bytes begin as another's: only the ending tells them apart.
const WITHIN: &[(&str, &[&str])] =
    &[(ZIP, &["docx", "xlsx", "pptx", "odt", "ods", "odp"]), (COMPOUND, &["doc", "xls", "ppt"])];

/// A kind that is kept, by its media type.
pub fn kept(media_type: &str) -> Option<&'static Media> {
    KEPT.iter().find(|media| media.media_type == media_type)
}

/// What a file is, by what its bytes look like and its name. None: it is not kept.
pub fn of(looks_like: &str, name: &str) -> Option<&'static Media> {
    let ending = ending(name);
    let within = WITHIN.iter().any(|(outer, inner)| *outer == looks_like && inner.contains(&ending.as_str()));
    if within {
        return KEPT.iter().find(|media| media.endings[0] == ending);
    }
    let media = kept(looks_like)?;
    // A text may be a script or a page: what it is called says what would be done with it.
    let fits = media.media_type != TEXT || ending.is_empty() || media.endings.contains(&ending.as_str());
    fits.then_some(media)
}

/// What stands behind the last dot of a name, in small letters.
pub fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 8 => ending.to_lowercase(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide_and_the_ending_only_between_kinds_that_look_alike() {
        for (looks_like, name, wanted) in [
            ("image/png", "a.png", Some("image/png")),
            ("image/png", "a.html", Some("image/png")),
            (ZIP, "a.zip", Some(ZIP)),
            (ZIP, "a.DOCX", Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")),
            (ZIP, "a.jar", Some(ZIP)),
            (COMPOUND, "a.xls", Some("application/vnd.ms-excel")),
            (COMPOUND, "a.msi", None),
            (TEXT, "notes", Some(TEXT)),
            (TEXT, "notes.md", Some(TEXT)),
            (TEXT, "page.html", None),
            (TEXT, "run.js", None),
            ("text/html", "notes.txt", None),
            ("image/svg+xml", "a.svg", None),
            ("application/x-executable", "a.png", None),
        ] {
            assert_eq!(of(looks_like, name).map(|media| media.media_type), wanted, "{looks_like} {name}");
        }
    }

    #[test]
    fn nothing_that_can_hold_a_script_is_shown_on_a_page() {
        let shown: Vec<&str> =
            KEPT.iter().filter(|media| media.shown).map(|media| media.media_type).collect();
        assert_eq!(shown, ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
        for media in KEPT {
            assert!(!["html", "svg", "xml", "script"].iter().any(|word| media.media_type.ends_with(word)));
        }
    }
}
