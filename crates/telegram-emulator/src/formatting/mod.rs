//! From what is sent to plain text and `MessageEntity` objects.

pub(crate) mod html;
pub(crate) mod plain;
