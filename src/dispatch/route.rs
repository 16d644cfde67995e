//! Which room hears what was said. A plain match: a button of the menu, a command, a press, the
//! conversation the person is in, else what `answers` makes of it.

use super::awaited_question::{self, AwaitedText};
use super::text_input::{self, handle_text};
use crate::access::{self, InviteCode};
use crate::announcements;
use crate::answers::{self, Intent, NluModel};
use crate::chat::{ChatKind, Incoming, Input, Message};
use crate::commands::{Command, ModeratorCommand};
use crate::conversation::Activity;
use crate::i18n::Lang;
use crate::keywords::is_keyword;
use crate::menu::{self, MenuItem};
use crate::people::{self, Person};
use crate::personal_data;
use crate::questions;
use crate::registration::{self, RegistrationAction, TicketCode};
use crate::reminders;
use crate::turn::Turn;

/// What follows `?start=` on the code that hangs in the hall.
pub const ASK_START_PAYLOAD: &str = "q";

/// `kind` is there where a question was awaited and a text came: what that text is.
pub async fn route(
    turn: &mut Turn<'_>,
    knowledge: &NluModel,
    kind: Option<&AwaitedText>,
) -> anyhow::Result<()> {
    match turn.incoming.chat_kind {
        ChatKind::Private => {
            let offered = text_input::select_turn_language(turn, knowledge);
            route_private(turn, knowledge, kind).await?;
            if let Some(lang) = offered.filter(|lang| turn.person.reply_language == Some(*lang)) {
                menu::offer_language(turn, lang);
            }
            Ok(())
        }
        ChatKind::Group => route_group(turn).await,
        ChatKind::Channel => Ok(()),
    }
}

/// In a group: the programme, and the way to a private chat. In the moderators' own, where one of
/// them has opened the panel, the desk.
async fn route_group(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let incoming = turn.incoming;
    let at_home = questions::is_panel_group(turn).await?;
    match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(Command::Programme) => answers::say_programme(turn),
            Some(_) if incoming.is_sent_as_chat => {
                let message = Message::new(turn.texts().html("group-own-name", &[]));
                turn.reply(message);
            }
            Some(Command::Moderation(ModeratorCommand::Settings)) => {
                questions::handle_command(turn, ModeratorCommand::Panel, "").await?
            }
            Some(Command::Moderation(order)) if at_home => {
                questions::handle_command(turn, order, rest).await?
            }
            Some(_) => {
                let message = Message::new(turn.texts().html("group-private", &[]));
                turn.reply(message);
            }
            None => {}
        },
        Input::Press { data, .. } => {
            let known = match data.split_once(':') {
                Some(("queue", rest)) => questions::handle_moderation_press(turn, rest).await?,
                _ => false,
            };
            if !known {
                turn.toast(turn.texts().label("button-unknown"));
            }
        }
        Input::BotRemoved => questions::close_group_panel(turn).await?,
        Input::GroupMigrated { from, to } => questions::move_group_panel(turn, *from, *to).await?,
        _ => {}
    }
    Ok(())
}

/// What was typed where a question is awaited, and is neither a command nor a button.
pub fn awaited_question_text<'i>(person: &Person, incoming: &'i Incoming) -> Option<&'i str> {
    let Input::Text(typed) = &incoming.input else { return None };
    let is_it = incoming.chat_kind == ChatKind::Private
        && questions::awaits_question(person)
        && incoming.reply_to.is_none()
        && MenuItem::from_label(typed).is_none()
        && !is_keyword("words-help", typed);
    is_it.then_some(typed)
}

