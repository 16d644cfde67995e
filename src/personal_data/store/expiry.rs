//! Expiry of rows while the bot runs, so that no table only grows. What expires when is in the inventory.

use sqlx::AssertSqlSafe;

use crate::clock::{Millis, RealTime};
use crate::db::{self, Conn};
use crate::personal_data::inventory::{
    AgeUnit, Aging, DATA_INVENTORY, ExpiryEffect, ExpiryRule, TableInventory,
};

const HOUR: Millis = 3_600_000;

impl AgeUnit {
    /// The setting with the real time at which rows last aged, and the time between two agings.
    fn setting_and_interval(self) -> (&'static str, Millis) {
        match self {
            AgeUnit::Hour => ("aged-by-hour", HOUR),
            AgeUnit::Day => ("aged-by-day", 24 * HOUR),
        }
    }
}

/// Ages the rows of every table by an hour or a day if one has passed, and removes those that expired.
pub async fn expire_old_rows(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<()> {
    for unit in [AgeUnit::Hour, AgeUnit::Day] {
        if !take_due(conn, unit, real_now).await? {
            continue;
        }
        for entry in DATA_INVENTORY {
            if let Some(aging) = entry.aging.filter(|aging| aging.unit == unit) {
                age_table(conn, entry, &aging).await?;
            }
        }
    }
    for (sql, max_age) in DATA_INVENTORY.iter().filter_map(TableInventory::max_age_statement) {
        sqlx::query(AssertSqlSafe(sql)).bind(real_now - max_age).execute(&mut *conn).await?;
    }
    Ok(())
}

async fn age_table(conn: &mut Conn, entry: &TableInventory, aging: &Aging) -> sqlx::Result<()> {
    if let Some(sql) = entry.aging_statement() {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?;
    }
    for rule in aging.rules {
        let removed = apply(conn, entry.table, rule).await?;
        if rule.is_user_text && removed > 0 {
            db::request_scrub(conn).await?;
        }
    }
    Ok(())
}

/// Applies one rule and gives the number of rows it changed.
async fn apply(conn: &mut Conn, table: &str, rule: &ExpiryRule) -> sqlx::Result<u64> {
    let condition = rule.condition;
    let sql = match rule.effect {
        ExpiryEffect::Deleted => format!("delete from {table} where {condition}"),
        ExpiryEffect::Cleared(set) => format!("update {table} set {set} where {condition}"),
        ExpiryEffect::Rewritten { key, column, rewrite } => {
            let select = format!("select {key}, {column} from {table} where {condition}");
            let rows: Vec<(i64, String)> =
                sqlx::query_as(AssertSqlSafe(select)).fetch_all(&mut *conn).await?;
            let update = format!("update {table} set {column} = $2 where {key} = $1 and {column} = $3");
            let mut changed = 0;
            for (key, before) in rows {
                let after = rewrite(&before).map_err(|error| sqlx::Error::Encode(error.into()))?;
                let Some(after) = after else { continue };
                let query = sqlx::query(AssertSqlSafe(update.clone()));
                changed +=
                    query.bind(key).bind(after).bind(before).execute(&mut *conn).await?.rows_affected();
            }
            return Ok(changed);
        }
    };
    Ok(sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected())
}

/// Whether an hour or a day has passed since rows last aged, which is then recorded; false the first time.
async fn take_due(conn: &mut Conn, unit: AgeUnit, real_now: RealTime) -> sqlx::Result<bool> {
    let (name, interval) = unit.setting_and_interval();
    let last = db::get_setting(conn, name).await?.and_then(|last| last.parse::<RealTime>().ok());
    let due = last.is_some_and(|last| real_now - last >= interval);
    // a clock that was set back starts the interval again
    if due || last.is_none_or(|last| last > real_now) {
        db::set_setting(conn, name, &real_now.to_string()).await?;
    }
    Ok(due)
}
