//! The methods that the emulator knows, with every parameter that the Bot API documents for them. A
//! real server ignores any other parameter; the emulator warns of it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The type of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ParameterType {
    Int,
    Float,
    Bool,
    Text,
    /// A number, or `@username`.
    Chat,
    /// An upload, or the `file_id` of an earlier upload.
    File,
    Object,
    List,
}

/// One documented parameter of a method.
pub(crate) struct Parameter {
    pub name: &'static str,
    pub value_type: ParameterType,
    pub is_required: bool,
}

/// A method of the Bot API.
pub(crate) struct Method {
    /// In the documentation's spelling.
    pub name: &'static str,
    pub parameters: Vec<Parameter>,
}

/// One method a line: its name, then `parameter:type`. `!` marks a required parameter; `+name` stands for
/// a [`parameter_group`].
const METHOD_TABLE: &str = "
getUpdates offset:int limit:int timeout:int allowed_updates:list
setWebhook url:text certificate:file ip_address:text max_connections:int allowed_updates:list drop_pending_updates:bool secret_token:text
deleteWebhook drop_pending_updates:bool
getWebhookInfo
getMe
sendMessage +send text:text! entities:list parse_mode:text link_preview_options:object
sendDocument +send +caption document:file! thumbnail:file disable_content_type_detection:bool
sendPhoto +send +caption photo:file! show_caption_above_media:bool has_spoiler:bool
sendVoice +send +caption voice:file! duration:int
sendVenue +send latitude:float! longitude:float! title:text! address:text! foursquare_id:text foursquare_type:text google_place_id:text google_place_type:text
sendLocation +send latitude:float! longitude:float! horizontal_accuracy:float live_period:int heading:int proximity_alert_radius:int
sendChatAction chat_id:chat! action:text! message_thread_id:int business_connection_id:text
copyMessage +send +caption from_chat_id:chat! message_id:int! video_start_timestamp:int show_caption_above_media:bool
forwardMessage +send from_chat_id:chat! message_id:int! video_start_timestamp:int
editMessageText +edit text:text! parse_mode:text entities:list link_preview_options:object rich_message:object
editMessageCaption +edit +caption show_caption_above_media:bool
editMessageReplyMarkup +edit
deleteMessage chat_id:chat! message_id:int!
answerCallbackQuery callback_query_id:text! text:text show_alert:bool url:text cache_time:int
setMessageReaction chat_id:chat! message_id:int! reaction:list is_big:bool
getFile file_id:text!
getChat chat_id:chat!
getChatMember chat_id:chat! user_id:int!
setMyCommands commands:list! scope:object language_code:text
getMyCommands scope:object language_code:text
deleteMyCommands scope:object language_code:text
setMyDescription description:text language_code:text
getMyDescription language_code:text
setMyShortDescription short_description:text language_code:text
getMyShortDescription language_code:text
setMyName name:text language_code:text
getMyName language_code:text
setChatMenuButton chat_id:int menu_button:object
getChatMenuButton chat_id:int
";

/// Parameters that several methods share.
fn parameter_group(name: &str) -> &'static str {
    match name {
        "+send" => {
            "business_connection_id:text chat_id:chat! message_thread_id:int direct_messages_topic_id:int \
             disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:text \
             suggested_post_parameters:object reply_parameters:object reply_markup:object"
        }
        "+caption" => "caption:text parse_mode:text caption_entities:list",
        "+edit" => {
            "business_connection_id:text chat_id:chat message_id:int inline_message_id:text reply_markup:object"
        }
        _ => "",
    }
}

static METHODS: LazyLock<HashMap<String, Method>> = LazyLock::new(|| {
    let rows = METHOD_TABLE.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let name = words.next().filter(|name| !name.is_empty())?;
        let parameters = words
            .flat_map(|word| if word.starts_with('+') { parameter_group(word) } else { word }.split(' '))
            .filter_map(parse_parameter);
        Some((name.to_ascii_lowercase(), Method { name, parameters: parameters.collect() }))
    });
    rows.collect()
});

fn parse_parameter(word: &'static str) -> Option<Parameter> {
    let (name, rest) = word.split_once(':')?;
    let kind = match rest.trim_end_matches('!') {
        "int" => ParameterType::Int,
        "float" => ParameterType::Float,
        "bool" => ParameterType::Bool,
        "chat" => ParameterType::Chat,
        "file" => ParameterType::File,
        "object" => ParameterType::Object,
        "list" => ParameterType::List,
        _ => ParameterType::Text,
    };
    Some(Parameter { name, value_type: kind, is_required: rest.ends_with('!') })
}

/// Finds a method by its name in any capitalisation, as Telegram does.
pub(crate) fn find_method(name: &str) -> Option<&'static Method> {
    METHODS.get(name).or_else(|| METHODS.get(&name.to_ascii_lowercase()))
}

/// The names of the methods that the emulator knows, in the documentation's spelling and in no order.
pub fn method_names() -> Vec<&'static str> {
    METHODS.values().map(|method| method.name).collect()
}
