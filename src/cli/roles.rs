//! `koze roles`: who has which role, and taking one away.

use super::{Stop, existing, print};
use crate::clock::Clock;
use crate::config::{self, Wrong};
use crate::db::Db;
use crate::organiser;
use crate::people::Role;
use crate::questions;

#[derive(clap::Args)]
pub struct Roles {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Everybody who has a role, one a line: number, role, since when, name where it is known.
    List(From),
    /// Take a role away. Whoever had it is told, and their buttons change.
    Revoke {
        /// The number that `koze roles list` shows.
        person: i64,
        /// Which role; without it, all that they have.
        role: Option<Role>,
        #[command(flatten)]
        from: From,
    },
}

#[derive(clap::Args)]
struct From {
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DATABASE)]
    database_url: String,
}

impl Roles {
    pub async fn look(self) -> Result<(), Stop> {
        match self.what {
            What::List(from) => {
                let db = existing::open(&from.database_url).await?;
                let lines = list(&db).await;
                db.close().await;
                print(&lines?)
            }
            What::Revoke { person, role, from } => {
                let db = existing::open(&from.database_url).await?;
                let lost = revoke(&db, person, role).await;
                db.close().await;
                let lost: Vec<&str> = lost?.into_iter().map(Role::name).collect();
                if lost.is_empty() {
                    let what = role.map_or("role", Role::name);
                    let says =
                        format!("{person} has no such role ({what}): `koze roles list` shows who has one");
                    return Err(Wrong(says).into());
                }
                print(format!("taken away from {person}: {}\n", lost.join(", ")))
            }
        }
    }
}

async fn list(db: &Db) -> anyhow::Result<String> {
    let holders = organiser::holders(&mut *db.reader().await?).await?;
    let line = |holder: organiser::Holder| {
        let since = crate::clock::utc(holder.given_at).format("%Y-%m-%d");
        // a name is what somebody typed: it stays on its line
        let name: String = holder.name.chars().filter(|c| !c.is_control()).collect();
        let name = if name.is_empty() { "-".to_owned() } else { name };
        format!("{}\t{}\t{since}\t{name}\n", holder.person, holder.role.name())
    };
    Ok(holders.into_iter().map(line).collect())
}

async fn revoke(db: &Db, person: i64, role: Option<Role>) -> anyhow::Result<Vec<Role>> {
    let clock = Clock::real();
    let mut tx = db.begin().await?;
    let mut lost = Vec::new();
    for one in role.map_or_else(|| Role::ALL.to_vec(), |role| vec![role]) {
        if organiser::revoke(&mut tx, clock.mono(), person, one).await? {
            lost.push(one);
        }
    }
    if !lost.is_empty() {
        questions::dismiss(&mut tx, person, clock.now(), clock.mono()).await?;
    }
    tx.commit().await?;
    Ok(lost)
}
