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
mod session_view;
mod store;
mod time_answers;
mod view;

pub use context::AnswerContext;
pub use escalation::{
    answer_from_saved, cancel_reply, offer_escalation, offer_voice_escalation, respond_to_incident,
    say_text_required, start_reply_from_card,
};
pub use model::{Explanation, Intent, Interpretation};
pub use nlu::{
    Analysis, CommonWordAlias, DetectedLanguage, MAX_COMPARISONS, NluInput, NluModel, analyse,
    detect_language, find_common_word_aliases, interpret, session_piece_lists,
};
pub use not_understood::{export_not_understood, record_not_understood, show_not_understood};
pub use payload::{AnswerPayload, Payload, UnknownPayload};

use chrono::Timelike;

use crate::chat::Message;
use crate::conversation::AnsweredSession;
use crate::i18n::Lang;
use crate::turn::{EventContext, Turn, TurnResult};
use model::EscalationKind;

/// What a text asks for, at the event as it stands. Without `lang` the language is detected; `default_lang` is
/// taken where the words do not tell; `previous_session` is the session that the last answer was about. An intent that
/// the event file has no answer for becomes `Unanswerable`, and is not offered as a button.
pub fn interpret_in_context(
    event: &EventContext<'_>,
    text: &str,
    lang: Option<Lang>,
    default_lang: Lang,
    previous_session: Option<&str>,
    nlu_model: &NluModel,
) -> Interpretation {
    let input = input(event, text, lang, default_lang, previous_session);
    let mut interpretation = interpret(&input, nlu_model);
    let context = AnswerContext { event: *event, lang: default_lang };
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

/// The ids of the sessions that a name stands for.
pub fn find_named_sessions(
    event: &EventContext<'_>,
    words: &str,
    default_lang: Lang,
    nlu_model: &NluModel,
) -> Vec<String> {
    nlu::find_sessions(&input(event, words, None, default_lang, None), nlu_model)
}

/// A text as it is understood, with its moment.
fn input<'a>(
    event: &EventContext<'a>,
    text: &'a str,
    lang: Option<Lang>,
    default_lang: Lang,
    previous_session: Option<&'a str>,
) -> NluInput<'a> {
    let now = event.programme.to_local_time(event.now);
    NluInput {
        text,
        lang,
        default_lang,
        minute_of_day: (now.hour() * 60 + now.minute()) as i32,
        today: now.date_naive(),
        previous_session,
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

/// Asks which of some close intents is meant.
pub fn render_disambiguation(context: &AnswerContext<'_>, intents: &[Intent]) -> Message {
    ask_back::disambiguation(context, intents)
}

/// The intents of the buttons under a message that asks back or says that nothing was understood.
pub fn offered_intents(context: &AnswerContext<'_>, interpretation: &Interpretation) -> Vec<Intent> {
    let likely = interpretation.close_intents();
    let defaults = interpretation.not_understood.then_some(&ask_back::DEFAULT_SUGGESTIONS);
    let all = likely.iter().chain(defaults.into_iter().flatten());
    ask_back::offered_intents(context, all).into_iter().cloned().collect()
}

/// Says that nothing was understood, outside of a turn.
pub fn render_not_understood(context: &AnswerContext<'_>, likely: &[Intent]) -> Message {
    ask_back::not_understood(context, likely, None, false)
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
            let likely =
                |text: &str| interpret_in_context(&event, text, None, lang, None, nlu_model).close_intents();
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

/// Asks which of some close intents is meant. `send` is the data of the button that sends the text to the speakers.
pub fn disambiguate(turn: &mut Turn<'_>, intents: &[Intent], lang: Lang, send: Option<&str>) {
    let context = AnswerContext { event: turn.event, lang };
    let message = ask_back::with_speakers_button(&context, render_disambiguation(&context, intents), send);
    turn.reply(message);
}

/// Asks whether a text that is probably a question to the speakers is sent to them or answered as `intent`.
pub fn confirm_for_speakers(turn: &mut Turn<'_>, intent: &Intent, lang: Lang, send: Option<&str>) {
    let message = ask_back::speakers_confirmation(&AnswerContext { event: turn.event, lang }, intent, send);
    turn.reply(message);
}

/// Says that nothing was understood, and shows what can be asked. `send` is the data of the button that sends the
/// text to the speakers, which stands first while questions are taken; `again` says that the last text was not
/// understood either.
pub fn say_not_understood(
    turn: &mut Turn<'_>,
    likely: &[Intent],
    lang: Lang,
    send: Option<&str>,
    again: bool,
) {
    let message = ask_back::not_understood(&AnswerContext { event: turn.event, lang }, likely, send, again);
    turn.reply(message);
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
mod tests {
    use crate::answers::{
        AnswerContext, Intent, Interpretation, NluModel, Payload, detect_language, interpret_in_context,
        render_answer, render_not_understood,
    };
    use crate::chat::Keyboard;
    use crate::clock::RealTime;
    use crate::i18n::{self, Lang, texts};
    use crate::programme::{Programme, Schedule};
    use crate::turn::EventContext;

    /// Words that no language has.
    const UNKNOWN_TEXT: &str = "zzorpf kwivvex tlimdu";

    /// The shipped event with an interface language that has no words to understand.
    struct WordlessLanguage {
        lang: Lang,
        programme: Programme,
        schedule: Schedule,
        model: NluModel,
    }

    impl WordlessLanguage {
        fn new(lang: Lang) -> Self {
            let programme = Programme::built_in();
            let folder = format!("{}/", lang.code());
            let file = |path: &str| i18n::locale_file(path).filter(|_| !path.starts_with(&folder));
            let model = NluModel::load(|path| file(path).map(str::to_owned), &programme).unwrap();
            Self { lang, schedule: Schedule::from_programme(&programme), programme, model }
        }

        fn event(&self) -> EventContext<'_> {
            let now = self.programme.first_start();
            let real_now = RealTime(now.0);
            EventContext { programme: &self.programme, schedule: &self.schedule, now, real_now }
        }

        fn interpret(&self, text: &str) -> Interpretation {
            interpret_in_context(&self.event(), text, None, self.lang, None, &self.model)
        }

        fn context(&self) -> AnswerContext<'_> {
            AnswerContext { event: self.event(), lang: self.lang }
        }
    }

    #[test]
    fn a_language_without_words_is_answered_with_buttons() {
        for lang in Lang::ALL {
            let wordless = WordlessLanguage::new(lang);
            let interpretation = wordless.interpret(UNKNOWN_TEXT);
            assert!(interpretation.not_understood, "{}", lang.code());
            assert_eq!(interpretation.lang, lang);
            let message = render_not_understood(&wordless.context(), &interpretation.likely_intents);
            let Some(Keyboard::Inline(rows)) = message.keyboard else { panic!("{}", lang.code()) };
            assert_eq!(rows.len(), 4, "{}", lang.code());
            for button in rows.iter().flatten() {
                let Ok(Payload::Answer(answer)) = button.data.parse() else { panic!("{}", button.data) };
                let answer = render_answer(&wordless.context(), &answer.intent(), &wordless.model);
                assert!(!answer.html.is_empty(), "{}", button.data);
            }
            assert!(
                rows.iter().flatten().any(|button| button.label == texts(lang).label("button-programme"))
            );
        }
    }

    #[test]
    fn a_language_without_words_understands_the_names_of_the_event() {
        for lang in Lang::ALL {
            let wordless = WordlessLanguage::new(lang);
            for session in &wordless.programme.sessions {
                let interpretation = wordless.interpret(session.title.get(lang));
                assert_eq!(
                    interpretation.intent.session_id(),
                    Some(session.id.as_str()),
                    "{}: {}",
                    lang.code(),
                    session.title.get(lang)
                );
            }
        }
    }

    #[test]
    fn a_language_without_words_understands_the_words_of_the_others() {
        let requests = [
            (Lang::Fr, "à quelle heure est la table ronde"),
            (Lang::En, "what time is the table ronde"),
            (Lang::Gcf, "table ronde kilè sa ka koumansé"),
        ];
        for lang in Lang::ALL {
            let wordless = WordlessLanguage::new(lang);
            for (_, text) in requests.iter().filter(|(other, _)| *other != lang) {
                let intent = wordless.interpret(text).intent;
                assert_eq!(intent, Intent::SessionWhen("table-ronde".to_owned()), "{}: {text}", lang.code());
            }
        }
    }

    #[test]
    fn one_known_word_does_not_change_a_language_without_words() {
        let shared = "zzorpf programme tlimdu";
        for lang in Lang::ALL {
            let detected = detect_language(shared, lang, &WordlessLanguage::new(lang).model);
            assert!(!detected.is_clear && !detected.is_sentence, "{}", lang.code());
        }
        // a whole sentence does
        let wordless = WordlessLanguage::new(Lang::Gcf);
        let detected = detect_language("what time does it start", Lang::Gcf, &wordless.model);
        assert!(detected.is_clear && detected.lang == Lang::En);
    }
}
