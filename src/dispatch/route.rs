//! Calls the feature for what an update asks for: one `match` on the [`Request`] that `classify` returns. A request
//! that a feature declines is classified again without it.

use std::borrow::Cow;

use super::classify::classify;
use super::command::{handle_menu_item, run_command};
use super::floor;
use super::group_handlers::handle_in_group;
use super::handlers::{
    TicketSource, answer_intent, answer_report, cancel_current_activity, handle_awaited_text,
    handle_ticket_code, prioritise_staff, repeat_current_step,
};
use super::language::select_turn_language;
use super::parsed_update::ParsedUpdate;
use super::press::handle_press;
use super::request::{Attempt, AwaitedText, Fact, Facts, FreeText, RegistrationState, Request};
use super::text_rules::{awaits_question, is_question_session_near, strip_denial};
use crate::announcements;
use crate::answers::{self, AskedText, Intent, Meaning, NluModel};
use crate::chat::{ChatKind, Incoming, Input, Message};
use crate::check_in;
use crate::commands::Command;
use crate::conversation::Conversation;
use crate::desk;
use crate::documents;
use crate::feedback;
use crate::keywords::TypedText;
use crate::menu;
use crate::personal_data;
use crate::questions;
use crate::registration;
use crate::registration::import::ListError;
use crate::reminders;
use crate::shared_buttons::SharedButton;
use crate::stage;
use crate::turn::{Turn, TurnResult};

/// Handles an update; `turn` is its turn.
pub async fn route(turn: &mut Turn<'_>, update: &ParsedUpdate, nlu_model: &NluModel) -> TurnResult<()> {
    let offered_language = select_turn_language(turn, update.text.as_ref(), nlu_model);
    feedback::expire_wait(turn);
    stage::expire_wait(turn);
    let typed = text_to_read(update, &turn.person.conversation);
    let mut facts = initial_facts(turn, update, typed.as_deref());
    let mut asked_instead_of_feedback;
    loop {
        let request = match classify(turn.incoming, &turn.person.conversation, typed.as_deref(), &facts) {
            Ok(request) => request,
            Err(fact) => {
                let text = (typed.as_deref(), update.meaning.as_ref());
                read_fact(turn, fact, text, nlu_model, &mut facts).await?;
                continue;
            }
        };
        let typed = typed.as_deref();
        let ends_wait = feedback::is_awaiting_line(turn) && ends_wait_for_feedback(turn.incoming, &request);
        asked_instead_of_feedback = ends_wait && matches!(turn.incoming.input, Input::Text(_));
        match request {
            Request::Attempt(attempt) if !try_attempt(turn, attempt, typed, nlu_model).await? => {
                facts.declined.push(attempt);
            }
            Request::Attempt(_) => {
                if ends_wait {
                    feedback::stop_waiting(turn);
                }
                break;
            }
            Request::AttendeeFile => {
                prioritise_staff(turn).await?;
                let list = update.attendee_list.clone().unwrap_or(Err(ListError::NotDownloaded));
                registration::import::handle_list(turn, list).await?;
                break;
            }
            Request::Group(request) => {
                handle_in_group(turn, request, update.administrator).await?;
                break;
            }
            request => {
                if ends_wait {
                    feedback::stop_waiting(turn);
                }
                handle(turn, request, typed, nlu_model).await?;
                break;
            }
        }
    }
    if asked_instead_of_feedback {
        feedback::offer_to_write(turn);
    }
    if let Some(lang) = offered_language.filter(|lang| turn.person.reply_language == Some(*lang)) {
        menu::offer_language(turn, lang);
    }
    Ok(())
}

/// Whether a text or command is none that what a person adds to their feedback was awaited for.
fn ends_wait_for_feedback(incoming: &Incoming, request: &Request) -> bool {
    incoming.chat_kind == ChatKind::Private
        && matches!(incoming.input, Input::Text(_) | Input::Command { .. })
        && !matches!(request, Request::FeedbackLine | Request::CancelActivity)
        && !matches!(request, Request::Command { command: Command::Cancel, .. })
}

