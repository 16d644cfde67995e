//! What one turn may touch: its transaction, the person, both times, the programme, and the
//! letters it leaves. A turn is one update; everything in it is committed together or not at all.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::args;
use crate::cache::TxCache;
use crate::chat::{Button, Incoming, Input, Keyboard, Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::conversation::AwaitedAnswer;
use crate::db::Conn;
use crate::i18n::{Lang, Texts, escape_html, texts};
use crate::keywords;
use crate::outbox::{NewMessage, OutboxKey, ReplyCause};
use crate::people::Person;
use crate::programme::{Programme, Schedule, ScheduledSession, Session};

/// How long the answer to a press is worth sending; the phone has given up by then.
pub const PRESS_ANSWER_TTL: Millis = 15_000;

/// The forum as it stands in this transaction.
#[derive(Clone, Copy)]
pub struct EventContext<'t> {
    pub programme: &'t Programme,
    pub schedule: &'t Schedule,
    /// The event's time.
    pub now: Millis,
    /// Real time.
    pub real_now: Millis,
}

pub struct Turn<'t> {
    pub conn: &'t mut Conn,
    pub cache: &'t mut TxCache,
    pub event: EventContext<'t>,
    pub person: Person,
    pub incoming: &'t Incoming,
    update_id: i64,
    outgoing: Vec<NewMessage>,
    is_press_answered: bool,
    /// Of what is said here.
    urgency: Urgency,
    /// The language of this turn alone.
    turn_language: Option<Lang>,
}

impl<'t> Turn<'t> {
    pub fn new(
        conn: &'t mut Conn,
        cache: &'t mut TxCache,
        event: EventContext<'t>,
        person: Person,
        incoming: &'t Incoming,
        update_id: i64,
    ) -> Self {
        Self {
            conn,
            cache,
            event,
            person,
            incoming,
            update_id,
            outgoing: Vec::new(),
            is_press_answered: false,
            urgency: Urgency::Answer,
            turn_language: None,
        }
    }

    /// The language of whatever is answered: that of what was just written where it is clear, else the one
    /// written in before, else the person's own. Nothing else decides it.
    pub fn lang(&self) -> Lang {
        self.turn_language.or(self.person.reply_language).unwrap_or(self.person.language)
    }

