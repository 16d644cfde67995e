//! Tells everybody who asked or registered that the account is there: a batch in each tick, behind all messages that
//! somebody waits for. Each person has a row, so that no second publication, restart or second press tells anybody
//! twice.

use super::{store, view};
use crate::chat::Urgency;
use crate::db::{self, Conn};
use crate::i18n::texts;
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::turn::EventContext;

/// People whom one tick tells.
const BATCH_SIZE: i64 = 200;

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AccountTick {
    /// People whose message was enqueued.
    pub told: usize,
}

/// One step of the round under way.
pub async fn tick(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<AccountTick> {
    let mut sending = store::lock_sending(conn).await?;
    if sending.is_active == 0 {
        return Ok(AccountTick::default());
    }
    // the end of retention removes what is published, and nobody is told of nothing
    let is_published = store::load_edition(conn).await?.is_some();
    let recipients = match is_published {
        true => store::next_recipients(conn, sending.last_person, BATCH_SIZE).await?,
        false => Vec::new(),
    };
    let base_url = db::get_setting(conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    let mut messages = Vec::new();
    for &(person, lang) in &recipients {
        sending.last_person = person;
        if store::insert_told(conn, person, event.now).await? {
            let key = OutboxKey::Account { edition: sending.edition, person };
            let body = view::account_message(texts(lang), event.programme, &base_url);
            messages.push(NewMessage::new(key, person.private_chat(), Urgency::Reminder, body));
        }
    }
    let told = messages.len();
    sending.told += told as i64;
    sending.is_active = i64::from(recipients.len() as i64 == BATCH_SIZE);
    store::save_sending(conn, &sending).await?;
    if sending.is_active == 0
        && is_published
        && let Some(organiser) = sending.requested_by.to_option()
        && people::roles(conn, organiser).await?.contains(&Role::Organiser)
    {
        let t = texts(people::language(conn, organiser).await?);
        let key = OutboxKey::AccountReport(sending.edition);
        let report = view::report(t, sending.told);
        messages.push(NewMessage::new(key, organiser.private_chat(), Urgency::Notice, report));
    }
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(AccountTick { told })
}
