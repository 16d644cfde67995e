//! What people do on the page: one route each, answered with nothing when it is done and with a
//! sentence when it cannot be.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::PageState;
use crate::clock::Millis;
use crate::rehearsal::emulator::{TelegramEmulator, UserMedia};
use crate::text::utf16_len;

/// The fastest that the clock may go: a day in a minute and a half.
const MAX_CLOCK_SPEED: f64 = 1_000.0;

/// How much Telegram lets one write in a message, in its own units.
const MAX_TEXT_LENGTH: usize = 4_096;

/// And under a photo.
const MAX_CAPTION_LENGTH: usize = 1_024;

/// How long a first or a last name may be.
const MAX_NAME_LENGTH: usize = 64;

/// Where the attach menu's location is: Fort-de-France, by the bay.
const SAMPLE_LOCATION: UserMedia = UserMedia::Location { latitude: 14.6037, longitude: -61.0731 };

/// Why something cannot be done, said to whoever rehearses.
pub(super) struct PageActionError(StatusCode, &'static str);

impl IntoResponse for PageActionError {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

type HandlerResult = Result<StatusCode, PageActionError>;

const UNKNOWN_PHONE: PageActionError =
    PageActionError(StatusCode::NOT_FOUND, "Ce téléphone n’est plus là : rechargez la page.");
const UNKNOWN_JUMP_TARGET: PageActionError =
    PageActionError(StatusCode::NOT_FOUND, "Ce moment n’est pas au programme.");
const INVALID_SPEED: PageActionError =
    PageActionError(StatusCode::BAD_REQUEST, "L’horloge ne peut pas aller à cette vitesse.");
const JUMP_TARGET_PASSED: PageActionError = PageActionError(
    StatusCode::CONFLICT,
    "Ce moment vient de passer : y revenir recommence la répétition à zéro.",
);
const DATABASE_IS_KEPT: PageActionError = PageActionError(
    StatusCode::CONFLICT,
    "Cette répétition garde sa base de données : elle ne peut pas revenir en arrière. Relancez-la avec une autre base.",
);
const NO_CONTACT_BUTTON: PageActionError =
    PageActionError(StatusCode::CONFLICT, "Le bouton qui demande le numéro n’est plus là.");
const INVALID_TEXT: PageActionError =
    PageActionError(StatusCode::BAD_REQUEST, "Un message compte de 1 à 4096 caractères.");
const CAPTION_TOO_LONG: PageActionError =
    PageActionError(StatusCode::BAD_REQUEST, "Une légende compte 1024 caractères au plus.");
const INVALID_NAME: PageActionError =
    PageActionError(StatusCode::BAD_REQUEST, "Il manque un prénom, de 64 caractères au plus.");
const BOT_IS_BLOCKED: PageActionError =
    PageActionError(StatusCode::CONFLICT, "Le bot est bloqué sur ce téléphone : débloquez-le d’abord.");
const RESTART_FAILED: PageActionError = PageActionError(
    StatusCode::INTERNAL_SERVER_ERROR,
    "La répétition n’a pas pu recommencer. Relancez-la, s’il vous plaît.",
);

#[derive(Deserialize)]
pub(super) struct SendTextBody {
    text: String,
}

#[derive(Deserialize)]
pub(super) struct PressButtonBody {
    message_id: i64,
    data: String,
}

#[derive(Deserialize)]
pub(super) struct SendMediaBody {
    kind: MediaChoice,
    /// What goes with a photo.
    #[serde(default)]
    caption: String,
}

/// What the attach menu offers.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum MediaChoice {
    Sticker,
    Photo,
    Voice,
    Location,
}

#[derive(Deserialize)]
pub(super) struct SetBlockedBody {
    blocked: bool,
}

#[derive(Deserialize)]
pub(super) struct AddPhoneBody {
    first_name: String,
    last_name: String,
    language_code: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ClockChangeBody {
    Speed(f64),
    Jump(String),
}

#[derive(Deserialize)]
pub(super) struct RestartBody {
    jump: String,
}

type PageStateExtractor = State<PageState>;

pub(super) async fn send_text(
    State(stage): PageStateExtractor,
    Path(id): Path<i64>,
    Json(say): Json<SendTextBody>,
) -> HandlerResult {
    let emulator = require_unblocked_phone(&stage, id)?;
    if say.text.trim().is_empty() || utf16_len(&say.text) > MAX_TEXT_LENGTH {
        return Err(INVALID_TEXT);
    }
    let start = start_command_from_link(&say.text, &stage.0.config.bot_username);
    emulator.user_sends_text(id, start.as_deref().unwrap_or(&say.text));
    Ok(StatusCode::NO_CONTENT)
}

/// What opening one of the bot's links says: a pasted `https://t.me/bot?start=code` is meant to be opened.
fn start_command_from_link(text: &str, bot: &str) -> Option<String> {
    let text = text.trim();
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let (path, payload) = address.split_once("?start=")?;
    let (host, name) = path.split_once('/')?;
    let known = ["t.me", "telegram.me", "telegram.dog"].contains(&host.to_ascii_lowercase().as_str())
        && name.trim_end_matches('/').eq_ignore_ascii_case(bot);
    let plain = payload.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (known && plain && !payload.is_empty()).then(|| format!("/start {payload}"))
}

pub(super) async fn press_button(
    State(stage): PageStateExtractor,
    Path(id): Path<i64>,
    Json(press): Json<PressButtonBody>,
) -> HandlerResult {
    require_unblocked_phone(&stage, id)?.user_presses_callback(id, press.message_id, &press.data);
    Ok(StatusCode::NO_CONTENT)
}

/// Shares one's own number, by the button that asks for it.
pub(super) async fn share_contact(State(stage): PageStateExtractor, Path(id): Path<i64>) -> HandlerResult {
    let emulator = require_unblocked_phone(&stage, id)?;
    let keyboard = emulator.reply_keyboard(id).ok_or(NO_CONTACT_BUTTON)?.rows;
    let mut buttons = keyboard.as_array().into_iter().flatten().filter_map(Value::as_array).flatten();
    let asks = buttons.find(|button| button["request_contact"] == true);
    let label = asks.and_then(|button| button["text"].as_str()).ok_or(NO_CONTACT_BUTTON)?;
    emulator.user_presses_button(id, label).map_err(|_| NO_CONTACT_BUTTON)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn send_media(
    State(stage): PageStateExtractor,
    Path(id): Path<i64>,
    Json(send): Json<SendMediaBody>,
) -> HandlerResult {
    let kind = match send.kind {
        MediaChoice::Sticker => UserMedia::Sticker,
        MediaChoice::Photo if utf16_len(&send.caption) > MAX_CAPTION_LENGTH => return Err(CAPTION_TOO_LONG),
        MediaChoice::Photo => UserMedia::Photo { caption: send.caption },
        MediaChoice::Voice => UserMedia::Voice,
        MediaChoice::Location => SAMPLE_LOCATION,
    };
    require_unblocked_phone(&stage, id)?.user_sends_media(id, kind);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn set_blocked(
    State(stage): PageStateExtractor,
    Path(id): Path<i64>,
    Json(block): Json<SetBlockedBody>,
) -> HandlerResult {
    let emulator = require_phone(&stage, id)?;
    let changes =
        if block.blocked { stage.blocked_users().insert(id) } else { stage.blocked_users().remove(&id) };
    if changes {
        let _update =
            if block.blocked { emulator.user_blocks_bot(id) } else { emulator.user_unblocks_bot(id) };
        stage.notify_change();
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn add_phone(
    State(stage): PageStateExtractor,
    Json(add): Json<AddPhoneBody>,
) -> HandlerResult {
    let (first, last, language) = (add.first_name.trim(), add.last_name.trim(), add.language_code.trim());
    if first.is_empty() || utf16_len(first) > MAX_NAME_LENGTH || utf16_len(last) > MAX_NAME_LENGTH {
        return Err(INVALID_NAME);
    }
    // Two people who are added at once need two ids.
    let _one_at_a_time = stage.0.change_lock.lock().await;
    let emulator = stage.emulator();
    let id = emulator.users().iter().map(|person| person.id).max().unwrap_or(1_000) + 1;
    let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
    emulator.add_user(id, first, some(last), some(language));
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn change_clock(
    State(stage): PageStateExtractor,
    Json(turn): Json<ClockChangeBody>,
) -> HandlerResult {
    let clock = &stage.0.config.clock;
    match turn {
        ClockChangeBody::Speed(speed) if (0.0..=MAX_CLOCK_SPEED).contains(&speed) => clock.set_speed(speed),
        ClockChangeBody::Speed(_) => return Err(INVALID_SPEED),
        ClockChangeBody::Jump(jump) => {
            let at = find_jump_target(&stage, &jump)?;
            if at < clock.event_now() {
                return Err(JUMP_TARGET_PASSED);
            }
            let _one_at_a_time = stage.0.change_lock.lock().await;
            (stage.0.config.advance_clock)(at).await;
        }
    }
    stage.notify_change();
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn restart(
    State(stage): PageStateExtractor,
    Json(again): Json<RestartBody>,
) -> HandlerResult {
    let at = find_jump_target(&stage, &again.jump)?;
    if stage.0.config.has_named_database {
        return Err(DATABASE_IS_KEPT);
    }
    let _one_at_a_time = stage.0.change_lock.lock().await;
    let emulator = (stage.0.config.restart)(at).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the rehearsal could not begin afresh");
        RESTART_FAILED
    })?;
    stage.blocked_users().clear();
    stage.replace_emulator(emulator);
    Ok(StatusCode::NO_CONTENT)
}

fn find_jump_target(stage: &PageState, id: &str) -> Result<Millis, PageActionError> {
    stage
        .0
        .config
        .jump_targets
        .iter()
        .find(|jump| jump.id == id)
        .map(|jump| jump.at)
        .ok_or(UNKNOWN_JUMP_TARGET)
}

/// The world in which this person has a phone.
fn require_phone(stage: &PageState, id: i64) -> Result<TelegramEmulator, PageActionError> {
    let emulator = stage.emulator();
    emulator.users().iter().any(|person| person.id == id).then_some(emulator).ok_or(UNKNOWN_PHONE)
}

/// The same, unless they have blocked the bot: Telegram shows them no way to write to it then.
fn require_unblocked_phone(stage: &PageState, id: i64) -> Result<TelegramEmulator, PageActionError> {
    if stage.blocked_users().contains(&id) {
        return Err(BOT_IS_BLOCKED);
    }
    require_phone(stage, id)
}
