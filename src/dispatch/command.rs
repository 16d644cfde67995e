//! Commands and the buttons of the menu.

use super::authorization::{note_refusal, roles_for_command};
use super::awaited_text::classify_awaited;
use super::floor;
use super::handlers::{
    TicketSource, answer_in_turn_language, cancel_current_activity, drop_other_activities,
    handle_awaited_text, handle_ticket_code, open_registration, prioritise_staff, repeat_current_step,
};
use super::take_along::take_along;
use crate::access::{self, InviteCode};
use crate::announcements;
use crate::answers::{self, AskedText, Intent, NluModel};
use crate::check_in;
use crate::commands::{ASK_START_PAYLOAD, Command, ModeratorCommand};
use crate::desk;
use crate::documents;
use crate::feedback;
use crate::keywords::TypedText;
use crate::linked_groups;
use crate::menu::{self, MenuItem};
use crate::personal_data;
use crate::question_account;
use crate::questions;
use crate::referrals::{self, Source};
use crate::registration::{self, TicketCode};
use crate::reminders;
use crate::stage;
use crate::turn::{Turn, TurnResult};
use crate::visitors::TransferCode;

/// Runs a command with the text behind it.
pub async fn run_command(
    turn: &mut Turn<'_>,
    command: Command,
    arguments: &str,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    note_refusal(turn, roles_for_command(command), command.name()).await?;
    match command {
        Command::Start => handle_start(turn, arguments).await?,
        Command::Register => open_registration(turn).await?,
        Command::Programme => answer_in_turn_language(turn, &Intent::ScheduleFull, nlu_model).await?,
        Command::AskQuestion if arguments.trim().is_empty() => floor::prompt_for_question(turn).await?,
        Command::AskQuestion => {
            if questions::await_question(turn).await? {
                let asked = AskedText::new(arguments, turn.lang());
                let reading = answers::interpret_in_context(&turn.event, &asked, nlu_model);
                let typed = TypedText::new(arguments);
                let kind = classify_awaited(&typed, &reading);
                handle_awaited_text(turn, &typed, &kind, nlu_model).await?;
            }
        }
        Command::BrowseQuestions => questions::browse(turn).await?,
        Command::MyQuestions => questions::show_own_questions(turn).await?,
        Command::Language => menu::send_language_choice(turn),
        Command::Help => menu::send_help(turn).await?,
        Command::Cancel => cancel_current_activity(turn).await?,
        Command::Ticket => registration::claim_ticket(turn, arguments).await?,
        Command::RegisterOthers => registration::others(turn).await?,
        Command::RegistrationList => registration::show_list(turn).await?,
        Command::MyData => {
            personal_data::send_export(turn).await?;
            repeat_current_step(turn);
        }
        Command::EraseMyData => personal_data::ask_to_erase(turn),
        Command::Roles => access::show_roles(turn).await?,
        Command::PrivacyRegister => personal_data::send_register(turn).await?,
        Command::NotUnderstood => {
            prioritise_staff(turn).await?;
            answers::show_not_understood(turn, 0, nlu_model).await?;
        }
        Command::Desk => {
            prioritise_staff(turn).await?;
            desk::open(turn).await?;
        }
        Command::Stage => {
            prioritise_staff(turn).await?;
            stage::open(turn, arguments).await?;
        }
        Command::Door => {
            drop_other_activities(turn);
            prioritise_staff(turn).await?;
            check_in::open(turn).await?;
        }
        Command::Import => {
            prioritise_staff(turn).await?;
            registration::import::open(turn, arguments).await?;
        }
        Command::Feedback => feedback::open(turn).await?,
        Command::Floor => {
            floor::open(turn).await?;
            repeat_current_step(turn);
        }
        Command::Rule => questions::show_rule(turn).await?,
        Command::QuestionAccount => {
            prioritise_staff(turn).await?;
            question_account::open(turn).await?;
        }
        Command::Reminders => reminders::open(turn).await?,
        Command::Documents => {
            prioritise_staff(turn).await?;
            documents::show_menu(turn).await?;
        }
        Command::Poster => {
            prioritise_staff(turn).await?;
            documents::send_poster(turn, arguments).await?;
        }
        // in a private chat there is nothing to link
        Command::LinkedGroups | Command::LinkGroup => {
            prioritise_staff(turn).await?;
            linked_groups::show_groups(turn).await?;
        }
        Command::Certificate => documents::send_own_certificates(turn).await?,
        Command::ChangeSchedule => change_schedule(turn, arguments, nlu_model).await?,
        Command::Announce => {
            prioritise_staff(turn).await?;
            announcements::open(turn, arguments).await?;
        }
        Command::Moderation(command) => {
            prioritise_staff(turn).await?;
            questions::handle_command(turn, command, arguments).await?;
        }
    }
    Ok(())
}

