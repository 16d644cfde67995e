//! The commands for a PostgreSQL database, whose backups are made by its own tools: shown to be copied, without the
//! password.

use std::path::Path;

/// How `pg_dump` makes the backup.
pub fn backup_command(url: &str, file: &Path) -> String {
    format!("pg_dump --format=custom --file={} --dbname={}", quote(&file.display().to_string()), address(url))
}

/// How a backup is put into a new, empty database.
pub fn restore_command(url: &str, file: &Path) -> String {
    format!(
        "pg_restore --no-owner --exit-on-error --single-transaction --dbname={} {}",
        address(url),
        quote(&file.display().to_string())
    )
}

/// The address without its password and without what only this program knows.
fn address(url: &str) -> String {
    let Ok(mut parsed) = reqwest::Url::parse(url) else { return "\"$DATABASE_URL\"".to_owned() };
    let known = ["dbname", "host", "port", "sslmode", "sslrootcert", "user"];
    let kept: Vec<(String, String)> =
        parsed.query_pairs().into_owned().filter(|(name, _)| known.contains(&name.as_str())).collect();
    parsed.set_query(None);
    if !kept.is_empty() {
        parsed.query_pairs_mut().extend_pairs(kept);
    }
    if parsed.password().is_some() && parsed.set_password(None).is_err() {
        return "\"$DATABASE_URL\"".to_owned();
    }
    quote(parsed.as_str())
}

/// A word of a shell's command line.
fn quote(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%=,+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{backup_command, restore_command};

    #[test]
    fn commands_show_no_password() {
        let file = Path::new("forum du 23.dump");
        let url = "postgres://koze:S3CRET@db.example/forum?sslmode=require&password=S3CRET&statement-cache-capacity=9";
        assert_eq!(
            backup_command(url, file),
            "pg_dump --format=custom --file='forum du 23.dump' --dbname='postgres://koze@db.example/forum?sslmode=require'"
        );
        assert_eq!(
            restore_command("postgres://koze@/forum?host=/run/pg", Path::new("a.dump")),
            "pg_restore --no-owner --exit-on-error --single-transaction --dbname=\"$DATABASE_URL\" a.dump"
        );
        assert!(!restore_command("postgres://:S3CRET@[", file).contains("S3CRET"));
    }
}
