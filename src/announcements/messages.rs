//! The outbox messages of this feature and their keys. A key is unique, so that a message is queued once.

use super::model::Content;
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::RealTime;
use crate::ids::{AnnouncementNumber, PersonId};
use crate::outbox::{NewMessage, OutboxKey, broadcast};

/// The name of the live message that shows an announcement's progress to its author.
pub fn progress_message_name(number: AnnouncementNumber) -> String {
    format!("news:{number}")
}

/// The announcement for one recipient; `html` is the text with its heading.
pub fn announcement(
    number: AnnouncementNumber,
    recipient: PersonId,
    content: &Content,
    html: String,
) -> NewMessage {
    let chat = recipient.private_chat();
    let key = broadcast::message_key(number, chat);
    NewMessage::new(key, chat, Urgency::Announcement, body(content, html))
}

/// A text or photo; `html` is the text with its heading.
pub fn body(content: &Content, html: String) -> Outgoing {
    let message = Message::new(html);
    match &content.photo {
        None => Outgoing::Message(message),
        Some(photo) => Outgoing::Photo { file_id: photo.clone(), caption: message },
    }
}

/// The report for the author.
pub fn report(number: AnnouncementNumber, author: PersonId, message: Message) -> NewMessage {
    let key = OutboxKey::BroadcastReport(number);
    NewMessage::new(key, author.private_chat(), Urgency::Notice, message)
}

/// An update of the live message that shows the progress.
pub fn progress(
    number: AnnouncementNumber,
    author: PersonId,
    real_now: RealTime,
    message: Message,
) -> NewMessage {
    let key = OutboxKey::BroadcastProgress { announcement: number, at: real_now };
    NewMessage::new(key, author.private_chat(), Urgency::Notice, message)
        .with_live_message(progress_message_name(number))
}
