//! What the headers of PNG, JPEG and WebP pictures tell.

use base64::prelude::{Engine, BASE64_STANDARD};

const MOST_BYTES: usize = 20_000_000;
const MOST_PIXELS: u64 = 20_000_000;

pub struct Header {
    pub width: u32,
    pub height: u32,
    pub alpha: bool,
}

/// Reads the header of a picture in base64, all of which is checked. Fails with what is wrong with it.
pub fn read(encoded: &str) -> Result<Header, Vec<String>> {
    let data = match BASE64_STANDARD.decode(encoded) {
        Ok(data) if !data.is_empty() => data,
        _ => return Err(vec!["Value error, must be base64 or a data: URI with base64".into()]),
    };
    let mut faults = Vec::new();
    if data.len() > MOST_BYTES {
        faults.push(format!("Value error, must have at most {MOST_BYTES} bytes"));
    }
    let header = match png(&data).or_else(|| jpeg(&data)).or_else(|| webp(&data)) {
        Some(header) if header.width > 0 && header.height > 0 => header,
        _ => {
            faults.push("Value error, must be a PNG, JPEG or WebP picture with a readable header".into());
            return Err(faults);
        }
    };
    if u64::from(header.width) * u64::from(header.height) > MOST_PIXELS {
        faults.push(format!("Value error, must have at most {MOST_PIXELS} pixels"));
    }
    if faults.is_empty() {
        Ok(header)
    } else {
        Err(faults)
    }
}

fn big(data: &[u8], at: usize, bytes: usize) -> Option<u32> {
    Some(data.get(at..at + bytes)?.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

fn little(data: &[u8], at: usize, bytes: usize) -> Option<u32> {
    Some(data.get(at..at + bytes)?.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

fn png(data: &[u8]) -> Option<Header> {
    if !data.starts_with(b"\x89PNG\r\n\x1a\n") || data.get(12..16)? != b"IHDR" {
        return None;
    }
    let colour = *data.get(25)?;
    let (mut alpha, mut chunk) = (colour == 4 || colour == 6, 33);
    while !alpha && data.get(chunk + 4..chunk + 8)? != b"IDAT" {
        alpha = data.get(chunk + 4..chunk + 8)? == b"tRNS";
        chunk += 12 + big(data, chunk, 4)? as usize;
    }
    Some(Header { width: big(data, 16, 4)?, height: big(data, 20, 4)?, alpha })
}

fn jpeg(data: &[u8]) -> Option<Header> {
    if !data.starts_with(b"\xff\xd8") {
        return None;
    }
    let mut place = 2;
    loop {
        while *data.get(place)? != 0xff {
            place += 1;
        }
        while *data.get(place)? == 0xff {
            place += 1;
        }
        let marker = *data.get(place)?;
        place += 1;
        match marker {
            0x00 | 0x01 | 0xd0..=0xd7 => continue,
            0xd9 | 0xda => return None,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some(Header { width: big(data, place + 5, 2)?, height: big(data, place + 3, 2)?, alpha: false });
            }
            _ => place += big(data, place, 2)? as usize,
        }
    }
}

fn webp(data: &[u8]) -> Option<Header> {
    if !data.starts_with(b"RIFF") || data.get(8..12)? != b"WEBP" {
        return None;
    }
    match data.get(12..16)? {
        b"VP8 " if data.get(23..26)? == b"\x9d\x01\x2a" => Some(Header {
            width: little(data, 26, 2)? & 0x3fff,
            height: little(data, 28, 2)? & 0x3fff,
            alpha: false,
        }),
        b"VP8L" if *data.get(20)? == 0x2f => {
            let bits = little(data, 21, 4)?;
            Some(Header { width: (bits & 0x3fff) + 1, height: (bits >> 14 & 0x3fff) + 1, alpha: bits >> 28 & 1 == 1 })
        }
        b"VP8X" => Some(Header {
            width: little(data, 24, 3)? + 1,
            height: little(data, 27, 3)? + 1,
            alpha: data.get(20)? & 0x10 != 0,
        }),
        _ => None,
    }
}
