//! Tables that would only grow are kept small: each row ages by one an hour or a day while the bot runs, and goes
//! when it is old. What was typed and not sent goes first.
//!
//! The age is counted by the bot and not read from a clock: a clock that is months ahead makes nothing old.

use crate::clock::Millis;
use crate::conversation::Conversation;
use crate::db::{self, Conn};

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;

/// How often rows of a table age by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeUnit {
    Hour,
    Day,
}

impl AgeUnit {
    /// The setting that says when they last aged, and how long that is good for.
    fn setting_and_interval(self) -> (&'static str, Millis) {
        match self {
            AgeUnit::Hour => ("aged-by-hour", HOUR),
            AgeUnit::Day => ("aged-by-day", DAY),
        }
    }
}

/// How a table is kept small.
#[derive(Debug, Clone, Copy)]
pub struct ExpiryPolicy {
    pub table: &'static str,
    pub unit: AgeUnit,
    /// Raises the age of its rows; `None` where another table's age decides.
    increment_age: Option<&'static str>,
    /// Removes what is old.
    pub delete_expired: &'static str,
    /// Whether that was typed by a person: it must not stay in the database's file either.
    is_user_text: bool,
}

pub const EXPIRY_POLICIES: [ExpiryPolicy; 10] = [
    ExpiryPolicy {
        table: "offer",
        unit: AgeUnit::Hour,
        increment_age: Some("update offer set age = age + 1"),
        delete_expired: "delete from offer where age >= 2",
        is_user_text: true,
    },
    // a question that was refused for now, a voice message before its warning; a page, a moderator's draft
    ExpiryPolicy {
        table: "in_hand",
        unit: AgeUnit::Hour,
        increment_age: Some("update in_hand set age = age + 1"),
        delete_expired: "delete from in_hand where age >= 48 or (age >= 2 and name in ('refused', 'voice'))",
        is_user_text: true,
    },
    // a registration that was begun and left for a month
    ExpiryPolicy {
        table: "person",
        unit: AgeUnit::Hour,
        increment_age: Some("update person set step_age = step_age + 1 where step <> ''"),
        delete_expired: "update person set step = '', step_age = 0 where step <> '' and step_age >= 720",
        is_user_text: true,
    },
    // a message that nothing changes any more; a panel's stays with its panel
    ExpiryPolicy {
        table: "slot",
        unit: AgeUnit::Day,
        increment_age: Some("update slot set age = age + 1"),
        delete_expired: "delete from slot
                 where (age >= 30 or (age >= 2 and substr(name, 1, 5) = 'page:'))
                   and name not in (select 'panel:' || cast(id as text) from panel)",
        is_user_text: false,
    },
    // Telegram takes the file anew
    ExpiryPolicy {
        table: "attachment",
        unit: AgeUnit::Day,
        increment_age: Some("update attachment set age = age + 1"),
        delete_expired: "delete from attachment where age >= 30",
        is_user_text: false,
    },
    ExpiryPolicy {
        table: "desk_log",
        unit: AgeUnit::Day,
        increment_age: Some("update desk_log set age = age + 1"),
        delete_expired: "delete from desk_log where age >= 90",
        is_user_text: false,
    },
    // what was kept for everybody goes with who asked it
    ExpiryPolicy {
        table: "asked_organisers",
        unit: AgeUnit::Day,
        increment_age: Some("update asked_organisers set age = age + 1"),
        delete_expired: "delete from asked_organisers
                 where (age >= 90 or (age >= 30 and state = 'answered'))
                   and number not in (select number from kept_answer)",
        is_user_text: true,
    },
    // a link is good for two days; used or not, a week later it is one that nobody knows
    ExpiryPolicy {
        table: "invite",
        unit: AgeUnit::Day,
        increment_age: Some("update invite set age = age + 1"),
        delete_expired: "delete from invite where age >= 9",
        is_user_text: false,
    },
    // limits that are over in an hour
    ExpiryPolicy {
        table: "erased_account",
        unit: AgeUnit::Day,
        increment_age: Some("update erased_account set age = age + 1"),
        delete_expired: "delete from erased_account where age >= 2 and what in ('asked', 'codes', 'sent-on')",
        is_user_text: false,
    },
    // whom an announcement reached is counted when it is done
    ExpiryPolicy {
        table: "mailed",
        unit: AgeUnit::Day,
        increment_age: Some("update announcement set age = age + 1 where state = 'done'"),
        delete_expired: "delete from mailed where mailing in (select number from announcement where age >= 30)",
        is_user_text: false,
    },
];

/// Lets an hour or a day pass for every table where one has passed, and removes what is old.
pub async fn expire_old_rows(conn: &mut Conn, mono: Millis) -> sqlx::Result<()> {
    for unit in [AgeUnit::Hour, AgeUnit::Day] {
        if !is_due(conn, unit, mono).await? {
            continue;
        }
        if unit == AgeUnit::Hour {
            expire_offered_texts(conn).await?;
        }
        for aging in EXPIRY_POLICIES.iter().filter(|aging| aging.unit == unit) {
            if let Some(count) = aging.increment_age {
                sqlx::query(count).execute(&mut *conn).await?;
            }
            let removed = sqlx::query(aging.delete_expired).execute(&mut *conn).await?;
            if aging.is_user_text && removed.rows_affected() > 0 {
                db::request_scrub(conn).await?;
            }
        }
    }
    sqlx::query("delete from outbox where state = 'refused' and put_at < $1")
        .bind(mono - 30 * DAY)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from failed_update where set_aside = 1 and failed_at < $1")
        .bind(mono - 30 * DAY)
        .execute(conn)
        .await?;
    Ok(())
}

/// Texts that may be sent as a question stand in the conversation: they go, and the rest of it stays.
async fn expire_offered_texts(conn: &mut Conn) -> sqlx::Result<()> {
    let old: Vec<(i64, String)> =
        sqlx::query_as("select id, step from person where step <> '' and step_age between 1 and 9")
            .fetch_all(&mut *conn)
            .await?;
    for (person, step) in old {
        let mut conversation = Conversation::from_stored(&step);
        if conversation.forget_offered_questions() {
            sqlx::query("update person set step = $2 where id = $1 and step = $3")
                .bind(person)
                .bind(conversation.to_stored())
                .bind(&step)
                .execute(&mut *conn)
                .await?;
            db::request_scrub(conn).await?;
        }
    }
    Ok(())
}

/// Whether an hour or a day has passed since rows last aged; the first time nothing has.
async fn is_due(conn: &mut Conn, unit: AgeUnit, mono: Millis) -> sqlx::Result<bool> {
    let (name, long) = unit.setting_and_interval();
    let last = db::get_setting(conn, name).await?.and_then(|last| last.parse::<Millis>().ok());
    // a clock that was set back begins anew
    let due = last.is_some_and(|last| mono - last >= long);
    if due || last.is_none_or(|last| last > mono) {
        db::set_setting(conn, name, &mono.to_string()).await?;
    }
    Ok(due)
}
