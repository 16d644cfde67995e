//! Which room hears what was said. A plain match: a button of the menu, a command, a press, the
//! conversation the person is in, else what `answers::understand` makes of it.

use super::awaited::{self, Kind};
use super::hear::{self, hear};
use crate::announcements;
use crate::answers::{self, Intent, Knowledge};
use crate::chat::{Incoming, Input, Message, Place};
use crate::commands::{Command, Order};
use crate::conversation::Activity;
use crate::i18n::Lang;
use crate::menu::{self, Item};
use crate::organiser::{self, Code};
use crate::people::{self, Person};
use crate::questions;
use crate::registration::{self, TicketCode, Wish};
use crate::reminders;
use crate::turn::Turn;
use crate::typed::is_one_of;

/// What follows `?start=` on the code that hangs in the hall.
pub const ASK_PAYLOAD: &str = "q";

/// `kind` is there where a question was awaited and a text came: what that text is.
pub async fn route(turn: &mut Turn<'_>, knowledge: &Knowledge, kind: Option<&Kind>) -> anyhow::Result<()> {
    match turn.incoming.place {
        Place::Private => {
            let offered = hear::attend(turn, knowledge);
            private(turn, knowledge, kind).await?;
            if let Some(lang) = offered.filter(|lang| turn.person.spoken == Some(*lang)) {
                menu::offer_language(turn, lang);
            }
            Ok(())
        }
        Place::Group => group(turn).await,
        Place::Channel => Ok(()),
    }
}

/// In a group: the programme, and the way to a private chat. In the moderators' own, where one of
/// them has opened the panel, the desk.
async fn group(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let incoming = turn.incoming;
    let at_home = questions::is_at_home(turn).await?;
    match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(Command::Programme) => answers::programme(turn),
            Some(_) if incoming.as_chat => {
                let message = Message::new(turn.texts().html("group-own-name", &[]));
                turn.say(message);
            }
            Some(Command::Desk(Order::Settings)) => questions::order(turn, Order::Panel, "").await?,
            Some(Command::Desk(order)) if at_home => questions::order(turn, order, rest).await?,
            Some(_) => {
                let message = Message::new(turn.texts().html("group-private", &[]));
                turn.say(message);
            }
            None => {}
        },
        Input::Press { data, .. } => {
            let known = match data.split_once(':') {
                Some(("queue", rest)) => questions::moderate(turn, rest).await?,
                _ => false,
            };
            if !known {
                turn.toast(turn.texts().label("button-unknown"));
            }
        }
        Input::Left => questions::close_in_group(turn).await?,
        Input::Moved { from, to } => questions::move_group(turn, *from, *to).await?,
        _ => {}
    }
    Ok(())
}

/// What was typed where a question is awaited, and is neither a command nor a button.
pub fn question<'i>(person: &Person, incoming: &'i Incoming) -> Option<&'i str> {
    let Input::Text(typed) = &incoming.input else { return None };
    let is_it = incoming.place == Place::Private
        && questions::awaits_question(person)
        && incoming.answers.is_none()
        && Item::from_label(typed).is_none()
        && !is_one_of("words-help", typed);
    is_it.then_some(typed)
}

