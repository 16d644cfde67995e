//! The encoding of a text file: UTF-8 and UTF-16 with or without a byte order mark, otherwise Windows-1252, which
//! spreadsheet programs write in French.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::model::ReadError;

/// The beginnings of text files that are no tables.
const OTHER_FORMATS: [&str; 6] = ["%pdf", "{\\rtf", "<!doctype", "<html", "<?xml", "<svg"];
/// How much of a file without a byte order mark is searched for the zeros of UTF-16.
const PROBE_BYTES: usize = 400;
/// More control characters than one in so many are no text.
const MIN_CHARS_PER_CONTROL: usize = 50;

/// The text of a file.
pub fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => match (utf16_without_mark(bytes), std::str::from_utf8(bytes)) {
            (Some(encoding), _) => encoding.decode(bytes).0,
            (None, _) if bytes.contains(&0) => return Err(ReadError::NotATable),
            (None, Ok(text)) => text.into(),
            (None, Err(_)) => WINDOWS_1252.decode(bytes).0,
        },
    };
    let begin: String = text.trim_start().chars().take(10).collect::<String>().to_lowercase();
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')).count();
    let is_other = OTHER_FORMATS.iter().any(|format| begin.starts_with(format));
    if is_other || controls > text.chars().count() / MIN_CHARS_PER_CONTROL {
        return Err(ReadError::NotATable);
    }
    Ok(text.into_owned())
}

/// The byte order of UTF-16 without a mark: in French text nearly every second byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = bytes.get(..bytes.len().min(PROBE_BYTES)).unwrap_or_default();
    let zeros_at = |parity: usize| probe.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros_at(0), zeros_at(1));
    let enough = probe.len() * 2 / 5;
    match (even, odd) {
        _ if probe.len() < 4 => None,
        (0, odd) if odd >= enough => Some(UTF_16LE),
        (even, 0) if even >= enough => Some(UTF_16BE),
        _ => None,
    }
}