/// Acts on a button of the menu.
pub async fn handle_menu_item(turn: &mut Turn<'_>, item: MenuItem, nlu_model: &NluModel) -> TurnResult<()> {
    let command = match item {
        MenuItem::Registration => Command::Register,
        MenuItem::Programme => Command::Programme,
        MenuItem::Venue => return answer_in_turn_language(turn, &Intent::VenueLocation, nlu_model).await,
        MenuItem::Question => Command::AskQuestion,
        MenuItem::Language => Command::Language,
        MenuItem::Queue => Command::Moderation(ModeratorCommand::Panel),
        MenuItem::TakeNext => Command::Moderation(ModeratorCommand::TakeNext),
        MenuItem::RegistrationList => Command::RegistrationList,
        MenuItem::Announce => Command::Announce,
        MenuItem::ChangeSchedule => Command::ChangeSchedule,
        MenuItem::Door => Command::Door,
        MenuItem::Desk => Command::Desk,
    };
    run_command(turn, command, "", nlu_model).await
}

/// `/start`, with the payload of a link if it came by one.
async fn handle_start(turn: &mut Turn<'_>, payload: &str) -> TurnResult<()> {
    if payload == ASK_START_PAYLOAD {
        floor::prompt_with_menu(turn).await?;
    } else if let Some(source) = Source::from_payload(payload) {
        open_referral(turn, source.as_ref()).await?;
    } else if let Some(code) = InviteCode::parse(payload) {
        access::redeem(turn, &code).await?;
    } else if let Some(code) = TicketCode::from_payload(payload) {
        handle_ticket_code(turn, &code, TicketSource::Link).await?;
    } else if let Some(code) = TransferCode::from_payload(payload) {
        take_along(turn, &code).await?;
    } else if let Some(code) = check_in::parse_payload(payload) {
        if !check_in::open_self_check_in(turn, code).await? {
            menu::send_welcome(turn).await?;
            open_registration(turn).await?;
        }
    } else {
        menu::send_welcome(turn).await?;
        open_registration(turn).await?;
    }
    Ok(())
}

/// The link of a poster or a partner was opened: during the event it asks for a question, like the link in the hall;
/// before, it welcomes and registers, which is what a poster in town is for.
async fn open_referral(turn: &mut Turn<'_>, source: Option<&Source>) -> TurnResult<()> {
    let event = turn.event;
    let today = event.programme.to_local_time(event.now).date_naive();
    if today >= event.programme.first_date && !event.schedule.is_over(event.programme, event.now) {
        floor::prompt_with_menu(turn).await?;
    } else {
        menu::send_welcome(turn).await?;
        open_registration(turn).await?;
    }
    Ok(referrals::count_opening(turn.conn, source).await?)
}

/// Changes the schedule; sessions are named as in questions.
async fn change_schedule(turn: &mut Turn<'_>, text: &str, nlu_model: &NluModel) -> TurnResult<()> {
    let (event, lang) = (turn.event, turn.lang());
    let find_sessions = |name: &str| answers::find_named_sessions(&event, name, lang, nlu_model);
    reminders::change_schedule(turn, text, &find_sessions).await
}