/// The text that the classification reads: of a message, or of a command that does not exist.
fn text_to_read<'u>(update: &'u ParsedUpdate, conversation: &Conversation) -> Option<Cow<'u, TypedText>> {
    match (&update.incoming, &update.text) {
        (_, Some(text)) => Some(strip_denial(conversation, &text.typed)),
        (Incoming { chat_kind: ChatKind::Private, input: Input::Command { name, rest }, .. }, None)
            if Command::from_name(name).is_none() =>
        {
            let typed = TypedText::new(&format!("{name} {rest}"));
            Some(Cow::Owned(strip_denial(conversation, &typed).into_owned()))
        }
        _ => None,
    }
}

/// The facts that need neither the database nor the language model. Unless the text is the awaited question,
/// the wait for an answer to the last message ends here.
fn initial_facts(turn: &mut Turn<'_>, update: &ParsedUpdate, typed: Option<&TypedText>) -> Facts {
    if update.incoming.chat_kind != ChatKind::Private {
        return Facts::default();
    }
    let awaited_text = update.awaited_text().cloned();
    let typed_button = if awaited_text == Some(AwaitedText::Question) {
        None
    } else {
        turn.take_typed_button(update.text.as_ref().map(|text| &text.typed))
    };
    Facts {
        typed_button,
        menu_item: update.text.as_ref().and_then(|text| text.menu_item),
        awaited_text,
        registration: registration_state(turn, typed),
        is_question_session_near: is_question_session_near(&turn.event),
        ..Facts::default()
    }
}

fn registration_state(turn: &Turn<'_>, typed: Option<&TypedText>) -> RegistrationState {
    if !registration::is_under_way(turn) {
        return RegistrationState::default();
    }
    RegistrationState {
        is_under_way: true,
        accepts_text: typed.is_some_and(|typed| registration::accepts_text(turn, typed)),
        accepts_any_text: registration::accepts_any_text(turn),
        ambiguity: typed.and_then(|typed| registration::find_ambiguity(turn, typed)),
    }
}

/// Reads a fact that the classification asked for, about a text and what the encoder made of it.
async fn read_fact(
    turn: &mut Turn<'_>,
    fact: Fact,
    (typed, meaning): (Option<&TypedText>, Option<&Meaning>),
    nlu_model: &NluModel,
    facts: &mut Facts,
) -> TurnResult<()> {
    match fact {
        Fact::IsPanelGroup => facts.is_panel_group = Some(questions::is_panel_group(turn).await?),
        Fact::Roles => facts.roles = Some(turn.roles().await?.to_vec()),
        Fact::AcceptsQuestions => facts.accepts_questions = Some(questions::accepts_questions(turn).await?),
        Fact::Reading => {
            let text = typed.map_or("", TypedText::as_str);
            let previous_session = turn.person.conversation.recent_session(turn.event.now);
            let meaning = meaning.filter(|_| turn.person.conversation.is_idle());
            let asked = AskedText { previous_session, meaning, ..AskedText::new(text, turn.lang()) };
            let reading = answers::interpret_in_context(&turn.event, &asked, nlu_model);
            facts.reading = Some(reading);
        }
    }
    Ok(())
}

/// Lets a feature try a request; false if it declines.
async fn try_attempt(
    turn: &mut Turn<'_>,
    attempt: Attempt,
    typed: Option<&TypedText>,
    nlu_model: &NluModel,
) -> TurnResult<bool> {
    let Some(typed) = typed else { return Ok(false) };
    let (is_handled, repeats_step) = match attempt {
        Attempt::ReplyToCard => {
            let is_reply = answers::start_reply_from_card(turn).await?;
            if is_reply {
                answers::handle_organiser_reply(turn, typed, nlu_model).await?;
            }
            (is_reply, true)
        }
        Attempt::AskedQuestions => (questions::handle_question_request(turn, typed).await?, true),
        Attempt::QuestionNumber => (questions::handle_number_text(turn, typed).await?, true),
        Attempt::ScheduleChange => {
            let (event, lang) = (turn.event, turn.lang());
            let find_sessions = |name: &str| answers::find_named_sessions(&event, name, lang, nlu_model);
            (reminders::try_change_from_text(turn, typed, &find_sessions).await?, true)
        }
        Attempt::GuestRegistration => (registration::handle_guest_registration(turn, typed).await?, false),
        Attempt::GuestCancellation => (registration::handle_guest_cancellation(turn, typed).await?, false),
        Attempt::DeskText => {
            turn.use_staff_urgency();
            (desk::handle_text(turn, typed).await?, false)
        }
        Attempt::DoorText => {
            turn.use_staff_urgency();
            (check_in::handle_text(turn, typed).await?, false)
        }
        Attempt::Floor => (floor::try_text(turn).await?, true),
        Attempt::Certificate => (documents::try_certificate_request(turn).await?, true),
        Attempt::SeatReply => (registration::handle_seat_reply(turn, typed).await?, false),
        Attempt::SavedAnswer => {
            let is_answered = answers::answer_from_saved(turn, typed, nlu_model).await?;
            turn.person.conversation.misunderstood &= !is_answered;
            (is_answered, true)
        }
        Attempt::KnownMeaning => {
            let meaning = answers::find_known_meaning(turn, typed, nlu_model).await?;
            if let Some(intent) = &meaning {
                turn.person.conversation.misunderstood = false;
                let lang = turn.lang();
                answer_intent(turn, intent, lang, nlu_model).await?;
            }
            (meaning.is_some(), false)
        }
        Attempt::SeatsLeft => {
            let left = registration::seats_left(turn).await?;
            if let Some(left) = left {
                turn.person.conversation.misunderstood = false;
                answers::say_seats_left(turn, left, turn.lang());
            }
            (left.is_some(), true)
        }
    };
    if is_handled && repeats_step {
        repeat_current_step(turn);
    }
    Ok(is_handled)
}

