//! What a press, the command or a text leads to.

use super::model::{
    FloorContext, FloorStatus, GiveOutcome, JoinOutcome, Mode, RequestNumber, SkipOutcome, WithdrawOutcome,
};
use super::payload::{Payload, SkipCount};
use super::{panel, service, view};
use crate::args;
use crate::chat::Message;
use crate::i18n::texts;
use crate::people::{self, Role};
use crate::text::parse_display_name;
use crate::turn::{Turn, TurnResult};

/// The first name that the phone gives; empty for one without a letter.
fn first_name(turn: &Turn<'_>) -> String {
    turn.incoming.from.as_ref().map(|sender| parse_display_name(&sender.first_name)).unwrap_or_default()
}

/// `/parole`: asks for the floor; moderators see who waits.
pub async fn open(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> TurnResult<()> {
    if turn.can_moderate().await? { panel::show_panel(turn, ctx).await } else { ask(turn, ctx).await }
}

/// Offers the floor under the last reply, while the queue is open.
pub async fn offer(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> TurnResult<()> {
    if is_open(turn, ctx).await? {
        let t = turn.texts();
        turn.add_button(view::ask_button(t), || view::offer(t));
    }
    Ok(())
}

/// A typed text that asks for the floor: offers the button; false where the queue is closed.
pub async fn try_text(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> TurnResult<bool> {
    let status = service::status(turn.conn, ctx, turn.person.id).await?;
    match status {
        FloorStatus::Closed | FloorStatus::Heard { may_ask_again: false } => return Ok(false),
        FloorStatus::MayAsk | FloorStatus::Heard { may_ask_again: true } => {
            let message = view::invitation(turn.texts(), &first_name(turn));
            turn.reply(message);
            turn.await_yes_no(&Payload::Ask.to_string(), "");
        }
        FloorStatus::Waiting(_) | FloorStatus::HasFloor { .. } => show_status(turn, ctx).await?,
    }
    Ok(true)
}

/// Says that nobody can ask for the floor now, when that begins, and how to write.
pub fn say_closed(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) {
    let message = view::closed(ctx, turn.texts());
    turn.reply(message);
}

async fn is_open(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> sqlx::Result<bool> {
    let event = &ctx.event;
    service::is_open(turn.conn, event.programme, event.schedule, event.now).await
}

/// A press on a button of this feature. The setting of [`Payload::NewcomersFirst`] belongs to another feature: the
/// caller changes it first, and hands in what holds then.
pub async fn press(turn: &mut Turn<'_>, ctx: &FloorContext<'_>, payload: Payload) -> TurnResult<()> {
    match payload {
        Payload::Ask => return ask(turn, ctx).await,
        Payload::Show => return show_status(turn, ctx).await,
        Payload::Leave => return leave(turn, ctx).await,
        Payload::ShowName(shown) => return show_name(turn, ctx, shown).await,
        Payload::Come(number) => return come(turn, ctx, number).await,
        Payload::Pass(number) => return pass(turn, ctx, number).await,
        Payload::Queue
        | Payload::Give(..)
        | Payload::Done(_)
        | Payload::Skip(..)
        | Payload::SetMode(_)
        | Payload::AskToClear
        | Payload::Clear
        | Payload::NewcomersFirst(_) => {}
    }
    if require_moderator(turn).await? {
        turn.use_staff_urgency();
        moderate(turn, ctx, payload).await?;
    }
    Ok(())
}

/// Whether the person may give the floor; says who may if not.
pub async fn require_moderator(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let can_moderate = turn.can_moderate().await?;
    if !can_moderate {
        let text = turn.texts().label("floor-not-yours");
        turn.refuse(text);
    }
    Ok(can_moderate)
}

async fn moderate(turn: &mut Turn<'_>, ctx: &FloorContext<'_>, payload: Payload) -> TurnResult<()> {
    match payload {
        Payload::Give(number, speaker) => give(turn, ctx, number, speaker.to_option()).await?,
        Payload::Done(number) => {
            if !service::finish(turn.conn, number).await? {
                turn.toast(turn.texts().label("floor-changed"));
            }
        }
        Payload::Skip(number, seen) => skip(turn, ctx, number, seen).await?,
        Payload::SetMode(mode) => set_mode(turn, mode).await?,
        Payload::AskToClear => return panel::show_clear_confirmation(turn).await,
        Payload::Clear => {
            let count = service::clear(turn.conn).await?;
            turn.toast(turn.texts().plain("floor-cleared-toast", args!(count = count as i64)));
        }
        Payload::Queue
        | Payload::NewcomersFirst(_)
        | Payload::Ask
        | Payload::Show
        | Payload::Leave
        | Payload::ShowName(_)
        | Payload::Come(_)
        | Payload::Pass(_) => {}
    }
    panel::show_panel(turn, ctx).await
}

async fn give(
    turn: &mut Turn<'_>,
    ctx: &FloorContext<'_>,
    number: RequestNumber,
    speaker: Option<RequestNumber>,
) -> TurnResult<()> {
    let outcome = service::give(turn.conn, ctx, number, speaker).await?;
    let t = turn.texts();
    match outcome {
        GiveOutcome::Given(request) => {
            let name = view::moderators_name(t, &request);
            turn.toast(t.plain("floor-given", args!(name = name)));
        }
        GiveOutcome::Changed(Some(request)) => {
            let name = view::moderators_name(t, &request);
            turn.alert(t.plain("floor-given-by-other", args!(name = name)));
        }
        GiveOutcome::Changed(None) => turn.alert(t.label("floor-changed")),
        GiveOutcome::Gone => turn.alert(t.label("floor-gone")),
    }
    Ok(())
}

async fn skip(
    turn: &mut Turn<'_>,
    ctx: &FloorContext<'_>,
    number: RequestNumber,
    seen: SkipCount,
) -> TurnResult<()> {
    let outcome = service::skip(turn.conn, ctx, number, seen).await?;
    let t = turn.texts();
    let text = match &outcome {
        SkipOutcome::ToTheEnd(request) => {
            t.plain("floor-to-the-end", args!(name = view::moderators_name(t, request)))
        }
        SkipOutcome::Out(request) => t.plain("floor-out", args!(name = view::moderators_name(t, request))),
        SkipOutcome::Changed => t.label("floor-changed"),
    };
    turn.toast(text);
    Ok(())
}

/// Opens or closes the queue, and tells the other moderators who did it.
async fn set_mode(turn: &mut Turn<'_>, mode: Mode) -> TurnResult<()> {
    if !service::set_mode(turn.conn, mode).await? {
        turn.toast(turn.texts().label("queue-set-already"));
        return Ok(());
    }
    let id = match mode {
        Mode::Programme => "floor-mode-programme",
        Mode::Open => "floor-mode-open",
        Mode::Closed => "floor-mode-closed",
    };
    let name = first_name(turn);
    for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
        if person != turn.person.id {
            let t = texts(lang);
            let html = t.html("floor-set-by", args!(name = &name, what = t.label(id)));
            turn.notify(person, Message::new(html).without_sound());
        }
    }
    Ok(())
}

async fn ask(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> TurnResult<()> {
    let name = first_name(turn);
    let outcome = service::join(turn.conn, ctx, turn.person.id, &name).await?;
    let t = turn.texts();
    let can_show_name = !name.is_empty();
    let message = match &outcome {
        JoinOutcome::Joined(waiting) => view::waiting(ctx, t, waiting, true, can_show_name),
        JoinOutcome::AlreadyWaiting(waiting) => view::waiting(ctx, t, waiting, false, can_show_name),
        JoinOutcome::AlreadyHasFloor => return show_status(turn, ctx).await,
        JoinOutcome::Closed => view::closed(ctx, t),
        JoinOutcome::Muted => view::muted(t),
    };
    turn.reply(message);
    Ok(())
}

/// Where the person stands, in place of the message whose button was pressed.
async fn show_status(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> TurnResult<()> {
    let status = service::status(turn.conn, ctx, turn.person.id).await?;
    let (t, name) = (turn.texts(), first_name(turn));
    let message = match &status {
        FloorStatus::Closed => view::closed(ctx, t),
        FloorStatus::MayAsk => view::invitation(t, &name),
        FloorStatus::Waiting(waiting) => view::waiting(ctx, t, waiting, false, !name.is_empty()),
        FloorStatus::HasFloor { .. } => view::has_floor(t, &status),
        FloorStatus::Heard { may_ask_again } => view::heard(ctx, t, *may_ask_again),
    };
    turn.edit_or_reply(message);
    Ok(())
}

async fn leave(turn: &mut Turn<'_>, ctx: &FloorContext<'_>) -> TurnResult<()> {
    let outcome = service::withdraw(turn.conn, ctx, turn.person.id).await?;
    let id = match outcome {
        WithdrawOutcome::Withdrawn => "floor-left",
        WithdrawOutcome::GaveUpFloor => "floor-passed",
        WithdrawOutcome::NoRequest => "floor-nothing-to-leave",
    };
    let (t, name) = (turn.texts(), first_name(turn));
    let message = match is_open(turn, ctx).await? {
        true => view::may_ask(t, id, &name),
        false => Message::new(t.html(id, &[])),
    };
    turn.edit_or_reply(message);
    Ok(())
}

async fn show_name(turn: &mut Turn<'_>, ctx: &FloorContext<'_>, shown: bool) -> TurnResult<()> {
    let name = if shown { first_name(turn) } else { String::new() };
    service::set_name(turn.conn, turn.person.id, &name).await?;
    show_status(turn, ctx).await
}

/// "J'arrive", under the message that gave the floor to request `number`.
async fn come(turn: &mut Turn<'_>, ctx: &FloorContext<'_>, number: RequestNumber) -> TurnResult<()> {
    let status = service::status(turn.conn, ctx, turn.person.id).await?;
    if !matches!(status, FloorStatus::HasFloor { number: mine, .. } if mine == number)
        || !service::acknowledge(turn.conn, turn.person.id).await?
    {
        turn.alert(turn.texts().label("floor-too-late"));
    }
    show_status(turn, ctx).await
}

/// "Je laisse ma place", under the message that gave the floor to request `number`.
async fn pass(turn: &mut Turn<'_>, ctx: &FloorContext<'_>, number: RequestNumber) -> TurnResult<()> {
    let status = service::status(turn.conn, ctx, turn.person.id).await?;
    let mine = match status {
        FloorStatus::HasFloor { number, .. } => Some(number),
        FloorStatus::Waiting(waiting) => Some(waiting.number),
        FloorStatus::Closed | FloorStatus::MayAsk | FloorStatus::Heard { .. } => None,
    };
    if mine == Some(number) {
        return leave(turn, ctx).await;
    }
    turn.alert(turn.texts().label("floor-too-late"));
    show_status(turn, ctx).await
}
