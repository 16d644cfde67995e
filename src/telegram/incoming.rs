//! From an update's JSON to our words. An update of a kind nobody knows is a value (`Nothing`), not
//! an error; what cannot be read at all is one, and is set aside with its text.

use deunicode::deunicode;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::formatting;
use super::update::{self, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User};
use crate::chat::{Incoming, Input, Place, Sender};
use crate::text::is_visible;

/// The kinds of update Kozé asks for.
pub const ALLOWED: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// Reads one update.
pub fn read(json: &RawValue) -> Result<Option<Incoming>, serde_json::Error> {
    let update: Update = serde_json::from_str(json.get())?;
    if let Some(json) = update.message {
        let message: Message = serde_json::from_str(json.get())?;
        let input = input(json, &message);
        return Ok(Some(heard(message, input)));
    }
    if let Some(json) = update.edited_message {
        let message: Message = serde_json::from_str(json.get())?;
        let input = edited(&message);
        return Ok(Some(heard(message, input)));
    }
    if let Some(json) = update.callback_query {
        return pressed(serde_json::from_str(json.get())?);
    }
    if let Some(json) = update.my_chat_member {
        return Ok(Some(joined_or_left(serde_json::from_str(json.get())?)));
    }
    // channel posts, reactions, polls, business chats, and kinds that do not exist yet
    Ok(None)
}

fn heard(message: Message, input: Input) -> Incoming {
    let place = place(&message.chat);
    let topic = topic(&message);
    let as_chat = message.sender_chat && place == Place::Group;
    let input = if message.is_automatic_forward { Input::Nothing } else { input };
    let (to_bot, input) = match input {
        Input::Text(text) if place != Place::Channel => match command(&text) {
            Some(Command { name, to_bot, rest }) => (to_bot, Input::Command { name, rest }),
            None => (None, Input::Text(text)),
        },
        other => (None, other),
    };
    Incoming {
        chat: message.chat.id,
        place,
        html: html(&message),
        from: if as_chat { Some(nobody()) } else { message.from.as_ref().map(sender) },
        input,
        to_bot,
        album: message.media_group_id.map(|id| id.0),
        topic,
        as_chat,
        message: message.message_id,
        // whatever stands in a topic answers the message that began it, unless it answers another
        answers: message.reply_to_message.map(|answered| answered.message_id).filter(|id| Some(*id) != topic),
    }
}

fn input(json: &RawValue, message: &Message) -> Input {
    if let Some(text) = &message.text {
        return Input::Text(text.0.clone());
    }
    if let Some(contact) = &message.contact {
        // Only the phone's own button, or one's own card, names the sender.
        let own = contact.user_id.is_some_and(|id| message.from.as_ref().is_some_and(|from| from.id == id));
        return Input::Contact { phone: contact.phone_number.0.clone(), own };
    }
    if let Some(voice) = &message.voice {
        return Input::Voice { file: voice.file_id.0.clone(), seconds: voice.duration };
    }
    // in several sizes, the largest last
    if let Some(photo) = message.photo.last() {
        let caption = message.caption.clone().unwrap_or_default().0;
        return Input::Photo { file: photo.file_id.0.clone(), caption };
    }
    if let Some(to) = message.migrate_to_chat_id {
        return Input::Moved { from: message.chat.id, to };
    }
    if let Some(from) = message.migrate_from_chat_id {
        return Input::Moved { from, to: message.chat.id };
    }
    if let Some(rich) = &message.rich_message {
        let text = update::rich_text(rich);
        return if text.trim().is_empty() { Input::Other } else { Input::Text(text) };
    }
    // a kind of message that does not exist yet is one that has no text to work with
    if update::is_service(json) { Input::Nothing } else { Input::Other }
}

/// Only a new text is worth a word: a live location moves by itself, and Telegram also tells of
/// changes that nobody made, without a date.
fn edited(message: &Message) -> Input {
    let said = message.text.is_some() || message.caption.is_some() || message.rich_message.is_some();
    if said && message.edit_date.is_some() && !message.location { Input::Edited } else { Input::Nothing }
}

fn html(message: &Message) -> Option<String> {
    match (&message.text, &message.caption) {
        (Some(text), _) => formatting::html(&text.0, &message.entities),
        (None, Some(caption)) => formatting::html(&caption.0, &message.caption_entities),
        (None, None) => None,
    }
}

struct Command {
    /// In lower case, without accents.
    name: String,
    /// In lower case.
    to_bot: Option<String>,
    rest: String,
}