    /// The messages in that language.
    pub fn texts(&self) -> &'static Texts {
        texts(self.lang())
    }

    /// Answers in this language, and what is pressed afterwards too where it was `surely` written in.
    pub fn reply_in(&mut self, lang: Lang, surely: bool) {
        self.turn_language = Some(lang);
        if surely {
            self.person.reply_language = (lang != self.person.language).then_some(lang);
        }
    }

    /// The person chooses a language, for good.
    pub fn set_language(&mut self, lang: Lang) {
        self.person.language = lang;
        self.person.language_chosen = true;
        self.person.reply_language = None;
        self.turn_language = None;
    }

    /// The question that is said waits for a yes or a no: a typed one does what its button would, and so does
    /// what stands on a button, but only as the very next thing. Whoever is in the middle of something has other
    /// answers to give.
    pub fn await_yes_no(&mut self, yes: &str, no: &str) {
        let (yes, no) = (yes.to_owned(), no.to_owned());
        self.await_answer(AwaitedAnswer { yes_data: yes, no_data: no, ..AwaitedAnswer::default() });
    }

    /// The same of a question whose buttons bear names: one of them is typed, or a part of it that stands on no
    /// other.
    pub fn await_name(&mut self) {
        self.await_answer(AwaitedAnswer { is_name_accepted: true, ..AwaitedAnswer::default() });
    }

    fn await_answer(&mut self, mut expected: AwaitedAnswer) {
        if !self.person.conversation.is_idle() {
            return;
        }
        let said = self.outgoing.iter().rev().filter(|letter| letter.chat == self.incoming.chat);
        let rows = said.filter_map(|letter| letter.body.inline_keyboard()).next().unwrap_or_default();
        let buttons = rows.iter().flatten().filter(|button| !button.data.is_empty());
        expected.buttons = buttons.map(|button| (button.label.clone(), button.data.clone())).collect();
        self.person.conversation.awaited_answer = Some(expected);
    }

    /// What the message before waited for, which is over with whatever comes: the data of the button that was
    /// typed, if it was.
    pub fn take_typed_button(&mut self) -> Option<String> {
        let expected = self.person.conversation.awaited_answer.take()?;
        let Input::Text(typed) = &self.incoming.input else { return None };
        keywords::find_typed_button(&expected, typed)
    }

    /// A moderator or organiser is at work: what they get from now on in this chat goes before what others
    /// have sent there, and however many people wait for answers.
    pub fn use_staff_urgency(&mut self) {
        self.urgency = Urgency::Staff;
    }

    /// Says something where the person wrote.
    pub fn reply(&mut self, message: Message) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Message(message), None);
    }

    /// Puts one more button under what was said last; where that has no room for one, under another message.
    pub fn add_button(&mut self, button: Button, other: impl FnOnce() -> Message) {
        let chat = self.incoming.chat;
        let last = self.outgoing.iter_mut().rev().find(|letter| letter.chat == chat);
        if let Some(NewMessage { body: Outgoing::Message(message), live_message: None, .. }) = last {
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

    /// Changes the message whose button was pressed; says it anew where that cannot be done.
    pub fn edit_or_reply(&mut self, to: Message) {
        match self.incoming.input {
            Input::Press { message_id: Some(message), .. } => {
                self.enqueue(
                    self.incoming.chat,
                    self.urgency,
                    Outgoing::Edit { message_id: message, new_message: to },
                    None,
                );
            }
            _ => self.reply(to),
        }
    }

    /// Changes a message said before in this chat.
    pub fn edit_message(&mut self, message: i64, to: Message) {
        self.enqueue_notice(
            self.incoming.chat,
            Outgoing::Edit { message_id: message, new_message: to },
            None,
        );
    }

    /// Sends somebody's voice message on.
    pub fn send_voice(&mut self, file: String, caption: Message) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Voice { file_id: file, caption }, None);
    }

    /// Says something with a photo that somebody sent.
    pub fn send_photo(&mut self, file: String, caption: Message) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Photo { file_id: file, caption }, None);
    }

    /// Answers the press with a passing line; says it where the button's word was typed.
    pub fn toast(&mut self, text: String) {
        self.answer_press(Some(text), false);
    }

    /// The same with a box that is closed by hand: for what must not be missed.
    pub fn alert(&mut self, text: String) {
        self.answer_press(Some(text), true);
    }

    /// Sends a file made from `recipe`.
    pub fn send_file(&mut self, recipe: String, caption: String) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::File { spec: recipe, caption }, None);
    }

    /// Sends a picture made from `recipe`.
    pub fn send_picture(&mut self, recipe: String, caption: String) {
        self.enqueue(self.incoming.chat, self.urgency, Outgoing::Picture { spec: recipe, caption }, None);
    }

    /// Tells somebody else, in their own chat.
    pub fn notify(&mut self, person: i64, message: Message) {
        self.enqueue_notice(person, Outgoing::Message(message), None);
    }

    /// The same where many are told at once: it waits for everything that somebody waits for.
    pub fn notify_low_priority(&mut self, person: i64, message: Message) {
        self.enqueue(person, Urgency::Reminder, Outgoing::Message(message), None);
    }

    /// Sends somebody else what is not a message of its own, such as a voice message or an answer to theirs.
    pub fn send_to(&mut self, person: i64, what: Outgoing) {
        self.enqueue_notice(person, what, None);
    }

    /// Shows a place on the map where the person wrote.
    pub fn send_venue(&mut self, place: Outgoing) {
        self.enqueue(self.incoming.chat, Urgency::Answer, place, None);
    }

    /// Fills or renews a message that is edited in place.
    pub fn update_live_message(&mut self, chat: i64, slot: String, message: Message) {
        self.enqueue_notice(chat, Outgoing::Message(message), Some(slot));
    }

    /// The same, more urgently for somebody who waits for it, or when there is time.
    pub fn update_live_message_with_urgency(
        &mut self,
        urgency: Urgency,
        chat: i64,
        slot: String,
        message: Message,
    ) {
        self.enqueue(chat, urgency, Outgoing::Message(message), Some(slot));
    }

    /// Offers these commands in the chat.
    pub fn set_chat_commands(&mut self, commands: Vec<(String, String)>) {
        self.enqueue(self.incoming.chat, Urgency::Notice, Outgoing::Commands(commands), None);
    }

    /// Ends the turn: a press nobody answered gets its empty answer. Gives back the transaction,
    /// the person as they are now, and the letters.
    pub fn finish(mut self) -> (Person, Vec<NewMessage>) {
        if matches!(self.incoming.input, Input::Press { .. }) && !self.is_press_answered {
            self.answer_press(None, false);
        }
        (self.person, self.outgoing)
    }

    fn answer_press(&mut self, text: Option<String>, alert: bool) {
        let press = match &self.incoming.input {
            Input::Press { press_id: press, .. } => press,
            Input::Text(_) => {
                text.into_iter().for_each(|text| self.reply(Message::new(escape_html(&text).into_owned())));
                return;
            }
            _ => return,
        };
        if !std::mem::replace(&mut self.is_press_answered, true) {
            let answer = Outgoing::AnswerPress { press_id: press.clone(), text, alert };
            self.enqueue(self.incoming.chat, Urgency::Press, answer, None);
        }
    }

    /// A notice; in the chat of a moderator at work it is part of what they get for it.
    fn enqueue_notice(&mut self, chat: i64, what: Outgoing, slot: Option<String>) {
        let own = chat == self.incoming.chat && self.urgency == Urgency::Staff;
        self.enqueue(chat, if own { Urgency::Staff } else { Urgency::Notice }, what, slot);
    }

    fn enqueue(&mut self, chat: i64, urgency: Urgency, what: Outgoing, slot: Option<String>) {
        let is_press = matches!(self.incoming.input, Input::Press { .. });
        let key = OutboxKey::Reply {
            cause: if is_press { ReplyCause::Press } else { ReplyCause::Message },
            update: self.update_id,
            index: self.outgoing.len(),
            subject: self.reply_subject(),
        };
        let what = if chat == self.incoming.chat { what.in_topic(self.incoming.topic) } else { what };
        self.outgoing.push(NewMessage {
            key,
            chat,
            urgency,
            expires_at: (urgency == Urgency::Press).then_some(self.event.real_now + PRESS_ANSWER_TTL),
            body: what,
            live_message: slot,
        });
    }
}

