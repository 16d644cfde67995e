//! Sends everybody who came their certificate: a batch in each tick, behind all messages that somebody waits for.
//! Each attendee has a row, so that no second sending, restart or second press gives anybody a second one.

use super::model::Document;
use super::people::{self, Present, Recipients};
use super::store::{self, Sending};
use super::view::{self, SendingCounts};
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::RealTime;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::PersonId;
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people as accounts;
use crate::people::Role;
use crate::programme::Programme;
use crate::registration::TicketCode;
use crate::turn::EventContext;

/// Attendees whose certificates one tick enqueues.
const BATCH_SIZE: usize = 200;

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CertificateTick {
    /// Certificates that were enqueued, of attendees.
    pub enqueued: usize,
}

/// Whether certificates are being sent.
pub async fn has_active_sending(conn: &mut Conn) -> sqlx::Result<bool> {
    store::is_active(conn).await
}

/// Everybody who came, by whether a sending reaches them now.
pub async fn load_recipients(conn: &mut Conn) -> sqlx::Result<Recipients> {
    let sent = store::list_sent(conn).await?;
    let mut recipients = Recipients::default();
    for present in people::list_present(conn).await? {
        if sent.binary_search(&present.attendee.number).is_ok() {
            recipients.done += 1;
        } else if people::is_reachable(conn, &present.attendee).await? {
            recipients.reachable.push(present);
        } else {
            recipients.unreachable.push(present);
        }
    }
    Ok(recipients)
}

/// The certificates of one attendee: in French and, where the event has it, in their language.
pub fn languages(programme: &Programme, person: Lang) -> Vec<Lang> {
    let mut languages = vec![Lang::Fr];
    if person != Lang::Fr && programme.languages.contains(&person) {
        languages.push(person);
    }
    languages
}

/// One step of the sending under way.
pub async fn tick(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<CertificateTick> {
    let Some(mut sending) = store::lock_active(conn).await? else { return Ok(CertificateTick::default()) };
    let recipients = load_recipients(conn).await?;
    let waiting: Vec<&Present> = recipients
        .reachable
        .iter()
        .filter(|present| present.attendee.number > sending.last_registration)
        .collect();
    let mut messages = Vec::new();
    let mut enqueued = 0;
    for present in waiting.iter().take(BATCH_SIZE) {
        if store::insert_sent(conn, present.attendee.number, event.now).await? {
            messages.append(&mut certificate_messages(conn, event.programme, present).await?);
            enqueued += 1;
        }
        sending.last_registration = present.attendee.number;
    }
    sending.sent += enqueued as i64;
    outbox::enqueue(conn, &messages, event.real_now).await?;
    let left = waiting.len().saturating_sub(BATCH_SIZE);
    store::record_progress(conn, &sending, left > 0).await?;
    tell_organiser(conn, event, &sending, left, &recipients).await?;
    Ok(CertificateTick { enqueued })
}

async fn certificate_messages(
    conn: &mut Conn,
    programme: &Programme,
    present: &Present,
) -> sqlx::Result<Vec<NewMessage>> {
    let attendee = &present.attendee;
    let (Some(person), Some(code)) = (attendee.person, TicketCode::parse(&attendee.code)) else {
        return Ok(Vec::new());
    };
    let known = accounts::language(conn, person).await?;
    let message = |lang: Lang| {
        let spec = Document::Certificate { lang, code: code.clone() }.to_string();
        let caption = view::certificate_caption(texts(known), &attendee.name, attendee.is_own);
        let key = OutboxKey::Certificate { registration: attendee.number, language: lang.code().to_owned() };
        let body = Outgoing::File { spec, caption };
        NewMessage::new(key, person.private_chat(), Urgency::Reminder, body)
    };
    Ok(languages(programme, known).into_iter().map(message).collect())
}

/// Shows the progress to the organiser who asked for the sending, and at its end who has no chat. Whoever is no
/// organiser any more learns no name.
async fn tell_organiser(
    conn: &mut Conn,
    event: EventContext<'_>,
    sending: &Sending,
    left: usize,
    recipients: &Recipients,
) -> sqlx::Result<()> {
    let Some(organiser) = sending.requested_by.to_option() else { return Ok(()) };
    if !accounts::roles(conn, organiser).await?.contains(&Role::Organiser) {
        return Ok(());
    }
    let t = texts(accounts::language(conn, organiser).await?);
    let counts = SendingCounts { sent: sending.sent, left: left as i64 };
    let message = if left > 0 {
        view::sending_progress(t, counts)
    } else {
        let mut names: Vec<&str> =
            recipients.unreachable.iter().map(|present| present.attendee.name.as_str()).collect();
        event_documents::sort_by_name(&mut names, |name| name);
        view::sending_report(t, counts, &names)
    };
    outbox::enqueue(conn, &[progress_message(organiser, event.real_now, message)], event.real_now).await
}

/// The live message that shows the progress.
pub fn progress_message(organiser: PersonId, real_now: RealTime, message: Message) -> NewMessage {
    let key = OutboxKey::CertificateProgress { person: organiser, at: real_now };
    NewMessage::new(key, organiser.private_chat(), Urgency::Notice, message)
        .with_live_message(format!("certificates:{organiser}"))
}
