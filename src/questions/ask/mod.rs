//! Asking: the next message is the question. Afterwards its author chooses a theme, shows their name, changes the
//! text, or withdraws the question.

mod confirmation;
mod own_questions;
mod press;
mod rule;
mod submit;
mod text_requests;
mod view;

pub use confirmation::{confirm_publication, explain_asking, offer_to_send_anyway};
pub use own_questions::show_own_questions;
pub use rule::show as show_rule;
pub use submit::{
    accepts_questions, await_question, cancel, handle_voice, prompt_for_question, prompt_with_menu,
    reject_non_text, submit_text,
};
pub use text_requests::handle_question_request;

pub(crate) use own_questions::handle_edit_text;
pub(crate) use press::press;
pub(crate) use submit::{Accepted, accept, admit};
