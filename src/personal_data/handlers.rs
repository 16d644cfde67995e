//! What a person asks for: to see everything stored on them, and to have it erased.

use super::export_file::ExportFile;
use super::model::DataSubjectRight;
use super::payload::Payload;
use super::register_file::REGISTER_SPEC;
use super::store::{erasure, export};
use super::view;
use crate::chat::Message;
use crate::conversation::Conversation;
use crate::keywords::contains_keyword;
use crate::menu;
use crate::people::Role;
use crate::turn::{Turn, TurnResult};

/// `/mesdonnees`: everything stored on the person, as a message and as a JSON file; what the message cannot
/// hold is sent as a text file too.
pub async fn send_export(turn: &mut Turn<'_>) -> TurnResult<()> {
    let (t, person) = (turn.texts(), turn.person.id);
    let tables = export::export(turn.conn, person).await?;
    let (message, is_shortened) = view::export_message(turn.event.programme, t, &tables);
    turn.reply(message);
    if is_shortened {
        let caption = t.html("held-words-file", &[]);
        turn.send_file(ExportFile::Text(t.lang, person).to_string(), caption);
    }
    let caption = t.html("held-file", &[]);
    turn.send_file(ExportFile::Json(person).to_string(), caption);
    Ok(())
}

/// `/registre`, for organisers: the register of processing as a page to print.
pub async fn send_register(turn: &mut Turn<'_>) -> TurnResult<()> {
    let t = turn.texts();
    if !turn.has_role(Role::Organiser).await? {
        turn.reply(Message::new(t.html("privacy-register-organisers-only", &[])));
        return Ok(());
    }
    let caption = t.html("privacy-register-file", &[]);
    turn.send_file(REGISTER_SPEC.to_owned(), caption);
    Ok(())
}

/// `/effacer`: what will be erased, and one confirmation.
pub fn ask_to_erase(turn: &mut Turn<'_>) {
    let message = view::erasure_confirmation(turn.texts());
    turn.reply(message);
    turn.await_yes_no(&Payload::Erase.to_string(), &Payload::CancelErasure.to_string());
}

/// The right that a text claims: "effacez mes données", "qu'avez-vous sur moi".
pub fn detect_data_request(text: &str) -> Option<DataSubjectRight> {
    if contains_keyword("words-erase", text) && contains_keyword("words-what-is-mine", text) {
        Some(DataSubjectRight::Erasure)
    } else {
        contains_keyword("words-my-data", text).then_some(DataSubjectRight::Access)
    }
}

/// Confirms that nothing was erased.
pub fn cancel_erasure(turn: &mut Turn<'_>) {
    let html = turn.texts().html("erase-kept", &[]);
    turn.edit_or_reply(Message::new(html));
}

/// Erases the person, whose next message is that of a new person. The caller releases the seat and withdraws
/// the questions before.
pub async fn erase(turn: &mut Turn<'_>) -> TurnResult<()> {
    erasure::erase_person(turn.conn, turn.person.id).await?;
    turn.person.conversation = Conversation::default();
    let html = turn.texts().html("erase-done", &[]);
    turn.edit_or_reply(Message::new(html));
    let html = turn.texts().html("erase-after", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}
