//! Helpers for statements whose text differs between the two databases.

use super::connection::Conn;

/// Whether a table of this name exists.
pub async fn has_table(conn: &mut Conn, name: &str) -> sqlx::Result<bool> {
    let sql = if conn.backend_name() == "SQLite" {
        "select count(*) from sqlite_master where type = 'table' and name = $1"
    } else {
        "select count(*) from information_schema.tables
         where table_schema = current_schema() and table_name = $1"
    };
    let found: i64 = sqlx::query_scalar(sql).bind(name).fetch_one(conn).await?;
    Ok(found > 0)
}

/// `count` copies of `row` for one statement, such as `(?, 0), (?, 0)`. PostgreSQL needs the parameters
/// numbered. SQLite takes `$7` for a name and compares it with all other names, so `?` stays there.
pub fn placeholder_rows(conn: &Conn, row: &str, count: usize) -> String {
    if conn.backend_name() == "SQLite" {
        return vec![row; count].join(", ");
    }
    let mut sql = String::with_capacity(count * (row.len() + 8));
    let mut parameter = 0;
    for number in 0..count {
        if number > 0 {
            sql.push_str(", ");
        }
        for part in row.split_inclusive('?') {
            match part.strip_suffix('?') {
                Some(before) => {
                    parameter += 1;
                    sql.push_str(before);
                    sql.push_str(&format!("${parameter}"));
                }
                None => sql.push_str(part),
            }
        }
    }
    sql
}
