//! The fields of an update that are used, as tolerant types: unknown fields, kinds and values are ignored.
//! Only the fields that an answer needs are required: the chat, and the id of a sender.
//!
//! Field names are those of the Bot API.

use std::collections::HashMap;

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;

use crate::ids::{ChatId, MessageId, PersonId};

#[derive(Deserialize)]
pub(super) struct Update<'a> {
    #[serde(borrow)]
    pub message: Option<&'a RawValue>,
    #[serde(borrow)]
    pub edited_message: Option<&'a RawValue>,
    #[serde(borrow)]
    pub callback_query: Option<&'a RawValue>,
    #[serde(borrow)]
    pub my_chat_member: Option<&'a RawValue>,
    #[serde(borrow)]
    pub channel_post: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Message {
    pub chat: Chat,
    pub from: Option<User>,
    #[serde(default, deserialize_with = "lenient")]
    pub message_id: Option<MessageId>,
    /// 0 for a message that the bot can no longer edit.
    #[serde(default, deserialize_with = "lenient")]
    pub date: Option<i64>,
    #[serde(default, deserialize_with = "lenient")]
    pub edit_date: Option<i64>,
    /// The sender is a chat instead of a person: an anonymous administrator, a channel.
    #[serde(default, deserialize_with = "is_present")]
    pub sender_chat: bool,
    /// A post of the channel that is linked to the group.
    #[serde(default, deserialize_with = "lenient")]
    pub is_automatic_forward: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub message_thread_id: Option<i64>,
    /// False for a thread of replies, which has a thread id too.
    #[serde(default, deserialize_with = "lenient")]
    pub is_topic_message: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub media_group_id: Option<LossyText>,
    #[serde(default, deserialize_with = "lenient")]
    pub reply_to_message: Option<RepliedMessage>,
    #[serde(default, deserialize_with = "lenient")]
    pub text: Option<LossyText>,
    #[serde(default, deserialize_with = "lenient")]
    pub caption: Option<LossyText>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub entities: Vec<Entity>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub caption_entities: Vec<Entity>,
    #[serde(default, deserialize_with = "lenient")]
    pub rich_message: Option<serde_json::Value>,
    #[serde(default, deserialize_with = "lenient")]
    pub contact: Option<Contact>,
    #[serde(default, deserialize_with = "lenient")]
    pub voice: Option<Voice>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub photo: Vec<PhotoSize>,
    #[serde(default, deserialize_with = "lenient")]
    pub document: Option<Document>,
    #[serde(default, deserialize_with = "is_present")]
    pub location: bool,
    #[serde(default, deserialize_with = "is_present")]
    pub new_chat_title: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub migrate_to_chat_id: Option<ChatId>,
    #[serde(default, deserialize_with = "lenient")]
    pub migrate_from_chat_id: Option<ChatId>,
}

#[derive(Deserialize)]
pub(super) struct Chat {
    pub id: ChatId,
    #[serde(default, rename = "type", deserialize_with = "lenient")]
    pub kind: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub title: LossyText,
    /// Direct messages to a channel, which the bot does not answer.
    #[serde(default, deserialize_with = "lenient")]
    pub is_direct_messages: bool,
}

#[derive(Deserialize)]
pub(super) struct User {
    pub id: PersonId,
    #[serde(default, deserialize_with = "lenient")]
    pub is_bot: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub first_name: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub last_name: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub language_code: Option<LossyText>,
}

/// A formatted part of a text; offset and length in UTF-16 units.
#[derive(Deserialize, Debug, Clone)]
pub(super) struct Entity {
    #[serde(rename = "type")]
    pub kind: LossyText,
    pub offset: usize,
    pub length: usize,
    #[serde(default, deserialize_with = "lenient")]
    pub url: Option<LossyText>,
}

#[derive(Deserialize)]
pub(super) struct Contact {
    #[serde(default, deserialize_with = "lenient")]
    pub phone_number: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub user_id: Option<PersonId>,
}

#[derive(Deserialize)]
pub(super) struct Voice {
    pub file_id: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub duration: u32,
}

#[derive(Deserialize)]
pub(super) struct PhotoSize {
    pub file_id: LossyText,
}

#[derive(Deserialize)]
pub(super) struct Document {
    pub file_id: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub file_name: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub mime_type: LossyText,
    #[serde(default, deserialize_with = "lenient")]
    pub file_size: u64,
}

