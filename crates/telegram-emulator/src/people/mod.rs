//! What the app of a user does: it puts the user's message into the chat, finds the button that the user
//! presses, and causes the update for the bot.

mod buttons;
mod media;
mod messages;
