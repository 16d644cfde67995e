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
pub enum Unit {
    Hour,
    Day,
}

impl Unit {
    /// The setting that says when they last aged, and how long that is good for.
    fn clock(self) -> (&'static str, Millis) {
        match self {
            Unit::Hour => ("aged-by-hour", HOUR),
            Unit::Day => ("aged-by-day", DAY),
        }
    }
}

/// How a table is kept small.
#[derive(Debug, Clone, Copy)]
pub struct Aging {
    pub table: &'static str,
    pub unit: Unit,
    /// Raises the age of its rows; `None` where another table's age decides.
    count: Option<&'static str>,
    /// Removes what is old.
    pub remove: &'static str,
    /// Whether that was typed by a person: it must not stay in the database's file either.
    typed: bool,
}

pub const AGING: [Aging; 10] = [
    Aging {
        table: "offer",
        unit: Unit::Hour,
        count: Some("update offer set age = age + 1"),
        remove: "delete from offer where age >= 2",
        typed: true,
    },
    // a question that was refused for now, a voice message before its warning; a page, a moderator's draft
    Aging {
        table: "in_hand",
        unit: Unit::Hour,
        count: Some("update in_hand set age = age + 1"),
        remove: "delete from in_hand where age >= 48 or (age >= 2 and name in ('refused', 'voice'))",
        typed: true,
    },
    // a registration that was begun and left for a month
    Aging {
        table: "person",
        unit: Unit::Hour,
        count: Some("update person set step_age = step_age + 1 where step <> ''"),
        remove: "update person set step = '', step_age = 0 where step <> '' and step_age >= 720",
        typed: true,
    },
    // a message that nothing changes any more; a panel's stays with its panel
    Aging {
        table: "slot",
        unit: Unit::Day,
        count: Some("update slot set age = age + 1"),
        remove: "delete from slot
                 where (age >= 30 or (age >= 2 and substr(name, 1, 5) = 'page:'))
                   and name not in (select 'panel:' || cast(id as text) from panel)",
        typed: false,
    },
    // Telegram takes the file anew
    Aging {
        table: "attachment",
        unit: Unit::Day,
        count: Some("update attachment set age = age + 1"),
        remove: "delete from attachment where age >= 30",
        typed: false,
    },
    Aging {
        table: "desk_log",
        unit: Unit::Day,
        count: Some("update desk_log set age = age + 1"),
        remove: "delete from desk_log where age >= 90",
        typed: false,
    },
    // what was kept for everybody goes with who asked it
    Aging {
        table: "asked_organisers",
        unit: Unit::Day,
        count: Some("update asked_organisers set age = age + 1"),
        remove: "delete from asked_organisers
                 where (age >= 90 or (age >= 30 and state = 'answered'))
                   and number not in (select number from kept_answer)",
        typed: true,
    },
    // a link is good for two days; used or not, a week later it is one that nobody knows
    Aging {
        table: "invite",
        unit: Unit::Day,
        count: Some("update invite set age = age + 1"),
        remove: "delete from invite where age >= 9",
        typed: false,
    },
    // limits that are over in an hour
    Aging {
        table: "erased_account",
        unit: Unit::Day,
        count: Some("update erased_account set age = age + 1"),
        remove: "delete from erased_account where age >= 2 and what in ('asked', 'codes', 'sent-on')",
        typed: false,
    },
    // whom an announcement reached is counted when it is done
    Aging {
        table: "mailed",
        unit: Unit::Day,
        count: Some("update announcement set age = age + 1 where state = 'done'"),
        remove: "delete from mailed where mailing in (select number from announcement where age >= 30)",
        typed: false,
    },
];

/// Lets an hour or a day pass for every table where one has passed, and removes what is old.
pub async fn age(conn: &mut Conn, mono: Millis) -> sqlx::Result<()> {
    for unit in [Unit::Hour, Unit::Day] {
        if !is_due(conn, unit, mono).await? {
            continue;
        }
        if unit == Unit::Hour {
            forget_offered(conn).await?;
        }
        for aging in AGING.iter().filter(|aging| aging.unit == unit) {
            if let Some(count) = aging.count {
                sqlx::query(count).execute(&mut *conn).await?;
            }
            let removed = sqlx::query(aging.remove).execute(&mut *conn).await?;
            if aging.typed && removed.rows_affected() > 0 {
                db::note_erased(conn).await?;
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
async fn forget_offered(conn: &mut Conn) -> sqlx::Result<()> {
    let old: Vec<(i64, String)> =
        sqlx::query_as("select id, step from person where step <> '' and step_age between 1 and 9")
            .fetch_all(&mut *conn)
            .await?;
    for (person, step) in old {
        let mut conversation = Conversation::read(&step);
        if conversation.forget_offered() {
            sqlx::query("update person set step = $2 where id = $1 and step = $3")
                .bind(person)
                .bind(conversation.to_stored())
                .bind(&step)
                .execute(&mut *conn)
                .await?;
            db::note_erased(conn).await?;
        }
    }
    Ok(())
}

/// Whether an hour or a day has passed since rows last aged; the first time nothing has.
async fn is_due(conn: &mut Conn, unit: Unit, mono: Millis) -> sqlx::Result<bool> {
    let (name, long) = unit.clock();
    let last = db::setting(conn, name).await?.and_then(|last| last.parse::<Millis>().ok());
    // a clock that was set back begins anew
    let due = last.is_some_and(|last| mono - last >= long);
    if due || last.is_none_or(|last| last > mono) {
        db::set_setting(conn, name, &mono.to_string()).await?;
    }
    Ok(due)
}
