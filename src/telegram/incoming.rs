//! From an update's JSON to our words. An update of a kind nobody knows is a value (`Nothing`), not
//! an error; what cannot be read at all is one, and is set aside with its text.

use deunicode::deunicode;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::formatting;
use super::update::{self, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User};
use crate::chat::{ChatKind, ChatUser, Incoming, Input};
use crate::text::is_visible;

/// The kinds of update Kozé asks for.
pub const ALLOWED_UPDATES: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// Reads one update.
pub fn parse_update(json: &RawValue) -> Result<Option<Incoming>, serde_json::Error> {
    let update: Update = serde_json::from_str(json.get())?;
    if let Some(json) = update.message {
        let message: Message = serde_json::from_str(json.get())?;
        let input = message_input(json, &message);
        return Ok(Some(from_message(message, input)));
    }
    if let Some(json) = update.edited_message {
        let message: Message = serde_json::from_str(json.get())?;
        let input = edit_input(&message);
        return Ok(Some(from_message(message, input)));
    }
    if let Some(json) = update.callback_query {
        return from_callback_query(serde_json::from_str(json.get())?);
    }
    if let Some(json) = update.my_chat_member {
        return Ok(Some(from_member_update(serde_json::from_str(json.get())?)));
    }
    // channel posts, reactions, polls, business chats, and kinds that do not exist yet
    Ok(None)
}

fn from_message(message: Message, input: Input) -> Incoming {
    let place = chat_kind(&message.chat);
    let topic = topic_id(&message);
    let as_chat = message.sender_chat && place == ChatKind::Group;
    let input = if message.is_automatic_forward { Input::Ignored } else { input };
    let (to_bot, input) = match input {
        Input::Text(text) if place != ChatKind::Channel => match parse_command(&text) {
            Some(ParsedCommand { name, addressed_bot: to_bot, arguments: rest }) => {
                (to_bot, Input::Command { name, rest })
            }
            None => (None, Input::Text(text)),
        },
        other => (None, other),
    };
    Incoming {
        chat: message.chat.id,
        chat_kind: place,
        html: message_html(&message),
        from: if as_chat { Some(anonymous_user()) } else { message.from.as_ref().map(to_chat_user) },
        input,
        addressed_bot: to_bot,
        album: message.media_group_id.map(|id| id.0),
        topic,
        is_sent_as_chat: as_chat,
        message_id: message.message_id,
        // whatever stands in a topic answers the message that began it, unless it answers another
        reply_to: message
            .reply_to_message
            .map(|answered| answered.message_id)
            .filter(|id| Some(*id) != topic),
    }
}

fn message_input(json: &RawValue, message: &Message) -> Input {
    if let Some(text) = &message.text {
        return Input::Text(text.0.clone());
    }
    if let Some(contact) = &message.contact {
        // Only the phone's own button, or one's own card, names the sender.
        let own = contact.user_id.is_some_and(|id| message.from.as_ref().is_some_and(|from| from.id == id));
        return Input::Contact { phone: contact.phone_number.0.clone(), is_own: own };
    }
    if let Some(voice) = &message.voice {
        return Input::Voice { file_id: voice.file_id.0.clone(), seconds: voice.duration };
    }
    // in several sizes, the largest last
    if let Some(photo) = message.photo.last() {
        let caption = message.caption.clone().unwrap_or_default().0;
        return Input::Photo { file_id: photo.file_id.0.clone(), caption };
    }
    if let Some(to) = message.migrate_to_chat_id {
        return Input::GroupMigrated { from: message.chat.id, to };
    }
    if let Some(from) = message.migrate_from_chat_id {
        return Input::GroupMigrated { from, to: message.chat.id };
    }
    if let Some(rich) = &message.rich_message {
        let text = update::rich_text(rich);
        return if text.trim().is_empty() { Input::Unsupported } else { Input::Text(text) };
    }
    // a kind of message that does not exist yet is one that has no text to work with
    if update::is_service_message(json) { Input::Ignored } else { Input::Unsupported }
}

/// Only a new text is worth a word: a live location moves by itself, and Telegram also tells of
/// changes that nobody made, without a date.
fn edit_input(message: &Message) -> Input {
    let said = message.text.is_some() || message.caption.is_some() || message.rich_message.is_some();
    if said && message.edit_date.is_some() && !message.location { Input::Edited } else { Input::Ignored }
}

fn message_html(message: &Message) -> Option<String> {
    match (&message.text, &message.caption) {
        (Some(text), _) => formatting::entities_to_html(&text.0, &message.entities),
        (None, Some(caption)) => formatting::entities_to_html(&caption.0, &message.caption_entities),
        (None, None) => None,
    }
}

struct ParsedCommand {
    /// In lower case, without accents.
    name: String,
    /// In lower case.
    addressed_bot: Option<String>,
    arguments: String,
}

