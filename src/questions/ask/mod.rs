//! Asking: the next message is the question; then its theme, a change of mind, its place.

mod confirmation;
mod insert_buffer;
mod rules;
mod screening;
mod store;
mod text_requests;
mod view;

use std::sync::Arc;

pub(super) use view::submission_error;

pub use confirmation::{confirm_publication, explain_asking, offer_to_send_anyway};
pub use insert_buffer::{flush_inserts, insert_unbuffered as put, is_asker_prefetched, prefetch_askers};
pub use rules::{
    ContentFlag, IntakeMode, IntakeStatus, MAX_VOICE_SECONDS, QuestionText, SubmissionError, TextFingerprint,
    check_limits, display_name, find_content_flags, intake_status,
};
pub use screening::{
    is_about_asking, is_about_existing_questions, is_about_health, is_about_own_life,
    is_addressed_to_speakers, is_cancel_request,
};
pub use text_requests::handle_question_request as hear_about_own;

use self::store::{AskerState, RecentQuestions, SimilarityCandidate, TopQuestions};
use super::moderation::{self, settings};
use super::rules::{Action, ActionError, State};
use super::store::{self as questions, NewQuestion, Question};
use super::voting::{self, VoteOutcome};
use super::{actor, await_text, awaits_text, desk_store, private_cases, stop_awaiting_text, vote_store};
use crate::chat::Message;
use crate::clock::Millis;
use crate::conversation::{Activity, TextPurpose};
use crate::menu;
use crate::turn::Turn;

/// What is in somebody's hand after a refusal: their question.
const REFUSED_TEXT: &str = "refused";
/// The same by voice, or before they know who will hear it.
const PENDING_VOICE: &str = "voice";
/// Among how many of the most wanted questions one that says the same is looked for.
const MAX_COMPARED: i64 = 300;
/// These are read again after so long; those that came since are looked at beside them, the latest of them.
const SNAPSHOT_MAX_AGE: Millis = 1_000;
const MAX_RECENT: i64 = 60;
/// How many that say the same are shown.
const MAX_SIMILAR_SHOWN: usize = 3;
/// How many of their own somebody sees: as many as fit a screen.
const MAX_OWN_SHOWN: i64 = 6;

/// The next message is the question.
pub async fn prompt_for_question(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !await_question(turn).await? {
        return Ok(());
    }
    let message = view::question_prompt(turn);
    turn.reply(message);
    Ok(())
}

