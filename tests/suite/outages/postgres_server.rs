//! A PostgreSQL server of the test's own, on a socket of its own, that the test may stop.

use std::path::{Path, PathBuf};
use std::process::Command;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

pub struct PostgresServer {
    folder: TempDir,
    programs_folder: PathBuf,
}

impl PostgresServer {
    /// `None` only where `cargo test` was called by hand without a PostgreSQL; `tests/run` installs one.
    pub fn start() -> Option<Self> {
        std::env::var("KOZE_TEST_POSTGRES").ok()?;
        let versions = std::fs::read_dir("/usr/lib/postgresql").unwrap();
        let bin = versions.map(|version| version.unwrap().path().join("bin")).max().unwrap();
        let server = Self { folder: tempfile::tempdir().unwrap(), programs_folder: bin };
        // PostgreSQL refuses to run as root, and the user postgres must be able to reach the folder
        if is_root() {
            assert!(Command::new("chown").arg("postgres").arg(server.path()).status().unwrap().success());
        }
        server.run_program("initdb", &["-U", "koze", "-A", "trust", "--no-sync"]);
        server.start_again();
        Some(server)
    }

    pub fn url(&self) -> String {
        format!("postgres://koze@localhost/postgres?host={}", self.path().display())
    }

    /// Stops the server at once, as when its machine is reset.
    pub fn stop(&self) {
        self.run_program("pg_ctl", &["-m", "immediate", "stop"]);
    }

    pub fn start_again(&self) {
        let path = self.path().display();
        let options = format!("-k {path} -c listen_addresses='' -c fsync=off");
        let log = format!("{path}/log");
        self.run_program("pg_ctl", &["-w", "-l", &log, "-o", &options, "start"]);
    }

    /// Changes a setting, also for existing connections.
    pub async fn apply_setting(&self, setting: &str) {
        let mut conn = PgConnection::connect(&self.url()).await.unwrap();
        for sql in [setting, "select pg_reload_conf()"] {
            sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut conn).await.unwrap();
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run_program(&self, program: &str, arguments: &[&str]) {
        let program = self.programs_folder.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let data = self.path().join("data");
        let done =
            command.current_dir("/").arg("-D").arg(data).args(arguments).stdout(std::process::Stdio::null());
        let done = done.status().unwrap();
        assert!(done.success(), "{arguments:?}: {done}");
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        // a failed test may have stopped it already
        if self.path().join("data/postmaster.pid").exists() {
            self.stop();
        }
    }
}

fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}
