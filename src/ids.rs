//! Numbers that name one thing each: people, chats, messages, questions.

/// A person, by Telegram's numeric user id.
pub type PersonId = i64;
/// A chat, by Telegram's id: a person's own id in a private chat, negative for groups.
pub type ChatId = i64;
/// A message inside its chat, by Telegram's id.
pub type MessageId = i64;
/// An update, by Telegram's rising `update_id`.
pub type UpdateId = i64;
/// A question, by the number people see: 1, 2, 3 … without a gap.
pub type QuestionNumber = i64;
/// A registration, by its number inside the database.
pub type RegistrationNumber = i64;
/// An announcement, by its number inside the database.
pub type AnnouncementNumber = i64;
