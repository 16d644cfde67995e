//! The data of this feature's buttons, `grp:`. Groups and organisers' chats hold them for months: every form that was
//! ever sent must still be parsed.

use std::fmt;
use std::str::FromStr;

use super::model::Subject;
use crate::i18n::Lang;
use crate::ids::ChatId;

/// The data of the button that links the group under which it stands. A press on it is checked with Telegram before its
/// transaction begins.
pub const LINK_DATA: &str = "grp:link";

/// A button of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// `grp:link`, in the group: links it.
    Link,
    /// `grp:leave`, in the group: unlinks it.
    Leave,
    /// `grp:list`: the groups. This one and all that follow are pressed in private.
    List,
    /// `grp:card:<chat>`: the settings of one.
    Card(ChatId),
    /// `grp:set:<chat>:<subject>:on` or `:off`: whether a subject is posted.
    SetSubject(ChatId, Subject, bool),
    /// `grp:lang:<chat>:<code>:on` or `:off`: whether posts are in a language.
    SetLanguage(ChatId, Lang, bool),
    /// `grp:now:<chat>`: posts the programme.
    PostProgramme(ChatId),
    /// `grp:unlink:<chat>`: asks before unlinking.
    AskToUnlink(ChatId),
    /// `grp:unlink-yes:<chat>`: unlinks.
    Unlink(ChatId),
}

/// Data that no button of this feature has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown button data")]
pub struct UnknownPayload;

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let switch = |is_on: bool| if is_on { "on" } else { "off" };
        match self {
            Self::Link => f.write_str(LINK_DATA),
            Self::Leave => f.write_str("grp:leave"),
            Self::List => f.write_str("grp:list"),
            Self::Card(chat) => write!(f, "grp:card:{chat}"),
            Self::SetSubject(chat, subject, is_on) => {
                write!(f, "grp:set:{chat}:{subject}:{}", switch(*is_on))
            }
            Self::SetLanguage(chat, lang, is_on) => {
                write!(f, "grp:lang:{chat}:{}:{}", lang.code(), switch(*is_on))
            }
            Self::PostProgramme(chat) => write!(f, "grp:now:{chat}"),
            Self::AskToUnlink(chat) => write!(f, "grp:unlink:{chat}"),
            Self::Unlink(chat) => write!(f, "grp:unlink-yes:{chat}"),
        }
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        parse(data).ok_or(UnknownPayload)
    }
}

fn parse(data: &str) -> Option<Payload> {
    let parts: Vec<&str> = data.split(':').collect();
    let chat = |text: &str| text.parse().ok().filter(|chat: &ChatId| chat.to_string() == text);
    let switch = |word: &str| match word {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    };
    Some(match parts.as_slice() {
        ["grp", "link"] => Payload::Link,
        ["grp", "leave"] => Payload::Leave,
        ["grp", "list"] => Payload::List,
        ["grp", "card", of] => Payload::Card(chat(of)?),
        ["grp", "set", of, subject, is_on] => {
            Payload::SetSubject(chat(of)?, subject.parse().ok()?, switch(is_on)?)
        }
        ["grp", "lang", of, code, is_on] => {
            Payload::SetLanguage(chat(of)?, Lang::from_code(code)?, switch(is_on)?)
        }
        ["grp", "now", of] => Payload::PostProgramme(chat(of)?),
        ["grp", "unlink", of] => Payload::AskToUnlink(chat(of)?),
        ["grp", "unlink-yes", of] => Payload::Unlink(chat(of)?),
        _ => return None,
    })
}
