//! The panel: counts, what is on the screen, the next three. It is kept current in place, in as many
//! chats as it was opened in, and comes to the end of a chat where it has scrolled away.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::rules::{Act, Hand};
use super::super::store::{self as questions};
use super::acts;
use super::settings::{Settings, settings};
use super::store::{self, Panel};
use super::{PANEL_SLOT, SCROLLED, live, may_moderate, view};
use crate::chat::{Keyboard, Message, Outgoing, Place, Urgency};
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::outbox::{self, Letter};
use crate::people::{self, Role};
use crate::turn::{Forum, Turn};

/// How many of the waiting questions it shows.
const SHOWN: i64 = 3;

/// The groups in which moderators have opened a panel.
pub async fn groups(conn: &mut Conn) -> sqlx::Result<Vec<i64>> {
    let panels = store::panels(conn).await?;
    Ok(panels.into_iter().map(|panel| panel.chat).filter(|&chat| chat < 0).collect())
}

/// What all panels show, each in its language.
pub struct Present {
    pub counts: questions::Counts,
    pub settings: Settings,
    pub live: Option<questions::Question>,
    pub upcoming: Vec<questions::Question>,
}

pub async fn present(conn: &mut Conn, forum: &Forum<'_>) -> sqlx::Result<Present> {
    let settings = settings(conn, forum.programme).await?;
    Ok(Present {
        counts: questions::count(conn).await?,
        settings,
        live: live(conn).await?,
        upcoming: questions::next_up(conn, settings.fair, SHOWN).await?,
    })
}

/// Opens the panel at the end of this chat: a moderator's own, or a group in which one asks for it.
pub async fn open(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !may_moderate(turn).await? {
        return Ok(());
    }
    if turn.incoming.place == Place::Private {
        super::resume(turn);
    }
    post(turn).await
}

async fn post(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let chat = turn.incoming.chat;
    let id = store::panel_in(turn.conn, chat).await?.map_or(chat, |panel| panel.id);
    let slot = slot(id);
    if let Some((_, message)) = outbox::slot(turn.conn, &slot).await? {
        turn.edit(message, Message::new(turn.texts().html("queue-panel-below", &[])));
    }
    outbox::vacate(turn.conn, &slot).await?;
    let present = present(turn.conn, &turn.forum).await?;
    let message = view::panel(&turn.forum, turn.texts(), &present);
    let language = turn.lang().code().to_owned();
    let topic = turn.incoming.topic.unwrap_or_default();
    let panel = Panel { id, chat, topic, language, below: 0, shown: mark(&message) };
    store::keep_panel(turn.conn, &panel).await?;
    let message = view::with_hour(&turn.forum, turn.texts(), message).silent();
    turn.fill(chat, slot, message);
    Ok(())
}

/// Something was said in this chat; a panel that has scrolled away comes after it.
pub async fn said_below(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let topic = turn.incoming.topic.unwrap_or_default();
    if store::said_below(turn.conn, turn.incoming.chat, topic).await? >= Some(SCROLLED) {
        post(turn).await?;
    }
    Ok(())
}

/// Brings every panel up to date whose content has changed, but for those that `rest`; gives the
/// chats of those that had to be. Called a few times a second, so that a hundred votes are one edit.
/// Unless it is to `write` it only looks.
pub async fn renew(
    conn: &mut Conn,
    forum: &Forum<'_>,
    rest: &HashSet<i64>,
    write: bool,
) -> sqlx::Result<Vec<i64>> {
    let mut panels = store::panels(conn).await?;
    panels.retain(|panel| !rest.contains(&panel.chat));
    let mut renewed = Vec::new();
    if panels.is_empty() {
        return Ok(renewed);
    }
    let present = present(conn, forum).await?;
    for panel in panels {
        let t = texts(Lang::from_code(&panel.language).unwrap_or(Lang::Fr));
        let message = view::panel(forum, t, &present);
        let shown = mark(&message);
        if shown == panel.shown {
            continue;
        }
        renewed.push(panel.chat);
        if !write {
            break;
        }
        if panel.id > 0 && !people::moderates(conn, panel.id).await? {
            // the role was taken away: they see no more of it
            store::close_panel(conn, panel.id).await?;
            continue;
        }
        store::note_shown(conn, panel.id, &shown).await?;
        let letter = Letter {
            key: format!("panel:{:x}", rand::random::<u64>()),
            chat: panel.chat,
            urgency: Urgency::Notice,
            expires_at: None,
            what: Outgoing::Say(view::with_hour(forum, t, message).silent()).in_topic(panel.topic()),
            slot: Some(slot(panel.id)),
        };
        outbox::put(conn, &[letter], forum.mono).await?;
    }
    Ok(renewed)
}