async fn private(turn: &mut Turn<'_>, knowledge: &Knowledge, kind: Option<&Kind>) -> anyhow::Result<()> {
    let incoming = turn.incoming;
    if matches!(kind, Some(Kind::Question))
        && let Input::Text(question) = &incoming.input
    {
        questions::ask(turn, question).await?;
        ask_step_again(turn);
        return Ok(());
    }
    if let Some(data) = turn.expected() {
        return press(turn, &data, knowledge).await;
    }
    match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(command) => obey(turn, command, rest, knowledge).await,
            // a mistyped command is nobody's question
            None if questions::is_asking(turn) => wrong_kind(turn).await,
            None => hear(turn, &format!("{name} {rest}"), None, knowledge).await,
        },
        Input::Press { data, .. } => press(turn, data, knowledge).await,
        Input::Text(typed) => match Item::from_label(typed) {
            Some(item) => choose(turn, item, knowledge).await,
            None => hear(turn, typed, kind, knowledge).await,
        },
        Input::Contact { .. } if registration::is_under_way(turn) => registration::hear(turn).await,
        Input::Voice { file, seconds } if questions::awaits_question(&turn.person) => {
            questions::voice(turn, file, *seconds).await
        }
        Input::Photo { .. } if announcements::is_writing(turn) => announcements::hear(turn).await,
        Input::Contact { .. } | Input::Voice { .. } | Input::Photo { .. } | Input::Other => {
            wrong_kind(turn).await
        }
        Input::Edited => {
            let message = Message::new(turn.texts().html("edited", &[]));
            turn.say(message);
            Ok(())
        }
        // one word for all that follow the first
        Input::MoreOfAlbum { second: true } => announcements::only_one_photo(turn).await,
        Input::MoreOfAlbum { second: false } => Ok(()),
        Input::ForAnotherBot => {
            let message = Message::new(turn.texts().html("other-bot", &[]));
            turn.say(message);
            ask_step_again(turn);
            Ok(())
        }
        Input::Joined | Input::Left | Input::Moved { .. } | Input::Nothing => Ok(()),
    }
}

/// `/start`, perhaps with what a link carried.
async fn start(turn: &mut Turn<'_>, payload: &str) -> anyhow::Result<()> {
    match (payload, Code::parse(payload)) {
        (ASK_PAYLOAD, _) => questions::welcome(turn).await,
        (_, Some(code)) => organiser::redeem(turn, &code).await,
        (payload, None) if let Some(code) = TicketCode::from_payload(payload) => {
            registration::open_code(turn, &code).await
        }
        _ => {
            menu::welcome(turn).await?;
            register(turn).await
        }
    }
}

/// A command, with what was written behind it.
pub async fn obey(
    turn: &mut Turn<'_>,
    command: Command,
    rest: &str,
    knowledge: &Knowledge,
) -> anyhow::Result<()> {
    match command {
        Command::Start => start(turn, rest).await?,
        Command::Register => register(turn).await?,
        Command::Programme => say(turn, &Intent::ScheduleFull, knowledge).await?,
        Command::Question if rest.trim().is_empty() => questions::invite(turn).await?,
        Command::Question => {
            if questions::begin(turn).await? {
                let reading = answers::read(&turn.forum, rest, None, turn.lang(), knowledge);
                awaited::hear(turn, rest, &awaited::kind(rest, &reading), knowledge).await?;
            }
        }
        Command::Browse => questions::browse(turn).await?,
        Command::Mine => questions::mine(turn).await?,
        Command::Language => menu::languages(turn),
        Command::Help => menu::help(turn).await?,
        Command::Cancel => cancel(turn).await?,
        Command::Ticket => registration::claim(turn, rest).await?,
        Command::Others => registration::others(turn).await?,
        Command::Guests => registration::show_list(turn).await?,
        Command::MyData => {
            organiser::show_held(turn).await?;
            ask_step_again(turn);
        }
        Command::Erase => organiser::ask_to_erase(turn),
        Command::Roles => organiser::show_roles(turn).await?,
        Command::Reminders => reminders::open(turn).await?,
        Command::Shift => change_schedule(turn, rest, knowledge).await?,
        Command::Announce => {
            first_for_staff(turn).await?;
            announcements::open(turn, rest).await?;
        }
        Command::Desk(order) => {
            first_for_staff(turn).await?;
            questions::order(turn, order, rest).await?;
        }
    }
    Ok(())
}

/// What moderators and organisers ask for themselves goes first; nobody else gets it so by pressing what is
/// not theirs.
async fn first_for_staff(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if people::moderates(turn.conn, turn.person.id).await? {
        turn.for_moderators();
    }
    Ok(())
}

