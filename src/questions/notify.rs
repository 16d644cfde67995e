//! Notices about questions: for authors, for the voters of a merged group, for the moderator who claims a
//! question, and for all moderators when a first question waits.

use super::model::{Applied, AuthorNotice, Question, State};
use super::payload::{QueueAction, QueuePayload};
use super::rules::notices::notice_for;
use super::service::merging::authors_of_group;
use super::service::private_cases::can_be_handed_over;
use super::store::{merges, panels, questions, votes};
use super::wording::{
    author_notice, button, reason_sentence, short_excerpt, text_for_moderators, voter_notice,
    with_hand_over_offer,
};
use crate::args;
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::RealTime;
use crate::db::Conn;
use crate::i18n::{Texts, texts};
use crate::ids::{PersonId, QuestionNumber};
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::turn::{Turn, TurnResult};

/// Sends the notices of an action, if it changes anything for the question's authors and voters.
pub(crate) async fn notify_of_action(turn: &mut Turn<'_>, applied: &Applied) -> TurnResult<()> {
    match notice_for(applied) {
        Some(notice) => notify_authors_and_voters(turn, &applied.after, notice).await,
        None => Ok(()),
    }
}

async fn notify_authors_and_voters(
    turn: &mut Turn<'_>,
    question: &Question,
    notice: AuthorNotice,
) -> TurnResult<()> {
    let group = authors_of_group(turn.conn, question).await?;
    notify_voters(turn, question, notice, &group).await?;
    // only the author of the words learns that the words changed
    let is_about_words = matches!(notice, AuthorNotice::Reworded | AuthorNotice::OriginalRestored);
    for part in group {
        if is_about_words && part.number != question.number
            || !people::is_reachable(turn.conn, part.person).await?
        {
            continue;
        }
        let contact = private_case_contact(turn, &part);
        let part = Question { close_reason: question.close_reason, ..part };
        let reason = part
            .close_reason
            .rejection()
            .map(|reason| reason_sentence(turn.event.programme, texts(part.lang), reason));
        let mut message = author_notice(&part, notice, &contact, &reason.unwrap_or_default());
        if notice == AuthorNotice::PrivateCase && can_be_handed_over(turn.conn, &part).await? {
            message = with_hand_over_offer(&part, message);
        }
        turn.notify(part.person, message);
    }
    Ok(())
}

/// Whom the author of a private case can ask for help: the event file's contact for that, else the organisers.
fn private_case_contact(turn: &Turn<'_>, question: &Question) -> String {
    match &turn.event.programme.round_table.personal_contact {
        Some(contact) => contact.get(question.lang).to_owned(),
        None => {
            let contact = &turn.event.programme.contact;
            format!("{} · {}", contact.phone, contact.email)
        }
    }
}

/// Tells the voters of a merged group, at low priority and without a sound, which question their vote counts for
/// and what becomes of it.
async fn notify_voters(
    turn: &mut Turn<'_>,
    question: &Question,
    notice: AuthorNotice,
    authors: &[Question],
) -> TurnResult<()> {
    if !matches!(notice, AuthorNotice::Merged | AuthorNotice::OnScreen | AuthorNotice::Answered) {
        return Ok(());
    }
    let number = question.number;
    if notice != AuthorNotice::Merged && merges::links(turn.conn, number).await?.is_empty() {
        return Ok(());
    }
    let root = merges::root_of(turn.conn, number).await?;
    let root = questions::load(turn.conn, root).await?.unwrap_or_else(|| question.clone());
    for (person, lang) in votes::reachable_voters(turn.conn, number).await? {
        let is_author = authors.iter().any(|author| author.person == person);
        if !is_author && let Some(message) = voter_notice(texts(lang), notice, number, &root) {
            turn.notify_low_priority(person, message);
        }
    }
    Ok(())
}

