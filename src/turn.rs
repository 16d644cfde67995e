//! A turn: the handling of one update. It has the transaction, the person, both times and the programme, and
//! collects the messages that the handlers send. Everything in it is committed together or not at all.

mod error;
mod event_context;

pub use error::{TurnError, TurnResult};
pub use event_context::EventContext;

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::cache::TxCache;
use crate::chat::{Button, Incoming, Input, Keyboard, Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::conversation::AwaitedAnswer;
use crate::db::Conn;
use crate::i18n::{Lang, Texts, escape_html, texts};
use crate::ids::{ChatId, MessageId, PersonId, UpdateId};
use crate::keywords::{self, TypedText};
use crate::outbox::{NewMessage, OutboxKey, ReplyCause};
use crate::people::{self, Person, Role};

/// How long the answer to a press is worth sending, in real time; the phone has given up by then.
pub const PRESS_ANSWER_TTL: Millis = 15_000;

/// The handling of one update.
pub struct Turn<'t> {
    pub conn: &'t mut Conn,
    pub cache: &'t mut TxCache,
    pub event: EventContext<'t>,
    /// The sender; written back when the turn ends.
    pub person: Person,
    pub incoming: &'t Incoming,
    /// The people whose turns follow one another and ask for the same as this one. A feature may read for all of them
    /// at once, and leave its writes to [`TxCache::defer`] if it does not read them in these turns.
    pub series: &'t [PersonId],
    update_id: UpdateId,
    /// The sender's roles, once they were read.
    roles: Option<Vec<Role>>,
    outgoing: Vec<NewMessage>,
    is_press_answered: bool,
    /// The urgency of replies.
    urgency: Urgency,
    /// The language of this turn's replies, where it differs from the person's.
    turn_language: Option<Lang>,
}

impl<'t> Turn<'t> {
    /// Begins the turn of an update; `person` is its sender.
    pub fn new(
        conn: &'t mut Conn,
        cache: &'t mut TxCache,
        event: EventContext<'t>,
        person: Person,
        incoming: &'t Incoming,
        update_id: UpdateId,
    ) -> Self {
        Self {
            conn,
            cache,
            event,
            person,
            incoming,
            series: &[],
            update_id,
            roles: None,
            outgoing: Vec::new(),
            is_press_answered: false,
            urgency: Urgency::Answer,
            turn_language: None,
        }
    }

    /// The language of replies: that of the text just received where it is clear, else that of earlier texts, else
    /// the one the person chose. Nothing else decides it.
    pub fn lang(&self) -> Lang {
        self.turn_language.or(self.person.reply_language).unwrap_or(self.person.language)
    }