impl Turn<'_> {
    /// A hash of what was requested: equal for the same button or the same words, so that a later reply may
    /// replace one that still waits. `None` where repeated requests cannot be recognised.
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

impl EventContext<'_> {
    /// "vendredi 23 novembre 2012", in the event's zone.
    pub fn format_date(&self, texts: &Texts, at: Millis) -> String {
        texts.format_date(self.programme.to_local_time(at).date_naive())
    }

    /// "10h30", in the event's zone.
    pub fn format_time(&self, texts: &Texts, at: Millis) -> String {
        texts.format_time(self.programme.to_local_time(at))
    }

    /// "Palais des Congrès, Salon Tainos".
    pub fn venue_text(&self) -> String {
        self.venue_with_room(self.programme.venue.room.as_deref())
    }

    /// The same for a session that may have a room of its own.
    pub fn session_venue_text(&self, session: &Session) -> String {
        let live = self.schedule.session(&session.id).and_then(|slot| slot.room.as_deref());
        self.venue_with_room(live.or_else(|| self.programme.room(session)))
    }

    /// The room of a session where it is not the event's own.
    pub fn differing_room<'r>(&'r self, slot: &'r ScheduledSession, session: &'r Session) -> Option<&'r str> {
        let room = slot.room.as_deref().or_else(|| self.programme.room(session));
        room.filter(|room| Some(*room) != self.programme.venue.room.as_deref())
    }

    fn venue_with_room(&self, room: Option<&str>) -> String {
        let name = &self.programme.venue.name;
        room.map_or_else(|| name.clone(), |room| format!("{name}, {room}"))
    }

    /// How to reach the organisers, in one line or three.
    pub fn contact_html(&self, texts: &Texts) -> String {
        let contact = &self.programme.contact;
        let fax = contact.fax.as_deref().unwrap_or("none");
        texts.html("contact-lines", args!(email = &contact.email, phone = &contact.phone, fax = fax))
    }
}
