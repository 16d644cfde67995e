//! Classification of database errors: an outage, a damaged file, or a bug in a statement.

/// SQLite's primary result codes (the low byte of an extended code) for an outage: busy, locked,
/// read-only, I/O error, damaged, full, cannot open, lock protocol, not a database.
const SQLITE_OUTAGE_CODES: [i32; 9] = [5, 6, 8, 10, 11, 13, 14, 15, 26];
/// SQLite's codes for a damaged file and for a file that is not a database.
const SQLITE_CORRUPTION_CODES: [i32; 2] = [11, 26];
/// SQLSTATE classes for an outage: connection, resources, operator intervention, system error.
const POSTGRES_OUTAGE_CLASSES: [&str; 4] = ["08", "53", "57", "58"];
/// SQLSTATE codes for an outage: serialization failure, deadlock, lock not available, read-only.
const POSTGRES_OUTAGE_CODES: [&str; 4] = ["40001", "40P01", "55P03", "25006"];

/// Whether an error comes from the database server, its disk or the network. Such an error is not
/// counted against the update that met it; everything waits and is retried.
pub fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::BeginFailed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| is_outage_code(&code)),
        _ => false,
    }
}

/// Whether SQLite's file is damaged or not a database.
pub fn is_corruption(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| sqlite_primary_code(&code))
        .is_some_and(|code| SQLITE_CORRUPTION_CODES.contains(&code))
}

fn is_outage_code(code: &str) -> bool {
    if let Some(code) = sqlite_primary_code(code) {
        return SQLITE_OUTAGE_CODES.contains(&code);
    }
    POSTGRES_OUTAGE_CLASSES.iter().any(|class| code.starts_with(class))
        || POSTGRES_OUTAGE_CODES.contains(&code)
}

/// The low byte of a SQLite code; `None` for a SQLSTATE, which has five characters.
fn sqlite_primary_code(code: &str) -> Option<i32> {
    if code.len() == 5 {
        return None;
    }
    code.parse::<i32>().ok().map(|code| code & 0xff)
}