/// A first question waits: whoever has a panel open hears it; if nobody has, everybody who may.
pub async fn wake(turn: &mut Turn<'_>, was_empty: bool, held: bool) -> anyhow::Result<()> {
    if !was_empty {
        return Ok(());
    }
    let open = store::panels(turn.conn).await?;
    for panel in &open {
        let lang = Lang::from_code(&panel.language).unwrap_or(Lang::Fr);
        turn.send(panel.chat, Outgoing::Say(view::first_waits(texts(lang), held)).in_topic(panel.topic()));
    }
    if open.is_empty() {
        for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
            turn.tell(person, view::first_waits(texts(lang), held));
        }
    }
    Ok(())
}

/// The bot was thrown out of a group, or left it.
pub async fn close_in_group(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if let Some(panel) = store::panel_in(turn.conn, turn.incoming.chat).await? {
        store::close_panel(turn.conn, panel.id).await?;
        outbox::vacate(turn.conn, &slot(panel.id)).await?;
    }
    Ok(())
}

/// Somebody may have lost a role: unless they still moderate, their panel ends, and what they had taken
/// goes back to the queue, but for what is on the screen, which any other can close.
pub async fn dismiss(conn: &mut Conn, person: i64, now: i64, mono: i64) -> sqlx::Result<()> {
    if people::moderates(conn, person).await? {
        return Ok(());
    }
    let own = slot(person);
    if let Some((chat, message)) = outbox::slot(conn, &own).await? {
        let t = texts(people::language(conn, person).await?);
        let letter = Letter {
            key: format!("panel:{:x}", rand::random::<u64>()),
            chat,
            urgency: Urgency::Notice,
            expires_at: None,
            what: Outgoing::Edit { message, to: Message::new(t.html("queue-panel-closed", &[])) },
            slot: None,
        };
        outbox::put(conn, &[letter], mono).await?;
    }
    store::close_panel(conn, person).await?;
    outbox::vacate(conn, &own).await?;
    let live = store::on_screen(conn).await?;
    for question in questions::held_by(conn, person).await?.into_iter().filter(|held| held.number != live) {
        let hand = Hand { person, now, mono };
        // what another has changed in the meantime is no longer theirs
        _ = acts::act(conn, question.number, &Act::Back, hand).await?;
    }
    Ok(())
}

/// A group has another number: its panel is put there anew. Both chats tell of it.
pub async fn move_group(turn: &mut Turn<'_>, from: i64, to: i64) -> anyhow::Result<()> {
    if let Some(panel) = store::panel_in(turn.conn, from).await? {
        store::move_panel(turn.conn, from, to).await?;
        store::note_shown(turn.conn, panel.id, "").await?;
        outbox::vacate(turn.conn, &slot(panel.id)).await?;
    }
    Ok(())
}

fn slot(id: i64) -> String {
    format!("{PANEL_SLOT}{id}")
}

/// The same for the same content, so that nothing is sent that changes nothing.
fn mark(message: &Message) -> String {
    let mut hasher = DefaultHasher::new();
    message.html.hash(&mut hasher);
    if let Some(Keyboard::Inline(rows)) = &message.keyboard {
        for button in rows.iter().flatten() {
            (&button.label, &button.data, &button.url).hash(&mut hasher);
        }
    }
    format!("{:x}", hasher.finish())
}
