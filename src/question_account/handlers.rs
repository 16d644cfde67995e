//! `/suites` and its buttons. Everybody gets what is published; the draft is for organisers.

use super::model::PublishOutcome;
use super::payload::Payload;
use super::publication::{self, Publisher};
use super::render::{Spec, Which};
use super::{rules, store, view};
use crate::args;
use crate::audit_log::{self, Action, Entry};
use crate::chat::Message;
use crate::db;
use crate::people::Role;
use crate::turn::{Turn, TurnResult};

/// `/suites`: for organisers the draft, for others what is published.
pub async fn open(turn: &mut Turn<'_>) -> TurnResult<()> {
    if turn.has_role(Role::Organiser).await? {
        let message = desk(turn).await?;
        turn.reply(message);
        return Ok(());
    }
    let base_url = db::get_setting(turn.conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    let is_published = store::load_edition(turn.conn).await?.is_some();
    let t = turn.texts();
    let message = match is_published {
        true => view::account_message(t, turn.event.programme, &base_url),
        false => view::nothing(t),
    };
    turn.reply(message);
    Ok(())
}

/// A press on a button of the account.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    if payload == Payload::Pdf {
        return send_published(turn).await;
    }
    let t = turn.texts();
    if !turn.has_role(Role::Organiser).await? {
        turn.refuse(t.label("account-organisers-only"));
        return Ok(());
    }
    match payload {
        Payload::Open => {
            let message = desk(turn).await?;
            turn.edit_or_reply(message);
        }
        Payload::Read => send_draft(turn).await?,
        Payload::Ask => {
            let message = confirmation(turn).await?;
            turn.edit_or_reply(message);
        }
        Payload::Publish { digest, edition, tell_again } => {
            let outcome =
                publication::publish(turn.conn, (&digest, edition), tell_again, publisher(turn)).await?;
            match outcome {
                PublishOutcome::Published => turn.edit_or_reply(view::done(t, "account-done")),
                PublishOutcome::AlreadyPublished => turn.toast(t.label("account-done-before")),
                PublishOutcome::Changed => {
                    turn.alert(t.label("account-changed"));
                    let message = desk(turn).await?;
                    turn.edit_or_reply(message);
                }
            }
        }
        Payload::AskToWithdraw => {
            let status = publication::load_status(turn.conn).await?;
            match status.published {
                Some(_) => turn.edit_or_reply(view::confirm_withdrawal(t, status.edition)),
                None => turn.toast(t.label("account-not-published")),
            }
        }
        Payload::Withdraw(edition) => {
            match publication::take_down(turn.conn, edition, publisher(turn)).await? {
                true => turn.edit_or_reply(view::done(t, "account-taken-down")),
                false => turn.toast(t.label("account-not-published")),
            }
        }
        Payload::Pdf => {}
    }
    Ok(())
}

fn publisher(turn: &Turn<'_>) -> Publisher {
    Publisher { person: Some(turn.person.id), now: turn.event.now }
}

/// Where the account stands. The word in the address of the preview is made here.
async fn desk(turn: &mut Turn<'_>) -> TurnResult<Message> {
    let draft = publication::load_draft(turn.conn).await?;
    let digest = rules::digest_of(&draft);
    let status = publication::load_status(turn.conn).await?;
    let base_url = db::get_setting(turn.conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    let preview_path = format!("/account/preview/{}", store::preview_word(turn.conn).await?);
    let desk = view::Desk {
        draft: &draft,
        digest: &digest,
        status: &status,
        base_url: &base_url,
        preview_path: &preview_path,
    };
    Ok(view::desk(&turn.event, turn.texts(), &desk))
}

async fn confirmation(turn: &mut Turn<'_>) -> TurnResult<Message> {
    let draft = publication::load_draft(turn.conn).await?;
    let status = publication::load_status(turn.conn).await?;
    Ok(view::confirm(turn.texts(), &rules::digest_of(&draft), &status))
}

/// Sends the draft, and below it the question whether to publish it. The file is rendered when it is sent: if the draft
/// changes until then, its version is another one than the button's, which is refused.
async fn send_draft(turn: &mut Turn<'_>) -> TurnResult<()> {
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Exported);
    audit_log::record(turn.conn, &entry.with_detail("account draft pdf")).await?;
    let draft = publication::load_draft(turn.conn).await?;
    let version = rules::digest_of(&draft).short();
    let caption = turn.texts().html("account-draft-caption", args!(version = version));
    let spec = Spec { which: Which::Draft, lang: turn.lang() };
    turn.send_file(spec.to_string(), caption);
    let message = confirmation(turn).await?;
    turn.reply(message);
    Ok(())
}

/// Sends what is published.
async fn send_published(turn: &mut Turn<'_>) -> TurnResult<()> {
    let t = turn.texts();
    if store::load_edition(turn.conn).await?.is_none() {
        turn.reply(view::nothing(t));
        return Ok(());
    }
    let spec = Spec { which: Which::Published, lang: turn.lang() };
    turn.send_file(spec.to_string(), t.html("account-caption", &[]));
    Ok(())
}
