//! `koze roles`: who has which role, and taking one away.

use super::error::CliError;
use super::existing_database;
use super::startup::write_stdout;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::db::Db;
use strum::IntoEnumIterator;

use crate::access;
use crate::people::Role;
use crate::questions;

#[derive(clap::Args)]
pub struct Roles {
    #[command(subcommand)]
    command: RolesCommand,
}

#[derive(clap::Subcommand)]
enum RolesCommand {
    /// Everybody who has a role, one a line: number, role, since when, name where it is known.
    List(DatabaseArgs),
    /// Take a role away. Whoever had it is told, and their buttons change.
    Revoke {
        /// The number that `koze roles list` shows.
        person: i64,
        /// Which role; without it, all that they have.
        role: Option<Role>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

#[derive(clap::Args)]
struct DatabaseArgs {
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
}

impl Roles {
    pub async fn run(self) -> Result<(), CliError> {
        match self.command {
            RolesCommand::List(from) => {
                let db = existing_database::open(&from.database_url).await?;
                let lines = format_role_list(&db).await;
                db.close().await;
                write_stdout(&lines?)
            }
            RolesCommand::Revoke { person, role, database: from } => {
                let db = existing_database::open(&from.database_url).await?;
                let lost = revoke_roles(&db, person, role).await;
                db.close().await;
                let lost: Vec<&str> = lost?.into_iter().map(Role::name).collect();
                if lost.is_empty() {
                    let what = role.map_or("role", Role::name);
                    let says =
                        format!("{person} has no such role ({what}): `koze roles list` shows who has one");
                    return Err(ConfigError(says).into());
                }
                write_stdout(format!("taken away from {person}: {}\n", lost.join(", ")))
            }
        }
    }
}

async fn format_role_list(db: &Db) -> anyhow::Result<String> {
    let holders = access::list_role_holders(&mut *db.reader().await?).await?;
    let line = |holder: access::RoleHolder| {
        let since = crate::clock::to_utc(holder.granted_at).format("%Y-%m-%d");
        // a name is what somebody typed: it stays on its line
        let name: String = holder.name.chars().filter(|c| !c.is_control()).collect();
        let name = if name.is_empty() { "-".to_owned() } else { name };
        format!("{}\t{}\t{since}\t{name}\n", holder.person, holder.role.name())
    };
    Ok(holders.into_iter().map(line).collect())
}

async fn revoke_roles(db: &Db, person: i64, role: Option<Role>) -> anyhow::Result<Vec<Role>> {
    let clock = Clock::real();
    let mut tx = db.begin().await?;
    let mut lost = Vec::new();
    for one in role.map_or_else(|| Role::iter().collect(), |role| vec![role]) {
        if access::revoke(&mut tx, clock.real_now(), person, one).await? {
            lost.push(one);
        }
    }
    if !lost.is_empty() {
        questions::release_former_moderator(&mut tx, person, clock.event_now(), clock.real_now()).await?;
    }
    tx.commit().await?;
    Ok(lost)
}
