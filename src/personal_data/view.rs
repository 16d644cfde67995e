//! The messages of this module, but for the export's sentences.

use super::export_text::ExportFormatter;
use super::model::ExportedTable;
use super::payload::Payload;
use crate::args;
use crate::chat::{self, Button, Message};
use crate::i18n::{Arg, Texts};
use crate::programme::Programme;
use crate::text;

/// The answer to `/mesdonnees`, and whether sentences were left out because a message cannot hold them.
pub fn export_message(programme: &Programme, t: &'static Texts, tables: &[ExportedTable]) -> (Message, bool) {
    let all = ExportFormatter { programme, texts: t, plain: false }.format_all(tables);
    let html = |shown: usize| {
        let more =
            (shown < all.len()).then(|| t.html("held-more", args!(count = (all.len() - shown) as i64)));
        let lines: Vec<String> = all[..shown].iter().cloned().chain(more).collect();
        t.html("held", args!(lines = Arg::html(lines.join("\n"))))
    };
    let mut shown = all.len();
    while shown > 0 && text::visible_utf16_len(&html(shown)) > chat::MAX_MESSAGE_LEN {
        shown -= 1;
    }
    let erase = Button::new(t.label("held-erase"), Payload::AskToErase.to_string());
    (Message::new(html(shown)).with_inline_keyboard(vec![vec![erase]]), shown < all.len())
}

/// The question of `/effacer`, with its two buttons.
pub fn erasure_confirmation(t: &Texts) -> Message {
    Message::new(t.html("erase-ask", &[])).with_inline_keyboard(vec![
        vec![Button::new(t.label("erase-yes"), Payload::Erase.to_string())],
        vec![Button::new(t.label("erase-no"), Payload::CancelErasure.to_string())],
    ])
}
