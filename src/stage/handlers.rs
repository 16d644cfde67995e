//! `/regie`, its buttons, and the words of a line.

use super::model::{LineContent, LineError, LineState, StageLine};
use super::payload::Payload;
use super::{address, messages, rules, store, view};
use crate::audit_log::{self, Action, Entry};
use crate::chat::{Input, Message};
use crate::conversation::Activity;
use crate::ids::StageLineNumber;
use crate::menu;
use crate::people::{self, Role};
use crate::text::excerpt;
use crate::turn::{Turn, TurnResult};

/// Most characters of a moderator's name under a line.
const MAX_NAME_CHARS: usize = 32;

/// `/regie`: the lines that are ready; with words behind it, sends these.
pub async fn open(turn: &mut Turn<'_>, words: &str) -> TurnResult<()> {
    if !require_moderator(turn).await? {
        return Ok(());
    }
    stop_writing(turn);
    if words.trim().is_empty() { show_menu(turn).await } else { send_words(turn, words).await }
}

/// A press on a button of this feature.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    if !require_moderator(turn).await? {
        return Ok(());
    }
    match payload {
        Payload::Open => show_menu(turn).await,
        Payload::Send(line) => {
            stop_writing(turn);
            send(turn, LineContent::Ready(line)).await
        }
        Payload::Write => {
            turn.person.conversation.begin(Activity::WritingStageLine { since: turn.event.now });
            turn.reply(view::prompt(turn.texts()));
            Ok(())
        }
        Payload::Leave => cancel_writing(turn).await,
        Payload::Withdraw(number) => withdraw(turn, number).await,
        Payload::Address => show_address(turn, false).await,
        Payload::AskToChange(version) => {
            if require_organiser(turn).await? {
                turn.edit_or_reply(view::change_question(turn.texts(), version));
            }
            Ok(())
        }
        Payload::Change(version) => change_address(turn, version).await,
    }
}

async fn show_menu(turn: &mut Turn<'_>) -> TurnResult<()> {
    let now = turn.event.now;
    let current = store::current(turn.conn).await?.filter(|line| rules::is_shown(line, now));
    let is_organiser = turn.has_role(Role::Organiser).await?;
    let message = view::menu(turn.texts(), current.as_ref(), is_organiser);
    turn.reply(message);
    Ok(())
}

/// The words of a line that was asked for. A person without the role any more is refused.
pub async fn handle_text(turn: &mut Turn<'_>, typed: &str) -> TurnResult<()> {
    if !require_moderator(turn).await? {
        stop_writing(turn);
        return Ok(());
    }
    turn.use_staff_urgency();
    send_words(turn, typed).await
}

/// Sends a moderator's own words, or says why they cannot be sent: the next text is then still awaited.
async fn send_words(turn: &mut Turn<'_>, typed: &str) -> TurnResult<()> {
    let t = turn.texts();
    match rules::parse_line(typed) {
        Ok(content) => {
            stop_writing(turn);
            return send(turn, content).await;
        }
        Err(LineError::TooLong { chars }) => turn.reply(view::too_long(t, chars)),
        Err(LineError::Empty) => turn.reply(Message::new(t.html("stage-empty", &[])).without_sound()),
    }
    turn.person.conversation.begin(Activity::WritingStageLine { since: turn.event.now });
    Ok(())
}