/// `/name` or `/name@bot` as the first word, whatever marks it, or nothing does: a phone marks no
/// command that is bold as well, nor one that is written with its accents.
fn command(text: &str) -> Option<Command> {
    let text = text.trim_start_matches(|c: char| !is_visible(c));
    let (name, rest) = word(text.strip_prefix('/')?, char::is_alphanumeric);
    let (to_bot, rest) = match rest.strip_prefix('@') {
        Some(behind) => word(behind, |c| c.is_ascii_alphanumeric()),
        None => ("", rest),
    };
    // a path, as in "/home/koze", or "/!\"
    if name.is_empty() || rest.starts_with(['/', '@', '\\']) {
        return None;
    }
    let rest = rest.trim_start_matches(['.', ',', ';', ':', '!']).trim();
    Some(Command {
        name: deunicode(name).to_lowercase(),
        to_bot: (!to_bot.is_empty()).then(|| to_bot.to_lowercase()),
        rest: rest.to_owned(),
    })
}

/// The first word of such characters and `_`, and what follows.
fn word(text: &str, of: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !of(c) && c != '_').unwrap_or(text.len()))
}

fn pressed(query: CallbackQuery) -> Result<Option<Incoming>, serde_json::Error> {
    let Some(json) = query.message else { return Ok(None) };
    let message: Message = serde_json::from_str(json.get())?;
    Ok(Some(Incoming {
        chat: message.chat.id,
        place: place(&message.chat),
        from: Some(sender(&query.from)),
        input: Input::Press {
            press: query.id.0,
            data: query.data.0,
            message: message.message_id.filter(|_| message.date != Some(0)),
        },
        to_bot: None,
        album: None,
        topic: topic(&message),
        as_chat: false,
        message: None,
        answers: None,
        html: None,
    }))
}

fn joined_or_left(change: ChatMemberUpdated) -> Incoming {
    let member = &change.new_chat_member;
    let away = matches!(member.status.0.as_str(), "left" | "kicked") || member.is_member == Some(false);
    Incoming {
        chat: change.chat.id,
        place: place(&change.chat),
        from: Some(sender(&change.from)),
        input: if away { Input::Left } else { Input::Joined },
        to_bot: None,
        album: None,
        topic: None,
        as_chat: false,
        message: None,
        answers: None,
        html: None,
    }
}

/// A chat of a kind that does not exist yet is a person's if its number is.
fn place(chat: &Chat) -> Place {
    match chat.kind.0.as_str() {
        "private" => Place::Private,
        "channel" => Place::Channel,
        _ if chat.is_direct_messages => Place::Channel,
        "group" | "supergroup" => Place::Group,
        _ if chat.id > 0 => Place::Private,
        _ => Place::Group,
    }
}

fn topic(message: &Message) -> Option<i64> {
    message.message_thread_id.filter(|_| message.is_topic_message)
}

/// Whoever writes in the name of a chat: nobody's number, which has no role.
fn nobody() -> Sender {
    Sender { id: 0, first_name: String::new(), last_name: String::new(), language: None, is_bot: false }
}

fn sender(user: &User) -> Sender {
    Sender {
        id: user.id,
        first_name: user.first_name.0.clone(),
        last_name: user.last_name.0.clone(),
        language: user.language_code.clone().map(|code| code.0),
        is_bot: user.is_bot,
    }
}

/// Where to say that an update failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub chat: i64,
    pub person: i64,
    pub language: Option<String>,
    /// A press that waits for its answer.
    pub press: Option<String>,
}

/// The private chat in which an update was written, or the press it is; in a group nobody waits for
/// an answer to anything else. Read more loosely than the update itself, which may be what failed.
pub fn address(json: &RawValue) -> Option<Address> {
    #[derive(Deserialize)]
    struct Loose {
        message: Option<Value>,
        callback_query: Option<Value>,
    }
    if let Ok(incoming) = read(json) {
        let Incoming { chat, place, from, input, .. } = incoming?;
        let from = from.filter(|from| !from.is_bot)?;
        let (press, asked) = match input {
            Input::Press { press, .. } => (Some(press), true),
            Input::Left | Input::Joined | Input::Moved { .. } | Input::Nothing | Input::Edited => {
                (None, false)
            }
            _ => (None, place == Place::Private),
        };
        return asked.then_some(Address { chat, person: from.id, language: from.language, press });
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
    (chat == person && chat > 0 || press.is_some()).then_some(Address { chat, person, language, press })
}
