//! The panel: counts, what is on the screen, the next three. It is kept current in place, in as many
//! chats as it was opened in, and comes to the end of a chat where it has scrolled away.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::rules::{Action, Actor};
use super::super::store::{self as questions};
use super::actions;
use super::settings::{ModerationSettings, load_settings};
use super::store::{self, Panel};
use super::{PANEL_KEY_PREFIX, SCROLLED_AWAY_AFTER, authorize_moderator, question_on_screen, view};
use crate::chat::{ChatKind, Keyboard, Message, Outgoing, Urgency};
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::turn::{EventContext, Turn};

/// How many of the waiting questions it shows.
const UPCOMING_SHOWN: i64 = 3;

/// The groups in which moderators have opened a panel.
pub async fn panel_groups(conn: &mut Conn) -> sqlx::Result<Vec<i64>> {
    let panels = store::panels(conn).await?;
    Ok(panels.into_iter().map(|panel| panel.chat).filter(|&chat| chat < 0).collect())
}

/// What all panels show, each in its language.
pub struct PanelContent {
    pub counts: questions::StateCounts,
    pub settings: ModerationSettings,
    pub on_screen: Option<questions::Question>,
    pub upcoming: Vec<questions::Question>,
}

pub async fn load_content(conn: &mut Conn, forum: &EventContext<'_>) -> sqlx::Result<PanelContent> {
    let settings = load_settings(conn, forum.programme).await?;
    Ok(PanelContent {
        counts: questions::count_by_state(conn).await?,
        settings,
        on_screen: question_on_screen(conn).await?,
        upcoming: questions::next_up(conn, settings.boost_newcomers, UPCOMING_SHOWN).await?,
    })
}

/// Opens the panel at the end of this chat: a moderator's own, or a group in which one asks for it.
pub async fn open_panel(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !authorize_moderator(turn).await? {
        return Ok(());
    }
    if turn.incoming.chat_kind == ChatKind::Private {
        super::stop_awaiting_text(turn);
    }
    post_panel(turn).await
}

async fn post_panel(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let chat = turn.incoming.chat;
    let id = store::panel_in(turn.conn, chat).await?.map_or(chat, |panel| panel.id);
    let slot = live_message_key(id);
    if let Some((_, message)) = outbox::find_live_message(turn.conn, &slot).await? {
        turn.edit_message(message, Message::new(turn.texts().html("queue-panel-below", &[])));
    }
    outbox::clear_live_message(turn.conn, &slot).await?;
    let present = load_content(turn.conn, &turn.event).await?;
    let message = view::panel(&turn.event, turn.texts(), &present);
    let language = turn.lang().code().to_owned();
    let topic = turn.incoming.topic.unwrap_or_default();
    let panel = Panel { id, chat, topic, language, messages_below: 0, content_hash: content_hash(&message) };
    store::upsert_panel(turn.conn, &panel).await?;
    let message = view::with_time(&turn.event, turn.texts(), message).without_sound();
    turn.update_live_message(chat, slot, message);
    Ok(())
}

/// Something was said in this chat; a panel that has scrolled away comes after it.
pub async fn note_message_below(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let topic = turn.incoming.topic.unwrap_or_default();
    if store::increment_messages_below(turn.conn, turn.incoming.chat, topic).await?
        >= Some(SCROLLED_AWAY_AFTER)
    {
        post_panel(turn).await?;
    }
    Ok(())
}

/// Brings every panel up to date whose content has changed, but for those that `rest`; gives the
/// chats of those that had to be. Called a few times a second, so that a hundred votes are one edit.
/// Unless it is to `write` it only looks.
pub async fn update_panels(
    conn: &mut Conn,
    forum: &EventContext<'_>,
    rest: &HashSet<i64>,
    write: bool,
) -> sqlx::Result<Vec<i64>> {
    let mut panels = store::panels(conn).await?;
    panels.retain(|panel| !rest.contains(&panel.chat));
    let mut renewed = Vec::new();
    if panels.is_empty() {
        return Ok(renewed);
    }
    let present = load_content(conn, forum).await?;
    for panel in panels {
        let t = texts(Lang::from_code(&panel.language).unwrap_or(Lang::Fr));
        let message = view::panel(forum, t, &present);
        let shown = content_hash(&message);
        if shown == panel.content_hash {
            continue;
        }
        renewed.push(panel.chat);
        if !write {
            break;
        }
        if panel.id > 0 && !people::can_moderate(conn, panel.id).await? {
            // the role was taken away: they see no more of it
            store::delete_panel(conn, panel.id).await?;
            continue;
        }
        store::set_content_hash(conn, panel.id, &shown).await?;
        let letter = NewMessage {
            key: OutboxKey::Panel(rand::random()),
            chat: panel.chat,
            urgency: Urgency::Notice,
            expires_at: None,
            body: Outgoing::Message(view::with_time(forum, t, message).without_sound())
                .in_topic(panel.topic()),
            live_message: Some(live_message_key(panel.id)),
        };
        outbox::enqueue(conn, &[letter], forum.real_now).await?;
    }
    Ok(renewed)
}