/// The same for somebody who came by the code in the hall: they may never have seen the menu.
pub async fn prompt_with_menu(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !await_question(turn).await? {
        return Ok(());
    }
    let html = turn.texts().html("question-invitation", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// The next text is the question; false where none is taken now, which is said.
pub async fn await_question(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let settings = settings::cached_settings(turn).await?;
    if let Err(refusal) = settings.intake_status(&turn.event).check_accepts_questions() {
        let message = view::submission_error(turn, refusal);
        turn.reply(message);
        return Ok(false);
    }
    if !awaits_text(turn) {
        turn.person.conversation.begin(Activity::AskingQuestion);
    }
    Ok(true)
}

/// The text of a question; where it cannot be one, why not is said.
fn parse_or_reply(turn: &mut Turn<'_>, typed: &str) -> Option<QuestionText> {
    let text = QuestionText::parse(typed);
    text.map_err(|refusal| turn.reply(view::submission_error(turn, refusal))).ok()
}

/// A typed question.
pub async fn submit_text(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    // they may try again: the question is still awaited
    let Some(text) = parse_or_reply(turn, typed) else { return Ok(()) };
    stop_awaiting_text(turn);
    let Some(free) = admit(turn).await? else {
        // it is kept, for the button that sends it in a while
        vote_store::take_ui_state(turn.conn, turn.person.id, PENDING_VOICE).await?;
        return Ok(vote_store::set_ui_state(turn.conn, turn.person.id, REFUSED_TEXT, text.as_str()).await?);
    };
    if free.asker.has_refused_text == 1 {
        vote_store::take_ui_state(turn.conn, turn.person.id, REFUSED_TEXT).await?;
    }
    let held =
        free.needs_review || find_content_flags(text.as_str()).iter().any(ContentFlag::requires_review);
    let state = if held { State::PendingReview } else { State::Queued };
    let new = NewQuestion { state, ..NewQuestion::written(turn.person.id, &text, turn.lang()) };
    let number = insert_buffer::push(turn, new, &free.asker).await?;
    let alike = if held { Vec::new() } else { find_similar(turn, number, text.as_str()).await? };
    let message = view::acknowledgement(turn, number, held, &alike);
    turn.reply(message);
    moderation::notify_moderators(turn, free.asker.has_unhandled == 0, held).await
}

/// Nothing stands against a question.
struct Admission {
    /// Whether it is read before it is public.
    needs_review: bool,
    asker: AskerState,
}

/// `None` where no question of theirs is taken, which is said.
async fn admit(turn: &mut Turn<'_>) -> anyhow::Result<Option<Admission>> {
    let settings = settings::cached_settings(turn).await?;
    let limits = &turn.event.programme.question_limits;
    let before = insert_buffer::take_asker_state(turn).await?;
    let last = (before.last_asked_at != 0).then_some(before.last_asked_at);
    let may = match settings.intake_status(&turn.event).check_accepts_questions() {
        Ok(()) if before.muted == 1 => Err(SubmissionError::Muted),
        Ok(()) => check_limits(limits, before.open_count, last, turn.event.now),
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = may {
        let message = view::submission_error(turn, refusal);
        turn.reply(message);
        return Ok(None);
    }
    Ok(Some(Admission { needs_review: settings.review_first, asker: before }))
}

/// Others' questions in the queue that say nearly the same as one just kept, the likest first.
async fn find_similar(
    turn: &mut Turn<'_>,
    number: i64,
    text: &str,
) -> anyhow::Result<Vec<SimilarityCandidate>> {
    let (person, mono) = (turn.person.id, turn.event.real_now);
    let own = SimilarityCandidate::from((number, person, 1, text.to_owned()));
    let wanted = match turn.cache.get_shared::<TopQuestions>(mono - SNAPSHOT_MAX_AGE) {
        Some(wanted) => wanted,
        None => {
            let written = insert_buffer::first_unwritten(turn.cache).unwrap_or(number) - 1;
            let wanted = Arc::new(store::load_top_questions(turn.conn, written, MAX_COMPARED).await?);
            turn.cache.insert_shared(mono, &wanted);
            turn.cache.insert(RecentQuestions(Vec::new()));
            wanted
        }
    };
    if turn.cache.get::<RecentQuestions>().is_none() {
        let latest = store::load_recent_questions(turn.conn, &wanted, MAX_RECENT).await?;
        turn.cache.insert(latest);
    }
    let Some(latest) = turn.cache.get::<RecentQuestions>() else { return Ok(Vec::new()) };
    let others = wanted.questions.iter().chain(&latest.0);
    let mut others: Vec<&SimilarityCandidate> =
        others.filter(|other| other.number != number && other.person != person).collect();
    // of those that are as like, the most wanted comes first
    others.sort_by_key(|other| (-other.votes, other.number));
    let found =
        rules::most_similar(&own.fingerprint, others.into_iter().map(|other| (&other.fingerprint, other)));
    let found = found.into_iter().take(MAX_SIMILAR_SHOWN).cloned().collect();
    if latest.0.iter().all(|other| other.number != number) {
        latest.0.push(own);
    }
    Ok(found)
}

/// A voice message. The first time, one is told who will hear it.
pub async fn handle_voice(turn: &mut Turn<'_>, file: &str, seconds: u32) -> anyhow::Result<()> {
    if seconds > MAX_VOICE_SECONDS {
        let message = view::submission_error(turn, SubmissionError::VoiceTooLong(seconds));
        turn.reply(message);
        return Ok(());
    }
    let settings = settings::cached_settings(turn).await?;
    if let Err(refusal) = settings.intake_status(&turn.event).check_accepts_questions() {
        // closed since they were invited
        stop_awaiting_text(turn);
        let message = view::submission_error(turn, refusal);
        turn.reply(message);
        return Ok(());
    }
    if !vote_store::has_accepted_voice_warning(turn.conn, turn.person.id).await? {
        vote_store::set_ui_state(turn.conn, turn.person.id, PENDING_VOICE, &format!("{seconds} {file}"))
            .await?;
        let message = view::voice_warning(turn);
        turn.reply(message);
        return Ok(());
    }
    submit_voice(turn, file, seconds).await
}

async fn submit_voice(turn: &mut Turn<'_>, file: &str, seconds: u32) -> anyhow::Result<()> {
    stop_awaiting_text(turn);
    let Some(free) = admit(turn).await? else {
        vote_store::take_ui_state(turn.conn, turn.person.id, REFUSED_TEXT).await?;
        return Ok(vote_store::set_ui_state(
            turn.conn,
            turn.person.id,
            PENDING_VOICE,
            &format!("{seconds} {file}"),
        )
        .await?);
    };
    let (person, lang) = (turn.person.id, turn.lang());
    let (text, voice) = (String::new(), Some((file.to_owned(), seconds)));
    let new = NewQuestion { person, text, voice, lang, state: State::PendingReview, source: "hall" };
    let number = insert_buffer::push(turn, new, &free.asker).await?;
    let message = view::acknowledgement(turn, number, true, &[]);
    turn.reply(message);
    moderation::notify_moderators(turn, free.asker.has_unhandled == 0, true).await
}

/// Something that is neither text nor voice while a question is awaited.
pub fn reject_non_text(turn: &mut Turn<'_>) {
    let message = match matches!(turn.person.conversation.current(), Some(Activity::WritingForQuestion(_))) {
        true => Message::new(turn.texts().html("question-only-text", &[])),
        false => view::submission_error(turn, SubmissionError::NotText),
    };
    turn.reply(message);
}

/// Leaves without asking.
pub async fn cancel(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    stop_awaiting_text(turn);
    let html = view::cancelled(turn);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// A button of somebody who asks: what stands behind `ask:`.
pub async fn handle_press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let mut parts = data.split(':');
    let what = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let number = rest.first().and_then(|number| number.parse::<i64>().ok());
    match (what, number, rest.as_slice()) {
        ("new", None, []) => prompt_for_question(turn).await?,
        ("leave", None, []) => cancel(turn).await?,
        ("mine", None, []) => show_own_questions(turn).await?,
        ("drop", Some(_), [_]) => {
            turn.person.conversation.take_offered_question(number);
            cancel(turn).await?;
        }
        // buttons of earlier versions bore no number: they send the last text that was offered
        ("send", None, []) | ("send", Some(_), [_]) => {
            match turn.person.conversation.take_offered_question(number) {
                Some(text) if is_about_own_life(&text) => {
                    confirmation::confirm_publication_with_id(turn, number.unwrap_or_default(), &text);
                }
                Some(text) => submit_text(turn, &text).await?,
                None => turn.toast(turn.texts().label("button-stale")),
            }
        }
        ("publish", Some(_), [_]) => match turn.person.conversation.take_offered_question(number) {
            Some(text) => submit_text(turn, &text).await?,
            None => turn.toast(turn.texts().label("button-stale")),
        },
        ("again", None, []) => {
            match vote_store::take_ui_state(turn.conn, turn.person.id, REFUSED_TEXT).await? {
                Some(text) => submit_text(turn, &text).await?,
                None if vote_store::has_accepted_voice_warning(turn.conn, turn.person.id).await? => {
                    submit_pending_voice(turn).await?
                }
                None => turn.toast(turn.texts().label("button-stale")),
            }
        }
        ("voice", None, ["yes"]) => {
            vote_store::save_voice_warning_accepted(turn.conn, turn.person.id).await?;
            submit_pending_voice(turn).await?;
        }
        ("listen", Some(number), [_]) => private_cases::handle_counsellor_press(turn, number).await?,
        (_, Some(number), _) => return handle_own_press(turn, what, number, &rest[1..]).await,
        _ => return Ok(false),
    }
    Ok(true)
}

/// The voice message in their hand, now that they know who will hear it.
async fn submit_pending_voice(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let kept = vote_store::take_ui_state(turn.conn, turn.person.id, PENDING_VOICE).await?;
    let Some((seconds, file)) = kept.as_deref().and_then(|kept| kept.split_once(' ')) else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    submit_voice(turn, file, seconds.parse().unwrap_or(0)).await
}

/// A button under one of their own questions.
async fn handle_own_press(
    turn: &mut Turn<'_>,
    what: &str,
    number: i64,
    rest: &[&str],
) -> anyhow::Result<bool> {
    let own = questions::load(turn.conn, number).await?.filter(|question| question.person == turn.person.id);
    let Some(question) = own else { return Ok(false) };
    match (what, rest) {
        ("mine", []) => show_own_question(turn, &question).await?,
        ("themes", []) => {
            let message = view::theme_menu(turn, &question);
            turn.edit_or_reply(message);
        }
        ("theme", [index]) => {
            let guides = &turn.event.programme.themes;
            let guide = index.parse().ok().and_then(|index: usize| guides.get(index));
            let guide = guide.map_or(String::new(), |guide| guide.id.clone());
            change_own_question(turn, number, Action::SetTheme(guide)).await?;
        }
        ("other", []) => {
            let message = view::acknowledgement(turn, number, question.state == State::PendingReview, &[]);
            turn.edit_or_reply(message);
        }
        ("same", [other]) => match other.parse() {
            Ok(other) => vote_for_other_instead(turn, &question, other).await?,
            Err(_) => return Ok(false),
        },
        ("edit", []) if matches!(question.state, State::PendingReview | State::Queued) => {
            await_text(turn, TextPurpose::Edit(number));
            let message = view::edit_prompt(turn, &question);
            turn.reply(message);
        }
        ("edit", []) => turn.toast(turn.texts().label("question-taken-up")),
        ("withdraw", []) => {
            let message = view::withdrawal_confirmation(turn, &question);
            turn.edit_or_reply(message);
        }
        ("withdraw", ["yes"]) => withdraw(turn, number).await?,
        ("sign", ["on"]) => {
            let name = turn.incoming.from.as_ref().map(|from| display_name(&from.first_name));
            change_own_question(turn, number, Action::SetDisplayName(name.unwrap_or_default())).await?;
        }
        ("sign", ["off"]) => change_own_question(turn, number, Action::SetDisplayName(String::new())).await?,
        ("confide" | "word", []) => return private_cases::handle_author_press(turn, what, &question).await,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Somebody's own questions, to choose one.
pub async fn show_own_questions(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let own = questions::by_author(turn.conn, turn.person.id, MAX_OWN_SHOWN).await?;
    let live = desk_store::number_on_screen(turn.conn).await?;
    let message = view::own_questions(turn, &own, live);
    turn.reply(message);
    Ok(())
}

async fn show_own_question(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let fair = settings::cached_settings(turn).await?.boost_newcomers;
    let before = match question.state {
        State::Queued => Some(questions::count_ahead(turn.conn, question, fair).await?),
        _ => None,
    };
    let may_confide = private_cases::can_be_handed_over(turn.conn, question).await?;
    let live = desk_store::number_on_screen(turn.conn).await? == question.number;
    let message = view::own_question(turn, question, before, live, may_confide);
    turn.edit_or_reply(message);
    Ok(())
}

async fn change_own_question(turn: &mut Turn<'_>, number: i64, act: Action) -> anyhow::Result<()> {
    let hand = actor(turn);
    match moderation::apply_action(turn.conn, number, &act, hand).await? {
        Ok(done) => show_own_question(turn, &done.after).await?,
        Err(_) => turn.toast(turn.texts().label("question-taken-up")),
    }
    Ok(())
}

async fn withdraw(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let hand = actor(turn);
    let message = match moderation::apply_action(turn.conn, number, &Action::Withdraw, hand).await? {
        Ok(done) => {
            moderation::notify_claimant(turn, &done).await?;
            view::withdrawn(turn, number)
        }
        Err(_) => {
            turn.toast(turn.texts().label("question-closed-already"));
            return Ok(());
        }
    };
    turn.edit_or_reply(message);
    Ok(())
}

/// Another asks the same: their own goes, and they stand behind the other.
async fn vote_for_other_instead(turn: &mut Turn<'_>, own: &Question, other: i64) -> anyhow::Result<()> {
    let open = matches!(own.state, State::PendingReview | State::Queued);
    let (person, now) = (turn.person.id, turn.event.now);
    // before any question is held still: whoever acts at the desk holds them in this order
    desk_store::lock_journal(turn.conn).await?;
    let cast = if open {
        voting::set_vote(turn.conn, other, person, true, now).await?
    } else {
        VoteOutcome::NotOpen
    };
    let (VoteOutcome::Changed { number, .. } | VoteOutcome::Unchanged { number, .. }) = cast else {
        turn.toast(turn.texts().label("vote-gone"));
        return Ok(());
    };
    let hand = actor(turn);
    match moderation::apply_action(turn.conn, own.number, &Action::Withdraw, hand).await? {
        Ok(_) => {
            let message = view::voted_for_other(turn, number);
            turn.edit_or_reply(message);
        }
        Err(_) => turn.toast(turn.texts().label("question-taken-up")),
    }
    Ok(())
}

/// A text typed to change a question of one's own.
pub async fn handle_edit_text(turn: &mut Turn<'_>, number: i64, typed: &str) -> anyhow::Result<()> {
    let Some(text) = parse_or_reply(turn, typed) else { return Ok(()) };
    stop_awaiting_text(turn);
    let own = questions::load(turn.conn, number).await?.filter(|question| question.person == turn.person.id);
    let Some(own) = own else { return Ok(()) };
    let settings = settings::cached_settings(turn).await?;
    // what others voted for must not become something else unseen
    let review = settings.review_first
        || own.votes > 1
        || find_content_flags(text.as_str()).iter().any(ContentFlag::requires_review);
    let hand = actor(turn);
    let act = Action::Edit { text, needs_review: review };
    let message = match moderation::apply_action(turn.conn, number, &act, hand).await? {
        Ok(done) => view::edit_acknowledgement(turn, &done.after),
        Err(
            ActionError::NotFound
            | ActionError::Conflict
            | ActionError::ClaimedByOther
            | ActionError::NeedsText,
        ) => view::edit_too_late(turn),
    };
    turn.reply(message);
    Ok(())
}
