//! One call of the bot: find the method, read its parameters, run it, log it.

use serde_json::{Value, json};

use crate::api_error::BotApiError;
use crate::request::{Params, Uploads, find_method};
use crate::state::{EmulatorState, Fault, LoggedRequest, PollRequest};

impl EmulatorState {
    /// Calls a method. A `getUpdates` returns what is there now.
    pub fn call(&mut self, method: &str, params: Value, uploads: Uploads) -> Result<Value, BotApiError> {
        self.run_logged(method, params, uploads, Self::run_method)
    }

    /// Begins a `getUpdates` call that may wait.
    pub fn call_get_updates(&mut self, params: Value) -> Result<PollRequest, BotApiError> {
        self.run_logged("getUpdates", params, Uploads::new(), |state, _, params| state.begin_poll(params))
    }

    /// Logs a call that a fault keeps from having an effect.
    pub fn log_fault(&mut self, method: &str, params: Value, fault: Fault) {
        let Some(method) = find_method(method) else { return };
        self.request_log.count_call(method.name);
        self.log_request(method.name, params, None, Some(fault));
    }

    /// Logs the error of a `getUpdates` that came while the call was waiting.
    pub fn log_poll_error(&mut self, error: BotApiError) {
        self.request_log.add_error("getUpdates", error, self.history_limit);
    }

    fn run_logged<T>(
        &mut self,
        method: &str,
        params: Value,
        uploads: Uploads,
        run: impl FnOnce(&mut Self, &'static str, &mut Params) -> Result<T, BotApiError>,
    ) -> Result<T, BotApiError> {
        let Some(method) = find_method(method) else {
            self.request_log.add_error(method, BotApiError::not_found(), self.history_limit);
            return Err(BotApiError::not_found());
        };
        self.request_log.count_call(method.name);
        let (mut params, readable) = Params::read(method, params, uploads);
        let result = readable.and_then(|()| run(self, method.name, &mut params));
        self.request_log.add_warnings(params.warnings.drain(..), self.history_limit);
        self.log_request(method.name, params.into_json(), result.as_ref().err().cloned(), None);
        result
    }

    fn log_request(
        &mut self,
        method: &'static str,
        params: Value,
        error: Option<BotApiError>,
        fault: Option<Fault>,
    ) {
        let request = LoggedRequest { at: self.clock.real_now(), method, params, error, fault };
        self.request_log.add_request(request, self.history_limit);
    }

    fn run_method(&mut self, method: &'static str, params: &mut Params) -> Result<Value, BotApiError> {
        match method {
            "getUpdates" => {
                let poll = self.begin_poll(params)?;
                self.try_finish_poll(&poll).unwrap_or_else(|| Ok(json!([])))
            }
            "setWebhook" => self.set_webhook(params),
            "deleteWebhook" => Ok(self.delete_webhook(params)),
            "getWebhookInfo" => Ok(self.webhook_info()),
            "getMe" => Ok(self.get_me()),
            "sendMessage" | "sendDocument" | "sendPhoto" | "sendVoice" | "sendVenue" | "sendLocation"
            | "copyMessage" | "forwardMessage" => self.send(method, params),
            "sendChatAction" => self.send_chat_action(params),
            "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup" => self.edit(method, params),
            "deleteMessage" => self.delete_message(params),
            "setMessageReaction" => self.set_reaction(params),
            "answerCallbackQuery" => self.answer_callback_query(params),
            "getFile" => self.get_file(params),
            "getChat" => self.get_chat(params),
            "getChatMember" => self.get_chat_member(params),
            "setMyCommands" => self.set_commands(params),
            "getMyCommands" => self.get_commands(params),
            "deleteMyCommands" => self.delete_commands(params),
            "setChatMenuButton" => self.set_menu_button(params),
            "getChatMenuButton" => Ok(self.get_menu_button(params)),
            _ => self.get_or_set_text(method, params),
        }
    }
}
