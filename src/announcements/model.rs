//! An announcement, its texts, and the people it is for.

use std::fmt;
use std::str::FromStr;

use crate::clock::RealTime;
use crate::i18n::Lang;
use crate::ids::{AnnouncementNumber, PersonId};
use crate::programme::ATTENDEE_CATEGORIES;

/// A message from the organisers to many people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    pub number: AnnouncementNumber,
    /// The organiser who wrote it; `None` once their data is erased.
    pub author: Option<PersonId>,
    pub state: State,
    /// Counts the changes of the draft: the button that sends it is valid for one version only.
    pub version: i64,
    pub audience: AnnouncementAudience,
    /// How many people it was for when it was confirmed.
    pub recipient_count: i64,
    /// The last person in the order of ids whose message was enqueued.
    pub last_recipient: Option<PersonId>,
    /// Whether messages for all recipients have been enqueued.
    pub is_all_enqueued: bool,
    /// Since when it is being sent.
    pub begun_at: RealTime,
    pub stopped_at: RealTime,
    /// When its progress was shown last, and what was shown.
    pub shown_at: RealTime,
    pub shown_html: String,
}

/// How far an announcement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum State {
    Draft,
    #[strum(serialize = "going")]
    Sending,
    /// Stopped before all messages were sent; its report follows.
    Stopped,
    Done,
}

/// The people an announcement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnnouncementAudience {
    /// All people with a seat.
    #[default]
    Registered,
    /// People on the waiting list, or with an open offer of a seat.
    Waitlisted,
    /// People with a seat in one of the [`ATTENDEE_CATEGORIES`].
    Category(&'static str),
}

/// A word that is no audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown audience")]
pub struct UnknownAudience;

/// The word in the database and in buttons.
impl fmt::Display for AnnouncementAudience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Registered => "registered",
            Self::Waitlisted => "waiting",
            Self::Category(category) => category,
        })
    }
}

impl FromStr for AnnouncementAudience {
    type Err = UnknownAudience;

    fn from_str(word: &str) -> Result<Self, UnknownAudience> {
        match word {
            "registered" => Ok(Self::Registered),
            "waiting" => Ok(Self::Waitlisted),
            category => {
                let known = ATTENDEE_CATEGORIES.into_iter().find(|known| *known == category);
                known.map(Self::Category).ok_or(UnknownAudience)
            }
        }
    }
}

/// The content of an announcement in one language, or for everyone without a text of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub html: String,
    /// The messenger's id of a photo.
    pub photo: Option<String>,
}

/// The contents of an announcement: `None` is the text for everyone without a text in their language.
pub type Contents = Vec<(Option<Lang>, Content)>;

/// An announcement that everybody may read: it was sent to all who are registered, and was not stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAnnouncement {
    pub number: AnnouncementNumber,
    pub sent_at: RealTime,
    pub contents: Contents,
}

impl PublicAnnouncement {
    /// The text in a language: its own, else the one for everyone.
    pub fn html(&self, lang: Lang) -> Option<&str> {
        let find = |wanted: Option<Lang>| self.contents.iter().find(|(language, _)| *language == wanted);
        find(Some(lang)).or_else(|| find(None)).map(|(_, content)| content.html.as_str())
    }
}

/// How many recipients are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    pub sent: i64,
    pub waiting: i64,
    pub unreachable: i64,
    pub refused: i64,
    pub withdrawn: i64,
}

/// What one tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AnnouncementTick {
    /// Whether it put something into the outbox.
    pub has_enqueued: bool,
    /// Whether another tick has more to do at once.
    pub has_more: bool,
}