async fn route_private(
    turn: &mut Turn<'_>,
    knowledge: &NluModel,
    kind: Option<&AwaitedText>,
) -> anyhow::Result<()> {
    let incoming = turn.incoming;
    if matches!(kind, Some(AwaitedText::Question))
        && let Input::Text(question) = &incoming.input
    {
        questions::submit_text(turn, question).await?;
        repeat_current_step(turn);
        return Ok(());
    }
    if let Some(data) = turn.take_typed_button() {
        return handle_press(turn, &data, knowledge).await;
    }
    match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(command) => run_command(turn, command, rest, knowledge).await,
            // a mistyped command is nobody's question
            None if questions::awaits_text(turn) => handle_unsupported_input(turn).await,
            None => handle_text(turn, &format!("{name} {rest}"), None, knowledge).await,
        },
        Input::Press { data, .. } => handle_press(turn, data, knowledge).await,
        Input::Text(typed) => match MenuItem::from_label(typed) {
            Some(item) => handle_menu_item(turn, item, knowledge).await,
            None => handle_text(turn, typed, kind, knowledge).await,
        },
        Input::Contact { .. } if registration::is_under_way(turn) => registration::handle_input(turn).await,
        Input::Voice { file_id: file, seconds } if questions::awaits_question(&turn.person) => {
            questions::handle_voice(turn, file, *seconds).await
        }
        Input::Photo { .. } if announcements::is_writing(turn) => announcements::handle_input(turn).await,
        Input::Contact { .. } | Input::Voice { .. } | Input::Photo { .. } | Input::Unsupported => {
            handle_unsupported_input(turn).await
        }
        Input::Edited => {
            let message = Message::new(turn.texts().html("edited", &[]));
            turn.reply(message);
            Ok(())
        }
        // one word for all that follow the first
        Input::MoreOfAlbum { is_second: true } => announcements::warn_single_photo(turn).await,
        Input::MoreOfAlbum { is_second: false } => Ok(()),
        Input::ForAnotherBot => {
            let message = Message::new(turn.texts().html("other-bot", &[]));
            turn.reply(message);
            repeat_current_step(turn);
            Ok(())
        }
        Input::BotAdded | Input::BotRemoved | Input::GroupMigrated { .. } | Input::Ignored => Ok(()),
    }
}

/// `/start`, perhaps with what a link carried.
async fn handle_start(turn: &mut Turn<'_>, payload: &str) -> anyhow::Result<()> {
    match (payload, InviteCode::parse(payload)) {
        (ASK_START_PAYLOAD, _) => questions::prompt_with_menu(turn).await,
        (_, Some(code)) => access::redeem(turn, &code).await,
        (payload, None) if let Some(code) = TicketCode::from_payload(payload) => {
            registration::open_ticket_link(turn, &code).await
        }
        _ => {
            menu::send_welcome(turn).await?;
            open_registration(turn).await
        }
    }
}

/// A command, with what was written behind it.
pub async fn run_command(
    turn: &mut Turn<'_>,
    command: Command,
    rest: &str,
    knowledge: &NluModel,
) -> anyhow::Result<()> {
    match command {
        Command::Start => handle_start(turn, rest).await?,
        Command::Register => open_registration(turn).await?,
        Command::Programme => answer_in_own_language(turn, &Intent::ScheduleFull, knowledge).await?,
        Command::AskQuestion if rest.trim().is_empty() => questions::prompt_for_question(turn).await?,
        Command::AskQuestion => {
            if questions::await_question(turn).await? {
                let reading = answers::interpret_in_context(&turn.event, rest, None, turn.lang(), knowledge);
                awaited_question::handle_awaited_text(
                    turn,
                    rest,
                    &awaited_question::classify(rest, &reading),
                    knowledge,
                )
                .await?;
            }
        }
        Command::BrowseQuestions => questions::browse(turn).await?,
        Command::MyQuestions => questions::show_own_questions(turn).await?,
        Command::Language => menu::send_language_choice(turn),
        Command::Help => menu::send_help(turn).await?,
        Command::Cancel => cancel_current_activity(turn).await?,
        Command::Ticket => registration::claim_ticket(turn, rest).await?,
        Command::RegisterOthers => registration::others(turn).await?,
        Command::RegistrationList => registration::show_list(turn).await?,
        Command::MyData => {
            personal_data::send_export(turn).await?;
            repeat_current_step(turn);
        }
        Command::EraseMyData => personal_data::ask_to_erase(turn),
        Command::Roles => access::show_roles(turn).await?,
        Command::Reminders => reminders::open(turn).await?,
        Command::ChangeSchedule => change_schedule(turn, rest, knowledge).await?,
        Command::Announce => {
            prioritise_staff(turn).await?;
            announcements::open(turn, rest).await?;
        }
        Command::Moderation(order) => {
            prioritise_staff(turn).await?;
            questions::handle_command(turn, order, rest).await?;
        }
    }
    Ok(())
}

/// What moderators and organisers ask for themselves goes first; nobody else gets it so by pressing what is
/// not theirs.
async fn prioritise_staff(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if people::can_moderate(turn.conn, turn.person.id).await? {
        turn.use_staff_urgency();
    }
    Ok(())
}

/// A change of the schedule, with the names of the sessions as questions find them.
async fn change_schedule(turn: &mut Turn<'_>, text: &str, knowledge: &NluModel) -> anyhow::Result<()> {
    let (forum, lang) = (turn.event, turn.lang());
    reminders::change_schedule(turn, text, &|name: &str| {
        answers::find_named_sessions(&forum, name, lang, knowledge)
    })
    .await
}