/// `/name` or `/name@bot` as the first word, whatever marks it, or nothing does: a phone marks no
/// command that is bold as well, nor one that is written with its accents.
fn parse_command(text: &str) -> Option<ParsedCommand> {
    let text = text.trim_start_matches(|c: char| !is_visible(c));
    let (name, rest) = split_word(text.strip_prefix('/')?, char::is_alphanumeric);
    let (to_bot, rest) = match rest.strip_prefix('@') {
        Some(behind) => split_word(behind, |c| c.is_ascii_alphanumeric()),
        None => ("", rest),
    };
    // a path, as in "/home/koze", or "/!\"
    if name.is_empty() || rest.starts_with(['/', '@', '\\']) {
        return None;
    }
    let rest = rest.trim_start_matches(['.', ',', ';', ':', '!']).trim();
    Some(ParsedCommand {
        name: deunicode(name).to_lowercase(),
        addressed_bot: (!to_bot.is_empty()).then(|| to_bot.to_lowercase()),
        arguments: rest.to_owned(),
    })
}

/// The first word of such characters and `_`, and what follows.
fn split_word(text: &str, of: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !of(c) && c != '_').unwrap_or(text.len()))
}

fn from_callback_query(query: CallbackQuery) -> Result<Option<Incoming>, serde_json::Error> {
    let Some(json) = query.message else { return Ok(None) };
    let message: Message = serde_json::from_str(json.get())?;
    Ok(Some(Incoming {
        chat: message.chat.id,
        chat_kind: chat_kind(&message.chat),
        from: Some(to_chat_user(&query.from)),
        input: Input::Press {
            press_id: query.id.0,
            data: query.data.0,
            message_id: message.message_id.filter(|_| message.date != Some(0)),
        },
        addressed_bot: None,
        album: None,
        topic: topic_id(&message),
        is_sent_as_chat: false,
        message_id: None,
        reply_to: None,
        html: None,
    }))
}

fn from_member_update(change: ChatMemberUpdated) -> Incoming {
    let member = &change.new_chat_member;
    let away = matches!(member.status.0.as_str(), "left" | "kicked") || member.is_member == Some(false);
    Incoming {
        chat: change.chat.id,
        chat_kind: chat_kind(&change.chat),
        from: Some(to_chat_user(&change.from)),
        input: if away { Input::BotRemoved } else { Input::BotAdded },
        addressed_bot: None,
        album: None,
        topic: None,
        is_sent_as_chat: false,
        message_id: None,
        reply_to: None,
        html: None,
    }
}

/// A chat of a kind that does not exist yet is a person's if its number is.
fn chat_kind(chat: &Chat) -> ChatKind {
    match chat.kind.0.as_str() {
        "private" => ChatKind::Private,
        "channel" => ChatKind::Channel,
        _ if chat.is_direct_messages => ChatKind::Channel,
        "group" | "supergroup" => ChatKind::Group,
        _ if chat.id > 0 => ChatKind::Private,
        _ => ChatKind::Group,
    }
}

fn topic_id(message: &Message) -> Option<i64> {
    message.message_thread_id.filter(|_| message.is_topic_message)
}

/// Whoever writes in the name of a chat: nobody's number, which has no role.
fn anonymous_user() -> ChatUser {
    ChatUser {
        id: 0,
        first_name: String::new(),
        last_name: String::new(),
        language_code: None,
        is_bot: false,
    }
}

fn to_chat_user(user: &User) -> ChatUser {
    ChatUser {
        id: user.id,
        first_name: user.first_name.0.clone(),
        last_name: user.last_name.0.clone(),
        language_code: user.language_code.clone().map(|code| code.0),
        is_bot: user.is_bot,
    }
}

/// Where to say that an update failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTarget {
    pub chat: i64,
    pub person: i64,
    pub language: Option<String>,
    /// A press that waits for its answer.
    pub press_id: Option<String>,
}

/// The private chat in which an update was written, or the press it is; in a group nobody waits for
/// an answer to anything else. Read more loosely than the update itself, which may be what failed.
pub fn find_reply_target(json: &RawValue) -> Option<ReplyTarget> {
    #[derive(Deserialize)]
    struct Loose {
        message: Option<Value>,
        callback_query: Option<Value>,
    }
    if let Ok(incoming) = parse_update(json) {
        let Incoming { chat, chat_kind: place, from, input, .. } = incoming?;
        let from = from.filter(|from| !from.is_bot)?;
        let (press, asked) = match input {
            Input::Press { press_id: press, .. } => (Some(press), true),
            Input::BotRemoved
            | Input::BotAdded
            | Input::GroupMigrated { .. }
            | Input::Ignored
            | Input::Edited => (None, false),
            _ => (None, place == ChatKind::Private),
        };
        return asked.then_some(ReplyTarget {
            chat,
            person: from.id,
            language: from.language_code,
            press_id: press,
        });
    }
    let update: Loose = serde_json::from_str(json.get()).ok()?;
    let (of, chat, press) = match (update.message, update.callback_query) {
        (Some(message), _) => (message.clone(), message["chat"].clone(), None),
        (None, Some(query)) => {
            let press = query["id"].as_str().map(str::to_owned);
            (query.clone(), query["message"]["chat"].clone(), press)
        }
        (None, None) => return None,
    };
    let from = &of["from"];
    let person = from["id"].as_i64().filter(|_| from["is_bot"] != true);
    // a private chat has its person's number
    let chat = chat["id"].as_i64().or(person)?;
    let person = person.unwrap_or(chat);
    let language = from["language_code"].as_str().map(str::to_owned);
    (chat == person && chat > 0 || press.is_some()).then_some(ReplyTarget {
        chat,
        person,
        language,
        press_id: press,
    })
}
