//! The panel: a live message with the counts, the question on the screen and the next ones. It is edited in place in
//! every chat in which it was opened, and posted again where it has scrolled away.

use std::collections::HashSet;

use super::super::model::{Actor, Panel};
use super::super::service::actions::release_claims;
use super::super::service::queue::{next_up, question_on_screen};
use super::super::settings::load_settings;
use super::super::store::{panels, state_counts};
use super::panel_view::{self, PanelContent};
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::{EventTime, RealTime};
use crate::db::Conn;
use crate::i18n::texts;
use crate::ids::{ChatId, PersonId};
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people;
use crate::turn::{EventContext, Turn, TurnResult};

/// Queued questions that the panel shows.
const UPCOMING_SHOWN: i64 = 3;
/// With this many messages below it, a panel has scrolled away on a phone.
const SCROLLED_AWAY_AFTER: i64 = 6;
/// Begins the key of a panel's live message, and of the messages about it.
const PANEL_KEY_PREFIX: &str = "panel:";

/// The groups in which there is a panel.
pub async fn panel_groups(conn: &mut Conn) -> sqlx::Result<Vec<ChatId>> {
    let panels = panels::list(conn).await?;
    Ok(panels.into_iter().map(|panel| panel.chat).filter(|chat| chat.is_group()).collect())
}

/// Whether there is a panel in this chat; if so, the turn continues in the panel's language.
pub async fn is_panel_group(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let Some(panel) = panels::in_chat(turn.conn, turn.incoming.chat).await? else { return Ok(false) };
    turn.person.language = panel.lang;
    Ok(true)
}