/// A first question waits: whoever has a panel open hears it; if nobody has, everybody who may.
pub async fn notify_moderators(turn: &mut Turn<'_>, was_empty: bool, held: bool) -> anyhow::Result<()> {
    if !was_empty {
        return Ok(());
    }
    let open = store::panels(turn.conn).await?;
    for panel in &open {
        let lang = Lang::from_code(&panel.language).unwrap_or(Lang::Fr);
        turn.send_to(
            panel.chat,
            Outgoing::Message(view::first_question_notice(texts(lang), held)).in_topic(panel.topic()),
        );
    }
    if open.is_empty() {
        for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
            turn.notify(person, view::first_question_notice(texts(lang), held));
        }
    }
    Ok(())
}

/// The bot was thrown out of a group, or left it.
pub async fn close_group_panel(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if let Some(panel) = store::panel_in(turn.conn, turn.incoming.chat).await? {
        store::delete_panel(turn.conn, panel.id).await?;
        outbox::clear_live_message(turn.conn, &live_message_key(panel.id)).await?;
    }
    Ok(())
}

/// Somebody may have lost a role: unless they still moderate, their panel ends, and what they had taken
/// goes back to the queue, but for what is on the screen, which any other can close.
pub async fn release_former_moderator(conn: &mut Conn, person: i64, now: i64, mono: i64) -> sqlx::Result<()> {
    if people::can_moderate(conn, person).await? {
        return Ok(());
    }
    let own = live_message_key(person);
    if let Some((chat, message)) = outbox::find_live_message(conn, &own).await? {
        let t = texts(people::language(conn, person).await?);
        let letter = NewMessage {
            key: OutboxKey::Panel(rand::random()),
            chat,
            urgency: Urgency::Notice,
            expires_at: None,
            body: Outgoing::Edit {
                message_id: message,
                new_message: Message::new(t.html("queue-panel-closed", &[])),
            },
            live_message: None,
        };
        outbox::enqueue(conn, &[letter], mono).await?;
    }
    store::delete_panel(conn, person).await?;
    outbox::clear_live_message(conn, &own).await?;
    let live = store::number_on_screen(conn).await?;
    for question in questions::claimed_by(conn, person).await?.into_iter().filter(|held| held.number != live)
    {
        let hand = Actor { person, now, real_now: mono };
        // what another has changed in the meantime is no longer theirs
        _ = actions::apply_action(conn, question.number, &Action::Requeue, hand).await?;
    }
    Ok(())
}

/// A group has another number: its panel is put there anew. Both chats tell of it.
pub async fn move_group_panel(turn: &mut Turn<'_>, from: i64, to: i64) -> anyhow::Result<()> {
    if let Some(panel) = store::panel_in(turn.conn, from).await? {
        store::move_panel(turn.conn, from, to).await?;
        store::set_content_hash(turn.conn, panel.id, "").await?;
        outbox::clear_live_message(turn.conn, &live_message_key(panel.id)).await?;
    }
    Ok(())
}

fn live_message_key(id: i64) -> String {
    format!("{PANEL_KEY_PREFIX}{id}")
}

/// The same for the same content, so that nothing is sent that changes nothing.
fn content_hash(message: &Message) -> String {
    let mut hasher = DefaultHasher::new();
    message.html.hash(&mut hasher);
    if let Some(Keyboard::Inline(rows)) = &message.keyboard {
        for button in rows.iter().flatten() {
            (&button.label, &button.data, &button.url).hash(&mut hasher);
        }
    }
    format!("{:x}", hasher.finish())
}
