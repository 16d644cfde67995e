//! Answers questions about the programme and the venue, and sends what the event file does not answer to the
//! organisers.
//!
//! ```text
//! Marie   table ronde kel heure
//! Kozé    Table ronde : 10h30 – 11h30 …
//! ```

mod ask_back;
mod context;
mod escalation;
mod model;
mod nlu;
mod not_understood;
mod payload;
mod session_naming;
mod session_view;
mod store;
mod time_answers;
mod view;

pub use context::{AnswerContext, AskedText};
pub use escalation::{
    answer_from_saved, cancel_reply, offer_escalation, offer_voice_escalation, respond_to_incident,
    say_text_required, start_reply_from_card,
};
pub use model::{Explanation, Intent, Interpretation};
pub use nlu::{
    Analysis, CommonWordAlias, DetectedLanguage, MAX_COMPARISONS, Meaning, NluInput, NluModel, analyse,
    check_encoder, detect_language, find_common_word_aliases, interpret, interpret_with_encoder,
    session_descriptions, session_piece_lists,
};
pub use not_understood::{export_not_understood, record_not_understood, show_not_understood};
pub use payload::{AnswerPayload, Payload, UnknownPayload};
pub use session_naming::{NamingWay, SessionNaming};
pub use store::count_unanswered;

use chrono::{NaiveDate, Timelike};

use crate::chat::Message;
use crate::conversation::AnsweredSession;
use crate::i18n::Lang;
use crate::turn::{EventContext, Turn, TurnResult};
use ask_back::SendButtons;
use model::EscalationKind;

/// What a text asks for, at the event as it stands. An intent that the event file has no answer for becomes
/// `Unanswerable`, and is not offered as a button.
pub fn interpret_in_context(
    event: &EventContext<'_>,
    asked: &AskedText<'_>,
    nlu_model: &NluModel,
) -> Interpretation {
    let mut interpretation = interpret(&input(event, asked), nlu_model);
    let context = AnswerContext { event: *event, lang: asked.default_lang };
    let has_answer = |intent: &Intent| is_answerable(&context, intent, nlu_model);
    interpretation.likely_intents.retain(has_answer);
    interpretation.alternative = interpretation.alternative.filter(has_answer);
    interpretation.second_intent = interpretation.second_intent.filter(has_answer);
    if !has_answer(&interpretation.intent) {
        interpretation.intent = Intent::Unanswerable;
        interpretation.alternative = None;
    }
    interpretation
}

/// The same with the encoder, where the cheaper models are not sure: never inside a transaction.
pub fn interpret_with_meaning(
    event: &EventContext<'_>,
    asked: &AskedText<'_>,
    nlu_model: &NluModel,
) -> Interpretation {
    let meaning = read_meaning(event, asked, nlu_model);
    interpret_in_context(event, &AskedText { meaning: meaning.as_ref(), ..*asked }, nlu_model)
}

/// What the encoder makes of a text, where the cheaper models are not sure of it. Some ten milliseconds: never inside
/// a transaction.
pub fn read_meaning(
    event: &EventContext<'_>,
    asked: &AskedText<'_>,
    nlu_model: &NluModel,
) -> Option<Meaning> {
    nlu::read_meaning(&input(event, asked), nlu_model)
}

/// The ids of the sessions that a name stands for.
pub fn find_named_sessions(
    event: &EventContext<'_>,
    words: &str,
    default_lang: Lang,
    nlu_model: &NluModel,
) -> Vec<String> {
    nlu::find_sessions(&input(event, &AskedText::new(words, default_lang)), nlu_model)
}

/// Ways in which people may name each session, and the sessions that each is taken for where it is all that is typed.
pub fn try_session_names(event: &EventContext<'_>, nlu_model: &NluModel) -> Vec<SessionNaming> {
    session_naming::try_session_names(event.programme, |text, lang| {
        let interpretation = interpret_with_meaning(event, &AskedText::new(text, lang), nlu_model);
        match interpretation.intent.session_id() {
            Some(id) if !interpretation.not_understood => vec![id.to_owned()],
            _ => find_named_sessions(event, text, lang, nlu_model),
        }
    })
}

