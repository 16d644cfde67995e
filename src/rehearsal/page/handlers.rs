//! The actions of the page, one route each. The response is empty, or a sentence that says why the action
//! is impossible.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use telegram_emulator::{TelegramEmulator, UserMedia};

use super::page_state::PageState;
use crate::clock::EventTime;
use crate::text::utf16_len;

/// The highest speed of the clock: a day in a minute and a half.
const MAX_CLOCK_SPEED: f64 = 1_000.0;

/// The longest text that Telegram accepts, in UTF-16 units.
const MAX_TEXT_LENGTH: usize = 4_096;

/// The longest caption of a photo, in UTF-16 units.
const MAX_CAPTION_LENGTH: usize = 1_024;

/// The longest first or last name, in UTF-16 units.
const MAX_NAME_LENGTH: usize = 64;

/// The location that the attach menu sends: Fort-de-France, by the bay.
const SAMPLE_LOCATION: UserMedia = UserMedia::Location { latitude: 14.6037, longitude: -61.0731 };

/// Why an action is impossible, as a French sentence that the page shows.
pub(crate) struct PageActionError(StatusCode, &'static str);

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
pub(crate) struct SendTextBody {
    text: String,
}

#[derive(Deserialize)]
pub(crate) struct PressButtonBody {
    message_id: i64,
    data: String,
}

#[derive(Deserialize)]
pub(crate) struct SendMediaBody {
    kind: MediaChoice,
    /// The caption of a photo.
    #[serde(default)]
    caption: String,
}

/// The choices of the attach menu.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum MediaChoice {
    Sticker,
    Photo,
    Voice,
    Location,
}

#[derive(Deserialize)]
pub(crate) struct SetBlockedBody {
    blocked: bool,
}