async fn handle(
    turn: &mut Turn<'_>,
    request: Request,
    typed: Option<&TypedText>,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    let text = typed.map_or("", TypedText::as_str);
    match request {
        Request::Nothing | Request::Attempt(_) | Request::AttendeeFile | Request::Group(_) => {}
        Request::Command { command, arguments } => run_command(turn, command, &arguments, nlu_model).await?,
        Request::StaffCommand(command) => {
            questions::stop_awaiting_text(turn);
            run_command(turn, command, "", nlu_model).await?;
        }
        Request::Press(data) => handle_press(turn, &data, nlu_model).await?,
        Request::MenuItem(item) => handle_menu_item(turn, item, nlu_model).await?,
        Request::Question => {
            questions::submit_text(turn, text).await?;
            repeat_current_step(turn);
        }
        Request::AwaitedText(kind) => {
            if let Some(typed) = typed {
                handle_awaited_text(turn, typed, &kind, nlu_model).await?;
            }
        }
        Request::TextForQuestion => {
            questions::handle_text(turn, text).await?;
            repeat_current_step(turn);
        }
        Request::VoiceQuestion { file_id, seconds } => {
            questions::handle_voice(turn, &file_id, seconds).await?;
        }
        Request::NoTextForQuestion => questions::reject_non_text(turn),
        Request::OrganiserReply => {
            answers::handle_organiser_reply(turn, text, nlu_model).await?;
            repeat_current_step(turn);
        }
        Request::NoTextForReply => answers::say_text_required(turn),
        Request::FeedbackLine => {
            feedback::handle_line(turn, text).await?;
            repeat_current_step(turn);
        }
        Request::FeedbackVoice { file_id, seconds } => {
            feedback::handle_voice(turn, &file_id, seconds).await?;
        }
        Request::AnnouncementText => {
            announcements::handle_input(turn).await?;
            repeat_current_step(turn);
        }
        Request::AnnouncementMedia => announcements::handle_input(turn).await?,
        Request::StageLine => {
            stage::handle_text(turn, text).await?;
            repeat_current_step(turn);
        }
        Request::NoStageLine => stage::say_text_only(turn),
        Request::AttendeeText => {
            prioritise_staff(turn).await?;
            registration::import::handle_typed(turn, text).await?;
        }
        Request::NoAttendeeList => registration::import::handle_media(turn),
        Request::RegistrationInput => registration::handle_input(turn).await?,
        Request::CancelActivity => cancel_current_activity(turn).await?,
        Request::Help(intent) => answer_call_for_help(turn, &intent, nlu_model).await?,
        Request::Report(intent) => answer_report(turn, text, &intent).await?,
        Request::ShowOwnData => {
            personal_data::send_export(turn).await?;
            repeat_current_step(turn);
        }
        Request::EraseOwnData => personal_data::ask_to_erase(turn),
        Request::ExplainDataUse => registration::explain_data_use(turn),
        Request::TicketCode(code) => handle_ticket_code(turn, &code, TicketSource::Text).await?,
        Request::FreeText(request) => handle_free_text(turn, request, text, nlu_model).await?,
        Request::UnexpectedVoice(file_id) => answers::offer_voice_escalation(turn, &file_id).await?,
        Request::UnexpectedMedia => answers::say_text_only(turn),
        // one message for all photos behind the first
        Request::FurtherAlbumItem { is_second: true } => announcements::warn_single_photo(turn).await?,
        Request::FurtherAlbumItem { is_second: false } => {}
        Request::Edited => reply_text(turn, "edited"),
        Request::ForAnotherBot => {
            reply_text(turn, "other-bot");
            repeat_current_step(turn);
        }
    }
    Ok(())
}

