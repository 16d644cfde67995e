//! Which room hears what was said. A plain match: a button of the menu, a command, a press, the
//! conversation the person is in, else what `answers::understand` makes of it.

use crate::answers::{self, Intent, Words, understand};
use crate::chat::{Input, Message, Place};
use crate::commands::Command;
use crate::i18n::Lang;
use crate::menu::{self, Item};
use crate::organiser::{self, Code};
use crate::questions;
use crate::registration::{self, TicketCode};
use crate::reminders;
use crate::turn::Turn;

/// What follows `?start=` on the code that hangs in the hall.
pub const ASK_PAYLOAD: &str = "q";

pub async fn route(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    match turn.incoming.place {
        Place::Private => private(turn).await,
        Place::Group => {
            group(turn);
            Ok(())
        }
        Place::Channel => Ok(()),
    }
}

/// In a group: the programme, and the way to a private chat.
fn group(turn: &mut Turn<'_>) {
    let Input::Command { name, .. } = &turn.incoming.input else { return };
    match Command::from_name(name) {
        Some(Command::Programme) => answers::programme(turn),
        Some(_) => {
            let message = Message::new(turn.texts().html("group-private", &[]));
            turn.say(message);
        }
        None => {}
    }
}

async fn private(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let incoming = turn.incoming;
    match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(Command::Start) => start(turn, rest).await,
            Some(Command::Ticket) => registration::claim(turn, rest).await,
            Some(Command::Shift) => reminders::change(turn, rest).await,
            Some(command) => obey(turn, command).await,
            None => text(turn, &format!("{name} {rest}")).await,
        },
        Input::Press { data, .. } => press(turn, data).await,
        Input::Text(typed) => match Item::from_label(typed) {
            Some(item) => choose(turn, item).await,
            None => text(turn, typed).await,
        },
        Input::Contact { .. } if registration::is_under_way(turn) => registration::hear(turn).await,
        Input::Contact { .. } | Input::Voice | Input::Other => wrong_kind(turn).await,
        Input::Edited => {
            let message = Message::new(turn.texts().html("edited", &[]));
            turn.say(message);
            Ok(())
        }
        Input::Joined | Input::Left | Input::Nothing => Ok(()),
    }
}

/// `/start`, perhaps with what a link carried.
async fn start(turn: &mut Turn<'_>, payload: &str) -> anyhow::Result<()> {
    match (payload, Code::parse(payload)) {
        (ASK_PAYLOAD, _) => {
            questions::invite(turn);
            Ok(())
        }
        (_, Some(code)) => organiser::redeem(turn, &code).await,
        (payload, None) if let Some(code) = TicketCode::from_payload(payload) => {
            registration::open_code(turn, &code).await
        }
        _ => {
            menu::welcome(turn).await?;
            registration::open(turn).await
        }
    }
}

async fn obey(turn: &mut Turn<'_>, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Start => start(turn, "").await?,
        Command::Register => registration::open(turn).await?,
        Command::Programme => answer(turn, &Intent::ScheduleFull).await?,
        Command::Question => questions::invite(turn),
        Command::Language => menu::languages(turn),
        Command::Help => menu::help(turn).await?,
        Command::Cancel => cancel(turn).await?,
        Command::Queue => questions::queue(turn).await?,
        Command::Next => {
            turn.for_moderators();
            questions::next(turn).await?;
        }
        Command::Ticket => registration::claim(turn, "").await?,
        Command::Others => registration::others(turn).await?,
        Command::Guests => registration::show_list(turn).await?,
        Command::MyData => {
            organiser::show_held(turn).await?;
            ask_step_again(turn);
        }
        Command::Erase => organiser::ask_to_erase(turn),
        Command::Reminders => reminders::open(turn).await?,
        Command::Shift => reminders::change(turn, "").await?,
    }
    Ok(())
}

