//! What one turn may touch: its transaction, the person, both times, the programme, and the
//! letters it leaves. A turn is one update; everything in it is committed together or not at all.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::args;
use crate::chat::{Button, Incoming, Input, Keyboard, Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::conversation::Expected;
use crate::db::Conn;
use crate::i18n::{Lang, Texts, escape, texts};
use crate::memory::Memory;
use crate::outbox::{Letter, TOPIC};
use crate::people::Person;
use crate::programme::{Programme, Schedule, Session, Slot};
use crate::typed;

/// How long the answer to a press is worth sending; the phone has given up by then.
pub const PRESS_LIFE: Millis = 15_000;

/// The forum as it stands in this transaction.
#[derive(Clone, Copy)]
pub struct Forum<'t> {
    pub programme: &'t Programme,
    pub schedule: &'t Schedule,
    /// The event's time.
    pub now: Millis,
    /// Real time.
    pub mono: Millis,
}

pub struct Turn<'t> {
    pub conn: &'t mut Conn,
    pub memory: &'t mut Memory,
    pub forum: Forum<'t>,
    pub person: Person,
    pub incoming: &'t Incoming,
    update: i64,
    letters: Vec<Letter>,
    answered: bool,
    /// Of what is said here.
    urgency: Urgency,
    /// The language of this turn alone.
    speaks: Option<Lang>,
}

impl<'t> Turn<'t> {
    pub fn new(
        conn: &'t mut Conn,
        memory: &'t mut Memory,
        forum: Forum<'t>,
        person: Person,
        incoming: &'t Incoming,
        update: i64,
    ) -> Self {
        Self {
            conn,
            memory,
            forum,
            person,
            incoming,
            update,
            letters: Vec::new(),
            answered: false,
            urgency: Urgency::Answer,
            speaks: None,
        }
    }

    /// The language of whatever is answered: that of what was just written where it is clear, else the one
    /// written in before, else the person's own. Nothing else decides it.
    pub fn lang(&self) -> Lang {
        self.speaks.or(self.person.spoken).unwrap_or(self.person.language)
    }

