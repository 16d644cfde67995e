//! From an update's JSON to our words. An update of a kind nobody knows is a value (`Nothing`), not
//! an error; what cannot be read at all is one, and is set aside with its text.

use serde_json::value::RawValue;
use teloxide::types::{
    CallbackQuery, Chat, ChatMemberKind, ChatMemberUpdated, Message, MessageEntity, MessageEntityKind,
    MessageKind, Update, UpdateKind, User,
};
use teloxide::utils::render::Renderer;

use crate::chat::{Incoming, Input, Place, Sender};

/// The kinds of update Kozé asks for.
pub const ALLOWED: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// Reads one update. teloxide's types may panic on some; the caller catches that.
pub fn read(json: &RawValue) -> Result<Option<Incoming>, serde_json::Error> {
    let update: Update = serde_json::from_str(json.get())?;
    Ok(match update.kind {
        UpdateKind::Message(message) => Some(heard(&message, input(&message))),
        UpdateKind::EditedMessage(message) => Some(heard(&message, Input::Edited)),
        UpdateKind::CallbackQuery(query) => pressed(query),
        UpdateKind::MyChatMember(change) => Some(joined_or_left(&change)),
        // channel posts, reactions, polls, business chats, and kinds that do not exist yet
        _ => None,
    })
}

fn heard(message: &Message, input: Input) -> Incoming {
    Incoming {
        chat: message.chat.id.0,
        place: place(&message.chat),
        from: message.from.as_ref().map(sender),
        input,
        message: Some(i64::from(message.id.0)),
        html: formatted(message),
    }
}

fn input(message: &Message) -> Input {
    if let Some(text) = message.text() {
        return command(message, text).unwrap_or_else(|| Input::Text(text.to_owned()));
    }
    if let Some(contact) = message.contact() {
        // Only the phone's own button, or one's own card, names the sender.
        let own = contact.user_id.is_some_and(|id| message.from.as_ref().is_some_and(|from| from.id == id));
        return Input::Contact { phone: contact.phone_number.clone(), own };
    }
    if let Some(voice) = message.voice() {
        return Input::Voice { file: voice.file.id.0.clone(), seconds: voice.duration.seconds() };
    }
    // in several sizes, the largest last
    if let Some(photo) = message.photo().and_then(<[_]>::last) {
        let caption = message.caption().unwrap_or_default().to_owned();
        return Input::Photo { file: photo.file.id.0.clone(), caption };
    }
    if let Some(to) = message.migrate_to_chat_id() {
        return Input::Moved { to: to.0 };
    }
    match &message.kind {
        MessageKind::Common(_) | MessageKind::Dice(_) => Input::Other,
        _ => Input::Nothing,
    }
}

/// A text or caption with its formatting, as far as a bot may send it on.
fn formatted(message: &Message) -> Option<String> {
    let text = message.text().or(message.caption())?;
    let entities = message.entities().or(message.caption_entities())?;
    let kept: Vec<MessageEntity> = entities.iter().filter(|entity| is_kept(&entity.kind)).cloned().collect();
    (!kept.is_empty()).then(|| Renderer::new(text, &kept).as_html())
}

/// Mentions and custom emoji are left as the text they stand on.
fn is_kept(kind: &MessageEntityKind) -> bool {
    match kind {
        MessageEntityKind::Bold
        | MessageEntityKind::Italic
        | MessageEntityKind::Underline
        | MessageEntityKind::Strikethrough
        | MessageEntityKind::Spoiler
        | MessageEntityKind::Blockquote
        | MessageEntityKind::ExpandableBlockquote
        | MessageEntityKind::Code
        | MessageEntityKind::Pre { language: None } => true,
        // the address stands in an attribute, unescaped
        MessageEntityKind::TextLink { url } => !url.as_str().contains(['"', '<', '>']),
        _ => false,
    }
}

/// A command is one only at the very beginning of a message.
fn command(message: &Message, text: &str) -> Option<Input> {
    let entity = message.entities()?.iter().find(|entity| entity.offset == 0)?;
    if entity.kind != MessageEntityKind::BotCommand {
        return None;
    }
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let name = word.strip_prefix('/')?.split('@').next()?.to_lowercase();
    Some(Input::Command { name, rest: rest.trim().to_owned() })
}

fn pressed(query: CallbackQuery) -> Option<Incoming> {
    let message = query.message.as_ref()?;
    let chat = message.chat();
    Some(Incoming {
        chat: chat.id.0,
        place: place(chat),
        from: Some(sender(&query.from)),
        input: Input::Press {
            press: query.id.0.clone(),
            data: query.data.clone().unwrap_or_default(),
            message: message.regular_message().map(|message| i64::from(message.id.0)),
        },
        message: None,
        html: None,
    })
}

fn joined_or_left(change: &ChatMemberUpdated) -> Incoming {
    let there = !matches!(change.new_chat_member.kind, ChatMemberKind::Left | ChatMemberKind::Banned(_));
    Incoming {
        chat: change.chat.id.0,
        place: place(&change.chat),
        from: Some(sender(&change.from)),
        input: if there { Input::Joined } else { Input::Left },
        message: None,
        html: None,
    }
}

fn place(chat: &Chat) -> Place {
    match chat {
        chat if chat.is_private() => Place::Private,
        chat if chat.is_channel() => Place::Channel,
        _ => Place::Group,
    }
}

fn sender(user: &User) -> Sender {
    Sender {
        id: user.id.0 as i64,
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone().unwrap_or_default(),
        language: user.language_code.clone(),
        is_bot: user.is_bot,
    }
}