/// Tells the moderator who claimed a question that its author withdrew it.
pub(crate) async fn notify_claimant(turn: &mut Turn<'_>, applied: &Applied) -> TurnResult<()> {
    let before = &applied.before;
    if before.state != State::Claimed || before.claimed_by == turn.person.id {
        return Ok(());
    }
    let moderators = people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await?;
    if let Some((person, lang)) = moderators.into_iter().find(|(person, _)| *person == before.claimed_by) {
        let html = texts(lang).html("queue-withdrawn", args!(number = before.number));
        turn.notify(person, Message::new(html).without_sound());
    }
    Ok(())
}

/// Tells moderators that a first question waits: in every chat with a panel, or every moderator where there is no
/// panel. `was_empty`: no question waited before. `needs_review`: the question must be reviewed first.
pub(crate) async fn notify_moderators(
    turn: &mut Turn<'_>,
    was_empty: bool,
    needs_review: bool,
) -> TurnResult<()> {
    if !was_empty {
        return Ok(());
    }
    let panels = panels::list(turn.conn).await?;
    for panel in &panels {
        let message = first_question_notice(texts(panel.lang), needs_review);
        turn.send_to(panel.chat, Outgoing::Message(message).in_topic(panel.topic));
    }
    if panels.is_empty() {
        for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
            turn.notify(person, first_question_notice(texts(lang), needs_review));
        }
    }
    Ok(())
}

fn first_question_notice(t: &Texts, needs_review: bool) -> Message {
    let panel = button(t, "queue-show", QueuePayload::Panel);
    let (id, first) = match needs_review {
        true => {
            ("queue-first-to-review", button(t, "queue-review", QueuePayload::Review(QuestionNumber::NONE)))
        }
        false => ("queue-first-waits", button(t, "queue-next", QueuePayload::Next(Vec::new()))),
    };
    Message::new(t.html(id, &[])).with_inline_keyboard(vec![vec![first, panel]])
}

/// Tells the moderator and the authors that a claim has expired. Runs outside of a turn.
pub(crate) async fn notify_of_expiry(
    conn: &mut Conn,
    applied: &Applied,
    real_now: RealTime,
) -> sqlx::Result<()> {
    let (moderator, entry) = (applied.before.claimed_by, applied.entry_number);
    if people::is_reachable(conn, moderator).await? && people::can_moderate(conn, moderator).await? {
        let t = texts(people::language(conn, moderator).await?);
        let message = claim_expired(t, &applied.after, entry);
        enqueue_notice(conn, OutboxKey::ExpiredClaim { entry, question: None }, moderator, message, real_now)
            .await?;
    }
    // the last notice was that the question comes soon, or is on the screen
    let notice = match applied.after.state {
        State::Answered => AuthorNotice::Answered,
        _ => AuthorNotice::Requeued,
    };
    for part in authors_of_group(conn, &applied.after).await? {
        if people::is_reachable(conn, part.person).await? {
            let message = author_notice(&part, notice, "", "");
            let key = OutboxKey::ExpiredClaim { entry, question: Some(part.number) };
            enqueue_notice(conn, key, part.person, message, real_now).await?;
        }
    }
    Ok(())
}

async fn enqueue_notice(
    conn: &mut Conn,
    key: OutboxKey,
    person: PersonId,
    message: Message,
    real_now: RealTime,
) -> sqlx::Result<()> {
    let notice = NewMessage::new(key, person.private_chat(), Urgency::Notice, message);
    outbox::enqueue(conn, &[notice], real_now).await
}

/// The moderator's notice: the question is in the queue again, or counts as answered, which `entry` undoes.
fn claim_expired(t: &Texts, question: &Question, entry: i64) -> Message {
    let number = question.number;
    let text = short_excerpt(&text_for_moderators(t, question));
    let (id, next_step) = match question.state {
        State::Answered => ("queue-concluded", button(t, "queue-undo", QueuePayload::Undo(entry))),
        _ => {
            let claim = QueuePayload::Act(number, QueueAction::Claim);
            ("queue-lapsed", button(t, "queue-take", claim))
        }
    };
    Message::new(t.html(id, args!(number = number, text = text)))
        .with_inline_keyboard(vec![vec![next_step]])
        .without_sound()
}
