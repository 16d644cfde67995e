//! The features of a message that intents are learned from: its letters, its words, and the concepts it expresses.
//!
//! Training and understanding use this one function, so that what was learned is what is looked up.

/// Placeholders stand in messages for names of the event and for times: other events have other names.
pub const PLACEHOLDERS: [&str; 3] = ["session", "topic", "hour"];
/// The probability that a session is meant at all, and that of the most probable one. In training they come from a
/// ranker that has not seen the message.
pub const SESSION_MEANT: &str = "session-meant";
pub const SESSION_CLEAR: &str = "session-clear";
/// How a placeholder begins among the words of a message.
const PLACEHOLDER_START: char = '{';
/// Lengths of the letter sequences of a word, with a mark before and behind it.
const NGRAM_LENGTHS: std::ops::RangeInclusive<usize> = 2..=5;
/// Longer messages count with their last words, where the question usually stands.
const MAX_WORDS: usize = 120;

/// The features of one message, by their hashes.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Features {
    /// Sequences of letters, sorted, each with how often it stands there.
    pub letters: Vec<(u32, u16)>,
    /// Words and pairs of neighbours, likewise.
    pub words: Vec<(u32, u16)>,
    /// Concepts with how surely they are expressed, and facts about the message.
    pub concepts: Vec<(u32, f32)>,
}

impl Features {
    /// `words` are normalised, with placeholders for names of the event and for times.
    pub fn new<'c>(words: &[String], concepts: impl Iterator<Item = (&'c str, f32)>) -> Self {
        let words = &words[words.len().saturating_sub(MAX_WORDS)..];
        let (mut letters, mut pairs) = (Vec::new(), Vec::new());
        let mut previous: Option<&str> = None;
        for word in words {
            pairs.push(hash("w", word, ""));
            if let Some(previous) = previous {
                pairs.push(hash("p", previous, word));
            }
            previous = Some(word);
            if word.starts_with(PLACEHOLDER_START) {
                continue;
            }
            let marked: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
            for length in NGRAM_LENGTHS {
                letters
                    .extend(marked.windows(length).map(|run| hash("l", &run.iter().collect::<String>(), "")));
            }
        }
        Self {
            letters: count(letters),
            words: count(pairs),
            concepts: concepts.map(|(name, strength)| (hash("c", name, ""), strength)).collect(),
        }
    }
}

/// A placeholder as it stands among the words of a message.
pub fn placeholder(name: &str) -> String {
    format!("{PLACEHOLDER_START}{name}}}")
}

/// Equal hashes put together, sorted.
fn count(mut hashes: Vec<u32>) -> Vec<(u32, u16)> {
    hashes.sort_unstable();
    hashes.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u16)).collect()
}

/// FNV-1a of a feature of some kind.
fn hash(kind: &str, first: &str, second: &str) -> u32 {
    let bytes = [kind, "\u{1}", first, "\u{1}", second].into_iter().flat_map(str::bytes);
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
