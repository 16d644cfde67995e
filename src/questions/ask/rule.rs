//! `/regle`: the rule by which questions are chosen. A question that is awaited is still awaited.

use super::super::rule::load_rule;
use crate::chat::Message;
use crate::turn::{Turn, TurnResult};

/// Shows the rule.
pub async fn show(turn: &mut Turn<'_>) -> TurnResult<()> {
    let lang = turn.lang();
    let rule = load_rule(turn.conn, turn.event.programme, lang).await?;
    turn.reply(Message::new(rule.to_message_html()));
    Ok(())
}
