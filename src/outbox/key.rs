//! The key of an outbox message: what makes it unique, as data.
//!
//! A key is stored in its text form, which must not change: a message that is enqueued a second time under
//! the same key is dropped, and the process that wrote the first one may be of an earlier version. A text of
//! no known form is kept as [`OutboxKey::Unknown`].

use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use crate::clock::{EventTime, RealTime};
use crate::ids::{
    AnnouncementNumber, ChatId, PersonId, QuestionNumber, RegistrationNumber, StageLineNumber, UpdateId,
};

/// Precedes the subject in the text form of a reply's key.
const SUBJECT_MARK: char = '#';

/// What makes an outbox message unique.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OutboxKey {
    /// `u<update>:<index>` or `p<update>:<index>`, with `#<subject>` behind it where that is known: a message
    /// of the turn that handles an update.
    Reply {
        cause: ReplyCause,
        update: UpdateId,
        /// Its place among the messages of its turn, from 0.
        index: usize,
        /// A hash of the pressed button or the typed words: equal for two replies to the same request.
        subject: Option<u64>,
    },
    /// `r<reminder>:<registration>`: a planned reminder, by its id in the event file.
    Reminder { reminder: String, registration: RegistrationNumber },
    /// `w<session>:<person>`: a reminder of a session, by its id in the event file, that a person asked for.
    SessionReminder { session: String, person: PersonId },
    /// `c<key>`: corrects the reminder with this key after a schedule change.
    Correction(Box<OutboxKey>),
    /// `seat:<registration>:<at>`: a seat was offered, given or lost.
    Seat { registration: RegistrationNumber, at: EventTime },
    /// `nudge:<person>:<due>`: a reminder to finish a registration.
    CompletionReminder { person: PersonId, due_at: EventTime },
    /// `lapse:<entry>`, to the moderator whose claim expired, by the entry in the journal; with `:<question>`
    /// behind it to that question's author.
    ExpiredClaim { entry: i64, question: Option<QuestionNumber> },
    /// `panel:<hex>`: a refresh of a moderation panel, by a random number.
    Panel(u64),
    /// `a<announcement>:<chat>`: a broadcast's message to one chat.
    Broadcast { announcement: AnnouncementNumber, chat: ChatId },
    /// `news<announcement>:<at>`: a broadcast's progress, shown to its author.
    BroadcastProgress { announcement: AnnouncementNumber, at: RealTime },
    /// `news<announcement>:report`: a broadcast's final report to its author.
    BroadcastReport(AnnouncementNumber),
    /// `erasure-<stage>-<at>:<chat>`: tells an organiser about the erasure of the event's data.
    Erasure { stage: ErasureStage, at: RealTime, chat: ChatId },
    /// `role-<hex>:<index>`: the messages to a person whose role was revoked, by a random number.
    RoleRevoked { revocation: u64, index: usize },
    /// `capacity:<level>:<at>:<person>`: tells an organiser that the seats fill up.
    CapacityAlert { level: i64, at: EventTime, person: PersonId },
    /// `digest:<day>:<person>`: the figures of a morning.
    Digest { day: i64, person: PersonId },
    /// `certificate:<registration>:<language>`: a certificate of attendance that organisers send to all.
    Certificate { registration: RegistrationNumber, language: String },
    /// `certificates:<person>:<at>`: how far the certificates are, for the organiser who sends them.
    CertificateProgress { person: PersonId, at: RealTime },
    /// `account:<edition>:<person>`: tells a person that the account of the questions is published.
    Account { edition: i64, person: PersonId },
    /// `account-report:<edition>`: how many were told, for the organiser who published.
    AccountReport(i64),
    /// `feedback:<person>`: asks a person who was there what they thought of the event.
    FeedbackRequest(PersonId),
    /// `stage:<line>:<person>`: tells a moderator that the stage has seen a line.
    StageLineSeen { line: StageLineNumber, person: PersonId },
    /// `floor:<hex>`: tells a person what became of their request for the floor, by a random number.
    FloorNotice(u64),
    /// `slowly:<chat>`: tells a chat once that more was requested than is answered.
    SlowDown(ChatId),
    /// `grouppost:<chat>:<post>:<language>`: what is posted in a group or channel. A post has no colon.
    GroupPost { chat: ChatId, post: String, language: String },
    /// `group:<hex>`: an edit in a group, or a message about one, by a random number.
    GroupNotice(u64),
    /// A text of no known form.
    Unknown(String),
}

