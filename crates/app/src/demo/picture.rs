//! A picture made of rectangles, as a PNG (RFC 2083) whose pixels are stored as they are.

const WIDE: usize = 240;
const HIGH: usize = 132;
const PAPER: [u8; 3] = [250, 247, 240];
const INK: [u8; 3] = [60, 56, 52];
const TONES: [[u8; 3]; 3] = [[126, 166, 140], [214, 168, 92], [192, 92, 76]];

/// Three letters side by side, each with a heading in its tone and lines of text below.
pub fn three_tones() -> Vec<u8> {
    let mut rows = vec![[PAPER; WIDE]; HIGH];
    let mut fill = |left: usize, top: usize, (wide, high): (usize, usize), colour: [u8; 3]| {
        for row in &mut rows[top..top + high] {
            row[left..left + wide].fill(colour);
        }
    };
    for (nth, tone) in TONES.into_iter().enumerate() {
        let left = 12 + nth * 76;
        fill(left, 12, (64, 108), [255, 255, 255]);
        fill(left, 12, (64, 18), tone);
        for line in 0..6 {
            fill(left + 8, 42 + line * 12, (if line == 5 { 24 } else { 48 }, 3), INK);
        }
    }
    png(&rows)
}

fn png(rows: &[[[u8; 3]; WIDE]]) -> Vec<u8> {
    let mut image = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend((WIDE as u32).to_be_bytes());
    head.extend((HIGH as u32).to_be_bytes());
    // Eight bits for each of red, green and blue; no filter, not interlaced.
    head.extend([8, 2, 0, 0, 0]);
    chunk(&mut image, *b"IHDR", &head);
    let mut pixels = Vec::new();
    for row in rows {
        pixels.push(0);
        pixels.extend(row.iter().flatten());
    }
    chunk(&mut image, *b"IDAT", &stored(&pixels));
    chunk(&mut image, *b"IEND", &[]);
    image
}

/// Pixels in the form of zlib (RFC 1950), without being made smaller.
fn stored(bytes: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 65_535;
    let mut out = vec![0x78, 0x01];
    let blocks = bytes.chunks(BLOCK);
    let last = blocks.len().saturating_sub(1);
    for (nth, block) in blocks.enumerate() {
        let length = block.len() as u16;
        out.push(u8::from(nth == last));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    out.extend((high << 16 | low).to_be_bytes());
    out
}

fn chunk(image: &mut Vec<u8>, kind: [u8; 4], body: &[u8]) {
    image.extend((body.len() as u32).to_be_bytes());
    let begins = image.len();
    image.extend(kind);
    image.extend(body);
    let sum = image[begins..].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    });
    image.extend((!sum).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::{chunk, stored};

    #[test]
    fn sums_are_as_their_standards_say() {
        let mut image = Vec::new();
        chunk(&mut image, *b"IEND", &[]);
        assert_eq!(image[8..], [0xAE, 0x42, 0x60, 0x82]);
        // The Adler-32 of “Wikipedia” is 0x11E60398.
        assert_eq!(stored(b"Wikipedia")[16..], [0x11, 0xE6, 0x03, 0x98]);
    }
}