/// What people have the right to: behind `me:`. Before somebody is erased their seat is passed on.
async fn handle_data_rights_press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let Ok(payload) = data.parse() else { return Ok(false) };
    match payload {
        personal_data::Payload::AskToErase => personal_data::ask_to_erase(turn),
        personal_data::Payload::CancelErasure => personal_data::cancel_erasure(turn),
        personal_data::Payload::Erase => {
            registration::cancel_own_registration(turn).await?;
            questions::withdraw_all(turn).await?;
            personal_data::erase(turn).await?;
        }
    }
    Ok(true)
}

/// A button of the menu. In the middle of registering, what was asked is answered first.
async fn handle_menu_item(turn: &mut Turn<'_>, item: MenuItem, knowledge: &NluModel) -> anyhow::Result<()> {
    match item {
        MenuItem::Registration => open_registration(turn).await,
        MenuItem::Programme => answer_in_own_language(turn, &Intent::ScheduleFull, knowledge).await,
        MenuItem::Venue => answer_in_own_language(turn, &Intent::VenueLocation, knowledge).await,
        MenuItem::Question => questions::prompt_for_question(turn).await,
        MenuItem::Language => {
            menu::send_language_choice(turn);
            Ok(())
        }
        MenuItem::Queue => {
            run_command(turn, Command::Moderation(ModeratorCommand::Panel), "", knowledge).await
        }
        MenuItem::TakeNext => {
            run_command(turn, Command::Moderation(ModeratorCommand::TakeNext), "", knowledge).await
        }
        MenuItem::RegistrationList => run_command(turn, Command::RegistrationList, "", knowledge).await,
        MenuItem::Announce => run_command(turn, Command::Announce, "", knowledge).await,
        MenuItem::ChangeSchedule => run_command(turn, Command::ChangeSchedule, "", knowledge).await,
    }
}

/// Presses of the registration's that only show something: a question goes on being awaited.
const READ_ONLY_PRESSES: [&str; 5] = ["calendar", "ticket", "more", "less", "lang"];

/// Whoever goes on registering is not asking or replying any more: the answers they had given come
/// back from behind, and the next text is not somebody's question.
fn drop_other_activities(turn: &mut Turn<'_>) {
    questions::stop_awaiting_text(turn);
    answers::cancel_reply(turn);
    announcements::end_writing(turn);
}

async fn open_registration(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    drop_other_activities(turn);
    registration::open(turn).await
}

/// What somebody says they want of their registration.
async fn handle_registration_action(turn: &mut Turn<'_>, wish: RegistrationAction) -> anyhow::Result<()> {
    drop_other_activities(turn);
    registration::perform_action(turn, wish).await
}

/// Ends the activity that hears the next text, and nothing that waits below it.
pub async fn cancel_current_activity(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    match turn.person.conversation.current() {
        Some(Activity::AskingQuestion | Activity::WritingForQuestion(_)) => {
            questions::cancel_asking(turn).await?
        }
        Some(Activity::AnsweringForwardedQuestion { .. }) => {
            answers::cancel_reply(turn);
            let html = turn.texts().html("forward-left", &[]);
            menu::reply_with_menu(turn, html).await?;
        }
        Some(Activity::WritingAnnouncement(_)) => {
            announcements::end_writing(turn);
            let html = turn.texts().html("announce-dropped", &[]);
            menu::reply_with_menu(turn, html).await?;
        }
        Some(Activity::Registering(_) | Activity::EditingRegistration { .. }) => {
            return registration::abandon(turn).await;
        }
        None => {
            let html = turn.texts().html("nothing-to-cancel", &[]);
            return Ok(menu::reply_with_menu(turn, html).await?);
        }
    }
    repeat_current_step(turn);
    Ok(())
}

