//! What is typed: for the conversation the person is in, else a question of theirs, else something
//! nobody understands.

use std::sync::OnceLock;

use super::awaited_question::{self, AwaitedText};
use super::route::{answer_intent, cancel_current_activity, repeat_current_step, run_command};
use crate::announcements;
use crate::answers::{self, Intent, Interpretation, NluModel};
use crate::chat::Input;
use crate::clock::Millis;
use crate::commands::{Command, ModeratorCommand};
use crate::conversation::Activity;
use crate::i18n::Lang;
use crate::keywords::{is_keyword, matches_keyword_phrase, normalize};
use crate::menu::MenuItem;
use crate::organiser::{self, DataSubjectRight};
use crate::people::{self, Role};
use crate::questions;
use crate::registration::{self, Ambiguity, TicketCode};
use crate::reminders;
use crate::turn::{EventContext, Turn};

/// In which language this turn is answered, by what is typed: decided once, before any room hears it. A word in
/// passing counts for this answer alone, and for nothing while a name or the like is awaited. Gives back the
/// language that is to be offered for good, after the first sentence in it.
pub fn select_turn_language(turn: &mut Turn<'_>, knowledge: &NluModel) -> Option<Lang> {
    let Input::Text(typed) = &turn.incoming.input else { return None };
    let is_free = turn.person.conversation.is_idle();
    if MenuItem::from_label(typed).is_some() || !(is_free || is_registering_or_asking(turn)) {
        return None;
    }
    let spoken = answers::detect_language(typed, turn.lang(), knowledge);
    let counts = spoken.is_sentence || (spoken.is_clear && is_free);
    if !counts || !turn.event.programme.languages.contains(&spoken.lang) {
        return None;
    }
    turn.reply_in(spoken.lang, spoken.is_certain);
    let is_new = turn.person.reply_language == Some(spoken.lang)
        && !turn.person.offered_languages.split(' ').any(|code| code == spoken.lang.code());
    (is_new && spoken.is_sentence && is_free).then_some(spoken.lang)
}

/// What was typed in this turn. It is understood when that is first asked for, and only once.
struct LazyReading<'t> {
    text: &'t str,
    nlu_model: &'t NluModel,
    reading: OnceLock<Interpretation>,
}

impl LazyReading<'_> {
    fn reading(&self, turn: &Turn<'_>) -> &Interpretation {
        let read =
            || answers::interpret_in_context(&turn.event, self.text, None, turn.lang(), self.nlu_model);
        self.reading.get_or_init(read)
    }
}

/// A typed text: for the conversation the person is in, or a question of theirs. `kind` says what it is where a
/// question is awaited, if that was found out before.
pub async fn handle_text(
    turn: &mut Turn<'_>,
    typed: &str,
    kind: Option<&AwaitedText>,
    knowledge: &NluModel,
) -> anyhow::Result<()> {
    let typed = awaited_question::strip_denial(turn, typed);
    let understood = LazyReading { text: typed, nlu_model: knowledge, reading: OnceLock::new() };
    if handle_in_conversation(turn, &understood, kind).await? {
        return Ok(());
    }
    match organiser::detect_data_request(typed) {
        Some(DataSubjectRight::Erasure) => {
            organiser::ask_to_erase(turn);
            return Ok(());
        }
        Some(DataSubjectRight::Access) => {
            organiser::show_held(turn).await?;
            repeat_current_step(turn);
            return Ok(());
        }
        None => {}
    }
    if turn.person.conversation.is_idle()
        && let Some(command) = parse_staff_command(turn, typed).await?
    {
        return run_command(turn, command, "", knowledge).await;
    }
    if questions::hear_about_own(turn, typed).await? {
        repeat_current_step(turn);
        return Ok(());
    }
    if registration::asks_about_data_use(typed) {
        registration::explain_data_use(turn);
        return Ok(());
    }
    if registration::accepts_text(turn, typed) && !is_question_during_registration(turn, &understood) {
        return registration::handle_input(turn).await;
    }
    if questions::hear_number(turn, typed).await? {
        repeat_current_step(turn);
        return Ok(());
    }
    let (forum, lang) = (turn.event, turn.lang());
    let names = |name: &str| answers::find_named_sessions(&forum, name, lang, knowledge);
    if reminders::try_change_from_text(turn, typed, &names).await? {
        repeat_current_step(turn);
        return Ok(());
    }
    if let Some(code) = TicketCode::parse(typed) {
        return registration::handle_ticket_code(turn, &code).await;
    }
    if registration::handle_guest_registration(turn, typed).await?
        || registration::handle_guest_cancellation(turn, typed).await?
        || registration::handle_seat_reply(turn, typed).await?
    {
        return Ok(());
    }
    answer_free_text(turn, &understood).await
}

