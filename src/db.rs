//! The database: one SQL text for SQLite and PostgreSQL, through sqlx's `Any` driver.
//!
//! SQLite gets one writing connection, so that write transactions queue in the pool instead of failing
//! with "busy", and a few readers beside it. PostgreSQL gets one pool for both.

mod backup;
mod connection;
mod counters;
mod database;
mod failures;
pub mod file;
mod migrations;
mod scrub;
mod settings;
mod statements;

pub use backup::RowCounts;
pub use connection::{Conn, Tx};
pub use counters::{advance_counter, lock_counter, next_number};
pub use database::{Db, Engine, SchemaState};
pub use failures::{is_corruption, is_outage};
pub use migrations::{MIGRATOR, MigrationError, V0_1};
pub use scrub::request_scrub;
pub use settings::{
    BOT_USERNAME_KEY, PUBLIC_URL_KEY, get_or_set_setting, get_setting, get_settings, replace_setting,
    save_public_url, set_setting,
};
pub use statements::{has_table, placeholder_rows};
