//! What people do on the page: one route each, answered with nothing when it is done and with a
//! sentence when it cannot be.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Stage;
use crate::clock::Millis;
use crate::rehearsal::world::{Kind, World};
use crate::text::utf16_len;

/// The fastest that the clock may go: a day in a minute and a half.
const FASTEST: f64 = 1_000.0;

/// How much Telegram lets one write in a message, in its own units.
const LONGEST_TEXT: usize = 4_096;

/// And under a photo.
const LONGEST_CAPTION: usize = 1_024;

/// How long a first or a last name may be.
const LONGEST_NAME: usize = 64;

/// Where the attach menu's location is: Fort-de-France, by the bay.
const SOMEWHERE: Kind = Kind::Location { latitude: 14.6037, longitude: -61.0731 };

/// Why something cannot be done, said to whoever rehearses.
pub(super) struct Mistake(StatusCode, &'static str);

impl IntoResponse for Mistake {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

type Done = Result<StatusCode, Mistake>;

const NOBODY: Mistake = Mistake(StatusCode::NOT_FOUND, "Ce téléphone n’est plus là : rechargez la page.");
const NO_MOMENT: Mistake = Mistake(StatusCode::NOT_FOUND, "Ce moment n’est pas au programme.");
const NO_SPEED: Mistake = Mistake(StatusCode::BAD_REQUEST, "L’horloge ne peut pas aller à cette vitesse.");
const GONE_BY: Mistake =
    Mistake(StatusCode::CONFLICT, "Ce moment vient de passer : y revenir recommence la répétition à zéro.");
const KEPT: Mistake = Mistake(
    StatusCode::CONFLICT,
    "Cette répétition garde sa base de données : elle ne peut pas revenir en arrière. Relancez-la avec une autre base.",
);
const NO_BUTTON: Mistake = Mistake(StatusCode::CONFLICT, "Le bouton qui demande le numéro n’est plus là.");
const NO_TEXT: Mistake = Mistake(StatusCode::BAD_REQUEST, "Un message compte de 1 à 4096 caractères.");
const NO_CAPTION: Mistake = Mistake(StatusCode::BAD_REQUEST, "Une légende compte 1024 caractères au plus.");
const NO_NAME: Mistake = Mistake(StatusCode::BAD_REQUEST, "Il manque un prénom, de 64 caractères au plus.");
const BLOCKED: Mistake =
    Mistake(StatusCode::CONFLICT, "Le bot est bloqué sur ce téléphone : débloquez-le d’abord.");
const NOT_AFRESH: Mistake = Mistake(
    StatusCode::INTERNAL_SERVER_ERROR,
    "La répétition n’a pas pu recommencer. Relancez-la, s’il vous plaît.",
);

#[derive(Deserialize)]
pub(super) struct Say {
    text: String,
}

#[derive(Deserialize)]
pub(super) struct Press {
    message_id: i64,
    data: String,
}

#[derive(Deserialize)]
pub(super) struct Send {
    kind: Sent,
    /// What goes with a photo.
    #[serde(default)]
    caption: String,
}

/// What the attach menu offers.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Sent {
    Sticker,
    Photo,
    Voice,
    Location,
}

#[derive(Deserialize)]
pub(super) struct Block {
    blocked: bool,
}

#[derive(Deserialize)]
pub(super) struct Add {
    first_name: String,
    last_name: String,
    language_code: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Turn {
    Speed(f64),
    Jump(String),
}

#[derive(Deserialize)]
pub(super) struct Again {
    jump: String,
}

type Here = State<Stage>;

pub(super) async fn say(State(stage): Here, Path(id): Path<i64>, Json(say): Json<Say>) -> Done {
    let world = speaking(&stage, id)?;
    if say.text.trim().is_empty() || utf16_len(&say.text) > LONGEST_TEXT {
        return Err(NO_TEXT);
    }
    let start = opened(&say.text, &stage.0.setting.bot);
    world.says(id, start.as_deref().unwrap_or(&say.text));
    Ok(StatusCode::NO_CONTENT)
}

/// What opening one of the bot's links says: a pasted `https://t.me/bot?start=code` is meant to be opened.
fn opened(text: &str, bot: &str) -> Option<String> {
    let text = text.trim();
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let (path, payload) = address.split_once("?start=")?;
    let (host, name) = path.split_once('/')?;
    let known = ["t.me", "telegram.me", "telegram.dog"].contains(&host.to_ascii_lowercase().as_str())
        && name.trim_end_matches('/').eq_ignore_ascii_case(bot);
    let plain = payload.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (known && plain && !payload.is_empty()).then(|| format!("/start {payload}"))
}

pub(super) async fn press(State(stage): Here, Path(id): Path<i64>, Json(press): Json<Press>) -> Done {
    speaking(&stage, id)?.presses(id, press.message_id, &press.data);
    Ok(StatusCode::NO_CONTENT)
}

/// Shares one's own number, by the button that asks for it.
pub(super) async fn contact(State(stage): Here, Path(id): Path<i64>) -> Done {
    let world = speaking(&stage, id)?;
    let keyboard = world.reply_keyboard(id).ok_or(NO_BUTTON)?.keyboard;
    let mut buttons = keyboard.as_array().into_iter().flatten().filter_map(Value::as_array).flatten();
    let asks = buttons.find(|button| button["request_contact"] == true);
    let label = asks.and_then(|button| button["text"].as_str()).ok_or(NO_BUTTON)?;
    world.presses_label(id, label).map_err(|_| NO_BUTTON)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn send(State(stage): Here, Path(id): Path<i64>, Json(send): Json<Send>) -> Done {
    let kind = match send.kind {
        Sent::Sticker => Kind::Sticker,
        Sent::Photo if utf16_len(&send.caption) > LONGEST_CAPTION => return Err(NO_CAPTION),
        Sent::Photo => Kind::Photo { caption: send.caption },
        Sent::Voice => Kind::Voice,
        Sent::Location => SOMEWHERE,
    };
    speaking(&stage, id)?.sends(id, kind);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn block(State(stage): Here, Path(id): Path<i64>, Json(block): Json<Block>) -> Done {
    let world = known(&stage, id)?;
    let changes = if block.blocked { stage.blocked().insert(id) } else { stage.blocked().remove(&id) };
    if changes {
        let _update = if block.blocked { world.blocks(id) } else { world.unblocks(id) };
        stage.turn();
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn add(State(stage): Here, Json(add): Json<Add>) -> Done {
    let (first, last, language) = (add.first_name.trim(), add.last_name.trim(), add.language_code.trim());
    if first.is_empty() || utf16_len(first) > LONGEST_NAME || utf16_len(last) > LONGEST_NAME {
        return Err(NO_NAME);
    }
    // Two people who are added at once need two ids.
    let _one_at_a_time = stage.0.beginning.lock().await;
    let world = stage.world();
    let id = world.people().iter().map(|person| person.id).max().unwrap_or(1_000) + 1;
    let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
    world.person(id, first, some(last), some(language));
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn clock(State(stage): Here, Json(turn): Json<Turn>) -> Done {
    let clock = &stage.0.setting.clock;
    match turn {
        Turn::Speed(speed) if (0.0..=FASTEST).contains(&speed) => clock.set_speed(speed),
        Turn::Speed(_) => return Err(NO_SPEED),
        Turn::Jump(jump) => {
            let at = moment(&stage, &jump)?;
            if at < clock.now() {
                return Err(GONE_BY);
            }
            let _one_at_a_time = stage.0.beginning.lock().await;
            (stage.0.setting.leap)(at).await;
        }
    }
    stage.turn();
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn afresh(State(stage): Here, Json(again): Json<Again>) -> Done {
    let at = moment(&stage, &again.jump)?;
    if stage.0.setting.named_database {
        return Err(KEPT);
    }
    let _one_at_a_time = stage.0.beginning.lock().await;
    let world = (stage.0.setting.afresh)(at).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the rehearsal could not begin afresh");
        NOT_AFRESH
    })?;
    stage.blocked().clear();
    stage.replace(world);
    Ok(StatusCode::NO_CONTENT)
}

fn moment(stage: &Stage, id: &str) -> Result<Millis, Mistake> {
    stage.0.setting.jumps.iter().find(|jump| jump.id == id).map(|jump| jump.at).ok_or(NO_MOMENT)
}

/// The world in which this person has a phone.
fn known(stage: &Stage, id: i64) -> Result<World, Mistake> {
    let world = stage.world();
    world.people().iter().any(|person| person.id == id).then_some(world).ok_or(NOBODY)
}

/// The same, unless they have blocked the bot: Telegram shows them no way to write to it then.
fn speaking(stage: &Stage, id: i64) -> Result<World, Mistake> {
    if stage.blocked().contains(&id) {
        return Err(BLOCKED);
    }
    known(stage, id)
}