/// Whether the conversation that the person is in took the text.
async fn handle_in_conversation(
    turn: &mut Turn<'_>,
    understood: &LazyReading<'_>,
    kind: Option<&AwaitedText>,
) -> anyhow::Result<bool> {
    let LazyReading { text: typed, nlu_model: knowledge, .. } = *understood;
    if answers::start_reply_from_card(turn).await? {
        answers::organiser_replies(turn, typed).await?;
        repeat_current_step(turn);
        return Ok(true);
    }
    let awaits_words = matches!(
        turn.person.conversation.current(),
        Some(
            Activity::WritingForQuestion(_)
                | Activity::AnsweringForwardedQuestion { .. }
                | Activity::WritingAnnouncement(_)
                | Activity::AskingQuestion
        )
    );
    if awaits_words && is_keyword("words-leave", typed) {
        cancel_current_activity(turn).await?;
        return Ok(true);
    }
    // an order is no wording of a question
    if matches!(turn.person.conversation.current(), Some(Activity::WritingForQuestion(_)))
        && let Some(command) = parse_staff_command(turn, typed).await?
    {
        questions::stop_awaiting_text(turn);
        run_command(turn, command, "", knowledge).await?;
        return Ok(true);
    }
    if is_keyword("words-help", typed) {
        answer_help_request(turn, understood).await?;
        return Ok(true);
    }
    if questions::awaits_question(&turn.person) {
        match kind {
            Some(kind) => awaited_question::handle_awaited_text(turn, typed, kind, knowledge).await?,
            None => {
                let kind = awaited_question::classify(typed, understood.reading(turn));
                awaited_question::handle_awaited_text(turn, typed, &kind, knowledge).await?;
            }
        }
        return Ok(true);
    }
    if registration::is_under_way(turn) && is_report(understood.reading(turn)) {
        handle_report(turn, typed, &understood.reading(turn).intent).await?;
        return Ok(true);
    }
    if questions::awaits_text(turn) {
        questions::handle_text(turn, typed).await?;
    } else if answers::is_replying(turn) {
        answers::organiser_replies(turn, typed).await?;
    } else if announcements::is_writing(turn) {
        announcements::handle_input(turn).await?;
    } else {
        return Ok(false);
    }
    repeat_current_step(turn);
    Ok(true)
}