    /// The messages in that language.
    pub fn texts(&self) -> &'static Texts {
        texts(self.lang())
    }

    /// Answers in this language, and what is pressed afterwards too where it was `surely` written in.
    pub fn speak(&mut self, lang: Lang, surely: bool) {
        self.speaks = Some(lang);
        if surely {
            self.person.spoken = (lang != self.person.language).then_some(lang);
        }
    }

    /// The person chooses a language, for good.
    pub fn choose(&mut self, lang: Lang) {
        self.person.language = lang;
        self.person.language_chosen = true;
        self.person.spoken = None;
        self.speaks = None;
    }

    /// The question that is said waits for a yes or a no: a typed one does what its button would, and so does
    /// what stands on a button, but only as the very next thing. Whoever is in the middle of something has other
    /// answers to give.
    pub fn expect(&mut self, yes: &str, no: &str) {
        let (yes, no) = (yes.to_owned(), no.to_owned());
        self.expect_one(Expected { yes, no, ..Expected::default() });
    }

    /// The same of a question whose buttons bear names: one of them is typed, or a part of it that stands on no
    /// other.
    pub fn expect_name(&mut self) {
        self.expect_one(Expected { by_name: true, ..Expected::default() });
    }

    fn expect_one(&mut self, mut expected: Expected) {
        if !self.person.conversation.is_idle() {
            return;
        }
        let said = self.letters.iter().rev().filter(|letter| letter.chat == self.incoming.chat);
        let rows = said.filter_map(|letter| letter.what.inline()).next().unwrap_or_default();
        let buttons = rows.iter().flatten().filter(|button| !button.data.is_empty());
        expected.buttons = buttons.map(|button| (button.label.clone(), button.data.clone())).collect();
        self.person.conversation.expected = Some(expected);
    }

    /// What the message before waited for, which is over with whatever comes: the data of the button that was
    /// typed, if it was.
    pub fn expected(&mut self) -> Option<String> {
        let expected = self.person.conversation.expected.take()?;
        let Input::Text(typed) = &self.incoming.input else { return None };
        typed::meant(&expected, typed)
    }

    /// A moderator or organiser is at work: what they get from now on in this chat goes before what others
    /// have sent there, and however many people wait for answers.
    pub fn for_moderators(&mut self) {
        self.urgency = Urgency::Desk;
    }

    /// Says something where the person wrote.
    pub fn say(&mut self, message: Message) {
        self.leave(self.incoming.chat, self.urgency, Outgoing::Say(message), None);
    }

    /// Puts one more button under what was said last; where that has no room for one, under another message.
    pub fn add_button(&mut self, button: Button, other: impl FnOnce() -> Message) {
        let chat = self.incoming.chat;
        let last = self.letters.iter_mut().rev().find(|letter| letter.chat == chat);
        if let Some(Letter { what: Outgoing::Say(message), slot: None, .. }) = last {
            match &mut message.keyboard {
                Some(Keyboard::Inline(rows)) => return rows.push(vec![button]),
                none @ None => {
                    *none = Some(Keyboard::Inline(vec![vec![button]]));
                    return;
                }
                Some(_) => {}
            }
        }
        self.say(other().inline(vec![vec![button]]));
    }

    /// Changes the message whose button was pressed; says it anew where that cannot be done.
    pub fn replace(&mut self, to: Message) {
        match self.incoming.input {
            Input::Press { message: Some(message), .. } => {
                self.leave(self.incoming.chat, self.urgency, Outgoing::Edit { message, to }, None);
            }
            _ => self.say(to),
        }
    }

    /// Changes a message said before in this chat.
    pub fn edit(&mut self, message: i64, to: Message) {
        self.notice(self.incoming.chat, Outgoing::Edit { message, to }, None);
    }

    /// Sends somebody's voice message on.
    pub fn voice(&mut self, file: String, caption: Message) {
        self.leave(self.incoming.chat, self.urgency, Outgoing::Voice { file, caption }, None);
    }

    /// Says something with a photo that somebody sent.
    pub fn photo(&mut self, file: String, caption: Message) {
        self.leave(self.incoming.chat, self.urgency, Outgoing::Photo { file, caption }, None);
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
    pub fn file(&mut self, recipe: String, caption: String) {
        self.leave(self.incoming.chat, self.urgency, Outgoing::File { recipe, caption }, None);
    }

    /// Sends a picture made from `recipe`.
    pub fn picture(&mut self, recipe: String, caption: String) {
        self.leave(self.incoming.chat, self.urgency, Outgoing::Picture { recipe, caption }, None);
    }

    /// Tells somebody else, in their own chat.
    pub fn tell(&mut self, person: i64, message: Message) {
        self.notice(person, Outgoing::Say(message), None);
    }

    /// The same where many are told at once: it waits for everything that somebody waits for.
    pub fn tell_in_time(&mut self, person: i64, message: Message) {
        self.leave(person, Urgency::Reminder, Outgoing::Say(message), None);
    }

    /// Sends somebody else what is not a message of its own, such as a voice message or an answer to theirs.
    pub fn send(&mut self, person: i64, what: Outgoing) {
        self.notice(person, what, None);
    }

    /// Shows a place on the map where the person wrote.
    pub fn place(&mut self, place: Outgoing) {
        self.leave(self.incoming.chat, Urgency::Answer, place, None);
    }

    /// Fills or renews a message that is edited in place.
    pub fn fill(&mut self, chat: i64, slot: String, message: Message) {
        self.notice(chat, Outgoing::Say(message), Some(slot));
    }

    /// The same, more urgently for somebody who waits for it, or when there is time.
    pub fn fill_as(&mut self, urgency: Urgency, chat: i64, slot: String, message: Message) {
        self.leave(chat, urgency, Outgoing::Say(message), Some(slot));
    }

    /// Offers these commands in the chat.
    pub fn commands(&mut self, commands: Vec<(String, String)>) {
        self.leave(self.incoming.chat, Urgency::Notice, Outgoing::Commands(commands), None);
    }

    /// Ends the turn: a press nobody answered gets its empty answer. Gives back the transaction,
    /// the person as they are now, and the letters.
    pub fn end(mut self) -> (Person, Vec<Letter>) {
        if matches!(self.incoming.input, Input::Press { .. }) && !self.answered {
            self.answer_press(None, false);
        }
        (self.person, self.letters)
    }

    fn answer_press(&mut self, text: Option<String>, alert: bool) {
        let press = match &self.incoming.input {
            Input::Press { press, .. } => press,
            Input::Text(_) => {
                text.into_iter().for_each(|text| self.say(Message::new(escape(&text).into_owned())));
                return;
            }
            _ => return,
        };
        if !std::mem::replace(&mut self.answered, true) {
            let answer = Outgoing::Answer { press: press.clone(), text, alert };
            self.leave(self.incoming.chat, Urgency::Press, answer, None);
        }
    }

    /// A notice; in the chat of a moderator at work it is part of what they get for it.
    fn notice(&mut self, chat: i64, what: Outgoing, slot: Option<String>) {
        let own = chat == self.incoming.chat && self.urgency == Urgency::Desk;
        self.leave(chat, if own { Urgency::Desk } else { Urgency::Notice }, what, slot);
    }

    fn leave(&mut self, chat: i64, urgency: Urgency, what: Outgoing, slot: Option<String>) {
        let kind = if matches!(self.incoming.input, Input::Press { .. }) { 'p' } else { 'u' };
        let what = if chat == self.incoming.chat { what.in_topic(self.incoming.topic) } else { what };
        self.letters.push(Letter {
            key: format!("{kind}{}:{}{}", self.update, self.letters.len(), self.topic()),
            chat,
            urgency,
            expires_at: (urgency == Urgency::Press).then_some(self.forum.mono + PRESS_LIFE),
            what,
            slot,
        });
    }
}