/// What a turn replies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReplyCause {
    /// Any update that is not a press.
    Message,
    /// A press on a button.
    Press,
}

/// When organisers are told about the erasure of the event's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::Display, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum ErasureStage {
    Before,
    After,
}

impl OutboxKey {
    /// The key's text before its first colon, which is equal for all messages of one source: `u71` for the
    /// messages of a turn, `rround-table` for those of a reminder, `a3` for those of a broadcast.
    pub(super) fn origin(&self) -> String {
        let text = self.to_string();
        text.split(':').next().unwrap_or_default().to_owned()
    }

    /// What was requested; `None` where that is not known.
    pub(super) fn subject(&self) -> Option<u64> {
        match self {
            Self::Reply { subject, .. } => *subject,
            _ => None,
        }
    }

    /// Whether it is a turn's message.
    pub(super) fn is_reply(&self) -> bool {
        matches!(self, Self::Reply { .. })
    }

    /// Whether it is a message of a turn that handles a press.
    pub(super) fn is_press_reply(&self) -> bool {
        matches!(self, Self::Reply { cause: ReplyCause::Press, .. })
    }

    fn parse(text: &str) -> Option<Self> {
        let (head, tail) = text.split_once(':')?;
        match head {
            "seat" => {
                let (registration, at) = tail.split_once(':')?;
                Some(Self::Seat { registration: registration.parse().ok()?, at: at.parse().ok()? })
            }
            "nudge" => {
                let (person, due_at) = tail.split_once(':')?;
                Some(Self::CompletionReminder { person: person.parse().ok()?, due_at: due_at.parse().ok()? })
            }
            "lapse" => {
                let (entry, question) =
                    tail.split_once(':').map_or((tail, None), |(entry, question)| (entry, Some(question)));
                let question = question.map(str::parse).transpose().ok()?;
                Some(Self::ExpiredClaim { entry: entry.parse().ok()?, question })
            }
            "certificate" => {
                let (registration, language) = tail.split_once(':')?;
                Some(Self::Certificate {
                    registration: registration.parse().ok()?,
                    language: language.to_owned(),
                })
            }
            "certificates" => {
                let (person, at) = tail.split_once(':')?;
                Some(Self::CertificateProgress { person: person.parse().ok()?, at: at.parse().ok()? })
            }
            "panel" => Some(Self::Panel(u64::from_str_radix(tail, 16).ok()?)),
            "capacity" => {
                let (level, rest) = tail.split_once(':')?;
                let (at, person) = rest.split_once(':')?;
                Some(Self::CapacityAlert {
                    level: level.parse().ok()?,
                    at: at.parse().ok()?,
                    person: person.parse().ok()?,
                })
            }
            "digest" => {
                let (day, person) = tail.split_once(':')?;
                Some(Self::Digest { day: day.parse().ok()?, person: person.parse().ok()? })
            }
            "account" => {
                let (edition, person) = tail.split_once(':')?;
                Some(Self::Account { edition: edition.parse().ok()?, person: person.parse().ok()? })
            }
            "account-report" => Some(Self::AccountReport(tail.parse().ok()?)),
            "feedback" => Some(Self::FeedbackRequest(tail.parse().ok()?)),
            "stage" => {
                let (line, person) = tail.split_once(':')?;
                Some(Self::StageLineSeen { line: line.parse().ok()?, person: person.parse().ok()? })
            }
            "floor" => Some(Self::FloorNotice(u64::from_str_radix(tail, 16).ok()?)),
            "slowly" => Some(Self::SlowDown(tail.parse().ok()?)),
            "group" => Some(Self::GroupNotice(u64::from_str_radix(tail, 16).ok()?)),
            "grouppost" => {
                let (chat, rest) = tail.split_once(':')?;
                let (post, language) = rest.split_once(':')?;
                Some(Self::GroupPost {
                    chat: chat.parse().ok()?,
                    post: post.to_owned(),
                    language: language.to_owned(),
                })
            }
            _ => parse_news(head, tail)
                .or_else(|| parse_erasure(head, tail))
                .or_else(|| parse_role(head, tail))
                .or_else(|| parse_one_letter(text)),
        }
    }
}

