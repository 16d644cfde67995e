//! Which command is which of the moderators' orders.

use crate::commands::Command;
use crate::questions::Order;

/// What a command means at the moderators' desk.
pub fn desk_order(command: Command) -> Option<Order> {
    Some(match command {
        Command::Queue => Order::Panel,
        Command::Next => Order::Next,
        Command::Review => Order::Review,
        Command::Answered => Order::Answered,
        Command::Floor => Order::Floor,
        Command::Umbrella => Order::Umbrella,
        Command::Journal => Order::Journal,
        Command::Summary => Order::Summary,
        Command::Moderation => Order::Settings,
        Command::Print => Order::Print,
        _ => return None,
    })
}
