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
    let message = Message::new(html);
    NewMessage {
        key: broadcast::message_key(number, recipient.private_chat()),
        chat: recipient.private_chat(),
        urgency: Urgency::Announcement,
        expires_at: None,
        body: match &content.photo {
            None => Outgoing::Message(message),
            Some(photo) => Outgoing::Photo { file_id: photo.clone(), caption: message },
        },
        live_message: None,
    }
}

/// The report for the author.
pub fn report(number: AnnouncementNumber, author: PersonId, message: Message) -> NewMessage {
    NewMessage {
        key: OutboxKey::BroadcastReport(number),
        chat: author.private_chat(),
        urgency: Urgency::Notice,
        expires_at: None,
        body: Outgoing::Message(message),
        live_message: None,
    }
}

/// An update of the live message that shows the progress.
pub fn progress(
    number: AnnouncementNumber,
    author: PersonId,
    real_now: RealTime,
    message: Message,
) -> NewMessage {
    NewMessage {
        key: OutboxKey::BroadcastProgress { announcement: number, at: real_now },
        chat: author.private_chat(),
        urgency: Urgency::Notice,
        expires_at: None,
        body: Outgoing::Message(message),
        live_message: Some(progress_message_name(number)),
    }
}
