//! How many replies may wait for one chat, and which older ones a new reply replaces. Pure.

use super::key::OutboxKey;
use crate::chat::Outgoing;
use crate::ids::{ChatId, MessageId};

/// From this many waiting replies on, a new reply replaces older ones to the same request.
const DEDUPLICATE_FROM: usize = 10;
/// The most replies that wait for one private chat, which takes about one a second, and for one group, which
/// takes one in three seconds: less than a minute's worth.
const MAX_QUEUED_PER_CHAT: usize = 40;
const MAX_QUEUED_PER_GROUP: usize = 16;

/// Which of the chat's waiting replies the new one replaces: those of other turns to the same request, once
/// many wait.
pub(super) fn replaced_replies(waiting: &[OutboxKey], new: &OutboxKey) -> Vec<OutboxKey> {
    if waiting.len() < DEDUPLICATE_FROM || new.subject().is_none() {
        return Vec::new();
    }
    let origin = new.origin();
    let is_replaced = |key: &&OutboxKey| key.subject() == new.subject() && key.origin() != origin;
    waiting.iter().filter(is_replaced).cloned().collect()
}

/// Whether one more reply may wait for a chat where `waiting` wait already.
pub(super) fn has_room(chat: ChatId, waiting: usize) -> bool {
    // Groups have negative ids.
    waiting < if chat.is_group() { MAX_QUEUED_PER_GROUP } else { MAX_QUEUED_PER_CHAT }
}

/// The message that a body edits, if it is an edit.
pub(super) fn edited_message(body: &Outgoing) -> Option<MessageId> {
    match body {
        Outgoing::Edit { message_id, .. } => Some(*message_id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_replaces_older_ones_to_the_same_request_once_many_wait() {
        let keys: Vec<OutboxKey> = (0..DEDUPLICATE_FROM)
            .map(|n| format!("p{n}:0#000000000000000{}", n % 2).parse().unwrap())
            .collect();
        let new: OutboxKey = "p1:1#0000000000000001".parse().unwrap();
        let expected: Vec<OutboxKey> = [3, 5, 7, 9].map(|n: usize| keys[n].clone()).to_vec();
        assert_eq!(replaced_replies(&keys, &new), expected);
        assert_eq!(replaced_replies(&keys[1..], &new), []);
        assert_eq!(replaced_replies(&keys, &"u99:0".parse().unwrap()), []);
    }
}
