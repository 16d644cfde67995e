//! How Telegram measures texts, and how a reader compares the labels of buttons.

/// The length of a text in UTF-16 units, in which the Bot API gives every limit and offset.
pub(crate) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether two labels look the same: kinds of spaces, apostrophes and hyphens do not count.
pub(crate) fn is_same_label(one: &str, other: &str) -> bool {
    one.chars().map(plain_char).eq(other.chars().map(plain_char))
}

fn plain_char(c: char) -> char {
    match c {
        // no-break space, narrow no-break space
        '\u{a0}' | '\u{202f}' => ' ',
        '’' | '‘' | 'ʼ' => '\'',
        // no-break hyphen
        '\u{2011}' => '-',
        _ => c,
    }
}