/// A text as it is understood, with its moment.
fn input<'a>(event: &EventContext<'a>, asked: &AskedText<'a>) -> NluInput<'a> {
    let now = event.programme.to_local_time(event.now);
    NluInput {
        text: asked.text,
        lang: asked.lang,
        default_lang: asked.default_lang,
        minute_of_day: (now.hour() * 60 + now.minute()) as i32,
        today: now.date_naive(),
        previous_session: asked.previous_session,
        meaning: asked.meaning,
        programme: event.programme,
        schedule: event.schedule,
    }
}

/// The answer to an intent. Intents that another feature answers in the chat get a text that says so: they come
/// here only from `koze ask`.
pub fn render_answer(context: &AnswerContext<'_>, intent: &Intent, nlu_model: &NluModel) -> Message {
    match intent {
        Intent::ScheduleFull => session_view::own_programme(context),
        Intent::ScheduleNow => time_answers::current_sessions(context),
        Intent::ScheduleNext => time_answers::next_session(context),
        Intent::ScheduleAt(minutes, day) => time_answers::sessions_at(context, *minutes, *day),
        Intent::SessionWhen(session) | Intent::SessionAbout(session) | Intent::SessionRoom(session) => {
            session_view::session(context, session)
        }
        Intent::SessionWho(session) => session_view::speakers(context, session),
        Intent::EventWhen => time_answers::event_dates(context),
        Intent::EventStart => time_answers::event_start(context),
        Intent::EventEnd => time_answers::event_end(context),
        Intent::EventAbout => view::about(context),
        Intent::VenueLocation | Intent::VenueRoom => view::venue(context),
        Intent::Register => view::how_to_register(context),
        Intent::RegistrationDeadline => view::registration_deadline(context),
        Intent::Contact | Intent::TalkToHuman => view::contact(context),
        Intent::Organiser => view::organisers(context),
        Intent::Refreshments => view::refreshments(context, nlu_model.refreshments())
            .unwrap_or_else(|| view::unanswerable(context)),
        Intent::Topic(id) => view::topic(context, id),
        Intent::Faq(number) => view::faq(context, *number),
        Intent::AskQuestion => view::ways_to_ask(context),
        Intent::Greeting | Intent::Help => view::greeting(context),
        Intent::Thanks => view::thanks(context),
        Intent::Unanswerable | Intent::SeatsLeft => view::unanswerable(context),
        Intent::Emergency => view::emergency(context),
        Intent::VenueProblem => view::venue_problem(context),
        Intent::BotIdentity => view::bot_identity(context),
        Intent::OptOut => view::opt_out(context),
        Intent::OutOfScope => view::out_of_scope(context),
        Intent::RegistrationStatus
        | Intent::RegistrationCancel
        | Intent::RegistrationEdit
        | Intent::Ticket
        | Intent::QuestionStatus
        | Intent::Reminders
        | Intent::Language(_) => view::only_in_chat(context),
    }
}

/// The programme of one day or of all, as HTML, without a mark on the session under way.
pub fn render_programme(event: &EventContext<'_>, lang: Lang, day: Option<NaiveDate>) -> String {
    session_view::programme_html(&AnswerContext { event: *event, lang }, day, None)
}

/// The answer to a text outside of a chat, as it was understood: the answer itself, or what may be meant. In the language
/// of the text, or the one that it asks for.
pub fn render_reading(event: &EventContext<'_>, reading: &Interpretation, nlu_model: &NluModel) -> Message {
    let lang = match reading.intent {
        Intent::Language(Some(lang)) => lang,
        _ => reading.lang,
    };
    let context = AnswerContext { event: *event, lang };
    if reading.not_understood {
        render_not_understood(&context, &reading.likely_intents)
    } else if reading.alternative.is_some() {
        render_disambiguation(&context, &reading.close_intents())
    } else {
        render_answer(&context, &reading.intent, nlu_model)
    }
}

/// Asks which of some close intents is meant.
pub fn render_disambiguation(context: &AnswerContext<'_>, intents: &[Intent]) -> Message {
    ask_back::disambiguation(context, intents, SendButtons::default())
}