    /// The texts in the language of replies.
    pub fn texts(&self) -> &'static Texts {
        texts(self.lang())
    }

    /// Replies to this update in `lang`; where the text is certainly in it, replies to later presses, too.
    pub fn reply_in(&mut self, lang: Lang, is_certain: bool) {
        self.turn_language = Some(lang);
        if is_certain {
            self.person.reply_language = (lang != self.person.language).then_some(lang);
        }
    }

    /// Sets the person's language, as they chose it.
    pub fn set_language(&mut self, lang: Lang) {
        self.person.language = lang;
        self.person.language_chosen = true;
        self.person.reply_language = None;
        self.turn_language = None;
    }

    /// Awaits a yes or a no to the message just sent: a typed one acts as the button with this data, and a typed
    /// label as its button, if it is the next thing the person sends. Has no effect while an activity awaits a text.
    pub fn await_yes_no(&mut self, yes_data: &str, no_data: &str) {
        let (yes_data, no_data) = (yes_data.to_owned(), no_data.to_owned());
        self.await_answer(AwaitedAnswer { yes_data, no_data, ..AwaitedAnswer::default() });
    }

    /// Awaits one of the names on the buttons of the message just sent; a word that only one of them has is enough.
    pub fn await_name(&mut self) {
        self.await_answer(AwaitedAnswer { is_name_accepted: true, ..AwaitedAnswer::default() });
    }

    fn await_answer(&mut self, mut awaited: AwaitedAnswer) {
        if !self.person.conversation.is_idle() {
            return;
        }
        let replies = self.outgoing.iter().rev().filter(|message| message.chat == self.incoming.chat);
        let rows = replies.filter_map(|message| message.body.inline_keyboard()).next().unwrap_or_default();
        let buttons = rows.iter().flatten().filter(|button| !button.data.is_empty());
        awaited.buttons = buttons.map(|button| (button.label.clone(), button.data.clone())).collect();
        self.person.conversation.awaited_answer = Some(awaited);
    }

    /// Ends the wait for an answer to the last message, and gives the data of the button that was typed, if one was.
    pub fn take_typed_button(&mut self, typed: Option<&TypedText>) -> Option<String> {
        let awaited = self.person.conversation.awaited_answer.take()?;
        keywords::find_typed_button(&awaited, typed?)
    }

    /// The roles of the sender: read at the first call, and remembered for the rest of the turn.
    pub async fn roles(&mut self) -> sqlx::Result<&[Role]> {
        if self.roles.is_none() {
            self.roles = Some(people::roles(self.conn, self.person.id).await?);
        }
        Ok(self.roles.as_deref().unwrap_or_default())
    }

    /// Whether the sender has this role.
    pub async fn has_role(&mut self, role: Role) -> sqlx::Result<bool> {
        Ok(self.roles().await?.contains(&role))
    }

    /// Whether the sender may work with the queue of questions.
    pub async fn can_moderate(&mut self) -> sqlx::Result<bool> {
        Ok(people::roles_can_moderate(self.roles().await?))
    }

    /// Reads the sender's roles anew at the next call: this turn has granted or revoked one.
    pub fn forget_roles(&mut self) {
        self.roles = None;
    }

    /// Sends the rest of this turn's replies and edits at [`Urgency::Staff`]: before the answers that others wait for.
    pub fn use_staff_urgency(&mut self) {
        self.urgency = Urgency::Staff;
    }

    /// Sends a message to the chat of the update.
    pub fn reply(&mut self, message: Message) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Message(message), None);
    }

    /// Puts a button under the last reply; where that cannot have one, under the message that `other` makes.
    pub fn add_button(&mut self, button: Button, other: impl FnOnce() -> Message) {
        let chat = self.incoming.chat;
        let last = self.outgoing.iter_mut().rev().find(|message| message.chat == chat);
        let shown = last.filter(|new| new.live_message.is_none()).and_then(|new| match &mut new.body {
            Outgoing::Message(message) | Outgoing::Edit { new_message: message, .. } => Some(message),
            _ => None,
        });
        if let Some(message) = shown {
            match &mut message.keyboard {
                Some(Keyboard::Inline(rows)) => return rows.push(vec![button]),
                none @ None => {
                    *none = Some(Keyboard::Inline(vec![vec![button]]));
                    return;
                }
                Some(_) => {}
            }
        }
        self.reply(other().with_inline_keyboard(vec![vec![button]]));
    }

    /// Edits the message whose button was pressed; where it cannot be edited, sends a new message.
    pub fn edit_or_reply(&mut self, new_message: Message) {
        match self.incoming.input {
            Input::Press { message_id: Some(message_id), .. } => {
                let edit = Outgoing::Edit { message_id, new_message };
                self.enqueue(self.incoming.chat, self.urgency, edit, None);
            }
            _ => self.reply(new_message),
        }
    }

    /// Edits an earlier message in the chat of the update.
    pub fn edit_message(&mut self, message_id: MessageId, new_message: Message) {
        let edit = Outgoing::Edit { message_id, new_message };
        self.enqueue_notice(self.incoming.chat, edit, None);
    }

    /// Sends a voice message, by the messenger's id of the file.
    pub fn send_voice(&mut self, file_id: String, caption: Message) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Voice { file_id, caption }, None);
    }

    /// Sends a photo, by the messenger's id of the file.
    pub fn send_photo(&mut self, file_id: String, caption: Message) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Photo { file_id, caption }, None);
    }

    /// Answers the press with a line that disappears; as a message where the button's label was typed.
    pub fn toast(&mut self, text: String) {
        self.answer_press(Some(text), false);
    }

    /// Answers the press with a box that the person closes, for what must not be missed.
    pub fn alert(&mut self, text: String) {
        self.answer_press(Some(text), true);
    }

    /// Says why something is not done: in a box where a button was pressed, else as a message.
    pub fn refuse(&mut self, text: String) {
        match self.incoming.input {
            Input::Press { .. } => self.alert(text),
            _ => self.reply(Message::new(escape_html(&text).into_owned())),
        }
    }

    /// Sends a file that the sender renders from `spec`.
    pub fn send_file(&mut self, spec: String, caption: String) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::File { spec, caption }, None);
    }

    /// Sends a picture that the sender renders from `spec`.
    pub fn send_picture(&mut self, spec: String, caption: String) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Picture { spec, caption }, None);
    }

    /// Sends a message to another person's private chat.
    pub fn notify(&mut self, person: PersonId, message: Message) {
        self.enqueue_notice(person.private_chat(), Outgoing::Message(message), None);
    }

    /// Sends a message to one of many people: after all messages that somebody waits for.
    pub fn notify_low_priority(&mut self, person: PersonId, message: Message) {
        self.enqueue(person.private_chat(), Urgency::Reminder, Outgoing::Message(message), None);
    }

    /// Sends a voice message, a reply or the like to another chat.
    pub fn send_to(&mut self, chat: ChatId, body: Outgoing) {
        self.enqueue_notice(chat, body, None);
    }

    /// Sends a place on the map to the chat of the update.
    pub fn send_venue(&mut self, venue: Outgoing) {
        self.enqueue(self.incoming.chat, Urgency::Answer, venue, None);
    }

    /// Creates or edits the live message `key` of a chat.
    pub fn update_live_message(&mut self, chat: ChatId, key: String, message: Message) {
        self.enqueue_notice(chat, Outgoing::Message(message), Some(key));
    }

    /// Creates or edits the live message `key` of a chat, with an urgency other than a notice's.
    pub fn update_live_message_with_urgency(
        &mut self,
        urgency: Urgency,
        chat: ChatId,
        key: String,
        message: Message,
    ) {
        self.enqueue(chat, urgency, Outgoing::Message(message), Some(key));
    }

    /// Sets the commands that the chat of the update lists: names and descriptions.
    pub fn set_chat_commands(&mut self, commands: Vec<(String, String)>) {
        self.enqueue(self.incoming.chat, Urgency::Notice, Outgoing::Commands(commands), None);
    }

    /// Ends the turn, and answers a press that no handler answered. Gives the person, as the turn changed them, and
    /// the messages to send.
    pub fn finish(mut self) -> (Person, Vec<NewMessage>) {
        if matches!(self.incoming.input, Input::Press { .. }) && !self.is_press_answered {
            self.answer_press(None, false);
        }
        (self.person, self.outgoing)
    }

    fn answer_press(&mut self, text: Option<String>, alert: bool) {
        let press_id = match &self.incoming.input {
            Input::Press { press_id, .. } => press_id.clone(),
            Input::Text(_) => {
                text.into_iter().for_each(|text| self.reply(Message::new(escape_html(&text).into_owned())));
                return;
            }
            _ => return,
        };
        if !std::mem::replace(&mut self.is_press_answered, true) {
            let answer = Outgoing::AnswerPress { press_id, text, alert };
            self.enqueue(self.incoming.chat, Urgency::Press, answer, None);
        }
    }

    /// Enqueues a notice; in the chat of a moderator at work it is as urgent as their replies.
    fn enqueue_notice(&mut self, chat: ChatId, body: Outgoing, live_message: Option<String>) {
        let is_staff_reply = chat == self.incoming.chat && self.urgency == Urgency::Staff;
        let urgency = if is_staff_reply { Urgency::Staff } else { Urgency::Notice };
        self.enqueue(chat, urgency, body, live_message);
    }

    fn enqueue(&mut self, chat: ChatId, urgency: Urgency, body: Outgoing, live_message: Option<String>) {
        let is_press = matches!(self.incoming.input, Input::Press { .. });
        let key = OutboxKey::Reply {
            cause: if is_press { ReplyCause::Press } else { ReplyCause::Message },
            update: self.update_id,
            index: self.outgoing.len(),
            subject: self.reply_subject(),
        };
        let body = if chat == self.incoming.chat { body.in_topic(self.incoming.topic) } else { body };
        let expires_at = (urgency == Urgency::Press).then_some(self.event.real_now + PRESS_ANSWER_TTL);
        let message = NewMessage::new(key, chat, urgency, body);
        self.outgoing.push(message.with_expiry(expires_at).with_live_message(live_message));
    }

    /// A hash of the button or text that is answered: a later answer to the same request may replace one that
    /// is still queued.
    fn reply_subject(&self) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        match &self.incoming.input {
            Input::Press { data, .. } => (0, data).hash(&mut hasher),
            Input::Command { name, rest } => (1, name, rest).hash(&mut hasher),
            Input::Text(text) => (2, text).hash(&mut hasher),
            _ => return None,
        }
        Some(hasher.finish())
    }
}
