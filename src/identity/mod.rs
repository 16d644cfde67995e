//! Which event a database is of, and whether it is a real one or a rehearsal's. It is written at the
//! first use and compared at every start: another event file, the compiled-in event or a simulated
//! clock never work on somebody's registrations by mistake.
//!
//! What identifies an event is its `id`, where the event file has one, else its French title. Not its
//! dates: a postponed event is the same.

mod rules;
mod store;

pub use rules::{Claim, Kind};
pub use store::ends_at;

use rules::{Known, Mark, Verdict};

use crate::clock::Millis;
use crate::db::{Conn, Db};
use crate::i18n::Lang;
use crate::programme::Programme;

/// Why a database is not opened: one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// Refuses a database of another event, or of another kind than asked for, before anything in it is
/// changed.
pub async fn check(db: &Db, programme: &Programme, claim: Claim) -> anyhow::Result<()> {
    let known = store::read(&mut *db.reader().await?).await?;
    let file = mark(programme, claim.kind);
    let verdict = rules::decide(&known, &file, &starts(programme), claim);
    Ok(refuse(verdict, &db.name(), programme, claim)?)
}

/// The same in the transaction that loads the event file, and what is new is written down.
pub async fn claim(conn: &mut Conn, name: &str, programme: &Programme, claim: Claim) -> anyhow::Result<()> {
    let known = store::read(conn).await?;
    let file = mark(programme, claim.kind);
    let verdict = rules::decide(&known, &file, &starts(programme), claim);
    match &verdict {
        Verdict::New(mark) => {
            if matches!(known, Known::Unmarked(_)) {
                tracing::info!(
                    "this database is from before it was marked: it is taken for a real one of this event"
                );
            }
            store::write(conn, mark).await?;
        }
        Verdict::Same { mark, before } => {
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
    Ok(refuse(verdict, name, programme, claim)?)
}

/// What was copied is for rehearsing alone from now on.
pub async fn mark_as_copy(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
    let of = match store::read(conn).await? {
        Known::Marked { mark, .. } => mark,
        Known::Nothing | Known::Unmarked(_) => mark(programme, Kind::Copy),
    };
    store::write(conn, &Mark { kind: Kind::Copy, ..of }).await
}

/// What whoever runs the bot is told.
fn refuse(verdict: Verdict, name: &str, programme: &Programme, claim: Claim) -> Result<(), Refused> {
    let title = programme.title.get(Lang::Fr);
    let elsewhere = "name another one with --database-url";
    let this = "if you mean it, --this-is-the-event changes it";
    Err(Refused(match verdict {
        Verdict::New(_) | Verdict::Same { .. } => return Ok(()),
        Verdict::OtherEvent(known) if claim.is_built_in => format!(
            "{name} is of another event, “{known}”: name its event file with --event (without one it is the \
             compiled-in “{title}”); {this}"
        ),
        Verdict::OtherEvent(known) => format!(
            "{name} is of another event, “{known}”, and the event file is of “{title}”: name its own file with \
             --event, or {elsewhere}; {this}"
        ),
        Verdict::OtherSessions => format!(
            "{name} is in use and its sessions are not those of “{title}”: name its own event file with --event, or \
             {elsewhere}; {this}"
        ),
        Verdict::IsReal => format!(
            "{name} is a real one, in which nothing is rehearsed and no clock is simulated: rehearse on a copy, with \
             `koze rehearse --copy-of FILE`, or {elsewhere}"
        ),
        Verdict::IsRehearsal => format!(
            "{name} is a rehearsal's, made with a simulated clock, and not for real people: {elsewhere}"
        ),
        Verdict::IsCopy => {
            format!(
                "{name} is a copy for rehearsing, in which real people stand: only `koze rehearse` opens it"
            )
        }
    }))
}

/// The event as its file has it.
fn mark(programme: &Programme, kind: Kind) -> Mark {
    Mark {
        id: programme.id.clone().unwrap_or_default(),
        title: programme.title.get(Lang::Fr).to_owned(),
        kind,
        ends_at: programme.last_end(),
    }
}

fn starts(programme: &Programme) -> Vec<(String, Millis)> {
    programme.sessions.iter().map(|session| (session.id.clone(), session.starts)).collect()
}
