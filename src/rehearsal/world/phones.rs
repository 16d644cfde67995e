//! What a telephone does when somebody acts on it: puts the message into its chat, finds the button
//! under the finger, and sends the bot its update.

use serde_json::{Value, json};

use super::Inner;
use super::marks::typed;
use super::people::{Absent, Kind, Press, Pressed, Said};
use super::state::{Author, Bubble, Chat, Media, Person, Sort, Standing};

impl Inner {
    pub(super) fn settle(&mut self, person: Person) {
        let id = person.id;
        self.people.insert(id, person);
        self.chats.entry(id).or_insert_with(|| Chat::new(Sort::Private, "", id));
    }

    /// Makes sure that a person is there.
    pub(super) fn meet(&mut self, user: i64) {
        if !self.people.contains_key(&user) {
            let first_name = format!("Personne {user}");
            self.settle(Person {
                id: user,
                first_name,
                last_name: None,
                language_code: Some("fr".to_owned()),
            });
        }
    }

    pub(super) fn says(&mut self, chat: i64, user: i64, text: &str, reply_to: Option<i64>) -> Said {
        self.meet(user);
        let mut bubble = self.bubble(chat, Author::Person(user));
        bubble.write(text, typed(text));
        bubble.reply_to = reply_to;
        self.arrives(bubble)
    }

    /// Puts a person's message into its chat and tells the bot, if it may know.
    pub(super) fn arrives(&mut self, bubble: Bubble) -> Said {
        let id = bubble.chat_id;
        // Whoever writes to a bot they blocked has to unblock it first.
        match self.chats.get_mut(&id) {
            Some(chat) if chat.sort == Sort::Private && chat.standing == Standing::Stranger => {
                chat.standing = Standing::Member;
            }
            Some(chat) if chat.sort == Sort::Private && chat.standing == Standing::Kicked => {
                self.changes_standing(id, id, Standing::Member);
            }
            _ => {}
        }
        let message_id = self.add(bubble);
        let seen = self.message(id, message_id).filter(|bubble| self.reaches_bot(bubble));
        let update_id =
            seen.map(|bubble| self.message_json(bubble)).and_then(|json| self.update("message", json));
        Said { message_id, update_id }
    }

    pub(super) fn edits(&mut self, user: i64, message_id: i64, text: &str) -> Option<i64> {
        let now = self.clock.now();
        let bubble = self.chats.get_mut(&user)?.bubbles.get_mut(&message_id)?;
        if bubble.from != Author::Person(user) {
            return None;
        }
        bubble.write(text, typed(text));
        bubble.edited = Some(now);
        let edited = self.message_json(self.message(user, message_id)?);
        self.update("edited_message", edited)
    }

    pub(super) fn sends(&mut self, user: i64, kind: &Kind) -> Said {
        self.meet(user);
        let mut bubble = self.bubble(user, Author::Person(user));
        if let Kind::Forwarded(text) = kind {
            bubble.write(text, typed(text));
            let date = self.clock.now() / 1_000;
            let origin = json!({ "type": "hidden_user", "date": date, "sender_user_name": "Quelqu’un" });
            bubble.forwarded = Some(origin);
        } else {
            bubble.media = Some(self.media(kind));
        }
        if let Kind::Photo { caption } = kind {
            bubble.write(caption, typed(caption));
        }
        self.arrives(bubble)
    }

    pub(super) fn shares_contact(&mut self, user: i64, phone: &str, whose: Option<i64>) -> Said {
        self.meet(user);
        let mut contact = json!({ "phone_number": phone, "first_name": "Contact" });
        if let Some(whose) = whose {
            self.meet(whose);
            contact["user_id"] = json!(whose);
            if let Some(person) = self.people.get(&whose) {
                contact["first_name"] = json!(person.first_name);
                if let Some(last_name) = &person.last_name {
                    contact["last_name"] = json!(last_name);
                }
            }
        }
        let mut bubble = self.bubble(user, Author::Person(user));
        bubble.media = Some(Media { kind: "contact".to_owned(), value: contact });
        self.arrives(bubble)
    }

    pub(super) fn presses(&mut self, chat: i64, user: i64, message_id: i64, data: &str) -> String {
        self.meet(user);
        let id = rand::random::<u64>().to_string();
        let message = match self.message(chat, message_id) {
            Some(bubble) => self.message_json(bubble),
            // Deleted meanwhile: Telegram sends what little it still knows.
            None => json!({ "chat": self.chat_json(chat), "message_id": message_id, "date": 0 }),
        };
        let from = self.user_json(user);
        let instance = chat.to_string();
        let query =
            json!({ "id": id, "from": from, "message": message, "chat_instance": instance, "data": data });
        let at = self.clock.mono();
        if self.presses.len() >= self.keep {
            self.presses.retain(|_, press| at - press.at < 60_000);
        }
        self.presses.insert(id.clone(), Press { user, at });
        self.update("callback_query", query);
        id
    }

    pub(super) fn presses_label(&mut self, chat: i64, user: i64, label: &str) -> Result<Pressed, Absent> {
        let Some((message_id, button, under_field)) = self.find_button(chat, label) else {
            return Err(Absent { label: label.to_owned(), there: self.labels(chat) });
        };
        if under_field {
            if let Some(keyboard) = self.chats.get_mut(&chat).and_then(|chat| chat.reply_keyboard.as_mut()) {
                keyboard.folded = keyboard.one_time;
            }
            if button["request_contact"] == json!(true) {
                return Ok(Pressed::Said(self.shares_contact(user, &phone(user), Some(user))));
            }
            // In a group such a text answers the message that brought the keyboard.
            let to = (!self.is_private(chat)).then_some(message_id);
            return Ok(Pressed::Said(self.says(chat, user, button["text"].as_str().unwrap_or(label), to)));
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        if let Some(data) = text(&button["callback_data"]) {
            return Ok(Pressed::Query(self.presses(chat, user, message_id, &data)));
        }
        match (text(&button["url"]), text(&button["copy_text"]["text"])) {
            (Some(url), _) => Ok(Pressed::Link(url)),
            (None, Some(copied)) => Ok(Pressed::Copied(copied)),
            (None, None) => Err(Absent { label: label.to_owned(), there: self.labels(chat) }),
        }
    }
}

/// A Martinican number of one's own.
fn phone(user: i64) -> String {
    format!("596696{:06}", user.unsigned_abs() % 1_000_000)
}