#[derive(Deserialize)]
pub(super) struct RepliedMessage {
    pub message_id: MessageId,
}

#[derive(Deserialize)]
pub(super) struct CallbackQuery<'a> {
    pub id: LossyText,
    pub from: User,
    /// Absent for a message of inline mode, which the bot does not use.
    #[serde(borrow)]
    pub message: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "lenient")]
    pub data: LossyText,
}

#[derive(Deserialize)]
pub(super) struct ChatMemberUpdated {
    pub chat: Chat,
    pub from: User,
    #[serde(default, deserialize_with = "lenient")]
    pub old_chat_member: Option<ChatMember>,
    pub new_chat_member: ChatMember,
}

#[derive(Deserialize)]
pub(super) struct ChatMember {
    #[serde(default, deserialize_with = "lenient")]
    pub status: LossyText,
    /// Present for a restricted member.
    #[serde(default, deserialize_with = "lenient")]
    pub is_member: Option<bool>,
    /// Present for a restricted member.
    #[serde(default, deserialize_with = "lenient")]
    pub can_send_messages: Option<bool>,
    /// Present for an administrator of a channel.
    #[serde(default, deserialize_with = "lenient")]
    pub can_post_messages: Option<bool>,
}

/// A text without the characters that JSON can hold and others cannot: lone surrogates (Rust) and NUL
/// (PostgreSQL) are replaced.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LossyText(pub String);

impl<'de> Deserialize<'de> for LossyText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = LossyText;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<LossyText, E> {
                Ok(LossyText(text.replace('\0', " ")))
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<LossyText, E> {
                self.visit_str(&String::from_utf8_lossy(bytes))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Treats a field of an unexpected type as absent.
fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(field: D) -> Result<T, D::Error> {
    let raw = <&RawValue>::deserialize(field)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

/// The readable items of a list.
fn lenient_list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Vec<T>, D::Error> {
    let items: Vec<&'de RawValue> = lenient(field)?;
    Ok(items.into_iter().filter_map(|item| serde_json::from_str(item.get()).ok()).collect())
}

/// Whether a field is present, whatever its value.
fn is_present<'de, D: Deserializer<'de>>(field: D) -> Result<bool, D::Error> {
    let value: Option<de::IgnoredAny> = Option::deserialize(field)?;
    Ok(value.is_some())
}

/// The text of a rich message, which consists of nested blocks: a line for each block.
pub(super) fn rich_text(content: &serde_json::Value) -> String {
    use serde_json::Value;
    const PARTS: [&str; 9] =
        ["title", "summary", "text", "blocks", "items", "rows", "cells", "caption", "credit"];
    match content {
        Value::String(text) => text.replace('\0', " "),
        Value::Array(parts) => parts.iter().map(rich_text).collect(),
        Value::Object(fields) => {
            let block = fields.get("blocks").and_then(Value::as_array);
            let lines = block.into_iter().flatten().map(rich_text).filter(|line| !line.trim().is_empty());
            let lines: Vec<String> = lines.collect();
            let others = PARTS.iter().filter(|part| **part != "blocks").filter_map(|part| fields.get(*part));
            others.map(rich_text).chain([lines.join("\n")]).collect()
        }
        _ => String::new(),
    }
}

/// The fields by which a service message is recognised: an event in the chat that expects no answer.
pub(super) const SERVICE_MESSAGE_FIELDS: [&str; 51] = [
    "new_chat_members",
    "left_chat_member",
    "chat_owner_left",
    "chat_owner_changed",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "gift",
    "unique_gift",
    "gift_upgrade_sent",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "direct_message_price_changed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "giveaway_created",
    "giveaway_winners",
    "giveaway_completed",
    "managed_bot_created",
    "paid_message_price_changed",
    "poll_option_added",
    "poll_option_deleted",
    "suggested_post_approved",
    "suggested_post_approval_failed",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
    "web_app_data",
];

/// Whether a message is a service message.
pub(super) fn is_service_message(message: &RawValue) -> bool {
    let fields: HashMap<String, de::IgnoredAny> = serde_json::from_str(message.get()).unwrap_or_default();
    SERVICE_MESSAGE_FIELDS.iter().any(|field| fields.contains_key(*field))
}
