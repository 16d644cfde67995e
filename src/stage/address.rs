//! The address of the stage's page. It holds a secret word, which organisers can replace; the earlier address then
//! leads nowhere.

use crate::db::{self, Conn};

/// The setting with the word and how many there were before: `3:5f…`.
const ADDRESS: &str = "stage-path";

/// The address of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageAddress {
    /// The number of the word: 1 for the first.
    pub version: i64,
    word: String,
    /// The public base URL of the pages; empty where it is not known.
    base_url: String,
}

impl StageAddress {
    /// The whole URL, where the base URL is known.
    pub fn url(&self) -> Option<String> {
        (!self.base_url.is_empty()).then(|| format!("{}{}", self.base_url, self.path()))
    }

    /// The path on the bot's web server.
    pub fn path(&self) -> String {
        format!("/stage/{}", self.word)
    }
}

/// The word in the address, if it was made.
pub async fn stored_word(conn: &mut Conn) -> sqlx::Result<Option<String>> {
    let stored = db::get_setting(conn, ADDRESS).await?;
    Ok(stored.and_then(|stored| parse(&stored).map(|(_, word)| word)))
}

/// The address, made at the first use.
pub async fn address(conn: &mut Conn) -> sqlx::Result<StageAddress> {
    let stored = db::get_or_set_setting(conn, ADDRESS, &fresh(1)).await?;
    let (version, word) = parse(&stored).unwrap_or_default();
    let base_url = db::get_setting(conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    Ok(StageAddress { version, word, base_url })
}

/// Replaces the word with this number; false if it was replaced before.
pub async fn replace(conn: &mut Conn, version: i64) -> sqlx::Result<bool> {
    let Some(stored) = db::get_setting(conn, ADDRESS).await? else { return Ok(false) };
    if parse(&stored).is_none_or(|(known, _)| known != version) {
        return Ok(false);
    }
    db::replace_setting(conn, ADDRESS, &stored, &fresh(version + 1)).await
}

fn fresh(version: i64) -> String {
    format!("{version}:{:032x}", rand::random::<u128>())
}

fn parse(stored: &str) -> Option<(i64, String)> {
    let (version, word) = stored.split_once(':')?;
    Some((version.parse().ok()?, word.to_owned()))
}
