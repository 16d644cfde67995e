//! What may be announced, to whom, and how far it has come. Pure.

use crate::clock::Millis;
use crate::i18n::escape_html;
use crate::outbox::broadcast::BroadcastCounts;
use crate::programme::{ATTENDEE_CATEGORIES, Audience};
use crate::text::{self, utf16_len};

/// What Telegram takes, in its own units.
pub const MAX_TEXT: usize = 4_096;
pub const MAX_CAPTION: usize = 1_024;
/// A phone sends a longer text as several messages; one this long was probably cut.
const PROBABLY_SPLIT_LENGTH: usize = MAX_TEXT - 96;

/// How many letters are made ahead of the sender, and how many in one transaction: what waits
/// otherwise waits as people who were not reached yet, and costs nothing.
pub const MAX_QUEUED: i64 = 400;
pub const BATCH_SIZE: i64 = 200;

/// How often progress is shown.
pub const PROGRESS_INTERVAL: Millis = 3_000;
/// After a stop, how long calls that were under way may take to end before the report.
pub const STOP_GRACE: Millis = 3_000;
/// Time that passed without anybody looking is none in which something was sent.
const DOWNTIME_AFTER: Millis = 30_000;
/// So many refusals and nothing that arrived: nobody will get it.
const HOPELESS_AFTER: i64 = 5;

/// A message as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub html: String,
    /// The messenger's id of it; empty for none.
    pub photo: String,
}

/// Why something cannot be announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentError {
    Empty,
    TooLong { units: usize, most: usize },
}

/// Reads what an organiser wrote; `formatted` is the same as HTML where it has bold or links. Signs
/// that only look like HTML are shown as they were typed. `heading`: how much stands above it.
pub fn parse_content(
    text: &str,
    formatted: Option<&str>,
    photo: &str,
    heading: usize,
) -> Result<Content, ContentError> {
    let most = if photo.is_empty() { MAX_TEXT } else { MAX_CAPTION }.saturating_sub(heading);
    let units = utf16_len(text);
    if units > most {
        return Err(ContentError::TooLong { units, most });
    }
    if photo.is_empty() && !text.chars().any(text::is_visible) {
        return Err(ContentError::Empty);
    }
    let html = formatted.map_or_else(|| escape_html(text).into_owned(), str::to_owned);
    Ok(Content { html, photo: photo.to_owned() })
}

/// Whether the rest of it may come as a message of its own.
pub fn is_probably_split(text: &str) -> bool {
    utf16_len(text) >= PROBABLY_SPLIT_LENGTH
}

/// The audience by the word it is kept and pressed as.
pub fn parse_audience(key: &str) -> Option<Audience> {
    match key {
        "registered" => Some(Audience::Registered),
        "waiting" => Some(Audience::Waitlisted),
        category if ATTENDEE_CATEGORIES.contains(&category) => Some(Audience::Category(category.to_owned())),
        _ => None,
    }
}

/// How far an announcement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    pub sent: i64,
    pub waiting: i64,
    pub unreachable: i64,
    pub refused: i64,
    pub withdrawn: i64,
}

impl Progress {
    /// `total` were meant; until letters are made for everybody, the others wait as well.
    pub fn from_tally(tally: &BroadcastCounts, total: i64, complete: bool) -> Self {
        let BroadcastCounts { sent, unreachable, refused, withdrawn, .. } = *tally;
        let others = total - sent - unreachable - refused - withdrawn;
        let waiting = if complete { tally.queued } else { others.max(tally.queued) };
        Self { sent, waiting, unreachable, refused, withdrawn }
    }

    /// The same once it was stopped: whoever would still have got it does not.
    pub fn after_stop(self) -> Self {
        Self { waiting: 0, withdrawn: self.withdrawn + self.waiting, ..self }
    }

    pub fn failed(&self) -> i64 {
        self.unreachable + self.refused
    }

    /// Nothing arrives: what is wrong is wrong for everybody.
    pub fn is_hopeless(&self) -> bool {
        self.sent == 0 && self.refused >= HOPELESS_AFTER
    }

    /// Seconds until everybody has it, at the pace so far; nothing before there is one.
    pub fn seconds_left(&self, elapsed: Millis) -> Option<i64> {
        let settled = self.sent + self.failed();
        let left = |settled: i64| (i128::from(elapsed) * i128::from(self.waiting)) / i128::from(settled);
        (settled > 0 && elapsed >= 1_000).then(|| (left(settled) / 1_000) as i64)
    }
}

/// When it would have begun if it had gone on all the time: the bot may have been down since its
/// progress was shown last.
pub fn adjusted_start(begun_at: Millis, shown_at: Millis, mono: Millis) -> Millis {
    let away = mono - shown_at.max(begun_at);
    if away > DOWNTIME_AFTER { begun_at + away } else { begun_at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_shown_as_it_was_typed() {
        let read = parse_content("Salle <b>2 & 3", None, "", 0).unwrap();
        assert_eq!(read.html, "Salle &lt;b&gt;2 &amp; 3");
        assert_eq!(parse_content("gras", Some("<b>gras</b>"), "", 0).unwrap().html, "<b>gras</b>");
    }

    #[test]
    fn too_long_is_counted_as_telegram_counts() {
        assert!(parse_content(&"é".repeat(MAX_TEXT), None, "", 0).is_ok());
        assert!(parse_content(&"é".repeat(MAX_TEXT), None, "", 1).is_err());
        assert_eq!(
            parse_content(&"a".repeat(5_000), None, "", 0),
            Err(ContentError::TooLong { units: 5_000, most: MAX_TEXT })
        );
        // outside of the first plane a sign is two units
        assert_eq!(
            parse_content(&"🔔".repeat(600), None, "photo", 0),
            Err(ContentError::TooLong { units: 1_200, most: MAX_CAPTION })
        );
    }

    #[test]
    fn invisible_text_is_empty() {
        for blank in ["", " \n", "\u{200b}\u{2800}"] {
            assert_eq!(parse_content(blank, None, "", 0), Err(ContentError::Empty));
            assert!(parse_content(blank, None, "photo", 0).is_ok(), "a photo says enough");
        }
    }

    #[test]
    fn time_left_follows_the_pace_and_not_the_time_the_bot_was_down() {
        let progress = Progress { sent: 280, waiting: 560, unreachable: 20, ..Progress::default() };
        assert_eq!(progress.seconds_left(10_000), Some(18));
        assert_eq!(Progress { waiting: 5, ..Progress::default() }.seconds_left(10_000), None);
        assert_eq!(adjusted_start(1_000, 11_000, 14_000), 1_000);
        assert_eq!(adjusted_start(1_000, 11_000, 611_000), 601_000);
    }
}