impl Turn<'_> {
    /// What was asked for, as the end of a key: the same for the same button or the same words. Another
    /// answer to it may take the place of one that still waits.
    fn topic(&self) -> String {
        let mut hasher = DefaultHasher::new();
        match &self.incoming.input {
            Input::Press { data, .. } => (0, data).hash(&mut hasher),
            Input::Command { name, rest } => (1, name, rest).hash(&mut hasher),
            Input::Text(text) => (2, text).hash(&mut hasher),
            _ => return String::new(),
        }
        format!("{TOPIC}{:016x}", hasher.finish())
    }
}

impl Forum<'_> {
    /// "vendredi 23 novembre 2012", in the event's zone.
    pub fn day(&self, texts: &Texts, at: Millis) -> String {
        texts.day(self.programme.local(at).date_naive())
    }

    /// "10h30", in the event's zone.
    pub fn hour(&self, texts: &Texts, at: Millis) -> String {
        texts.hour(self.programme.local(at))
    }

    /// "Palais des Congrès, Salon Tainos".
    pub fn place(&self) -> String {
        self.with_room(self.programme.venue.room.as_deref())
    }

    /// The same for a session that may have a room of its own.
    pub fn place_of(&self, session: &Session) -> String {
        let live = self.schedule.slot(&session.id).and_then(|slot| slot.room.as_deref());
        self.with_room(live.or_else(|| self.programme.room(session)))
    }

    /// The room of a session where it is not the event's own.
    pub fn other_room<'r>(&'r self, slot: &'r Slot, session: &'r Session) -> Option<&'r str> {
        let room = slot.room.as_deref().or_else(|| self.programme.room(session));
        room.filter(|room| Some(*room) != self.programme.venue.room.as_deref())
    }

    fn with_room(&self, room: Option<&str>) -> String {
        let name = &self.programme.venue.name;
        room.map_or_else(|| name.clone(), |room| format!("{name}, {room}"))
    }

    /// How to reach the organisers, in one line or three.
    pub fn contact(&self, texts: &Texts) -> String {
        let contact = &self.programme.contact;
        let fax = contact.fax.as_deref().unwrap_or("none");
        texts.html("contact-lines", args!(email = &contact.email, phone = &contact.phone, fax = fax))
    }
}
