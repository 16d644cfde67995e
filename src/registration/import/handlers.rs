//! What organisers do with a list: send it, confirm it, or leave it.

use super::model::{ImportDigest, List, ListError};
use super::service::{self, Applied};
use super::typed::read_typed;
use super::{store, view};
use crate::chat::Message;
use crate::conversation::Activity;
use crate::i18n::escape_html;
use crate::people::Role;
use crate::registration::payload::Payload;
use crate::registration::view::organisers_only;
use crate::turn::{Turn, TurnResult};

/// The command: with lines behind it they are the list, without any the next message is.
pub async fn open(turn: &mut Turn<'_>, lines: &str) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    if !lines.trim().is_empty() {
        return handle_typed(turn, lines).await;
    }
    turn.person.conversation.begin(Activity::ImportingAttendees);
    turn.reply(Message::new(turn.texts().html("import-how", &[])));
    Ok(())
}

/// Whether the next text is a list.
pub fn is_awaiting_list(turn: &Turn<'_>) -> bool {
    turn.person.conversation.current() == Some(&Activity::ImportingAttendees)
}

/// Ends the wait for a list.
pub fn abandon_typing(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| *activity == Activity::ImportingAttendees);
}

/// Handles a list that was typed.
pub async fn handle_typed(turn: &mut Turn<'_>, text: &str) -> TurnResult<()> {
    handle_list(turn, read_typed(text)).await
}

/// Says that a list is awaited, to a photo or a voice message.
pub fn handle_media(turn: &mut Turn<'_>) {
    turn.reply(Message::new(turn.texts().html("import-how", &[])));
}

/// Shows what would become of a list, and stores it until it is confirmed; or says why it is none.
pub async fn handle_list(turn: &mut Turn<'_>, list: Result<List, ListError>) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    match list {
        Ok(list) => {
            abandon_typing(turn);
            show(turn, &list, false).await
        }
        Err(error) => {
            let text = view::list_error_text(turn.texts(), error);
            turn.reply(Message::new(escape_html(&text)));
            Ok(())
        }
    }
}

async fn show(turn: &mut Turn<'_>, list: &List, has_changed: bool) -> TurnResult<()> {
    let plan = service::preview(turn.conn, turn.event, list).await?;
    let digest = plan.digest(list)?;
    let (person, lang) = (turn.person.id, turn.lang());
    store::save(turn.conn, person, &digest, list, &view::report_text(lang, list, &plan)).await?;
    let message = view::dry_run(turn.texts(), list, &plan, &digest, has_changed);
    if has_changed {
        turn.edit_or_reply(message);
    } else {
        turn.reply(message);
    }
    if plan.new_count() > 0 {
        let (yes, no) = (Payload::ConfirmImport(digest.clone()), Payload::DropImport(digest.clone()));
        turn.await_yes_no(&yes.to_string(), &no.to_string());
    }
    if view::has_more_lines(&plan) {
        let caption = turn.texts().html("import-file-caption", &[]);
        turn.send_file(view::attachment_spec(lang, person, &digest), caption);
    }
    Ok(())
}

/// Registers the people of the list that was shown. If the state has changed since, shows the list again.
pub async fn confirm(turn: &mut Turn<'_>, shown: &ImportDigest) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(store::delete(turn.conn, turn.person.id).await?);
    }
    let t = turn.texts();
    let Some(pending) = find_shown(turn, shown).await? else { return Ok(()) };
    let actor = Some(turn.person.id);
    match service::apply(turn.conn, turn.event, actor, &pending, Some(shown)).await? {
        Applied::Done { plan, first } => {
            store::delete(turn.conn, turn.person.id).await?;
            turn.edit_or_reply(Message::new(escape_html(&view::done_text(t, &plan, first))));
        }
        Applied::Changed(_) => {
            turn.toast(t.label("import-changed"));
            show(turn, &pending, true).await?;
        }
    }
    Ok(())
}

/// Forgets the list that was shown.
pub async fn drop_pending(turn: &mut Turn<'_>, shown: &ImportDigest) -> TurnResult<()> {
    if find_shown(turn, shown).await?.is_some() {
        store::delete(turn.conn, turn.person.id).await?;
        turn.edit_or_reply(Message::new(turn.texts().html("import-dropped", &[])));
    }
    Ok(())
}

/// The list of a button. Without it, says that it was done already or has expired, or that a newer list took its place.
async fn find_shown(turn: &mut Turn<'_>, shown: &ImportDigest) -> TurnResult<Option<List>> {
    let id = match store::find(turn.conn, turn.person.id).await? {
        Some(pending) if pending.digest == shown.to_string() => return Ok(Some(pending.list)),
        Some(_) => "import-replaced",
        None => "import-gone",
    };
    turn.alert(turn.texts().label(id));
    Ok(None)
}

/// Whether the person is an organiser now; others get a reply that explains it.
async fn require_organiser(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        abandon_typing(turn);
        let message = organisers_only(turn);
        turn.reply(message);
    }
    Ok(is_organiser)
}