/// Sends a line in the place of the last one. The same line again is not sent while it waits to be seen.
async fn send(turn: &mut Turn<'_>, content: LineContent) -> TurnResult<()> {
    let (now, sender) = (turn.event.now, turn.person.id);
    store::lock(turn.conn).await?;
    let before = store::current(turn.conn).await?;
    let repeats =
        |line: &StageLine| line.content == content && line.seen_at.is_none() && rules::is_shown(line, now);
    if before.as_ref().is_some_and(repeats) {
        say(turn, "stage-already");
        return Ok(());
    }
    let line = StageLine {
        number: store::take_number(turn.conn).await?,
        content,
        sent_by: sender,
        sent_at: now,
        state: LineState::Shown,
        seen_at: None,
    };
    store::insert(turn.conn, &line).await?;
    let first_name = turn.incoming.from.as_ref().map(|from| excerpt(&from.first_name, MAX_NAME_CHARS));
    if let Some(name) = first_name.filter(|name| name.contains(char::is_alphabetic)) {
        people::save_staff_name(turn.conn, sender, &name).await?;
    }
    let detail = match &line.content {
        LineContent::Ready(ready) => ready.to_string(),
        LineContent::Typed(_) => String::new(),
    };
    let entry = Entry::new(now, Some(sender), Action::StageLineSent).with_detail(detail);
    audit_log::record(turn.conn, &entry).await?;
    if let Some(before) = before {
        messages::update(turn, &StageLine { state: LineState::Replaced, ..before }).await?;
    }
    messages::update(turn, &line).await?;
    if matches!(turn.incoming.input, Input::Press { .. }) {
        turn.toast(turn.texts().label("stage-sent"));
    }
    Ok(())
}

async fn withdraw(turn: &mut Turn<'_>, number: StageLineNumber) -> TurnResult<()> {
    store::lock(turn.conn).await?;
    if !store::withdraw(turn.conn, number).await? {
        say(turn, "stage-gone");
        return Ok(());
    }
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::StageLineWithdrawn);
    audit_log::record(turn.conn, &entry).await?;
    if let Some(line) = store::find(turn.conn, number).await? {
        messages::update(turn, &line).await?;
    }
    say(turn, "stage-withdrawn");
    Ok(())
}

async fn show_address(turn: &mut Turn<'_>, is_new: bool) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let address = address::address(turn.conn).await?;
    turn.edit_or_reply(view::address(turn.texts(), &address, is_new));
    Ok(())
}

/// Replaces the address, unless it was replaced since the button was shown.
async fn change_address(turn: &mut Turn<'_>, version: i64) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let is_new = address::replace(turn.conn, version).await?;
    if is_new {
        let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::StageAddressChanged);
        audit_log::record(turn.conn, &entry).await?;
    }
    show_address(turn, is_new).await
}

/// Awaits the words of a line no more.
pub fn stop_writing(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::WritingStageLine { .. }));
}

/// Ends the wait for the words of a line that has lasted for too long: a later text must not stand on the stage.
pub fn expire_wait(turn: &mut Turn<'_>) {
    let now = turn.event.now;
    let is_over = |activity: &Activity| match activity {
        Activity::WritingStageLine { since } => rules::is_writing_over(*since, now),
        _ => false,
    };
    turn.person.conversation.end(is_over);
}

/// Ends the wait for the words of a line, and says so.
pub async fn cancel_writing(turn: &mut Turn<'_>) -> TurnResult<()> {
    stop_writing(turn);
    let html = turn.texts().html("stage-left", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// A photo or the like is no line.
pub fn say_text_only(turn: &mut Turn<'_>) {
    turn.reply(Message::new(turn.texts().html("stage-empty", &[])).without_sound());
}

fn say(turn: &mut Turn<'_>, id: &str) {
    let text = turn.texts().label(id);
    match turn.incoming.input {
        Input::Press { .. } => turn.toast(text),
        _ => turn.reply(Message::new(turn.texts().html(id, &[])).without_sound()),
    }
}

/// Whether the sender may write to the stage; if not, a reply says so.
async fn require_moderator(turn: &mut Turn<'_>) -> TurnResult<bool> {
    if !turn.can_moderate().await? {
        let text = turn.texts().label("stage-not-yours");
        turn.refuse(text);
        return Ok(false);
    }
    Ok(true)
}

/// Whether the sender may see and change the address; if not, a reply says so.
async fn require_organiser(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        let text = turn.texts().label("stage-address-not-yours");
        turn.refuse(text);
    }
    Ok(is_organiser)
}
