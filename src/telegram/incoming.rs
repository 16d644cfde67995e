//! Converts an update's JSON to an [`Incoming`]. An update of an unknown kind is `None` and not an error; an
//! unreadable update is an error, and the dispatcher quarantines it with its text.

use deunicode::deunicode;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::formatting;
use super::update::{self, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User};
use crate::chat::{ChatKind, ChatUser, Incoming, Input};
use crate::ids::{ChatId, PersonId};
use crate::text::is_visible;

/// The kinds of update that the bot subscribes to.
pub const ALLOWED_UPDATES: [&str; 5] =
    ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"];

/// The account in whose name Telegram shows what an anonymous administrator of a group does.
const GROUP_ANONYMOUS_BOT: PersonId = PersonId(1_087_968_824);

/// Parses one update; `None` if nothing in it concerns the bot.
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
    if let Some(json) = update.channel_post {
        let message: Message = serde_json::from_str(json.get())?;
        let input = message_input(json, &message);
        return Ok(from_channel_post(message, input));
    }
    // Reactions, polls, business chats, and kinds that do not exist yet.
    Ok(None)
}

fn from_message(message: Message, input: Input) -> Incoming {
    let chat_kind = chat_kind(&message.chat);
    let topic = topic_id(&message);
    let is_sent_as_chat = message.sender_chat && chat_kind == ChatKind::Group;
    let input = if message.is_automatic_forward { Input::Ignored } else { input };
    let (addressed_bot, input) = match input {
        Input::Text(text) if chat_kind != ChatKind::Channel => text_or_command(text),
        other => (None, other),
    };
    Incoming {
        chat: message.chat.id,
        chat_kind,
        chat_title: message.chat.title.0.clone(),
        html: message_html(&message),
        from: if is_sent_as_chat { Some(anonymous_user()) } else { message.from.as_ref().map(to_chat_user) },
        input,
        addressed_bot,
        album: message.media_group_id.map(|id| id.0),
        topic,
        is_sent_as_chat,
        message_id: message.message_id,
        // In a topic, a message that replies to nothing is marked as a reply to the topic's first message.
        reply_to: message.reply_to_message.map(|replied| replied.message_id).filter(|id| Some(id.0) != topic),
    }
}

/// Of a channel's posts only a command and a new title are for the bot.
fn from_channel_post(message: Message, input: Input) -> Option<Incoming> {
    let incoming = from_message(message, input);
    let (addressed_bot, input) = match incoming.input {
        Input::Text(text) => text_or_command(text),
        other => (None, other),
    };
    let is_for_bot = matches!(input, Input::Command { .. } | Input::GroupRenamed);
    let from = Some(anonymous_user());
    is_for_bot.then_some(Incoming { addressed_bot, input, from, is_sent_as_chat: true, ..incoming })
}

/// A text as a command, if it is one, with the bot that it names.
fn text_or_command(text: String) -> (Option<String>, Input) {
    match parse_command(&text) {
        Some(ParsedCommand { name, addressed_bot, arguments }) => {
            (addressed_bot, Input::Command { name, rest: arguments })
        }
        None => (None, Input::Text(text)),
    }
}

fn message_input(json: &RawValue, message: &Message) -> Input {
    if let Some(text) = &message.text {
        return Input::Text(text.0.clone());
    }
    if let Some(contact) = &message.contact {
        // The contact is the sender's own if it has the sender's id, as from the contact button.
        let is_own =
            contact.user_id.is_some_and(|id| message.from.as_ref().is_some_and(|from| from.id == id));
        return Input::Contact { phone: contact.phone_number.0.clone(), is_own };
    }
    if let Some(voice) = &message.voice {
        return Input::Voice { file_id: voice.file_id.0.clone(), seconds: voice.duration };
    }
    // A photo comes in several sizes, the largest last.
    if let Some(photo) = message.photo.last() {
        let caption = message.caption.clone().unwrap_or_default().0;
        return Input::Photo { file_id: photo.file_id.0.clone(), caption };
    }
    if let Some(document) = &message.document {
        return Input::Document {
            file_id: document.file_id.0.clone(),
            name: document.file_name.0.clone(),
            mime: document.mime_type.0.clone(),
            size: document.file_size,
        };
    }
    if let Some(to) = message.migrate_to_chat_id {
        return Input::GroupMigrated { from: message.chat.id, to };
    }
    if let Some(from) = message.migrate_from_chat_id {
        return Input::GroupMigrated { from, to: message.chat.id };
    }
    if message.new_chat_title {
        return Input::GroupRenamed;
    }
    if let Some(rich) = &message.rich_message {
        let text = update::rich_text(rich);
        return if text.trim().is_empty() { Input::Unsupported } else { Input::Text(text) };
    }
    // A kind of message that does not exist yet is unsupported.
    if update::is_service_message(json) { Input::Ignored } else { Input::Unsupported }
}

