//! Whether people who press the button that links a group administer it. Telegram is asked before the transaction of the
//! update begins, and only about organisers: the presses of others are refused without a request.

use std::collections::HashMap;

use futures_util::future::join_all;

use crate::chat::{ChatKind, Incoming, Input};
use crate::db::Db;
use crate::ids::{ChatId, PersonId, UpdateId};
use crate::linked_groups::{AdministratorCheck, LINK_DATA};
use crate::people::{self, Role};
use crate::telegram::api::BotApi;
use crate::telegram::{RawUpdate, incoming, profile};

/// What Telegram said about the presses of a batch.
#[derive(Clone, Default)]
pub struct Administrators(HashMap<UpdateId, AdministratorCheck>);

struct LinkPress {
    update: UpdateId,
    chat: ChatId,
    person: PersonId,
}

/// The people who pressed a button that links a group.
pub fn senders(batch: &[RawUpdate]) -> impl Iterator<Item = PersonId> {
    link_presses(batch).into_iter().map(|press| press.person)
}

fn link_presses(batch: &[RawUpdate]) -> Vec<LinkPress> {
    let may_be_press = |update: &&RawUpdate| update.json.get().contains(LINK_DATA);
    batch.iter().filter(may_be_press).filter_map(link_press).collect()
}

fn link_press(update: &RawUpdate) -> Option<LinkPress> {
    match incoming::parse_update(&update.json).ok()?? {
        Incoming {
            chat,
            chat_kind: ChatKind::Group | ChatKind::Channel,
            from: Some(from),
            input: Input::Press { data, .. },
            ..
        } if data == LINK_DATA => Some(LinkPress { update: update.id, chat, person: from.id }),
        _ => None,
    }
}

impl Administrators {
    /// Asks Telegram about the organisers who pressed. Where it does not answer, they can press again.
    pub async fn read(&mut self, db: &Db, api: &BotApi, batch: &[RawUpdate]) -> sqlx::Result<()> {
        let mut presses = link_presses(batch);
        presses.retain(|press| !self.0.contains_key(&press.update));
        let mut organisers = Vec::with_capacity(presses.len());
        for press in presses {
            let roles = people::roles(&mut *db.reader().await?, press.person).await?;
            if roles.contains(&Role::Organiser) {
                organisers.push(press);
            }
        }
        let checks = organisers.iter().map(async |press| {
            let check = match profile::is_administrator(api, press.chat, press.person).await {
                Ok(true) => AdministratorCheck::Administrator,
                Ok(false) => AdministratorCheck::NotAdministrator,
                Err(error) => {
                    tracing::warn!(chat = press.chat.0, %error, "a group's administrators cannot be read");
                    AdministratorCheck::Unknown
                }
            };
            (press.update, check)
        });
        self.0.extend(join_all(checks).await);
        Ok(())
    }

    /// What Telegram said about the one who pressed.
    pub fn find(&self, update: UpdateId) -> AdministratorCheck {
        self.0.get(&update).copied().unwrap_or(AdministratorCheck::Unknown)
    }

    /// Forgets the presses of a batch that is handled.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
