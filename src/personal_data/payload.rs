//! The buttons of this module.

use strum::{Display, EnumIter, EnumString};

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, PartialEq, Eq, Display, EnumString, EnumIter)]
pub enum Payload {
    #[strum(serialize = "me:erase")]
    AskToErase,
    #[strum(serialize = "me:erase-no")]
    CancelErasure,
    #[strum(serialize = "me:erase-yes")]
    Erase,
}
