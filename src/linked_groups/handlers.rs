//! Linking and unlinking in the group, and the settings in private.

use strum::VariantArray as _;

use super::model::{AdministratorCheck, GroupKind, LinkState, LinkedGroup, ProgrammeRenderer, Subject};
use super::payload::Payload;
use super::{posting, store, view};
use crate::audit_log::{self, Action, Entry};
use crate::chat::ChatKind;
use crate::i18n::{Lang, texts};
use crate::ids::ChatId;
use crate::outbox;
use crate::people::{self, Role};
use crate::turn::{Turn, TurnResult};

// ---- in the group

/// Whether the chat of the update is linked. The lock is held until the transaction ends, so that no other transaction
/// links it, or opens a moderators' panel in it, at the same time.
pub async fn lock_and_check(turn: &mut Turn<'_>) -> TurnResult<bool> {
    store::lock(turn.conn).await?;
    Ok(find_linked(turn).await?.is_some())
}

/// The bot was added to a group or channel, or may write there from now on. Where an organiser did that, the bot offers
/// to link it; for others it stays quiet.
pub async fn greet_group(turn: &mut Turn<'_>) -> TurnResult<()> {
    if turn.has_role(Role::Organiser).await? && find_linked(turn).await?.is_none() {
        invite(turn);
    }
    Ok(())
}

/// `/lier` in a group or channel: offers to link it, or says that it is linked.
pub async fn offer_link(turn: &mut Turn<'_>) -> TurnResult<()> {
    match find_linked(turn).await? {
        Some(group) => {
            let message = view::linked(turn.event.programme, group.kind, true);
            turn.reply(message);
        }
        None => invite(turn),
    }
    Ok(())
}

fn invite(turn: &mut Turn<'_>) {
    let kind = kind_of(turn.incoming.chat_kind);
    let message = view::invitation(turn.event.programme, kind, turn.incoming.is_sent_as_chat);
    turn.reply(message);
}

