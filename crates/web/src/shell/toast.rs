//! The note at the foot of a page of what was just done, as the cookie brings it.

/// `12~INV-4%20moved.`
pub fn toast(cookie: &str) -> Option<(i64, String)> {
    let (seq, sentence) = cookie.split_once('~')?;
    let mut bytes = Vec::new();
    let mut rest = sentence.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    Some((seq.parse().ok()?, String::from_utf8(bytes).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_survives_its_cookie() {
        let sentence = "INV-4 moved; “Größe” 100%.";
        let cookie = format!("12~{}", crate::answer::percent(sentence));
        assert_eq!(toast(&cookie), Some((12, sentence.into())));
        assert_eq!(toast("12~%F"), None);
    }
}