async fn load_content(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<PanelContent> {
    let settings = load_settings(conn, event.programme).await?;
    Ok(PanelContent {
        counts: state_counts::load(conn).await?,
        settings,
        on_screen: question_on_screen(conn).await?,
        upcoming: next_up(conn, settings.boost_newcomers, UPCOMING_SHOWN).await?,
    })
}

/// Posts the panel as the last message of this chat; the earlier one says that it is below.
pub(crate) async fn post_panel(turn: &mut Turn<'_>) -> TurnResult<()> {
    let chat = turn.incoming.chat;
    let id = panels::in_chat(turn.conn, chat).await?.map_or(chat, |panel| panel.id);
    let key = live_message_key(id);
    if let Some((_, message)) = outbox::find_live_message(turn.conn, &key).await? {
        turn.edit_message(message, Message::new(turn.texts().html("queue-panel-below", &[])));
    }
    outbox::clear_live_message(turn.conn, &key).await?;
    let content = load_content(turn.conn, &turn.event).await?;
    let message = panel_view::panel(&turn.event, turn.texts(), &content);
    let panel = Panel {
        id,
        chat,
        topic: turn.incoming.topic,
        lang: turn.lang(),
        content_hash: message.content_hash(),
    };
    panels::upsert(turn.conn, &panel).await?;
    let message = panel_view::with_time(&turn.event, turn.texts(), message).without_sound();
    turn.update_live_message(chat, key, message);
    Ok(())
}

/// Counts a message below the panel of this chat, and posts the panel again where it has scrolled away.
pub(crate) async fn note_message_below(turn: &mut Turn<'_>) -> TurnResult<()> {
    let (chat, topic) = (turn.incoming.chat, turn.incoming.topic);
    let below = panels::increment_messages_below(turn.conn, chat, topic).await?;
    if below.is_some_and(|below| below >= SCROLLED_AWAY_AFTER) {
        post_panel(turn).await?;
    }
    Ok(())
}

/// Whether [`update_panels`] would change a panel.
pub async fn has_outdated_panel(
    conn: &mut Conn,
    event: &EventContext<'_>,
    resting: &HashSet<ChatId>,
) -> sqlx::Result<bool> {
    Ok(!outdated_panels(conn, event, resting).await?.is_empty())
}

/// Updates every panel whose content has changed, except in chats that are `resting`; the chats of the changed
/// panels. It runs a few times a second, so that a hundred votes are one edit.
pub async fn update_panels(
    conn: &mut Conn,
    event: &EventContext<'_>,
    resting: &HashSet<ChatId>,
) -> sqlx::Result<Vec<ChatId>> {
    let outdated = outdated_panels(conn, event, resting).await?;
    let changed = outdated.iter().map(|(panel, _)| panel.chat).collect();
    for (panel, message) in outdated {
        let is_private = !panel.id.is_group();
        if is_private && !people::can_moderate(conn, panel.id.person()).await? {
            // the role was taken away
            panels::delete(conn, panel.id).await?;
            continue;
        }
        panels::set_content_hash(conn, panel.id, &message.content_hash()).await?;
        let message = panel_view::with_time(event, texts(panel.lang), message).without_sound();
        let body = Outgoing::Message(message).in_topic(panel.topic);
        let update = panel_message(panel.chat, body, Some(live_message_key(panel.id)));
        outbox::enqueue(conn, &[update], event.real_now).await?;
    }
    Ok(changed)
}

/// The panels that do not show the present content, except in chats that are `resting`, each with its message.
async fn outdated_panels(
    conn: &mut Conn,
    event: &EventContext<'_>,
    resting: &HashSet<ChatId>,
) -> sqlx::Result<Vec<(Panel, Message)>> {
    let mut panels = panels::list(conn).await?;
    panels.retain(|panel| !resting.contains(&panel.chat));
    if panels.is_empty() {
        return Ok(Vec::new());
    }
    let content = load_content(conn, event).await?;
    let rendered = panels.into_iter().map(|panel| {
        let message = panel_view::panel(event, texts(panel.lang), &content);
        (panel, message)
    });
    Ok(rendered.filter(|(panel, message)| message.content_hash() != panel.content_hash).collect())
}

/// The bot was removed from this group: its panel ends.
pub async fn close_group_panel(turn: &mut Turn<'_>) -> TurnResult<()> {
    if let Some(panel) = panels::in_chat(turn.conn, turn.incoming.chat).await? {
        panels::delete(turn.conn, panel.id).await?;
        outbox::clear_live_message(turn.conn, &live_message_key(panel.id)).await?;
    }
    Ok(())
}

/// Ends the panel of a person who can no longer moderate, and returns the questions they claim to the queue. Does
/// nothing for a person who still can.
pub async fn release_former_moderator(
    conn: &mut Conn,
    person: PersonId,
    now: EventTime,
    real_now: RealTime,
) -> sqlx::Result<()> {
    if people::can_moderate(conn, person).await? {
        return Ok(());
    }
    let key = live_message_key(person.private_chat());
    if let Some((chat, message_id)) = outbox::find_live_message(conn, &key).await? {
        let t = texts(people::language(conn, person).await?);
        let new_message = Message::new(t.html("queue-panel-closed", &[]));
        let edit = panel_message(chat, Outgoing::Edit { message_id, new_message }, None);
        outbox::enqueue(conn, &[edit], real_now).await?;
    }
    panels::delete(conn, person.private_chat()).await?;
    outbox::clear_live_message(conn, &key).await?;
    release_claims(conn, Actor { person, now, real_now }).await
}

/// A group got another chat id: its panel is posted there anew. Both chats report the change.
pub async fn move_group_panel(turn: &mut Turn<'_>, from: ChatId, to: ChatId) -> TurnResult<()> {
    if let Some(panel) = panels::in_chat(turn.conn, from).await? {
        panels::move_to(turn.conn, from, to).await?;
        panels::set_content_hash(turn.conn, panel.id, "").await?;
        outbox::clear_live_message(turn.conn, &live_message_key(panel.id)).await?;
    }
    Ok(())
}

fn live_message_key(id: ChatId) -> String {
    format!("{PANEL_KEY_PREFIX}{id}")
}

/// A message about a panel. Its key is random: no earlier message is replaced by key.
fn panel_message(chat: ChatId, body: Outgoing, live_message: Option<String>) -> NewMessage {
    let key = OutboxKey::Panel(rand::random());
    NewMessage::new(key, chat, Urgency::Notice, body).with_live_message(live_message)
}