/// A change of the schedule, with the names of the sessions as questions find them.
async fn change_schedule(turn: &mut Turn<'_>, text: &str, knowledge: &Knowledge) -> anyhow::Result<()> {
    let (forum, lang) = (turn.forum, turn.lang());
    reminders::change(turn, text, &|name: &str| answers::sessions_named(&forum, name, lang, knowledge)).await
}

/// What people have the right to: behind `me:`. Before somebody is erased their seat is passed on.
async fn rights(turn: &mut Turn<'_>, what: &str) -> anyhow::Result<bool> {
    match what {
        "erase" => organiser::ask_to_erase(turn),
        "erase-no" => organiser::keep(turn),
        "erase-yes" => {
            registration::forget(turn).await?;
            questions::withdraw_all(turn).await?;
            organiser::erase(turn).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// A button of the menu. In the middle of registering, what was asked is answered first.
async fn choose(turn: &mut Turn<'_>, item: Item, knowledge: &Knowledge) -> anyhow::Result<()> {
    match item {
        Item::Registration => register(turn).await,
        Item::Programme => say(turn, &Intent::ScheduleFull, knowledge).await,
        Item::Place => say(turn, &Intent::Where, knowledge).await,
        Item::Question => questions::invite(turn).await,
        Item::Language => {
            menu::languages(turn);
            Ok(())
        }
        Item::Queue => obey(turn, Command::Desk(Order::Panel), "", knowledge).await,
        Item::Next => obey(turn, Command::Desk(Order::Next), "", knowledge).await,
        Item::Guests => obey(turn, Command::Guests, "", knowledge).await,
        Item::Announce => obey(turn, Command::Announce, "", knowledge).await,
        Item::Schedule => obey(turn, Command::Shift, "", knowledge).await,
    }
}

/// Presses of the registration's that only show something: a question goes on being awaited.
const GLANCES: [&str; 5] = ["calendar", "ticket", "more", "less", "lang"];

/// Whoever goes on registering is not asking or replying any more: the answers they had given come
/// back from behind, and the next text is not somebody's question.
fn set_by(turn: &mut Turn<'_>) {
    questions::resume(turn);
    answers::leave_reply(turn);
    announcements::leave(turn);
}

async fn register(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    set_by(turn);
    registration::open(turn).await
}

/// What somebody says they want of their registration.
async fn wish(turn: &mut Turn<'_>, wish: Wish) -> anyhow::Result<()> {
    set_by(turn);
    registration::wish(turn, wish).await
}

/// Ends the activity that hears the next text, and nothing that waits below it.
pub async fn cancel(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    match turn.person.conversation.current() {
        Some(Activity::Asking | Activity::Writing(_)) => questions::leave(turn).await?,
        Some(Activity::Replying { .. }) => {
            answers::leave_reply(turn);
            let html = turn.texts().html("forward-left", &[]);
            menu::say_with_menu(turn, html).await?;
        }
        Some(Activity::Announcing(_)) => {
            announcements::leave(turn);
            let html = turn.texts().html("announce-dropped", &[]);
            menu::say_with_menu(turn, html).await?;
        }
        Some(Activity::Registering(_) | Activity::Changing { .. }) => {
            return registration::leave(turn).await;
        }
        None => {
            let html = turn.texts().html("nothing-to-cancel", &[]);
            return Ok(menu::say_with_menu(turn, html).await?);
        }
    }
    ask_step_again(turn);
    Ok(())
}

/// A press: the prefix of its data names the room. Data that nobody knows may be forged or old.
async fn press(turn: &mut Turn<'_>, data: &str, knowledge: &Knowledge) -> anyhow::Result<()> {
    let (room, rest) = data.split_once(':').unwrap_or((data, ""));
    let known = match room {
        "reg" => {
            if !GLANCES.contains(&rest.split(':').next().unwrap_or_default()) {
                set_by(turn);
            }
            let freed = rest.strip_prefix("free:").and_then(|number| number.parse().ok());
            let letters = match freed {
                Some(number) => reminders::letters_of(turn, number).await?,
                None => Vec::new(),
            };
            registration::press(turn, rest).await?;
            if let Some(number) = freed {
                reminders::withdraw_if_cancelled(turn, number, &letters).await?;
                announcements::withdraw_if_cancelled(turn).await?;
            }
            true
        }
        "rem" => reminders::press(turn, rest).await?,
        "sched" => reminders::press_change(turn, rest).await?,
        "news" => {
            first_for_staff(turn).await?;
            announcements::press(turn, rest).await?
        }
        "say" => match answers::pressed(rest) {
            Some(intent) => {
                say(turn, &intent, knowledge).await?;
                true
            }
            None => false,
        },
        "ask" => {
            let known = questions::press(turn, rest).await?;
            ask_step_again(turn);
            known
        }
        "vote" => questions::vote(turn, rest).await?,
        "org" => answers::press(turn, rest).await?,
        "queue" => {
            first_for_staff(turn).await?;
            questions::moderate(turn, rest).await?
        }
        "me" => rights(turn, rest).await?,
        "role" => {
            let (known, lost) = organiser::press_role(turn, rest).await?;
            if let Some(person) = lost {
                questions::dismiss(turn.conn, person, turn.forum.now, turn.forum.mono).await?;
            }
            known
        }
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

/// An intent that came by a button or a command: answered in the person's language.
async fn say(turn: &mut Turn<'_>, intent: &Intent, knowledge: &Knowledge) -> anyhow::Result<()> {
    let lang = turn.lang();
    answer(turn, intent, lang, knowledge).await
}

/// The door of the room that owns an intent.
pub async fn answer(
    turn: &mut Turn<'_>,
    intent: &Intent,
    lang: Lang,
    knowledge: &Knowledge,
) -> anyhow::Result<()> {
    match intent {
        Intent::Registration => return register(turn).await,
        Intent::RegistrationStatus => return wish(turn, Wish::Status).await,
        Intent::RegistrationCancel => return wish(turn, Wish::Cancel).await,
        Intent::RegistrationEdit => return wish(turn, Wish::Edit).await,
        Intent::Ticket => return wish(turn, Wish::Ticket).await,
        Intent::Question => questions::invite(turn).await?,
        Intent::QuestionStatus => questions::mine(turn).await?,
        Intent::Reminders => reminders::open(turn).await?,
        Intent::Language(Some(lang)) => menu::switch(turn, *lang).await?,
        Intent::Language(None) => menu::languages(turn),
        Intent::Help => menu::help(turn).await?,
        Intent::ScheduleFull
        | Intent::ScheduleNow
        | Intent::ScheduleNext
        | Intent::ScheduleAt(..)
        | Intent::SessionWhen(_)
        | Intent::SessionWho(_)
        | Intent::SessionAbout(_)
        | Intent::EventWhen
        | Intent::EventStart
        | Intent::EventEnd
        | Intent::EventAbout
        | Intent::Where
        | Intent::Room
        | Intent::RegistrationDeadline
        | Intent::Contact
        | Intent::Human
        | Intent::Organiser
        | Intent::Refreshments
        | Intent::Topic(_)
        | Intent::Faq(_)
        | Intent::Greeting
        | Intent::Thanks
        | Intent::Unknown
        | Intent::Places
        | Intent::Emergency
        | Intent::Trouble
        | Intent::Robot
        | Intent::WayOut
        | Intent::OutOfScope => answers::answer(turn, intent, lang, knowledge),
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
    if answers::is_replying(turn) {
        answers::needs_text(turn);
        return Ok(());
    }
    if announcements::is_writing(turn) {
        return announcements::hear(turn).await;
    }
    if let Input::Voice { file, .. } = &turn.incoming.input {
        return answers::voice(turn, file).await;
    }
    answers::only_text(turn);
    Ok(())
}

pub fn ask_step_again(turn: &mut Turn<'_>) {
    if registration::is_under_way(turn) {
        registration::ask_again(turn);
    }
}
