//! `koze roles`: lists the people with a role, and revokes one.

use strum::IntoEnumIterator;

use super::error::CliError;
use super::existing_database;
use super::startup::write_stdout;
use crate::access;
use crate::audit_log::{self, Action, Entry};
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::db::Db;
use crate::floor_requests;
use crate::ids::PersonId;
use crate::people::Role;
use crate::questions;
use crate::text::clean_line;

#[derive(clap::Args)]
pub struct Roles {
    #[command(subcommand)]
    command: RolesCommand,
}

#[derive(clap::Subcommand)]
enum RolesCommand {
    /// Everybody who has a role, one a line: number, role, since when, name where it is known.
    List(DatabaseArgs),
    /// Take back a link that was not used yet; `koze roles list` shows its number.
    Withdraw {
        /// The number of the link.
        link: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Take a role away. Whoever had it is told, and their buttons change.
    Revoke {
        /// The number that `koze roles list` shows.
        person: PersonId,
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
    /// Lists or revokes roles.
    pub async fn run(self) -> Result<(), CliError> {
        match self.command {
            RolesCommand::List(database) => {
                let db = existing_database::open(&database.database_url).await?;
                let lines = format_role_list(&db).await;
                db.close().await;
                write_stdout(&lines?)
            }
            RolesCommand::Withdraw { link, database } => {
                let db = existing_database::open(&database.database_url).await?;
                let withdrawn = withdraw_invite(&db, &link).await;
                db.close().await;
                match withdrawn? {
                    Some(role) => write_stdout(format!("taken back: the link for {}\n", role.name())),
                    None => {
                        let message = format!("{link}: no open link has this number; see `koze roles list`");
                        Err(ConfigError(message).into())
                    }
                }
            }
            RolesCommand::Revoke { person, role, database } => {
                let db = existing_database::open(&database.database_url).await?;
                let revoked = revoke_roles(&db, person, role).await;
                db.close().await;
                let revoked: Vec<&str> = revoked?.into_iter().map(Role::name).collect();
                if revoked.is_empty() {
                    let what = role.map_or("role", Role::name);
                    let message =
                        format!("{person} has no such role ({what}): `koze roles list` shows who has one");
                    return Err(ConfigError(message).into());
                }
                write_stdout(format!("taken away from {person}: {}\n", revoked.join(", ")))
            }
        }
    }
}

async fn format_role_list(db: &Db) -> anyhow::Result<String> {
    let holders = access::list_role_holders(&mut *db.reader().await?).await?;
    let line = |holder: access::RoleHolder| {
        let since = crate::clock::to_utc(holder.granted_at).format("%Y-%m-%d");
        // a name is typed by a person, and must stay on its line
        let name = clean_line(&holder.name);
        let name = if name.is_empty() { "-".to_owned() } else { name };
        format!("{}\t{}\t{since}\t{name}\n", holder.person, holder.role.name())
    };
    let now = Clock::real().real_now();
    let invites = access::list_open_invites(&mut *db.reader().await?, now).await?;
    let open = |invite: access::OpenInvite| {
        let hours = (invite.expires_at - now + 3_599_999) / 3_600_000;
        format!("link {}\t{}\t{hours} h left\t-\n", invite.id, invite.role.name())
    };
    Ok(holders.into_iter().map(line).chain(invites.into_iter().map(open)).collect())
}

async fn withdraw_invite(db: &Db, link: &str) -> anyhow::Result<Option<Role>> {
    let mut tx = db.begin().await?;
    let withdrawn = access::withdraw_invite(&mut tx, link).await?;
    if let Some(role) = withdrawn {
        let entry = Entry::new(Clock::real().event_now(), None, Action::InviteWithdrawn);
        audit_log::record(&mut tx, &entry.with_detail(role.name())).await?;
    }
    tx.commit().await?;
    Ok(withdrawn)
}

async fn revoke_roles(db: &Db, person: PersonId, role: Option<Role>) -> anyhow::Result<Vec<Role>> {
    let clock = Clock::real();
    let mut tx = db.begin().await?;
    let mut revoked = Vec::new();
    for one in role.map_or_else(|| Role::iter().collect(), |role| vec![role]) {
        if access::revoke(&mut tx, clock.real_now(), person, one).await? {
            let entry = Entry::new(clock.event_now(), None, Action::RoleRevoked).with_detail(one.name());
            audit_log::record(&mut tx, &entry).await?;
            revoked.push(one);
        }
    }
    if !revoked.is_empty() {
        questions::release_former_moderator(&mut tx, person, clock.event_now(), clock.real_now()).await?;
        floor_requests::release_former_moderator(&mut tx, person, clock.real_now()).await?;
    }
    tx.commit().await?;
    Ok(revoked)
}
