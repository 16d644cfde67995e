//! Publishing the account, and taking it down.

use super::model::{AccountDigest, Edition, PublishOutcome, Status};
use super::rules;
use super::store::{self, Sending};
use crate::audit_log::{self, Action, Entry};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::PersonId;
use crate::outbox::{self, OutboxKey};
use crate::questions::{self, Outcome};

/// Who publishes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Publisher {
    /// `None` for the command line.
    pub person: Option<PersonId>,
    pub now: EventTime,
}

/// The draft: what would be published now.
pub async fn load_draft(conn: &mut Conn) -> sqlx::Result<Outcome> {
    questions::load_outcome(conn).await
}

/// What is published; `None` for nothing.
pub async fn load_published(conn: &mut Conn) -> sqlx::Result<Option<(Edition, Outcome)>> {
    let Some(edition) = store::load_edition(conn).await? else { return Ok(None) };
    Ok(Some((edition, store::load_content(conn).await?)))
}

/// Whether there is something to read for everybody.
pub async fn is_published(conn: &mut Conn) -> sqlx::Result<bool> {
    Ok(store::load_edition(conn).await?.is_some())
}

/// Where the account stands.
pub async fn load_status(conn: &mut Conn) -> sqlx::Result<Status> {
    let sending = store::load_sending(conn).await?;
    let (to_tell, told_before) = store::count_recipients(conn).await?;
    Ok(Status {
        published: store::load_edition(conn).await?,
        edition: sending.edition,
        under_way: (sending.is_active == 1).then_some(sending.told),
        to_tell,
        told_before,
    })
}

/// Publishes the draft if it is still the one with this digest, after `edition` publications; the next ticks tell
/// everybody who was not told before, or with `tell_again` everybody.
pub async fn publish(
    conn: &mut Conn,
    (digest, edition): (&AccountDigest, i64),
    tell_again: bool,
    publisher: Publisher,
) -> sqlx::Result<PublishOutcome> {
    // an erasure under way ends first, or begins afterwards and finds what is stored here
    questions::lock_moderation(conn).await?;
    let sending = store::lock_sending(conn).await?;
    let published = store::load_edition(conn).await?;
    let is_same = published.is_some_and(|published| published.digest == *digest);
    if is_same && (sending.edition != edition || !tell_again) {
        return Ok(PublishOutcome::AlreadyPublished);
    }
    // what is stored is what was compared, whatever happens to the questions meanwhile
    let draft = load_draft(conn).await?;
    if sending.edition != edition || rules::digest_of(&draft) != *digest {
        return Ok(PublishOutcome::Changed);
    }
    let new = Edition { digest: digest.clone(), published_at: publisher.now };
    store::replace_content(conn, &draft, &new).await?;
    if tell_again {
        store::delete_all_told(conn).await?;
    }
    let round = Sending {
        edition: edition + 1,
        requested_by: publisher.person.unwrap_or(PersonId::NONE),
        is_active: 1,
        told: 0,
        last_person: PersonId::NONE,
    };
    store::save_sending(conn, &round).await?;
    let entry = Entry::new(publisher.now, publisher.person, Action::Exported);
    audit_log::record(conn, &entry.with_detail(format!("account published {digest}"))).await?;
    Ok(PublishOutcome::Published)
}

/// Takes the publication of this number down, with its messages that were not sent yet; false if another one is
/// published, or none.
pub async fn take_down(conn: &mut Conn, edition: i64, publisher: Publisher) -> sqlx::Result<bool> {
    let sending = store::lock_sending(conn).await?;
    if sending.edition != edition || store::load_edition(conn).await?.is_none() {
        return Ok(false);
    }
    store::delete_content(conn).await?;
    store::save_sending(conn, &Sending { is_active: 0, ..sending }).await?;
    for person in store::list_told(conn).await? {
        if outbox::cancel(conn, &OutboxKey::Account { edition, person }).await? {
            store::delete_told(conn, person).await?;
        }
    }
    let entry = Entry::new(publisher.now, publisher.person, Action::Exported);
    audit_log::record(conn, &entry.with_detail("account taken down")).await?;
    Ok(true)
}
