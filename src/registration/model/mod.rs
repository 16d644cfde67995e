//! What a registration is made of. Pure: no database, no language, no clock.
//!
//! Every value is parsed once, where it enters; a `FullName` or a `Phone` that exists is valid.

mod draft;
mod invalid_answer;
mod phone;
mod registration;
mod ticket_code;
mod values;

pub use draft::{Draft, Step, StepChoice};
pub use invalid_answer::InvalidAnswer;
pub use phone::Phone;
pub use registration::{
    Answers, CalendarEntry, Category, ConsentMethod, Extras, Field, Guest, Registration, SeatStatus,
};
pub use ticket_code::TicketCode;
pub(crate) use values::FromStored;
pub(crate) use values::optional_from_stored;
pub use values::{AccessNeeds, Area, Email, FullName, Organisation};
