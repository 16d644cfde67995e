//! Pure decisions of the door: what a typed text means, whom it names, the code on the screen, and when arrivals
//! are recorded.

pub mod needs;
pub mod period;
pub mod screen_code;
pub mod search;
