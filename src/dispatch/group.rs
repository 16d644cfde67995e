//! What an update in a group or channel asks for: the programme, the way to the private chat, the moderators' panel, or
//! to link the group.

use super::request::{Fact, Facts, GroupRequest};
use crate::chat::{Incoming, Input};
use crate::commands::{Command, ModeratorCommand};

/// Decides what an update in a group asks for; `None` where nothing is answered.
pub fn classify_group(incoming: &Incoming, facts: &Facts) -> Result<Option<GroupRequest>, Fact> {
    Ok(Some(match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(Command::Programme) => GroupRequest::Programme,
            // also for those who write in the group's name: the button knows who presses it
            Some(Command::LinkGroup) => GroupRequest::OfferLink,
            Some(_) if incoming.is_sent_as_chat => GroupRequest::HiddenSender,
            Some(Command::Moderation(ModeratorCommand::Settings)) => GroupRequest::Panel,
            Some(Command::Moderation(command)) if facts.is_panel_group.ok_or(Fact::IsPanelGroup)? => {
                GroupRequest::Moderation { command, arguments: rest.clone() }
            }
            Some(_) => GroupRequest::PrivateCommand,
            None => return Ok(None),
        },
        Input::Press { .. } if incoming.is_sent_as_chat => GroupRequest::HiddenPress,
        Input::Press { data, .. } => match data.split_once(':') {
            Some(("queue", rest)) => GroupRequest::PanelPress(rest.to_owned()),
            _ => link_press(data),
        },
        Input::BotAdded => GroupRequest::BotAdded,
        Input::GroupRenamed => GroupRequest::Renamed,
        Input::BotRemoved => GroupRequest::BotRemoved,
        Input::GroupMigrated { from, to } => GroupRequest::Migrated { from: *from, to: *to },
        _ => return Ok(None),
    }))
}

/// Decides what an update in a channel asks for; `None` where nothing is answered.
pub fn classify_channel(incoming: &Incoming) -> Option<GroupRequest> {
    Some(match &incoming.input {
        Input::Command { name, .. } if Command::from_name(name) == Some(Command::LinkGroup) => {
            GroupRequest::OfferLink
        }
        Input::Press { data, .. } => link_press(data),
        Input::BotAdded => GroupRequest::BotAdded,
        Input::BotRemoved => GroupRequest::BotRemoved,
        Input::GroupRenamed => GroupRequest::Renamed,
        _ => return None,
    })
}

fn link_press(data: &str) -> GroupRequest {
    data.parse().map_or(GroupRequest::UnknownPress, GroupRequest::LinkPress)
}

#[cfg(test)]
mod tests {
    use crate::dispatch::group::*;
    use crate::dispatch::request::test_updates::{command, press, update};
    use crate::linked_groups;

    #[test]
    fn a_group_sees_the_programme_and_its_own_panel() {
        let group = |input, facts: &Facts| classify_group(&update(input), facts).unwrap();
        let elsewhere = Facts { is_panel_group: Some(false), ..Facts::default() };
        let at_panel = Facts { is_panel_group: Some(true), ..Facts::default() };
        assert_eq!(group(command("programme"), &elsewhere), Some(GroupRequest::Programme));
        assert_eq!(group(command("inscription"), &at_panel), Some(GroupRequest::PrivateCommand));
        assert_eq!(group(command("file"), &elsewhere), Some(GroupRequest::PrivateCommand));
        let (command_there, arguments) = (ModeratorCommand::Panel, String::new());
        assert_eq!(
            group(command("file"), &at_panel),
            Some(GroupRequest::Moderation { command: command_there, arguments })
        );
        assert_eq!(group(press("queue:show"), &elsewhere), Some(GroupRequest::PanelPress("show".into())));
        assert_eq!(group(press("vote:on:3"), &at_panel), Some(GroupRequest::UnknownPress));
        assert_eq!(group(command("lier"), &at_panel), Some(GroupRequest::OfferLink));
        let link = Some(GroupRequest::LinkPress(linked_groups::Payload::Link));
        assert_eq!(group(press("grp:link"), &elsewhere), link);
        assert_eq!(group(press("grp:link:1"), &elsewhere), Some(GroupRequest::UnknownPress));
        assert_eq!(group(Input::Text("bonjour".into()), &at_panel), None);
        assert_eq!(classify_group(&update(command("file")), &Facts::default()), Err(Fact::IsPanelGroup));
    }
    #[test]
    fn a_hidden_administrator_can_ask_for_the_link_and_press_nothing() {
        let hidden = |input| {
            let incoming = Incoming { is_sent_as_chat: true, ..update(input) };
            classify_group(&incoming, &Facts::default()).unwrap()
        };
        assert_eq!(hidden(command("lier")), Some(GroupRequest::OfferLink));
        assert_eq!(hidden(command("file")), Some(GroupRequest::HiddenSender));
        for data in ["grp:link", "queue:next", "x"] {
            assert_eq!(hidden(press(data)), Some(GroupRequest::HiddenPress), "{data}");
        }
    }

    #[test]
    fn in_a_channel_only_the_link_is_asked_for() {
        let channel = |input| classify_channel(&update(input));
        assert_eq!(channel(command("lier")), Some(GroupRequest::OfferLink));
        assert_eq!(channel(press("queue:next")), Some(GroupRequest::UnknownPress));
        for input in [command("programme"), command("moderation"), Input::Text("bonjour".into())] {
            assert_eq!(channel(input), None);
        }
    }
}