/// A press under a message in the group; false for a button that is pressed in private only. `check` is about who
/// presses, and `is_panel` says that the moderators' panel is here.
pub async fn press_in_group(
    turn: &mut Turn<'_>,
    payload: Payload,
    check: AdministratorCheck,
    is_panel: bool,
) -> TurnResult<bool> {
    match payload {
        Payload::Link => link(turn, check, is_panel).await?,
        Payload::Leave => leave(turn).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

async fn link(turn: &mut Turn<'_>, check: AdministratorCheck, is_panel: bool) -> TurnResult<()> {
    let refusal = if !turn.has_role(Role::Organiser).await? {
        Some("group-link-organisers")
    } else if is_panel {
        Some("group-link-panel")
    } else {
        match check {
            AdministratorCheck::Administrator => None,
            AdministratorCheck::NotAdministrator => Some("group-link-administrators"),
            AdministratorCheck::Unknown => Some("group-link-unsure"),
        }
    };
    if let Some(id) = refusal {
        turn.alert(turn.texts().label(id));
        return Ok(());
    }
    store::lock(turn.conn).await?;
    let kind = kind_of(turn.incoming.chat_kind);
    if find_linked(turn).await?.is_some() {
        turn.toast(turn.texts().label("group-link-already"));
        let message = view::linked(turn.event.programme, kind, false);
        turn.edit_or_reply(message);
        return Ok(());
    }
    let event = turn.event;
    let chat = turn.incoming.chat;
    // what was chosen for a group from which the bot was removed holds again
    let (languages, subjects) = match store::find(turn.conn, chat).await? {
        Some(lost) => (lost.languages, lost.subjects),
        None => (vec![view::group_texts(event.programme).lang], Subject::VARIANTS.to_vec()),
    };
    let group = LinkedGroup {
        chat,
        kind,
        title: view::clean_title(&turn.incoming.chat_title),
        state: LinkState::Linked,
        topic: turn.incoming.topic,
        languages,
        subjects,
        linked_by: Some(turn.person.id),
        linked_at: event.now,
        told_schedule: event.schedule.clone(),
        has_seen_closed: false,
    };
    store::save(turn.conn, &group).await?;
    outbox::forget_unreachable_group(turn.conn, chat).await?;
    record(turn, Action::GroupLinked, chat).await?;
    let message = view::linked(event.programme, kind, false);
    turn.edit_or_reply(message);
    // a group's members are strangers to the bot; an organiser is not
    let lang = people::language(turn.conn, turn.person.id).await?;
    let card = view::card(texts(lang), event.programme, &group);
    turn.notify(turn.person.id, card);
    Ok(())
}

async fn leave(turn: &mut Turn<'_>) -> TurnResult<()> {
    if !turn.has_role(Role::Organiser).await? {
        turn.alert(turn.texts().label("group-unlink-organisers"));
        return Ok(());
    }
    unlink(turn, turn.incoming.chat).await?;
    let message = view::unlinked(turn.event.programme);
    turn.edit_or_reply(message);
    Ok(())
}

/// Deletes a link with everything that waits for the group.
async fn unlink(turn: &mut Turn<'_>, chat: ChatId) -> TurnResult<()> {
    store::lock(turn.conn).await?;
    if store::delete(turn.conn, chat).await? {
        posting::withdraw_posts(turn.conn, chat).await?;
        record(turn, Action::GroupUnlinked, chat).await?;
    }
    Ok(())
}

/// The bot was removed, or may not write any more: nothing is posted there, and organisers are told.
pub async fn handle_removal(turn: &mut Turn<'_>) -> TurnResult<()> {
    if store::find(turn.conn, turn.incoming.chat).await?.is_none() {
        return Ok(());
    }
    store::lock(turn.conn).await?;
    let event = turn.event;
    let messages = posting::mark_lost(turn.conn, &event, turn.incoming.chat).await?;
    Ok(outbox::enqueue(turn.conn, &messages, event.real_now).await?)
}

/// The group has another title.
pub async fn handle_new_title(turn: &mut Turn<'_>) -> TurnResult<()> {
    let title = view::clean_title(&turn.incoming.chat_title);
    Ok(store::set_title(turn.conn, turn.incoming.chat, &title).await?)
}

/// The group has another id. Both chats report that.
pub async fn move_group(turn: &mut Turn<'_>, from: ChatId, to: ChatId) -> TurnResult<()> {
    if store::find(turn.conn, from).await?.is_some() {
        store::lock(turn.conn).await?;
        store::move_to(turn.conn, from, to).await?;
    }
    Ok(())
}

/// The link of the chat of the update, while it works.
async fn find_linked(turn: &mut Turn<'_>) -> sqlx::Result<Option<LinkedGroup>> {
    let group = store::find(turn.conn, turn.incoming.chat).await?;
    Ok(group.filter(|group| group.state == LinkState::Linked))
}

async fn record(turn: &mut Turn<'_>, action: Action, chat: ChatId) -> sqlx::Result<()> {
    let entry = Entry::new(turn.event.now, Some(turn.person.id), action).with_detail(chat.to_string());
    audit_log::record(turn.conn, &entry).await
}

fn kind_of(chat_kind: ChatKind) -> GroupKind {
    match chat_kind {
        ChatKind::Channel => GroupKind::Channel,
        ChatKind::Group | ChatKind::Private => GroupKind::Group,
    }
}

// ---- in private

/// `/groupes`: the linked groups, and how to add one.
pub async fn show_groups(turn: &mut Turn<'_>) -> TurnResult<()> {
    if require_organiser(turn).await? {
        show_list(turn).await?;
    }
    Ok(())
}

async fn show_list(turn: &mut Turn<'_>) -> TurnResult<()> {
    let groups = store::list(turn.conn).await?;
    let bot = posting::bot_name(turn.conn).await?;
    let message = view::list(turn.texts(), &groups, bot.as_deref());
    turn.edit_or_reply(message);
    Ok(())
}

/// A press in private, by an organiser; false for a button that stands in groups.
pub async fn press(
    turn: &mut Turn<'_>,
    payload: Payload,
    programme: &ProgrammeRenderer<'_>,
) -> TurnResult<bool> {
    if !require_organiser(turn).await? {
        return Ok(true);
    }
    match payload {
        Payload::Link | Payload::Leave => return Ok(false),
        Payload::List => show_list(turn).await?,
        Payload::Card(chat) => {
            if let Some(group) = find_pressed(turn, chat).await? {
                show_card(turn, &group);
            }
        }
        Payload::SetSubject(chat, subject, is_on) => {
            store::lock(turn.conn).await?;
            if let Some(mut group) = find_pressed(turn, chat).await? {
                group.subjects.retain(|other| *other != subject);
                if is_on {
                    group.subjects.push(subject);
                }
                store::save(turn.conn, &group).await?;
                show_card(turn, &group);
            }
        }
        Payload::SetLanguage(chat, lang, is_on) => set_language(turn, chat, lang, is_on).await?,
        Payload::PostProgramme(chat) => {
            store::lock(turn.conn).await?;
            if let Some(group) = find_pressed(turn, chat).await?.filter(|it| it.state == LinkState::Linked) {
                let event = turn.event;
                let is_new = posting::post_programme(turn.conn, event, &group, programme).await?;
                turn.toast(turn.texts().label(if is_new { "groups-posted" } else { "groups-posted-before" }));
            }
        }
        Payload::AskToUnlink(chat) => {
            if let Some(group) = find_pressed(turn, chat).await? {
                let message = view::ask_to_unlink(turn.texts(), &group);
                turn.edit_or_reply(message);
            }
        }
        Payload::Unlink(chat) => {
            unlink(turn, chat).await?;
            turn.toast(turn.texts().label("groups-unlinked"));
            show_list(turn).await?;
        }
    }
    Ok(true)
}

async fn set_language(turn: &mut Turn<'_>, chat: ChatId, lang: Lang, is_on: bool) -> TurnResult<()> {
    store::lock(turn.conn).await?;
    let Some(mut group) = find_pressed(turn, chat).await? else { return Ok(()) };
    let languages = &turn.event.programme.languages;
    // in the event's order; the languages that the event no longer offers go
    let chosen = |other: &&Lang| if **other == lang { is_on } else { group.languages.contains(other) };
    let chosen: Vec<Lang> = languages.iter().filter(chosen).copied().collect();
    if chosen.is_empty() {
        turn.alert(turn.texts().label("groups-last-language"));
        return Ok(());
    }
    group.languages = chosen;
    store::save(turn.conn, &group).await?;
    show_card(turn, &group);
    Ok(())
}

fn show_card(turn: &mut Turn<'_>, group: &LinkedGroup) {
    let message = view::card(turn.texts(), turn.event.programme, group);
    turn.edit_or_reply(message);
}

/// The group of a button; one that is not linked any more is answered.
async fn find_pressed(turn: &mut Turn<'_>, chat: ChatId) -> sqlx::Result<Option<LinkedGroup>> {
    let group = store::find(turn.conn, chat).await?;
    if group.is_none() {
        turn.toast(turn.texts().label("groups-gone"));
    }
    Ok(group)
}

async fn require_organiser(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        let text = turn.texts().label("groups-not-yours");
        turn.refuse(text);
    }
    Ok(is_organiser)
}