/// Only a new text counts as an edit. A live location changes by itself, and Telegram reports changes that
/// no person made, without a date.
fn edit_input(message: &Message) -> Input {
    let has_text = message.text.is_some() || message.caption.is_some() || message.rich_message.is_some();
    if has_text && message.edit_date.is_some() && !message.location { Input::Edited } else { Input::Ignored }
}

fn message_html(message: &Message) -> Option<String> {
    match (&message.text, &message.caption) {
        (Some(text), _) => formatting::entities_to_html(&text.0, &message.entities),
        (None, Some(caption)) => formatting::entities_to_html(&caption.0, &message.caption_entities),
        (None, None) => None,
    }
}

struct ParsedCommand {
    /// Lower case, without accents.
    name: String,
    /// Lower case.
    addressed_bot: Option<String>,
    arguments: String,
}

/// Parses `/name` or `/name@bot` as the first word. Telegram's entities are not used, because phones do not
/// mark a command that is bold or has accents.
fn parse_command(text: &str) -> Option<ParsedCommand> {
    let text = text.trim_start_matches(|c: char| !is_visible(c));
    let (name, rest) = split_word(text.strip_prefix('/')?, char::is_alphanumeric);
    let (bot, rest) = match rest.strip_prefix('@') {
        Some(behind) => split_word(behind, |c| c.is_ascii_alphanumeric()),
        None => ("", rest),
    };
    // A path, as in "/home/koze", or "/!\".
    if name.is_empty() || rest.starts_with(['/', '@', '\\']) {
        return None;
    }
    let rest = rest.trim_start_matches(['.', ',', ';', ':', '!']).trim();
    Some(ParsedCommand {
        name: deunicode(name).to_lowercase(),
        addressed_bot: (!bot.is_empty()).then(|| bot.to_lowercase()),
        arguments: rest.to_owned(),
    })
}

/// Splits after the first word; a word consists of `_` and the characters that `is_word_char` accepts.
fn split_word(text: &str, is_word_char: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !is_word_char(c) && c != '_').unwrap_or(text.len()))
}

fn from_callback_query(query: CallbackQuery) -> Result<Option<Incoming>, serde_json::Error> {
    let Some(json) = query.message else { return Ok(None) };
    let message: Message = serde_json::from_str(json.get())?;
    let is_sent_as_chat = query.from.id == GROUP_ANONYMOUS_BOT;
    Ok(Some(Incoming {
        chat: message.chat.id,
        chat_kind: chat_kind(&message.chat),
        chat_title: message.chat.title.0.clone(),
        from: Some(if is_sent_as_chat { anonymous_user() } else { to_chat_user(&query.from) }),
        input: Input::Press {
            press_id: query.id.0,
            data: query.data.0,
            message_id: message.message_id.filter(|_| message.date != Some(0)),
        },
        addressed_bot: None,
        album: None,
        topic: topic_id(&message),
        is_sent_as_chat,
        message_id: None,
        reply_to: None,
        html: None,
    }))
}

