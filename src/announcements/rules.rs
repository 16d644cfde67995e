//! Which texts can be announced, and how the progress is computed. Pure.

use super::model::{Announcement, Content, Progress};
use crate::clock::{Millis, RealTime};
use crate::i18n::escape_html;
use crate::outbox::broadcast::BroadcastCounts;
use crate::text::{self, utf16_len};

/// The most UTF-16 code units of a message in Telegram.
pub const MAX_TEXT: usize = 4_096;
/// The most UTF-16 code units of a photo's caption in Telegram.
pub const MAX_CAPTION: usize = 1_024;
/// Telegram apps split a longer text into several messages; a text of this length is probably the first part.
const PROBABLY_SPLIT_LENGTH: usize = MAX_TEXT - 96;

/// How many messages of one announcement may be in the outbox: recipients beyond that cost nothing while they wait.
pub const MAX_QUEUED: i64 = 400;
/// How many messages one transaction enqueues.
pub const BATCH_SIZE: i64 = 200;

/// The shortest time between two updates of the progress.
pub const PROGRESS_INTERVAL: Millis = 3_000;
/// How long after a stop the report waits for sends that are still under way.
pub const STOP_GRACE: Millis = 3_000;
/// Longer than this without an update means that the bot was down and sent nothing.
const DOWNTIME_AFTER: Millis = 30_000;
/// After this many refusals and no success, the announcement will be refused for everyone.
const HOPELESS_AFTER: i64 = 5;

/// Why a text cannot be announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentError {
    Empty,
    /// It has `units` UTF-16 code units; `most` are possible.
    TooLong {
        units: usize,
        most: usize,
    },
}

/// Checks a text of an organiser. `formatted` is the same text as HTML if it has bold words or links; a plain
/// text that looks like HTML is escaped. `heading` is the length of the heading above it, in UTF-16 code units.
pub fn parse_content(
    text: &str,
    formatted: Option<&str>,
    photo: Option<&str>,
    heading: usize,
) -> Result<Content, ContentError> {
    let most = if photo.is_none() { MAX_TEXT } else { MAX_CAPTION }.saturating_sub(heading);
    let units = utf16_len(text);
    if units > most {
        return Err(ContentError::TooLong { units, most });
    }
    if photo.is_none() && !text.chars().any(text::is_visible) {
        return Err(ContentError::Empty);
    }
    let html = formatted.map_or_else(|| escape_html(text).into_owned(), str::to_owned);
    Ok(Content { html, photo: photo.map(str::to_owned) })
}

/// Whether the next message may be the rest of this text.
pub fn is_probably_split(text: &str) -> bool {
    utf16_len(text) >= PROBABLY_SPLIT_LENGTH
}

/// The progress of an announcement. Recipients wait until their messages are enqueued and sent.
pub fn progress(counts: &BroadcastCounts, announcement: &Announcement) -> Progress {
    let BroadcastCounts { sent, unreachable, refused, withdrawn, queued } = *counts;
    let remaining = announcement.recipient_count - sent - unreachable - refused - withdrawn;
    let waiting = if announcement.is_all_enqueued { queued } else { remaining.max(queued) };
    Progress { sent, waiting, unreachable, refused, withdrawn }
}

impl Progress {
    /// The progress after a stop: waiting recipients do not get the message.
    pub fn after_stop(self) -> Self {
        Self { waiting: 0, withdrawn: self.withdrawn + self.waiting, ..self }
    }

    /// How many recipients cannot be reached or refused the message.
    pub fn failed(&self) -> i64 {
        self.unreachable + self.refused
    }

    /// Whether the message will be refused for everyone.
    pub fn is_hopeless(&self) -> bool {
        self.sent == 0 && self.refused >= HOPELESS_AFTER
    }

    /// Seconds until all messages are sent, at the pace so far; `None` before there is a pace.
    pub fn seconds_left(&self, elapsed: Millis) -> Option<i64> {
        let finished = self.sent + self.failed();
        let left = || (i128::from(elapsed) * i128::from(self.waiting)) / i128::from(finished);
        (finished > 0 && elapsed >= 1_000).then(|| (left() / 1_000) as i64)
    }
}

/// The start of sending without the time that the bot was down since the last update of the progress.
pub fn adjusted_start(begun_at: RealTime, shown_at: RealTime, real_now: RealTime) -> RealTime {
    let down = real_now - shown_at.max(begun_at);
    if down > DOWNTIME_AFTER { begun_at + down } else { begun_at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_shown_as_it_was_typed() {
        let content = parse_content("Salle <b>2 & 3", None, None, 0).unwrap();
        assert_eq!(content.html, "Salle &lt;b&gt;2 &amp; 3");
        assert_eq!(parse_content("gras", Some("<b>gras</b>"), None, 0).unwrap().html, "<b>gras</b>");
    }

    #[test]
    fn too_long_is_counted_as_telegram_counts() {
        assert!(parse_content(&"é".repeat(MAX_TEXT), None, None, 0).is_ok());
        assert!(parse_content(&"é".repeat(MAX_TEXT), None, None, 1).is_err());
        assert_eq!(
            parse_content(&"a".repeat(5_000), None, None, 0),
            Err(ContentError::TooLong { units: 5_000, most: MAX_TEXT })
        );
        // A character outside of the basic plane has two units.
        assert_eq!(
            parse_content(&"🔔".repeat(600), None, Some("photo"), 0),
            Err(ContentError::TooLong { units: 1_200, most: MAX_CAPTION })
        );
    }

    #[test]
    fn invisible_text_is_empty() {
        for blank in ["", " \n", "\u{200b}\u{2800}"] {
            assert_eq!(parse_content(blank, None, None, 0), Err(ContentError::Empty));
            assert!(parse_content(blank, None, Some("photo"), 0).is_ok(), "a photo needs no text");
        }
    }

    #[test]
    fn time_left_follows_the_pace_and_not_the_time_the_bot_was_down() {
        let progress = Progress { sent: 280, waiting: 560, unreachable: 20, ..Progress::default() };
        assert_eq!(progress.seconds_left(10_000), Some(18));
        assert_eq!(Progress { waiting: 5, ..Progress::default() }.seconds_left(10_000), None);
        assert_eq!(adjusted_start(RealTime(1_000), RealTime(11_000), RealTime(14_000)), RealTime(1_000));
        assert_eq!(adjusted_start(RealTime(1_000), RealTime(11_000), RealTime(611_000)), RealTime(601_000));
    }
}
