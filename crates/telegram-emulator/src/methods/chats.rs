//! What the bot may know of chats and their members.

use serde_json::{Value, json};

use crate::api_error::BotApiError;
use crate::model::{ChatMemberStatus, ChatType};
use crate::request::Params;
use crate::state::EmulatorState;

impl EmulatorState {
    /// A `ChatFullInfo` object.
    pub fn get_chat(&self, params: &Params) -> Result<Value, BotApiError> {
        let id = self.require_chat(params, "chat_id")?;
        let mut chat = self.chat_json(id);
        chat["accent_color_id"] = json!(0);
        chat["max_reaction_count"] = json!(11);
        chat["accepted_gift_types"] = json!({
            "unlimited_gifts": false,
            "limited_gifts": false,
            "unique_gifts": false,
            "premium_subscription": false,
            "gifts_from_channels": false,
        });
        Ok(chat)
    }

    /// A `ChatMember` object of the bot or of a user.
    pub fn get_chat_member(&self, params: &Params) -> Result<Value, BotApiError> {
        let id = self.require_readable_chat(params)?;
        let user = params.int("user_id").unwrap_or_default();
        let Some(chat) = self.chats.get(&id) else { return Err(BotApiError::bad_request("chat not found")) };
        if user == self.bot.id {
            return Ok(self.member_json(chat.chat_type, chat.bot_status, user));
        }
        if !self.users.contains_key(&user) {
            return Err(BotApiError::bad_request("invalid user_id specified"));
        }
        if chat.owner_id == user && chat.chat_type != ChatType::Private {
            let user = self.user_json(user);
            return Ok(json!({ "status": "creator", "user": user, "is_anonymous": false }));
        }
        let status = if chat.administrators.contains(&user) {
            ChatMemberStatus::Administrator
        } else if chat.members.contains(&user) {
            ChatMemberStatus::Member
        } else {
            ChatMemberStatus::Left
        };
        Ok(self.member_json(chat.chat_type, status, user))
    }
}
