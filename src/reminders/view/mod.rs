//! The messages of this feature: reminders and corrections in the language of their reader, a person's settings, and
//! changes of the schedule.

mod links;
mod reminder;
mod schedule_changes;
mod session_details;
mod settings;

pub use reminder::{correction, reminder, session_correction, subscribed_reminder};
pub use schedule_changes::{
    SHIFT_COMMAND, change_done, change_dropped, change_menu, change_preview, choose_session, session_menu,
};
pub use settings::{
    lead_choices, muted_notice, reminder_choices, session_choices, settings, subscription_toast,
};