/// What people have the right to: behind `me:`. Before somebody is erased their seat is passed on.
async fn rights(turn: &mut Turn<'_>, what: &str) -> anyhow::Result<bool> {
    match what {
        "erase" => organiser::ask_to_erase(turn),
        "erase-no" => organiser::keep(turn),
        "erase-yes" => {
            registration::forget(turn).await?;
            organiser::erase(turn).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// A button of the menu. In the middle of registering, what was asked is answered first.
async fn choose(turn: &mut Turn<'_>, item: Item) -> anyhow::Result<()> {
    match item {
        Item::Registration => registration::open(turn).await,
        Item::Programme => answer(turn, &Intent::ScheduleFull).await,
        Item::Place => answer(turn, &Intent::Where).await,
        Item::Question => {
            questions::invite(turn);
            Ok(())
        }
        Item::Language => {
            menu::languages(turn);
            Ok(())
        }
        Item::Queue => questions::queue(turn).await,
        Item::Next => {
            turn.for_moderators();
            questions::next(turn).await
        }
    }
}

async fn cancel(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if questions::is_asking(turn) {
        questions::leave(turn).await?;
        ask_step_again(turn);
        Ok(())
    } else if registration::is_under_way(turn) {
        registration::leave(turn).await
    } else {
        let html = turn.texts().html("nothing-to-cancel", &[]);
        Ok(menu::say_with_menu(turn, html).await?)
    }
}

/// A press: the prefix of its data names the room. Data that nobody knows may be forged or old.
async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<()> {
    let (room, rest) = data.split_once(':').unwrap_or((data, ""));
    let known = match room {
        "reg" => {
            registration::press(turn, rest).await?;
            if let Some(number) = rest.strip_prefix("free:").and_then(|number| number.parse().ok()) {
                reminders::withdraw_if_cancelled(turn, number).await?;
            }
            true
        }
        "rem" => reminders::press(turn, rest).await?,
        "sched" => reminders::press_change(turn, rest).await?,
        "say" => answers::press(turn, rest).await?,
        "ask" => {
            let known = questions::press(turn, rest).await?;
            ask_step_again(turn);
            known
        }
        "queue" => {
            turn.for_moderators();
            questions::moderate(turn, rest).await?
        }
        "me" => rights(turn, rest).await?,
        "lang" => match Lang::from_code(rest) {
            Some(lang) => {
                menu::switch(turn, lang).await?;
                ask_step_again(turn);
                true
            }
            None => false,
        },
        _ => false,
    };
    if !known {
        turn.toast(turn.texts().label("button-unknown"));
    }
    Ok(())
}

/// A typed text: for the conversation the person is in, or a question of theirs.
async fn text(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    if questions::is_asking(turn) {
        questions::ask(turn, typed).await?;
        ask_step_again(turn);
        return Ok(());
    }
    if registration::takes_text(turn, typed) {
        return registration::hear(turn).await;
    }
    if let Some(code) = TicketCode::parse(typed) {
        return registration::hear_code(turn, &code).await;
    }
    match understand(typed, Words::shipped(), turn.forum.programme) {
        Some(intent) => answer(turn, &intent).await,
        None if registration::is_under_way(turn) => registration::hear(turn).await,
        None => {
            let offer = turn.forum.schedule.takes_questions(turn.forum.programme, turn.forum.now);
            if offer {
                questions::remember(turn, typed);
            }
            answers::not_understood(turn, offer);
            Ok(())
        }
    }
}

/// The door of the room that owns an intent.
async fn answer(turn: &mut Turn<'_>, intent: &Intent) -> anyhow::Result<()> {
    match intent {
        Intent::Registration => return registration::open(turn).await,
        Intent::Question => questions::invite(turn),
        Intent::Language => menu::languages(turn),
        Intent::Help => menu::help(turn).await?,
        Intent::ScheduleFull
        | Intent::ScheduleNow
        | Intent::ScheduleNext
        | Intent::SessionWhen(_)
        | Intent::EventWhen
        | Intent::Where
        | Intent::Contact
        | Intent::Greeting
        | Intent::Thanks => answers::answer(turn, intent).await?,
    }
    ask_step_again(turn);
    Ok(())
}

/// A sticker, a photo, a voice note: kindly, and the step is asked again.
async fn wrong_kind(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if questions::is_asking(turn) {
        questions::needs_text(turn);
        return Ok(());
    }
    if registration::is_under_way(turn) {
        return registration::hear(turn).await;
    }
    let message = Message::new(turn.texts().html("only-text", &[]));
    turn.say(message);
    Ok(())
}

fn ask_step_again(turn: &mut Turn<'_>) {
    if registration::is_under_way(turn) {
        registration::ask_again(turn);
    }
}
