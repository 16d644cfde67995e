//! The outbox messages of this feature and their keys. A key is unique, so that a reminder is queued once.

use crate::chat::{Message, Urgency};
use crate::clock::RealTime;
use crate::ids::{ChatId, PersonId, RegistrationNumber};
use crate::outbox::{NewMessage, OutboxKey};

/// The key of a planned reminder; a message about several registrations has the number of one of them.
pub fn reminder_key(reminder: &str, registration: RegistrationNumber) -> OutboxKey {
    OutboxKey::Reminder { reminder: reminder.to_owned(), registration }
}

/// The key of the reminder for a subscription.
pub fn subscription_key(session: &str, person: PersonId) -> OutboxKey {
    OutboxKey::SessionReminder { session: session.to_owned(), person }
}

/// The key of a correction of the message with `key`.
pub fn correction_key(key: &OutboxKey) -> OutboxKey {
    OutboxKey::Correction(Box::new(key.clone()))
}

/// A message for the outbox, worthless after `expires_at`.
pub fn new_message(key: OutboxKey, chat: ChatId, expires_at: RealTime, message: Message) -> NewMessage {
    NewMessage::new(key, chat, Urgency::Reminder, message).with_expiry(expires_at)
}