fn parse_news(head: &str, tail: &str) -> Option<OutboxKey> {
    let announcement = head.strip_prefix("news")?.parse().ok()?;
    Some(match tail {
        "report" => OutboxKey::BroadcastReport(announcement),
        at => OutboxKey::BroadcastProgress { announcement, at: at.parse().ok()? },
    })
}

fn parse_erasure(head: &str, tail: &str) -> Option<OutboxKey> {
    let (stage, at) = head.strip_prefix("erasure-")?.split_once('-')?;
    Some(OutboxKey::Erasure { stage: stage.parse().ok()?, at: at.parse().ok()?, chat: tail.parse().ok()? })
}

fn parse_role(head: &str, tail: &str) -> Option<OutboxKey> {
    let revocation = u64::from_str_radix(head.strip_prefix("role-")?, 16).ok()?;
    Some(OutboxKey::RoleRevoked { revocation, index: tail.parse().ok()? })
}

/// The forms that begin with one letter. Ids from the event file may themselves begin like another form, so
/// that these are tried last.
fn parse_one_letter(text: &str) -> Option<OutboxKey> {
    let mut chars = text.chars();
    let letter = chars.next()?;
    let rest = chars.as_str();
    let pair = || rest.rsplit_once(':');
    Some(match letter {
        'u' | 'p' => {
            let cause = if letter == 'p' { ReplyCause::Press } else { ReplyCause::Message };
            let (update, place) = rest.split_once(':')?;
            let (index, subject) = match place.split_once(SUBJECT_MARK) {
                Some((index, subject)) => (index, Some(u64::from_str_radix(subject, 16).ok()?)),
                None => (place, None),
            };
            OutboxKey::Reply { cause, update: update.parse().ok()?, index: index.parse().ok()?, subject }
        }
        'a' => {
            let (announcement, chat) = pair()?;
            OutboxKey::Broadcast { announcement: announcement.parse().ok()?, chat: chat.parse().ok()? }
        }
        'r' => {
            let (reminder, registration) = pair()?;
            OutboxKey::Reminder { reminder: reminder.to_owned(), registration: registration.parse().ok()? }
        }
        'w' => {
            let (session, person) = pair()?;
            OutboxKey::SessionReminder { session: session.to_owned(), person: person.parse().ok()? }
        }
        'c' => OutboxKey::Correction(Box::new(OutboxKey::parse(rest)?)),
        _ => return None,
    })
}