/// The intents of the buttons under a message that asks back or says that nothing was understood.
pub fn offered_intents(context: &AnswerContext<'_>, interpretation: &Interpretation) -> Vec<Intent> {
    let likely = interpretation.close_intents();
    let defaults = interpretation.not_understood.then_some(&ask_back::DEFAULT_SUGGESTIONS);
    let all = likely.iter().chain(defaults.into_iter().flatten());
    // the last button asks the organisers
    ask_back::offered_intents(context, all).into_iter().cloned().chain([Intent::Unanswerable]).collect()
}

/// Says that nothing was understood, outside of a turn.
pub fn render_not_understood(context: &AnswerContext<'_>, likely: &[Intent]) -> Message {
    ask_back::not_understood(context, likely, SendButtons::default(), false)
}

/// Whether the event file has an answer: a button that leads to "I do not know" is not offered.
fn is_answerable(context: &AnswerContext<'_>, intent: &Intent, nlu_model: &NluModel) -> bool {
    let EventContext { programme, schedule, .. } = context.event;
    match intent {
        Intent::Refreshments => view::refreshments(context, nlu_model.refreshments()).is_some(),
        Intent::SessionWhen(id)
        | Intent::SessionWho(id)
        | Intent::SessionAbout(id)
        | Intent::SessionRoom(id) => programme.session(id).is_some() && schedule.session(id).is_some(),
        Intent::Topic(id) => programme.topics.iter().any(|topic| topic.id == *id),
        Intent::Faq(number) => *number < programme.faq.len(),
        _ => true,
    }
}

/// Answers an intent in `lang`, with the venue on the map where the place was asked for.
pub fn answer(turn: &mut Turn<'_>, intent: &Intent, lang: Lang, nlu_model: &NluModel) {
    let context = AnswerContext { event: turn.event, lang };
    let message = render_answer(&context, intent, nlu_model);
    let pin = matches!(intent, Intent::VenueLocation | Intent::VenueRoom)
        .then(|| view::venue_location(&context))
        .flatten();
    turn.reply(message);
    if let Some(session) = answered_session(&context, intent) {
        turn.person.conversation.answered_session = Some(AnsweredSession { session, at: turn.event.now });
    }
    if let Some(pin) = pin {
        turn.send_venue(pin);
    }
}

/// The session that an answer is about.
fn answered_session(context: &AnswerContext<'_>, intent: &Intent) -> Option<String> {
    let EventContext { schedule, now, .. } = context.event;
    let scheduled = match intent {
        Intent::ScheduleNow => schedule.current(now),
        Intent::ScheduleNext => schedule.next_after(now),
        Intent::ScheduleAt(minutes, day) => {
            return time_answers::only_session_at(context, *minutes, *day).map(str::to_owned);
        }
        other => return other.session_id().map(str::to_owned),
    };
    scheduled.map(|scheduled| scheduled.session_id.clone())
}

/// Handles a press on a button of this module. Returns the intent that the button asks for, if it asks for one:
/// the caller answers it, because other features answer some intents.
pub async fn press(
    turn: &mut Turn<'_>,
    payload: &Payload,
    nlu_model: &NluModel,
) -> TurnResult<Option<Intent>> {
    match payload {
        Payload::Answer(answer) => return Ok(Some(answer.intent())),
        Payload::SendQuestion(draft) => {
            escalation::escalate(turn, *draft, EscalationKind::Question).await?;
        }
        Payload::ReportIncident(draft) => {
            escalation::escalate(turn, *draft, EscalationKind::Incident).await?;
        }
        Payload::StartReply(number) => escalation::start_reply(turn, *number).await?,
        Payload::CancelReply(_) => escalation::press_cancel_reply(turn).await?,
        Payload::SaveAnswer(number) => escalation::save_answer(turn, *number).await?,
        Payload::ListNotUnderstood(page) => show_not_understood(turn, *page, nlu_model).await?,
        Payload::OpenNotUnderstood(number) => {
            let (event, lang) = (turn.event, turn.lang());
            let likely = |text: &str| {
                interpret_in_context(&event, &AskedText::new(text, lang), nlu_model).close_intents()
            };
            not_understood::open_group(turn, *number, nlu_model, &likely).await?;
        }
        Payload::SetMeaning(number, meaning) => {
            not_understood::set_meaning(turn, *number, meaning, nlu_model).await?;
        }
        Payload::WriteAnswer(number) => not_understood::start_writing(turn, *number, nlu_model).await?,
        Payload::SetAside(number) => not_understood::set_aside(turn, *number, nlu_model).await?,
    }
    Ok(None)
}

