//! What an update in a group asks for: the programme, the way to the private chat, or the moderators' panel.

use super::request::{Fact, Facts, GroupRequest};
use crate::chat::{Incoming, Input};
use crate::commands::{Command, ModeratorCommand};

/// Decides what an update in a group asks for; `None` where nothing is answered.
pub fn classify_group(incoming: &Incoming, facts: &Facts) -> Result<Option<GroupRequest>, Fact> {
    Ok(Some(match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(Command::Programme) => GroupRequest::Programme,
            Some(_) if incoming.is_sent_as_chat => GroupRequest::HiddenSender,
            Some(Command::Moderation(ModeratorCommand::Settings)) => GroupRequest::Panel,
            Some(Command::Moderation(command)) if facts.is_panel_group.ok_or(Fact::IsPanelGroup)? => {
                GroupRequest::Moderation { command, arguments: rest.clone() }
            }
            Some(_) => GroupRequest::PrivateCommand,
            None => return Ok(None),
        },
        Input::Press { data, .. } => match data.split_once(':') {
            Some(("queue", rest)) => GroupRequest::PanelPress(rest.to_owned()),
            _ => GroupRequest::UnknownPress,
        },
        Input::BotRemoved => GroupRequest::BotRemoved,
        Input::GroupMigrated { from, to } => GroupRequest::Migrated { from: *from, to: *to },
        _ => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    use super::super::request::test_updates::{command, press, update};
    use super::*;

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
        assert_eq!(group(Input::Text("bonjour".into()), &at_panel), None);
        assert_eq!(classify_group(&update(command("file")), &Facts::default()), Err(Fact::IsPanelGroup));
    }
}
