//! The event of a database, and whether it is real or a rehearsal's. Both are recorded at the first use and
//! compared at every start, so that another event file, the compiled-in event or a simulated clock never
//! changes real registrations by mistake.
//!
//! An event is identified by the `id` in its file, or by its French title where it has none. Its dates do not
//! count: a postponed event is the same event.

mod model;
mod rules;
mod store;

pub use model::{DatabaseKind, OpenRequest};
pub use store::latest_end;

use model::{DatabaseState, EventIdentity, SessionStart};
use rules::OpenDecision;

use crate::db::{Conn, Db};
use crate::i18n::Lang;
use crate::programme::Programme;

/// A database that is not opened, with the reason in one sentence for the person who runs the bot.
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

/// Refuses a database of another event or kind, before anything in it is changed. Fails with
/// [`DatabaseMismatch`].
pub async fn check(db: &Db, programme: &Programme, request: OpenRequest) -> Result<(), IdentityError> {
    let known = store::read(&mut *db.reader().await?).await?;
    let file = event_identity(programme, request.kind);
    let decision = rules::decide(&known, &file, &session_starts(programme), request);
    Ok(into_result(decision, &db.display_name(), programme, request)?)
}

/// The same check in the transaction that loads the event file; records the identity of a new database.
pub async fn check_and_record(
    conn: &mut Conn,
    name: &str,
    programme: &Programme,
    request: OpenRequest,
) -> Result<(), IdentityError> {
    let known = store::read(conn).await?;
    let file = event_identity(programme, request.kind);
    let decision = rules::decide(&known, &file, &session_starts(programme), request);
    match &decision {
        OpenDecision::New(identity) => {
            if matches!(known, DatabaseState::Unidentified(_)) {
                tracing::info!(
                    "this database is from before it was marked: it is recorded as a real one of this event"
                );
            }
            store::write(conn, identity).await?;
        }
        OpenDecision::Same { identity, before } => {
            if before != identity {
                store::write(conn, identity).await?;
            }
            if before.title == identity.title && before.ends_at < programme.first_start() {
                tracing::warn!(
                    "the event now starts after its recorded end: it counts as postponed, and registrations stay; \
                     a new edition needs a database of its own"
                );
            }
        }
        OpenDecision::OtherEvent(_)
        | OpenDecision::OtherSessions
        | OpenDecision::IsReal
        | OpenDecision::IsRehearsal
        | OpenDecision::IsCopy => {}
    }
    Ok(into_result(decision, name, programme, request)?)
}

/// The title of the database's event and its kind; `None` where none is recorded.
pub async fn describe(conn: &mut Conn) -> sqlx::Result<Option<(String, DatabaseKind)>> {
    Ok(match store::read(conn).await? {
        DatabaseState::Identified { identity, .. } => Some((identity.title, identity.kind)),
        DatabaseState::Empty | DatabaseState::Unidentified(_) => None,
    })
}

/// Refuses a database of another event than the file's, and a copy that was made for rehearsing; a rehearsal's is
/// accepted. `name` is what the operator calls it.
pub async fn check_event(
    conn: &mut Conn,
    name: &str,
    programme: &Programme,
    is_built_in_event: bool,
) -> Result<(), IdentityError> {
    let known = store::read(conn).await?;
    let kind = match &known {
        DatabaseState::Identified { identity, .. } if identity.kind == DatabaseKind::Rehearsal => {
            DatabaseKind::Rehearsal
        }
        _ => DatabaseKind::Real,
    };
    let request = OpenRequest { is_built_in_event, ..OpenRequest::new(kind) };
    let decision =
        rules::decide(&known, &event_identity(programme, kind), &session_starts(programme), request);
    Ok(into_result(decision, name, programme, request)?)
}

/// Records that the database is a copy of a real one, which only `koze rehearse` opens.
pub async fn mark_as_copy(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
    let identity = match store::read(conn).await? {
        DatabaseState::Identified { identity, .. } => identity,
        DatabaseState::Empty | DatabaseState::Unidentified(_) => {
            event_identity(programme, DatabaseKind::CopyOfReal)
        }
    };
    store::write(conn, &EventIdentity { kind: DatabaseKind::CopyOfReal, ..identity }).await
}

/// The reason of a refusal. Command line output: tests compare it.
fn into_result(
    decision: OpenDecision,
    name: &str,
    programme: &Programme,
    request: OpenRequest,
) -> Result<(), DatabaseMismatch> {
    let title = programme.title.get(Lang::Fr);
    let elsewhere = "name another one with --database-url";
    let this = "if you mean it, --this-is-the-event changes it";
    Err(DatabaseMismatch(match decision {
        OpenDecision::New(_) | OpenDecision::Same { .. } => return Ok(()),
        OpenDecision::OtherEvent(known) if request.is_built_in_event => format!(
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

/// The identity of the event in a file.
fn event_identity(programme: &Programme, kind: DatabaseKind) -> EventIdentity {
    EventIdentity {
        id: programme.id.clone().unwrap_or_default(),
        title: programme.title.get(Lang::Fr).to_owned(),
        kind,
        ends_at: programme.latest_announced_time(),
    }
}

fn session_starts(programme: &Programme) -> Vec<SessionStart> {
    programme.sessions.iter().map(|session| (session.id.clone(), session.starts)).collect()
}