impl Display for OutboxKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply { cause, update, index, subject } => {
                let letter = if *cause == ReplyCause::Press { 'p' } else { 'u' };
                write!(f, "{letter}{update}:{index}")?;
                subject.map_or(Ok(()), |subject| write!(f, "{SUBJECT_MARK}{subject:016x}"))
            }
            Self::Reminder { reminder, registration } => write!(f, "r{reminder}:{registration}"),
            Self::SessionReminder { session, person } => write!(f, "w{session}:{person}"),
            Self::Correction(corrected) => write!(f, "c{corrected}"),
            Self::Seat { registration, at } => write!(f, "seat:{registration}:{at}"),
            Self::CompletionReminder { person, due_at } => write!(f, "nudge:{person}:{due_at}"),
            Self::ExpiredClaim { entry, question: None } => write!(f, "lapse:{entry}"),
            Self::ExpiredClaim { entry, question: Some(question) } => write!(f, "lapse:{entry}:{question}"),
            Self::Panel(number) => write!(f, "panel:{number:x}"),
            Self::Broadcast { announcement, chat } => write!(f, "a{announcement}:{chat}"),
            Self::BroadcastProgress { announcement, at } => write!(f, "news{announcement}:{at}"),
            Self::BroadcastReport(announcement) => write!(f, "news{announcement}:report"),
            Self::Erasure { stage, at, chat } => write!(f, "erasure-{stage}-{at}:{chat}"),
            Self::RoleRevoked { revocation, index } => write!(f, "role-{revocation:x}:{index}"),
            Self::CapacityAlert { level, at, person } => write!(f, "capacity:{level}:{at}:{person}"),
            Self::Digest { day, person } => write!(f, "digest:{day}:{person}"),
            Self::Certificate { registration, language } => {
                write!(f, "certificate:{registration}:{language}")
            }
            Self::CertificateProgress { person, at } => write!(f, "certificates:{person}:{at}"),
            Self::Account { edition, person } => write!(f, "account:{edition}:{person}"),
            Self::AccountReport(edition) => write!(f, "account-report:{edition}"),
            Self::FeedbackRequest(person) => write!(f, "feedback:{person}"),
            Self::StageLineSeen { line, person } => write!(f, "stage:{line}:{person}"),
            Self::FloorNotice(number) => write!(f, "floor:{number:x}"),
            Self::SlowDown(chat) => write!(f, "slowly:{chat}"),
            Self::GroupPost { chat, post, language } => write!(f, "grouppost:{chat}:{post}:{language}"),
            Self::GroupNotice(number) => write!(f, "group:{number:x}"),
            Self::Unknown(text) => f.write_str(text),
        }
    }
}

impl FromStr for OutboxKey {
    type Err = Infallible;

    /// Displaying the result gives the same text again, for every text.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let parsed = Self::parse(text).filter(|key| key.to_string() == text);
        Ok(parsed.unwrap_or_else(|| Self::Unknown(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> OutboxKey {
        text.parse().unwrap()
    }

    #[test]
    fn every_known_form_is_parsed_and_displayed_unchanged() {
        for text in [
            "u71:0",
            "p71:2#00ab00000000000f",
            "rround-table:12",
            "wopening:1001",
            "crround-table:12",
            "cwopening:1001",
            "seat:4:1353672000000",
            "nudge:1001:1353672000000",
            "lapse:7",
            "lapse:7:12",
            "panel:ff00",
            "a3:-1009",
            "news3:1353672000000",
            "news3:report",
            "erasure-before-1353672000000:1001",
            "erasure-after-1353672000000:1001",
            "role-beef:1",
            "feedback:1001",
            "floor:ff00",
            "account:2:1001",
            "account-report:2",
            "slowly:-1009",
            "stage:12:1003",
            "certificate:12:fr",
            "certificates:1003:1353672000000",
            "grouppost:-1009:evening-2012-11-23:fr",
            "group:beef",
        ] {
            assert_eq!(parse(text).to_string(), text);
            assert!(!matches!(parse(text), OutboxKey::Unknown(_)), "{text}");
        }
    }

    #[test]
    fn other_texts_are_kept_as_they_are() {
        for text in ["", "k1", "test:x:1", "u01:0", "p1:0#AB", "a1:x", "panel:", "c", "seat:1", "role-x:y"] {
            assert_eq!(parse(text), OutboxKey::Unknown(text.to_owned()));
            assert_eq!(parse(text).to_string(), text);
        }
    }

    #[test]
    fn an_id_of_the_event_file_may_begin_like_another_form() {
        let reminder =
            OutboxKey::Reminder { reminder: "ole-samba".to_owned(), registration: RegistrationNumber(3) };
        assert_eq!(parse("role-samba:3"), reminder);
    }

    #[test]
    fn messages_of_one_turn_have_one_origin() {
        assert_eq!(parse("p71:0#00ab00000000000f").origin(), parse("p71:1").origin());
        assert_ne!(parse("p71:0").origin(), parse("u71:0").origin());
    }
}
