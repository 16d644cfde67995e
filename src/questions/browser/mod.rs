//! What people in a browser do: ask, vote, withdraw, and what their page shows. The same services as in the chat;
//! the caller renders a page from what is returned here.
//!
//! A visitor of the page gets no messages: the page shows the same states.

mod requests;
mod snapshot;
mod transfer;

pub use requests::{BrowserSubmission, SimilarQuestion, submit, vote, vote_instead, withdraw};
pub use snapshot::{
    AudienceSnapshot, OwnQuestion, load_snapshot, own_questions, questions_of_browsers, voted_questions,
};
pub use transfer::{Moved, move_author};
