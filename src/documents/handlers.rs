//! `/documents`, `/affiche`, `/attestation`, and the buttons of their screens.

use super::model::{CertificateScope, Document, ExportKind, clean_place};
use super::payload::Payload;
use super::people;
use super::sending::{self, languages};
use super::{store, view};
use crate::audit_log::{self, Action, Entry};
use crate::chat::{Button, Message};
use crate::check_in::{self, Attendee};
use crate::clock::Millis;
use crate::db;
use crate::ids::RegistrationNumber;
use crate::keywords::{AsTypedText, matches_keyword_phrase};
use crate::people::Role;
use crate::referrals::{self, Source};
use crate::registration::TicketCode;
use crate::turn::{Turn, TurnResult};

/// Certificates that `/attestation` sends at once; of more people it asks whose.
const MAX_AT_ONCE: usize = 3;
/// The doors open before the first session: nobody is looked up earlier than a day before it.
const EARLIEST_ARRIVAL: Millis = 86_400_000;
/// Names that it asks among: a message has at most a hundred buttons.
const MAX_CHOICES: usize = 90;

/// `/documents`: what can be printed and exported.
pub async fn show_menu(turn: &mut Turn<'_>) -> TurnResult<()> {
    if require_organiser(turn, "documents").await? {
        let menu = view::menu(turn.texts());
        turn.reply(menu);
    }
    Ok(())
}

/// `/affiche Mairie du Lamentin`: the poster that hangs there.
pub async fn send_poster(turn: &mut Turn<'_>, place: &str) -> TurnResult<()> {
    if require_organiser(turn, "affiche").await? {
        send_poster_file(turn, clean_place(place)).await?;
    }
    Ok(())
}

/// A press on a button of the documents.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    if let Payload::Certificate(number) = payload {
        return press_certificate(turn, number).await;
    }
    if !require_organiser(turn, &payload.attempt()).await? {
        return Ok(());
    }
    let t = turn.texts();
    match payload {
        Payload::Menu => turn.edit_or_reply(view::menu(t)),
        Payload::Tables => turn.edit_or_reply(view::tables(t)),
        Payload::AttendanceSheet => send(turn, &Document::AttendanceSheet, "sheet-caption").await?,
        Payload::Badges if people::list_seated(turn.conn).await?.is_empty() => {
            turn.alert(t.label("badges-nobody"));
        }
        Payload::Badges => send(turn, &Document::Badges, "badges-caption").await?,
        Payload::Poster => send_poster_file(turn, String::new()).await?,
        Payload::Certificates(scope) => send_printed_certificates(turn, scope).await?,
        Payload::AskToSendCertificates => {
            let recipients = sending::load_recipients(turn.conn).await?;
            turn.edit_or_reply(view::confirm_sending(t, &recipients));
        }
        Payload::SendCertificates => send_certificates(turn).await?,
        Payload::Certificate(_) => {}
        Payload::Export { kind, format } => {
            let caption = match kind {
                ExportKind::Registrations => "tables-registrations-caption",
                ExportKind::Attendance => "tables-attendance-caption",
                ExportKind::Questions => "tables-questions-caption",
                ExportKind::Journal => "tables-journal-caption",
            };
            send(turn, &Document::Export { kind, format }, caption).await?;
        }
    }
    Ok(())
}

/// Sends a document, and records that it left the bot.
async fn send(turn: &mut Turn<'_>, document: &Document, caption: &'static str) -> TurnResult<()> {
    if let Some(detail) = document.journal_detail() {
        let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Exported);
        audit_log::record(turn.conn, &entry.with_detail(detail)).await?;
    }
    let caption = turn.texts().html(caption, &[]);
    turn.send_file(document.to_string(), caption);
    Ok(())
}

async fn send_poster_file(turn: &mut Turn<'_>, place: String) -> TurnResult<()> {
    if db::get_setting(turn.conn, db::BOT_USERNAME_KEY).await?.is_none() {
        let text = turn.texts().label("poster-no-name");
        turn.refuse(text);
        return Ok(());
    }
    // a link for each place: organisers see which posters are read
    let from = Source::parse(&place).ok();
    if let Some(source) = &from {
        referrals::add_source(turn.conn, source).await?;
    }
    send(turn, &Document::Poster { from, place }, "poster-caption").await
}

async fn send_printed_certificates(turn: &mut Turn<'_>, scope: CertificateScope) -> TurnResult<()> {
    let recipients = sending::load_recipients(turn.conn).await?;
    let is_empty = match scope {
        CertificateScope::Everybody => people::list_present(turn.conn).await?.is_empty(),
        CertificateScope::WithoutAccount => recipients.unreachable.is_empty(),
    };
    if is_empty {
        turn.alert(turn.texts().label("certificates-nobody"));
        return Ok(());
    }
    send(turn, &Document::Certificates(scope), "certificates-caption").await
}

