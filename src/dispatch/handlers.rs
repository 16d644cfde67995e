//! Handlers that several requests share: the answer to an intent, the end of an activity, the present step asked
//! again.

use super::floor;
use super::request::AwaitedText;
use crate::announcements;
use crate::answers::{self, Intent, NluModel};
use crate::check_in;
use crate::conversation::Activity;
use crate::desk;
use crate::documents;
use crate::feedback;
use crate::i18n::Lang;
use crate::keywords::TypedText;
use crate::menu;
use crate::people;
use crate::questions;
use crate::registration::{self, RegistrationAction, TicketCode};
use crate::reminders;
use crate::stage;
use crate::turn::{Turn, TurnResult};

/// Asks the present step of a registration again, after something else was answered in between.
pub fn repeat_current_step(turn: &mut Turn<'_>) {
    if registration::is_under_way(turn) {
        registration::ask_again(turn);
    }
}

/// Opens the registration: its present step, the card, or the way in.
pub async fn open_registration(turn: &mut Turn<'_>) -> TurnResult<()> {
    drop_other_activities(turn);
    registration::open(turn).await?;
    if !registration::is_under_way(turn) {
        documents::add_certificate_button(turn, None).await?;
    }
    Ok(())
}

/// Ends whatever awaits a text but a registration: the sender goes on with that, and the saved answers are on top
/// again. The list says what stays, so that a new activity cannot be forgotten here.
pub fn drop_other_activities(turn: &mut Turn<'_>) {
    turn.person
        .conversation
        .end(|activity| !matches!(activity, Activity::Registering(_) | Activity::EditingRegistration { .. }));
}

/// Ends the activity that awaits the next text, but none of those below it.
pub async fn cancel_current_activity(turn: &mut Turn<'_>) -> TurnResult<()> {
    match turn.person.conversation.current() {
        Some(Activity::AskingQuestion | Activity::WritingForQuestion(_)) => {
            questions::cancel_asking(turn).await?;
        }
        Some(Activity::AnsweringForwardedQuestion { .. } | Activity::AnsweringNotUnderstood { .. }) => {
            answers::cancel_reply(turn);
            let html = turn.texts().html("forward-left", &[]);
            menu::reply_with_menu(turn, html).await?;
        }
        Some(Activity::WritingAnnouncement(_)) => {
            announcements::end_writing(turn);
            let html = turn.texts().html("announce-dropped", &[]);
            menu::reply_with_menu(turn, html).await?;
        }
        Some(Activity::ImportingAttendees) => {
            registration::import::abandon_typing(turn);
            let html = turn.texts().html("import-dropped", &[]);
            menu::reply_with_menu(turn, html).await?;
        }
        Some(Activity::GivingFeedback { .. }) => feedback::finish(turn).await?,
        Some(Activity::Registering(_) | Activity::EditingRegistration { .. }) => {
            return registration::abandon(turn).await;
        }
        Some(Activity::AtDoor { .. }) => check_in::leave(turn).await?,
        Some(Activity::WritingStageLine { .. }) => stage::cancel_writing(turn).await?,
        Some(Activity::SearchingAttendee) => desk::leave(turn).await?,
        None => {
            let html = turn.texts().html("nothing-to-cancel", &[]);
            return Ok(menu::reply_with_menu(turn, html).await?);
        }
    }
    repeat_current_step(turn);
    Ok(())
}

/// How a ticket's code came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketSource {
    /// By the link in the ticket's QR code.
    Link,
    /// Typed.
    Text,
}

/// A ticket's code: the staff at the door check its holder in, everybody else is shown their own ticket or asked
/// whether to take over a guest's.
pub async fn handle_ticket_code(
    turn: &mut Turn<'_>,
    code: &TicketCode,
    source: TicketSource,
) -> TurnResult<()> {
    if people::roles_can_check_in(turn.roles().await?) {
        turn.use_staff_urgency();
        let method = match source {
            TicketSource::Link => check_in::Method::Scan,
            TicketSource::Text => check_in::Method::Code,
        };
        return check_in::check_in_by_code(turn, code.as_str(), method).await;
    }
    match source {
        TicketSource::Link => registration::open_ticket_link(turn, code).await,
        TicketSource::Text => registration::handle_ticket_code(turn, code).await,
    }
}

/// Sends the replies to staff before those to other people. A person without a role gains nothing by a press on a
/// forwarded button.
pub async fn prioritise_staff(turn: &mut Turn<'_>) -> TurnResult<()> {
    if turn.can_moderate().await? {
        turn.use_staff_urgency();
    }
    Ok(())
}

/// Answers an emergency or a problem of the venue at once; the activity under way goes on.
pub async fn answer_report(turn: &mut Turn<'_>, typed: &str, intent: &Intent) -> TurnResult<()> {
    answers::respond_to_incident(turn, typed, intent, turn.lang()).await?;
    repeat_current_step(turn);
    Ok(())
}

/// Submits the awaited question, or answers the text and offers to send it all the same.
pub async fn handle_awaited_text(
    turn: &mut Turn<'_>,
    typed: &TypedText,
    kind: &AwaitedText,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    let lang = turn.lang();
    match kind {
        AwaitedText::Question => questions::handle_text(turn, typed).await?,
        AwaitedText::AboutHowToAsk => {
            questions::explain_asking(turn, Some(typed)).await?;
            floor::offer(turn).await?;
        }
        // only where the queue is closed: `classify` tries it first
        AwaitedText::Floor => floor::say_closed(turn).await?,
        AwaitedText::Cancel => return questions::cancel_asking(turn).await,
        AwaitedText::AboutAskedQuestions => {
            questions::stop_awaiting_text(turn);
            if !questions::handle_question_request(turn, typed).await? {
                questions::show_own_questions(turn).await?;
            }
        }
        AwaitedText::PersonalMatter => {
            questions::confirm_publication(turn, typed);
            return Ok(());
        }
        AwaitedText::Report(intent) => {
            answers::respond_to_incident(turn, typed, intent, lang).await?;
            questions::offer_to_send_anyway(turn, typed);
            return Ok(());
        }
        AwaitedText::OtherIntent(intent) => {
            answer_intent(turn, intent, lang, nlu_model).await?;
            questions::offer_to_send_anyway(turn, typed);
            return Ok(());
        }
    }
    repeat_current_step(turn);
    Ok(())
}

/// Answers an intent that came by a button or a command, in the language of the turn.
pub async fn answer_in_turn_language(
    turn: &mut Turn<'_>,
    intent: &Intent,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    let lang = turn.lang();
    answer_intent(turn, intent, lang, nlu_model).await
}

/// Answers an intent by the feature that owns it.
pub async fn answer_intent(
    turn: &mut Turn<'_>,
    intent: &Intent,
    lang: Lang,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    match intent {
        Intent::Register => return open_registration(turn).await,
        Intent::RegistrationStatus => return perform_action(turn, RegistrationAction::Status).await,
        Intent::RegistrationCancel => return perform_action(turn, RegistrationAction::Cancel).await,
        Intent::RegistrationEdit => return perform_action(turn, RegistrationAction::Edit).await,
        Intent::Ticket => return perform_action(turn, RegistrationAction::Ticket).await,
        Intent::AskQuestion => floor::prompt_for_question(turn).await?,
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
        | Intent::SessionRoom(_)
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
        | Intent::OutOfScope => answers::answer(turn, intent, lang, nlu_model),
    }
    repeat_current_step(turn);
    Ok(())
}

async fn perform_action(turn: &mut Turn<'_>, action: RegistrationAction) -> TurnResult<()> {
    drop_other_activities(turn);
    registration::perform_action(turn, action).await
}