/// A press: the prefix of its data names the room. Data that nobody knows may be forged or old.
async fn handle_press(turn: &mut Turn<'_>, data: &str, knowledge: &NluModel) -> anyhow::Result<()> {
    let (room, rest) = data.split_once(':').unwrap_or((data, ""));
    let known = match room {
        "reg" => {
            if !READ_ONLY_PRESSES.contains(&rest.split(':').next().unwrap_or_default()) {
                drop_other_activities(turn);
            }
            let freed = rest.strip_prefix("free:").and_then(|number| number.parse().ok());
            let letters = match freed {
                Some(number) => reminders::find_sent_messages(turn, number).await?,
                None => Vec::new(),
            };
            registration::press(turn, rest).await?;
            if let Some(number) = freed {
                reminders::withdraw_if_cancelled(turn, number, &letters).await?;
                announcements::withdraw_if_cancelled(turn).await?;
            }
            true
        }
        "rem" | "sched" => match data.parse() {
            Ok(payload) => reminders::press(turn, payload).await?,
            Err(reminders::UnknownPayload) => false,
        },
        "news" => {
            prioritise_staff(turn).await?;
            match data.parse() {
                Ok(payload) => {
                    announcements::press(turn, payload).await?;
                    true
                }
                Err(announcements::UnknownPayload) => false,
            }
        }
        "say" | "org" => match data.parse() {
            Ok(payload) => {
                if let Some(intent) = answers::press(turn, &payload).await? {
                    answer_in_own_language(turn, &intent, knowledge).await?;
                }
                true
            }
            Err(_) => false,
        },
        "ask" => {
            let known = questions::handle_ask_press(turn, rest).await?;
            repeat_current_step(turn);
            known
        }
        "vote" => questions::handle_vote_press(turn, rest).await?,
        "queue" => {
            prioritise_staff(turn).await?;
            questions::handle_moderation_press(turn, rest).await?
        }
        "me" => handle_data_rights_press(turn, data).await?,
        "role" => {
            let (known, lost) = access::press(turn, data).await?;
            if let Some(person) = lost {
                questions::release_former_moderator(turn.conn, person, turn.event.now, turn.event.real_now)
                    .await?;
            }
            known
        }
        "lang" => match Lang::from_code(rest) {
            Some(lang) => {
                menu::switch_language(turn, lang).await?;
                repeat_current_step(turn);
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
async fn answer_in_own_language(
    turn: &mut Turn<'_>,
    intent: &Intent,
    knowledge: &NluModel,
) -> anyhow::Result<()> {
    let lang = turn.lang();
    answer_intent(turn, intent, lang, knowledge).await
}

/// The door of the room that owns an intent.
pub async fn answer_intent(
    turn: &mut Turn<'_>,
    intent: &Intent,
    lang: Lang,
    knowledge: &NluModel,
) -> anyhow::Result<()> {
    match intent {
        Intent::Register => return open_registration(turn).await,
        Intent::RegistrationStatus => {
            return handle_registration_action(turn, RegistrationAction::Status).await;
        }
        Intent::RegistrationCancel => {
            return handle_registration_action(turn, RegistrationAction::Cancel).await;
        }
        Intent::RegistrationEdit => return handle_registration_action(turn, RegistrationAction::Edit).await,
        Intent::Ticket => return handle_registration_action(turn, RegistrationAction::Ticket).await,
        Intent::AskQuestion => questions::prompt_for_question(turn).await?,
        Intent::QuestionStatus => questions::show_own_questions(turn).await?,
        Intent::Reminders => reminders::open(turn).await?,
        Intent::Language(Some(lang)) => menu::switch_language(turn, *lang).await?,
        Intent::Language(None) => menu::send_language_choice(turn),
        Intent::Help => menu::send_help(turn).await?,
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
        | Intent::VenueLocation
        | Intent::VenueRoom
        | Intent::RegistrationDeadline
        | Intent::Contact
        | Intent::TalkToHuman
        | Intent::Organiser
        | Intent::Refreshments
        | Intent::Topic(_)
        | Intent::Faq(_)
        | Intent::Greeting
        | Intent::Thanks
        | Intent::Unanswerable
        | Intent::SeatsLeft
        | Intent::Emergency
        | Intent::VenueProblem
        | Intent::BotIdentity
        | Intent::OptOut
        | Intent::OutOfScope => answers::answer(turn, intent, lang, knowledge),
    }
    repeat_current_step(turn);
    Ok(())
}

/// A sticker, a photo, a voice note: kindly, and the step is asked again.
async fn handle_unsupported_input(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if questions::awaits_text(turn) {
        questions::reject_non_text(turn);
        return Ok(());
    }
    if registration::is_under_way(turn) {
        return registration::handle_input(turn).await;
    }
    if answers::is_replying(turn) {
        answers::say_text_required(turn);
        return Ok(());
    }
    if announcements::is_writing(turn) {
        return announcements::handle_input(turn).await;
    }
    if let Input::Voice { file_id: file, .. } = &turn.incoming.input {
        return answers::offer_voice_escalation(turn, file).await;
    }
    answers::say_text_only(turn);
    Ok(())
}

pub fn repeat_current_step(turn: &mut Turn<'_>) {
    if registration::is_under_way(turn) {
        registration::ask_again(turn);
    }
}