async fn handle_free_text(
    turn: &mut Turn<'_>,
    request: FreeText,
    text: &str,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    let was_misunderstood = std::mem::take(&mut turn.person.conversation.misunderstood);
    let lang = turn.lang();
    match request {
        FreeText::Report(intent) => answer_report(turn, text, &intent).await?,
        FreeText::ExplainAsking { may_be_question } => {
            questions::explain_asking(turn, may_be_question.then_some(text)).await?;
            floor::offer(turn).await?;
        }
        FreeText::ForSpeakers(intent) => {
            let send = questions::offer_text(turn, text);
            answers::confirm_for_speakers(turn, &intent, lang, send.as_deref());
            if let Some(send) = send {
                turn.await_yes_no(&send, &SharedButton::LeaveQuestion.to_string());
            }
        }
        FreeText::RegistrationInput => registration::handle_input(turn).await?,
        FreeText::NotUnderstood { likely, is_sendable } => {
            let send = offer_if(turn, is_sendable, text);
            turn.person.conversation.misunderstood = !was_misunderstood;
            answers::say_not_understood(turn, &likely, text, lang, send.as_deref(), was_misunderstood)
                .await?;
            // behind the draft: every turn locks the counters before the texts
            collect_not_understood(turn, text, &likely).await?;
            repeat_current_step(turn);
        }
        FreeText::Ambiguous { intents, is_sendable } => {
            let send = offer_if(turn, is_sendable, text);
            answers::disambiguate(turn, &intents, text, lang, send.as_deref()).await?;
            repeat_current_step(turn);
        }
        FreeText::Unanswerable { is_sendable, is_about_health } => {
            let send = offer_if(turn, is_sendable, text);
            answers::offer_escalation(turn, text, lang, send.as_deref()).await?;
            if is_about_health {
                registration::suggest_access_needs(turn).await?;
            }
            repeat_current_step(turn);
        }
        FreeText::TwoIntents(intents) => {
            let [first, second] = *intents;
            answers::answer(turn, &first, lang, nlu_model);
            answer_intent(turn, &second, lang, nlu_model).await?;
        }
        FreeText::Answered { intent, is_sendable } => {
            answer_intent(turn, &intent, lang, nlu_model).await?;
            if is_sendable {
                questions::offer_to_send_anyway(turn, text);
            }
        }
    }
    Ok(())
}

/// Counts a text that was not understood, for the organisers, where the event file asks for it. Nothing is stored of
/// staff, of a person in the middle of something, or about health or the sender's own life.
async fn collect_not_understood(turn: &mut Turn<'_>, text: &str, likely: &[Intent]) -> TurnResult<()> {
    let may_be_stored = turn.event.programme.collects_not_understood
        && turn.person.conversation.is_idle()
        && !questions::is_about_health(text)
        && !questions::is_about_own_life(text)
        && turn.roles().await?.is_empty();
    if may_be_stored {
        answers::record_not_understood(turn, text, likely).await?;
    }
    Ok(())
}

/// Remembers a text so that a button sends it to the speakers, and gives the data of that button.
fn offer_if(turn: &mut Turn<'_>, is_sendable: bool, text: &str) -> Option<String> {
    if is_sendable { questions::offer_text(turn, text) } else { None }
}

/// Answers a call for help where something else was awaited, and asks for that again.
async fn answer_call_for_help(turn: &mut Turn<'_>, intent: &Intent, nlu_model: &NluModel) -> TurnResult<()> {
    let is_asking = awaits_question(&turn.person.conversation);
    let lang = turn.lang();
    answer_intent(turn, intent, lang, nlu_model).await?;
    if is_asking {
        floor::prompt_for_question(turn).await?;
    }
    Ok(())
}

fn reply_text(turn: &mut Turn<'_>, id: &str) {
    let message = Message::new(turn.texts().html(id, &[]));
    turn.reply(message);
}
