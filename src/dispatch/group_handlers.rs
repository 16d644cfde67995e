//! What a request in a group or channel leads to.

use super::request::GroupRequest;
use crate::answers;
use crate::chat::Message;
use crate::commands::ModeratorCommand;
use crate::linked_groups::{self, AdministratorCheck};
use crate::questions;
use crate::turn::{Turn, TurnResult};

/// In a group: the programme, the way to the private chat, the moderators' panel in their own group, and the link of a
/// residents' group. A group is one or the other.
pub async fn handle_in_group(
    turn: &mut Turn<'_>,
    request: GroupRequest,
    administrator: AdministratorCheck,
) -> TurnResult<()> {
    match request {
        GroupRequest::Programme => answers::say_programme(turn),
        GroupRequest::HiddenSender => reply_text(turn, "group-own-name"),
        GroupRequest::Panel => {
            if linked_groups::lock_and_check(turn).await? {
                reply_text(turn, "group-no-panel");
            } else {
                questions::handle_command(turn, ModeratorCommand::Panel, "").await?;
            }
        }
        GroupRequest::Moderation { command, arguments } => {
            questions::handle_command(turn, command, &arguments).await?;
        }
        GroupRequest::PrivateCommand => reply_text(turn, "group-private"),
        GroupRequest::PanelPress(data) => {
            if !questions::handle_moderation_press(turn, &data).await? {
                turn.toast(turn.texts().label("button-unknown"));
            }
        }
        GroupRequest::UnknownPress => turn.toast(turn.texts().label("button-unknown")),
        GroupRequest::HiddenPress => turn.alert(turn.texts().label("group-hidden-press")),
        GroupRequest::OfferLink => linked_groups::offer_link(turn).await?,
        GroupRequest::LinkPress(payload) => press_link(turn, payload, administrator).await?,
        GroupRequest::BotAdded => linked_groups::greet_group(turn).await?,
        GroupRequest::Renamed => linked_groups::handle_new_title(turn).await?,
        GroupRequest::BotRemoved => {
            linked_groups::handle_removal(turn).await?;
            questions::close_group_panel(turn).await?;
        }
        GroupRequest::Migrated { from, to } => {
            linked_groups::move_group(turn, from, to).await?;
            questions::move_group_panel(turn, from, to).await?;
        }
    }
    Ok(())
}

/// A button about the link of a group. A group with the moderators' panel is not linked.
async fn press_link(
    turn: &mut Turn<'_>,
    payload: linked_groups::Payload,
    administrator: AdministratorCheck,
) -> TurnResult<()> {
    linked_groups::lock_and_check(turn).await?;
    let is_panel = questions::panel_groups(turn.conn).await?.contains(&turn.incoming.chat);
    if !linked_groups::press_in_group(turn, payload, administrator, is_panel).await? {
        turn.toast(turn.texts().label("button-unknown"));
    }
    Ok(())
}

fn reply_text(turn: &mut Turn<'_>, id: &str) {
    let message = Message::new(turn.texts().html(id, &[]));
    turn.reply(message);
}
