//! Which event a database is of, and whether it is a real one or a rehearsal's. It is written at the
//! first use and compared at every start: another event file, the compiled-in event or a simulated
//! clock never work on somebody's registrations by mistake.
//!
//! What identifies an event is its `id`, where the event file has one, else its French title. Not its
//! dates: a postponed event is the same.

mod rules;
mod store;

pub use rules::{DatabaseKind, OpenRequest};
pub use store::latest_end;

use rules::{DatabaseState, EventIdentity, OpenDecision};

use crate::clock::Millis;
use crate::db::{Conn, Db};
use crate::i18n::Lang;
use crate::programme::Programme;

/// Why a database is not opened: one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DatabaseMismatch(pub String);

/// Why the identity of a database could not be confirmed.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Mismatch(#[from] DatabaseMismatch),
}

/// Refuses a database of another event, or of another kind than asked for, before anything in it is
/// changed.
pub async fn check(db: &Db, programme: &Programme, claim: OpenRequest) -> Result<(), IdentityError> {
    let known = store::read(&mut *db.reader().await?).await?;
    let file = event_identity(programme, claim.kind);
    let verdict = rules::decide(&known, &file, &session_starts(programme), claim);
    Ok(into_result(verdict, &db.display_name(), programme, claim)?)
}

/// The same in the transaction that loads the event file, and what is new is written down.
pub async fn check_and_record(
    conn: &mut Conn,
    name: &str,
    programme: &Programme,
    claim: OpenRequest,
) -> Result<(), IdentityError> {
    let known = store::read(conn).await?;
    let file = event_identity(programme, claim.kind);
    let verdict = rules::decide(&known, &file, &session_starts(programme), claim);
    match &verdict {
        OpenDecision::New(mark) => {
            if matches!(known, DatabaseState::Unidentified(_)) {
                tracing::info!(
                    "this database is from before it was marked: it is taken for a real one of this event"
                );
            }
            store::write(conn, mark).await?;
        }
        OpenDecision::Same { mark, before } => {
            if before != mark {
                store::write(conn, mark).await?;
            }
            if before.title == mark.title && before.ends_at < programme.first_start() {
                tracing::warn!(
                    "the event was to be over before it now begins: it is taken for postponed, and who registered \
                     stays registered; a new edition needs a database of its own"
                );
            }
        }
        _ => {}
    }
    Ok(into_result(verdict, name, programme, claim)?)
}

/// What was copied is for rehearsing alone from now on.
pub async fn mark_as_copy(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
    let of = match store::read(conn).await? {
        DatabaseState::Identified { mark, .. } => mark,
        DatabaseState::Empty | DatabaseState::Unidentified(_) => {
            event_identity(programme, DatabaseKind::CopyOfReal)
        }
    };
    store::write(conn, &EventIdentity { kind: DatabaseKind::CopyOfReal, ..of }).await
}

/// What whoever runs the bot is told.
fn into_result(
    verdict: OpenDecision,
    name: &str,
    programme: &Programme,
    claim: OpenRequest,
) -> Result<(), DatabaseMismatch> {
    let title = programme.title.get(Lang::Fr);
    let elsewhere = "name another one with --database-url";
    let this = "if you mean it, --this-is-the-event changes it";
    Err(DatabaseMismatch(match verdict {
        OpenDecision::New(_) | OpenDecision::Same { .. } => return Ok(()),
        OpenDecision::OtherEvent(known) if claim.is_built_in_event => format!(
            "{name} is of another event, “{known}”: name its event file with --event (without one it is the \
             compiled-in “{title}”); {this}"
        ),
        OpenDecision::OtherEvent(known) => format!(
            "{name} is of another event, “{known}”, and the event file is of “{title}”: name its own file with \
             --event, or {elsewhere}; {this}"
        ),
        OpenDecision::OtherSessions => format!(
            "{name} is in use and its sessions are not those of “{title}”: name its own event file with --event, or \
             {elsewhere}; {this}"
        ),
        OpenDecision::IsReal => format!(
            "{name} is a real one, in which nothing is rehearsed and no clock is simulated: rehearse on a copy, with \
             `koze rehearse --copy-of FILE`, or {elsewhere}"
        ),
        OpenDecision::IsRehearsal => format!(
            "{name} is a rehearsal's, made with a simulated clock, and not for real people: {elsewhere}"
        ),
        OpenDecision::IsCopy => {
            format!(
                "{name} is a copy for rehearsing, in which real people stand: only `koze rehearse` opens it"
            )
        }
    }))
}

/// The event as its file has it.
fn event_identity(programme: &Programme, kind: DatabaseKind) -> EventIdentity {
    EventIdentity {
        id: programme.id.clone().unwrap_or_default(),
        title: programme.title.get(Lang::Fr).to_owned(),
        kind,
        ends_at: programme.latest_announced_time(),
    }
}

fn session_starts(programme: &Programme) -> Vec<(String, Millis)> {
    programme.sessions.iter().map(|session| (session.id.clone(), session.starts)).collect()
}