/// What a moderator or an organiser asks for in a word or a few: "suivante", "qui vient ?", "la liste des
/// inscrits". For everybody else the same words are about the programme.
async fn parse_staff_command(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<Option<Command>> {
    const ORDERS: [(&str, Command); 9] = [
        ("words-order-guests", Command::RegistrationList),
        ("words-order-announce", Command::Announce),
        ("words-order-roles", Command::Roles),
        ("words-order-next", Command::Moderation(ModeratorCommand::TakeNext)),
        ("words-order-queue", Command::Moderation(ModeratorCommand::Panel)),
        ("words-order-review", Command::Moderation(ModeratorCommand::Review)),
        ("words-order-answered", Command::Moderation(ModeratorCommand::Answered)),
        ("words-order-summary", Command::Moderation(ModeratorCommand::Summary)),
        ("words-order-settings", Command::Moderation(ModeratorCommand::Settings)),
    ];
    let word = normalize(typed);
    let named = (!word.contains(' ')).then(|| Command::from_name(&word)).flatten();
    let listed =
        || ORDERS.iter().find(|(words, _)| matches_keyword_phrase(words, typed)).map(|(_, command)| *command);
    let Some(command) = named.or_else(listed) else { return Ok(None) };
    let wanted: &[Role] = match command {
        Command::RegistrationList | Command::Announce | Command::Roles | Command::ChangeSchedule => {
            &[Role::Organiser]
        }
        Command::Moderation(_) => &[Role::Organiser, Role::Moderator],
        _ => return Ok(None),
    };
    let roles = people::roles(turn.conn, turn.person.id).await?;
    Ok(wanted.iter().any(|role| roles.contains(role)).then_some(command))
}

/// Answers a text that no conversation waits for.
async fn answer_free_text(turn: &mut Turn<'_>, understood: &LazyReading<'_>) -> anyhow::Result<()> {
    let LazyReading { text: typed, nlu_model: knowledge, .. } = *understood;
    let again = std::mem::take(&mut turn.person.conversation.misunderstood);
    let reading = understood.reading(turn);
    let lang = turn.lang();
    if is_report(reading) {
        return handle_report(turn, typed, &reading.intent).await;
    }
    let not_ours = reading.not_understood
        || matches!(reading.intent, Intent::Unanswerable | Intent::SeatsLeft | Intent::OutOfScope);
    if not_ours && answers::answer_from_saved(turn, typed, knowledge).await? {
        repeat_current_step(turn);
        return Ok(());
    }
    let taken = !registration::is_under_way(turn)
        && !questions::is_cancel_request(typed)
        && questions::accepts_questions(turn).await?
        // who moderates gives orders: a word that is not understood is no question for the hall
        && (questions::is_addressed_to_speakers(typed) || people::roles(turn.conn, turn.person.id).await?.is_empty());
    if !registration::is_under_way(turn) && is_about_asking(typed, reading) {
        // a question may stand behind the announcement of one
        let more = awaited_question::has_more_than_intro(typed).then_some(typed);
        return questions::explain_asking(turn, more).await;
    }
    let perhaps = taken && is_possibly_for_speakers(typed, reading);
    if taken && questions::is_addressed_to_speakers(typed) || perhaps && is_question_session_near(turn) {
        let send = questions::offer_text(turn, typed);
        answers::confirm_for_speakers(turn, &reading.intent, lang, send.as_deref());
        if let Some(send) = send {
            turn.await_yes_no(&send, "ask:leave");
        }
        return Ok(());
    }
    if reading.not_understood {
        return handle_not_understood(turn, typed, reading, again, taken).await;
    }
    if let Some(other) = &reading.alternative {
        let send = if taken { questions::offer_text(turn, typed) } else { None };
        answers::disambiguate(turn, &reading.intent, other, lang, send.as_deref());
        repeat_current_step(turn);
        return Ok(());
    }
    if reading.intent == Intent::SeatsLeft
        && let Some(left) = registration::seats_left(turn).await?
    {
        answers::say_seats_left(turn, left, lang);
        repeat_current_step(turn);
        return Ok(());
    }
    if matches!(reading.intent, Intent::Unanswerable | Intent::SeatsLeft) {
        let offered = taken && reading.intent == Intent::Unanswerable && awaited_question::is_sentence(typed);
        let send = if offered { questions::offer_text(turn, typed) } else { None };
        answers::offer_escalation(turn, typed, lang, send.as_deref()).await?;
        if questions::is_about_health(typed) {
            registration::suggest_access_needs(turn).await?;
        }
        repeat_current_step(turn);
        return Ok(());
    }
    if let Some(also) = &reading.second_intent {
        answers::answer(turn, &reading.intent, lang, knowledge);
        return answer_intent(turn, also, lang, knowledge).await;
    }
    answer_intent(turn, &reading.intent, lang, knowledge).await?;
    let practical =
        matches!(reading.intent, Intent::Register | Intent::RegistrationDeadline | Intent::Contact);
    if perhaps && (!practical || reading.confidence < awaited_question::MIN_CONFIDENCE) {
        questions::offer_to_send_anyway(turn, typed);
    }
    Ok(())
}

/// A person needs help or the microphone does not work: answered at once, and what was under way goes on.
async fn handle_report(turn: &mut Turn<'_>, typed: &str, intent: &Intent) -> anyhow::Result<()> {
    answers::respond_to_incident(turn, typed, intent, turn.lang()).await?;
    repeat_current_step(turn);
    Ok(())
}

/// Whether a text reports an accident, or something in the hall that does not work. A doubt is no reason not to
/// offer that the team is told.
pub fn is_report(reading: &Interpretation) -> bool {
    matches!(reading.intent, Intent::Emergency | Intent::VenueProblem)
        && !reading.not_understood
        && reading.alternative.is_none()
}

/// Whether this person registers or is about to ask: what is typed is taken for what was asked for, but
/// somebody who calls for help is not.
fn is_registering_or_asking(turn: &Turn<'_>) -> bool {
    registration::is_under_way(turn) || questions::awaits_question(&turn.person)
}

/// Answers a call for help where something else was expected, and asks for that once more.
async fn answer_help_request(turn: &mut Turn<'_>, understood: &LazyReading<'_>) -> anyhow::Result<()> {
    let asking = questions::awaits_question(&turn.person);
    let reading = understood.reading(turn);
    if is_report(reading) {
        return handle_report(turn, understood.text, &reading.intent).await;
    }
    let intent = match &reading.intent {
        Intent::TalkToHuman | Intent::Contact => reading.intent.clone(),
        _ => Intent::Help,
    };
    let lang = turn.lang();
    answer_intent(turn, &intent, lang, understood.nlu_model).await?;
    if asking {
        questions::prompt_for_question(turn).await?;
    }
    Ok(())
}

/// Whether a sentence that could be about the forum may be meant for the speakers: what is understood with doubt,
/// and anything but hours and places. What is said of one's own registration is not, unless it asks.
fn is_possibly_for_speakers(typed: &str, reading: &Interpretation) -> bool {
    if reading.not_understood || !awaited_question::is_sentence(typed) {
        return false;
    }
    match reading.intent {
        // what the organisers answered beforehand is no question for the speakers
        Intent::Faq(_) => false,
        // what is said to the bot itself is not, either
        Intent::Greeting
        | Intent::Thanks
        | Intent::Help
        | Intent::Language(_)
        | Intent::BotIdentity
        | Intent::OptOut => false,
        Intent::RegistrationCancel | Intent::RegistrationEdit => typed.trim_end().ends_with('?'),
        Intent::Register
        | Intent::RegistrationDeadline
        | Intent::Contact
        | Intent::Organiser
        | Intent::Topic(_)
        | Intent::EventAbout
        | Intent::OutOfScope => true,
        Intent::SessionAbout(_) if reading.likely_intents.contains(&Intent::AskQuestion) => true,
        _ => reading.confidence < awaited_question::MIN_CONFIDENCE && reading.alternative.is_none(),
    }
}

/// How long before a session that takes questions a sentence is rather meant for its speakers.
const NEAR_SESSION_WINDOW: Millis = 3_600_000;

/// Whether a session that takes questions is under way, or begins soon.
fn is_question_session_near(turn: &Turn<'_>) -> bool {
    let EventContext { programme, schedule, now, .. } = turn.event;
    let soon = schedule
        .not_cancelled()
        .filter(|slot| (slot.starts - NEAR_SESSION_WINDOW..slot.starts).contains(&now));
    let takes = |id: &str| programme.session(id).is_some_and(|session| session.takes_questions);
    schedule.is_taking_questions(programme, now) || soon.map(|slot| slot.session_id.as_str()).any(takes)
}

/// Whether somebody asks about asking. Only who says that they want to ask is asked for their question.
fn is_about_asking(typed: &str, reading: &Interpretation) -> bool {
    let asks =
        !reading.not_understood && reading.alternative.is_none() && reading.intent == Intent::AskQuestion;
    questions::is_about_asking(typed) || (asks && typed.trim_end().ends_with('?'))
}

/// Whether what could be a name is clearly about the forum: a question typed without its mark, or one word
/// such as "parking".
fn is_question_during_registration(turn: &Turn<'_>, understood: &LazyReading<'_>) -> bool {
    let Some(doubt) = registration::find_ambiguity(turn, understood.text) else { return false };
    let reading = understood.reading(turn);
    let small_talk = matches!(reading.intent, Intent::Greeting | Intent::Thanks);
    let answered = !small_talk || doubt == Ambiguity::NotAName;
    !reading.not_understood
        && reading.alternative.is_none()
        && answered
        && reading.intent != Intent::OutOfScope
}

/// A text that was not understood; while questions are `taken`, it may be sent as one.
async fn handle_not_understood(
    turn: &mut Turn<'_>,
    typed: &str,
    reading: &Interpretation,
    again: bool,
    taken: bool,
) -> anyhow::Result<()> {
    if registration::is_under_way(turn)
        && (registration::accepts_text(turn, typed) || !registration::accepts_any_text(turn))
    {
        return registration::handle_input(turn).await;
    }
    let send = if taken { questions::offer_text(turn, typed) } else { None };
    turn.person.conversation.misunderstood = !again;
    answers::say_not_understood(turn, &reading.likely_intents, turn.lang(), send.as_deref(), again);
    repeat_current_step(turn);
    Ok(())
}