fn from_member_update(change: ChatMemberUpdated) -> Incoming {
    let chat_kind = chat_kind(&change.chat);
    let can_write = can_write(&change.new_chat_member, chat_kind);
    let could_write =
        change.old_chat_member.as_ref().is_some_and(|member| self::can_write(member, chat_kind));
    let input = match (can_write, could_write) {
        (false, _) => Input::BotRemoved,
        // promoted, or with other rights that do not matter
        (true, true) if chat_kind != ChatKind::Private => Input::Ignored,
        (true, _) => Input::BotAdded,
    };
    Incoming {
        chat: change.chat.id,
        chat_kind,
        chat_title: change.chat.title.0.clone(),
        from: Some(to_chat_user(&change.from)),
        input,
        addressed_bot: None,
        album: None,
        topic: None,
        is_sent_as_chat: false,
        message_id: None,
        reply_to: None,
        html: None,
    }
}

/// Whether a member of a chat of this kind may write there.
fn can_write(member: &ChatMember, chat_kind: ChatKind) -> bool {
    match member.status.0.as_str() {
        "left" | "kicked" => false,
        _ if member.is_member == Some(false) || member.can_send_messages == Some(false) => false,
        _ => chat_kind != ChatKind::Channel || member.can_post_messages != Some(false),
    }
}

/// A chat of an unknown kind is private if its id is a person's, which is positive.
fn chat_kind(chat: &Chat) -> ChatKind {
    match chat.kind.0.as_str() {
        "private" => ChatKind::Private,
        "channel" => ChatKind::Channel,
        _ if chat.is_direct_messages => ChatKind::Channel,
        "group" | "supergroup" => ChatKind::Group,
        _ if !chat.id.is_group() => ChatKind::Private,
        _ => ChatKind::Group,
    }
}

/// The topic of a message. A thread of replies has a thread id too, but is no topic.
fn topic_id(message: &Message) -> Option<i64> {
    message.message_thread_id.filter(|_| message.is_topic_message)
}

/// The sender of a message written in the name of a chat. Id 0 is no person's and has no role.
fn anonymous_user() -> ChatUser {
    ChatUser {
        id: PersonId::NONE,
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

/// Whom to tell that an update failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTarget {
    pub chat: ChatId,
    pub person: PersonId,
    /// The phone's language code.
    pub language: Option<String>,
    /// The press that waits for its answer, if the update is one.
    pub press_id: Option<String>,
}

/// The private chat of an update, or the press that it is. In a group only presses are answered. An update
/// that cannot be parsed, which may be why it failed, is searched for these fields alone.
pub fn find_reply_target(json: &RawValue) -> Option<ReplyTarget> {
    #[derive(Deserialize)]
    struct Fields {
        message: Option<Value>,
        callback_query: Option<Value>,
    }
    if let Ok(incoming) = parse_update(json) {
        let Incoming { chat, chat_kind, from, input, .. } = incoming?;
        let from = from.filter(|from| !from.is_bot)?;
        let (press_id, expects_answer) = match input {
            Input::Press { press_id, .. } => (Some(press_id), true),
            Input::BotRemoved
            | Input::BotAdded
            | Input::GroupMigrated { .. }
            | Input::GroupRenamed
            | Input::Ignored
            | Input::Edited => (None, false),
            _ => (None, chat_kind == ChatKind::Private),
        };
        let target = ReplyTarget { chat, person: from.id, language: from.language_code, press_id };
        return expects_answer.then_some(target);
    }
    let update: Fields = serde_json::from_str(json.get()).ok()?;
    let (content, chat, press_id) = match (update.message, update.callback_query) {
        (Some(message), _) => (message.clone(), message["chat"].clone(), None),
        (None, Some(query)) => {
            let press_id = query["id"].as_str().map(str::to_owned);
            (query.clone(), query["message"]["chat"].clone(), press_id)
        }
        (None, None) => return None,
    };
    let from = &content["from"];
    let person = from["id"].as_i64().map(PersonId).filter(|_| from["is_bot"] != true);
    // A private chat has its person's id.
    let chat = chat["id"].as_i64().map(ChatId).or(person.map(PersonId::private_chat))?;
    let person = person.unwrap_or(chat.person());
    let language = from["language_code"].as_str().map(str::to_owned);
    let target = ReplyTarget { chat, person, language, press_id };
    (chat == person.private_chat() && !chat.is_group() || target.press_id.is_some()).then_some(target)
}
