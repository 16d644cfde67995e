//! The panel: a live message with who waits, in the private chats of the moderators who opened it. It is edited in
//! place whenever the queue changes.

use std::collections::HashSet;

use super::model::FloorContext;
use super::panel_view::{self, PanelContent};
use super::{rules, service, store};
use crate::chat::{Input, Message, Outgoing, Urgency};
use crate::clock::RealTime;
use crate::db::Conn;
use crate::i18n::texts;
use crate::ids::{ChatId, PersonId};
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people;
use crate::turn::{Turn, TurnResult};

/// Before the stored hash of a panel in whose place a question stands: it is rendered again with the answer, although
/// its content is the same.
const HIDDEN: char = '?';

fn live_message_key(person: PersonId) -> String {
    format!("floor:{person}")
}

/// What the panels show now.
async fn load_content(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<PanelContent> {
    let (mode, event) = (store::mode(conn).await?, &ctx.event);
    let speaker = store::speaker(conn).await?;
    let is_speaker_unreachable = match &speaker {
        Some(speaker) if !speaker.is_by_browser() => !people::is_reachable(conn, speaker.person).await?,
        _ => false,
    };
    Ok(PanelContent {
        mode,
        is_open: rules::is_open(mode, event.programme, event.schedule, event.now),
        newcomers_first: ctx.newcomers_first,
        speaker,
        is_speaker_unreachable,
        queue: service::queue(conn, ctx).await?,
        counts: store::counts(conn).await?,
    })
}

/// Shows a moderator the panel: in place where its button was pressed, else as the last message of the chat.
pub(super) async fn show_panel(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> TurnResult<()> {
    let content = load_content(turn.conn, ctx).await?;
    let message = panel_view::panel(turn.texts(), &content);
    let (person, content_hash) = (turn.person.id, message.content_hash());
    let before = store::panel_of(turn.conn, person).await?;
    store::save_panel(turn.conn, person, &content_hash).await?;
    let key = live_message_key(person);
    let shown = outbox::find_live_message(turn.conn, &key).await?;
    let is_pressed = matches!(
        (&turn.incoming.input, shown),
        (Input::Press { message_id: Some(pressed), .. }, Some((_, shown))) if *pressed == shown
    );
    let message = message.without_sound();
    if is_pressed {
        // nothing is sent that changes nothing
        if before != Some(content_hash) {
            turn.edit_or_reply(message);
        }
        return Ok(());
    }
    if let Some((_, earlier)) = shown {
        turn.edit_message(earlier, Message::new(turn.texts().html("floor-panel-below", &[])));
    }
    outbox::clear_live_message(turn.conn, &key).await?;
    let chat = turn.incoming.chat;
    turn.update_live_message(chat, key, message);
    Ok(())
}

/// Asks in place of the panel whether to end all requests. The panel comes back with the answer, or with the next
/// change of the queue.
pub(super) async fn show_clear_confirmation(turn: &mut Turn<'_>) -> TurnResult<()> {
    if let Some(content_hash) = store::panel_of(turn.conn, turn.person.id).await? {
        let hidden = format!("{HIDDEN}{}", content_hash.trim_start_matches(HIDDEN));
        store::save_panel(turn.conn, turn.person.id, &hidden).await?;
    }
    let count = store::counts(turn.conn).await?.waiting;
    turn.edit_or_reply(panel_view::clear_confirmation(turn.texts(), count).without_sound());
    Ok(())
}

/// Whether any moderator has a panel.
pub async fn has_panel(conn: &mut Conn) -> sqlx::Result<bool> {
    Ok(!store::panels(conn).await?.is_empty())
}

/// Whether [`update_panels`] would change a panel. It only reads.
pub async fn has_outdated_panel(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    resting: &HashSet<ChatId>,
) -> sqlx::Result<bool> {
    Ok(!outdated_panels(conn, ctx, resting).await?.is_empty())
}

/// Updates every panel whose content has changed, except in chats that are `resting`; the chats of the changed panels.
pub async fn update_panels(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    resting: &HashSet<ChatId>,
) -> sqlx::Result<Vec<ChatId>> {
    let mut changed = Vec::new();
    for (person, message) in outdated_panels(conn, ctx, resting).await? {
        if !people::can_moderate(conn, person).await? {
            // the role was taken away
            release_former_moderator(conn, person, ctx.event.real_now).await?;
            continue;
        }
        store::save_panel(conn, person, &message.content_hash()).await?;
        let body = Outgoing::Message(message.without_sound());
        let update =
            panel_message(person.private_chat(), body).with_live_message(Some(live_message_key(person)));
        outbox::enqueue(conn, &[update], ctx.event.real_now).await?;
        changed.push(person.private_chat());
    }
    Ok(changed)
}

/// The panels that do not show the present content, each with its message.
async fn outdated_panels(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    resting: &HashSet<ChatId>,
) -> sqlx::Result<Vec<(PersonId, Message)>> {
    let mut panels = store::panels(conn).await?;
    panels.retain(|(person, _)| !resting.contains(&person.private_chat()));
    if panels.is_empty() {
        return Ok(Vec::new());
    }
    let content = load_content(conn, ctx).await?;
    let mut outdated = Vec::new();
    for (person, shown) in panels {
        let message = panel_view::panel(texts(people::language(conn, person).await?), &content);
        if message.content_hash() != shown.trim_start_matches(HIDDEN) {
            outdated.push((person, message));
        }
    }
    Ok(outdated)
}

/// Ends the panel of a person who can no longer moderate. Does nothing for a person who still can.
pub async fn release_former_moderator(
    conn: &mut Conn,
    person: PersonId,
    real_now: RealTime,
) -> sqlx::Result<()> {
    if people::can_moderate(conn, person).await? {
        return Ok(());
    }
    let key = live_message_key(person);
    if let Some((chat, message_id)) = outbox::find_live_message(conn, &key).await? {
        let new_message = panel_view::closed_panel(texts(people::language(conn, person).await?));
        let edit = panel_message(chat, Outgoing::Edit { message_id, new_message });
        outbox::enqueue(conn, &[edit], real_now).await?;
    }
    store::delete_panel(conn, person).await?;
    outbox::clear_live_message(conn, &key).await
}

/// A message about a panel. Its key is random: no earlier message is replaced by key.
fn panel_message(chat: ChatId, body: Outgoing) -> NewMessage {
    NewMessage::new(OutboxKey::Panel(rand::random()), chat, Urgency::Notice, body)
}
