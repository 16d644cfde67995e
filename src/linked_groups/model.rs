//! A linked group or channel, what is posted there, and one post.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::chat::Outgoing;
use crate::clock::EventTime;
use crate::i18n::Lang;
use crate::ids::{AnnouncementNumber, ChatId, PersonId};
use crate::programme::Schedule;

/// A group or channel in which the bot posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedGroup {
    pub chat: ChatId,
    pub kind: GroupKind,
    /// As Telegram shows it, on one line.
    pub title: String,
    pub state: LinkState,
    pub topic: Option<i64>,
    /// At least one.
    pub languages: Vec<Lang>,
    pub subjects: Vec<Subject>,
    /// `None` once their data are erased.
    pub linked_by: Option<PersonId>,
    pub linked_at: EventTime,
    /// The schedule as it was told there.
    pub told_schedule: Schedule,
    /// Whether questions were not accepted at some time since the group was linked.
    pub has_seen_closed: bool,
}

/// The kind of a chat that can be linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum GroupKind {
    Group,
    Channel,
}

/// Whether the bot can post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum LinkState {
    Linked,
    /// The bot was removed, or may not write any more.
    Lost,
}

/// What is posted in a group, as an organiser chooses it. The words stand in the database and in buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Subject {
    /// The programme of a day, the evening before.
    Evening,
    /// The same in its morning.
    Morning,
    /// Announcements to everybody.
    Announcements,
    /// Changes of hours and rooms.
    Changes,
    /// That questions are taken now.
    Questions,
}

/// One post. A group gets each once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Post {
    /// The programme of this day, the evening before.
    Evening(NaiveDate),
    Morning(NaiveDate),
    /// The whole programme, when an organiser asked for it; by a number that rises with time.
    Programme(i64),
    Announcement(AnnouncementNumber),
    Questions,
    /// What another module has to tell, by its own name: letters, digits and hyphens.
    Notice(String),
}

/// The text form in the database.
impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Evening(day) => write!(f, "evening-{day}"),
            Self::Morning(day) => write!(f, "morning-{day}"),
            Self::Programme(slot) => write!(f, "programme-{slot}"),
            Self::Announcement(number) => write!(f, "announcement-{number}"),
            Self::Questions => f.write_str("questions"),
            Self::Notice(name) => write!(f, "notice-{name}"),
        }
    }
}

/// A text that names no post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown post")]
pub struct UnknownPost;

impl FromStr for Post {
    type Err = UnknownPost;

    fn from_str(text: &str) -> Result<Self, UnknownPost> {
        if text == "questions" {
            return Ok(Self::Questions);
        }
        let (kind, rest) = text.split_once('-').ok_or(UnknownPost)?;
        Ok(match kind {
            "evening" => Self::Evening(rest.parse().map_err(|_| UnknownPost)?),
            "morning" => Self::Morning(rest.parse().map_err(|_| UnknownPost)?),
            "programme" => Self::Programme(rest.parse().map_err(|_| UnknownPost)?),
            "announcement" => Self::Announcement(rest.parse().map_err(|_| UnknownPost)?),
            "notice" => Self::Notice(rest.to_owned()),
            _ => return Err(UnknownPost),
        })
    }
}

/// Whether the person who presses administers the group, as Telegram said before the transaction began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdministratorCheck {
    Administrator,
    NotAdministrator,
    /// Telegram did not say it.
    Unknown,
}

/// An announcement to everybody, as groups get it.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicAnnouncement {
    pub number: AnnouncementNumber,
    /// It was stopped: what is not sent yet is withdrawn.
    pub is_stopped: bool,
    /// One for each language of the event.
    pub texts: Vec<AnnouncedText>,
}

/// An announcement in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnouncedText {
    pub lang: Lang,
    pub body: Outgoing,
    /// It is the text for everyone, because there is none in this language.
    pub is_shared: bool,
}

/// The programme as HTML: of one day or of all, without a mark on the session under way.
pub type ProgrammeRenderer<'r> = dyn Fn(Lang, Option<NaiveDate>) -> String + Send + Sync + 'r;

/// What the other modules have for the groups.
pub struct PostSources<'s> {
    pub announcements: Vec<PublicAnnouncement>,
    /// Whether questions to the speakers are accepted now.
    pub accepts_questions: bool,
    pub programme: &'s ProgrammeRenderer<'s>,
}

#[cfg(test)]
mod tests {
    use crate::linked_groups::model::*;

    #[test]
    fn a_post_is_parsed_from_its_own_text() {
        let day = NaiveDate::from_ymd_opt(2012, 11, 23).unwrap();
        for (post, text) in [
            (Post::Evening(day), "evening-2012-11-23"),
            (Post::Morning(day), "morning-2012-11-23"),
            (Post::Programme(-7), "programme--7"),
            (Post::Announcement(AnnouncementNumber(3)), "announcement-3"),
            (Post::Questions, "questions"),
            (Post::Notice("account-ready".to_owned()), "notice-account-ready"),
        ] {
            assert_eq!(post.to_string(), text);
            assert_eq!(text.parse(), Ok(post));
        }
        for unknown in ["", "evening", "evening-", "evening-x", "announcement-", "panel-1"] {
            assert_eq!(unknown.parse::<Post>(), Err(UnknownPost), "{unknown}");
        }
    }
}
