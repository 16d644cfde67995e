//! The methods of the Bot API, which the bot calls.

mod chats;
mod dispatch;
mod edit;
mod files;
mod profile;
mod send;
mod updates;