#[derive(Deserialize)]
pub(crate) struct AddPhoneBody {
    first_name: String,
    last_name: String,
    language_code: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ClockChangeBody {
    Speed(f64),
    Jump(String),
}

#[derive(Deserialize)]
pub(crate) struct RestartBody {
    jump: String,
}

type PageStateExtractor = State<PageState>;

/// A user types a text.
pub(crate) async fn send_text(
    State(page): PageStateExtractor,
    Path(id): Path<i64>,
    Json(body): Json<SendTextBody>,
) -> HandlerResult {
    let emulator = require_unblocked_phone(&page, id)?;
    if body.text.trim().is_empty() || utf16_len(&body.text) > MAX_TEXT_LENGTH {
        return Err(INVALID_TEXT);
    }
    let start = start_command_from_link(&body.text, &page.config().bot_username);
    emulator.user_sends_text(id, start.as_deref().unwrap_or(&body.text));
    Ok(StatusCode::NO_CONTENT)
}

/// The command that opening a link of the bot (`https://t.me/bot?start=code`) sends: a pasted link is meant to
/// be opened. `None` for any other text.
fn start_command_from_link(text: &str, bot: &str) -> Option<String> {
    let text = text.trim();
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let (path, payload) = address.split_once("?start=")?;
    let (host, name) = path.split_once('/')?;
    let is_own_link = ["t.me", "telegram.me", "telegram.dog"].contains(&host.to_ascii_lowercase().as_str())
        && name.trim_end_matches('/').eq_ignore_ascii_case(bot);
    let is_allowed = payload.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (is_own_link && is_allowed && !payload.is_empty()).then(|| format!("/start {payload}"))
}

/// A user presses an inline button.
pub(crate) async fn press_button(
    State(page): PageStateExtractor,
    Path(id): Path<i64>,
    Json(body): Json<PressButtonBody>,
) -> HandlerResult {
    require_unblocked_phone(&page, id)?.user_presses_callback(id, body.message_id, &body.data);
    Ok(StatusCode::NO_CONTENT)
}

/// Shares the user's own number by pressing the button that asks for it.
pub(crate) async fn share_contact(State(page): PageStateExtractor, Path(id): Path<i64>) -> HandlerResult {
    let emulator = require_unblocked_phone(&page, id)?;
    let keyboard = emulator.reply_keyboard(id).ok_or(NO_CONTACT_BUTTON)?.rows;
    let mut buttons = keyboard.as_array().into_iter().flatten().filter_map(Value::as_array).flatten();
    let button = buttons.find(|button| button["request_contact"] == true);
    let label = button.and_then(|button| button["text"].as_str()).ok_or(NO_CONTACT_BUTTON)?;
    emulator.user_presses_button(id, label).map_err(|_| NO_CONTACT_BUTTON)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A user sends something from the attach menu.
pub(crate) async fn send_media(
    State(page): PageStateExtractor,
    Path(id): Path<i64>,
    Json(body): Json<SendMediaBody>,
) -> HandlerResult {
    let media = match body.kind {
        MediaChoice::Sticker => UserMedia::Sticker,
        MediaChoice::Photo if utf16_len(&body.caption) > MAX_CAPTION_LENGTH => return Err(CAPTION_TOO_LONG),
        MediaChoice::Photo => UserMedia::Photo { caption: body.caption },
        MediaChoice::Voice => UserMedia::Voice,
        MediaChoice::Location => SAMPLE_LOCATION,
    };
    require_unblocked_phone(&page, id)?.user_sends_media(id, media);
    Ok(StatusCode::NO_CONTENT)
}

/// A user blocks or unblocks the bot.
pub(crate) async fn set_blocked(
    State(page): PageStateExtractor,
    Path(id): Path<i64>,
    Json(body): Json<SetBlockedBody>,
) -> HandlerResult {
    let emulator = require_phone(&page, id)?;
    let is_change =
        if body.blocked { page.blocked_users().insert(id) } else { page.blocked_users().remove(&id) };
    if is_change {
        let _update =
            if body.blocked { emulator.user_blocks_bot(id) } else { emulator.user_unblocks_bot(id) };
        page.notify_change();
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a user with a phone.
pub(crate) async fn add_phone(
    State(page): PageStateExtractor,
    Json(body): Json<AddPhoneBody>,
) -> HandlerResult {
    let (first, last, language) = (body.first_name.trim(), body.last_name.trim(), body.language_code.trim());
    if first.is_empty() || utf16_len(first) > MAX_NAME_LENGTH || utf16_len(last) > MAX_NAME_LENGTH {
        return Err(INVALID_NAME);
    }
    // two users who are added at once need two ids
    let _guard = page.lock_changes().await;
    let emulator = page.emulator();
    let id = emulator.users().iter().map(|user| user.id).max().unwrap_or(1_000) + 1;
    let non_empty = |text| Some(text).filter(|text: &&str| !text.is_empty());
    emulator.add_user(id, first, non_empty(last), non_empty(language));
    Ok(StatusCode::NO_CONTENT)
}

/// Changes the speed of the clock, or moves it forward.
pub(crate) async fn change_clock(
    State(page): PageStateExtractor,
    Json(body): Json<ClockChangeBody>,
) -> HandlerResult {
    let clock = &page.config().clock;
    match body {
        ClockChangeBody::Speed(speed) if (0.0..=MAX_CLOCK_SPEED).contains(&speed) => clock.set_speed(speed),
        ClockChangeBody::Speed(_) => return Err(INVALID_SPEED),
        ClockChangeBody::Jump(jump) => {
            let at = find_jump_target(&page, &jump)?;
            if at < clock.event_now() {
                return Err(JUMP_TARGET_PASSED);
            }
            let _guard = page.lock_changes().await;
            (page.config().advance_clock)(at).await;
        }
    }
    page.notify_change();
    Ok(StatusCode::NO_CONTENT)
}

/// Restarts the rehearsal at an earlier moment.
pub(crate) async fn restart(State(page): PageStateExtractor, Json(body): Json<RestartBody>) -> HandlerResult {
    let at = find_jump_target(&page, &body.jump)?;
    if page.config().has_named_database {
        return Err(DATABASE_IS_KEPT);
    }
    let _guard = page.lock_changes().await;
    let emulator = (page.config().restart)(at).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the rehearsal could not restart");
        RESTART_FAILED
    })?;
    page.blocked_users().clear();
    page.replace_emulator(emulator);
    Ok(StatusCode::NO_CONTENT)
}

fn find_jump_target(page: &PageState, id: &str) -> Result<EventTime, PageActionError> {
    page.config()
        .jump_targets
        .iter()
        .find(|jump| jump.id == id)
        .map(|jump| jump.at)
        .ok_or(UNKNOWN_JUMP_TARGET)
}

/// The emulator, if this user has a phone on the page.
fn require_phone(page: &PageState, id: i64) -> Result<TelegramEmulator, PageActionError> {
    let emulator = page.emulator();
    emulator.users().iter().any(|user| user.id == id).then_some(emulator).ok_or(UNKNOWN_PHONE)
}

/// The same, unless the user has blocked the bot: Telegram offers no way to write to a blocked bot.
fn require_unblocked_phone(page: &PageState, id: i64) -> Result<TelegramEmulator, PageActionError> {
    if page.blocked_users().contains(&id) {
        return Err(BOT_IS_BLOCKED);
    }
    require_phone(page, id)
}