/// Handles the text of an organiser who is answering: one question, or texts that were not understood.
pub async fn handle_organiser_reply(
    turn: &mut Turn<'_>,
    typed: &str,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    if not_understood::is_writing(turn) {
        not_understood::save_written_answer(turn, typed, nlu_model).await
    } else {
        escalation::handle_organiser_reply(turn, typed).await
    }
}

/// What an organiser said that a text like this one means, as far as the event has an answer to it.
pub async fn find_known_meaning(
    turn: &mut Turn<'_>,
    typed: &str,
    nlu_model: &NluModel,
) -> TurnResult<Option<Intent>> {
    let meaning = not_understood::find_meaning(turn, typed, nlu_model).await?;
    let context = AnswerContext { event: turn.event, lang: turn.lang() };
    Ok(meaning.map(|meaning| meaning.intent()).filter(|intent| is_answerable(&context, intent, nlu_model)))
}

/// Asks which of some close intents a text means. `send` is the data of the button that sends it to the speakers;
/// the last button sends it to the organisers.
pub async fn disambiguate(
    turn: &mut Turn<'_>,
    intents: &[Intent],
    typed: &str,
    lang: Lang,
    send: Option<&str>,
) -> TurnResult<()> {
    let to_organisers = Some(escalation::organisers_button(turn, typed, lang).await?);
    let send = SendButtons { to_speakers: send, to_organisers };
    turn.reply(ask_back::disambiguation(&AnswerContext { event: turn.event, lang }, intents, send));
    Ok(())
}

/// Asks whether a text that is probably a question to the speakers is sent to them or answered as `intent`.
pub fn confirm_for_speakers(turn: &mut Turn<'_>, intent: &Intent, lang: Lang, send: Option<&str>) {
    let message = ask_back::speakers_confirmation(&AnswerContext { event: turn.event, lang }, intent, send);
    turn.reply(message);
}

/// Says that a text was not understood, and shows what can be asked. `send` is the data of the button that sends it
/// to the speakers, which stands first while questions are taken; the last button sends it to the organisers.
/// `again` says that the last text was not understood either.
pub async fn say_not_understood(
    turn: &mut Turn<'_>,
    likely: &[Intent],
    typed: &str,
    lang: Lang,
    send: Option<&str>,
    again: bool,
) -> TurnResult<()> {
    let to_organisers = Some(escalation::organisers_button(turn, typed, lang).await?);
    let send = SendButtons { to_speakers: send, to_organisers };
    turn.reply(ask_back::not_understood(&AnswerContext { event: turn.event, lang }, likely, send, again));
    Ok(())
}

/// Says that only text is read (a photo or a sticker came), and shows what can be asked.
pub fn say_text_only(turn: &mut Turn<'_>) {
    let t = turn.texts();
    let message = Message::new(t.html("only-text", &[])).with_inline_keyboard(ask_back::quick_reply_rows(t));
    turn.reply(message);
}

/// Says how many seats are left.
pub fn say_seats_left(turn: &mut Turn<'_>, left: i64, lang: Lang) {
    let message = view::seats_left(&AnswerContext { event: turn.event, lang }, left);
    turn.reply(message);
}

/// Shows the programme in a group, without the button for personal reminders.
pub fn say_programme(turn: &mut Turn<'_>) {
    let message = session_view::programme(&AnswerContext { event: turn.event, lang: turn.lang() });
    turn.reply(message);
}

#[cfg(test)]
mod tests;
