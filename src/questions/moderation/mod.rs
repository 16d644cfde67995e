//! Moderation: one question after another, by buttons and commands, in a private chat or in the moderators' group.
//!
//! Every press and command is authorised when it arrives, because anybody can send any press, and a role can be
//! taken away.

mod authorization;
mod cards;
mod commands;
mod journal_view;
mod list_view;
mod lists;
mod menus;
mod merging;
mod panel;
mod panel_view;
mod press;
mod settings_menu;
mod text_input;
mod view;

pub use commands::{handle_command, handle_number_text, is_question_number};
pub use panel::{
    close_group_panel, has_outdated_panel, is_panel_group, move_group_panel, panel_groups,
    release_former_moderator, update_panels,
};

pub use settings_menu::favour_newcomers;

pub(crate) use press::{press, press_unknown};
pub(crate) use text_input::handle_text;