/// Begins to send everybody their certificate; the next ticks enqueue them.
async fn send_certificates(turn: &mut Turn<'_>) -> TurnResult<()> {
    let t = turn.texts();
    let recipients = sending::load_recipients(turn.conn).await?;
    if recipients.reachable.is_empty() {
        turn.alert(t.label("certificates-none-left"));
        return Ok(());
    }
    if !store::begin(turn.conn, turn.person.id).await? {
        turn.alert(t.label("certificates-under-way"));
        return Ok(());
    }
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Exported);
    audit_log::record(turn.conn, &entry.with_detail("certificates to attendees")).await?;
    let counts = view::SendingCounts { sent: 0, left: recipients.reachable.len() as i64 };
    turn.edit_or_reply(view::sending_progress(t, counts));
    Ok(())
}

/// `/attestation`: the certificates of the account's attendees who came.
pub async fn send_own_certificates(turn: &mut Turn<'_>) -> TurnResult<()> {
    let attendees = own_present(turn).await?;
    if attendees.is_empty() {
        let none = view::no_arrival(turn);
        turn.reply(none);
    } else if attendees.len() <= MAX_AT_ONCE {
        for attendee in &attendees {
            send_certificate(turn, attendee);
        }
    } else {
        let shown = attendees.len().min(MAX_CHOICES);
        let question = view::choose_certificate(turn.texts(), &attendees[..shown]);
        turn.reply(question);
    }
    Ok(())
}

/// Whether a text may ask for a certificate: "je voudrais une attestation".
pub fn asks_for_certificate(typed: &(impl AsTypedText + ?Sized)) -> bool {
    matches_keyword_phrase("words-certificate", typed)
}

/// Sends the certificates that a text asks for; false if nobody of the account has come: it is then a question like
/// any other.
pub async fn try_certificate_request(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let is_possible = !own_present(turn).await?.is_empty();
    if is_possible {
        send_own_certificates(turn).await?;
    }
    Ok(is_possible)
}

/// Puts the button of the certificate below the card of a registration that was just shown: once its attendee has
/// come, and after the event. `None` stands for the person's own registration.
pub async fn add_certificate_button(
    turn: &mut Turn<'_>,
    shown: Option<RegistrationNumber>,
) -> TurnResult<()> {
    let event = turn.event;
    if event.schedule.first_start().is_none_or(|start| start - EARLIEST_ARRIVAL > event.now) {
        return Ok(());
    }
    let attendees = check_in::list_attendees_of(turn.conn, turn.person.id, 0).await?;
    let is_shown = |attendee: &&Attendee| match shown {
        Some(number) => attendee.number == number,
        None => attendee.is_own,
    };
    let Some(attendee) = attendees.iter().find(is_shown) else { return Ok(()) };
    let has_come = !check_in::recorded_arrivals_of(turn.conn, attendee.number).await?.is_empty();
    if has_come || (attendee.has_seat && event.schedule.is_over(event.programme, event.now)) {
        let t = turn.texts();
        let button = Button::new(t.label("certificate-button"), Payload::Certificate(attendee.number));
        turn.add_button(button, || Message::new(t.html("certificate-ready", &[])));
    }
    Ok(())
}

async fn press_certificate(turn: &mut Turn<'_>, number: RegistrationNumber) -> TurnResult<()> {
    let attendees = check_in::list_attendees_of(turn.conn, turn.person.id, 0).await?;
    let Some(attendee) = attendees.into_iter().find(|attendee| attendee.number == number) else {
        let attempt = Payload::Certificate(number).attempt();
        audit_log::record_refusal(turn.conn, turn.event.now, turn.person.id, &attempt).await?;
        turn.toast(turn.texts().label("registration-gone"));
        return Ok(());
    };
    if check_in::recorded_arrivals_of(turn.conn, number).await?.is_empty() {
        let none = view::no_arrival(turn);
        turn.reply(none);
    } else {
        send_certificate(turn, &attendee);
    }
    Ok(())
}

/// The attendees of the account who came, the person first.
async fn own_present(turn: &mut Turn<'_>) -> sqlx::Result<Vec<Attendee>> {
    let mut present = Vec::new();
    for attendee in check_in::list_attendees_of(turn.conn, turn.person.id, 0).await? {
        if !check_in::recorded_arrivals_of(turn.conn, attendee.number).await?.is_empty() {
            present.push(attendee);
        }
    }
    present.sort_by_key(|attendee| (!attendee.is_own, attendee.number));
    Ok(present)
}

/// Sends a certificate in French and in the language of the conversation.
fn send_certificate(turn: &mut Turn<'_>, attendee: &Attendee) {
    let Some(code) = TicketCode::parse(&attendee.code) else { return };
    for lang in languages(turn.event.programme, turn.lang()) {
        let spec = Document::Certificate { lang, code: code.clone() }.to_string();
        let caption = view::certificate_caption(turn.texts(), &attendee.name, attendee.is_own);
        turn.send_file(spec, caption);
    }
}

/// Whether the person is an organiser now; others get a reply that says so, and the attempt is recorded.
async fn require_organiser(turn: &mut Turn<'_>, attempt: &str) -> TurnResult<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        audit_log::record_refusal(turn.conn, turn.event.now, turn.person.id, attempt).await?;
        let text = turn.texts().label("documents-organisers-only");
        turn.refuse(text);
    }
    Ok(is_organiser)
}
